"""Arrangements of one parameter, and coordinates in which statements are simpler."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import prod

from gametheory_paradox.conditions.proofs.signs import Bernstein, Box, keeping_values
from gametheory_paradox.conditions.proofs.statements import (
    Factor,
    Statement,
    atoms,
    primitive_part,
    put_in,
    simplify,
)
from gametheory_paradox.conditions.proofs.volumes import Halfspace, Volumes, integer_planes
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial, RationalFunction

# The part of a cell that satisfies a statement on the signs of several polynomials
#
# Each polynomial is enclosed by two parallel planes (see
# :mod:`gametheory_paradox.conditions.proofs.volumes`): beyond one it is proved positive, beyond the other
# negative, in between neither.  What counts is the part of the cell in which the signs that are proved settle
# the statement, whatever the others are.  For affine polynomials the two planes are one, and that is the
# whole cell.
# ----------------------------------------------------------------------------

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


# Rational functions without the factors that numerator and denominator share
# ----------------------------------------------------------------------------


def lowest(function: RationalFunction, factor: Factor) -> RationalFunction:
    """The same function in lower terms, as far as ``factor`` splits what stands above and below.

    What splits for signs alone does not keep values; what it splits the others with does.

    Examples
    --------
    >>> x, one = Polynomial.variable("x"), Polynomial.constant(1)
    >>> split = {one - x * x: (one - x, one + x)}
    >>> print(lowest(RationalFunction(x * x - one, x + one), lambda p: split.get(p, (p,))))
    x - 1
    """
    factor = keeping_values(factor)
    if function.denominator.is_constant or not function.numerator:
        return RationalFunction(function.numerator) if not function.numerator else function
    scale, above = primitive_factors(function.numerator, factor)
    under, below = primitive_factors(function.denominator, factor)
    tops, bottoms = Counter(above), Counter(below)
    shared = tops & bottoms
    if not shared:
        return function
    top, bottom = (
        prod((parts - shared).elements(), start=Polynomial.constant(1)) for parts in (tops, bottoms)
    )
    return RationalFunction(top * Polynomial.constant(scale / under), bottom)


def primitive_factors(polynomial: Polynomial, factor: Factor) -> tuple[Fraction, list[Polynomial]]:
    """A constant, and the primitive factors that are none, each as often as it occurs."""
    scale, primitive = primitive_part(polynomial)
    parts = list[Polynomial]()
    for part in () if primitive.is_constant else factor(primitive):
        own, part = primitive_part(part)
        scale *= own
        if not part.is_constant:
            parts.append(part)
    if primitive.is_constant:
        scale *= primitive.terms[()]
    return scale, parts


# Polynomials in coordinates: affine polynomials that are positive, each in the place of a variable
# ----------------------------------------------------------------------------

MOST_COEFFICIENTS = 20_000


def is_nowhere_positive(polynomial: Polynomial, forms: Sequence[tuple[Polynomial, str]], box: Box) -> bool:
    """True if Bernstein coefficients show that a polynomial is positive nowhere where the forms are.

    Parameters
    ----------
    polynomial, box
        The polynomial, and the ranges of its variables.
    forms
        Affine polynomials, each with a variable in whose place it is one itself, above zero.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> unit = {"x": (Fraction(0), Fraction(1)), "y": (Fraction(0), Fraction(1))}
    >>> is_nowhere_positive(y - x, [(x - y, "x")], unit), is_nowhere_positive(y - x, [], unit)
    (True, False)
    """
    ends, left = dict(box), [form for form, _ in forms]  # each written in the coordinates so far
    for number, (form, name) in enumerate(forms):
        look()
        slope = left[number].terms.get(((name, 1),))
        if slope is None or form.total_degree > 1:
            return False  # it follows from the others

        # From here on the name stands for the form.
        variable = Polynomial.variable(name)
        value = variable + (variable - left[number]) * Polynomial.constant(1 / slope)
        polynomial, *left[number + 1 :] = [
            put_in(own, name, value) for own in (polynomial, *left[number + 1 :])
        ]
        ends[name] = (Fraction(0), _largest(form, box))

    names = polynomial.names
    if forms and prod(polynomial.degree(name) + 1 for name in names) > MOST_COEFFICIENTS:
        return False
    return Bernstein.of(polynomial, {name: ends[name] for name in names}).sign in (-1, 0)


def _largest(form: Polynomial, box: Box) -> Fraction:
    """The largest value of an affine polynomial in a box, or zero if that is negative."""
    ends = {name: box[name][form.terms[((name, 1),)] > 0] for name in form.names}
    return max(form.value(ends), Fraction(0))
