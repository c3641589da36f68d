"""Algebraic numbers: bounds, polynomials, equality and rational ones, beside computer algebra."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from gametheory_paradox.claims.equilibria.enclosed_numbers import ends_of, sign
from gametheory_paradox.claims.equilibria.form_roots import Root, coprime, roots_inside
from gametheory_paradox.claims.equilibria.root_values import value_at

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
