"""A paradox over parameters: games with formulas to compare, and where the paradox is present."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.family_branches import concepts_with_formulas
from gametheory_paradox.claims.parameters.logic import Factor, Statement
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Record


def no_axes(question: Question) -> Box:
    """No ranges that the question itself charts."""
    return {}


@dataclass(frozen=True, repr=False)
class ParametricDefinition(Record):
    """A paradox as a statement about the parameters of a game.

    Parameters
    ----------
    variants
        The games that are compared, with the parameters that are left.
    statement
        From the game, the question, the equilibria of the variants as formulas, what splits polynomials, and
        a bound: where the paradox is present with a gap of more than the bound; and where nothing is claimed.
    has_gap
        Whether there is a gap to bound.
    axes
        The ranges that the question itself charts, before any other parameter's.
    beliefs
        Whether equilibria with beliefs are compared also where information is not perfect.
    """

    variants: Callable[[Form, Question], Mapping[str, Form]]
    statement: Callable[
        [Form, Question, Mapping[str, Branches], Factor, Fraction], tuple[Statement, Statement]
    ]
    has_gap: bool = True
    axes: Callable[[Question], Box] = no_axes
    beliefs: bool = True

    def concept_of(self, form: Form, question: Question) -> str:
        """The concept of a question; Unsupported where its equilibria are not offered as formulas."""
        offered = concepts_with_formulas(form)
        if not self.beliefs and not (isinstance(form, ExtensiveForm) and form.has_perfect_information):
            offered = offered[:1]
        if question.concept not in offered:
            known = ", ".join(offered)
            raise Unsupported(f"maps here are offered for {known} equilibria, not for {question.concept}")
        return str(question.concept)


def offered_statement(paradox: str, stated: ParametricDefinition | str) -> ParametricDefinition:
    """A paradox as a statement about parameters; Unsupported says why none is offered."""
    if isinstance(stated, str):
        raise Unsupported(
            f"formulas and maps are not offered for the {paradox} paradox ({stated}); "
            "ask detect at a point, or uncertainty about many"
        )
    return stated
