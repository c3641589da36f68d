"""Exact integers of a fixed number of 64-bit words, compiled.

A number is a tuple of int64: its words in two's complement, the lowest first.  A matrix of numbers is a
contiguous array of int64 of shape (rows, words, columns).  Results are right modulo 2^bits, so they are right
where they fit: how long they can be is known beforehand from floats.  LLVM's own wide integers do the work.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.kernels.compiler import Array, inside, ir, typed, types

Number: TypeAlias = Any

LANES = 8  # columns that are taken at once where a whole row is

WORD, FLOAT = ir.IntType(64), ir.DoubleType()
WORDS, FLOATS = ir.VectorType(WORD, LANES), ir.VectorType(FLOAT, LANES)


class Matrix:
    """The places of a contiguous array's entries, while code is written.

    Parameters
    ----------
    context, builder
        Of the compiler.
    kind, value
        The array's type and the array: of two dimensions, or of three where entries have several words.
    """

    def __init__(self, context: Any, builder: Any, kind: Any, value: Any) -> None:
        array = context.make_array(kind)(context, builder, value)
        self._builder, self._data = builder, array.data
        self._words = builder.extract_value(array.shape, 1) if kind.ndim == 3 else ir.Constant(WORD, 1)
        self.width = builder.extract_value(array.shape, kind.ndim - 1)

    def place(self, row: Any, column: Any, word: int = 0) -> Any:
        """The address of a word of an entry."""
        builder = self._builder
        line = builder.add(builder.mul(row, self._words), ir.Constant(WORD, word))
        return builder.gep(self._data, [builder.add(builder.mul(line, self.width), column)])

    def places(self, row: Any, column: Any, kind: Any, word: int = 0) -> Any:
        """The address of that word in eight columns, as of a vector of this kind."""
        return self._builder.bitcast(self.place(row, column, word), kind.as_pointer())


def whole(builder: Any, words: Sequence[Any]) -> Any:
    """The words of a number as one LLVM integer."""
    wide = ir.IntType(64 * len(words))
    parts = [builder.zext(word, wide) for word in words] if len(words) > 1 else list(words)
    total = parts[0]
    for place, part in enumerate(parts[1:], 1):
        total = builder.or_(total, builder.shl(part, ir.Constant(wide, 64 * place)))
    return total


def words_of(builder: Any, integer: Any) -> list[Any]:
    """The words of an LLVM integer, the lowest first."""
    if integer.type.width == 64:
        return [integer]
    places = range(0, integer.type.width, 64)
    return [builder.trunc(builder.lshr(integer, ir.Constant(integer.type, place)), WORD) for place in places]


def unpacked(builder: Any, value: Any) -> list[Any]:
    """The words of a number."""
    return [builder.extract_value(value, place) for place in range(len(value.type))]


def difference(builder: Any, a: Any, b: Any, c: Any, d: Any, shift: Any) -> Any:
    """(a·b - c·d) / 2^shift, for LLVM integers or vectors of words, and a shift below 64 of the same type."""
    return builder.ashr(builder.sub(builder.mul(a, b), builder.mul(c, d)), shift)


def short(builder: Any, shift: Any, wide: Any) -> Any:
    """A shift below 64 in the type of the integers that it shifts."""
    places = builder.and_(shift, ir.Constant(WORD, 63))
    return builder.zext(places, wide) if wide.width > 64 else places


def float_of(builder: Any, words: Sequence[Any]) -> Any:
    """The float next to a number, up to a few units of its last digit; or the floats, for vectors of words.

    Words but the highest are read as -2^63 … 2^63 - 1, with a carry: the first that is not zero decides.
    """
    vector = words[0].type == WORDS
    integers, floats, number = (WORDS, FLOATS, _eight) if vector else (WORD, FLOAT, ir.Constant)
    carry, total = number(integers, 0), number(floats, 0.0)
    for place, word in enumerate(words):
        digit = builder.add(word, carry)
        term = builder.fmul(builder.sitofp(digit, floats), number(floats, 2.0 ** (64 * place)))
        total = builder.fadd(total, term)
        wraps = builder.icmp_unsigned("<", digit, carry)
        carry = builder.zext(
            builder.or_(wraps, builder.icmp_signed("<", digit, number(integers, 0))), integers
        )
    return total


def _eight(kind: Any, number: float) -> Any:
    return ir.Constant(kind, [number] * LANES)


def order_of(builder: Any, left: Any, right: Any) -> Any:
    """-1, 0 or 1 as one LLVM integer is less than another, equal or greater."""
    above = builder.zext(builder.icmp_signed(">", left, right), WORD)
    return builder.sub(above, builder.zext(builder.icmp_signed("<", left, right), WORD))


@typed
def load(typing: Any, matrix: Array, row: int, column: int, zero: Number) -> Any:
    """The number in a row and a column, with as many words as zero.

    matrix : int64, shape (rows, words, columns)
    """

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        entries = Matrix(context, builder, matrix, args[0])
        words = [builder.load(entries.place(args[1], args[2], word)) for word in range(zero.count)]
        return context.make_tuple(builder, zero, words)

    return zero(matrix, types.int64, types.int64, zero), generate


@typed
def store(typing: Any, matrix: Array, row: int, column: int, value: Number) -> Any:
    """Writes a number to a row and a column.

    matrix : int64, shape (rows, words, columns)
    """

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        entries = Matrix(context, builder, matrix, args[0])
        for word, part in enumerate(unpacked(builder, args[3])):
            builder.store(part, entries.place(args[1], args[2], word))
        return context.get_dummy_value()

    return types.void(matrix, types.int64, types.int64, value), generate


@typed
def negative(typing: Any, value: Number) -> Any:
    """The number with the opposite sign."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        opposite = builder.neg(whole(builder, unpacked(builder, args[0])))
        return context.make_tuple(builder, value, words_of(builder, opposite))

    return value(value), generate


