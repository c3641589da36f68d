"""Expected payoffs in a table when everyone follows a profile."""

from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profiles import Profile
from gametheory_paradox.interruption import look


def payoffs_in_table(game: NormalForm[Fraction], profile: Profile) -> tuple[Fraction, ...]:
    """Each player's expected payoff in a table, and what follows of a measure."""
    total = [Fraction(0)] * len(game.payoffs[0])
    supports = [[(a, p) for a, p in enumerate(odds) if p] for odds in profile.probabilities]
    for combination in product(*supports):
        look()
        weight = prod(p for _, p in combination)
        for column, payoff in enumerate(game.cell([a for a, _ in combination])):
            total[column] += weight * payoff
    return tuple(total)
