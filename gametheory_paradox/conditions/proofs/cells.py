"""Cells of a box of parameters: how they are cut, and what is settled in each."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial
from typing import NamedTuple, TypeAlias

from gametheory_paradox.conditions.proofs.arrangement import MOST_CUTS, Live, arrangement_shares
from gametheory_paradox.conditions.proofs.exclusions import settled
from gametheory_paradox.conditions.proofs.signs import Bernstein, Box, sign_of_terms
from gametheory_paradox.conditions.proofs.statements import Sign, Statement, atoms, simplify
from gametheory_paradox.conditions.proofs.volumes import sides
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial

# A box of parameters cut into cells, and a statement's truth on each: the proof is the way of cutting
#
# A cutting is text, read as a tree in preorder: a digit, or beyond nine a letter, halves the cell along that
# axis (the lower half comes first); ``+`` says that the statement holds on the whole cell, ``-`` that it
# fails on the whole cell, ``/`` that it hangs on the sign of one polynomial, whose sides count as far as two
# parallel planes prove them, ``=`` that it hangs on the signs of several, which count as far as two planes
# for each prove them, ``?`` that nothing is claimed; there is one more mark for
# :mod:`~gametheory_paradox.conditions.proofs.cells`.  Cells tile the box by construction. What a cell says,
# it says off the zero sets of the polynomials involved, which fill no volume.
# ----------------------------------------------------------------------------

AXES = "0123456789abcdefghijklmnopqrstuvwxyz"  # as a cutting writes them
DEEPEST = 200
# Up to so many their volumes are added exactly; beyond, each is rounded down to a multiple of 2⁻⁸⁰.
EXACT_SLABS = 64
ROUNDING = 2**80
MOST_FACES = 20_000  # that are looked at to measure one cell
MOST_FACES_IN_ALL = 1_000_000
MOST_WORK = 100_000_000  # on halving the cells of a cutting; a few minutes
LEAST_WORK = 64  # on halving a cell, whatever it hangs on


class Cell:
    """A cell of the box, what is left of the statements on it, and the polynomials they still depend on.

    Parameters
    ----------
    claim
        The statement whose truth is asked for.
    exception
        Where it holds nothing is claimed.
    live
        The Bernstein coefficients on this cell of every polynomial on which hangs what can be claimed.
    depth
        How often the box was halved.
    """

    __slots__ = ("claim", "depth", "exception", "live")

    def __init__(self, claim: Statement, exception: Statement, live: Live, depth: int):
        signs = signs_shown(live)
        self.claim, self.exception, self.depth = simplify(claim, signs), simplify(exception, signs), depth
        # Where the exception holds everywhere nothing can be claimed.
        hanging = atoms(self.claim, self.exception) if self.exception is not True else ()
        self.live = {p: live[p] for p in hanging}

    @classmethod
    def whole(cls, claim: Statement, exception: Statement, box: Box) -> "Cell":
        """The box itself."""
        signs = {p: sign for p in atoms(claim, exception) if (sign := sign_of_terms(p, box))}
        claim, exception = simplify(claim, signs), simplify(exception, signs)
        return Cell(claim, exception, {p: Bernstein.of(p, box) for p in atoms(claim, exception)}, 0)

    @property
    def mark(self) -> str:
        """The strongest mark that it may have, without trying signs, whatever measuring it then says."""
        if self.exception is not False or len(self.live) > MOST_CUTS:
            return "?"
        if isinstance(self.claim, bool):
            return "+" if self.claim else "-"
        return "/" if len(self.live) == 1 else "="

    def proves(self, mark: str) -> bool:
        """True if it may have a mark."""
        return mark in ("?", self.mark)

    @property
    def work(self) -> int:
        """The work of halving it, counted in Bernstein coefficients, and of measuring its halves."""
        return LEAST_WORK + 3 * sum(len(b.coefficients) for b in self.live.values())

    def halves(self, axis: int) -> "tuple[Cell, Cell]":
        """The lower and the upper half along an axis."""
        split = {p: b.halves(axis) for p, b in self.live.items()}
        lower, upper = ({p: pair[side] for p, pair in split.items()} for side in (0, 1))
        return self.half(lower), self.half(upper)

    def half(self, live: Live) -> "Cell":
        """A half, from the coefficients there."""
        return Cell(self.claim, self.exception, live, self.depth + 1)

    def shares(self, mark: str, most_faces: int) -> tuple[Fraction, Fraction, int]:
        """The shares of this cell that are proved to satisfy the claim and to violate it, if it is marked so.

        And the number of faces that were looked at to measure them.

        Raises
        ------
        Unsupported
            If these are too many.
        """
        if mark == "=":
            return arrangement_shares(self.claim, self.live, most_faces)
        if mark == "/":
            assert isinstance(self.claim, Sign)
            above, below = sides(*self.live.values())
            return (above, below, 0) if self.claim.positive else (below, above, 0)
        return Fraction(mark == "+"), Fraction(mark == "-"), 0


def signs_shown(live: Live) -> dict[Polynomial, int]:
    """The signs of polynomials on a cell that their coefficients show."""
    return {p: sign for p, coefficients in live.items() if (sign := coefficients.sign) is not None}


class Shares(NamedTuple):
    """The proof of a cutting: the shares of the box that satisfy and violate the claim, and its cells."""

    present: Fraction
    absent: Fraction
    cells: int


def check_cutting(whole: Callable[[], Cell], box: Box, cutting: str) -> Shares:
    """Walk a cutting and add up what it proves.

    Parameters
    ----------
    whole
        Makes the cell with which it begins: the box itself.
    box, cutting
        The ranges of the parameters, and how they are halved.

    Raises
    ------
    CertificateRejected
        If the text is not a cutting of the box or a cell does not prove what it says.
    """
    if cutting == "?":  # nothing is claimed, so that nothing hangs on what the statements say of the box
        return Shares(Fraction(0), Fraction(0), 1)
    return added(proofs(walk(whole, box, cutting)), exactly=few_slabs(cutting))


def walk(whole: Callable[[], Cell], box: Box, cutting: str) -> Iterator[tuple[str, Cell]]:
    """The leaves of a cutting in order, each with its mark and the statements left on it."""
    work = LEAST_WORK * sum(mark in AXES for mark in cutting)
    if work > MOST_WORK:
        raise CertificateRejected("the cutting has too many cells")
    pending = [whole()]
    for mark in cutting:
        look()
        if not pending:
            raise CertificateRejected("the cutting goes on after its last cell")

        cell = pending.pop()
        if mark in AXES:
            axis = AXES.index(mark)
            if axis >= len(box) or cell.depth >= DEEPEST:
                raise CertificateRejected(f"the cutting halves a cell along axis {mark}, which it cannot")
            work += cell.work - LEAST_WORK
            if work > MOST_WORK:
                raise CertificateRejected("the cells of the cutting hang on too many coefficients")
            pending.extend(reversed(cell.halves(axis)))
        elif cell.proves(mark):
            yield mark, cell
        else:
            raise CertificateRejected(f"a cell marked {mark!r} is not proved")

    if pending:
        raise CertificateRejected("the cutting ends before its last cell")


Proof: TypeAlias = tuple[str, Fraction, Fraction, int]
"""A cell's mark, the shares of it that are proved to satisfy and to violate the claim, and its depth."""