@typed
def product(typing: Any, a: Number, b: Number) -> Any:
    """The product of two numbers, modulo 2^bits."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        left, right = (whole(builder, unpacked(builder, arg)) for arg in args)
        return context.make_tuple(builder, a, words_of(builder, builder.mul(left, right)))

    return a(a, a), generate


@typed
def reciprocal(typing: Any, value: Number) -> Any:
    """For a positive number 2^s·u with u odd: s, and the inverse of u modulo 2^bits."""
    returned = types.Tuple((types.int64, value))

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        integer = whole(builder, unpacked(builder, args[0]))
        zeros = builder.cttz(integer, ir.Constant(ir.IntType(1), 0))
        odd = builder.lshr(integer, zeros)

        # Right in the last three bits; each step of Newton's method doubles their number, in one word first.
        last = builder.trunc(odd, WORD) if value.count > 1 else odd
        inverse = _newton(builder, last, last, 5)
        if value.count > 1:
            inverse = _newton(
                builder, odd, builder.zext(inverse, integer.type), (value.count - 1).bit_length()
            )
            zeros = builder.trunc(zeros, WORD)
        parts = [zeros, context.make_tuple(builder, value, words_of(builder, inverse))]
        return context.make_tuple(builder, returned, parts)

    return returned(value), generate


def _newton(builder: Any, odd: Any, inverse: Any, steps: int) -> Any:
    for _ in range(steps):
        error = builder.sub(ir.Constant(odd.type, 2), builder.mul(odd, inverse))
        inverse = builder.mul(inverse, error)
    return inverse


@typed
def eliminated(typing: Any, a: Number, b: Number, c: Number, d: Number, shift: int) -> Any:
    """(a·b - c·d) / 2^shift modulo 2^(bits - shift), for a shift below 64."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        x, y, z, w = (whole(builder, unpacked(builder, arg)) for arg in args[:4])
        found = difference(builder, x, y, z, w, short(builder, args[4], x.type))
        return context.make_tuple(builder, a, words_of(builder, found))

    return a(a, a, a, a, types.int64), generate


@typed
def nearest(typing: Any, value: Number) -> Any:
    """A float with the sign of a number, less than 2^-49 of it away."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        return float_of(builder, unpacked(builder, args[0]))

    return types.float64(value), generate


@inside
def room(denominator: Number, shift: int) -> float:
    """The bound, in floats, below which a·b + c·d must stay for (a·b - c·d) / denominator to fit.

    The denominator is 2^shift times an odd number; the quotient is found modulo 2^(bits - shift).  Two bits
    are left for the sign and for what floats are off.
    """
    if shift > 62:
        return 0.0
    bits = 64 * len(denominator) - 2
    most: float = nearest(denominator) / float(np.int64(1) << shift) * 2.0**bits
    return most
