"""The outcome of checking a certificate that is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.paradoxes.definition import Claim
from gametheory_paradox.table import Record


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
