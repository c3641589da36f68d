"""Integers of one and of two words, compiled, against Python's."""

from random import Random

import numba
import pytest
from witnesses.sampling import ordinarily

from gametheory_paradox.kernels import words

eliminated = numba.njit(
    lambda p, e, f, g, old, shift, inverse: words.eliminated(p, e, f, g, old, shift, inverse)
)
eliminated_short = numba.njit(
    lambda p, e, f, g, shift, inverse: words.eliminated_short(p, e, f, g, shift, inverse)
)
lengths = numba.njit(lambda most, value: words.length(words.spread(most, value)))
compare = numba.njit(lambda a, b, c, d: words.compare(a, b, c, d))
reciprocal = numba.njit(lambda value: words.reciprocal(value))
signs = numba.njit(lambda value: (words.sign(value), words.negative(value)))


def number(value, width):
    """An integer as compiled code takes it."""
    return value if width == 1 else ((value + (1 << 63)) % (1 << 64) - (1 << 63), value >> 64)


def integer(value, width):
    return value if width == 1 else value[0] % (1 << 64) + (value[1] << 64)


@pytest.mark.parametrize("width", [1, 2])
def test_arithmetic_is_exact_and_says_when_a_quotient_does_not_fit(width):
    random, most = Random(width), 1 << (64 * width - 1)
    fitted, short, count = 0, 0, ordinarily(1000, 3000)
    for _ in range(count):
        old = random.randrange(1, 1 << random.randrange(1, 64 * width - 1))
        p, f = (random.randrange(-most + 1, most) >> random.randrange(64 * width) for _ in "pf")
        quotient = random.choice(
            [random.randrange(-most * 4, most * 4), random.randrange(-most + 1, most) >> random.randrange(64)]
        )
        e, rest = divmod(quotient * old, p) if p else (0, 0)
        g, f = (-rest, 1) if p else (0, f)  # so that p·e - f·g is quotient·old
        if not (abs(e) < most and abs(g) < most):
            continue
        quotient = (p * e - f * g) // old
        shift, inverse = reciprocal(number(old, width))
        found, fits = eliminated(*(number(v, width) for v in (p, e, f, g, old)), shift, inverse)
        assert fits == (abs(quotient) < most)
        assert not fits or integer(found, width) == quotient
        fitted += fits
        if abs(quotient * old) < most:
            short += 1
            assert (
                integer(eliminated_short(*(number(v, width) for v in (p, e, f, g)), shift, inverse), width)
                == quotient
            )
        digits = lengths(number(old, width), number(p, width))
        assert digits >= old.bit_length()
        assert -(1 << digits) <= p < 1 << digits
        assert digits == max(old.bit_length(), (p if p >= 0 else ~p).bit_length())
        a, b, c, d = (random.randrange(-most, most) for _ in "abcd")
        order = compare(*(number(v, width) for v in (a, b, c, d)))
        assert order == (a * b > c * d) - (a * b < c * d)
        assert signs(number(a, width))[0] == (a > 0) - (a < 0)
        assert integer(signs(number(a, width))[1], width) == -a or a == -most
    assert count / 6 < fitted < count * 29 / 30
    assert short > count / 10
