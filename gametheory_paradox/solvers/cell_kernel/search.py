"""The search for a cutting, compiled: what to do with each cell, in the order of :mod:`gametheory_paradox.solvers.cell_search`.

Numbers are rounded here, so what it finds is a proposal.
"""

from gametheory_paradox.solvers.cell_kernel.cells import (
    EPSILON,
    Array,
    least_gain,
    plays,
    restrict,
    to_face,
    tuples,
)
from gametheory_paradox.solvers.cell_kernel.combinations import choose_weights, own_weights
from gametheory_paradox.solvers.cell_kernel.compiling import inside, kept
from gametheory_paradox.solvers.cell_kernel.cuts import choose_cut, exact_cut
from gametheory_paradox.solvers.cell_kernel.equations import contraction, invert, linearize, region_values
from gametheory_paradox.solvers.cell_kernel.solutions import (
    covering_box,
    newton_step,
    put_box,
    region_of_cell,
    widen,
)
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

_CONTRACTION = 0.95  # the largest factor
_STEPS, _CLOSE, _FAR = 10, 1e-13, 3.0  # of Newton's method, for weights of a region's vertices


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
    cell: Array,
    marks: Array,
    region: Array,
    matrices: Array,
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
        Three arrays: for each box and player how many actions are used, and which; the size of the region and
        its bounds, and again of that shape the solution, with the contraction factor in the first corner; the
        inverse Jacobian.
    counters
        How many cells, steps, boxes and combinations there are.
    cell, marks, region, matrices
        Work space, see :class:`gametheory_paradox.solvers.cell_kernel.CompiledSearch`.
    shortest
        Edges shorter than this are not cut.
    limit
        How many cells to look at.
    """
    values, vertices, count = cell
    kept, faces = marks
    room = faces.shape[0] + 2
    for _ in range(limit):
        if counters[CELLS] == 0:
            return DONE
        full = counters[CELLS] + room > stack[0].shape[0] or counters[STEPS] + room > steps.shape[0]
        if (
            full
            or counters[BOXES] + 1 > boxes[0].shape[0]
            or counters[COMBINATIONS] + 1 > combinations.shape[0]
        ):
            return FULL
        pop(stack, counters, values, vertices, count)
        if not _exclude(shape, count, values, vertices, kept, steps, counters):
            continue
        if _all_equilibria(shape, count, values, vertices):
            put(steps, counters, ALL)
            continue
        weak = _weak(shape, count, values, vertices, kept, faces, steps, counters)
        many = 1
        if not weak:
            many = _solve(
                shape,
                payoffs,
                scales,
                count,
                values,
                vertices,
                faces,
                steps,
                combinations,
                boxes,
                counters,
                region,
                matrices,
            )
        if many >= 0:
            push_faces(shape, stack, counters, values, vertices, count, faces, many, kept)
            if weak:
                _push_confined(shape, stack, counters, values, vertices, count, faces[0, 0], kept)
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
def _exclude(
    shape: Array, count: Array, values: Array, vertices: Array, kept: Array, steps: Array, counters: Array
) -> bool:
    """Exclude actions as long as another one is better everywhere; False if nothing is left.  Overwrites marks."""
    again = True
    while again:
        again = False
        for who in range(shape.size):
            size = tuples(count, who)
            for worse in range(shape[who]):
                for better in range(shape[who]) if plays(count, vertices, who, worse) else range(0):
                    if better != worse and least_gain(values, size, who, better, worse) > EPSILON:
                        put(steps, counters, EXCLUDED, who, worse, better)
                        if not to_face(shape, count, values, vertices, who, worse, kept):
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
    shape: Array,
    count: Array,
    values: Array,
    vertices: Array,
    kept: Array,
    faces: Array,
    steps: Array,
    counters: Array,
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
    """Mark the others' vertices in tuples without gain; False if these are all there are."""
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
    shape: Array,
    stack: Array,
    counters: Array,
    values: Array,
    vertices: Array,
    count: Array,
    who: int,
    kept: Array,
) -> None:
    """Put a cell whose other players are confined to marked vertices on the stack, unless one of them has none."""
    for other in range(count.size):
        left = other == who
        for vertex in range(count[other]):
            left = left or kept[other, vertex]
        if not left:
            return
    push(stack, counters, values, vertices, count)
    top = counters[CELLS] - 1
    for other in range(count.size):
        if other != who:
            restrict(shape, stack[2][top], stack[0][top], stack[1][top], other, kept)


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
    region: Array,
    matrices: Array,
) -> int:
    """Exclude a combination of actions, or leave the cell to the only solution near it.

    Returns how many faces are left, or -1 if neither was possible.
    """
    players = shape.size
    supports, used, offsets, scratch, lows, middle, trial, sizes, corner = region
    jacobian, inverse, at, sums, work, buffer = matrices
    unknowns = _supports(shape, count, vertices, supports, used, offsets)
    number = covering_box(count, vertices, supports, used, boxes, counters)
    if number < 0:
        weights = combinations[counters[COMBINATIONS]]
        own, balanced = own_weights(count, values, supports, used, trial), True
        for who in range(players):
            balanced = balanced and 2 * (used[who] - 1) <= unknowns
        if not own and not balanced:
            return -1
        region_of_cell(count, vertices, supports, used, lows, sizes, middle)
        largest, factor, stale = 1.0, 0.0, True
        for round_ in range(_STEPS + unknowns):
            if not own:
                if stale:
                    region_values(shape, payoffs, supports, used, lows, sizes, corner, buffer, scratch)
                linearize(shape, supports, used, offsets, corner, middle, jacobian, at, unknowns)
                if not invert(jacobian, unknowns, inverse, work):
                    return -1
            if round_ == 0:
                rows = 0 if own else unknowns
                if choose_weights(
                    count, values, supports, used, offsets, scales, inverse, rows, trial, weights, scratch
                ):
                    left: int = _put_combination(shape, supports, used, weights, faces, steps, counters)
                    return left
            if own:
                return -1
            if round_ == 0 or largest < _CLOSE:
                factor = contraction(shape, supports, used, offsets, corner, inverse, unknowns, sums)
                if factor > _CONTRACTION:
                    return -1
            if largest < _CLOSE:
                break
            largest = newton_step(used, offsets, inverse, at, middle, unknowns)
            if largest > _FAR:
                return -1
            stale = largest < _CLOSE and widen(used, lows, sizes, middle)
        if largest >= _CLOSE:
            return -1
        put_box(supports, used, lows, sizes, middle, inverse, unknowns, factor, boxes, counters)
        number = counters[BOXES] - 1
    put(steps, counters, UNIQUE, number)
    many = 0
    for who in range(players):
        for n in range(used[who]):
            faces[many, 0], faces[many, 1] = who, supports[who, n]
            many += 1
    return many


@inside
def _supports(
    shape: Array, count: Array, vertices: Array, supports: Array, used: Array, offsets: Array
) -> int:
    """The used actions, how many, and where each player's unknowns begin; returns how many unknowns there are."""
    unknowns = 0
    for who in range(shape.size):
        used[who] = 0
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
