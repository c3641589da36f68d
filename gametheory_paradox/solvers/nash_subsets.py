"""The maximal Nash subsets: the largest products of two sets of mixtures all of whose pairs are equilibria.

There can be exponentially many.  Where the equilibria are all pairs of two different ones of n mixtures,
every way to part the n in two makes one.

Source: vonstengel2002 (extreme equilibria are the edges of a bipartite graph, maximal Nash subsets its
maximal bicliques).
"""

from collections.abc import Iterator, Sequence

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, ParadoxError
from gametheory_paradox.solvers.equilibria import singletons

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
