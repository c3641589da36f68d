"""Signs of polynomials on boxes, by Bernstein coefficients.

Sources: farouki2012 (the Bernstein basis), garloff1985 (sign tests by subdivision).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import islice, product
from math import comb, gcd, lcm, prod

from gametheory_paradox.conditions.proofs.statements import Factor, Sign, Statement
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.rationals import simple_middle

# The signs that the terms of a polynomial, or its Bernstein coefficients, show on a box
#
# On a box, a polynomial is a convex combination of its Bernstein coefficients, with weights that are all
# positive in the interior.  So coefficients that are all ≥ 0 and not all 0 prove the polynomial positive in
# the *interior*; coefficients that are all > 0 prove it positive on the whole closed box.  Halving the box
# brings the coefficients closer to the polynomial.  All arithmetic is in integers, on a positive multiple of
# the polynomial.
# ----------------------------------------------------------------------------

MOST_COEFFICIENTS = 50_000

Box = Mapping[str, tuple[Fraction, Fraction]]
Matrix = Sequence[Sequence[int]]


class Bernstein:
    """The Bernstein coefficients of a positive multiple of a polynomial on a box, as integers.

    Parameters
    ----------
    degrees
        The degree along each axis of the box.
    coefficients
        One integer per tuple of indices 0…degree, last axis fastest.
    """

    __slots__ = ("coefficients", "degrees")

    def __init__(self, degrees: tuple[int, ...], coefficients: Sequence[int]):
        divisor = gcd(*coefficients)
        self.degrees = degrees
        self.coefficients = [c // divisor for c in coefficients] if divisor > 1 else list(coefficients)

    @classmethod
    def of(cls, polynomial: Polynomial, box: Box) -> "Bernstein":
        """The coefficients on ``box``, which names every variable: one axis per name, in its order."""
        degrees = tuple(polynomial.degree(name) for name in box)
        if prod(d + 1 for d in degrees) > MOST_COEFFICIENTS:
            raise Unsupported(f"a polynomial of degrees {degrees} has too many Bernstein coefficients")
        return cls(degrees, bernstein_coefficients(polynomial, box, degrees)[0])

    @property
    def sign(self) -> int | None:
        """The sign in the whole interior, 1 or -1; 0: zero everywhere; None: the coefficients do not tell."""
        low, high = min(self.coefficients), max(self.coefficients)
        if low >= 0:
            return 1 if high > 0 else 0
        return -1 if high <= 0 else None

    def halves(self, axis: int) -> "tuple[Bernstein, Bernstein]":
        """The coefficients on the lower and the upper half of the box along an axis."""
        degree = self.degrees[axis]
        if degree == 0:
            return self, self
        lower, upper = (_along(self.coefficients, self.degrees, axis, half) for half in _halving(degree))
        return Bernstein(self.degrees, lower), Bernstein(self.degrees, upper)


def bernstein_coefficients(
    polynomial: Polynomial, box: Box, degrees: tuple[int, ...]
) -> tuple[list[int], int]:
    """The Bernstein coefficients on a box in some degrees, as integers, and how many times as large they are.

    There is a degree for each name of the box, and it is no lower than that of the polynomial.
    """
    names, steps = list(box), strides(degrees)
    scale = lcm(*(coefficient.denominator for coefficient in polynomial.terms.values()))
    values = [0] * prod(d + 1 for d in degrees)
    for monomial, coefficient in polynomial.terms.items():
        values[sum(steps[names.index(name)] * power for name, power in monomial)] = int(coefficient * scale)
    for axis, name in enumerate(names):
        if degrees[axis]:
            matrix, factor = _to_bernstein(degrees[axis], *box[name])
            values, scale = _along(values, degrees, axis, matrix), scale * factor
    return values, scale


def sign_of_terms(polynomial: Polynomial, box: Box) -> int | None:
    """The sign of a polynomial all of whose terms have one sign where no variable is negative.

    Returns
    -------
    1 or -1, its sign in the interior of the box; None if the terms do not tell.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> sign_of_terms(-(x * y) - y, {"x": (Fraction(0), Fraction(1)), "y": (Fraction(0), Fraction(9))})
    -1
    """
    if any(low < 0 or high <= 0 for low, high in (box[name] for name in polynomial.names)):
        return None
    positive = {coefficient > 0 for coefficient in polynomial.terms.values()}
    return (1 if True in positive else -1) if len(positive) == 1 else None


def strides(degrees: tuple[int, ...]) -> list[int]:
    """The distances of neighbors along each axis in a flat list of coefficients, last axis fastest."""
    return [prod(d + 1 for d in degrees[axis + 1 :]) for axis in range(len(degrees))]


def _along(values: Sequence[int], degrees: tuple[int, ...], axis: int, matrix: Matrix) -> list[int]:
    """Apply a square matrix along one axis of a flat tensor."""
    look()
    stride, length = prod(d + 1 for d in degrees[axis + 1 :]), degrees[axis] + 1
    result = list(values)
    for start in (place for place in range(len(values)) if place // stride % length == 0):
        line = slice(start, start + stride * length, stride)
        result[line] = [sum(m * v for m, v in zip(row, values[line], strict=True) if m) for row in matrix]
    return result


@cache
def _to_bernstein(degree: int, low: Fraction, high: Fraction) -> tuple[Matrix, int]:
    """Row i, column k: the i-th Bernstein coefficient on [low, high] of the k-th power (its polar form).

    As integers, and how many times as large they are.
    """

    def entry(i: int, k: int) -> Fraction:
        powers = range(max(0, k - degree + i), min(i, k) + 1)
        total = sum(comb(i, j) * comb(degree - i, k - j) * high**j * low ** (k - j) for j in powers)
        return Fraction(total) / comb(degree, k)

    rows = [[entry(i, k) for k in range(degree + 1)] for i in range(degree + 1)]
    scale = lcm(*(number.denominator for row in rows for number in row))
    return [[int(number * scale) for number in row] for row in rows], scale


@cache
def _halving(degree: int) -> tuple[Matrix, Matrix]:
    """De Casteljau's algorithm at the midpoint, multiplied by 2^degree."""
    indices = range(degree + 1)
    lower = [[comb(j, i) << (degree - j) for i in indices] for j in indices]
    upper = [[comb(degree - j, i - j) << j if i >= j else 0 for i in indices] for j in indices]
    return lower, upper


