"""The shares of a cell on both sides of a polynomial's zero set, by two parallel planes that enclose it.

With an affine function l and the least and greatest Bernstein coefficient r⁻, r⁺ of p - l, p is positive
wherever l > -r⁻ and negative wherever l < -r⁺.  For an affine p the two planes are one and the volumes are
exact.

Source: barrow1979 (the volume below a plane).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import compress, product
from math import factorial, lcm, prod

from gametheory_paradox.claims.parameters.bernstein import Bernstein


def sides(cell: Bernstein) -> tuple[Fraction, Fraction]:
    """The shares of the cell proved positive and proved negative."""
    slopes, upper, lower, _ = integer_planes(cell)
    return 1 - below_plane(slopes, upper), below_plane(slopes, lower)


def integer_planes(cell: Bernstein) -> tuple[list[int], int, int, int]:
    """Two parallel planes over a cell, t in 0…1: positive where Σ slopes·t > upper, negative below lower.

    All numbers are multiplied by the last one, so that they are integers.
    """
    size = len(cell.coefficients)
    step = lcm(*(degree for degree in cell.degrees if degree))
    scale = size * step
    slopes = [rise * (degree + 1) * step for rise, degree in zip(_rises(cell), cell.degrees, strict=True)]
    ends = zip(slopes, cell.degrees, strict=True)
    rises = [[slope * i // degree if degree else 0 for i in range(degree + 1)] for slope, degree in ends]
    heights = map(sum, product(*rises))
    residuals = [own * scale - height for own, height in zip(cell.coefficients, heights, strict=True)]
    return slopes, -min(residuals), -max(residuals), scale


def _rises(cell: Bernstein) -> list[int]:
    """The rise along each axis from one face of the cell to the opposite one, over all its lines."""
    values, rises, stride = cell.coefficients, [], len(cell.coefficients)
    for degree in cell.degrees:
        length, stride = stride, stride // (degree + 1)
        starts = range(0, len(values), length)
        last = sum(sum(values[start + length - stride : start + length]) for start in starts)
        rises.append(last - sum(sum(values[start : start + stride]) for start in starts))
    return rises


def below_plane(slopes: Sequence[int], bound: int) -> Fraction:
    """The share of the unit cube in which Σ slopes·t is below the bound.

    Examples
    --------
    >>> below_plane([2, 2], 1)
    Fraction(1, 8)
    """
    bound -= sum(slope for slope in slopes if slope < 0)  # reflect t → 1 - t along falling axes
    rising = [abs(slope) for slope in slopes if slope]
    if bound <= 0:
        return Fraction(0)
    size, total = len(rising), 0
    for corner in product((0, 1), repeat=size):
        total += (-1) ** sum(corner) * max(bound - sum(compress(rising, corner)), 0) ** size
    return Fraction(total, prod(rising) * factorial(size))
