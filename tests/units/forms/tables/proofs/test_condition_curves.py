"""Conditions along the mixtures of one player: what equations determine, and what is between two."""

import pytest
from units.forms.tables.proofs.test_best_conditions import equation, inequality, refused

from gametheory_paradox.forms.tables.proofs.condition_curves import Curve, UsedActions
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell

# Along player 0: player 1 mixes s : t, player 2 as 1's mixture says; a last equation is left to them.
FIRST = equation((0, 1), (2, 2), 0, 1, -1, 0)  # w1·s = w0·t
SECOND = equation((1, 2), (2, 2), 0, 1, -1, 0)


def test_equations_determine_one_mixture_after_the_other():
    last = equation((0, 2), (2, 2), 4, -3, -3, 4)  # 4s² - 6st + 4t² > 0: a near miss
    curve = Curve.along([FIRST, SECOND, last], 0, [(1, 0), (2, 1)])
    assert curve.mixtures[1] == [(1, 0), (0, 1)]
    assert curve.equations == ((4, -6, 4),)
    assert curve.is_empty
    assert curve.is_only(1, 2)  # at no other point, and not there

    touching = equation((0, 2), (2, 2), 1, -1, -1, 1)  # (s - t)²
    curve = Curve.along([FIRST, SECOND, touching], 0, [(1, 0), (2, 1)])
    assert not curve.is_empty
    assert curve.is_only(1, 2)
    assert not curve.is_only(1, 3)
    assert not curve.is_interval_with(1, 2)


def test_inequalities_along_a_curve_bound_an_interval():
    conditions = [FIRST, inequality((0,), (2,), 2, -1), inequality((1,), (2,), -1, 3)]
    curve = Curve.along(conditions, 0, [(1, 0)])  # 2s ≥ t and 3t ≥ s
    assert curve.is_interval_with(1, 2)
    assert not curve.is_interval_with(0, 1)
    assert not curve.is_empty
    apart = [FIRST, inequality((0, 1), (2, 2), 1, -3, -1, 1)]  # s² - 4st + t² ≥ 0: near both ends
    assert not Curve.along(apart, 0, [(1, 0)]).is_interval_with(0, 1)
    none = [FIRST, inequality((0, 1), (2, 2), -1, 0, 0, -1)]
    assert Curve.along(none, 0, [(1, 0)]).is_empty
    end = [FIRST, inequality((0, 1), (2, 2), 0, 0, 0, -1)]  # -t² ≥ 0
    assert Curve.along(end, 0, [(1, 0)]).is_only(0, 1)
    assert not Curve.along(end, 0, [(1, 0)]).is_only(1, 1)
    start = [FIRST, inequality((0, 1), (2, 2), -1, 0, 0, 0)]  # -s² ≥ 0
    assert Curve.along(start, 0, [(1, 0)]).is_only(1, 1)
    assert not any(Curve.along(own, 0, [(1, 0)]).is_empty for own in (start, end))


def test_two_equations_determine_a_mixture_of_three():
    by_cramer = [
        equation((0, 1), (2, 3), 1, -1, 0, 1, -1, 0),  # the first two alike
        equation((0, 1), (2, 3), 0, 1, -2, 0, 1, -1),
    ]
    curve = Curve.along(by_cramer, 0, [(1, 0, 1)])
    assert curve.inequalities == ()
    middle = [sum(form) for form in curve.mixtures[1]]  # at s = t: twice the weights
    assert middle[0] == middle[1] > 0
    assert 2 * middle[1] == 3 * middle[2]


@pytest.mark.parametrize(
    "chain",
    [
        [],
        [(1, 0)],
        [(2, 1), (1, 0)],  # player 2's equation needs player 1's mixture
        [(1, 0), (2, 0)],
        [(1, 0, 1), (2, 1)],
        [(0, 0), (1, 0), (2, 1)],
        [(1, 0), (2, 2)],  # an inequality
        [(1, 0), (3, 1)],
    ],
)
def test_a_chain_that_leaves_a_mixture_open_is_refused(chain):
    conditions = [FIRST, SECOND, inequality((0, 2), (2, 2), 1, -1, -1, 1)]
    assert Curve.along(conditions, 0, [(1, 0), (2, 1)])
    refused(Curve.along, conditions, 0, chain)


