"""The walk from the origin over all vertices of a best-response polytope, one exact integer pivot per edge, in plain Python.

The right-hand sides are perturbed to 1 + ε·r, ε infinitesimal and r random, so that every vertex has as many
tight inequalities as the polytope has dimensions, and each edge one other end.
:mod:`gametheory_paradox.solvers.vertex_kernel` does the same, compiled; both find the same list.

Sources: avis1992 (perturbed pivots), vonstengel2002 (the polytopes and their labels).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Protocol

from gametheory_paradox.claims.equilibria.every_nash import IntegerMatrix, Vertex
from gametheory_paradox.solvers.deadline import Deadline

MOST_WORDS = 1 << 28  # in one list: two gigabytes


class VertexList(Protocol):
    """The vertices of a perturbed polytope that a walk has found.

    A set of labels is a number whose bits are the inequalities: bit i, coordinate i is zero; bit d + j,
    constraint j is tight.
    """

    @property
    def perturbation(self) -> Sequence[int]:
        """The vector r of the right-hand sides 1 + ε·r."""

    def __len__(self) -> int:
        """How many vertices."""

    def coordinates(self, numbers: Sequence[int]) -> list[Sequence[int]]:
        """The coordinates of some vertices, without the perturbation and up to scale."""

    def tight(self) -> list[int]:
        """For each vertex the set of its labels."""

    def labels(self) -> list[int]:
        """For each vertex the set of its labels once the perturbation is gone."""

    def label_set(self, number: int) -> int:
        """The same for one vertex."""

    def rows(self) -> list[list[Any]]:
        """For each vertex its denominator and the numerators for both right-hand sides, in the order of the label sets."""


class Walk(Protocol):
    """A walk that can be interrupted."""

    @property
    def finished(self) -> bool:
        """Whether every vertex is listed."""

    @property
    def size(self) -> int:
        """How many words of memory it takes, roughly."""

    def advance(self) -> None:
        """Take some steps: a fraction of a second."""

    def listed(self) -> VertexList:
        """What was found so far."""


def run(walks: Sequence[Walk], deadline: Deadline) -> str:
    """Advance all walks in turn; why they stopped before their end, or nothing."""
    while not all(walk.finished for walk in walks):
        if deadline.is_over:
            return "the budget ended"
        if any(walk.size > MOST_WORDS for walk in walks):
            return "memory ran out"
        for walk in walks:
            if not walk.finished:
                walk.advance()
    return ""


@cache
def perturbation(count: int, attempt: int) -> tuple[int, ...]:
    """A vector to perturb by, the same at each call; when one leaves a tie, the next attempt has larger entries."""
    random = Random(attempt)
    return tuple(random.randrange(1, 1 << (10 + 6 * attempt)) for _ in range(count))


@dataclass
class PlainList:
    """A list of vertices in Python's own numbers."""

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

    def label_set(self, number: int) -> int:
        """The same for one vertex."""
        return self.sets[number][1]

    def rows(self) -> list[list[Any]]:
        """For each vertex its denominator and the numerators for both right-hand sides, in the order of the label sets."""
        ordered = sorted(zip(self.sets, self.vertices, strict=True), key=lambda pair: pair[0])
        return [[v.denominator, list(v.standard), list(v.shifted)] for _, v in ordered]


_MOST_ENTRIES = 100_000  # of dictionaries, to write between two looks at the clock


