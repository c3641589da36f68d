"""Equilibria of tables as formulas: pure, on pairs of actions, and by Cramer's rule.

Source: avis2010.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from math import lcm, prod
from typing import NamedTuple

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, positive, some
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.formulas.branches import MOST_BRANCHES, Branch, Branches, Odds, Payoffs
from gametheory_paradox.forms.tables.normal_form_record import Support, pairs_of_supports
from gametheory_paradox.polynomials import Polynomial, RationalFunction

# Expected payoffs of a table with formulas under mixtures with formulas
# -----------------------------------------------------------------------

Mixture = Sequence[tuple[int, RationalFunction]]  # numbers of actions that are used, and their probabilities


def expected_columns(table: NormalForm[RationalFunction], mixtures: Sequence[Mixture]) -> Payoffs:
    """Expectations of a table's cells under one mixture for each player."""
    total = [RationalFunction.constant(0)] * len(table.payoffs[0])
    for combination in product(*mixtures):
        weight = RationalFunction.constant(1)
        for _, probability in combination:
            weight = weight * probability
        for column, entry in enumerate(table.cell([number for number, _ in combination])):
            total[column] = total[column] + weight * entry
    return tuple(total)


# The equilibria, as formulas, of a table of any number of players in which one at most has a choice
# ----------------------------------------------------------------------------

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


# Cramer's rule: mixtures on a table's supports that leave the other indifferent, and equilibria of two
# ----------------------------------------------------------------------------

ONE = Polynomial.constant(1)
OF_ONES = -1  # the number of a column of ones, which stands after those of a matrix


class Side(NamedTuple):
    """One player's mixture that makes the other indifferent on a support, by Cramer's rule.

    Parameters
    ----------
    mixture, payoff
        The probabilities of the support's actions, and what the other gets.
    holds
        Where the probabilities are positive and none of the other's actions outside the support gives more.
    tied
        Those of them that give as much for all values of the parameters.
    """

    mixture: tuple[RationalFunction, ...]
    payoff: RationalFunction
    holds: Statement
    tied: tuple[int, ...]


