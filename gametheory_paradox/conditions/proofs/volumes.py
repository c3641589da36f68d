"""Volumes of the parts of a box where a statement holds.

Sources: barrow1979 (the volume below a plane); lasserre1983.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import compress, product
from math import factorial, gcd, lcm, prod

from gametheory_paradox.conditions.proofs.signs import Bernstein
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look

# The shares of a cell on both sides of a polynomial's zero set, by two parallel planes that enclose it
#
# With an affine function l and the least and greatest Bernstein coefficient r⁻, r⁺ of p - l, p is positive
# wherever l > -r⁻ and negative wherever l < -r⁺.  For an affine p the two planes are one and the volumes are
# exact.
# ----------------------------------------------------------------------------


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


# The exact volume of what several halfspaces cut out of the unit cube
#
# A body {t : a·t ≤ b for each of its constraints} in n dimensions has the volume (1/n) Σ b/|a_j| · v, summed
# over its constraints, where v is the volume of the face a·t = b seen along an axis j with a_j ≠ 0.  Of the
# cube's own constraints those at t_j = 0 have b = 0 and bring nothing.  Constraints that always hold are left
# out on the way, bodies that are empty end it, and below a single halfspace there is a closed form.
# ---------------------------------------------------------------------

Halfspace = tuple[tuple[int, ...], int]  # (a, b) with integers: a·t ≤ b


class Volumes:
    """Measures bodies, looks at no face twice, and counts the faces it looked at.

    Parameters
    ----------
    limit
        After how many faces to give up.

    Examples
    --------
    >>> Volumes(100).of([((1, 1), 1), ((1, -1), 0)])
    Fraction(1, 4)
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.faces = 0
        self._known: dict[tuple[Halfspace, ...], Fraction] = {}

    def of(self, halfspaces: Sequence[Halfspace]) -> Fraction:
        """The volume of the part of the unit cube where all hold; Unsupported if it takes too many faces."""
        kept: dict[tuple[int, ...], int] = {}
        for a, b in map(_primitive, halfspaces):
            if sum(x for x in a if x > 0) <= b:
                continue  # it holds in the whole cube
            if sum(x for x in a if x < 0) >= b:
                return Fraction(0)
            kept[a] = min(b, kept.get(a, b))
        if len(kept) < 2:
            return below_plane(*next(iter(kept.items()), ((), 1)))
        key = tuple(sorted(kept.items()))
        if key not in self._known:
            # Nothing hangs on an axis that no inequality names.
            used = [any(column) for column in zip(*kept, strict=True)]
            self._known[key] = self._by_faces([(tuple(compress(a, used)), b) for a, b in key], sum(used))
        return self._known[key]

    def _by_faces(self, rows: Sequence[Halfspace], dimension: int) -> Fraction:
        if dimension > 1:  # of a segment nothing but its ends is looked at
            look()
            self.faces += len(rows) + dimension
            if self.faces > self.limit:
                raise Unsupported(f"a volume with more than {self.limit} faces is too large")
        cube = [(tuple(int(j == axis) for j in range(dimension)), 1) for axis in range(dimension)]
        return sum((self._cone(face, rows) for face in (*cube, *rows)), Fraction(0)) / dimension

    def _cone(self, face: Halfspace, rows: Sequence[Halfspace]) -> Fraction:
        """The face where an inequality is an equality, along an axis, times b over the slope there."""
        a, b = face
        if b == 0:
            return Fraction(0)
        axis = min((j for j in range(len(a)) if a[j]), key=lambda j: abs(a[j]))
        sign, size = (1 if a[axis] > 0 else -1), abs(a[axis])
        others = [k for k in range(len(a)) if k != axis]
        rest = [sign * a[k] for k in others]  # size * t_axis = sign * b - rest·t, which is between 0 and size
        seen = [(tuple(rest), sign * b), (tuple(-slope for slope in rest), size - sign * b)]
        for c, d in rows:
            slopes = tuple(size * c[k] - c[axis] * slope for k, slope in zip(others, rest, strict=True))
            seen.append((slopes, size * d - c[axis] * sign * b))
        return Fraction(b, size) * self.of(seen)


def _primitive(halfspace: Halfspace) -> Halfspace:
    a, b = halfspace
    divisor = gcd(*a, b)
    return (tuple(x // divisor for x in a), b // divisor) if divisor > 1 else halfspace
