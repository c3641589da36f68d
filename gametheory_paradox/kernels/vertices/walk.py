"""The walk over the vertices of a polytope, compiled, on exact integers of one or two 64-bit words.

A dictionary is a matrix: one row per inequality that is not tight, one column per tight inequality, then the
two right-hand sides (as in the plain walk).  Its entries are minors of the constraints, so every division in
a pivot is exact; the walk stops when one no longer fits.  The matrix has a third axis, of two words, where
one word is too short.

The walk goes depth first and keeps a single dictionary: it retreats by pivoting back.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gametheory_paradox.claims.equilibria.every_nash import IntegerMatrix
from gametheory_paradox.kernels.compiler import Array, inside, kept
from gametheory_paradox.kernels.vertices.label_sets import bit, longer, set_of, slot, wider
from gametheory_paradox.kernels.vertices.matching import matches
from gametheory_paradox.kernels.words import (
    Number,
    compare,
    eliminated,
    eliminated_short,
    length,
    negative,
    reciprocal,
    sign,
    spread,
)

DONE, PAUSED, TIE, OVERFLOW = 0, 1, 2, 3  # how a walk stops

_WORD = 1 << 64
_ROOM = 64  # vertices there is room for at first


class Walk(NamedTuple):
    """A walk over a polytope of dimension d with h inequalities: where it stands and what it has found.

    Arrays of numbers have one more axis, of length 2, where numbers have two words.

    dictionary : int64, shape (h, d + 2); the last two columns are the right-hand sides, without ε and with it
    determinant : int64, shape (1, 1); the denominator of all entries
    labels : int64, shape (2, max(h, d)); of the columns, of the rows
    counts : int64, shape (2,); the vertices found, the moves that lead here from the origin
    table : uint64; a hash table of the label sets found
    sets : uint64, shape (room, 2); for each vertex its labels, with the perturbation and without
    numbers : int64, shape (room, 1 + 2d); for each vertex the denominator and both vectors of numerators
    moves : int8, shape (room, d + 3); for each move what leaves on each edge, the next edge to try, and the
        row and the column that were exchanged
    """

    dictionary: Array
    determinant: Array
    labels: Array
    counts: Array
    table: Array
    sets: Array
    numbers: Array
    moves: Array


def system(
    constraints: IntegerMatrix, perturbation: Sequence[int], words: int
) -> npt.NDArray[np.int64] | None:
    """The constraints with both right-hand sides as numbers of so many words; None where one does not fit."""
    rows = [[*row, 1, r] for row, r in zip(constraints, perturbation, strict=True)]
    try:
        if words == 1:
            return np.array(rows, np.int64)
        high = np.array([[entry // _WORD for entry in row] for row in rows], np.int64)
    except OverflowError:
        return None
    low = np.array([[entry % _WORD for entry in row] for row in rows], np.uint64).astype(np.int64)
    return np.stack([low, high], axis=2)


def at_origin(start: npt.NDArray[np.int64]) -> Walk:
    """The walk before its first step, over the polytope of a system."""
    (height, width), words = start.shape[:2], start.shape[2:]
    dimension = width - 2
    labels = np.zeros((2, max(height, dimension)), np.int64)
    labels[0, :dimension] = range(dimension)
    labels[1, :height] = range(dimension, dimension + height)
    determinant = np.zeros((1, 1, *words), np.int64)
    determinant.flat[0] = 1
    return Walk(
        dictionary=start,
        determinant=determinant,
        labels=labels,
        counts=np.zeros(2, np.int64),
        table=np.zeros(4 * _ROOM, np.uint64),
        sets=np.zeros((_ROOM, 2), np.uint64),
        numbers=np.zeros((_ROOM, 1 + 2 * dimension, *words), np.int64),
        moves=np.zeros((_ROOM, dimension + 3), np.int8),
    )


def warm() -> None:
    """Compiles what has never been compiled."""
    for words in (1, 2):
        start = system([[1]], [1], words)
        assert start is not None  # ones fit
        _, walk = advance(at_origin(start), 1)
        matches(walk.sets[:1], walk.sets[:1], 1, 1)


@inside
def _get(matrix: Array, row: int, column: int) -> Number:
    if matrix.ndim == 2:
        return matrix[row, column]
    return matrix[row, column, 0], matrix[row, column, 1]


@inside
def _put(matrix: Array, row: int, column: int, value: Number) -> None:
    if matrix.ndim == 2:
        matrix[row, column] = value
    else:
        matrix[row, column, 0] = value[0]
        matrix[row, column, 1] = value[1]


@inside
def _length(dictionary: Array, row: int, positive: Number) -> int:
    """The binary digits that suffice for the entries of a row and for a positive number."""
    most = positive
    for c in range(dictionary.shape[1]):
        most = spread(most, _get(dictionary, row, c))
    digits: int = length(most)
    return digits


@inside
def _pivot(dictionary: Array, determinant: Array, labels: Array, row: int, column: int) -> bool:
    """Exchanges a row and a column; False if a number does not fit.  The same pivot again undoes it.

    Where numbers are so short that all products fit, the results do, and need no check: that is most rows of
    most games.
    """
    height, width = dictionary.shape[:2]
    pivot, old = _get(dictionary, row, column), _get(determinant, 0, 0)
    shift, inverse = reciprocal(old)
    room = (
        61 if dictionary.ndim == 2 else 125
    )  # digits of a product, two left for the sign and the difference
    pivot_length, line_length = length(pivot), _length(dictionary, row, old)

    fine = True
    for r in range(height):
        if r != row:
            factor = _get(dictionary, r, column)
            if (
                pivot_length + _length(dictionary, r, old) <= room
                and length(spread(old, factor)) + line_length <= room
            ):
                for c in range(width):
                    entry, rival = _get(dictionary, r, c), _get(dictionary, row, c)
                    _put(dictionary, r, c, eliminated_short(pivot, entry, factor, rival, shift, inverse))
            else:
                for c in range(width):
                    entry, rival = _get(dictionary, r, c), _get(dictionary, row, c)
                    quotient, fits = eliminated(pivot, entry, factor, rival, old, shift, inverse)
                    _put(dictionary, r, c, quotient)
                    fine &= fits
            _put(dictionary, r, column, negative(factor))

    _put(dictionary, row, column, old)
    _put(determinant, 0, 0, pivot)
    labels[0, column], labels[1, row] = labels[1, row], labels[0, column]
    return fine


@inside
def _leaving(dictionary: Array, moves: Array) -> bool:
    """For each column the row that stops the move along its edge; False if two do, perturbation and all."""
    dimension = dictionary.shape[1] - 2
    for column in range(dimension):
        best, tie = -1, False
        for row in range(dictionary.shape[0]):
            entry = _get(dictionary, row, column)
            if sign(entry) <= 0:
                continue
            if best >= 0:
                rival, order = _get(dictionary, best, column), 0
                for side in (dimension, dimension + 1):
                    if order == 0:
                        here, there = _get(dictionary, row, side), _get(dictionary, best, side)
                        order = compare(here, rival, there, entry)
                tie = order == 0 or (tie and order > 0)
                if order >= 0:
                    continue
            best = row
        if tie:
            return False
        moves[column] = best
    return True


@inside
def _record(
    dictionary: Array, determinant: Array, labels: Array, number: int, sets: Array, numbers: Array
) -> None:
    """Writes down a vertex: its labels with and without the perturbation, denominator and numerators."""
    height, dimension = dictionary.shape[0], dictionary.shape[1] - 2
    tight = every = set_of(labels[0, :dimension])
    _put(numbers, number, 0, _get(determinant, 0, 0))
    for row in range(height):
        label, standard = labels[1, row], _get(dictionary, row, dimension)
        if sign(standard) == 0:
            every |= bit(label)
        if label < dimension:
            _put(numbers, number, 1 + label, standard)
            _put(numbers, number, 1 + dimension + label, _get(dictionary, row, dimension + 1))
    sets[number, 0], sets[number, 1] = tight, every


@kept
def advance(walk: Walk, steps: int) -> tuple[int, Walk]:
    """Takes a walk on, at most so many moves; how it stopped, and where it stands.

    The members are taken apart here, and what is called in the loop takes arrays: with the named tuple
    handed on to it, a walk takes half as long again.
    """
    dictionary, determinant, labels, counts, table, sets, numbers, moves = walk
    dimension = dictionary.shape[1] - 2
    count, depth, status = counts[0], counts[1], PAUSED
    here = set_of(labels[0, :dimension])
    if count == 0:
        table[slot(table, here)] = here
        _record(dictionary, determinant, labels, 0, sets, numbers)
        count = 1
        if not _leaving(dictionary, moves[0]):
            status = TIE

    while status == PAUSED and steps > 0:
        column = moves[depth, dimension]
        if column == dimension:  # every edge was tried: retreat
            if depth == 0:
                status = DONE
                break
            row, column = moves[depth, dimension + 1], moves[depth, dimension + 2]
            here ^= bit(labels[0, column]) ^ bit(labels[1, row])
            _pivot(dictionary, determinant, labels, row, column)
            depth, steps = depth - 1, steps - 1
            continue

        # The next edge, unless it leads to a vertex that is known.
        row, moves[depth, dimension] = moves[depth, column], column + 1
        there = here ^ bit(labels[0, column]) ^ bit(labels[1, row])
        place = slot(table, there)
        if table[place] == there:
            continue
        table[place], here = there, there
        depth, steps = depth + 1, steps - 1
        if count == len(sets):
            table, sets, numbers, moves = wider(table), longer(sets), longer(numbers), longer(moves)
        if not _pivot(dictionary, determinant, labels, row, column):
            status = OVERFLOW
            break

        moves[depth, dimension], moves[depth, dimension + 1], moves[depth, dimension + 2] = 0, row, column
        _record(dictionary, determinant, labels, count, sets, numbers)
        count += 1
        if not _leaving(dictionary, moves[depth]):
            status = TIE

    counts[0], counts[1] = count, depth
    return status, Walk(dictionary, determinant, labels, counts, table, sets, numbers, moves)
