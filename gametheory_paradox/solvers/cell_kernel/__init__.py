"""The search for a cutting in compiled code, in floating point: it proposes, the exact walk decides.

Loading the compiler takes up to a second, compiling for the first time much longer; the compiled code is then
kept on disk, beside this file where that can be written.  So the plain search goes first, until it has cost
as much as loading would.
"""

import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from itertools import chain, product
from math import floor, prod
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_paradox.claims.equilibria.every_nash_of_many import Step, Walk
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox
from gametheory_paradox.claims.equilibria.profile_cells import Cell, Mixture
from gametheory_paradox.solvers.cell_search import exact_cut
from gametheory_paradox.solvers.isolating import GRAIN, box
from gametheory_paradox.solvers.kept_code import kept_code

if TYPE_CHECKING:
    import numpy.typing as npt

_COMPILED = f"{__name__}.search"
_LOADING, _COMPILING = 0.6, 20.0  # seconds, rounded from measurements
_ROOM = 32  # cells, steps and boxes there is room for at first

Arrays: TypeAlias = "tuple[npt.NDArray[Any], ...]"


@cache
def kernel() -> ModuleType | None:
    """The compiled functions, and the compiler with them, loaded at first use; None where it is not installed."""
    try:
        return import_module(_COMPILED)
    except ImportError:
        return None


def cost_of_loading() -> float:
    """How many seconds ``kernel`` takes, roughly: nothing once it is loaded, much if there is no compiled code on disk."""
    if _COMPILED in sys.modules:
        return 0.0
    return _LOADING if any(kept_code(cost_of_loading, "search.search-*.nbc")) else _COMPILING


