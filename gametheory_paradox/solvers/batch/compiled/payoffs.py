"""Equilibrium payoffs of many small games, each the exact one rounded to the nearest float, and comparisons without an action.

A payoff is the quotient of two polynomials in the payoffs of the game.  Where both are computed without error, division rounds
once.  Else it is a *ball* (high, low, error): it lies within ``error`` of high + low, where high is high + low rounded.  Sums,
products and quotients of such pairs by the algorithms below are off by at most 16·u² of the result, u = 2^-53; eight times that
is charged, which also covers that errors are computed with rounding.  Where a ball leaves open to which float a payoff rounds,
or which of two is larger, the game is left to exact arithmetic.

All of this stands in one file because the code kept on disk is renewed when this file changes.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.solvers.batch.findings import OPEN
from gametheory_paradox.solvers.batch.subsets import FIRST, LARGEST, MEMBERS, PLACE, SECOND, SIZE

numba: Any = import_module("numba")  # imported thus, it has no types: those differ from version to version
types: Any = numba.types

Array: TypeAlias = Any
Ball: TypeAlias = Any  # three floats
Real: TypeAlias = Any  # a float

_ACTIONS = (1 << LARGEST) - 1
_EXACT = 2.0**52  # sums of multiples of a power of two, absolute values below this many times it, are exact
_CHARGE = 2.0**-99
_MORE = 1 + 2.0**-40  # covers the rounding of a few operations on errors
_OPTIONS = {"nogil": True, "error_model": "numpy"}
_typed: Callable[[Callable[..., Any]], Callable[..., Any]] = import_module("numba.extending").intrinsic
_inside: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(**_OPTIONS)
_kept: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(cache=True, **_OPTIONS)  # on disk


@_typed
def _lowest(typing: Any, word: Any) -> Any:
    """The number of the lowest bit of a word that is not zero."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], context.get_constant(types.boolean, 0))

    return word(word), generate


@_typed
def _fused(typing: Any, a: Any, b: Any, c: Any) -> Any:
    """a·b + c, rounded once."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.fma(*args)

    return a(a, b, c), generate


@_inside
def _two_sum(a: float, b: float) -> tuple[float, float]:
    """The rounded sum and what rounding took away."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


@_inside
def _difference(a: float, b: float) -> Ball:
    high, low = _two_sum(a, -b)
    return high, low, 0.0


@_inside
def _product(a: float, b: float) -> Ball:
    high = a * b
    return high, _fused(a, b, -high), 0.0


@_inside
def _add(x: Ball, y: Ball) -> Ball:
    high, low = _two_sum(x[0], y[0])
    more, rest = _two_sum(x[1], y[1])
    high, low = _two_sum(high, low + more)
    high, low = _two_sum(high, low + rest)
    return high, low, (x[2] + y[2]) * _MORE + _CHARGE * abs(high)


@_inside
def _subtract(x: Ball, y: Ball) -> Ball:
    return _add(x, (-y[0], -y[1], y[2]))


@_inside
def _multiply(x: Ball, y: Ball) -> Ball:
    high, low, _ = _product(x[0], y[0])
    high, low = _two_sum(high, low + (x[0] * y[1] + x[1] * y[0]))
    error = ((abs(x[0]) + x[2]) * y[2] + abs(y[0]) * x[2]) * _MORE
    return high, low, error + _CHARGE * abs(high)


@_inside
def _divide(x: Ball, y: Ball) -> Ball:
    """The quotient; its error is infinite where the divisor may be zero."""
    room = abs(y[0]) * (1 - 2.0**-40) - y[2]
    if not room > 0.0:
        return 0.0, 0.0, np.inf
    first = x[0] / y[0]
    high, low, _ = _product(first, y[0])
    rest = ((x[0] - high) - low + x[1]) - first * y[1]
    high, low = _two_sum(first, rest / y[0])
    error = (x[2] + (abs(high) + abs(low)) * y[2]) / room
    return high, low, error * _MORE + _CHARGE * abs(high)


