"""Reduced strategies: which there are, how many, and when they are too many."""

import pytest

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.trees import pure_strategies as module
from gametheory_paradox.forms.trees.pure_strategies import (
    MANY,
    count_reduced_strategies,
    reduced_normal_form,
    reduced_strategies,
    told_apart,
)


def states(size, actions="ab"):
    """Ann sees which of ``size`` states chance drew."""
    ends = {action: (n,) for n, action in enumerate(actions)}
    tree = Chance({f"state {n}": (f"1/{size}", Move("Ann", f"saw {n}", ends)) for n in range(size)})
    return ExtensiveForm.from_tree(["Ann"], tree)


def test_sets_that_own_actions_exclude_are_left_out():
    last = Move("Ann", "last", {"x": (1,), "y": (0,), "z": (2,)})
    game = ExtensiveForm.from_tree(["Ann"], Move("Ann", "first", {"stay": last, "leave": (0,)}))
    assert reduced_strategies(game, "Ann") == ({0: 0, 1: 0}, {0: 0, 1: 1}, {0: 0, 1: 2}, {0: 1})
    assert count_reduced_strategies(game, "Ann") == 4


def test_without_recall_a_set_stays_if_any_way_leads_to_it():
    last = {"x": (1,), "y": (0,)}
    ways = {"left": Move("Ann", "last", last), "right": Move("Ann", "last", last), "out": (0,)}
    game = ExtensiveForm.from_tree(["Ann"], Move("Ann", "first", ways))
    assert len(reduced_strategies(game, "Ann")) == 5
    with pytest.raises(Unsupported, match="Ann does not remember"):
        count_reduced_strategies(game, "Ann")


def test_a_choice_made_once_holds_wherever_its_set_is_reached_again():
    # Two ways of chance to "last", one by a move of Ann's own: without recall she decides there before she is
    # there again.
    last = {"x": (1,), "y": (0,)}
    told = Move(
        "Ann", "told", {"on": Move("Ann", "last", {"x": Move("Ann", "end", last), "y": (0,)}), "off": (0,)}
    )
    game = ExtensiveForm.from_tree(
        ["Ann"], Chance({"a": ("1/2", Move("Ann", "last", last)), "b": ("1/2", told)})
    )
    names = [game.information_sets[n].name for n in range(3)]
    assert names == ["last", "told", "end"]
    assert reduced_strategies(game, "Ann") == (
        *({0: 0, 1: 0, 2: 0}, {0: 0, 1: 0, 2: 1}, {0: 0, 1: 1}),
        *({0: 1, 1: 0}, {0: 1, 1: 1}),
    )


def test_strategies_are_counted_without_listing_them():
    assert count_reduced_strategies(states(40), "Ann") == 2**40
    assert count_reduced_strategies(states(200, "abc"), "Ann") == MANY


def test_too_many_strategies_are_not_listed():
    with pytest.raises(Unsupported, match=r"^Ann has more than 1,000 strategies: too many to list$"):
        reduced_strategies(states(10), "Ann", most=1000)
    assert len(reduced_strategies(states(10), "Ann", most=1024)) == 1024
    with pytest.raises(
        Unsupported, match=r"^the strategies of Ann make more than 2,000,000 choices together"
    ):
        reduced_strategies(chain(3000), "Ann")


def chain(depth, stop=True):
    tree = (0,)
    for step in range(depth):
        tree = Move("Ann", f"step {step}", {"go": tree, "stop": (step,)} if stop else {"go": tree})
    return ExtensiveForm.from_tree(["Ann"], tree)


def test_a_long_path_without_a_choice_is_one_strategy():
    (only,) = reduced_strategies(chain(5_000, stop=False), "Ann")
    assert len(only) == 5_000


def test_a_table_with_too_many_sums_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_SUMS", 30)
    reduced_normal_form(states(3))  # 8 strategies, three ends for each
    with pytest.raises(Unsupported, match="the cells of the table come to more than 30 ends of the tree"):
        reduced_normal_form(states(4))


def test_equal_names_are_numbered():
    assert told_apart(["a", "b"]) == ("a", "b")
    assert told_apart(["a", "b", "a"]) == ("1: a", "2: b", "3: a")
