"""Backward induction on trees whose plans can be listed by hand."""

from fractions import Fraction
from random import Random

import pytest
from witnesses.tied_trees import cut_through_a_curve

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected, OutOfTime, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.solvers import backward_induction as module
from gametheory_paradox.forms.trees.solvers import tied_plans
from gametheory_paradox.forms.trees.solvers.backward_induction import backward_induction


def game(tree, players=("A", "B")):
    return ExtensiveForm.from_tree(players, tree)


def plan(profile):
    return tuple(
        info.actions[odds.index(1)]
        for info, odds in zip(profile.information_sets, profile.probabilities, strict=True)
    )


ENTRY = Move("A", "entry", {"in": Move("B", "then", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)})


def test_one_plan_where_nobody_is_indifferent():
    found = solve(game(ENTRY))
    assert (found.concept, found.method, found.completeness.status) == (
        "subgame-perfect",
        "backward_induction",
        "proved",
    )
    assert [plan(p) for p in found] == [("in", "yield")]
    assert found.payoffs == ((1, 1),)
    assert (found.subsets, found.components) == (((0,),), ((0,),))
    assert not found.is_infinite
    assert found.listed


def test_the_proof_names_the_plan_twice():
    found = solve(game(ENTRY))
    assert found.proof == {
        "kind": "backward-induction",
        "lowest": found[0].to_data(),
        "highest": found[0].to_data(),
    }


def answered():
    """B does not care what A gets by coming in, which A compares with 1."""
    then = Move("B", "then", {"kind": (5, 0), "cruel": (0, 0)})
    return game(Move("A", "start", {"in": then, "out": (1, 0)}))


def test_a_tie_at_the_end_gives_every_earlier_answer_to_it():
    found = solve(answered())
    pure = {plan(p): payoffs for p, payoffs in zip(found, found.payoffs, strict=True) if p.is_pure}
    assert pure == {("in", "kind"): (5, 0), ("out", "cruel"): (1, 0)}
    assert found.completeness.status == "proved"
    assert not found.listed
    assert found.to_data()["listed"] is False
    assert found.completeness.why == (
        "ties leave infinitely many: 2 pure plans are listed, and plans that attain the least and the "
        "greatest of what each player gets in any of them"
    )
    assert (found.proof["kind"], found.proof["cuts"]) == ("payoff-pieces", 0)


def test_a_mixture_that_an_earlier_mover_is_indifferent_to_is_listed():
    found = solve(answered())
    mixed = [p.probabilities for p in found if not p.is_pure]
    assert mixed == [((1, 0), (Fraction(1, 5), Fraction(4, 5)))]


def test_where_ties_leave_a_choice_is_told_set_by_set():
    found = solve(answered())
    start, kind = {"player": "A", "set": "start"}, ["P(kind) >= 1/5"]
    where = {"in": kind, "out": ["P(kind) <= 1/5"]}
    then = {"player": "B", "set": "then", "actions": ["kind", "cruel"], "gets": ["0", "0"]}
    assert found.to_data()["ties"] == [
        {**start, "actions": ["in", "out"], "gets": ["1", "1"], "where": where},
        {**start, "actions": ["in"], "gets": ["1", "5"], "where": {"in": kind}},
        {**then, "where": {"kind": [], "cruel": []}},
    ]
    assert found.to_data()["pure_plans"] == found.pure_plans == 2
    assert found.to_data()["ranges"] == {"A": ["1", "5"], "B": ["0", "0"]}
    assert "ties" not in solve(game(ENTRY)).to_data()


def test_a_tie_at_the_root_leaves_every_mixture():
    found = solve(game(Move("A", "start", {"l": (1, 0), "m": (1, 5), "r": (0, 9)})))
    assert [plan(p) for p in found] == [("l",), ("m",)]
    assert found.subsets == ((0, 1),)
    assert found.components == ((0, 1),)
    assert found.is_infinite


