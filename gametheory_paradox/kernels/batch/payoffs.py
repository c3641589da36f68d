"""Equilibrium payoffs of many small two-player games, each the exact one rounded to the nearest float.

A payoff is the quotient of two polynomials in the payoffs of the game.  Where both are computed without
error, division rounds once.  Else it is a ball of 106 bits; where that leaves open to which float the payoff
rounds, the game is left to exact arithmetic.
"""

from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.kernels.batch.balls import (
    Ball,
    add,
    between_payoffs,
    difference,
    divide,
    ends,
    lowest,
    multiply,
    product,
    subtract,
)
from gametheory_paradox.kernels.batch.subsets import FIRST, LARGEST, MEMBERS, SECOND, SIZE
from gametheory_paradox.kernels.batch.vertices import Bimatrices
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, kept

Real: TypeAlias = Any  # a float

_EXACT = 2.0**52  # sums of multiples of a power of two, absolute values below this many times it, are exact


@inside
def _minor(own: Array, o: int, p: int, q: int, a: int, b: int) -> Ball:
    """The minor of rows p and q minus row o.

    own : float64, shape (LARGEST, LARGEST)
    """
    left = multiply(difference(own[p, a], own[o, a]), difference(own[q, b], own[o, b]))
    right = multiply(difference(own[p, b], own[o, b]), difference(own[q, a], own[o, a]))
    return subtract(left, right)


@inside
def _weight(own: Array, rows: Array, columns: Array, size: int, place: int) -> Ball:
    """The weight of a column in the mixture that ties three or four rows, up to a factor common to all.

    own : float64, shape (LARGEST, LARGEST)
    rows, columns : int64, shape (LARGEST,); the first ``size`` of them count
    """
    a, b = columns[0 if place > 0 else 1], columns[1 if place > 1 else 2]
    if size == 3:
        weight = _minor(own, rows[0], rows[1], rows[2], a, b)
    else:
        c = columns[2 if place > 2 else 3]
        weight = multiply(difference(own[3, a], own[0, a]), _minor(own, 0, 1, 2, b, c))
        weight = subtract(weight, multiply(difference(own[3, b], own[0, b]), _minor(own, 0, 1, 2, a, c)))
        weight = add(weight, multiply(difference(own[3, c], own[0, c]), _minor(own, 0, 1, 2, a, b)))
    return (-weight[0], -weight[1], weight[2]) if place % 2 else weight


@inside
def ball(own: Array, rows: Array, columns: Array, size: int) -> Ball:
    """The payoff at a vertex.

    own : float64, shape (LARGEST, LARGEST); the player's payoffs, its own actions as rows
    rows, columns : int64, shape (LARGEST,); the tied and the mixed actions, the first ``size`` of them count
    """
    a, b, o, p = columns[0], columns[1], rows[0], rows[1]
    if size == 2:
        top = subtract(product(own[o, a], own[p, b]), product(own[o, b], own[p, a]))
        bottom = add(difference(own[p, b], own[o, b]), difference(own[o, a], own[p, a]))
        return divide(top, bottom)
    bottom = _weight(own, rows, columns, size, 0)
    top = multiply(bottom, (own[o, a], 0.0, 0.0))
    for place in range(1, size):
        weight = _weight(own, rows, columns, size, place)
        bottom = add(bottom, weight)
        top = add(top, multiply(weight, (own[o, columns[place]], 0.0, 0.0)))
    return divide(top, bottom)


@inside
def _nearest(own: Array, rows: Array, columns: Array, size: int) -> tuple[float, bool]:
    """The same, rounded to the nearest float; True if that is certain.

    own, rows, columns : as for ``ball``: float64, shape (LARGEST, LARGEST), and int64, shape (LARGEST,)
    """
    lower, upper = ends(ball(own, rows, columns, size))
    certain = lower == upper
    if not certain and size == 2:
        a, b, o, p = columns[0], columns[1], rows[0], rows[1]
        lower, certain = between_payoffs(lower, upper, own[o, a], own[o, b], own[p, a], own[p, b])
    return lower, certain


