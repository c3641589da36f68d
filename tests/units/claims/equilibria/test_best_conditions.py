"""Conditions under which everything that is played is best: fibres over the other players, and curves."""

import pytest
from witnesses.many_players import table_of

from gametheory_paradox.claims.equilibria.best_conditions import BestConditions, Condition, Curve, projected
from gametheory_paradox.claims.equilibria.profile_cells import Cell
from gametheory_paradox.errors import CertificateRejected


def inequality(players, sizes, *values):
    return Condition.of(players, sizes, values, is_equation=False)


def equation(players, sizes, *values):
    return Condition.of(players, sizes, values, is_equation=True)


def refused(call, *data):
    with pytest.raises(CertificateRejected):
        call(*data)


def test_players_whose_mixtures_do_not_matter_are_left_out():
    assert inequality((0, 2), (2, 3), 1, 1, 1, -1, -1, -1) == inequality((0,), (2,), 1, -1)
    assert inequality((0, 2), (2, 2), 3, 3, 3, 3).players == ()
    assert inequality((0, 1), (2, 2), 1, 2, 3, 4).by_vertex(0) == [(1, 2), (3, 4)]
    assert inequality((0, 1), (2, 2), 1, 2, 3, 4).by_vertex(1) == [(1, 3), (2, 4)]
    assert inequality((0, 1), (2, 2), 1, 2, 3, 3).at(0, 1).players == ()


def test_a_cell_keeps_the_conditions_that_its_vertices_leave_open():
    # Ann gets 2yz or 1, the others nothing.
    game = table_of((2, 2, 2), [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0])
    whole = Cell.whole(game)
    best = BestConditions.of(whole)
    assert best.choosing == (0,)
    assert best.conditions == (equation((1, 2), (2, 2), 1, -1, -1, -1),)
    only_first = whole.restricted(0, [0])
    assert BestConditions.of(only_first).conditions == (inequality((1, 2), (2, 2), 1, -1, -1, -1),)
    assert BestConditions.of(only_first).choosing == ()
    assert BestConditions.of(only_first, [[0, 1], [0, 1], [0, 1]]).choosing == (0,)
    scaled = whole.cut(1, 0, 1, 1, 3)[0]  # from (2/3, 1/3) on: vertices of another sum
    assert BestConditions.of(scaled).conditions[0].values == (1, -3, -3, -3)


def test_an_inequality_that_holds_at_a_vertex_or_is_greatest_there_leaves_a_fibre():
    band = inequality((0, 1), (2, 2), 1, 2, 3, -1)
    assert projected([band], (0, 0)) == []  # at its first vertex it holds whatever the other does
    rising = inequality((0, 1), (2, 2), 1, -1, 0, -3)
    assert projected([rising], (0, 0)) == [inequality((1,), (2,), 1, -1)]
    refused(projected, [rising], (0, 1))  # it is less there
    refused(projected, [band], (0, 1))
    refused(projected, [band], (2, 0))  # on whom it does not depend
    refused(projected, [band], (0,))
    refused(projected, [band], (0, 0, 1))


def test_an_equation_with_different_signs_at_two_vertices_leaves_a_fibre():
    crossing = equation((0, 1), (2, 2), -1, -2, 3, 0)
    assert projected([crossing], (0, 0, 1)) == []
    refused(projected, [crossing], (0, 1, 0))
    refused(projected, [crossing], (1, 0, 1))
    refused(projected, [crossing], (0, 0))
    refused(projected, [crossing, crossing], (0, 0, 1))
    beside = inequality((0, 2), (2, 2), 1, 0, 2, 1)
    assert projected([crossing, beside], (0, 0, 1)) == []
    failing = inequality((0, 2), (2, 2), 1, 0, 2, -1)
    refused(projected, [crossing, failing], (0, 0, 1))


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


def test_equations_that_vanish_somewhere_determine_nothing():
    vanishing = equation((0, 1), (2, 2), 1, -1, -1, 1)  # both weights vanish at s = t
    refused(Curve.along, [vanishing], 0, [(1, 0)])
    refused(Curve.along, [FIRST], 2, [(1, 0)])
