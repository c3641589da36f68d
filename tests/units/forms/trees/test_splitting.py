"""Letting a player see more."""

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.trees.assessments import set_histories
from gametheory_paradox.forms.trees.seeing_more import split_information_set


@pytest.fixture
def tree():
    """Ann moves unseen after chance; Bob sees neither, and Ann moves again."""

    def bob(first):
        return Move(
            "Bob", "blind", {"x": (first, 0), "y": Move("Ann", f"late {first}", {"u": (0, 1), "v": (1, 1)})}
        )

    def ann(first):
        return Move("Ann", "early", {"l": bob(first), "r": bob(first + 1)})

    return ExtensiveForm.from_tree(
        ["Ann", "Bob"], Chance({"h": ("1/3", ann(1)), "t": ("2/3", ann(3))}), title="T"
    )


def test_the_set_is_replaced_in_its_place_and_nothing_else_changes(tree):
    told = split_information_set(tree, "Bob", "blind", [["t, r", "h, l"], ["h, r"], ["t, l"]])
    names = [(s.player, s.name) for s in told.information_sets]
    before = [(s.player, s.name) for s in tree.information_sets]
    place = before.index(("Bob", "blind"))
    new = [("Bob", "blind: t, r or h, l"), ("Bob", "blind: h, r"), ("Bob", "blind: t, l")]
    assert names == [*before[:place], *new, *before[place + 1 :]]
    assert told.title == "T"
    assert list(told.terminals()) == list(tree.terminals())
    assert [told.history(n) for n in range(len(told.nodes))] == [
        tree.history(n) for n in range(len(tree.nodes))
    ]
    for (player, name), members in zip(names, told.members, strict=True):
        if player == "Ann":
            assert members == tree.members[before.index((player, name))]
    histories = [{", ".join(told.history(n)) for n in told.members[names.index(one)]} for one in new]
    assert histories == [{"t, r", "h, l"}, {"h, r"}, {"t, l"}]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [["h, l", "h, r", "t, l", "t, r"]],
        [["h, l", "h, r", "t, l", "t, r"], []],
        [["h, l", "h, r"], ["t, l"]],
        [["h, l", "h, r", "t, l"], ["t, l", "t, r"]],
        [["h, l", "h, r"], ["t, l", "t, x"]],
    ],
)
def test_the_parts_are_a_partition(tree, parts):
    with pytest.raises(
        InvalidGame, match="must put each of h, l; h, r; t, l; t, r into exactly one of two or more"
    ):
        split_information_set(tree, "Bob", "blind", parts)


def test_unknown_sets_are_refused_with_those_that_exist(tree):
    with pytest.raises(InvalidGame, match="Bob has no information set 'early'; it has 'blind'"):
        split_information_set(tree, "Bob", "early", [["h"], ["t"]])
    with pytest.raises(InvalidGame, match="Eve has no information set 'early'; it has none"):
        split_information_set(tree, "Eve", "early", [["h"], ["t"]])


def test_histories_are_those_that_beliefs_are_told_with(tree):
    place = [s.name for s in tree.information_sets].index("blind")
    assert set_histories(tree)[place] == ("h, l", "h, r", "t, l", "t, r")
    alike = ExtensiveForm.from_tree(
        ["A"],
        Move(
            "A",
            "s",
            {"x, y": Move("A", "t", {"l": (1,)}), "x": Move("A", "u", {"y": Move("A", "t", {"l": (1,)})})},
        ),
    )
    place = [s.name for s in alike.information_sets].index("t")
    told = split_information_set(alike, "A", "t", [[word] for word in set_histories(alike)[place]])
    assert len(told.information_sets) == 4


@pytest.mark.slow
def test_histories_nobody_can_write_are_refused_at_once():
    # Every move goes on or comes to the set "end": as many nodes as the tree is deep.
    tree = (0, 0)
    for n in range(3000):
        tree = Move("A", f"n{n}", {"stop here": Move("B", "end", {"l": (0, 0), "r": (1, 1)}), "go on": tree})
    with pytest.raises(InvalidGame, match="the histories of 'end' are too long to be written"):
        split_information_set(ExtensiveForm.from_tree(["A", "B"], tree), "B", "end", [["a"], ["b"]])
