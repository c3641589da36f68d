"""The sign of a polynomial on a box, by halving the box until Bernstein coefficients show it on each part.

Source: garloff1985.
"""

from itertools import product

from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box, strides
from gametheory_paradox.polynomials import Polynomial


def sign_on_box(polynomial: Polynomial, box: Box, *, closed: bool = False, cells: int = 2000) -> int | None:
    """The sign of a polynomial on a box, if it is constant there.

    Parameters
    ----------
    polynomial, box
        The polynomial and, for each of its variables, the lower and upper end; equal ends fix a variable.
    closed
        Whether the sign must hold on the closed box; otherwise in its interior, except on a set without
        volume (where the polynomial touches zero on a face between two halves).
    cells
        How many cells may be looked at before giving up.

    Returns
    -------
    1, -1, or 0 (zero everywhere); None if the sign changes or was not decided.

    Examples
    --------
    >>> from fractions import Fraction
    >>> x = Polynomial.variable("x")
    >>> sign_on_box(x * x + Polynomial.constant(1), {"x": (Fraction(-3), Fraction(5))}, closed=True)
    1
    """
    fixed = {name: low for name, (low, high) in box.items() if low == high}
    polynomial = polynomial.at(fixed)
    free = {name: box[name] for name in polynomial.names}
    pending, found = [Bernstein.of(polynomial, free)], set[int]()

    for _ in range(cells):
        cell = pending.pop()
        sign = closed_sign(cell) if closed else cell.sign
        if sign is not None:
            found.add(sign)
        elif (corners := _corner_signs(cell)) >= {1, -1} or (closed and 0 in corners):
            return None
        else:
            axis = max(range(len(cell.degrees)), key=lambda a: variation(cell, a))
            pending.extend(cell.halves(axis))
        if len(found) > 1 or not pending:
            return found.pop() if len(found) == 1 else None

    return None


def closed_sign(cell: Bernstein) -> int | None:
    """The sign everywhere on the closed box, or None."""
    low, high = min(cell.coefficients), max(cell.coefficients)
    return 1 if low > 0 else -1 if high < 0 else 0 if low == high == 0 else None


def _corner_signs(cell: Bernstein) -> set[int]:
    """The signs at the corners, where the coefficients are the polynomial's own values."""
    ends = zip(cell.degrees, strides(cell.degrees), strict=True)
    corners = product(*({0, degree * stride} for degree, stride in ends))
    values = (cell.coefficients[sum(corner)] for corner in corners)
    return {(value > 0) - (value < 0) for value in values}


def variation(cell: Bernstein, axis: int) -> int:
    """A bound of the slope along an axis: the degree times the largest difference of neighbours."""
    degree, stride, values = cell.degrees[axis], strides(cell.degrees)[axis], cell.coefficients
    steps = (p for p in range(len(values)) if p // stride % (degree + 1) < degree)
    return degree * max((abs(values[p + stride] - values[p]) for p in steps), default=0)
