"""The catalog's games of private information: what is paid where, what predicted profiles are worth."""

from fractions import Fraction
from itertools import product

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.forms import Profile, delete, expected_payoffs, game_hash, scope_of
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.models.files import read_efg, write_efg

INFORMED, UNINFORMED = (
    f"literature/osborne-2004/more-information/{which}" for which in ("informed", "uninformed")
)
OVERREACTION = "literature/spaniel-2016/overreaction"
NOISY = "literature/bagwell-1995/noisy-commitment"
ALL = (INFORMED, UNINFORMED, OVERREACTION, NOISY)
F = Fraction


def profile(game, choices):
    """The profile that plays at each (player, set) an action, or the first action with a probability."""
    assert {(info.player, info.name) for info in game.information_sets} == set(choices)
    odds = []
    for info in game.information_sets:
        choice = choices[info.player, info.name]
        if isinstance(choice, str):
            assert choice in info.actions
            odds.append(tuple(F(action == choice) for action in info.actions))
        else:
            odds.append((choice, 1 - choice))
    return Profile(game.information_sets, tuple(odds))


def plans(game):
    for choices in product(*(range(len(info.actions)) for info in game.information_sets)):
        yield Profile.pure(game.information_sets, choices)


@pytest.mark.parametrize("name", ALL)
def test_an_efg_file_holds_it_exactly(name):
    game = catalog.load(name).at()
    again = read_efg(write_efg(game)).at()
    assert again == game
    assert game_hash(again) == game_hash(game)


@pytest.mark.parametrize("epsilon", ["1/10", "1/4", "9/20"])
def test_more_information_hurts(epsilon):
    e = F(epsilon)
    blind, told = catalog.load(UNINFORMED).at(epsilon=e), catalog.load(INFORMED).at(epsilon=e)
    here = profile(blind, {("Row", "start"): "B", ("Column", "start"): "L"})
    there = profile(told, {("Row", "start"): "T", ("Column", "state 1"): "R", ("Column", "state 2"): "M"})
    assert [p for p in plans(blind) if is_nash(blind, p)] == [here]
    assert [p for p in plans(told) if is_nash(told, p)] == [there]
    assert expected_payoffs(blind, here) == (2, 2)
    assert expected_payoffs(told, there) == (1, 3 * e)
    assert 3 * e < 2


@pytest.mark.parametrize("row", ["T", "B"])
@pytest.mark.parametrize("epsilon", ["1/10", "9/20"])
def test_column_has_dominant_actions_so_that_no_other_equilibrium_is_mixed(row, epsilon):
    blind, told = catalog.load(UNINFORMED).at(epsilon=epsilon), catalog.load(INFORMED).at(epsilon=epsilon)
    left, *others = (
        expected_payoffs(blind, profile(blind, {("Row", "start"): row, ("Column", "start"): a}))[1]
        for a in ("L", "M", "R")
    )
    assert left > max(others)
    paid = {
        (a, b): expected_payoffs(
            told, profile(told, {("Row", "start"): row, ("Column", "state 1"): a, ("Column", "state 2"): b})
        )[1]
        for a, b in product("LMR", repeat=2)
    }
    assert all(paid["R", b] > paid[a, b] for a in "LM" for b in "LMR")
    assert all(paid[a, "M"] > paid[a, b] for a in "LMR" for b in "LR")


def test_the_two_information_structures_pay_the_same():
    blind, told = catalog.load(UNINFORMED), catalog.load(INFORMED)
    assert [end.payoffs for _, end in blind.form.terminals()] == [
        end.payoffs for _, end in told.form.terminals()
    ]
    assert blind.form.nodes[0] == told.form.nodes[0]
    assert blind.parameters == told.parameters


STRONG, WEAK, GOVERNMENT = ("Group", "strong"), ("Group", "weak"), ("Government", "after attack")
BLUFFS = [
    {},
    {"q": "1/10", "g": 3, "l": 4, "w_L": 1, "w_S": 10, "s_L": 12, "s_S": 5},
    {"q": "1/3", "g": "1/2", "l": 7, "w_L": 0, "w_S": 20, "s_L": 9, "s_S": 6},
]


