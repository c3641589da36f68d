"""Cells of mixed profiles, and what every action gives at their vertices.

A cell is a product of simplices, one per player, each the hull of a few mixtures written as integer vectors, of which only
the direction counts.  What an action gives against the others is multilinear in their mixtures.  So on a cell its least and
greatest value are attained at tuples of vertices, and so are those of every difference or weighted sum of such values: signs
on a whole cell are found in integers, without rounding.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm, prod

from gametheory_paradox.games import NormalForm

Mixture = tuple[int, ...]
Simplex = tuple[Mixture, ...]
ProfileCell = tuple[Simplex, ...]
Row = list[int]  # one number per tuple of the other players' vertices, the last player's changing fastest


class Cell:
    """A cell, with what each action gives at every tuple of the others' vertices.

    Each player's payoffs are multiplied by a positive number of its own, and so is every column of values: only their signs
    and those of differences between the actions of one player mean anything.

    Parameters
    ----------
    simplices
        For each player the vertices of its simplex.
    values
        For each player and each of its actions the values at the others' vertices.
    """

    __slots__ = ("simplices", "sizes", "values")

    def __init__(self, simplices: ProfileCell, values: Sequence[Sequence[Row]]):
        self.simplices, self.values = simplices, values
        self.sizes = tuple(map(len, simplices))

    @classmethod
    def whole(cls, game: NormalForm[Fraction]) -> "Cell":
        """The cell of all profiles."""
        simplices = tuple(tuple(tuple(int(a == b) for b in range(size)) for a in range(size)) for size in game.shape)
        values = []
        for who, payoffs in enumerate(zip(*game.payoffs, strict=True)):
            scale = lcm(*(payoff.denominator for payoff in payoffs))
            numbers = [payoff.numerator * (scale // payoff.denominator) for payoff in payoffs]
            values.append([[numbers[place] for place in chosen] for chosen in _own_places(game.shape, who)])
        return cls(simplices, values)

    @property
    def is_point(self) -> bool:
        """Whether it is a single profile."""
        return max(self.sizes) == 1

    def played(self, who: int) -> list[int]:
        """The actions that some mixture of a player's simplex uses."""
        return [action for action, weights in enumerate(zip(*self.simplices[who], strict=True)) if any(weights)]

    def gains(self, who: int, better: int, worse: int) -> Row:
        """What one action gives more than another."""
        own = self.values[who]
        return [b - a for a, b in zip(own[worse], own[better], strict=True)]

    def restricted(self, kept: Mapping[int, Sequence[int]]) -> "Cell":
        """The cell with some players confined to some of their vertices, given in ascending order."""
        simplices, values = list(self.simplices), list(self.values)
        for other, vertices in kept.items():
            sizes = tuple(map(len, simplices))
            simplices[other] = tuple(simplices[other][v] for v in vertices)
            for who, rows in enumerate(values):
                if who != other:
                    chosen = places(sizes, who, other, tuple(vertices))
                    values[who] = [[row[place] for place in chosen] for row in rows]
        return Cell(tuple(simplices), values)

    def face(self, who: int, action: int) -> "Cell | None":
        """What remains if a player does not use an action; None if nothing does."""
        kept = [number for number, vertex in enumerate(self.simplices[who]) if not vertex[action]]
        if len(kept) == self.sizes[who]:
            return self
        return self.restricted({who: kept}) if kept else None

    def cut(self, who: int, first: int, second: int, part: int, parts: int) -> tuple["Cell", "Cell"]:
        """Both sides of a cut through an edge, ``part``/``parts`` of the way from its first vertex to its second."""
        simplex = self.simplices[who]
        weight, other_weight = _weights(sum(simplex[first]), sum(simplex[second]), part, parts)
        middle = tuple(weight * a + other_weight * b for a, b in zip(simplex[first], simplex[second], strict=True))
        values: list[list[Sequence[Row]]] = [[], []]
        for player, rows in enumerate(self.values):
            if player == who:
                sides = [rows, rows]
            else:
                ends = [places(self.sizes, player, who, (vertex,)) for vertex in (first, second)]
                sides = _cut_rows(rows, ends, weight, other_weight)
            for half, side in zip(values, sides, strict=True):
                half.append(side)
        simplices = [_exchanged(self.simplices, who, vertex, middle) for vertex in (first, second)]
        return Cell(simplices[0], values[0]), Cell(simplices[1], values[1])

    def at(self, simplices: ProfileCell) -> "Cell":
        """Another cell, whose vertices are given by the weights of this cell's."""
        values = []
        for who, rows in enumerate(self.values):
            shape, changed = list(self.sizes), rows
            for other, vectors in enumerate(simplices):
                if other != who:
                    inner = prod(size for player, size in enumerate(shape) if player > other and player != who)
                    changed = [_contracted(row, shape[other], inner, vectors) for row in changed]
                    shape[other] = len(vectors)
            values.append(changed)
        return Cell(simplices, values)

    def is_all_equilibria(self) -> bool:
        """Whether every profile of the cell is an equilibrium: what is played anywhere is best at all vertex tuples."""
        for who, rows in enumerate(self.values):
            best = list(map(max, *rows)) if len(rows) > 1 else rows[0]
            if any(rows[action] != best for action in self.played(who)):
                return False
        return True


