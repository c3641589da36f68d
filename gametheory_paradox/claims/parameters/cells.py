"""A box of parameters cut into cells, and a statement's truth on each: the proof is the way of cutting.

A cutting is text, read as a tree in preorder: a digit, or beyond nine a letter, halves the cell along that
axis (the lower half comes first); ``+`` says that the statement holds on the whole cell, ``-`` that it fails
on the whole cell, ``/`` that it hangs on the sign of one polynomial, whose sides count as far as two parallel
planes prove them, ``=`` that it hangs on the signs of several, which count as far as two planes for each
prove them, ``&`` that it comes out one way under all signs that exclusions leave, ``?`` that nothing is
claimed.  Cells tile the box by construction.  What a cell says, it says off the zero sets of the polynomials
involved, which fill no volume.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.parameters.arrangement import MOST_CUTS
from gametheory_paradox.claims.parameters.arrangement import shares as arrangement_shares
from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box, sign_of_terms
from gametheory_paradox.claims.parameters.exclusions import settled
from gametheory_paradox.claims.parameters.logic import Sign, Statement, atoms, simplify
from gametheory_paradox.claims.parameters.slabs import sides
from gametheory_paradox.claims.parameters.volumes import Volumes
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

AXES = "0123456789abcdefghijklmnopqrstuvwxyz"  # as a cutting writes them
BY_SIGNS = "&"  # of the whole box, or of a cell
DEEPEST = 200
# Up to so many their volumes are added exactly; beyond, each is rounded down to a multiple of 2⁻⁸⁰.
EXACT_SLABS = 64
ROUNDING = 2**80
MOST_FACES = 20_000  # that are looked at to measure one cell
MOST_FACES_IN_ALL = 1_000_000
MOST_PATTERNS_IN_ALL = 500_000  # of signs
MOST_WORK = 100_000_000  # on halving the cells of a cutting; a few minutes

Live = dict[Polynomial, Bernstein]  # what a cell hangs on, with the coefficients there


class Cell:
    """A cell of the box, what is left of the statements on it, and the polynomials they still depend on.

    Parameters
    ----------
    claim
        The statement whose truth is asked for.
    exception
        Where it holds nothing is claimed.
    never
        What holds nowhere in the box, off zero sets: that polynomials have signs that exclusions exclude;
        None where no signs are tried.
    live
        The Bernstein coefficients on this cell of every polynomial on which hangs what can be claimed.
    depth
        How often the box was halved.
    """

    __slots__ = ("_tried", "claim", "depth", "exception", "live", "never")

    def __init__(
        self, claim: Statement, exception: Statement, live: Live, depth: int, never: Statement | None = None
    ):
        signs = {p: sign for p, b in live.items() if (sign := b.sign) is not None}
        if signs:
            claim, exception = simplify(claim, signs), simplify(exception, signs)
            never = None if never is None else simplify(never, signs)
        self.claim, self.exception, self.never, self.depth = claim, exception, never, depth
        self._tried: tuple[bool | None, int] | None = None
        # Where the exception holds everywhere nothing can be claimed.
        is_open = not self.is_decided and exception is not True
        self.live = {p: live[p] for p in atoms(claim, exception)} if is_open else {}

    @classmethod
    def whole(
        cls, claim: Statement, exception: Statement, box: Box, never: Statement | None = None
    ) -> "Cell":
        """The box itself."""
        signs = {p: sign for p in atoms(claim, exception) if (sign := sign_of_terms(p, box))}
        claim, exception = simplify(claim, signs), simplify(exception, signs)
        never = None if never is None else simplify(never, signs)
        return cls(claim, exception, {p: Bernstein.of(p, box) for p in atoms(claim, exception)}, 0, never)

    def axes(self, box: Box) -> int:
        """The number of axes that count: the last one on which a polynomial hangs, and those before it."""
        hanging = {name for p in atoms(self.claim, self.exception) for name in p.names}
        return max((place for place, name in enumerate(box, start=1) if name in hanging), default=0)

    @property
    def is_decided(self) -> bool:
        """Whether the claim is true, or false, on the whole cell."""
        return self.exception is False and isinstance(self.claim, bool)

    @property
    def is_arrangement(self) -> bool:
        """Whether the claim hangs on the signs of several polynomials, not too many."""
        return self.exception is False and 1 < len(self.live) <= MOST_CUTS

    @property
    def under_exclusions(self) -> bool | None:
        """The truth of the claim under all signs that exclusions leave; None where it hangs on these."""
        return self.tried[0]

    @property
    def tried(self) -> tuple[bool | None, int]:
        """The same, and how many patterns of signs were looked at."""
        if self._tried is None:
            nothing = None, 0
            self._tried = nothing if self.never is None else settled(self.claim, self.exception, self.never)
        return self._tried

    def work(self, axes: int) -> int:
        """What halving it takes, counted in Bernstein coefficients, and measuring its halves."""
        return least_work(axes) + sum(len(b.coefficients) for b in self.live.values())

    def halves(self, axis: int) -> "tuple[Cell, Cell]":
        """The lower and the upper half along an axis."""
        split = {p: b.halves(axis) for p, b in self.live.items()}

        def half(side: int) -> Cell:
            live = {p: pair[side] for p, pair in split.items()}
            return Cell(self.claim, self.exception, live, self.depth + 1, self.never)

        return half(0), half(1)

    def shares(self, mark: str, volumes: Volumes) -> tuple[Fraction, Fraction]:
        """How much of this cell is proved to satisfy the claim, and to violate it, if it is marked so.

        Raises
        ------
        Unsupported
            If that takes measuring bodies with too many faces.
        """
        if mark == "?":
            return Fraction(0), Fraction(0)
        if mark == "=":
            return arrangement_shares(self.claim, self.live, volumes)
        if mark == "/":
            assert isinstance(self.claim, Sign)
            (coefficients,) = self.live.values()
            above, below = sides(coefficients)
            return (above, below) if self.claim.positive else (below, above)
        is_true = mark == "+" or (mark == "&" and self.under_exclusions is True)
        return (Fraction(1), Fraction(0)) if is_true else (Fraction(0), Fraction(1))


@dataclass(frozen=True, repr=False)
class Shares(Record):
    """The proof of a cutting: the shares of the box that satisfy and violate the claim, and its cells."""

    present: Fraction
    absent: Fraction
    cells: int


def check_cutting(
    claim: Statement, exception: Statement, box: Box, cutting: str, never: Statement | None = None
) -> Shares:
    """Walk a cutting and add up what it proves.

    Raises
    ------
    CertificateRejected
        If the text is not a cutting of the box or a cell does not prove what it says.
    """
    if cutting == "?":  # nothing is claimed, so that nothing hangs on what the statements say of the box
        return Shares(Fraction(0), Fraction(0), 1)
    if cutting == BY_SIGNS and never is not None:  # which may do without any coefficients on the box
        truth, _ = settled(claim, exception, never)
        if truth is not None:
            return Shares(Fraction(truth), Fraction(not truth), 1)
    return tally(walk(claim, exception, box, cutting, never), exactly=few_slabs(cutting))


def walk(
    claim: Statement, exception: Statement, box: Box, cutting: str, never: Statement | None = None
) -> Iterator[tuple[str, Cell]]:
    """The leaves of a cutting in order, each with its mark and the statements left on it."""
    halvings = _halvings(cutting)
    if halvings * least_work(1) > MOST_WORK:
        raise CertificateRejected("the cutting has too many cells")
    whole = Cell.whole(claim, exception, box, never)
    axes, patterns, work = whole.axes(box), 0, 0
    if halvings * least_work(axes) > MOST_WORK:
        raise CertificateRejected("the cutting has too many cells")
    pending = [whole]
    for mark in cutting:
        look()
        cell = pending.pop()
        if mark in AXES:
            axis = AXES.index(mark)
            if axis >= len(box) or cell.depth >= DEEPEST:
                raise CertificateRejected(f"the cutting halves a cell along axis {mark}, which it cannot")
            work += cell.work(axes)
            if work > MOST_WORK:
                raise CertificateRejected("the cells of the cutting hang on too many coefficients")
            pending.extend(reversed(cell.halves(axis)))
        elif mark in ("?", mark_of(cell)) or _proves(mark, cell):
            patterns += cell.tried[1] if mark == "&" else 0
            if patterns > MOST_PATTERNS_IN_ALL:
                raise CertificateRejected(
                    f"more than {MOST_PATTERNS_IN_ALL:,} patterns of signs are not tried"
                )
            yield mark, cell
        else:
            raise CertificateRejected(f"a cell marked {mark!r} is not proved")


def least_work(axes: int) -> int:
    """What halving a cell takes at least, whatever it hangs on: two cells, and the corners of both."""
    return 64 + (2 << axes)


def _halvings(cutting: str) -> int:
    """How many cells a cutting halves; CertificateRejected if it is no tree in preorder."""
    waiting, halvings = 1, 0
    for mark in cutting:
        if not waiting:
            raise CertificateRejected("the cutting goes on after its last cell")
        is_axis = mark in AXES
        waiting += 1 if is_axis else -1
        halvings += is_axis
    if waiting:
        raise CertificateRejected("the cutting ends before its last cell")
    return halvings


def _proves(mark: str, cell: Cell) -> bool:
    """True if a cell may have a mark that takes measuring bodies, or trying signs."""
    return cell.is_arrangement if mark == "=" else mark == "&" and cell.under_exclusions is not None


def mark_of(cell: Cell) -> str:
    """The strongest mark that a cell proves without measuring bodies or trying signs."""
    if cell.is_decided:
        return "+" if cell.claim is True else "-"
    is_slab = cell.exception is False and isinstance(cell.claim, Sign) and len(cell.live) == 1
    return "/" if is_slab else "?"


def tally(leaves: Iterable[tuple[str, Cell]], *, exactly: bool) -> Shares:
    """Measure marked cells, one by one, and add up what they prove."""

    def measured() -> Iterator[tuple[str, Fraction, Fraction, int]]:
        left = MOST_FACES_IN_ALL
        for mark, cell in leaves:
            volumes = Volumes(min(left, MOST_FACES))
            yield mark, *cell.shares(mark, volumes), cell.depth
            left -= volumes.faces

    return added(measured(), exactly=exactly)


def few_slabs(marks: Iterable[str]) -> bool:
    """True of marks of which so few are measured that what they prove is added exactly."""
    return sum(mark in "/=" for mark in marks) <= EXACT_SLABS


def added(measured: Iterable[tuple[str, Fraction, Fraction, int]], *, exactly: bool) -> Shares:
    """Add up the proofs of cells: their marks, the shares that satisfy and violate the claim, their depths.

    Many shares of cells are each rounded down, so that the sums stay short.
    """
    present, absent, cells = Fraction(0), Fraction(0), 0
    for mark, holds, fails, depth in measured:
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
