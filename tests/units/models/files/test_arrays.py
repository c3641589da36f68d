from fractions import Fraction

import nashpy
import numpy as np
import pytest

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.models.files import exact_binary, from_nashpy, nearest_simple, to_floats, to_nashpy


def test_one_door_takes_the_binary_value_and_the_other_the_simple_fraction():
    payoffs = np.array([[0.1, 2.0]]), np.array([[1 / 3, -7.0]])
    assert exact_binary(*payoffs).payoffs[0] == (Fraction(0.1), Fraction(1 / 3))
    assert nearest_simple(*payoffs).payoffs == (
        (Fraction(1, 10), Fraction(1, 3)),
        (Fraction(2), Fraction(-7)),
    )


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


def ragged():
    """A game of nashpy's whose matrices were replaced: it checks them only when it is made."""
    game = nashpy.Game([[1, 2]], [[1, 2]])
    game.payoff_matrices = np.array([[1, 2]]), np.array([[1], [2]])
    return game


def test_a_payoff_beyond_all_floats_is_named():
    game = NormalForm.from_tables(["Ann", "Bob"], [["a", "b"], ["c"]], [[1], [2]], [[3], [-(10**400)]])
    for door in (to_floats, to_nashpy):
        with pytest.raises(InvalidGame, match="the payoff of Bob at b, c is too large for a float"):
            door(game)


def test_what_nashpy_is_given_comes_back():
    arrays = np.random.default_rng(1).normal(size=(2, 3, 4))
    game = exact_binary(*arrays, players=["Ann", "Bob"], title="random")
    theirs = to_nashpy(game)
    assert isinstance(theirs, nashpy.Game)
    assert np.array_equal(theirs.payoff_matrices, arrays)
    again = from_nashpy(theirs, players=game.players, actions=game.actions, title="random")
    assert again == game
    assert again.title == "random"


def test_rows_are_the_first_player_s_actions_for_nashpy_too():
    game = NormalForm.from_tables(
        ["Ann", "Bob"], [["a", "b"], ["x", "y", "z"]], [[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [1, 2, "1/3"]]
    )
    first, second = to_nashpy(game).payoff_matrices
    assert first.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert second.tolist() == [[7, 8, 9], [1, 2, 1 / 3]]
    assert (
        from_nashpy(to_nashpy(game), numbers="nearest-simple", players=game.players, actions=game.actions)
        == game
    )


def test_numbers_of_nashpy_are_taken_at_their_word_unless_told_otherwise():
    theirs = nashpy.Game([[0.1, 2]], [[1 / 3, -7]])
    assert from_nashpy(theirs).payoffs[0] == (Fraction(0.1), Fraction(1 / 3))
    assert from_nashpy(theirs, numbers="exact-binary") == from_nashpy(theirs)
    assert from_nashpy(theirs, numbers="nearest-simple").payoffs[0] == (Fraction(1, 10), Fraction(1, 3))


def test_a_zero_sum_game_of_nashpy_has_two_players():
    game = from_nashpy(nashpy.Game([[1, -2], [-3, 4]]), players=["Ann", "Bob"])
    assert game.payoffs == ((1, -1), (-2, 2), (-3, 3), (4, -4))


def test_both_programs_agree_on_a_nondegenerate_game():
    game = NormalForm.from_tables(
        ["Ann", "Bob"], [["a", "b"], ["x", "y"]], [[3, 1], [0, 2]], [[2, 1], [0, 3]]
    )
    theirs = {tuple(map(tuple, np.round(profile, 12))) for profile in to_nashpy(game).support_enumeration()}
    ours = {
        tuple(tuple(round(float(p), 12) for p in odds) for odds in profile.probabilities)
        for profile in solve(game)
    }
    assert theirs == ours
    assert len(ours) == 3


@pytest.mark.parametrize(
    ("game", "complaint"),
    [
        (
            exact_binary(*np.zeros((3, 2, 2, 2)), players=["A", "B", "C"]),
            "two players, this one has 3: A, B, C",
        ),
        (exact_binary(np.zeros(2), players=["A"]), "two players, this one has 1: A"),
        (
            ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {"a": (0, 0), "b": (1, 1)})),
            "tables alone, got ExtensiveForm",
        ),
    ],
)
def test_games_that_nashpy_does_not_know_are_refused(game, complaint):
    with pytest.raises(Unsupported, match=complaint):
        to_nashpy(game)


@pytest.mark.parametrize(
    ("theirs", "complaint"),
    [
        (
            nashpy.Game([[1, float("nan")]], [[1, 2]]),
            r"the payoff of 1 at \[0, 1\]: expected a finite number, got nan",
        ),
        (
            nashpy.Game([[1, 2]], [[float("inf"), 2]]),
            r"the payoff of 2 at \[0, 0\]: expected a finite number, got inf",
        ),
        (nashpy.Game([[1j, 2]], [[1, 2]]), r"the payoff of 1 at \[0, 0\]: expected a finite number, got 1j"),
        (ragged(), "the payoffs of 2: expected 1 entries"),
        (nashpy.Game(*np.zeros((2, 1, 2, 2))), "finite number"),
        ([[1, 2], [3, 4]], "expected a nashpy.Game, got list"),
        (None, "expected a nashpy.Game, got NoneType"),
    ],
)
def test_what_is_no_game_of_nashpy_is_refused_by_entry(theirs, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        from_nashpy(theirs)


def test_ways_to_read_numbers_have_names():
    with pytest.raises(InvalidGame, match="'exact-binary' or 'nearest-simple', got 'exact'"):
        from_nashpy(nashpy.Game([[1]], [[2]]), numbers="exact")


def test_names_must_fit_the_game_of_nashpy():
    with pytest.raises(InvalidGame, match="3 players need 3 arrays, got 2"):
        from_nashpy(nashpy.Game([[1]], [[2]]), players=["A", "B", "C"])
