"""Null coercion: a penalty that hurts changes neither what the target does nor what the coercer gets."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import (
    Factor,
    Statement,
    derivative,
    every,
    negation,
    positive,
    renamed,
    some,
)
from gametheory_paradox.errors import InvalidGame, Unsupported, suggestion
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Lottery,
    NormalForm,
    number_from_data,
    played_once,
)
from gametheory_paradox.forms.formulas.branches import Branch
from gametheory_paradox.forms.formulas.defined import Form, formulas
from gametheory_paradox.forms.trees.formulas.tree_branches import tree_branches
from gametheory_paradox.paradoxes.definition import ParametricComparison, ParametricDefinition
from gametheory_paradox.paradoxes.question import Question, text_of
from gametheory_paradox.polynomials import RationalFunction

# Null coercion: a penalty that is incurred, hurts, and changes nothing
#
# A parameter of the game is a *penalty* of one player, the target.  Two levels of it are looked at, p and p′,
# with everything else the same.  The penalty is null for the mover when
#
# * it *lowers* the target's payoff: nowhere does the payoff rise with p (its derivative is negative in every
#   cell, or at every end, that p touches), and somewhere it falls;
# * an equilibrium at p is *unmoved*: the penalty is incurred in it (a cell or an end that p touches has
#   positive probability), and p′ has an equilibrium in which the target does the same and the mover gets the
#   same.
#
# If the target has a named penalized action, p must touch nothing but what this action leads to.  The
# quantifier says which equilibria at p must be unmoved: *strong*, every one; *best* and *worst*, one that is
# best, or worst, for the mover; *possible*, some one.  On an interval the coercion is null where this holds
# for all pairs of levels, off zero sets: then nothing depends on p, and nothing jumps.
#
# In a table the target *does the same* if its mixture is the same; in a tree, if on the path it takes the
# same actions.
#
# Source: tsebelis1989.
# ----------------------------------------------------------------------

HERE, THERE = "at one level", "at another"

# How likely each action of the target is, by information set and action.
Does = Mapping[tuple[int, str], RationalFunction]


def other_level(parameter: str) -> str:
    """The name of the penalty at the other level."""
    return f"{parameter}'"


def _variants(form: Form, question: Question) -> dict[str, Form]:
    parameter = text_of(question, "parameter")
    other = other_level(parameter)
    named = {name for formula, _ in formulas(form) for name in formula.names}
    if other in named:
        raise InvalidGame(
            f"{other!r} stands for another level of {parameter!r} and cannot be a parameter as well"
        )
    if isinstance(form, ExtensiveForm) and not form.has_perfect_information:
        raise Unsupported(
            "null coercion is looked for in tables with two players and in trees with perfect information"
        )
    _target(form, question)
    return {HERE: form, THERE: form.map(lambda formula: renamed(formula, {parameter: other}))}


def _levels(question: Question) -> Box:
    """Both levels of the penalty, anywhere in its range."""
    parameter = text_of(question, "parameter")
    low, high = (number_from_data(question.details.get(end)) for end in ("low", "high"))
    if not low < high:
        raise InvalidGame(f"expected low < high in the range of the penalty, got {low} and {high}")
    return {parameter: (low, high), other_level(parameter): (low, high)}


def penalized(question: Question) -> str | None:
    """The act for which the target is penalized; None if that is not said."""
    return question.action[0] if question.action else None


def _target(form: Form, question: Question) -> int:
    """The number of the target, who must be another player than the mover and have the penalized action."""
    target, action = text_of(question, "target"), penalized(question)
    if target not in form.players or target == question.mover:
        others = ", ".join(player for player in form.players if player != question.mover)
        raise InvalidGame(
            f"the target must be a player other than {question.mover}: {others}; got {target!r:.60}"
        )
    known = sorted({name for info in form.information_sets if info.player == target for name in info.actions})
    if action is not None and action not in known:
        raise InvalidGame(
            f"{target} has no action {action!r:.60}; {suggestion(action, known)}"
            f"its actions are {', '.join(known)}"
        )
    return form.players.index(target)


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, _ = comparison
    who, mover, here, there = (
        _target(form, question),
        form.players.index(question.mover),
        found[HERE],
        found[THERE],
    )

    parameter = text_of(question, "parameter")
    slopes = {place: derivative(payoffs[who], parameter) for place, payoffs in _outcomes(form).items()}
    touched = {place: slope for place, slope in slopes.items() if slope}
    lowers = every(positive([-slope.numerator, slope.denominator], factor) for slope in touched.values())
    if not touched or not all(_leads_to(form, place, who, penalized(question)) for place in touched):
        return False, False

    does = {
        HERE: [_does(form, b, who) for b in here.branches],
        THERE: [_does(form, b, who) for b in there.branches],
    }
    unmoved = [
        every(
            [
                not touched.keys().isdisjoint(_reached(form, branch)),
                some(
                    other.exists
                    for other, then in zip(there.branches, does[THERE], strict=True)
                    if now == then and branch.payoffs[mover] == other.payoffs[mover]
                ),
            ]
        )
        for branch, now in zip(here.branches, does[HERE], strict=True)
    ]

    holds = _quantified(here.branches, unmoved, question.quantifier, mover, factor)
    unclear = [branches.degenerate for branches in (here, there)]
    if isinstance(form, ExtensiveForm):
        unclear += [_ties(form, factor), *(b.exists for b in here.branches if _is_either(form, b))]
    return every([lowers, holds]), every([lowers, some(unclear)])


def _quantified(
    branches: Sequence[Branch], unmoved: Sequence[Statement], quantifier: str, mover: int, factor: Factor
) -> Statement:
    """The statement that every equilibrium is unmoved, or one best or worst for the mover, or some one."""
    pairs = list(zip(branches, unmoved, strict=True))
    if quantifier == "strong":
        return every(some([negation(branch.exists), still]) for branch, still in pairs)

    def first(branch: Branch) -> Statement:
        """No equilibrium is better for the mover (best), or worse (worst)."""
        if quantifier == "possible":
            return True
        leads = []
        for other in branches:
            gain = branch.payoffs[mover] - other.payoffs[mover]
            gain = gain if quantifier == "best" else -gain
            if gain:
                leads.append(
                    some([negation(other.exists), positive([gain.numerator, gain.denominator], factor)])
                )
        return every(leads)

    return some(every([branch.exists, still, first(branch)]) for branch, still in pairs)


def _outcomes(form: Form) -> dict[int, tuple[RationalFunction, ...]]:
    """Everybody's payoffs, by cell or end."""
    form = played_once(form)
    return dict(
        enumerate(form.payoffs)
        if isinstance(form, NormalForm)
        else [(n, end.payoffs) for n, end in form.terminals()]
    )


