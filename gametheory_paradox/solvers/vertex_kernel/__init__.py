"""The walk over the vertices of a polytope in compiled code: with 64-bit integers, where they do not suffice with 128-bit ones.

Loading the compiler takes most of a second, compiling for the first time a quarter of a minute; the compiled
code is then kept on disk, beside this file where that can be written.  So the plain walk goes first, until it
has cost as much as loading would; what it needs is loaded here, and numpy is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from gametheory_paradox.claims.equilibria.every_nash import IntegerMatrix
from gametheory_paradox.solvers.kept_code import kept_code
from gametheory_paradox.solvers.vertex_walk import PlainWalk, VertexList, perturbation

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST_LABELS = 63  # a set of labels is one word

_LOADING, _COMPILING = 0.7, 14.0  # seconds, rounded from measurements
_WORD = 1 << 64


class Kernel(NamedTuple):
    """The two modules of compiled functions, and the one that makes arrays for them."""

    walk: ModuleType
    matching: ModuleType
    arrays: ModuleType


@cache
def kernel() -> Kernel | None:
    """The compiled functions, and the compiler with them, loaded at first use; None where it is not installed."""
    try:
        loaded = Kernel(*(import_module(f"{__name__}.{module}") for module in Kernel._fields))
    except ImportError:
        return None
    for words in (1, 2):  # what has never been compiled is compiled here and not amid a game
        _, state = loaded.walk.advance(loaded.arrays.at_origin(loaded.arrays.system([[1]], [1], words)), 1)
        loaded.matching.matches(state[5][:1], state[5][:1], 1, 1)
    return loaded


def cost_of_loading() -> float:
    """How many seconds ``kernel`` takes, roughly: nothing once it is loaded, much if there is no compiled code on disk."""
    if kernel.cache_info().currsize:
        return 0.0
    return _LOADING if any(kept_code(cost_of_loading, "walk.advance-*.nbc")) else _COMPILING


@dataclass(frozen=True)
class CompiledList:
    """A list of vertices in arrays.

    Parameters
    ----------
    perturbation
        The vector r of the right-hand sides 1 + ε·r.
    sets
        For each vertex its labels, with the perturbation and without: two words.
    numbers
        For each vertex the denominator, then the numerators for both right-hand sides: words, or pairs of
        words.
    """

    perturbation: Sequence[int]
    sets: "npt.NDArray[np.uint64]"
    numbers: "npt.NDArray[np.int64]"

    def __len__(self) -> int:
        return len(self.sets)

    def tight(self) -> list[int]:
        """For each vertex the set of its labels."""
        tight: list[int] = self.sets[:, 0].tolist()
        return tight

    def labels(self) -> list[int]:
        """For each vertex the set of its labels once the perturbation is gone."""
        labels: list[int] = self.sets[:, 1].tolist()
        return labels

    def label_set(self, number: int) -> int:
        """The same for one vertex."""
        return int(self.sets[number, 1])

    def coordinates(self, numbers: Sequence[int]) -> list[Sequence[int]]:
        """The coordinates of some vertices, without the perturbation and up to scale."""
        found: list[Sequence[int]] = self._integers(numbers)[:, 1 : 1 + self._dimension].tolist()
        return found

    def rows(self) -> list[list[Any]]:
        """For each vertex its denominator and the numerators for both right-hand sides, in the order of the label sets."""
        whole, split = self._integers(self.sets[:, 0].argsort()), 1 + self._dimension
        parts = whole[:, 0].tolist(), whole[:, 1:split].tolist(), whole[:, split:].tolist()
        return [list(row) for row in zip(*parts, strict=True)]

    @property
    def _dimension(self) -> int:
        return int(self.numbers.shape[1]) // 2

    def _integers(self, numbers: "Sequence[int] | npt.NDArray[np.int64]") -> "npt.NDArray[Any]":
        """The numbers of some vertices, two words put together into one of Python's integers."""
        found: npt.NDArray[Any] = self.numbers[numbers]
        if found.ndim == 3:
            found = found[..., 0].astype("uint64").astype(object) + found[..., 1].astype(object) * _WORD
        return found


class CompiledWalk:
    """The walk over one polytope {x ≥ 0 : constraints · x ≤ 1 + ε·r}; goes on in plain Python where no width suffices.

    Parameters
    ----------
    constraints
        One row of non-negative integers per inequality; no column is all zeros; at most 63 rows and columns.
    compiled
        What ``kernel`` returned.
    """

    steps = 1 << 13

    def __init__(self, constraints: IntegerMatrix, compiled: Kernel):
        self.finished = False
        self._constraints, self._compiled, self._arrays = constraints, compiled.walk, compiled.arrays
        self._plain: PlainWalk | None = None
        self._state: tuple[Any, ...] | None = None
        self._before: VertexList | None = None  # what was found before the walk had to start again
        self._attempt, self._words = 0, 1
        self._start()

    def _start(self) -> None:
        system = self._arrays.system(self._constraints, self._perturbation, self._words)
        if system is None:
            self._widen()
        else:
            self._state = self._arrays.at_origin(system)

    @property
    def _perturbation(self) -> Sequence[int]:
        return perturbation(len(self._constraints), self._attempt)

    def _widen(self) -> None:
        self._words += 1
        if self._words <= 2:
            self._start()
        else:
            self._plain = PlainWalk(self._constraints)

    def advance(self) -> None:
        """Take some thousand steps."""
        if self._plain:
            self._plain.advance()
            self.finished = self._plain.finished
            return
        status, self._state = self._compiled.advance(self._state, self.steps)
        if status == self._compiled.DONE:
            self.finished = True
        elif status != self._compiled.PAUSED:
            self._before = self.listed()
            if status == self._compiled.TIE:
                self._attempt += 1
                self._start()
            else:
                self._widen()

    @property
    def size(self) -> int:
        """How many words the list takes."""
        return self._plain.size if self._plain else self._state[6].size if self._state else 0

    def listed(self) -> VertexList:
        """What was found so far."""
        if self._plain:
            found = self._plain.listed()
        else:
            assert self._state is not None
            _, _, _, counts, _, sets, numbers, _ = self._state
            found = CompiledList(self._perturbation, sets[: counts[0]], numbers[: counts[0]])
        return (
            found if self.finished or self._before is None or len(found) > len(self._before) else self._before
        )


def compiled_match(first: CompiledList, second: CompiledList, m: int, n: int) -> list[tuple[int, int]]:
    """The pairs of vertices of an m×n game's two polytopes that together carry every label, by number."""
    compiled = kernel()
    assert compiled is not None  # it made the lists
    return [(a, b) for a, b in compiled.matching.matches(first.sets, second.sets, m, n).tolist()]
