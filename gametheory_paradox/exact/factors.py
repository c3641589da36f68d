"""Factors of polynomials over the rationals, and lowest terms of rational functions.

A polynomial is *primitive* here when its coefficients are integers without common divisor and the one that is
written first is positive; every class of polynomials that differ by a constant has exactly one.
"""

from fractions import Fraction

from flint import fmpq, fmpq_mpoly

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.signs import sign_on_box
from gametheory_paradox.exact.ring import Ring, content, fraction
from gametheory_paradox.polynomials import Polynomial, RationalFunction


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


def cancel(function: RationalFunction, box: Box | None = None) -> RationalFunction:
    """Reduces a function to lowest terms, its denominator primitive.

    Equal functions come out with equal numerators and denominators.  The result may be defined at points
    where the original divides zero by zero.

    Parameters
    ----------
    function
        The function.
    box
        Ranges of its variables: on them the denominator is positive, where it has one sign; where it has not,
        the numerator is written without a leading minus if it can be.  Without them the denominator's
        coefficient that is written first is positive.

    Examples
    --------
    >>> x, y = RationalFunction.variable("x"), RationalFunction.variable("y")
    >>> cancel((x * x - y * y) / (y - x))
    RationalFunction(-x - y)
    >>> cancel(x / (x - y), {"x": (Fraction(0), Fraction(1)), "y": (Fraction(2), Fraction(3))})
    RationalFunction(-x/(y - x))
    """
    ring = Ring.of(function.numerator, function.denominator)
    numerator, denominator = ring.take(function.numerator), ring.take(function.denominator)
    common = numerator.gcd(denominator)
    common = common * content(denominator / common)
    lowest = RationalFunction(ring.give(numerator / common), ring.give(denominator / common))
    if box is None or lowest.denominator.is_constant:
        return lowest
    sign = sign_on_box(lowest.denominator, box)
    if sign == -1 or (sign != 1 and all(value < 0 for value in lowest.numerator.terms.values())):
        return RationalFunction(-lowest.numerator, -lowest.denominator)
    return lowest