# The sign of a polynomial on a box, by halving the box until Bernstein coefficients show it on each part
# ----------------------------------------------------------------------------


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


# Points of a box that show in a message what a formula may be: a corner, or else one inside
# ----------------------------------------------------------------------------

MOST_CORNERS = 1024  # of a box, that are looked at for a message
MOST_PARTS = 200  # of a box, within each of which two points are looked at

Point = Mapping[str, Fraction]


def corners_of(formula: RationalFunction, box: Box) -> Iterator[dict[str, Fraction]]:
    """Corners of the box of a formula's variables, where they are not very many."""
    names = formula.names
    yield from (
        dict(zip(names, corner, strict=True))
        for corner in islice(product(*(dict.fromkeys(box[name]) for name in names)), MOST_CORNERS)
    )


def points_inside(formula: RationalFunction, box: Box) -> Iterator[dict[str, Fraction]]:
    """Points inside the box, in ever smaller parts of it, but for those on which the formula is positive."""
    fixed = {name: box[name][0] for name in formula.names if box[name][0] == box[name][1]}
    polynomial = formula.sign_polynomial.at(fixed)
    parts = deque([{name: box[name] for name in polynomial.names}])
    for _ in range(MOST_PARTS):
        if not parts:
            return
        part = parts.popleft()
        simple = {name: simple_middle(low, high) for name, (low, high) in part.items()}
        middle = {name: (low + high) / 2 for name, (low, high) in part.items()}
        for inner in (simple, middle):
            yield {name: inner.get(name, box[name][0]) for name in formula.names}

        cell = Bernstein.of(polynomial, part)
        if not part or min(cell.coefficients) > 0:
            continue
        name = list(part)[max(range(len(part)), key=lambda axis: variation(cell, axis))]
        low, high = part[name]
        parts += [{**part, name: (low, middle[name])}, {**part, name: (middle[name], high)}]


