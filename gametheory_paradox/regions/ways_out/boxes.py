"""The cheapest way where conditions are curved: branch and bound over cells on which the statement is proved.

Cells on which the statement is proved false are left out, so the closest point of those that remain bounds the cost from below.
Straight ways into cells, cut exactly where the statement becomes true, bound it from above.
"""

import heapq
import time
from dataclasses import dataclass, field, replace
from fractions import Fraction

from gametheory_paradox.claims.cells import DEEPEST, Cell
from gametheory_paradox.claims.signs import Box
from gametheory_paradox.regions.ways_out.line import first_on_the_way
from gametheory_paradox.regions.ways_out.sought import Point, Reached, Sought

MOST_CELLS = 50_000
WALKS = 40  # cells into which a way is looked for, before only every tenth is


@dataclass(order=True)
class _Part:
    bound: Fraction
    number: int
    box: Box = field(compare=False)
    cell: Cell = field(compare=False)


def cheapest_by_cells(sought: Sought, gap: Fraction, end: float | None) -> Reached:
    """Proved bounds of the least cost at which the statement becomes true.

    Parameters
    ----------
    sought
        The statement.
    gap
        How far apart the bounds may be, as a share of the upper one.
    end
        When to stop, on the monotonic clock; None for never.
    """
    search = _Search(sought)
    while search.heap:
        part = search.heap[0]
        best = search.best.high
        if best is not None and part.bound >= best * (1 - gap):
            return search.answer(min(part.bound, best), "")
        if (end is not None and time.monotonic() >= end) or search.count >= MOST_CELLS or part.cell.depth >= DEEPEST:
            stopped = "the time is up" if search.count < MOST_CELLS else f"{MOST_CELLS} cells do not settle it"
            return search.answer(part.bound, stopped)
        heapq.heappop(search.heap)
        search.look_into(part)
    return search.answer(search.best.high, "")


class _Search:
    """The cells that may hold a way, the closest first, and the best way so far."""

    def __init__(self, sought: Sought):
        self.sought, self.best = sought, Reached(None)
        self.heap: list[_Part] = []
        self.count = 0
        self.open_from: Fraction | None = None
        self._add(sought.box, Cell.whole(sought.wanted, sought.open, sought.box))

    def _add(self, box: Box, cell: Cell) -> None:
        self.count += 1
        if not (cell.is_decided and cell.claim is False):
            heapq.heappush(self.heap, _Part(self.sought.least_cost(box), self.count, box, cell))

    def look_into(self, part: _Part) -> None:
        """Take the closest cell: look for ways into it, and halve it."""
        cell, sought = part.cell, self.sought
        if cell.is_decided or self.count < WALKS or self.count % 10 == 0:
            for end in self._ends(part.box):
                self._walk(end)
        if not cell.live:  # true, or open, all over the cell
            if not cell.is_decided:
                self.open_from = part.bound if self.open_from is None else self.open_from
            elif self.best.high is None or part.bound < self.best.high:
                self._settle(part)
            return
        axis = max(range(len(sought.levers)), key=lambda n: self._length(part.box, n))
        name = sought.levers[axis].name
        low, high = part.box[name]
        middle = (low + high) / 2
        for ends, half in zip(((low, middle), (middle, high)), cell.halves(axis), strict=True):
            self._add({**part.box, name: ends}, half)

    def _length(self, box: Box, axis: int) -> Fraction:
        lever = self.sought.levers[axis]
        return lever.cost * (box[lever.name][1] - box[lever.name][0])

    def _ends(self, box: Box) -> list[Point]:
        middle = {name: (low + high) / 2 for name, (low, high) in box.items()}
        closest = self.sought.closest(box)
        return [middle, {name: (3 * value + middle[name]) / 4 for name, value in closest.items()}]

    def _walk(self, end: Point) -> None:
        found = first_on_the_way(self.sought, end)
        if found.high is not None and (self.best.high is None or found.high < self.best.high):
            self.best = replace(found, why="")

    def _settle(self, part: _Part) -> None:
        """The statement holds on the whole cell, and no other is closer: its closest point is the end of the way."""
        place, middle = self.sought.closest(part.box), self._ends(part.box)[0]
        steps = [Fraction(1, n) for n in (1000, 10**5, 10**7)]
        start = self.sought.start
        self.best = Reached(
            low=part.bound,
            high=part.bound,
            surface=place,
            before=tuple({name: value - step * (value - start[name]) for name, value in place.items()} for step in steps),
            beyond=tuple({name: value + step * (middle[name] - value) for name, value in place.items()} for step in steps),
        )

    def answer(self, low: Fraction | None, why: str) -> Reached:
        """What is known, once no closer cell than ``low`` may hold a way."""
        if self.open_from is not None and (low is None or self.open_from < low):
            low, why = self.open_from, why or "beyond the lower bound the games may be degenerate"
        return replace(self.best, low=low, why=why)
