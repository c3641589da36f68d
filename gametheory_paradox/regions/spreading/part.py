"""A part of a box that is cut elsewhere, and its answer.

The answer says how cells were halved and what was measured of the halves.  It is text, so that it can
travel and be kept.  It has a line for each cell, in preorder.  For a cell that was to be cut, that is the
axis along which it was halved; for others their mark, then the axis along which they were halved, or ``.``,
or ``!`` if nothing comes of halving them, and in hexadecimal what halving them takes.  Of marks that are
measured, there follow the share of the box that is undecided, twice, how many faces were looked at, and the
shares of the cell that satisfy the claim and violate it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from gametheory_paradox.claims.parameters.cells import MOST_FACES, ROUNDING, Cell
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors.cutting import PLAIN, Leaf, axis_to_halve, measured
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Part(Record):
    """Some cells of a part of the box, to be halved until little of each is undecided.

    Parameters
    ----------
    number
        Which part.
    cell
        The whole part.
    outline
        How the part is cut so far, in preorder: axes, ``o`` for a cell to be cut further, ``.`` for others.
    least
        Which undecided share of the box is reason enough to halve a cell.
    seconds
        After how long to give up; None for never.
    """

    number: int
    cell: Cell
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
    with Clock(part.seconds):
        try:
            return "\n".join(_lines(part))
        except OutOfTime:
            return None


def _lines(part: Part) -> Iterator[str]:
    """The halvings of a part's cells, in preorder."""
    for root in part.cells():
        pending = [root]
        while pending:
            look()
            cell = pending.pop()
            leaf = None if cell is root else measured(cell, MOST_FACES)
            axis = None
            if leaf is None or (leaf.can_be_halved and leaf.undecided >= part.least):
                axis = axis_to_halve(cell)
                pending.extend(reversed(cell.halves(axis)))
            yield str(axis) if leaf is None else _line(leaf, axis)


def _line(leaf: Leaf, axis: int | None) -> str:
    rest = str(axis) if axis is not None else "." if leaf.can_be_halved else "!"
    if leaf.mark in PLAIN:
        return f"{leaf.mark}{rest} {leaf.work:x}"
    shares = (part for share in leaf.shares() for part in share.as_integer_ratio())
    numbers = " ".join(f"{number:x}" for number in (leaf.units, leaf.faces, *shares))
    return f"{leaf.mark}{rest} {leaf.work:x} {leaf.undecided.hex()} {numbers}"


def learn(leaves: list[Leaf], answer: str) -> None:
    """Tell the cells of a part, in order, how they were halved elsewhere."""
    lines = iter(answer.split("\n"))

    def read(depth: int) -> Leaf:
        line = next(lines)
        mark, rest, (worked, *more) = line[0], line[1], line[3:].split(" ", 4)
        work = int(worked, 16)
        halves = (int(rest), (read(depth + 1), read(depth + 1))) if rest.isdecimal() else None
        if mark in PLAIN:
            undecided, units = (0.5**depth, ROUNDING >> depth) if mark == "?" else (0.0, 0)
            known = partial(PLAIN.__getitem__, mark)
            return Leaf(mark, known, depth, undecided, units, 0, work, rest != "!", ahead=halves)

        nearest, rounded, counted, shares = more
        numbers = float.fromhex(nearest), int(rounded, 16), int(counted, 16), work
        return Leaf(mark, partial(_shares, shares), depth, *numbers, rest != "!", ahead=halves)

    for leaf in leaves:
        leaf.ahead = int(next(lines)), (read(leaf.depth + 1), read(leaf.depth + 1))


def _shares(written: str) -> tuple[Fraction, Fraction]:
    a, b, c, d = (int(number, 16) for number in written.split(" "))
    return Fraction(a, b), Fraction(c, d)
