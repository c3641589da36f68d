"""Factors of polynomials over the rationals, and lowest terms of rational functions.

A polynomial is *primitive* here when its coefficients are integers without common divisor and the one that is
written first is positive; every class of polynomials that differ by a constant has exactly one.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from flint import fmpq, fmpq_mpoly

from gametheory_paradox.exact.ring import Ring, content, fraction
from gametheory_paradox.polynomials import Polynomial, RationalFunction

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
