"""All equilibria of many three-player games with at most two actions each, and comparisons without an action.

By how many players mix: none, where no gain of a deviation is positive; one, where its actions are equally
good, which is a tie and gives infinitely many; two, each making the other indifferent; three, whose
conditions reduce to one quadratic equation. What a sign leaves open, and ties other than those along an edge,
are left to exact arithmetic.
"""

from typing import Any, NamedTuple

import numpy as np

from gametheory_paradox.kernels.batch.balls import (
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
from gametheory_paradox.kernels.batch.games import Deletion, Games, Map, compare_pieces, solve_pieces
from gametheory_paradox.kernels.batch.gaps import difference_of
from gametheory_paradox.kernels.batch.sheets import ComparisonSheet, Differences, EquilibriumSheet, Outcomes
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, kept

_WIDEST, _FINEST = 2.0**64, 2.0**-64
_MOST = 48  # equilibria, more than there can be
_KEY, _USED = 9, 10  # after three balls: what kind of equilibrium it is, and which actions each player uses
_LENGTH = 13  # of such a record
_OTHERS = np.array([[1, 2], [0, 2], [0, 1]])


class SmallGame(NamedTuple):
    """A game of three players with two actions each, one of which may be fixed.

    table : float64, shape (3, 2, 2, 2); payoffs by player, own action and the others' actions in their order
    gains : float64, shape (3, 2, 2); of the second action over the first
    fixed : int64, shape (3,); the only action that a player may play, or -1
    weights : float64, shape (3, 2, 3); the weights of the actions in a profile, balls up to scale
    """

    table: Array
    gains: Array
    fixed: Array
    weights: Array


@inside
def _load(payoffs: Any, number: int, game: SmallGame) -> bool:
    """Reads one game, a player's only action repeated; True if every magnitude is fit for products.

    payoffs : each player's: float64, shape (games, at most 2, at most 2, at most 2)
    """
    table, gains, fixed = game.table, game.gains, game.fixed
    fit = True
    for player in range(3):
        sizes = payoffs[player].shape[1:]
        fixed[player] = 0 if sizes[player] == 1 else -1

        for i in range(2):
            for j in range(2):
                for k in range(2):
                    payoff = payoffs[player][
                        number, min(i, sizes[0] - 1), min(j, sizes[1] - 1), min(k, sizes[2] - 1)
                    ]
                    size = abs(payoff)
                    fit &= (size <= _WIDEST) & ((size >= _FINEST) | (size == 0.0))
                    own, y, z = (i, j, k) if player == 0 else (j, i, k) if player == 1 else (k, i, j)
                    table[player, own, y, z] = payoff

    for player in range(3):
        for y in range(2):
            for z in range(2):
                gains[player, y, z] = table[player, 1, y, z] - table[player, 0, y, z]

    return fit


@inside
def _cell(player: int, one: int, a: int, b: int) -> tuple[int, int]:
    """The actions of a player's two others, in their order: ``one`` of them plays a, the other b."""
    return (a, b) if _OTHERS[player, 0] == one else (b, a)


@inside
def _gain(game: SmallGame, player: int, one: int, a: int, b: int) -> Any:
    y, z = _cell(player, one, a, b)
    return game.gains[player, y, z]


@inside
def _gain_ball(game: SmallGame, player: int, y: int, z: int) -> Ball:
    return difference(game.table[player, 1, y, z], game.table[player, 0, y, z])


@inside
def _expected(game: SmallGame, player: int, out: Array) -> None:
    """Computes a player's payoff at the weights of everybody's two actions, each player's up to scale.

    out : float64, shape (_LENGTH,); a record, which receives the payoff as a ball
    """
    table, weights = game.table, game.weights
    top, bottom = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    for i in range(2):
        for j in range(2):
            pair = multiply(_read(weights[0, i]), _read(weights[1, j]))
            for k in range(2):
                own, y, z = (i, j, k) if player == 0 else (j, i, k) if player == 1 else (k, i, j)
                weight = multiply(pair, _read(weights[2, k]))
                bottom = add(bottom, weight)
                top = add(top, multiply(weight, (table[player, own, y, z], 0.0, 0.0)))
    out[3 * player], out[3 * player + 1], out[3 * player + 2] = divide(top, bottom)


@inside
def _read(ball: Array) -> Ball:
    """The first three numbers as a ball.

    ball : float64, shape (at least 3,)
    """
    return ball[0], ball[1], ball[2]


@inside
def _weigh(game: SmallGame, player: int, first: Ball, second: Ball) -> None:
    """Lets a player mix, by weights that are made positive."""
    weights = game.weights
    for action in range(2):
        high, low, error = first if action == 0 else second
        weights[player, action, 0], weights[player, action, 1] = (-high, -low) if high < 0.0 else (high, low)
        weights[player, action, 2] = error


@inside
def _play(game: SmallGame, player: int, action: int) -> None:
    """Lets a player play one action."""
    game.weights[player] = 0.0
    game.weights[player, action, 0] = 1.0


@inside
def _pure(game: SmallGame, found: Array) -> int:
    """Writes down the cells in which nobody gains by deviating; returns their number.

    found : float64, shape (_MOST, _LENGTH); receives a record for each
    """
    table, gains, fixed = game.table, game.gains, game.fixed
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


@inside
def _write(game: SmallGame, key: int, record: Array) -> None:
    """Writes down the equilibrium at the weights.

    record : float64, shape (_LENGTH,); receives it
    """
    weights = game.weights
    for player in range(3):
        _expected(game, player, record)
        record[_USED + player] = (1 if weights[player, 0, 0] != 0.0 else 0) | (
            2 if weights[player, 1, 0] != 0.0 else 0
        )
    record[_KEY] = key


@inside
def _turn(game: SmallGame, mixer: int, actions: tuple[int, int], place: int) -> tuple[Ball, Ball]:
    """The weights of the mixture against which one of the others is indifferent, given their actions."""
    player = _OTHERS[mixer, place]
    y, z = _cell(player, mixer, 0, actions[1 - place]), _cell(player, mixer, 1, actions[1 - place])
    first, second = _gain_ball(game, player, z[0], z[1]), _gain_ball(game, player, y[0], y[1])
    if first[0] > 0.0:
        return first, (-second[0], -second[1], second[2])
    return (-first[0], -first[1], first[2]), second


@inside
def _later(game: SmallGame, mixer: int, actions: tuple[int, int]) -> Any:
    """The order in which the two others turn as the mixer plays its second action more: a sign."""
    one, other = _turn(game, mixer, actions, 0), _turn(game, mixer, actions, 1)
    return sign(subtract(multiply(one[1], other[0]), multiply(other[1], one[0])))


@inside
def _bound(game: SmallGame, mixer: int, actions: tuple[int, int], place: int) -> int:
    """The mixtures that let one of the others not gain: 0 all, -1 few or 1 many second actions, 2 none."""
    player, other = _OTHERS[mixer, place], actions[1 - place]
    if game.fixed[player] >= 0:
        return 0 if game.fixed[player] == actions[place] else 2
    side = 1.0 if actions[place] == 1 else -1.0
    start, end = side * _gain(game, player, mixer, 0, other), side * _gain(game, player, mixer, 1, other)
    if min(start, end) >= 0.0:
        return 0
    if max(start, end) <= 0.0:
        return 2  # or a pure action, which was looked at before
    return 1 if start < 0.0 else -1


@inside
def _on_edge(game: SmallGame, mixer: int, actions: tuple[int, int]) -> tuple[int, int, int]:
    """The range of mixtures against which neither of the others gains: who turns at its ends, its dimension.

    An end is -1 where it is a pure action; the dimension is -1 where there is no mixture, UNKNOWN where that
    is not sure.
    """
    one, other = _bound(game, mixer, actions, 0), _bound(game, mixer, actions, 1)
    if one == 2 or other == 2:
        return -1, -1, -1

    order = _later(game, mixer, actions) if one != 0 and other != 0 else 0
    if order == UNKNOWN:
        return -1, -1, UNKNOWN
    if one * other < 0:
        low = 0 if one == 1 else 1
        order = order if low == 0 else -order  # of the lower end to the upper one
        return low, 1 - low, -order if order != 0 else 0

    low = high = -1
    if one == 1 or other == 1:
        low = 0 if other == 0 or (one == 1 and order > 0) else 1
    if one == -1 or other == -1:
        high = 0 if other == 0 or (one == -1 and order < 0) else 1
    return low, high, 1


@inside
def _on_edges(game: SmallGame, found: Array, count: int) -> tuple[int, bool, bool]:
    """Writes down equilibria in which one player mixes: their number, True if infinite, True if sure.

    found : float64, shape (_MOST, _LENGTH); receives records from ``count`` on
    """
    gains, fixed = game.gains, game.fixed
    infinite, sure = False, True

    for mixer in range(3):
        for cell in range(4):
            actions = (cell >> 1, cell & 1)
            if fixed[mixer] >= 0 or gains[mixer, actions[0], actions[1]] != 0.0:
                continue

            low, high, dimension = _on_edge(game, mixer, actions)
            sure &= dimension != UNKNOWN
            if dimension in (-1, UNKNOWN):
                continue

            infinite |= dimension == 1
            for place in (low, high if dimension == 1 else -1):
                if place >= 0:
                    for other in range(2):
                        _play(game, _OTHERS[mixer, other], actions[other])
                    first, second = _turn(game, mixer, actions, place)
                    _weigh(game, mixer, first, second)
                    _write(game, 8 + 8 * mixer + 2 * cell + place, found[count])
                    count += 1

    return count, infinite, sure


@inside
def _on_faces(game: SmallGame, found: Array, count: int) -> tuple[int, bool]:
    """Writes down equilibria in which two players mix: their number, and True if that is sure.

    found : float64, shape (_MOST, _LENGTH); receives records from ``count`` on
    """
    fixed, sure = game.fixed, True
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
            _weigh(game, j, _gain_ball(game, i, q[0], q[1]), _gain_ball(game, i, p[0], p[1]))
            _weigh(game, i, _gain_ball(game, j, s[0], s[1]), _gain_ball(game, j, r[0], r[1]))
            _play(game, player, action)
            stable = 1
            if fixed[player] < 0:
                total, weights = (0.0, 0.0, 0.0), game.weights
                for x in range(2):
                    for y in range(2):
                        weight = multiply(_read(weights[i, x]), _read(weights[j, y]))
                        total = add(total, multiply(weight, _gain_ball(game, player, x, y)))
                stable = sign(total) if action == 1 else -sign(total)
                sure &= stable not in (UNKNOWN, -UNKNOWN)

            if stable >= 0:
                _write(game, 32 + 2 * player + action, found[count])
                count += 1

    return count, sure


@inside
def _quadratic(game: SmallGame) -> tuple[Ball, Ball, Ball]:
    """The equation for the odds of player 2's second action that let all three mix, by rising powers."""
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


@inside
def _odds(game: SmallGame, odds: Array) -> int:
    """Finds the positive roots of that equation; -1 where their number is not sure.

    odds : float64, shape (2, 3); receives a ball for each
    """
    c, b, a = _quadratic(game)
    signs = (sign(a), sign(b), sign(c))
    if UNKNOWN in signs or signs == (0, 0, 0):
        return -1
    if min(signs) >= 0 or max(signs) <= 0:
        return 0
    if signs[0] == 0 or signs[2] == 0:
        top, bottom = (c, b) if signs[0] == 0 else (b, a)
        odds[0] = divide((-top[0], -top[1], top[2]), bottom)
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
    for top, bottom in ((total, multiply((2.0, 0.0, 0.0), a)), (multiply((2.0, 0.0, 0.0), c), total)):
        value = divide(top, bottom)
        if sign(value) == UNKNOWN:
            return -1
        if sign(value) > 0:
            odds[count] = value
            count += 1

    return count


@inside
def _balance(game: SmallGame, player: int, t: Ball) -> int:
    """Lets player 0 or 1 be indifferent by the other's mixture: 1 if it is one, -1 if not, 0 if not sure."""
    first = add(_gain_ball(game, player, 0, 0), multiply(t, _gain_ball(game, player, 0, 1)))
    second = add(_gain_ball(game, player, 1, 0), multiply(t, _gain_ball(game, player, 1, 1)))
    _weigh(game, 1 - player, second, first)
    one, other = sign(first), sign(second)
    return 0 if one in (0, UNKNOWN) or other in (0, UNKNOWN) else -one * other


@inside
def _inner(game: SmallGame, found: Array, count: int) -> tuple[int, bool]:
    """Writes down equilibria in which all three mix: their number, and True if that is sure.

    found : float64, shape (_MOST, _LENGTH); receives records from ``count`` on
    """
    gains, fixed = game.gains, game.fixed
    if fixed.max() >= 0:
        return count, True

    for player in range(3):
        low, high = gains[player].min(), gains[player].max()
        if low > 0.0 or high < 0.0 or (low == 0.0 < high) or (low < 0.0 == high):
            return count, True
        if low == high:
            return count, False

    odds = np.zeros((2, 3))
    roots = _odds(game, odds)
    for place in range(max(roots, 0)):
        t = _read(odds[place])
        _weigh(game, 2, (1.0, 0.0, 0.0), t)
        one, other = _balance(game, 0, t), _balance(game, 1, t)
        if one < 0 or other < 0:
            continue
        if one == 0 or other == 0:
            return count, False
        _write(game, 40 + place, found[count])
        count += 1

    return count, roots >= 0


@inside
def _equilibria(game: SmallGame, found: Array) -> tuple[int, bool, bool]:
    """Writes down all equilibria: their number, True if corners of infinitely many, True if all is sure.

    found : float64, shape (_MOST, _LENGTH); receives the records
    """
    count = _pure(game, found)
    count, infinite, sure = _on_edges(game, found, count)
    if sure:
        count, sure = _on_faces(game, found, count)
    if sure:
        count, sure = _inner(game, found, count)
    return count, infinite, sure


@inside
def _extremes(found: Array, low: Array, high: Array) -> bool:
    """Finds everybody's least and greatest payoff; True if each rounding is certain.

    found : float64, shape (points, _LENGTH); records
    low, high : float64, shape (3,); receive them
    """
    certain = True
    low[:] = np.inf
    high[:] = -np.inf
    for place in range(len(found)):
        for player in range(3):
            value, sure = rounded(_read(found[place, 3 * player :]))
            certain &= sure
            low[player], high[player] = min(low[player], value), max(high[player], value)
    return certain


@inside
def _matters(has: Array, lacks: Array, deletion: Deletion) -> bool:
    """True if the action is used in an equilibrium with it, or an equilibrium without it is none with it.

    has, lacks : float64, shape (points, _LENGTH); records with the action and without it
    """
    for place in range(len(has)):
        if int(has[place, _USED + deletion.mover]) >> deletion.action & 1:
            return True
    for place in range(len(lacks)):
        new = True
        for other in range(len(has)):
            new &= has[other, _KEY] != lacks[place, _KEY]
        if new:
            return True
    return False


@inside
def _empty_game() -> SmallGame:
    return SmallGame(np.zeros((3, 2, 2, 2)), np.zeros((3, 2, 2)), np.zeros(3, np.int64), np.zeros((3, 2, 3)))


@inside
def _solve(game: SmallGame, fit: bool, number: int, records: Array, outcomes: Outcomes) -> int:
    """Writes down one game's equilibria; returns the number of points.

    records : float64, shape (_MOST, _LENGTH); receives them
    """
    game, records = borrowed(game), borrowed(records)
    count, infinite, sure = _equilibria(game, records)
    certain = _extremes(records[:count], outcomes.low[number], outcomes.high[number])
    outcomes.number[number], outcomes.infinite[number] = -1 if infinite else count, infinite
    outcomes.undone[number] = not (certain and sure and fit)
    return count


@kept
def solve(payoffs: Any, outcomes: Outcomes) -> None:
    """Finds how many equilibria each game has (-1: infinitely many) and the extreme payoffs.

    Parameters
    ----------
    payoffs
        Each player's: float64, shape (games, at most 2, at most 2, at most 2).
    outcomes
        Filled in; undone is what is not sure.
    """
    payoffs, outcomes = borrowed(payoffs), borrowed(outcomes)
    game, records = _empty_game(), np.zeros((_MOST, _LENGTH))
    for number in range(len(outcomes.number)):
        fit = _load(payoffs, number, game)
        _solve(game, fit, number, records, outcomes)


@inside
def _listed(records: Array, player: int, payoffs: Array) -> None:
    """Writes down a player's payoffs, as ``difference_of`` takes them.

    records : float64, shape (points, _LENGTH)
    payoffs : float64, shape (at least the points, 6); receives them
    """
    for place in range(len(records)):
        payoffs[place, :3] = records[place, 3 * player : 3 * player + 3]
        payoffs[place, 3:5] = 0.0
        payoffs[place, 5] = records[place, _KEY]


@kept
def compare(
    payoffs: Any, deletion: Deletion, with_: Outcomes, without: Outcomes, differences: Differences
) -> None:
    """Finds the same with and without an action, and the gaps, as ``gaps`` does for two players.

    Parameters
    ----------
    payoffs
        As for ``solve``.
    deletion
        The action.
    with_, without, differences
        Filled in, but for what is impossible.
    """
    payoffs, with_, without = borrowed(payoffs), borrowed(with_), borrowed(without)
    game, records, lists = _empty_game(), np.zeros((2, _MOST, _LENGTH)), np.zeros((2, _MOST, 6))
    ends_differ = deletion.without_end > deletion.with_end
    for number in range(len(differences.gap)):
        fit = _load(payoffs, number, game)
        count = _solve(game, fit, number, records[0], with_)
        game.fixed[deletion.mover] = 1 - deletion.action
        other = _solve(game, fit, number, records[1], without)

        differences.sign[number] = UNKNOWN
        if with_.undone[number] or without.undone[number]:
            continue
        _listed(records[0, :count], deletion.mover, lists[0])
        _listed(records[1, :other], deletion.mover, lists[1])
        order, differences.gap[number] = difference_of(lists[1], lists[0], (other, count), deletion)
        if ends_differ and order == 1 and not _matters(records[0, :count], records[1, :other], deletion):
            order = 0

        # Whether the action matters is not seen at the corners of infinitely many equilibria alone.
        infinite = with_.infinite[number] or without.infinite[number]
        differences.sign[number] = UNKNOWN if order >= 0 and ends_differ and infinite else order


def find_all(games: Games, sheet: EquilibriumSheet, spread: Map) -> None:
    """Finds the equilibria of games; what is not sure is left undone."""
    solve_pieces(solve, games, sheet, spread)


def compare_all(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, spread: Map
) -> None:
    """Finds the equilibria with and without an action, and the gaps; what is not sure is left open."""
    compare_pieces(
        lambda payoffs, *sheets: compare(payoffs, deletion, *sheets), games, sheet, compared, spread
    )
