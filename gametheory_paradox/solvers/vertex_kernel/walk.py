"""The walk over the vertices of a polytope, compiled, on exact integers of one or two 64-bit words.

A dictionary is a matrix: one row per inequality that is not tight, one column per tight inequality, then the
two right-hand sides (as in the plain walk).  Its entries are minors of the constraints, so every division in
a pivot is exact; the walk stops when one no longer fits.  The matrix has a third axis, of two words, where
one word is too short.

The walk goes depth first and keeps a single dictionary: it retreats by pivoting back.

A number is an int64, or a pair (low word, high word) of int64 in two's complement.  Its operations are
compiled for either; LLVM's own wide integers do the work.  They stand in this file because the code kept on
disk is renewed when this file changes.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, TypeAlias

from gametheory_paradox.solvers.vertex_kernel.compiling import inside, kept, numba, typed
from gametheory_paradox.solvers.vertex_kernel.label_sets import Array, bit, longer, set_of, slot, wider

ir: Any = import_module("llvmlite.ir")
types: Any = numba.types

Number: TypeAlias = Any
State: TypeAlias = tuple[Array, ...]

DONE, PAUSED, TIE, OVERFLOW = 0, 1, 2, 3  # how a walk stops

_WORD = ir.IntType(64)


def _width(number: Any) -> int:
    return 64 if isinstance(number, types.Integer) else 128


def _extended(builder: Any, number: Any, value: Any, bits: int) -> Any:
    """The value as one LLVM integer of so many bits."""
    wide = ir.IntType(bits)
    if isinstance(number, types.Integer):
        return value if bits == 64 else builder.sext(value, wide)
    low, high = builder.extract_value(value, 0), builder.extract_value(value, 1)
    return builder.or_(builder.zext(low, wide), builder.shl(builder.sext(high, wide), ir.Constant(wide, 64)))


def _packed(context: Any, builder: Any, number: Any, value: Any) -> Any:
    """An LLVM integer as a number again."""
    if isinstance(number, types.Integer):
        return value
    high = builder.lshr(value, ir.Constant(value.type, 64))
    return context.make_tuple(builder, number, [builder.trunc(value, _WORD), builder.trunc(high, _WORD)])


@typed
def sign(typing: Any, value: Number) -> Any:
    """-1, 0 or 1."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        whole = _extended(builder, value, args[0], _width(value))
        zero = ir.Constant(whole.type, 0)
        above = builder.zext(builder.icmp_signed(">", whole, zero), _WORD)
        return builder.sub(above, builder.zext(builder.icmp_signed("<", whole, zero), _WORD))

    return types.int64(value), generate


@typed
def negative(typing: Any, value: Number) -> Any:
    """The number with the opposite sign."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        return _packed(
            context, builder, value, builder.neg(_extended(builder, value, args[0], _width(value)))
        )

    return value(value), generate


@typed
def compare(typing: Any, a: Number, b: Number, c: Number, d: Number) -> Any:
    """The sign of a·b - c·d."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        x, y, z, w = (_extended(builder, a, arg, 2 * _width(a)) for arg in args)
        left, right = builder.mul(x, y), builder.mul(z, w)
        above = builder.zext(builder.icmp_signed(">", left, right), _WORD)
        return builder.sub(above, builder.zext(builder.icmp_signed("<", left, right), _WORD))

    return types.int64(a, a, a, a), generate


