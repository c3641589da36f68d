"""Information backfire as a statement about parameters."""

from gametheory_paradox.claims.parameters.extremes import extremes
from gametheory_paradox.claims.parameters.logic import Statement, some
from gametheory_paradox.paradoxes.information import variants
from gametheory_paradox.paradoxes.over_parameters.compared_branches import compared, gains
from gametheory_paradox.paradoxes.over_parameters.statement import ParametricComparison, ParametricDefinition


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    before, after = extremes(found["uninformed"]), extremes(found["informed"])
    better = gains(form.column(question.mover), least, factor)
    return compared(before, after, question.quantifier, better), some([before.degenerate, after.degenerate])


STATED = ParametricDefinition(variants, _statement)
