"""The path of Lemke and Howson in floating point, compiled: where it ends is a proposal that integers confirm.

A polytope {x ≥ 0 : M x ≤ 1 + ε·r} is seen from a basis by the k coordinates that may be positive and the k
constraints that are tight: the inverse of that k×k part of M is all that is kept of a dictionary.  A pivot
then costs about c·k operations for c constraints, and on random games k is small.  Every so often the inverse
is computed afresh.

A variable is a number: coordinate j is j, the slack of constraint r is d + r.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

import numpy as np

numba: Any = import_module("numba")  # imported thus, it has no types: those differ from version to version

Array: TypeAlias = Any
State: TypeAlias = tuple[Array, ...]

DONE, PAUSED, LOST = 0, 1, 2  # how a call stops

_kept: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(
    cache=True, error_model="numpy"
)  # on disk

_ZERO = 1e-11  # an entry of a pivot column below this, relative to its largest, counts as zero
_TIE = 1e-9  # ratios this close are compared by ε
_FRESH = 64  # pivots between two inversions


def origin(matrix: Array, perturbation: Array) -> State:
    """A polytope seen from zero."""
    matrix, perturbation = np.ascontiguousarray(matrix, np.float64), np.array(perturbation, np.float64)
    height, dimension = matrix.shape
    room = min(height, dimension) + 1
    positive, tight = np.zeros(room, np.int64), np.zeros(room, np.int64)
    is_tight = np.zeros(height, np.bool_)
    inverse = np.zeros((room, room))
    values = np.zeros((2, room))  # of the positive coordinates: without ε, and what goes with ε
    slacks = np.stack([np.ones(height), perturbation])
    counts = np.zeros(2, np.int64)  # the size of the basis, the pivots since the last inversion
    falls, drops, row = np.zeros(room), np.zeros(height), np.zeros(room)
    transposed = np.ascontiguousarray(matrix.T)
    return (
        matrix,
        transposed,
        perturbation,
        positive,
        tight,
        is_tight,
        inverse,
        values,
        slacks,
        counts,
        falls,
        drops,
        row,
    )


def basis(state: State) -> tuple[list[int], list[int]]:
    """The coordinates that may be positive, and the tight constraints."""
    size = state[9][0]
    return sorted(state[3][:size].tolist()), sorted(state[4][:size].tolist())


@_kept
def follow(
    first: State, second: State, label: int, turn: int, entering: int, most: int
) -> tuple[int, int, int]:
    """Take at most so many pivots; how it stopped, and where to go on: the turn and the label that enters."""
    rows, columns = first[0].shape[1], second[0].shape[1]
    for _ in range(most):
        left = _step(first, entering) if turn == 0 else _step(second, (entering - rows) % (rows + columns))
        if left < 0:
            return LOST, turn, entering
        entering = left if turn == 0 else (left + rows) % (rows + columns)
        if entering == label:
            return DONE, turn, entering
        turn = 1 - turn
    return PAUSED, turn, entering


@_kept
def _step(state: State, entering: int) -> int:
    """Let a variable enter; returns the one that leaves, or -1."""
    matrix, _, _, positive, tight, _, _, _, _, counts, _, _, _ = state
    dimension = matrix.shape[1]
    place = -1  # of a slack that enters, among the tight constraints
    if entering >= dimension:
        for q in range(counts[0]):
            if tight[q] == entering - dimension:
                place = q
    _column(state, entering, place)
    leaving, step, extra = _ratio_test(state)
    if leaving < 0:
        return -1
    _move(state, step, extra)
    left: int = positive[leaving] if leaving < counts[0] else dimension + leaving - counts[0]
    _exchange(state, entering, place, leaving, step, extra)
    counts[1] += 1
    if counts[1] >= _FRESH and not _invert(state):
        return -1
    return left


@_kept
def _column(state: State, entering: int, place: int) -> None:
    """How fast the positive coordinates and the slacks fall when a variable grows."""
    matrix, transposed, _, positive, tight, is_tight, inverse, _, _, counts, falls, drops, _ = state
    size, dimension = counts[0], matrix.shape[1]
    if entering < dimension:
        line = transposed[entering]
        for p in range(size):
            total = 0.0
            for q in range(size):
                total += inverse[p, q] * line[tight[q]]
            falls[p] = total
        drops[:] = line
    else:
        falls[:size] = inverse[:size, place]
        drops[:] = 0.0
    for p in range(size):
        factor, line = falls[p], transposed[positive[p]]
        for r in range(drops.size):
            drops[r] -= factor * line[r]
    for r in range(drops.size):
        if is_tight[r]:
            drops[r] = 0.0


@_kept
def _ratio_test(state: State) -> tuple[int, float, float]:
    """What stops the growth first, coordinates before slacks, and how far it goes, without ε and with ε."""
    _, _, _, _, _, _, _, values, slacks, counts, falls, drops, _ = state
    size = counts[0]
    largest = 0.0
    for p in range(size):
        largest = max(largest, abs(falls[p]))
    for r in range(drops.size):
        largest = max(largest, abs(drops[r]))
    zero = _ZERO * largest
    best, step, extra = -1, 0.0, 0.0
    for n in range(size + drops.size):
        fall = falls[n] if n < size else drops[n - size]
        if fall <= zero:
            continue
        ratio = (values[0, n] if n < size else slacks[0, n - size]) / fall
        if best >= 0 and ratio > step + _TIE * (1.0 + abs(step)):
            continue
        with_epsilon = (values[1, n] if n < size else slacks[1, n - size]) / fall
        if best < 0 or ratio < step - _TIE * (1.0 + abs(step)) or with_epsilon < extra:
            best, step, extra = n, ratio, with_epsilon
    return best, step, extra


@_kept
def _move(state: State, step: float, extra: float) -> None:
    _, _, _, _, _, _, _, values, slacks, counts, falls, drops, _ = state
    for p in range(counts[0]):
        values[0, p] -= step * falls[p]
        values[1, p] -= extra * falls[p]
    for r in range(drops.size):
        slacks[0, r] -= step * drops[r]
        slacks[1, r] -= extra * drops[r]


@_kept
def _exchange(state: State, entering: int, place: int, leaving: int, step: float, extra: float) -> None:
    """Update the basis and the inverse."""
    matrix, _, _, positive, tight, is_tight, inverse, values, slacks, counts, falls, drops, row = state
    size, dimension = counts[0], matrix.shape[1]
    if leaving >= size:  # the constraint becomes tight
        constraint = leaving - size
        for q in range(size):
            total = 0.0
            for p in range(size):
                total += matrix[constraint, positive[p]] * inverse[p, q]
            row[q] = total
        if entering < dimension:
            _bordered(inverse, falls, row, drops[constraint], size)
            positive[size], tight[size] = entering, constraint
            values[0, size], values[1, size] = step, extra
            counts[0] += 1
        else:
            _column_replaced(inverse, row, place, size)
            is_tight[tight[place]] = False
            slacks[0, tight[place]], slacks[1, tight[place]] = step, extra
            tight[place] = constraint
        is_tight[constraint] = True
        slacks[0, constraint], slacks[1, constraint] = 0.0, 0.0
    elif entering < dimension:
        _row_replaced(inverse, falls, leaving, size)
        positive[leaving] = entering
        values[0, leaving], values[1, leaving] = step, extra
    else:
        is_tight[tight[place]] = False
        slacks[0, tight[place]], slacks[1, tight[place]] = step, extra
        _shrunk(inverse, leaving, place, size)
        last = size - 1
        positive[leaving], tight[place] = positive[last], tight[last]
        values[0, leaving], values[1, leaving] = values[0, last], values[1, last]
        counts[0] -= 1


@_kept
def _bordered(inverse: Array, falls: Array, row: Array, corner: float, size: int) -> None:
    """The inverse with one more row and column of the matrix."""
    for p in range(size):
        factor = falls[p] / corner
        for q in range(size):
            inverse[p, q] += factor * row[q]
        inverse[p, size] = -factor
    for q in range(size):
        inverse[size, q] = -row[q] / corner
    inverse[size, size] = 1.0 / corner


@_kept
def _row_replaced(inverse: Array, falls: Array, p: int, size: int) -> None:
    """The inverse when a column of the matrix, so a row of the inverse, is replaced."""
    for q in range(size):
        inverse[p, q] /= falls[p]
    for other in range(size):
        if other != p and falls[other] != 0.0:
            for q in range(size):
                inverse[other, q] -= falls[other] * inverse[p, q]


@_kept
def _column_replaced(inverse: Array, row: Array, q: int, size: int) -> None:
    """The inverse when a row of the matrix, so a column of the inverse, is replaced."""
    for p in range(size):
        pivot = inverse[p, q] / row[q]
        for other in range(size):
            if other != q:
                inverse[p, other] -= pivot * row[other]
        inverse[p, q] = pivot


@_kept
def _shrunk(inverse: Array, p: int, q: int, size: int) -> None:
    """The inverse without row q and column p of the matrix; the last take their places."""
    corner = inverse[p, q]
    for other in range(size):
        if other != p:
            factor = inverse[other, q] / corner
            for column in range(size):
                inverse[other, column] -= factor * inverse[p, column]
    last = size - 1
    for column in range(size):
        inverse[p, column] = inverse[last, column]
    for other in range(last):
        inverse[other, q] = inverse[other, last]


@_kept
def _invert(state: State) -> bool:
    """Compute the inverse and all values afresh; false if they have become meaningless."""
    matrix, transposed, perturbation, positive, tight, is_tight, inverse, values, slacks, counts, _, _, _ = (
        state
    )
    size = counts[0]
    counts[1] = 0
    part = np.empty((size, size))
    for q in range(size):
        for p in range(size):
            part[q, p] = matrix[tight[q], positive[p]]
    if size:
        inverse[:size, :size] = np.linalg.inv(part)
    slacks[0] = 1.0
    slacks[1] = perturbation
    for p in range(size):
        plain, shifted = 0.0, 0.0
        for q in range(size):
            plain += inverse[p, q]
            shifted += inverse[p, q] * perturbation[tight[q]]
        if not plain > -1e-6:
            return False
        values[0, p], values[1, p] = plain, shifted
        line = transposed[positive[p]]
        for r in range(line.size):
            slacks[0, r] -= plain * line[r]
            slacks[1, r] -= shifted * line[r]
    for r in range(is_tight.size):
        if is_tight[r]:
            slacks[0, r], slacks[1, r] = 0.0, 0.0
        elif not slacks[0, r] > -1e-6:
            return False
    return True