def test_a_mixture_is_determined_once_by_as_many_equations_as_it_takes():
    again = equation((0, 1), (2, 2), 1, -2, 3, -1)
    refused(Curve.along, [FIRST, again], 0, [(1, 0), (1, 1)])
    refused(Curve.along, [FIRST, again], 0, [(1, 0, 1)])
    three = equation((0, 1), (2, 3), 1, -1, 2, 2, -1, 1)
    refused(Curve.along, [three], 0, [(1, 0)])
    refused(Curve.along, [three], 1, [(0, 0)])  # along three vertices
    four = [equation((0, 1), (2, 4), *range(k, 8 + k)) for k in range(3)]
    refused(Curve.along, four, 0, [(1, 0, 1, 2)])


def test_equations_that_vanish_somewhere_determine_nothing():
    vanishing = equation((0, 1), (2, 2), 1, -1, -1, 1)  # both weights vanish at s = t
    refused(Curve.along, [vanishing], 0, [(1, 0)])
    refused(Curve.along, [FIRST], 2, [(1, 0)])


def squeezed(*conditions):
    """The curve along player 0 with player 1 between two mixtures."""
    return Curve.along(conditions, 0, [(1,)])


AT_MOST = inequality((0, 1), (2, 2), 1, -1, 2, -1)  # (s + 2t)·u ≥ (s + t)·v


def test_a_player_is_between_what_inequalities_allow_and_ask_for():
    at_least = inequality((0, 1), (2, 2), -1, 2, -4, 1)  # (2s + t)·v ≥ (s + 4t)·u
    curve = squeezed(AT_MOST, at_least)
    assert curve.between == (1,)
    assert 1 not in curve.mixtures
    assert curve.inequalities == ((1, 0, -2),)  # (s + 2t)(2s + t) - (s + t)(s + 4t)
    assert curve.is_interval_with(0, 1)
    assert not curve.is_interval_with(1, 1)
    assert squeezed(at_least, AT_MOST).inequalities == curve.inequalities
    assert squeezed(AT_MOST).inequalities == ()  # at the first vertex it holds


def test_between_two_there_may_be_nothing_or_a_single_place():
    more = inequality((0, 1), (2, 2), -3, 1, -3, 1)
    assert squeezed(AT_MOST, more).is_empty
    touching = inequality((0, 1), (2, 2), -1, 1, -3, 1)
    assert squeezed(AT_MOST, touching).is_only(0, 1)
    assert not squeezed(AT_MOST, touching).is_empty


def test_where_a_condition_fails_at_one_vertex_it_holds_at_the_other():
    rising = inequality((0, 1), (2, 2), -1, -1, 2, -1)  # 2t ≥ s, or it fails for all
    assert squeezed(rising).inequalities == ((-1, 2),)
    perhaps_zero = inequality((0, 1), (2, 2), -1, 0, 2, -1)  # at s = 1 it holds at the second vertex
    refused(squeezed, perhaps_zero)
    either = inequality((0, 1), (2, 2), -1, 1, 2, -1)
    refused(squeezed, either)


def test_what_holds_at_both_vertices_asks_for_nothing():
    assert squeezed(AT_MOST, inequality((0, 1), (2, 2), 1, 2, 0, 1)).inequalities == ()


def test_zeros_bound_as_they_should():
    never_second = inequality((0, 1), (2, 2), 0, -1, 0, -2)
    never_first = inequality((0, 1), (2, 2), -1, 0, -3, 0)
    assert squeezed(never_second, never_first).is_empty
    assert squeezed(never_second, inequality((0, 1), (2, 2), -1, 2, 0, 2)).is_only(1, 1)
    assert squeezed(never_second).inequalities == ()


