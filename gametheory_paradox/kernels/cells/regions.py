"""The indifference equations of fixed supports over a region, compiled.

A region has for each player lower bounds of the used actions' probabilities, and a size: its vertices are the
bounds plus the size on one of these actions.  Unknowns and equations are numbered player by player, from the
second used action on.
"""

from typing import NamedTuple

import numpy as np

from gametheory_paradox.kernels.cells.cells import RoundedCell, RoundedGame, inner, plays, tuples
from gametheory_paradox.kernels.compiler import Array, inlined, inside


class RoundedRegion(NamedTuple):
    """A region of profiles with some supports, and weights of its vertices.

    supports : int64, shape (players, most); the used actions
    used : int64, shape (players,); how many
    offsets : int64, shape (players,); where each player's unknowns begin
    lows : float64, shape (players, most); the lower bounds of their probabilities
    sizes : float64, shape (players,); one minus the sum of these
    weights : float64, shape (players, most); a profile, as weights of the region's vertices
    corner : float64, shape (players, size); what each action gives at the region's vertices, as in a cell
    """

    supports: Array
    used: Array
    offsets: Array
    lows: Array
    sizes: Array
    weights: Array
    corner: Array


class Linearization(NamedTuple):
    """The equations at a profile.

    jacobian, inverse : float64, shape (unknowns, unknowns)
    values : float64, shape (unknowns,)
    """

    jacobian: Array
    inverse: Array
    values: Array


@inside
def empty_region(shape: Array) -> RoundedRegion:
    """Room for a region of a game of some shape.

    shape : as in ``RoundedGame``
    """
    players, most, size = shape.size, shape.max(), shape.prod()
    return RoundedRegion(
        np.zeros((players, most), np.int64),
        np.zeros(players, np.int64),
        np.zeros(players, np.int64),
        np.zeros((players, most)),
        np.zeros(players),
        np.zeros((players, most)),
        np.zeros((players, size)),
    )


@inside
def empty_linearization(shape: Array) -> Linearization:
    """Room for the equations of a game of some shape.

    shape : as in ``RoundedGame``
    """
    unknowns = shape.sum() - shape.size
    return Linearization(np.zeros((unknowns, unknowns)), np.zeros((unknowns, unknowns)), np.zeros(unknowns))


@inside
def set_supports(shape: Array, cell: RoundedCell, region: RoundedRegion) -> int:
    """Writes down the actions that a cell uses; returns how many unknowns there are.

    shape : as in ``RoundedGame``
    """
    unknowns = 0
    for who in range(shape.size):
        region.used[who] = 0
        for action in range(shape[who]):
            if plays(cell, who, action):
                region.supports[who, region.used[who]] = action
                region.used[who] += 1
        region.offsets[who] = unknowns
        unknowns += region.used[who] - 1
    return unknowns


@inside
def set_corner(game: RoundedGame, region: RoundedRegion) -> None:
    """Computes what each action gives at the vertices of a region."""
    shape, count, buffer = game.shape, game.shape.copy(), np.empty((2, game.payoffs.shape[1]))
    for who in range(shape.size):
        now = 0
        count[:] = shape
        buffer[0] = game.payoffs[who]

        # One of the others after the other: from values at its actions to values at its vertices.
        for other in range(shape.size):
            if other != who:
                _fold(shape, count, region, who, other, buffer[now], buffer[1 - now])
                count[other] = region.used[other]
                now = 1 - now
        region.corner[who] = buffer[now]


@inlined
def _fold(
    shape: Array, count: Array, region: RoundedRegion, who: int, other: int, source: Array, target: Array
) -> None:
    """Goes from values at another player's actions to values at its vertices.

    shape : as in ``RoundedGame``
    count : int64, shape (players,); each player's actions, or its vertices once it has been folded
    source, target : float64, shape (size,); the values of one player, before and after
    """
    used, step, blocks = region.used, inner(count, who, other), shape[who]
    for before in range(other):
        if before != who:
            blocks *= count[before]
    for block in range(blocks):
        for offset in range(step):
            start, base = block * count[other] * step + offset, 0.0
            for n in range(used[other]):
                base += region.lows[other, n] * source[start + region.supports[other, n] * step]
            for n in range(used[other]):
                value = source[start + region.supports[other, n] * step]
                target[(block * used[other] + n) * step + offset] = base + region.sizes[other] * value


