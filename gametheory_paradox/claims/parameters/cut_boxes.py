"""The cells of a cutting with the boxes that they are: ranges of the parameters, one per axis."""

from collections.abc import Iterator
from functools import partial

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.cells import AXES, Cell, walk
from gametheory_paradox.claims.parameters.cells_under_exclusions import whole_under
from gametheory_paradox.claims.parameters.logic import Statement


def cells_with_boxes(
    claim: Statement, exception: Statement, box: Box, cutting: str, never: Statement | None = None
) -> Iterator[tuple[str, Box, Cell]]:
    """The leaves of a cutting in order, each with its mark, its box and the statements left on it."""
    boxes = boxes_of(box, cutting)
    for mark, cell in walk(partial(whole_under, claim, exception, box, never), box, cutting):
        yield mark, next(boxes), cell


def boxes_of(box: Box, cutting: str) -> Iterator[Box]:
    """The boxes of the leaves of a cutting, in its order."""
    names, pending = list(box), [box]
    for mark in cutting:
        here = pending.pop()
        if mark not in AXES:
            yield here
            continue
        name = names[AXES.index(mark)]
        low, high = here[name]
        middle = (low + high) / 2
        pending += {**here, name: (middle, high)}, {**here, name: (low, middle)}
