from fractions import Fraction
from functools import partial

import pytest
from flint import fmpq

from gametheory_paradox.conditions.proofs.signs import sign_on_box
from gametheory_paradox.exact.factors import Ring, cancel, factor
from gametheory_paradox.polynomials import Polynomial, RationalFunction

x, y, z = (Polynomial.variable(name) for name in "xyz")


def number(value):
    return Polynomial.constant(value)


def product(constant, factors):
    total = number(constant)
    for part, multiplicity in factors:
        total = total * part**multiplicity
    return total


def test_factors_are_irreducible_primitive_and_sorted():
    constant, factors = factor(
        number(Fraction(6, 7)) * (y - x) ** 2 * (number(2) * x + number(4)) * (x * x + y * y)
    )
    assert constant == Fraction(12, 7)
    assert factors == ((x + number(2), 1), (x - y, 2), (x * x + y * y, 1))


@pytest.mark.parametrize("value", [Fraction(0), Fraction(1), Fraction(-3, 8)])
def test_a_constant_has_no_factors(value):
    assert factor(number(value)) == (value, ())


def test_the_order_of_factors_does_not_depend_on_the_order_of_terms():
    forward, backward = x * y + x + number(1), number(1) + x + y * x
    assert factor(forward * (x - y)) == factor((x - y) * backward)


@pytest.mark.parametrize("digits", [10, 40, 400, 2000])
def test_coefficients_of_any_length_multiply_back(digits):
    huge = 3**digits
    polynomial = (number(huge) * x * y + number(7)) * (
        number(Fraction(5**digits, 11)) * x - y + number(2)
    ) ** 2
    constant, factors = factor(polynomial)
    assert product(constant, factors) == polynomial
    assert [multiplicity for _, multiplicity in factors] == [2, 1]


class OtherFlint:
    """A polynomial of flint's that factors as it is told to."""

    def __init__(self, inner, factor):
        self.inner, self.factor = inner, factor

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def __truediv__(self, other):
        return self.inner / other


def with_factors(monkeypatch, factors):
    take = Ring.take

    def take_other(self, polynomial):
        inner = take(self, polynomial)
        return OtherFlint(inner, lambda: factors(inner))

    monkeypatch.setattr(Ring, "take", take_other)


def test_what_flint_cannot_factor_stays_whole(monkeypatch):
    def refuse(inner):
        raise OverflowError("Python int too large to convert to C long")

    with_factors(monkeypatch, refuse)
    assert factor(number(Fraction(-3, 2)) * (y * y - x * x)) == (Fraction(3, 2), ((x * x - y * y, 1),))


def test_factors_are_primitive_whichever_multiples_flint_chooses(monkeypatch):
    with_factors(monkeypatch, lambda inner: (fmpq(1), [(inner, 3)]))
    assert factor(number(2) - number(6) * x) == (Fraction(-8), ((number(3) * x - number(1), 3),))


def test_lowest_terms_are_the_same_for_equal_functions():
    first = cancel(RationalFunction(x * x - y * y, number(-2) * x - number(2) * y))
    second = cancel(RationalFunction((y - x) * z, number(2) * z))
    assert (first.numerator, first.denominator) == (second.numerator, second.denominator)
    assert (first.numerator, first.denominator) == (number(Fraction(1, 2)) * (y - x), number(1))


def test_the_denominator_becomes_primitive():
    function = cancel(RationalFunction(x, number(Fraction(-3, 2)) * y + number(3)))
    assert (function.numerator, function.denominator) == (number(Fraction(-2, 3)) * x, y - number(2))


def test_zero_in_lowest_terms():
    function = cancel(RationalFunction(Polynomial(), x + y))
    assert (function.numerator, function.denominator) == (Polynomial(), number(1))


HIGH_PENALTY = {"c": (0, 1), "h_p": (2, 5), "h_g": (0, 1)}
HIGH_GAIN = {"c": (0, 1), "h_p": (0, 1), "h_g": (2, 5)}
EITHER = {"c": (0, 1), "h_p": (0, 5), "h_g": (0, 5)}


@pytest.mark.parametrize(
    ("ranges", "written"),
    [
        (HIGH_PENALTY, "c/(h_p - h_g)"),
        (HIGH_GAIN, "-c/(h_g - h_p)"),  # a minus that the denominator, which is positive, does not take
        (EITHER, "c/(h_p - h_g)"),  # no writing has a positive denominator; this one has no minus
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_denominators_are_positive_on_a_box_and_no_minus_stands_in_front_without_need(ranges, written, sign):
    box = {name: (Fraction(low), Fraction(high)) for name, (low, high) in ranges.items()}
    c, h_p, h_g = map(Polynomial.variable, box)
    lowest = cancel(
        RationalFunction(number(sign) * c * c, number(sign) * c * (h_p - h_g)), partial(sign_on_box, box=box)
    )
    assert str(lowest) == written
    assert lowest == RationalFunction(c, h_p - h_g)
    assert sign_on_box(lowest.denominator, box) == (None if ranges is EITHER else 1)
