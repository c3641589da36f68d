"""Polynomials and rational functions over the rationals in plain Python: small, slow, easy to check by eye.

These are the formulas of a parametric game as *data*: games hold them, certificates write them down, and the
checker computes with them using nothing but integers and fractions.  Work that wants speed (factors,
determinants, greatest common divisors) is done in :mod:`gametheory_paradox.exact` and its results are checked
here by multiplication.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import Self

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.written_polynomials import Powers, WrittenPolynomial, WrittenQuotient

MOST_PRODUCTS = 30_000  # of terms, in one multiplication
MOST_BITS = 200_000  # of a number that a power makes

Monomial = Powers  # names ascending, exponents positive


class Polynomial(WrittenPolynomial):
    """A polynomial with rational coefficients in named variables; immutable.

    Examples
    --------
    >>> c, h = Polynomial.variable("c"), Polynomial.variable("h")
    >>> print((c + h) * (c - h))
    c^2 - h^2
    """

    __slots__ = ("_hash",)

    def __init__(self, terms: Mapping[Monomial, Fraction | int] = {}):
        self.terms = {m: c if type(c) is Fraction else Fraction(c) for m, c in terms.items() if c}
        self._hash: int | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.terms,)  # without the hash, which another process would not share

    @classmethod
    def constant(cls, value: Fraction | int) -> Self:
        """The polynomial that is ``value`` everywhere."""
        return cls({(): value})

    @classmethod
    def variable(cls, name: str) -> Self:
        """The polynomial that is the variable ``name``."""
        return cls({((name, 1),): Fraction(1)})

    def __add__(self, other: "Polynomial") -> "Polynomial":
        if not self.terms or not other.terms:
            return self if self.terms else other
        total: dict[Monomial, Fraction | int] = dict(self.terms)
        for monomial, value in _entries(other.terms):
            if monomial in total:
                own = self.terms[monomial]
                value = (own.numerator if own.denominator == 1 else own) + value
            total[monomial] = value
        return Polynomial(total)

    def __sub__(self, other: "Polynomial") -> "Polynomial":
        return self + -other

    def __neg__(self) -> "Polynomial":
        return Polynomial({monomial: -value for monomial, value in self.terms.items()})

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        for one, factor in ((self, other), (other, self)):
            if one.terms == _ONE.terms:  # as most denominators are
                return factor
        if len(self.terms) * len(other.terms) > MOST_PRODUCTS:
            raise Unsupported(f"a product of {len(self.terms)} and {len(other.terms)} terms is too large")
        look()
        total: dict[Monomial, Fraction | int] = {}
        rights = _entries(other.terms)
        for left, a in _entries(self.terms):
            for right, b in rights:
                monomial = _times(left, right)
                total[monomial] = total[monomial] + a * b if monomial in total else a * b
        return Polynomial(total)

    def __pow__(self, exponent: int) -> "Polynomial":
        return prod([self] * exponent, start=Polynomial.constant(1))

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Polynomial) and self.terms == other.terms)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self.terms.items()))
        return self._hash

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def is_constant(self) -> bool:
        """True if it is the same number everywhere."""
        return not self.terms or (len(self.terms) == 1 and () in self.terms)

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that occur, ascending."""
        return tuple(sorted({name for monomial in self.terms for name, _ in monomial}))

    def degree(self, name: str) -> int:
        """The largest exponent of ``name``."""
        return max((power for monomial in self.terms for n, power in monomial if n == name), default=0)

    def value(self, point: Mapping[str, Fraction]) -> Fraction:
        """The number at ``point``, which names every variable that occurs."""
        if self.is_constant:
            return self.terms.get((), Fraction(0))
        total = Fraction(0)
        for monomial, coefficient in self.terms.items():
            for name, power in monomial:
                coefficient *= _power(point[name], power)
            total += coefficient
        return total

    def at(self, point: Mapping[str, Fraction]) -> "Polynomial":
        """The polynomial with the named variables replaced by numbers; the others stay."""
        total: dict[Monomial, Fraction] = {}
        for monomial, coefficient in self.terms.items():
            rest = tuple((name, power) for name, power in monomial if name not in point)
            for name, power in monomial:
                if name in point:
                    coefficient *= _power(point[name], power)
            total[rest] = total.get(rest, Fraction(0)) + coefficient
        return Polynomial(total)