@_inside
def _rounded(x: Ball) -> tuple[float, bool]:
    """The float nearest to the number, and whether that is certain."""
    slack = x[2] * _MORE + abs(x[1]) * 2.0**-52
    lower, upper = x[0] + (x[1] - slack), x[0] + (x[1] + slack)
    return lower, lower == upper


@_inside
def _minor(own: Array, o: int, p: int, q: int, a: int, b: int) -> Ball:
    """The minor of rows p and q minus row o."""
    left = _multiply(_difference(own[p, a], own[o, a]), _difference(own[q, b], own[o, b]))
    right = _multiply(_difference(own[p, b], own[o, b]), _difference(own[q, a], own[o, a]))
    return _subtract(left, right)


@_inside
def _weight(own: Array, rows: Array, columns: Array, size: int, place: int) -> Ball:
    """The weight of a column in the mixture that ties three or four rows, up to a factor common to all."""
    a, b = columns[0 if place > 0 else 1], columns[1 if place > 1 else 2]
    if size == 3:
        weight = _minor(own, rows[0], rows[1], rows[2], a, b)
    else:
        c = columns[2 if place > 2 else 3]
        weight = _multiply(_difference(own[3, a], own[0, a]), _minor(own, 0, 1, 2, b, c))
        weight = _subtract(weight, _multiply(_difference(own[3, b], own[0, b]), _minor(own, 0, 1, 2, a, c)))
        weight = _add(weight, _multiply(_difference(own[3, c], own[0, c]), _minor(own, 0, 1, 2, a, b)))
    return (-weight[0], -weight[1], weight[2]) if place % 2 else weight


@_inside
def _ball(own: Array, rows: Array, columns: Array, size: int) -> Ball:
    """The payoff at a vertex."""
    a, b, o, p = columns[0], columns[1], rows[0], rows[1]
    if size == 2:
        top = _subtract(_product(own[o, a], own[p, b]), _product(own[o, b], own[p, a]))
        bottom = _add(_difference(own[p, b], own[o, b]), _difference(own[o, a], own[p, a]))
        return _divide(top, bottom)
    bottom = _weight(own, rows, columns, size, 0)
    top = _multiply(bottom, (own[o, a], 0.0, 0.0))
    for place in range(1, size):
        weight = _weight(own, rows, columns, size, place)
        bottom = _add(bottom, weight)
        top = _add(top, _multiply(weight, (own[o, columns[place]], 0.0, 0.0)))
    return _divide(top, bottom)


@_inside
def _plain_weight(own: Array, rows: Array, columns: Array, size: int, place: int) -> Real:
    """The weight of a column as a float, for payoffs that let it be computed without error."""
    o, p = rows[0], rows[1]
    a, b = columns[0 if place > 0 else 1], columns[1 if place > 1 else 2]
    sign = -1.0 if place % 2 else 1.0
    if size == 2:
        return sign * (own[p, a] - own[o, a])
    q = rows[2]
    d, e, g, h = own[p, a] - own[o, a], own[p, b] - own[o, b], own[q, a] - own[o, a], own[q, b] - own[o, b]
    if size == 3:
        return sign * (d * h - e * g)
    c = columns[2 if place > 2 else 3]
    f, i = own[p, c] - own[o, c], own[q, c] - own[o, c]
    j, k, m = own[3, a] - own[o, a], own[3, b] - own[o, b], own[3, c] - own[o, c]
    return sign * (j * (e * i - f * h) - k * (d * i - f * g) + m * (d * h - e * g))


@_inside
def _quotient(own: Array, rows: Array, columns: Array, size: int, grid: float) -> tuple[float, float]:
    """Numerator and denominator, an integer, of the payoff at a vertex where they are computed without error; else zeros."""
    top, bottom, most, unit = 0.0, 0.0, 0.0, 1.0
    if grid == 0.0:
        return 0.0, 0.0
    for place in range(size):
        weight = _plain_weight(own, rows, columns, size, place)
        product = own[rows[0], columns[place]] * weight
        top, bottom, most = top + product, bottom + weight, most + abs(product)
    for _ in range(size - 1):
        unit *= grid
    if most > _EXACT * unit * grid:
        return 0.0, 0.0
    if bottom < 0.0:
        unit = -unit
    return top / unit, bottom / unit


