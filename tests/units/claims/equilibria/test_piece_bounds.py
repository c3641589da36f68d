"""Bounds of what is paid on a curved piece: sound whatever the weights, sharp with the right ones."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from witnesses.many_players import table_of

from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece
from gametheory_paradox.claims.equilibria.every_nash_of_many import equilibrium_set, every_equilibrium
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox
from gametheory_paradox.claims.equilibria.piece_bounds import range_on, rows_on
from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.solvers.cell_enumeration import cell_enumeration

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


def ranged(below, above, piece=CURVE):
    return range_on(SUM, COLUMN, replace(piece, bounds=(below, above)))


def test_vertices_alone_give_the_widest_bounds():
    assert ranged([], []) == (1, 2)
    assert range_on(GAME, 0, CURVE) == (1, 1)  # she mixes, and gets what her second action gives


def test_the_conditions_are_told_in_the_units_of_the_game():
    rows, equations = rows_on(SUM, COLUMN, CURVE, ())
    assert equations == [True]
    assert rows[0, 0, 0] == [2, 1]  # y + z, and 2yz - 1
    assert rows[1, 1, 1] == [1, Fraction(-1, 2)]
    cut = replace(CURVE, simplices=(((1, 0),), UPPER, UPPER))  # she takes the first action: an inequality
    assert rows_on(SUM, COLUMN, cut, ())[1] == [False]


def test_the_right_weights_bound_sharply():
    ends = Fraction(3, 2)  # of y + z, at two points of the curve
    assert ranged([], [["m", 1, -1]])[1] == ends
    assert ranged([], [["s", 1, 0, 1, 1, 2], ["m", 1, -1], ["m", 1, -1]])[1] == ends
    assert ranged([["m", 10, 7]], [])[0] == Fraction(13, 10)  # the least is the square root of 2
    y, z = ["s", 1, 0, 1, 7, 12], ["s", 2, 0, 1, 7, 12]
    parts = [y, z, ["m", 10, 9], ["m", 10, 7], z, ["m", 10, 7], ["m", 10, 5]]
    assert Fraction(1412, 1000) < ranged(parts, [])[0] < Fraction(1414214, 10**6)


@pytest.mark.slow
def test_no_weights_give_a_false_bound():
    for weight in range(-40, 41):
        low, high = ranged([["m", 10, weight]], [["m", 10, weight]])
        assert 1 <= low <= Fraction(1414214, 10**6)
        assert Fraction(3, 2) <= high <= 2


STEPS = [
    [],
    ["m"],
    ["m", 1],
    ["m", 0, 1],
    ["m", -1, 1],
    ["m", 1, 1, 1],
    ["m", 1, True],
    ["m", 1, 0.5],
    ["m", 1, "1"],
    ["m", 1 << 5000, 1],
    ["n", 1, 1],
    ["s", 1, 0, 1, 1, 2],
    ["s", 3, 0, 1, 1, 2],
    ["s", -1, 0, 1, 1, 2],
    ["s", 1, 0, 0, 1, 2],
    ["s", 1, 0, 2, 1, 2],
    ["s", 1, 0, 1, 0, 2],
    ["s", 1, 0, 1, 2, 2],
]


@pytest.mark.parametrize("step", STEPS)
def test_malformed_bounds_are_rejected(step):
    with pytest.raises(CertificateRejected, match=r"bounds? of a curved piece"):
        ranged([], [step])


def test_bounds_cover_the_piece_once():
    with pytest.raises(CertificateRejected, match="go on"):
        ranged([["m", 1, 0]] * 2, [])


def test_an_inequality_has_no_negative_weight():
    above = replace(CURVE, simplices=(((1, 0),), UPPER, UPPER))  # 2yz >= 1
    assert ranged([["m", 1, 1]], [], above)[0] == 1  # -(y + z) + 2yz - 1, at most
    with pytest.raises(CertificateRejected, match="negative weight"):
        ranged([], [["m", 1, -1]], above)


def test_a_step_of_a_cutting_carries_them():
    found = cell_enumeration(GAME, Clock(None))
    boxes = [IsolatingBox.from_data(box) for box in found.proof["boxes"]]

    def proved(bounds):
        steps = [[*step, bounds] if step[0] == "c" else step for step in found.proof["cutting"]]
        return equilibrium_set(SUM, GAME.players[0], every_equilibrium(GAME, boxes, steps))

    plain = proved([[], []]).payoffs(GAME.players[0])
    assert plain.values == proved([[["m", 1, 0]], []]).payoffs(GAME.players[0]).values
    for bounds in ([[]], [[], [], []], [[1], []], 1, [[["m", 1]], []]):
        with pytest.raises(ParadoxError):
            proved(bounds)
