"""The cells that are left, the steps taken and the boxes found, compiled."""

from typing import NamedTuple

from gametheory_paradox.kernels.cells.cells import RoundedCell, cell_at, move, to_face
from gametheory_paradox.kernels.compiler import Array, inside

CELLS, STEPS, BOXES, COMBINATIONS = 0, 1, 2, 3  # the places of the counters


class Trail(NamedTuple):
    """Steps that were taken.

    counters : int64, shape (4,); how many cells are left, how many steps, boxes and combinations there are
    steps : int64, shape (room, 7); the kind of each step and up to six numbers
    combinations : int64, shape (room, players, most); for each combination the weights of actions
    """

    counters: Array
    steps: Array
    combinations: Array


@inside
def put(
    trail: Trail, kind: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0, e: int = 0, f: int = 0
) -> None:
    """Writes the next step."""
    row = trail.steps[trail.counters[STEPS]]
    row[0], row[1], row[2], row[3], row[4], row[5], row[6] = kind, a, b, c, d, e, f
    trail.counters[STEPS] += 1


@inside
def _copy(source: RoundedCell, target: RoundedCell) -> None:
    target.values[:] = source.values
    target.vertices[:] = source.vertices
    target.count[:] = source.count


@inside
def push(stack: RoundedCell, counters: Array, cell: RoundedCell) -> RoundedCell:
    """Puts a copy of a cell on the stack; returns the copy.

    counters : as in ``Trail``
    """
    top = cell_at(stack, counters[CELLS])
    _copy(cell, top)
    counters[CELLS] += 1
    return top


@inside
def pop(stack: RoundedCell, counters: Array, cell: RoundedCell) -> None:
    """Takes the next cell from the stack.

    counters : as in ``Trail``
    """
    counters[CELLS] -= 1
    _copy(cell_at(stack, counters[CELLS]), cell)


@inside
def push_faces(
    shape: Array, stack: RoundedCell, counters: Array, cell: RoundedCell, faces: Array, many: int, kept: Array
) -> None:
    """Puts the faces of a cell without each of some actions on the stack, the first on top, no empty ones.

    shape : as in ``RoundedGame``
    counters : as in ``Trail``
    faces : int64, shape (at least many, 2); players and actions
    kept : bool, shape (players, most); overwritten
    """
    for number in range(many - 1, -1, -1):
        who, action = faces[number, 0], faces[number, 1]
        if (cell.vertices[who, : cell.count[who], action] == 0.0).any():
            to_face(shape, push(stack, counters, cell), who, action, kept)


@inside
def push_halves(
    shape: Array,
    stack: RoundedCell,
    counters: Array,
    cell: RoundedCell,
    who: int,
    first: int,
    second: int,
    share: float,
) -> None:
    """Puts both parts of a cell that is cut through an edge on the stack, that at its second end on top.

    shape : as in ``RoundedGame``
    counters : as in ``Trail``
    """
    move(shape, push(stack, counters, cell), who, second, first, 1.0 - share)
    move(shape, push(stack, counters, cell), who, first, second, share)
