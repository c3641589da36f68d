"""Units of what is compared and of what players get, as far as a model says them."""

from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.accounts import accounts_in
from gametheory_paradox.families.terms import payoffs_at_outcomes
from gametheory_paradox.games import PAYOFF
from gametheory_paradox.paradoxes.question import Question


def unit_of(family: GameFamily, question: Question) -> str:
    """The unit of what is compared: of the payoffs, or of the accounts that the measure adds up.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> family = gp.load("seed/trade-restriction")
    >>> unit_of(family, family.question)
    'million USD a month'
    """
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
