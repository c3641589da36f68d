"""Lemke's path over realization plans ends in an equilibrium; on known trees in the known one."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.imperfect_trees import deep_tree, forgetful_trees, imperfect_trees, with_profiles
from witnesses.poker import one_card_poker, two_round_poker
from witnesses.sampling import always, cases, seen

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.solvers import sequence_form_lemke as module
from gametheory_paradox.forms.trees.solvers.sequence_form_lemke import sequence_form_lemke
from gametheory_paradox.forms.trees.solvers.sequence_form_value import sequence_form_value

TWO = st.just(2)
SMALL = imperfect_trees(players=TWO, inner=st.integers(2, 7))
LARGER = imperfect_trees(players=TWO, inner=st.integers(8, 20))


def game(tree, players=("Ann", "Bob")):
    return ExtensiveForm.from_tree(players, tree)


def end(tree, **prior):
    found = sequence_form_lemke(tree, Clock(None), **prior)
    assert len(found) == 1
    assert (found.concept, found.method, found.completeness.status) == (
        "nash",
        "sequence_form_lemke",
        "partial",
    )
    return found[0]


@cases(9, 800)
def test_the_end_is_an_equilibrium_whatever_the_prior(count):
    @always(count, with_profiles(st.one_of(SMALL, LARGER)))
    def law(case):
        tree, prior = case
        assert is_nash(tree, end(tree))
        assert is_nash(tree, end(tree, prior=prior))


@pytest.mark.slow
def test_the_random_trees_need_paths_of_many_steps_and_mixtures(monkeypatch):
    steps = []
    leaving = module._Plans.leaving
    monkeypatch.setattr(module._Plans, "leaving", lambda *args: steps.append(1) or leaving(*args))

    @seen(150, LARGER)
    def kinds(tree):
        steps.clear()
        mixed = any(0 < p < 1 for odds in end(tree).probabilities for p in odds)
        return len(steps) > 3, mixed

    assert kinds[True, True] >= 5, kinds
    assert kinds[True, True] + kinds[True, False] >= 20, kinds


def test_kuhns_poker():
    found = sequence_form_lemke(one_card_poker(3), Clock(None))
    assert found.payoffs == ((Fraction(-1, 18), Fraction(1, 18)),)
    odds = dict(
        zip([info.name for info in one_card_poker(3).information_sets], found[0].probabilities, strict=True)
    )
    assert odds["2 bet"] == (1, 0)  # an ace calls
    assert odds["0 bet"] == (0, 1)  # a jack folds
    assert odds["1 bet"] == odds["0 pass"] == (Fraction(1, 3), Fraction(2, 3))


@pytest.mark.parametrize(
    "poker", [one_card_poker(4), one_card_poker(7), one_card_poker(10), two_round_poker(2, raises=1)]
)
def test_poker_has_its_value(poker):
    found = sequence_form_lemke(poker, Clock(None))
    assert found.payoffs == (sequence_form_value(poker).values,)


def test_from_a_strict_equilibrium_the_path_leads_back_to_it():
    battle = {
        "T": Move("Bob", "reply", {"L": (3, 1), "R": (0, 0)}),
        "B": Move("Bob", "reply", {"L": (0, 0), "R": (1, 3)}),
    }
    tree = game(Move("Ann", "first", battle))
    for both in ([0, 0], [1, 1]):
        here = Profile.pure(tree.information_sets, both)
        assert end(tree, prior=here) == here


def test_an_empty_threat_is_not_believed_for_a_mixed_prior():
    """Staying out against a threat is an equilibrium, dominated; only who is sure of it goes there."""
    tree = game(
        Move("Ann", "entry", {"in": Move("Bob", "then", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)})
    )
    threat = Profile.pure(tree.information_sets, [1, 0])
    assert is_nash(tree, threat)
    assert end(tree, prior=threat) == threat
    for fight in (Fraction(1, 100), Fraction(1, 2), Fraction(99, 100)):
        prior = Profile(tree.information_sets, ((Fraction(1, 2),) * 2, (fight, 1 - fight)))
        assert end(tree, prior=prior) == Profile.pure(tree.information_sets, [0, 1])


def test_where_all_payoffs_tie_it_ends_too():
    idle = Move("Bob", "idle", {"x": (0, 0), "y": (0, 0), "z": (0, 0)})
    twice = Move("Ann", "twice", {"a": idle, "b": idle})
    assert end(game(Move("Ann", "first", {"a": twice, "b": idle})))


def test_players_without_a_choice():
    assert end(game(Move("Ann", "only", {"a": (1, 2), "b": (2, 1)}))).probabilities == ((0, 1),)
    assert end(game(Move("Bob", "only", {"a": (1, 2), "b": (2, 1)}))).probabilities == ((1, 0),)
    assert end(game((5, -5))).probabilities == ()
    assert end(game(Chance({"h": ("1/3", (1, 0)), "t": ("2/3", (0, 1))}))).probabilities == ()


def test_solve_takes_it_only_by_name():
    tree = one_card_poker(2)
    assert solve(tree, concept="nash").method == "tree_table_equilibria"
    assert solve(tree, concept="nash", method="sequence_form_lemke").method == "sequence_form_lemke"


@pytest.mark.parametrize("budget", [0, 1e-3])
def test_a_spent_budget_ends_it(budget):
    found = solve(two_round_poker(2), concept="nash", method="sequence_form_lemke", budget=budget)
    assert (len(found), found.completeness.status) == (0, "budget")


def test_what_it_does_not_take_is_told():
    three = game(Move("Cid", "only", {"a": (1, 2, 3), "b": (2, 1, 0)}), ("Ann", "Bob", "Cid"))
    with pytest.raises(Unsupported, match="for two players, this game has 3"):
        sequence_form_lemke(three, Clock(None))
    with pytest.raises(Unsupported, match="sequence_form_lemke are not offered for this tree with 3 players"):
        solve(three, concept="nash", method="sequence_form_lemke")
    with pytest.raises(Unsupported, match="up to 2,000 sequences, the players have 3,002"):
        sequence_form_lemke(deep_tree(1500), Clock(None))
    other = Profile.pure(three.information_sets, [0])
    with pytest.raises(InvalidGame, match="another game"):
        sequence_form_lemke(one_card_poker(2), Clock(None), prior=other)


def test_who_forgets_is_named():
    @always(20, forgetful_trees(players=TWO))
    def law(tree):
        with pytest.raises(Unsupported, match="recall"):
            sequence_form_lemke(tree, Clock(None))
