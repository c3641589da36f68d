"""Cuts of a cell, compiled."""

from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.kernels.cells.cells import EPSILON, RoundedCell, inner, length, plays, tuples
from gametheory_paradox.kernels.compiler import Array, inlined, inside

Cut: TypeAlias = Any  # five integers: a player, two of its vertices, a fraction; -1 for no cut
_ENOUGH = 0.25  # a cut must free at least this part of an edge from an action
_NEAREST, _FARTHEST = 0.02, 0.15  # how far beyond the points of indifference, of the rest of the edge


@inside
def choose_cut(shape: Array, cell: RoundedCell, shortest: float) -> Cut:
    """A cut beyond all points of indifference on one side, or through the middle.

    shape : as in ``RoundedGame``
    """
    cut = _freeing_cut(shape, cell, shortest)
    if cut[0] < 0:
        cut = _halving_cut(shape, cell, shortest)
    return cut


@inside
def exact_cut(shape: Array, cell: RoundedCell) -> tuple[int, int, int, int, int, int, float]:
    """A cut at a point of indifference, where only one mixture decides.

    The player who mixes, two of its vertices; the player who is indifferent, two of its actions; and where,
    roughly.

    shape : as in ``RoundedGame``
    """
    for who in range(shape.size):
        size = tuples(cell.count, who)
        for other in range(shape.size):
            if other == who or cell.count[other] < 2:
                continue
            for worse in range(shape[who]):
                for better in range(shape[who]) if plays(cell, who, worse) else range(0):
                    up, down = better * size, worse * size
                    first, second, share = _indifference(cell.count, cell.values, who, up, down, other)
                    if first >= 0 and _decides(cell.count, cell.values, who, up, down, other):
                        return other, first, second, who, worse, better, share
    return -1, 0, 0, 0, 0, 0, 0.0


@inside
def _indifference(
    count: Array, values: Array, who: int, better: int, worse: int, other: int
) -> tuple[int, int, float]:
    """Two vertices of another player between which a gain changes its sign, and where; -1 for none.

    The rest are at their first vertices.

    count, values : as in ``RoundedCell``
    """
    step = inner(count, who, other)
    for first in range(count[other]):
        gain = values[who, better + first * step] - values[who, worse + first * step]
        for second in range(count[other]) if gain > EPSILON else range(0):
            there = values[who, better + second * step] - values[who, worse + second * step]
            if there < -EPSILON:
                return first, second, gain / (gain - there)
    return -1, 0, 0.0


@inside
def _decides(count: Array, values: Array, who: int, better: int, worse: int, other: int) -> bool:
    """True if a gain hangs on one other player's mixture alone.

    count, values : as in ``RoundedCell``
    """
    step = inner(count, who, other)
    for place in range(tuples(count, who)):
        first = place // step % count[other] * step
        gain = values[who, better + place] - values[who, worse + place]
        if abs(gain - values[who, better + first] + values[who, worse + first]) > EPSILON:
            return False
    return True


@inside
def _freeing_cut(shape: Array, cell: RoundedCell, shortest: float) -> Cut:
    """The cut whose second part loses an action at once and is the largest part of its edge.

    shape : as in ``RoundedGame``
    """
    count, values = cell.count, cell.values
    best, root, where, first, second = _ENOUGH, 0.0, -1, 0, 0

    for who in range(shape.size):
        size = tuples(count, who)
        for worse in range(shape[who]):
            for better in range(shape[who]) if plays(cell, who, worse) else range(0):
                for other in range(shape.size) if better != worse else range(0):
                    if other == who or count[other] < 2:
                        continue
                    up, down = better * size, worse * size
                    spoiling = _spoiling(count, values, who, up, down, size, other)
                    for end in range(count[other]) if spoiling >= 0 else range(0):
                        if end == spoiling or length(shape, cell.vertices, other, spoiling, end) < shortest:
                            continue
                        share = _last_root(count, values, who, up, down, size, other, spoiling, end)
                        if 1.0 - share > best:
                            best, root, where, first, second = 1.0 - share, share, other, spoiling, end

    if where < 0:
        return -1, 0, 0, 0, 0
    part, parts = simplest(root + _NEAREST * best, root + _FARTHEST * best)
    return where, first, second, part, parts


@inside
def _spoiling(count: Array, values: Array, who: int, better: int, worse: int, size: int, other: int) -> int:
    """The only vertex of another player with a tuple at which an action does not gain; -1 if not one.

    count, values : as in ``RoundedCell``
    """
    step, only = inner(count, who, other), -1
    for place in range(size):
        if values[who, better + place] - values[who, worse + place] <= EPSILON:
            vertex = place // step % count[other]
            if only not in (-1, vertex):
                return -1
            only = vertex
    return only


@inside
def _last_root(
    count: Array,
    values: Array,
    who: int,
    better: int,
    worse: int,
    size: int,
    other: int,
    first: int,
    second: int,
) -> float:
    """The part of an edge up to which some gain is still not positive.

    count, values : as in ``RoundedCell``
    """
    step, last = inner(count, who, other), 0.0
    for place in range(size):
        if place // step % count[other] == first:
            there = place + (second - first) * step
            a = values[who, better + place] - values[who, worse + place]
            b = values[who, better + there] - values[who, worse + there]
            if a < 0.0:
                last = max(last, a / (a - b))
    return last


@inside
def _halving_cut(shape: Array, cell: RoundedCell, shortest: float) -> Cut:
    """The cut through the middle of the edge along which undecided gains change most.

    shape : as in ``RoundedGame``
    """
    best, where, first, second = 0.0, -1, 0, 0
    for other in range(shape.size):
        for a in range(cell.count[other]):
            for b in range(a + 1, cell.count[other]):
                if length(shape, cell.vertices, other, a, b) >= shortest:
                    weight = _weight(shape, cell, other, a, b, shortest * shortest)
                    if weight > best:
                        best, where, first, second = weight, other, a, b
    return where, first, second, 1, 2


@inlined
def _weight(shape: Array, cell: RoundedCell, other: int, first: int, second: int, smallest: float) -> float:
    """The change of undecided gains along an edge, each in parts of its range; small ones do not count.

    shape : as in ``RoundedGame``
    """
    weight = 0.0
    for who in range(shape.size):
        if who == other:
            continue

        size, step = tuples(cell.count, who), inner(cell.count, who, other)
        for worse in range(shape[who]):
            for better in range(shape[who]) if plays(cell, who, worse) else range(0):
                least, most, change = 0.0, 0.0, 0.0
                up, down = better * size, worse * size
                for place in range(size):
                    gain = cell.values[who, up + place] - cell.values[who, down + place]
                    least, most = min(least, gain), max(most, gain)
                    if place // step % cell.count[other] == first:
                        there = place + (second - first) * step
                        rise = cell.values[who, up + there] - cell.values[who, down + there] - gain
                        change = max(change, abs(rise))
                if most > 0.0 and change >= smallest:
                    weight += change / (most - least)

    return weight


@inside
def simplest(low: float, high: float) -> tuple[int, int]:
    """The simplest fraction between two numbers from zero to one."""
    numerator, denominator, before, before_denominator = 1, 0, 0, 1
    low, high = max(low, 0.0), min(high, 1.0)
    for _ in range(40):
        whole = int(np.floor(low))
        last = whole == low or whole + 1 <= high
        if last and whole != low:
            whole += 1
        numerator, before = whole * numerator + before, numerator
        denominator, before_denominator = whole * denominator + before_denominator, denominator
        if last:
            break
        low, high = 1.0 / (high - whole), 1.0 / (low - whole)
    return numerator, denominator
