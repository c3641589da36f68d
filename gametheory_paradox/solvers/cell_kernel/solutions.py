"""Solutions of the indifference equations of a cell's supports, and regions in which they are the only ones, compiled."""

from gametheory_paradox.solvers.cell_kernel.cells import Array
from gametheory_paradox.solvers.cell_kernel.compiling import inside
from gametheory_paradox.solvers.cell_kernel.equations import contraction, invert, linearize, region_values
from gametheory_paradox.solvers.cell_kernel.stack import BOXES

_CONTRACTION = 0.95  # the largest factor
_MARGIN = 0.02  # how far inside its region a solution must be, of the region's size
_LEAST = 1e-3  # the least size of a region
_MOST_STEPS = 12


@inside
def covering_box(count: Array, vertices: Array, supports: Array, used: Array, boxes: Array, counters: Array) -> int:
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
def region_of_cell(count: Array, vertices: Array, supports: Array, used: Array, lows: Array, sizes: Array, middle: Array) -> None:
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
def new_box(
    shape: Array,
    payoffs: Array,
    supports: Array,
    used: Array,
    offsets: Array,
    lows: Array,
    sizes: Array,
    weights: Array,
    inverse: Array,
    corner: Array,
    jacobian: Array,
    values: Array,
    boxes: Array,
    counters: Array,
) -> bool:
    """From the middle of a cell's region follow Newton's method; False if that leads nowhere near or the region is too large."""
    unknowns = 0
    for who in range(shape.size):
        unknowns += used[who] - 1
    if contraction(shape, supports, used, offsets, corner, inverse, unknowns) > _CONTRACTION:
        return False
    if not _newton(shape, supports, used, offsets, corner, weights, jacobian, values, inverse, unknowns):
        return False
    if _widen(used, lows, sizes, weights):
        region_values(shape, payoffs, supports, used, lows, sizes, corner)
    linearize(shape, supports, used, offsets, corner, weights, jacobian, values)
    if not invert(jacobian, unknowns, inverse):
        return False
    factor = contraction(shape, supports, used, offsets, corner, inverse, unknowns)
    if factor > _CONTRACTION:
        return False
    number = counters[BOXES]
    for who in range(shape.size):
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
    return True


@inside
def _newton(
    shape: Array,
    supports: Array,
    used: Array,
    offsets: Array,
    corner: Array,
    weights: Array,
    jacobian: Array,
    values: Array,
    inverse: Array,
    unknowns: int,
) -> bool:
    for _ in range(_MOST_STEPS):
        linearize(shape, supports, used, offsets, corner, weights, jacobian, values)
        if not invert(jacobian, unknowns, inverse):
            return False
        largest = 0.0
        for who in range(shape.size):
            for n in range(1, used[who]):
                step = 0.0
                for column in range(unknowns):
                    step += inverse[offsets[who] + n - 1, column] * values[column]
                weights[who, n] -= step
                weights[who, 0] += step
                largest = max(largest, abs(step))
        if largest > 3.0:
            return False
        if largest < 1e-13:
            return True
    return largest < 1e-10


@inside
def _widen(used: Array, lows: Array, sizes: Array, weights: Array) -> bool:
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
