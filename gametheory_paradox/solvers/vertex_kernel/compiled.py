"""The walk over the vertices of a polytope, and the matching of two such walks, compiled.

A dictionary is a matrix: one row per inequality that is not tight, one column per tight inequality, then the two right-hand
sides (as in the plain walk).  Its entries are minors of the constraints, so every division in a pivot is exact; the walk
stops when one no longer fits.  The matrix has a third axis, of two words, where one word is too short.

The walk goes depth first and keeps a single dictionary: it retreats by pivoting back.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias, TypeVar

import numpy as np

from gametheory_paradox.solvers.vertex_kernel.wide import Number, compare, eliminated, negative, reciprocal, sign

Array: TypeAlias = Any
Bits: TypeAlias = Any  # np.uint64
State: TypeAlias = tuple[Array, ...]
F = TypeVar("F", bound=Callable[..., Any])
_compiled: Callable[[F], F] = import_module("numba").njit(cache=True)

DONE, PAUSED, TIE, OVERFLOW = 0, 1, 2, 3  # how a walk stops

_ONE = np.uint64(1)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio: spreads sets of labels over the table
_HALF = np.uint64(32)


@_compiled
def _get(matrix: Array, row: int, column: int) -> Number:
    if matrix.ndim == 2:
        return matrix[row, column]
    return matrix[row, column, 0], matrix[row, column, 1]


@_compiled
def _put(matrix: Array, row: int, column: int, value: Number) -> None:
    if matrix.ndim == 2:
        matrix[row, column] = value
    else:
        matrix[row, column, 0] = value[0]
        matrix[row, column, 1] = value[1]


@_compiled
def _bit(label: int) -> Bits:
    return _ONE << np.uint64(label)


@_compiled
def _pivot(dictionary: Array, determinant: Array, labels: Array, row: int, column: int) -> bool:
    """Exchange a row and a column in place; False if a number does not fit.  The same pivot again undoes it."""
    height, width = dictionary.shape[:2]
    pivot, old = _get(dictionary, row, column), _get(determinant, 0, 0)
    shift, inverse = reciprocal(old)
    fine = True
    for r in range(height):
        if r != row:
            factor = _get(dictionary, r, column)
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


@_compiled
def _leaving(dictionary: Array, dimension: int, moves: Array) -> bool:
    """For each column the row that stops the move along its edge; False if two do, perturbation and all."""
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
                        order = compare(_get(dictionary, row, side), rival, _get(dictionary, best, side), entry)
                tie = order == 0 or (tie and order > 0)
                if order >= 0:
                    continue
            best = row
        if tie:
            return False
        moves[column] = best
    return True


@_compiled
def _record(dictionary: Array, determinant: Array, labels: Array, number: int, sets: Array, numbers: Array) -> None:
    """Write down a vertex: its label sets with and without the perturbation, its denominator and its numerators."""
    height, dimension = dictionary.shape[0], dictionary.shape[1] - 2
    tight = np.uint64(0)
    for column in range(dimension):
        tight |= _bit(labels[0, column])
    every = tight
    _put(numbers, number, 0, _get(determinant, 0, 0))
    for row in range(height):
        label, standard = labels[1, row], _get(dictionary, row, dimension)
        if sign(standard) == 0:
            every |= _bit(label)
        if label < dimension:
            _put(numbers, number, 1 + label, standard)
            _put(numbers, number, 1 + dimension + label, _get(dictionary, row, dimension + 1))
    sets[number, 0], sets[number, 1] = tight, every


@_compiled
def _slot(table: Array, tight: Bits) -> Bits:
    """Where a label set stands in a hash table, or would."""
    last = np.uint64(len(table) - 1)
    slot = (tight * _MULTIPLIER) >> _HALF & last
    while table[slot] != 0 and table[slot] != tight:
        slot = slot + _ONE & last
    return slot


@_compiled
def _longer(array: Array) -> Array:
    longer = np.zeros((4 * len(array), *array.shape[1:]), array.dtype)
    longer[: len(array)] = array
    return longer


@_compiled
def _wider(table: Array) -> Array:
    wider = np.zeros(4 * len(table), np.uint64)
    for tight in table:
        if tight != 0:
            wider[_slot(wider, tight)] = tight
    return wider


@_compiled
def advance(state: State, steps: int) -> tuple[int, State]:
    """Take a walk on, at most so many moves; how it stopped, and where it stands.

    The state: the dictionary, its determinant, the labels of its columns and rows; the numbers of vertices found and of moves
    that lead here from the origin; a hash table of label sets; for each vertex its label sets and its numbers; for each move
    what leaves on each edge, the next edge to try, and the row and the column that were exchanged.
    """
    dictionary, determinant, labels, counts, table, sets, numbers, moves = state
    dimension = dictionary.shape[1] - 2
    count, depth, status = counts[0], counts[1], PAUSED
    here = np.uint64(0)
    for column in range(dimension):
        here |= _bit(labels[0, column])
    if count == 0:
        table[_slot(table, here)] = here
        _record(dictionary, determinant, labels, 0, sets, numbers)
        count = 1
        if not _leaving(dictionary, dimension, moves[0]):
            status = TIE
    while status == PAUSED and steps > 0:
        column = moves[depth, dimension]
        if column == dimension:
            if depth == 0:
                status = DONE
                break
            row, column = moves[depth, dimension + 1], moves[depth, dimension + 2]
            here ^= _bit(labels[0, column]) ^ _bit(labels[1, row])
            _pivot(dictionary, determinant, labels, row, column)
            depth, steps = depth - 1, steps - 1
            continue
        moves[depth, dimension] += 1
        row = moves[depth, column]
        there = here ^ _bit(labels[0, column]) ^ _bit(labels[1, row])
        slot = _slot(table, there)
        if table[slot] == there:
            continue
        table[slot], here = there, there
        depth, steps = depth + 1, steps - 1
        if count == len(sets):
            table, sets, numbers, moves = _wider(table), _longer(sets), _longer(numbers), _longer(moves)
        if not _pivot(dictionary, determinant, labels, row, column):
            status = OVERFLOW
        moves[depth, dimension], moves[depth, dimension + 1], moves[depth, dimension + 2] = 0, row, column
        if status == PAUSED and not _leaving(dictionary, dimension, moves[depth]):
            status = TIE
        _record(dictionary, determinant, labels, count, sets, numbers)
        count += 1
    counts[0], counts[1] = count, depth
    return status, (dictionary, determinant, labels, counts, table, sets, numbers, moves)


@_compiled
def _index(keys: Array) -> tuple[Array, Array]:
    """A hash table of label sets, and beside each the number of the first vertex that has it."""
    size = 256
    while size < 2 * len(keys):
        size *= 2
    table, numbers = np.zeros(size, np.uint64), np.empty(size, np.int64)
    for number in range(len(keys)):
        slot = _slot(table, keys[number])
        if table[slot] == 0:
            table[slot], numbers[slot] = keys[number], number
    return table, numbers


@_compiled
def matches(first: Array, second: Array, m: int, n: int) -> Array:
    """The pairs of vertices, by number, that together carry every label once the perturbation is gone.

    Of vertices that then coincide the first is paired.  Where neither has more labels than it must, the one determines the
    other; else the candidates are gone through.
    """
    low, every = _bit(n) - _ONE, _bit(m + n) - _ONE
    theirs = (second[:, 1] >> np.uint64(n)) | ((second[:, 1] & low) << np.uint64(m))  # now player 1's actions come first
    table, numbers = _index(theirs)
    own, own_numbers = _index(first[:, 1])
    new = np.array([numbers[_slot(table, theirs[number])] == number for number in range(len(theirs))])
    distinct, degenerate = np.nonzero(new)[0], np.nonzero(new & (second[:, 0] != second[:, 1]))[0]
    pairs, count = np.empty((64 + len(distinct), 2), np.int64), 0
    for number in range(1, len(first)):  # number 0 is the origin, and no strategy
        if own_numbers[_slot(own, first[number, 1])] != number:
            continue
        if count + len(distinct) + 1 > len(pairs):
            pairs = _longer(pairs)
        missing = every ^ first[number, 1]
        simple = first[number, 0] == first[number, 1]
        slot = _slot(table, missing)
        if simple and table[slot] == missing:
            pairs[count, 0], pairs[count, 1] = number, numbers[slot]
            count += 1
        for other in degenerate if simple else distinct:
            if missing & ~theirs[other] == 0:
                pairs[count, 0], pairs[count, 1] = number, other
                count += 1
    return pairs[:count]
