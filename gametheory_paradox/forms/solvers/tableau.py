"""The simplex method on integers: a tableau, its pivots, and Bland's rule.

Sources: dantzig1963 (dictionaries); lemke1965 (complementary pivots); bareiss1968 (exact divisions);
bland1977 (least indices, so that it ends).
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache, cmp_to_key
from itertools import count
from random import Random

from gametheory_paradox.clock import Clock
from gametheory_paradox.interruption import look

# The tableau in integers, and its one pivot: what every method stands on that goes from basis to basis
#
# A tableau writes the basic variables by the nonbasic ones.  All its numbers are integers over one common
# denominator, which is a minor of the matrix it began with; every division in a pivot is exact.  A right-hand
# side that is perturbed takes two columns: 1 + ε·r is written 1, r, with ε infinitesimal and r random, so
# that ties are broken.
# ----------------------------------------------------------------------------


class Tableau:
    """Rows that read: denominator · basic = right-hand side − Σ entry · nonbasic.

    Parameters
    ----------
    lines
        For each basic variable its entries, one for each nonbasic variable, then its right-hand sides.
    basic, nonbasic
        The labels of the variables.
    denominator
        A positive integer.
    """

    def __init__(
        self, lines: list[list[int]], basic: list[int], nonbasic: list[int], denominator: int = 1
    ) -> None:
        self.lines, self.basic, self.nonbasic, self.denominator = lines, basic, nonbasic, denominator

    def copied(self) -> "Tableau":
        """A tableau of its own that stands where this one does."""
        lines = [list(line) for line in self.lines]
        return Tableau(lines, list(self.basic), list(self.nonbasic), self.denominator)

    def pivot(self, row: int, column: int) -> int:
        """Exchanges a basic and a nonbasic variable; returns the label of that which leaves the basis."""
        line, denominator = self.lines[row], self.denominator
        pivot, sign = abs(line[column]), 1 if line[column] > 0 else -1
        if sign < 0:  # then all signs change, so that the denominator stays positive
            line[:] = [-entry for entry in line]
        line[column] = sign * denominator

        for r, other in enumerate(self.lines):
            factor = other[column]
            if r == row:
                continue
            if factor:
                other[column] = 0
                other[:] = [(pivot * a - factor * b) // denominator for a, b in zip(other, line, strict=True)]
                other[column] = -sign * factor
            elif pivot != denominator:
                other[:] = [pivot * entry // denominator for entry in other]

        left, self.denominator = self.basic[row], pivot
        self.basic[row], self.nonbasic[column] = self.nonbasic[column], left
        return left

    def order(self, row: int, rival: int, column: int, side: int) -> int:
        """A number with the sign of: the ratio at which a row stops a column from growing, minus a rival's.

        ``side`` is the place of the right-hand side in a line.
        """
        line, other = self.lines[row], self.lines[rival]
        return line[side] * other[column] - other[side] * line[column]

    def leaving(self, column: int) -> int | None:
        """The row with the least ratio of a right-hand side that is perturbed; None if two rows have it."""
        best, tie = -1, False
        for row, line in enumerate(self.lines):
            if line[column] <= 0:
                continue
            if best >= 0:
                order = self.order(row, best, column, -2) or self.order(row, best, column, -1)
                tie = order == 0 or (tie and order > 0)
                if order >= 0:
                    continue
            best = row
        return None if tie else best

    def first_row(self, column: int, order: Callable[[int, int], int]) -> int | None:
        """The first in some order of the rows that stop a column from growing; None if none does."""
        rows = [row for row, line in enumerate(self.lines) if line[column] > 0]
        return min(rows, key=cmp_to_key(order), default=None)

    def values(self, count: int, side: int = -1) -> list[Fraction]:
        """The values of the first variables, by label: zero where nonbasic, else by a right-hand side."""
        values = [Fraction(0)] * count
        for label, line in zip(self.basic, self.lines, strict=False):
            if label < count:
                values[label] = Fraction(line[side], self.denominator)
        return values


class CoveredTableau(Tableau):
    """The tableau of a linear complementarity problem with the covering variable z₀ of Lemke's algorithm.

    Labels: the variables 0 … size − 1, their slacks in the same order from ``size`` on, then z₀.  A variable
    or its slack is zero.

    Parameters
    ----------
    lines, basic, nonbasic
        As in a tableau.
    size
        The number of variables.
    """

    def __init__(self, lines: list[list[int]], basic: list[int], nonbasic: list[int], size: int) -> None:
        super().__init__(lines, basic, nonbasic)
        self.size, self.cover = size, 2 * size

    def enter(self, label: int, row: int) -> int:
        """Lets a variable into the basis; returns the one that leaves."""
        return self.pivot(row, self.nonbasic.index(label))

    def path(self, entering: int, clock: Clock) -> Iterator[int]:
        """Follows the complementary pivots from a variable that enters; the one that leaves, after each.

        It ends where z₀ leaves, or before, where ``leaving`` finds a tie.  Raises OutOfTime.
        """
        left = -1
        while left != self.cover:
            clock.check()
            row = self.leaving(self.nonbasic.index(entering))
            if row is None:
                return
            left = self.enter(entering, row)
            yield left
            entering = left + self.size if left < self.size else left - self.size


@cache
def perturbation(count: int, attempt: int) -> tuple[int, ...]:
    """A vector to perturb by, the same at each call; where one leaves a tie, the next has larger entries."""
    random = Random(attempt)
    return tuple(random.randrange(1, 1 << (10 + 6 * attempt)) for _ in range(count))


def perturbed(matrix: Sequence[Sequence[int]], attempt: int) -> Tableau:
    """The tableau of {x ≥ 0 : M x ≤ 1 + ε·r} at zero; the slack of row k has the label dimension + k."""
    count, dimension = len(matrix), len(matrix[0])
    lines = [[*row, 1, r] for row, r in zip(matrix, perturbation(count, attempt), strict=True)]
    return Tableau(lines, list(range(dimension, dimension + count)), list(range(dimension)))


# The simplex method on integers: the tableau with a line for the objective, and Bland's rule
# ----------------------------------------------------------------------------

# What a proposal in floating point has below this is taken as zero; a wrong guess costs time, never truth.
_NOISE = 1e-9


class Dictionary(Tableau):
    """Maximize c · z under A · z ≤ b, z ≥ 0, seen from a basis.

    Variable j < n is z_j, variable n + r the slack of row r.  The last line is the objective, written like a
    row.

    Parameters
    ----------
    matrix
        For each row of A its integers and the bound.
    objective
        c.
    """

    def __init__(self, matrix: Sequence[Sequence[int]], objective: Sequence[int]):
        self._given = matrix, objective
        self.size, self.height = len(objective), len(matrix)
        lines = [*map(list, matrix), [*(-c for c in objective), 0]]
        super().__init__(lines, [self.size + r for r in range(self.height)], list(range(self.size)))

    @property
    def entries(self) -> int:
        """The number of its numbers."""
        return (self.size + 1) * (self.height + 1)

    def as_given(self) -> tuple[list[list[float]], list[float], list[float]]:
        """A, b and c in floating point."""
        matrix, objective = self._given
        return (
            [[float(a) for a in row[:-1]] for row in matrix],
            [float(row[-1]) for row in matrix],
            [float(c) for c in objective],
        )

    @property
    def is_optimal(self) -> bool:
        """True if the objective grows with no variable."""
        return all(entry >= 0 for entry in self.lines[-1][: self.size])

    def leaving(self, column: int) -> int | None:
        """The row that stops a nonbasic variable from growing, the one with the least label if several do.

        The objective's line, which falls, stops none.
        """
        basic = self.basic
        return self.first_row(
            column, lambda row, rival: self.order(row, rival, column, -1) or basic[row] - basic[rival]
        )

    def point(self) -> list[Fraction]:
        """The variables z."""
        return self.values(self.size)

    def multipliers(self, row: int = -1) -> list[Fraction]:
        """The coefficients of nonbasic slacks in a row; in the objective's they are the dual variables."""
        found = [Fraction(0)] * self.height
        for column, label in enumerate(self.nonbasic):
            if label >= self.size:
                found[label - self.size] = Fraction(self.lines[row][column], self.denominator)
        return found

    def contradiction(self, row: int) -> list[Fraction]:
        """The multiple of each row of A that goes into a row of the dictionary."""
        found = self.multipliers(row)
        if self.basic[row] >= self.size:
            found[self.basic[row] - self.size] = Fraction(1)
        return found

    def ray(self, column: int) -> list[Fraction]:
        """The move of the variables z when a nonbasic variable grows by one."""
        found = [Fraction(0)] * self.size
        if self.nonbasic[column] < self.size:
            found[self.nonbasic[column]] = Fraction(1)
        for row, label in enumerate(self.basic):
            if label < self.size:
                found[label] = Fraction(-self.lines[row][column], self.denominator)
        return found


