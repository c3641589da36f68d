"""A range of one parameter, cut where signs of polynomials change: between the cuts nothing that hangs on the signs does."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from gametheory_paradox.claims.parameters.logic import Statement, atoms, holds_at
from gametheory_paradox.exact.roots import RealRoot, real_roots
from gametheory_paradox.polynomials import Polynomial


@dataclass(frozen=True)
class Piece:
    """A part of the range between two cuts, or between a cut and an end.

    Parameters
    ----------
    low, high
        Its ends: those of the range, or bounds of a root, on the side away from the piece.
    middle
        A rational number inside, at which no polynomial vanishes.
    """

    low: Fraction
    high: Fraction
    middle: Fraction


def cut(
    statements: Sequence[Statement], name: str, low: Fraction, high: Fraction
) -> tuple[tuple[RealRoot, ...], tuple[Piece, ...]]:
    """The roots inside the range of all polynomials in the statements, ascending, and the pieces between them.

    Parameters
    ----------
    statements
        About the one parameter alone.
    name, low, high
        The parameter and its range.

    Returns ------- The roots, with bounds that do not touch, at most 2⁻²⁰ of the range apart; and one piece
    more than there are roots.
    """
    product = Polynomial.constant(1)
    for polynomial in atoms(*statements):
        product = product * polynomial
    found = () if product.is_constant else real_roots(product, name, low=low, high=high)
    width = (high - low) / 2**20
    roots = tuple(root.refine(width) for root in found if not (root.is_rational and root.low in (low, high)))
    starts = [(low, low), *((root.low, root.high) for root in roots)]
    ends = [*((root.low, root.high) for root in roots), (high, high)]
    return roots, tuple(Piece(s[0], e[1], (s[1] + e[0]) / 2) for s, e in zip(starts, ends, strict=True))


@dataclass(frozen=True)
class Switch:
    """Where a verdict changes along the range of one parameter.

    Parameters
    ----------
    low, high
        Proved bounds of the value; both the value itself where it is rational.
    before, after
        The verdicts below and above: present, absent or undecided.
    """

    low: Fraction
    high: Fraction
    before: str
    after: str

    @property
    def is_exact(self) -> bool:
        """Whether the value is known to be ``low``."""
        return self.low == self.high

    def __str__(self) -> str:
        return str(self.low) if self.is_exact else f"{float(self.low):.6g}"


def switches(
    claim: Statement, exception: Statement, name: str, low: Fraction, high: Fraction
) -> tuple[str, tuple[Switch, ...]]:
    """The verdict at the lower end of the range, just inside it, and where it changes on the way to the upper end."""
    roots, pieces = cut([claim, exception], name, low, high)
    said = [_verdict(claim, exception, {name: piece.middle}) for piece in pieces]
    changes = zip(roots, pairwise(said), strict=True)
    return said[0], tuple(
        Switch(root.low, root.high, *sides) for root, sides in changes if sides[0] != sides[1]
    )


def _verdict(claim: Statement, exception: Statement, point: dict[str, Fraction]) -> str:
    if holds_at(exception, point) is not False:
        return "undecided"
    return {True: "present", False: "absent", None: "undecided"}[holds_at(claim, point)]
