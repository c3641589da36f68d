"""The walk over the vertices of a polytope, compiled, on exact integers of so many 64-bit words.

A dictionary is a matrix: one row per inequality that is not tight, one column per tight inequality, then the
two right-hand sides (as in the plain walk).  Its entries are minors of the constraints, so every division in
a pivot is exact.  Beside it stand the floats nearest to its entries.  They say how long a result can be
before it is formed, so that nothing need be checked afterwards, and which ratios are so far apart that they
need not be compared exactly.

The walk goes depth first and keeps a single dictionary.  Where a vertex leads nowhere new it goes straight on
to the last one that is pending, by one exchange for each label that differs.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gametheory_paradox.forms.tables.proofs.two_player_proofs import IntegerMatrix
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, kept
from gametheory_paradox.kernels.rows import approximate_row, eliminate_row, rank_row
from gametheory_paradox.kernels.vertices.matching import Bits, bit, longer, matches, slot, wider
from gametheory_paradox.kernels.words import (
    LANES,
    Number,
    eliminated,
    load,
    nearest,
    negative,
    product,
    reciprocal,
    room,
    store,
)

DONE, PAUSED, TIE, OVERFLOW, FULL = range(5)  # how a walk stops
MOST_WORDS = 3  # in one number

_WORD = 1 << 64
_ROOM = 64  # vertices there is room for at first

# Speeds in floats are off by less than one part in 2^48: beyond this, the larger one is larger.
_CLOSE = 1 - 2.0**-40
_FASTEST = 1e300


class Walk(NamedTuple):
    """A walk over a polytope of dimension d with h inequalities: where it stands and what it has found.

    zero : as many zeros as a number has words, w
    dictionary : int64, shape (h + 1, w, c), where c is d + 2 and up to seven of no use; first all tight
        inequalities, then the right-hand sides, without ε and with it; the last row begins with the
        denominator of all entries
    labels : int64, shape (d + h,); of the columns, then of the rows
    counts : int64, shape (2,); the vertices found, and those pending
    table : uint64, shape (places,); a hash table of the label sets found
    sets : uint64, shape (room, 2); for each vertex its labels, with the perturbation and without
    numbers : int64, shape (room, w, 1 + 2d); for each vertex the denominator and both vectors of numerators
    pending : uint64, shape (room,); label sets to go on to, the last first; some have been found meanwhile
    """

    zero: Number
    dictionary: Array
    labels: Array
    counts: Array
    table: Array
    sets: Array
    numbers: Array
    pending: Array


def at_origin(constraints: IntegerMatrix, perturbation: Sequence[int], words: int) -> Walk:
    """The walk before its first step, in numbers of so many words, two bits of which are to spare."""
    height, dimension = len(constraints), len(constraints[0])
    unused = [0] * (-(dimension + 2) % LANES)
    rows = [[*row, 1, r, *unused] for row, r in zip(constraints, perturbation, strict=True)]
    rows.append([1, *[0] * (len(rows[0]) - 1)])
    pending = np.zeros(_ROOM * dimension, np.uint64)
    pending[0] = (1 << dimension) - 1

    return Walk(
        zero=(0,) * words,
        dictionary=_numbers(rows, words),
        labels=np.arange(dimension + height),
        counts=np.array([0, 1]),
        table=np.zeros(4 * _ROOM, np.uint64),
        sets=np.zeros((_ROOM, 2), np.uint64),
        numbers=np.zeros((_ROOM, words, 1 + 2 * dimension), np.int64),
        pending=pending,
    )


def _numbers(rows: list[list[int]], words: int) -> npt.NDArray[np.int64]:
    """Integers as numbers of so many words.

    returns : int64, shape (rows, words, columns)
    """
    if words == 1:
        return np.array(rows, np.int64)[:, np.newaxis]
    parts = [[[entry >> 64 * word & _WORD - 1 for entry in row] for word in range(words)] for row in rows]
    return np.array(parts, np.uint64).astype(np.int64)


def widened(walk: Walk) -> Walk:
    """The same walk in numbers of one word more."""
    dictionary, numbers = (
        np.concatenate([array, array[:, -1:] >> 63], axis=1) for array in (walk.dictionary, walk.numbers)
    )
    return walk._replace(zero=(*walk.zero, 0), dictionary=dictionary, numbers=numbers)


def with_room(walk: Walk) -> Walk:
    """The same walk with room for four times as many vertices, or as many that are pending."""
    if walk.counts[0] < len(walk.sets):
        return walk._replace(pending=longer(walk.pending))
    return walk._replace(table=wider(walk.table), sets=longer(walk.sets), numbers=longer(walk.numbers))


def warm() -> None:
    """Compiles what has never been compiled."""
    for words in range(1, MOST_WORDS + 1):
        start = at_origin([[1]], [1], words)
        advance(start, 1)
        for full in (start, start._replace(sets=start.sets[:1])):
            with_room(full)
        matches(start.sets[:1], start.sets[:1], 1, 1)


@inside
def _pivot(
    dictionary: Array,
    floats: Array,
    sizes: Array,
    row: int,
    column: int,
    width: int,
    zero: Number,
) -> bool:
    """Exchanges a row and a column; False, and nothing is done, if a number may not fit.

    dictionary : as in ``Walk``
    floats : float64, shape (h, c); the floats nearest to its rows but the last
    sizes : float64, shape (h,); the largest of each row in magnitude
    """
    old, pivot = load(dictionary, len(floats), 0, zero), load(dictionary, row, column, zero)
    shift, inverse = reciprocal(old)
    most, size, forward = room(old, shift), abs(floats[row, column]), floats[row, column] > 0.0
    for r in range(len(floats)):
        if r != row and not size * sizes[r] + abs(floats[r, column]) * sizes[row] < most:
            return False

    if not forward:  # then all signs change, so that the denominator stays positive
        pivot = negative(pivot)
        for c in range(width):
            store(dictionary, row, c, negative(load(dictionary, row, c, zero)))

    scaled = product(pivot, inverse)
    for r in range(len(floats)):
        if r != row:
            factor = load(dictionary, r, column, zero)
            eliminate_row(dictionary, r, row, width, scaled, product(factor, inverse), shift)
            store(dictionary, r, column, negative(factor) if forward else factor)
            sizes[r] = approximate_row(dictionary, floats, r, zero)

    store(dictionary, row, column, old if forward else negative(old))
    sizes[row] = approximate_row(dictionary, floats, row, zero)
    store(dictionary, len(floats), 0, pivot)
    return True


@inside
def _go(
    dictionary: Array,
    floats: Array,
    sizes: Array,
    labels: Array,
    there: Bits,
    side: int,
    zero: Number,
) -> bool:
    """Goes to a vertex by one exchange for each label that differs; False if a number may not fit.

    dictionary, labels : as in ``Walk``
    floats, sizes : as for ``_pivot``: float64, shapes (h, c) and (h,)
    """
    for column in range(side):
        if there & bit(labels[column]) == 0:
            row = 0
            while there & bit(labels[side + row]) == 0 or floats[row, column] == 0.0:
                row += 1
            if not _pivot(dictionary, floats, sizes, row, column, side + 2, zero):
                return False
            labels[column], labels[side + row] = labels[side + row], labels[column]
    return True


@inside
def _leaving(dictionary: Array, floats: Array, column: int, cut: float, side: int, zero: Number) -> int:
    """The row that stops the move along an edge, of those as fast as a cut; -TIE if two rows do.

    Or -OVERFLOW if a number may not fit.  The order of two rows is the sign of an entry that a pivot would
    write, in the right-hand sides, which begin at the column ``side``.

    dictionary : as in ``Walk``
    floats : float64, shape (h, c); the floats nearest to its rows but the last
    """
    old = load(dictionary, len(floats), 0, zero)
    shift, inverse = reciprocal(old)
    most, best, tie = room(old, shift), -1, False

    for row in range(len(floats)):
        if floats[row, column] <= 0.0 or floats[row, column] < cut * floats[row, side]:
            continue

        order = -1.0
        if best >= 0:
            here = product(load(dictionary, row, column, zero), inverse)
            there = product(load(dictionary, best, column, zero), inverse)
            order = 0.0
            for c in range(side, side + 2):
                size = floats[best, column] * abs(floats[row, c]) + floats[row, column] * abs(floats[best, c])
                if not size < most:
                    return -OVERFLOW
                if order == 0.0:
                    own, other = load(dictionary, row, c, zero), load(dictionary, best, c, zero)
                    order = nearest(eliminated(there, own, here, other, shift))

        tie = order == 0.0 or (tie and order > 0.0)
        best = row if order < 0.0 else best

    return -TIE if tie else best


@inside
def _stops(dictionary: Array, floats: Array, tops: Array, rows: Array, side: int, zero: Number) -> int:
    """Writes for each column the row that stops the move along its edge; how that ended.

    dictionary : as in ``Walk``
    floats : float64, shape (h, c); the floats nearest to its rows but the last
    tops : float64, shape (2, c); receives the two largest speeds of each column
    rows : int64, shape (1, c); receives the row of the largest
    """
    tops[:] = 0.0
    for row in range(len(floats)):
        rank_row(floats, row, 1.0 / floats[row, side], tops, rows)

    # Where two are close, or several right-hand sides are zero, integers decide.
    for column in range(side):
        cut = min(_CLOSE * tops[0, column], _FASTEST)
        if tops[1, column] >= cut:
            row = _leaving(dictionary, floats, column, cut, side, zero)
            if row < 0:
                return -row
            rows[0, column] = row
    return PAUSED


@inside
def _record(
    dictionary: Array,
    floats: Array,
    labels: Array,
    tight: Bits,
    number: int,
    sets: Array,
    numbers: Array,
    side: int,
    zero: Number,
) -> None:
    """Writes down a vertex: its labels with and without the perturbation, denominator and numerators.

    dictionary, labels, sets, numbers : as in ``Walk``
    floats : float64, shape (h, c); the floats nearest to the dictionary's rows but the last
    """
    every = tight
    store(numbers, number, 0, load(dictionary, len(floats), 0, zero))
    for row in range(len(floats)):
        label = labels[side + row]
        if floats[row, side] == 0.0:
            every |= bit(label)
        if label < side:
            store(numbers, number, 1 + label, load(dictionary, row, side, zero))
            store(numbers, number, 1 + side + label, load(dictionary, row, side + 1, zero))
    sets[number, 0], sets[number, 1] = tight, every


@kept
def advance(walk: Walk, steps: int) -> int:
    """Takes a walk on to at most so many vertices, as far as there is room; how it stopped.

    The members are taken apart here, and what is called in the loop takes arrays: a named tuple is dear to
    hand on.
    """
    zero, dictionary, labels, counts, table, sets, numbers, pending = borrowed(walk)
    height, side, width = len(dictionary) - 1, numbers.shape[2] // 2, dictionary.shape[2]
    floats, sizes = np.empty((height, width)), np.empty(height)
    for row in range(height):
        sizes[row] = approximate_row(dictionary, floats, row, zero)

    tops, rows = np.empty((2, width)), np.empty((1, width), np.int64)
    count, left, status = counts[0], counts[1], PAUSED
    while status == PAUSED and steps > 0:
        if left == 0:
            status = DONE
            break
        there = pending[left - 1]
        if table[slot(table, there)] == there:
            left -= 1
            continue
        if count == len(sets) or left + side > len(pending):
            status = FULL
            break
        if not _go(dictionary, floats, sizes, labels, there, side, zero):
            status = OVERFLOW
            break
        status = _stops(dictionary, floats, tops, rows, side, zero)
        if status != PAUSED:
            break

        table[slot(table, there)] = there
        _record(dictionary, floats, labels, there, count, sets, numbers, side, zero)
        count, left, steps = count + 1, left - 1, steps - 1

        # The other ends of its edges, where they are new.
        for column in range(side):
            beyond = there ^ bit(labels[column]) ^ bit(labels[side + rows[0, column]])
            if table[slot(table, beyond)] != beyond:
                pending[left] = beyond
                left += 1

    counts[0], counts[1] = count, left
    return status
