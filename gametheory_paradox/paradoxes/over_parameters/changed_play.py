"""Change of what is played in some equilibrium by taking an action away, as a statement about parameters."""

from gametheory_paradox.conditions.proofs.statements import Statement, every, negation, some
from gametheory_paradox.forms.formulas.branches import Branch, Branches
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.paradoxes.definition import left_in
from gametheory_paradox.paradoxes.question import Question


def matters_where(form: Form, question: Question, has: Branches, lacks: Branches) -> Statement | None:
    """The statement that an extreme equilibrium uses the action, or one without it is none with it.

    Where corners are known, that an equilibrium of a subgame takes the action: elsewhere, as all is
    seen, taking it away changes nothing.  Where the equilibrium is unique off ties, a difference of payoffs
    is a difference of equilibria.  None where the branches say what players get and not how they play.
    """
    losing = left_in(form, question)
    if has.taken:
        places = ((n, k, a) for n in losing for k, a in enumerate(form.information_sets[n].actions))
        return some(has.taken[number, place] for number, place, a in places if a in question.action)
    if has.unique and lacks.unique:
        return True
    if any(branch.supports is None for branch in (*has.branches, *lacks.branches)):
        return None

    used = [
        b.exists
        for b in has.branches
        if b.supports and any(action in b.supports[number] for number in losing for action in question.action)
    ]

    new = [
        every([b.exists, *(negation(a.exists) for a in has.branches if _is_same(a, b))])
        for b in lacks.branches
    ]
    return some([*used, *new])


def _is_same(one: Branch, other: Branch) -> bool:
    """True if two branches are the same profile, of actions that both games have."""
    return one.supports == other.supports and one.mixtures == other.mixtures
