from fractions import Fraction

import numpy as np
import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.formats import exact_binary, nearest_simple, to_floats


def test_one_door_takes_the_binary_value_and_the_other_the_simple_fraction():
    payoffs = np.array([[0.1, 2.0]]), np.array([[1 / 3, -7.0]])
    assert exact_binary(*payoffs).payoffs[0] == (Fraction(0.1), Fraction(1 / 3))
    assert nearest_simple(*payoffs).payoffs == ((Fraction(1, 10), Fraction(1, 3)), (Fraction(2), Fraction(-7)))


def test_the_axes_are_the_players_in_order():
    arrays = [np.arange(24).reshape(2, 3, 4) + k for k in range(3)]
    game = exact_binary(*arrays, players=["A", "B", "C"])
    assert game.shape == (2, 3, 4)
    assert game.payoff("B", {"A": "2", "B": "3", "C": "1"}) == arrays[1][1, 2, 0]


def test_what_comes_out_as_floats_goes_in_again():
    arrays = np.random.default_rng(0).normal(size=(3, 2, 3, 2))
    assert np.array_equal(np.array(to_floats(exact_binary(*arrays))), arrays)


@pytest.mark.parametrize(
    ("arrays", "complaint"),
    [
        ([], "one array of payoffs per player"),
        ([[[1, 2], [3]], [[1, 2], [3, 4]]], r"the payoffs of 1 at \[1\]: expected 2 entries"),
        ([[[1, 2]], [[1, float("nan")]]], r"the payoff of 2 at \[0, 1\]: expected a finite number, got nan"),
        ([[[1, "2"]], [[1, 2]]], r"the payoff of 1 at \[0, 1\]: expected a finite number, got '2'"),
        ([[[1, 2]], [[1], [2]]], "the payoffs of 2: expected 1 entries"),
        ([[[]], [[]]], "no empty one"),
        ([[1, 2], [3, 4]], "2 axes"),
        ([np.array([[1, True]], dtype=object), [[1, 2]]], "expected a finite number, got True"),
    ],
)
def test_what_is_no_game_is_refused_by_entry(arrays, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        exact_binary(*arrays)


def test_names_must_fit_the_arrays():
    with pytest.raises(InvalidGame, match="3 players need 3 arrays, got 2"):
        exact_binary([[1]], [[2]], players=["A", "B", "C"])