def test_plans_that_differ_at_two_nodes_at_once_are_no_face():
    # Kind and in, cruel and out: halfway, with kind 1/2, "in" is worth 5/2 > 1, so "out" would be wrong.
    found = solve(answered())
    assert found.subsets == ((0, 2), (1,))  # kind with certainty or with 1/5, and in
    assert found.components == ((0, 1, 2),)  # they meet where kind has 1/5


def test_a_tie_that_nobody_reaches_leaves_infinitely_many_all_the_same():
    tree = Move("A", "start", {"l": Move("B", "never", {"x": (0, 3), "y": (0, 3)}), "r": (2, 0)})
    found = solve(game(tree))
    assert [plan(p) for p in found] == [("r", "x"), ("r", "y")]
    assert (found.completeness.status, found.is_infinite) == ("proved", True)
    assert set(found.payoffs) == {(2, 0)}


def test_chance_is_averaged_with_its_probabilities():
    gamble = Chance({"good": (Fraction(1, 3), (6, 0)), "bad": (Fraction(2, 3), (0, 3))})
    found = solve(game(Move("A", "start", {"gamble": gamble, "safe": (1, 1)})))
    assert found.payoffs == ((2, 2),)
    assert plan(found[0]) == ("gamble",)


def test_plans_below_chance_are_combined():
    def tied(name):
        return Move("B", name, {"x": (0, 1), "y": (4, 1)})

    found = solve(game(Chance({"heads": ("1/2", tied("h")), "tails": ("1/2", tied("t"))})))
    assert sorted(payoffs[0] for payoffs in found.payoffs) == [0, 2, 2, 4]
    assert found.components == ((0, 1, 2, 3),)


def test_a_chance_that_never_comes_still_has_its_plan():
    tree = Chance({"always": (1, (1, 1)), "never": (0, Move("A", "there", {"x": (3, 0), "y": (2, 0)}))})
    found = solve(game(tree))
    assert [plan(p) for p in found] == [("x",)]
    assert found.payoffs == ((1, 1),)


def test_a_game_without_a_choice_has_one_empty_plan():
    found = solve(game((3, 4)))
    assert (len(found), found.payoffs, found.completeness.status) == (1, ((3, 4),), "proved")
    assert found.to_data()["equilibria"] == [{"profile": {"A": {}, "B": {}}, "payoffs": {"A": "3", "B": "4"}}]


def test_a_forced_move_is_no_tie():
    found = solve(game(Move("A", "start", {"only": Move("B", "then", {"one": (1, 1)})})))
    assert (len(found), found.completeness.status) == (1, "proved")


def test_the_same_payoff_for_the_mover_is_a_tie_even_if_nobody_else_cares():
    found = solve(game(Move("A", "start", {"l": (1, 0), "r": (1, 0)})))
    assert (len(found), found.completeness.status, found.is_infinite) == (2, "proved", True)


def test_a_spent_budget_is_a_value():
    tied = Move("A", "start", {"l": (1, 0), "r": (1, 0)})
    found = backward_induction(game(tied), Clock(0))
    assert (len(found), found.completeness.status, found.proof) == (0, "budget", None)
    assert found.completeness.why == "the budget ended before the first move was reached"


def many_ties(count):
    tree = (0, 0)
    for number in range(count):
        tree = Move("B", f"n{number}", {"x": tree, "y": (0, 0)})
    return game(tree)


def test_more_plans_than_are_listed_are_said_to_be_missing(monkeypatch):
    monkeypatch.setattr(module, "MOST_PLANS", 3)
    found = solve(many_ties(4))
    assert len([p for p in found if p.is_pure]) >= 3
    assert found.completeness.why.startswith(
        "ties leave infinitely many: the first 3 of 16 pure plans are listed, and plans"
    )


