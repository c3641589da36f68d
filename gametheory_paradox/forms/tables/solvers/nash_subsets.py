"""Maximal Nash subsets of a two-player table, and the pieces of equilibria they make.

Source: vonstengel2002 (extreme equilibria are the edges of a bipartite graph, maximal Nash subsets its
maximal bicliques).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, ParadoxError
from gametheory_paradox.forms.solvers.equilibria import singletons
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, Mixture, ProfileCell, places, used_in
from gametheory_paradox.forms.tables.solvers.polytope_clipping import Inequality, clipped, mixtures_on
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# The maximal Nash subsets: the largest products of two sets of mixtures all of whose pairs are equilibria
#
# There can be exponentially many.  Where the equilibria are all pairs of two different ones of n mixtures,
# every way to part the n in two makes one.
# ----------------------------------------------------------------------------

MOST_SUBSETS, MOST_NUMBERS = 1 << 20, 1 << 24  # in all subsets together: some hundred megabytes either way

Pairs = Sequence[tuple[int, int]]
Subsets = tuple[tuple[int, ...], ...]


class _TooMany(ParadoxError):
    """The subsets do not fit in memory."""


def maximal_nash_subsets(pairs: Pairs, clock: Clock) -> tuple[Subsets, str]:
    """The maximal sets A×B of vertices all of whose pairs are equilibria; why the search was cut short.

    The sets B are the intersections of neighborhoods in the bipartite graph of equilibrium pairs.

    Parameters
    ----------
    pairs
        The extreme equilibria, each a vertex of the first polytope and one of the second.
    clock
        When to give up.

    Returns
    -------
    The subsets, as numbers of pairs.  If the search was cut short, those of ``subsets_of_each_vertex``: not
    all maximal.

    Examples
    --------
    >>> maximal_nash_subsets([(1, 7), (2, 7), (3, 8)], Clock(None))
    (((0, 1), (2,)), '')
    """
    if len({a for a, _ in pairs}) == len(pairs) == len({b for _, b in pairs}):
        return singletons(len(pairs)), ""
    try:
        return tuple(sorted(_bicliques(pairs, clock))), ""
    except OutOfTime:
        return subsets_of_each_vertex(pairs), clock.ended()
    except _TooMany:
        return subsets_of_each_vertex(pairs), "memory ran out"


def subsets_of_each_vertex(pairs: Pairs) -> Subsets:
    """For each vertex the numbers of the pairs that it is in, a Nash subset, if it is not within another.

    There are at most as many as vertices; two pairs hang together through them if they do through maximal
    ones.

    Examples
    --------
    >>> subsets_of_each_vertex([(1, 7), (2, 7), (3, 8)])
    ((0, 1), (2,))
    """
    firsts: dict[int, list[int]] = {}
    seconds: dict[int, list[int]] = {}
    for number, (a, b) in enumerate(pairs):
        firsts.setdefault(a, []).append(number)
        seconds.setdefault(b, []).append(number)
    several = [tuple(numbers) for side in (firsts, seconds) for numbers in side.values() if len(numbers) > 1]
    alone = [(number,) for number, (a, b) in enumerate(pairs) if len(firsts[a]) == len(seconds[b]) == 1]
    return tuple(sorted([*several, *alone]))


def _bicliques(pairs: Pairs, clock: Clock) -> Iterator[tuple[int, ...]]:
    """The maximal ones, as numbers of pairs; raises OutOfTime or _TooMany."""
    places = {b: 1 << position for position, b in enumerate(dict.fromkeys(b for _, b in pairs))}
    neighbors: dict[int, dict[int, int]] = {}
    for number, (a, b) in enumerate(pairs):
        neighbors.setdefault(a, {})[number] = places[b]
    rows = [(sum(own.values()), own.items()) for own in neighbors.values()]
    closed: set[int] = set()

    # Every intersection of neighborhoods is a side of a maximal biclique.
    for reach in {reach for reach, _ in rows}:
        closed |= {reach & other for other in closed} | {reach}
        clock.check()
        if len(closed) > MOST_SUBSETS:
            raise _TooMany

    room = MOST_NUMBERS
    for right in closed - {0}:
        clock.check()
        subset = [
            number for reach, own in rows if reach & right == right for number, place in own if place & right
        ]
        room -= len(subset)
        if room < 0:
            raise _TooMany
        yield tuple(sorted(subset))


# Products of polytopes that consist of equilibria, made as large as possible, and how they hang together
#
# A set of mixtures for each player such that every combination is an equilibrium stays one if a player's set
# is replaced by all its mixtures that go with the others' sets: a polytope, since each condition is linear in
# the player's mixture at every tuple of the others' vertices.  Once every player had its turn the product
# cannot grow for any player.  In a game of two players these are its maximal Nash subsets.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Piece(Record):
    """A product of polytopes that consists of equilibria.

    Parameters
    ----------
    vertices
        For each player the vertices of its polytope.
    actions
        For each player the actions its mixtures may use.
    inequalities
        For each player what its mixtures satisfy besides.
    """

    vertices: ProfileCell
    actions: tuple[frozenset[int], ...]
    inequalities: tuple[tuple[Inequality, ...], ...]

    def holds(self, simplices: ProfileCell) -> bool:
        """True if a product of polytopes, given by vertices, lies in this one."""
        return all(self.allows(who, vertex) for who, own in enumerate(simplices) for vertex in own)

    def allows(self, who: int, mixture: Mixture) -> bool:
        """True if a mixture is in a player's polytope."""
        used = (action for action, weight in enumerate(mixture) if weight)
        return self.actions[who].issuperset(used) and all(
            _value(inequality, mixture) >= 0 for inequality in self.inequalities[who]
        )

    def meets(self, other: "Piece") -> bool:
        """True if it has a profile in common with another piece."""
        return all(
            clipped(own, [*_barring(actions, len(own[0])), *inequalities])
            for own, actions, inequalities in zip(
                self.vertices, other.actions, other.inequalities, strict=True
            )
        )


