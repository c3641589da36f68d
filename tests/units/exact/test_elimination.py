import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact import discriminant, resultant
from gametheory_paradox.polynomials import Polynomial

a, b, c, x = (Polynomial.variable(name) for name in "abcx")


def number(value):
    return Polynomial.constant(value)


def test_resultant_of_two_lines():
    assert resultant(a * x + b, c * x + a, "x") == a * a - b * c


def test_resultant_is_zero_exactly_where_a_root_is_common():
    found = resultant((x - a) * (x - b), x - c, "x")
    assert found == (c - a) * (c - b)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (number(3), x * x + a, number(9)),
        (Polynomial(), x, Polynomial()),
        (number(2), a, number(1)),
        (x, x, Polynomial()),
    ],
)
def test_low_degrees(first, second, expected):
    assert resultant(first, second, "x") == expected


def test_discriminant_of_the_general_quadratic():
    assert discriminant(a * x * x + b * x + c, "x") == b * b - number(4) * a * c


def test_discriminant_of_the_reduced_cubic():
    assert discriminant(x**3 + a * x + b, "x") == number(-4) * a**3 - number(27) * b * b


def test_a_line_has_no_multiple_root():
    assert discriminant(a * x + b, "x") == number(1)


def test_discriminant_needs_the_variable():
    with pytest.raises(InvalidGame, match="'x' occurs, got a"):
        discriminant(a, "x")
