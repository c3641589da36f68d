"""Maximin, minimax and the value of constant-sum games, on games small enough to see."""

from fractions import Fraction

import pytest

from gametheory_paradox.concepts import maximin, minimax, pure_maximin, pure_minimax, zero_sum_value
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm

GAME = NormalForm.from_tables(
    ["R", "C"], [["a", "b"], ["c", "d"]], [[3, 0], [1, 2]], [[0, 5], [2, 4]], title="Small"
)


def test_mixed_and_pure_values_of_both_players():
    assert [maximin(GAME, player).value for player in "RC"] == [Fraction(3, 2), 4]
    assert [pure_maximin(GAME, player).value for player in "RC"] == [1, 4]
    assert [pure_minimax(GAME, player).value for player in "RC"] == [2, 4]


def test_strategies_prove_the_value():
    found = maximin(GAME, "R")
    assert found.strategy == (Fraction(1, 4), Fraction(3, 4))
    assert found.against == {("c",): Fraction(1, 2), ("d",): Fraction(1, 2)}
    pure = pure_maximin(GAME, "R")
    assert (pure.strategy, pure.against) == ((0, 1), {("c",): 1})
    held = pure_minimax(GAME, "R")
    assert (held.strategy, held.against) == ((0, 1), {("d",): 1})


def test_others_who_correlate_punish_harder_than_others_who_do_not():
    # A guesses whether B and C match, each way; by matching at random together they hold A to 1/2, one by one
    # (pure) to 1.
    equal, different = [[1, 0], [0, 1]], [[0, 1], [1, 0]]
    zero = [[[0, 0], [0, 0]]] * 3
    game = NormalForm.from_tables(["A", "B", "C"], [["equal", "different", "safe"], ["0", "1"], ["0", "1"]],
                                  [equal, different, [["1/4"] * 2] * 2], zero, zero)  # fmt: skip
    found = minimax(game, "A")
    assert found.concept == "minimax (correlated punishment)"
    assert (found.value, maximin(game, "A").value, pure_minimax(game, "A").value) == (
        Fraction(1, 2),
        Fraction(1, 2),
        1,
    )
    assert sum(found.against.values()) == 1
    assert minimax(GAME, "R").concept == "minimax"


def test_the_value_of_a_game_with_constant_sum():
    game = NormalForm.from_tables(["R", "C"], [["h", "t"], ["h", "t"]], [[5, 2], [2, 3]], [[0, 3], [3, 2]])
    found = zero_sum_value(game)
    assert found.values == (Fraction(11, 4), Fraction(9, 4))
    assert found.value == Fraction(11, 4)
    assert found.optimal.probabilities == ((Fraction(1, 4), Fraction(3, 4)), (Fraction(1, 4), Fraction(3, 4)))


def test_a_sum_that_varies_is_refused_by_name():
    with pytest.raises(Unsupported, match=r"they sum to 3 at a, c and to 5 at a, d"):
        zero_sum_value(GAME)


def test_what_else_is_refused():
    with pytest.raises(InvalidGame, match="'X' is not a player"):
        maximin(GAME, "X")
    with pytest.raises(Unsupported, match="offered for two players, this game has 1"):
        zero_sum_value(NormalForm.from_tables(["A"], [["x", "y"]], [0, 1]))


def test_alone_one_gets_the_best():
    assert maximin(NormalForm.from_tables(["A"], [["x", "y"]], [0, 1]), "A").value == 1


def test_tables():
    assert str(maximin(GAME, "R")).splitlines() == [
        "Small: maximin of R",
        "",
        "player  value  own strategy  the others",
        "------  -----  ------------  ------------",
        "R         3/2  a 1/4, b 3/4  c 1/2, d 1/2",
    ]
