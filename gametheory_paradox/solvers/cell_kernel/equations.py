"""The indifference equations of fixed supports over a region, compiled.

A region has for each player lower bounds of the used actions' probabilities, and a size: its vertices are the
bounds plus the size on one of these actions.  Unknowns and equations are numbered player by player, from the
second used action on.
"""

import numpy as np

from gametheory_paradox.solvers.cell_kernel.cells import Array, inner, tuples
from gametheory_paradox.solvers.cell_kernel.compiling import inside


@inside
def region_values(
    shape: Array,
    payoffs: Array,
    supports: Array,
    used: Array,
    lows: Array,
    sizes: Array,
    corner: Array,
    buffer: Array,
    count: Array,
) -> None:
    """What each action gives at the vertices of a region, as a cell's values; ``payoffs`` are those of the whole cell.

    Overwrites two rows of numbers, and one of counts.
    """
    players = shape.size
    for who in range(players):
        now = 0
        for other in range(players):
            count[other] = shape[other]
        for place in range(shape[who] * tuples(count, who)):
            buffer[0, place] = payoffs[who, place]
        for other in range(players):
            if other == who:
                continue
            step, blocks = inner(count, who, other), shape[who]
            for before in range(other):
                if before != who:
                    blocks *= count[before]
            for block in range(blocks):
                for offset in range(step):
                    start, base = block * count[other] * step + offset, 0.0
                    for n in range(used[other]):
                        base += lows[other, n] * buffer[now, start + supports[other, n] * step]
                    for n in range(used[other]):
                        value = buffer[now, start + supports[other, n] * step]
                        buffer[1 - now, (block * used[other] + n) * step + offset] = (
                            base + sizes[other] * value
                        )
            count[other] = used[other]
            now = 1 - now
        for place in range(shape[who] * tuples(count, who)):
            corner[who, place] = buffer[now, place]


@inside
def linearize(
    shape: Array,
    supports: Array,
    used: Array,
    offsets: Array,
    corner: Array,
    weights: Array,
    jacobian: Array,
    values: Array,
    unknowns: int,
) -> None:
    """The values of the equations and their derivatives at weights of the region's vertices."""
    players = shape.size
    for who in range(players):
        size = tuples(used, who)
        first = supports[who, 0] * size
        for n in range(1, used[who]):
            row, own = offsets[who] + n - 1, supports[who, n] * size
            values[row] = 0.0
            for column in range(unknowns):
                jacobian[row, column] = 0.0
            for place in range(size):
                gain = corner[who, own + place] - corner[who, first + place]
                weight = 1.0
                for other in range(players):
                    if other != who:
                        weight *= weights[other, place // inner(used, who, other) % used[other]]
                values[row] += weight * gain
                for moved in range(players):
                    if moved == who or used[moved] < 2:
                        continue
                    rest = 1.0
                    for other in range(players):
                        if other != who and other != moved:
                            rest *= weights[other, place // inner(used, who, other) % used[other]]
                    vertex = place // inner(used, who, moved) % used[moved]
                    if vertex == 0:
                        for v in range(used[moved] - 1):
                            jacobian[row, offsets[moved] + v] -= rest * gain
                    else:
                        jacobian[row, offsets[moved] + vertex - 1] += rest * gain


@inside
def invert(matrix: Array, size: int, result: Array, work: Array) -> bool:
    """The inverse by elimination with row exchanges; False if the matrix is nearly singular.  Overwrites work space."""
    for i in range(size):
        for j in range(size):
            work[i, j] = matrix[i, j]
            work[i, size + j] = i == j
    for column in range(size):
        pivot = column
        for row in range(column + 1, size):
            if abs(work[row, column]) > abs(work[pivot, column]):
                pivot = row
        if abs(work[pivot, column]) < 1e-9:
            return False
        for j in range(2 * size):
            swapped = work[pivot, j]
            work[pivot, j] = work[column, j]
            work[column, j] = swapped
        lead = work[column, column]
        for j in range(2 * size):
            work[column, j] /= lead
        for row in range(size):
            factor = work[row, column]
            if row != column and factor != 0.0:
                for j in range(2 * size):
                    work[row, j] -= factor * work[column, j]
    for i in range(size):
        for j in range(size):
            result[i, j] = work[i, size + j]
    return True


@inside
def contraction(
    shape: Array,
    supports: Array,
    used: Array,
    offsets: Array,
    corner: Array,
    inverse: Array,
    size: int,
    sums: Array,
) -> float:
    """The largest row sum of bounds of |I - P·J| over the region.  Overwrites a row of numbers."""
    players = shape.size
    for row in range(size):
        sums[row] = 0.0
    for moved in range(players):
        for vertex in range(1, used[moved]):
            column = offsets[moved] + vertex - 1
            for row in range(size):
                low = high = 1.0 if row == column else 0.0
                for who in range(players):
                    if who == moved or used[who] < 2:
                        continue
                    least, most = _range(supports, used, offsets, corner, inverse, row, who, moved, vertex)
                    low -= most
                    high -= least
                sums[row] += max(abs(low), abs(high))
    largest = 0.0
    for row in range(size):
        largest = max(largest, sums[row])
    return largest


@inside
def _range(
    supports: Array,
    used: Array,
    offsets: Array,
    corner: Array,
    inverse: Array,
    row: int,
    who: int,
    moved: int,
    vertex: int,
) -> tuple[float, float]:
    """The range of one player's part of an entry of P·J."""
    size, step = tuples(used, who), inner(used, who, moved)
    least, most = np.inf, -np.inf
    for place in range(size):
        if place // step % used[moved] != 0:
            continue
        total, other = 0.0, place + vertex * step
        first = supports[who, 0] * size
        for n in range(1, used[who]):
            own = supports[who, n] * size
            slope = (
                corner[who, own + other]
                - corner[who, own + place]
                - corner[who, first + other]
                + corner[who, first + place]
            )
            total += inverse[row, offsets[who] + n - 1] * slope
        least, most = min(least, total), max(most, total)
    return least, most
