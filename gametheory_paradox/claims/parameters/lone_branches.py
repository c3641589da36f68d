"""The equilibria, as formulas, of a table of any number of players in which one at most has a choice."""

from itertools import combinations

from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, positive, some
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import RationalFunction

CERTAIN = (RationalFunction.constant(1),)


def lone_branches(table: NormalForm[RationalFunction], who: int, factor: Factor) -> Branches:
    """One branch per action of a player, where it pays no less than any other.

    The table is degenerate where such an action pays as much as another for all values of the parameters; its
    extreme equilibria are the same branches.
    """
    best = [list[Statement]() for _ in table.payoffs]
    tied = set[int]()

    for one, other in combinations(range(len(best)), 2):
        gain = table.payoffs[one][who] - table.payoffs[other][who]
        if gain:
            better = positive([gain.numerator, gain.denominator], factor)
            best[one].append(better)
            best[other].append(negation(better))
        else:
            tied |= {one, other}

    exists = list(map(every, best))
    branches = tuple(
        Branch(cell, where, (), tuple((action,) for action in chosen), (CERTAIN,) * len(chosen))
        for chosen, cell, where in zip(table.profiles(), table.payoffs, exists, strict=True)
        if where is not False
    )
    degenerate = some(exists[number] for number in tied)
    return Branches(branches, degenerate, extreme=None if degenerate is False else Branches(branches, False))
