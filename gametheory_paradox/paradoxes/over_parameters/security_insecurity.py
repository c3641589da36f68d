"""Security-insecurity as a statement about parameters, in tables where nobody answers."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.claims.parameters.branches import Branch, Branches, expected_columns
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm
from gametheory_paradox.paradoxes.over_parameters.compared_branches import compared, exceeds, gains
from gametheory_paradox.paradoxes.over_parameters.statement import ParametricDefinition
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.security_insecurity import NOBODY, taking_action, variants
from gametheory_paradox.polynomials import RationalFunction


def _variants(form: Form, question: Question) -> Mapping[str, Form]:
    if not isinstance(form, NormalForm) or question.details.get("held") != NOBODY:
        raise Unsupported(
            "security-insecurity has formulas in tables where nobody answers (held 'nobody'): "
            "what is held elsewhere are plans, for which no formula is kept; ask detect at a point"
        )
    return variants(form, question)


def _statement(
    form: Form, question: Question, branches: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    without, with_ = branches["without"].ends, branches["with"].ends
    column, none = form.column(question.mover), Fraction(0)
    protects = every(
        some([negation(b.exists), exceeds(_held(form, question, b)[column], b.payoffs[column], none, factor)])
        for b in without.branches
    )
    less_secure = compared(without, with_, question.quantifier, gains(column, least, factor))
    return every([protects, less_secure]), some([without.degenerate, with_.degenerate])


def _held(form: Form, question: Question, branch: Branch) -> tuple[RationalFunction, ...]:
    """What a cell holds, expected where the mover takes the action and the others stay."""
    table = taking_action(form, question)
    assert isinstance(table, NormalForm)
    assert branch.supports is not None  # it is a table's
    mixtures = [
        [(0, RationalFunction.constant(1))]
        if player == question.mover
        else [(names.index(name), odds) for name, odds in zip(used, mixture, strict=True)]
        for player, names, used, mixture in zip(
            table.players, table.actions, branch.supports, branch.mixtures, strict=True
        )
    ]
    return expected_columns(table, mixtures)


STATED = ParametricDefinition(_variants, _statement)
