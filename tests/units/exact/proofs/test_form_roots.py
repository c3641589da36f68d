"""Roots of forms: split, isolated and compared, as computer algebra does it."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import (
    Root,
    between,
    common,
    coprime,
    quotient,
    roots_inside,
    value,
    without_common,
)

X = sympy.Symbol("x")
factors = st.lists(st.integers(-4, 4), min_size=1, max_size=3).filter(any).map(tuple)
forms = st.lists(factors, min_size=1, max_size=4)


def times(*parts):
    found = (1,)
    for part in parts:
        longer = [0] * (len(found) + len(part) - 1)
        for place, own in enumerate(found):
            for other, number in enumerate(part):
                longer[place + other] += own * number
        found = tuple(longer)
    return found


def on_line(form):
    """The form as a polynomial in the place on the line."""
    degree = len(form) - 1
    return sympy.Poly(sum(c * (1 - X) ** (degree - k) * X**k for k, c in enumerate(form)), X)


def inside(form):
    """The different roots strictly between the ends, ascending."""
    roots = sympy.real_roots(on_line(form)) if on_line(form).degree() > 0 else []
    return [root for root in dict.fromkeys(roots) if 0 < root < 1]


@given(st.lists(forms, min_size=1, max_size=3))
def test_coprime_forms_have_each_root_once(given_forms):
    whole = [times(*parts) for parts in given_forms]
    wanted = inside(times(*whole))
    found = sorted(
        (root for form in coprime(whole) for root in roots_inside(form)), key=lambda r: r.narrowed(60).low
    )
    assert len(found) == len(wanted)
    for root, exact in zip(found, wanted, strict=True):
        low, high = root.narrowed(30).low, root.narrowed(30).high
        assert sympy.Rational(low) <= exact <= sympy.Rational(high)
        assert high - low < Fraction(1, 10**9)


def test_the_law_is_not_vacuous():
    assert len(inside((-1, 3, -1))) == 2
    assert inside(times((-1, 2), (-1, 2), (2, 0, -1))) == [sympy.Rational(1, 3), 2 - sympy.sqrt(2)]


@given(st.lists(forms, min_size=2, max_size=3))
def test_signs_at_roots(given_forms):
    whole = [times(*parts) for parts in given_forms]
    for form in coprime(whole):
        for root in roots_inside(form):
            (exact,) = (r for r in inside(form) if root.low < r < root.high or root.low == r == root.high)
            for other in whole:
                assert root.sign(other) == sympy.sign(on_line(other).eval(exact).simplify())


@given(forms, forms, forms)
def test_common_divisors(shared, one, other):
    both, first, second = times(*shared), times(*one), times(*other)
    assume(all(form[0] and form[-1] for form in (both, first, second)))
    found = common(times(both, first), times(both, second))
    expected = sympy.gcd(sympy.Poly(times(both, first)[::-1], X), sympy.Poly(times(both, second)[::-1], X))
    assert len(found) - 1 == expected.degree()
    rest = quotient(times(both, first), found)
    assert times(rest, found)[0] * times(both, first)[-1] == times(rest, found)[-1] * times(both, first)[0]


@given(forms, forms, st.integers(1, 5))
def test_without_what_divides_both_the_ratio_is_the_same(one, other, part):
    first, second = times((1, 0), *one), times((0, 1), *other)
    size = max(len(first), len(second))
    first = times(first, (1,) + (0,) * (size - len(first)))
    second = times(second, (1,) + (0,) * (size - len(second)))
    short, shorter = without_common([first, second])
    at = (part, part + 3)
    assert value(short, *at) * value(second, *at) == value(shorter, *at) * value(first, *at)
    assert any(value(short, k, 7) or value(shorter, k, 7) for k in range(8))


def test_forms_that_are_zero_everywhere_are_left():
    assert without_common([(0, 0), (0, 0)]) == [(0, 0), (0, 0)]
    assert without_common([(0, 0, 0), (0, 2, 0)]) == [(0,), (1,)]
    assert coprime([(0, 0), (3,), (0, 0, 2)]) == []


def test_parts_of_the_line():
    assert between((1, 1), Fraction(0), Fraction(1)) == (1, 1)
    assert between((0, 1), Fraction(1, 2), Fraction(1)) == (1, 2)


def test_signs_at_a_root_of_a_form_with_divisors():
    form = times((-2, 0, 1), (-3, 1))  # √2 and 3
    root = Root(form, Fraction(1, 2), Fraction(2, 3))
    assert root.sign(times((-2, 0, 1), (1, 5))) == 0
    assert root.sign((-3, 1)) == -1
    assert root.sign(times((-3, 1), (-4, 1))) == 1
    assert Root(form, Fraction(7, 10), Fraction(4, 5)).sign((-2, 0, 1)) == 1


def test_a_sign_that_does_not_show_is_refused():
    root = Root((-2, 0, 1), Fraction(1, 2), Fraction(2, 3))  # the square root of 2, as t / s
    near = times((-2, 0, 1), (1, 1))
    assert root.sign(near) == 0
    with pytest.raises(CertificateRejected):
        root.sign((-2 * 10**8000, 0, 10**8000, 0, 1))
