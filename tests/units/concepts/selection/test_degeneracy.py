"""Degenerate games: the answer against the definition, and the witness by arithmetic."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_paradox as gp
from gametheory_paradox.concepts.selection.degeneracy import Degeneracy
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm


def table(rows, columns, numbers):
    payoffs = iter(numbers)
    pairs = [(next(payoffs), next(payoffs)) for _ in range(rows * columns)]
    first, second = (
        [[p[who] for p in pairs[i * columns : (i + 1) * columns]] for i in range(rows)] for who in (0, 1)
    )
    return gp.as_game(first, second)


def holds(game, witness):
    """The witness is a mixture against which its actions alone are best, and more of them than it uses."""
    who = game.players.index(witness.player)
    other = 1 - who
    expected = {}
    for answer in game.actions[other]:
        cells = [{witness.player: a, game.players[other]: answer} for a in witness.mixture]
        paid = [game.payoff(game.players[other], cell) for cell in cells]
        expected[answer] = sum(
            (p * x for p, x in zip(witness.mixture.values(), paid, strict=True)), Fraction(0)
        )
    best = [answer for answer, value in expected.items() if value == max(expected.values())]
    assert sum(witness.mixture.values()) == 1
    assert min(witness.mixture.values()) > 0
    return list(witness.best_responses) == best and len(best) > len(witness.mixture)


def by_definition(game):
    """Of two rows and any columns: two best replies to something pure, or three lines meeting on top."""
    (top, bottom), rows = game.matrix("2"), list(zip(*game.matrix("1"), strict=True))
    pure = [list(top), list(bottom), *map(list, rows)]
    if any(values.count(max(values)) > 1 for values in pure):
        return True
    lines = list(zip(top, bottom, strict=True))
    for (a, b), (c, d) in product(lines, repeat=2):
        if (a - b) != (c - d):
            x = Fraction(d - b) / (a - b - c + d)  # the weight of the top row where both lines meet
            values = [x * p + (1 - x) * q for p, q in lines]
            if 0 < x < 1 and values.count(max(values)) > 2:
                return True
    # Two columns mixed against two rows have never more best replies than two.
    return False


@pytest.mark.slow
@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.integers(0, 3), min_size=4 * n, max_size=4 * n)))
@settings(max_examples=80)
def test_the_answer_is_the_definition_s_where_one_player_has_two_actions(numbers):
    game = table(2, len(numbers) // 4, numbers)
    found = gp.is_degenerate(game)
    assert bool(found) == by_definition(game)
    assert found.answer == ("degenerate" if found else "nondegenerate")
    assert (found.witness is None) if not found else holds(game, found.witness)


@given(st.lists(st.integers(0, 4), min_size=18, max_size=18))
@settings(max_examples=40)
def test_a_witness_of_three_by_three_is_one_and_without_one_equilibria_are_odd(numbers):
    game = table(3, 3, numbers)
    found = gp.is_degenerate(game)
    if found:
        assert holds(game, found.witness)
    else:
        assert len(gp.solve(game)) % 2 == 1


def test_both_answers_occur():
    draws = [[(7 * k * k + 3 * k + seed * k) % 5 for k in range(12)] for seed in range(12)]
    assert {bool(gp.is_degenerate(table(2, 3, numbers))) for numbers in draws} == {True, False}


def test_the_witness_has_the_smallest_support():
    game = NormalForm.from_tables(["R", "C"], [["t", "b"], ["l", "r"]], [[1, 0], [0, 1]], [[1, 1], [0, 3]])
    witness = gp.is_degenerate(game).witness
    assert (witness.player, witness.mixture, witness.best_responses) == ("R", {"t": 1}, ("l", "r"))
    assert "against R's t the actions l, r are all best" in str(gp.is_degenerate(game))


def test_an_answer_that_is_not_known_is_neither():
    game = table(6, 6, [(k * k * 31 + 17 * k) % 97 for k in range(72)])
    found = gp.is_degenerate(game, budget=0)
    assert isinstance(found, Degeneracy)
    assert found.answer == "undecided"
    with pytest.raises(Unsupported, match="not known whether the game is degenerate: the budget ended"):
        bool(found)


def test_trees_and_more_players_are_refused():
    with pytest.raises(Unsupported, match="degeneracy: offered for two players, this game has 3"):
        gp.is_degenerate([[[1, 2]], [[3, 4]]], [[[1, 2]], [[3, 4]]], [[[1, 2]], [[3, 4]]])
    with pytest.raises(Unsupported, match="degeneracy: offered for games in normal form, this one is a tree"):
        gp.is_degenerate("seed/trade-restriction")
