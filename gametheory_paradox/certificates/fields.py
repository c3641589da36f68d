"""Fields of certificates, the game among them, and what a check says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import cited_game, number_from_data, written_formula
from gametheory_paradox.paradoxes.definition import AnyForm, Claim, check_applies
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question, asks_of
from gametheory_paradox.table import Record

# The fields of a certificate of each kind, and their reading, which rejects what is missing or malformed
# ----------------------------------------------------------------------------

K = TypeVar("K")


def question_in(data: Mapping[str, object], game: AnyForm) -> Question:
    """The question, which must fit the game."""
    question = Question.from_data(data)
    check_applies(DEFINITIONS[question.paradox], question, game)
    return question


def hash_in(data: Mapping[str, object]) -> str:
    """The hash of the game, which is checked where the game is read."""
    return field_of(field_of(data, "game", dict), "hash", str)


def check_shown(data: Mapping[str, object], proved: Mapping[str, object]) -> None:
    """The fields that state an outcome must say what is proved."""
    for name, value in proved.items():
        given, due = (json.dumps(part, sort_keys=True) for part in (data[name], value))
        if given != due:
            raise CertificateRejected(f"{name!r} should be {value if isinstance(value, str) else due:.300}")


def field_of(data: Mapping[str, object], name: str, kind: type[K]) -> K:
    """A field of a type: text, or an object."""
    value = data.get(name)
    if not isinstance(value, kind):
        raise CertificateRejected(f"the field {name!r} is missing or malformed")
    return value


# The game of a certificate that is about one game, and not about a box of parameters
# ----------------------------------------------------------------------------


def game_in(data: Mapping[str, object]) -> AnyForm:
    """The game as it is written: with numbers, or with the parameter that its paradox changes."""
    changes = "paradox" in data and "parameter" in asks_of(data["paradox"])[0]
    return cited_game(data.get("game"), written_formula if changes else number_from_data)


# The outcome of checking a certificate that is accepted
# -------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Verification(Record):
    """The statement that an accepted certificate proves.

    Parameters
    ----------
    kind, verdict
        "verdict" with present, absent or impossible; "map" with what share of the box is proved;
        "proposition", which holds; "channels" and "payoffs" with exact or bounds; "equilibria", complete;
        "graph" with present, absent, impossible or depends.
    game
        The canonical hash of the game, or of the game with parameters, that it is about.
    values
        For a map, the values of the parameters that are not charted.
    claim
        The comparison and its outcome; None for other kinds, and where a theorem rules the paradox out.
    """

    kind: str
    verdict: str
    game: str
    values: Mapping[str, Fraction]
    claim: Claim | None = None

    def __str__(self) -> str:
        values = "".join(f", {name} = {value}" for name, value in self.values.items())
        return f"verified: {self.kind} {self.verdict} of game {self.game[:12]}{values}"