@typed
def reciprocal(typing: Any, value: Number) -> Any:
    """For a positive number 2^s·u with u odd: s, and the inverse of u modulo 2^64 (or 2^128)."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        whole = _extended(builder, value, args[0], _width(value))
        zeros = builder.cttz(whole, ir.Constant(ir.IntType(1), 0))
        odd = builder.lshr(whole, zeros)
        inverse = odd  # right in its last three bits; each step of Newton's method doubles their number
        for _ in range(6):
            inverse = builder.mul(inverse, builder.sub(ir.Constant(whole.type, 2), builder.mul(odd, inverse)))
        return context.make_tuple(
            builder, signature.return_type, [_packed(context, builder, value, v) for v in (zeros, inverse)]
        )

    return types.UniTuple(value, 2)(value), generate


@typed
def eliminated(
    typing: Any, p: Number, e: Number, f: Number, g: Number, old: Number, shift: Number, inverse: Number
) -> Any:
    """(p·e - f·g) / old where that division is exact, and whether the quotient fits a number.

    The quotient's last 64 (or 128) bits come from the reciprocal of ``old``; it is the quotient if it
    multiplies back.
    """
    returned = types.Tuple((p, types.boolean))

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        bits = _width(p)
        a, b, c, d, divisor, places = (_extended(builder, p, arg, 2 * bits) for arg in args[:6])
        dividend = builder.sub(builder.mul(a, b), builder.mul(c, d))
        low = builder.trunc(builder.ashr(dividend, places), ir.IntType(bits))
        quotient = builder.mul(low, _extended(builder, p, args[6], bits))
        back = builder.mul(builder.sext(quotient, dividend.type), divisor)
        least = builder.icmp_signed(
            "==", quotient, ir.Constant(quotient.type, -(1 << (bits - 1)))
        )  # has no negative
        fits = builder.and_(builder.icmp_signed("==", back, dividend), builder.not_(least))
        return context.make_tuple(builder, returned, [_packed(context, builder, p, quotient), fits])

    return returned(p, p, p, p, p, p, p), generate


@typed
def eliminated_short(
    typing: Any, p: Number, e: Number, f: Number, g: Number, shift: Number, inverse: Number
) -> Any:
    """(p·e - f·g) / old where that division is exact and the dividend fits a number; ``old`` is given by its reciprocal."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        a, b, c, d, places, inverted = (_extended(builder, p, arg, _width(p)) for arg in args)
        dividend = builder.sub(builder.mul(a, b), builder.mul(c, d))
        return _packed(context, builder, p, builder.mul(builder.ashr(dividend, places), inverted))

    return p(p, p, p, p, p, p), generate


@typed
def spread(typing: Any, most: Number, value: Number) -> Any:
    """A positive number with as many binary digits as a positive one and one of either sign (-2^k counts as k digits)."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        above, whole = (_extended(builder, value, arg, _width(value)) for arg in args)
        negative = builder.ashr(whole, ir.Constant(whole.type, _width(value) - 1))
        return _packed(context, builder, value, builder.or_(above, builder.xor(whole, negative)))

    return value(value, value), generate


@typed
def length(typing: Any, value: Number) -> Any:
    """How many binary digits a positive number has."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        whole = _extended(builder, value, args[0], _width(value))
        digits = builder.sub(
            ir.Constant(whole.type, _width(value)), builder.ctlz(whole, ir.Constant(ir.IntType(1), 0))
        )
        return digits if _width(value) == 64 else builder.trunc(digits, _WORD)

    return types.int64(value), generate


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
    """How many binary digits suffice for the entries of a row and for a positive number."""
    most = positive
    for c in range(dictionary.shape[1]):
        most = spread(most, _get(dictionary, row, c))
    digits: int = length(most)
    return digits


@inside
def _pivot(dictionary: Array, determinant: Array, labels: Array, row: int, column: int) -> bool:
    """Exchange a row and a column in place; False if a number does not fit.  The same pivot again undoes it.

    Where numbers are so short that all products fit, the results do, and need no check: that is most rows of
    most games.
    """
    height, width = dictionary.shape[:2]
    pivot, old = _get(dictionary, row, column), _get(determinant, 0, 0)
    shift, inverse = reciprocal(old)
    room = (
        61 if dictionary.ndim == 2 else 125
    )  # digits of a product; two are kept for the sign and the difference
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
                        order = compare(
                            _get(dictionary, row, side), rival, _get(dictionary, best, side), entry
                        )
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
    """Write down a vertex: its label sets with and without the perturbation, its denominator and its numerators."""
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
def advance(state: State, steps: int) -> tuple[int, State]:
    """Take a walk on, at most so many moves; how it stopped, and where it stands.

    The state: the dictionary, its determinant, the labels of its columns and rows; the numbers of vertices
    found and of moves that lead here from the origin; a hash table of label sets; for each vertex its label
    sets and its numbers; for each move what leaves on each edge, the next edge to try, and the row and the
    column that were exchanged.
    """
    dictionary, determinant, labels, counts, table, sets, numbers, moves = state
    dimension = dictionary.shape[1] - 2
    count, depth, status = counts[0], counts[1], PAUSED
    here = set_of(labels[0, :dimension])
    if count == 0:
        table[slot(table, here)] = here
        _record(dictionary, determinant, labels, 0, sets, numbers)
        count = 1
        if not _leaving(dictionary, dimension, moves[0]):
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
        if not _leaving(dictionary, dimension, moves[depth]):
            status = TIE
    counts[0], counts[1] = count, depth
    return status, (dictionary, determinant, labels, counts, table, sets, numbers, moves)
