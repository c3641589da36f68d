"""Boxes of parameters cut until a claim holds or fails on each part."""

import heapq
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from gametheory_paradox.certificates.regions import shares_to_data
from gametheory_paradox.clock import Count, counting
from gametheory_paradox.conditions.proofs.cells import (
    AXES,
    DEEPEST,
    MOST_FACES,
    MOST_FACES_IN_ALL,
    MOST_WORK,
    ROUNDING,
    Cell,
    CellUnderExclusions,
    Shares,
    added,
    few_slabs,
)
from gametheory_paradox.conditions.proofs.signs import Box, variation
from gametheory_paradox.conditions.proofs.volumes import integer_planes
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import hashed_game
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.records import polynomial_to_data
from gametheory_paradox.interruption import look
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.table import Record

# The search of maps and proofs over a box of parameters: the largest undecided cell is cut first
#
# The order depends on the cells alone, so the cutting does not depend on the machine.  Nor does it depend on
# who halves a cell and measures its halves: that may be known before it is the cell's turn.
# ----------------------------------------------------------------------------

FEW = 8  # polynomials whose signs are all tried in every cell, where some exclude each other
FLAT = 0.25  # how far apart the planes may be, measured in sides of the cell


@dataclass(repr=False)
class Bisection(Record):
    """A cell that was halved: the axis, and the places of the two halves in the list of nodes."""

    axis: int
    lower: int
    upper: int


NOTHING, ALL = Fraction(0), Fraction(1)
# The shares that these marks prove.
PLAIN = {"+": (ALL, NOTHING), "-": (NOTHING, ALL), "?": (NOTHING, NOTHING)}


@dataclass(repr=False)
class Leaf(Record):
    """A cell that is not halved, or not yet.

    Parameters
    ----------
    mark
        What is proved of it.
    shares
        Gives the shares of it that are proved to satisfy the claim, and to violate it.
    depth
        How often the box was halved.
    undecided, units
        The share of the box that it leaves undecided: nearest, and as a multiple of 1 / ROUNDING, rounded
        down.
    faces
        How many faces were looked at to measure it.
    work
        What halving it takes.
    can_be_halved
        Whether that may decide more of it.
    cell
        The cell; None where it was cut by someone else.
    ahead
        The axis and the halves, if someone else has halved it already.
    """

    mark: str
    shares: Callable[[], tuple[Fraction, Fraction]]
    depth: int
    undecided: float
    units: int
    faces: int
    work: int
    can_be_halved: bool
    cell: Cell | None = None
    ahead: "tuple[int, tuple[Leaf, Leaf]] | None" = None

    def unmeasured(self) -> "Leaf":
        """The same cell where nothing is claimed of it."""
        units = ROUNDING >> self.depth
        return replace(
            self, mark="?", shares=lambda: PLAIN["?"], undecided=0.5**self.depth, units=units, faces=0
        )


