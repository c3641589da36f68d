"""Quantifiers: which of all equilibria a question compares."""

from typing import Literal, TypeAlias, get_args

from gametheory_paradox.claims.selection_rules import SELECTION_RULES, SelectionRule
from gametheory_paradox.errors import InvalidGame, Unsupported, suggestion

Quantifier = Literal["strong", "best", "worst", "possible"]
AnyQuantifier: TypeAlias = Quantifier | SelectionRule
QUANTIFIERS: tuple[Quantifier, ...] = get_args(Quantifier)  # these compare ends of the sets of payoffs


def quantifier_named(name: object) -> AnyQuantifier:
    """The quantifier of that name; InvalidGame lists those that exist."""
    known: tuple[AnyQuantifier, ...] = (*QUANTIFIERS, *SELECTION_RULES)
    for quantifier in known:
        if quantifier == name:
            return quantifier
    raise InvalidGame(
        f"there is no quantifier {name!r:.60}; {suggestion(name, known)}there are {', '.join(known)}"
    )


def check_no_selection(quantifier: AnyQuantifier, about: str) -> None:
    """Refuse a selection rule where none applies: ``about`` says to what."""
    if quantifier in SELECTION_RULES:
        known = ", ".join(QUANTIFIERS)
        raise Unsupported(f"the quantifier {quantifier} does not apply to {about}; those that do are {known}")
