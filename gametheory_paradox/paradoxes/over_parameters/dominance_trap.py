"""The dominance trap as a statement about parameters."""

from fractions import Fraction

from gametheory_paradox.conditions.proofs.statements import Statement, every, negation, some
from gametheory_paradox.forms import played_once
from gametheory_paradox.forms.formulas.branches import Branch
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.paradoxes.dominance_trap import beside, members_of, table_of, without_coalition
from gametheory_paradox.paradoxes.over_parameters.statement import (
    Better,
    ParametricComparison,
    ParametricDefinition,
    exceeds,
    gains,
)
from gametheory_paradox.paradoxes.question import Question


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    table, members = table_of(played_once(form)), members_of(form, question)
    has, lacks = found["with"], found["without"]
    pairs = [pair for who in members for pair in beside(table, who, question.action[0])]
    dominant = every(exceeds(more, less, Fraction(0), factor) for more, less in pairs)
    better = [gains(table.column(who), least, factor) for who in members]

    def gained(without: Branch, over: Better) -> Statement:
        """The statement that a member gets more than in every branch with the action, or in some."""
        if question.quantifier in ("strong", "best"):
            return every(some([negation(w.exists), over(without, w)]) for w in has.branches)
        return some(every([w.exists, over(without, w)]) for w in has.branches)

    alike = [(o, every(gained(o, over) for over in better)) for o in lacks.branches]
    if question.quantifier in ("best", "possible"):
        all_gain = some(every([o.exists, gain]) for o, gain in alike)
    else:
        all_gain = every(some([negation(o.exists), gain]) for o, gain in alike)
    # Where the action is not dominant the trap is absent, whatever the equilibria are.
    return every([dominant, all_gain]), every([dominant, some([has.degenerate, lacks.degenerate])])


def _variants(form: Form, question: Question) -> dict[str, Form]:
    once = played_once(form)
    return {"with": table_of(once), "without": without_coalition(once, question)}


STATED = ParametricDefinition(_variants, _statement)
