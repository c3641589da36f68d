"""Cramer's rule: mixtures on a table's supports that leave the other indifferent, and equilibria of two."""

from collections.abc import Sequence
from functools import cache
from math import lcm, prod
from typing import NamedTuple

from gametheory_paradox.claims.parameters.branches import Branch, Payoffs
from gametheory_paradox.claims.parameters.expected_columns import expected_columns
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, positive
from gametheory_paradox.games import NormalForm
from gametheory_paradox.games.supports import Support
from gametheory_paradox.polynomials import Polynomial, RationalFunction

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
