"""Resultants and discriminants: a variable eliminated from two polynomials, or from one and its derivative.

Sources: coxlittleoshea2015 (chapter 3, §6: the resultant is the determinant of the Sylvester matrix).
"""

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.ring import Ring
from gametheory_paradox.polynomials import Polynomial


def resultant(first: Polynomial, second: Polynomial, name: str) -> Polynomial:
    """The polynomial in the other variables that is zero wherever the two have a common root in ``name``.

    It is the determinant of the Sylvester matrix, so it is also zero where both leading coefficients are.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> resultant(x**2 - y, x - Polynomial.constant(3), "x")
    Polynomial(-y + 9)
    """
    ring = Ring([*first.names, *second.names, name])
    return ring.give(ring.take(first).resultant(ring.take(second), ring.position[name]))


def discriminant(polynomial: Polynomial, name: str) -> Polynomial:
    """The polynomial in the other variables that is zero wherever a polynomial has a multiple root in ``name``.

    Raises
    ------
    InvalidGame
        If ``name`` does not occur.

    Examples
    --------
    >>> a, x = Polynomial.variable("a"), Polynomial.variable("x")
    >>> discriminant(x**2 + a * x + Polynomial.constant(1), "x")
    Polynomial(a^2 - 4)
    """
    if polynomial.degree(name) == 0:
        raise InvalidGame(
            f"the discriminant in {name!r} needs a polynomial in which {name!r} occurs, got {polynomial}"
        )
    ring = Ring.of(polynomial)
    return ring.give(ring.take(polynomial).discriminant(ring.position[name]))
