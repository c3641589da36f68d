"""Conditions under which everything that is played is best, and fibres over the other players."""

import pytest
from witnesses.many_players import table_of

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.tables.proofs.condition_curves import BestConditions, Condition, projected
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell


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


def test_a_factor_is_told_by_vertices():
    factored = inequality((0, 1), (3, 2), 2, -4, 0, 0, -1, 2).factored(0)
    assert factored == ((4, 0, -2), inequality((1,), (2,), 2, -4))
    assert inequality((0, 1), (2, 2), 0, 0, 0, 3).factored(0) == ((0, 3), inequality((1,), (2,), 0, 3))
    assert inequality((0, 1), (2, 2), 1, 2, 2, 5).factored(0) is None
    assert inequality((0, 1), (2, 2), -3, 0, -1, 0).factored(1) == ((3, 0), inequality((0,), (2,), -3, -1))


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
    assert projected([equation((0, 1), (2, 2), -1, 0, 3, 0)], (0, 0, 1)) == []
    refused(projected, [crossing], (0, 1, 0))
    refused(projected, [crossing], (1, 0, 1))
    refused(projected, [crossing], (0, 0))
    refused(projected, [crossing, crossing], (0, 0, 1))
    beside = inequality((0, 2), (2, 2), 1, 0, 2, 1)
    assert projected([crossing, beside], (0, 0, 1)) == []
    failing = inequality((0, 2), (2, 2), 1, 0, 2, -1)
    refused(projected, [crossing, failing], (0, 0, 1))


def test_an_equation_with_one_sign_at_all_vertices_but_one_leaves_an_inequality():
    open_first = equation((0, 1), (3, 2), -1, 2, 3, 1, 1, 5)  # positive but at the first vertex
    left = [inequality((1,), (2,), 1, -2)]
    assert projected([open_first], (0, 0, 1)) == projected([open_first], (0, 0, 2)) == left
    turned = equation((0, 1), (3, 2), 1, -2, -3, -1, -1, -5)
    assert projected([turned], (0, 1, 0)) == left
    refused(projected, [turned], (0, 0, 1))
    refused(projected, [open_first], (0, 1, 2))
    also_elsewhere = equation((0, 1), (3, 2), -1, 2, 3, 1, -1, 5)  # perhaps zero between the last two
    refused(projected, [also_elsewhere], (0, 0, 1))
    zero = equation((0, 1), (2, 2), 1, 2, 0, 1)  # zero at the second vertex, whatever the first gives
    refused(projected, [zero], (0, 0, 1))


def test_a_fibre_is_at_one_vertex_or_between_two():
    opening = equation((0, 2), (2, 2), -1, -2, 1, 1)
    falling = inequality((0, 2), (2, 2), 1, 0, -1, 0)  # at the second vertex it fails
    refused(projected, [opening, falling], (0, 0, 0))
    refused(projected, [opening, falling], (0, 1, 1))
    refused(projected, [opening, falling], (0, 0, 1))
    both = [equation((0, 1), (3, 2), -1, -2, 1, 1, 5, 5), equation((0, 1), (3, 2), -3, -1, 1, 2, 5, 5)]
    for ends in ((0, 1, 2), (0, 1, 1), (0, 1), (1, 0, 2)):
        refused(projected, both, (0, *ends))  # each is zero somewhere, and not both together
