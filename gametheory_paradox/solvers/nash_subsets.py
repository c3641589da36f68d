"""The maximal Nash subsets: the largest products of two sets of mixtures all of whose pairs are equilibria.

Source: vonstengel2002 (extreme equilibria are the edges of a bipartite graph, maximal Nash subsets its maximal bicliques).
"""

from collections.abc import Sequence

from gametheory_paradox.solvers.equilibria import singletons


def maximal_nash_subsets(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """The maximal sets A×B of vertices all of whose pairs are equilibria, as numbers of pairs.

    The sets B are the intersections of neighborhoods in the bipartite graph of equilibrium pairs.

    Parameters
    ----------
    pairs
        The extreme equilibria, each a vertex of the first polytope and one of the second.

    Examples
    --------
    >>> maximal_nash_subsets([(1, 7), (2, 7), (3, 8)])
    ((0, 1), (2,))
    """
    if len({a for a, _ in pairs}) == len(pairs) == len({b for _, b in pairs}):
        return singletons(len(pairs))
    seconds = {b: 1 << position for position, b in enumerate(dict.fromkeys(b for _, b in pairs))}
    neighbors: dict[int, int] = {}
    for a, b in pairs:
        neighbors[a] = neighbors.get(a, 0) | seconds[b]
    closed: set[int] = set()
    for reach in set(neighbors.values()):
        closed |= {reach & other for other in closed} | {reach}
    subsets = []
    for right in closed - {0}:
        left = {a for a, reach in neighbors.items() if reach & right == right}
        subsets.append(tuple(number for number, (a, b) in enumerate(pairs) if a in left and seconds[b] & right))
    return tuple(sorted(subsets))