class CuttingTree:
    """The cutting as it grows: leaves are cells, inner nodes say how they were halved."""

    def __init__(self, root: Cell):
        self.nodes: list[Leaf | Bisection] = []
        self.open: list[tuple[float, int]] = []
        self.units = 0  # of the undecided share; each cell's is rounded down, so that the sum stays short
        self.lost = 0  # of these, what no cutting can decide
        self.faces = 0
        self.work = 0
        self.wanted: Leaf | None = None
        self._shares: Shares | None = None
        self._enter(measured(root, MOST_FACES_IN_ALL))

    @property
    def leaves(self) -> list[Leaf]:
        """The cells as they are now."""
        return [node for node in self.nodes if isinstance(node, Leaf)]

    @property
    def undecided(self) -> float:
        """About which share of the box is undecided."""
        return self.units / ROUNDING

    def _decided(self) -> str:
        """The share of the box that is decided, in words."""
        return f"{as_decimal(max(0.0, 100 * (1 - self.undecided)), digits=4)} % decided"

    @property
    def cells(self) -> int:
        """The number of cells there are now."""
        return len(self.nodes) // 2 + 1

    def _enter(self, leaf: Leaf) -> None:
        if leaf.faces > MOST_FACES_IN_ALL - self.faces:
            leaf = leaf.unmeasured()
        self.faces += leaf.faces
        self.units += leaf.units
        if not leaf.can_be_halved:
            self.lost += leaf.units  # nothing depends on the charted parameters here
        elif leaf.undecided:
            heapq.heappush(self.open, (-leaf.undecided, len(self.nodes)))
        self.nodes.append(leaf)

    def grow(self, undecided: Fraction, cells: int | None, *, around: bool = False) -> bool:
        """Halve cells until the undecided share is as small as wanted; False if something stops it first.

        Where more than that can never be decided, all but about that of the rest is. A cell that others
        cut stops it where it is not known how, and is ``wanted`` then; or it grows ``around`` such cells.
        """
        try:
            with counting("cells") as count:
                return self._grow(undecided, cells, around, count)
        except OutOfTime:  # amid a cell, which stays as it was
            return False

    def _grow(self, undecided: Fraction, cells: int | None, around: bool, count: Count) -> bool:
        self.wanted = None
        while self.units > undecided * ROUNDING or self._unproved() > undecided:
            look()
            if self.lost > undecided * ROUNDING >= self.units - self.lost:
                return False
            if not self.open or (cells is not None and self.cells >= cells):
                return False

            place = self.open[0][1]
            leaf = self.nodes[place]
            assert isinstance(leaf, Leaf)
            if leaf.cell is None and leaf.ahead is None:
                if around:
                    heapq.heappop(self.open)
                    continue
                self.wanted = leaf
                return False
            if self.work + leaf.work > MOST_WORK:  # what has been halved is checked within the limit
                return False

            axis, halves = leaf.ahead or self._halves(leaf)
            heapq.heappop(self.open)
            self._replace(place, leaf, axis, halves)
            count(self.cells, self._decided)

        return True

    def _halves(self, leaf: Leaf) -> tuple[int, tuple[Leaf, Leaf]]:
        """The axis along which a cell is halved, and its halves, measured."""
        assert leaf.cell is not None
        axis = axis_to_halve(leaf.cell)
        lower, upper = leaf.cell.halves(axis)
        left = MOST_FACES_IN_ALL - self.faces + leaf.faces
        first = measured(lower, left)
        return axis, (first, measured(upper, left - first.faces))

    def _replace(self, place: int, leaf: Leaf, axis: int, halves: tuple[Leaf, Leaf]) -> None:
        self.units -= leaf.units
        self.faces -= leaf.faces
        self.work += leaf.work
        self.nodes[place] = Bisection(axis, len(self.nodes), len(self.nodes) + 1)
        for half in halves:
            self._enter(half)

    def shares(self) -> Shares:
        """The proof of the cells so far."""
        if self._shares is None or self._shares.cells < self.cells:
            leaves = self.leaves
            measured = ((leaf.mark, *leaf.shares(), leaf.depth) for leaf in leaves)
            self._shares = added(measured, exactly=few_slabs(leaf.mark for leaf in leaves))
        return self._shares

    def _unproved(self) -> Fraction:
        """The undecided share as it is reported."""
        shares = self.shares()
        return 1 - shares.present - shares.absent

    def cutting(self) -> str:
        """The cutting as a certificate holds it."""
        marks, pending = [], [0]
        while pending:
            node = self.nodes[pending.pop()]
            if isinstance(node, Leaf):
                marks.append(node.mark)
            else:
                marks.append(AXES[node.axis])
                pending.extend((node.upper, node.lower))
        return "".join(marks)


def charted_fields(
    form: Form, box: Box, values: Mapping[str, Fraction], factors: Factoring, shares: Shares, cutting: str
) -> dict[str, object]:
    """The fields of a certificate that say what was charted, with the proof."""
    return {
        "over": list(box),
        "box": {name: [str(low), str(high)] for name, (low, high) in box.items()},
        "values": {name: str(value) for name, value in values.items()},
        **shares_to_data(shares),
        "game": hashed_game(form),
        "proof": {
            "factors": [
                [polynomial_to_data(p), [polynomial_to_data(f) for f in parts]]
                for p, parts in factors.remembered()
            ],
            "cutting": cutting,
        },
    }


def measured(cell: Cell, most_faces: int) -> Leaf:
    """A cell with the mark that proves most of it, as far as measuring it is worth its while."""
    mark = cell.mark
    if cell.live and isinstance(cell, CellUnderExclusions) and (cell.depth == 0 or len(cell.live) <= FEW):
        mark = mark if cell.under_exclusions is None else "&"
    if mark == "=" and not _is_flat(cell):
        mark = "?"
    try:
        return _leaf(cell, mark, min(most_faces, MOST_FACES))
    except Unsupported:  # too many faces: smaller cells are cut by fewer planes
        return _leaf(cell, "?", 0)


def _leaf(cell: Cell, mark: str, most_faces: int) -> Leaf:
    holds, fails, faces = cell.shares(mark, most_faces)
    left = (1 - holds - fails) * Fraction(1, 1 << cell.depth)
    units = left.numerator * ROUNDING // left.denominator
    can_be_halved = bool(cell.live) and cell.depth < DEEPEST
    numbers = float(left), units, faces, cell.work
    return Leaf(mark, lambda: (holds, fails), cell.depth, *numbers, can_be_halved, cell)


def _is_flat(cell: Cell) -> bool:
    """True if planes come so close to the polynomials that measuring the cell decides most of it."""
    loose = 0.0
    for coefficients in cell.live.values():
        slopes, upper, lower, _ = integer_planes(coefficients)
        steep = max(map(abs, slopes))
        loose += (upper - lower) / steep if steep else 1.0
    return loose < FLAT


def axis_to_halve(cell: Cell) -> int:
    """The axis along which the polynomials that matter vary most, each measured against its own size."""
    sized = [(own, max(map(abs, own.coefficients))) for own in cell.live.values()]
    axes = range(len(sized[0][0].degrees))
    return max(
        axes, key=lambda axis: sum(variation(own, axis) / size for own, size in sized if own.degrees[axis])
    )


# Parts of a cell on the whole of which a claim fails, the larger ones first
# ---------------------------------------------------------------------------

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
