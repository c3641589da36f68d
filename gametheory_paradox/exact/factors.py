"""Factors and determinants of polynomials, in rings that are made once."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from math import gcd, lcm, prod
from typing import TypeAlias

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx, fmpz_mat

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import MOST_PRODUCTS, Polynomial, RationalFunction

# The way to flint's polynomials and back
# ----------------------------------------


class Ring:
    """Flint's polynomials in given variables, graded: the leading term is the one that ``str`` writes first.

    Parameters
    ----------
    names
        The variables, in any order; repeated names count once.
    """

    # flint keeps every context for ever, so ours are told apart by the number of variables alone.
    __slots__ = ("context", "names", "position")
    names: tuple[str, ...]
    position: dict[str, int]
    context: fmpq_mpoly_ctx

    def __init__(self, names: Iterable[str]):
        self.names = tuple(sorted(set(names)))
        self.position = {name: place for place, name in enumerate(self.names)}
        self.context = fmpq_mpoly_ctx.get([f"x{place}" for place in range(len(self.names))], Ordering.deglex)

    @classmethod
    def of(cls, *polynomials: Polynomial) -> "Ring":
        """The ring in the variables that occur."""
        return cls(name for polynomial in polynomials for name in polynomial.names)

    def take(self, polynomial: Polynomial) -> fmpq_mpoly:
        """The polynomial as flint holds it."""
        terms = {}
        for monomial, value in polynomial.terms.items():
            powers = [0] * len(self.names)
            for name, power in monomial:
                powers[self.position[name]] = power
            terms[tuple(powers)] = fmpq(value.numerator, value.denominator)
        return self.context.from_dict(terms)

    def give(self, polynomial: fmpq_mpoly) -> Polynomial:
        """Flint's polynomial as the package holds it."""
        return Polynomial(
            {
                tuple(
                    (name, int(power)) for name, power in zip(self.names, powers, strict=True) if power
                ): fraction(value)
                for powers, value in polynomial.to_dict().items()
            }
        )


def fraction(value: fmpq) -> Fraction:
    """Flint's rational number as Python's."""
    return Fraction(int(value.p), int(value.q))


def content(polynomial: fmpq_mpoly) -> fmpq:
    """The number by which a polynomial is divided to become primitive, its leading coefficient positive."""
    if polynomial.is_zero():
        return fmpq(1)
    values = [fraction(value) for value in polynomial.coeffs()]
    size = Fraction(gcd(*(v.numerator for v in values)), lcm(*(v.denominator for v in values)))
    size = size if values[0] > 0 else -size
    return fmpq(size.numerator, size.denominator)


# Factors of polynomials over the rationals, and lowest terms of rational functions
#
# A polynomial is *primitive* here when its coefficients are integers without common divisor and the one that
# is written first is positive; every class of polynomials that differ by a constant has exactly one.
# ----------------------------------------------------------------------------

SignOf: TypeAlias = Callable[[Polynomial], int | None]


def factor(polynomial: Polynomial) -> tuple[Fraction, tuple[tuple[Polynomial, int], ...]]:
    """Splits a polynomial into a constant and irreducible factors over the rationals.

    Where the factors are beyond flint's reach (coefficients too large), the polynomial's primitive part
    stands as its only factor: the product is right, but that factor may be reducible.

    Returns
    -------
    The constant, and pairs of a primitive factor and its multiplicity: distinct, small degrees first.  The
    zero polynomial is the constant 0 without factors.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> factor(Polynomial.constant(Fraction(-1, 2)) * (y - x) ** 2 * (x + y))
    (Fraction(-1, 2), ((Polynomial(x + y), 1), (Polynomial(x - y), 2)))
    """
    ring = Ring.of(polynomial)
    whole = ring.take(polynomial)
    if whole.is_zero():
        return Fraction(0), ()

    constant, parts = _factors(whole)
    scale, factors = fraction(constant), []
    for part, multiplicity in parts:
        size = content(part)
        scale *= fraction(size) ** int(multiplicity)
        factors.append((ring.give(part / size), int(multiplicity)))
    factors.sort(key=lambda row: (row[0].total_degree, len(row[0].terms), row[0].rank))
    return scale, tuple(factors)


def _factors(whole: fmpq_mpoly) -> tuple[fmpq, list[tuple[fmpq_mpoly, int]]]:
    try:
        return whole.factor()
    except (OverflowError, RuntimeError):  # flint says so that the numbers are too large for it
        size = content(whole)
        return size, [(whole / size, 1)]


