"""Cells in compiled code: a matrix of values per player, the vertices of its simplex, and how many of them there are.

``values[i]`` holds what each action of player i gives at every tuple of the others' vertices, action by
action, the last player's vertex changing fastest; ``vertices[i]`` one mixture per row; ``count[i]`` how many
rows there are.
"""

from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.solvers.cell_kernel.compiling import inside

Array: TypeAlias = Any

EPSILON = 1e-11  # payoffs range from zero to one: what is nearer is taken to be equal


@inside
def tuples(count: Array, who: int) -> int:
    """How many tuples of the others' vertices there are."""
    product = 1
    for other in range(count.size):
        if other != who:
            product *= count[other]
    return product


@inside
def inner(count: Array, who: int, other: int) -> int:
    """How many places apart two neighboring vertices of another player stand."""
    product = 1
    for player in range(other + 1, count.size):
        if player != who:
            product *= count[player]
    return product


@inside
def plays(count: Array, vertices: Array, who: int, action: int) -> bool:
    """Whether some vertex of a player uses an action."""
    used = False
    for vertex in range(count[who]):
        used = used or vertices[who, vertex, action] > 0.0
    return used


@inside
def restrict(shape: Array, count: Array, values: Array, vertices: Array, who: int, kept: Array) -> None:
    """Leave a player only its vertices that are marked."""
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
            for action in range(shape[who]):
                vertices[who, left, action] = vertices[who, vertex, action]
            left += 1
    count[who] = left


@inside
def to_face(
    shape: Array, count: Array, values: Array, vertices: Array, who: int, action: int, kept: Array
) -> bool:
    """Leave a player only the vertices that do not use an action; False if there are none.  Overwrites marks."""
    left = 0
    for vertex in range(count[who]):
        kept[who, vertex] = vertices[who, vertex, action] == 0.0
        left += kept[who, vertex]
    if 0 < left < count[who]:
        restrict(shape, count, values, vertices, who, kept)
    return left > 0


@inside
def move(
    shape: Array, count: Array, values: Array, vertices: Array, who: int, moved: int, end: int, share: float
) -> None:
    """Move a vertex along the edge to another."""
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
    """The least that one action gives more than another; stops early where that is negative."""
    least = np.inf
    for place in range(size):
        least = min(least, values[who, better * size + place] - values[who, worse * size + place])
        if least < -EPSILON:
            break
    return least


@inside
def length(shape: Array, vertices: Array, who: int, first: int, second: int) -> float:
    """The largest difference of a probability between two vertices."""
    longest = 0.0
    for action in range(shape[who]):
        longest = max(longest, abs(vertices[who, first, action] - vertices[who, second, action]))
    return longest
