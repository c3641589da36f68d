"""The walk over the vertices of a polytope by compiled code: in numbers of some words, else plainly."""

from types import ModuleType
from typing import Any

from gametheory_paradox.claims.equilibria.every_nash import IntegerMatrix
from gametheory_paradox.kernels.vertices.vertex_arrays import VertexArrays
from gametheory_paradox.solvers.tableau import perturbation
from gametheory_paradox.solvers.vertex_walk import PlainWalk, VertexList

MOST_LABELS = 63  # a set of labels is one word
_SPARE = 2  # binary digits that numbers have to spare
_MARGIN = 16  # binary digits that minors mostly lack to the product of their largest entries


class CompiledWalk:
    """The walk over one polytope {x ≥ 0 : constraints · x ≤ 1 + ε·r}, as PlainWalk's.

    Numbers become as wide as they need to be; where no width suffices, the walk is made in plain Python.

    Parameters
    ----------
    constraints
        One row of non-negative integers per inequality; no column is all zeros; at most 63 rows and columns
        together.
    kernel
        The compiled functions.
    """

    steps = 1 << 13

    def __init__(self, constraints: IntegerMatrix, kernel: ModuleType):
        self.finished = False
        self._constraints, self._kernel = constraints, kernel
        self._plain: PlainWalk | None = None
        self._walk: Any = None
        self._before: VertexList | None = None  # the vertices found before the walk had to start again
        self._attempt = 0
        self._start()

    def _start(self) -> None:
        """Goes to the origin, with numbers as long as the minors of the constraints are likely to be."""
        rows, most = self._constraints, 64 * self._kernel.MOST_WORDS
        self._perturbation = perturbation(len(rows), self._attempt)
        largest = max(map(max, rows))
        likely = min(len(rows), len(rows[0])) * largest.bit_length() - _MARGIN
        digits = max(max(largest, *self._perturbation).bit_length() + _SPARE, min(likely, most))
        if digits <= most:
            self._walk = self._kernel.at_origin(rows, self._perturbation, -(-digits // 64))
        else:
            self._plain = PlainWalk(rows)

    def advance(self) -> None:
        """Goes on to some thousand vertices."""
        if self._plain:
            self._plain.advance()
            self.finished = self._plain.finished
            return
        status = self._kernel.advance(self._walk, self.steps)
        if status == self._kernel.DONE:
            self.finished = True
        elif status == self._kernel.FULL:
            self._walk = self._kernel.with_room(self._walk)
        elif status == self._kernel.TIE:
            self._before = self.listed()
            self._attempt += 1
            self._start()
        elif status == self._kernel.OVERFLOW:
            self._widen()

    def _widen(self) -> None:
        """Goes on with longer numbers, or plainly from the start."""
        if len(self._walk.zero) < self._kernel.MOST_WORDS:
            self._walk = self._kernel.widened(self._walk)
            return
        self._before = self.listed()
        self._plain = PlainWalk(self._constraints)

    @property
    def found(self) -> int:
        """The number of vertices listed, in the walk that goes on."""
        return self._plain.found if self._plain else int(self._walk.counts[0])

    @property
    def size(self) -> int:
        """The words of memory that the list takes."""
        return self._plain.size if self._plain else int(self._walk.numbers.size)

    def listed(self) -> VertexList:
        """The vertices found so far, in whichever walk has found the most."""
        vertices = self._plain.listed() if self._plain else self._listed()
        if self.finished or self._before is None or len(vertices) > len(self._before):
            return vertices
        return self._before

    def _listed(self) -> VertexList:
        count, walk = self._walk.counts[0], self._walk
        return VertexArrays(self._perturbation, walk.sets[:count], walk.numbers[:count])
