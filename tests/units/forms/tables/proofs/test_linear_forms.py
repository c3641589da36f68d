"""Linear forms in products, sums of conditions, and equations solved for some products."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    ONE,
    Effort,
    LinearSystem,
    Reduction,
    collected,
    combination,
    difference,
    times,
)

X, Y, Z = ((0, 0),), ((0, 1),), ((1, 0),)


def form(**terms):
    names = {"x": X, "y": Y, "z": Z, "one": ONE}
    return {names[name]: Fraction(value) for name, value in terms.items()}


def test_forms_are_added_and_what_cancels_is_left_out():
    assert collected([(X, Fraction(1)), (Y, Fraction(2)), (X, Fraction(-1))]) == form(y=2)
    assert combination(
        [(Fraction(2), form(x=1, y=-1)), (Fraction(0), form(z=9)), (Fraction(-1), form(x=2))]
    ) == form(y=-2)
    assert difference(form(x=1, one=1), form(x=1, y=1)) == form(one=1, y=-1)
    assert times(times(ONE, (1, 0)), (0, 1)) == ((0, 1), (1, 0))


# x + y = 1, and x ≥ 2y, and 3y ≥ x
SYSTEM = LinearSystem((form(x=1, y=1, one=-1),), (form(x=1, y=-2), form(x=-1, y=3)))


def test_the_products_and_the_size_of_a_system():
    assert SYSTEM.monomials == (X, Y)
    assert SYSTEM.size == 3 + 2 + 2 + 3


def test_multipliers_bound_a_form_from_below():
    # x ≥ 2/3, since 3x = 2 (x + y) + (x - 2y)
    assert SYSTEM.lower_bound(form(x=1), {0: Fraction(2, 3), 1: Fraction(1, 3)}) == Fraction(2, 3)
    assert SYSTEM.lower_bound(form(x=1), {}) == 0  # products are not negative
    assert SYSTEM.lower_bound(form(x=-1), {}) is None
    assert SYSTEM.lower_bound(form(x=1), {0: Fraction(1)}) is None  # leaves 1 - y
    assert SYSTEM.lower_bound(form(x=-1), {0: Fraction(-3, 4), 2: Fraction(1, 4)}) == Fraction(-3, 4)


@pytest.mark.parametrize(
    "multipliers", [{1: Fraction(-1)}, {2: Fraction(-1, 9)}, {3: Fraction(1)}, {-1: Fraction(1)}]
)
def test_multipliers_of_the_wrong_sign_or_of_no_condition_show_nothing(multipliers):
    assert SYSTEM.remainder(form(x=1), multipliers) is None
    assert SYSTEM.lower_bound(form(x=1), multipliers) is None
    assert not SYSTEM.contradicts(multipliers)
    assert not SYSTEM.contradicts_positive(multipliers)


def test_a_contradiction_where_products_may_be_zero():
    system = LinearSystem((form(x=1, y=1, one=-1),), (form(x=-2, one=-1),))
    assert system.contradicts({1: Fraction(1)})  # 0 ≥ 1 + 2x
    assert not system.contradicts({})
    only_positive = LinearSystem((form(x=1, y=1),), ())
    assert not only_positive.contradicts({0: Fraction(-1)})  # x = y = 0 is no contradiction
    assert only_positive.contradicts_positive({0: Fraction(-1)})
    assert not only_positive.contradicts_positive({0: Fraction(1)})
    assert not only_positive.contradicts_positive({})


def test_a_contradiction_needs_something_to_be_left():
    cancels = LinearSystem((form(x=1, y=-1), form(x=-1, y=1)), ())
    assert not cancels.contradicts_positive({0: Fraction(1), 1: Fraction(1)})


numbers = st.fractions(-4, 4, max_denominator=4)
forms = st.dictionaries(st.sampled_from([X, Y, Z, ONE]), numbers.filter(bool), max_size=4)
points = st.tuples(*[st.fractions(0, 4, max_denominator=4)] * 3)


def value(form, point):
    return sum(c * {X: point[0], Y: point[1], Z: point[2], ONE: Fraction(1)}[m] for m, c in form.items())


@given(
    st.lists(forms, max_size=3),
    st.lists(forms, max_size=3),
    points,
    forms,
    st.dictionaries(st.integers(-1, 6), numbers),
)
def test_what_multipliers_show_is_true_at_every_solution(zero, nonnegative, point, bounded, multipliers):
    zero = [difference(form, {ONE: value(form, point)}) for form in zero]  # so that the point is a solution
    nonnegative = [difference(form, {ONE: min(value(form, point), Fraction(0))}) for form in nonnegative]
    system = LinearSystem(tuple(zero), tuple(nonnegative))
    bound = system.lower_bound(bounded, multipliers)
    assert bound is None or value(bounded, point) >= bound
    assert not system.contradicts(multipliers)
    if all(point):
        assert not system.contradicts_positive(multipliers)


@given(st.lists(forms, max_size=4), points, forms, forms)
def test_solving_equations_changes_no_value_at_a_solution(zero, point, one, other):
    zero = [difference(form, {ONE: value(form, point)}) for form in zero]
    reduction = Reduction(zero)
    assert value(reduction.of(one), point) == value(one, point)
    assert all(not reduction.of(form) for form in zero)
    ratio = reduction.ratio(one, other)
    assert ratio is None or value(one, point) == ratio * value(other, point)


def test_ratios_that_equations_fix():
    reduction = Reduction([form(x=1, y=-2), form(z=1, y=1, one=-1)])
    assert reduction.ratio(form(x=1), form(y=1)) == 2
    assert reduction.ratio(form(z=1), form(one=1, y=-1)) == 1
    assert reduction.ratio(form(z=1), form(y=1)) is None
    assert reduction.ratio(form(x=1, y=-2), form(y=1)) is None
    assert reduction.ratio(form(y=1), {}) is None


def test_a_contradiction_among_equations_is_left_for_the_bounds():
    reduction = Reduction([form(x=1, one=-1), form(x=1, one=-2)])
    assert reduction.of(form(x=1)) == form(one=1)


def test_effort_is_counted_and_limited():
    effort = Effort(10, weight=2)
    effort.spend(5)
    assert effort.spent == 10
    with pytest.raises(CertificateRejected, match="more than 10 operations"):
        effort.spend(1)
    Effort().spend(10**12)
    with pytest.raises(CertificateRejected):
        Reduction([form(x=1, y=n, z=n * n) for n in range(1, 4)], Effort(3))
