"""The search through cells of mixtures, in Python and by compiled code."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product
from math import floor, prod
from operator import itemgetter, le, lt
from types import ModuleType
from typing import Any, TypeVar

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import InformationSet
from gametheory_paradox.forms.tables.proofs.condition_curves import without_gain
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import Step, Walk
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, Mixture, ProfileCell, places
from gametheory_paradox.forms.tables.solvers.isolating import GRAIN, box, box_near

# The choice of the next step of a cutting, in plain Python and exact: what to do with a cell of profiles
#
# In this order: an action that another one beats everywhere in the cell is excluded; a cell of equilibria is
# one; an action that is nowhere better is excluded, or the others are confined; a cell in the region of a
# solution is left to that solution; else the cell is cut.  A cut goes through the exact point of indifference
# where only one player's mixture decides, else just beyond the points of indifference on one side, so that
# this side loses an action at once, else through the middle of the edge that matters most.
# :mod:`gametheory_paradox.kernels.cells.search` does the same, compiled, and combines actions besides.
# ----------------------------------------------------------------------------

SHORTEST = Fraction(1, 1 << 10)  # edges shorter than this are not cut
_ENOUGH = Fraction(1, 4)  # a cut must free at least this part of an edge from an action
# How far beyond the points of indifference, of the rest of the edge.
_BEYOND = (Fraction(1, 50), Fraction(3, 20))

N = TypeVar("N", int, float)


def next_step(walk: Walk, shortest: Fraction = SHORTEST) -> Step:
    """Choose a step for the cell that is next in a walk; isolating boxes it needs are added to the walk.

    Parameters
    ----------
    walk
        A walk with cells left.
    shortest
        The length of an edge from which it is not cut.
    """
    cell = walk.stack[-1]
    relations = relations_of(cell)
    excluding = excluding_step(cell, relations)
    if excluding:
        return excluding
    if cell.is_all_equilibria():
        return ("a",)
    return (
        weak_step(cell, relations)
        or unique_step(walk, cell)
        or _exact_cut(cell, relations)
        or freeing_cut(cell, relations, shortest)
        or halving_cut(walk.whole, cell, relations, shortest)
        or ("?",)
    )


def excluding_step(cell: Cell, relations: Sequence[tuple[int, int, int]]) -> Step | None:
    """The step that excludes an action which another one beats everywhere in a cell, if there is one."""
    for who, worse, better in relations:
        if all(map(lt, cell.values[who][worse], cell.values[who][better])):
            return "x", who, worse, better
    return None


def relations_of(cell: Cell) -> list[tuple[int, int, int]]:
    """Every player with an action it may use and another one."""
    return [
        (who, worse, better)
        for who, rows in enumerate(cell.values)
        for worse in cell.played(who)
        for better in range(len(rows))
        if better != worse
    ]


def weak_step(cell: Cell, relations: Sequence[tuple[int, int, int]]) -> Step | None:
    """Excludes an action that is nowhere better, or confines the others to where it is as good."""
    for who, worse, better in relations:
        own = cell.values[who]
        if own[worse] != own[better] and all(map(le, own[worse], own[better])):
            kept = without_gain(cell, who, cell.gains(who, better, worse))
            if any(len(kept[other]) < cell.sizes[other] for other in kept):
                return "w", who, worse, better
    return None


def unique_step(walk: Walk, cell: Cell) -> Step | None:
    """Leaves a cell to the solution of its equations near it, where there is one alone."""
    supports = tuple(tuple(cell.played(who)) for who in range(len(cell.sizes)))
    free = [len(support) - 1 for support in supports]
    if any(2 * own > sum(free) for own in free):
        return None
    for number, known in enumerate(walk.boxes):
        if known.supports == supports and known.covers(cell.simplices):
            return "u", number
    proposed = box_near(walk.whole, cell.simplices, supports)
    if proposed is None:
        return None
    try:
        walk.add(proposed)
    except CertificateRejected:  # not a contraction on the whole region: too large a cell
        return None
    return "u", len(walk.boxes) - 1


def _exact_cut(cell: Cell, relations: Sequence[tuple[int, int, int]]) -> Step | None:
    """A cut at the point of indifference, where only one mixture decides."""
    for who, worse, better in relations:
        for other, rows in _by_vertex(cell, who, cell.gains(who, better, worse)):
            for first, second in permutations(range(len(rows)), 2):
                # At all tuples of the rest both gains are of the same size to each other.
                gains, losses = rows[first], rows[second]
                if gains[0] > 0 > losses[0] and all(
                    gain * losses[0] == loss * gains[0] for gain, loss in zip(gains, losses, strict=True)
                ):
                    return exact_cut(cell, other, first, second, (who, worse, better))
    return None


def exact_cut(cell: Cell, other: int, first: int, second: int, relation: tuple[int, int, int]) -> Step:
    """The cut through an edge where a player is indifferent, the rest at their first vertices."""
    who, worse, better = relation
    gains, totals = cell.gains(who, better, worse), list(map(sum, cell.simplices[other]))
    here, there = (gains[places(cell.sizes, who, other, (end,))[0]] for end in (first, second))
    part, rest = here * totals[second], -there * totals[first]
    return cut_step(other, first, second, Fraction(part, part + rest))


def freeing_cut(cell: Cell, relations: Sequence[tuple[int, int, int]], shortest: Fraction) -> Step | None:
    """The cut whose second part loses an action at once and is the largest part of its edge."""
    found = max(_freed(cell, relations, shortest), key=itemgetter(0), default=None)
    if found is None or found[0] <= _ENOUGH:
        return None
    freed, other, first, second = found
    return cut_step(other, first, second, _between(*(1 - freed + freed * b for b in _BEYOND)))


def _freed(
    cell: Cell, relations: Sequence[tuple[int, int, int]], shortest: Fraction
) -> Iterator[tuple[Fraction, int, int, int]]:
    """The parts of edges that can be cut off to lose an action, each with the edge's player and ends."""
    for who, worse, better in relations:
        for other, rows in _by_vertex(cell, who, cell.gains(who, better, worse)):
            spoiling = [v for v, row in enumerate(rows) if min(row) <= 0]
            if len(spoiling) != 1:
                continue
            first = spoiling[0]
            for second, row in enumerate(rows):
                if second != first and edge_length(cell.simplices[other], first, second) >= shortest:
                    root = _last_root(cell.simplices[other], first, second, rows[first], row)
                    yield 1 - root, other, first, second


