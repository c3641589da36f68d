"""The subgame perfect equilibria of a tree with perfect information, as formulas, by backward induction.

There is one branch per way that play can end.
"""

from collections.abc import Sequence
from itertools import product

from gametheory_paradox.claims.parameters.branches import MOST_BRANCHES, Branch, Branches
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, positive, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery
from gametheory_paradox.polynomials import RationalFunction


def tree_branches(form: ExtensiveForm[RationalFunction], factor: Factor) -> list[Branches]:
    """For every node the branches of the subgame there, by backward induction."""
    found: list[Branches] = [Branches((), False)] * len(form.nodes)
    for position in range(len(form.nodes) - 1, -1, -1):
        node = form.nodes[position]
        if isinstance(node, Decision):
            found[position] = _choice(form.mover(node), [found[c] for c in node.children], factor)
        elif isinstance(node, Lottery):
            found[position] = _lottery(node, [found[c] for c in node.children])
        else:
            found[position] = Branches((Branch(node.payoffs, True, (position,)),), False, unique=True)
        if len(found[position].branches) > MOST_BRANCHES:
            raise Unsupported(f"the tree has more than {MOST_BRANCHES} ways to end under some parameters")
    return found


def _choice(mover: int, children: Sequence[Branches], factor: Factor) -> Branches:
    offers = [merged(child.branches) for child in children]
    chosen: list[Branch] = []
    best: list[Statement] = []
    ties: list[Statement] = [child.degenerate for child in children]
    for number, offer in enumerate(offers):
        here: list[Statement] = []
        for branch in offer:
            # Best, the earlier of equals; best, perhaps together with others.
            first, also = [branch.exists], [branch.exists]
            for rival_number, rivals in enumerate(offers):
                for rival in rivals if rival_number != number else ():
                    absent = negation(rival.exists)
                    gain = branch.payoffs[mover] - rival.payoffs[mover]
                    if gain:
                        better = some([absent, positive([gain.numerator, gain.denominator], factor)])
                        first.append(better)
                        also.append(better)
                    elif branch.payoffs == rival.payoffs:
                        first.append(some([absent, number < rival_number]))
                    else:  # the mover never cares, though somebody does
                        first.append(some([absent, number < rival_number]))
                        ties.append(every([branch.exists, rival.exists]))
            here.append(every(also))
            exists = every(first)
            if exists is not False:
                chosen.append(Branch(branch.payoffs, exists, branch.ends))
        best.append(some(here))
    return Branches(tuple(chosen), some(ties), tuple(best), unique=True)


def _lottery(node: Lottery[RationalFunction], children: Sequence[Branches]) -> Branches:
    offers = [merged(child.branches) for child in children]
    size = 1
    for offer in offers:
        size *= len(offer)
        if size > MOST_BRANCHES:
            raise Unsupported(f"the tree has more than {MOST_BRANCHES} ways to end under some parameters")
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
        for position, other in enumerate(kept):
            if other.payoffs == branch.payoffs:
                ends = tuple(sorted({*other.ends, *branch.ends}))
                kept[position] = Branch(other.payoffs, some([other.exists, branch.exists]), ends)
                break
        else:
            kept.append(branch)
    return kept
