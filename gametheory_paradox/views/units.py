"""Units of what is compared and of what players get, as far as a model says them."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.detectors.units import payoff_unit
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.views.sentences import number

_COUNTED = """
% attacks barrels billion casualties cents days deaths dollars EUR euros GBP GWh GW hours hundred km kWh lives
million minutes months MW MWh people percent points recruits refugees seats soldiers strikes thousand tonnes
tons trillion troops USD votes weapons weeks years
"""
COUNTED = frozenset(_COUNTED.split())  # first words of units that follow a number as they stand


def amount(value: Fraction, unit: str) -> str:
    """A number with its unit, in parentheses where it is no measure that is counted.

    Examples
    --------
    >>> amount(Fraction(-8), "billion EUR a year"), amount(Fraction(1, 2), "gain of a raid = 1")
    ('−8 billion EUR a year', '0.5 (gain of a raid = 1)')
    """
    if not unit or unit == PAYOFF:
        return number(value)
    return f"{number(value)} {unit}" if unit.split()[0] in COUNTED else f"{number(value)} ({unit})"


def payoff_units(family: GameFamily) -> Mapping[str, str]:
    """The unit of every player's payoffs; empty where there is none for all of them."""
    return {player: payoff_unit(family, player) for player in family.players}