def _by_vertex(cell: Cell, who: int, gains: Sequence[N]) -> Iterator[tuple[int, list[list[N]]]]:
    """Another player who mixes, and a player's gains at each vertex of it."""
    for other, size in enumerate(cell.sizes):
        if other != who and size > 1:
            yield (
                other,
                [[gains[place] for place in places(cell.sizes, who, other, (v,))] for v in range(size)],
            )


def _last_root(
    simplex: Sequence[Mixture], first: int, second: int, here: Sequence[int], there: Sequence[int]
) -> Fraction:
    """The last point along an edge at which some gain is not positive; at its second end all are."""
    totals = sum(simplex[first]), sum(simplex[second])
    return max(
        Fraction(-a * totals[1], b * totals[0] - a * totals[1])
        for a, b in zip(here, there, strict=True)
        if a <= 0
    )


def halving_cut(
    whole: Cell, cell: Cell, relations: Sequence[tuple[int, int, int]], shortest: Fraction
) -> Step | None:
    """A cut through the middle of the edge along which undecided gains change most.

    Changes that are too small do not count: edges can stay long while a simplex gets ever flatter, and there
    would be no end.
    """
    weights: dict[tuple[int, int, int], float] = {}
    totals = [list(map(sum, simplex)) for simplex in cell.simplices]
    scales = [max(1, max(map(max, rows)) - min(map(min, rows))) for rows in whole.values]
    divisors = [
        [scale * prod(t) for t in product(*totals[:who], *totals[who + 1 :])]
        for who, scale in enumerate(scales)
    ]
    least = float(shortest) ** 2

    for who, worse, better in relations:
        gains = [
            gain / divisor
            for gain, divisor in zip(cell.gains(who, better, worse), divisors[who], strict=True)
        ]
        spread = max(gains) - min(gains)
        if max(gains) <= 0:
            continue

        for other, rows in _by_vertex(cell, who, gains):
            for first, second in combinations(range(len(rows)), 2):
                change = max(abs(a - b) for a, b in zip(rows[first], rows[second], strict=True))
                if change >= least:
                    edge = other, first, second
                    weights[edge] = weights.get(edge, 0.0) + change / spread

    # Of the edges that are long enough, the one along which gains change most.
    for edge in sorted(weights, key=lambda edge: -weights[edge]):
        if edge_length(cell.simplices[edge[0]], *edge[1:]) >= shortest:
            return cut_step(*edge, Fraction(1, 2))

    return None


