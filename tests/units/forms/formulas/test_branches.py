"""Equilibria as formulas: games whose answer is known, and what is not offered."""

from fractions import Fraction

import pytest
from witnesses.formulas import unfactored

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.forms.formulas.branches import MOST_BRANCHES
from gametheory_paradox.forms.formulas.family_branches import branches_of
from gametheory_paradox.forms.tables.formulas.table_branches import table_branches
from gametheory_paradox.forms.trees.formulas import tree_branches as of_trees
from gametheory_paradox.forms.trees.formulas.tree_branches import tree_branches
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.polynomials import RationalFunction

a, b, c = (RationalFunction.variable(name) for name in "abc")
ONE, ZERO = RationalFunction.constant(1), RationalFunction.constant(0)
RANGE = (1, 9, 2)


def table(payoffs, *names):
    """A table over actions t, m, b and l, c, r."""
    rows, columns = len(payoffs), len(payoffs[0])
    return family_from_table(
        ["R", "C"], ["tmb"[:rows], "lcr"[:columns]], payoffs, dict.fromkeys(names, RANGE)
    ).form


def tree(players, node, *names):
    return family_from_tree(players, node, dict.fromkeys(names, RANGE)).form


def where(statement, *points):
    """Whether a statement holds at each point, given as values of a, b and so on."""
    return [holds_at(statement, dict(zip("abc", map(Fraction, point), strict=False))) for point in points]


def test_matching_pennies_has_one_equilibrium_in_mixtures():
    found = branches_of(table([[("a", 0), (0, "b")], [(0, 1), (1, 0)]], "a", "b"), unfactored)
    assert found.degenerate is False
    existing = [branch for branch in found.branches if where(branch.exists, (2, 3)) == [True]]
    assert len(existing) == 1
    (branch,) = existing
    assert branch.supports == (("t", "m"), ("l", "c"))
    # C is indifferent when R plays t with probability 1/(1+b); R when C plays l with 1/(1+a).
    assert branch.mixtures == ((ONE / (ONE + b), b / (ONE + b)), (ONE / (ONE + a), a / (ONE + a)))
    assert branch.payoffs == (a / (ONE + a), b / (ONE + b))


def test_coordination_has_three_where_both_want_to_meet():
    found = branches_of(table([[("a", "b"), (0, 0)], [(0, 0), (1, 1)]], "a", "b"), unfactored)
    by_support = {branch.supports: branch for branch in found.branches}
    both = by_support[("t", "m"), ("l", "c")]
    assert both.mixtures[0] == (ONE / (ONE + b), b / (ONE + b))
    assert both.payoffs[0] == a / (ONE + a)
    assert where(by_support[("t",), ("l",)].exists, (2, 3), (-1, 3), (2, -1)) == [True, False, False]
    assert where(both.exists, (2, 3), (-2, 3), (-2, -3)) == [True, False, False]
    assert sum(where(branch.exists, (2, 3)) == [True] for branch in found.branches) == 3


def test_a_dominant_action_leaves_one():
    found = branches_of(table([[("a + 1", 2), ("b + 1", 1)], [("a", 1), ("b", 3)]], "a", "b"), unfactored)
    assert [branch.supports for branch in found.branches] == [(("t",), ("l",))]
    assert found.branches[0].exists is True


def test_payoffs_that_are_sums_leave_no_room_for_mixing():
    """Each player's gain does not depend on the other: every mixed support contradicts itself."""
    found = branches_of(
        table([[("a + b", "a"), ("a", "b")], [("b", "a + 1"), ("0", "b + 1")]], "a", "b"), unfactored
    )
    assert found.degenerate is False
    assert {branch.supports for branch in found.branches} <= {((r,), (col,)) for r in "tm" for col in "lc"}
    assert [
        len([x for x in found.branches if where(x.exists, p) == [True]]) for p in ((2, 3), (3, 2), (-1, 2))
    ] == [1, 1, 1]


def test_two_rows_that_are_the_same_are_degenerate_where_they_are_best():
    found = branches_of(table([[("a", 0), (0, 1)], [("a", 0), (0, 1)], [(1, 1), (-1, 0)]], "a"), unfactored)
    assert found.degenerate is not False
    # C answers t and m by c; there R is indifferent between t and m, both better than b.
    assert where(found.degenerate, (2,))[0] is True


def test_two_rows_that_are_the_same_but_never_best_do_no_harm_to_the_list():
    rows = [[("a", "0"), ("a", "1")], [("a", "0"), ("a", "1")], [("a + 1", "1"), ("a + 2", "0")]]
    found = branches_of(table(rows, "a"), unfactored)
    existing = [branch for branch in found.branches if where(branch.exists, (2,)) == [True]]
    assert [branch.supports for branch in existing] == [(("b",), ("l",))]
    assert found.degenerate is False  # b is better than either in both columns


def test_denominators_are_cleared_without_changing_signs():
    """Payoffs divided by something negative: R prefers t where a/(-b) > 0, that is a·b < 0."""
    form = table([[("a/(-b)", 0)], [("0", 0)]], "a", "b")
    found = branches_of(form, unfactored)
    exists = {branch.supports[0]: branch.exists for branch in found.branches}
    points = (2, 3), (2, -3), (-2, 3), (-2, -3)
    assert where(exists[("t",)], *points) == [False, True, True, False]
    assert where(exists[("m",)], *points) == [True, False, False, True]


def test_a_constant_game_is_degenerate_everywhere():
    found = branches_of(table([[("a", "b"), ("a", "b")], [("a", "b"), ("a", "b")]], "a", "b"), unfactored)
    assert found.degenerate is True


