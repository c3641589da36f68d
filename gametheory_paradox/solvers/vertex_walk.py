"""The walk from the origin over all vertices of a best-response polytope: one exact integer pivot per edge.

The right-hand sides are perturbed to 1 + ε·r, ε infinitesimal and r random, so that every vertex has as many
tight inequalities as the polytope has dimensions, and each edge one other end.
:mod:`gametheory_paradox.solvers.compiled_walk` does the same by compiled code; both find the same list.

Sources: avis1992 (perturbed pivots), vonstengel2002 (the polytopes and their labels).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from gametheory_paradox.claims.equilibria.every_nash import IntegerMatrix, Vertex
from gametheory_paradox.kernels.vertices.vertex_arrays import VertexArrays
from gametheory_paradox.solvers.tableau import Tableau, perturbed
from gametheory_paradox.table import Record


@dataclass(repr=False)
class PlainList(Record):
    """The vertices of a perturbed polytope that a walk has found, in Python's own numbers.

    A set of labels is a number whose bits are the inequalities: bit i, coordinate i is zero; bit d + j,
    constraint j is tight.

    Parameters
    ----------
    perturbation
        The vector r of the right-hand sides 1 + ε·r.
    vertices
        The vertices.
    sets
        For each of them its labels, with the perturbation and without.
    """

    perturbation: Sequence[int]
    vertices: list[Vertex]
    sets: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.vertices)

    def coordinates(self, numbers: Sequence[int]) -> list[Sequence[int]]:
        """The coordinates of some vertices, without the perturbation and up to scale."""
        return [self.vertices[number].standard for number in numbers]

    def tight(self) -> list[int]:
        """For each vertex the set of its labels."""
        return [tight for tight, _ in self.sets]

    def labels(self) -> list[int]:
        """For each vertex the set of its labels once the perturbation is gone."""
        return [labels for _, labels in self.sets]

    def rows(self) -> list[list[Any]]:
        """The denominator and both vectors of numerators of each vertex, in the order of the label sets."""
        ordered = sorted(zip(self.sets, self.vertices, strict=True), key=lambda pair: pair[0])
        return [[v.denominator, list(v.standard), list(v.shifted)] for _, v in ordered]


VertexList: TypeAlias = PlainList | VertexArrays

_MOST_ENTRIES = 100_000  # of dictionaries, to write between two looks at the clock


class PlainWalk:
    """The walk over one polytope {x ≥ 0 : constraints · x ≤ 1 + ε·r}, in plain Python.

    Parameters
    ----------
    constraints
        One row of non-negative integers per inequality; no column is all zeros.
    """

    def __init__(self, constraints: IntegerMatrix):
        self._constraints = constraints
        self._edges = max(1, _MOST_ENTRIES // (len(constraints) * len(constraints[0])))  # looked at in one go
        self._start(0)

    def _start(self, attempt: int) -> None:
        origin = perturbed(self._constraints, attempt)
        self._attempt = attempt
        self._list = PlainList([line[-1] for line in origin.lines], [], [])
        self._seen: set[int] = set()
        self._pending: list[tuple[Tableau, int, int]] = []  # with its labels, and how many edges are done
        self._add(origin, sum(1 << label for label in origin.nonbasic))

    @property
    def finished(self) -> bool:
        """True if every vertex is listed."""
        return not self._pending

    @property
    def found(self) -> int:
        """The number of vertices listed."""
        return len(self._list)

    @property
    def size(self) -> int:
        """The words that the list and the vertices to go on from take: four or five for each integer."""
        dimension, count = len(self._constraints[0]), len(self._constraints)
        return 5 * (len(self._list) * (2 * dimension + 1) + len(self._pending) * (dimension + 2) * count)

    def listed(self) -> VertexList:
        """The vertices found so far."""
        return self._list

    def advance(self) -> None:
        """Goes on from some of the vertices found last."""
        for _ in range(self._edges):
            if not self._pending:
                return
            here, tight, column = self._pending.pop()
            if column + 1 < len(here.nonbasic):
                self._pending.append((here, tight, column + 1))

            row = here.leaving(column)
            if row is None:
                self._start(self._attempt + 1)
                return
            labels = tight ^ (1 << here.nonbasic[column]) ^ (1 << here.basic[row])
            if labels not in self._seen:
                there = here.copied()
                there.pivot(row, column)
                self._add(there, labels)

    def _add(self, there: Tableau, tight: int) -> None:
        """Writes down a vertex, from which the walk may go on."""
        standard, shifted = [0] * len(there.nonbasic), [0] * len(there.nonbasic)
        labels = tight
        for label, line in zip(there.basic, there.lines, strict=True):
            if label < len(standard):
                standard[label], shifted[label] = line[-2], line[-1]
            if not line[-2]:
                labels |= 1 << label
        self._seen.add(tight)
        self._list.vertices.append(Vertex(there.denominator, tuple(standard), tuple(shifted)))
        self._list.sets.append((tight, labels))
        self._pending.append((there, tight, 0))