def _power(base: Fraction, exponent: int) -> Fraction:
    if exponent == 1:
        return base
    if exponent * max(base.numerator.bit_length(), base.denominator.bit_length()) > MOST_BITS:
        raise Unsupported(f"a power {exponent} of a number with that many digits is too large")
    return base**exponent


def _entries(terms: Mapping[Monomial, Fraction]) -> list[tuple[Monomial, Fraction | int]]:
    """Terms with whole coefficients as integers, which are multiplied and added several times as fast."""
    return [(monomial, c.numerator if c.denominator == 1 else c) for monomial, c in terms.items()]


def _times(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    if left[-1][0] < right[0][0]:
        return left + right
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


_ONE = Polynomial.constant(1)


class RationalFunction(WrittenQuotient[Polynomial]):
    """A quotient of two polynomials; immutable.  Sums and products are not reduced to lowest terms.

    Raises
    ------
    ZeroDivisionError
        If the denominator is the zero polynomial.
    """

    __slots__ = ()

    def __init__(self, numerator: Polynomial, denominator: Polynomial = _ONE):
        if not denominator:
            raise ZeroDivisionError("the denominator is zero everywhere")
        if denominator is not _ONE and denominator.is_constant and denominator.terms[()] != 1:
            numerator, denominator = numerator * Polynomial.constant(1 / denominator.terms[()]), _ONE
        self.numerator, self.denominator = numerator, denominator

    @classmethod
    def constant(cls, value: Fraction | int) -> "RationalFunction":
        """The function that is ``value`` everywhere."""
        return cls(Polynomial.constant(value))

    @classmethod
    def variable(cls, name: str) -> "RationalFunction":
        """The function that is the variable ``name``."""
        return cls(Polynomial.variable(name))

    def __add__(self, other: "RationalFunction") -> "RationalFunction":
        if self.denominator == other.denominator:
            return RationalFunction(self.numerator + other.numerator, self.denominator)
        above = self.numerator * other.denominator + other.numerator * self.denominator
        return RationalFunction(above, self.denominator * other.denominator)

    def __sub__(self, other: "RationalFunction") -> "RationalFunction":
        return self + -other

    def __neg__(self) -> "RationalFunction":
        return RationalFunction(-self.numerator, self.denominator)

    def __mul__(self, other: "RationalFunction") -> "RationalFunction":
        return RationalFunction(self.numerator * other.numerator, self.denominator * other.denominator)

    def __truediv__(self, other: "RationalFunction") -> "RationalFunction":
        return RationalFunction(self.numerator * other.denominator, self.denominator * other.numerator)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RationalFunction):
            return False
        if self.denominator == other.denominator:
            return self.numerator == other.numerator
        return self.numerator * other.denominator == other.numerator * self.denominator

    def __hash__(self) -> int:
        return hash(RationalFunction)  # equal functions may be written differently

    def __bool__(self) -> bool:
        return bool(self.numerator)

    @property
    def is_constant(self) -> bool:
        """True if no variable occurs."""
        return self.numerator.is_constant and self.denominator.is_constant

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that occur, ascending."""
        return tuple(sorted({*self.numerator.names, *self.denominator.names}))

    @property
    def sign_polynomial(self) -> Polynomial:
        """A polynomial that has the function's sign wherever the denominator is not zero."""
        return self.numerator if self.denominator.is_constant else self.numerator * self.denominator

    def value(self, point: Mapping[str, Fraction]) -> Fraction:
        """The number at ``point``, which names every variable; ZeroDivisionError where undefined."""
        above = self.numerator.value(point)
        return above if self.denominator.terms == _ONE.terms else above / self.denominator.value(point)

    def at(self, point: Mapping[str, Fraction]) -> "RationalFunction":
        """The function with the named variables replaced by numbers."""
        return RationalFunction(self.numerator.at(point), self.denominator.at(point))
