"""Whole rows of a matrix of numbers, eight columns at a time, compiled; columns are a multiple of eight."""

from collections.abc import Sequence
from typing import Any

from gametheory_paradox.kernels.compiler import Array, cgutils, ir, typed, types
from gametheory_paradox.kernels.words import (
    FLOAT,
    FLOATS,
    LANES,
    WORD,
    WORDS,
    Matrix,
    Number,
    difference,
    float_of,
    short,
    unpacked,
    whole,
    words_of,
)

_PLACE = ir.IntType(32)  # in a vector


def _columns(builder: Any, width: Any, step: int) -> Any:
    """A loop over every so many columns, while code is written."""
    return cgutils.for_range_slice(builder, ir.Constant(WORD, 0), width, ir.Constant(WORD, step))


def _repeated(builder: Any, value: Any, kind: Any) -> Any:
    """Eight times the same."""
    first = builder.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(_PLACE, 0))
    return builder.shuffle_vector(first, first, ir.Constant(ir.VectorType(_PLACE, LANES), [0] * LANES))


def _larger(builder: Any, one: Any, other: Any) -> Any:
    return builder.select(builder.icmp_signed(">", one, other), one, other)


@typed
def eliminate_row(
    typing: Any, matrix: Array, row: int, line: int, width: int, a: Number, c: Number, shift: int
) -> Any:
    """Replaces each b in a row's first columns by (a·b - c·d) / 2^shift, d from a line, shift below 64.

    matrix : int64, shape (rows, words, columns)
    """

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        entries, (row, line, width) = Matrix(context, builder, matrix, args[0]), args[1:4]
        p, f = (whole(builder, unpacked(builder, arg)) for arg in args[4:6])
        places = short(builder, args[6], p.type)

        # One word: eight columns at once.  More: one after the other.
        if a.count == 1:
            p, f, places = (_repeated(builder, value, WORDS) for value in (p, f, places))
            with _columns(builder, width, LANES) as (column, _):
                here, there = (entries.places(r, column, WORDS) for r in (row, line))
                b, d = builder.load(here, align=8), builder.load(there, align=8)
                builder.store(difference(builder, p, b, f, d, places), here, align=8)
        else:
            with _columns(builder, width, 1) as (column, _):
                at = [[entries.place(r, column, word) for word in range(a.count)] for r in (row, line)]
                b, d = (whole(builder, [builder.load(place) for place in words]) for words in at)
                found = words_of(builder, difference(builder, p, b, f, d, places))
                for word, place in zip(found, at[0], strict=True):
                    builder.store(word, place)
        return context.get_dummy_value()

    return types.void(matrix, types.int64, types.int64, types.int64, a, c, types.int64), generate


@typed
def approximate_row(typing: Any, matrix: Array, floats: Array, row: int, zero: Number) -> Any:
    """Writes the floats nearest to a row's numbers, as many words long as zero; returns the largest size.

    matrix : int64, shape (rows, words, columns)
    floats : float64, shape (h, columns); of the first h rows
    """

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        numbers, copies = Matrix(context, builder, matrix, args[0]), Matrix(context, builder, floats, args[1])
        row, magnitude = args[2], ir.Constant(WORDS, [(1 << 63) - 1] * LANES)
        largest = cgutils.alloca_once_value(builder, ir.Constant(WORDS, [0] * LANES))
        with _columns(builder, numbers.width, LANES) as (column, _):
            at = [numbers.places(row, column, WORDS, word) for word in range(zero.count)]
            found = float_of(builder, [builder.load(place, align=8) for place in at])
            builder.store(found, copies.places(row, column, FLOATS), align=8)
            bits = builder.and_(builder.bitcast(found, WORDS), magnitude)  # in the order of the floats
            builder.store(_larger(builder, bits, builder.load(largest)), largest)

        top, size = builder.load(largest), LANES
        while size > 1:
            size //= 2
            halves = [list(range(size)), list(range(size, 2 * size))]
            masks = [ir.Constant(ir.VectorType(_PLACE, size), half) for half in halves]
            top = _larger(builder, *(builder.shuffle_vector(top, top, mask) for mask in masks))
        return builder.bitcast(builder.extract_element(top, ir.Constant(_PLACE, 0)), FLOAT)

    return types.float64(matrix, floats, types.int64, zero), generate


@typed
def rank_row(typing: Any, floats: Array, row: int, scale: float, tops: Array, rows: Array) -> Any:
    """Compares a row times a scale with what was largest so far in each column, and next.

    floats : float64, shape (h, columns)
    tops : float64, shape (2, columns); the largest and the next
    rows : int64, shape (1, columns); where the largest is
    """

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        entries, ranks, numbers = (
            Matrix(context, builder, kind, args[place]) for kind, place in ((floats, 0), (tops, 3), (rows, 4))
        )
        zero, one = ir.Constant(WORD, 0), ir.Constant(WORD, 1)
        scales, here = _repeated(builder, args[2], FLOATS), _repeated(builder, args[1], WORDS)
        with _columns(builder, entries.width, LANES) as (column, _):
            at = ranks.places(zero, column, FLOATS), ranks.places(one, column, FLOATS)
            number = numbers.places(zero, column, WORDS)
            top, second, best = (builder.load(place, align=8) for place in (*at, number))

            value = builder.load(entries.places(args[1], column, FLOATS), align=8)
            value = builder.fmul(value, scales)
            above = builder.fcmp_ordered(">", value, top)
            between = builder.select(builder.fcmp_ordered(">", value, second), value, second)
            builder.store(builder.select(above, value, top), at[0], align=8)
            builder.store(builder.select(above, top, between), at[1], align=8)
            builder.store(builder.select(above, here, best), number, align=8)
        return context.get_dummy_value()

    return types.void(floats, types.int64, types.float64, tops, rows), generate
