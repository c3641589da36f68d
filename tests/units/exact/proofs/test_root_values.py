"""Algebraic numbers: bounds, polynomials, equality and rational ones, beside computer algebra."""

from fractions import Fraction
from math import comb

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from gametheory_paradox.exact.proofs.algebraic import Root, coprime, roots_inside, value
from gametheory_paradox.exact.proofs.root_values import value_at
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import ends_of, sign

Z = sympy.Symbol("z")  # t / s
TWO = next(roots_inside((-2, 0, 1)))  # at the square root of 2
numbers = st.lists(st.integers(-5, 5), min_size=3, max_size=3).map(tuple)


def root_two(top, bottom=(1, 0, 0)):
    return value_at(TWO, top, bottom)


def test_a_number_is_known_by_its_polynomial_and_bounds():
    found = root_two((1, 1, 0))  # 1 + √2
    assert found.root_of == (-1, -2, 1)
    assert str(found) == "≈2.41421"
    assert Fraction(2414, 1000) < found < Fraction(2415, 1000)
    assert found.to_data() == {"lower": "1207106769/500000000", "upper": "1207106799/500000000"}
    low, high = ends_of(found)
    assert 0 < high - low < Fraction(1, 10**5)


def test_sums_and_multiples_are_roots_of_theirs():
    found = root_two((0, 1, 0)) * Fraction(-3, 2) + 5
    assert found.root_of == (41, -20, 2)
    assert (-found).root_of == (41, 20, 2)


def test_rational_numbers_are_fractions():
    assert root_two((0, 0, 1)) == Fraction(2)
    assert isinstance(root_two((0, 0, 1)), Fraction)
    assert value_at(Root((), Fraction(1, 3), Fraction(1, 3)), (0, 6), (1, 1)) == Fraction(2)


def test_equal_numbers_of_different_forms_are_equal():
    eight = next(roots_inside((-8, 0, 1)))
    assert value_at(eight, (2, 1), (2, 0)) == root_two((1, 1, 0))
    assert sign(value_at(eight, (2, 1), (2, 0)) - root_two((1, 1, 0))) == 0
    assert value_at(eight, (2, -1), (2, 0)) != root_two((1, 1, 0))  # of the same polynomial, the other root
    both = coprime([(-8, 0, 1), (6, -5, 1)])  # the roots 2, 3 and √8
    assert len(both) == 2


def test_bounds_hang_on_the_number_alone():
    eight = next(roots_inside((-8, 0, 1)))
    for level in range(4):
        assert value_at(eight, (2, 1), (2, 0)).bounds(level) == root_two((1, 1, 0)).bounds(level)
        low, high = root_two((1, 1, 0)).bounds(level)
        assert high - low == Fraction(1, 1 << 24 + 8 * level)


def test_nearly_equal_numbers_are_told_apart():
    near = next(roots_inside((-2 * 10**30 - 1, 0, 10**30)))
    assert value_at(near, (0, 1), (1, 0)) > root_two((0, 1, 0))


def by_place(*coefficients):
    """The form of a polynomial in the place on the line, its constant first."""
    degree, form = len(coefficients) - 1, [0] * len(coefficients)
    for power, own in enumerate(coefficients):
        for more in range(degree - power + 1):
            form[power + more] += own * comb(degree - power, more)
    return tuple(form)


def test_a_rational_root_nearby_is_not_taken_for_the_number():
    # (3u - 1)(u² + 4u - 1) at √5 - 2, where u - 3u² is near to zero, which it is at 1/3.
    (part,) = coprime([by_place(1, -7, 11, 3)])
    found = value_at(next(own for own in roots_inside(part) if own.low == 0), by_place(0, 1, -3), (1, 2, 1))
    assert not isinstance(found, Fraction)
    assert Fraction(688, 10**4) < found < Fraction(689, 10**4)


def test_a_root_that_is_met_exactly_while_others_are_near_is_a_fraction():
    # The polynomial of the value has the roots 1 and about 1.07.
    (root,) = (r for f in coprime([(7, 6, -8, 1)]) for r in roots_inside(f) if r.low == Fraction(3, 4))
    assert value_at(root, (2, 18, -4, 7), (2, 4, 5, 6)) == Fraction(1)


small = st.lists(st.integers(-3, 3), min_size=2, max_size=3).filter(any)


@given(st.lists(small, min_size=2, max_size=3), numbers, numbers)
def test_values_at_roots_of_products_are_fractions_only_where_they_are(factors, top, bottom):
    form = (1,)
    for own in factors:
        form = tuple(
            sum(form[k] * own[n - k] for k in range(len(form)) if 0 <= n - k < len(own))
            for n in range(len(form) + len(own) - 1)
        )
    bottom = tuple(1 + abs(own) for own in bottom)
    for part in coprime([form]):
        for root in roots_inside(part):
            found, narrow = value_at(root, top, bottom), root.narrowed(200)
            near = [Fraction(value(top, *at), value(bottom, *at)) for at in (narrow.low.as_integer_ratio(),)]
            low, high = ends_of(found)
            assert low - Fraction(1, 10**30) <= near[0] <= high + Fraction(1, 10**30)


@given(st.lists(st.integers(-6, 6), min_size=3, max_size=5).map(tuple), numbers, numbers)
def test_numbers_agree_with_computer_algebra(form, top, bottom):
    assume(any(form))
    bottom = tuple(map(abs, bottom))
    assume(all(bottom))
    for part in coprime([form]):
        for root in roots_inside(part):
            found = value_at(root, top, bottom)
            at = sympy.Poly(part[::-1], Z)
            (exact,) = (
                r
                for r in at.real_roots()
                if r > 0 and sympy.Rational(root.low) <= r / (1 + r) <= sympy.Rational(root.high)
            )
            quotient = sum(c * exact**k for k, c in enumerate(top)) / sum(
                c * exact**k for k, c in enumerate(bottom)
            )
            low, high = ends_of(found)
            if isinstance(found, Fraction):
                assert abs(quotient.evalf(60) - sympy.Rational(found)) < 10**-40
            assert float(low) - 1e-9 <= float(quotient.evalf(30)) <= float(high) + 1e-9
            if not isinstance(found, Fraction):
                value = sum(c * quotient.evalf(60) ** k for k, c in enumerate(found.root_of))
                assert abs(value) < 10**-40


def test_the_law_meets_irrational_numbers():
    assert not isinstance(value_at(TWO, (1, 2, 3), (1, 1, 1)), Fraction)


@pytest.mark.parametrize("number", [Fraction(1), Fraction(-7, 3)])
def test_differences_from_fractions_keep_the_polynomial(number):
    found = root_two((0, 1, 0)) - number
    exact = sympy.minimal_polynomial(sympy.sqrt(2) - sympy.Rational(number), Z)
    assert sympy.Poly(found.root_of[::-1], Z) == sympy.Poly(exact, Z).primitive()[1]
