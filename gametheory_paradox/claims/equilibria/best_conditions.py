"""Best play everywhere in a cell: its equations and inequalities, and proof that their set is connected.

In a cell all equilibria that use whatever its vertices use, and others beside, are the profiles in which
everything that is played is best: each player's used actions give the same (equations), its other actions no
more (inequalities).  Of these conditions only those are kept that the vertices leave open; each is linear in
every player's mixture.  Their set is shown to be connected and not empty by taking the players out of it one
after the other, or by going along the mixtures of one of them
(:mod:`gametheory_paradox.claims.equilibria.condition_curves`).

*Fibres.*  Given the others, the mixtures of a player that satisfy its conditions are a polytope, so connected
if there are any.  There are some wherever the others are

* at a vertex at which every inequality in the player's mixture holds, whatever the others do, or is at its
  greatest: then what is left is that inequality at the vertex;
* between two vertices at which every inequality holds, and the one equation has different signs, or is of one
  sign at all but one of the player's vertices: then what is left is that it is not of that sign at this one.

So if what is left to the others is connected and not empty, the whole is: under a closed map with connected
fibres, what is over a connected set is connected.

Source: neumaier1990 (cells and their vertices).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import lcm, prod

from gametheory_paradox.claims.equilibria.binary_forms import Form, added, check_length, times
from gametheory_paradox.claims.equilibria.profile_cells import Cell, Row
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.table import Record

Fibre = Sequence[int]  # a player, and the vertices at which its conditions hold
Mixtures = Mapping[int, Sequence[Form]]  # for each player the weight of each of its vertices


@dataclass(frozen=True, repr=False)
class Condition(Record):
    """An equation or an inequality, linear in the mixtures of some players.

    Parameters
    ----------
    players, sizes
        The players on whose mixtures it depends, and how many vertices each has.
    values
        What is zero, or not negative: a number per tuple of vertices, the last player's changing fastest.
    is_equation
        Whether it is an equation.
    """

    players: tuple[int, ...]
    sizes: tuple[int, ...]
    values: Row
    is_equation: bool

    @classmethod
    def of(cls, players: Sequence[int], sizes: Sequence[int], values: Row, is_equation: bool) -> "Condition":
        """The condition without the players whose mixtures do not matter."""
        found = cls(tuple(players), tuple(sizes), values, is_equation)
        for who in players:
            rows = found.by_vertex(who)
            if all(row == rows[0] for row in rows):
                found = found._without(who, rows[0])
        return found

    @property
    def is_open(self) -> bool:
        """True if it is more than a true statement about numbers."""
        return any(self.values) if self.is_equation else min(self.values) < 0

    def by_vertex(self, who: int) -> list[Row]:
        """The values at each vertex of a player."""
        axis = self.players.index(who)
        size, inner = self.sizes[axis], prod(self.sizes[axis + 1 :])
        return [
            tuple([value for place, value in enumerate(self.values) if place // inner % size == vertex])
            for vertex in range(size)
        ]

    def factored(self, who: int) -> "tuple[Row, Condition] | None":
        """A factor in a player's mixture alone, by its vertices, and what is left; None if there is none."""
        rows = self.by_vertex(who)
        rest = max(rows, key=lambda row: max(map(abs, row)))
        place = max(range(len(rest)), key=lambda place: abs(rest[place]))
        if any(a * rest[place] != row[place] * b for row in rows for a, b in zip(row, rest, strict=True)):
            return None
        sign = 1 if rest[place] > 0 else -1
        return tuple([sign * row[place] for row in rows]), self._without(who, rest)

    def at(self, who: int, vertex: int) -> "Condition":
        """The rest of it at a vertex of a player."""
        left = self._without(who, self.by_vertex(who)[vertex])
        return Condition.of(left.players, left.sizes, left.values, self.is_equation)

    def along(self, mixtures: Mixtures, who: int | None = None) -> list[Form]:
        """The forms that it becomes under some mixtures, one at each vertex of one player if it is given."""
        left: list[Form] = [(value,) for value in self.values]
        after = 1  # places of a vertex of the last player that is not yet replaced
        for player, size in zip(reversed(self.players), reversed(self.sizes), strict=True):
            if player == who:
                after = size
                continue
            weights, block = mixtures[player], size * after
            left = [
                added([times(weights[v], left[start + v * after + k]) for v in range(size)])
                for start in range(0, len(left), block)
                for k in range(after)
            ]
        check_length(left)
        return left

    def _without(self, who: int, row: Row) -> "Condition":
        axis = self.players.index(who)
        players, sizes = list(self.players), list(self.sizes)
        del players[axis], sizes[axis]
        return Condition(tuple(players), tuple(sizes), row, self.is_equation)


