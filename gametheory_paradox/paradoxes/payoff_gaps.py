"""The payoffs that a quantifier compares, and the gap between two sets of them."""

from collections.abc import Mapping

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.claims.equilibria.selection import selected_payoff
from gametheory_paradox.paradoxes.quantifiers import SELECTION_RULES, AnyQuantifier
from gametheory_paradox.paradoxes.question import Question

Sets = Mapping[str, EquilibriumSet]


def gap_between(before: PayoffSet, after: PayoffSet, quantifier: AnyQuantifier) -> Number:
    """The difference of two sets of payoffs under a quantifier; a selected payoff stands alone."""
    return {
        "strong": before.low - after.high,
        "best": before.high - after.high,
        "worst": before.low - after.low,
        "possible": before.high - after.low,
    }.get(quantifier, before.low - after.low)


def payoffs_compared(question: Question, sets: Sets) -> list[PayoffSet] | str:
    """The payoffs of all equilibria, or of those that a rule selects; a text says which has none."""
    compared = []
    for name, equilibria in sets.items():
        if question.quantifier in SELECTION_RULES:
            paid = selected_payoff(equilibria, question.quantifier, question.mover)
        else:
            paid = equilibria.payoffs(question.mover)
        if isinstance(paid, str):
            return f"{name}: {paid}"
        compared.append(paid)
    return compared
