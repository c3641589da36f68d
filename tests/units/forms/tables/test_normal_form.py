"""Games in normal form: the order of payoffs, and what is refused in the user's own words."""

from fractions import Fraction
from itertools import product

import numpy
import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import InformationSet, NormalForm

PLAYERS = ["Row", "Column", "Depth"]
ACTIONS = [["a", "b"], ["c", "d", "e"], ["f", "g"]]


def tables():
    """Three nested tables whose every entry says whose it is and where it stands."""
    return [
        [[[who * 1000 + i * 100 + j * 10 + k for k in range(2)] for j in range(3)] for i in range(2)]
        for who in range(3)
    ]


@pytest.fixture
def game():
    return NormalForm.from_tables(PLAYERS, ACTIONS, *tables(), title="Cube")


def test_every_payoff_stands_where_the_tables_put_it(game):
    for (i, a), (j, b), (k, c) in product(*(enumerate(names) for names in ACTIONS)):
        for who, player in enumerate(PLAYERS):
            expected = who * 1000 + i * 100 + j * 10 + k
            assert game.payoff(player, {"Row": a, "Column": b, "Depth": c}) == expected
            assert game.cell([i, j, k])[who] == expected
    assert game.shape == (2, 3, 2)
    assert game.title == "Cube"
    assert all(type(p) is Fraction for cell in game.payoffs for p in cell)


def test_the_last_players_action_changes_fastest(game):
    assert list(game.profiles()) == list(product(*ACTIONS))
    for profile, cell in zip(game.profiles(), game.payoffs, strict=True):
        assert cell == tuple(
            game.payoff(player, dict(zip(PLAYERS, profile, strict=True))) for player in PLAYERS
        )


def test_matrices_have_the_first_players_actions_as_rows():
    game = NormalForm.from_tables(
        ["R", "C"], [["a", "b"], ["x", "y", "z"]], [[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]
    )
    assert game.matrix("R") == ((1, 2, 3), (4, 5, 6))
    assert game.matrix("C") == ((7, 8, 9), (10, 11, 12))
    assert game.own_rows(0) == game.matrix("R")
    assert game.own_rows(1) == ((7, 10), (8, 11), (9, 12))


def test_each_player_has_one_information_set_without_a_name(game):
    assert game.information_sets == tuple(
        InformationSet(p, "", tuple(names)) for p, names in zip(PLAYERS, ACTIONS, strict=True)
    )


def test_numbers_come_in_exactly():
    game = NormalForm.from_tables(
        ["R"], [["a", "b", "c", "d"]], ["1/3", 0.1, numpy.float64(0.2), Fraction(2, 7)]
    )
    assert [cell[0] for cell in game.payoffs] == [
        Fraction(1, 3),
        Fraction(1, 10),
        Fraction(1, 5),
        Fraction(2, 7),
    ]
    same = NormalForm.from_tables(["R", "C"], [["a"], ["b"]], numpy.array([[1]]), numpy.array([[2]]))
    assert same.payoffs == ((1, 2),)


def test_the_title_is_no_part_of_the_game(game):
    other = NormalForm.from_tables(PLAYERS, ACTIONS, *tables(), title="Something else")
    assert other == game
    assert hash(other) == hash(game)
    changed = tables()
    changed[2][1][2][1] += 1
    assert NormalForm.from_tables(PLAYERS, ACTIONS, *changed) != game


def test_map_changes_every_payoff_and_nothing_else(game):
    doubled = game.map(lambda p: 2 * p)
    assert doubled.payoffs == tuple(tuple(2 * p for p in cell) for cell in game.payoffs)
    assert (doubled.players, doubled.actions, doubled.title) == (game.players, game.actions, game.title)


@pytest.mark.parametrize(
    ("players", "actions", "payoffs", "message"),
    [
        ((), (), (), "a game needs at least one player"),
        (("Ann", "Ann"), (("a",), ("b",)), ((1, 2),), "a player is named twice: 'Ann'"),
        (("Ann", ""), (("a",), ("b",)), ((1, 2),), "a player must be non-empty text, got ''"),
        (("Ann", 3), (("a",), ("b",)), ((1, 2),), "a player must be non-empty text, got 3"),
        (("Ann", "Bob"), (("a",),), ((1, 2),), "2 players but 1 lists of actions"),
        (("Ann", "Bob"), (("a",), ()), (), "player 'Bob' has no action"),
        (("Ann",), (("a", "a"),), ((1,), (2,)), "an action of player 'Ann' is named twice: 'a'"),
        (("Ann",), (("a", ""),), ((1,), (2,)), "an action of player 'Ann' must be non-empty text, got ''"),
        (("Ann", "Bob"), (("a", "b"), ("c",)), ((1, 2),), "2×1 actions need 2 cells, got 1"),
        (("Ann", "Bob"), (("a", "b"), ("c",)), ((1, 2), (3,)), "the cell b, c needs 2 payoffs, got 1"),
    ],
)
def test_what_makes_no_game_is_refused(players, actions, payoffs, message):
    with pytest.raises(InvalidGame) as caught:
        NormalForm(players, actions, tuple(tuple(map(Fraction, cell)) for cell in payoffs))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ([[[1, 2], [3, 4]]], "2 players need 2 payoff tables, got 1"),
        ([[[1, 2], [3, 4]], [[1, 2]]], "the payoffs of Bob: expected 2 entries, got 1"),
        ([[[1, 2], [3, 4]], [[1, 2], [3, 4, 5]]], "the payoffs of Bob, entry 2: expected 2 entries, got 3"),
        ([[[1, 2], [3, 4]], [[1, 2], 3]], "the payoffs of Bob, entry 2: expected 2 entries, got 3"),
        ([[[1, 2], [3, 4]], [[1, 2], "34"]], "the payoffs of Bob, entry 2: expected 2 entries, got '34'"),
        ([[[1, "x"], [3, 4]], [[1, 2], [3, 4]]], "the payoffs of Ann, entry 1, entry 2: expected a number"),
        ([[[1, 2], [3, None]], [[1, 2], [3, 4]]], "the payoffs of Ann, entry 2, entry 2: expected a number"),
        (
            [[[1, 2], [3, float("nan")]], [[1, 2], [3, 4]]],
            "the payoffs of Ann, entry 2, entry 2: expected a number",
        ),
        ([[[1, 2], [3, [4]]], [[1, 2], [3, 4]]], "the payoffs of Ann, entry 2, entry 2: expected a number"),
    ],
)
def test_tables_of_the_wrong_shape_are_refused(tables, message):
    with pytest.raises(InvalidGame) as caught:
        NormalForm.from_tables(["Ann", "Bob"], [["a", "b"], ["c", "d"]], *tables)
    assert str(caught.value).startswith(message)


def test_questions_about_unknown_names_are_refused(game):
    two = NormalForm.from_tables(["Ann", "Bob"], [["a"], ["b"]], [[1]], [[2]])
    with pytest.raises(InvalidGame, match="'Cat' is not a player; there are Ann, Bob"):
        two.payoff("Cat", {"Ann": "a", "Bob": "b"})
    with pytest.raises(InvalidGame, match="'x' is not an action of Bob; there are b"):
        two.payoff("Ann", {"Ann": "a", "Bob": "x"})
    with pytest.raises(InvalidGame, match="expected an action for each of Ann, Bob; got Ann"):
        two.payoff("Ann", {"Ann": "a"})
    with pytest.raises(InvalidGame, match="'Cat' is not a player"):
        two.matrix("Cat")
    with pytest.raises(InvalidGame, match="a payoff matrix needs two players, this game has 3"):
        game.matrix("Row")
