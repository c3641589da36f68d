"""The path of Lemke and Howson in floating point, compiled, and the vertices at its end in integers.

A polytope {x ≥ 0 : M x ≤ 1 + ε·r} is seen from a basis by the k coordinates that may be positive and the k
constraints that are tight: the inverse of that k×k part of M is all that is kept of a dictionary.  A pivot
then costs about c·k operations for c constraints, and on random games k is small.  Every so often the inverse
is computed afresh.  The end of the path is only a proposal: both vertices are then solved for in integers,
and every constraint is compared.

A variable is a number: coordinate j is j, the slack of constraint r is d + r.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gametheory_paradox.kernels.compiler import Array, borrowed, inlined, inside, kept
from gametheory_paradox.kernels.words import (
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

# How a call stops: at two vertices, in floating point or in integers too; before; or without a way on.
DONE, CONFIRMED, PAUSED, LOST = range(4)
WORDS = 4  # in one integer

_ZERO = 1e-11  # an entry of a pivot column below this, relative to its largest, counts as zero
_TIE = 1e-9  # ratios this close are compared by ε
_FRESH = 64  # pivots between two inversions
_LARGEST = 1 << 61  # payoffs are below, so that differences fit in a word
_NUMBER = (0,) * WORDS
_ONE = (1, *_NUMBER[1:])


class Memory(NamedTuple):
    """The state of a path through two polytopes between two calls.

    words : int64, shape (length,); whose turn it is, the label that enters, whether the path has begun; what
        each side holds; what each side's positive coordinates are proportional to at the end, where integers
        have confirmed it; what the sides hold in floating point
    dimension, height : of the first polytope
    """

    words: npt.NDArray[np.int64]
    dimension: int
    height: int

    def corner(self, number: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """The positive coordinates of the first or second side, the tight constraints, and the numerators."""
        most = min(self.dimension, self.height) + 1
        start = 3 + number * _integers(self.dimension, self.height)
        size, _, *basis = self.words[start : start + 2 + 2 * most].tolist()

        first = 3 + 2 * _integers(self.dimension, self.height) + number * most * WORDS
        words, length = self.words[first : first + size * WORDS].tobytes(), 8 * WORDS
        parts = [words[n : n + length] for n in range(0, len(words), length)]
        numerators = tuple([int.from_bytes(part, "little", signed=True) for part in parts])
        return tuple(basis[:size]), tuple(basis[most : most + size]), numerators


class Side(NamedTuple):
    """One player's polytope, of dimension d with c constraints, seen from a basis of size k < room.

    transposed : float64, shape (d, c); M, divided by its largest entry, a row for each coordinate
    perturbation : float64, shape (c,); r
    least : int64, shape (d,); what is taken from the payoffs for M, by coordinate
    positive : int64, shape (room,); the k coordinates that may be positive
    tight : int64, shape (room,); the k constraints that are tight
    is_tight : int64, shape (c,); whether each constraint is
    inverse : float64, shape (room, room); of M at the tight constraints and the positive coordinates, k×k
    values : float64, shape (2, room); of the positive coordinates, without ε, and what goes with ε
    slacks : float64, shape (2, c); of the constraints, likewise
    counts : int64, shape (2,); k, and the pivots since the last inversion
    falls : float64, shape (room,); how fast positive coordinates fall as a variable enters; overwritten
    drops : float64, shape (c,); how fast slacks do; overwritten
    row : float64, shape (room,); overwritten
    """

    transposed: Array
    perturbation: Array
    least: Array
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


def memory(dimension: int, height: int) -> Memory:
    """The memory of a path that has not begun, through a first polytope of this size and its counterpart."""
    most = min(dimension, height) + 1
    reals = 2 * (dimension * height + most * (most + 4) + 3 * max(dimension, height))
    integers = 3 + 2 * (_integers(dimension, height) + most * WORDS)
    return Memory(np.zeros(integers + reals, np.int64), dimension, height)


def _integers(dimension: int, height: int) -> int:
    """The number of integers that a side holds; its counterpart holds as many."""
    return 2 + 2 * (min(dimension, height) + 1) + dimension + height


def warm() -> None:
    """Compiles what has never been compiled."""
    one = np.ones((1, 1), np.int64)
    follow(one, one, np.ones(2), memory(1, 1).words, 0, 1)


@kept
def follow(first: Array, second: Array, perturbations: Array, memory: Array, label: int, most: int) -> int:
    """Takes at most so many pivots; how it stopped.

    Parameters
    ----------
    first, second
        int64, shapes (c, d) and (d, c): the payoffs of whoever does not mix, from which each M is derived;
        below 2^61 in magnitude.
    perturbations
        float64, shape (c + d,): r of the first side, then of the second.
    memory
        int64, shape (length,): the words of the path's ``Memory``.
    label
        The label that the path drops at the origin.
    most
        The number of pivots.
    """
    first, second, memory = borrowed(first), borrowed(second), borrowed(memory)
    perturbations = borrowed(perturbations)
    height, dimension = first.shape
    most_positive = min(dimension, height) + 1
    own = 2 + 2 * most_positive + dimension + height
    integers = memory[: 3 + 2 * own]
    numbers = memory[3 + 2 * own : 3 + 2 * (own + most_positive * WORDS)].reshape((-1, WORDS, 1))
    reals = memory[3 + 2 * (own + most_positive * WORDS) :].view(np.float64)
    half = len(reals) // 2
    one = _side(reals[:half], integers[3 : 3 + own], perturbations[:height], dimension, height)
    other = _side(reals[half:], integers[3 + own :], perturbations[height:], height, dimension)
    if integers[2] == 0:
        if not (_begin(one, first) and _begin(other, second)):
            return LOST
        integers[0], integers[1], integers[2] = label >= dimension, label, 1

    for _ in range(most):
        turn, entering = integers[0], integers[1]
        shift = turn * dimension
        variable = (entering - shift) % (dimension + height)
        left = _step(one, variable) if turn == 0 else _step(other, variable)
        if left < 0:
            return LOST
        entering = (left + shift) % (dimension + height)
        integers[0], integers[1] = 1 - turn, entering
        if entering == label:
            _order(one)
            _order(other)
            exact = _confirm(one, first, numbers[:most_positive]) and _confirm(
                other, second, numbers[most_positive:]
            )
            return CONFIRMED if exact else DONE
    return PAUSED


@inside
def _side(reals: Array, integers: Array, perturbation: Array, dimension: int, height: int) -> Side:
    """A side in its part of the memory.

    reals : float64, shape (d·c + room·(room + 4) + 3·max(c, d),); its part of the memory
    integers : int64, shape (2 + 2·room + d + c,); likewise
    perturbation : float64, shape (c,)
    """
    most = min(dimension, height) + 1
    a = dimension * height
    b = a + most * most
    c = b + 2 * most
    d = c + 2 * height
    e = d + most
    f = e + height
    p = 2 + most
    q = p + most
    r = q + height

    return Side(
        transposed=reals[:a].reshape((dimension, height)),
        perturbation=perturbation,
        least=integers[r : r + dimension],
        positive=integers[2:p],
        tight=integers[p:q],
        is_tight=integers[q:r],
        inverse=reals[a:b].reshape((most, most)),
        values=reals[b:c].reshape((2, most)),
        slacks=reals[c:d].reshape((2, height)),
        counts=integers[:2],
        falls=reals[d:e],
        drops=reals[e:f],
        row=reals[f : f + most],
    )


@inside
def _begin(side: Side, payoffs: Array) -> bool:
    """Derives M from payoffs, whose least is taken from each column; all ones where nothing is left.

    False if a payoff is too large.

    payoffs : int64, shape (c, d); of the player who does not mix
    """
    height, dimension = payoffs.shape
    most = 0
    for j in range(dimension):
        least, largest = payoffs[0, j], payoffs[0, j]
        for r in range(height):
            least, largest = min(least, payoffs[r, j]), max(largest, payoffs[r, j])
        if least <= -_LARGEST or largest >= _LARGEST:
            return False
        side.least[j] = least - (least == largest)
        most = max(most, largest - side.least[j])
    for j in range(dimension):
        for r in range(height):
            side.transposed[j, r] = (payoffs[r, j] - side.least[j]) / most

    side.slacks[0] = 1.0
    side.slacks[1] = side.perturbation
    return True


@inside
def _step(side: Side, entering: int) -> int:
    """Lets a variable enter; returns the one that leaves, or -1."""
    dimension = len(side.transposed)
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
    if entering < len(side.transposed):
        line = side.transposed[entering]
        for p in range(size):
            total = 0.0
            for q in range(size):
                total += inverse[p, q] * line[tight[q]]
            falls[p] = total
        for r in range(drops.size):
            drops[r] = line[r]
    else:
        for p in range(size):
            falls[p] = inverse[p, place]
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
    size, coordinate = side.counts[0], entering < len(side.transposed)
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
    row[:size] = 0.0
    for p in range(size):
        entry = side.transposed[side.positive[p], constraint]
        for q in range(size):
            row[q] += entry * side.inverse[p, q]

    if entering >= 0:
        _border(side.inverse, side.falls, row, side.drops[constraint], size)
        side.positive[size], side.tight[size] = entering, constraint
        side.values[0, size], side.values[1, size] = step, extra
        side.counts[0] += 1
    else:
        _replace_column(side.inverse, row, place, size)
        _loosen(side, place, step, extra)
        side.tight[place] = constraint
    side.is_tight[constraint] = 1
    side.slacks[0, constraint], side.slacks[1, constraint] = 0.0, 0.0


@inlined
def _loosen(side: Side, place: int, step: float, extra: float) -> None:
    """Gives a tight constraint the slack that has entered."""
    constraint = side.tight[place]
    side.is_tight[constraint] = 0
    side.slacks[0, constraint], side.slacks[1, constraint] = step, extra


@inlined
def _border(inverse: Array, falls: Array, row: Array, corner: float, size: int) -> None:
    """Updates the inverse for one more row and column of the matrix.

    inverse, falls, row : as in ``Side``
    """
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
    """Updates the inverse where a column of the matrix, so a row of the inverse, is replaced.

    inverse, falls : as in ``Side``
    """
    for q in range(size):
        inverse[p, q] /= falls[p]
    for other in range(size):
        if other != p and falls[other] != 0.0:
            for q in range(size):
                inverse[other, q] -= falls[other] * inverse[p, q]


@inlined
def _replace_column(inverse: Array, row: Array, q: int, size: int) -> None:
    """Updates the inverse where a row of the matrix, so a column of the inverse, is replaced.

    inverse, row : as in ``Side``
    """
    for p in range(size):
        pivot = inverse[p, q] / row[q]
        for other in range(size):
            if other != q:
                inverse[p, other] -= pivot * row[other]
        inverse[p, q] = pivot


@inlined
def _shrink(inverse: Array, p: int, q: int, size: int) -> None:
    """Updates the inverse without row q and column p of the matrix; the last take their places.

    inverse : as in ``Side``
    """
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
            part[q, p] = side.transposed[side.positive[p], side.tight[q]]
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


# ---- In integers


@inside
def _order(side: Side) -> None:
    """Puts a basis in order; no pivot may follow."""
    for numbers in (side.positive, side.tight):
        for end in range(1, side.counts[0]):
            number, place = numbers[end], end
            while place > 0 and numbers[place - 1] > number:
                numbers[place] = numbers[place - 1]
                place -= 1
            numbers[place] = number


@inside
def _confirm(side: Side, payoffs: Array, numbers: Array) -> bool:
    """Writes the numerators of the vertex at a basis; False if it is none, or a number may not fit.

    payoffs : int64, shape (c, d); from which M was derived
    numbers : int64, shape (room, WORDS, 1); receives a numerator for each positive coordinate
    """
    size = side.counts[0]
    work, floats = np.zeros((size, WORDS, size + 1), np.int64), np.ones((size, size + 1))
    for q in range(size):
        work[q, 0, size] = 1
        for p in range(size):
            j = side.positive[p]
            work[q, 0, p] = payoffs[side.tight[q], j] - side.least[j]
            floats[q, p] = work[q, 0, p]

    denominator = _ONE
    for at in range(size):
        if not _pivot(work, floats, at, denominator):
            return False
        denominator = load(work, at, at, _NUMBER)
    for p in range(size):
        if floats[p, size] < 0.0:
            return False
        store(numbers, p, 0, load(work, p, size, _NUMBER))
    return size > 0 and _holds(side, payoffs, numbers, denominator)


@inside
def _pivot(work: Array, floats: Array, at: int, old: Number) -> bool:
    """Solves for one variable, and eliminates it from the other rows; False if a number may not fit.

    work : int64, shape (k, WORDS, k + 1); the equations, right-hand sides last
    floats : float64, shape (k, k + 1); the floats nearest to their entries
    """
    size, chosen = len(work), -1
    for r in range(at, size):
        if floats[r, at] != 0.0 and (chosen < 0 or abs(floats[r, at]) < abs(floats[chosen, at])):
            chosen = r
    if chosen < 0:
        return False
    backward = floats[chosen, at] < 0.0
    for c in range(at, size + 1):
        mine, theirs = load(work, chosen, c, _NUMBER), load(work, at, c, _NUMBER)
        mine = negative(mine) if backward else mine
        store(work, at, c, mine)
        floats[at, c] = nearest(mine)
        if chosen != at:
            store(work, chosen, c, theirs)
            floats[chosen, c] = nearest(theirs)

    shift, inverse = reciprocal(old)
    most, scaled = room(old, shift), product(load(work, at, at, _NUMBER), inverse)
    for r in range(size):
        if r != at:
            weight = product(load(work, r, at, _NUMBER), inverse)
            for c in range(at + 1, size + 1):
                length = floats[at, at] * abs(floats[r, c]) + abs(floats[r, at]) * abs(floats[at, c])
                if not length < most:
                    return False
                mine, theirs = load(work, r, c, _NUMBER), load(work, at, c, _NUMBER)
                mine = eliminated(scaled, mine, weight, theirs, shift)
                store(work, r, c, mine)
                floats[r, c] = nearest(mine)
    return True


@inside
def _holds(side: Side, payoffs: Array, numbers: Array, denominator: Number) -> bool:
    """True if a point, given by numerators, is within all constraints; False also if that may not fit.

    payoffs : int64, shape (c, d); from which M was derived
    numbers : int64, shape (room, WORDS, 1); a numerator for each positive coordinate
    """
    entry = np.zeros((1, WORDS, 1), np.int64)
    for r in range(len(payoffs)):
        slack, length = denominator, nearest(denominator)
        for p in range(side.counts[0]):
            j, value = side.positive[p], load(numbers, p, 0, _NUMBER)
            entry[0, 0, 0] = payoffs[r, j] - side.least[j]
            length += entry[0, 0, 0] * nearest(value)
            slack = eliminated(slack, _ONE, load(entry, 0, 0, _NUMBER), value, 0)
        if not length < room(_ONE, 0) or nearest(slack) < 0.0:
            return False
    return True
