"""Everybody sees the first move of chance."""

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.trees.seeing_more import complete_information, first_branches


def below(k):
    later = Move("B", "later", {"l": (k, 0), "r": Chance({"o": ("1/2", (0, k)), "p": ("1/2", (1, k))})})
    return Move("A", "blind" if k < 3 else "told", {"x": later, "y": (0, 0)})


GAME = ExtensiveForm.from_tree(["A", "B"], Chance({f"s{k}": ("1/3", below(k)) for k in (1, 2, 3)}))


def test_sets_are_split_by_outcome_where_they_have_nodes_after_several():
    found = complete_information(GAME)
    named = [(s.player, s.name) for s in found.information_sets]
    assert named == [
        *(("A", "blind: s1"), ("A", "blind: s2"), ("B", "later: s1"), ("B", "later: s2"), ("B", "later: s3")),
        ("A", "told"),
    ]
    assert found.has_perfect_information
    assert [s.actions for s in found.information_sets] == [("x", "y")] * 2 + [("l", "r")] * 3 + [("x", "y")]


def test_nothing_else_changes():
    found = complete_information(GAME)
    assert list(found.terminals()) == list(GAME.terminals())
    assert found.parents == GAME.parents
    assert [found.history(n) for n in range(len(found.nodes))] == [
        GAME.history(n) for n in range(len(GAME.nodes))
    ]
    assert complete_information(found) == found


def test_the_branch_of_the_root_that_leads_to_a_node():
    branches = first_branches(GAME)
    assert branches[0] == -1
    assert {GAME.history(n)[0] for n in range(1, len(GAME.nodes)) if branches[n] == 1} == {"s2"}
    assert sum(b == 1 for b in branches) == (len(GAME.nodes) - 1) // 3


def test_a_later_move_of_chance_is_not_seen():
    late = Move("B", "unseen", {"l": (0, 0), "r": (1, 1)})
    game = ExtensiveForm.from_tree(
        ["A", "B"], Chance({"s": (1, Chance({"o": ("1/2", late), "p": ("1/2", late)}))})
    )
    assert complete_information(game) == game


def test_games_that_it_is_not_about():
    tree = ExtensiveForm.from_tree(["A"], Move("A", "start", {"x": [1], "y": [2]}))
    with pytest.raises(
        InvalidGame, match="complete information is about a tree that begins with a move of chance"
    ):
        complete_information(tree)
    later = {"s": Move("A", "b: s", {"x": [1], "y": [0]}), "t": [0]}
    clash = {o: ("1/2", Move("A", "b", {"x": [1], "y": after})) for o, after in later.items()}
    with pytest.raises(InvalidGame, match="b: s"):
        complete_information(ExtensiveForm.from_tree(["A"], Chance(clash)))


def test_the_types_of_the_catalog_are_seen():
    game = complete_information(catalog.load("literature/spaniel-2016/overreaction").at())
    assert [s.name for s in game.information_sets if s.player == "Government"] == [
        "after attack: strong",
        "after attack: weak",
    ]
