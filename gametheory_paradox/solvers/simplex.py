"""The simplex method on integers: dictionaries, fraction-free pivots, Bland's rule.

A dictionary writes the basic variables and the objective by the nonbasic ones.  All numbers of it are
integers over one common denominator, which is a minor of the matrix; every division in a pivot is exact.

Sources: dantzig1963; bland1977 (least indices, so that it ends); bareiss1968 (exact divisions).
"""

from collections.abc import Sequence
from fractions import Fraction

_NOISE = 1e-9  # what a proposal in floating point has below this is taken as zero; a wrong guess costs time, never truth


class Dictionary:
    """Maximize c · z under A · z ≤ b, z ≥ 0, seen from a basis.

    Variable j < n is z_j, variable n + r the slack of row r.  Row r reads: denominator · basic = bound − Σ
    entry · nonbasic; the last row is the objective in the same way.

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
        self.denominator = 1
        self.lines = [list(row) for row in matrix] + [[-c for c in objective] + [0]]
        self.basic = [self.size + r for r in range(self.height)]
        self.nonbasic = list(range(self.size))

    @property
    def entries(self) -> int:
        """How many numbers it has."""
        return (self.size + 1) * (self.height + 1)

    def as_given(self) -> tuple[list[list[float]], list[float], list[float]]:
        """A, b and c in floating point."""
        matrix, objective = self._given
        return (
            [[float(a) for a in row[:-1]] for row in matrix],
            [float(row[-1]) for row in matrix],
            [float(c) for c in objective],
        )

    def pivot(self, row: int, column: int) -> None:
        """Exchange a basic and a nonbasic variable."""
        self.denominator = exchange(self.lines, row, column, self.denominator)
        self.basic[row], self.nonbasic[column] = self.nonbasic[column], self.basic[row]

    def values(self) -> list[Fraction]:
        """The variables z."""
        found = [Fraction(0)] * self.size
        for row, label in enumerate(self.basic):
            if label < self.size:
                found[label] = Fraction(self.lines[row][-1], self.denominator)
        return found

    def multipliers(self, row: int = -1) -> list[Fraction]:
        """The coefficients of the nonbasic slacks in a row; in that of the objective they are the dual variables."""
        found = [Fraction(0)] * self.height
        for column, label in enumerate(self.nonbasic):
            if label >= self.size:
                found[label - self.size] = Fraction(self.lines[row][column], self.denominator)
        return found

    def contradiction(self, row: int) -> list[Fraction]:
        """How often each row of A goes into a row of the dictionary."""
        found = self.multipliers(row)
        if self.basic[row] >= self.size:
            found[self.basic[row] - self.size] = Fraction(1)
        return found

    def ray(self, column: int) -> list[Fraction]:
        """How the variables z move when a nonbasic variable grows by one."""
        found = [Fraction(0)] * self.size
        if self.nonbasic[column] < self.size:
            found[self.nonbasic[column]] = Fraction(1)
        for row, label in enumerate(self.basic):
            if label < self.size:
                found[label] = Fraction(-self.lines[row][column], self.denominator)
        return found


def exchange(lines: list[list[int]], row: int, column: int, denominator: int) -> int:
    """The pivot on all lines of a dictionary in place; returns the new denominator, which is positive."""
    line = lines[row]
    pivot = line[column]
    if pivot < 0:  # then all signs change, so that the denominator stays positive
        line[:] = [-entry for entry in line]
        line[column] = -denominator
        pivot, crossing = -pivot, 1
    else:
        line[column] = denominator
        crossing = -1
    for r, other in enumerate(lines):
        factor = other[column]
        if r == row:
            continue
        if not factor:
            if pivot != denominator:
                other[:] = [pivot * entry // denominator for entry in other]
            continue
        other[column] = 0
        other[:] = [(pivot * a - factor * b) // denominator for a, b in zip(other, line, strict=True)]
        other[column] = crossing * factor
    return pivot


def improve(dictionary: Dictionary) -> list[Fraction] | None:
    """Pivot from a feasible dictionary to an optimal one; a ray along which the objective grows if there is none."""
    while True:
        objective = dictionary.lines[-1]
        worse = [c for c in range(dictionary.size) if objective[c] < 0]
        if not worse:
            return None
        column = min(worse, key=dictionary.nonbasic.__getitem__)
        row = _leaving(dictionary, column)
        if row is None:
            return dictionary.ray(column)
        dictionary.pivot(row, column)


def _leaving(dictionary: Dictionary, column: int) -> int | None:
    """The row that stops a nonbasic variable from growing, the one with the least label if several do."""
    best = None
    for row in range(dictionary.height):
        line = dictionary.lines[row]
        if line[column] <= 0:
            continue
        if best is not None:
            rival = dictionary.lines[best]
            order = line[-1] * rival[column] - rival[-1] * line[column]
            if order > 0 or (order == 0 and dictionary.basic[row] > dictionary.basic[best]):
                continue
        best = row
    return best


def make_feasible(dictionary: Dictionary) -> list[Fraction] | None:
    """Pivot to a dictionary with non-negative bounds; multipliers of a contradiction if there is none.

    This is the dual simplex method for the objective zero, which every basis makes optimal, by least indices.
    """
    while True:
        violated = [r for r in range(dictionary.height) if dictionary.lines[r][-1] < 0]
        if not violated:
            return None
        row = min(violated, key=dictionary.basic.__getitem__)
        line = dictionary.lines[row]
        helpful = [c for c in range(dictionary.size) if line[c] < 0]
        if not helpful:  # a sum of variables that are not negative is negative
            return dictionary.contradiction(row)
        dictionary.pivot(row, min(helpful, key=dictionary.nonbasic.__getitem__))


def start_from(dictionary: Dictionary, point: Sequence[float]) -> bool:
    """Pivot towards the basis that a proposed point suggests; whether the dictionary is then feasible."""
    matrix, bounds, _ = dictionary.as_given()
    slacks = [
        b - sum(a * z for a, z in zip(row, point, strict=True)) for row, b in zip(matrix, bounds, strict=True)
    ]
    wanted = [(value, label) for label, value in enumerate([*point, *slacks]) if value > _NOISE]
    positive = {label for _, label in wanted}
    for _, label in sorted(wanted, reverse=True):
        if label not in dictionary.nonbasic:
            continue
        column = dictionary.nonbasic.index(label)
        rows = [
            r
            for r, other in enumerate(dictionary.basic)
            if other not in positive and dictionary.lines[r][column]
        ]
        if rows:
            dictionary.pivot(rows[0], column)
    return all(line[-1] >= 0 for line in dictionary.lines[:-1])
