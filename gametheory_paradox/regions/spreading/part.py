"""A part of a box that is cut elsewhere, and its answer: how cells were halved and what was measured of the halves.

The answer is text, so that it can travel and be kept.  It has a line for each cell, in preorder: its mark; the axis along
which it was halved, or ``.``, or ``!`` if nothing comes of halving it; and of marks that are measured, in hexadecimal, the share
of the cell that satisfies the claim, the share that violates it, and how many faces were looked at.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.cells import MOST_FACES, Cell
from gametheory_paradox.detectors.cutting import Leaf, axis_to_halve, measured

SHARES = {"+": (Fraction(1), Fraction(0)), "-": (Fraction(0), Fraction(1)), "?": (Fraction(0), Fraction(0))}


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
    end = None if part.seconds is None else time.monotonic() + part.seconds
    lines: list[str] = []
    for root in part.cells():
        pending = [root]
        while pending:
            if end is not None and time.monotonic() >= end:
                return None
            cell = pending.pop()
            leaf = measured(cell, MOST_FACES)
            halved = cell is root or (leaf.can_be_halved and float(leaf.undecided) >= part.least)
            axis = axis_to_halve(cell, part.axes) if halved else None
            lines.append(_line(leaf, axis))
            if axis is not None:
                pending.extend(reversed(cell.halves(axis)))
    return "\n".join(lines)


def _line(leaf: Leaf, axis: int | None) -> str:
    rest = str(axis) if axis is not None else "." if leaf.can_be_halved else "!"
    if leaf.mark in SHARES:
        return leaf.mark + rest
    numbers = *leaf.holds.as_integer_ratio(), *leaf.fails.as_integer_ratio(), leaf.faces
    return f"{leaf.mark}{rest} {' '.join(f'{number:x}' for number in numbers)}"


def learn(leaves: list[Leaf], answer: str) -> None:
    """Tell the cells of a part, in order, how they were halved elsewhere."""
    lines = iter(answer.split("\n"))

    def read(depth: int) -> Leaf:
        code, *written = next(lines).split(" ")
        mark, rest = code[0], code[1:]
        if written:
            numbers = [int(number, 16) for number in written]
            holds, fails, faces = Fraction(*numbers[0:2]), Fraction(*numbers[2:4]), numbers[4]
        else:
            (holds, fails), faces = SHARES[mark], 0
        halves = (int(rest), read(depth + 1), read(depth + 1)) if rest.isdecimal() else None
        return Leaf(mark, holds, fails, depth, faces, rest != "!", ahead=halves)

    for leaf in leaves:
        leaf.ahead = read(leaf.depth).ahead