def proofs(leaves: Iterable[tuple[str, Cell]]) -> Iterator[Proof]:
    """Measure marked cells, one by one."""
    left = MOST_FACES_IN_ALL
    for mark, cell in leaves:
        holds, fails, faces = cell.shares(mark, min(left, MOST_FACES))
        yield mark, holds, fails, cell.depth
        left -= faces


def few_slabs(marks: Iterable[str]) -> bool:
    """True of marks of which so few are measured that what they prove is added exactly."""
    return sum(mark in "/=" for mark in marks) <= EXACT_SLABS


def added(proofs: Iterable[Proof], *, exactly: bool) -> Shares:
    """Add up what cells prove; of many, each is rounded down, so that the sums stay short."""
    present, absent, cells = Fraction(0), Fraction(0), 0
    for mark, holds, fails, depth in proofs:
        rounded = mark in "/=" and not exactly
        present += _of_box(holds, depth, rounded)
        absent += _of_box(fails, depth, rounded)
        cells += 1
    return Shares(present, absent, cells)


def _of_box(share: Fraction, depth: int, rounded: bool) -> Fraction:
    """A share of a cell as a share of the box, perhaps rounded down."""
    if rounded:
        return Fraction(share.numerator * ROUNDING // (share.denominator << depth), ROUNDING)
    return share / (1 << depth)


# Cells of a box in which some signs exclude each other
#
# A further mark, ``&``, says that a statement comes out one way under all signs that exclusions leave.
# ------------------------------------------------------

BY_SIGNS = "&"
MOST_PATTERNS_IN_ALL = 500_000  # of signs, looked at to check a cutting


class Patterns:
    """The number of patterns of signs that were looked at for marks of a cutting."""

    def __init__(self) -> None:
        self.number = 0


class CellUnderExclusions(Cell):
    """A cell where some signs exclude each other.

    Parameters
    ----------
    claim, exception, live, depth
        As of :class:`~gametheory_paradox.conditions.proofs.cells.Cell`.
    never
        What holds nowhere in the box, off zero sets: that polynomials have signs that exclude each other.
    patterns
        What is counted for all cells of the box together.
    """

    __slots__ = ("_tried", "never", "patterns")

    def __init__(
        self,
        claim: Statement,
        exception: Statement,
        live: Live,
        depth: int,
        never: Statement,
        patterns: Patterns,
    ):
        super().__init__(claim, exception, live, depth)
        self.never, self.patterns = simplify(never, signs_shown(live)), patterns
        self._tried: tuple[bool | None, int] | None = None

    @property
    def under_exclusions(self) -> bool | None:
        """The truth of the claim under all signs that exclusions leave; None where it hangs on these."""
        return self._truth_and_patterns()[0]

    def _truth_and_patterns(self) -> tuple[bool | None, int]:
        if self._tried is None:
            self._tried = settled(self.claim, self.exception, self.never)
        return self._tried

    def proves(self, mark: str) -> bool:
        """True if it may have a mark; CertificateRejected if too many signs were tried for all of them."""
        if mark != BY_SIGNS or self.under_exclusions is None:
            return super().proves(mark)
        self.patterns.number += self._truth_and_patterns()[1]
        if self.patterns.number > MOST_PATTERNS_IN_ALL:
            raise CertificateRejected(f"more than {MOST_PATTERNS_IN_ALL:,} patterns of signs are not tried")
        return True

    def half(self, live: Live) -> Cell:
        """A half, from the coefficients there."""
        return CellUnderExclusions(
            self.claim, self.exception, live, self.depth + 1, self.never, self.patterns
        )

    def shares(self, mark: str, most_faces: int) -> tuple[Fraction, Fraction, int]:
        """The shares proved to satisfy the claim and to violate it, if it is marked so; and the faces."""
        if mark == BY_SIGNS:
            mark = "+" if self.under_exclusions else "-"
        return super().shares(mark, most_faces)


def check_under(
    claim: Statement, exception: Statement, box: Box, cutting: str, never: Statement | None
) -> Shares:
    """Checks a cutting where something holds nowhere; None: no signs are tried.

    The whole box may come out one way without any coefficients on it, which can be many.

    Raises
    ------
    CertificateRejected
        As of :func:`~gametheory_paradox.conditions.proofs.cells.check_cutting`.
    """
    if cutting == BY_SIGNS and never is not None:
        truth, _ = settled(claim, exception, never)
        if truth is not None:
            return Shares(Fraction(truth), Fraction(not truth), 1)
    return check_cutting(partial(whole_under, claim, exception, box, never), box, cutting)


def whole_under(claim: Statement, exception: Statement, box: Box, never: Statement | None) -> Cell:
    """The box itself, where something holds nowhere; None: no signs are tried."""
    if never is None:
        return Cell.whole(claim, exception, box)
    signs = {p: sign for p in atoms(claim, exception) if (sign := sign_of_terms(p, box))}
    claim, exception = simplify(claim, signs), simplify(exception, signs)
    live = {p: Bernstein.of(p, box) for p in atoms(claim, exception)}
    return CellUnderExclusions(claim, exception, live, 0, simplify(never, signs), Patterns())


# The cells of a cutting with the boxes that they are: ranges of the parameters, one per axis
# ----------------------------------------------------------------------------


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
