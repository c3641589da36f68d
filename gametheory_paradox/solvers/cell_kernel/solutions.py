"""Solutions of the indifference equations of a cell's supports, and regions in which they are the only ones, compiled."""

from gametheory_paradox.solvers.cell_kernel.cells import Array
from gametheory_paradox.solvers.cell_kernel.compiling import inside
from gametheory_paradox.solvers.cell_kernel.stack import BOXES

_MARGIN = 0.02  # how far inside its region a solution must be, of the region's size
_LEAST = 1e-3  # the least size of a region


@inside
def covering_box(
    count: Array, vertices: Array, supports: Array, used: Array, boxes: Array, counters: Array
) -> int:
    """The number of a box of the same supports whose region contains a cell; -1 if there is none."""
    for number in range(counters[BOXES]):
        fits = True
        for who in range(count.size):
            if boxes[0][number, who, 0] != used[who]:
                fits = False
                break
            for n in range(used[who]):
                fits = fits and boxes[0][number, who, n + 1] == supports[who, n]
            for n in range(used[who] if used[who] > 1 and fits else 0):
                for vertex in range(count[who]):
                    fits = fits and vertices[who, vertex, supports[who, n]] >= boxes[1][number, 0, who, n + 1]
            if not fits:
                break
        if fits:
            return number
    return -1


@inside
def region_of_cell(
    count: Array, vertices: Array, supports: Array, used: Array, lows: Array, sizes: Array, middle: Array
) -> None:
    """The least region that contains a cell, and the cell's middle as weights of the region's vertices."""
    for who in range(count.size):
        sizes[who] = 1.0
        for n in range(used[who]):
            low, total = 1.0, 0.0
            for vertex in range(count[who]):
                weight = vertices[who, vertex, supports[who, n]]
                low, total = min(low, weight), total + weight
            lows[who, n], middle[who, n] = low, total / count[who]
            sizes[who] -= low
        if used[who] == 1:
            lows[who, 0], sizes[who] = 0.0, 1.0
        elif sizes[who] < _LEAST:
            for n in range(used[who]):
                lows[who, n] -= _LEAST / used[who]
            sizes[who] += _LEAST
        for n in range(used[who]):
            middle[who, n] = (middle[who, n] - lows[who, n]) / sizes[who]


@inside
def newton_step(
    used: Array, offsets: Array, inverse: Array, values: Array, weights: Array, unknowns: int
) -> float:
    """Change the weights of a region's vertices by a step of Newton's method; returns the largest change."""
    largest = 0.0
    for who in range(used.size):
        for n in range(1, used[who]):
            step = 0.0
            for column in range(unknowns):
                step += inverse[offsets[who] + n - 1, column] * values[column]
            weights[who, n] -= step
            weights[who, 0] += step
            largest = max(largest, abs(step))
    return largest


@inside
def put_box(
    supports: Array,
    used: Array,
    lows: Array,
    sizes: Array,
    weights: Array,
    inverse: Array,
    unknowns: int,
    factor: float,
    boxes: Array,
    counters: Array,
) -> None:
    """Write the next box."""
    number = counters[BOXES]
    for who in range(used.size):
        boxes[0][number, who, 0], boxes[1][number, 0, who, 0] = used[who], sizes[who]
        for n in range(used[who]):
            boxes[0][number, who, n + 1] = supports[who, n]
            boxes[1][number, 0, who, n + 1] = lows[who, n]
            boxes[1][number, 1, who, n + 1] = lows[who, n] + sizes[who] * weights[who, n]
    boxes[1][number, 1, 0, 0] = factor
    for row in range(unknowns):
        for column in range(unknowns):
            boxes[2][number, row, column] = inverse[row, column]
    counters[BOXES] += 1


@inside
def widen(used: Array, lows: Array, sizes: Array, weights: Array) -> bool:
    """Lower a region's bounds until the solution is well inside; weights are changed to those of the new vertices."""
    changed = False
    for who in range(used.size):
        if used[who] < 2:
            continue
        old, size = sizes[who], sizes[who]
        for n in range(used[who]):
            weights[who, n] = lows[who, n] + old * weights[who, n]
        for n in range(used[who]):
            low = min(lows[who, n], weights[who, n] - _MARGIN * old)
            changed = changed or low < lows[who, n]
            size += lows[who, n] - low
            lows[who, n] = low
        sizes[who] = size
        for n in range(used[who]):
            weights[who, n] = (weights[who, n] - lows[who, n]) / size
    return changed
