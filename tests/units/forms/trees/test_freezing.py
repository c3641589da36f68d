"""Freezing a player."""

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm, frozen

TABLE = NormalForm.from_tables(
    ["A", "B"], [["a", "b"], ["c", "d", "e"]], [[1, 2, 3], [4, 5, 6]], [[0] * 3] * 2
)
TREE = ExtensiveForm.from_tree(
    ["A", "B"],
    Move(
        "A",
        "s",
        {
            "x": Move("B", "t", {"l": (1, 0), "m": Move("B", "u", {"l": (2, 0), "r": (3, 0)}), "r": (4, 0)}),
            "y": (0, 0),
        },
    ),
)


def test_a_table():
    assert frozen(TABLE, "B", {"": "d"}).matrix("A") == ((2,), (5,))
    assert frozen(TABLE, "A", {}) == TABLE
    assert frozen(TABLE, "A", {"elsewhere": "a"}) == TABLE


def test_a_tree_at_some_sets():
    one = frozen(TREE, "B", {"u": "r"})
    assert [s.actions for s in one.information_sets] == [("x", "y"), ("l", "m", "r"), ("r",)]
    both = frozen(TREE, "B", {"t": "r", "u": "l"})  # "u" is out of reach once "m" is gone
    assert [(s.name, s.actions) for s in both.information_sets] == [("s", ("x", "y")), ("t", ("r",))]
    assert [end.payoffs[0] for _, end in both.terminals()] == [4, 0]


def test_what_is_left_must_be_there():
    with pytest.raises(InvalidGame, match="B has no action 'f'; it has c, d, e"):
        frozen(TABLE, "B", {"": "f"})
    with pytest.raises(InvalidGame, match="B has no action 'm' at 'u'; it has l, r"):
        frozen(TREE, "B", {"u": "m"})
