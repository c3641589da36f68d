"""Guarantees of a stationary strategy in a stochastic game of two, whatever the other player does.

Numbers for all states are guaranteed if in each state, for each action of the other, the period and these
numbers discounted give at least the number of the state: play by the strategy for n periods then gives at
least the numbers, less what is discounted n times.  Between steps of one period nothing is discounted.  One
inequality for each action shows it; nothing is iterated.

Source: shapleystochastic1953 (the contraction).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from gametheory_paradox.games import Profile, StochasticGame


def guarantees(
    game: StochasticGame[Fraction], strategy: Profile, who: int, numbers: Sequence[Fraction]
) -> bool:
    """True if a player's part of a profile gives at least these numbers from each state on.

    Parameters
    ----------
    game
        A game of two whose discount factors are below 1.
    strategy
        A profile, of which the player's part counts.
    who
        The player's number.
    numbers
        One for each state.
    """
    return all(
        least >= numbers[state]
        for state in range(len(game.states))
        for least in gives(game, strategy, who, numbers, state)
    )


def gives(
    game: StochasticGame[Fraction], strategy: Profile, who: int, numbers: Sequence[Fraction], state: int
) -> list[Fraction]:
    """Payoffs of a player's mixture in a state against each action of the other, with numbers for later."""
    here, sets = game.states[state], game.sets_at[state]
    mixtures = dict(zip(here.movers, (strategy.probabilities[number] for number in sets), strict=True))
    own = [(a, p) for a, p in enumerate(mixtures[who])] if who in mixtures else [(None, Fraction(1))]
    others = [range(size) for mover, size in zip(here.movers, here.shape, strict=True) if mover != who]
    found = []
    for theirs in product(*others):
        total = Fraction(0)
        for action, p in own:
            played = [action if mover == who else theirs[0] for mover in here.movers]
            row = here.place([a for a in played if a is not None])
            later = sum((q * v for q, v in zip(here.transitions[row], numbers, strict=True)), Fraction(0))
            total += p * (here.payoffs[row][who] + game.weight(state, who) * later)
        found.append(total)
    return found