def point_where(shows: Callable[[Fraction], bool], formula: RationalFunction, box: Box) -> Point | None:
    """A corner of the box, or else a point inside, at which a formula's value shows something."""
    points = (point for some in (corners_of, points_inside) for point in some(formula, box))
    return next((point for point in points if shows(formula.value(point))), None)


def point_said(point: Point) -> str:
    """The values at a point in words, after what they are said of; empty where there are none."""
    return f" at {', '.join(f'{name} = {value}' for name, value in point.items())}" if point else ""


def shown_below_zero(formula: RationalFunction, box: Box) -> str:
    """The negative value of a formula, and the point of the box where it is that; empty if none is met."""
    point = point_where(lambda value: value < 0, formula, box)
    return "" if point is None else f"{formula.value(point)}{point_said(point)}"


def may_be(what: str, formula: RationalFunction, box: Box) -> str:
    """In words that a formula is below zero, with a point of the box where it is, if one is met."""
    point = point_where(lambda value: value < 0, formula, box)
    shown = "" if point is None else f", as{point_said(point)}"
    return f"may be {what} on the declared ranges{shown}"


def sum_shown(total: RationalFunction, box: Box) -> str:
    """The value of a total that should be 1, at a point where it is not; empty if no such point is met."""
    point = point_where(lambda value: value != 1, total, box)
    return f", to {total.value(point)}{point_said(point)}" if point else ""


# Signs that polynomials are known to have, put in before equilibria are listed: there are fewer then
# ----------------------------------------------------------------------------


class KnownSigns:
    """Splits polynomials for their signs; one whose sign is known, or shown on a box by its terms, into that.

    Parameters
    ----------
    factor, box
        What splits the others, and the ranges of all variables.
    known
        The signs of some polynomials, 1 or -1.
    few
        How many Bernstein coefficients a polynomial may have for these to be looked at, beside its terms.
    """

    def __init__(self, factor: Factor, box: Box, known: Mapping[Polynomial, int] = {}, *, few: int = 0):
        self.factor, self.box, self.known, self.few = factor, box, known, few

    def __call__(self, polynomial: Polynomial) -> tuple[Polynomial, ...]:
        """Factors whose product has the polynomial's sign wherever the signs hold, but not its value."""
        if sign := self._sign_of(polynomial):
            return (Polynomial.constant(sign),)
        return tuple(
            Polynomial.constant(sign) if (sign := self._sign_of(own)) else own
            for own in self.factor(polynomial)
        )

    def _sign_of(self, polynomial: Polynomial) -> int | None:
        sign = self.known.get(polynomial) or sign_of_terms(polynomial, self.box)
        if sign or not self.few:
            return sign
        own = {name: self.box[name] for name in polynomial.names}
        many = prod(polynomial.degree(name) + 1 for name in own)
        return Bernstein.of(polynomial, own).sign if many <= self.few else None


def keeping_values(factor: Factor) -> Factor:
    """The splitting into factors whose product has a polynomial's value, and not its sign alone."""
    return factor.factor if isinstance(factor, KnownSigns) else factor


def signs_said(statements: Iterable[Statement]) -> dict[Polynomial, int]:
    """The signs of polynomials that statements say outright, where all of them hold."""
    return {
        part.factors[0]: 1 if part.positive else -1
        for part in statements
        if isinstance(part, Sign) and len(part.factors) == 1
    }
