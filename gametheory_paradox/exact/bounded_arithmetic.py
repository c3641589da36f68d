"""Arithmetic of formulas that refuses what would grow too large, before multiplying it out.

The limits are the same for formulas as text, for sympy's expressions, and for sums and products of these.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import Generic, TypeVar

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.polynomials import MOST_PRODUCTS, Monomial, Polynomial, RationalFunction
from gametheory_paradox.rationals import MAX_DIGITS

MAX_DEGREE = 24
MAX_TERMS = 2_000
MAX_BITS = MAX_DIGITS * 10 // 3 + 1  # of the numbers that the exact reader would take
MAX_WORK = 100_000  # products of two short coefficients: a quarter of a second

At = TypeVar("At")  # a place in the formula, for error messages


class BoundedArithmetic(Generic[At]):
    """Sums, products and powers of formulas within limits; nothing is cancelled.

    Parameters
    ----------
    where
        What the formula is, for the error message.
    """

    def __init__(self, where: str):
        self.where, self.work = where, 0

    def problem(self, message: str, at: At) -> Exception:
        """The error to raise; with its place, where places have names."""
        return InvalidGame(f"{self.where}: {message}")

    def total(self, parts: Iterable[RationalFunction], at: At) -> RationalFunction:
        """The sum of the parts."""
        # Summands over one denominator are collected first: the time is linear in the formula, the
        # denominator small.
        collected: dict[Polynomial, dict[Monomial, Fraction]] = {}
        for part in parts:
            terms = collected.setdefault(part.denominator, {})
            for monomial, value in part.numerator.terms.items():
                terms[monomial] = terms.get(monomial, Fraction(0)) + value

        total = RationalFunction.constant(0)
        for denominator, terms in collected.items():
            part = RationalFunction(Polynomial(terms), denominator)
            if len(collected) > 1:
                left = self.multiply(total.numerator, denominator, at)
                right = self.multiply(part.numerator, total.denominator, at)
                part = RationalFunction(left + right, self.multiply(total.denominator, denominator, at))
            total = part
            self.check_size(total.numerator, at)
        return total

    def times(self, left: RationalFunction, right: RationalFunction, at: At) -> RationalFunction:
        """The product of two formulas."""
        top = self.multiply(left.numerator, right.numerator, at)
        return RationalFunction(top, self.multiply(left.denominator, right.denominator, at))

    def inverse(self, value: RationalFunction, at: At) -> RationalFunction:
        """One over a formula."""
        if not value:
            raise self.problem("division by zero", at)
        if value.denominator.is_constant:
            return RationalFunction(value.denominator, value.numerator)
        # 1/(1/y) is not y where y is zero: the inner denominator stays a factor of the new one.
        top = self.multiply(value.denominator, value.denominator, at)
        return RationalFunction(top, self.multiply(value.numerator, value.denominator, at))

    def power(self, base: RationalFunction, exponent: int, at: At) -> RationalFunction:
        """A power with a whole exponent."""
        if exponent < 0:
            base, exponent = self.inverse(base, at), -exponent
        for part in (base.numerator, base.denominator):
            self.check_degree(part.total_degree * exponent, at)
            self.check_digits(_bits(part) * exponent, at)
        result = RationalFunction(base.denominator, base.denominator) if exponent == 0 else base
        for _ in range(1, exponent):
            result = self.times(result, base, at)
        return result

    def multiply(self, left: Polynomial, right: Polynomial, at: At) -> Polynomial:
        """The product of two polynomials."""
        if left.is_constant and right.is_constant and len(left.terms) == len(right.terms) == 1:
            product = left * right  # the usual case: nothing to bound but the digits
        else:
            self.check_degree(left.total_degree + right.total_degree, at)
            products = len(left.terms) * len(right.terms)
            self.work += products * (1 + (_bits(left) + _bits(right)) // 512)
            if products > MOST_PRODUCTS or self.work > MAX_WORK:
                raise self.problem("the formula is too large to multiply out", at)
            product = left * right
        self.check_size(product, at)
        return product

    def check_size(self, polynomial: Polynomial, at: At) -> None:
        """Refuse a polynomial beyond the limits."""
        self.check_degree(polynomial.total_degree, at)
        self.check_digits(_bits(polynomial), at)
        if len(polynomial.terms) > MAX_TERMS:
            raise self.problem(
                f"the formula has {len(polynomial.terms):,} terms, more than {MAX_TERMS:,}", at
            )

    def check_degree(self, degree: int, at: At) -> None:
        """Refuse too high a degree."""
        if degree > MAX_DEGREE:
            raise self.problem(f"the formula has degree {degree}, more than {MAX_DEGREE}", at)

    def check_digits(self, bits: int, at: At) -> None:
        """Refuse too long a number."""
        if bits > MAX_BITS:
            raise self.problem(f"a number in the formula would have more than {MAX_DIGITS:,} digits", at)


def add_up(parts: Iterable[RationalFunction], where: str = "formula") -> RationalFunction:
    """The sum of formulas; InvalidGame where it would grow beyond the limits."""
    return BoundedArithmetic[None](where).total(parts, None)


def multiply_out(parts: Iterable[RationalFunction], where: str = "formula") -> RationalFunction:
    """The product of formulas; InvalidGame where it would grow beyond the limits."""
    arithmetic, product = BoundedArithmetic[None](where), RationalFunction.constant(1)
    for part in parts:
        product = arithmetic.times(product, part, None)
    return product


def _bits(polynomial: Polynomial) -> int:
    """The length of the largest coefficient over the common denominator, or of that denominator."""
    common = lcm(*(value.denominator for value in polynomial.terms.values()))
    largest = max(
        (abs(v.numerator) * (common // v.denominator) for v in polynomial.terms.values()), default=0
    )
    return max(largest, common).bit_length()
