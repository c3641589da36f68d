"""Quantifiers: which of all equilibria a question compares."""

from typing import Literal, TypeAlias, get_args

from gametheory_paradox.errors import no_such

Quantifier = Literal["strong", "best", "worst", "possible"]
SelectionRule = Literal["payoff-dominant", "risk-dominant"]
AnyQuantifier: TypeAlias = Quantifier | SelectionRule
QUANTIFIERS: tuple[Quantifier, ...] = get_args(Quantifier)  # these compare ends of the sets of payoffs
SELECTION_RULES: tuple[SelectionRule, ...] = get_args(SelectionRule)


def quantifier_named(name: object) -> AnyQuantifier:
    """The quantifier of that name; InvalidGame lists those that exist."""
    known: tuple[AnyQuantifier, ...] = (*QUANTIFIERS, *SELECTION_RULES)
    for quantifier in known:
        if quantifier == name:
            return quantifier
    raise no_such("quantifier", name, known)
