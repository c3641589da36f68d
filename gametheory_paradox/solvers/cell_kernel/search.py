"""The search for a cutting, compiled: what to do with each cell, in the order of :mod:`gametheory_paradox.solvers.cell_search`.

Numbers are rounded, so what it proposes is a proposal.
"""

import numpy as np

from gametheory_paradox.solvers.cell_kernel.cells import EPSILON, Array, compiled, least_gain, move, plays, restrict, to_face, tuples
from gametheory_paradox.solvers.cell_kernel.combinations import combined_gain, combined_system
from gametheory_paradox.solvers.cell_kernel.cuts import choose_cut
from gametheory_paradox.solvers.cell_kernel.solutions import covering_box, new_box

OPEN, EXCLUDED, WEAK, ALL, COMBINED, UNIQUE, CUT = 0, 1, 2, 3, 4, 5, 6  # kinds of steps
DONE, PAUSED, FULL = 0, 1, 2  # how a search stops

# Where the counters of a state are.
CELLS, STEPS, BOXES, COMBINATIONS = 0, 1, 2, 3


@compiled
def search(shape: Array, payoffs: Array, stack: Array, steps: Array, combinations: Array, boxes: Array, counters: Array, shortest: float, limit: int) -> int:
    """Take steps until no cell is left, or ``limit`` cells were looked at, or an array is full.

    Parameters
    ----------
    shape, payoffs
        How many actions everyone has, and the values of the whole cell.
    stack
        Three arrays: for each cell left its values, vertices and counts.
    steps, combinations
        Where steps go, and the weights of combinations.
    boxes
        Five arrays: for each box the supports, lower bounds, solution, inverse and contraction factor.
    counters
        How many cells, steps, boxes and combinations there are.
    shortest
        Edges shorter than this are not cut.
    limit
        How many cells to look at.
    """
    size = payoffs.shape[1]
    values, vertices, count = np.empty_like(stack[0][0]), np.empty_like(stack[1][0]), np.empty_like(shape)
    room = 2 * shape.sum() + 2
    for _ in range(limit):
        if counters[CELLS] == 0:
            return DONE
        if counters[CELLS] + room > stack[0].shape[0] or counters[STEPS] + 2 * room > steps.shape[0]:
            return FULL
        if counters[BOXES] + 1 > boxes[0].shape[0] or counters[COMBINATIONS] + 1 > combinations.shape[0]:
            return FULL
        counters[CELLS] -= 1
        _copy(stack, counters[CELLS], values, vertices, count)
        if not _exclude(shape, count, values, vertices, steps, counters):
            continue
        if _all_equilibria(shape, count, values, vertices):
            _put(steps, counters, ALL, 0, 0, 0, 0, 0)
        elif _weak(shape, count, values, vertices, stack, steps, counters):
            pass
        elif _unique_or_combined(shape, payoffs, count, values, vertices, stack, steps, combinations, boxes, counters):
            pass
        else:
            who, first, second, part, parts = choose_cut(shape, count, values, vertices, shortest)
            if who < 0:
                _put(steps, counters, OPEN, 0, 0, 0, 0, 0)
            else:
                _put(steps, counters, CUT, who, first, second, part, parts)
                share = part / parts
                _push(stack, counters, values, vertices, count)
                top = counters[CELLS] - 1
                move(shape, stack[2][top], stack[0][top], stack[1][top], who, second, first, 1.0 - share)
                _push(stack, counters, values, vertices, count)
                top = counters[CELLS] - 1
                move(shape, stack[2][top], stack[0][top], stack[1][top], who, first, second, share)
    return PAUSED if counters[CELLS] else DONE
