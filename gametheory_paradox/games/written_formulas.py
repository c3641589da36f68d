"""Formulas as plain data and back."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.json_fields import fields_in, list_in, number_from_data, text_in, whole_in
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.rationals import exact

MAX_EXPONENT = 64


def formula_from_data(data: object) -> RationalFunction:
    """A formula as data: text for a number, a list of terms, or {"numerator", "denominator"}."""
    if isinstance(data, str):
        return RationalFunction.constant(exact(data))
    if not isinstance(data, Mapping):
        return RationalFunction(polynomial_from_data(data))
    above, below = map(polynomial_from_data, fields_in(data, "numerator", "denominator"))
    if not below:
        raise InvalidGame("a denominator is zero everywhere")
    return RationalFunction(above, below)


def written_formula(data: object) -> RationalFunction:
    """A formula that must stand there exactly as ``game_to_data`` writes it."""
    formula = formula_from_data(data)
    if formula_to_data(formula) != data:
        raise InvalidGame(f"a formula is not written as it should be: {data!r:.60}")
    return formula


def formula_to_data(value: object) -> object:
    """A number as text, a formula as a list of terms or {"numerator", "denominator"}."""
    if not isinstance(value, RationalFunction):
        return str(value)
    above, below = polynomial_to_data(value.numerator), polynomial_to_data(value.denominator)
    return above if value.denominator.is_constant else {"numerator": above, "denominator": below}


def polynomial_to_data(polynomial: Polynomial) -> object:
    """A polynomial as a list of [coefficient, {variable: exponent}]."""
    return [[str(value), dict(monomial)] for monomial, value in sorted(polynomial.terms.items())]


def polynomial_from_data(data: object) -> Polynomial:
    """A polynomial as data: a list of [coefficient, {variable: exponent}]."""
    terms: dict[tuple[tuple[str, int], ...], Fraction] = {}
    for coefficient, powers in (list_in(term, 2) for term in list_in(data)):
        if not isinstance(powers, Mapping) or any(
            not 1 <= whole_in(power) <= MAX_EXPONENT for power in powers.values()
        ):
            raise InvalidGame(f"expected exponents from 1 to {MAX_EXPONENT}, got {powers!r:.60}")
        monomial = tuple(sorted((text_in(name), whole_in(power)) for name, power in powers.items()))
        if monomial in terms:
            raise InvalidGame(f"a term stands twice: {powers!r:.60}")
        terms[monomial] = number_from_data(coefficient)
    return Polynomial(terms)
