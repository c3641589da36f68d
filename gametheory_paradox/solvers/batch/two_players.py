"""All equilibria of many small two-player games at once, in compiled code: support pairs of equal size, signs guarded.

For supports I, J of size k the mixture on J that makes all rows of I equal is, up to scale, the vector of signed minors of the
k - 1 differences of those rows; no system is solved.  Every sign is compared with a bound of its rounding error; where one is
not certain the game is marked, and the caller settles it exactly.

Source: vonstengel2007 (support enumeration); higham2002 (bounds of rounding errors).
"""

import numba  # type: ignore[import-untyped]  # ships no types
import numpy as np

LARGEST = 4  # the most actions a player may have here
BLOCK = 512
SAFETY = 64 * 2.0**-53  # times a sum of absolute values: more than the rounding error of what is summed here


@numba.njit(cache=True, inline="always")
def _minor(rows, c0, c1, c2, size, bound):  # type: ignore[no-untyped-def]
    """A determinant of up to three columns of difference rows; with ``bound`` the same with all signs made positive."""
    if size == 0:
        return 1.0
    if size == 1:
        return abs(rows[0, c0]) if bound else rows[0, c0]
    if size == 2:
        if bound:
            return abs(rows[0, c0] * rows[1, c1]) + abs(rows[0, c1] * rows[1, c0])
        return rows[0, c0] * rows[1, c1] - rows[0, c1] * rows[1, c0]
    if bound:
        return (
            abs(rows[0, c0]) * (abs(rows[1, c1] * rows[2, c2]) + abs(rows[1, c2] * rows[2, c1]))
            + abs(rows[0, c1]) * (abs(rows[1, c0] * rows[2, c2]) + abs(rows[1, c2] * rows[2, c0]))
            + abs(rows[0, c2]) * (abs(rows[1, c0] * rows[2, c1]) + abs(rows[1, c1] * rows[2, c0]))
        )
    return (
        rows[0, c0] * (rows[1, c1] * rows[2, c2] - rows[1, c2] * rows[2, c1])
        - rows[0, c1] * (rows[1, c0] * rows[2, c2] - rows[1, c2] * rows[2, c0])
        + rows[0, c2] * (rows[1, c0] * rows[2, c1] - rows[1, c1] * rows[2, c0])
    )


@numba.njit(cache=True, inline="always")
def _side(matrix, supports, s, t, size, differences, weights, bounds):  # type: ignore[no-untyped-def]
    """The mixture on support t that makes the rows of support s best: 1 found, 0 none, -1 not certain.

    Up to a common positive or negative factor its weights are left in ``weights``.
    """
    first = supports[s, 0]
    for r in range(1, size):
        for c in range(size):
            column = supports[t, c]
            differences[r - 1, c] = matrix[supports[s, r], column] - matrix[first, column]
    sign = 0
    certain = True
    for c in range(size):
        c0 = 0 if c > 0 else 1
        c1 = 1 if c > 1 else 2
        c2 = 2 if c > 2 else 3
        value = _minor(differences, c0, c1, c2, size - 1, False)
        bound = _minor(differences, c0, c1, c2, size - 1, True)
        if c % 2 == 1:
            value = -value
        weights[c], bounds[c] = value, bound
        if abs(value) <= SAFETY * bound and size > 1:
            certain = False
        elif value > 0.0:
            if sign < 0:
                return 0
            sign = 1
        else:
            if sign > 0:
                return 0
            sign = -1
    outside = 0
    for i in range(matrix.shape[0]):
        if outside < size and supports[s, outside] == i:
            outside += 1
            continue
        gain = 0.0
        size_of_gain = 0.0
        for c in range(size):
            column = supports[t, c]
            difference = matrix[i, column] - matrix[first, column]
            gain += difference * weights[c]
            size_of_gain += abs(difference) * bounds[c]
        if sign < 0:
            gain = -gain
        if abs(gain) <= SAFETY * size_of_gain:
            certain = False
        elif gain > 0.0 and sign != 0:
            return 0
    return 1 if certain and sign != 0 else -1


@numba.njit(cache=True, inline="always")
def _value(matrix, row, supports, t, size, weights):  # type: ignore[no-untyped-def]
    total = 0.0
    mass = 0.0
    for c in range(size):
        total += matrix[row, supports[t, c]] * weights[c]
        mass += weights[c]
    return total / mass


@numba.njit(cache=True, parallel=True)
def solve_all(first, second, supports, starts, count, low, high, doubtful):  # type: ignore[no-untyped-def]
    """Fill number of equilibria, least and greatest payoffs, and a mark for games that are not certain.

    ``second`` holds each second player's matrix transposed (own actions as rows); ``supports`` the sets of actions by size.
    """
    games, m, n = first.shape
    blocks = (games + BLOCK - 1) // BLOCK
    for block in numba.prange(blocks):
        differences = np.empty((3, 4))
        x, y = np.empty(4), np.empty(4)
        bounds = np.empty(4)
        for g in range(block * BLOCK, min(games, (block + 1) * BLOCK)):
            a, b = first[g], second[g]
            for size in range(1, min(m, n) + 1):
                for s in range(starts[size - 1], starts[size]):
                    if supports[s, size - 1] >= m:
                        continue
                    for t in range(starts[size - 1], starts[size]):
                        if supports[t, size - 1] >= n:
                            continue
                        one = _side(a, supports, s, t, size, differences, y, bounds)
                        if one == 0:
                            continue
                        other = _side(b, supports, t, s, size, differences, x, bounds)
                        if other == 0:
                            continue
                        if one < 0 or other < 0:
                            doubtful[g] = True
                            continue
                        u = _value(a, supports[s, 0], supports, t, size, y)
                        v = _value(b, supports[t, 0], supports, s, size, x)
                        count[g] += 1
                        low[g, 0], high[g, 0] = min(low[g, 0], u), max(high[g, 0], u)
                        low[g, 1], high[g, 1] = min(low[g, 1], v), max(high[g, 1], v)
