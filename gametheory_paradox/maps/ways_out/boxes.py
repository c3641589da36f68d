"""The search for the nearest point at which a claim fails, in boxes and across planes."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.feasibility import may_all_be_positive
from gametheory_paradox.conditions.proofs.cells import DEEPEST, Cell
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Statement, atoms, simplify
from gametheory_paradox.conditions.proofs.volumes import integer_planes
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.maps.ways_out.levers import STEPS, Goal, LeastCost, Point, first_on_segment
from gametheory_paradox.polynomials import Polynomial

# The cheapest way where every condition is affine in the levers: exact, by linear programs over cases
#
# A case of the statement is a list of signs that settles the statement.  The cases are grown sign by sign,
# the cheapest first: each list of signs is a linear program, whose least cost is a lower bound for all lists
# that continue it.
# ----------------------------------------------------------------------------

Outer: TypeAlias = Callable[[Polynomial], Polynomial]


def is_affine(goal: Goal) -> bool:
    """Every condition is affine in the levers."""
    return all(p.total_degree <= 1 for p in atoms(goal.wanted, goal.open))


@dataclass(order=True)
class _Case:
    bound: Fraction
    number: int
    signs: tuple[Polynomial, ...] = field(compare=False)  # all positive
    wanted: Statement = field(compare=False)
    open: Statement = field(compare=False)
    point: Point = field(compare=False)


def cheapest_by_planes(goal: Goal, clock: Clock, outer: Outer | None = None) -> LeastCost:
    """The least cost at which the statement becomes true, exactly.

    Parameters
    ----------
    goal
        The statement, affine in the levers.
    clock
        When to stop.
    outer
        For statements that are not affine: an affine form that is positive wherever, within the levers'
        ranges, a polynomial is. The least cost is then a lower bound.
    """
    root = _Case(Fraction(0), 0, (), goal.wanted, goal.open, goal.start)
    heap, number = [root], 0
    open_from: Fraction | None = None
    while heap:
        case = heapq.heappop(heap)
        if clock.is_over:
            return LeastCost(case.bound if open_from is None else open_from, why="the time is up")
        if case.open is True:
            open_from = case.bound if open_from is None else open_from
            continue
        if case.wanted is False and case.open is False:
            continue
        if case.wanted is True and case.open is False:
            return _arrived(goal, case, open_from, exact=outer is None)

        # The case goes on with either sign of one more polynomial, where a point has that.
        polynomial = atoms(case.wanted, case.open)[0]
        for sign in (1, -1):
            signed = polynomial if sign > 0 else -polynomial
            signs = (*case.signs, outer(signed) if outer else signed)
            if not outer and not may_all_be_positive(signs, goal.box):
                continue  # they may be zero together, but not positive
            if found := closest_with(goal, signs, Fraction(0)):
                given = {polynomial: sign}
                number += 1
                rest = simplify(case.wanted, given), simplify(case.open, given)
                heapq.heappush(heap, _Case(goal.cost(found), number, signs, *rest, found))

    if open_from is None:
        return LeastCost(None)
    return LeastCost(open_from, why="beyond this cost the games may be degenerate")


def closest_with(goal: Goal, positive: Sequence[Polynomial], margin: Fraction) -> Point | None:
    """The cheapest point at which affine polynomials are ≥ 0, by a share of their ranges; None if none."""
    levers = goal.levers
    rows = []
    for p in positive:
        slopes = [p.terms.get(((lever.name, 1),), Fraction(0)) for lever in levers]
        size = sum(
            (abs(s) * (lever.high - lever.low) for s, lever in zip(slopes, levers, strict=True)), Fraction(0)
        )
        rows.append(Row((*slopes, *(-s for s in slopes)), ">=", margin * size - p.value(goal.start)))

    # Each lever goes up or down, within its range.
    for n, lever in enumerate(levers):
        change = tuple(Fraction((k == n) - (k == n + len(levers))) for k in range(2 * len(levers)))
        rows.append(Row(change, "<=", lever.high - lever.start))
        rows.append(Row(change, ">=", lever.low - lever.start))
    found = maximize(LinearProgram(tuple(-lever.cost for lever in levers) * 2, tuple(rows)))
    if not isinstance(found, Optimum):
        return None
    ups, downs = found.primal[: len(levers)], found.primal[len(levers) :]
    return {lever.name: lever.start + up - down for lever, up, down in zip(levers, ups, downs, strict=True)}


def _arrived(goal: Goal, case: _Case, open_from: Fraction | None, *, exact: bool) -> LeastCost:
    start, place, low = goal.start, case.point, case.bound if open_from is None else open_from
    if not exact:
        return LeastCost(low, case.bound, place)
    beyond = [point for step in STEPS if (point := closest_with(goal, case.signs, step))]

    inner = next(
        (point for n in (4, 16, 64, 256) if (point := closest_with(goal, case.signs, Fraction(1, n)))), None
    )
    if inner is not None:  # off the faces of the case, in case that matters
        beyond += [
            {name: value + step * (inner[name] - value) for name, value in place.items()} for step in STEPS
        ]

    return LeastCost(
        low=low,
        high=case.bound,
        surface=place,
        before=tuple(
            {name: value - step * (value - start[name]) for name, value in place.items()} for step in STEPS
        ),
        beyond=tuple(beyond),
        binding=tuple(p for p in case.signs if p.value(place) == 0),
        why="" if open_from is None else "beyond the lower bound the games may be degenerate",
    )


# The cheapest way where conditions are curved: branch and bound over cells, each bounded by linear programs
#
# On a cell every polynomial lies between two parallel planes, so that where it is positive an affine form is
# positive too.  With these forms in the place of the polynomials, linear programs bound from below what it
# costs to get to where the statement may hold in the cell, and leave out cells on which it cannot.  Straight
# ways towards the closest such points, cut exactly where the statement becomes true, bound the cost from
# above.
# ----------------------------------------------------------------------------

MOST_CELLS = 20_000
MOST_LIVE = 5  # polynomials of a cell that is bounded by linear programs: their cases are many
GRID = 2**16  # ways lead to points of a grid, whose coordinates are short
FARTHEST = Fraction(1, 8)  # how far beyond the closest point of a cell a way leads, of the way there


@dataclass(order=True)
class _Part:
    bound: Fraction
    number: int
    box: Box = field(compare=False)
    cell: Cell = field(compare=False)
    # What linear programs say about the cell, once they are asked.
    found: LeastCost | None = field(compare=False, default=None)


def cheapest_by_cells(goal: Goal, precision: Fraction, clock: Clock) -> LeastCost:
    """Proved bounds of the least cost at which the statement becomes true.

    Parameters
    ----------
    goal
        The statement.
    precision
        How far apart the bounds may be, as a share of the upper one.
    clock
        When to stop.
    """
    search = _Search(goal, clock)
    while search.heap:
        part = search.heap[0]
        best = search.best.high
        if best is not None and part.bound >= best * (1 - precision):
            return search.answer(min(part.bound, best), "")
        if clock.is_over:
            return search.answer(part.bound, "the time is up")
        if search.count >= MOST_CELLS or part.cell.depth >= DEEPEST:
            return search.answer(part.bound, f"{search.count} cells do not settle it")

        heapq.heappop(search.heap)
        if part.found is None:
            search.bound(part)
        else:
            search.look_into(part, part.found)
    return search.answer(search.best.high, "")


class _Search:
    """The cells that may hold a way, the closest first, and the best way so far."""

    def __init__(self, goal: Goal, clock: Clock):
        self.goal, self.clock, self.best = goal, clock, LeastCost(None)
        self.heap: list[_Part] = []
        self.count = self.looks = 0
        self.open_from: Fraction | None = None
        for lever in goal.levers:
            for value in (lever.low, lever.high):
                self._walk({**goal.start, lever.name: value})
        self._add(goal.box, Cell.whole(goal.wanted, goal.open, goal.box))

    def _add(self, box: Box, cell: Cell) -> None:
        self.count += 1
        if cell.mark != "-":
            heapq.heappush(self.heap, _Part(self.goal.cost(self.goal.closest(box)), self.count, box, cell))

    def bound(self, part: _Part) -> None:
        """Ask linear programs about a cell, and put it back where it then belongs."""
        here, cell = self._within(part), part.cell
        if len(cell.live) > MOST_LIVE:
            heapq.heappush(
                self.heap, replace(part, found=LeastCost(part.bound, why="many polynomials matter"))
            )
            return

        def outer(signed: Polynomial) -> Polynomial:
            return _positive_too(signed, here, cell)

        found = cheapest_by_planes(here, self.clock, None if is_affine(here) else outer)
        if found.low is not None:
            heapq.heappush(self.heap, replace(part, bound=max(part.bound, found.low), found=found))

    def _within(self, part: _Part) -> Goal:
        """The goal in a cell."""
        levers = (
            replace(lever, low=part.box[lever.name][0], high=part.box[lever.name][1])
            for lever in self.goal.levers
        )
        return Goal(part.cell.claim, part.cell.exception, tuple(levers))

    def look_into(self, part: _Part, found: LeastCost) -> None:
        """Take the closest cell: it is settled, or a way into it is looked for and it is halved."""
        cell, goal = part.cell, self.goal
        if is_affine(self._within(part)) and found.why == "" and found.high is not None:
            if self.best.high is None or found.high < self.best.high:
                self.best = found
            return
        if not cell.live:  # open all over the cell
            self.open_from = part.bound if self.open_from is None else self.open_from
            return

        # A way into the cell now and then, and its halves.
        self.looks += 1
        if self.looks <= 2 or self.looks % (2 if found.surface else 8) == 0:
            self._walk(self._beyond(part, found.surface or goal.closest(part.box)), cell.depth)
        axis = max(range(len(goal.levers)), key=lambda n: self._length(part.box, n))
        name = goal.levers[axis].name
        low, high = part.box[name]
        middle = (low + high) / 2
        for ends, half in zip(((low, middle), (middle, high)), cell.halves(axis), strict=True):
            self._add({**part.box, name: ends}, half)

    def _length(self, box: Box, axis: int) -> Fraction:
        lever = self.goal.levers[axis]
        return lever.cost * (box[lever.name][1] - box[lever.name][0])

    def _beyond(self, part: _Part, closest: Point) -> Point:
        """A point past the closest one of a cell, by about its size; at times towards its middle too."""
        start, box = self.goal.start, self.goal.box
        size = sum((self._length(part.box, n) for n in range(len(self.goal.levers))), Fraction(0))
        cost = self.goal.cost(closest)
        past = min(size / cost, FARTHEST) if cost else FARTHEST
        end = {name: value + past * (value - start[name]) for name, value in closest.items()}
        if self.looks % 4 == 0 or not cost:
            end = {
                n: value + FARTHEST * ((part.box[n][0] + part.box[n][1]) / 2 - value)
                for n, value in end.items()
            }
        return {name: min(max(value, box[name][0]), box[name][1]) for name, value in end.items()}

    def _walk(self, end: Point, depth: int = 0) -> None:
        grid = GRID << depth
        for name, (low, high) in self.goal.box.items():
            if end[name] != self.goal.start[name]:
                end[name] = low + Fraction(round((end[name] - low) / (high - low) * grid), grid) * (
                    high - low
                )
        found = first_on_segment(self.goal, end)
        if found.high is not None and (self.best.high is None or found.high < self.best.high):
            self.best = replace(found, why="")

    def answer(self, low: Fraction | None, why: str) -> LeastCost:
        """The bounds that are known once no closer cell than ``low`` may hold a way."""
        if self.open_from is not None and (low is None or self.open_from < low):
            low, why = self.open_from, why or "beyond the lower bound the games may be degenerate"
        return replace(self.best, low=low, why=why)


def _positive_too(signed: Polynomial, here: Goal, cell: Cell) -> Polynomial:
    """An affine form that is positive wherever in the cell a polynomial is.

    Up to its sign the polynomial is one of those that the cell keeps.
    """
    if signed.total_degree <= 1:
        return signed
    upwards = signed in cell.live
    slopes, upper, lower, scale = integer_planes(cell.live[signed if upwards else -signed])
    total = Polynomial.constant(Fraction(-lower if upwards else upper, scale))
    for slope, lever in zip(slopes, here.levers, strict=True):
        steep = Fraction(slope if upwards else -slope, scale) / (lever.high - lever.low)
        total = total + Polynomial({((lever.name, 1),): steep, (): -lever.low * steep})
    return total
