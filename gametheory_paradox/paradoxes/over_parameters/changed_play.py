"""Where taking an action away changes what is played in some equilibrium, as a statement about parameters."""

from collections.abc import Collection

from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.logic import Statement, every, negation, some
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.paradoxes.action_taken_away import left_in
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction


def taken_where(form: ExtensiveForm[RationalFunction], question: Question, has: Branches) -> Statement:
    """Where an equilibrium takes the action; elsewhere, as all is seen, taking it away changes nothing."""
    return some(
        has.taken[number, place]
        for number in left_in(form, question)
        for place, action in enumerate(form.information_sets[number].actions)
        if action in question.action
    )


def matters_where(
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
