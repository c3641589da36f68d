"""Reads the payoffs of many games: checks shapes and kinds once, numbers block by block."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.solvers.batch.results import Mask

Payoffs: TypeAlias = npt.ArrayLike
Array: TypeAlias = npt.NDArray[Any]
FloatArrays: TypeAlias = tuple[npt.NDArray[np.float64], ...]

_EXACT_IN_FLOATS = 2**53
_PLAYERS = (2, 3)


@dataclass(frozen=True)
class Games:
    """The payoffs of many games of one shape, as they came.

    Parameters
    ----------
    payoffs
        For each player an array (games, actions of player 0, actions of player 1, …) of floats or integers.
    """

    payoffs: tuple[Array, ...]

    def __len__(self) -> int:
        return len(self.payoffs[0])

    @property
    def shape(self) -> tuple[int, ...]:
        """How many actions each player has."""
        return self.payoffs[0].shape[1:]

    def part(self, begin: int, end: int) -> "Games":
        """Some of the games, in a row."""
        return Games(tuple(array[begin:end] for array in self.payoffs))

    def chosen(self, numbers: npt.NDArray[np.int64]) -> "Games":
        """Some of the games, by number."""
        return Games(tuple(array[numbers] for array in self.payoffs))

    def without(self, player: int, action: int) -> "Games":
        """The games in which a player lacks an action."""
        return Games(tuple(np.delete(array, action, axis=1 + player) for array in self.payoffs))

    def floats(self) -> tuple[FloatArrays, Mask]:
        """The payoffs as floats, and in which games some integer is not one."""
        rounded = np.zeros(len(self), np.bool_)
        arrays = []
        for array in self.payoffs:
            if array.dtype.kind in "iu" and array.dtype.itemsize == 8 and _reaches_beyond(array):
                beyond = (array > _EXACT_IN_FLOATS) | (array < -_EXACT_IN_FLOATS)
                rounded |= beyond.reshape(len(array), -1).any(axis=1)
            arrays.append(np.ascontiguousarray(array, np.float64))
        return tuple(arrays), rounded

    def check_finite(self, ahead: int) -> None:
        """Raise InvalidGame at the first payoff that is no number; ``ahead`` games came in earlier blocks."""
        for player, array in enumerate(self.payoffs):
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                game, *cell = map(int, np.argwhere(~np.isfinite(array))[0])
                raise InvalidGame(
                    f"game {game + ahead}, player {player}, cell {tuple(cell)}: the payoff is {array[game, *cell]}; "
                    "every payoff must be a finite number (games, players and actions are counted from 0)"
                )


def _reaches_beyond(array: Array) -> bool:
    return bool(array.size and (array.max() > _EXACT_IN_FLOATS or array.min() < -_EXACT_IN_FLOATS))


def read(payoffs: Sequence[Payoffs]) -> Games:
    """The games that arrays or lists describe.

    Raises
    ------
    InvalidGame
        If the arrays have different shapes, are ragged, or hold something else than floats or integers.
    Unsupported
        If there are not two or three players.
    """
    if len(payoffs) not in _PLAYERS:
        raise Unsupported(
            f"a batch needs one array of payoffs for each of two or three players, got {len(payoffs)}"
        )
    arrays = tuple(_read(given, player, len(payoffs)) for player, given in enumerate(payoffs))
    for player, array in enumerate(arrays):
        if array.shape != arrays[0].shape:
            raise InvalidGame(
                f"the payoffs of player {player} have shape {array.shape}, those of player 0 {arrays[0].shape}; "
                "all need the same: the number of games, then each player's number of actions"
            )
    if 0 in arrays[0].shape[1:]:
        raise InvalidGame(
            f"player {arrays[0].shape.index(0, 1) - 1} has no action: the payoffs have shape {arrays[0].shape}"
        )
    return Games(arrays)


def _read(given: Payoffs, player: int, players: int) -> Array:
    what = f"the payoffs of player {player}"
    try:
        array: Array = np.asarray(given)
    except (ValueError, OverflowError):
        raise InvalidGame(
            f"{what} are ragged{_where(given)}; every game needs the same numbers of actions"
        ) from None
    if array.dtype.kind not in "iuf" or array.dtype.itemsize > 8:
        raise InvalidGame(
            f"{what} are of type {array.dtype}; a batch takes arrays of floats (up to 64 bits) or integers"
        )
    if array.ndim != players + 1:
        hint = "; a single game is a batch of one: payoffs[None]" if array.ndim == players else ""
        raise InvalidGame(
            f"{what} have {array.ndim} axes, shape {array.shape}; with {players} players expected {players + 1}: "
            f"the games, then each player's actions{hint}"
        )
    if not isinstance(given, np.ndarray) and array.dtype.kind == "f":
        _check_integers(given, array, what)
    return array


def _where(given: Payoffs) -> str:
    """The first game of a list that is ragged in itself or differs from the first."""
    shapes = []
    for number, game in enumerate(given if isinstance(given, Sequence) else ()):
        try:
            shapes.append(np.shape(game))
        except ValueError:
            return f" in game {number}"
        if shapes[-1] != shapes[0]:
            return f": game {number} has shape {shapes[-1]}, game 0 {shapes[0]}"
    return ""


def _check_integers(given: Payoffs, array: Array, what: str) -> None:
    """Refuse lists in which floats stand beside integers that are none."""
    for place in np.argwhere(np.abs(array) > _EXACT_IN_FLOATS):
        entry: Any = given
        for index in place:
            entry = entry[index]
        if isinstance(entry, int) and entry != float(entry):
            raise InvalidGame(
                f"{what} hold the integer {entry} beside floats, and it is not one; give an array of integers"
            )
