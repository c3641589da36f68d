"""Moves one after the other within a period, against the same game without discount that ends by chance.

With one common discount factor a game in periods is a game without discount in which every period is the last
one with odds 1 - δ: another way to the same equilibria, which knows nothing of what follows at once.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from witnesses.sampling import cases, slowly
from witnesses.stochastic_games import stepwise

from gametheory_paradox import solve
from gametheory_paradox.forms import State, state_values
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.states.proofs.markov_perfect import is_markov_perfect

ZERO, ONE = Fraction(0), Fraction(1)


def ending_by_chance(game):
    """The same game without discount; the last state is that in which it has ended."""
    (discount,) = set(game.discounts)
    states = []
    for state in game.states:
        weight = ONE if state.at_once else discount
        rows = tuple((*(weight * p for p in row), 1 - weight) for row in state.transitions)
        states.append(State(state.name, state.actions, state.payoffs, rows))
    over = State("over", ((), ()), ((ZERO, ZERO),), ((*(ZERO for _ in game.states), ONE),))
    return replace(game, states=(*states, over), start=(*game.start, ZERO), discounts=(ONE, ONE))


@pytest.mark.parametrize(
    ("discount", "seeds"), [(Fraction(1, 2), 3), slowly(Fraction(1, 2), 8), slowly(Fraction(9, 10), 3)]
)
def test_pure_equilibria_and_their_values_are_the_same_both_ways(discount, seeds):
    counts = set()
    for seed in range(seeds):
        game = stepwise(seed, 1 + seed % 2, discount)
        other = ending_by_chance(game)
        found, known = (solve(own, concept="pure-markov-perfect") for own in (game, other))
        assert found.completeness.status == known.completeness.status == "proved"
        assert {own.probabilities for own in found.profiles} == {own.probabilities for own in known.profiles}
        for profile in found.profiles:
            same = next(own for own in known.profiles if own.probabilities == profile.probabilities)
            assert state_values(game, profile) == state_values(other, same)[:-1]
        counts.add(len(found))
    assert counts - {0}


@cases(3, 80)
def test_all_equilibria_are_an_odd_number_and_the_proof_is_accepted(count):
    odd, mixed = 0, 0
    for seed in range(count):
        game = stepwise(seed, 1 + seed % 2, Fraction(1, 2))
        equilibria = solve(game)
        if equilibria.completeness.status != "proved":
            continue
        proved = check_proof(game, "markov-perfect", "P", equilibria.proof)
        assert set(proved.profiles) == set(equilibria.profiles)
        assert all(is_markov_perfect(game, profile) for profile in equilibria.profiles)
        pure = solve(game, concept="pure-markov-perfect").profiles
        assert {own for own in equilibria.profiles if own.is_pure} == set(pure)
        odd += len(equilibria) % 2
        mixed += len(equilibria) > len(pure)
        assert len(equilibria) % 2
    assert odd > count / 2
    assert mixed > 0 or count < 8
