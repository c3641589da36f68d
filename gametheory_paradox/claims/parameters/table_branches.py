"""The equilibria of a two-player table with parameters, as formulas: one branch per pair of supports.

In a nondegenerate game the supports have equal size, and Cramer's rule gives the two mixtures.  Where a game
is degenerate the extreme equilibria are listed besides
(:mod:`~gametheory_paradox.claims.parameters.extreme_branches`).
"""

from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.cramer import branch_of, systems_of
from gametheory_paradox.claims.parameters.extreme_branches import extreme_branches
from gametheory_paradox.claims.parameters.logic import Factor, Statement, some
from gametheory_paradox.games import NormalForm
from gametheory_paradox.games.supports import pairs_of_supports
from gametheory_paradox.polynomials import RationalFunction


def table_branches(form: NormalForm[RationalFunction], factor: Factor) -> Branches:
    """The branches of a two-player table; where it is degenerate somewhere, with the extreme ones.

    For supports I and J of equal size let M be the matrix of "every action in I gives the same against a
    mixture on J, which sums to one", D its determinant.  Where D is not zero everywhere, the mixture is
    unique off its zero set.  Where against such a mixture an action outside I gives as much for all values
    of the parameters, the table is reported as degenerate.  Off zero sets it is degenerate nowhere else, and
    then every equilibrium has supports of equal size and a D that is not zero.

    Raises
    ------
    Unsupported
        If there are too many pairs of supports.
    """
    pairs, (mine, theirs) = pairs_of_supports(form.shape), systems_of(form)
    found, ties = list[Branch](), list[Statement]()
    for rows, columns in pairs:
        second, first = mine.side(rows, columns, factor), theirs.side(columns, rows, factor)
        ties += [side.holds for side in (second, first) if side and side.tied]
        found += branch_of(form, (rows, columns), first, second) if first and second else []
    degenerate = some(ties)
    extreme = None if degenerate is False else extreme_branches(form, factor, mine, theirs)
    return Branches(tuple(found), degenerate, extreme=extreme)
