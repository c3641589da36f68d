"""Cells of a box in which some signs exclude each other.

A further mark, ``&``, says that a statement comes out one way under all signs that exclusions leave.
"""

from fractions import Fraction
from functools import partial

from gametheory_paradox.claims.parameters.arrangement import Live
from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box, sign_of_terms
from gametheory_paradox.claims.parameters.cells import Cell, Shares, check_cutting, signs_shown
from gametheory_paradox.claims.parameters.exclusions import settled
from gametheory_paradox.claims.parameters.logic import Statement, atoms, simplify
from gametheory_paradox.errors import CertificateRejected

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
        As of :class:`~gametheory_paradox.claims.parameters.cells.Cell`.
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
        As of :func:`~gametheory_paradox.claims.parameters.cells.check_cutting`.
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
