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

_WIDEST, _FINEST = 2.0**64, 2.0**-64
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


@_inside
def _size(x: Ball) -> Ball:
    return (-x[0], -x[1], x[2]) if x[0] < 0.0 else x


@_inside
def _pure(game: Game, found: Array) -> int:
    """Cells in which nobody gains by deviating."""
    table, gains, fixed = game
    count = 0
    for cell in range(8):
        actions = (cell >> 2, cell >> 1 & 1, cell & 1)
        stable = True
        for player in range(3):
            y, z = actions[_OTHERS[player, 0]], actions[_OTHERS[player, 1]]
            gain = gains[player, y, z]
            if fixed[player] >= 0:
                stable &= actions[player] == fixed[player]
            else:
                stable &= gain <= 0.0 if actions[player] == 0 else gain >= 0.0
            found[count, 3 * player] = table[player, actions[player], y, z]
            found[count, 3 * player + 1] = found[count, 3 * player + 2] = 0.0
            found[count, _USED + player] = 1 << actions[player]
        found[count, _KEY] = cell
        count += stable
    return count


@_inside
def _write(game: Game, weights: Any, key: int, record: Array) -> None:
    """Write down a mixed equilibrium."""
    for player in range(3):
        _expected(game, player, weights, record)
        uses = (1 if weights[player][0][0] != 0.0 else 0) | (2 if weights[player][1][0] != 0.0 else 0)
        record[_USED + player] = uses
    record[_KEY] = key


