"""The option paradox as a statement about parameters."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, some
from gametheory_paradox.games import ExtensiveForm, delete, losing_sets, scope_of
from gametheory_paradox.paradoxes.over_parameters.compared_branches import compared, gains
from gametheory_paradox.paradoxes.over_parameters.statement import ParametricDefinition
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction


def _variants(form: Form, question: Question) -> dict[str, Form]:
    scope = scope_of(form, question.mover, question.action, question.at, question.coalition)
    return {"with": form, "without": delete(form, question.action, scope)}


def _statement(
    form: Form, question: Question, branches: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    has, lacks = branches["with"].ends, branches["without"].ends
    open_ = some([has.degenerate, lacks.degenerate])
    hurts = compared(lacks, has, question.quantifier, gains(form.column(question.mover), least, factor))
    if question.quantifier != "possible":
        return hurts, open_
    if isinstance(form, ExtensiveForm) and has.taken:
        return every([hurts, _taken_where(form, question, has)]), open_
    scope = scope_of(form, question.mover, question.action, question.at, question.coalition)
    losing = losing_sets(form, scope, question.action)
    matters = _matters_where(has, lacks, losing, question.action)
    if matters is None:
        return False, some([open_, hurts])
    return every([hurts, matters]), open_


def _taken_where(form: ExtensiveForm[RationalFunction], question: Question, has: Branches) -> Statement:
    """Where an equilibrium takes the action; elsewhere, as all is seen, taking it away changes nothing."""
    scope = scope_of(form, question.mover, question.action, question.at, question.coalition)
    return some(
        has.taken[number, place]
        for number in losing_sets(form, scope, question.action)
        for place, action in enumerate(form.information_sets[number].actions)
        if action in question.action
    )


def _matters_where(
    has: Branches, lacks: Branches, losing: Collection[int], actions: Collection[str]
) -> Statement | None:
    """Where the action is used in an extreme equilibrium, or some equilibrium without it is none with it.

    Where the equilibrium is unique off ties, a difference of payoffs is a difference of equilibria.  None
    where the branches say what players get and not how they play.
    """
    if has.unique and lacks.unique:
        return True
    if any(branch.supports is None for branch in (*has.branches, *lacks.branches)):
        return None
    used = [
        b.exists
        for b in has.branches
        if b.supports and any(action in b.supports[number] for number in losing for action in actions)
    ]
    new = [
        every([b.exists, *(negation(a.exists) for a in has.branches if _is_same(a, b))])
        for b in lacks.branches
    ]
    return some([*used, *new])


def _is_same(one: Branch, other: Branch) -> bool:
    """Whether two branches are the same profile, of actions that both games have."""
    return one.supports == other.supports and one.mixtures == other.mixtures


STATED = ParametricDefinition(_variants, _statement)
