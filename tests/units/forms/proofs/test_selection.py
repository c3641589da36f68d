"""Selection rules on games of which each line of the definition can be seen."""

from fractions import Fraction

import pytest
from witnesses.certificates import coordination, entry, hunt, indifferent, threesome, trio, unseen

from gametheory_paradox.detectors.at_point import established
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.listed_equilibria import (
    best_for_all,
    selected_payoffs,
    strict_equilibria,
)
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.paradoxes.question import SELECTION_RULES


def every(game, concept=None):
    """All equilibria of a game, as a proof establishes them."""
    return established(game, solve(game, concept=concept), game.players[0]).equilibria


def square(rows, columns):
    return NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, rows, columns)


def test_payoff_dominance_selects_the_stag_and_risk_dominance_the_hare():
    assert selected_payoffs(every(hunt()), "payoff-dominant") == (4, 4)
    assert selected_payoffs(every(hunt()), "risk-dominant") == (2, 2)


def test_the_greatest_payoffs_of_different_players_must_come_at_once():
    assert best_for_all([(1, 2), (2, 1)]) is None
    assert best_for_all([(1, 2), (2, 1), (2, 2)]) == (2, 2)
    assert best_for_all([(1, 2, 3), (1, 2, 3)]) == (1, 2, 3)  # some may get the same in others
    assert best_for_all([(3, 1), (3, 2)]) == (3, 2)
    sexes = square([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    assert (
        selected_payoffs(every(sexes), "payoff-dominant") == "no equilibrium is best for every player at once"
    )


def test_strict_equilibria_come_with_what_who_leaves_them_loses():
    stag, hare = strict_equilibria(hunt())
    assert (stag.place, stag.payoffs, stag.losses, stag.product) == ((0, 0), (4, 4), (1, 1), 1)
    assert (hare.place, hare.payoffs, hare.losses, hare.product) == ((1, 1), (2, 2), (2, 2), 4)
    across = square([[0, 3], [1, 0]], [[0, 1], [5, 2]])
    assert [(one.place, one.losses, one.product) for one in strict_equilibria(across)] == [
        ((0, 1), (3, 1), 3),
        ((1, 0), (1, 3), 3),
    ]
    assert strict_equilibria(square([[1, 1], [1, 1]], [[1, 1], [1, 1]])) == []
    assert [one.place for one in strict_equilibria(square([[1, 1], [1, 0]], [[1, 0], [1, 1]]))] == []


def test_equal_products_of_losses_are_a_tie():
    across = square([[0, 3], [1, 0]], [[0, 1], [5, 2]])
    said = "neither strict equilibrium risk dominates the other: both products of losses are 3"
    assert selected_payoffs(every(across), "risk-dominant") == said


def test_equal_losses_and_equal_payoffs_are_told_apart():
    # The losses are (2, 1) and (1, 3): the second weighs more, though it pays less.
    game = square([[9, 0], [7, 1]], [[9, 8], [0, 3]])
    assert [one.losses for one in strict_equilibria(game)] == [(2, 1), (1, 3)]
    assert selected_payoffs(every(game), "risk-dominant") == (1, 3)


@pytest.mark.parametrize("rule", SELECTION_RULES)
def test_the_only_equilibrium_selects_itself_in_any_form(rule):
    assert selected_payoffs(every(square([[1, 3], [0, 2]], [[1, 0], [3, 2]])), rule) == (1, 1)
    # It may be mixed.
    assert selected_payoffs(every(square([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])), rule) == (0, 0)
    assert len(selected_payoffs(every(threesome()), rule)) == 3
    assert selected_payoffs(every(entry()), rule) == (Fraction(5, 3), 1)
    assert len(selected_payoffs(every(unseen(), "nash"), rule)) == 2


def test_risk_dominance_is_told_of_tables_of_two_by_two_alone():
    said = "risk dominance is told of several equilibria only in a table of two players with two actions each"
    assert selected_payoffs(every(coordination()), "risk-dominant") == said
    three = trio((3, 3, 3), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, 1, 1))
    profiles = tuple(Profile.pure(three.information_sets, (n, n, n)) for n in (0, 1))
    assert (
        selected_payoffs(EquilibriumSet(three, profiles, infinite=False, spanning=True), "risk-dominant")
        == said
    )
    assert selected_payoffs(
        EquilibriumSet(three, profiles, infinite=False, spanning=True), "payoff-dominant"
    ) == (3, 3, 3)


def test_risk_dominance_needs_two_strict_equilibria():
    game = square([[1, 0], [1, 0]], [[1, 0], [0, 1]])  # R does not care
    said = "risk dominance compares two strict equilibria, and of several equilibria none is strict"
    assert selected_payoffs(every(game), "risk-dominant") == said
    game = square([[2, 0], [0, 0]], [[2, 0], [0, 0]])
    assert len(strict_equilibria(game)) == 1
    assert selected_payoffs(every(game), "risk-dominant") == said.replace("none is", "1 is")
    assert selected_payoffs(every(game), "payoff-dominant") == (2, 2)


def test_of_infinitely_many_the_extreme_ones_tell_whether_one_is_best_for_all():
    # C chooses b, whatever it then gets; R does not care, so that all its mixtures are equilibria; C prefers
    # that R plays b.
    game = square([[0, 5], [0, 5]], [[0, 1], [0, 2]])
    found = every(game)
    assert found.infinite
    assert found.spanning
    assert selected_payoffs(found, "payoff-dominant") == (5, 2)


@pytest.mark.parametrize("rule", SELECTION_RULES)
def test_where_equilibria_are_missing_none_is_selected(rule):
    found = every(indifferent())
    assert found.infinite
    assert not found.spanning
    said = "there are infinitely many equilibria, of which not all extreme ones are known"
    assert selected_payoffs(found, rule) == said
