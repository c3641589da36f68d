"""The option paradox: having an action leaves its owner worse off than not having it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gametheory_paradox.conditions.proofs.statements import Statement, every, negation, some
from gametheory_paradox.forms import Game
from gametheory_paradox.forms.formulas.branches import Branch, Branches, extremes
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.paradoxes.definition import (
    AnyForm,
    ParametricComparison,
    ParametricDefinition,
    Sets,
    action_matters,
    compared,
    gains,
    gap_between,
    left_in,
    payoffs_compared,
    with_and_without,
)
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question
from gametheory_paradox.table import Record

# The option paradox: having an action hurts the one who has it
#
# Let U(with) be the mover's payoffs over all equilibria of the game, U(without) those once the action is
# taken away at the declared scope; several actions may be taken away together.  The paradox is present under
# a quantifier when the corresponding gap is positive,
#
# * *strong*: min U(without) - max U(with): every equilibrium without beats every one with;
# * *best*: max U(without) - max U(with);  *worst*: min U(without) - min U(with);
# * *possible*: max U(without) - min U(with): some equilibrium without beats some one with;
# * *payoff-dominant*, *risk-dominant*: what the equilibrium that the rule selects pays without, less what it
#   pays with,
#
# and the action matters: it is used with positive probability in some equilibrium, or the two sets of
# equilibria differ.  Strong implies best and worst, each of which implies possible.  Where a rule selects on
# both sides, strong implies the paradox under that rule, which implies possible.
# --------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class OptionParadox(Record):
    """The comparison of a game with the same game without an action.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    with_action, without_action
        The mover's payoffs over all equilibria of the two games, or in those that a rule selects.
    matters
        Whether the action is used in some equilibrium, or the two games' equilibria differ; not looked at
        (False) unless the gap is positive.
    """

    quantifier: AnyQuantifier
    with_action: PayoffSet
    without_action: PayoffSet
    matters: bool

    @property
    def gap(self) -> Number:
        """The mover's gain without the action (negative: its loss)."""
        return gap_between(self.without_action, self.with_action, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """The mover's payoffs with and without the action."""
        return {"with": self.with_action, "without": self.without_action}

    def holds(self) -> bool:
        """The definition: the gap is positive and the action matters."""
        return self.gap > 0 and self.matters


def variants(game: AnyForm, question: Question) -> dict[str, AnyForm]:
    """The game with the action, and without it."""
    return with_and_without(game, question)


def claim(game: Game, question: Question, sets: Sets) -> OptionParadox | str:
    """The comparison; a text says why the equilibria do not settle it."""
    has, lacks = sets["with"], sets["without"]
    taken = " and ".join(map(repr, question.action))
    compared = payoffs_compared(question, {f"with {taken}": has, f"without {taken}": lacks})
    if isinstance(compared, str):
        return compared

    with_action, without_action = compared
    comparison = OptionParadox(question.quantifier, with_action, without_action, matters=False)
    if comparison.gap <= 0:  # nothing hangs on it
        return comparison
    # Where the least or the greatest payoffs differ, so do the equilibria; under every quantifier but
    # possible, and in selected equilibria, a gap shows that.
    differ = (with_action.low, with_action.high) != (without_action.low, without_action.high)
    matters = differ or action_matters(game, question, has, lacks)
    if matters is None:
        return "with ties, whether the action changes the equilibria is not settled"
    return replace(comparison, matters=matters)


# Change of what is played in some equilibrium by taking an action away, as a statement about parameters
# ----------------------------------------------------------------------------


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


# The option paradox as a statement about parameters
# ---------------------------------------------------


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
