"""The exact volume of what affine inequalities cut out of a box in up to three dimensions.

The volume of a slice is a polynomial between two neighboring corners' heights, of a degree below the
dimension, so three points inside each interval integrate it exactly.
"""

from fractions import Fraction
from itertools import combinations, pairwise

Halfspace = tuple[tuple[Fraction, ...], Fraction]  # (slopes, constant): where slopes · x + constant >= 0


def share(inequalities, box) -> Fraction:
    """The share of a box, {name: (low, high)}, in which all affine polynomials are positive."""
    names = list(box)
    halfspaces = []
    for polynomial in inequalities:
        constant = polynomial.value(dict.fromkeys(names, Fraction(0)))
        unit = [{**dict.fromkeys(names, Fraction(0)), name: Fraction(1)} for name in names]
        halfspaces.append((tuple(polynomial.value(point) - constant for point in unit), constant))
    whole = Fraction(1)
    for position, (low, high) in enumerate(box.values()):
        axis = tuple(Fraction(int(position == other)) for other in range(len(names)))
        halfspaces += [(axis, -low), (tuple(-a for a in axis), high)]
        whole *= high - low
    return volume(halfspaces, len(names)) / whole


def volume(halfspaces: list[Halfspace], dimension: int) -> Fraction:
    """The volume of a bounded intersection of halfspaces."""
    if any(not any(slopes) and constant < 0 for slopes, constant in halfspaces):
        return Fraction(0)
    real = [(slopes, constant) for slopes, constant in halfspaces if any(slopes)]
    if dimension == 1:
        lows = [-constant / slopes[0] for slopes, constant in real if slopes[0] > 0]
        highs = [-constant / slopes[0] for slopes, constant in real if slopes[0] < 0]
        return max(Fraction(0), min(highs) - max(lows))
    heights = sorted({z for planes in combinations(real, dimension) if (z := _height(planes)) is not None})
    total = Fraction(0)
    for low, high in pairwise(heights):
        first, middle, last = (
            volume(_slice(real, low + (high - low) * Fraction(n, 4)), dimension - 1) for n in (1, 2, 3)
        )
        total += (high - low) * (2 * first - middle + 2 * last) / 3  # exact for cubics
    return total


def _slice(halfspaces, height):
    return [(slopes[:-1], constant + slopes[-1] * height) for slopes, constant in halfspaces]


def _height(planes) -> Fraction | None:
    """The last coordinate of the point where the planes meet."""
    size = len(planes)
    below = determinant([slopes for slopes, _ in planes])
    if not below:
        return None
    return determinant([(*slopes[: size - 1], -constant) for slopes, constant in planes]) / below


def determinant(rows):
    """Of a square matrix, along its first row."""
    if len(rows) == 1:
        return rows[0][0]
    total = Fraction(0)
    for column, entry in enumerate(rows[0]):
        if entry:
            minor = determinant([(*row[:column], *row[column + 1 :]) for row in rows[1:]])
            total += entry * minor if column % 2 == 0 else -entry * minor
    return total
