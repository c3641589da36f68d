"""The cheapest way where every condition is affine in the levers: exact, by linear programs over cases.

A case of the statement is a list of signs that settles the statement.  The cases are grown sign by sign,
the cheapest first: each list of signs is a linear program, whose least cost is a lower bound for all lists
that continue it.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.claims.parameters.logic import Statement, atoms, simplify
from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.feasibility import may_all_be_positive
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.regions.ways_out.levers import STEPS, Goal, LeastCost, Point
from gametheory_paradox.solvers.linear_program import LinearProgram, Optimum, Row, maximize

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