@_inside
def _own(first: Array, second: Array, number: int, mixing: int, own: Array) -> None:
    """The payoffs of the player who does not mix, its own actions as rows."""
    m, n = first.shape[1:]
    for i in range(m):
        for j in range(n):
            if mixing == 0:
                own[j, i] = second[number, i, j]
            else:
                own[i, j] = first[number, i, j]


@_kept
def extremes(first: Array, second: Array, pure: Array, grid: Array, used: Array, low: Array, high: Array, open_: Array) -> None:
    """Fill in each player's least and greatest equilibrium payoff; mark the games where some rounding is left open."""
    own = np.zeros((LARGEST, LARGEST))
    lanes = used.shape[2]
    for number in range(len(first)):
        chunk, lane = number // lanes, number % lanes
        for mixing in range(2):
            least, most = np.inf, -np.inf
            left = used[chunk, mixing, lane]
            while left & _ACTIONS:
                action = _lowest(left)
                left &= left - 1
                answer = _lowest(np.int64(pure[chunk, mixing, action, lane]))
                value = first[number, answer, action] if mixing == 1 else second[number, action, answer]
                least, most = min(least, value), max(most, value)
            if left:
                _own(first, second, number, mixing, own)
            while left:
                basis = _lowest(left) - LARGEST
                left &= left - 1
                tied, mixed = (SECOND[basis], FIRST[basis]) if mixing == 0 else (FIRST[basis], SECOND[basis])
                rows, columns, size = MEMBERS[tied], MEMBERS[mixed], SIZE[basis]
                top, bottom = _quotient(own, rows, columns, size, grid[chunk, mixing, lane])
                if bottom > 0.0:
                    value = top / bottom
                else:
                    value, certain = _rounded(_ball(own, rows, columns, size))
                    open_[number] |= not certain
                least, most = min(least, value), max(most, value)
            low[number, 1 - mixing], high[number, 1 - mixing] = least, most


@_inside
def _spelled(actions: int, deleted: int) -> int:
    """A set of actions in the numbers of the game from which none was deleted; -1 deletes none."""
    if deleted < 0:
        return actions
    below = (1 << deleted) - 1
    return actions & below | (actions & ~below) << 1


@_inside
def _collect(first: Array, second: Array, number: int, mixing: int, deleted: int, found: Array, side: Array) -> int:
    """The equilibrium payoffs of the player who does not mix: ball, numerator and denominator or zeros, tied and mixed actions."""
    pure, grid, used = found
    lanes = used.shape[2]
    chunk, lane = number // lanes, number % lanes
    own, count, left = np.zeros((LARGEST, LARGEST)), 0, used[chunk, mixing, lane]
    _own(first, second, number, mixing, own)
    while left:
        bit = _lowest(left)
        left &= left - 1
        if bit < LARGEST:
            answer = _lowest(np.int64(pure[chunk, mixing, bit, lane]))
            tied, mixed, top = 1 << answer, 1 << bit, own[answer, bit]
            bottom, ball = 1.0, (top, 0.0, 0.0)
        else:
            basis = bit - LARGEST
            tied, mixed = (SECOND[basis], FIRST[basis]) if mixing == 0 else (FIRST[basis], SECOND[basis])
            rows, columns = MEMBERS[tied], MEMBERS[mixed]
            top, bottom = _quotient(own, rows, columns, SIZE[basis], grid[chunk, mixing, lane])
            exact = bottom > 0.0
            ball = _divide((top, 0.0, 0.0), (bottom, 0.0, 0.0)) if exact else _ball(own, rows, columns, SIZE[basis])
        side[count, 0], side[count, 1], side[count, 2] = ball
        side[count, 3], side[count, 4], side[count, 5] = top, bottom, _spelled(tied, deleted) << LARGEST | mixed
        count += 1
    return count


