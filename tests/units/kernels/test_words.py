"""Integers of one to four words, compiled, against Python's."""

from random import Random

import numba
import pytest
from witnesses.sampling import ordinarily

from gametheory_paradox.kernels import words

eliminated = numba.njit(lambda a, b, c, d, shift: words.eliminated(a, b, c, d, shift))
product = numba.njit(lambda a, b: words.product(a, b))
reciprocal = numba.njit(lambda value: words.reciprocal(value))
negative = numba.njit(lambda value: words.negative(value))
nearest = numba.njit(lambda value: words.nearest(value))
room = numba.njit(lambda denominator, shift: words.room(denominator, shift))


def number(value, width):
    """An integer as compiled code takes it: its words, the lowest first."""
    parts = [(value >> 64 * place) % (1 << 64) for place in range(width)]
    return tuple(part - (1 << 64) if part >> 63 else part for part in parts)


def integer(value):
    total = sum(part % (1 << 64) << 64 * place for place, part in enumerate(value))
    return signed(total, 64 * len(value))


def signed(value, bits):
    """The integer of least size that differs by a multiple of 2^bits."""
    rest = value % (1 << bits)
    return rest - (1 << bits) if rest >> (bits - 1) else rest


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_arithmetic_is_exact_where_floats_say_that_a_quotient_fits(width):
    random, bits = Random(width), 64 * width
    most, roomy, tight = 1 << (bits - 1), 0, 0
    for _ in range(ordinarily(340, 3000)):
        old = random.randrange(1, 1 << random.randrange(1, bits - 1))
        a, c = (random.randrange(-most + 1, most) >> random.randrange(bits) for _ in "ac")
        wanted = random.randrange(-most * 4, most * 4) >> random.choice([0, random.randrange(bits)])
        b, rest = divmod(wanted * old, a) if a else (0, 0)
        d, c = (-rest, 1) if a else (0, c)  # so that a·b - c·d is a multiple of old
        if not (abs(b) < most and abs(d) < most):
            continue
        quotient = (a * b - c * d) // old

        shift, inverse = reciprocal(number(old, width))
        assert old % (1 << shift) == 0
        assert ((old >> shift) * integer(inverse) - 1) % (1 << bits) == 0
        if shift > 62:
            assert room(number(old, width), shift) == 0
            continue
        found = integer(product(eliminated(*(number(v, width) for v in (a, b, c, d)), shift), inverse))
        assert (found - quotient) % (1 << (bits - shift)) == 0
        if abs(float(a) * float(b)) + abs(float(c) * float(d)) < room(number(old, width), shift):
            roomy += 1
            assert signed(found, bits - shift) == quotient
        tight += abs(quotient) >= 1 << (bits - shift - 1)
    assert min(roomy, tight) > 20


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_opposites_and_the_nearest_floats(width):
    random, most = Random(width), 1 << (64 * width - 1)
    for _ in range(300):
        value = random.randrange(-most + 1, most) >> random.randrange(64 * width)
        assert integer(number(value, width)) == value
        assert integer(negative(number(value, width))) == -value
        close = nearest(number(value, width))
        assert (close > 0) - (close < 0) == (value > 0) - (value < 0)
        assert abs(int(close) - value) << 49 <= abs(value)
