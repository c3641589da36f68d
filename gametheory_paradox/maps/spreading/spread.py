"""Work spread over processes, part by part, and what is kept of it."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from math import log
from pathlib import Path
from typing import Self

from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.conditions.proofs.cells import MOST_FACES, ROUNDING, Cell
from gametheory_paradox.detectors.cutting import PLAIN, Bisection, CuttingTree, Leaf, axis_to_halve, measured
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.interruption import look
from gametheory_paradox.maps.processes import StoreFolder, awaited
from gametheory_paradox.table import Record

# A part of a box that is cut elsewhere, and its answer
#
# The answer says how cells were halved and what was measured of the halves.  It is text, so that it can
# travel and be kept.  It has a line for each cell, in preorder.  For a cell that was to be cut, that is the
# axis along which it was halved; for others their mark, then the axis along which they were halved, or ``.``,
# or ``!`` if nothing comes of halving them, and in hexadecimal what halving them takes.  Of marks that are
# measured, there follow the share of the box that is undecided, twice, how many faces were looked at, and the
# shares of the cell that satisfy the claim and violate it.
# ------------------------------------------------------


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


# Parts of a map in a folder, so that a run that was stopped goes on where it stopped
#
# Each part that was cut is one file, whose name says which part it is and how it was to be cut, and whose
# first line is a digest of the map, the name and the rest.  A file appears whole or not at all.  One that is
# not what was written, or that was written under another name or for another map, counts as missing.
# ----------------------------------------------------------------------------

ANY_FORMAT = "gametheory-paradox chart "
FORMAT = f"{ANY_FORMAT}4"
ABOUT, LOCK, PART, HALF = "chart.json", "lock", ".part", ".partial"


class KeptParts(StoreFolder):
    """The folder.

    Parameters
    ----------
    path
        Where it is; made if it does not exist.
    about
        What makes two maps the same: names of things and their digests.

    Raises
    ------
    InvalidGame
        If the folder holds something else or another map, or cannot be written.
    """

    holds = "chart"
    lock = LOCK

    def __init__(self, path: str | Path, about: Mapping[str, str]):
        super().__init__(path)
        self._own = {"format": FORMAT, **about}
        if not self.is_there:
            self.check_place()
        elif not self.path.is_dir():
            raise InvalidGame(f"the store {str(self.path)!r} is a file; give the name of a folder")
        else:
            self._check()

    def __enter__(self) -> Self:
        """Make the folder if need be, and keep other runs out."""
        try:
            self.path.mkdir(exist_ok=True)
        except OSError as problem:
            raise self.unwritable(problem.strerror) from problem

        super().__enter__()
        if not (self.path / ABOUT).exists():
            with self.writing():
                self._write(ABOUT, json.dumps(self._own, indent=2))
        return self

    def get(self, part: Part) -> str | None:
        """The answer about a part, if it is there."""
        name = _name(part)
        try:
            digest, _, answer = (self.path / name).read_text("ascii").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        return answer if digest == self._signed(name, answer) else None

    def put(self, part: Part, answer: str) -> None:
        """Keep the answer about a part."""
        name = _name(part)
        with self.writing():
            self._write(name, f"{self._signed(name, answer)}\n{answer}")

    def _signed(self, name: str, answer: str) -> str:
        """The digest of an answer as what it is: that of this map about the part of this name."""
        return _digest(json.dumps([self._own, name, answer]))

    def _write(self, name: str, text: str) -> None:
        half = self.path / f"{name}{HALF}"
        half.write_text(text, "ascii")
        os.replace(half, self.path / name)

    def _check(self) -> None:
        try:
            known = json.loads((self.path / ABOUT).read_text("ascii"))
        except FileNotFoundError:
            known = None
            if all(file.name == LOCK or file.suffix == HALF for file in self.path.iterdir()):
                return  # empty, or a run was stopped while it made it
        except (OSError, ValueError):
            known = None

        written = known.get("format") if isinstance(known, dict) else None
        if not str(written).startswith(ANY_FORMAT):
            raise InvalidGame(
                f"{str(self.path)!r} is not the store of a chart, or is damaged; give another path"
            )
        if written != FORMAT:
            raise InvalidGame(
                f"{str(self.path)!r} is the store of a chart in another format; give another path"
            )

        self.check_same(known, self._own)


def _name(part: Part) -> str:
    return _digest(json.dumps([part.number, part.outline, part.least.hex()]))[:32] + PART


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# Cuts a box as :class:`CuttingTree` does, with the work done elsewhere
#
# The first cells are cut here.  Each that is still open is then a part of the box.  In waves, the open cells
# of all parts go out to be halved down to some undecided share that is the same for all, and with the answers
# the box is cut on, the largest undecided volume first, until a cell is to be halved about which nothing has
# come back.  So others only look ahead: the cutting is the same as if it were all done here, whoever works on
# it, in how many pieces, and however often it was stopped.
# ----------------------------------------------------------------------

FIRST = 256  # cells that are cut here
AT_ONCE = 64  # cells that one worker is given
GROWTH = 8.0  # by how much a wave may multiply the cells
SPARE = 0.98  # of the share that may stay undecided: what a wave aims at, so as not to miss it by a little
FACTOR = 0.9  # by how much, at least, the share shrinks from wave to wave


@dataclass(frozen=True)
class _Stage:
    """The state of a box when a cell with some undecided share of it is cut next."""

    share: float
    undecided: float
    cells: int

    @classmethod
    def of(cls, tree: CuttingTree) -> "_Stage":
        """The state of a tree now."""
        return cls(-tree.open[0][0], tree.undecided, tree.cells)


def spread(
    tree: CuttingTree,
    undecided: Fraction,
    clock: Clock,
    cells: int | None,
    executor: Executor | None,
    kept: KeptParts | None,
) -> bool:
    """Halve cells until the undecided share is as small as is wanted; False if a limit stopped it first.

    Parameters
    ----------
    tree
        The box.
    undecided
        The share that may stay undecided.
    clock
        When to stop.
    cells
        The most cells; None for no limit.
    executor
        Who cuts; None: this process.
    kept
        Where answers are kept; None for nowhere.
    """
    stages = []
    for first in (FIRST // 4, FIRST):
        finished = tree.grow(undecided, first if cells is None else min(cells, first))
        if finished or tree.cells < first or not tree.open:
            return finished
        stages.append(_Stage.of(tree))

    parts = _parts(tree)
    while True:
        wave = _wave(tree, parts, _least(stages[-2], stages[-1], undecided, cells), clock)
        if clock.is_over or not _learn_wave(wave, clock, executor, kept):
            with unhurried():
                return tree.grow(undecided, cells, around=True)  # with what is known
        finished = tree.grow(undecided, cells)
        if tree.wanted is None and not clock.is_over:
            return finished
        stages.append(_Stage.of(tree))


def _parts(tree: CuttingTree) -> dict[int, Cell]:
    """The cells that are open, by their places; from now on others cut them."""
    parts = {}
    for _, place in sorted(tree.open, key=lambda entry: entry[1]):
        leaf = tree.nodes[place]
        if isinstance(leaf, Leaf) and leaf.cell is not None and leaf.can_be_halved:
            parts[place], leaf.cell = leaf.cell, None
    return parts


def _least(before: _Stage, now: _Stage, undecided: Fraction, cells: int | None) -> float:
    """The undecided share down to which cells are halved next.

    At it little enough may be undecided, or a limit of cells is met.  What is undecided, and the number of
    cells, go about as powers of that share.
    """
    aim, most = (
        SPARE * float(undecided),
        GROWTH * now.cells if cells is None else min(GROWTH * now.cells, cells),
    )
    steps = log(before.share / now.share)
    of_undecided, of_cells = 0.5, 0.5
    if steps > 0:
        of_undecided = min(max(log(before.undecided / now.undecided) / steps, 0.05), 1.0)
        of_cells = min(max(log(now.cells / before.cells) / steps, 0.2), 1.0)
    for_share = now.share * min(aim / now.undecided, 1.0) ** (1 / of_undecided)
    for_cells = now.share * min(now.cells / most, 1.0) ** (1 / of_cells)
    return float(min(max(for_share, for_cells), FACTOR * now.share))


def _wave(
    tree: CuttingTree, parts: dict[int, Cell], least: float, clock: Clock
) -> Iterator[tuple[Part, list[Leaf]]]:
    """The open cells with so large an undecided share, some of one part at a time."""
    for number, (root, cell) in enumerate(parts.items()):
        places = [place for place in _below(tree, root) if _is_wanted(tree.nodes[place], least)]
        for start in range(0, len(places), AT_ONCE):
            some = places[start : start + AT_ONCE]
            outline = _outline(tree, root, set(some))
            leaves = [leaf for place in some if isinstance(leaf := tree.nodes[place], Leaf)]
            yield Part(number, cell, outline, least, clock.left), leaves


def _is_wanted(node: Leaf | Bisection, least: float) -> bool:
    if isinstance(node, Bisection) or node.ahead is not None or not node.can_be_halved:
        return False
    return node.undecided >= least


def _below(tree: CuttingTree, root: int) -> Iterator[int]:
    """The places of a cell's parts, in preorder."""
    pending = [root]
    while pending:
        place = pending.pop()
        yield place
        node = tree.nodes[place]
        if isinstance(node, Bisection):
            pending.extend((node.upper, node.lower))


