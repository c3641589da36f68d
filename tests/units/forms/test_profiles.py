"""Strategy profiles: distributions at every information set, and what everyone then expects."""

from fractions import Fraction
from random import Random

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import (
    Chance,
    ExtensiveForm,
    InformationSet,
    Move,
    NormalForm,
    Profile,
    expected_payoffs,
    node_payoffs,
    profile_from_data,
)

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)


@pytest.fixture
def table():
    return NormalForm.from_tables(
        ["Ann", "Bob"], [["a", "b"], ["x", "y", "z"]], [[6, 0, 3], [0, 12, 3]], [[1, 2, 3], [4, 5, 6]]
    )


@pytest.fixture
def tree():
    after = {"x": (6, 0), "y": (0, 6)}
    return ExtensiveForm.from_tree(
        ["Ann", "Bob"],
        Move(
            "Ann",
            "start",
            {"a": Move("Bob", "later", after), "b": Chance({"h": ("1/3", (3, 3)), "t": ("2/3", (0, 9))})},
        ),
    )


def test_expected_payoffs_in_a_table(table):
    profile = Profile(table.information_sets, ((THIRD, 1 - THIRD), (HALF, HALF, Fraction(0))))
    assert expected_payoffs(table, profile) == (1 + 4, (1 + 2) / Fraction(6) + (4 + 5) / Fraction(3))


def test_expected_payoffs_in_a_tree(tree):
    profile = Profile(tree.information_sets, ((HALF, HALF), (THIRD, 1 - THIRD)))
    assert node_payoffs(tree, profile) == [
        (1 + HALF, 2 + Fraction(7, 2)),
        (2, 4),
        (6, 0),
        (0, 6),
        (1, 7),
        (3, 3),
        (0, 9),
    ]
    assert expected_payoffs(tree, profile) == (Fraction(3, 2), Fraction(11, 2))


def test_pure_profiles(table):
    profile = Profile.pure(table.information_sets, [1, 2])
    assert profile.is_pure
    assert expected_payoffs(table, profile) == (3, 6)
    assert profile.plays("Ann", "b", "") == 1
    assert profile.plays("Bob", "x", "") == 0
    assert not Profile(table.information_sets, ((HALF, HALF), (1, 0, 0))).is_pure


def test_data_of_a_table_and_back(table):
    profile = Profile(table.information_sets, ((THIRD, 1 - THIRD), (HALF, HALF, Fraction(0))))
    data = {"Ann": {"a": "1/3", "b": "2/3"}, "Bob": {"x": "1/2", "y": "1/2", "z": "0"}}
    assert profile.to_data() == data
    assert profile_from_data(table.information_sets, data) == profile


def test_data_of_a_tree_and_back(tree):
    profile = Profile(tree.information_sets, ((HALF, HALF), (THIRD, 1 - THIRD)))
    data = {"Ann": {"start": {"a": "1/2", "b": "1/2"}}, "Bob": {"later": {"x": "1/3", "y": "2/3"}}}
    assert profile.to_data() == data
    assert profile_from_data(tree.information_sets, data) == profile


@pytest.mark.parametrize(
    ("odds", "message"),
    [
        (((HALF, HALF),), "2 information sets, 1 distributions"),
        (((HALF, HALF), (1, 0)), "Bob has 3 actions at '', got 2 probabilities"),
        (((HALF, THIRD), (1, 0, 0)), "Ann's probabilities at '' are not a distribution: 1/2, 1/3"),
        (((HALF, HALF), (2, -1, 0)), "Bob's probabilities at '' are not a distribution: 2, -1, 0"),
    ],
)
def test_what_is_no_distribution_is_refused(table, odds, message):
    with pytest.raises(InvalidGame) as caught:
        Profile(table.information_sets, tuple(tuple(map(Fraction, row)) for row in odds))
    assert str(caught.value) == message


