"""A cell of stationary profiles from its middle: where to cut it, and whether an equilibrium may be near.

In an equilibrium every action that is used gives its player's value in the state, and so does the play of the
others to who does not move there.  In floats these equations are taken for linear at the middle of the cell.
A row of the inverse of their derivatives gives how far off one unknown is at the solution.

Source: neumaier1990 (preconditioning by the inverse at the middle).
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from gametheory_paradox.claims.equilibria.profile_cells import Mixture
from gametheory_paradox.claims.equilibria.state_cells import Entry, StateCell
from gametheory_paradox.claims.equilibria.state_isolation import numbers_within
from gametheory_paradox.solvers.isolating import inverse_of

LEAST_PIVOT = 1e-12
NEAR = 1.5  # half widths from the middle within which an equilibrium is sought

Vector = list[float]


class MiddleRow(NamedTuple):
    """An equation at the middle of a cell.

    Parameters
    ----------
    who
        The player's number.
    gives
        What is given less the value, at the middle of everything.
    at
        For each information set of the state the same at each vertex there.
    slopes
        What half the width of each number that bounds values adds.
    """

    who: int
    gives: float
    at: dict[int, Vector]
    slopes: Vector


class Outlook:
    """The view from the middle of a cell.

    Parameters
    ----------
    cell
        The cell, with bounds of its values.
    """

    def __init__(self, cell: StateCell):
        self.cell = cell
        assert cell.values is not None
        scale, bounds = cell.values.scale, list[tuple[int, int]]()
        for who in range(len(cell.tables.game.players)):
            bounds += zip(*numbers_within(cell.values, who), strict=True)
        self._middles = [(low + high) / 2 / scale for low, high in bounds]
        self._halves = [max(high - low, 1) / 2 / scale for low, high in bounds]
        self._rows = [row for state in range(len(cell.tables.game.states)) for row in self._in_state(state)]
        self._unknowns = [(n, v) for n, simplex in enumerate(cell.simplices) for v in range(1, len(simplex))]

    def _in_state(self, state: int) -> Iterator[MiddleRow]:
        """The equations in a state: of each used action of who moves there, and of who does not."""
        game, simplices = self.cell.tables.game, self.cell.simplices
        sets, movers = game.sets_at[state], game.states[state].movers
        tuples = list(product(*(range(len(simplices[number])) for number in sets)))
        used = self.cell.used_in_state(state)
        for who, rows in enumerate(self.cell.tables.rows(simplices, state)):
            if who not in movers:
                yield self._row(state, who, tuples, rows[0])
                continue
            place = movers.index(who)
            others = [(*own[:place], *own[place + 1 :]) for own in tuples]
            at = {other: n for n, other in enumerate(dict.fromkeys(others))}
            for action in used[who]:
                yield self._row(state, who, tuples, [rows[action][at[other]] for other in others])

    def _row(
        self, state: int, who: int, tuples: Sequence[tuple[int, ...]], entries: Sequence[Entry]
    ) -> MiddleRow:
        """An equation, from its entries at all tuples of vertices in the state."""
        paid, slopes = self._in_floats(state, who, entries)
        at = {}
        for place, number in enumerate(self.cell.tables.game.sets_at[state]):
            size = len(self.cell.simplices[number])
            sums = [0.0] * size
            for own, given in zip(tuples, paid, strict=True):
                sums[own[place]] += given
            at[number] = [total * size / len(tuples) for total in sums]
        return MiddleRow(who, sum(paid) / len(paid), at, slopes)

    def _in_floats(self, state: int, who: int, entries: Sequence[Entry]) -> tuple[Vector, Vector]:
        """At each tuple of vertices what is given less the value, and by how much numbers change its mean."""
        states, size = len(self.cell.tables.game.states), len(self._middles)
        own = slice(who * states, (who + 1) * states)
        middles, halves, count = self._middles[own], self._halves[own], len(entries)
        paid, sums = [], [0.0] * states
        for entry in entries:
            slopes = [slope / entry.divisor for slope in _slopes_of(entry, state)]
            paid.append(
                entry.payoff / entry.divisor + sum(s * m for s, m in zip(slopes, middles, strict=True))
            )
            sums = [a + s for a, s in zip(sums, slopes, strict=True)]
        whole = [0.0] * size
        whole[own] = [s * h / count for s, h in zip(sums, halves, strict=True)]
        return paid, whole

    def _inverse(self) -> list[Vector] | None:
        """The inverse of the derivatives by weights of vertices and numbers; None if there is none."""
        if len(self._unknowns) + len(self._middles) != len(self._rows):
            return None
        matrix = [
            [row.at[n][v] - row.at[n][0] if n in row.at else 0.0 for n, v in self._unknowns] + row.slopes
            for row in self._rows
        ]
        return inverse_of(matrix, least=LEAST_PIVOT)

    @property
    def is_near(self) -> bool:
        """True if the solution may be in the cell or close to it."""
        widths = [1 / len(self.cell.simplices[n]) for n, _ in self._unknowns] + [1.0] * len(self._middles)
        return all(
            abs(sum(p * row.gives for p, row in zip(own, self._rows, strict=True))) <= NEAR * width
            for own, width in zip(self._inverse() or (), widths, strict=False)
        )

    def edge(self, shortest: float) -> tuple[int, int, int] | None:
        """The information set and the two vertices between which most changes: what is given, and gains.

        None if every edge is shorter than the one that is given.
        """
        edges = [
            (number, v, w)
            for number, simplex in enumerate(self.cell.simplices)
            for v, w in combinations(range(len(simplex)), 2)
            if _distance(simplex[v], simplex[w]) >= shortest
        ]
        return max(edges, key=lambda edge: self._change(*edge), default=None)

    def _change(self, number: int, v: int, w: int) -> float:
        rows = [row for row in self._rows if number in row.at]
        changes = [(row.who, row.at[number][v] - row.at[number][w]) for row in rows]
        gains = sum(abs(a - b) for (who, a), (other, b) in combinations(changes, 2) if who == other)
        return gains + sum(abs(change) for _, change in changes)


def _distance(first: Mixture, second: Mixture) -> float:
    one, other = sum(first), sum(second)
    return max(abs(a / one - b / other) for a, b in zip(first, second, strict=True))


def _slopes_of(entry: Entry, state: int) -> list[int]:
    """The slopes of an entry less the value by its player's numbers, times its divisor."""
    slopes = [p - entry.divisor * (there == state) for there, p in enumerate(entry.odds)]
    slopes[0] = sum(entry.odds) - entry.divisor  # all values rise alike
    return slopes
