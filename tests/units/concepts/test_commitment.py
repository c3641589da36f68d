"""The three trees of a first move, and what commitment is worth."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.games import table, tables, wide
from witnesses.sampling import always, cases

from gametheory_paradox.concepts import (
    equilibrium_payoffs,
    first_move_observed,
    first_move_seen_with_noise,
    first_move_unobserved,
)
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import (
    Chance,
    ExtensiveForm,
    Lottery,
    Move,
    NormalForm,
    Profile,
    expected_payoffs,
)
from gametheory_paradox.forms.solvers import solve

SECURITY = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
THREE = table(
    (2, 2, 2), [(1, 5, 0), (2, 0, 7), (0, 0, 0), (3, 1, 1), (4, 0, 1), (0, 2, 0), (1, 1, 2), (5, 0, 3)]
)
ANY = st.one_of(tables(), tables(wide))


def lotteries(tree):
    return [node for node in tree.nodes if isinstance(node, Lottery)]


def test_the_observed_tree_is_the_one_that_is_written_by_hand():
    after = {
        "a": Move("F", "sees a", {"c": (2, 1), "d": (4, 0)}),
        "b": Move("F", "sees b", {"c": (1, 0), "d": (3, 2)}),
    }
    assert first_move_observed(SECURITY) == ExtensiveForm.from_tree(["L", "F"], Move("L", "start", after))
    assert first_move_seen_with_noise(SECURITY, noise=0) == first_move_observed(SECURITY)


def test_the_tree_with_noise_is_the_one_that_is_written_by_hand():
    def seeing(action, ends):
        odds = {"a": "9/10", "b": "1/10"} if action == "a" else {"a": "1/10", "b": "9/10"}
        return Chance({f"sees {p}": (odds[p], Move("F", f"sees {p}", ends)) for p in "ab"})

    after = {"a": seeing("a", {"c": (2, 1), "d": (4, 0)}), "b": seeing("b", {"c": (1, 0), "d": (3, 2)})}
    assert first_move_seen_with_noise(SECURITY, noise=0.1) == ExtensiveForm.from_tree(
        ["L", "F"], Move("L", "start", after)
    )


def test_a_leader_that_is_not_the_first_player():
    tree = first_move_observed(SECURITY, "F")
    assert [(info.player, info.name) for info in tree.information_sets] == [
        ("F", "start"),
        ("L", "sees c"),
        ("L", "sees d"),
    ]
    assert solve(tree).payoffs == ((2, 1),)  # a is dominant, so F picks c


def test_noise_is_spread_over_all_wrong_pictures():
    game = table((3, 2), [(n, 2 * n) for n in range(6)])
    tree = first_move_seen_with_noise(game, noise="1/5")
    assert [node.probabilities for node in lotteries(tree)] == [
        tuple(Fraction(4, 5) if picture == action else Fraction(1, 10) for picture in range(3))
        for action in range(3)
    ]


def test_a_matrix_of_pictures():
    # An alarm that rings after a always, and after b once in three.
    tree = first_move_seen_with_noise(
        SECURITY, noise={"a": {"alarm": 1, "quiet": 0}, "b": {"alarm": "1/3", "quiet": "2/3"}}
    )
    assert [info.name for info in tree.information_sets] == ["start", "sees alarm", "sees quiet"]
    (only,) = lotteries(tree)  # after a nothing else can be seen
    assert (only.outcomes, only.probabilities) == (
        ("sees alarm", "sees quiet"),
        (Fraction(1, 3), Fraction(2, 3)),
    )
    assert tree.history(tree.members[1][0]) == ("a",)


def test_followers_see_independently_and_not_one_another():
    tree = first_move_seen_with_noise(THREE, noise="1/4")
    assert {info.name for info in tree.information_sets if info.player == "Bob"} == {"sees a", "sees b"}
    assert [len(nodes) for nodes in tree.members] == [1, 4, 8, 8, 4]
    for node in lotteries(tree):
        assert sorted(node.probabilities) == [
            Fraction(1, 16),
            Fraction(3, 16),
            Fraction(3, 16),
            Fraction(9, 16),
        ]
    assert "Bob sees a, Cat sees b" in lotteries(tree)[0].outcomes
    # Each plays b after the picture of b alone; what all get is summed up by hand.
    copying = [
        [Fraction(1), Fraction(0)] if info.name in ("start", "sees a") else [0, 1]
        for info in tree.information_sets
    ]
    profile = Profile(tree.information_sets, tuple(tuple(map(Fraction, odds)) for odds in copying))
    right = Fraction(3, 4)
    by_hand = [Fraction(0)] * 3
    for bob, cat in product((0, 1), repeat=2):
        weight = (right if bob == 0 else 1 - right) * (right if cat == 0 else 1 - right)
        by_hand = [
            total + weight * paid for total, paid in zip(by_hand, THREE.cell((0, bob, cat)), strict=True)
        ]
    assert expected_payoffs(tree, profile) == tuple(by_hand)


def test_three_players_with_an_observed_first_move():
    tree = first_move_observed(THREE)
    found = solve(tree)
    assert found.completeness.status == "proved"
    subgames = []
    for first in (0, 1):
        cells = [THREE.cell((first, bob, cat)) for bob, cat in product((0, 1), repeat=2)]
        inner = table((2, 2), [cell[1:] for cell in cells])
        subgames.append(
            [
                (
                    p,
                    sum(
                        p.probabilities[0][n // 2] * p.probabilities[1][n % 2] * cells[n][0] for n in range(4)
                    ),
                )
                for p in solve(inner)
            ]
        )
    best = {max(one, other) for (_, one), (_, other) in product(*subgames)}
    assert {payoffs[0] for payoffs in found.payoffs} == best


def test_a_leader_with_one_action_is_seen_whatever_the_noise():
    game = table((1, 2), [(1, 0), (0, 3)])
    assert first_move_seen_with_noise(game, noise="1/3") == first_move_observed(game)


@cases(21, 800)
def test_unobserved_is_the_game_itself(count):
    @always(count, ANY)
    def law(game):
        table_, tree = solve(game), solve(first_move_unobserved(game), concept="nash")
        assert tree.completeness.status == "proved"
        assert {p.probabilities for p in table_.profiles} == {p.probabilities for p in tree.profiles}
        for player in game.players:
            assert (
                equilibrium_payoffs(table_, player).intervals == equilibrium_payoffs(tree, player).intervals
            )


@cases(22, 500)
def test_pictures_that_tell_nothing_give_the_leader_nothing_new(count):
    @always(count, tables(rows=st.just(2), columns=st.just(2)))
    def law(game):
        odds = {"red": "1/3", "green": "2/3"}
        blind = solve(
            first_move_seen_with_noise(game, noise=dict.fromkeys(game.actions[0], odds)), concept="nash"
        )
        leader = game.players[0]
        assert blind.completeness.status == "proved"
        assert (
            equilibrium_payoffs(blind, leader).intervals == equilibrium_payoffs(solve(game), leader).intervals
        )


@pytest.mark.parametrize(
    ("noise", "message"),
    [
        ("3/2", "the noise is the probability of a wrong picture, between 0 and 1; got 3/2"),
        (-1, "between 0 and 1; got -1"),
        ({"a": {"a": 1}}, "pictures are needed for exactly a, b of L; got a"),
        ({"a": {"a": 1}, "b": {"a": "1/2", "b": "1/3"}}, "of 'b' are not a distribution: a 1/2, b 1/3"),
        ({"a": {"a": 2, "b": -1}, "b": {"b": 1}}, "of 'a' are not a distribution: a 2, b -1"),
        (
            {"a": "always", "b": {"b": 1}},
            "the pictures of 'a' must map each picture to its probability, got 'always'",
        ),
    ],
)
def test_noise_that_is_none(noise, message):
    with pytest.raises(InvalidGame, match=message):
        first_move_seen_with_noise(SECURITY, noise=noise)


def test_what_is_refused():
    with pytest.raises(InvalidGame, match="'X' is not a player; the players are L, F"):
        first_move_observed(SECURITY, "X")
    with pytest.raises(
        Unsupported, match="a first move: offered for games in normal form, this one is a tree"
    ):
        first_move_observed(first_move_observed(SECURITY))
    with pytest.raises(Unsupported, match="needs somebody who moves after it"):
        first_move_unobserved(table((2,), [(1,), (2,)]))
    wide_game = NormalForm(
        tuple("ABCDE"), (tuple(map(str, range(12))), *[("x", "y")] * 4), ((Fraction(0),) * 5,) * 192
    )
    with pytest.raises(Unsupported, match="up to 3,981,312 ends, more than 1,000,000"):
        first_move_seen_with_noise(wide_game, noise="1/2")
