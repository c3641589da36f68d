"""The path of Lemke and Howson in floating point, compiled: its end is a proposal that integers confirm.

A polytope {x ≥ 0 : M x ≤ 1 + ε·r} is seen from a basis by the k coordinates that may be positive and the k
constraints that are tight: the inverse of that k×k part of M is all that is kept of a dictionary.  A pivot
then costs about c·k operations for c constraints, and on random games k is small.  Every so often the inverse
is computed afresh.

A variable is a number: coordinate j is j, the slack of constraint r is d + r.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gametheory_paradox.kernels.compiler import Array, inlined, inside, kept

DONE, PAUSED, LOST = 0, 1, 2  # how a call stops

_ZERO = 1e-11  # an entry of a pivot column below this, relative to its largest, counts as zero
_TIE = 1e-9  # ratios this close are compared by ε
_FRESH = 64  # pivots between two inversions


class Side(NamedTuple):
    """One player's polytope, of dimension d with c constraints, seen from a basis of size k < room.

    matrix : float64, shape (c, d); M
    transposed : float64, shape (d, c); the same, its rows side by side
    perturbation : float64, shape (c,); r
    positive : int64, shape (room,); the k coordinates that may be positive
    tight : int64, shape (room,); the k constraints that are tight
    is_tight : bool, shape (c,); whether each constraint is
    inverse : float64, shape (room, room); of M at the tight constraints and the positive coordinates, k×k
    values : float64, shape (2, room); of the positive coordinates, without ε, and what goes with ε
    slacks : float64, shape (2, c); of the constraints, likewise
    counts : int64, shape (2,); k, and the pivots since the last inversion
    falls : float64, shape (room,); how fast positive coordinates fall as a variable enters; overwritten
    drops : float64, shape (c,); how fast slacks do; overwritten
    row : float64, shape (room,); overwritten
    """

    matrix: Array
    transposed: Array
    perturbation: Array
    positive: Array
    tight: Array
    is_tight: Array
    inverse: Array
    values: Array
    slacks: Array
    counts: Array
    falls: Array
    drops: Array
    row: Array


def origin(matrix: npt.ArrayLike, perturbation: Sequence[int]) -> Side:
    """A polytope seen from zero."""
    whole = np.ascontiguousarray(matrix, np.float64)
    height, dimension = whole.shape
    room = min(height, dimension) + 1
    r = np.array(perturbation, np.float64)
    return Side(
        matrix=whole,
        transposed=np.ascontiguousarray(whole.T),
        perturbation=r,
        positive=np.zeros(room, np.int64),
        tight=np.zeros(room, np.int64),
        is_tight=np.zeros(height, np.bool_),
        inverse=np.zeros((room, room)),
        values=np.zeros((2, room)),
        slacks=np.stack([np.ones(height), r]),
        counts=np.zeros(2, np.int64),
        falls=np.zeros(room),
        drops=np.zeros(height),
        row=np.zeros(room),
    )


def basis(side: Side) -> tuple[list[int], list[int]]:
    """The coordinates that may be positive, and the tight constraints."""
    size = side.counts[0]
    return sorted(side.positive[:size].tolist()), sorted(side.tight[:size].tolist())


def warm() -> None:
    """Compiles what has never been compiled."""
    follow(origin([[1]], [1]), origin([[1]], [1]), 0, 0, 0, 1)


@kept
def follow(
    first: Side, second: Side, label: int, turn: int, entering: int, most: int
) -> tuple[int, int, int]:
    """Takes at most so many pivots; how it stopped, and the turn and the label that enters to go on with."""
    rows, columns = first.matrix.shape[1], second.matrix.shape[1]
    for _ in range(most):
        left = _step(first, entering) if turn == 0 else _step(second, (entering - rows) % (rows + columns))
        if left < 0:
            return LOST, turn, entering
        entering = left if turn == 0 else (left + rows) % (rows + columns)
        if entering == label:
            return DONE, turn, entering
        turn = 1 - turn
    return PAUSED, turn, entering


@inside
def _step(side: Side, entering: int) -> int:
    """Lets a variable enter; returns the one that leaves, or -1."""
    dimension = side.matrix.shape[1]
    place = -1  # of a slack that enters, among the tight constraints
    if entering >= dimension:
        for q in range(side.counts[0]):
            if side.tight[q] == entering - dimension:
                place = q

    _set_falls(side, entering, place)
    leaving, step, extra = _ratio_test(side)
    if leaving < 0:
        return -1
    _move(side, step, extra)

    size = side.counts[0]
    left: int = side.positive[leaving] if leaving < size else dimension + leaving - size
    _exchange(side, entering, place, leaving, step, extra)
    side.counts[1] += 1
    if side.counts[1] >= _FRESH and not _invert(side):
        return -1
    return left


@inlined
def _set_falls(side: Side, entering: int, place: int) -> None:
    """Computes how fast the positive coordinates and the slacks fall when a variable grows."""
    falls, drops, tight, inverse = side.falls, side.drops, side.tight, side.inverse
    size = side.counts[0]
    if entering < side.matrix.shape[1]:
        line = side.transposed[entering]
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
        factor, line = falls[p], side.transposed[side.positive[p]]
        for r in range(drops.size):
            drops[r] -= factor * line[r]
    for r in range(drops.size):
        if side.is_tight[r]:
            drops[r] = 0.0


@inlined
def _ratio_test(side: Side) -> tuple[int, float, float]:
    """The variable that stops the growth, coordinates before slacks; how far it goes, without ε and with."""
    falls, drops, values, slacks = side.falls, side.drops, side.values, side.slacks
    size = side.counts[0]
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


@inlined
def _move(side: Side, step: float, extra: float) -> None:
    """Moves along the edge."""
    for p in range(side.counts[0]):
        side.values[0, p] -= step * side.falls[p]
        side.values[1, p] -= extra * side.falls[p]
    for r in range(side.drops.size):
        side.slacks[0, r] -= step * side.drops[r]
        side.slacks[1, r] -= extra * side.drops[r]


@inlined
def _exchange(side: Side, entering: int, place: int, leaving: int, step: float, extra: float) -> None:
    """Updates the basis and the inverse."""
    size, coordinate = side.counts[0], entering < side.matrix.shape[1]
    if leaving >= size:
        _tighten(side, entering if coordinate else -1, place, leaving - size, step, extra)
    elif coordinate:
        _replace_row(side.inverse, side.falls, leaving, size)
        side.positive[leaving] = entering
        side.values[0, leaving], side.values[1, leaving] = step, extra
    else:
        _loosen(side, place, step, extra)
        _shrink(side.inverse, leaving, place, size)
        last = size - 1
        side.positive[leaving], side.tight[place] = side.positive[last], side.tight[last]
        side.values[0, leaving], side.values[1, leaving] = side.values[0, last], side.values[1, last]
        side.counts[0] -= 1


@inlined
def _tighten(side: Side, entering: int, place: int, constraint: int, step: float, extra: float) -> None:
    """Makes a constraint tight, as a coordinate enters or (-1) the slack at a place among the tight ones."""
    size, row = side.counts[0], side.row
    for q in range(size):
        total = 0.0
        for p in range(size):
            total += side.matrix[constraint, side.positive[p]] * side.inverse[p, q]
        row[q] = total

    if entering >= 0:
        _border(side.inverse, side.falls, row, side.drops[constraint], size)
        side.positive[size], side.tight[size] = entering, constraint
        side.values[0, size], side.values[1, size] = step, extra
        side.counts[0] += 1
    else:
        _replace_column(side.inverse, row, place, size)
        _loosen(side, place, step, extra)
        side.tight[place] = constraint
    side.is_tight[constraint] = True
    side.slacks[0, constraint], side.slacks[1, constraint] = 0.0, 0.0


@inlined
def _loosen(side: Side, place: int, step: float, extra: float) -> None:
    """Gives a tight constraint the slack that has entered."""
    constraint = side.tight[place]
    side.is_tight[constraint] = False
    side.slacks[0, constraint], side.slacks[1, constraint] = step, extra


@inlined
def _border(inverse: Array, falls: Array, row: Array, corner: float, size: int) -> None:
    """Updates the inverse for one more row and column of the matrix."""
    for p in range(size):
        factor = falls[p] / corner
        for q in range(size):
            inverse[p, q] += factor * row[q]
        inverse[p, size] = -factor
    for q in range(size):
        inverse[size, q] = -row[q] / corner
    inverse[size, size] = 1.0 / corner


@inlined
def _replace_row(inverse: Array, falls: Array, p: int, size: int) -> None:
    """Updates the inverse where a column of the matrix, so a row of the inverse, is replaced."""
    for q in range(size):
        inverse[p, q] /= falls[p]
    for other in range(size):
        if other != p and falls[other] != 0.0:
            for q in range(size):
                inverse[other, q] -= falls[other] * inverse[p, q]


@inlined
def _replace_column(inverse: Array, row: Array, q: int, size: int) -> None:
    """Updates the inverse where a row of the matrix, so a column of the inverse, is replaced."""
    for p in range(size):
        pivot = inverse[p, q] / row[q]
        for other in range(size):
            if other != q:
                inverse[p, other] -= pivot * row[other]
        inverse[p, q] = pivot


@inlined
def _shrink(inverse: Array, p: int, q: int, size: int) -> None:
    """Updates the inverse without row q and column p of the matrix; the last take their places."""
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


@inlined
def _invert(side: Side) -> bool:
    """Computes the inverse and all values afresh; False if they have become meaningless."""
    size, slacks = side.counts[0], side.slacks
    side.counts[1] = 0
    part = np.empty((size, size))
    for q in range(size):
        for p in range(size):
            part[q, p] = side.matrix[side.tight[q], side.positive[p]]
    if size:
        side.inverse[:size, :size] = np.linalg.inv(part)

    slacks[0] = 1.0
    slacks[1] = side.perturbation
    for p in range(size):
        plain, shifted = 0.0, 0.0
        for q in range(size):
            plain += side.inverse[p, q]
            shifted += side.inverse[p, q] * side.perturbation[side.tight[q]]
        if not plain > -1e-6:
            return False
        side.values[0, p], side.values[1, p] = plain, shifted
        line = side.transposed[side.positive[p]]
        for r in range(line.size):
            slacks[0, r] -= plain * line[r]
            slacks[1, r] -= shifted * line[r]

    for r in range(side.is_tight.size):
        if side.is_tight[r]:
            slacks[0, r], slacks[1, r] = 0.0, 0.0
        elif not slacks[0, r] > -1e-6:
            return False
    return True
