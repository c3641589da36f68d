"""Weighted sums of what used actions give, one player's or all, that are positive on a whole cell; compiled.

If each player's weights sum to zero, an equilibrium that uses all actions of negative weight makes the sum at
most zero.
"""

from typing import Any

import numpy as np

from gametheory_paradox.kernels.cells.cells import RoundedCell, tuples
from gametheory_paradox.kernels.cells.regions import RoundedRegion
from gametheory_paradox.kernels.compiler import Array, inlined, inside

_ROUNDS = 4  # of the search for one player's weights, per action
_CLEAR = 0.02  # how far from zero, in parts of the size of weights and gains, that search looks
_DIGITS = 10_000  # the largest weight is at most this
_MARGIN = 1e-6  # how far from zero the sum must be, in parts of the largest weight


@inside
def own_weights(cell: RoundedCell, region: RoundedRegion, trial: Array) -> bool:
    """Looks for weights of a single player's actions; a perceptron finds them.

    trial : float64, shape (players, most); receives them
    """
    trial[:] = 0.0
    for who in range(region.used.size):
        if region.used[who] > 2:
            if _separate(cell, region.supports, region.used[who], who, trial):
                return True
            trial[who] = 0.0
    return False


@inside
def _separate(cell: RoundedCell, supports: Array, used: int, who: int, trial: Array) -> bool:
    """Lets a perceptron learn one player's weights; True if their sum is clearly positive everywhere.

    supports : as in ``RoundedRegion``
    trial : float64, shape (players, most); receives the weights
    """
    size = tuples(cell.count, who)
    for _ in range(_ROUNDS * used):
        worst, least, smallest, length = 0, np.inf, 0.0, 0.0
        for place in range(size):
            total, norm = 0.0, 1e-30
            for n in range(1, used):
                gain = _gain(cell.values, supports, size, who, n, place)
                total += trial[who, n] * gain
                norm += gain * gain
            if total < least * np.sqrt(norm):
                worst, least, smallest = place, total / np.sqrt(norm), norm

        for n in range(1, used):
            length += trial[who, n] ** 2
        if length > 0.0 and least > _CLEAR * np.sqrt(length):
            return True
        if smallest < 1e-20:
            return False
        for n in range(1, used):
            trial[who, n] += _gain(cell.values, supports, size, who, n, worst) / np.sqrt(smallest)
    return False


@inside
def choose_weights(
    cell: RoundedCell, region: RoundedRegion, scales: Array, trial: Array, weights: Array
) -> bool:
    """Rounds trial weights to small integers for which the sum is positive on the cell.

    Parameters
    ----------
    cell, region
        The cell and its supports.
    scales
        float64, shape (players,): the divisors of the payoffs, as in ``RoundedGame``.
    trial, weights
        float64 and int64, shape (players, most): by place among the used actions; the latter are chosen.
    """
    used, sign, largest, digits = region.used, 1.0, 1.0, 0  # first the weights as they are
    while digits < _DIGITS:
        most = 0.0
        for who in range(used.size):
            weights[who, 0] = 0
            for n in range(1, used[who]):
                weights[who, n] = int(np.rint(sign * trial[who, n] / scales[who] / largest * digits))
                weights[who, 0] -= weights[who, n]
                weight = trial[who, n] / scales[who] if digits == 0 else weights[who, n] * scales[who]
                most = max(most, abs(weight))

        low, high = _combined_range(cell, region, scales, trial, weights, digits > 0)
        if digits == 0:
            if low <= 0.0 <= high or most == 0.0:
                return False
            sign, largest = 1.0 if low > 0.0 else -1.0, most
        elif low > _MARGIN * most and most > 0.0:
            return True
        digits = 5 * digits + 2
    return False


@inside
def copy_row(region: RoundedRegion, inverse: Array, row: int, trial: Array) -> None:
    """Makes trial weights of a row of the inverse Jacobian: the sum then hangs on one mixture above all.

    inverse : as in ``Linearization``
    trial : float64, shape (players, most); receives the weights
    """
    for who in range(region.used.size):
        for n in range(1, region.used[who]):
            trial[who, n] = inverse[row, region.offsets[who] + n - 1]


@inlined
def _combined_range(
    cell: RoundedCell,
    region: RoundedRegion,
    scales: Array,
    trial: Array,
    weights: Array,
    rounded: bool,
) -> tuple[float, float]:
    """The extremes of the weighted sum of gains over the first used actions; stops where zero is between.

    scales : as in ``RoundedGame``
    trial, weights : float64 and int64, shape (players, most); before and after rounding
    """
    total, low, high = cell.count.prod(), np.inf, -np.inf
    vertex = np.zeros(cell.count.size, np.int64)

    for _ in range(total):
        value = 0.0
        for who in range(cell.count.size):
            if region.used[who] < 2:
                continue
            place, size = _place(cell.count, who, vertex), tuples(cell.count, who)
            for n in range(1, region.used[who]):
                weight = weights[who, n] * scales[who] if rounded else trial[who, n]
                if weight != 0.0:
                    value += weight * _gain(cell.values, region.supports, size, who, n, place)

        low, high = min(low, value), max(high, value)
        if low <= 0.0 <= high:
            break
        _next(cell.count, vertex)

    return low, high


@inlined
def _place(count: Array, who: int, vertex: Array) -> int:
    """The place of the others' vertices among a player's values.

    count : as in ``RoundedCell``
    vertex : int64, shape (players,); everybody's
    """
    place = 0
    for other in range(count.size):
        if other != who:
            place = place * count[other] + vertex[other]
    return place


@inlined
def _next(count: Array, vertex: Array) -> None:
    """Goes on to the next tuple of vertices, the last player's changing fastest.

    count : as in ``RoundedCell``
    vertex : int64, shape (players,); everybody's, changed
    """
    who = count.size - 1
    while who >= 0:
        vertex[who] += 1
        if vertex[who] < count[who]:
            break
        vertex[who] = 0
        who -= 1


@inlined
def _gain(values: Array, supports: Array, size: int, who: int, n: int, place: int) -> Any:
    """The gain of a player's n-th used action over its first at one tuple of the others' vertices.

    values : as in ``RoundedCell``
    supports : as in ``RoundedRegion``
    """
    return values[who, supports[who, n] * size + place] - values[who, supports[who, 0] * size + place]