def largest_pieces(whole: Cell, cells: Sequence[ProfileCell]) -> list[Piece]:
    """Cells of equilibria made as large as possible; each of the cells is in one of them.

    Parameters
    ----------
    whole
        The cell of all profiles.
    cells
        Cells that consist of equilibria.
    """
    found: list[Piece] = []
    allowing: list[Callable[[int, Mixture], bool]] = []  # of each piece: cells have most vertices in common
    for cell in cells:
        look()
        numbered = [(who, vertex) for who, own in enumerate(cell) for vertex in own]
        if not any(all(allows(*vertex) for vertex in numbered) for allows in allowing):
            found.append(_grown(whole, cell))
            allowing.append(cache(found[-1].allows))
    return found


def _grown(whole: Cell, simplices: ProfileCell) -> Piece:
    current = list(simplices)
    allowed, satisfied = [], []

    for who, size in enumerate(whole.sizes):
        vertices = tuple(
            tuple(mixtures_on(size, range(size))) if other == who else own
            for other, own in enumerate(current)
        )
        cell = whole.at(vertices)
        best = tuple(map(max, *cell.values[who])) if size > 1 else cell.values[who][0]
        actions = [action for action, row in enumerate(cell.values[who]) if row == best]
        played = [range(size) if other == who else used_in(own) for other, own in enumerate(current)]
        inequalities = tuple(dict.fromkeys(_conditions(cell, who, played)))
        current[who] = tuple(sorted(clipped(mixtures_on(size, actions), inequalities), reverse=True))
        allowed.append(frozenset(actions))
        satisfied.append(inequalities)

    return Piece(tuple(current), tuple(allowed), tuple(satisfied))


def _conditions(cell: Cell, who: int, played: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """The conditions on a player's mixture that make the others' used actions best at all vertex tuples."""
    for other, actions in enumerate(played):
        if other == who:
            continue
        columns = [places(cell.sizes, other, who, (vertex,)) for vertex in range(cell.sizes[who])]
        for action, better in product(actions, range(len(cell.values[other]))):
            if better == action:
                continue
            gains = cell.gains(other, action, better)
            for row in zip(*columns, strict=True):
                condition = tuple(gains[place] for place in row)
                if min(condition) < 0:
                    yield condition


def _barring(actions: frozenset[int], size: int) -> list[Inequality]:
    """The inequalities that bar all actions but some."""
    barred = mixtures_on(size, [action for action in range(size) if action not in actions])
    return [tuple(-weight for weight in action) for action in barred]


def _value(inequality: Inequality, vertex: Mixture) -> int:
    return sum(a * b for a, b in zip(inequality, vertex, strict=True))
