"""Refusals: what a study does not ask, and the solution concept that it takes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm
from gametheory_paradox.models import GameFamily
from gametheory_paradox.studies.sensitivity.formulas import is_large

# Refusals that name the point at which a question cannot be asked
# -----------------------------------------------------------------


@contextmanager
def naming_point(family: GameFamily, point: Mapping[str, Fraction]) -> Iterator[None]:
    """A block in which a refusal says at which values of the parameters it was met."""
    try:
        yield
    except (InvalidGame, Unsupported) as problem:
        raise type(problem)(f"{point_said(family, point)}: {problem}") from problem


def point_said(family: GameFamily, point: Mapping[str, Fraction]) -> str:
    """A point by what is moved away from the baseline."""
    moved = family.moved(point)
    return f"at {moved}" if moved else "at the baseline"


# The solution concept under which a model is looked at where nobody names one
# ----------------------------------------------------------------------------


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
