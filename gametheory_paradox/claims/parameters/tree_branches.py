"""The subgame perfect equilibria of a tree with perfect information, as formulas, by backward induction.

There is one branch per way that play can end.
"""

from collections.abc import Sequence
from itertools import product
from math import prod

from gametheory_paradox.claims.parameters.branches import MOST_BRANCHES, Branch, Branches
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, positive, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery
from gametheory_paradox.polynomials import RationalFunction


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
