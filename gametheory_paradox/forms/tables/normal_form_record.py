"""The record of a table of payoffs, and the supports of mixtures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, product
from math import comb, prod
from typing import Generic, Self, TypeVar

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms.columns import column_of, width_of
from gametheory_paradox.forms.trees.information import InformationSet, distinct

# The record of a game in normal form: who chooses among what, and what is paid in each cell
# ----------------------------------------------------------------------------

P = TypeVar("P")  # what a payoff is: a Fraction in a game, a RationalFunction in the form of a family
Q = TypeVar("Q")


@dataclass(frozen=True, repr=False)
class NormalFormRecord(Generic[P]):
    """The names and cells of a table, checked; ``NormalForm`` says what each field means."""

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    payoffs: tuple[tuple[P, ...], ...]
    title: str = field(default="", compare=False)
    measure: str = ""

    def __post_init__(self) -> None:
        distinct(self.players, "a player")
        if not self.players:
            raise InvalidGame("a game needs at least one player")
        if len(self.actions) != len(self.players):
            raise InvalidGame(f"{len(self.players)} players but {len(self.actions)} lists of actions")

        _ = self.information_sets  # each checks its own actions
        if len(self.payoffs) != (cells := prod(self.shape)):
            size = "×".join(map(str, self.shape))
            raise InvalidGame(f"{size} actions need {cells} cells, got {len(self.payoffs)}")

        width = width_of(self.players, self.measure)
        for profile, cell in zip(self.profiles(), self.payoffs, strict=True):
            if len(cell) != width:
                also = f" and as many values of {self.measure}" if self.measure else ""
                raise InvalidGame(
                    f"the cell {', '.join(profile)} needs {len(self.players)} payoffs{also}, got {len(cell)}"
                )

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The number of actions of each player."""
        return tuple(len(names) for names in self.actions)

    @cached_property
    def information_sets(self) -> tuple[InformationSet, ...]:
        """One per player, without a name."""
        each = zip(self.players, self.actions, strict=True)
        return tuple(InformationSet(player, "", names) for player, names in each)

    def column(self, player: str) -> int:
        """The place in a cell of what is compared for a player: its payoff, or its value of the measure."""
        return column_of(self.players, self.measure, player)

    def profiles(self) -> Iterator[tuple[str, ...]]:
        """Every profile of actions, in the order of ``payoffs``."""
        return product(*self.actions)

    def cell(self, indices: Sequence[int]) -> tuple[P, ...]:
        """Every player's payoff at the profile of action numbers, and what follows of a measure."""
        place = 0
        for index, size in zip(indices, self.shape, strict=True):
            place = place * size + index
        return self.payoffs[place]

    def restricted(self, left: Mapping[int, Sequence[str]]) -> Self:
        """The table in which some players, by number, have only some actions left."""
        among = [frozenset(left.get(number, names)) for number, names in enumerate(self.actions)]
        kept = (tuple(a for a in names if a in own) for names, own in zip(self.actions, among, strict=True))
        every = zip(self.profiles(), self.payoffs, strict=True)
        cells = (cell for names, cell in every if all(a in own for a, own in zip(names, among, strict=True)))
        return replace(self, actions=tuple(kept), payoffs=tuple(cells))


# Supports: the actions that a mixture uses, and the pairs of them in a table of two players
# ----------------------------------------------------------------------------

MOST_PAIRS = 1_000
Support = tuple[int, ...]


def pairs_of_supports(shape: Sequence[int]) -> list[tuple[Support, Support]]:
    """The pairs of supports of equal size, the smaller ones first; Unsupported if there are too many."""
    m, n = shape
    if sum(comb(m, size) * comb(n, size) for size in range(1, min(m, n, 20) + 1)) > MOST_PAIRS:
        raise Unsupported(f"a table of {m}×{n} has more than {MOST_PAIRS} pairs of supports")
    sizes = range(1, min(m, n) + 1)
    return [pair for k in sizes for pair in product(combinations(range(m), k), combinations(range(n), k))]
