"""How much of a cell lies on either side of a polynomial's zero set, by two parallel planes that enclose the surface.

With an affine function l and the least and greatest Bernstein coefficient r⁻, r⁺ of p - l, p is positive wherever
l > -r⁻ and negative wherever l < -r⁺.  For an affine p the two planes are one and the volumes are exact.

Source: barrow1979 (the volume of a cube below a hyperplane).
"""

from fractions import Fraction
from itertools import product
from math import factorial

from gametheory_paradox.claims.signs import Bernstein


def sides(cell: Bernstein) -> tuple[Fraction, Fraction]:
    """The shares of the cell proved positive and proved negative."""
    slopes, upper, lower = planes(cell)
    return 1 - share_below(slopes, upper), share_below(slopes, lower)


def planes(cell: Bernstein) -> tuple[list[Fraction], Fraction, Fraction]:
    """Two parallel planes in coordinates 0…1 over the cell: the polynomial is > 0 where Σ slopes·t > upper, < 0 where < lower."""
    slopes = _slopes(cell)
    indices = product(*(range(degree + 1) for degree in cell.degrees))
    residuals = [
        coefficient - _affine(slopes, index, cell.degrees) for coefficient, index in zip(cell.coefficients, indices, strict=True)
    ]
    return slopes, -min(residuals), -max(residuals)


def _affine(slopes: list[Fraction], index: tuple[int, ...], degrees: tuple[int, ...]) -> Fraction:
    terms = (slope * Fraction(i, degree) for slope, i, degree in zip(slopes, index, degrees, strict=True) if degree)
    return sum(terms, Fraction(0))


def share_below(slopes: list[Fraction], bound: Fraction) -> Fraction:
    """The share of the unit cube in which Σ slopes·t is below the bound.

    Examples
    --------
    >>> share_below([Fraction(1), Fraction(1)], Fraction(1, 2))
    Fraction(1, 8)
    """
    bound -= sum(slope for slope in slopes if slope < 0)  # reflect t → 1 - t along falling axes
    rising = [abs(slope) for slope in slopes if slope]
    if bound <= 0:
        return Fraction(0)
    if bound >= sum(rising):
        return Fraction(1)
    total, size = Fraction(0), len(rising)
    for corner in product((0, 1), repeat=size):
        rest = bound - sum(slope for slope, up in zip(rising, corner, strict=True) if up)
        if rest > 0:
            total += (-1) ** sum(corner) * rest**size
    for slope in rising:
        total /= slope
    return total / factorial(size)


def _slopes(cell: Bernstein) -> list[Fraction]:
    """The mean rise along each axis from one face of the cell to the opposite one."""
    slopes, size, stride = [], len(cell.coefficients), len(cell.coefficients)
    for degree in cell.degrees:
        stride //= degree + 1
        rise = sum(
            cell.coefficients[place + degree * stride] - cell.coefficients[place]
            for place in range(size)
            if place // stride % (degree + 1) == 0
        )
        slopes.append(Fraction(rise * (degree + 1), size))
    return slopes
