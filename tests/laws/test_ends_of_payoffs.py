"""The least and greatest payoffs on curved pieces, beside computer algebra and beside points of pieces."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random

import pytest
from laws.test_curved_equilibria import degenerate, shown
from oracles.algebraic_edges import order
from oracles.other_checker.cells import Asked, on_piece
from oracles.other_checker.conditions import Conditions
from oracles.other_checker.games import read_game
from oracles.other_checker.multilinear import Multilinear
from oracles.other_checker.reading import rational
from witnesses.certificates import data_of
from witnesses.many_players import table_of

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import (
    NormalForm,
    Profile,
    expected_payoffs,
    game_hash,
    game_to_data,
    without_measure,
)
from gametheory_paradox.forms.tables.proofs.condition_curves import BestConditions
from gametheory_paradox.forms.tables.proofs.curved_pieces import hold_at, profile_at
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import EnclosedNumber, ends_of
from gametheory_paradox.forms.tables.proofs.piece_ranges import forms_on, range_on
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, normalized
from gametheory_paradox.forms.tables.solvers.cell_enumeration import cell_enumeration
from gametheory_paradox.forms.tables.solvers.curved_sets import first_chain, points_at_ends


def measured(game, number):
    """The game with a random measure."""
    random = Random(f"measured {number}")
    others = [Fraction(0)] * (len(game.players) - 1)
    cells = tuple((*own, Fraction(random.randint(-5, 5)), *others) for own in game.payoffs)
    return replace(game, payoffs=cells, measure="random")


@cache
def pieces(shape, count):
    """Curved pieces of random games; for each what is asked about, a payoff or a measure, with a chain."""
    found = []
    for number in range(count):
        game = table_of(shape, degenerate(shape, number))
        answer = cell_enumeration(game, Clock(20))
        for piece in shown(game, answer).curved if answer.completeness.status == "proved" else ():
            for column in range(len(shape) + 1):
                choosing = (column,) if column < len(shape) else ()
                own = game if choosing else measured(game, number)
                found.append((own, column, piece, first_chain(forms_on(own, column, piece, choosing))))
    return found


SHAPES = [
    pytest.param((2, 2, 2), 60, id="2x2x2"),
    pytest.param((3, 2, 2), 60, id="3x2x2"),
    pytest.param((2, 2, 2), 400, marks=pytest.mark.slow, id="2x2x2 many"),
    pytest.param((3, 2, 2), 120, marks=pytest.mark.slow, id="3x2x2 many"),
    pytest.param((2, 2, 2, 2), 60, marks=pytest.mark.slow, id="2x2x2x2"),
]


@pytest.mark.parametrize(("shape", "count"), SHAPES)
def test_computer_algebra_has_the_same_ends(shape, count):
    met = 0
    for game, column, piece, chain in pieces(shape, count):
        assert chain is not None
        ends = range_on(game, column, replace(piece, chain=chain))
        bare = without_measure(game)
        told = read_game({**data_of(game_to_data(bare)), "hash": game_hash(bare)}, rational)
        cell = [[tuple(map(Fraction, normalized(vertex))) for vertex in own] for own in piece.simplices]
        paid = dict(zip(told["cells"], (own[column] for own in game.payoffs), strict=True))
        choosing = [column] if column < len(shape) else []
        knots = on_piece(Conditions(Multilinear(told), cell), Asked(paid, choosing), chain)
        for end, sign in ((ends.low, 1), (ends.high, -1)):
            outer, inner = ((end, end) if isinstance(end, Fraction) else ends_of(end))[::sign]
            assert min(sign * order(outer, knot) for knot in knots) >= 0  # no knot is beyond the end
            assert min(sign * order(inner, knot) for knot in knots) <= 0  # and one is there
        met += 1
    assert met > 10


@pytest.mark.parametrize(("shape", "count"), SHAPES)
def test_no_known_point_is_beyond(shape, count):
    for game, column, piece, chain in pieces(shape, count):
        plain, ends = (range_on(game, column, replace(piece, chain=own)) for own in (None, chain))
        assert ends.is_exact
        assert plain.low <= ends.low <= ends.high <= plain.high
        for point in piece.points:
            profile = Profile(game.information_sets, tuple(map(normalized, point)))
            assert ends.low <= expected_payoffs(game, profile)[column] <= ends.high


def test_points_at_rational_ends_are_on_the_piece_and_pay_them():
    met = 0
    for game, column, piece, chain in pieces((2, 2, 2), 60):
        ends = range_on(game, column, replace(piece, chain=chain))
        forms = forms_on(game, column, piece, (column,) if column < 3 else ())
        conditions = BestConditions.of(Cell.whole(without_measure(game)).at(piece.simplices)).conditions
        for point in points_at_ends(forms, chain):
            assert hold_at(conditions, point)
            odds = tuple(map(normalized, profile_at(piece.simplices, point)))
            paid = expected_payoffs(game, Profile(game.information_sets, odds))[column]
            assert paid in (ends.low, ends.high)
            met += 1
    assert met > 50


def test_a_root_outside_of_the_line_is_not_taken_for_an_end():
    # Ann, Bob and Cat mix alike, u, where (u + 1)(u² + 16u - 1) >= 0; Cat gets u + u².  At u = -1 that is 0.
    cells = []
    for a, b, k, d in product((1, 0), (1, 0), (0, 1, 2), (1, 0)):
        c = int(k == 0)
        if k < 2:
            own = (a * (b - c), b * (a - c), a + a * b) if d else (-a, -b, 1 + c)
            paid = (*own, d * (-1 + 15 * a + 17 * a * b + a * b * c))
        else:
            paid = (-a, -b, (a + a * b if d else 2) + Fraction(1, 20), d)
        cells.append(tuple(map(Fraction, paid)))
    actions = (("a0", "a1"), ("b0", "b1"), ("c0", "c1", "c2"), ("d0", "d1"))
    game = NormalForm(("Ann", "Bob", "Cat", "Dan"), actions, tuple(cells))
    verdict = detect(game, mover="Cat", action="c2", quantifier="worst")
    assert verdict.name == "present"
    low, high = ends_of(verdict.without_action.low)
    assert low < Fraction(6613377552175526, 10**17) < high  # (√65 - 8)(√65 - 7)
    assert high - low < Fraction(1, 10**6)


@pytest.mark.slow
def test_some_ends_are_irrational():
    drawn = [
        range_on(game, column, replace(piece, chain=chain))
        for game, column, piece, chain in pieces((2, 2, 2), 400)
    ]
    irrational = [end for own in drawn for end in (own.low, own.high) if isinstance(end, EnclosedNumber)]
    assert len(irrational) > 5
    assert {len(end.root_of) for end in irrational} >= {3}
