"""Linear programs over products: contradictions, inner points, bounds and extreme points."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.forms.tables.proofs.profile_cells import ONE, LinearSystem
from gametheory_paradox.forms.trees.solvers.pattern_programs import (
    contradiction,
    extreme_points,
    lower_bound,
    positive_point,
)

X, Y, Z, U = ((0, 0),), ((0, 1),), ((1, 0),), ((1, 1),)
NAMES = {"x": X, "y": Y, "z": Z, "u": U, "one": ONE}


def form(**terms):
    return {NAMES[name]: Fraction(value) for name, value in terms.items()}


# x + y = 1 and x ≥ 2y
SYSTEM = LinearSystem((form(x=1, y=1, one=-1),), (form(x=1, y=-2),))


def test_a_system_with_a_solution_is_no_contradiction():
    assert contradiction(SYSTEM) is None
    point, _ = positive_point(SYSTEM)
    assert point[X] + point[Y] == 1
    assert point[X] >= 2 * point[Y] > 0


def test_contradictions_carry_their_proof():
    system = LinearSystem(SYSTEM.zero, (form(x=-1, y=-1, one="1/2"),))
    assert system.contradicts(contradiction(system))
    at_the_edge = LinearSystem(SYSTEM.zero, (form(x=-1),))  # only x = 0
    assert contradiction(at_the_edge) is None
    point, multipliers = positive_point(at_the_edge)
    assert point is None
    assert at_the_edge.contradicts_positive(multipliers)


def test_bounds_are_the_best_there_are():
    assert SYSTEM.lower_bound(form(x=1), lower_bound(SYSTEM, form(x=1))) == Fraction(2, 3)
    assert SYSTEM.lower_bound(form(y=-1), lower_bound(SYSTEM, form(y=-1))) == Fraction(-1, 3)
    assert lower_bound(SYSTEM, form(z=-1)) is None


def listed(system, *scales):
    return {
        tuple(tuple(point.get(m, Fraction(0)) for m in (X, Y, Z, U)) for point in points)
        for points in extreme_points(system, [frozenset(NAMES[name] for name in scale) for scale in scales])
    }


def test_extreme_points_of_a_segment():
    assert listed(SYSTEM) == {((1, 0, 0, 0),), ((Fraction(2, 3), Fraction(1, 3), 0, 0),)}


def test_products_that_no_condition_connects_have_both_ends_where_their_proportion_counts():
    trivial = LinearSystem((), (form(x=1),))
    assert listed(trivial, "xy") == {((1, 0, 0, 0),), ((0, 1, 0, 0),)}


def test_where_one_scale_is_zero_the_next_ray_tells_it():
    # x ≤ z, with x : y and z : u to be told: where x and y are nothing against z and u, or the other way
    # round
    system = LinearSystem((), (form(x=-1, z=1),))
    found = listed(system, "xy", "zu")
    first = {tuple(next(p for p in points if any(p[:2]))[:2]) for points in found}
    assert {(a > 0, b > 0) for a, b in first} == {(True, False), (False, True)}
    for points in found:
        assert any(any(point[:2]) for point in points)
        assert any(any(point[2:]) for point in points)
        assert all(point[0] <= point[2] for point in points)


def test_too_many_extreme_points_are_not_listed():
    names = [((n, 0),) for n in range(40)]
    wide = LinearSystem((), ({name: Fraction(1) for name in names},))
    assert extreme_points(wide, []) is None
    many = LinearSystem((), tuple({name: Fraction(1)} for name in names))
    assert extreme_points(many, [frozenset(names[n : n + 2]) for n in range(0, 40, 2)]) is None


numbers = st.integers(-3, 3).map(Fraction)
forms = st.dictionaries(st.sampled_from([X, Y, Z, ONE]), numbers.filter(bool), min_size=1, max_size=4)


@given(st.lists(forms, max_size=3), st.lists(forms, max_size=3), forms)
def test_each_answer_proves_itself(zero, nonnegative, bounded):
    system = LinearSystem(tuple(zero), tuple(nonnegative))
    multipliers = contradiction(system)
    point, none = positive_point(system)
    if multipliers is not None:
        assert system.contradicts(multipliers)
        assert point is None
    if point is None:
        assert system.contradicts_positive(none)
    else:
        values = {m: point.get(m) for m in system.monomials} | {ONE: Fraction(1)}
        assert all(value > 0 for value in values.values())
        assert not any(sum(c * values[m] for m, c in own.items()) for own in zero)
        assert all(sum(c * values[m] for m, c in own.items()) >= 0 for own in nonnegative)
    bound = lower_bound(system, bounded)
    if bound is not None and multipliers is None:
        least = system.lower_bound(bounded, bound)
        assert least is not None
        if point is not None:
            assert (
                sum(c * {**point, ONE: Fraction(1)}.get(m, Fraction(0)) for m, c in bounded.items()) >= least
            )
