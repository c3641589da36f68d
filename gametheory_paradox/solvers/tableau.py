"""The tableau in integers, and its one pivot: what every method stands on that goes from basis to basis.

A tableau writes the basic variables by the nonbasic ones.  All its numbers are integers over one common
denominator, which is a minor of the matrix it began with; every division in a pivot is exact.  A right-hand
side that is perturbed takes two columns: 1 + ε·r is written 1, r, with ε infinitesimal and r random, so that
ties are broken.

Sources: dantzig1963 (dictionaries); lemke1965 (complementary pivots); bareiss1968 (exact divisions).
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache, cmp_to_key
from random import Random

from gametheory_paradox.clock import Clock


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