@_inside
def _order(x: Array, y: Array) -> int:
    """The sign of x - y."""
    if x[5] == y[5]:
        return 0  # the same quotient
    if x[4] > 0.0 and y[4] > 0.0:
        one, other = _product(x[3], y[4]), _product(y[3], x[4])
        for place in range(2):
            if one[place] != other[place]:
                return 1 if one[place] > other[place] else -1
        return 0
    high, _, error = _subtract((x[0], x[1], x[2]), (y[0], y[1], y[2]))
    if abs(high) * (1 - 2.0**-40) > error:
        return 1 if high > 0.0 else -1
    return OPEN


@_inside
def _extreme(side: Array, count: int, sign: int) -> int:
    """Which payoff is the least (sign -1) or the greatest; -1 where that is open."""
    best = 0
    for other in range(1, count):
        order = _order(side[other], side[best])
        if order == OPEN:
            return -1
        if order == sign:
            best = other
    return best


@_inside
def _matters(mover: int, action: int, chunk: int, lane: int, found: Array, lacking: Array, valid: Array) -> bool:
    """Whether the action is used in an equilibrium with it, or would upset one without it."""
    sets = FIRST if mover == 0 else SECOND
    mixing = 1 - mover
    left = found[2][chunk, mover, lane]
    while left:
        bit = _lowest(left)
        left &= left - 1
        if (bit == action) if bit < LARGEST else (sets[bit - LARGEST] >> action & 1):
            return True
    left = lacking[2][chunk, mixing, lane]
    while left:
        bit = _lowest(left)
        left &= left - 1
        if bit < LARGEST:
            if found[0][chunk, mixing, bit, lane] == 1 << action:
                return True
            continue
        one, other = FIRST[bit - LARGEST], SECOND[bit - LARGEST]
        number = PLACE[_spelled(one, action), other] if mover == 0 else PLACE[one, _spelled(other, action)]
        if valid[chunk, mixing, lane] >> number & 1 == 0:
            return True
    return False


@_inside
def _constant_sum(one: Array, other: Array) -> bool:
    total, rest = _two_sum(one[0, 0], other[0, 0])
    for i in range(one.shape[0]):
        for j in range(one.shape[1]):
            here, more = _two_sum(one[i, j], other[i, j])
            if here != total or more != rest:
                return False
    return True


@_kept
def gaps(games: Any, found: Any, lacking: Any, valid: Array, question: Array, gap: Array, sign: Array, constant: Array) -> None:
    """Fill in by how much the mover gains where it lacks an action, the sign, and whether payoffs sum to a constant.

    Takes both players' payoffs with the action, then without it; for both games what ``vertices`` and ``match`` say (the best
    answers to single actions, the grids, the mixtures in equilibria); and as the question mover, action, and whether the least
    (-1) or the greatest (1) payoff counts, without the action and with it.  The sign is 0 too where the action does not matter,
    and OPEN where a comparison or a rounding is.
    """
    mover, action, lacks, has = question
    with_, without = np.zeros((64, 6)), np.zeros((64, 6))
    lanes = valid.shape[2]
    for number in range(len(gap)):
        count = _collect(games[0], games[1], number, 1 - mover, -1, found, with_)
        other = _collect(games[2], games[3], number, 1 - mover, action, lacking, without)
        one, two = _extreme(without, other, lacks), _extreme(with_, count, has)
        order, certain = OPEN, True
        if one >= 0 and two >= 0:
            x, y = without[one], with_[two]
            order, gap[number] = _order(x, y), 0.0
            if x[4] == y[4] == 1.0 and x[0] == x[3] and y[0] == y[3]:
                gap[number] = x[0] - y[0]  # of floats, often halfway between two floats
            elif order != 0:
                gap[number], certain = _rounded(_subtract((x[0], x[1], x[2]), (y[0], y[1], y[2])))
            if order == 1 and lacks > has:
                order = 1 if _matters(mover, action, number // lanes, number % lanes, found, lacking, valid) else 0
        sign[number] = order if certain else OPEN
        constant[number] = _constant_sum(games[0][number], games[1][number])
