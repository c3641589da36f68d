"""Numbers with about 106 bits and a bound of their error, made of floats; each function takes numbers or arrays of them.

A *ball* (high, low, error) stands for a number within ``error`` of high + low, where high is high + low rounded.  The algorithms
for pairs (high, low) are off by at most 16·u² of the result, u = 2^-53; eight times that is charged, which also covers that
errors are computed with rounding.  Nothing here branches, and no number may be so large or small that products leave the floats.
"""

from typing import Any, TypeAlias

Number: TypeAlias = Any  # a float or an array of floats
Ball: TypeAlias = tuple[Any, Any, Any]

_SPLITTER = 2.0**27 + 1
_CHARGE = 2.0**-99
_MORE = 1 + 2.0**-40  # covers the rounding of a few additions and multiplications


def two_sum(a: Number, b: Number) -> tuple[Number, Number]:
    """The rounded sum and what rounding took away."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def two_product(a: Number, b: Number) -> tuple[Number, Number]:
    """The rounded product and what rounding took away."""
    product = a * b
    wide_a, wide_b = _SPLITTER * a, _SPLITTER * b
    high_a, high_b = wide_a - (wide_a - a), wide_b - (wide_b - b)
    low_a, low_b = a - high_a, b - high_b
    return product, low_a * low_b - (((product - high_a * high_b) - low_a * high_b) - high_a * low_b)


def difference(a: Number, b: Number) -> Ball:
    """The difference of two floats, without error."""
    high, low = two_sum(a, -b)
    return high, low, 0.0 * high


def add(x: Ball, y: Ball) -> Ball:
    """The sum."""
    high, low = two_sum(x[0], y[0])
    more, rest = two_sum(x[1], y[1])
    high, low = two_sum(high, low + more)
    high, low = two_sum(high, low + rest)
    return high, low, (x[2] + y[2]) * _MORE + _CHARGE * abs(high)


def negative(x: Ball) -> Ball:
    """The number with the opposite sign."""
    return -x[0], -x[1], x[2]


def multiply(x: Ball, y: Ball) -> Ball:
    """The product."""
    high, low = two_product(x[0], y[0])
    high, low = two_sum(high, low + (x[0] * y[1] + x[1] * y[0]))
    error = ((abs(x[0]) + x[2]) * y[2] + abs(y[0]) * x[2]) * _MORE
    return high, low, error + _CHARGE * abs(high)


def divide(x: Ball, y: Ball) -> Ball:
    """The quotient; its error is infinite, or no number, where the divisor may be zero."""
    first = x[0] / y[0]
    high, low = two_product(first, y[0])
    rest = ((x[0] - high) - low + x[1]) - first * y[1]
    high, low = two_sum(first, rest / y[0])
    room = abs(y[0]) * (1 - 2.0**-40) - y[2]
    error = (x[2] + (abs(high) + abs(low)) * y[2]) / ((room + abs(room)) * 0.5)
    return high, low, error * _MORE + _CHARGE * abs(high)


def ends(x: Ball) -> tuple[Number, Number]:
    """Floats between which the number, once rounded to the nearest float, lies; they are equal where that is certain."""
    slack = x[2] * _MORE + abs(x[1]) * 2.0**-52
    return x[0] + (x[1] - slack), x[0] + (x[1] + slack)
