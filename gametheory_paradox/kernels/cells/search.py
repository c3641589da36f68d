"""The search for a cutting, compiled: what to do with each cell, in the order of the plain search.

Numbers are rounded here, so what it finds is a proposal.
"""

from typing import NamedTuple

import numpy as np

from gametheory_paradox.kernels.cells.cells import (
    EPSILON,
    RoundedCell,
    RoundedGame,
    empty_cell,
    least_gain,
    plays,
    restrict,
    to_face,
    tuples,
)
from gametheory_paradox.kernels.cells.combinations import choose_weights, copy_row, own_weights
from gametheory_paradox.kernels.cells.cuts import choose_cut, exact_cut
from gametheory_paradox.kernels.cells.regions import (
    Linearization,
    RoundedRegion,
    contraction,
    empty_linearization,
    empty_region,
    invert,
    linearize,
    set_corner,
    set_supports,
)
from gametheory_paradox.kernels.cells.solutions import (
    RoundedBoxes,
    covering_box,
    newton_step,
    put_box,
    region_of_cell,
    widen,
)
from gametheory_paradox.kernels.cells.trail import (
    BOXES,
    CELLS,
    COMBINATIONS,
    STEPS,
    Trail,
    pop,
    push,
    push_faces,
    push_halves,
    put,
)
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, kept

OPEN, EXCLUDED, WEAK, ALL, COMBINED, UNIQUE, CUT, EXACT_CUT = 0, 1, 2, 3, 4, 5, 6, 7  # kinds of steps
DONE, PAUSED, FULL = 0, 1, 2  # how a search stops

_CONTRACTION = 0.95  # the largest factor
_STEPS, _CLOSE, _FAR = 10, 1e-13, 3.0  # of Newton's method, for weights of a region's vertices


class Marks(NamedTuple):
    """Notes about one cell.

    kept : bool, shape (players, most); vertices
    faces : int64, shape (actions of all players, 2); players and actions without which faces are left
    trial : float64, shape (players, most); weights of used actions
    """

    kept: Array
    faces: Array
    trial: Array


@kept
def search(
    game: RoundedGame,
    stack: RoundedCell,
    trail: Trail,
    boxes: RoundedBoxes,
    shortest: float,
    limit: int,
) -> int:
    """Takes steps until no cell is left, or ``limit`` cells were looked at, or an array is full.

    Parameters
    ----------
    game
        The game.
    stack, trail, boxes
        The cells that are left, the steps, the boxes found; all are changed.
    shortest
        Edges shorter than this are not cut.
    limit
        The number of cells to look at.

    Returns
    -------
    DONE, PAUSED or FULL.
    """
    game, stack, trail, boxes = borrowed(game), borrowed(stack), borrowed(trail), borrowed(boxes)
    shape, counters = game.shape, trail.counters
    cell, region, equations = empty_cell(shape), empty_region(shape), empty_linearization(shape)
    sizes = (shape.size, shape.max())
    marks = Marks(np.zeros(sizes, np.bool_), np.zeros((shape.sum(), 2), np.int64), np.zeros(sizes))
    for _ in range(limit):
        if counters[CELLS] == 0:
            return DONE
        if _is_full(stack, trail, boxes, marks.faces.shape[0] + 2):
            return FULL
        pop(stack, counters, cell)
        if not _exclude(shape, cell, marks.kept, trail):
            continue
        if _all_equilibria(shape, cell):
            put(trail, ALL)
            continue

        # Faces without an action each; behind them, after a weak step, the cell with the others confined.
        weak = _weak(shape, cell, marks, trail)
        many = 1 if weak else _settle(game, trail, boxes, cell, region, equations, marks)
        if many >= 0:
            push_faces(shape, stack, counters, cell, marks.faces, many, marks.kept)
            if weak:
                _push_confined(shape, stack, counters, cell, marks.faces[0, 0], marks.kept)
            continue
        who, first, second, share = _cut(shape, cell, trail, shortest)
        if who >= 0:
            push_halves(shape, stack, counters, cell, who, first, second, share)
    return PAUSED