def test_who_is_between_has_inequalities_of_its_own_alone():
    refused(squeezed, AT_MOST, FIRST)  # an equation
    refused(squeezed, AT_MOST, inequality((1, 2), (2, 2), 1, -1, -1, 1))  # player 2 is not known
    refused(Curve.along, [AT_MOST], 0, [(1,), (1,)])
    refused(Curve.along, [AT_MOST], 0, [(0,), (1,)])
    refused(Curve.along, [AT_MOST], 0, [(1,), (2,)])
    refused(Curve.along, [inequality((0, 1), (2, 3), 1, 0, -1, 2, 0, -1)], 0, [(1,)])  # three vertices
    two = [AT_MOST, inequality((0, 2), (2, 2), 1, -1, 2, -1)]
    assert Curve.along(two, 0, [(1,), (2,)]).between == (1, 2)
    refused(Curve.along, [*two, inequality((1, 2), (2, 2), 1, -1, -1, 1)], 0, [(1,), (2,)])


def using(conditions, chain, players, simplices):
    cell = Cell(simplices, ())
    used = UsedActions(cell, players)
    return Curve.along(used.conditions(conditions), 0, chain, used)


PURE, MIXED = ((1, 0), (0, 1)), ((2, 1), (1, 2))  # each vertex leaves an action out, or none does


@pytest.mark.parametrize(
    ("players", "simplices", "fails"),
    [
        ((0, 1), (MIXED, PURE), True),
        ((0,), (MIXED, PURE), False),  # player 1 may leave something out
        ((0, 1), (MIXED, MIXED), False),  # the factor is zero where everything is used
    ],
)
def test_a_factor_that_is_zero_only_where_something_is_left_out_does_not_matter(players, simplices, fails):
    product = equation((0, 1), (2, 2), 0, 1, 0, 2)  # zero at player 1's first vertex alone
    other = inequality((0,), (2,), 1, -1)
    chain = [] if fails else [(1, 0)]
    assert using([product, other], chain, players, simplices).is_empty == fails


def test_a_positive_factor_does_not_matter_to_anybody():
    product = equation((0, 1), (2, 2), -1, -3, 2, 6)
    assert using([product], [], (), (MIXED, MIXED)).is_only(1, 3)
    refused(Curve.along, [product], 0, [])


def test_ends_at_which_something_is_left_out_do_not_matter():
    # Player 1 mixes s : t as player 0 does, and (s - t)·s = 0 or s·t < 0 is left.
    at_start = [FIRST, equation((0, 1), (2, 2), 1, 0, -1, 0)]
    assert using(at_start, [(1, 0)], (0, 1), (MIXED, PURE)).equations == ((1, -1),)
    assert using(at_start, [(1, 0)], (0, 1), (PURE, MIXED)).equations == ((1, -1),)
    assert using(at_start, [(1, 0)], (), (PURE, PURE)).equations == ((1, -1, 0),)
    failing = [FIRST, inequality((0, 1), (2, 2), 0, -1, -1, 0)]
    assert using(failing, [(1, 0)], (0, 1), (PURE, PURE)).is_empty
    assert not using(failing, [(1, 0)], (0, 1), (MIXED, MIXED)).is_empty


def test_weights_are_divided_together():
    # Player 2's weights are s·t and s·t·(s + t), but for what player 1's mixture makes zero at an end.
    equations = [FIRST, equation((0, 1, 2), (2, 2, 2), 0, 0, 1, -2, 1, -3, 0, 0)]
    refused(using, equations, [(1, 0), (2, 1)], (), (PURE, PURE, PURE))
    curve = using(equations, [(1, 0), (2, 1)], (0,), (PURE, PURE, PURE))
    assert curve.mixtures[2] == [(5,), (2,)]
