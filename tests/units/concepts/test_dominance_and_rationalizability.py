"""Iterated dominance, strict and weak, and rationalizability: small games whose answers are plain to see."""

from fractions import Fraction

import pytest

from gametheory_paradox import family_from_table
from gametheory_paradox.concepts import iterated_strict_dominance, iterated_weak_dominance, rationalizable
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.tables.proofs.two_player_proofs import surviving_actions

# c is worse than the even mixture of a and b, and than neither alone; then e is worse than d.
MIXED = NormalForm.from_tables(
    ["R", "C"], [["a", "b", "c"], ["d", "e"]], [[3, 0], [0, 3], [1, 1]], [[2, 1], [1, 0], [0, 5]]
)
# The order matters (after luce1957): what survives depends on who goes first.
ORDERED = NormalForm.from_tables(
    ["R", "C"], [["a", "b", "c"], ["d", "e"]], [[1, 1], [0, 0], [0, 1]], [[2, 2], [1, 0], [0, 1]]
)


def test_a_mixture_dominates_where_no_action_does():
    found = iterated_strict_dominance(MIXED)
    assert found.actions == {"R": ("a",), "C": ("d",)}
    assert found.to_data() == [
        {"player": "R", "action": "c", "by": {"a": "1/2", "b": "1/2"}},
        {"player": "C", "action": "e", "by": {"d": "1"}},
        {"player": "R", "action": "b", "by": {"a": "1"}},
    ]
    assert surviving_actions(MIXED, found.steps) == [[0], [0]]
    assert found.reduced.payoffs == ((3, 2),)


def test_equal_payoffs_are_no_strict_dominance():
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c"]], [[1], [1]], [[0], [0]])
    assert iterated_strict_dominance(game).actions == {"R": ("a", "b"), "C": ("c",)}
    assert iterated_weak_dominance(game).actions == {"R": ("a", "b"), "C": ("c",)}


def test_a_mixture_dominates_weakly():
    game = NormalForm.from_tables(
        ["R", "C"], [["a", "b", "c"], ["d", "e", "f"]], [[2, 0, 1], [0, 2, 1], [1, 1, 0]], [[0] * 3] * 3
    )
    assert iterated_strict_dominance(game).actions["R"] == ("a", "b", "c")
    (round_,) = iterated_weak_dominance(game).rounds
    assert [(step.action, step.by) for step in round_] == [(2, ((0, Fraction(1, 2)), (1, Fraction(1, 2))))]


@pytest.mark.parametrize(
    ("order", "left"),
    [
        (None, {"R": ("a",), "C": ("d", "e")}),
        ([("R", "c"), ("C", "e"), ("R", "b")], {"R": ("a",), "C": ("d",)}),
        ([("R", "b"), ("C", "d"), ("R", "c")], None),
        ([("R", "b"), ("C", "d")], {"R": ("a", "c"), "C": ("e",)}),
        ([], {"R": ("a", "b", "c"), "C": ("d", "e")}),
    ],
)
def test_of_weak_dominance_the_order_is_part_of_the_answer(order, left):
    if left is None:
        with pytest.raises(
            InvalidGame, match="R's action 'c' is not weakly dominated when the order comes to it"
        ):
            iterated_weak_dominance(ORDERED, order=order)
    else:
        assert iterated_weak_dominance(ORDERED, order=order).actions == left


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ([("X", "a")], "'X' is not a player; the players are R, C"),
        ([("R", "z")], "'z' is not an action of R"),
        ([("R", "b"), ("R", "b")], "R's action 'b' is already eliminated"),
    ],
)
def test_an_order_must_make_sense(order, said):
    with pytest.raises(InvalidGame, match=said):
        iterated_weak_dominance(ORDERED, order=order)


def test_tables_say_who_goes_why_and_what_is_left():
    assert str(iterated_strict_dominance(MIXED)).splitlines()[4:] == [
        "1      R       c           a 1/2, b 1/2",
        "2      C       e           d",
        "3      R       b           a",
        "",
        "What survives: R: a; C: d.",
    ]
    assert str(iterated_weak_dominance(ORDERED)).endswith("Another order may leave other actions.")
    assert "<table>" in iterated_weak_dominance(ORDERED)._repr_html_()


def test_rationalizable_actions_come_with_beliefs():
    game = NormalForm.from_tables(
        ["R", "C"], [["a", "b", "c"], ["d", "e"]], [[3, 0], [0, 3], [2, 2]], [[1, 0], [0, 1], [2, 3]]
    )
    found = rationalizable(game)
    assert found.actions == {"R": ("a", "b", "c"), "C": ("d", "e")}
    belief = found.beliefs["R"]["c"]  # c needs a belief between 1/3 and 2/3
    assert Fraction(1, 3) <= belief[("d",)] <= Fraction(2, 3)
    assert "best response to" in str(found)


def test_with_three_players_beliefs_may_be_correlated():
    # All get what the third player's choice says (osborne1994, figure 58.1): 8 at (u, l) or at (d, r), 4 at
    # both, or 3 for sure. The second is a best response to both half of the time, and to no independent
    # belief: those give it 2 at most.
    worth = [[[8, 4, 0, 3], [0, 0, 0, 3]], [[0, 0, 0, 3], [0, 4, 8, 3]]]
    actions = [["u", "d"], ["l", "r"], ["first", "both", "second", "sure"]]
    found = rationalizable(NormalForm.from_tables(["A", "B", "C"], actions, worth, worth, worth))
    assert found.actions["C"] == ("first", "both", "second", "sure")
    belief = found.beliefs["C"]["both"]
    assert belief[("u", "l")] == belief[("d", "r")] >= Fraction(3, 8)
    assert "correlated" in str(found)


def test_trees_are_refused():
    tree = ExtensiveForm.from_tree(["R"], Move("R", "start", {"a": (1,), "b": (0,)}))
    for concept in (iterated_strict_dominance, iterated_weak_dominance, rationalizable):
        with pytest.raises(Unsupported, match="offered for games in normal form, this one is a tree"):
            concept(tree)


def test_families_are_taken_at_their_baseline():
    family = family_from_table(["R", "C"], [["a", "b"], ["c"]], [[["x", 0]], [[1, 0]]], {"x": (0, 3, 2)})
    assert iterated_strict_dominance(family).actions["R"] == ("a",)
    assert iterated_strict_dominance(family.at(x=0)).actions["R"] == ("b",)