def test_backward_induction_with_a_parameter():
    form = tree(
        ["A", "B"],
        Move("A", "start", {"go": Move("B", "later", {"x": ("a", 1), "y": (0, "b")}), "stop": (1, 0)}),
        "a",
        "b",
    )
    found = branches_of(form, unfactored)
    assert found.degenerate is False
    by_end = {branch.ends: branch for branch in found.branches}
    assert set(by_end) == {(2,), (4,)}  # y pays A less than stopping, so play never ends there
    points = ("2", "1/2"), ("1/2", "1/2"), ("2", "3")
    assert where(by_end[(2,)].exists, *points) == [True, False, False]
    assert where(by_end[(4,)].exists, *points) == [False, True, True]
    assert by_end[(2,)].payoffs == (a, ONE)
    at_start, at_later = tree_branches(form, unfactored)[:2]
    assert [where(choice, *points) for choice in at_start.choices] == [
        [True, False, False],
        [False, True, True],
    ]
    assert [where(choice, *points) for choice in at_later.choices] == [
        [True, True, False],
        [False, False, True],
    ]


def test_chance_is_averaged_and_each_combination_is_a_branch():
    form = tree(
        ["A", "B"],
        Chance(
            {
                "h": ("1/3", Move("A", "high", {"x": ("a", 0), "y": (1, 3)})),
                "t": ("2/3", Move("B", "low", {"x": (3, "b"), "y": (6, 1)})),
            }
        ),
        *"ab",
    )
    found = branches_of(form, unfactored)
    assert len(found.branches) == 4
    (here,) = [branch for branch in found.branches if where(branch.exists, ("1/2", 2)) == [True]]
    assert here.payoffs == (
        RationalFunction.constant(Fraction(7, 3)),
        ONE + RationalFunction.constant(Fraction(2, 3)) * b,
    )
    assert [form.history(end) for end in here.ends] == [("h", "y"), ("t", "x")]


def test_a_tie_that_others_care_about_is_degenerate_where_it_is_reached():
    """B never cares; A does. The tie off the path is reported, since it decides what A expects."""
    form = tree(
        ["A", "B"],
        Move("A", "start", {"go": Move("B", "later", {"x": (5, "a"), "y": (-5, "a")}), "stop": ("b", 0)}),
        *"ab",
    )
    assert branches_of(form, unfactored).degenerate is True


def test_a_tie_between_continuations_that_never_occur_is_harmless():
    never = Move("A", "inner", {"p": (0, 5), "q": (1, "a")})
    form = tree(["A", "B"], Move("B", "start", {"x": never, "y": (0, "a"), "z": (0, "a + 1")}), "a")
    found = branches_of(form, unfactored)
    # A takes q, which pays B as much as y, but z pays it more.
    assert where(found.degenerate, (2,)) == [True]  # named degenerate to be safe: q and y tie at this node
    assert [branch.payoffs for branch in found.branches] == [(ZERO, a + ONE)]


def test_a_tie_that_changes_nothing_for_anybody_is_not_degenerate():
    form = tree(["A", "B"], Move("A", "start", {"x": ("a", "b"), "y": ("a", "b"), "z": (3, 0)}), *"ab")
    found = branches_of(form, unfactored)
    assert found.degenerate is False
    (same,) = [branch for branch in found.branches if where(branch.exists, (4, 1)) == [True]]
    assert same.payoffs == (a, b)
    (choices,) = [tree_branches(form, unfactored)[0].choices]
    assert [where(choice, (4, 1), (2, 1)) for choice in choices] == [
        [True, False],
        [True, False],
        [False, True],
    ]


def test_a_choice_is_not_said_to_be_made_where_only_another_ends_the_same():
    """Going pays A as much as stopping only where B answers kindly (1 > b)."""
    form = tree(
        ["A", "B"],
        Move("A", "start", {"go": Move("B", "later", {"mean": (0, "b"), "kind": (1, 1)}), "stop": (1, 1)}),
        "b",
    )
    go, stop = tree_branches(form, unfactored)[0].choices
    assert [holds_at(go, {"b": Fraction(n)}) for n in (0, 2)] == [True, False]
    assert [holds_at(stop, {"b": Fraction(n)}) for n in (0, 2)] == [True, True]


def test_what_is_not_offered():
    third = Move("C", "blind too", {"x": (1, 0, 0), "y": (0, 1, 0)})
    second = Move("B", "blind", {"x": third, "y": third})
    with pytest.raises(Unsupported, match=r"would not be all: whatever .* here A, B, C do"):
        branches_of(tree(["A", "B", "C"], Move("A", "start", {"l": second, "r": second})), unfactored)


def test_a_table_with_too_many_pairs_of_supports_is_refused():
    assert len(table_branches(table([[(0, 0)] * 3] * 3), unfactored).branches) < MOST_BRANCHES
    names = [f"x{n}" for n in range(8)]
    eight = family_from_table(["R", "C"], [names, names], [[(0, 0)] * 8] * 8, {}).form
    with pytest.raises(Unsupported, match="8×8 has more than 1000 pairs of supports"):
        branches_of(eight, unfactored)


def test_a_tree_with_too_many_ways_to_end_is_refused(monkeypatch):
    coins = (0,)
    for n in range(5):  # every coin is followed by a choice that depends on a
        coins = Chance({"h": ("1/2", Move("A", f"s{n}", {"x": ("a",), "y": (n,)})), "t": ("1/2", coins)})
    form = tree(["A"], coins, "a")
    monkeypatch.setattr(of_trees, "MOST_BRANCHES", 32)
    assert len(branches_of(form, unfactored).branches) == 32
    monkeypatch.setattr(of_trees, "MOST_BRANCHES", 31)
    with pytest.raises(Unsupported, match="more than 31 ways to end"):
        branches_of(form, unfactored)
