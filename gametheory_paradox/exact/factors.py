"""Divisors of polynomials over the rationals: factors, greatest common divisors, lowest terms.

A polynomial is *primitive* here when its coefficients are integers without common divisor and the one that is
written first is positive; every class of polynomials that differ by a constant has exactly one.
"""

from fractions import Fraction

from flint import fmpq, fmpq_mpoly

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.ring import Ring, content, fraction
from gametheory_paradox.polynomials import Polynomial, RationalFunction


def factor(polynomial: Polynomial) -> tuple[Fraction, tuple[tuple[Polynomial, int], ...]]:
    """The constant and the irreducible factors over the rationals of which a polynomial is the product.

    Where the factors are beyond flint's reach (coefficients too large), the polynomial's primitive part
    stands as its only factor: the product is right, but that factor may be reducible.

    Returns ------- The constant, and pairs of a primitive factor and its multiplicity: distinct, small
    degrees first.  The zero polynomial is the constant 0 without factors.

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
    constant, found = _factors(whole)
    scale, factors = fraction(constant), []
    for part, multiplicity in found:
        size = content(part)
        scale *= fraction(size) ** int(multiplicity)
        factors.append((ring.give(part / size), int(multiplicity)))
    factors.sort(key=lambda row: (row[0].total_degree, len(row[0].terms), str(row[0])))
    return scale, tuple(factors)


def _factors(whole: fmpq_mpoly) -> tuple[fmpq, list[tuple[fmpq_mpoly, int]]]:
    try:
        return whole.factor()
    except (OverflowError, RuntimeError):  # flint's way of saying that the numbers are too large for it
        size = content(whole)
        return size, [(whole / size, 1)]


def primitive(polynomial: Polynomial) -> tuple[Fraction, Polynomial]:
    """The constant and the primitive polynomial whose product a polynomial is; 1 and 0 for zero.

    Examples
    --------
    >>> x = Polynomial.variable("x")
    >>> primitive(Polynomial.constant(6) - Polynomial.constant(Fraction(9, 2)) * x)
    (Fraction(-3, 2), Polynomial(3*x - 4))
    """
    ring = Ring.of(polynomial)
    whole = ring.take(polynomial)
    size = content(whole)
    return fraction(size), ring.give(whole / size)


def gcd(*polynomials: Polynomial) -> Polynomial:
    """The primitive greatest common divisor; zero if all are zero.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> gcd(x**2 - y**2, (x + y) ** 2)
    Polynomial(x + y)
    """
    ring = Ring.of(*polynomials)
    common = ring.context.constant(0)
    for polynomial in polynomials:
        common = common.gcd(ring.take(polynomial))
    return ring.give(common / content(common))


def divide_exactly(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    """The polynomial that multiplied by the divisor gives the dividend.

    Raises
    ------
    InvalidGame
        If there is none.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> divide_exactly(x**2 - y**2, x + y)
    Polynomial(x - y)
    """
    ring = Ring.of(dividend, divisor)
    if divisor:
        quotient, rest = divmod(ring.take(dividend), ring.take(divisor))
        if not rest:
            return ring.give(quotient)
    raise InvalidGame(f"division: {divisor} does not divide {dividend}; expected one of its divisors")


def cancel(function: RationalFunction) -> RationalFunction:
    """The function in lowest terms, its denominator primitive.

    Equal functions come out with equal numerators and denominators.  The result may be defined at points
    where the original divides zero by zero.

    Examples
    --------
    >>> x, y = RationalFunction.variable("x"), RationalFunction.variable("y")
    >>> cancel((x * x - y * y) / (y - x))
    RationalFunction(-x - y)
    """
    ring = Ring.of(function.numerator, function.denominator)
    return lowest_terms(ring, ring.take(function.numerator), ring.take(function.denominator))


def lowest_terms(ring: Ring, numerator: fmpq_mpoly, denominator: fmpq_mpoly) -> RationalFunction:
    """The quotient of two of flint's polynomials, cancelled."""
    common = numerator.gcd(denominator)
    common = common * content(denominator / common)
    return RationalFunction(ring.give(numerator / common), ring.give(denominator / common))
