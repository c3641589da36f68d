"""Verdicts of a refinement on listed equilibria, each with what shows it, or with why there is none."""

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from gametheory_paradox.games import Profile
from gametheory_paradox.solvers.equilibria import Equilibria
from gametheory_paradox.table import Cell, Record, Table, Tabular

V = TypeVar("V")  # a verdict with what shows it


@dataclass(frozen=True, repr=False)
class NoVerdict(Record):
    """The refinement neither was shown to hold nor is excluded."""

    reason: str


@dataclass(frozen=True, repr=False)
class ListedVerdicts(Tabular, Generic[V]):
    """Equilibria judged by a refinement, which names itself and its way to say that there is no verdict.

    Parameters
    ----------
    equilibria
        The equilibria.
    verdicts
        One for each profile on the list.
    """

    equilibria: Equilibria
    verdicts: tuple[V | NoVerdict, ...]

    refinement: ClassVar[str]
    without_verdict: ClassVar[str]

    def confirms(self, profile: Profile, verdict: V) -> bool:
        """Tests whether arithmetic confirms what shows a verdict."""
        raise NotImplementedError

    def in_words(self, profile: Profile, verdict: V) -> tuple[str, str]:
        """The verdict, and what shows it."""
        raise NotImplementedError

    def numbers_of(self, kind: type[V]) -> tuple[int, ...]:
        """The numbers of the equilibria with verdicts of a kind."""
        return tuple(number for number, verdict in enumerate(self.verdicts) if isinstance(verdict, kind))

    def holds(self) -> bool:
        """Tests whether arithmetic confirms every verdict."""
        return all(
            isinstance(verdict, NoVerdict) or self.confirms(profile, verdict)
            for profile, verdict in zip(self.equilibria.profiles, self.verdicts, strict=True)
        )

    def table(self) -> Table:
        """One row per equilibrium."""
        rows: list[tuple[Cell, ...]] = []
        for profile, verdict in zip(self.equilibria.profiles, self.verdicts, strict=True):
            if isinstance(verdict, NoVerdict):
                rows.append((len(rows) + 1, self.without_verdict, verdict.reason))
            else:
                rows.append((len(rows) + 1, *self.in_words(profile, verdict)))
        return Table(
            ("equilibrium", "verdict", "shown by"),
            tuple(rows),
            title=f"{self.equilibria.game.title or 'Game'}: {self.refinement}",
            note="Equilibria between listed ones are not judged." if self.equilibria.is_infinite else "",
        )
