"""The signs that the terms of a polynomial, or its Bernstein coefficients, show on a box.

On a box, a polynomial is a convex combination of its Bernstein coefficients, with weights that are all
positive in the interior.  So coefficients that are all ≥ 0 and not all 0 prove the polynomial positive in the
*interior*; coefficients that are all > 0 prove it positive on the whole closed box.  Halving the box brings
the coefficients closer to the polynomial.  All arithmetic is in integers, on a positive multiple of the
polynomial.

Sources: farouki2012 (the Bernstein basis), garloff1985 (sign tests by subdivision).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import comb, gcd, lcm, prod

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial

MOST_COEFFICIENTS = 50_000

Box = Mapping[str, tuple[Fraction, Fraction]]
Matrix = Sequence[Sequence[int]]


class Bernstein:
    """The Bernstein coefficients of a positive multiple of a polynomial on a box, as integers.

    Parameters
    ----------
    degrees
        The degree along each axis of the box.
    coefficients
        One integer per tuple of indices 0…degree, last axis fastest.
    """

    __slots__ = ("coefficients", "degrees")

    def __init__(self, degrees: tuple[int, ...], coefficients: Sequence[int]):
        divisor = gcd(*coefficients)
        self.degrees = degrees
        self.coefficients = [c // divisor for c in coefficients] if divisor > 1 else list(coefficients)

    @classmethod
    def of(cls, polynomial: Polynomial, box: Box) -> "Bernstein":
        """The coefficients on ``box``, which names every variable: one axis per name, in its order."""
        degrees = tuple(polynomial.degree(name) for name in box)
        if prod(d + 1 for d in degrees) > MOST_COEFFICIENTS:
            raise Unsupported(f"a polynomial of degrees {degrees} has too many Bernstein coefficients")
        return cls(degrees, bernstein_coefficients(polynomial, box, degrees)[0])

    @property
    def sign(self) -> int | None:
        """The sign in the whole interior, 1 or -1; 0: zero everywhere; None: the coefficients do not tell."""
        low, high = min(self.coefficients), max(self.coefficients)
        if low >= 0:
            return 1 if high > 0 else 0
        return -1 if high <= 0 else None

    def halves(self, axis: int) -> "tuple[Bernstein, Bernstein]":
        """The coefficients on the lower and the upper half of the box along an axis."""
        degree = self.degrees[axis]
        if degree == 0:
            return self, self
        lower, upper = (_along(self.coefficients, self.degrees, axis, half) for half in _halving(degree))
        return Bernstein(self.degrees, lower), Bernstein(self.degrees, upper)


def bernstein_coefficients(
    polynomial: Polynomial, box: Box, degrees: tuple[int, ...]
) -> tuple[list[int], int]:
    """The Bernstein coefficients on a box in some degrees, as integers, and how many times as large they are.

    There is a degree for each name of the box, and it is no lower than that of the polynomial.
    """
    names, steps = list(box), strides(degrees)
    scale = lcm(*(coefficient.denominator for coefficient in polynomial.terms.values()))
    values = [0] * prod(d + 1 for d in degrees)
    for monomial, coefficient in polynomial.terms.items():
        values[sum(steps[names.index(name)] * power for name, power in monomial)] = int(coefficient * scale)
    for axis, name in enumerate(names):
        if degrees[axis]:
            matrix, factor = _to_bernstein(degrees[axis], *box[name])
            values, scale = _along(values, degrees, axis, matrix), scale * factor
    return values, scale


def sign_of_terms(polynomial: Polynomial, box: Box) -> int | None:
    """The sign of a polynomial all of whose terms have one sign where no variable is negative.

    Returns
    -------
    1 or -1, its sign in the interior of the box; None if the terms do not tell.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> sign_of_terms(-(x * y) - y, {"x": (Fraction(0), Fraction(1)), "y": (Fraction(0), Fraction(9))})
    -1
    """
    if any(low < 0 or high <= 0 for low, high in (box[name] for name in polynomial.names)):
        return None
    positive = {coefficient > 0 for coefficient in polynomial.terms.values()}
    return (1 if True in positive else -1) if len(positive) == 1 else None


def strides(degrees: tuple[int, ...]) -> list[int]:
    """The distances of neighbors along each axis in a flat list of coefficients, last axis fastest."""
    return [prod(d + 1 for d in degrees[axis + 1 :]) for axis in range(len(degrees))]


def _along(values: Sequence[int], degrees: tuple[int, ...], axis: int, matrix: Matrix) -> list[int]:
    """Apply a square matrix along one axis of a flat tensor."""
    look()
    stride, length = prod(d + 1 for d in degrees[axis + 1 :]), degrees[axis] + 1
    result = list(values)
    for start in (place for place in range(len(values)) if place // stride % length == 0):
        line = slice(start, start + stride * length, stride)
        result[line] = [sum(m * v for m, v in zip(row, values[line], strict=True) if m) for row in matrix]
    return result


@cache
def _to_bernstein(degree: int, low: Fraction, high: Fraction) -> tuple[Matrix, int]:
    """Row i, column k: the i-th Bernstein coefficient on [low, high] of the k-th power (its polar form).

    As integers, and how many times as large they are.
    """

    def entry(i: int, k: int) -> Fraction:
        powers = range(max(0, k - degree + i), min(i, k) + 1)
        total = sum(comb(i, j) * comb(degree - i, k - j) * high**j * low ** (k - j) for j in powers)
        return Fraction(total) / comb(degree, k)

    rows = [[entry(i, k) for k in range(degree + 1)] for i in range(degree + 1)]
    scale = lcm(*(number.denominator for row in rows for number in row))
    return [[int(number * scale) for number in row] for row in rows], scale


@cache
def _halving(degree: int) -> tuple[Matrix, Matrix]:
    """De Casteljau's algorithm at the midpoint, multiplied by 2^degree."""
    indices = range(degree + 1)
    lower = [[comb(j, i) << (degree - j) for i in indices] for j in indices]
    upper = [[comb(degree - j, i - j) << j if i >= j else 0 for i in indices] for j in indices]
    return lower, upper
