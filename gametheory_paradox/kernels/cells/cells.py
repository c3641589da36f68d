"""Cells in compiled code, in floating point: values at the vertices of products of simplices.

The functions called most, in the innermost loops, take single arrays: a named tuple is passed member by
member, which is dear where a function is not inlined.
"""

from typing import NamedTuple

import numpy as np

from gametheory_paradox.kernels.compiler import Array, inlined, inside

EPSILON = 1e-11  # payoffs range from zero to one: what is nearer is taken to be equal


class RoundedGame(NamedTuple):
    """A game of some players with at most ``most`` actions each and ``size`` pure profiles.

    shape : int64, shape (players,); how many actions each has
    payoffs : float64, shape (players, size); the values of the cell of all profiles
    scales : float64, shape (players,); what payoffs were divided by to range from zero to one; at most one
    """

    shape: Array
    payoffs: Array
    scales: Array


class RoundedCell(NamedTuple):
    """A product of simplices of mixtures.

    values : float64, shape (players, size); what each action of a player gives at every tuple of the others'
        vertices, action by action, the last player's vertex changing fastest
    vertices : float64, shape (players, most, most); for each player one mixture per row
    count : int64, shape (players,); how many vertices each has

    A stack of cells is one whose members have a first axis more, of room for so many.
    """

    values: Array
    vertices: Array
    count: Array


def room_for_cell(shape: Array) -> RoundedCell:
    """Room for a cell of a game of some shape.

    shape : as in ``RoundedGame``
    """
    players, most = shape.size, shape.max()
    return RoundedCell(
        np.zeros((players, shape.prod())), np.zeros((players, most, most)), np.zeros(players, np.int64)
    )


empty_cell = inlined(room_for_cell)


@inlined
def cell_at(stack: RoundedCell, place: int) -> RoundedCell:
    """One cell of a stack."""
    return RoundedCell(stack.values[place], stack.vertices[place], stack.count[place])


@inlined
def tuples(count: Array, who: int) -> int:
    """The number of tuples of the others' vertices.

    count : as in ``RoundedCell``
    """
    product = 1
    for other in range(count.size):
        if other != who:
            product *= count[other]
    return product


@inlined
def inner(count: Array, who: int, other: int) -> int:
    """The distance in places between two neighboring vertices of another player.

    count : as in ``RoundedCell``
    """
    product = 1
    for player in range(other + 1, count.size):
        if player != who:
            product *= count[player]
    return product


@inlined
def plays(cell: RoundedCell, who: int, action: int) -> bool:
    """True if some vertex of a player uses an action."""
    used = False
    for vertex in range(cell.count[who]):
        used = used or cell.vertices[who, vertex, action] > 0.0
    return used


@inside
def restrict(shape: Array, cell: RoundedCell, who: int, kept: Array) -> None:
    """Leaves a player only its vertices that are marked.

    shape : as in ``RoundedGame``
    kept : bool, shape (players, most); the marks of the vertices
    """
    values, vertices, count = cell
    for player in range(shape.size):
        if player == who:
            continue
        step, place = inner(count, player, who), 0
        for source in range(shape[player] * tuples(count, player)):
            if kept[who, source // step % count[who]]:
                values[player, place] = values[player, source]
                place += 1

    left = 0
    for vertex in range(count[who]):
        if kept[who, vertex]:
            vertices[who, left] = vertices[who, vertex]
            left += 1
    count[who] = left


@inside
def to_face(shape: Array, cell: RoundedCell, who: int, action: int, kept: Array) -> bool:
    """Leaves a player only the vertices that do not use an action, marking them; False if there are none.

    shape : as in ``RoundedGame``
    kept : bool, shape (players, most); the marks of the vertices
    """
    left = 0
    for vertex in range(cell.count[who]):
        kept[who, vertex] = cell.vertices[who, vertex, action] == 0.0
        left += kept[who, vertex]
    if 0 < left < cell.count[who]:
        restrict(shape, cell, who, kept)
    return left > 0


@inside
def move(shape: Array, cell: RoundedCell, who: int, moved: int, end: int, share: float) -> None:
    """Moves a vertex along the edge to another.

    shape : as in ``RoundedGame``
    """
    values, vertices, count = cell
    for player in range(shape.size):
        if player == who:
            continue
        step = inner(count, player, who)
        for place in range(shape[player] * tuples(count, player)):
            if place // step % count[who] == moved:
                there = values[player, place + (end - moved) * step]
                values[player, place] += share * (there - values[player, place])
    for action in range(shape[who]):
        a, b = vertices[who, moved, action], vertices[who, end, action]
        vertices[who, moved, action] = (1.0 - share) * a + share * b


@inside
def least_gain(values: Array, size: int, who: int, better: int, worse: int) -> float:
    """The least that one action gives more than another; stops early where that is negative.

    values : as in ``RoundedCell``
    """
    least = np.inf
    for place in range(size):
        least = min(least, values[who, better * size + place] - values[who, worse * size + place])
        if least < -EPSILON:
            break
    return least


@inside
def length(shape: Array, vertices: Array, who: int, first: int, second: int) -> float:
    """The largest difference of a probability between two vertices.

    shape : as in ``RoundedGame``
    vertices : as in ``RoundedCell``
    """
    longest = 0.0
    for action in range(shape[who]):
        longest = max(longest, abs(vertices[who, first, action] - vertices[who, second, action]))
    return longest
