"""Arrays of payoffs and the action that is taken away: what a batch is given is checked here, once."""

from collections.abc import Sequence
from typing import Any, SupportsIndex, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.kernels.batch.games import ENDS, EXACT_IN_FLOATS, Array, Deletion, Games
from gametheory_paradox.paradoxes.question import check_no_selection, quantifier_named

Payoffs: TypeAlias = npt.ArrayLike

_PLAYERS = (2, 3)


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
    shape = arrays[0].shape
    for player, array in enumerate(arrays):
        if array.shape != shape:
            raise InvalidGame(
                f"the payoffs of player {player} have shape {array.shape}, those of player 0 {shape}; "
                "all need the same: the number of games, then each player's number of actions"
            )
    if 0 in shape[1:]:
        raise InvalidGame(f"player {shape.index(0, 1) - 1} has no action: the payoffs have shape {shape}")
    return Games(arrays)


def read_deletion(
    shape: tuple[int, ...], mover: int | None, action: int | None, quantifier: str
) -> Deletion | None:
    """The action to take away, checked against the shape of the games; None where no mover is named.

    Raises
    ------
    InvalidGame
        If there is no such player or action, only one of them is named, or nothing is left to choose; the
        message says what exists.
    """
    players = _listed(len(shape))
    if mover is None:
        if action is not None:
            raise InvalidGame(f"action {action} is named, but not whose it is: mover= one of {players}")
        return None
    check_no_selection(quantifier_named(quantifier), "a batch of games")
    for name, number in (("mover", mover), ("action", action)):
        if not isinstance(number, SupportsIndex | None):
            raise InvalidGame(f"players and actions are counted from 0, got {name}={number!r}")
    if not 0 <= mover < len(shape):
        raise InvalidGame(f"there is no player {mover}; the players are {players}")

    own = _listed(shape[mover])
    if action is None:
        raise InvalidGame(
            f"player {mover} moves, but which action it loses is not said: action= one of {own}"
        )
    if not 0 <= action < shape[mover]:
        raise InvalidGame(f"player {mover} has no action {action}; its actions are {own}")
    if shape[mover] == 1:
        raise InvalidGame(f"without action {action} nothing is left for player {mover} to choose")
    return Deletion(int(mover), int(action), *ENDS[quantifier])


def _listed(count: int) -> str:
    return ", ".join(map(str, range(count)))


def _read(given: Payoffs, player: int, players: int) -> Array:
    what = f"the payoffs of player {player}"
    if np.ma.is_masked(given):
        raise InvalidGame(f"{what} hold masked entries; every payoff must be a number")

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
            f"{what} have {array.ndim} axes, shape {array.shape}; with {players} players expected "
            f"{players + 1}: the games, then each player's actions{hint}"
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
    """Refuses lists in which floats stand beside integers that are none."""
    for place in np.argwhere(np.abs(array) >= EXACT_IN_FLOATS):  # the least beyond it is rounded to it
        entry: Any = given
        for index in place:
            entry = entry[index]
        if isinstance(entry, int) and entry != float(entry):
            raise InvalidGame(
                f"{what} hold the integer {entry} beside floats, and it is not one; give an array of integers"
            )
