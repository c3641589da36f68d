"""Parts of a cell on the whole of which a claim fails, the larger ones first."""

from collections import deque
from collections.abc import Iterator

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.cells import Cell
from gametheory_paradox.detectors.cutting import axis_to_halve

MOST_PARTS = 600  # of one cell that are looked at


def failing_parts(here: Box, cell: Cell) -> Iterator[Box]:
    """Boxes within a cell on the whole of which the claim fails, off zero sets, and nothing is left open.

    Parameters
    ----------
    here, cell
        The box of the cell, and the cell.
    """
    names, pending = list(here), deque([(here, cell)])
    for _ in range(MOST_PARTS):
        if not pending:
            return
        box, part = pending.popleft()
        if part.mark == "-":
            yield box
        elif part.live:
            axis = axis_to_halve(part)
            low, high = box[names[axis]]
            middle = (low + high) / 2
            for ends, half in zip(((low, middle), (middle, high)), part.halves(axis), strict=True):
                pending.append(({**box, names[axis]: ends}, half))
