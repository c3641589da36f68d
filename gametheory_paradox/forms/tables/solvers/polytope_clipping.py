"""Polytopes of mixtures, cut down by one linear inequality after another: their vertices, exactly.

Sources: motzkin1953 (the double description method).
"""

from collections.abc import Iterable, Sequence
from math import gcd

from gametheory_paradox.forms.tables.proofs.profile_cells import Mixture
from gametheory_paradox.interruption import look

Inequality = Sequence[int]  # the weighted sum of a mixture's entries is not negative


def mixtures_on(actions: int, support: Sequence[int]) -> list[Mixture]:
    """The pure mixtures of some actions: the vertices of all mixtures of these."""
    return [tuple(int(action == other) for other in range(actions)) for action in support]


def clipped(vertices: Sequence[Mixture], inequalities: Iterable[Inequality]) -> list[Mixture]:
    """The vertices of what is left of a polytope.

    Parameters
    ----------
    vertices
        Those of the polytope, as vectors of integers that are not negative, of which only the direction
        counts.
    inequalities
        What the mixtures are to satisfy besides.

    Examples
    --------
    >>> clipped([(1, 0), (0, 1)], [(2, -1)])
    [(1, 0), (1, 2)]
    """
    left = list(vertices)
    tight: list[list[int]] = [list(vertex) for vertex in left]  # one slack per inequality so far: the entries
    for inequality in inequalities:
        look()
        values = [sum(a * b for a, b in zip(inequality, vertex, strict=True)) for vertex in left]
        if min(values, default=0) >= 0:
            for slacks, value in zip(tight, values, strict=True):
                slacks.append(value)
            continue
        left, tight = _cut(left, tight, values)
        if not left:
            break
    return left


def _cut(
    vertices: list[Mixture], slacks: list[list[int]], values: list[int]
) -> tuple[list[Mixture], list[list[int]]]:
    zeros = [frozenset(n for n, slack in enumerate(own) if slack == 0) for own in slacks]
    found = [
        (vertex, [*own, value])
        for vertex, own, value in zip(vertices, slacks, values, strict=True)
        if value >= 0
    ]

    # An edge with ends on both sides meets the hyperplane in a new vertex.
    for inside, high in enumerate(values):
        if high <= 0:
            continue

        look()
        for outside, low in enumerate(values):
            if low < 0:
                common = zeros[inside] & zeros[outside]
                if any(common <= other for n, other in enumerate(zeros) if n not in (inside, outside)):
                    continue  # not an edge
                mixed = [high * b - low * a for a, b in zip(vertices[inside], vertices[outside], strict=True)]
                mixed_slacks = [
                    high * b - low * a for a, b in zip(slacks[inside], slacks[outside], strict=True)
                ]
                divisor = gcd(*mixed)
                found.append((tuple(x // divisor for x in mixed), [*mixed_slacks, 0]))

    return [vertex for vertex, _ in found], [own for _, own in found]
