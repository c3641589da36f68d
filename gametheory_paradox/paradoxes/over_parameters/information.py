"""Information backfire as a statement about parameters."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.extremes import extremes
from gametheory_paradox.claims.parameters.logic import Factor, Statement, some
from gametheory_paradox.paradoxes.information import variants
from gametheory_paradox.paradoxes.over_parameters.compared_branches import compared, gains
from gametheory_paradox.paradoxes.over_parameters.statement import ParametricDefinition
from gametheory_paradox.paradoxes.question import Question


def _statement(
    form: Form, question: Question, found: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    before, after = extremes(found["uninformed"]), extremes(found["informed"])
    better = gains(form.column(question.mover), least, factor)
    return compared(before, after, question.quantifier, better), some([before.degenerate, after.degenerate])


STATED = ParametricDefinition(variants, _statement)