def _outline(tree: CuttingTree, place: int, wanted: set[int]) -> str:
    """The cutting of a part of the box, as far as it leads to the cells that are wanted."""
    node = tree.nodes[place]
    if isinstance(node, Leaf):
        return "o" if place in wanted else "."
    lower, upper = _outline(tree, node.lower, wanted), _outline(tree, node.upper, wanted)
    return "." if lower == upper == "." else f"{node.axis}{lower}{upper}"


def _learn_wave(
    wave: Iterator[tuple[Part, list[Leaf]]],
    clock: Clock,
    executor: Executor | None,
    kept: KeptParts | None,
) -> bool:
    """Learn how the cells of a wave are halved, and keep each answer; False if the time is up first."""
    complete = True
    pending: list[tuple[Part, list[Leaf], Future[str | None] | None]] = []
    try:
        for part, leaves in wave:
            known = kept.get(part) if kept else None
            if known is None:
                pending.append((part, leaves, executor.submit(cut, part) if executor else None))
            else:
                learn(leaves, known)

        for part, leaves, future in pending:
            answer = cut(replace(part, seconds=clock.left)) if future is None else _answer(future, clock)
            if answer is None:
                complete = False
                continue
            learn(leaves, answer)
            if kept:
                kept.put(part, answer)
    except BrokenExecutor:  # interrupted, as this process is
        if not clock.is_over:
            raise
        return False
    finally:
        for _, _, future in pending:
            if future is not None:
                future.cancel()
    return complete


def _answer(future: "Future[str | None]", clock: Clock) -> str | None:
    try:
        return awaited(future, lambda: clock.is_over)
    except OutOfTime:
        return None