@inside
def _is_full(stack: RoundedCell, trail: Trail, boxes: RoundedBoxes, room: int) -> bool:
    """True if what one cell may lead to, so many cells and steps, does not fit any more."""
    counters = trail.counters
    full: bool = (
        counters[CELLS] + room > stack.count.shape[0]
        or counters[STEPS] + room > trail.steps.shape[0]
        or counters[BOXES] + 1 > boxes.supports.shape[0]
        or counters[COMBINATIONS] + 1 > trail.combinations.shape[0]
    )
    return full


@inside
def _cut(shape: Array, cell: RoundedCell, trail: Trail, shortest: float) -> tuple[int, int, int, float]:
    """Chooses a cut, or leaves the cell open: the player is -1.

    shape : as in ``RoundedGame``
    """
    other, first, second, who, worse, better, share = exact_cut(shape, cell)
    if other >= 0:
        put(trail, EXACT_CUT, other, first, second, who, worse, better)
        return other, first, second, share
    who, first, second, part, parts = choose_cut(shape, cell, shortest)
    if who < 0:
        put(trail, OPEN)
        return -1, 0, 0, 0.0
    put(trail, CUT, who, first, second, part, parts)
    return who, first, second, part / parts


@inside
def _exclude(shape: Array, cell: RoundedCell, kept: Array, trail: Trail) -> bool:
    """Excludes actions as long as another one is better everywhere; False if nothing is left.

    shape : as in ``RoundedGame``
    kept : as in ``Marks``; overwritten
    """
    again = True
    while again:
        again = False
        for who in range(shape.size):
            size = tuples(cell.count, who)
            for worse in range(shape[who]):
                for better in range(shape[who]) if plays(cell, who, worse) else range(0):
                    if better != worse and least_gain(cell.values, size, who, better, worse) > EPSILON:
                        put(trail, EXCLUDED, who, worse, better)
                        if not to_face(shape, cell, who, worse, kept):
                            return False
                        again = True
                        break
    return True


@inside
def _all_equilibria(shape: Array, cell: RoundedCell) -> bool:
    """True if all profiles of a cell are equilibria: no action that is used ever gives less than another.

    shape : as in ``RoundedGame``
    """
    for who in range(shape.size):
        size = tuples(cell.count, who)
        for action in range(shape[who]):
            for better in range(shape[who]) if plays(cell, who, action) else range(0):
                if least_gain(cell.values, size, who, action, better) < -EPSILON:
                    return False
    return True


@inside
def _weak(shape: Array, cell: RoundedCell, marks: Marks, trail: Trail) -> bool:
    """Excludes an action that is nowhere better, or confines the others to vertices where it is as good.

    shape : as in ``RoundedGame``
    """
    for who in range(shape.size):
        size = tuples(cell.count, who)
        for worse in range(shape[who]):
            for better in range(shape[who]) if plays(cell, who, worse) else range(0):
                if better == worse or least_gain(cell.values, size, who, better, worse) < -EPSILON:
                    continue
                if _confine(cell, who, better * size, worse * size, size, marks.kept):
                    put(trail, WEAK, who, worse, better)
                    marks.faces[0, 0], marks.faces[0, 1] = who, worse
                    return True
    return False


@inside
def _confine(cell: RoundedCell, who: int, better: int, worse: int, size: int, kept: Array) -> bool:
    """Marks the others' vertices in tuples without gain; False if these are all there are.

    kept : as in ``Marks``; receives the marks
    """
    count, values = cell.count, cell.values
    for other in range(count.size):
        kept[other] = other == who
    for place in range(size):
        if values[who, better + place] - values[who, worse + place] <= EPSILON:
            rest = place
            for other in range(count.size - 1, -1, -1):
                if other != who:
                    kept[other, rest % count[other]] = True
                    rest //= count[other]

    confined = False
    for other in range(count.size):
        confined = confined or not kept[other, : count[other]].all()
    return confined


