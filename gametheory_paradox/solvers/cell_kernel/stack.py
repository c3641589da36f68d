"""The cells that are left and the steps taken, compiled."""

from gametheory_paradox.solvers.cell_kernel.cells import Array, move, to_face
from gametheory_paradox.solvers.cell_kernel.compiling import inside

CELLS, STEPS, BOXES, COMBINATIONS = 0, 1, 2, 3  # what the counters count


@inside
def put(steps: Array, counters: Array, kind: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0, e: int = 0, f: int = 0) -> None:
    """Write the next step."""
    row = steps[counters[STEPS]]
    row[0], row[1], row[2], row[3], row[4], row[5], row[6] = kind, a, b, c, d, e, f
    counters[STEPS] += 1


@inside
def push(stack: Array, counters: Array, values: Array, vertices: Array, count: Array) -> None:
    """Put a copy of a cell on the stack."""
    top = counters[CELLS]
    _copy(values, stack[0][top])
    for who in range(count.size):
        _copy(vertices[who], stack[1][top][who])
        stack[2][top, who] = count[who]
    counters[CELLS] += 1


@inside
def pop(stack: Array, counters: Array, values: Array, vertices: Array, count: Array) -> None:
    """Take the next cell from the stack."""
    counters[CELLS] -= 1
    top = counters[CELLS]
    _copy(stack[0][top], values)
    for who in range(count.size):
        _copy(stack[1][top][who], vertices[who])
        count[who] = stack[2][top, who]


@inside
def push_faces(
    shape: Array, stack: Array, counters: Array, values: Array, vertices: Array, count: Array, faces: Array, many: int
) -> None:
    """Put the faces of a cell without each of some actions on the stack, the first on top; empty ones are left out."""
    for number in range(many - 1, -1, -1):
        who, action = faces[number, 0], faces[number, 1]
        empty = True
        for vertex in range(count[who]):
            empty = empty and vertices[who, vertex, action] > 0.0
        if not empty:
            push(stack, counters, values, vertices, count)
            top = counters[CELLS] - 1
            to_face(shape, stack[2][top], stack[0][top], stack[1][top], who, action)


@inside
def _copy(source: Array, target: Array) -> None:
    for i in range(source.shape[0]):
        for j in range(source.shape[1]):
            target[i, j] = source[i, j]


@inside
def push_halves(
    shape: Array,
    stack: Array,
    counters: Array,
    values: Array,
    vertices: Array,
    count: Array,
    who: int,
    first: int,
    second: int,
    share: float,
) -> None:
    """Put both parts of a cell that is cut through an edge on the stack, that at the edge's second end on top."""
    push(stack, counters, values, vertices, count)
    top = counters[CELLS] - 1
    move(shape, stack[2][top], stack[0][top], stack[1][top], who, second, first, 1.0 - share)
    push(stack, counters, values, vertices, count)
    move(shape, stack[2][top + 1], stack[0][top + 1], stack[1][top + 1], who, first, second, share)