@inside
def _plain_weight(own: Array, rows: Array, columns: Array, size: int, place: int) -> Real:
    """The weight of a column as a float, for payoffs that let it be computed without error.

    own, rows, columns : as for ``ball``: float64, shape (LARGEST, LARGEST), and int64, shape (LARGEST,)
    """
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


@inside
def quotient(own: Array, rows: Array, columns: Array, size: int, grid: float) -> tuple[float, float]:
    """Numerator and denominator, integers, of the payoff at a vertex; zeros where they have an error.

    own, rows, columns : as for ``ball``: float64, shape (LARGEST, LARGEST), and int64, shape (LARGEST,)
    """
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


@inside
def own_payoffs(payoffs: Any, number: int, mixing: int, own: Array) -> None:
    """Reads the payoffs of the player who does not mix, its own actions as rows.

    payoffs : both players': float64, shape (games, m, n)
    own : float64, shape (LARGEST, LARGEST); receives them
    """
    m, n = payoffs[0].shape[1:]
    for i in range(m):
        for j in range(n):
            if mixing == 0:
                own[j, i] = payoffs[1][number, i, j]
            else:
                own[i, j] = payoffs[0][number, i, j]


@inside
def _pure_extremes(width: int, tops: Array, used: Array, low: Array, high: Array) -> None:
    """Finds the least and the greatest payoff against single actions, for all lanes at once.

    tops, used : those of one chunk and one player of a ``VertexSheet``
    low, high : float64, shape (LANES,); receive them
    """
    lanes = len(low)
    low[:] = np.inf
    high[:] = -np.inf
    for action in range(width):
        top = tops[action]
        for lane in range(lanes):
            here = used[lane] >> action & 1
            low[lane] = top[lane] if (here != 0) & (top[lane] < low[lane]) else low[lane]
        for lane in range(lanes):
            here = used[lane] >> action & 1
            high[lane] = top[lane] if (here != 0) & (top[lane] > high[lane]) else high[lane]


@inside
def _basis_extremes(
    own: Array, left: int, mixing: int, grid: float, least: float, most: float
) -> tuple[float, float, bool]:
    """The extreme payoffs once those at some larger bases are in; True if all roundings are certain.

    own : float64, shape (LARGEST, LARGEST)
    """
    own, sure = borrowed(own), True
    while left:
        basis = lowest(left)
        left &= left - 1
        tied, mixed = (SECOND[basis], FIRST[basis]) if mixing == 0 else (FIRST[basis], SECOND[basis])
        rows, columns, size = MEMBERS[tied], MEMBERS[mixed], SIZE[basis]
        top, bottom = quotient(own, rows, columns, size, grid)
        if bottom > 0.0:
            value = top / bottom
        else:
            value, certain = _nearest(own, rows, columns, size)
            sure &= certain
        least, most = min(least, value), max(most, value)
    return least, most, sure


@kept
def extremes(batch: Bimatrices, low: Array, high: Array, open_: Array) -> None:
    """Finds each player's least and greatest equilibrium payoff; marks games where a rounding is left open.

    Parameters
    ----------
    batch
        The games and their equilibria.
    low, high
        float64, shape (games, 2); filled in.
    open_
        bool, shape (games,); filled in where true.
    """
    payoffs, sheet = borrowed(batch.payoffs), borrowed(batch.sheet)
    own, lanes = np.zeros((LARGEST, LARGEST)), sheet.used.shape[2]
    ends = np.zeros((2, lanes))

    for chunk in range(len(sheet.used)):
        begin = chunk * lanes
        games = min(lanes, len(payoffs[0]) - begin)

        for mixing in range(2):
            used, tops = sheet.used[chunk, mixing], sheet.tops[chunk, mixing]
            _pure_extremes(payoffs[0].shape[1 + mixing], tops, used, ends[0], ends[1])
            for lane in range(games):
                least, most, left = ends[0, lane], ends[1, lane], used[lane] >> LARGEST
                if left:
                    own_payoffs(payoffs, begin + lane, mixing, own)
                    grid = sheet.grid[chunk, mixing, lane]
                    least, most, sure = _basis_extremes(own, left, mixing, grid, least, most)
                    open_[begin + lane] |= not sure
                low[begin + lane, 1 - mixing], high[begin + lane, 1 - mixing] = least, most
