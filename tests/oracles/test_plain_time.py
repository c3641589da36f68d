"""Pure Markov perfect equilibria beside brute force over whole plans, on models and on random games."""

from fractions import Fraction

import pytest
from oracles.plain_time import Plan, pure_equilibria, values
from witnesses.stochastic_games import (
    AID,
    DEVELOPMENT,
    RELATIONS,
    VACUUM,
    militarization,
    random_game,
)

from gametheory_paradox import solve
from gametheory_paradox.forms import Profile, StochasticGame, state_values
from gametheory_paradox.models.files import read_model

MODELS = {
    "vacuum": VACUUM,
    "relations": RELATIONS,
    "development": DEVELOPMENT,
    "aid": AID,
    "stock": militarization(2),
}


def plans_of(game: StochasticGame[Fraction], profile: Profile) -> tuple[Plan, ...]:
    """A pure profile as a plan for each player."""
    chosen = {
        (info.player, info.name): odds.index(1)
        for info, odds in zip(profile.information_sets, profile.probabilities, strict=True)
    }
    return tuple(
        tuple(chosen.get((player, state.name), 0) for state in game.states) for player in game.players
    )


def check(game: StochasticGame[Fraction]) -> int:
    """Compare all pure equilibria and their values; how many there are."""
    equilibria = solve(game, concept="pure-markov-perfect")
    assert equilibria.completeness.status == "proved"
    by_plans = {plans_of(game, profile): profile for profile in equilibria.profiles}
    assert set(by_plans) == pure_equilibria(game)
    for plans, profile in by_plans.items():
        rows = zip(*(values(game, plans, who) for who in range(len(game.players))), strict=True)
        assert state_values(game, profile) == tuple(rows)
    return len(by_plans)


@pytest.mark.parametrize("name", [name for name in MODELS if name != "stock"])
def test_models(name):
    assert check(read_model(MODELS[name]).at()) >= 1


@pytest.mark.slow
def test_the_stock():
    check(read_model(MODELS["stock"]).at())


def test_random_games_of_two_states():
    counts = [check(random_game(seed, 2)) for seed in range(7, 12)]
    assert 0 in counts
    assert max(counts) >= 1


def test_a_third_player():
    assert check(random_game(3, 1, players=3)) >= 0
    check(random_game(1, 2, players=3, discount=Fraction(1, 2)))


@pytest.mark.slow
@pytest.mark.parametrize("discount", [Fraction(1, 2), Fraction(9, 10), Fraction(99, 100)])
def test_random_games_of_three_states(discount):
    counts = [check(random_game(seed, 3, discount=discount)) for seed in range(12)]
    assert 0 in counts
    assert max(counts) >= 1


@pytest.mark.slow
def test_ties():
    counts = [check(random_game(seed, 2, most=1, discount=Fraction(1, 2))) for seed in range(40)]
    assert max(counts) >= 3
