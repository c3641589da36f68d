"""The extreme equilibria of a two-player table with parameters, as formulas: pairs of corners.

An *extreme* equilibrium is a pair of corners of the players' best-reply regions.  Off zero sets a corner with
support J at which the actions B are best is the one mixture on J against which some of B, as many as J has,
give the same (Cramer's rule); the rest of B is tied with them for all values of the parameters.  A pair of
corners is an equilibrium where each one's support is among the other's best replies.  Every equilibrium is a
mixture of extreme ones that are equilibria in every combination, so what is bilinear in the two mixtures is
least and greatest at extreme ones.

Source: avis2010.
"""

from collections.abc import Mapping
from itertools import combinations

from gametheory_paradox.claims.parameters.branches import MOST_BRANCHES, Branch, Branches
from gametheory_paradox.claims.parameters.cramer import Side, Systems, branch_of
from gametheory_paradox.claims.parameters.logic import Factor
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import RationalFunction

Corner = tuple[tuple[int, ...], frozenset[int]]


def extreme_branches(
    form: NormalForm[RationalFunction], factor: Factor, mine: Systems, theirs: Systems
) -> Branches | None:
    """All extreme equilibria off zero sets; None where there are too many to list."""
    m, n = form.shape
    mixtures_of_second, mixtures_of_first = _corners(mine, m, n, factor), _corners(theirs, n, m, factor)
    found: list[Branch] = []
    for (columns, best_rows), second in mixtures_of_second.items():
        for (rows, best_columns), first in mixtures_of_first.items():
            if best_rows.issuperset(rows) and best_columns.issuperset(columns):
                found += branch_of(form, (rows, columns), first, second)
            if len(found) > MOST_BRANCHES:
                return None
    return Branches(tuple(found), False)


def _corners(systems: Systems, own: int, others: int, factor: Factor) -> Mapping[Corner, Side]:
    """The corners of the other's mixtures, each once, by their support and the own best actions there."""
    found: dict[Corner, Side] = {}
    for size in range(1, min(own, others) + 1):
        for support in combinations(range(others), size):
            for rows in combinations(range(own), size):
                side = systems.side(rows, support, factor)
                if side and side.holds is not False:
                    found.setdefault((support, frozenset((*rows, *side.tied))), side)
    return found