class PlainWalk:
    """The walk over one polytope {x ≥ 0 : constraints · x ≤ 1 + ε·r}.

    Parameters
    ----------
    constraints
        One row of non-negative integers per inequality; no column is all zeros.
    """

    def __init__(self, constraints: IntegerMatrix):
        self._constraints = constraints
        self._edges = max(
            1, _MOST_ENTRIES // (len(constraints) * len(constraints[0]))
        )  # to look at in one go
        self._start(0)

    def _start(self, attempt: int) -> None:
        self._attempt = attempt
        self._list = PlainList(perturbation(len(self._constraints), attempt), [], [])
        self._seen: set[int] = set()
        self._pending: list[
            tuple[_Dictionary, int]
        ] = []  # vertices, and how many edges of each have been looked at
        self._found(_Dictionary.origin(self._constraints, self._list.perturbation))

    @property
    def finished(self) -> bool:
        """Whether every vertex is listed."""
        return not self._pending

    @property
    def size(self) -> int:
        """How many words the list and the vertices to go on from take: four or five for each integer."""
        dimension, count = len(self._constraints[0]), len(self._constraints)
        return 5 * (len(self._list) * (2 * dimension + 1) + len(self._pending) * (dimension + 2) * count)

    def listed(self) -> VertexList:
        """What was found so far."""
        return self._list

    def advance(self) -> None:
        """Go on from some of the vertices found last."""
        try:
            for _ in range(self._edges):
                if not self._pending:
                    return
                here, column = self._pending.pop()
                if column + 1 < len(here.columns):
                    self._pending.append((here, column + 1))
                row = here.leaving(column)
                if here.tight ^ (1 << here.columns[column]) ^ (1 << here.rows[row]) not in self._seen:
                    self._found(here.pivot(row, column))
        except _Tie:
            self._start(self._attempt + 1)

    def _found(self, there: "_Dictionary") -> None:
        self._seen.add(there.tight)
        self._list.vertices.append(there.vertex(len(self._constraints[0])))
        self._list.sets.append((there.tight, there.labels()))
        self._pending.append((there, 0))


class _Tie(Exception):
    """Two inequalities stop the move along an edge, perturbation and all."""


class _Dictionary:
    """A vertex with its edges: the tight inequalities are the columns, the others the rows.

    Every row reads  determinant · slack = standard + ε·shifted - Σ entries · (column variable).
    """

    __slots__ = ("columns", "determinant", "entries", "rows", "shifted", "standard", "tight")

    def __init__(
        self,
        determinant: int,
        rows: list[int],
        columns: list[int],
        entries: list[list[int]],
        standard: list[int],
        shifted: list[int],
    ):
        self.determinant, self.rows, self.columns = determinant, rows, columns
        self.entries, self.standard, self.shifted = entries, standard, shifted
        self.tight = sum(1 << label for label in columns)

    @classmethod
    def origin(cls, constraints: IntegerMatrix, perturbation: Sequence[int]) -> "_Dictionary":
        """The vertex zero."""
        count, dimension = len(constraints), len(constraints[0])
        rows = list(range(dimension, dimension + count))
        return cls(
            1,
            rows,
            list(range(dimension)),
            [list(row) for row in constraints],
            [1] * count,
            list(perturbation),
        )

    def labels(self) -> int:
        """All that is tight once the perturbation is gone."""
        return self.tight | sum(
            1 << label for label, s in zip(self.rows, self.standard, strict=True) if s == 0
        )

    def leaving(self, column: int) -> int:
        """The row that stops the move along an edge: the least ratio, compared lexicographically."""
        best, tie = -1, False
        for row, line in enumerate(self.entries):
            entry = line[column]
            if entry <= 0:
                continue
            if best >= 0:
                rival = self.entries[best][column]
                order = self.standard[row] * rival - self.standard[best] * entry
                if order == 0:
                    order = self.shifted[row] * rival - self.shifted[best] * entry
                tie = order == 0 or (tie and order > 0)
                if order >= 0:
                    continue
            best = row
        if tie:
            raise _Tie
        return best

    def pivot(self, row: int, column: int) -> "_Dictionary":
        """The vertex at the other end of the edge; every division is exact (fraction-free elimination)."""
        pivot, old, line = self.entries[row][column], self.determinant, self.entries[row]
        entries, standard, shifted = [], [], []
        for r, other in enumerate(self.entries):
            if r == row:
                entries.append([old if c == column else e for c, e in enumerate(line)])
                standard.append(self.standard[row])
                shifted.append(self.shifted[row])
                continue
            factor = other[column]
            fresh = [(pivot * e - factor * f) // old for e, f in zip(other, line, strict=True)]
            fresh[column] = -factor
            entries.append(fresh)
            standard.append((pivot * self.standard[r] - factor * self.standard[row]) // old)
            shifted.append((pivot * self.shifted[r] - factor * self.shifted[row]) // old)
        rows, columns = list(self.rows), list(self.columns)
        rows[row], columns[column] = columns[column], rows[row]
        return _Dictionary(pivot, rows, columns, entries, standard, shifted)

    def vertex(self, dimension: int) -> Vertex:
        """Its coordinates."""
        standard, shifted = [0] * dimension, [0] * dimension
        for label, s, e in zip(self.rows, self.standard, self.shifted, strict=True):
            if label < dimension:
                standard[label], shifted[label] = s, e
        return Vertex(self.determinant, tuple(standard), tuple(shifted))