def test_a_distribution_is_what_adding_its_fractions_says():
    random, outcomes = Random(1), {True: 0, False: 0}
    for _ in range(500):
        weights = [
            random.randint(-1 if random.random() < 0.1 else 0, 10 ** random.randint(1, 20))
            for _ in range(random.randint(1, 6))
        ]
        odds = [Fraction(w, sum(weights) + random.choice([0, 0, 1]) or 1) for w in weights]
        odds = [int(p) if p.denominator == 1 else p for p in odds]
        info = InformationSet("Ann", "", tuple(str(n) for n in range(len(odds))))
        expected = sum(odds) == 1 and min(odds) >= 0
        outcomes[expected] += 1
        if expected:
            assert Profile((info,), (tuple(odds),)).probabilities == (tuple(odds),)
        else:
            with pytest.raises(InvalidGame, match="not a distribution"):
                Profile((info,), (tuple(odds),))
    assert min(outcomes.values()) > 100


def test_floats_are_refused_and_not_taken_for_fractions(table):
    with pytest.raises(
        InvalidGame, match=r"Bob's probabilities at '' are not fractions or whole numbers: 0\.5, 0\.5, 0"
    ):
        Profile(table.information_sets, ((1, 0), (0.5, 0.5, 0)))


@pytest.mark.parametrize(
    "data",
    [
        *(None, [], "x", {}, {"Ann": {"a": "1", "b": "0"}}),
        {"Ann": {"a": "1", "b": "0"}, "Bob": {"x": "1", "y": "0"}},
        {"Ann": {"a": "1", "b": "0", "c": "0"}, "Bob": {"x": "1", "y": "0", "z": "0"}},
        {"Ann": {"a": "1", "b": "0"}, "Bob": {"x": "1", "y": "0", "z": "0"}, "Cat": {"p": "1"}},
        {"Ann": {"a": "1", "b": "1"}, "Bob": {"x": "1", "y": "0", "z": "0"}},
        {"Ann": {"a": "1", "b": "zero"}, "Bob": {"x": "1", "y": "0", "z": "0"}},
        {"Ann": {"a": "1", "b": None}, "Bob": {"x": "1", "y": "0", "z": "0"}},
        {"Ann": {"a": "2", "b": "-1"}, "Bob": {"x": "1", "y": "0", "z": "0"}},
        {"Ann": "a", "Bob": {"x": "1", "y": "0", "z": "0"}},
    ],
)
def test_data_that_are_no_profile_of_a_table_are_refused(table, data):
    with pytest.raises(InvalidGame):
        profile_from_data(table.information_sets, data)


@pytest.mark.parametrize(
    "data",
    [
        {"Ann": {"a": "1", "b": "0"}, "Bob": {"x": "1", "y": "0"}},
        {"Ann": {"start": {"a": "1", "b": "0"}}},
        {"Ann": {"start": {"a": "1", "b": "0"}}, "Bob": {}},
        {"Ann": {"start": {"a": "1", "b": "0"}}, "Bob": {"start": {"x": "1", "y": "0"}}},
        {
            "Ann": {"start": {"a": "1", "b": "0"}, "later": {"x": "1", "y": "0"}},
            "Bob": {"later": {"x": "1", "y": "0"}},
        },
        {"Ann": {"start": {"a": "1"}}, "Bob": {"later": {"x": "1", "y": "0"}}},
    ],
)
def test_data_that_are_no_profile_of_a_tree_are_refused(tree, data):
    with pytest.raises(InvalidGame):
        profile_from_data(tree.information_sets, data)


def test_a_player_who_never_moves_may_be_left_out_or_empty():
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", {"a": (0, 0), "b": (1, 1)}))
    profile = Profile.pure(game.information_sets, [1])
    assert profile_from_data(game.information_sets, {"Ann": {"start": {"a": "0", "b": "1"}}}) == profile
    assert (
        profile_from_data(game.information_sets, {"Ann": {"start": {"a": "0", "b": "1"}}, "Bob": {}})
        == profile
    )


def test_questions_about_unknown_names_are_refused(tree):
    profile = Profile.pure(tree.information_sets, [0, 0])
    with pytest.raises(InvalidGame, match="'c' is not an action of Ann; there are a, b"):
        profile.plays("Ann", "c", "start")
    with pytest.raises(InvalidGame, match="Ann has no information set 'later'"):
        profile.plays("Ann", "x", "later")
