"""Cramer's rule: mixtures on a table's supports that leave the other indifferent, and equilibria of two."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import lcm, prod

from gametheory_paradox.claims.parameters.branches import Branch, Payoffs
from gametheory_paradox.claims.parameters.expected_columns import expected_columns
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, positive
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Side(Record):
    """One player's mixture that makes the other indifferent on a support, and where it does so as it must.

    ``tied`` are the other's actions outside the support that give as much for all values of the parameters.
    """

    system: "System"
    holds: Statement
    degenerate: Statement
    tied: tuple[int, ...] = ()

    @property
    def mixture(self) -> tuple[RationalFunction, ...]:
        """The probabilities of the support's actions."""
        return tuple(RationalFunction(top, self.system.determinant) for top in self.system.numerators)

    def payoff(self, scale: Polynomial) -> RationalFunction:
        """What the other gets, whose payoffs were multiplied by the scale."""
        return RationalFunction(self.system.value, self.system.determinant * scale)


@dataclass(frozen=True, repr=False)
class System(Record):
    """Cramer's rule for "all rows give the same against a mixture on the columns": mixture and value."""

    numerators: tuple[Polynomial, ...]
    determinant: Polynomial
    value: Polynomial


class Systems:
    """The systems and minors of one matrix, and the sides that follow, each found once."""

    def __init__(self, matrix: Sequence[Sequence[Polynomial]]):
        self.matrix = matrix
        self.system, self.minor, self.side = cache(self._system), cache(self._minor), cache(self._side)
        self.bordered, self.positive = cache(self._bordered), cache(positive)

    def _system(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> System:
        """The mixture on the columns against which all rows give the same, by Cramer's rule."""
        # Cofactors of the matrix with a border of ones, each expanded along that border into minors of the
        # matrix itself.
        size = len(rows)
        signs = [(size + 1 + place) % 2 for place in range(size)]
        numerators = tuple(self.bordered(rows, all_but(columns, n), sign) for n, sign in enumerate(signs))
        # Expanded along the last row, which says that the mixture sums to one.
        determinant = sum(numerators, Polynomial())
        return System(numerators, determinant, self.minor(rows, columns))

    def _bordered(self, rows: tuple[int, ...], columns: tuple[int, ...], sign: int) -> Polynomial:
        """The determinant of rows and columns bordered by ones, its negative where ``sign`` is 1."""
        if sign:
            return -self.bordered(rows, columns, 0)
        total = Polynomial()
        for place in range(len(rows)):
            minor = self.minor(all_but(rows, place), columns)
            total = total + (minor if (place + len(columns)) % 2 == 0 else -minor)
        return total

    def _minor(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Polynomial:
        """The determinant of some rows and columns, expanded along the first row."""
        if not rows:
            return Polynomial.constant(1)
        total = Polynomial()
        for place, column in enumerate(columns):
            entry = self.matrix[rows[0]][column]
            minor = self.minor(rows[1:], all_but(columns, place)) if entry else entry
            if minor:
                term = entry * minor
                total = total + (term if place % 2 == 0 else -term)
        return total

    def _side(self, rows: tuple[int, ...], columns: tuple[int, ...], factor: Factor) -> Side:
        """The mixture of ``columns`` against which all ``rows`` give the same and no other row more."""
        system = self.system(rows, columns)
        if not system.determinant:
            open_ = not self._is_contradictory(rows, columns) and self._may_be_best(rows, columns, factor)
            return Side(system, False, open_)
        conditions = [self.positive((top, system.determinant), factor) for top in system.numerators]
        tied = []
        for i in range(len(self.matrix)):
            if i in rows:
                continue
            # The common value less what row i gives, times the determinant: that of all these rows and a
            # column of ones.
            place = sum(row < i for row in rows)
            slack = self.bordered(tuple(sorted((*rows, i))), columns, (len(rows) + place) % 2)
            if slack:
                conditions.append(self.positive((slack, system.determinant), factor))
            else:
                tied.append(i)
        holds = every(conditions)
        return Side(system, holds, holds if tied else False, tuple(tied))

    def _may_be_best(self, rows: tuple[int, ...], columns: tuple[int, ...], factor: Factor) -> Statement:
        """Where no other row is better than one of these in every one of the columns."""
        others = [k for k in range(len(self.matrix)) if k not in rows]
        return every(
            negation(every(self.positive((self.matrix[k][j] - self.matrix[i][j],), factor) for j in columns))
            for i in rows
            for k in others
        )

    def _is_contradictory(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> bool:
        """Whether some of the rows can never give the same off a zero set."""
        # Their equations have deficient rank everywhere, and full rank together with the right-hand side off
        # a zero set.
        for size in range(2, len(rows) + 1):
            for some_rows in combinations(rows, size):
                systems = [self.system(some_rows, some) for some in combinations(columns, size)]
                if not any(s.determinant for s in systems) and any(any(s.numerators) for s in systems):
                    return True
        return False


def all_but(numbers: Sequence[int], place: int) -> tuple[int, ...]:
    """All but the one in a place."""
    return (*numbers[:place], *numbers[place + 1 :])


Both = tuple[Systems, Systems, list[Polynomial]]


def polynomial_matrix(
    matrix: Sequence[Sequence[RationalFunction]],
) -> tuple[list[list[Polynomial]], Polynomial]:
    """The matrix with whole coefficients, times what is positive and clears all denominators; and that."""
    denominators, one = dict.fromkeys(p.denominator for row in matrix for p in row), Polynomial.constant(1)
    common = prod(denominators, start=one)
    others = {own: prod((d for d in denominators if d != own), start=one) for own in denominators}
    cleared = [[p.numerator * others[p.denominator] * common for p in row] for row in matrix]
    coefficients = (value for row in cleared for entry in row for value in entry.terms.values())
    whole = Polynomial.constant(lcm(*(value.denominator for value in coefficients)))
    return [[entry * whole for entry in row] for row in cleared], common * common * whole


def systems_of(form: NormalForm[RationalFunction]) -> Both:
    """The systems of both players, their own actions as rows, and the factor of each one's payoffs."""
    m, n = form.shape
    mine, scale = polynomial_matrix([[form.cell((i, j))[0] for j in range(n)] for i in range(m)])
    theirs, other_scale = polynomial_matrix([[form.cell((i, j))[1] for i in range(m)] for j in range(n)])
    return Systems(mine), Systems(theirs), [scale, other_scale]


def branch_of(
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
    named = tuple(tuple(own[n] for n in used) for own, used in zip(form.actions, supports, strict=True))
    mixtures = (first.mixture, second.mixture)
    if form.measure:  # which Cramer's rule does not give
        used = [list(zip(own, odds, strict=True)) for own, odds in zip(supports, mixtures, strict=True)]
        payoffs += expected_columns(form, used)[2:]
    return [Branch(payoffs, exists, (), named, mixtures)]
