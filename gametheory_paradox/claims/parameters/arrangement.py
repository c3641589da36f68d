"""The part of a cell that satisfies a statement on the signs of several polynomials.

Each polynomial is enclosed by two parallel planes (see :mod:`gametheory_paradox.claims.parameters.slabs`):
beyond one it is proved positive, beyond the other negative, in between neither.  What counts is the part of
the cell in which the signs that are proved settle the statement, whatever the others are.  For affine
polynomials the two planes are one, and that is the whole cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import prod

from gametheory_paradox.claims.parameters.bernstein import Bernstein
from gametheory_paradox.claims.parameters.logic import Statement, atoms, simplify
from gametheory_paradox.claims.parameters.slabs import integer_planes
from gametheory_paradox.claims.parameters.volumes import Halfspace, Volumes
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.polynomials import Polynomial

MOST_CUTS = 10
MOST_CURVED = 2  # that are not affine

Live = Mapping[Polynomial, Bernstein]  # what a cell hangs on, with the coefficients there
Cut = list[tuple[tuple[int, ...], tuple[Halfspace, ...]]]
"""The signs that a polynomial may have, 1, -1 or either, each with the part of a cell where that is so."""


def cut_by(cell: Bernstein) -> Cut:
    """The cut of a cell by the planes that enclose a polynomial, between which it may have either sign."""
    slopes, upper, lower, _ = integer_planes(cell)
    rise, fall = tuple(slopes), tuple(-slope for slope in slopes)
    beyond: Cut = [((1,), ((fall, -upper),)), ((-1,), ((rise, lower),))]
    return beyond if upper == lower else [*beyond, ((1, -1), ((rise, upper), (fall, -lower)))]


def parts(
    claims: frozenset[Statement], cuts: Mapping[Polynomial, Cut], body: tuple[Halfspace, ...] = ()
) -> Iterator[tuple[Statement | None, tuple[Halfspace, ...]]]:
    """Parts that fill the cell, each with the claim's truth there; None where that is not settled.

    A claim becomes several, one for each choice of the signs that are not proved; they settle it together.
    """
    hinge = next((polynomial for polynomial in atoms(*claims) if polynomial in cuts), None)
    if hinge is None:
        yield next(iter(claims)) if len(claims) == 1 else None, body
        return
    for signs, halfspaces in cuts[hinge]:
        left = frozenset(simplify(claim, {hinge: sign}) for claim in claims for sign in signs)
        yield from parts(left, cuts, (*body, *halfspaces))


def arrangement_shares(claim: Statement, live: Live, most_faces: int) -> tuple[Fraction, Fraction, int]:
    """The shares of a cell that are proved to satisfy the claim, and to violate it, and the faces looked at.

    Parameters
    ----------
    claim
        Hangs on the signs of the polynomials in ``live`` alone.
    live
        Their Bernstein coefficients on the cell.
    most_faces
        After how many faces to give up.

    Raises
    ------
    Unsupported
        If that takes measuring bodies with more faces.
    """
    cuts = {polynomial: cut_by(cell) for polynomial, cell in live.items()}
    curved = sum(len(cut) > 2 for cut in cuts.values())
    if curved > MOST_CURVED:
        raise Unsupported(f"a cell that {curved} curves cross is not measured, but {MOST_CURVED} at most")
    volumes, total = Volumes(most_faces), {True: Fraction(0), False: Fraction(0)}
    for truth, body in parts(frozenset([claim]), cuts):
        if truth is True or (truth is False and curved):
            total[truth] += prod(map(volumes.of, _apart(body)), start=Fraction(1))
    return total[True], total[False] if curved else 1 - total[True], volumes.faces


def _apart(halfspaces: Sequence[Halfspace]) -> list[list[Halfspace]]:
    """The inequalities in groups that share no coordinate: their volumes are multiplied."""
    groups: list[list[Halfspace]] = []
    for a, b in halfspaces:
        linked = [own for own in groups if any(x and y for c, _ in own for x, y in zip(a, c, strict=True))]
        groups = [own for own in groups if own not in linked] + [[*chain(*linked), (a, b)]]
    return groups
