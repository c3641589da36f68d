from fractions import Fraction

import pytest

from gametheory_paradox.claims.parameters import signs
from gametheory_paradox.exact import sign_on_box, weak_sign_on_box
from gametheory_paradox.polynomials import Polynomial

x, y = Polynomial.variable("x"), Polynomial.variable("y")


def number(value):
    return Polynomial.constant(value)


def box(low, high):
    return {name: (Fraction(low), Fraction(high)) for name in "xy"}


square = (x - y) ** 2


def test_a_square_across_the_diagonal_is_weakly_positive_only():
    assert signs.sign_on_box(square, box(0, 1)) is None
    assert weak_sign_on_box(square, box(0, 1)) == 1
    assert weak_sign_on_box(-square, box(0, 1)) == -1
    assert sign_on_box(square, box(0, 1)) is None


@pytest.mark.parametrize("polynomial", [x * x, x * x * y * y, x * x + y * y, x**4 + y * y, square])
def test_a_zero_in_the_interior_leaves_no_strict_sign(polynomial):
    assert sign_on_box(polynomial, box(-1, 1)) is None
    assert weak_sign_on_box(polynomial, box(-1, 1)) == 1


def test_an_even_power_of_a_negative_factor_is_positive():
    assert sign_on_box((x - number(2)) ** 2 * (y - number(3)) ** 3, box(0, 1), closed=True) == -1
    assert sign_on_box((x - number(2)) ** 2, box(0, 1)) == 1


def test_zeros_on_the_boundary_count_on_the_closed_box_alone():
    assert sign_on_box(x * y, box(0, 1)) == 1
    assert sign_on_box(x * y, box(0, 1), closed=True) is None
    assert weak_sign_on_box(x * y, box(0, 1)) == 1
    assert sign_on_box((x + number(1)) * (x - number(2)), box(0, 1), closed=True) == -1


def test_a_zero_at_a_corner_of_a_box_that_must_be_halved():
    polynomial = x * (x - number(1)) ** 2 + y * y  # irreducible; zero at (0, 0) and (1, 0)
    assert sign_on_box(polynomial, box(0, 2)) == 1
    assert weak_sign_on_box(polynomial, box(0, 2)) == 1
    assert sign_on_box(polynomial, box(0, 2), closed=True) is None


def test_a_change_of_sign_is_no_sign():
    assert sign_on_box(x - y, box(0, 1)) is None
    assert weak_sign_on_box(x - y, box(0, 1)) is None
    assert weak_sign_on_box((x - y) ** 3 * (x + y), box(0, 1)) is None


def test_equal_ends_fix_a_variable():
    fixed = {"x": (Fraction(1, 2), Fraction(1, 2)), "y": (Fraction(0), Fraction(1, 4))}
    assert sign_on_box(x - y, fixed, closed=True) == 1
    assert sign_on_box((number(2) * x - number(1)) * y, fixed) == 0
    assert weak_sign_on_box((number(2) * x - number(1)) * y, fixed) == 0
    assert sign_on_box((x - number(Fraction(1, 2)) + y) ** 2, fixed) == 1
    assert sign_on_box((x - number(Fraction(1, 2)) + y) ** 2, fixed, closed=True) is None


@pytest.mark.parametrize("value", [-2, 0, 5])
def test_constants(value):
    sign = (value > 0) - (value < 0)
    assert sign_on_box(number(value), box(0, 1)) == sign_on_box(number(value), {}, closed=True) == sign
    assert weak_sign_on_box(number(value), box(0, 1)) == sign


def test_the_budget_ends_the_search():
    narrow = number(100) * square + number(1)  # positive, but by little
    assert sign_on_box(narrow, box(0, 1), closed=True, cells=1) is None
    assert sign_on_box(narrow, box(0, 1)) == sign_on_box(narrow, box(0, 1), closed=True) == 1
    assert weak_sign_on_box(narrow, box(0, 1), cells=1) is None
    assert weak_sign_on_box(narrow, box(0, 1)) == 1