def edge_length(simplex: Sequence[Mixture], first: int, second: int) -> Fraction:
    """The largest difference of a probability between two vertices."""
    a, b = simplex[first], simplex[second]
    total, other_total = sum(a), sum(b)
    return Fraction(
        max(abs(x * other_total - y * total) for x, y in zip(a, b, strict=True)), total * other_total
    )


def _between(low: Fraction, high: Fraction) -> Fraction:
    """The simplest fraction between two, both between zero and one."""
    whole = low.numerator // low.denominator
    if whole == low:
        return Fraction(whole)
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / _between(1 / (high - whole), 1 / (low - whole))


def cut_step(who: int, first: int, second: int, share: Fraction) -> Step:
    """A cut ``share`` of the way from one vertex of a player to another."""
    return "s", who, first, second, share.numerator, share.denominator


# The compiled search for cells of equilibria, and the parts that it leaves open
# ----------------------------------------------------------------------------

# The search for a cutting by compiled code: its proposals, made exact and taken one by one
# ----------------------------------------------------------------------------

_SLACK = 1e-3  # how far, in grains, rounding may have moved a bound


class CompiledSearch:
    """The search from the cells of a walk on.

    Parameters
    ----------
    walk
        The walk whose cells are to be searched.
    steps
        Where the steps that are taken go.
    kernel
        The compiled functions.
    """

    def __init__(self, walk: Walk, steps: list[Step], kernel: ModuleType):
        self._walk, self._taken, self._known_boxes = walk, steps, len(walk.boxes)
        self._search = kernel.CellSearch(walk.whole, walk.stack)

    def advance(self, shortest: float, limit: int) -> None:
        """Looks at some cells, and lets the walk follow.

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
        boxes, steps = self._search.advance(shortest, limit)
        for proposed_box in boxes:
            self._walk.add(self._box(proposed_box))
        for proposed in steps:
            if not self._walk.stack:
                return  # rounding saw a sliver where, exactly, no cell is left
            step = self._step(proposed)
            self._walk.take(step)
            self._taken.append(step)

    def _box(self, proposed: Any) -> IsolatingBox:
        """A box, rounded outwards."""
        region = list(map(_region, proposed.lows))
        totals = list(map(sum, region))
        scales = [
            self._search.scales[who] * prod(totals[:who] + totals[who + 1 :])
            for who, own in enumerate(proposed.supports)
            for _ in own[1:]
        ]

        return box(
            self._walk.whole,
            proposed.supports,
            region,
            proposed.solution,
            proposed.inverse,
            scales,
            proposed.contraction,
        )

    def _step(self, proposed: Sequence[Any]) -> Step:
        """A step as the walk takes it for its next cell."""
        letter = proposed[0]
        if letter == "u":
            return letter, proposed[1] + self._known_boxes
        if letter == "s" and len(proposed) == 7:
            other, first, second, *relation = proposed[1:]
            try:
                return exact_cut(self._walk.stack[-1], other, first, second, tuple(relation))
            except (IndexError, ZeroDivisionError) as problem:  # rounding lost a cell, or saw one too many
                raise CertificateRejected("a cut is proposed that belongs to another cell") from problem
        return proposed


def _region(lows: Sequence[float]) -> Mixture:
    if len(lows) == 1:
        return 0, 1
    parts = [floor(low * GRAIN - _SLACK) if low else 0 for low in lows]
    return *parts, GRAIN - sum(parts)


# The parts of the mixed profiles that a search leaves open, as bounds of what is played there
# ----------------------------------------------------------------------------

MOST_TOLD_APART = 500  # open cells of which it is seen which touch


def open_parts(
    information_sets: tuple[InformationSet, ...], cells: Sequence[ProfileCell]
) -> tuple[ProfileBounds, ...]:
    """Bounds of cells that touch, or whose bounds do; where there are many cells, of all together."""
    if len(cells) > MOST_TOLD_APART:
        return (ProfileBounds.around(information_sets, cells),)
    parts: list[ProfileBounds] = []
    for cell in cells:
        bounds = ProfileBounds.around(information_sets, [cell])
        near = [part for part in parts if part.touches(bounds)]
        parts = [part for part in parts if part not in near]
        parts.append(bounds.joined(*near))
    return tuple(parts)
