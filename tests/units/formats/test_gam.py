"""GameTracer's .gam files."""

from fractions import Fraction

import pytest
from hypothesis import given

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.formats import read_gam, write_gam
from gametheory_paradox.games import NormalForm
from gametheory_paradox.testing import normal_forms

THREE = "3\n2 2 3\n" + " ".join(map(str, range(36)))


def test_the_first_player_s_action_changes_fastest_and_players_follow_one_another():
    game = read_gam(THREE).at()
    assert game.shape == (2, 2, 3)
    assert game.cell([1, 0, 0]) == (1, 13, 25)
    assert game.cell([0, 1, 0]) == (2, 14, 26)
    assert game.cell([1, 1, 2]) == (11, 23, 35)


def test_numbers_are_exact_however_they_are_written():
    assert read_gam("2 1 2 0.1 1e-3 -2. .5").at().payoffs == (
        (Fraction(1, 10), -2),
        (Fraction(1, 1000), Fraction(1, 2)),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "expected the number of players, got the end of the file"),
        ("2", "expected the number of actions of player 1, got the end of the file"),
        ("2\n1 1\n3", ":3:2: expected 1 payoffs of player 2; a number, got the end of the file"),
        ("2 1 1 3 x", ":1:9: expected 1 payoffs of player 2; a number, got 'x'"),
        ("2 1 1 3 4 5", ":1:11: expected the end of the file after 2 payoffs, got '5'"),
        ("0", "expected 1 to 1,000,000 payoffs, not 0"),
        ("9 99 99 99 99 99 99 99 99 99 1", "payoffs, not"),
        ("2 1 -1 3 4", "expected the number of actions of player 2, got '-1'"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text, complaint):
    with pytest.raises(ModelSyntaxError) as found:
        read_gam(text, "m.gam")
    assert complaint in str(found.value)


@given(normal_forms())
def test_a_game_comes_back_without_its_names(game):
    integral = game.map(lambda payoff: payoff * 2**3 * 3 * 5 * 7)
    if any(payoff.denominator != 1 for cell in integral.payoffs for payoff in cell):
        integral = game.map(lambda payoff: Fraction(payoff.numerator, 8))
    again = read_gam(write_gam(integral)).at()
    assert (again.shape, again.payoffs) == (integral.shape, integral.payoffs)


def test_files_end_in_gam(tmp_path):
    game = gp.as_game([[1, Fraction(1, 2)], [0, 3]], [[0, 1], [2, 5]])
    gp.save(game, tmp_path / "own.gam")
    assert (tmp_path / "own.gam").read_text() == "2\n2 2\n\n1 0 0.5 3\n0 2 1 5\n"
    assert gp.load(tmp_path / "own.gam").at().payoffs == game.payoffs


def test_a_third_is_refused_with_what_helps():
    game = NormalForm.from_tables(["A", "B"], [["x"], ["y", "z"]], [[0, "1/3"]], [[1, 2]])
    with pytest.raises(
        InvalidGame, match=r"the payoff of A at x, z, 1/3, is no finite decimal.*multiply .* by 3"
    ):
        write_gam(game)
