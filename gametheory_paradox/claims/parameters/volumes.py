"""The exact volume of what several halfspaces cut out of the unit cube.

A body {t : a·t ≤ b for each of its constraints} in n dimensions has the volume (1/n) Σ b/|a_j| · v, summed
over its constraints, where v is the volume of the face a·t = b seen along an axis j with a_j ≠ 0.  Of the
cube's own constraints those at t_j = 0 have b = 0 and bring nothing.  Constraints that always hold are left
out on the way, bodies that are empty end it, and below a single halfspace there is a closed form
(:mod:`gametheory_paradox.claims.parameters.slabs`).

Source: lasserre1983.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import compress
from math import gcd

from gametheory_paradox.claims.parameters.slabs import below_plane
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
