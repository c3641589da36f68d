"""Input of batches: shapes, kinds and numbers, and what is said about those that make no sense."""

from fractions import Fraction

import numpy as np
import pytest

from gametheory_paradox.batches import solve_batch
from gametheory_paradox.errors import InvalidGame, Unsupported

FINE = np.zeros((3, 2, 2))


def refused(error, *payoffs, **asked):
    with pytest.raises(error) as caught:
        solve_batch(*payoffs, **asked)
    return str(caught.value)


def test_lists_and_arrays_of_every_width_say_the_same():
    rows, columns = [[[2, 0], [0, 1]]], [[[1, 0], [0, 2]]]
    expected = solve_batch(rows, columns)
    for kind in (np.int8, np.uint8, np.int32, np.int64, np.uint64, np.float16, np.float32, np.float64):
        found = solve_batch(np.array(rows, kind), np.array(columns, kind))
        assert found.number.tolist() == [3]
        assert found.low.tolist() == expected.low.tolist()
    assert solve_batch(np.asfortranarray(rows), columns).low.tolist() == expected.low.tolist()


def test_floats_mean_their_binary_values():
    third = 1 / 3
    found = solve_batch([[[third, 0.0], [0.0, third]]], [[[0.1, 0.0], [0.0, 0.2]]])
    assert found.low[0, 0] == float(Fraction(third) / 2)
    assert found.low[0, 1] == float(Fraction(0.1) * Fraction(0.2) / (Fraction(0.1) + Fraction(0.2)))


def test_integers_that_no_float_holds_are_exact():
    big = 2**60
    rows, columns = [[[big + 1, 0], [big, 1]]], [[[1, 0], [0, 1]]]
    found = solve_batch(np.array(rows), columns)
    assert found.number.tolist() == [3]  # as floats, the two actions would tie
    assert found.settled_exactly.tolist() == [True]
    assert solve_batch(np.array(rows, np.float64), columns).infinite.tolist() == [True]


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(
    ("player", "shape"),
    [(0, (2, 2)), (1, (4, 3)), (1, (5, 6)), (2, (2, 2, 2)), (0, (3, 3, 3)), (2, (2, 1, 2))],
)
def test_a_payoff_that_is_no_number_is_named(wrong, player, shape):
    payoffs = [np.zeros((9, *shape)) for _ in shape]
    cell = tuple(size - 1 for size in shape)
    payoffs[player][(7, *cell)] = wrong
    message = refused(InvalidGame, *payoffs, block=4)
    assert message.startswith(f"game 7, player {player}, cell {cell}: the payoff is {wrong};")


def test_verdicts_refuse_it_too():
    payoffs = [np.zeros((3, 2, 2)), np.zeros((3, 2, 2))]
    payoffs[1][2, 0, 1] = np.nan
    assert "game 2, player 1, cell (0, 1): the payoff is nan" in refused(
        InvalidGame, *payoffs, mover=0, action=0
    )


@pytest.mark.parametrize(
    ("payoffs", "said"),
    [
        (
            (FINE, np.zeros((3, 2, 3))),
            "the payoffs of player 1 have shape (3, 2, 3), those of player 0 (3, 2, 2)",
        ),
        (
            (FINE, np.zeros((4, 2, 2))),
            "the payoffs of player 1 have shape (4, 2, 2), those of player 0 (3, 2, 2)",
        ),
        (
            (FINE[0], FINE[0]),
            "expected 3: the games, then each player's actions; a single game is a batch of one: "
            "payoffs[None]",
        ),
        ((FINE, FINE[None]), "the payoffs of player 1 have 4 axes"),
        ((np.zeros((3, 0, 2)),) * 2, "player 0 has no action"),
        ((np.zeros((3, 2, 0)),) * 2, "player 1 has no action"),
        (([[[1, 2], [3]]], FINE), "the payoffs of player 0 are ragged in game 0"),
        (
            ([[[1, 2]], [[3, 4, 5]]], FINE),
            "the payoffs of player 0 are ragged: game 1 has shape (1, 3), game 0 (1, 2)",
        ),
        ((FINE.astype(object), FINE), "the payoffs of player 0 are of type object"),
        ((FINE, FINE > 0), "the payoffs of player 1 are of type bool"),
        ((FINE.astype(complex), FINE), "the payoffs of player 0 are of type complex128"),
        (([[["a", "b"]]], [[[1, 2]]]), "the payoffs of player 0 are of type <U1"),
        (([[[Fraction(1, 3), 0]]], [[[1, 2]]]), "the payoffs of player 0 are of type object"),
        (
            ([[[2**60 + 1, 0.5]]], [[[1, 2]]]),
            f"hold the integer {2**60 + 1} beside floats, and it is not one",
        ),
        (
            ([[[-(2**53) - 1, 0.5]]], [[[1, 2]]]),  # as a float -2**53
            f"hold the integer {-(2**53) - 1} beside floats, and it is not one",
        ),
        ((np.ma.masked_equal(FINE, FINE.flat[0]), FINE), "the payoffs of player 0 hold masked entries"),
    ],
)
def test_shapes_and_kinds_that_make_no_sense(payoffs, said):
    assert said in refused(InvalidGame, *payoffs)


@pytest.mark.parametrize("players", [0, 1, 4])
def test_two_or_three_players(players):
    message = refused(Unsupported, *[np.zeros((1, *(2,) * max(players, 1)))] * players)
    assert message.endswith(f"for each of two or three players, got {players}")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"mover": 2, "action": 0}, "there is no player 2; the players are 0, 1"),
        ({"mover": -1, "action": 0}, "there is no player -1"),
        ({"mover": 0, "action": 2}, "player 0 has no action 2; its actions are 0, 1"),
        ({"mover": 0}, "player 0 moves, but which action it loses is not said: action= one of 0, 1"),
        ({"mover": "A", "action": 0}, "players and actions are counted from 0, got mover='A'"),
        ({"mover": 0, "action": 0.0}, "players and actions are counted from 0, got action=0.0"),
        ({"action": 1}, "action 1 is named, but not whose it is: mover= one of 0, 1"),
        (
            {"mover": 0, "action": 0, "quantifier": "all"},
            "there is no quantifier 'all'; there are strong, best, worst, possible",
        ),
        ({"block": 0}, "a block needs at least one game, got block=0"),
        ({"block": 2.5}, "a block needs at least one game, got block=2.5"),
    ],
)
def test_questions_that_make_no_sense(asked, said):
    assert said in refused(InvalidGame, FINE, FINE, **asked)


def test_the_only_action_cannot_be_taken_away():
    message = refused(InvalidGame, np.zeros((2, 1, 2)), np.zeros((2, 1, 2)), mover=0, action=0)
    assert message == "without action 0 nothing is left for player 0 to choose"


@pytest.mark.parametrize("size", [2, 3])
def test_verdicts_need_all_equilibria(size):
    message = refused(Unsupported, *[np.zeros((2, size, size, size))] * 3, mover=0, action=0)
    assert message.endswith("pure ones alone are found: ask detect game by game")
