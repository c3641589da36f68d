"""Expected payoffs when everyone follows a profile."""

from fractions import Fraction

from gametheory_paradox.forms.profiles import Game, Profile
from gametheory_paradox.forms.states.state_values import payoffs_from_start
from gametheory_paradox.forms.states.stochastic_game import StochasticGame
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.table_data import payoffs_in_table
from gametheory_paradox.forms.trees.assessments import payoffs_along_play


def expected_payoffs(game: Game, profile: Profile) -> tuple[Fraction, ...]:
    """Each player's expected payoff when everyone follows the profile, and what follows of a measure.

    In a stochastic game, the discounted sum from the start.
    """
    if isinstance(game, NormalForm):
        return payoffs_in_table(game, profile)
    if isinstance(game, StochasticGame):
        return payoffs_from_start(game, profile)
    return payoffs_along_play(game, profile)
