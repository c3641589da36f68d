"""The search for a cutting, compiled: what to do with each cell, in the order of :mod:`gametheory_paradox.solvers.cell_search`.

Numbers are rounded here, so what it finds is a proposal.
"""

import numpy as np

from gametheory_paradox.solvers.cell_kernel.cells import (
    EPSILON,
    Array,
    least_gain,
    plays,
    restrict,
    to_face,
    tuples,
)
from gametheory_paradox.solvers.cell_kernel.combinations import common_combination, own_combination
from gametheory_paradox.solvers.cell_kernel.compiling import inside, kept
from gametheory_paradox.solvers.cell_kernel.cuts import choose_cut, exact_cut
from gametheory_paradox.solvers.cell_kernel.equations import invert, linearize, region_values
from gametheory_paradox.solvers.cell_kernel.solutions import covering_box, new_box, region_of_cell
from gametheory_paradox.solvers.cell_kernel.stack import (
    BOXES,
    CELLS,
    COMBINATIONS,
    STEPS,
    pop,
    push,
    push_faces,
    push_halves,
    put,
)

OPEN, EXCLUDED, WEAK, ALL, COMBINED, UNIQUE, CUT, EXACT_CUT = 0, 1, 2, 3, 4, 5, 6, 7  # kinds of steps
DONE, PAUSED, FULL = 0, 1, 2  # how a search stops


@kept
def search(
    shape: Array,
    payoffs: Array,
    scales: Array,
    stack: Array,
    steps: Array,
    combinations: Array,
    boxes: Array,
    counters: Array,
    shortest: float,
    limit: int,
) -> int:
    """Take steps until no cell is left, or ``limit`` cells were looked at, or an array is full.

    Parameters
    ----------
    shape, payoffs, scales
        How many actions everyone has, the values of the whole cell, and what they were divided by.
    stack
        Three arrays: for each cell left its values, vertices and counts.
    steps, combinations
        Where steps go, and the weights of combinations.
    boxes
        Three arrays: for each box and player how many actions are used, and which; the size of the region and its bounds, and
        again of that shape the solution, with the contraction factor in the first corner; the inverse Jacobian.
    counters
        How many cells, steps, boxes and combinations there are.
    shortest
        Edges shorter than this are not cut.
    limit
        How many cells to look at.
    """
    values, vertices, count = np.empty_like(payoffs), np.empty_like(stack[1][0]), np.empty_like(shape)
    faces, kept, room = np.empty((shape.sum(), 2), np.int64), np.empty((shape.size, vertices.shape[1]), np.bool_), shape.sum() + 2
    for _ in range(limit):
        if counters[CELLS] == 0:
            return DONE
        full = counters[CELLS] + room > stack[0].shape[0] or counters[STEPS] + room > steps.shape[0]
        if full or counters[BOXES] + 1 > boxes[0].shape[0] or counters[COMBINATIONS] + 1 > combinations.shape[0]:
            return FULL
        pop(stack, counters, values, vertices, count)
        if not _exclude(shape, count, values, vertices, steps, counters):
            continue
        if _all_equilibria(shape, count, values, vertices):
            put(steps, counters, ALL)
            continue
        weak = _weak(shape, count, values, vertices, kept, faces, steps, counters)
        many = 1
        if not weak:
            many = _solve(shape, payoffs, scales, count, values, vertices, faces, steps, combinations, boxes, counters)
        if many >= 0:
            push_faces(shape, stack, counters, values, vertices, count, faces, many)
            if weak:
                _push_confined(shape, stack, counters, values, vertices, count, kept)
            continue
        who, first, second, share = _cut(shape, count, values, vertices, steps, counters, shortest)
        if who >= 0:
            push_halves(shape, stack, counters, values, vertices, count, who, first, second, share)
    return PAUSED


@inside
def _cut(
    shape: Array, count: Array, values: Array, vertices: Array, steps: Array, counters: Array, shortest: float
) -> tuple[int, int, int, float]:
    """Choose a cut, or leave the cell open: the player is -1."""
    other, first, second, who, worse, better, share = exact_cut(shape, count, values, vertices)
    if other >= 0:
        put(steps, counters, EXACT_CUT, other, first, second, who, worse, better)
        return other, first, second, share
    who, first, second, part, parts = choose_cut(shape, count, values, vertices, shortest)
    if who < 0:
        put(steps, counters, OPEN)
        return -1, 0, 0, 0.0
    put(steps, counters, CUT, who, first, second, part, parts)
    return who, first, second, part / parts


@inside
def _exclude(shape: Array, count: Array, values: Array, vertices: Array, steps: Array, counters: Array) -> bool:
    """Exclude actions as long as another one is better everywhere; False if nothing is left."""
    again = True
    while again:
        again = False
        for who in range(shape.size):
            size = tuples(count, who)
            for worse in range(shape[who]):
                for better in range(shape[who]) if plays(count, vertices, who, worse) else range(0):
                    if better != worse and least_gain(values, size, who, better, worse) > EPSILON:
                        put(steps, counters, EXCLUDED, who, worse, better)
                        if not to_face(shape, count, values, vertices, who, worse):
                            return False
                        again = True
                        break
    return True


@inside
def _all_equilibria(shape: Array, count: Array, values: Array, vertices: Array) -> bool:
    for who in range(shape.size):
        size = tuples(count, who)
        for action in range(shape[who]):
            if plays(count, vertices, who, action):
                for better in range(shape[who]):
                    if least_gain(values, size, who, action, better) < -EPSILON:
                        return False
    return True


