"""The option paradox as a statement about parameters."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.extremes import extremes
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, some
from gametheory_paradox.paradoxes.action_taken_away import with_and_without
from gametheory_paradox.paradoxes.over_parameters.changed_play import matters_where
from gametheory_paradox.paradoxes.over_parameters.compared_branches import compared, gains
from gametheory_paradox.paradoxes.over_parameters.statement import ParametricDefinition
from gametheory_paradox.paradoxes.question import Question


def _statement(
    form: Form, question: Question, branches: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    has, lacks = extremes(branches["with"]), extremes(branches["without"])
    open_ = some([has.degenerate, lacks.degenerate])
    hurts = compared(lacks, has, question.quantifier, gains(form.column(question.mover), least, factor))
    if question.quantifier != "possible":
        return hurts, open_
    matters = matters_where(form, question, has, lacks)
    return (False, some([open_, hurts])) if matters is None else (every([hurts, matters]), open_)


STATED = ParametricDefinition(with_and_without, _statement)
