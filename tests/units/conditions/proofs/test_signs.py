"""The sign of a polynomial on a box: known coefficients, and a box against its interior."""

from fractions import Fraction

import pytest

from gametheory_paradox.conditions.proofs.signs import Bernstein, sign_on_box, variation
from gametheory_paradox.polynomials import Polynomial

x, y = Polynomial.variable("x"), Polynomial.variable("y")
ZERO, ONE, HALF = Polynomial(), Polynomial.constant(1), Polynomial.constant(Fraction(1, 2))
UNIT = {"x": (Fraction(0), Fraction(1)), "y": (Fraction(0), Fraction(1))}
AROUND = {"x": (Fraction(-1), Fraction(1)), "y": (Fraction(-1), Fraction(1))}
AWAY = {"x": (Fraction(1), Fraction(2)), "y": (Fraction(-2), Fraction(-1))}


@pytest.mark.parametrize(
    ("polynomial", "box", "degrees", "coefficients"),
    [
        (x, {"x": UNIT["x"]}, (1,), [0, 1]),
        (x * x, {"x": UNIT["x"]}, (2,), [0, 0, 1]),
        (x * x, {"x": AROUND["x"]}, (2,), [1, -1, 1]),
        (x - HALF, {"x": UNIT["x"]}, (1,), [-1, 1]),
        ((x - HALF) ** 2, {"x": UNIT["x"]}, (2,), [1, -1, 1]),
        (x * y, UNIT, (1, 1), [0, 0, 0, 1]),
        (x - y, UNIT, (1, 1), [0, -1, 1, 0]),
        (y, UNIT, (0, 1), [0, 1]),
        (ONE + ONE, UNIT, (0, 0), [1]),
        (ZERO, UNIT, (0, 0), [0]),
        (x * x * y - x, UNIT, (2, 1), [0, 0, -1, -1, -2, 0]),
    ],
)
def test_known_coefficients(polynomial, box, degrees, coefficients):
    cell = Bernstein.of(polynomial, box)
    assert cell.degrees == degrees
    assert cell.coefficients == coefficients


@pytest.mark.parametrize(
    ("polynomial", "box", "open_", "closed"),
    [
        (x * y, UNIT, 1, None),  # zero on two edges
        (-x * y, UNIT, -1, None),
        (x * y, AROUND, None, None),
        (x * y, AWAY, -1, -1),
        (x + y, UNIT, 1, None),  # zero at one corner
        (x - y, AWAY, 1, 1),
        (x - y, UNIT, None, None),
        ((x - y) ** 2, AWAY, 1, 1),
        (x**2 + y**2 + ONE, AROUND, 1, 1),
        (x**3 - x**2 + HALF * HALF, {"x": UNIT["x"]}, 1, 1),  # least value 1/4 - 4/27
        (x * (x - ONE), {"x": UNIT["x"]}, -1, None),
        (x - ONE - ONE, UNIT, -1, -1),
        # Zero at both ends, and changes sign where cells meet.
        (x * (ONE - x) * (x - HALF), {"x": UNIT["x"]}, None, None),
        (ONE, {}, 1, 1),
        (-ONE, UNIT, -1, -1),
        (ZERO, {}, 0, 0),
        (ZERO, UNIT, 0, 0),
    ],
)
def test_signs_on_a_box_and_in_its_interior(polynomial, box, open_, closed):
    assert sign_on_box(polynomial, box) == open_
    assert sign_on_box(polynomial, box, closed=True) == closed


def test_a_square_that_vanishes_inside_is_never_separated_from_zero():
    assert sign_on_box((x - y) ** 2, UNIT) is None
    assert sign_on_box((x - y) ** 2, UNIT, closed=True) is None
    third = x - Polynomial.constant(Fraction(1, 3))
    assert sign_on_box(third * third, {"x": UNIT["x"]}) is None
    assert sign_on_box(third * third, {"x": UNIT["x"]}, closed=True) is None


def test_a_square_that_vanishes_where_cells_meet_is_positive_but_for_a_set_without_volume():
    touching = (x - HALF) ** 2
    assert touching.value({"x": Fraction(1, 2)}) == 0
    assert sign_on_box(touching, {"x": UNIT["x"]}) == 1
    assert sign_on_box(touching, {"x": UNIT["x"]}, closed=True) is None


@pytest.mark.parametrize(
    ("polynomial", "ends", "closed", "expected"),
    [
        (x - ONE, (1, 1), True, 0),
        (x - ONE, (1, 1), False, 0),
        (x, (1, 1), True, 1),
        (x - ONE - ONE, (1, 1), True, -1),
        ((x - y) ** 2, (0, 0), False, 1),  # y² on y from 0 to 1
        ((x - y) ** 2, (0, 0), True, None),
        (x - y, (1, 1), False, 1),
        (x - y, (2, 2), True, 1),
    ],
)
def test_equal_ends_fix_a_variable(polynomial, ends, closed, expected):
    box = {"x": (Fraction(ends[0]), Fraction(ends[1])), "y": UNIT["y"]}
    assert sign_on_box(polynomial, box, closed=closed) == expected


def test_a_point_has_the_sign_of_the_value_there():
    point = {"x": (Fraction(2), Fraction(2)), "y": (Fraction(3), Fraction(3))}
    assert sign_on_box(x * y - Polynomial.constant(6), point, closed=True) == 0
    assert sign_on_box(x * y - Polynomial.constant(7), point, closed=True) == -1


def test_what_needs_too_many_cells_is_left_open():
    narrow = (x - Polynomial.constant(Fraction(1, 3))) ** 2 + Polynomial.constant(Fraction(1, 10**4))
    assert sign_on_box(narrow, {"x": UNIT["x"]}, closed=True, cells=3) is None
    assert sign_on_box(narrow, {"x": UNIT["x"]}, closed=True, cells=100) == 1


def test_variables_of_the_box_that_do_not_occur_make_no_difference():
    assert sign_on_box(x + ONE, {**UNIT, "z": (Fraction(-5), Fraction(5))}, closed=True) == 1


def test_a_variable_without_a_range_is_an_error():
    with pytest.raises(KeyError):
        sign_on_box(x + y, {"x": UNIT["x"]})


def test_halves_along_an_axis_on_which_nothing_depends_are_the_cell_itself():
    cell = Bernstein.of(x, UNIT)
    assert cell.halves(1) == (cell, cell)


def test_variation_is_measured_along_each_axis():
    cell = Bernstein.of(x * x + y * Polynomial.constant(3), {**UNIT, "z": UNIT["x"]})
    assert [variation(cell, axis) for axis in range(3)] == [2, 3, 0]
