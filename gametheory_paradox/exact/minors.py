"""Minors of a matrix of polynomials, as fast as they can be had."""

from collections.abc import Sequence
from functools import cache

from flint import fmpq_mpoly

from gametheory_paradox.exact.ring import Ring
from gametheory_paradox.polynomials import Polynomial


class Minors:
    """The determinants of some rows and columns of a matrix, each found once.

    Parameters
    ----------
    matrix
        Its rows.

    Examples
    --------
    >>> x, one = Polynomial.variable("x"), Polynomial.constant(1)
    >>> print(Minors([[x, one], [one, x]]).minor((0, 1), (0, 1)))
    x^2 - 1
    """

    def __init__(self, matrix: Sequence[Sequence[Polynomial]]):
        self.ring = Ring.of(*(entry for row in matrix for entry in row))
        self.matrix = [[self.ring.take(entry) for entry in row] for row in matrix]
        self.minor, self._minor = cache(self._given), cache(self._expanded)

    def _given(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Polynomial:
        return self.ring.give(self._minor(rows, columns))

    def _expanded(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> fmpq_mpoly:
        """A determinant, expanded along the first row."""
        if not rows:
            return self.ring.context.constant(1)
        total = self.ring.context.constant(0)
        for place, column in enumerate(columns):
            if entry := self.matrix[rows[0]][column]:
                term = entry * self._minor(rows[1:], (*columns[:place], *columns[place + 1 :]))
                total = total - term if place % 2 else total + term
        return total