@_inside
def _on_edges(game: Game, found: Array, count: int) -> tuple[int, bool, bool]:
    """Equilibria in which one player mixes, whose actions are equally good: how many ends were added, whether any, and whether sure.

    Against each mixture the other two must not gain by deviating; what each of them gains is linear in the probability.
    """
    gains, fixed = game[1], game[2]
    infinite, sure = False, True
    one, zero = (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    for mixer in range(3):
        for cell in range(4):
            actions = (cell >> 1, cell & 1)
            if fixed[mixer] >= 0 or gains[mixer, actions[0], actions[1]] != 0.0:
                continue
            empty, partial, turning, sole = False, 0, 0, False
            for place in range(2):
                player, other = _OTHERS[mixer, place], _OTHERS[mixer, 1 - place]
                if fixed[player] >= 0:
                    empty |= fixed[player] != actions[place]
                    continue
                side = 1.0 if actions[place] == 1 else -1.0
                start = side * _gain(game, player, mixer, 0, actions[1 - place])
                end = side * _gain(game, player, mixer, 1, actions[1 - place])
                empty |= max(start, end) < 0.0
                if min(start, end) < 0.0:
                    partial, turning, sole = partial + 1, place, max(start, end) == 0.0
            if empty:
                continue
            if partial == 2:
                sure = False
            elif partial == 0:
                infinite = True
            elif not sole:
                infinite = True
                player = _OTHERS[mixer, turning]
                y, z = _cell(player, mixer, 0, actions[1 - turning]), _cell(player, mixer, 1, actions[1 - turning])
                mix = _size(_gain_ball(game, player, z[0], z[1])), _size(_gain_ball(game, player, y[0], y[1]))
                first = (zero, one) if actions[0] else (one, zero)
                second = (zero, one) if actions[1] else (one, zero)
                weights = (mix, first, second) if mixer == 0 else (first, mix, second) if mixer == 1 else (first, second, mix)
                _write(game, weights, 8 + 8 * mixer + 2 * cell + turning, found[count])
                count += 1
    return count, infinite, sure


@_inside
def _on_faces(game: Game, found: Array, count: int) -> tuple[int, bool]:
    """Equilibria in which two players mix: how many were added, and whether that is sure."""
    fixed, sure = game[2], True
    one, zero = (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    for player in range(3):
        i, j = _OTHERS[player, 0], _OTHERS[player, 1]
        for action in range(2):
            if fixed[i] >= 0 or fixed[j] >= 0 or (fixed[player] >= 0 and fixed[player] != action):
                continue
            a, b = _gain(game, i, j, 0, action), _gain(game, i, j, 1, action)
            c, d = _gain(game, j, i, 0, action), _gain(game, j, i, 1, action)
            first, second = a * b, c * d  # their signs: magnitudes are safe
            if (a == b == 0.0 and second <= 0.0) or (c == d == 0.0 and first <= 0.0):
                sure = False
            if not (first < 0.0 and second < 0.0):
                continue
            p, q = _cell(i, j, 0, action), _cell(i, j, 1, action)
            r, s = _cell(j, i, 0, action), _cell(j, i, 1, action)
            mix_j = _size(_gain_ball(game, i, q[0], q[1])), _size(_gain_ball(game, i, p[0], p[1]))
            mix_i = _size(_gain_ball(game, j, s[0], s[1])), _size(_gain_ball(game, j, r[0], r[1]))
            stable = 1
            if fixed[player] < 0:
                total = (0.0, 0.0, 0.0)
                for x in range(2):
                    for y in range(2):
                        total = add(total, multiply(multiply(mix_i[x], mix_j[y]), _gain_ball(game, player, x, y)))
                stable = sign(total) if action == 1 else -sign(total)
                sure &= stable not in (UNKNOWN, -UNKNOWN)
            if stable >= 0:
                own = (zero, one) if action else (one, zero)
                weights = (own, mix_i, mix_j) if player == 0 else (mix_i, own, mix_j) if player == 1 else (mix_i, mix_j, own)
                _write(game, weights, 32 + 2 * player + action, found[count])
                count += 1
    return count, sure


@_inside
def _quadratic(game: Game) -> tuple[Ball, Ball, Ball]:
    """The coefficients of the equation for the odds t of player 2's second action that lets all three mix, by rising powers."""
    constant, linear, square = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    for p in range(2):
        for q in range(2):
            outer = _gain_ball(game, 2, p, q)
            if p != q:
                outer = (-outer[0], -outer[1], outer[2])
            low, high = _gain_ball(game, 0, 1 - q, 0), _gain_ball(game, 0, 1 - q, 1)
            start, end = _gain_ball(game, 1, 1 - p, 0), _gain_ball(game, 1, 1 - p, 1)
            constant = add(constant, multiply(outer, multiply(low, start)))
            linear = add(linear, multiply(outer, add(multiply(low, end), multiply(high, start))))
            square = add(square, multiply(outer, multiply(high, end)))
    return constant, linear, square


@_inside
def _odds(game: Game, odds: Array) -> int:
    """The positive roots of that equation; -1 where their number is not sure."""
    c, b, a = _quadratic(game)
    signs = (sign(a), sign(b), sign(c))
    if UNKNOWN in signs or signs == (0, 0, 0):
        return -1
    if min(signs) >= 0 or max(signs) <= 0:
        return 0
    if signs[0] == 0 or signs[2] == 0:
        if signs[0] == 0:
            odds[0] = divide((-c[0], -c[1], c[2]), b)
        else:
            odds[0] = divide((-b[0], -b[1], b[2]), a)
        return 1
    square = subtract(multiply(b, b), multiply((4.0, 0.0, 0.0), multiply(a, c)))
    if sign(square) in (0, UNKNOWN):
        return -1
    if sign(square) < 0:
        return 0
    part = root(square)
    total = add(b, part) if signs[1] >= 0 else subtract(b, part)  # what is added has the same sign
    total = (-total[0], -total[1], total[2])
    count = 0
    for place in range(2):
        value = divide(total, multiply((2.0, 0.0, 0.0), a)) if place == 0 else divide(multiply((2.0, 0.0, 0.0), c), total)
        if sign(value) == UNKNOWN:
            return -1
        if sign(value) > 0:
            odds[count] = value
            count += 1
    return count


@_inside
def _balance(game: Game, player: int, t: Ball) -> tuple[int, tuple[Ball, Ball]]:
    """For player 0 or 1 the other's mixture that makes it indifferent: 1 if it is one, -1 if not, 0 if that is not sure."""
    first = add(_gain_ball(game, player, 0, 0), multiply(t, _gain_ball(game, player, 0, 1)))
    second = add(_gain_ball(game, player, 1, 0), multiply(t, _gain_ball(game, player, 1, 1)))
    one, other = sign(first), sign(second)
    mixed = 0 if one in (0, UNKNOWN) or other in (0, UNKNOWN) else -one * other
    return mixed, (_size(second), _size(first))


@_inside
def _inner(game: Game, found: Array, count: int) -> tuple[int, bool]:
    """Equilibria in which all three mix: how many were added, and whether that is sure."""
    gains, fixed = game[1], game[2]
    for player in range(3):
        low, high = gains[player].min(), gains[player].max()
        if fixed[player] >= 0 or low > 0.0 or high < 0.0 or (low == 0.0 < high) or (low < 0.0 == high):
            return count, True
        if low == high:
            return count, False
    odds = np.zeros((2, 3))
    roots = _odds(game, odds)
    for place in range(max(roots, 0)):
        t = (odds[place, 0], odds[place, 1], odds[place, 2])
        one = _balance(game, 0, t)
        other = _balance(game, 1, t)
        verdict = min(one[0], other[0]) if one[0] < 0 or other[0] < 0 else one[0] * other[0]
        if verdict == 0:
            return count, False
        if verdict == 1:
            _write(game, (other[1], one[1], ((1.0, 0.0, 0.0), t)), 40 + place, found[count])
            count += 1
    return count, roots >= 0


@_inside
def _equilibria(game: Game, found: Array) -> tuple[int, bool, bool]:
    """How many points are written down, whether they are corners of infinitely many, and whether all that is sure."""
    count = _pure(game, found)
    count, infinite, sure = _on_edges(game, found, count)
    if sure:
        count, sure = _on_faces(game, found, count)
    if sure:
        count, sure = _inner(game, found, count)
    return count, infinite, sure


@_inside
def _extremes(found: Array, low: Array, high: Array) -> bool:
    """Fill in everybody's least and greatest payoff; whether each rounding is certain."""
    certain = True
    low[:] = np.inf
    high[:] = -np.inf
    for place in range(len(found)):
        for player in range(3):
            ball = found[place, 3 * player : 3 * player + 3]
            value, sure = rounded((ball[0], ball[1], ball[2]))
            certain &= sure
            low[player], high[player] = min(low[player], value), max(high[player], value)
    return certain


@_inside
def _extreme(found: Array, player: int, side: int) -> int:
    """Which point gives a player the least (side -1) or the greatest payoff; -1 where that is not sure."""
    best = 0
    for other in range(1, len(found)):
        order = _order(found[other], found[best], player)
        if order == UNKNOWN:
            return -1
        if order == side:
            best = other
    return best


@_inside
def _order(x: Array, y: Array, player: int) -> int:
    """The sign of the difference of a player's payoffs."""
    if x[_KEY] == y[_KEY]:
        return 0  # the same point
    start = 3 * player
    return sign(subtract((x[start], x[start + 1], x[start + 2]), (y[start], y[start + 1], y[start + 2])))


@_inside
def _matters(has: Array, lacks: Array, mover: int, action: int) -> bool:
    """Whether the action is used in an equilibrium with it, or an equilibrium without it is none with it."""
    for place in range(len(has)):
        if int(has[place, _USED + mover]) >> action & 1:
            return True
    for place in range(len(lacks)):
        new = True
        for other in range(len(has)):
            new &= has[other, _KEY] != lacks[place, _KEY]
        if new:
            return True
    return False


@_kept
def solve(payoffs: Any, number: Array, infinite: Array, low: Array, high: Array, undone: Array) -> None:
    """Fill in how many equilibria each game has (-1: infinitely many) and the extreme payoffs; mark what is not sure."""
    game = (np.zeros((3, 2, 2, 2)), np.zeros((3, 2, 2)), np.zeros(3, np.int64))
    found = np.zeros((_MOST, 13))
    for one in range(len(number)):
        fit = _load(payoffs, one, game)
        count, infinite[one], sure = _equilibria(game, found)
        number[one] = -1 if infinite[one] else count
        undone[one] = not (_extremes(found[:count], low[one], high[one]) and sure and fit)


@_inside
def _gap(has: Array, lacks: Array, question: Array) -> tuple[int, float]:
    """The sign of the gap, 0 too where the action does not matter, and the gap; UNKNOWN where something is not sure."""
    mover, action, lacks_side, has_side = question
    one, two = _extreme(lacks, mover, lacks_side), _extreme(has, mover, has_side)
    if one < 0 or two < 0:
        return UNKNOWN, 0.0
    order = _order(lacks[one], has[two], mover)
    if order in (0, UNKNOWN):
        return order, 0.0
    start = 3 * mover
    x, y = lacks[one, start : start + 3], has[two, start : start + 3]
    gap, certain = rounded(subtract((x[0], x[1], x[2]), (y[0], y[1], y[2])))
    if order == 1 and lacks_side > has_side and not _matters(has, lacks, mover, action):
        order = 0
    return (order if certain else UNKNOWN), gap


@_kept
def compare(payoffs: Any, question: Array, has: Any, lacks: Any, gap: Array, signs: Array) -> None:
    """Fill in the same with and without an action, and the gaps, as ``gaps`` does for two players."""
    mover, action, lacks_side, has_side = question
    game = (np.zeros((3, 2, 2, 2)), np.zeros((3, 2, 2)), np.zeros(3, np.int64))
    with_, without = np.zeros((_MOST, 13)), np.zeros((_MOST, 13))
    for one in range(len(gap)):
        fit = _load(payoffs, one, game)
        count, has[1][one], sure = _equilibria(game, with_)
        has[0][one] = -1 if has[1][one] else count
        has[4][one] = not (_extremes(with_[:count], has[2][one], has[3][one]) and sure and fit)
        game[2][mover] = 1 - action
        other, lacks[1][one], sure = _equilibria(game, without)
        lacks[0][one] = -1 if lacks[1][one] else other
        lacks[4][one] = not (_extremes(without[:other], lacks[2][one], lacks[3][one]) and sure and fit)
        signs[one] = UNKNOWN
        if not (has[4][one] or lacks[4][one]):
            signs[one], gap[one] = _gap(with_[:count], without[:other], question)
            if signs[one] >= 0 and lacks_side > has_side and (has[1][one] or lacks[1][one]):
                signs[one] = UNKNOWN  # whether the action matters is not seen at corners alone
