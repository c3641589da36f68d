"""The search through patterns: what it lists, and what it says of what it did not settle."""

from fractions import Fraction

import pytest
from witnesses.imperfect_trees import deep_tree

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.solvers import assessment_search

HALF = Fraction(1, 2)
concepts = pytest.mark.parametrize("concept", ["sequential", "perfect-bayesian"])


def horse():
    def third(left, right):
        return Move("Three", "third", {"L": left, "R": right})

    after = Move("Two", "second", {"a": (1, 1, 1), "d": third((4, 4, 0), (0, 0, 1))})
    return ExtensiveForm.from_tree(
        ["One", "Two", "Three"], Move("One", "first", {"A": after, "D": third((3, 3, 2), (0, 0, 0))})
    )


@concepts
def test_the_horse_has_one_play_and_many_beliefs(concept):
    found = solve(horse(), concept=concept)
    assert found.completeness.status == "proved"
    assert found.is_infinite
    assert {tuple(p.probabilities[s][0] for s in (0, 1)) for p in found.profiles} == {(1, 1)}
    assert {a.beliefs[2] for a in found.assessments} >= {(1, 0), (Fraction(2, 3), Fraction(1, 3))}
    assert set(found.payoffs) == {(1, 1, 1)}
    assert len(found.trembles) == (len(found) if concept == "sequential" else 0)


@concepts
def test_a_budget_of_nothing_is_spent(concept):
    found = solve(horse(), concept=concept, budget=0)
    assert (len(found), found.completeness.status, found.proof) == (0, "budget", None)
    assert "the budget ended after 0 steps" in found.completeness.why


@concepts
def test_a_walk_has_an_end(concept, monkeypatch):
    monkeypatch.setattr(assessment_search, "MOST_STEPS", 3)
    found = solve(horse(), concept=concept)
    assert found.completeness.status == "budget"
    assert "after 3 steps" in found.completeness.why


@pytest.mark.slow
@concepts
def test_a_tree_of_many_levels_is_refused_at_once(concept):
    with pytest.raises(
        Unsupported, match=r"40,001 nodes, is too large or too deep .* ask for subgame-perfect equilibria"
    ):
        solve(deep_tree(), concept=concept)


@concepts
def test_sets_with_very_many_actions_are_left_open(concept):
    game = ExtensiveForm.from_tree(["A"], Move("A", "start", {f"a{n}": (n,) for n in range(60)}))
    found = solve(game, concept=concept)
    assert (found.completeness.status, found.proof) == ("partial", None)
    assert "60 actions or nodes" in found.completeness.why


@concepts
def test_extreme_equilibria_that_are_not_listed_are_said_to_be_missing(concept, monkeypatch):
    monkeypatch.setattr(assessment_search, "extreme_points", lambda *_: None)
    found = solve(horse(), concept=concept)
    assert found.completeness.status == "partial"
    assert "extreme equilibria, or too wide to look for them" in found.completeness.why
    assert found.profiles  # an inner one


def test_candidates_that_are_not_seen_to_be_equilibria_are_said_to_be_missing(monkeypatch):
    monkeypatch.setattr(assessment_search, "trembles_for", lambda *_: None)
    found = solve(horse(), concept="sequential")
    assert (len(found), found.completeness.status) == (0, "partial")


def test_own_choices_one_after_the_other_do_not_multiply_into_what_is_none():
    # Bob's two choices follow each other; products of the ones that exclude each other stand for nothing.
    late = Move("Bob", "late", {"a": (1, 2), "b": (2, 2)})
    second = {
        "L": Move("Bob", "blind", {"a": (2, 0), "b": late}),
        "R": Move("Ann", "again", {"a": (0, 1), "b": (2, 1)}),
    }
    first = Move("Bob", "blind", {"a": Move("Ann", "again", {"a": (2, 0), "b": (0, 1)}), "b": (2, 1)})
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", {"u": first, "d": second["L"]}))
    found = solve(game, concept="sequential")
    assert found.completeness.status == "proved"
    assert found.is_infinite
