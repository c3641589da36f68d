"""Products of polytopes that consist of equilibria, made as large as possible, and how they hang together.

A set of mixtures for each player such that every combination is an equilibrium stays one if a player's set is
replaced by all its mixtures that go with the others' sets: a polytope, since each condition is linear in the
player's mixture at every tuple of the others' vertices.  Once every player had its turn the product cannot
grow for any player.  In a game of two players these are its maximal Nash subsets.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from gametheory_paradox.claims.equilibria.profile_cells import Cell, Mixture, ProfileCell, places, used_in
from gametheory_paradox.interruption import look
from gametheory_paradox.solvers.polytope_clipping import Inequality, clipped, mixtures_on
from gametheory_paradox.table import Record


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
