"""Square linear systems in integers, solved exactly without fractions on the way.

Sources: bareiss1968 (every quotient in the elimination is a minor of the matrix, so each division is exact).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class UniqueSolution(Record):
    """The only solution: numerators over a common denominator, which is positive."""

    numerators: tuple[int, ...]
    denominator: int


@dataclass(frozen=True, repr=False)
class Singularity(Record):
    """There are none or many solutions; ``null`` spans the kernel of the matrix if that is a line."""

    null: tuple[int, ...] | None


def solve_integers(
    matrix: Sequence[Sequence[int]], right_side: Sequence[int]
) -> UniqueSolution | Singularity:
    """Solves a square system of integers.

    Parameters
    ----------
    matrix, right_side
        The coefficients, one row per equation, and what each equation equals.

    Sources
    -------
    bareiss1968

    Examples
    --------
    >>> solve_integers([[2, 1], [1, 3]], [3, 5])
    unique solution: numerators 4, 7; denominator 5
    >>> solve_integers([[1, 2], [2, 4]], [1, 1])
    singularity: null -2, 1
    """
    size = len(matrix)
    rows = [[*row, value] for row, value in zip(matrix, right_side, strict=True)]
    previous = 1
    pivots: list[int] = []

    for column in range(size):
        at = len(pivots)
        chosen = min(
            (r for r in range(at, size) if rows[r][column]), key=lambda r: abs(rows[r][column]), default=None
        )
        if chosen is None:
            continue

        # Bareiss: the last pivot divides every entry, so that all stay integers.
        rows[at], rows[chosen] = rows[chosen], rows[at]
        line, pivot = rows[at], rows[at][column]
        for row in range(size):  # above too: then every pivot row ends with the last minor on its pivot
            if row != at:
                factor = rows[row][column]
                rows[row] = [
                    (pivot * a - factor * b) // previous for a, b in zip(rows[row], line, strict=True)
                ]

        previous = pivot
        pivots.append(column)

    if len(pivots) == size:
        sign = 1 if previous > 0 else -1
        return UniqueSolution(tuple(sign * row[-1] for row in rows), sign * previous)
    return Singularity(_kernel(rows, pivots, previous, size))


def _kernel(rows: list[list[int]], pivots: list[int], scale: int, size: int) -> tuple[int, ...] | None:
    if len(pivots) < size - 1:
        return None
    free = next(column for column in range(size) if column not in pivots)
    null = [0] * size
    null[free] = scale
    for row, column in zip(rows, pivots, strict=False):
        null[column] = -row[free]
    sign = 1 if scale > 0 else -1
    return tuple(sign * entry for entry in null)
