"""Signs on a box, decided factor by factor.

The sign of a product follows from the signs of its factors, and an even power never changes sign: (x − y)² stays undecided
however often a box that meets the diagonal is halved, while x − y with its multiplicity answers at once.
"""

from fractions import Fraction

from gametheory_paradox.claims import signs
from gametheory_paradox.claims.signs import Bernstein, Box, variation
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

    Returns
    -------
    1, -1, or 0 (zero everywhere); None if the sign changes, is zero somewhere but not everywhere, or was not decided.

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
        if found is None:
            return None
        sign *= found**multiplicity
    return sign


def weak_sign_on_box(polynomial: Polynomial, box: Box, *, cells: int = 2000) -> int | None:
    """The sign that a polynomial never contradicts on a box, zeros allowed.

    For 1 the polynomial is ≥ 0 on the whole closed box, for -1 it is ≤ 0, and in both cases its zeros have volume zero in
    the box (in the dimensions that are not fixed).  So 1 does *not* prove the polynomial positive at any given point;
    ask :func:`sign_on_box` for that.

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
        found = 1 if multiplicity % 2 == 0 else _weak_sign(part, box, cells)
        if found is None:
            return None
        sign *= found
    return sign


def _factors(polynomial: Polynomial, box: Box) -> tuple[Fraction, tuple[tuple[Polynomial, int], ...]]:
    return factor(polynomial.at({name: low for name, (low, high) in box.items() if low == high}))


def _weak_sign(polynomial: Polynomial, box: Box, cells: int) -> int | None:
    """The weak sign by halving; unlike a strict sign, it may vanish on the faces that cells share."""
    pending, found = [Bernstein.of(polynomial, {name: box[name] for name in polynomial.names})], None
    for _ in range(cells):
        cell = pending.pop()
        sign = cell.sign
        if sign is None:
            if cell.coefficients[0] * cell.coefficients[-1] < 0:  # two corners of the cell
                return None
            axis = max(range(len(cell.degrees)), key=lambda a: variation(cell, a))
            pending.extend(cell.halves(axis))
        elif found is None or sign == found:
            found = sign
        else:
            return None
        if not pending:
            return found
    return None