def corners(actions: int, support: Sequence[int], lows: Mixture) -> Simplex:
    """The simplex whose vertices have given weights on a support, plus the last weight on one of its actions."""
    found = []
    for raised in support:
        corner = [0] * actions
        for action, low in zip(support, lows, strict=False):
            corner[action] = low
        corner[raised] += lows[-1]
        found.append(tuple(corner))
    return tuple(found)


def normalized(vertex: Mixture) -> tuple[Fraction, ...]:
    """The mixture as probabilities."""
    total = sum(vertex)
    return tuple(Fraction(value, total) for value in vertex)


@lru_cache(maxsize=1 << 14)
def places(sizes: tuple[int, ...], who: int, other: int, vertices: tuple[int, ...]) -> tuple[int, ...]:
    """Where in a row of one player some vertices of another occur."""
    inner = prod(size for player, size in enumerate(sizes) if player > other and player != who)
    total = prod(size for player, size in enumerate(sizes) if player != who)
    return tuple(place for place in range(total) if place // inner % sizes[other] in vertices)


def _cut_rows(rows: Sequence[Row], ends: Sequence[Sequence[int]], weight: int, other_weight: int) -> list[Sequence[Row]]:
    """The rows with the values at the first end replaced by those between, and with those at the second."""
    sides: list[list[Row]] = [[], []]
    for row in rows:
        between = [weight * row[a] + other_weight * row[b] for a, b in zip(*ends, strict=True)]
        for end, side in zip(ends, sides, strict=True):
            changed = row.copy()
            for place, value in zip(end, between, strict=True):
                changed[place] = value
            side.append(changed)
    return [*sides]


def _exchanged(simplices: ProfileCell, who: int, number: int, vertex: Mixture) -> ProfileCell:
    own = simplices[who]
    return (*simplices[:who], (*own[:number], vertex, *own[number + 1 :]), *simplices[who + 1 :])


def _own_places(shape: Sequence[int], who: int) -> list[list[int]]:
    """For each action of a player where in the list of all cells it occurs."""
    inner, total = prod(shape[who + 1 :]), prod(shape)
    return [[place for place in range(total) if place // inner % shape[who] == action] for action in range(shape[who])]


def _weights(first: int, second: int, part: int, parts: int) -> tuple[int, int]:
    """The weights of two vectors with these sums for a point ``part``/``parts`` of the way between them."""
    weight, other_weight = (parts - part) * second, part * first
    divisor = gcd(weight, other_weight)
    return weight // divisor, other_weight // divisor


def _contracted(row: Row, size: int, inner: int, vectors: Sequence[Mixture]) -> Row:
    """Replace one axis of a flat tensor by its products with some vectors."""
    result = Row()
    for start in range(0, len(row), size * inner):
        for vector in vectors:
            used = [(start + k * inner, weight) for k, weight in enumerate(vector) if weight]
            result.extend(sum([weight * row[place + offset] for place, weight in used]) for offset in range(inner))
    return result