class CompiledSearch:
    """The search from some cells on.

    Parameters
    ----------
    walk
        The walk whose cells are to be searched.
    steps
        Where the steps that are taken go.
    compiled
        What ``kernel`` returned.
    """

    def __init__(self, walk: Walk, steps: list[Step], compiled: ModuleType):
        np = _numpy()
        whole, cells = walk.whole, walk.stack
        self._walk, self._taken, self._compiled, self._known_boxes = walk, steps, compiled, len(walk.boxes)
        self._lowest = [min(map(min, rows)) for rows in whole.values]
        highest = [max(map(max, rows)) for rows in whole.values]
        self._scales = [max(1, high - low) for low, high in zip(self._lowest, highest, strict=True)]
        players, most, size = len(whole.sizes), max(whole.sizes), prod(whole.sizes)
        room = len(cells) + _ROOM
        self._stack: Arrays = (
            np.zeros((room, players, size)),
            np.zeros((room, players, most, most)),
            np.zeros((room, players), np.int64),
        )
        for number, cell in enumerate(cells):
            self._fill(cell, *(array[number] for array in self._stack))
        payoffs = self._stack[0][0].copy()
        if cells[0] is not whole:
            self._fill(whole, payoffs, *(np.zeros_like(array[0]) for array in self._stack[1:]))
        self._counters = np.array([len(cells), 0, 0, 0])
        largest = max(self._scales)  # how large payoffs are matters in proportion only
        self._game = (
            np.array(whole.sizes),
            payoffs,
            np.array([max(scale / largest, 1e-99) for scale in self._scales]),
        )
        self._steps, self._combinations = (
            np.zeros((8 * _ROOM, 7), np.int64),
            np.zeros((_ROOM, players, most), np.int64),
        )
        unknowns = sum(whole.sizes) - players
        self._work = (
            (
                np.zeros((players, size)),
                np.zeros((players, most, most)),
                np.zeros(players, np.int64),
            ),  # a cell, as in the stack
            (
                np.zeros((players, most), np.bool_),
                np.zeros((sum(whole.sizes), 2), np.int64),
            ),  # vertices that are kept; faces
            (  # supports, their sizes, where unknowns begin, counts; bounds, weights twice; sizes, values of a region
                np.zeros((players, most), np.int64),
                *(np.zeros(players, np.int64) for _ in range(3)),
                *(np.zeros((players, most)) for _ in range(3)),
                np.zeros(players),
                np.zeros((players, size)),
            ),
            (  # the Jacobian, its inverse, values of the equations, sums of rows, room for matrices and for two rows of values
                *(np.zeros((unknowns, unknowns)) for _ in range(2)),
                *(np.zeros(unknowns) for _ in range(2)),
                np.zeros((unknowns, 2 * unknowns)),
                np.zeros((2, size)),
            ),
        )
        self._boxes: Arrays = (
            np.zeros((_ROOM, players, most + 1), np.int64),  # how many actions are used, and which
            np.zeros(
                (_ROOM, 2, players, most + 1)
            ),  # the region's size and bounds; the contraction factor and the solution
            np.zeros((_ROOM, unknowns, unknowns)),  # the inverse Jacobian
        )

    def advance(self, shortest: float, limit: int) -> None:
        """Look at some cells, and let the walk follow.

        Parameters
        ----------
        shortest
            The length of an edge from which it is not cut.
        limit
            How many cells to look at.

        Raises
        ------
        CertificateRejected
            If a step does not hold exactly; the walk has taken those before, and this search is of no more
            use.
        """
        c = self._counters
        first_box, c[1], c[3] = int(c[2]), 0, 0
        state = (self._stack, self._steps, self._combinations, self._boxes, c)
        status = self._compiled.search(*self._game, *state, *self._work, shortest, limit)
        for number in range(first_box, int(c[2])):
            self._walk.add(self._box(number))
        for row in self._steps[: c[1]].tolist():
            if not self._walk.stack:
                return  # rounding saw a sliver where, exactly, no cell is left
            step = self._step(row, self._walk.stack[-1])
            self._walk.take(step)
            self._taken.append(step)
        if status == self._compiled.FULL:
            self._make_room()

    def _make_room(self) -> None:
        """Double the arrays that are half full; those of steps start anew each time and need only hold those of one cell."""
        cells, _, boxes, _ = self._counters.tolist()
        room = 2 * sum(self._walk.whole.sizes)
        if cells + room > len(self._stack[0]) // 2:
            self._stack = tuple(map(_doubled, self._stack))
        if boxes > len(self._boxes[0]) // 2:
            self._boxes = tuple(map(_doubled, self._boxes))
        if room > len(self._steps) // 2:
            self._steps = _doubled(self._steps)

    def _fill(
        self, cell: Cell, values: "npt.NDArray[Any]", vertices: "npt.NDArray[Any]", count: "npt.NDArray[Any]"
    ) -> None:
        """Write a cell as numbers from zero to one."""
        count[:] = cell.sizes
        totals = [list(map(sum, simplex)) for simplex in cell.simplices]
        for who, rows in enumerate(cell.values):
            divisors = [prod(tuple_) for tuple_ in product(*totals[:who], *totals[who + 1 :])] * len(rows)
            low, scale, every = self._lowest[who], self._scales[who], chain(*rows)
            numbers = [
                (value - low * divisor) / (scale * divisor)
                for value, divisor in zip(every, divisors, strict=True)
            ]
            values[who, : len(numbers)] = numbers
            for number, (vertex, total) in enumerate(zip(cell.simplices[who], totals[who], strict=True)):
                vertices[who, number, : len(vertex)] = [weight / total for weight in vertex]

    def _box(self, number: int) -> IsolatingBox:
        """A box from the kernel, rounded."""
        used, (bounds, found), inverse = (array[number].tolist() for array in self._boxes)
        supports = tuple([tuple(actions[:size]) for size, *actions in used])
        region = [_region(lows[: len(own)]) for own, (_, *lows) in zip(supports, bounds, strict=True)]
        odds = [values[: len(own)] for own, (_, *values) in zip(supports, found, strict=True)]
        totals, columns = list(map(sum, region)), list[int]()
        for who, own in enumerate(supports):
            columns += [self._scales[who] * prod(totals[:who] + totals[who + 1 :])] * (len(own) - 1)
        rows = [row[: len(columns)] for row in inverse[: len(columns)]]
        return box(self._walk.whole, supports, region, odds, rows, columns, found[0][0])

    def _step(self, row: Sequence[int], cell: Cell) -> Step:
        """A step as the walk takes it for a cell."""
        kind, *numbers = row
        letter, length = _LETTERS[kind]
        if letter == "u":
            return letter, numbers[0] + self._known_boxes
        if length == 6:
            other, first, second, who, worse, better = numbers
            return exact_cut(cell, other, first, second, (who, worse, better))
        if letter == "l":
            weights = self._combinations[numbers[0]].tolist()
            return letter, [
                [who, action, w] for who, own in enumerate(weights) for action, w in enumerate(own) if w
            ]
        return letter, *numbers[:length]


def _region(lows: Sequence[float]) -> Mixture:
    if len(lows) == 1:
        return 0, 1
    parts = [floor(low * GRAIN - 1e-3) if low else 0 for low in lows]
    return *parts, GRAIN - sum(parts)


def _doubled(array: "npt.NDArray[Any]") -> "npt.NDArray[Any]":
    np = _numpy()
    larger: npt.NDArray[Any] = np.concatenate([array, np.zeros_like(array)])
    return larger


def _numpy() -> Any:
    """numpy, loaded at first use."""
    return import_module("numpy")


_LETTERS = [
    ("?", 0),
    ("x", 3),
    ("w", 3),
    ("a", 0),
    ("l", 1),
    ("u", 1),
    ("s", 5),
    ("s", 6),
]  # in the order of the compiled kinds
