"""Information backfire as a statement about parameters."""

from gametheory_paradox.conditions.proofs.statements import Statement, some
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.paradoxes.information import variants
from gametheory_paradox.paradoxes.over_parameters.statement import (
    ParametricComparison,
    ParametricDefinition,
    compared,
    gains,
)


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    before, after = extremes(found["uninformed"]), extremes(found["informed"])
    better = gains(form.column(question.mover), least, factor)
    return compared(before, after, question.quantifier, better), some([before.degenerate, after.degenerate])


STATED = ParametricDefinition(variants, _statement)
