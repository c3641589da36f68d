"""Exact integers of one or two 64-bit words, compiled.

A number is an int64, or a pair (low word, high word) of int64 in two's complement.  Its operations are
compiled for either; LLVM's own wide integers do the work.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

from gametheory_paradox.kernels.compiler import ir, typed, types

Number: TypeAlias = Any

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


def order_of(builder: Any, left: Any, right: Any) -> Any:
    """-1, 0 or 1 as one LLVM integer is less than another, equal or greater."""
    above = builder.zext(builder.icmp_signed(">", left, right), _WORD)
    return builder.sub(above, builder.zext(builder.icmp_signed("<", left, right), _WORD))


@typed
def sign(typing: Any, value: Number) -> Any:
    """-1, 0 or 1."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        whole = _extended(builder, value, args[0], _width(value))
        return order_of(builder, whole, ir.Constant(whole.type, 0))

    return types.int64(value), generate


@typed
def negative(typing: Any, value: Number) -> Any:
    """The number with the opposite sign."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        opposite = builder.neg(_extended(builder, value, args[0], _width(value)))
        return _packed(context, builder, value, opposite)

    return value(value), generate


@typed
def compare(typing: Any, a: Number, b: Number, c: Number, d: Number) -> Any:
    """The sign of a·b - c·d."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        x, y, z, w = (_extended(builder, a, arg, 2 * _width(a)) for arg in args)
        return order_of(builder, builder.mul(x, y), builder.mul(z, w))

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
        parts = [_packed(context, builder, value, part) for part in (zeros, inverse)]
        return context.make_tuple(builder, signature.return_type, parts)

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

        # The least number has no negative, so that it counts as one that does not fit.
        least = builder.icmp_signed("==", quotient, ir.Constant(quotient.type, -(1 << (bits - 1))))
        fits = builder.and_(builder.icmp_signed("==", back, dividend), builder.not_(least))
        return context.make_tuple(builder, returned, [_packed(context, builder, p, quotient), fits])

    return returned(p, p, p, p, p, p, p), generate


@typed
def eliminated_short(
    typing: Any, p: Number, e: Number, f: Number, g: Number, shift: Number, inverse: Number
) -> Any:
    """(p·e - f·g) / old by the reciprocal of ``old``, where that is exact and the dividend fits a number."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        a, b, c, d, places, inverted = (_extended(builder, p, arg, _width(p)) for arg in args)
        dividend = builder.sub(builder.mul(a, b), builder.mul(c, d))
        return _packed(context, builder, p, builder.mul(builder.ashr(dividend, places), inverted))

    return p(p, p, p, p, p, p), generate


@typed
def spread(typing: Any, most: Number, value: Number) -> Any:
    """A positive number as long as a positive one and one of either sign; -2^k counts as k binary digits."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        above, whole = (_extended(builder, value, arg, _width(value)) for arg in args)
        negative = builder.ashr(whole, ir.Constant(whole.type, _width(value) - 1))
        return _packed(context, builder, value, builder.or_(above, builder.xor(whole, negative)))

    return value(value, value), generate


@typed
def length(typing: Any, value: Number) -> Any:
    """The number of binary digits of a positive number."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        whole = _extended(builder, value, args[0], _width(value))
        zeros = builder.ctlz(whole, ir.Constant(ir.IntType(1), 0))
        digits = builder.sub(ir.Constant(whole.type, _width(value)), zeros)
        return digits if _width(value) == 64 else builder.trunc(digits, _WORD)

    return types.int64(value), generate
