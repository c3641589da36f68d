"""Comparisons of many small two-player games with and without an action of one player."""

from typing import Any

import numpy as np

from gametheory_paradox.kernels.batch.balls import (
    UNKNOWN,
    divide,
    lowest,
    product,
    rounded,
    sign,
    subtract,
    two_sum,
)
from gametheory_paradox.kernels.batch.games import Deletion
from gametheory_paradox.kernels.batch.payoffs import ball, own_payoffs, quotient
from gametheory_paradox.kernels.batch.sheets import Differences
from gametheory_paradox.kernels.batch.subsets import FIRST, LARGEST, MEMBERS, PLACE, SECOND, SIZE
from gametheory_paradox.kernels.batch.vertices import Bimatrices, VertexSheet
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, kept


@inside
def _spelled(actions: int, deleted: int) -> int:
    """A set of actions in the numbers of the game from which none was deleted; -1 deletes none."""
    if deleted < 0:
        return actions
    below = (1 << deleted) - 1
    return actions & below | (actions & ~below) << 1


@inside
def _collect(games: Bimatrices, number: int, mixing: int, deleted: int, own: Array, payoffs: Array) -> int:
    """Writes down the payoffs of the player who does not mix, as ``difference_of`` takes them; how many.

    own : float64, shape (LARGEST, LARGEST); overwritten
    payoffs : float64, shape (64, 6); receives the list
    """
    own, payoffs, sheet = borrowed(own), borrowed(payoffs), games.sheet
    lanes = sheet.used.shape[2]
    chunk, lane = number // lanes, number % lanes
    count, left = 0, sheet.used[chunk, mixing, lane]
    own_payoffs(games.payoffs, number, mixing, own)
    while left:
        bit = lowest(left)
        left &= left - 1
        if bit < LARGEST:
            answer = lowest(np.int64(sheet.pure[chunk, mixing, bit, lane]))
            tied, mixed, top = 1 << answer, 1 << bit, own[answer, bit]
            bottom, value = 1.0, (top, 0.0, 0.0)
        else:
            basis = bit - LARGEST
            tied, mixed = (SECOND[basis], FIRST[basis]) if mixing == 0 else (FIRST[basis], SECOND[basis])
            rows, columns, size = MEMBERS[tied], MEMBERS[mixed], SIZE[basis]
            top, bottom = quotient(own, rows, columns, size, sheet.grid[chunk, mixing, lane])
            if bottom > 0.0:
                value = divide((top, 0.0, 0.0), (bottom, 0.0, 0.0))
            else:
                value = ball(own, rows, columns, size)

        row = payoffs[count]
        row[0], row[1], row[2] = value
        row[3], row[4], row[5] = top, bottom, _spelled(tied, deleted) << LARGEST | mixed
        count += 1
    return count


@inside
def _order(x: Array, y: Array) -> Any:
    """The sign of x - y.

    x, y : float64, shape (6,); two payoffs of such a list
    """
    if x[5] == y[5]:
        return 0  # the same quotient
    if x[4] > 0.0 and y[4] > 0.0:
        one, other = product(x[3], y[4]), product(y[3], x[4])
        for place in range(2):
            if one[place] != other[place]:
                return 1 if one[place] > other[place] else -1
        return 0
    return sign(subtract((x[0], x[1], x[2]), (y[0], y[1], y[2])))


@inside
def _extreme(side: Array, count: int, sign: int) -> int:
    """The number of the least (sign -1) or the greatest payoff; -1 where that is open.

    side : float64, shape (at least the count, 6); a list of payoffs
    """
    best = 0
    for other in range(1, count):
        order = _order(side[other], side[best])
        if order == UNKNOWN:
            return -1
        if order == sign:
            best = other
    return best


@inside
def _pure_extreme(tops: Array, actions: int, lane: int, side: int) -> float:
    """The least (side -1) or the greatest payoff against some single actions.

    tops : float64, shape (LARGEST, LANES); as in ``VertexSheet``
    """
    extreme = -side * np.inf
    while actions:
        top = tops[lowest(actions), lane]
        actions &= actions - 1
        extreme = max(extreme, top) if side > 0 else min(extreme, top)
    return extreme


