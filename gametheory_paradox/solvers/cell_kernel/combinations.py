"""Weighted sums of what a player's or all players' used actions give that are positive on a whole cell, compiled.

If each player's weights sum to zero, an equilibrium that uses all actions of negative weight makes the sum at most zero.
"""

from typing import Any

import numpy as np

from gametheory_paradox.solvers.cell_kernel.cells import Array, tuples
from gametheory_paradox.solvers.cell_kernel.compiling import inside

_ROUNDS = 12  # of the search for one player's weights
_CLEAR = 0.02  # how far from zero, in parts of the size of weights and gains, that search looks
_MARGIN = 1e-6  # how far from zero the sum must be, in parts of the largest weight


@inside
def own_combination(count: Array, values: Array, supports: Array, used: Array, scales: Array, weights: Array) -> bool:
    """Look for weights of a single player; a perceptron finds them."""
    trial = np.zeros(supports.shape)
    for who in range(count.size):
        if used[who] < 3:
            continue
        size = tuples(count, who)
        for n in range(trial.shape[1]):
            trial[who, n] = 0.0
            if who > 0:
                trial[who - 1, n] = 0.0
        for _ in range(_ROUNDS):
            worst, least = -1, np.inf
            for place in range(size):
                total, norm = 0.0, 1e-30
                for n in range(1, used[who]):
                    gain = _gain(values, supports, size, who, n, place)
                    total += trial[who, n] * gain
                    norm += gain * gain
                total /= np.sqrt(norm)
                if total < least:
                    worst, least = place, total
            length, norm = 0.0, 0.0
            for n in range(1, used[who]):
                length += trial[who, n] ** 2
                norm += _gain(values, supports, size, who, n, worst) ** 2
            if length > 0.0 and least > _CLEAR * np.sqrt(length):
                if rounded(count, values, supports, used, scales, trial, weights):
                    return True
                break
            if norm < 1e-20:
                break
            for n in range(1, used[who]):
                trial[who, n] += _gain(values, supports, size, who, n, worst) / np.sqrt(norm)
    return False


@inside
def common_combination(
    count: Array, values: Array, supports: Array, used: Array, offsets: Array, scales: Array, inverse: Array, weights: Array
) -> bool:
    """Look for weights among the rows of the inverse Jacobian, in which the sum hangs on one player's mixture above all."""
    size = 0
    for who in range(count.size):
        size += used[who] - 1
    trial = np.zeros(supports.shape)
    for row in range(size):
        for who in range(count.size):
            for n in range(1, used[who]):
                trial[who, n] = inverse[row, offsets[who] + n - 1]
        low, high = combined_range(count, values, supports, used, trial)
        if low > 0.0 or high < 0.0:
            for who in range(count.size if high < 0.0 else 0):
                for n in range(1, used[who]):
                    trial[who, n] = -trial[who, n]
            if rounded(count, values, supports, used, scales, trial, weights):
                return True
    return False


@inside
def rounded(count: Array, values: Array, supports: Array, used: Array, scales: Array, trial: Array, weights: Array) -> bool:
    """Round weights to small integers for which the sum is still positive; ``scales`` are the true sizes of payoffs."""
    largest = 0.0
    for who in range(count.size):
        for n in range(1, used[who]):
            largest = max(largest, abs(trial[who, n]) / scales[who])
    true = np.zeros(supports.shape)
    for digits in (2, 6, 30, 300, 10000):
        most = 0.0
        for who in range(count.size):
            weights[who, 0] = 0
            for n in range(1, used[who]):
                weights[who, n] = np.int64(np.rint(trial[who, n] / scales[who] / largest * digits))
                weights[who, 0] -= weights[who, n]
                true[who, n] = weights[who, n] * scales[who]
                most = max(most, abs(true[who, n]))
        if most > 0.0 and combined_range(count, values, supports, used, true)[0] > _MARGIN * most:
            return True
    return False


@inside
def combined_range(count: Array, values: Array, supports: Array, used: Array, weights: Array) -> tuple[float, float]:
    """The least and the greatest weighted sum of gains over the first used actions; stops early where zero is between."""
    players = count.size
    total = 1
    for size in count:
        total *= size
    low, high = np.inf, -np.inf
    vertex = np.zeros(players, np.int64)
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
                if weights[who, n] != 0.0:
                    value += weights[who, n] * _gain(values, supports, size, who, n, place)
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
