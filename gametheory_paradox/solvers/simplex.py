"""The simplex method on integers: the tableau with a line for the objective, and Bland's rule.

Sources: dantzig1963; bland1977 (least indices, so that it ends).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import count

from gametheory_paradox.interruption import look
from gametheory_paradox.solvers.tableau import Tableau

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
