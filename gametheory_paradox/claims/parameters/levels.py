"""Formulas at two levels of a parameter: variables called otherwise, and slopes."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.polynomials import Monomial, Polynomial, RationalFunction


def renamed(function: RationalFunction, names: Mapping[str, str]) -> RationalFunction:
    """The function with variables called otherwise; different ones must stay different."""
    return RationalFunction(_renamed(function.numerator, names), _renamed(function.denominator, names))


def _renamed(polynomial: Polynomial, names: Mapping[str, str]) -> Polynomial:
    return Polynomial(
        {
            tuple(sorted((names.get(name, name), power) for name, power in monomial)): value
            for monomial, value in polynomial.terms.items()
        }
    )


def derivative(function: RationalFunction, name: str) -> RationalFunction:
    """The derivative by a variable, by the rule for quotients."""
    top, bottom = function.numerator, function.denominator
    if bottom.is_constant:
        return RationalFunction(_derivative(top, name), bottom)
    return RationalFunction(
        _derivative(top, name) * bottom - top * _derivative(bottom, name), bottom * bottom
    )


def _derivative(polynomial: Polynomial, name: str) -> Polynomial:
    total: dict[Monomial, Fraction] = {}
    for monomial, coefficient in polynomial.terms.items():
        powers = dict(monomial)
        if power := powers.pop(name, 0):
            left = powers if power == 1 else {**powers, name: power - 1}
            total[tuple(sorted(left.items()))] = coefficient * power
    return Polynomial(total)