@inside
def difference_of(
    without: Array, with_: Array, counts: tuple[int, int], deletion: Deletion
) -> tuple[int, float]:
    """The sign of the gap between two lists of payoffs, UNKNOWN where something is not sure, and the gap.

    without, with_ : float64, shape (at least its count, 6); in each row a ball, numerator and denominator
        where they are exact or zeros, and a number that is the same for the same equilibrium
    """
    without, with_ = borrowed(without), borrowed(with_)
    one = _extreme(without, counts[0], deletion.without_end)
    two = _extreme(with_, counts[1], deletion.with_end)
    if one < 0 or two < 0:
        return UNKNOWN, 0.0
    x, y = without[one], with_[two]
    order = _order(x, y)
    if order == 0:
        return 0, 0.0
    gap, certain = rounded(subtract((x[0], x[1], x[2]), (y[0], y[1], y[2])))
    return order if certain else UNKNOWN, gap


@inside
def _matters(deletion: Deletion, number: int, with_: VertexSheet, without: VertexSheet) -> bool:
    """True if the action is used in an equilibrium with it, or would upset one without it."""
    mover, action, lanes = deletion.mover, deletion.action, with_.used.shape[2]
    chunk, lane, mixing = number // lanes, number % lanes, 1 - mover
    sets = FIRST if mover == 0 else SECOND
    left = with_.used[chunk, mover, lane]
    while left:
        bit = lowest(left)
        left &= left - 1
        if (bit == action) if bit < LARGEST else (sets[bit - LARGEST] >> action & 1):
            return True

    left = without.used[chunk, mixing, lane]
    while left:
        bit = lowest(left)
        left &= left - 1
        if bit < LARGEST:
            if with_.pure[chunk, mixing, bit, lane] == 1 << action:
                return True
            continue
        one, other = FIRST[bit - LARGEST], SECOND[bit - LARGEST]
        basis = PLACE[_spelled(one, action), other] if mover == 0 else PLACE[one, _spelled(other, action)]
        if with_.valid[chunk, mixing, lane] >> basis & 1 == 0:
            return True
    return False


@inside
def constant_sum(one: Array, other: Array) -> bool:
    """True if two players' payoffs add up to the same in every cell.

    one, other : float64, shape (m, n)
    """
    total, rest = two_sum(one[0, 0], other[0, 0])
    for i in range(one.shape[0]):
        for j in range(one.shape[1]):
            here, more = two_sum(one[i, j], other[i, j])
            if here != total or more != rest:
                return False
    return True


@kept
def gaps(with_: Bimatrices, without: Bimatrices, deletion: Deletion, differences: Differences) -> None:
    """Finds by how much the mover gains where it lacks an action; which games have payoffs of constant sum.

    Parameters
    ----------
    with_, without
        The games with the action and without it.
    deletion
        The action.
    differences
        Filled in; impossible is where the sum is constant.
    """
    with_, without, differences = borrowed(with_), borrowed(without), borrowed(differences)
    mixing, lanes = 1 - deletion.mover, with_.sheet.used.shape[2]
    lists, own = np.zeros((2, 64, 6)), np.zeros((LARGEST, LARGEST))
    for number in range(len(differences.gap)):
        chunk, lane = number // lanes, number % lanes
        one, two = without.sheet.used[chunk, mixing, lane], with_.sheet.used[chunk, mixing, lane]
        if (one | two) >> LARGEST == 0:  # all are floats
            most = _pure_extreme(with_.sheet.tops[chunk, mixing], two, lane, deletion.with_end)
            gap = _pure_extreme(without.sheet.tops[chunk, mixing], one, lane, deletion.without_end) - most
            order = 1 if gap > 0.0 else -1 if gap < 0.0 else 0
        else:
            count = _collect(with_, number, mixing, -1, own, lists[0])
            other = _collect(without, number, mixing, deletion.action, own, lists[1])
            order, gap = difference_of(lists[1], lists[0], (other, count), deletion)

        if order == 1 and deletion.without_end > deletion.with_end:
            order = 1 if _matters(deletion, number, with_.sheet, without.sheet) else 0
        differences.gap[number], differences.sign[number] = gap, order
        differences.impossible[number] = constant_sum(with_.payoffs[0][number], with_.payoffs[1][number])
