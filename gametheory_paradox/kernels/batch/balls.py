"""Numbers with about 106 bits and a bound of their error, and bits of words, for compiled code.

A *ball* (high, low, error) stands for a number within ``error`` of high + low, where high is high + low
rounded.  Sums, products, quotients and roots of such pairs by the algorithms below are off by at most 16·u²
of the result, u = 2^-53; eight times that is charged, which also covers that errors are computed with
rounding.  Where the numbers that go in are floats and the result is one, nothing is rounded and nothing
charged: integers stay exact.  Magnitudes must keep all products far from underflow and overflow.
"""

from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.kernels.compiler import Array, inside, typed, types

Ball: TypeAlias = Any  # three floats

UNKNOWN = 2
_CHARGE = 2.0**-99
_MORE = 1 + 2.0**-40  # covers the rounding of a few operations on errors


@typed
def lowest(typing: Any, word: Any) -> Any:
    """The number of the lowest bit of a word that is not zero."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], context.get_constant(types.boolean, 0))

    return word(word), generate


@typed
def fused(typing: Any, a: Any, b: Any, c: Any) -> Any:
    """a·b + c, rounded once."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.fma(*args)

    return a(a, b, c), generate


@inside
def two_sum(a: float, b: float) -> tuple[float, float]:
    """The rounded sum and what rounding took away."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


@inside
def difference(a: float, b: float) -> Ball:
    """The difference of two floats."""
    high, low = two_sum(a, -b)
    return high, low, 0.0


@inside
def product(a: float, b: float) -> Ball:
    """The product of two floats."""
    high = a * b
    return high, fused(a, b, -high), 0.0


@inside
def add(x: Ball, y: Ball) -> Ball:
    """The sum."""
    high, low = two_sum(x[0], y[0])
    more, rest = two_sum(x[1], y[1])
    high, low = two_sum(high, low + more)
    high, low = two_sum(high, low + rest)
    charge = 0.0 if x[1] == y[1] == 0.0 else _CHARGE * abs(high)
    return high, low, (x[2] + y[2]) * _MORE + charge


@inside
def subtract(x: Ball, y: Ball) -> Ball:
    """The difference."""
    return add(x, (-y[0], -y[1], y[2]))


@inside
def multiply(x: Ball, y: Ball) -> Ball:
    """The product."""
    high, low, _ = product(x[0], y[0])
    high, low = two_sum(high, low + (x[0] * y[1] + x[1] * y[0]))
    error = ((abs(x[0]) + x[2]) * y[2] + abs(y[0]) * x[2]) * _MORE
    charge = 0.0 if x[1] == y[1] == 0.0 else _CHARGE * abs(high)
    return high, low, error + charge


@inside
def divide(x: Ball, y: Ball) -> Ball:
    """The quotient; its error is infinite where the divisor may be zero."""
    room = abs(y[0]) * (1 - 2.0**-40) - y[2]
    if not room > 0.0:
        return 0.0, 0.0, np.inf
    first = x[0] / y[0]
    high, low, _ = product(first, y[0])
    rest = ((x[0] - high) - low + x[1]) - first * y[1]
    high, low = two_sum(first, rest / y[0])
    error = (x[2] + (abs(high) + abs(low)) * y[2]) / room
    return high, low, error * _MORE + _CHARGE * abs(high)


@inside
def sign(x: Ball) -> int:
    """-1, 0 or 1; UNKNOWN where the ball does not say."""
    if abs(x[0]) * (1 - 2.0**-40) > x[2]:
        return 1 if x[0] > 0.0 else -1
    return 0 if x[0] == 0.0 and x[2] == 0.0 else UNKNOWN


@inside
def ends(x: Ball) -> tuple[float, float]:
    """The floats nearest to the ends of the ball."""
    if x[2] == 0.0:
        return x[0], x[0]  # even halfway between two floats
    slack = x[2] * _MORE + abs(x[1]) * 2.0**-52
    return x[0] + (x[1] - slack), x[0] + (x[1] + slack)


@inside
def rounded(x: Ball) -> tuple[float, bool]:
    """The float nearest to the number, and whether that is certain."""
    lower, upper = ends(x)
    return lower, lower == upper


@inside
def _sign_of_sum(terms: Array) -> int:
    """The sign of the exact sum of some floats; they are overwritten by parts that do not overlap.

    terms : float64, shape (terms,)
    """
    count = 0
    for place in range(len(terms)):
        total, kept = terms[place], 0
        for part in range(count):
            total, rest = two_sum(total, terms[part])
            if rest != 0.0:
                terms[kept] = rest
                kept += 1
        if total != 0.0:
            terms[kept] = total
            kept += 1
        count = kept
    return 0 if count == 0 else 1 if terms[count - 1] > 0.0 else -1


@inside
def between(lower: float, upper: float, top: Any, bottom: Any) -> tuple[float, bool]:
    """The float nearest to a quotient of sums between two floats; whether these are neighbors, as they must.

    Some floats add up to the numerator, four to the denominator: two differences of the same sign.  The sign
    of numerator minus m times denominator tells on which side of the middle m of the two the quotient lies;
    in the middle the even one is nearest.
    """
    half = (upper - lower) * 0.5
    nearest = lower + half  # the even one, where the two are neighbors
    if not (nearest in (lower, upper) and half > 0.0):
        return lower, False
    terms = np.empty(len(top) + 12)
    for place in range(4):
        terms[3 * place], terms[3 * place + 1], _ = product(-lower, bottom[place])
        terms[3 * place + 2] = -half * bottom[place]
    for place in range(len(top)):
        terms[12 + place] = top[place]
    positive = (bottom[0] + bottom[1]) + (bottom[2] + bottom[3]) > 0.0
    side = _sign_of_sum(terms) * (1 if positive else -1)
    return nearest if side == 0 else upper if side > 0 else lower, True


@inside
def between_payoffs(lower: float, upper: float, p: float, q: float, r: float, s: float) -> tuple[float, bool]:
    """The same for (p·s - q·r) / (p - r + s - q), what mixing p with q and r with s alike gives."""
    one, two = product(p, s), product(-q, r)
    nearest, certain = between(lower, upper, (one[0], one[1], two[0], two[1]), (p, -r, s, -q))
    return nearest, certain
