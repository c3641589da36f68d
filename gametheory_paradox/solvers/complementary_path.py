"""The path of Lemke and Howson over two best-response polytopes: by integers, or proposed in floating point by compiled code.

Both polytopes are {x ≥ 0 : M x ≤ 1 + ε·r} with the integer matrices of
:mod:`gametheory_paradox.claims.equilibria.every_nash`; ε is infinitesimal and r random, so that ties are
broken.  Player 1's actions carry the labels 0 … m − 1, player 2's the labels after. The path starts at both
origins, lets the variable of one label enter, and from then on in turns the one whose label was just met
twice, until the first label is met again.

Sources: lemke1965 (pivots); lemke1964 (the path of two players); shapley1974 (labels).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.kept_code import kept_code
from gametheory_paradox.solvers.simplex import exchange
from gametheory_paradox.solvers.vertex_walk import perturbation

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Matrix: TypeAlias = "npt.NDArray[np.int64] | npt.NDArray[np.object_]"

_COMPILED = "gametheory_paradox.solvers.complementary_path_compiled"
_LOADING, _COMPILING = 0.6, 10.0  # seconds, rounded from measurements
_MOST_ATTEMPTS = 6
_PIVOTS_A_CALL = 20_000  # between two looks at the clock


@dataclass(frozen=True)
class Basis:
    """Where a path is on one polytope: which coordinates may be positive, and which as many constraints are tight."""

    positive: tuple[int, ...]
    tight: tuple[int, ...]


def exact_path(sides: Sequence[Matrix], label: int, deadline: Deadline) -> tuple[Basis, Basis]:
    """Follows the path in integers; raises OutOfTime."""
    lines = [side.tolist() for side in sides]
    for attempt in range(_MOST_ATTEMPTS):
        found = _walked([_Side(matrix, attempt) for matrix in lines], label, deadline)
        if found:
            return found
    raise AssertionError("several random perturbations in a row left a tie")


def proposed_path(sides: Sequence[Matrix], label: int, deadline: Deadline) -> tuple[Basis, Basis] | None:
    """Follows the path in floating point; None where there is no compiler or the numbers cannot be trusted."""
    compiled = kernel()
    if compiled is None:
        return None
    states = [compiled.origin(side / side.max(), perturbation(len(side), 0)) for side in sides]
    turn, entering = int(label >= sides[0].shape[1]), label
    while True:
        status, turn, entering = compiled.follow(states[0], states[1], label, turn, entering, _PIVOTS_A_CALL)
        if status == compiled.DONE:
            (px, tx), (py, ty) = (compiled.basis(state) for state in states)
            return Basis(tuple(px), tuple(tx)), Basis(tuple(py), tuple(ty))
        if status == compiled.LOST:
            return None
        deadline.check()


@cache
def kernel() -> ModuleType | None:
    """The compiled functions, loaded at first use; None where there is no compiler."""
    try:
        compiled = import_module(_COMPILED)
    except ImportError:
        return None
    states = [
        compiled.origin([[1]], [1]) for _ in (1, 2)
    ]  # what has never been compiled is compiled here and not amid a game
    compiled.follow(states[0], states[1], 0, 0, 0, 1)
    return compiled


def numpy() -> Any:
    """The package of that name, loaded at first use."""
    return import_module("numpy")


def cost_of_loading() -> float:
    """How many seconds ``kernel`` takes, roughly: nothing once it is loaded, much if there is no compiled code on disk."""
    if kernel.cache_info().currsize:
        return 0.0
    kept = kept_code(cost_of_loading, "complementary_path_compiled.follow-*.nbc")
    return _LOADING if any(kept) else _COMPILING


def _walked(sides: "list[_Side]", label: int, deadline: Deadline) -> tuple[Basis, Basis] | None:
    first = sides[0].dimension
    turn, entering = int(label >= first), label
    while True:
        deadline.check()
        side = sides[turn]
        # A side calls its coordinates 0 … d − 1 and its slacks d …; the second side's coordinates are player
        # 2's labels.
        own = entering if turn == 0 else (entering - first) % (first + side.dimension)
        row = side.leaving(own)
        if row is None:
            return None
        left = side.pivot(row, own)
        entering = left if turn == 0 else (left + first) % (first + side.dimension)
        if entering == label:
            return sides[0].basis(), sides[1].basis()
        turn = 1 - turn


class _Side:
    """A polytope's dictionary: every row reads denominator · basic = standard + ε·shifted − Σ entry · nonbasic."""

    def __init__(self, matrix: Sequence[Sequence[int]], attempt: int):
        self.dimension = len(matrix[0])
        random = perturbation(len(matrix), attempt)
        self._lines = [[*row, 1, r] for row, r in zip(matrix, random, strict=True)]
        self._basic = list(range(self.dimension, self.dimension + len(matrix)))
        self._nonbasic = list(range(self.dimension))
        self._denominator = 1

    def leaving(self, entering: int) -> int | None:
        """The row that stops a variable from growing; None if the perturbation leaves a tie."""
        column, best, tie = self._nonbasic.index(entering), -1, False
        for row, line in enumerate(self._lines):
            entry = line[column]
            if entry <= 0:
                continue
            if best >= 0:
                rival = self._lines[best]
                order = line[-2] * rival[column] - rival[-2] * entry
                if order == 0:
                    order = line[-1] * rival[column] - rival[-1] * entry
                tie = order == 0 or (tie and order > 0)
                if order >= 0:
                    continue
            best = row
        return None if tie else best

    def pivot(self, row: int, entering: int) -> int:
        """Let a variable enter in a row; returns the one that leaves."""
        column, left = self._nonbasic.index(entering), self._basic[row]
        self._denominator = exchange(self._lines, row, column, self._denominator)
        self._basic[row], self._nonbasic[column] = entering, left
        return left

    def basis(self) -> Basis:
        """Where it is."""
        d = self.dimension
        positive = tuple(sorted(label for label in self._basic if label < d))
        return Basis(positive, tuple(sorted(label - d for label in self._nonbasic if label >= d)))
