"""Taking an action away: what a request means, what it leaves, and which requests make no sense."""

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import (
    Chance,
    ExtensiveForm,
    Move,
    NormalForm,
    Scope,
    delete,
    scope_of,
)


@pytest.fixture
def table():
    tables = [[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]
    return NormalForm.from_tables(["Ann", "Bob"], [["a", "b"], ["a", "c", "d"]], *tables, title="T")


@pytest.fixture
def tree():
    return ExtensiveForm.from_tree(
        ["Ann", "Bob", "Cat"],
        Move(
            "Ann",
            "first",
            {
                "a": Move(
                    "Bob",
                    "blind",
                    {"a": Move("Ann", "second", {"a": (1, 1, 1), "b": (2, 2, 2)}), "b": (3, 3, 3)},
                ),
                "b": Chance(
                    {
                        "h": ("1/2", Move("Bob", "blind", {"a": (4, 4, 4), "b": (5, 5, 5)})),
                        "t": ("1/2", (6, 6, 6)),
                    }
                ),
                "c": Move("Ann", "third", {"d": (7, 7, 7), "e": (8, 8, 8)}),
            },
        ),
        title="T",
    )


def test_from_a_table(table):
    scope = scope_of(table, "Bob", "c")
    assert scope == Scope("player", ("Bob",), (), {1: ("a", "d")})
    left = delete(table, scope)
    assert left.actions == (("a", "b"), ("a", "d"))
    assert left.matrix("Ann") == ((1, 3), (4, 6))
    assert left.matrix("Bob") == ((7, 9), (10, 12))
    assert left.title == "T"


def test_from_a_coalition_in_a_table(table):
    scope = scope_of(table, "Bob", "a", coalition=["Ann", "Bob"])
    assert scope == Scope("coalition", ("Bob", "Ann"), (), {0: ("b",), 1: ("c", "d")})
    left = delete(table, scope)
    assert left.actions == (("b",), ("c", "d"))
    assert left.payoffs == ((5, 11), (6, 12))


def test_from_one_player_although_another_has_an_action_of_that_name(table):
    assert delete(table, scope_of(table, "Ann", "a")).actions == (("b",), ("a", "c", "d"))


def test_at_one_information_set(tree):
    scope = scope_of(tree, "Ann", "a", at=["second"])
    assert scope == Scope("information_set", ("Ann",), ("second",), {2: ("b",)})
    left = delete(tree, scope)
    assert [s.actions for s in left.information_sets] == [("a", "b", "c"), ("a", "b"), ("b",), ("d", "e")]
    assert [node.payoffs[0] for _, node in left.terminals()] == [2, 3, 4, 5, 6, 7, 8]


def test_everywhere_a_player_has_it(tree):
    scope = scope_of(tree, "Ann", "a")
    assert scope == Scope("player", ("Ann",), ("first", "second"), {0: ("b", "c"), 2: ("b",)})
    left = delete(tree, scope)
    assert [(s.name, "".join(s.actions)) for s in left.information_sets] == [
        ("first", "bc"),
        ("blind", "ab"),
        ("third", "de"),
    ]
    assert [node.payoffs[0] for _, node in left.terminals()] == [4, 5, 6, 7, 8]
    assert left.members == ((0,), (2,), (6,))


def test_from_a_coalition(tree):
    scope = scope_of(tree, "Bob", "b", coalition=["Ann", "Bob"])
    assert scope == Scope(
        "coalition", ("Bob", "Ann"), ("blind", "first", "second"), {0: ("a", "c"), 1: ("a",), 2: ("a",)}
    )
    left = delete(tree, scope)
    assert [(s.name, s.actions) for s in left.information_sets] == [
        ("first", ("a", "c")),
        ("blind", ("a",)),
        ("second", ("a",)),
        ("third", ("d", "e")),
    ]
    assert [node.payoffs[0] for _, node in left.terminals()] == [1, 7, 8]


def test_a_coalition_of_one_is_a_coalition(tree):
    assert scope_of(tree, "Ann", "d", coalition=["Ann"]).kind == "coalition"


def test_sets_are_named_in_the_games_order_whatever_the_order_asked(tree):
    assert scope_of(tree, "Ann", "a", at=["second", "first"]).information_sets == ("first", "second")
    assert scope_of(tree, "Ann", "a", at=["second", "second"]).information_sets == ("second",)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (("Zoe", "a"), "'Zoe' is not a player; the players are Ann, Bob, Cat"),
        (("ann", "a"), "'ann' is not a player; did you mean 'Ann'? the players are Ann, Bob, Cat"),
        (("Ann", "z"), "Ann has no action 'z'; its actions are a, b, c, d, e"),
        (("Cat", "a"), "Cat has no action 'a'; its actions are none"),
        (("Ann", "a", ["blind"]), "Ann has no information set 'blind'; it has 'first', 'second', 'third'"),
        (
            ("Ann", "a", ["frist"]),
            "Ann has no information set 'frist'; did you mean 'first'? it has 'first', 'second', 'third'",
        ),
        (("Ann", "a", ["third"]), "Ann has no action 'a' at 'third'; it has d, e"),
        (
            ("Ann", "a", ["first"], ["Ann", "Bob"]),
            "an action is taken away at information sets or from a coalition, not both",
        ),
        (("Ann", "a", [], ["Bob", "Cat"]), "the coalition Bob, Cat must contain the mover, Ann"),
        (("Ann", "a", [], ["Ann", "Zoe"]), "'Zoe' is not a player; the players are Ann, Bob, Cat"),
        (("Ann", "a", [], ["Ann", "Cat"]), "Cat has no action 'a'; its actions are none"),
    ],
)
def test_requests_that_make_no_sense_are_refused(tree, request_, message):
    with pytest.raises(InvalidGame) as caught:
        scope_of(tree, *request_)
    assert str(caught.value) == message


def test_nothing_is_taken_from_who_has_nothing_else():
    table = NormalForm.from_tables(["Ann", "Bob"], [["a"], ["a", "b"]], [[1, 2]], [[1, 2]])
    with pytest.raises(InvalidGame, match=r"^without 'a' nothing is left for Ann to choose$"):
        scope_of(table, "Ann", "a")
    with pytest.raises(InvalidGame, match=r"^without 'a' nothing is left for Ann to choose$"):
        scope_of(table, "Bob", "a", coalition=["Ann", "Bob"])
    tree = ExtensiveForm.from_tree(["Ann"], Move("Ann", "s", {"a": Move("Ann", "t", {"a": (1,)}), "b": (2,)}))
    with pytest.raises(InvalidGame, match=r"^without 'a' nothing is left for Ann to choose at 't'$"):
        scope_of(tree, "Ann", "a")
    assert delete(tree, scope_of(tree, "Ann", "a", at=["s"])).nodes[0].children == (1,)


def test_a_table_has_no_information_sets_by_name(table):
    with pytest.raises(
        InvalidGame, match=r"Ann has no information set 'x'; it has none by name \(in normal form"
    ):
        scope_of(table, "Ann", "a", at=["x"])