@dataclass(frozen=True, repr=False)
class BestConditions(Record):
    """The conditions under which everything that is played in a cell is best.

    Parameters
    ----------
    conditions
        Those that the vertices leave open.
    choosing
        The players whose used actions may differ in what they give.
    """

    conditions: tuple[Condition, ...]
    choosing: tuple[int, ...]

    @classmethod
    def of(cls, cell: Cell, played: Sequence[Sequence[int]] | None = None) -> "BestConditions":
        """Those of a cell, for all that is played in it or for given actions of each player."""
        found, choosing = [], []
        for who in range(len(cell.sizes)):
            first, *rest = cell.played(who) if played is None else played[who]
            for action in range(len(cell.values[who])):
                condition = _condition(cell, who, first, action, is_equation=action in rest)
                if action != first and condition.is_open:
                    found.append(condition)
                    choosing += [who] if condition.is_equation else []
        return cls(tuple(found), tuple(dict.fromkeys(choosing)))

    @staticmethod
    def compared(cell: Cell) -> list[Condition]:
        """Gains of a used action over another one, wherever the sign is not the same throughout."""
        found = []
        for who, rows in enumerate(cell.values):
            played = cell.played(who)
            for action, other in product(played, range(len(rows))):
                gains = cell.gains(who, action, other)
                if min(gains) < 0 < max(gains) and (other not in played or action < other):
                    found.append(_condition(cell, who, action, other, is_equation=False))
        return found


def _condition(cell: Cell, who: int, action: int, other: int, *, is_equation: bool) -> Condition:
    """The gain of an action over another, on one scale at all vertices."""
    others = [player for player in range(len(cell.sizes)) if player != who]
    scales = []
    for player in others:
        totals = list(map(sum, cell.simplices[player]))
        common = lcm(*totals)
        scales.append([common // total for total in totals])
    gains = [
        gain * prod(own) for gain, own in zip(cell.gains(who, action, other), product(*scales), strict=True)
    ]
    return Condition.of(others, [cell.sizes[player] for player in others], tuple(gains), is_equation)


def projected(conditions: Sequence[Condition], fibre: Fibre) -> list[Condition]:
    """The conditions on the others under which a player has mixtures that satisfy its own.

    Raises
    ------
    CertificateRejected
        If the vertices given do not show that.
    """
    who, *ends = fibre
    own = [condition for condition in conditions if who in condition.players]
    left = [condition for condition in conditions if who not in condition.players]
    equations = [condition for condition in own if condition.is_equation]
    if not own or not len(set(ends)) == len(ends) == 1 + len(equations) < 3:
        raise CertificateRejected("a fibre of a curved piece may be empty")

    for equation in equations:
        left += _with_a_zero(equation, who, *ends)
    for condition in own:
        rows = condition.by_vertex(who)
        if condition.is_equation or min(min(rows[vertex]) for vertex in ends) >= 0:
            continue
        top = rows[ends[0]]
        if equations or any(a < b for row in rows for a, b in zip(top, row, strict=True)):
            raise CertificateRejected("a fibre of a curved piece may be empty")
        left.append(condition.at(who, ends[0]))

    return left


def _with_a_zero(condition: Condition, who: int, low: int, high: int) -> list[Condition]:
    """The inequality under which an equation holds between two vertices; none if it always does."""
    rows = condition.by_vertex(who)
    if max(rows[low]) <= 0 <= min(rows[high]):
        return []
    for vertex, sign in ((low, 1), (high, -1)):
        if all(min(sign * value for value in row) > 0 for v, row in enumerate(rows) if v != vertex):
            left = condition.at(who, vertex)
            values = tuple([-sign * value for value in left.values])
            return [replace(left, values=values, is_equation=False)]
    raise CertificateRejected("a fibre of a curved piece may be empty")
