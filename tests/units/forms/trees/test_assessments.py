"""Assessments and trembles as data, and the names by which beliefs are called."""

from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, Move, Profile
from gametheory_paradox.forms.trees.assessments import (
    MOST_ORDER,
    Assessment,
    Trembles,
    set_histories,
    set_names,
)

HALF = Fraction(1, 2)


@pytest.fixture
def game():
    def reply():
        return Move("B", "blind", {"l": (1, 2), "r": (0, 0)})

    return ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "start", {"T": reply(), "D": reply(), "out": (2, 1)})
    )


@pytest.fixture
def out(game):
    return Assessment(Profile.pure(game.information_sets, [2, 0]), ((Fraction(1),), (HALF, HALF)))


def test_an_assessment_is_written_and_read(game, out):
    beliefs = out.beliefs_to_data(game)
    assert beliefs == {"start": {"the start": "1"}, "blind": {"T": "1/2", "D": "1/2"}}
    assert Assessment.from_data(game, out.profile.to_data(), beliefs) == out


@pytest.mark.parametrize(
    ("beliefs", "message"),
    [
        ([], "beliefs are needed at exactly start, blind"),
        ({"start": {"the start": "1"}}, "beliefs are needed at exactly start, blind"),
        (
            {"start": {"the start": "1"}, "blind": {"T": "1"}},
            "beliefs at 'blind' need a probability for exactly T; D",
        ),
        ({"start": {"the start": "1"}, "blind": {"T": "1", "D": "0", "out": "0"}}, "beliefs at 'blind' need"),
        (
            {"start": {"the start": "1"}, "blind": {"T": "1/2", "D": "2/3"}},
            "B's beliefs at 'blind' are not a distribution: 1/2, 2/3",
        ),
        ({"start": {"the start": "1"}, "blind": {"T": "3/2", "D": "-1/2"}}, "not a distribution: 3/2, -1/2"),
        ({"start": {"the start": "1"}, "blind": {"T": 1, "D": 0}}, "expected a number as text"),
        ({"start": {"the start": "1"}, "blind": {"T": "2/2", "D": "0"}}, "lowest terms"),
    ],
)
def test_beliefs_that_are_none_are_refused(game, out, beliefs, message):
    with pytest.raises(InvalidGame, match=message):
        Assessment.from_data(game, out.profile.to_data(), beliefs)


def test_beliefs_are_needed_at_every_set(out):
    with pytest.raises(InvalidGame, match="2 information sets, beliefs at 1"):
        Assessment(out.profile, out.beliefs[:1])


def test_trembles_are_written_and_read(game):
    trembles = Trembles(((1, 2, 0), (0, 1)), ((Fraction(1), HALF, Fraction(1)), (Fraction(1), Fraction(3))))
    data = trembles.to_data()
    assert data == [[[1, "1"], [2, "1/2"], [0, "1"]], [[0, "1"], [1, "3"]]]
    assert Trembles.from_data(game, data) == trembles


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data[:1], "trembles are needed at 2 information sets"),
        (lambda data: "trembles", "trembles are needed at 2 information sets"),
        (lambda data: [data[0][:2], data[1]], "trembles at 'start' need one entry for each of T, D, out"),
        (lambda data: [[[1], *data[0][1:]], data[1]], "a tremble at 'start' is an order"),
        (lambda data: [[[True, "1"], *data[0][1:]], data[1]], "a tremble at 'start' is an order"),
        (lambda data: [[[-1, "1"], *data[0][1:]], data[1]], "a tremble at 'start' is an order"),
        (lambda data: [[[MOST_ORDER + 1, "1"], *data[0][1:]], data[1]], "a tremble at 'start' is an order"),
        (lambda data: [[[1.0, "1"], *data[0][1:]], data[1]], "a tremble at 'start' is an order"),
        (
            lambda data: [[[1, "0"], *data[0][1:]], data[1]],
            "coefficient of a tremble at 'start' is not positive: 0",
        ),
        (
            lambda data: [[[1, "-1"], *data[0][1:]], data[1]],
            "coefficient of a tremble at 'start' is not positive: -1",
        ),
        (lambda data: [[[1, 1], *data[0][1:]], data[1]], "expected a number as text"),
    ],
)
def test_trembles_that_are_none_are_refused(game, change, message):
    data = [[[1, "1"], [1, "1"], [0, "1"]], [[0, "1"], [1, "1"]]]
    Trembles.from_data(game, data)
    with pytest.raises(InvalidGame, match=message):
        Trembles.from_data(game, change(data))


def two_sets(players, names):
    """A set of each of two players, then their sets once more under other names."""
    tree = (0, 0)
    for player, name in zip(players, names, strict=True):
        tree = Move(player, name, {"go": tree, "stop": (1, 1)})
    return ExtensiveForm.from_tree(list(dict.fromkeys(players)), tree)


def test_sets_are_called_by_their_names_as_far_as_these_tell_them_apart():
    assert set_names(two_sets("AB", ["late", "early"])) == ("early", "late")
    assert set_names(two_sets("ABA", ["one", "one", "two"])) == ("two", "B: one", "A: one")
    # A's set "x" and a set of B that is called "A: x" by itself
    assert set_names(two_sets("ABB", ["x", "x", "A: x"])) == ("B: A: x", "B: x", "A: x")


def test_names_that_read_alike_whatever_is_put_before_them_become_numbers():
    game = two_sets(["A: b", "A", "A: b", "A"], ["c", "b: c", "b: c", "c"])
    assert set_names(game) == ("set 0", "set 1", "set 2", "set 3")
    profile = Profile.pure(game.information_sets, [0] * 4)
    assessment = Assessment(profile, ((Fraction(1),),) * 4)
    assert Assessment.from_data(game, profile.to_data(), assessment.beliefs_to_data(game)) == assessment


def test_histories_that_read_alike_become_nodes():
    def reply():
        return Move("B", "blind", {"l": (1, 2), "r": (0, 0)})

    inner = Move("A", "again", {"b": reply(), "c": (0, 0)})
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {"a": inner, "a, b": reply()}))
    assert set_histories(game) == (("the start",), ("a",), ("node 2", "node 6"))
