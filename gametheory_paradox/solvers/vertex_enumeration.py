"""Every Nash equilibrium of a two-player game, degenerate or not, with a proof that there are no others.

Walks the graph of each best-response polytope from the origin, one exact integer pivot per edge, on right-hand sides
perturbed so that every vertex is simple; the closed list of vertices is itself the proof (see
:mod:`gametheory_paradox.claims.every_nash`).  Pairs of vertices that carry every label are the extreme equilibria.

Sources: mangasarian1964, avis1992 (reverse search, perturbed pivots), avis2010 (all equilibria of bimatrix games).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from gametheory_paradox.claims.every_nash import (
    IntegerMatrix,
    Vertex,
    best_response_constraints,
    corners,
    extreme_equilibria,
)
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers.deadline import Deadline, OutOfTime
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected


def vertex_enumeration(game: NormalForm[Fraction], deadline: Deadline) -> Equilibria:
    """Finds every extreme equilibrium, the maximal Nash subsets and the connected components.

    Parameters
    ----------
    game
        A two-player game.
    deadline
        When to give up.

    Returns
    -------
    The equilibria; completeness is proved unless the budget was spent, in which case there are none.
    """
    sides = []
    try:
        for mixing in (0, 1):
            constraints = best_response_constraints(game, mixing)
            sides.append((constraints, *vertices_of(constraints, deadline)))
    except OutOfTime:
        why = "the budget ended while the vertices of a best-response polytope were being listed"
        return Equilibria(game, "nash", "vertex_enumeration", (), (), (), Completeness("budget", why))
    found, pairs = extreme_equilibria(game, *(corners(*side) for side in sides))
    subsets = maximal_nash_subsets(pairs)
    counts = " and ".join(str(len(listed)) for _, _, listed in sides)
    why = f"the closed lists of {counts} vertices of the two best-response polytopes were matched"
    return Equilibria(
        game,
        "nash",
        "vertex_enumeration",
        found.profiles,
        subsets,
        connected(len(pairs), subsets),
        Completeness("proved", why),
        _proof(sides),
    )


def _proof(sides: Sequence[tuple[IntegerMatrix, list[int], list[Vertex]]]) -> Mapping[str, object]:
    return {
        "kind": "vertices",
        "perturbations": [perturbation for _, perturbation, _ in sides],
        "vertices": [[[v.denominator, list(v.standard), list(v.shifted)] for v in listed] for _, _, listed in sides],
    }


def vertices_of(constraints: IntegerMatrix, deadline: Deadline) -> tuple[list[int], list[Vertex]]:
    """A perturbation that makes every vertex simple, and every vertex of {x ≥ 0 : constraints · x ≤ 1 + ε·perturbation}."""
    random, size = Random(0), 1 << 10
    while True:
        perturbation = [random.randrange(1, size) for _ in constraints]
        try:
            return perturbation, _walk(constraints, perturbation, deadline)
        except _Tie:
            size <<= 2  # two ratios agree even with the perturbation: draw again, from more numbers


class _Tie(Exception):
    pass


class _Dictionary:
    """A vertex with its edges: the tight inequalities are the columns, the others the rows.

    Every row reads  determinant · slack = standard + ε·shifted - Σ entries · (column variable).
    """

    __slots__ = ("columns", "determinant", "entries", "rows", "shifted", "standard")

    def __init__(
        self,
        determinant: int,
        rows: list[int],
        columns: list[int],
        entries: list[list[int]],
        standard: list[int],
        shifted: list[int],
    ):
        self.determinant, self.rows, self.columns = determinant, rows, columns
        self.entries, self.standard, self.shifted = entries, standard, shifted

    @property
    def tight(self) -> int:
        return sum(1 << label for label in self.columns)

    def leaving(self, column: int) -> int:
        """The row that stops the move along an edge: the least ratio, compared lexicographically."""
        best = -1
        for row, line in enumerate(self.entries):
            entry = line[column]
            if entry <= 0:
                continue
            if best >= 0:
                rival = self.entries[best][column]
                difference = self.standard[row] * rival - self.standard[best] * entry
                if difference == 0:
                    difference = self.shifted[row] * rival - self.shifted[best] * entry
                    if difference == 0:
                        raise _Tie
                if difference > 0:
                    continue
            best = row
        return best

    def pivot(self, row: int, column: int) -> "_Dictionary":
        """The vertex at the other end of the edge; every division is exact (fraction-free elimination)."""
        pivot, old, line = self.entries[row][column], self.determinant, self.entries[row]
        entries, standard, shifted = [], [], []
        for r, other in enumerate(self.entries):
            if r == row:
                entries.append([old if c == column else e for c, e in enumerate(line)])
                standard.append(self.standard[row])
                shifted.append(self.shifted[row])
                continue
            factor = other[column]
            fresh = [(pivot * e - factor * f) // old for e, f in zip(other, line, strict=True)]
            fresh[column] = -factor
            entries.append(fresh)
            standard.append((pivot * self.standard[r] - factor * self.standard[row]) // old)
            shifted.append((pivot * self.shifted[r] - factor * self.shifted[row]) // old)
        rows, columns = list(self.rows), list(self.columns)
        rows[row], columns[column] = columns[column], rows[row]
        return _Dictionary(pivot, rows, columns, entries, standard, shifted)

    def vertex(self, dimension: int) -> Vertex:
        standard, shifted = [0] * dimension, [0] * dimension
        for label, s, e in zip(self.rows, self.standard, self.shifted, strict=True):
            if label < dimension:
                standard[label], shifted[label] = s, e
        return Vertex(self.determinant, tuple(standard), tuple(shifted))


def _walk(constraints: IntegerMatrix, perturbation: list[int], deadline: Deadline) -> list[Vertex]:
    dimension, count = len(constraints[0]), len(constraints)
    origin = _Dictionary(
        1,
        list(range(dimension, dimension + count)),
        list(range(dimension)),
        [list(row) for row in constraints],
        [1] * count,
        list(perturbation),
    )
    seen, found, pending = {origin.tight}, [origin.vertex(dimension)], [origin]
    while pending:
        deadline.check()
        here = pending.pop()
        tight = here.tight
        for column, label in enumerate(here.columns):
            row = here.leaving(column)
            neighbor = tight ^ (1 << label) ^ (1 << here.rows[row])
            if neighbor not in seen:
                seen.add(neighbor)
                there = here.pivot(row, column)
                found.append(there.vertex(dimension))
                pending.append(there)
    return found


def maximal_nash_subsets(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """The maximal sets A×B of vertices all of whose pairs are equilibria, as numbers of pairs.

    The sets B are the intersections of neighborhoods in the bipartite graph of equilibrium pairs.
    """
    number = {pair: position for position, pair in enumerate(pairs)}
    neighbors: dict[int, frozenset[int]] = {}
    for a, b in pairs:
        neighbors[a] = neighbors.get(a, frozenset()) | {b}
    closed = set(neighbors.values())
    pending = list(closed)
    while pending:
        one = pending.pop()
        for other in list(closed):
            both = one & other
            if both and both not in closed:
                closed.add(both)
                pending.append(both)
    subsets = []
    for right in closed:
        left = [a for a, reach in neighbors.items() if right <= reach]
        subsets.append(tuple(sorted(number[a, b] for a in left for b in right)))
    return tuple(sorted(subsets))
