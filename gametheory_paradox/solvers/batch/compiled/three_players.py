"""All equilibria of many three-player games with at most two actions each, and comparisons without an action.

By how many players mix: none, where no gain of a deviation is positive; one, where its actions are equally good, which is
a tie and gives infinitely many; two, each making the other indifferent; three, whose conditions reduce to one quadratic equation.
What a sign leaves open, and ties other than those along an edge, are left to exact arithmetic.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.solvers.batch.compiled.balls import (
    UNKNOWN,
    Ball,
    add,
    difference,
    divide,
    multiply,
    root,
    rounded,
    sign,
    subtract,
)

numba: Any = import_module("numba")  # imported thus, it has no types: those differ from version to version

Array: TypeAlias = Any
Game: TypeAlias = Any  # payoffs by player, own action and the others' actions; gains; which player's action is fixed, or -1

_WIDEST, _FINEST = 2.0**100, 2.0**-100
_MOST = 48  # more than there can be
_KEY, _USED = 9, 10  # after three balls: what kind of equilibrium it is, and which actions each player uses
_OPTIONS = {"nogil": True, "error_model": "numpy"}
_OTHERS = np.array([[1, 2], [0, 2], [0, 1]])
_inside: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(**_OPTIONS)
_kept: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(cache=True, **_OPTIONS)  # on disk


@_inside
def _load(payoffs: Any, number: int, game: Game) -> bool:
    """One game, a player's only action repeated; whether every magnitude lets products be computed safely."""
    table, gains, fixed = game
    fit = True
    for player in range(3):
        sizes = payoffs[player].shape[1:]
        fixed[player] = 0 if sizes[player] == 1 else -1
        for i in range(2):
            for j in range(2):
                for k in range(2):
                    payoff = payoffs[player][number, min(i, sizes[0] - 1), min(j, sizes[1] - 1), min(k, sizes[2] - 1)]
                    size = abs(payoff)
                    fit &= (size <= _WIDEST) & ((size >= _FINEST) | (size == 0.0))
                    own, y, z = (i, j, k) if player == 0 else (j, i, k) if player == 1 else (k, i, j)
                    table[player, own, y, z] = payoff
    for player in range(3):
        for y in range(2):
            for z in range(2):
                gains[player, y, z] = table[player, 1, y, z] - table[player, 0, y, z]
    return fit


@_inside
def _cell(player: int, one: int, a: int, b: int) -> tuple[int, int]:
    """The actions of a player's two others, in their order: ``one`` of them plays a, the other b."""
    return (a, b) if _OTHERS[player, 0] == one else (b, a)


@_inside
def _gain(game: Game, player: int, one: int, a: int, b: int) -> float:
    y, z = _cell(player, one, a, b)
    return game[1][player, y, z]


@_inside
def _gain_ball(game: Game, player: int, y: int, z: int) -> Ball:
    return difference(game[0][player, 1, y, z], game[0][player, 0, y, z])


@_inside
def _expected(game: Game, player: int, weights: Any, out: Array) -> None:
    """A player's payoff at weights of everybody's two actions, each player's up to scale."""
    top, bottom = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    for i in range(2):
        for j in range(2):
            for k in range(2):
                own, y, z = (i, j, k) if player == 0 else (j, i, k) if player == 1 else (k, i, j)
                weight = multiply(multiply(weights[0][i], weights[1][j]), weights[2][k])
                bottom = add(bottom, weight)
                top = add(top, multiply(weight, (game[0][player, own, y, z], 0.0, 0.0)))
    out[3 * player], out[3 * player + 1], out[3 * player + 2] = divide(top, bottom)
