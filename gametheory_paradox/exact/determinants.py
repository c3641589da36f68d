"""Determinants of integers, of which the sign alone is asked."""

from collections.abc import Sequence

from flint import fmpz_mat


def sign_of_determinant(matrix: Sequence[Sequence[int]]) -> int:
    """The sign of the determinant of a square matrix of integers: -1, 0 or 1.

    Examples
    --------
    >>> sign_of_determinant([[1, 2], [3, 4]]), sign_of_determinant([[1, 2], [2, 4]])
    (-1, 0)
    """
    determinant = fmpz_mat(matrix).det()
    return (determinant > 0) - (determinant < 0)
