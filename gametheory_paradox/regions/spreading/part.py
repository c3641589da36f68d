"""A part of a box that is cut elsewhere, and its answer.

The answer says how cells were halved and what was measured of the halves.  It is text, so that it can
travel and be kept.  It has a line for each cell, in preorder.  For a cell that was to be cut, that is the
axis along which it was halved; for others their mark, then the axis along which they were halved, or ``.``,
or ``!`` if nothing comes of halving them; and of marks that are measured, in hexadecimal, the share of the
box that is undecided, twice, how many faces were looked at, and the shares of the cell that satisfy the
claim and violate it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from gametheory_paradox.claims.parameters.cells import MOST_FACES, ROUNDING, Cell
from gametheory_paradox.detectors.cutting import PLAIN, Leaf, axis_to_halve, measured
from gametheory_paradox.solvers.deadline import Deadline


@dataclass(frozen=True)
class Part:
    """Some cells of a part of the box, to be halved until little of each is undecided.

    Parameters
    ----------
    number
        Which part.
    cell
        The whole part.
    axes
        How many parameters are charted.
    outline
        How the part is cut so far, in preorder: axes, ``o`` for a cell to be cut further, ``.`` for others.
    least
        Which undecided share of the box is reason enough to halve a cell.
    seconds
        After how long to give up; None for never.
    """

    number: int
    cell: Cell
    axes: int
    outline: str
    least: float
    seconds: float | None

    def cells(self) -> Iterator[Cell]:
        """The cells to be cut further, in order."""
        pending = [self.cell]
        for mark in self.outline:
            cell = pending.pop()
            if mark == "o":
                yield cell
            elif mark != ".":
                pending.extend(reversed(cell.halves(int(mark))))


def cut(part: Part) -> str | None:
    """Cut the cells of a part; None if the time was up first."""
    deadline = Deadline(part.seconds)
    lines: list[str] = []
    for root in part.cells():
        pending = [root]
        while pending:
            if deadline.is_over:
                return None
            cell = pending.pop()
            leaf = None if cell is root else measured(cell, MOST_FACES)
            axis = None
            if leaf is None or (leaf.can_be_halved and leaf.undecided >= part.least):
                axis = axis_to_halve(cell, part.axes)
                pending.extend(reversed(cell.halves(axis)))
            lines.append(str(axis) if leaf is None else _line(leaf, axis))
    return "\n".join(lines)


def _line(leaf: Leaf, axis: int | None) -> str:
    rest = str(axis) if axis is not None else "." if leaf.can_be_halved else "!"
    if leaf.mark in PLAIN:
        return leaf.mark + rest
    numbers = leaf.units, leaf.faces, *(part for share in leaf.shares() for part in share.as_integer_ratio())
    return f"{leaf.mark}{rest} {leaf.undecided.hex()} {' '.join(f'{number:x}' for number in numbers)}"


def learn(leaves: list[Leaf], answer: str) -> None:
    """Tell the cells of a part, in order, how they were halved elsewhere."""
    lines = iter(answer.split("\n"))

    def read(depth: int) -> Leaf:
        line = next(lines)
        mark, rest = line[0], line[1]
        halves = (int(rest), read(depth + 1), read(depth + 1)) if rest.isdecimal() else None
        if mark in PLAIN:
            undecided, units, faces = (0.5**depth, ROUNDING >> depth, 0) if mark == "?" else (0.0, 0, 0)
            return Leaf(
                mark,
                partial(PLAIN.__getitem__, mark),
                depth,
                undecided,
                units,
                faces,
                rest != "!",
                ahead=halves,
            )

        _, nearest, rounded, counted, shares = line.split(" ", 4)
        numbers = float.fromhex(nearest), int(rounded, 16), int(counted, 16)
        return Leaf(mark, partial(_shares, shares), depth, *numbers, rest != "!", ahead=halves)

    for leaf in leaves:
        leaf.ahead = int(next(lines)), read(leaf.depth + 1), read(leaf.depth + 1)


def _shares(written: str) -> tuple[Fraction, Fraction]:
    a, b, c, d = (int(number, 16) for number in written.split(" "))
    return Fraction(a, b), Fraction(c, d)