@pytest.mark.parametrize("values", BLUFFS)
def test_weak_groups_bluff_and_governments_overreact(values):
    family = catalog.load(OVERREACTION)
    game, point = family.at(values), family.point(values)
    q, g, l, w_L, w_S, s_L, s_S = (point[p.name] for p in family.parameters)  # noqa: E741, N806
    m = (w_S - w_L) / ((w_S - w_L) + (s_L - s_S))
    assert q < m
    bluff, large = q * (1 - m) / ((1 - q) * m), g / (g + l)
    found = profile(game, {STRONG: "attack", WEAK: bluff, GOVERNMENT: large})
    assert is_nash(game, found)
    assert not [p for p in plans(game) if is_nash(game, p)]
    if not values:
        assert (m, bluff, large, q * large) == (F(1, 2), F(1, 4), F(2, 3), F(2, 15))
        assert expected_payoffs(game, found) == (0, -2)


def test_the_regret_of_overreaction_is_no_option_paradox():
    game = catalog.load(OVERREACTION).at()
    ends = {game.history(at): end.payoffs for at, end in game.terminals()}
    assert ends == {
        ("strong", "attack", "large"): (0, -8),
        ("strong", "attack", "small"): (0, -4),
        ("weak", "attack", "large"): (-1, -2),
        ("weak", "attack", "small"): (2, -6),
        ("weak", "rest"): (0, 0),
    }
    # Were the type known, the strong would meet a small operation and the weak, expecting a large one, would
    # rest.
    assert F(1, 5) * ends["strong", "attack", "small"][1] + F(4, 5) * ends["weak", "rest"][1] == F(-4, 5)
    committed = profile(game, {STRONG: "attack", WEAK: "rest", GOVERNMENT: "large"})
    assert expected_payoffs(game, committed)[1] == F(-8, 5)
    without = delete(game, scope_of(game, "Government", "large", ["after attack"]))
    (only,) = [p for p in plans(without) if is_nash(without, p)]
    assert only.plays("Group", "attack", "weak") == 1
    assert expected_payoffs(without, only)[1] == F(-28, 5)


def test_many_strong_groups_are_answered_small():
    game = catalog.load(OVERREACTION).at(q="3/5")
    pooling = profile(game, {STRONG: "attack", WEAK: "attack", GOVERNMENT: "small"})
    assert [p for p in plans(game) if is_nash(game, p)] == [pooling]


LEADER, SEES_S, SEES_C = ("leader", "start"), ("follower", "sees S"), ("follower", "sees C")


@pytest.mark.parametrize("epsilon", ["1/100", "1/10", "6/25"])
def test_a_little_noise_leaves_one_pure_equilibrium_and_two_mixed(epsilon):
    e = F(epsilon)
    game = catalog.load(NOISY).at(epsilon=e)
    gap = 1 / (2 * (1 - 2 * e))
    pure = profile(game, {LEADER: "C", SEES_S: "C", SEES_C: "C"})
    near_stackelberg = profile(game, {LEADER: 1 - e, SEES_S: "S", SEES_C: 1 - gap})
    near_cournot = profile(game, {LEADER: e, SEES_S: gap, SEES_C: "C"})
    assert all(is_nash(game, p) for p in (pure, near_stackelberg, near_cournot))
    assert [p for p in plans(game) if is_nash(game, p)] == [pure]
    paid = [expected_payoffs(game, p)[0] for p in (pure, near_cournot, near_stackelberg)]
    assert paid == [4, 3 + (1 - e) / (1 - 2 * e), 5 - e / (1 - 2 * e)]
    if e == F(1, 100):
        assert paid == [4, F(393, 98), F(489, 98)]


def test_the_commitment_game_is_the_matrix_of_the_source():
    game = catalog.load(NOISY).at()
    paid = {(game.history(at)[0], game.history(at)[2]): end.payoffs for at, end in game.terminals()}
    assert paid == {("S", "S"): (5, 2), ("S", "C"): (3, 1), ("C", "S"): (6, 3), ("C", "C"): (4, 4)}
