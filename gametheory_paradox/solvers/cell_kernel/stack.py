"""The cells that are left and the steps taken, compiled."""

from gametheory_paradox.solvers.cell_kernel.cells import Array, move, to_face
from gametheory_paradox.solvers.cell_kernel.compiling import inside

CELLS, STEPS, BOXES, COMBINATIONS = 0, 1, 2, 3  # what the counters count


@inside
def put(
    steps: Array,
    counters: Array,
    kind: int,
    a: int = 0,
    b: int = 0,
    c: int = 0,
    d: int = 0,
    e: int = 0,
    f: int = 0,
) -> None:
    """Write the next step."""
    row = steps[counters[STEPS]]
    row[0], row[1], row[2], row[3], row[4], row[5], row[6] = kind, a, b, c, d, e, f
    counters[STEPS] += 1


@inside
def push(stack: Array, counters: Array, values: Array, vertices: Array, count: Array) -> None:
    """Put a copy of a cell on the stack."""
    top = counters[CELLS]
    for who in range(count.size):
        stack[2][top, who] = count[who]
        for place in range(values.shape[1]):
            stack[0][top, who, place] = values[who, place]
        for vertex in range(vertices.shape[1]):
            for action in range(vertices.shape[2]):
                stack[1][top, who, vertex, action] = vertices[who, vertex, action]
    counters[CELLS] += 1


@inside
def pop(stack: Array, counters: Array, values: Array, vertices: Array, count: Array) -> None:
    """Take the next cell from the stack."""
    counters[CELLS] -= 1
    top = counters[CELLS]
    for who in range(count.size):
        count[who] = stack[2][top, who]
        for place in range(values.shape[1]):
            values[who, place] = stack[0][top, who, place]
        for vertex in range(vertices.shape[1]):
            for action in range(vertices.shape[2]):
                vertices[who, vertex, action] = stack[1][top, who, vertex, action]


@inside
def push_faces(
    shape: Array,
    stack: Array,
    counters: Array,
    values: Array,
    vertices: Array,
    count: Array,
    faces: Array,
    many: int,
    kept: Array,
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
            to_face(shape, stack[2][top], stack[0][top], stack[1][top], who, action, kept)


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
