"""Cells in arrays for the compiled search, and what it proposes: steps and boxes, in floating point."""

from collections.abc import Sequence
from itertools import chain, product
from math import prod
from typing import Any, NamedTuple

import numpy as np

from gametheory_paradox.forms.tables.proofs.every_nash_of_many import Step
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell
from gametheory_paradox.kernels.cells.cells import RoundedCell, RoundedGame, room_for_cell
from gametheory_paradox.kernels.cells.search import FULL, search
from gametheory_paradox.kernels.cells.solutions import RoundedBoxes
from gametheory_paradox.kernels.cells.trail import BOXES, CELLS, COMBINATIONS, STEPS, Trail

_ROOM = 32  # cells and boxes there is room for at first

# The letter of each kind of step, in the order of the compiled kinds, and how many numbers it has.
_LETTERS = (("?", 0), ("x", 3), ("w", 3), ("a", 0), ("l", 1), ("u", 1), ("s", 5), ("s", 6))


class ProposedBox(NamedTuple):
    """A box in floating point.

    Parameters
    ----------
    supports
        For each player its used actions.
    lows
        For each player the region's lower bounds of their probabilities.
    solution
        For each player their probabilities.
    inverse
        The inverse Jacobian for payoffs that range from zero to one: a row and a column per unknown.
    contraction
        The contraction factor.
    """

    supports: tuple[tuple[int, ...], ...]
    lows: list[list[float]]
    solution: list[list[float]]
    inverse: list[list[float]]
    contraction: float


class CellSearch:
    """The search from some cells on.

    Parameters
    ----------
    whole
        The cell of all profiles.
    cells
        The cells to search, the last one first.
    """

    def __init__(self, whole: Cell, cells: Sequence[Cell]):
        self._sizes = whole.sizes
        self._lowest = [min(map(min, rows)) for rows in whole.values]
        highest = [max(map(max, rows)) for rows in whole.values]
        self.scales = [max(1, high - low) for low, high in zip(self._lowest, highest, strict=True)]
        largest = max(self.scales)  # how large payoffs are matters in proportion only
        scales = np.array([max(scale / largest, 1e-99) for scale in self.scales])

        rounded = list(map(self._rounded, cells))
        first = rounded[0] if cells[0] is whole else self._rounded(whole)
        self._game = RoundedGame(np.array(whole.sizes), first.values, scales)
        stacked = (np.stack(arrays) for arrays in zip(*rounded, strict=True))
        self._stack: RoundedCell = _longer(RoundedCell(*stacked), _ROOM)
        players, most, unknowns = len(whole.sizes), max(whole.sizes), sum(whole.sizes) - len(whole.sizes)
        self._trail = Trail(
            counters=np.array([len(cells), 0, 0, 0]),
            steps=np.zeros((8 * _ROOM, 7), np.int64),
            combinations=np.zeros((_ROOM, players, most), np.int64),
        )
        self._boxes = RoundedBoxes(
            supports=np.zeros((_ROOM, players, most + 1), np.int64),
            ends=np.zeros((_ROOM, 2, players, most + 1)),
            inverses=np.zeros((_ROOM, unknowns, unknowns)),
        )

    def advance(self, shortest: float, limit: int) -> tuple[list[ProposedBox], list[Step]]:
        """Looks at some cells; the boxes and the steps since the last call.

        A step *u* has the number of a box of this search.  A cut at a point of indifference is an *s* with
        six numbers: the edge's player and ends, the indifferent player and its two actions.

        Parameters
        ----------
        shortest
            The length of an edge from which it is not cut.
        limit
            How many cells to look at.
        """
        counters = self._trail.counters
        first, counters[STEPS], counters[COMBINATIONS] = int(counters[BOXES]), 0, 0
        status = search(self._game, self._stack, self._trail, self._boxes, shortest, limit)
        boxes = [self._box(number) for number in range(first, int(counters[BOXES]))]
        steps = [self._step(row) for row in self._trail.steps[: counters[STEPS]].tolist()]
        if status == FULL:
            self._make_room()
        return boxes, steps

    def _make_room(self) -> None:
        """Doubles arrays that are half full; steps start anew each time, with room for one cell's."""
        counters, room = self._trail.counters, 2 * sum(self._sizes)
        if counters[CELLS] + room > len(self._stack.count) // 2:
            self._stack = _longer(self._stack, len(self._stack.count))
        if counters[BOXES] > len(self._boxes.supports) // 2:
            self._boxes = _longer(self._boxes, len(self._boxes.supports))
        if room > len(self._trail.steps) // 2:
            self._trail = self._trail._replace(steps=np.concatenate([self._trail.steps] * 2))

    def _rounded(self, cell: Cell) -> RoundedCell:
        """A cell as numbers from zero to one."""
        rounded = room_for_cell(np.array(self._sizes))
        rounded.count[:] = cell.sizes
        totals = [list(map(sum, simplex)) for simplex in cell.simplices]
        for who, rows in enumerate(cell.values):
            divisors = [prod(tuple_) for tuple_ in product(*totals[:who], *totals[who + 1 :])] * len(rows)
            low, scale = self._lowest[who], self.scales[who]
            numbers = [
                (value - low * divisor) / (scale * divisor)
                for value, divisor in zip(chain(*rows), divisors, strict=True)
            ]
            rounded.values[who, : len(numbers)] = numbers
            for number, (vertex, total) in enumerate(zip(cell.simplices[who], totals[who], strict=True)):
                rounded.vertices[who, number, : len(vertex)] = [weight / total for weight in vertex]
        return rounded

    def _box(self, number: int) -> ProposedBox:
        used, (bounds, solution), inverse = (array[number].tolist() for array in self._boxes)
        supports = tuple([tuple(actions[:size]) for size, *actions in used])
        unknowns = sum(map(len, supports)) - len(supports)
        return ProposedBox(
            supports,
            [lows[: len(own)] for own, (_, *lows) in zip(supports, bounds, strict=True)],
            [odds[: len(own)] for own, (_, *odds) in zip(supports, solution, strict=True)],
            [row[:unknowns] for row in inverse[:unknowns]],
            solution[0][0],
        )

    def _step(self, row: list[int]) -> Step:
        letter, length = _LETTERS[row[0]]
        if letter != "l":
            return letter, *row[1 : length + 1]
        weights = self._trail.combinations[row[1]].tolist()
        return letter, [
            [who, action, weight]
            for who, own in enumerate(weights)
            for action, weight in enumerate(own)
            if weight
        ]


def warm() -> None:
    """Compiles what has never been compiled."""
    one = Cell((((1,),),), [[(0,)]])
    CellSearch(one, [one]).advance(1.0, 1)


def _longer(arrays: Any, more: int) -> Any:
    """A named tuple of arrays with room for more along their first axes."""
    return arrays._make(
        np.concatenate([array, np.zeros((more, *array.shape[1:]), array.dtype)]) for array in arrays
    )