@inside
def _push_confined(
    shape: Array, stack: RoundedCell, counters: Array, cell: RoundedCell, who: int, kept: Array
) -> None:
    """Puts a cell, the others confined to marked vertices, on the stack, unless one of them has none.

    shape : as in ``RoundedGame``
    counters : as in ``Trail``
    kept : as in ``Marks``
    """
    for other in range(cell.count.size):
        if other != who and not kept[other, : cell.count[other]].any():
            return
    top = push(stack, counters, cell)
    for other in range(cell.count.size):
        if other != who:
            restrict(shape, top, other, kept)


@inside
def _settle(
    game: RoundedGame,
    trail: Trail,
    boxes: RoundedBoxes,
    cell: RoundedCell,
    region: RoundedRegion,
    equations: Linearization,
    marks: Marks,
) -> int:
    """Excludes a combination of actions, or leaves the cell to the only solution near it.

    Returns how many faces are left, or -1 if neither was possible.
    """
    unknowns = set_supports(game.shape, cell, region)
    number = covering_box(cell, region, boxes, trail.counters)
    if number < 0:
        weights = trail.combinations[trail.counters[COMBINATIONS]]
        if own_weights(cell, region, marks.trial):
            if choose_weights(cell, region, game.scales, marks.trial, weights):
                return _put_combination(region, weights, marks.faces, trail)
            return -1
        if 2 * (region.used.max() - 1) > unknowns:  # too many for the others' mixtures to decide
            return -1

        region_of_cell(cell, region)
        if not _linearize(game, region, equations, unknowns, True):
            return -1
        for row in range(unknowns):
            copy_row(region, equations.inverse, row, marks.trial)
            if choose_weights(cell, region, game.scales, marks.trial, weights):
                return _put_combination(region, weights, marks.faces, trail)

        factor = _contraction_at_solution(game, region, equations, unknowns)
        if factor > _CONTRACTION:
            return -1
        put_box(region, equations.inverse, unknowns, factor, boxes, trail.counters)
        number = trail.counters[BOXES] - 1
    return _put_solution(region, number, marks.faces, trail)


@inside
def _linearize(
    game: RoundedGame, region: RoundedRegion, equations: Linearization, unknowns: int, changed: bool
) -> bool:
    """Computes the equations and the inverse Jacobian at a region's weights; False if nearly singular."""
    if changed:
        set_corner(game, region)
    linearize(region, equations, unknowns)
    return invert(equations, unknowns)


@inside
def _contraction_at_solution(
    game: RoundedGame, region: RoundedRegion, equations: Linearization, unknowns: int
) -> float:
    """The contraction factor around the solution to which Newton's method leads; infinite if to none."""
    if contraction(region, equations, unknowns) > _CONTRACTION:
        return np.inf
    for _ in range(_STEPS + unknowns):
        largest = newton_step(region, equations, unknowns)
        if largest > _FAR:
            return np.inf
        close = largest < _CLOSE
        if not _linearize(game, region, equations, unknowns, close and widen(region)):
            return np.inf
        if close:
            factor: float = contraction(region, equations, unknowns)
            return factor
    return np.inf


@inside
def _put_solution(region: RoundedRegion, number: int, faces: Array, trail: Trail) -> int:
    """Writes that a box holds the only solution of these supports; the faces are those without an action.

    faces : as in ``Marks``; overwritten
    """
    put(trail, UNIQUE, number)
    many = 0
    for who in range(region.used.size):
        for n in range(region.used[who]):
            faces[many, 0], faces[many, 1] = who, region.supports[who, n]
            many += 1
    return many


@inside
def _put_combination(region: RoundedRegion, weights: Array, faces: Array, trail: Trail) -> int:
    """Writes a combination, weights moved to their actions; the faces are those without a negative one.

    weights : int64, shape (players, most); one of the combinations of a ``Trail``
    faces : as in ``Marks``; overwritten
    """
    put(trail, COMBINED, trail.counters[COMBINATIONS])
    trail.counters[COMBINATIONS] += 1
    many = 0
    for who in range(region.used.size):
        own = weights[who].copy()
        weights[who] = 0
        for n in range(region.used[who]):
            action = region.supports[who, n]
            weights[who, action] = own[n]
            if own[n] < 0:
                faces[many, 0], faces[many, 1] = who, action
                many += 1
    return many
