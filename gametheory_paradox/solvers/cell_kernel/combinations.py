"""Weighted sums of what a player's or all players' used actions give that are positive on a whole cell, compiled.

If each player's weights sum to zero, an equilibrium that uses all actions of negative weight makes the sum at
most zero.
"""

from typing import Any

import numpy as np

from gametheory_paradox.solvers.cell_kernel.cells import Array, tuples
from gametheory_paradox.solvers.cell_kernel.compiling import inside

_ROUNDS = 4  # of the search for one player's weights, per action
_CLEAR = 0.02  # how far from zero, in parts of the size of weights and gains, that search looks
_DIGITS = 10_000  # the largest weight is at most this
_MARGIN = 1e-6  # how far from zero the sum must be, in parts of the largest weight


@inside
def own_weights(count: Array, values: Array, supports: Array, used: Array, trial: Array) -> bool:
    """Look for weights of a single player's actions; a perceptron finds them."""
    for who in range(count.size):
        for n in range(used[who]):
            trial[who, n] = 0.0
    for who in range(count.size):
        if used[who] < 3:
            continue
        size = tuples(count, who)
        for _ in range(_ROUNDS * used[who]):
            worst, least, smallest, length = 0, np.inf, 0.0, 0.0
            for place in range(size):
                total, norm = 0.0, 1e-30
                for n in range(1, used[who]):
                    gain = _gain(values, supports, size, who, n, place)
                    total += trial[who, n] * gain
                    norm += gain * gain
                if total < least * np.sqrt(norm):
                    worst, least, smallest = place, total / np.sqrt(norm), norm
            for n in range(1, used[who]):
                length += trial[who, n] ** 2
            if length > 0.0 and least > _CLEAR * np.sqrt(length):
                return True
            if smallest < 1e-20:
                break
            for n in range(1, used[who]):
                trial[who, n] += _gain(values, supports, size, who, n, worst) / np.sqrt(smallest)
        for n in range(used[who]):
            trial[who, n] = 0.0
    return False


@inside
def choose_weights(
    count: Array,
    values: Array,
    supports: Array,
    used: Array,
    offsets: Array,
    scales: Array,
    inverse: Array,
    rows: int,
    trial: Array,
    weights: Array,
    vertex: Array,
) -> bool:
    """Round weights to small integers for which the sum is positive on the cell.

    The weights are those in ``trial`` or, if ``rows`` is not zero, a row of the inverse Jacobian, in which
    the sum hangs on one player's mixture above all.  ``scales`` are what payoffs were divided by.
    """
    for row in range(max(rows, 1)):
        sign, largest, digits = 1.0, 1.0, 0  # first the weights as they are
        while digits < _DIGITS:
            most = 0.0
            for who in range(count.size):
                weights[who, 0] = 0
                for n in range(1, used[who]):
                    if rows > 0 and digits == 0:
                        trial[who, n] = inverse[row, offsets[who] + n - 1]
                    weights[who, n] = int(np.rint(sign * trial[who, n] / scales[who] / largest * digits))
                    weights[who, 0] -= weights[who, n]
                    most = max(
                        most,
                        abs(trial[who, n] / scales[who] if digits == 0 else weights[who, n] * scales[who]),
                    )
            low, high = combined_range(
                count, values, supports, used, scales, trial, weights, digits > 0, vertex
            )
            if digits == 0:
                if low <= 0.0 <= high or most == 0.0:
                    break
                sign, largest = 1.0 if low > 0.0 else -1.0, most
            elif low > _MARGIN * most and most > 0.0:
                return True
            digits = 5 * digits + 2
    return False


@inside
def combined_range(
    count: Array,
    values: Array,
    supports: Array,
    used: Array,
    scales: Array,
    trial: Array,
    weights: Array,
    rounded: bool,
    vertex: Array,
) -> tuple[float, float]:
    """The least and the greatest weighted sum of gains over the first used actions; stops early where zero is between.

    Overwrites a row of vertices.
    """
    players = count.size
    total, low, high = 1, np.inf, -np.inf
    for who in range(players):
        total *= count[who]
        vertex[who] = 0
    for _ in range(total):
        value = 0.0
        for who in range(players):
            if used[who] < 2:
                continue
            place = 0
            for other in range(players):
                if other != who:
                    place = place * count[other] + vertex[other]
            size = tuples(count, who)
            for n in range(1, used[who]):
                weight = weights[who, n] * scales[who] if rounded else trial[who, n]
                if weight != 0.0:
                    value += weight * _gain(values, supports, size, who, n, place)
        low, high = min(low, value), max(high, value)
        if low <= 0.0 <= high:
            break
        who = players - 1
        while who >= 0:
            vertex[who] += 1
            if vertex[who] < count[who]:
                break
            vertex[who] = 0
            who -= 1
    return low, high


@inside
def _gain(values: Array, supports: Array, size: int, who: int, n: int, place: int) -> Any:
    return values[who, supports[who, n] * size + place] - values[who, supports[who, 0] * size + place]
