"""What everyone expects to get when everyone follows a profile."""

from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.games.node_payoffs import payoffs_along_play
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profiles import Game, Profile
from gametheory_paradox.games.state_values import payoffs_from_start
from gametheory_paradox.games.stochastic_game import StochasticGame
from gametheory_paradox.interruption import look


def expected_payoffs(game: Game, profile: Profile) -> tuple[Fraction, ...]:
    """Each player's expected payoff when everyone follows the profile, and what follows of a measure.

    In a stochastic game, the discounted sum from the start.
    """
    if isinstance(game, NormalForm):
        total = [Fraction(0)] * len(game.payoffs[0])
        supports = [[(a, p) for a, p in enumerate(odds) if p] for odds in profile.probabilities]
        for combination in product(*supports):
            look()
            weight = prod(p for _, p in combination)
            for column, payoff in enumerate(game.cell([a for a, _ in combination])):
                total[column] += weight * payoff
        return tuple(total)
    if isinstance(game, StochasticGame):
        return payoffs_from_start(game, profile)
    return payoffs_along_play(game, profile)
