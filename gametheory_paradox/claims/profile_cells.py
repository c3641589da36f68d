"""Cells of mixed profiles, and the exact range on a cell of what one action gives more than another.

A cell is a product of simplices, one per player, each the hull of a few mixtures written as integer vectors, of which only
the direction counts.  What an action gives against the others is multilinear in their mixtures: on a cell its least and
greatest value are attained at tuples of vertices, so every sign is found in integers, without rounding.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from gametheory_paradox.games import NormalForm

Mixture = tuple[int, ...]
Simplex = tuple[Mixture, ...]
ProfileCell = tuple[Simplex, ...]


class Tensors:
    """A game's payoffs as integers, each player's multiplied by a positive number of its own.

    Parameters
    ----------
    game
        A table with any number of players.
    """

    def __init__(self, game: NormalForm[Fraction]):
        self.shape = game.shape
        self.payoffs: list[list[int]] = []
        for who in range(len(game.players)):
            scale = lcm(*(cell[who].denominator for cell in game.payoffs))
            self.payoffs.append([int(cell[who] * scale) for cell in game.payoffs])

    @property
    def whole(self) -> ProfileCell:
        """The cell of all profiles."""
        return tuple(tuple(tuple(int(a == b) for b in range(size)) for a in range(size)) for size in self.shape)

    def action_values(self, who: int, cell: ProfileCell) -> list[list[int]]:
        """For each action of a player, what it gives at every tuple of the others' vertices (the last player's fastest)."""
        values, shape = self.payoffs[who], list(self.shape)
        for other in range(len(shape) - 1, -1, -1):
            if other != who:
                values = contract(values, shape, other, cell[other])
                shape[other] = len(cell[other])
        after = 1
        for size in shape[who + 1 :]:
            after *= size
        block = after * shape[who]
        return [
            [values[start + action * after + k] for start in range(0, len(values), block) for k in range(after)]
            for action in range(shape[who])
        ]


def contract(values: Sequence[int], shape: Sequence[int], axis: int, vectors: Sequence[Sequence[int]]) -> list[int]:
    """Replace one axis of a flat tensor by its products with some vectors."""
    after = 1
    for size in shape[axis + 1 :]:
        after *= size
    length, result = shape[axis], list[int]()
    for start in range(0, len(values), length * after):
        for vector in vectors:
            support = [(k, weight) for k, weight in enumerate(vector) if weight]
            result.extend(sum(weight * values[start + k * after + offset] for k, weight in support) for offset in range(after))
    return result


def face(simplex: Simplex, action: int) -> Simplex:
    """The mixtures of a simplex that do not use an action."""
    return tuple(vertex for vertex in simplex if not vertex[action])


def played(simplex: Simplex) -> tuple[int, ...]:
    """The actions that some mixture of a simplex uses."""
    return tuple(action for action in range(len(simplex[0])) if any(vertex[action] for vertex in simplex))


def between(first: Mixture, second: Mixture, weight: int, other_weight: int) -> Mixture:
    """A point on the edge of two mixtures, as coprime integers."""
    point = [weight * a + other_weight * b for a, b in zip(first, second, strict=True)]
    divisor = gcd(*point)
    return tuple(value // divisor for value in point)


def is_all_equilibria(tensors: Tensors, cell: ProfileCell) -> bool:
    """Whether every profile of the cell is a Nash equilibrium: what is played anywhere is best at every vertex tuple."""
    for who, simplex in enumerate(cell):
        values = tensors.action_values(who, cell)
        best = [max(column) for column in zip(*values, strict=True)]
        if any(values[action] != best for action in played(simplex)):
            return False
    return True


def normalized(vertex: Mixture) -> tuple[Fraction, ...]:
    """The mixture as probabilities."""
    total = sum(vertex)
    return tuple(Fraction(value, total) for value in vertex)