def test_plans_that_are_not_counted_are_not_called_many(monkeypatch):
    monkeypatch.setattr(module, "MOST_PLANS", 3)
    monkeypatch.setattr(module, "MOST_COUNTED", 0)
    found = solve(many_ties(4))
    assert found.pure_plans is None
    assert found.completeness.why.startswith(
        "ties leave infinitely many: 3 pure plans are listed (how many there are was not counted), and plans"
    )


def test_what_is_mixed_under_ties_gets_a_player_what_lies_within_bounds():
    told = solve(cut_through_a_curve()).table().note.splitlines()
    assert (
        "Bob at 'middle' may mix over l, r, where each gives it at least 2 and at most 3; "
        "l is best where P(u at first) + 3*P(u at second) <= 3, r where P(u at first) + 3*P(u at second) >= 3"
    ) in told
    assert "Dan at 'first' may mix over u, v, where each gives it 3" in told


def test_a_budget_that_ends_before_the_ends_of_payoffs_are_found_is_said(monkeypatch):
    def late(game, column, listed):
        raise OutOfTime("late")

    monkeypatch.setattr(module, "ends", late)
    found = solve(answered())
    assert (found.completeness.status, found.proof, found.listed) == ("budget", None, False)
    assert (
        found.completeness.why == f"ties occur: 2 pure plans are listed; the budget ended {module.TOO_LATE}"
    )


def test_a_quarter_of_a_million_plans_are_cut_off_in_time():
    found = solve(many_ties(18))
    assert len(found) <= module.MOST_PLANS + module.MOST_MIXED
    assert (found.completeness.status, found.pure_plans) == ("proved", 2**18)
    assert set(found.payoffs) == {(0, 0)}


def test_two_thousand_moves_that_tie_in_places_are_decided():
    """A plan of every part has to be found, in more parts than ways to play one corner are tried."""
    random = Random(0)

    def below(left, name):
        if not left:
            return random.randint(0, 9), random.randint(0, 9)
        return Move("AB"[left % 2], name, {way: below(left - 1, name + way) for way in "lr"})

    tree = game(below(11, "n"))
    found = solve(tree)
    assert len(tree.information_sets) == 2**11 - 1 > tied_plans.MOST_TRIES
    assert found.completeness.status == "proved"
    for column, player in enumerate("AB"):
        proved = check_proof(tree, "subgame-perfect", player, found.proof).payoffs(player)
        paid = [payoffs[column] for payoffs in found.payoffs]
        assert {min(proved.values), max(proved.values)} <= {*paid}
        assert min(proved.values) <= min(paid) <= max(paid) <= max(proved.values)


def test_a_deep_tree_needs_no_recursion():
    tree = (0, 0)
    for number in range(1_500):
        tree = Move("AB"[number % 2], f"n{number}", {"go": tree, "stop": (-number - 1, -number - 1)})
    found = solve(game(tree))
    assert found.completeness.status == "proved"
    assert found.payoffs == ((0, 0),)


def test_hidden_moves_are_refused():
    hidden = Move("A", "start", {a: Move("B", "blind", {"x": (0, 0), "y": (1, 1)}) for a in "lr"})
    with pytest.raises(
        Unsupported, match="subgame-perfect equilibria by backward_induction are not offered for this tree"
    ):
        solve(game(hidden), method="backward_induction")
    assert solve(game(hidden)).method == "subgame_by_subgame"
    with pytest.raises(CertificateRejected, match="perfect information"):
        backward_induction(game(hidden), Clock(None))


def test_three_players_each_look_ahead():
    last = Move("C", "c", {"x": (0, 0, 2), "y": (9, 9, 1)})
    found = solve(
        game(
            Move("A", "a", {"go": Move("B", "b", {"go": last, "stop": (3, 1, 0)}), "stop": (2, 2, 2)}),
            ("A", "B", "C"),
        )
    )
    assert [plan(p) for p in found] == [("go", "stop", "x")]
    assert found.payoffs == ((3, 1, 0),)
