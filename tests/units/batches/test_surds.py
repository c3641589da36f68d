"""Numbers a + b·√d: signs, comparisons and the nearest float, against decimals with many digits."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.batches.surds import Surd, nearest_difference, order_of, root, sign_of_sum

rationals = st.fractions(-9, 9, max_denominator=12)
roots = st.sampled_from([2, 3, 5, 8, 12, 18])
TINY = Decimal("1e-100")


@pytest.fixture(autouse=True, scope="module")
def _many_digits():
    with localcontext() as context:
        context.prec = 120
        yield


def decimal(x: Surd) -> Decimal:
    def ratio(q):
        q = Fraction(q)
        return Decimal(q.numerator) / Decimal(q.denominator)

    return ratio(x.a) + ratio(x.b) * Decimal(x.d).sqrt()


@given(rationals, rationals, roots, rationals, rationals)
def test_arithmetic(a, b, d, e, f):
    x, y = Surd(a, b, d), Surd(e, f, d)
    for exact, rounded in (
        (x + y, decimal(x) + decimal(y)),
        (x - y, decimal(x) - decimal(y)),
        (x * y, decimal(x) * decimal(y)),
    ):
        assert abs(decimal(exact) - rounded) < TINY
    if y.sign:
        assert (x / y) * y == x


@given(rationals, rationals, roots, rationals, rationals, roots)
def test_signs_of_different_roots(a, b, d, c, e, f):
    x, y = Surd(a, b, d), Surd(c, e, f)
    difference = decimal(x) - decimal(y)
    assert order_of(x, y) == (0 if abs(difference) < TINY else 1 if difference > 0 else -1)
    assert sign_of_sum(x.a, x.b, x.d) == x.sign


@given(rationals, rationals, roots, rationals, rationals, roots)
def test_the_nearest_difference(a, b, d, c, e, f):
    x, y = Surd(a, b, d), Surd(c, e, f)
    assert float(x) == float(decimal(x))
    assert nearest_difference(x, y) == (float(decimal(x) - decimal(y)) if order_of(x, y) else 0)


def test_roots_that_cancel_leave_a_number_halfway_between_two_floats():
    odd = Fraction(2**53 + 1)
    assert nearest_difference(Surd(odd, 2, 2), Surd(0, 1, 8)) == float(odd)  # √8 = 2·√2


@pytest.mark.parametrize("many", [1, Fraction(3, 2), 2])
def test_what_is_beyond_all_floats_is_infinite(many):
    largest = Fraction(2**1024 - 2**971)
    assert nearest_difference(Surd(largest), Surd(-many * largest)) == inf
    assert nearest_difference(Surd(-largest, -1, 2), Surd(many * largest)) == -inf
    assert nearest_difference(Surd(largest + 2**970, 1, 2), Surd(0, 1, 8)) == float(largest)  # less √2
    assert nearest_difference(Surd(largest + 2**970, 2, 2), Surd(0, 1, 8)) == inf  # halfway, to the even one


@pytest.mark.parametrize("square", [0, 4, Fraction(9, 16)])
def test_rational_roots_are_rational(square):
    found = root(square)
    assert found.d == 0
    assert found.a**2 == square


def test_irrational_roots():
    assert root(Fraction(1, 2)) * root(Fraction(1, 2)) == Surd(Fraction(1, 2))
    assert float(root(2)) == 2**0.5