class Systems:
    """The minors of one matrix, and the sides that follow from them, each found once.

    Parameters
    ----------
    matrix, scale
        Payoffs, and by how much they are too large.
    """

    def __init__(self, matrix: Sequence[Sequence[Polynomial]], scale: Polynomial = ONE):
        self.matrix, self.scale = [[*row, ONE] for row in matrix], scale
        self.minor, self.side, self.positive = cache(self._minor), cache(self._side), cache(positive)

    def _minor(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Polynomial:
        """The determinant of some rows and columns, expanded along the first column."""
        total = Polynomial() if rows else ONE
        for place, row in enumerate(rows):
            if entry := self.matrix[row][columns[0]]:
                term = entry * self.minor(all_but(rows, place), columns[1:])
                total = total - term if place % 2 else total + term
        return total

    def _side(self, rows: tuple[int, ...], columns: tuple[int, ...], factor: Factor) -> Side | None:
        """The mixture on ``columns`` against which all ``rows`` give the same and no row gives more."""
        # A last row says that the mixture sums to one; along it the determinant is expanded.
        minors = [self.minor(rows, (OF_ONES, *all_but(columns, n))) for n in range(len(columns))]
        numerators = tuple(-minor if n % 2 else minor for n, minor in enumerate(minors))
        determinant = sum(numerators, Polynomial())
        if not determinant:
            # Off zero sets a mixture that many actions are best against is a mean of such mixtures on fewer
            # columns, down to unique ones: these have sides of their own, with something tied.
            return None

        conditions = [self.positive((top, determinant), factor) for top in numerators]
        tied = []
        for i in (k for k in range(len(self.matrix)) if k not in rows):
            # The value less what row i gives, times the determinant: all these rows with a column of ones.
            minor = self.minor(tuple(sorted((*rows, i))), (OF_ONES, *columns))
            if minor:
                slack = -minor if sum(row < i for row in rows) % 2 else minor
                conditions.append(self.positive((slack, determinant), factor))
            else:
                tied.append(i)
        mixture = tuple(RationalFunction(top, determinant) for top in numerators)
        payoff = RationalFunction(self.minor(rows, columns), determinant * self.scale)
        return Side(mixture, payoff, every(conditions), tuple(tied))


def all_but(numbers: Sequence[int], place: int) -> tuple[int, ...]:
    """All but the one in a place."""
    return (*numbers[:place], *numbers[place + 1 :])


def polynomial_matrix(
    matrix: Sequence[Sequence[RationalFunction]],
) -> tuple[list[list[Polynomial]], Polynomial]:
    """The matrix with whole coefficients, times what is positive and clears all denominators; and that."""
    denominators = dict.fromkeys(p.denominator for row in matrix for p in row)
    common = prod(denominators, start=ONE)
    others = {own: prod((d for d in denominators if d != own), start=ONE) for own in denominators}
    cleared = [[p.numerator * others[p.denominator] * common for p in row] for row in matrix]
    coefficients = (value for row in cleared for entry in row for value in entry.terms.values())
    whole = Polynomial.constant(lcm(*(value.denominator for value in coefficients)))
    return [[entry * whole for entry in row] for row in cleared], common * common * whole


def systems_of(form: NormalForm[RationalFunction]) -> tuple[Systems, Systems]:
    """The systems of both players, their own actions as rows."""
    m, n = form.shape
    mine = polynomial_matrix([[form.cell((i, j))[0] for j in range(n)] for i in range(m)])
    theirs = polynomial_matrix([[form.cell((i, j))[1] for i in range(m)] for j in range(n)])
    return Systems(*mine), Systems(*theirs)


def branch_of(
    form: NormalForm[RationalFunction], supports: tuple[Support, Support], first: Side, second: Side
) -> list[Branch]:
    """The equilibrium of two mixtures, the first player's first; none where a condition never holds."""
    exists = every([second.holds, first.holds])
    if exists is False:
        return []
    payoffs: Payoffs = (second.payoff, first.payoff)
    named = tuple(tuple(own[n] for n in used) for own, used in zip(form.actions, supports, strict=True))
    mixtures = (first.mixture, second.mixture)
    if form.measure:  # which Cramer's rule does not give
        used = [list(zip(own, odds, strict=True)) for own, odds in zip(supports, mixtures, strict=True)]
        payoffs += expected_columns(form, used)[2:]
    return [Branch(payoffs, exists, (), named, mixtures)]


# The extreme equilibria of a two-player table with parameters, as formulas: pairs of corners
#
# An *extreme* equilibrium is a pair of corners of the players' best-reply regions.  Off zero sets a corner
# with support J at which the actions B are best is the one mixture on J against which some of B, as many as J
# has, give the same (Cramer's rule); the rest of B is tied with them for all values of the parameters.  A
# pair of corners is an equilibrium where each one's support is among the other's best replies.  Every
# equilibrium is a mixture of extreme ones that are equilibria in every combination, so what is bilinear in
# the two mixtures is least and greatest at extreme ones.
# ----------------------------------------------------------------------------

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


# The equilibria of a two-player table with parameters, as formulas: one branch per pair of supports
#
# In a nondegenerate game the supports have equal size, and Cramer's rule gives the two mixtures.  Where a
# game is degenerate the extreme equilibria are listed besides
# (:mod:`~gametheory_paradox.forms.tables.formulas.table_branches`).
# ----------------------------------------------------------------------------


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


# The equilibria, as formulas, of a table of any number of players in which two have a choice
# ----------------------------------------------------------------------------

Table = NormalForm[RationalFunction]
ONE_FUNCTION = RationalFunction.constant(1)


def pair_branches(table: Table, factor: Factor) -> Branches:
    """The branches of a table, with a mixture for each player, from those of the table of the two.

    Raises
    ------
    Unsupported
        If there are too many supports.
    """
    both = choosing(table)
    found = table_branches(_of_pair(table, both), factor)

    def of_all(branch: Branch) -> Branch:
        assert branch.supports is not None  # it is a table's
        supports = [actions[:1] for actions in table.actions]
        mixtures: list[Odds] = [(ONE_FUNCTION,) for _ in table.players]
        for side, who in enumerate(both):
            supports[who], mixtures[who] = branch.supports[side], branch.mixtures[side]
        whole = replace(branch, supports=tuple(supports), mixtures=tuple(mixtures))
        return replace(whole, payoffs=expected_columns(table, strategies_used(table, whole)))

    extreme = found.extreme and Branches(tuple(map(of_all, found.extreme.branches)), False)
    return Branches(tuple(map(of_all, found.branches)), found.degenerate, extreme=extreme)


def choosing(table: Table) -> Sequence[int]:
    """The numbers of the players with more than one action."""
    return [who for who, actions in enumerate(table.actions) if len(actions) > 1]


def strategies_used(table: Table, branch: Branch) -> list[Mixture]:
    """The numbers of the actions that each player of a table uses in a branch, with their probabilities."""
    assert branch.supports is not None
    return [
        list(zip(map(actions.index, support), odds, strict=True))
        for actions, support, odds in zip(table.actions, branch.supports, branch.mixtures, strict=True)
    ]


def _of_pair(table: Table, both: Sequence[int]) -> Table:
    """The table of the two who choose."""
    cells = tuple(tuple(cell[who] for who in both) for cell in table.payoffs)
    return NormalForm(
        tuple(table.players[who] for who in both), tuple(table.actions[who] for who in both), cells
    )
