"""The option paradox as a statement about parameters."""

from gametheory_paradox.conditions.proofs.statements import Statement, every, some
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.paradoxes.definition import with_and_without
from gametheory_paradox.paradoxes.over_parameters.changed_play import matters_where
from gametheory_paradox.paradoxes.over_parameters.statement import (
    ParametricComparison,
    ParametricDefinition,
    compared,
    gains,
)


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, branches, factor, least = comparison
    has, lacks = extremes(branches["with"]), extremes(branches["without"])
    open_ = some([has.degenerate, lacks.degenerate])
    hurts = compared(lacks, has, question.quantifier, gains(form.column(question.mover), least, factor))
    if question.quantifier != "possible":
        # That all lose is denied by one pair of equilibria, whatever others there may be; but what stands at
        # corners of pieces of payoffs may be no equilibrium where such a list is open.
        unsure = any(own.extreme and own.extreme.degenerate is not False for own in branches.values())
        return hurts, every([open_, unsure or question.quantifier != "strong" or hurts])
    matters = matters_where(form, question, has, lacks)
    return (False, some([open_, hurts])) if matters is None else (every([hurts, matters]), open_)


STATED = ParametricDefinition(with_and_without, _statement)
