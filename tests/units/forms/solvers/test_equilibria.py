"""An equilibrium by itself: its odds by name, what it pays, as floats and as arrays."""

from fractions import Fraction

import nashpy
import numpy as np
import pytest
from witnesses.many_players import root_of_one_half

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Move, NormalForm, Profile, expected_payoffs
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds

BATTLE = NormalForm.from_tables(
    ["Row", "Column"], [["opera", "fight"]] * 2, [[3, 0], [0, 2]], [[2, 0], [0, 3]]
)
ENTRY = gp.ExtensiveForm.from_tree(
    ["E", "I", "by"],
    Move(
        "E", "entry", {"in": Move("I", "then", {"fight": (-1, -1, 0), "yield": (1, 1, 5)}), "out": (0, 2, 0)}
    ),
)


def test_odds_are_found_by_name():
    equilibria = gp.solve(BATTLE)
    assert equilibria[2]["Row"]["opera"] == Fraction(3, 5)
    assert equilibria[2].payoffs == {"Row": Fraction(6, 5), "Column": Fraction(6, 5)}
    assert equilibria[2].floats() == {
        "Row": {"opera": 0.6, "fight": 0.4},
        "Column": {"opera": 0.4, "fight": 0.6},
    }
    assert [own.payoffs["Row"] for own in equilibria] == [3, 2, Fraction(6, 5)]
    assert equilibria[-1] == equilibria[2] == equilibria[1:][1]


def test_of_a_tree_they_stand_under_the_information_set():
    (equilibrium,) = gp.solve(ENTRY)
    assert equilibrium["I"] == {"then": {"fight": 0, "yield": 1}}
    assert equilibrium.floats()["E"] == {"entry": {"in": 1.0, "out": 0.0}}
    assert equilibrium.payoffs == {"E": 1, "I": 1, "by": 5}


def test_who_has_nothing_to_choose_is_named():
    with pytest.raises(InvalidGame, match="'by' has nothing to choose; players that do are E, I"):
        gp.solve(ENTRY)[0]["by"]


def test_arrays_are_in_the_order_of_nashpy():
    theirs = list(nashpy.Game([[3, 0], [0, 2]], [[2, 0], [0, 3]]).vertex_enumeration())
    ours = gp.solve(BATTLE).arrays()
    assert len(theirs) == len(ours) == 3
    for first, second in ours:
        assert any(np.allclose(first, row) and np.allclose(second, column) for row, column in theirs)


def test_an_equilibrium_is_the_profile_with_its_odds():
    equilibria = gp.solve(BATTLE)
    assert list(equilibria) == list(equilibria.profiles)
    assert list(equilibria.profiles) == list(equilibria)
    assert set(equilibria) == set(equilibria.profiles)
    assert equilibria[0] != equilibria[1]
    assert isinstance(equilibria[0], Profile)
    assert equilibria[0] != "opera"


def test_bounds_have_bounds_of_payoffs_and_the_middle_as_floats():
    equilibria = gp.solve(root_of_one_half())  # three players, odds that are irrational
    bounds = next(own for own in equilibria if isinstance(own, ProfileBounds))
    assert bounds == equilibria.boxes[0]
    assert hash(bounds) == hash(equilibria.boxes[0])
    for player, (low, high) in bounds.payoffs.items():
        assert low < high, player
    player, action = bounds.information_sets[0].player, bounds.information_sets[0].actions[0]
    low, high = bounds[player][action]
    assert low < high
    assert float(low) <= bounds.floats()[player][action] <= float(high)
    assert bounds.arrays()[0][0] == bounds.floats()[player][action]


def test_a_measure_adds_no_payoff():
    family = gp.load("seed/trade-restriction").measured("security")
    equilibrium = gp.solve(family)[0]
    assert list(equilibrium.payoffs) == list(family.players)
    assert len(expected_payoffs(equilibrium.game, equilibrium)) == 2 * len(family.players)
