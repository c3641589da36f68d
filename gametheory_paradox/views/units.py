"""Units of what is compared and of what players get, as far as a model says them."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.accounts import accounts_in
from gametheory_paradox.families.terms import payoffs_at_outcomes
from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.paradoxes.question import Question
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


def unit_of(family: GameFamily, question: Question) -> str:
    """The unit of what is compared: of the payoffs, or of the accounts that the measure adds up."""
    if question.measure == PAYOFF:
        return payoff_unit(family, question.mover)
    units = {account.unit for account in accounts_in(question.measure, family.accounts)}
    return units.pop() if len(units) == 1 else ""


def payoff_unit(family: GameFamily, player: str) -> str:
    """The unit of a player's payoffs, where every term of them is a parameter in that unit; else nothing."""
    who, named = family.players.index(player), {p.name: p.unit for p in family.parameters}
    units: set[str] = set()
    for payoff in (cell[who] for cell in payoffs_at_outcomes(family.form)):
        if not payoff.denominator.is_constant:
            return ""
        for monomial in payoff.numerator.terms:
            units.add(named[monomial[0][0]] if len(monomial) == 1 and monomial[0][1] == 1 else "")
    return units.pop() if len(units) == 1 else ""


def payoff_units(family: GameFamily) -> Mapping[str, str]:
    """The unit of every player's payoffs; empty where there is none for all of them."""
    return {player: payoff_unit(family, player) for player in family.players}
