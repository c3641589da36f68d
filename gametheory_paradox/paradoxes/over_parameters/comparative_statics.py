"""Comparative-statics backfire as a statement about parameters."""

from gametheory_paradox.conditions.proofs.statements import Statement, every, positive, some
from gametheory_paradox.forms import cells_of, number_from_data
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.paradoxes.comparative_statics import odds_of
from gametheory_paradox.paradoxes.over_parameters.statement import (
    ParametricComparison,
    ParametricDefinition,
    compared,
    gains,
)
from gametheory_paradox.paradoxes.question import Question, text_of


def _variants(form: Form, question: Question) -> dict[str, Form]:
    parameter = text_of(question, "parameter")
    low, high = ({parameter: number_from_data(question.details.get(end))} for end in ("low", "high"))
    return {
        "lower": form.map(lambda formula: formula.at(low)),
        "higher": form.map(lambda formula: formula.at(high)),
    }


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    column, games = form.column(question.mover), _variants(form, question)
    lower_form, higher_form = games["lower"], games["higher"]
    pairs = zip(cells_of(lower_form), cells_of(higher_form), strict=True)
    steps = [after[column] - before[column] for before, after in pairs]
    # Off the zero sets a step that is not negative is positive, or zero everywhere.
    nowhere_lower = every(positive([step.numerator, step.denominator], factor) for step in steps if step)
    raised = every([odds_of(lower_form) == odds_of(higher_form), any(steps), nowhere_lower])
    lower, higher = extremes(found["lower"]), extremes(found["higher"])
    falls = compared(lower, higher, question.quantifier, gains(column, least, factor))
    return every([raised, falls]), every([raised, some([lower.degenerate, higher.degenerate])])


STATED = ParametricDefinition(_variants, _statement)
