"""Equilibria of trees as formulas, by backward induction and by subgames.

Source: selten1965.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod

from gametheory_paradox.conditions.proofs.statements import (
    Factor,
    Statement,
    atoms,
    every,
    negation,
    positive,
    simplify,
    some,
)
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, Terminal, check_perfect_recall
from gametheory_paradox.forms.formulas.branches import MOST_BRANCHES, Branch, Branches, Odds, extremes
from gametheory_paradox.forms.tables.formulas.support_branches import chooser_branches
from gametheory_paradox.forms.tables.formulas.table_branches import Mixture, strategies_used
from gametheory_paradox.forms.trees.pure_strategies import ReducedNormalForm, reduced_normal_form
from gametheory_paradox.forms.trees.subgames import Truncation, subgame_roots, truncated
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import RationalFunction

# The subgame perfect equilibria of a tree with perfect information, as formulas, by backward induction
#
# There is one branch per way that play can end.
# ----------------------------------------------------------------------------


def tree_branches(form: ExtensiveForm[RationalFunction], factor: Factor) -> list[Branches]:
    """For every node the branches of the subgame there, by backward induction."""
    found: list[Branches] = [Branches((), False)] * len(form.nodes)
    for position, node in reversed(list(enumerate(form.nodes))):
        below = [found[child] for child in node.children]
        if isinstance(node, Decision):
            found[position] = _choice(form.mover(node), below, factor)
        elif isinstance(node, Lottery):
            found[position] = _lottery(node, below)
        else:
            found[position] = Branches((Branch(node.payoffs, True, (position,)),), False, unique=True)
        _check_number(len(found[position].branches))
    return found


def _check_number(branches: int) -> None:
    if branches > MOST_BRANCHES:
        raise Unsupported(f"the tree has more than {MOST_BRANCHES} ways to end under some parameters")


def _choice(mover: int, children: Sequence[Branches], factor: Factor) -> Branches:
    offers = [(n, branch) for n, child in enumerate(children) for branch in merged(child.branches)]
    chosen: list[Branch] = []
    best: list[list[Statement]] = [[] for _ in children]
    ties: list[Statement] = [child.degenerate for child in children]

    for number, branch in offers:
        taken = [branch.exists]  # best, and the earlier of equals
        best_or_tied = [branch.exists]  # best, perhaps together with others

        for rival_number, rival in ((n, rival) for n, rival in offers if n != number):
            absent = negation(rival.exists)
            gain = branch.payoffs[mover] - rival.payoffs[mover]
            if gain:
                better = some([absent, positive([gain.numerator, gain.denominator], factor)])
                taken.append(better)
                best_or_tied.append(better)
                continue
            taken.append(some([absent, number < rival_number]))
            if branch.payoffs != rival.payoffs:  # the mover never cares, though somebody does
                ties.append(every([branch.exists, rival.exists]))

        best[number].append(every(best_or_tied))
        exists = every(taken)
        if exists is not False:
            chosen.append(Branch(branch.payoffs, exists, branch.ends))

    return Branches(tuple(chosen), some(ties), tuple(map(some, best)), unique=True)


def _lottery(node: Lottery[RationalFunction], children: Sequence[Branches]) -> Branches:
    offers = [merged(child.branches) for child in children]
    _check_number(prod(map(len, offers)))
    joined = []
    for combination in product(*offers):
        payoffs = [RationalFunction.constant(0)] * len(combination[0].payoffs)
        for odds, branch in zip(node.probabilities, combination, strict=True):
            payoffs = [total + odds * p for total, p in zip(payoffs, branch.payoffs, strict=True)]
        exists = every(b.exists for b in combination)
        if exists is not False:
            joined.append(Branch(tuple(payoffs), exists, tuple(e for b in combination for e in b.ends)))
    return Branches(tuple(joined), some(child.degenerate for child in children), unique=True)


def merged(branches: Sequence[Branch]) -> list[Branch]:
    """Branches as one that differ neither in payoffs nor in a measure: earlier movers mind neither."""
    kept: list[Branch] = []
    for branch in branches:
        same = next((k for k, other in enumerate(kept) if other.payoffs == branch.payoffs), None)
        if same is None:
            kept.append(branch)
        else:
            ends = tuple(sorted({*kept[same].ends, *branch.ends}))
            kept[same] = Branch(kept[same].payoffs, some([kept[same].exists, branch.exists]), ends)
    return kept


# The subgame perfect equilibria, as formulas, of a tree whose subgames two players at most decide
#
# From the last subgames back to the first, as in
# :mod:`gametheory_paradox.forms.trees.proofs.every_nash_of_trees`: a subgame in which the inner ones are
# replaced by the payoffs of one of their branches is a table of those who choose in it, and its branches are
# those of the table (:mod:`gametheory_paradox.forms.tables.formulas.support_branches`).  Where a subgame
# never makes a player choose between things that differ, its table is degenerate everywhere and the list says
# so. Where only the outermost one is degenerate, its extreme equilibria are listed besides.
# ----------------------------------------------------------------------------

Form = ExtensiveForm[RationalFunction]
MOST_CELLS = 10_000
Together = Callable[[Sequence[Branch]], list[Branch]]


def subgame_branches(form: Form, factor: Factor, together: Together = merged) -> Branches:
    """The branches of a tree, from those of its subgames.

    Parameters
    ----------
    form, factor
        The tree, and what splits polynomials.
    together
        Which branches of an inner subgame earlier movers look at: by default one for those that pay and
        measure the same; ``list`` keeps each, with its plan.

    Raises
    ------
    Unsupported
        If a player lacks perfect recall, so that mixtures over its plans may be no behavior; if more than two
        players choose in one subgame outside the inner ones; or if there are too many branches.
    """
    check_perfect_recall(form)
    solved: dict[int, Branches] = {}
    ends = form.ends

    for root in sorted({0, *subgame_roots(form)}, reverse=True):
        inner = sorted(place for place in solved if root < place < ends[root])
        below = [solved.pop(place) for place in inner]
        found: list[Branch] = []
        parts: list[tuple[Statement, Branches]] = []

        for choice in _existing([together(branches.branches) for branches in below]):
            exists = every(branch.exists for branch in choice)
            part = truncated(
                form, root, {place: branch.payoffs for place, branch in zip(inner, choice, strict=True)}
            )
            own = _of_table(part, dict(zip(inner, choice, strict=True)), factor)
            parts.append((exists, own))
            found += _where(exists, own.branches)
            if len(found) > MOST_BRANCHES:
                raise Unsupported(f"the tree has more than {MOST_BRANCHES} equilibria under some parameters")

        degenerate = [
            *(branches.degenerate for branches in below),
            *(every([exists, own.degenerate]) for exists, own in parts),
        ]
        outermost = all(branches.degenerate is False for branches in below)
        solved[root] = Branches(
            tuple(found), some(degenerate), extreme=_extreme(parts) if outermost else None
        )

    return solved[0]


def _existing(
    below: Sequence[Sequence[Branch]], chosen: tuple[Branch, ...] = ()
) -> Iterator[tuple[Branch, ...]]:
    """One branch of each inner subgame, in every combination that some signs of polynomials allow."""
    look()
    if not _may_hold([branch.exists for branch in chosen]):
        return
    if not below:
        yield chosen
        return
    for branch in below[0]:
        yield from _existing(below[1:], (*chosen, branch))


def _extreme(parts: Sequence[tuple[Statement, Branches]]) -> Branches | None:
    """The extreme equilibria of a subgame, from those of its tables; None where they are not all known."""
    if any(extremes(own).degenerate is not False for _, own in parts):
        return None
    found = [branch for exists, own in parts for branch in _where(exists, extremes(own).branches)]
    return Branches(tuple(found), False) if len(found) <= MOST_BRANCHES else None


def _where(exists: Statement, branches: Sequence[Branch]) -> list[Branch]:
    """Branches of a subgame where the branches of the inner ones exist."""
    both = [replace(branch, exists=every([exists, branch.exists])) for branch in branches]
    return [branch for branch in both if branch.exists is not False]


def _may_hold(statements: Iterable[Statement]) -> bool:
    """True if some signs of the polynomials, taken for independent, make all statements hold."""
    pending = [every(statements)]
    while pending:
        look()
        whole = pending.pop()
        if isinstance(whole, bool):
            if whole:
                return True
        else:
            first = atoms(whole)[0]
            pending += [simplify(whole, {first: sign}) for sign in (1, -1)]
    return False


def _of_table(part: Truncation[RationalFunction], inner: dict[int, Branch], factor: Factor) -> Branches:
    """The branches of a truncated subgame."""
    whole = reduced_normal_form(part.game, most_cells=MOST_CELLS)
    found = chooser_branches(whole.table, factor)

    def of_tree(branch: Branch) -> Branch:
        used = strategies_used(whole.table, branch)
        return Branch(
            branch.payoffs,
            branch.exists,
            tuple(sorted(set(_ends(part, whole, used, inner)))),
            plan=_plan(part, whole, used, inner),
        )

    extreme = found.extreme and Branches(tuple(map(of_tree, found.extreme.branches)), False)
    return Branches(tuple(map(of_tree, found.branches)), found.degenerate, extreme=extreme)


def _plan(
    part: Truncation[RationalFunction],
    whole: ReducedNormalForm[RationalFunction],
    used: Sequence[Mixture],
    inner: Mapping[int, Branch],
) -> dict[int, Odds]:
    """The weights of actions at the information sets of a subgame, from those of the strategies."""
    plan = {number: odds for branch in inner.values() for number, odds in branch.plan.items()}
    for strategies, own in zip(whole.strategies, used, strict=True):
        for number in {info for strategy, _ in own for info in strategies[strategy]}:
            weights = [RationalFunction.constant(0)] * len(part.game.information_sets[number].actions)
            for strategy, odds in own:
                if (action := strategies[strategy].get(number)) is not None:
                    weights[action] = weights[action] + odds
            plan[part.sets[number]] = tuple(weights)
    return plan


def _ends(
    part: Truncation[RationalFunction],
    whole: ReducedNormalForm[RationalFunction],
    used: Sequence[Mixture],
    inner: dict[int, Branch],
) -> Iterator[int]:
    """The end nodes of the whole tree that play may reach."""
    allowed: dict[int, set[int]] = {}
    for strategies, own in zip(whole.strategies, used, strict=True):
        for number, _ in own:
            for info, action in strategies[number].items():
                allowed.setdefault(info, set()).add(action)
    pending = [0]
    while pending:
        node = part.game.nodes[place := pending.pop()]
        if isinstance(node, Terminal):
            original = part.places[place]
            yield from inner[original].ends if original in inner else (original,)
        elif isinstance(node, Lottery):
            pending.extend(node.children)
        elif isinstance(node, Decision):
            pending.extend(node.children[action] for action in sorted(allowed.get(node.information_set, {0})))