@inside
def _weak(
    shape: Array, count: Array, values: Array, vertices: Array, kept: Array, faces: Array, steps: Array, counters: Array
) -> bool:
    """Exclude an action that is nowhere better, or confine the others to vertices where it is as good."""
    for who in range(shape.size):
        size = tuples(count, who)
        for worse in range(shape[who]):
            for better in range(shape[who]) if plays(count, vertices, who, worse) else range(0):
                if better == worse or least_gain(values, size, who, better, worse) < -EPSILON:
                    continue
                if _confine(count, values, who, better * size, worse * size, size, kept):
                    put(steps, counters, WEAK, who, worse, better)
                    faces[0, 0], faces[0, 1] = who, worse
                    return True
    return False


@inside
def _confine(count: Array, values: Array, who: int, better: int, worse: int, size: int, kept: Array) -> bool:
    """Mark the others' vertices in tuples without gain, and all of the player's own; False if these are all there are."""
    for other in range(count.size):
        for vertex in range(count[other]):
            kept[other, vertex] = other == who
    for place in range(size):
        if values[who, better + place] - values[who, worse + place] <= EPSILON:
            rest = place
            for other in range(count.size - 1, -1, -1):
                if other != who:
                    kept[other, rest % count[other]] = True
                    rest //= count[other]
    confined = False
    for other in range(count.size):
        for vertex in range(count[other]):
            confined = confined or not kept[other, vertex]
    return confined


@inside
def _push_confined(
    shape: Array, stack: Array, counters: Array, values: Array, vertices: Array, count: Array, kept: Array
) -> None:
    """Put a cell confined to the marked vertices on the stack, unless a player has none."""
    for who in range(count.size):
        left = False
        for vertex in range(count[who]):
            left = left or kept[who, vertex]
        if not left:
            return
    push(stack, counters, values, vertices, count)
    top = counters[CELLS] - 1
    for who in range(count.size):
        restrict(shape, stack[2][top], stack[0][top], stack[1][top], who, kept[who])


@inside
def _solve(
    shape: Array,
    payoffs: Array,
    scales: Array,
    count: Array,
    values: Array,
    vertices: Array,
    faces: Array,
    steps: Array,
    combinations: Array,
    boxes: Array,
    counters: Array,
) -> int:
    """Exclude a combination of actions, or leave the cell to the only solution near it.

    Returns how many faces are left, or -1 if neither was possible.
    """
    players, most = shape.size, vertices.shape[1]
    supports, used, offsets = np.zeros((players, most), np.int64), np.zeros(players, np.int64), np.zeros(players, np.int64)
    unknowns = _supports(shape, count, vertices, supports, used, offsets)
    number = covering_box(count, vertices, supports, used, boxes, counters)
    if number < 0:
        weights = combinations[counters[COMBINATIONS]]
        combined = own_combination(count, values, supports, used, scales, weights)
        if not combined:
            for who in range(players):
                if 2 * (used[who] - 1) > unknowns:
                    return -1
            lows, sizes, middle = np.empty((players, most)), np.empty(players), np.empty((players, most))
            corner, inverse = np.empty_like(payoffs), np.empty((unknowns, unknowns))
            region_of_cell(count, vertices, supports, used, lows, sizes, middle)
            region_values(shape, payoffs, supports, used, lows, sizes, corner)
            jacobian, at = np.empty((unknowns, unknowns)), np.empty(unknowns)
            linearize(shape, supports, used, offsets, corner, middle, jacobian, at)
            if not invert(jacobian, unknowns, inverse):
                return -1
            combined = common_combination(count, values, supports, used, offsets, scales, inverse, weights)
        if combined:
            left: int = _put_combination(shape, supports, used, weights, faces, steps, counters)
            return left
        if not new_box(
            shape, payoffs, supports, used, offsets, lows, sizes, middle, inverse, corner, jacobian, at, boxes, counters
        ):
            return -1
        number = counters[BOXES] - 1
    put(steps, counters, UNIQUE, number)
    many = 0
    for who in range(players):
        for n in range(used[who]):
            faces[many, 0], faces[many, 1] = who, supports[who, n]
            many += 1
    return many


@inside
def _supports(shape: Array, count: Array, vertices: Array, supports: Array, used: Array, offsets: Array) -> int:
    """The used actions, how many, and where each player's unknowns begin; returns how many unknowns there are."""
    unknowns = 0
    for who in range(shape.size):
        for action in range(shape[who]):
            if plays(count, vertices, who, action):
                supports[who, used[who]] = action
                used[who] += 1
        offsets[who] = unknowns
        unknowns += used[who] - 1
    return unknowns


@inside
def _put_combination(
    shape: Array, supports: Array, used: Array, weights: Array, faces: Array, steps: Array, counters: Array
) -> int:
    """Write a combination, its weights moved to their actions; the faces are those without an action of negative weight."""
    put(steps, counters, COMBINED, counters[COMBINATIONS])
    counters[COMBINATIONS] += 1
    many = 0
    for who in range(shape.size):
        for n in range(used[who] - 1, -1, -1):  # a used action's number is never below its place
            weight, weights[who, n] = weights[who, n], 0
            weights[who, supports[who, n]] = weight
        for action in range(shape[who]):
            if not _among(supports, used, who, action):
                weights[who, action] = 0
            elif weights[who, action] < 0:
                faces[many, 0], faces[many, 1] = who, action
                many += 1
    return many


@inside
def _among(supports: Array, used: Array, who: int, action: int) -> bool:
    found = False
    for n in range(used[who]):
        found = found or supports[who, n] == action
    return found
