"""Polynomials with something else in the place of a variable."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.polynomials import Monomial, Polynomial


def beside_powers(polynomial: Polynomial, name: str) -> Mapping[int, Polynomial]:
    """Coefficients of each power of a variable.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> {power: str(own) for power, own in beside_powers(x * x * y - x * x + y, "x").items()}
    {2: 'y - 1', 0: 'y'}
    """
    found: dict[int, dict[Monomial, Fraction]] = {}
    for monomial, coefficient in polynomial.terms.items():
        powers = dict(monomial)
        power = powers.pop(name, 0)
        found.setdefault(power, {})[tuple(powers.items())] = coefficient
    return {power: Polynomial(terms) for power, terms in found.items()}


def put_in(polynomial: Polynomial, name: str, value: Polynomial) -> Polynomial:
    """The polynomial with another one in the place of a variable.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> print(put_in(x * x - y, "x", x + y))
    x^2 + 2*x*y + y^2 - y
    """
    parts = beside_powers(polynomial, name)
    return sum((own * value**power for power, own in parts.items()), Polynomial())
