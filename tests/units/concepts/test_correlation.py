"""Correlated equilibria: Aumann's example, objectives of both kinds, what is refused."""

from fractions import Fraction

import pytest

from gametheory_paradox.concepts import correlated_equilibrium, correlated_payoffs, is_correlated_equilibrium
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.solvers.linear_program import confirms

CHICKEN = NormalForm.from_tables(
    ["R", "C"], [["dare", "yield"], ["dare", "yield"]], [[0, 7], [2, 6]], [[0, 2], [7, 6]], title="Chicken"
)
THIRD = Fraction(1, 3)


def test_a_mediator_gives_chicken_more_than_any_equilibrium():
    found = correlated_equilibrium(CHICKEN)
    assert found.value == Fraction(21, 2)
    assert confirms(found.program, found.optimum)
    assert found.probability({"R": "yield", "C": "yield"}) == Fraction(1, 2)
    assert found.probability({"R": "dare", "C": "dare"}) == 0


def test_a_profile_can_be_made_as_likely_as_can_be():
    assert correlated_equilibrium(CHICKEN, {("yield", "yield"): 1}).value == Fraction(1, 2)
    # The mixed equilibrium has 1/9.
    assert correlated_equilibrium(CHICKEN, {("dare", "dare"): 1}).value == Fraction(1, 5)
    assert correlated_equilibrium(
        CHICKEN, {("dare", "yield"): "1/2", ("yield", "dare"): 0}
    ).value == Fraction(1, 2)


def test_the_extremes_for_a_player():
    least, most = correlated_payoffs(CHICKEN, "C")
    assert (least.payoffs[1], most.payoffs[1]) == (2, 7)
    assert (least.value, most.value) == (-2, 7)


@pytest.mark.parametrize(
    ("odds", "obeyed"),
    [
        ({("dare", "yield"): THIRD, ("yield", "dare"): THIRD, ("yield", "yield"): THIRD}, True),
        ({("dare", "yield"): 1}, True),
        ({("yield", "yield"): 1}, False),
        ({("dare", "dare"): "1/2", ("yield", "yield"): "1/2"}, False),
    ],
)
def test_whether_a_mediator_is_obeyed(odds, obeyed):
    assert is_correlated_equilibrium(CHICKEN, odds) == obeyed


def test_three_players():
    # Everyone wants to match: all may be told to play 0 or all 1, and nobody knows more.
    match = [[[3, 0], [0, 0]], [[0, 0], [0, 3]]]
    game = NormalForm.from_tables(["A", "B", "C"], [["0", "1"]] * 3, match, match, match)
    assert is_correlated_equilibrium(game, {("0", "0", "0"): "1/4", ("1", "1", "1"): "3/4"})
    assert correlated_equilibrium(game, {"A": -1}).value == Fraction(-3, 4)  # everyone mixes evenly
    assert correlated_equilibrium(game, {"A": 1, "B": "1/3"}).value == 4


@pytest.mark.parametrize(
    ("objective", "said"),
    [
        ({"X": 1}, "the objective names 'X'; the players are R, C"),
        ({("dare", "stop"): 1}, "the game has no profile dare, stop"),
        ({"R": "many"}, "the weight of R: expected a number"),
    ],
)
def test_objectives_name_what_exists(objective, said):
    with pytest.raises(InvalidGame, match=said):
        correlated_equilibrium(CHICKEN, objective)


@pytest.mark.parametrize("odds", [{("dare", "yield"): "1/2"}, {("dare", "yield"): 2, ("yield", "dare"): -1}])
def test_probabilities_are_a_distribution(odds):
    with pytest.raises(InvalidGame, match="not a distribution"):
        is_correlated_equilibrium(CHICKEN, odds)


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ({"R": "dare"}, "an action for each of R, C; got R"),
        ({"R": "dare", "C": "x"}, "'x' is not an action of C"),
    ],
)
def test_probabilities_are_of_profiles(profile, said):
    with pytest.raises(InvalidGame, match=said):
        correlated_equilibrium(CHICKEN).probability(profile)


def test_it_shows_what_is_drawn():
    assert str(correlated_equilibrium(CHICKEN)).splitlines() == [
        "Chicken: correlated equilibrium with objective 21/2",
        "",
        "R      C      probability  R gets  C gets",
        "-----  -----  -----------  ------  ------",
        "dare   yield          1/4       7       2",
        "yield  dare           1/4       2       7",
        "yield  yield          1/2       6       6",
        "",
        "Expected: R 21/4, C 21/4.",
    ]


def test_trees_are_refused():
    with pytest.raises(Unsupported, match="this one is a tree"):
        correlated_equilibrium(ExtensiveForm.from_tree(["R"], Move("R", "start", {"a": (1,), "b": (0,)})))
