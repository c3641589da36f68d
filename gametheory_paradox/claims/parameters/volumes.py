"""The exact volume of what several halfspaces cut out of the unit cube.

A body {t : a·t ≤ b for each of its constraints} in n dimensions has the volume (1/n) Σ b/|a_j| · v, summed
over its constraints, where v is the volume of the face a·t = b seen along an axis j with a_j ≠ 0.  Of the
cube's own constraints those at t_j = 0 have b = 0 and bring nothing.  Constraints that always hold are left
out on the way, bodies that are empty end it, and below a single halfspace there is a closed form.

Source: lasserre1983 (the recursion), barrow1979 (one halfspace).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import factorial, gcd

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look

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
        if not kept:
            return Fraction(1)
        if len(kept) == 1:
            ((a, b),) = kept.items()
            return below_plane(a, b)
        key = tuple(sorted(kept.items()))
        if key not in self._known:
            # Nothing hangs on an axis that no inequality names.
            used = [any(column) for column in zip(*kept, strict=True)]
            rows = [(tuple(x for x, is_used in zip(a, used, strict=True) if is_used), b) for a, b in key]
            self._known[key] = self._by_faces(rows, sum(used))
        return self._known[key]

    def _by_faces(self, rows: Sequence[Halfspace], dimension: int) -> Fraction:
        if dimension == 1:
            return _length(rows)
        look()
        self.faces += len(rows) + dimension
        if self.faces > self.limit:
            raise Unsupported(f"a volume with more than {self.limit} faces is too large")
        total = sum((self._upper_face(rows, axis) for axis in range(dimension)), Fraction(0))
        total += sum((self._cut_face(rows, number) for number in range(len(rows))), Fraction(0))
        return total / dimension

    def _upper_face(self, rows: Sequence[Halfspace], axis: int) -> Fraction:
        """The face where the coordinate is one."""
        return self.of([((*a[:axis], *a[axis + 1 :]), b - a[axis]) for a, b in rows])

    def _cut_face(self, rows: Sequence[Halfspace], number: int) -> Fraction:
        """An inequality's face, where it is an equality, along an axis, times b over the slope there."""
        a, b = rows[number]
        if b == 0:
            return Fraction(0)
        axis = min((j for j in range(len(a)) if a[j]), key=lambda j: (abs(a[j]), j))
        slope = a[axis]
        others = [row for place, row in enumerate(rows) if place != number]
        unit = tuple(int(j == axis) for j in range(len(a)))
        # The coordinate that is seen along lies in the cube as well.
        others += [(unit, 1), (tuple(-x for x in unit), 0)]
        sign, size = (1, slope) if slope > 0 else (-1, -slope)
        faces = []
        for c, d in others:  # c·t ≤ d with t_axis = (b - Σ a_k t_k) / slope
            factor = sign * c[axis]
            e = tuple(size * c[k] - factor * a[k] for k in range(len(a)) if k != axis)
            faces.append((e, size * d - factor * b))
        return Fraction(b, size) * self.of(faces)


def _length(rows: Sequence[Halfspace]) -> Fraction:
    low, high = Fraction(0), Fraction(1)
    for (a,), b in rows:
        if a > 0:
            high = min(high, Fraction(b, a))
        else:
            low = max(low, Fraction(b, a))
    return max(high - low, Fraction(0))


def _primitive(halfspace: Halfspace) -> Halfspace:
    a, b = halfspace
    divisor = gcd(*a, b)
    return (tuple(x // divisor for x in a), b // divisor) if divisor > 1 else halfspace


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
    if bound >= sum(rising):
        return Fraction(1)
    size, below = len(rising), 1
    for slope in rising:
        below *= slope
    total = 0
    for corner in product((0, 1), repeat=size):
        rest = bound - sum(slope for slope, up in zip(rising, corner, strict=True) if up)
        if rest > 0:
            total += -(rest**size) if sum(corner) % 2 else rest**size
    return Fraction(total, below * factorial(size))
