"""Linear systems whose entries are rational functions, solved without fractions on the way.

Sources: bareiss1968 (every quotient in the elimination is a minor of the matrix, so each division is exact).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from flint import fmpq_mpoly, fmpz_mat

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.factors import cancel
from gametheory_paradox.exact.ring import Ring
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.table import Record

Rows = list[list[fmpq_mpoly]]


@dataclass(frozen=True, repr=False)
class LinearSolution(Record):
    """The solution of a square linear system A·x = b by Cramer's rule.

    Where the determinant is not zero, the only solution is x_i = numerators[i] / determinant.

    Parameters
    ----------
    numerators
        For each unknown, the determinant of A with its column replaced by b; none where A is singular.
    determinant
        The determinant of A.
    """

    numerators: tuple[Polynomial, ...]
    determinant: Polynomial

    @property
    def singular(self) -> bool:
        """Tests whether the determinant is zero everywhere, so that nowhere is there exactly one solution."""
        return not self.determinant

    @property
    def values(self) -> tuple[RationalFunction, ...]:
        """Each unknown in lowest terms.

        Raises
        ------
        ZeroDivisionError
            If the system is singular.
        """
        return tuple(cancel(RationalFunction(numerator, self.determinant)) for numerator in self.numerators)


def solve_linear(
    matrix: Sequence[Sequence[RationalFunction]], right_side: Sequence[RationalFunction]
) -> LinearSolution:
    """Solves a square linear system whose entries are rational functions.

    Each equation is multiplied by the least common multiple of its denominators; the answer is Cramer's rule
    for the system so cleared, and holds wherever the given entries are defined.

    Parameters
    ----------
    matrix, right_side
        The coefficients, one row per equation, and what each equation equals.

    Raises
    ------
    InvalidGame
        If the matrix is not square or the right side has another length.

    Sources
    -------
    bareiss1968

    Examples
    --------
    >>> one, x = RationalFunction.constant(1), RationalFunction.variable("x")
    >>> solution = solve_linear([[one, one], [x, -one]], [one, x / (x + one)])
    >>> solution.determinant, solution.values[0]
    (Polynomial(-x^2 - 2*x - 1), RationalFunction((2*x + 1)/(x^2 + 2*x + 1)))
    """
    size = len(matrix)
    if len(right_side) != size or any(len(row) != size for row in matrix):
        shape = f"{size} equations, of {', '.join(str(len(row)) for row in matrix)} coefficients"
        raise InvalidGame(f"a square linear system is needed; got {shape}, and {len(right_side)} right sides")
    rows = [[*row, value] for row, value in zip(matrix, right_side, strict=True)]
    ring = Ring(name for entry in chain(*rows) for name in entry.names)
    numerators, whole = _cramer(ring, [_cleared(ring, row) for row in rows])
    return LinearSolution(tuple(ring.give(numerator) for numerator in numerators), ring.give(whole))


def sign_of_determinant(matrix: Sequence[Sequence[int]]) -> int:
    """The sign of the determinant of a square matrix of integers: -1, 0 or 1.

    Examples
    --------
    >>> sign_of_determinant([[1, 2], [3, 4]]), sign_of_determinant([[1, 2], [2, 4]])
    (-1, 0)
    """
    determinant = fmpz_mat(matrix).det()
    return (determinant > 0) - (determinant < 0)


def _cleared(ring: Ring, row: Sequence[RationalFunction]) -> list[fmpq_mpoly]:
    """A row multiplied by the least common multiple of its denominators."""
    common = ring.context.constant(1)
    denominators = [ring.take(entry.denominator) for entry in row]
    for denominator in denominators:
        common = common * (denominator / common.gcd(denominator))
    return [
        ring.take(entry.numerator) * (common / denominator)
        for entry, denominator in zip(row, denominators, strict=True)
    ]


def _triangular(ring: Ring, rows: Rows) -> int:
    """Clears below the diagonal without fractions, so that entry k of the diagonal is a minor of size k.

    The rows are overwritten and may have more columns than there are rows.  Returns the sign of the
    permutation of rows; 0 if the square part is singular, where the work stops half-way.
    """
    sign, previous = 1, ring.context.constant(1)
    for k in range(len(rows)):
        candidates = [i for i in range(k, len(rows)) if not rows[i][k].is_zero()]
        if not candidates:
            return 0
        chosen = min(candidates, key=lambda i: len(rows[i][k]))  # short pivots keep the products short
        if chosen != k:
            rows[k], rows[chosen], sign = rows[chosen], rows[k], -sign

        pivot = rows[k]
        for row in rows[k + 1 :]:
            first = row[k]
            row[k:] = [
                (pivot[k] * right - first * above) / previous
                for right, above in zip(row[k:], pivot[k:], strict=True)
            ]
        previous = pivot[k]
    return sign


def _cramer(ring: Ring, rows: Rows) -> tuple[list[fmpq_mpoly], fmpq_mpoly]:
    """The numerators and the determinant of a system whose rows end with their right sides."""
    reduced = [list(row) for row in rows]
    size, sign = len(rows), _triangular(ring, reduced)
    if sign == 0:
        return [], ring.context.constant(0)

    # Back substitution, in which Cramer's rule says that each quotient is a determinant.
    whole = reduced[-1][-2] if rows else ring.context.constant(1)
    numerators = [ring.context.constant(0)] * size
    for i in reversed(range(size)):
        rest = whole * reduced[i][-1]
        for j in range(i + 1, size):
            rest -= reduced[i][j] * numerators[j]
        numerators[i] = rest / reduced[i][i]
    return [numerator * sign for numerator in numerators], whole * sign
