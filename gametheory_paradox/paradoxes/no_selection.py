"""The refusal of rules that select among equilibria, where none applies."""

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.paradoxes.quantifiers import QUANTIFIERS, SELECTION_RULES, AnyQuantifier


def check_no_selection(quantifier: AnyQuantifier, about: str) -> None:
    """Refuse a selection rule where none applies: ``about`` says to what."""
    if quantifier in SELECTION_RULES:
        known = ", ".join(QUANTIFIERS)
        raise Unsupported(f"the quantifier {quantifier} does not apply to {about}; those that do are {known}")
