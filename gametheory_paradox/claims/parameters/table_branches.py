"""The equilibria of a two-player table with parameters, as formulas: one branch per pair of supports.

In a nondegenerate game the supports have equal size, and Cramer's rule gives the two mixtures.  Where a game
is degenerate the extreme equilibria are listed besides.  An *extreme* equilibrium is a pair of corners of the
players' best-reply regions.  Off zero sets a corner with support J at which the actions B are best is the one
mixture on J against which some of B, as many as J has, give the same (Cramer's rule); the rest of B is tied
with them for all values of the parameters.  A pair of corners is an equilibrium where each one's support is
among the other's best replies.  Every equilibrium is a mixture of extreme ones that are equilibria in every
combination, so what is bilinear in the two mixtures is least and greatest at extreme ones.

Source: avis2010.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from gametheory_paradox.claims.parameters.branches import MOST_BRANCHES, Branch, Branches, Payoffs
from gametheory_paradox.claims.parameters.cramer import Both, Side, Systems, systems_of
from gametheory_paradox.claims.parameters.expected_columns import expected_columns
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, some
from gametheory_paradox.games import NormalForm
from gametheory_paradox.games.supports import pairs_of_supports
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial, RationalFunction

Corner = tuple[tuple[int, ...], frozenset[int]]


def table_branches(form: NormalForm[RationalFunction], factor: Factor) -> Branches:
    """The branches of a two-player table; where it is degenerate somewhere, with the extreme ones.

    For supports I and J of equal size let M be the matrix of "every action in I gives the same against a
    mixture on J, which sums to one", D its determinant.  Where D is not zero everywhere, the mixture is
    unique off its zero set, and so is every equilibrium with these or larger supports.  Where D is zero
    everywhere but the equations of some of the actions contradict each other off a zero set, there is none.
    Everything else is reported as degenerate.

    Raises
    ------
    Unsupported
        If there are too many pairs of supports.
    """
    pairs = pairs_of_supports(form.shape)
    both = systems_of(form)
    mine, theirs, scales = both
    found: list[Branch] = []
    ties: list[Statement] = []
    for rows, columns in pairs:
        look()
        second, first = mine.side(rows, columns, factor), theirs.side(columns, rows, factor)
        ties += [second.degenerate, first.degenerate]
        found += _branch(form, (rows, columns), (first, second), scales)
    degenerate = some(ties)
    extreme = None if degenerate is False else _extreme_branches(form, factor, both)
    return Branches(tuple(found), degenerate, extreme=extreme)


def _branch(
    form: NormalForm[RationalFunction],
    supports: tuple[Sequence[int], Sequence[int]],
    sides: tuple[Side, Side],
    scales: Sequence[Polynomial],
) -> list[Branch]:
    """The equilibrium of two mixtures, the first player's first; none where a condition never holds."""
    first, second = sides
    exists = every([second.holds, first.holds])
    if exists is False:
        return []
    payoffs: Payoffs = (second.payoff(scales[0]), first.payoff(scales[1]))
    rows, columns = (
        tuple(names[n] for n in used) for names, used in zip(form.actions, supports, strict=True)
    )
    mixtures = (first.mixture, second.mixture)
    if form.measure:  # which Cramer's rule does not give
        used = [list(zip(own, odds, strict=True)) for own, odds in zip(supports, mixtures, strict=True)]
        payoffs += expected_columns(form, used)[2:]
    return [Branch(payoffs, exists, (), (rows, columns), mixtures)]


def _extreme_branches(form: NormalForm[RationalFunction], factor: Factor, both: Both) -> Branches | None:
    """All extreme equilibria off zero sets; None where there are too many to list."""
    mine, theirs, scales = both
    m, n = form.shape
    mixtures_of_second, mixtures_of_first = _corners(mine, m, n, factor), _corners(theirs, n, m, factor)
    found: list[Branch] = []
    for (columns, best_rows), second in mixtures_of_second.items():
        for (rows, best_columns), first in mixtures_of_first.items():
            if best_rows.issuperset(rows) and best_columns.issuperset(columns):
                found += _branch(form, (rows, columns), (first, second), scales)
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
                if side.holds is not False:
                    found.setdefault((support, frozenset((*rows, *side.tied))), side)
    return found
