"""Points that show what a formula may be: corners, points inside, and none where there are none."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.conditions.proofs.signs import may_be, point_where, shown_below_zero, sum_shown
from gametheory_paradox.polynomials import RationalFunction

BOX = {"x": (Fraction(0), Fraction(1)), "y": (Fraction(0), Fraction(1)), "z": (Fraction(1), Fraction(1))}
X, Y, Z = (RationalFunction.variable(name) for name in "xyz")


def number(text):
    return RationalFunction.constant(Fraction(text))


def around(x, radius):
    """What is negative within a radius of a value of x."""
    return (X - number(x)) * (X - number(x)) - number(radius) * number(radius)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (X - number("1/2"), "-1/2 at x = 0"),
        (around("1/2", "1/10"), "-1/100 at x = 1/2"),
        (around("1/3", "1/100") * Z, "-1/10000 at x = 1/3, z = 1"),
        (X + number("1/2"), ""),
    ],
)
def test_a_corner_or_a_point_inside_shows_where_a_formula_is_negative(formula, shown):
    assert shown_below_zero(formula, BOX) == shown


def test_messages_name_the_point():
    dip = around("1/2", "1/10")
    assert may_be("negative", dip, BOX) == "may be negative on the declared ranges, as at x = 1/2"
    assert may_be("negative", X + number(1), BOX) == "may be negative on the declared ranges"
    assert sum_shown(X + Y, BOX) == ", to 0 at x = 0, y = 0"
    inside = number(1) + X * (number(1) - X) * Y * (number(1) - Y)  # 1 at every corner
    assert sum_shown(inside, BOX) == ", to 17/16 at x = 1/2, y = 1/2"
    assert sum_shown(number("9/10"), BOX) == ""


@given(st.fractions(0, 1, max_denominator=50), st.integers(2, 60))
def test_every_dip_that_is_wide_enough_is_met(place, width):
    dip = around(place, Fraction(1, width))
    point = point_where(lambda value: value < 0, dip, BOX)
    assert point is not None
    assert abs(point["x"] - place) < Fraction(1, width)
