"""Comparisons of many small two-player games with and without an action of one player."""

from typing import Any

import numpy as np

from gametheory_paradox.solvers.batch.compiled.balls import (
    UNKNOWN,
    divide,
    lowest,
    product,
    rounded,
    sign,
    subtract,
    two_sum,
)
from gametheory_paradox.solvers.batch.compiled.compiler import Array, inside, kept
from gametheory_paradox.solvers.batch.compiled.payoffs import ball, own_payoffs, quotient
from gametheory_paradox.solvers.batch.subsets import FIRST, LARGEST, MEMBERS, PLACE, SECOND, SIZE


@inside
def _spelled(actions: int, deleted: int) -> int:
    """A set of actions in the numbers of the game from which none was deleted; -1 deletes none."""
    if deleted < 0:
        return actions
    below = (1 << deleted) - 1
    return actions & below | (actions & ~below) << 1


@inside
def _collect(
    first: Array, second: Array, number: int, mixing: int, deleted: int, found: Array, room: Any
) -> int:
    """The equilibrium payoffs of the player who does not mix: ball, numerator and denominator or zeros, who ties and mixes."""
    pure, grid, used, _ = found
    lanes = used.shape[2]
    chunk, lane = number // lanes, number % lanes
    (own, side), count, left = room, 0, used[chunk, mixing, lane]
    own_payoffs(first, second, number, mixing, own)
    while left:
        bit = lowest(left)
        left &= left - 1
        if bit < LARGEST:
            answer = lowest(np.int64(pure[chunk, mixing, bit, lane]))
            tied, mixed, top = 1 << answer, 1 << bit, own[answer, bit]
            bottom, value = 1.0, (top, 0.0, 0.0)
        else:
            basis = bit - LARGEST
            tied, mixed = (SECOND[basis], FIRST[basis]) if mixing == 0 else (FIRST[basis], SECOND[basis])
            rows, columns = MEMBERS[tied], MEMBERS[mixed]
            top, bottom = quotient(own, rows, columns, SIZE[basis], grid[chunk, mixing, lane])
            exact = bottom > 0.0
            value = (
                divide((top, 0.0, 0.0), (bottom, 0.0, 0.0))
                if exact
                else ball(own, rows, columns, SIZE[basis])
            )
        side[count, 0], side[count, 1], side[count, 2] = value
        side[count, 3], side[count, 4], side[count, 5] = (
            top,
            bottom,
            _spelled(tied, deleted) << LARGEST | mixed,
        )
        count += 1
    return count


@inside
def _order(x: Array, y: Array) -> Any:
    """The sign of x - y."""
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
    """Which payoff is the least (sign -1) or the greatest; -1 where that is open."""
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
    """The least (side -1) or the greatest payoff against some single actions."""
    extreme = -side * np.inf
    while actions:
        top = tops[lowest(actions), lane]
        actions &= actions - 1
        extreme = max(extreme, top) if side > 0 else min(extreme, top)
    return extreme


@inside
def _difference(
    without: Array, with_: Array, counts: tuple[int, int], lacks: int, has: int
) -> tuple[int, float]:
    """The sign of the gap between two lists of payoffs, UNKNOWN where something is not sure, and the gap."""
    one, two = _extreme(without, counts[0], lacks), _extreme(with_, counts[1], has)
    if one < 0 or two < 0:
        return UNKNOWN, 0.0
    x, y = without[one], with_[two]
    order = _order(x, y)
    if order == 0:
        return 0, 0.0
    gap, certain = rounded(subtract((x[0], x[1], x[2]), (y[0], y[1], y[2])))
    return order if certain else UNKNOWN, gap


@inside
def _matters(
    mover: int, action: int, chunk: int, lane: int, found: Array, lacking: Array, valid: Array
) -> bool:
    """Whether the action is used in an equilibrium with it, or would upset one without it."""
    sets = FIRST if mover == 0 else SECOND
    mixing = 1 - mover
    left = found[2][chunk, mover, lane]
    while left:
        bit = lowest(left)
        left &= left - 1
        if (bit == action) if bit < LARGEST else (sets[bit - LARGEST] >> action & 1):
            return True
    left = lacking[2][chunk, mixing, lane]
    while left:
        bit = lowest(left)
        left &= left - 1
        if bit < LARGEST:
            if found[0][chunk, mixing, bit, lane] == 1 << action:
                return True
            continue
        one, other = FIRST[bit - LARGEST], SECOND[bit - LARGEST]
        number = PLACE[_spelled(one, action), other] if mover == 0 else PLACE[one, _spelled(other, action)]
        if valid[chunk, mixing, lane] >> number & 1 == 0:
            return True
    return False


@inside
def constant_sum(one: Array, other: Array) -> bool:
    """Whether two players' payoffs add up to the same in every cell."""
    total, rest = two_sum(one[0, 0], other[0, 0])
    for i in range(one.shape[0]):
        for j in range(one.shape[1]):
            here, more = two_sum(one[i, j], other[i, j])
            if here != total or more != rest:
                return False
    return True


@kept
def gaps(
    games: Any,
    found: Any,
    lacking: Any,
    valid: Array,
    question: Array,
    gap: Array,
    sign_: Array,
    constant: Array,
) -> None:
    """Fill in by how much the mover gains where it lacks an action, the sign, and whether payoffs sum to a constant.

    Takes both players' payoffs with the action, then without it; for both games what ``vertices`` and
    ``match`` say (the best answers to single actions, the grids, the mixtures in equilibria, what the best
    answers earn); and as the question mover, action, and whether the least (-1) or the greatest (1) payoff
    counts, without the action and with it.  The sign is 0 too where the action does not matter, and UNKNOWN
    where a comparison or a rounding is.
    """
    mover, action, lacks, has = question
    with_, without, own = np.zeros((64, 6)), np.zeros((64, 6)), np.zeros((LARGEST, LARGEST))
    lanes, mixing = valid.shape[2], 1 - mover
    for number in range(len(gap)):
        chunk, lane = number // lanes, number % lanes
        one, two = lacking[2][chunk, mixing, lane], found[2][chunk, mixing, lane]
        if (one | two) >> LARGEST == 0:  # all are floats
            most = _pure_extreme(found[3][chunk, mixing], two, lane, has)
            gap[number] = _pure_extreme(lacking[3][chunk, mixing], one, lane, lacks) - most
            order = 1 if gap[number] > 0.0 else -1 if gap[number] < 0.0 else 0
        else:
            count = _collect(games[0], games[1], number, mixing, -1, found, (own, with_))
            other = _collect(games[2], games[3], number, mixing, action, lacking, (own, without))
            order, gap[number] = _difference(without, with_, (other, count), lacks, has)
        if order == 1 and lacks > has and not _matters(mover, action, chunk, lane, found, lacking, valid):
            order = 0
        sign_[number] = order
        constant[number] = constant_sum(games[0][number], games[1][number])
