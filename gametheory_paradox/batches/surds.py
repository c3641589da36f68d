"""Numbers a + b·√d with rational a and b and one whole number d, exact: the mixtures of three players."""

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite, isqrt
from typing import TypeAlias

from gametheory_paradox.rationals import nearest_float
from gametheory_paradox.table import Record

Rational: TypeAlias = Fraction | int


@dataclass(frozen=True, repr=False)
class Surd(Record):
    """The number a + b·√d.

    Parameters
    ----------
    a, b
        Rational numbers; b is 0 where d is.
    d
        A whole number that is no square, or 0.
    """

    a: Rational
    b: Rational = 0
    d: int = 0

    def __post_init__(self) -> None:
        if not self.b:
            object.__setattr__(self, "d", 0)  # so that equal numbers are equal

    def __add__(self, other: "Surd") -> "Surd":
        return Surd(self.a + other.a, self.b + other.b, self.d or other.d)  # both d are the same, or one is 0

    def __sub__(self, other: "Surd") -> "Surd":
        return Surd(self.a - other.a, self.b - other.b, self.d or other.d)

    def __mul__(self, other: "Surd") -> "Surd":
        d = self.d or other.d
        if not d:
            return Surd(self.a * other.a)
        return Surd(self.a * other.a + self.b * other.b * d, self.a * other.b + self.b * other.a, d)

    def __truediv__(self, other: "Surd") -> "Surd":
        if not other.b:
            return Surd(Fraction(self.a, other.a), Fraction(self.b, other.a), self.d)
        norm = other.a * other.a - other.b * other.b * other.d
        return self * Surd(Fraction(other.a, norm), -Fraction(other.b, norm), other.d)

    @property
    def sign(self) -> int:
        """-1, 0 or 1."""
        return sign_of_sum(self.a, self.b, self.d)

    def __float__(self) -> float:
        """The nearest float."""
        return nearest_difference(self, Surd(0))


def root(square: Rational) -> Surd:
    """The square root of a number that is not negative."""
    whole = square.numerator * square.denominator
    if isqrt(whole) ** 2 == whole:
        return Surd(Fraction(isqrt(whole), square.denominator))
    return Surd(0, Fraction(1, square.denominator), whole)


def sign_of_sum(a: Rational, b: Rational, d: int, c: Rational = 0, e: int = 0) -> int:
    """The sign of a + b·√d + c·√e."""
    if c and e:
        left, right = sign_of_sum(a, b, d), _sign(c)
        if left * right >= 0:
            return left or right
        # |a + b·√d| against |c|·√e, both squared
        return left * sign_of_sum(a * a + b * b * d - c * c * e, 2 * a * b, d)
    left, right = _sign(a), _sign(b) if d else 0
    if left * right >= 0:
        return left or right
    return left * _sign(a * a - b * b * d)


def order_of(x: Surd, y: Surd) -> int:
    """The sign of x - y, which need not have the same d."""
    return sign_of_sum(x.a - y.a, x.b, x.d, -y.b, y.d)


def nearest_difference(x: Surd, y: Surd) -> float:
    """The float nearest to x - y; infinite where that is beyond all floats."""
    a, ahead = Fraction(x.a) - y.a, 80
    while True:
        ends = [
            nearest_float(a + _bound(x.b, x.d, ahead, side) + _bound(-y.b, y.d, ahead, side))
            for side in (-1, 1)
        ]
        if ends[0] == ends[1]:
            return ends[0]
        middle = sum(map(_beside, ends), Fraction(0)) / 2  # of two floats, once the ends are close
        if order_of(x, Surd(middle) + y) == 0:
            return nearest_float(middle)
        ahead *= 2


def _beside(end: float) -> Fraction:
    """A float as a number; for infinity the power of two that would come next."""
    return Fraction(end) if isfinite(end) else Fraction(2) ** 1024 * (1 if end > 0 else -1)


def _bound(b: Rational, d: int, ahead: int, side: int) -> Rational:
    """A number just below (side -1) or above b·√d; b·√d itself where that is rational."""
    if not b:
        return 0
    inside = isqrt(d << 2 * ahead)
    return b * Fraction(inside + (b * side > 0), 1 << ahead)


def _sign(x: Rational) -> int:
    return (x > 0) - (x < 0)
