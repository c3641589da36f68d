"""Payoffs on a curved piece: bounds at its vertices, and ends by a chain."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from witnesses.many_players import table_of

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.forms.tables.proofs.curved_pieces import CurvedPiece
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import equilibrium_set, every_equilibrium
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.proofs.piece_ranges import forms_on, range_on
from gametheory_paradox.forms.tables.solvers.cell_enumeration import cell_enumeration

# Ann gets 2yz or 1, the others always nothing; y and z are the probabilities of the others' first actions.
NUMBERS = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
GAME = table_of((2, 2, 2), NUMBERS)
BOTH, UPPER = ((1, 0), (0, 1)), ((1, 0), (1, 1))  # y, z from one half on
SUM = replace(  # of y and z, where Ann takes her first action
    GAME,
    payoffs=tuple(
        (*cell, Fraction((y == 0) + (z == 0)), Fraction(0), Fraction(0))
        for cell, (_, y, z) in zip(GAME.payoffs, product(range(2), repeat=3), strict=True)
    ),
    measure="sum",
)
POINTS = (((1, 0), (1, 0), (1, 1)), ((1, 0), (1, 1), (1, 0)))
CURVE = CurvedPiece((BOTH, UPPER, UPPER), POINTS)  # 2yz = 1
COLUMN = SUM.column(GAME.players[0])


def test_vertices_alone_give_the_widest_bounds():
    assert range_on(SUM, COLUMN, CURVE).bounds == (1, 2)
    assert not range_on(SUM, COLUMN, CURVE).is_exact
    assert range_on(GAME, 0, CURVE).bounds == (1, 1)  # she mixes, and gets what her second action gives


def test_a_chain_gives_the_ends():
    for chain in ([[1]], [[2]], [[1], [2, 0]]):
        found = range_on(SUM, COLUMN, replace(CURVE, chain=chain))
        assert found.is_exact
        assert found.low.root_of == (-2, 0, 1)  # the square root of 2
        assert found.high == Fraction(3, 2)
        low, high = found.bounds
        assert low**2 < 2
        assert high == Fraction(3, 2)


def test_where_a_player_takes_one_action_a_condition_is_an_inequality():
    above = replace(CURVE, simplices=(((1, 0),), UPPER, UPPER))  # 2yz >= 1
    found = range_on(SUM, COLUMN, replace(above, chain=[[1]]))
    assert (found.low.root_of, found.high) == ((-2, 0, 1), 2)


def test_payoffs_and_conditions_are_whole_numbers_at_tuples_of_vertices():
    forms = forms_on(SUM, COLUMN, CURVE, ())
    assert (forms.scale, forms.paid.players, forms.paid.values) == (2, (1, 2), (4, 3, 3, 2))
    assert [(own.values, own.is_equation) for own in forms.conditions] == [((2, 0, 0, -1), True)]


def test_a_step_of_a_cutting_carries_them():
    found = cell_enumeration(GAME, Clock(None))
    boxes = [IsolatingBox.from_data(box) for box in found.proof["boxes"]]

    def proved(chain):
        more = [] if chain is None else [chain]
        steps = [[*step, *more] if step[0] == "c" else step for step in found.proof["cutting"]]
        return equilibrium_set(SUM, GAME.players[0], every_equilibrium(GAME, boxes, steps))

    # Where she takes the first action y + z is from √2 to 2, where she mixes to 3/2.
    plain, exact = ([range_on(SUM, COLUMN, own) for own in proved(chain).curved] for chain in (None, [[1]]))
    assert [own.bounds for own in plain] == [(0, 2)] * 3
    assert [own.high for own in exact] == [Fraction(3, 2), Fraction(3, 2), 2]
    assert exact[0].low == exact[2].low
    assert exact[2].low.root_of == (-2, 0, 1)
    for chain in ([[3]], [[1], []], [[1], 2], 1, [["a"]], [[True]], [[-1]]):
        with pytest.raises(ParadoxError):
            proved(chain)