def improve(dictionary: Dictionary, most: int | None = None) -> list[Fraction] | None:
    """Pivots from a feasible dictionary to an optimal one; a ray along which the objective grows, if any.

    After ``most`` pivots it stops where it is.
    """
    for done in count():
        look()
        if done == most:
            break
        objective = dictionary.lines[-1]
        worse = [c for c in range(dictionary.size) if objective[c] < 0]
        if not worse:
            return None
        column = min(worse, key=dictionary.nonbasic.__getitem__)
        row = dictionary.leaving(column)
        if row is None:
            return dictionary.ray(column)
        dictionary.pivot(row, column)
    return None


def make_feasible(dictionary: Dictionary) -> list[Fraction] | None:
    """Pivots to a dictionary with non-negative bounds; multipliers of a contradiction if there is none.

    This is the dual simplex method for the objective zero, which every basis makes optimal, by least indices.
    """
    while True:
        look()
        violated = [r for r in range(dictionary.height) if dictionary.lines[r][-1] < 0]
        if not violated:
            return None
        row = min(violated, key=dictionary.basic.__getitem__)
        line = dictionary.lines[row]
        helpful = [c for c in range(dictionary.size) if line[c] < 0]
        if not helpful:  # a sum of variables that are not negative is negative
            return dictionary.contradiction(row)
        dictionary.pivot(row, min(helpful, key=dictionary.nonbasic.__getitem__))