def cancel(function: RationalFunction, sign_of: SignOf | None = None) -> RationalFunction:
    """Reduces a function to lowest terms, its denominator primitive.

    Equal functions come out with equal numerators and denominators.  The result may be defined at points
    where the original divides zero by zero.

    Parameters
    ----------
    function
        The function.
    sign_of
        The sign of a polynomial in the box that is asked about, None where it changes or is not known.  The
        denominator becomes positive where it has one sign; where it has not, the numerator is written without
        a leading minus if it can be.  Without a box the denominator's coefficient that is written first is
        positive.

    Examples
    --------
    >>> x, y = RationalFunction.variable("x"), RationalFunction.variable("y")
    >>> cancel((x * x - y * y) / (y - x))
    RationalFunction(-x - y)
    >>> cancel(x / (x - y), lambda polynomial: -1)
    RationalFunction(-x/(y - x))
    """
    ring = Ring.of(function.numerator, function.denominator)
    numerator, denominator = ring.take(function.numerator), ring.take(function.denominator)
    common = numerator.gcd(denominator)
    common = common * content(denominator / common)
    lowest = RationalFunction(ring.give(numerator / common), ring.give(denominator / common))
    if sign_of is None or lowest.denominator.is_constant:
        return lowest
    sign = sign_of(lowest.denominator)
    if sign == -1 or (sign != 1 and all(value < 0 for value in lowest.numerator.terms.values())):
        return RationalFunction(-lowest.numerator, -lowest.denominator)
    return lowest


# Factors of polynomials, remembered so that a certificate can hold them for its checker to multiply out
# ----------------------------------------------------------------------------


class Factoring:
    """Splits primitive polynomials into irreducible factors and remembers each that has more than one.

    Signs of factors are easier to prove than the sign of a product: (x - y)² is never separated from zero by
    cutting cells.  A polynomial stays whole where its factors are too long for a checker to multiply out.
    """

    def __init__(self) -> None:
        self.known: dict[Polynomial, tuple[Polynomial, ...]] = {}
        self._same: dict[Polynomial, Polynomial] = {}  # equal ones as one object, which is compared at once

    def __call__(self, polynomial: Polynomial) -> tuple[Polynomial, ...]:
        """The factors of a primitive polynomial."""
        if polynomial.total_degree < 2:
            return (self._same.setdefault(polynomial, polynomial),)
        if polynomial not in self.known:
            look()
            constant, powers = factor(polynomial)
            parts = tuple(self._same.setdefault(part, part) for part, power in powers for _ in range(power))
            if constant != 1:
                parts = (Polynomial.constant(constant), *parts)
            self.known[polynomial] = parts if _multiply_out(parts) else (polynomial,)
        return self.known[polynomial]

    def remembered(self) -> list[tuple[Polynomial, tuple[Polynomial, ...]]]:
        """The polynomials that have more than one factor, with their factors."""
        return [(whole, parts) for whole, parts in self.known.items() if len(parts) > 1]


def _multiply_out(parts: Sequence[Polynomial]) -> bool:
    """True if plain arithmetic multiplies some factors, one after the other, within its limit."""
    if prod(len(part.terms) for part in parts) <= MOST_PRODUCTS:
        return True  # no partial product has more terms
    try:
        prod(parts, start=Polynomial.constant(1))
    except Unsupported:
        return False
    return True


# Minors of a matrix of polynomials, as fast as they can be had
# --------------------------------------------------------------


class Minors:
    """The determinants of some rows and columns of a matrix, each found once.

    Parameters
    ----------
    matrix
        Its rows.

    Examples
    --------
    >>> x, one = Polynomial.variable("x"), Polynomial.constant(1)
    >>> print(Minors([[x, one], [one, x]]).minor((0, 1), (0, 1)))
    x^2 - 1
    """

    def __init__(self, matrix: Sequence[Sequence[Polynomial]]):
        self.ring = Ring.of(*(entry for row in matrix for entry in row))
        self.matrix = [[self.ring.take(entry) for entry in row] for row in matrix]
        self.minor, self._minor = cache(self._given), cache(self._expanded)

    def _given(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Polynomial:
        return self.ring.give(self._minor(rows, columns))

    def _expanded(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> fmpq_mpoly:
        """A determinant, expanded along the first row."""
        if not rows:
            return self.ring.context.constant(1)
        total = self.ring.context.constant(0)
        for place, column in enumerate(columns):
            if entry := self.matrix[rows[0]][column]:
                term = entry * self._minor(rows[1:], (*columns[:place], *columns[place + 1 :]))
                total = total - term if place % 2 else total + term
        return total


# Determinants of integers, of which the sign alone is asked
# -----------------------------------------------------------


def sign_of_determinant(matrix: Sequence[Sequence[int]]) -> int:
    """The sign of the determinant of a square matrix of integers: -1, 0 or 1.

    Examples
    --------
    >>> sign_of_determinant([[1, 2], [3, 4]]), sign_of_determinant([[1, 2], [2, 4]])
    (-1, 0)
    """
    determinant = fmpz_mat(matrix).det()
    return (determinant > 0) - (determinant < 0)
