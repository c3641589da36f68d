"""The solution concept under which a model is looked at where nobody names one."""

from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.studies.uncertainty.folded import is_large


def solution_concept(family: GameFamily) -> str | None:
    """The concept of a model's own question; else sequential where a tree that is not large hides a move.

    Parameters
    ----------
    family
        The model.

    Returns
    -------
    None for the default of its form.
    """
    form = family.form
    if family.question and family.question.concept:
        return family.question.concept
    hidden = isinstance(form, ExtensiveForm) and not form.has_perfect_information
    return "sequential" if hidden and not is_large(family) else None
