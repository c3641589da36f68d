"""The payoffs of many games of one shape, the action taken away in all of them, work on them in pieces."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.kernels.batch.sheets import (
    Floats,
    Mask,
)
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Quantifier
from gametheory_paradox.table import Record

Array: TypeAlias = npt.NDArray[Any]
FloatArrays: TypeAlias = tuple[Floats, ...]

# The builtin map, or that of a pool of threads.
Map: TypeAlias = Callable[[Callable[[range], None], Iterable[range]], Iterable[None]]

EXACT_IN_FLOATS = 2**53
PIECE = 4096  # games that fit the cache of a core
ENDS = {"strong": (-1, 1), "best": (1, 1), "worst": (-1, -1), "possible": (1, -1)}


@dataclass(frozen=True, repr=False)
class Games(Record):
    """The payoffs of many games of one shape, as they came.

    Parameters
    ----------
    payoffs
        For each player, of any dtype of floats or integers, shape (games, actions of player 0, actions of
        player 1, …).
    """

    payoffs: tuple[Array, ...]

    def __len__(self) -> int:
        return len(self.payoffs[0])

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of actions of each player."""
        return self.payoffs[0].shape[1:]

    def part(self, begin: int, end: int) -> "Games":
        """Some of the games, in a row."""
        return Games(tuple(array[begin:end] for array in self.payoffs))

    def without(self, player: int, action: int) -> "Games":
        """The games in which a player lacks an action."""
        return Games(tuple(np.delete(array, action, axis=1 + player) for array in self.payoffs))

    def have_one_chooser(self, player: int) -> bool:
        """True if nobody but a player has more than one action."""
        return all(size == 1 for other, size in enumerate(self.shape) if other != player)

    def floats(self) -> tuple[FloatArrays, Mask]:
        """The payoffs as floats, and marks of the games in which some integer is not one.

        returns : each player's float64, of the shape (games, …) of its payoffs; bool, shape (games,)
        """
        rounded = np.zeros(len(self), np.bool_)
        arrays = []
        for array in self.payoffs:
            if array.dtype.kind in "iu" and array.dtype.itemsize == 8 and _reaches_beyond(array):
                beyond = (array > EXACT_IN_FLOATS) | (array < -EXACT_IN_FLOATS)
                rounded |= beyond.reshape(len(array), -1).any(axis=1)
            arrays.append(np.ascontiguousarray(array, np.float64))
        return tuple(arrays), rounded

    def check_finite(self, ahead: int) -> None:
        """Raise InvalidGame at the first payoff that is no number; ``ahead`` games came in earlier blocks."""
        for player, array in enumerate(self.payoffs):
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                game, *cell = map(int, np.argwhere(~np.isfinite(array))[0])
                payoff = array[game, *cell]
                raise InvalidGame(
                    f"game {game + ahead}, player {player}, cell {tuple(cell)}: the payoff is {payoff}; "
                    "every payoff must be a finite number (games, players and actions are counted from 0)"
                )


def _reaches_beyond(array: Array) -> bool:
    """True if some integer may not be a float.

    array : any dtype of integers, any shape (…)
    """
    return bool(array.size and (array.max() > EXACT_IN_FLOATS or array.min() < -EXACT_IN_FLOATS))


class Deletion(NamedTuple):
    """An action that is taken away.

    Parameters
    ----------
    mover, action
        The player whose payoff is measured and the action it loses, both counted from 0.
    without_end, with_end
        Whether the least (-1) or the greatest (1) equilibrium payoff counts: without the action, and with it.
    """

    mover: int
    action: int
    without_end: int
    with_end: int

    @property
    def quantifier(self) -> Quantifier:
        """The name of what the ends compare."""
        return next(name for name in QUANTIFIERS if ENDS[name] == self[2:])


def pieces(spread: Map, work: Callable[[range], None], games: int) -> None:
    """Does some work on all games, piece by piece, each on one thread."""
    for _ in spread(work, (range(games)[begin : begin + PIECE] for begin in range(0, games, PIECE))):
        pass