def _leads_to(form: Form, place: int, who: int, action: object) -> bool:
    """True if a cell or an end follows a player's action; any action if none is named."""
    if action is None:
        return True
    form = played_once(form)
    if isinstance(form, NormalForm):
        return list(form.profiles())[place][who] == action
    return any(taken == action for _, taken in _taken(form, [place], who))


def _taken(form: ExtensiveForm[RationalFunction], ends: Sequence[int], who: int) -> set[tuple[int, str]]:
    """A player's actions on the way to ends, each with its information set."""
    found = set()
    for place in _way(form, ends):
        parent, branch = form.parents[place]
        node = form.nodes[parent]
        if parent >= 0 and isinstance(node, Decision) and form.mover(node) == who:
            found.add((node.information_set, form.labels(parent)[branch]))
    return found


def _way(form: ExtensiveForm[RationalFunction], ends: Sequence[int]) -> set[int]:
    """The nodes on the way to ends."""
    found, pending = set[int](), list(ends)
    while pending:
        place = pending.pop()
        if place >= 0 and place not in found:
            found.add(place)
            pending.append(form.parents[place][0])
    return found


def _does(form: Form, branch: Branch, who: int) -> Does:
    if isinstance(form, ExtensiveForm):
        return dict.fromkeys(_taken(form, branch.ends, who), RationalFunction.constant(1))
    assert branch.supports is not None  # it is a table's
    return {(who, name): odds for name, odds in zip(branch.supports[who], branch.mixtures[who], strict=True)}


def _reached(form: Form, branch: Branch) -> list[int]:
    """The cells or ends that have positive probability where the branch exists."""
    form = played_once(form)
    if isinstance(form, NormalForm):
        assert branch.supports is not None
        played = set(product(*branch.supports))
        return [place for place, profile in enumerate(form.profiles()) if profile in played]
    return [end for end in branch.ends if not any(_never(form, place) for place in _way(form, [end]))]


def _never(form: ExtensiveForm[RationalFunction], place: int) -> bool:
    """True if chance never moves to a node."""
    parent, branch = form.parents[place]
    node = form.nodes[parent]
    return parent >= 0 and isinstance(node, Lottery) and not node.probabilities[branch]


def _is_either(form: ExtensiveForm[RationalFunction], branch: Branch) -> bool:
    """True if a branch stands for several ways of play with the same payoffs."""
    way = _way(form, branch.ends)
    return any(
        isinstance(node, Decision) and len(way.intersection(node.children)) > 1
        for node in (form.nodes[place] for place in way)
    )


def _ties(form: ExtensiveForm[RationalFunction], factor: Factor) -> Statement:
    """The statement that two moves at one node pay all the same: payoffs then do not tell what is done."""
    found = tree_branches(form, factor)
    return some(
        every([one.exists, other.exists])
        for node in form.nodes
        if isinstance(node, Decision)
        for first, second in combinations(node.children, 2)
        for one in found[first].branches
        for other in found[second].branches
        if one.payoffs == other.payoffs
    )


STATED = ParametricDefinition(_variants, _statement, has_gap=False, axes=_levels, beliefs=False)