def start_from(dictionary: Dictionary, point: Sequence[float], prices: Sequence[float]) -> bool:
    """Pivots towards the basis that a proposal suggests; whether the dictionary is then feasible.

    Parameters
    ----------
    dictionary
        The dictionary, which moves.
    point
        The variables z.
    prices
        For each variable, and then for each slack, by how much the objective falls as it grows; what has a
        price is zero, and not in the basis.
    """
    matrix, bounds, _ = dictionary.as_given()
    values = [sum(a * z for a, z in zip(row, point, strict=True)) for row in matrix]
    slacks = [bound - value for bound, value in zip(bounds, values, strict=True)]
    wanted = [(value, label) for label, value in enumerate([*point, *slacks]) if value > _NOISE]
    positive = {label for _, label in wanted}
    for _, label in sorted(wanted, reverse=True):
        if label not in dictionary.nonbasic:
            continue
        column = dictionary.nonbasic.index(label)
        basic = enumerate(dictionary.basic)
        rows = (r for r, other in basic if other not in positive and dictionary.lines[r][column])
        row = next(rows, None)
        if row is not None:
            dictionary.pivot(row, column)

    # At a point at which many bounds meet, the prices tell which of them belong to the basis.
    priced = {label for label, price in enumerate(prices) if price > _NOISE}
    for label in [own for own in dictionary.nonbasic if own not in priced]:
        column = dictionary.nonbasic.index(label)
        met = enumerate(zip(dictionary.basic, dictionary.lines, strict=False))
        rows = (r for r, (other, line) in met if other in priced and not line[-1] and line[column])
        row = next(rows, None)
        if row is not None:
            dictionary.pivot(row, column)
    return all(line[-1] >= 0 for line in dictionary.lines[:-1])
