"""Cuts a box as :class:`CuttingTree` does, with the work done elsewhere.

The first cells are cut here.  Each that is still open is then a part of the box.  In waves, the open cells of
all parts go out to be halved down to some undecided share that is the same for all, and with the answers the
box is cut on, the largest undecided volume first, until a cell is to be halved about which nothing has come
back.  So others only look ahead: the cutting is the same as if it were all done here, whoever works on it, in
how many pieces, and however often it was stopped.
"""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, replace
from fractions import Fraction
from math import log

from gametheory_paradox.claims.parameters.cells import Cell
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.detectors.cutting import Bisection, CuttingTree, Leaf
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.regions.processes import awaited
from gametheory_paradox.regions.spreading.kept import KeptParts
from gametheory_paradox.regions.spreading.part import Part, cut, learn

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
