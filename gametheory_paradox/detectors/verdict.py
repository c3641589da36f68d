"""What a detector answers: present, absent, impossible or undecided, always with the reason."""

from dataclasses import dataclass
from typing import ClassVar

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.claims.equilibrium_set import PayoffSet
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.option import OptionParadox
from gametheory_paradox.table import Table


@dataclass(frozen=True)
class Verdict:
    """An answer about a paradox in a game.

    Parameters
    ----------
    game
        The game, with the action.
    question
        What was asked.
    why
        The reason in a sentence.
    comparison
        The mover's payoffs with and without the action; None where they are not known or not needed.
    certificate
        The proof; None where nothing is proved.
    """

    game: Game
    question: Question
    why: str
    comparison: OptionParadox | None = None
    certificate: Certificate | None = None

    name: ClassVar[str] = ""

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        return {**self.question.to_data(), "verdict": self.name, **comparison_to_data(self.comparison), "why": self.why}

    def table(self) -> Table:
        """The answer and what it rests on."""
        asked = self.question
        rows = [("mover", asked.mover), ("action taken away", asked.action + asked.where), ("quantifier", asked.quantifier)]
        if self.comparison:
            rows.append((f"{asked.mover} gets with it", _values(self.comparison.with_action)))
            rows.append((f"{asked.mover} gets without it", _values(self.comparison.without_action)))
            rows.append(("gap", str(self.comparison.gap)))
        rows.append(("why", self.why))
        return Table((f"{asked.paradox} paradox", self.name), tuple(rows), title=self.game.title)

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html()


@dataclass(frozen=True)
class Present(Verdict):
    """The paradox is there; the certificate proves it."""

    name: ClassVar[str] = "present"


@dataclass(frozen=True)
class Absent(Verdict):
    """The paradox is not there; the certificate proves it."""

    name: ClassVar[str] = "absent"


@dataclass(frozen=True)
class Impossible(Verdict):
    """The structure of the game rules the paradox out; the certificate names the guard-rail."""

    name: ClassVar[str] = "impossible"


@dataclass(frozen=True)
class Undecided(Verdict):
    """Not settled; the reason says what is missing."""

    name: ClassVar[str] = "undecided"


def comparison_to_data(found: OptionParadox | None) -> dict[str, object]:
    """The compared payoffs as JSON; all null where there are none."""
    return {
        "with": [str(p) for p in found.with_action.values] if found else None,
        "without": [str(p) for p in found.without_action.values] if found else None,
        "with_infinite": found.with_action.infinite if found else None,
        "without_infinite": found.without_action.infinite if found else None,
        "gap": str(found.gap) if found else None,
    }


def _values(payoffs: PayoffSet) -> str:
    if payoffs.infinite:
        return " to ".join(map(str, payoffs.values)) + " (infinitely many equilibria)"
    return ", ".join(map(str, payoffs.values))
