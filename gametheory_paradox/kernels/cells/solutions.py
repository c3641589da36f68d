"""Solutions of the indifference equations of a cell's supports, and regions that hold no other, compiled."""

from typing import NamedTuple

from gametheory_paradox.kernels.cells.cells import RoundedCell
from gametheory_paradox.kernels.cells.regions import Linearization, RoundedRegion
from gametheory_paradox.kernels.cells.trail import BOXES
from gametheory_paradox.kernels.compiler import Array, inside

_MARGIN = 0.02  # how far inside its region a solution must be, of the region's size
_LEAST = 1e-3  # the least size of a region


class RoundedBoxes(NamedTuple):
    """Boxes that hold one solution each: room for so many.

    supports : int64, shape (room, players, 1 + most); how many actions each player uses, and which
    ends : float64, shape (room, 2, players, 1 + most); first the region, its size and its lower bounds; then,
        behind the contraction factor in the first player's corner, the solution's probabilities
    inverses : float64, shape (room, unknowns, unknowns); the inverse Jacobian
    """

    supports: Array
    ends: Array
    inverses: Array


@inside
def covering_box(cell: RoundedCell, region: RoundedRegion, boxes: RoundedBoxes, counters: Array) -> int:
    """The number of a box of the same supports whose region contains a cell; -1 if there is none.

    counters : as in ``Trail``
    """
    for number in range(counters[BOXES]):
        if _covers(cell, region, boxes.supports[number], boxes.ends[number, 0]):
            return number
    return -1


@inside
def _covers(cell: RoundedCell, region: RoundedRegion, supports: Array, bounds: Array) -> bool:
    """True if a box has a cell's supports, and contains it.

    supports : int64, shape (players, 1 + most); the box's own of ``RoundedBoxes``
    bounds : float64, shape (players, 1 + most); the size and the lower bounds of its region
    """
    for who in range(region.used.size):
        used = region.used[who]
        if supports[who, 0] != used:
            return False
        for n in range(used):
            action = region.supports[who, n]
            if supports[who, n + 1] != action:
                return False
            for vertex in range(cell.count[who] if used > 1 else 0):
                if cell.vertices[who, vertex, action] < bounds[who, n + 1]:
                    return False
    return True


@inside
def region_of_cell(cell: RoundedCell, region: RoundedRegion) -> None:
    """Computes the least region that contains a cell, and the cell's middle as weights of its vertices."""
    lows, sizes, weights, used = region.lows, region.sizes, region.weights, region.used
    for who in range(used.size):
        sizes[who] = 1.0
        for n in range(used[who]):
            low, total = 1.0, 0.0
            for vertex in range(cell.count[who]):
                weight = cell.vertices[who, vertex, region.supports[who, n]]
                low, total = min(low, weight), total + weight
            lows[who, n], weights[who, n] = low, total / cell.count[who]
            sizes[who] -= low

        if used[who] == 1:
            lows[who, 0], sizes[who] = 0.0, 1.0
        elif sizes[who] < _LEAST:
            for n in range(used[who]):
                lows[who, n] -= _LEAST / used[who]
            sizes[who] += _LEAST
        for n in range(used[who]):
            weights[who, n] = (weights[who, n] - lows[who, n]) / sizes[who]


@inside
def newton_step(region: RoundedRegion, equations: Linearization, unknowns: int) -> float:
    """Changes the weights of a region's vertices by a step of Newton's method; returns the largest change."""
    largest = 0.0
    for who in range(region.used.size):
        for n in range(1, region.used[who]):
            step = 0.0
            for column in range(unknowns):
                step += equations.inverse[region.offsets[who] + n - 1, column] * equations.values[column]
            region.weights[who, n] -= step
            region.weights[who, 0] += step
            largest = max(largest, abs(step))
    return largest


@inside
def put_box(
    region: RoundedRegion, inverse: Array, unknowns: int, factor: float, boxes: RoundedBoxes, counters: Array
) -> None:
    """Writes the next box: a region, the solution in it, the contraction factor.

    inverse : as in ``Linearization``
    counters : as in ``Trail``
    """
    number = counters[BOXES]
    for who in range(region.used.size):
        size = region.sizes[who]
        boxes.supports[number, who, 0], boxes.ends[number, 0, who, 0] = region.used[who], size
        for n in range(region.used[who]):
            low = region.lows[who, n]
            boxes.supports[number, who, n + 1] = region.supports[who, n]
            boxes.ends[number, 0, who, n + 1] = low
            boxes.ends[number, 1, who, n + 1] = low + size * region.weights[who, n]
    boxes.ends[number, 1, 0, 0] = factor
    boxes.inverses[number, :unknowns, :unknowns] = inverse[:unknowns, :unknowns]
    counters[BOXES] += 1


@inside
def widen(region: RoundedRegion) -> bool:
    """Lowers a region's bounds until the solution is well inside, at weights of the new vertices."""
    lows, sizes, weights, changed = region.lows, region.sizes, region.weights, False
    for who in range(region.used.size):
        if region.used[who] < 2:
            continue

        old, size = sizes[who], sizes[who]
        for n in range(region.used[who]):
            weights[who, n] = lows[who, n] + old * weights[who, n]
        for n in range(region.used[who]):
            low = min(lows[who, n], weights[who, n] - _MARGIN * old)
            changed = changed or low < lows[who, n]
            size += lows[who, n] - low
            lows[who, n] = low
        sizes[who] = size
        for n in range(region.used[who]):
            weights[who, n] = (weights[who, n] - lows[who, n]) / size

    return changed
