"""Room for the answers about many games, and for what is not settled yet."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.kernels.batch.vertex_payoffs import OccurringVertices
from gametheory_paradox.table import Record

Integers: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Signs: TypeAlias = npt.NDArray[np.int8]

OPEN = 2  # the sign of what is not decided; compiled code knows it as UNKNOWN


class Differences(NamedTuple):
    """The mover's fortunes without an action in many games, as compiled functions fill them in.

    gap : float64, shape (games,); by how much the mover gains
    sign : int8, shape (games,); of the gap; 0 too where the action does not matter, OPEN where not decided
    impossible : bool, shape (games,); True if the structure of the game rules the paradox out
    """

    gap: Floats
    sign: Signs
    impossible: Mask


class ExactOutcome(NamedTuple):
    """The equilibria of one game: how many, whether infinitely many, each player's extreme payoffs."""

    number: int
    infinite: bool
    low: tuple[float, ...]
    high: tuple[float, ...]


class ExactVerdict(NamedTuple):
    """The verdict about one game, and its equilibria with and without the action."""

    present: bool
    impossible: bool
    gap: float
    with_action: ExactOutcome
    without_action: ExactOutcome


@dataclass(frozen=True, eq=False, repr=False)
class EquilibriumSheet(Record):
    """The equilibria of many games, one entry per game.

    Parameters
    ----------
    number
        int64, shape (games,): of equilibria; of infinitely many, of the extreme ones.
    infinite
        bool, shape (games,): True if there are infinitely many.
    low, high
        float64, shape (games, players): the least and the greatest equilibrium payoffs.
    exactly
        bool, shape (games,): True where exact arithmetic decided.
    undone
        bool, shape (games,): True where nothing is sure.
    open
        The vertices in two-player games whose payoffs are not known yet, by number.
    """

    number: Integers
    infinite: Mask
    low: Floats
    high: Floats
    exactly: Mask
    undone: Mask
    open: dict[int, OccurringVertices] = field(default_factory=dict)

    @classmethod
    def of_size(cls, games: int, players: int) -> "EquilibriumSheet":
        """Room for so many games."""
        low, high = np.empty((games, players)), np.empty((games, players))
        infinite, exactly, undone = (np.zeros(games, np.bool_) for _ in range(3))
        return cls(np.zeros(games, np.int64), infinite, low, high, exactly, undone)

    def part(self, begin: int, end: int) -> "EquilibriumSheet":
        """The same room for some of the games, numbered from 0."""
        return EquilibriumSheet(*(array[begin:end] for array in list(vars(self).values())[:-1]))

    def write(self, number: int, outcome: ExactOutcome) -> None:
        """Notes what exact arithmetic says about a game."""
        self.number[number], self.infinite[number] = outcome.number, outcome.infinite
        self.low[number], self.high[number] = outcome.low, outcome.high
        self.exactly[number] = True


@dataclass(frozen=True, eq=False, repr=False)
class ComparisonSheet(Record):
    """The mover's fortunes without an action, one entry per game.

    Parameters
    ----------
    without_action
        The equilibria without the action.
    differences
        The gaps, their signs, and where the paradox is ruled out.
    """

    without_action: EquilibriumSheet
    differences: Differences

    @classmethod
    def of_size(cls, games: int, players: int) -> "ComparisonSheet":
        """Room for so many games."""
        sign, impossible = np.full(games, OPEN, np.int8), np.zeros(games, np.bool_)
        differences = Differences(np.zeros(games), sign, impossible)
        return cls(EquilibriumSheet.of_size(games, players), differences)

    def part(self, begin: int, end: int) -> "ComparisonSheet":
        """The same room for some of the games, numbered from 0."""
        differences = Differences._make(array[begin:end] for array in self.differences)
        return ComparisonSheet(self.without_action.part(begin, end), differences)

    def write(self, number: int, verdict: ExactVerdict) -> None:
        """Notes what exact arithmetic says about a game."""
        self.without_action.write(number, verdict.without_action)
        gap, sign, impossible = self.differences
        gap[number], sign[number], impossible[number] = verdict.gap, verdict.present, verdict.impossible
