"""Exact integer arithmetic for compiled code: numbers of one or two 64-bit words, with products of twice the width.

A number is an int64, or a pair (low word, high word) of int64 in two's complement.  Each operation below is compiled for
either; LLVM's own wide integers do the work.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, TypeAlias

ir: Any = import_module("llvmlite.ir")  # imported thus, they have no types: those differ from version to version
types: Any = import_module("numba.types")

Number: TypeAlias = Any  # inside compiled code: an int64 or a pair of them
_typed: Callable[[Callable[..., Any]], Callable[..., Any]] = import_module("numba.extending").intrinsic

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


@_typed
def sign(typing: Any, value: Number) -> Any:
    """-1, 0 or 1."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        whole = _extended(builder, value, args[0], _width(value))
        zero = ir.Constant(whole.type, 0)
        above = builder.zext(builder.icmp_signed(">", whole, zero), _WORD)
        return builder.sub(above, builder.zext(builder.icmp_signed("<", whole, zero), _WORD))

    return types.int64(value), generate


@_typed
def negative(typing: Any, value: Number) -> Any:
    """The number with the opposite sign."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        return _packed(context, builder, value, builder.neg(_extended(builder, value, args[0], _width(value))))

    return value(value), generate


@_typed
def compare(typing: Any, a: Number, b: Number, c: Number, d: Number) -> Any:
    """The sign of a·b - c·d."""

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        x, y, z, w = (_extended(builder, a, arg, 2 * _width(a)) for arg in args)
        left, right = builder.mul(x, y), builder.mul(z, w)
        above = builder.zext(builder.icmp_signed(">", left, right), _WORD)
        return builder.sub(above, builder.zext(builder.icmp_signed("<", left, right), _WORD))

    return types.int64(a, a, a, a), generate


@_typed
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


@_typed
def eliminated(
    typing: Any, p: Number, e: Number, f: Number, g: Number, old: Number, shift: Number, inverse: Number
) -> Any:
    """(p·e - f·g) / old where that division is exact, and whether the quotient fits a number.

    The quotient's last 64 (or 128) bits come from the reciprocal of ``old``; it is the quotient if it multiplies back.
    """
    returned = types.Tuple((p, types.boolean))

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        bits = _width(p)
        a, b, c, d, divisor, places = (_extended(builder, p, arg, 2 * bits) for arg in args[:6])
        dividend = builder.sub(builder.mul(a, b), builder.mul(c, d))
        low = builder.trunc(builder.ashr(dividend, places), ir.IntType(bits))
        quotient = builder.mul(low, _extended(builder, p, args[6], bits))
        back = builder.mul(builder.sext(quotient, dividend.type), divisor)
        least = builder.icmp_signed("==", quotient, ir.Constant(quotient.type, -(1 << (bits - 1))))  # has no negative
        fits = builder.and_(builder.icmp_signed("==", back, dividend), builder.not_(least))
        return context.make_tuple(builder, returned, [_packed(context, builder, p, quotient), fits])

    return returned(p, p, p, p, p, p, p), generate
