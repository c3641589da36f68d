"""Plans that attain the ends of what ties leave, by hand; what is said where none is found."""

from fractions import Fraction

import pytest
from witnesses.tied_trees import cut_through_a_curve

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, expected_payoffs
from gametheory_paradox.forms.proofs.nash import is_subgame_perfect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.proofs.payoff_pieces import payoff_pieces
from gametheory_paradox.forms.trees.solvers import tied_plans
from gametheory_paradox.forms.trees.solvers.tied_plans import ends, plans_at


def game(tree, players=("A", "B")):
    return ExtensiveForm.from_tree(players, tree)


@pytest.fixture
def answered():
    """B does not care what A gets by coming in, which A compares with 1."""
    then = Move("B", "then", {"kind": (5, 0), "cruel": (0, 0)})
    return game(Move("A", "start", {"in": then, "out": (1, 0)}))


@pytest.fixture
def cut_through():
    return cut_through_a_curve()


def test_both_ends_are_attained(answered):
    found = ends(answered, 0)
    assert [expected_payoffs(answered, plan)[0] for plan in found.plans] == [1, 5]
    assert found.cuts == 0


def test_every_way_to_play_a_corner_is_a_plan(answered):
    covered = payoff_pieces(answered, [0, 1])
    (corner,) = {c.at: c for piece in covered.pieces for c in piece if c.at == (1, 0)}.values()
    plans = [plan.probabilities for plan in plans_at(answered, [corner])]
    fifth = (Fraction(1, 5), Fraction(4, 5))
    assert ((1, 0), fifth) in plans
    assert ((0, 1), (0, 1)) in plans


def test_plans_below_chance_are_mixed_independently():
    def tied(name):
        return Move("B", name, {"x": (0, 1), "y": (4, 1)})

    lottery = Chance({"heads": ("1/2", tied("h")), "tails": ("1/2", tied("t"))})
    tree = game(Move("A", "start", {"on": lottery, "off": (3, 0)}))
    found = ends(tree, 1)
    assert [expected_payoffs(tree, plan)[1] for plan in found.plans] == [0, 1]
    assert all(is_subgame_perfect(tree, plan) for plan in found.plans)


def test_where_no_plan_attains_an_end_the_range_is_told(cut_through):
    found = ends(cut_through, 2)
    assert found == (
        "ties leave Dan a payoff between the bounds 93/55 and 3, "
        "of which no plan was seen to attain the least"
    )
    solved = solve(cut_through)
    assert (solved.completeness.status, solved.proof) == ("partial", None)
    assert solved.completeness.why == f"ties occur: 7 pure plans are listed; {found}"
    assert min(payoffs[2] for payoffs in solved.payoffs) == Fraction(12, 7)  # the true least, not proved


def test_a_measure_is_told_by_its_name(cut_through):
    nodes = tuple(
        type(node)((*node.payoffs, 0, 0, node.payoffs[2])) if hasattr(node, "payoffs") else node
        for node in cut_through.nodes
    )
    measured = ExtensiveForm(cut_through.players, cut_through.information_sets, nodes, measure="security")
    assert ends(measured, 5).startswith("ties leave Dan a security between the bounds 93/55 and 3")


def test_deep_trees_are_not_followed(answered, monkeypatch):
    monkeypatch.setattr(tied_plans, "MOST_DEPTH", 1)
    assert ends(answered, 0) == "ties in a tree more than 1 moves deep are not followed"


def test_a_spent_budget_ends_the_search(answered):
    with Clock(0), pytest.raises(OutOfTime):
        ends(answered, 0)


def test_few_tries_find_no_plan_and_say_so(answered, monkeypatch):
    monkeypatch.setattr(tied_plans, "MOST_TRIES", -len(answered.nodes))
    assert ends(answered, 0) == (
        "ties leave A a payoff between the bounds 1 and 5, of which no plan was seen to attain the least"
    )
