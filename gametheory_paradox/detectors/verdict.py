"""What a detector answers: present, absent, impossible or undecided, always with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Generic, Protocol, TypeAlias, TypeVar

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.option import AnyQuantifier
from gametheory_paradox.table import Table


class Compared(Protocol):
    """What was compared: payoffs over all equilibria, by name, and the gap between them."""

    @property
    def gap(self) -> Fraction:
        """By how much; positive where the comparison comes out as the paradox says."""

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """The payoffs."""


class Inquiry(Protocol):
    """What a verdict answers, and how the answer is told."""

    @property
    def paradox(self) -> str:
        """Which paradox."""

    @property
    def concept(self) -> str:
        """Equilibria in which sense."""

    @property
    def quantifier(self) -> AnyQuantifier:
        """Which equilibria are compared."""

    @property
    def mover(self) -> str:
        """Whose payoff is measured."""

    @property
    def told(self) -> Sequence[tuple[str, str]]:
        """What else is asked, in words: pairs of what and which."""

    def label(self, name: str) -> str:
        """What a row with the payoffs of that name is called."""

    def to_data(self) -> dict[str, object]:
        """As JSON."""

    def compared_to_data(self, found: Compared | None) -> dict[str, object]:
        """The compared payoffs as JSON; null where there are none."""


Q = TypeVar("Q", bound=Inquiry, covariant=True)
C = TypeVar("C", bound=Compared, covariant=True)


@dataclass(frozen=True)
class Verdict(Generic[Q, C]):
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
        The payoffs that were compared; None where they are not known or not needed.
    certificate
        The proof; None where nothing is proved.
    """

    game: Game
    question: Q
    why: str
    comparison: C | None = None
    certificate: Certificate | None = None

    name: ClassVar[str] = ""

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        asked = self.question
        return {
            **asked.to_data(),
            "verdict": self.name,
            **asked.compared_to_data(self.comparison),
            "why": self.why,
        }

    def table(self) -> Table:
        """The answer and what it rests on."""
        asked = self.question
        rows = [("mover", asked.mover), *asked.told, ("quantifier", asked.quantifier)]
        if self.comparison:
            rows += [
                (asked.label(name), _values(payoffs)) for name, payoffs in self.comparison.payoffs.items()
            ]
            rows.append(("gap", str(self.comparison.gap)))
        rows.append(("why", self.why))
        return Table((f"{asked.paradox} paradox", self.name), tuple(rows), title=self.game.title)

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html()


AnyVerdict: TypeAlias = Verdict[Inquiry, Compared]


@dataclass(frozen=True, repr=False)
class Present(Verdict[Q, C]):
    """The paradox is there; the certificate proves it."""

    name: ClassVar[str] = "present"


@dataclass(frozen=True, repr=False)
class Absent(Verdict[Q, C]):
    """The paradox is not there; the certificate proves it."""

    name: ClassVar[str] = "absent"


@dataclass(frozen=True, repr=False)
class Impossible(Verdict[Q, C]):
    """The structure of the game rules the paradox out; the certificate names the guard-rail."""

    name: ClassVar[str] = "impossible"


@dataclass(frozen=True, repr=False)
class Undecided(Verdict[Q, C]):
    """Not settled; the reason says what is missing."""

    name: ClassVar[str] = "undecided"


def ends_said(quantifier: AnyQuantifier, before: PayoffSet, after: PayoffSet) -> tuple[str, str]:
    """The two payoffs that a quantifier compares, in words."""
    return {
        "strong": (f"at least {before.low}", f"at most {after.high}"),
        "best": (f"at best {before.high}", f"at best {after.high}"),
        "worst": (f"at worst {before.low}", f"at worst {after.low}"),
        "possible": (f"at best {before.high}", f"at worst {after.low}"),
    }.get(quantifier, (str(before.low), str(after.low)))  # what a rule selects is one payoff


def _values(payoffs: PayoffSet) -> str:
    if payoffs.infinite:
        return " to ".join(map(str, payoffs.values)) + " (infinitely many equilibria)"
    return ", ".join(map(str, payoffs.values))
