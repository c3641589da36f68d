"""Signs on a box, decided factor by factor.

The sign of a product follows from the signs of its factors, and an even power never changes sign: (x − y)²
stays undecided however often a box that meets the diagonal is halved, while x − y with its multiplicity
answers at once.
"""

from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.parameters import signs
from gametheory_paradox.claims.parameters.signs import Bernstein, Box, variation
from gametheory_paradox.exact.factors import factor
from gametheory_paradox.polynomials import Polynomial


def sign_on_box(polynomial: Polynomial, box: Box, *, closed: bool = False, cells: int = 2000) -> int | None:
    """The sign of a polynomial on a box, if it is constant there: with no zero in between.

    Parameters
    ----------
    polynomial, box
        The polynomial and, for each of its variables, the lower and upper end; equal ends fix a variable.
    closed
        Whether the sign must hold on the closed box; otherwise in its interior.
    cells
        How many cells may be looked at, for each factor.

    Returns ------- 1, -1, or 0 (zero everywhere); None if the sign changes, is zero somewhere but not
    everywhere, or was not decided.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> unit = (Fraction(0), Fraction(1))
    >>> sign_on_box(-((x + y) ** 2), {"x": unit, "y": unit})
    -1
    """
    constant, factors = _factors(polynomial, box)
    sign = (constant > 0) - (constant < 0)
    for part, multiplicity in factors:
        found = signs.sign_on_box(part, box, closed=closed, cells=cells)
        if found is None or (not closed and _may_touch_zero(part, box, cells)):
            return None
        sign *= found**multiplicity
    return sign


def weak_sign_on_box(polynomial: Polynomial, box: Box, *, cells: int = 2000) -> int | None:
    """The sign that a polynomial never contradicts on a box, zeros allowed.

    For 1 the polynomial is ≥ 0 on the whole closed box, for -1 it is ≤ 0, and in both cases its zeros have
    volume zero in the box (in the dimensions that are not fixed).  So 1 does *not* prove the polynomial
    positive at any given point; ask :func:`sign_on_box` for that.

    Parameters
    ----------
    polynomial, box
        The polynomial and, for each of its variables, the lower and upper end; equal ends fix a variable.
    cells
        How many cells may be looked at, for each factor.

    Returns
    -------
    1, -1, or 0 (zero everywhere); None if the sign changes or was not decided.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> unit = (Fraction(0), Fraction(1))
    >>> weak_sign_on_box((x - y) ** 2, {"x": unit, "y": unit})
    1
    """
    constant, factors = _factors(polynomial, box)
    sign = (constant > 0) - (constant < 0)
    for part, multiplicity in factors:
        found = 1 if multiplicity % 2 == 0 else signs.sign_on_box(part, box, cells=cells)
        if found is None:
            return None
        sign *= found
    return sign


def _factors(polynomial: Polynomial, box: Box) -> tuple[Fraction, tuple[tuple[Polynomial, int], ...]]:
    return factor(polynomial.at({name: low for name, (low, high) in box.items() if low == high}))


def _may_touch_zero(polynomial: Polynomial, box: Box, cells: int) -> bool:
    """Whether a polynomial whose sign is known up to a set without volume may be zero somewhere in the interior.

    The coefficients of each cell settle its own interior; what is left are the faces that the cuts made.
    """
    free = {name: box[name] for name in polynomial.names}
    uncut: tuple[tuple[int, ...], ...] = ((),) * len(
        free
    )  # for each axis, which ends of the cell (0 low, 1 high) are cuts
    pending = [(Bernstein.of(polynomial, free), uncut)]
    for _ in range(cells):
        cell, cuts = pending.pop()
        if cell.sign is None:
            axis = max(range(len(cell.degrees)), key=lambda a: variation(cell, a))
            for end, half in zip((1, 0), cell.halves(axis), strict=True):
                pending.append((half, (*cuts[:axis], tuple({*cuts[axis], end}), *cuts[axis + 1 :])))
        elif _vanishes_at_cuts(cell, cuts):
            return True
        if not pending:
            return False
    return True


def _vanishes_at_cuts(cell: Bernstein, cuts: tuple[tuple[int, ...], ...]) -> bool:
    """Whether the polynomial is zero all over a face that is cut along each axis that has a cut.

    Such faces are part of all other faces made by cuts, and their coefficients are some of the cell's.
    """
    places = list(product(*(range(degree + 1) for degree in cell.degrees)))
    for ends in product(*(sides or (None,) for sides in cuts)):
        fixed = [(axis, end * cell.degrees[axis]) for axis, end in enumerate(ends) if end is not None]
        face = (
            c
            for c, place in zip(cell.coefficients, places, strict=True)
            if all(place[a] == index for a, index in fixed)
        )
        if not any(face):
            return True
    return False