@inside
def linearize(region: RoundedRegion, equations: Linearization, unknowns: int) -> None:
    """Computes the values of the equations and their derivatives at the weights of a region's vertices."""
    used, offsets, corner = region.used, region.offsets, region.corner
    for who in range(used.size):
        size = tuples(used, who)
        first = region.supports[who, 0] * size
        for n in range(1, used[who]):
            row, own = offsets[who] + n - 1, region.supports[who, n] * size
            equations.values[row] = 0.0
            equations.jacobian[row, :unknowns] = 0.0
            for place in range(size):
                gain = corner[who, own + place] - corner[who, first + place]
                equations.values[row] += _weight(used, region.weights, who, who, place) * gain
                _differentiate(region, equations.jacobian, who, row, place, gain)


@inlined
def _weight(used: Array, weights: Array, who: int, moved: int, place: int) -> float:
    """The weight of a tuple of the vertices of all players but two.

    used, weights : as in ``RoundedRegion``
    """
    weight = 1.0
    for other in range(used.size):
        if other != who and other != moved:
            weight *= weights[other, place // inner(used, who, other) % used[other]]
    return weight


@inside
def _differentiate(
    region: RoundedRegion, jacobian: Array, who: int, row: int, place: int, gain: float
) -> None:
    """Adds the part of one tuple to a row of derivatives.

    jacobian : as in ``Linearization``
    """
    used, offsets = region.used, region.offsets
    for moved in range(used.size):
        if moved == who or used[moved] < 2:
            continue
        rest = _weight(used, region.weights, who, moved, place)
        vertex = place // inner(used, who, moved) % used[moved]
        if vertex == 0:
            for v in range(used[moved] - 1):
                jacobian[row, offsets[moved] + v] -= rest * gain
        else:
            jacobian[row, offsets[moved] + vertex - 1] += rest * gain


@inside
def invert(equations: Linearization, size: int) -> bool:
    """Inverts the Jacobian by elimination with row exchanges; False if it is nearly singular."""
    work = np.zeros((size, 2 * size))
    work[:, :size] = equations.jacobian[:size, :size]
    for i in range(size):
        work[i, size + i] = 1.0

    for column in range(size):
        pivot = column
        for row in range(column + 1, size):
            if abs(work[row, column]) > abs(work[pivot, column]):
                pivot = row
        if abs(work[pivot, column]) < 1e-9:
            return False
        for j in range(2 * size):
            work[pivot, j], work[column, j] = work[column, j], work[pivot, j]
        lead = work[column, column]
        for j in range(2 * size):
            work[column, j] /= lead
        for row in range(size):
            factor = work[row, column]
            if row != column and factor != 0.0:
                for j in range(2 * size):
                    work[row, j] -= factor * work[column, j]

    equations.inverse[:size, :size] = work[:, size:]
    return True


@inside
def contraction(region: RoundedRegion, equations: Linearization, unknowns: int) -> float:
    """The largest row sum of bounds of |I − P·J| over the region, P the inverse."""
    used, sums = region.used, np.zeros(unknowns)
    for moved in range(used.size):
        for vertex in range(1, used[moved]):
            column = region.offsets[moved] + vertex - 1
            for row in range(unknowns):
                low = high = 1.0 if row == column else 0.0
                for who in range(used.size):
                    if who == moved or used[who] < 2:
                        continue
                    least, most = _range(region, equations.inverse, row, who, moved, vertex)
                    low -= most
                    high -= least
                sums[row] += max(abs(low), abs(high))

    largest = 0.0
    for row in range(unknowns):
        largest = max(largest, sums[row])
    return largest


@inside
def _range(
    region: RoundedRegion, inverse: Array, row: int, who: int, moved: int, vertex: int
) -> tuple[float, float]:
    """The range of one player's part of an entry of P·J.

    inverse : as in ``Linearization``
    """
    used, supports, corner = region.used, region.supports, region.corner
    size, step = tuples(used, who), inner(used, who, moved)
    least, most = np.inf, -np.inf
    for place in range(size):
        if place // step % used[moved] != 0:
            continue
        total, other = 0.0, place + vertex * step
        first = supports[who, 0] * size
        for n in range(1, used[who]):
            own = supports[who, n] * size
            slope = corner[who, own + other] - corner[who, own + place]
            slope = slope - corner[who, first + other] + corner[who, first + place]
            total += inverse[row, region.offsets[who] + n - 1] * slope
        least, most = min(least, total), max(most, total)
    return least, most
