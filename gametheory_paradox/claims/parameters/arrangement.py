"""The part of a cell that satisfies a statement on the signs of several polynomials.

Each polynomial is enclosed by two parallel planes (see :mod:`gametheory_paradox.claims.parameters.slabs`):
beyond one it is proved positive, beyond the other negative, in between neither.  What counts is the part of
the cell in which the signs that are proved settle the statement, whatever the others are.  For affine
polynomials the two planes are one, and that is the whole cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.claims.parameters.bernstein import Bernstein
from gametheory_paradox.claims.parameters.logic import Statement, atoms, simplify
from gametheory_paradox.claims.parameters.slabs import integer_planes
from gametheory_paradox.claims.parameters.volumes import Halfspace, Volumes
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.polynomials import Polynomial

MOST_CUTS = 10
MOST_CURVED = 2  # that are not affine

Pattern = Mapping[Polynomial, int]  # 1 and -1 for a proved sign, 0 for none


class Cut:
    """Halfspaces of the unit cube where a polynomial on a cell is proved positive, and negative; or empty."""

    def __init__(self, cell: Bernstein):
        slopes, upper, lower, _ = integer_planes(cell)
        self.sides: Mapping[int, Halfspace] = {
            1: (tuple(-slope for slope in slopes), -upper),
            -1: (tuple(slopes), lower),
        }
        self.is_exact = upper == lower  # the two planes are one: nothing is left between them


def patterns(
    claim: Statement, cuts: Mapping[Polynomial, Cut], known: Mapping[Polynomial, int] = {}
) -> Iterator[tuple[bool | None, Pattern]]:
    """Signs that exclude each other and fill the cell, each with the claim's truth; None if not settled."""
    open_ = next((polynomial for polynomial in atoms(claim) if polynomial not in known), None)
    if open_ is None:
        yield _settled(claim), known
        return
    for sign in (1, -1):
        yield from patterns(simplify(claim, {open_: sign}), cuts, {**known, open_: sign})
    if not cuts[open_].is_exact:
        yield from patterns(claim, cuts, {**known, open_: 0})


def _settled(claim: Statement) -> bool | None:
    """The truth of a claim whatever the signs in it are; None if it hangs on them."""
    names = atoms(claim)
    truths = {
        simplify(claim, dict(zip(names, signs, strict=True))) for signs in product((1, -1), repeat=len(names))
    }
    return truths.pop() is True if len(truths) == 1 else None


def shares(
    claim: Statement, live: Mapping[Polynomial, Bernstein], volumes: Volumes
) -> tuple[Fraction, Fraction]:
    """The shares of a cell that are proved to satisfy the claim, and to violate it.

    Unsupported if that takes measuring too many bodies.

    Parameters
    ----------
    claim
        Hangs on the signs of the polynomials in ``live`` alone.
    live
        Their Bernstein coefficients on the cell.
    volumes
        Measures parts of the cell.
    """
    cuts = {polynomial: Cut(cell) for polynomial, cell in live.items()}
    curved = sum(not cut.is_exact for cut in cuts.values())
    if curved > MOST_CURVED:
        raise Unsupported(
            f"a cell is measured where at most {MOST_CURVED} polynomials are not affine; "
            f"here {curved} are not"
        )
    holds = fails = Fraction(0)
    for truth, pattern in patterns(claim, cuts):
        if truth is True:
            holds += _volume(pattern, cuts, volumes)
        elif truth is False and curved:
            fails += _volume(pattern, cuts, volumes)
    return holds, fails if curved else 1 - holds


def _volume(pattern: Pattern, cuts: Mapping[Polynomial, Cut], volumes: Volumes) -> Fraction:
    """The volume of the part of the cell with these signs; between two planes is what lies beyond neither."""
    fixed = [cuts[polynomial].sides[sign] for polynomial, sign in pattern.items() if sign]
    between = [cuts[polynomial].sides for polynomial, sign in pattern.items() if not sign]
    total = Fraction(0)
    for signs in product((0, 1, -1), repeat=len(between)):
        beyond = [sides[sign] for sides, sign in zip(between, signs, strict=True) if sign]
        parts = map(volumes.of, _apart([*fixed, *beyond]))
        total += prod(parts, start=Fraction((-1) ** len(beyond)))
    return total


def _apart(halfspaces: Sequence[Halfspace]) -> list[list[Halfspace]]:
    """The inequalities in groups that share no coordinate: their volumes are multiplied."""
    groups: list[tuple[set[int], list[Halfspace]]] = []
    for halfspace in halfspaces:
        axes, members = {j for j, slope in enumerate(halfspace[0]) if slope}, [halfspace]
        for group in [g for g in groups if g[0] & axes]:
            groups.remove(group)
            axes |= group[0]
            members = [*group[1], *members]
        groups.append((axes, members))
    return [members for _, members in groups]
