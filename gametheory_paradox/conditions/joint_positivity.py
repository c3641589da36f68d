"""Gordan's alternative for polynomials on a box.

Either there is a point at which all are positive, or multipliers rule it out.  On a box each polynomial is
a convex combination of its Bernstein coefficients, all of them with the same weights.  So if some
nonnegative multiples of the polynomials have a sum without positive coefficient, the polynomials are
nowhere all positive.  Where there are no such multiples, a mixture of coefficients suggests a point; where
that misses, the box is halved.

Floats, with room for rounding: variables and polynomials are scaled so that no monomial and no sum of
absolute terms exceeds 1.

Sources: gordan1873 (the alternative); lawson1974 (chapter 23: nonnegative least squares); farouki2012
(Bernstein coefficients).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property, reduce
from itertools import product
from math import comb, inf, log10, prod
from random import Random
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Monomial, Polynomial
from gametheory_paradox.table import Record

Floats: TypeAlias = npt.NDArray[np.float64]

POINTS = 2048
ROUNDING = 1e-10  # what floating point may have lost, with plenty to spare
MARGIN = 1e-7  # by how much multipliers are to rule out what they rule out
LARGEST = 10**200  # a coefficient beyond which no multipliers are made of it
MOST_COEFFICIENTS = 4096  # of one polynomial
MOST_TOGETHER = 10_000  # of several, in the degrees that they have in common
MOST_TOUCHING = 1024  # coefficients where multipliers without a margin are worth an exact look
FEW_POINTS = 128
CELLS = 64  # parts of the box that are looked at
MOST_LOOKED_AT = 800  # Bernstein coefficients of a polynomial, in all parts together


@dataclass(frozen=True, repr=False)
class Terms(Record):
    """A polynomial in variables from -1 to 1; the absolute values of its coefficients sum to one.

    Parameters
    ----------
    powers
        One row per term, one column per variable of the box.
    values
        The coefficients.
    scale
        The polynomial is the scaled one times this number.
    points
        A few points of the box, one column per variable.
    """

    powers: npt.NDArray[np.int64]
    values: Floats
    scale: float
    points: Floats

    @cached_property
    def degrees(self) -> npt.NDArray[np.int64]:
        """In each variable."""
        found: npt.NDArray[np.int64] = self.powers.max(axis=0, initial=0)
        return found

    @cached_property
    def negated(self) -> "Terms":
        """The opposite polynomial."""
        return Terms(self.powers, -self.values, self.scale, self.points)

    @cached_property
    def somewhere(self) -> Floats:
        """Its values at the points."""
        found: Floats = np.prod(self.points[:, None, :] ** self.powers[None], axis=2) @ self.values
        return found


@dataclass(frozen=True, repr=False)
class Alternative(Record):
    """An answer about polynomials that are to be positive together.

    Parameters
    ----------
    possible
        True: somewhere they are; False: nowhere, for certain; None: not decided.
    multipliers
        If nowhere, or perhaps nowhere: one per polynomial as given, zero for those that do not matter.
    effort
        How many Bernstein coefficients were looked at.
    """

    possible: bool | None
    multipliers: tuple[float, ...] = ()
    effort: int = 0


class Multiplier(NamedTuple):
    """A product of distances from the sides of a box, for one of some polynomials.

    By the names of variables, the powers of the distances from the lower and from the upper end.
    """

    number: int
    powers: Mapping[str, tuple[int, int]]


class ScaledBox:
    """A box with its points, all variables divided by the larger of their bounds."""

    def __init__(self, box: Box):
        self.names = tuple(box)
        self._monomials: dict[Monomial, tuple[list[int], float]] = {}
        self.largest = [_in_floats(max(map(abs, ends))) or 1.0 for ends in box.values()]
        self.ends = [
            (float(low) / size, float(high) / size)
            for (low, high), size in zip(box.values(), self.largest, strict=True)
        ]
        random = Random(0)  # points all over the box, the same ones every time
        drawn = [[low + (high - low) * random.random() for low, high in self.ends] for _ in range(POINTS)]
        self.points = np.array(drawn).reshape(POINTS, len(self.names)).T

    def terms(self, polynomial: Polynomial) -> Terms:
        """The polynomial in the scaled variables."""
        largest = max(map(abs, polynomial.terms.values()), default=Fraction(1))
        scaled = [self._scaled(monomial) for monomial in polynomial.terms]
        values = [
            value.numerator * largest.denominator / (value.denominator * largest.numerator) * size
            for value, (_, size) in zip(polynomial.terms.values(), scaled, strict=True)
        ]
        total = sum(map(abs, values)) or 1.0
        scale = total * float(largest) if largest < LARGEST else inf
        powers = np.array([own for own, _ in scaled], dtype=np.int64).reshape(len(scaled), len(self.names))
        return Terms(powers, np.array(values) / total, scale, self.points[:, :FEW_POINTS].T)

    def _scaled(self, monomial: Monomial) -> tuple[list[int], float]:
        """The powers of all variables, and how many times as large the term is in the scaled ones."""
        if monomial not in self._monomials:
            powers, size = [0] * len(self.names), 1.0
            for name, power in monomial:
                place = self.names.index(name)
                powers[place], size = power, size * _in_floats(Fraction(self.largest[place]) ** power)
            self._monomials[monomial] = powers, size
        return self._monomials[monomial]

    def positive_at(self, many: Sequence[Terms]) -> list[tuple[int, int]]:
        """At which points each polynomial is positive, and at which negative, for certain, as bits."""
        table = [[np.ones(POINTS)] for _ in self.names]
        monomials: dict[tuple[int, ...], int] = {}
        rows: list[Floats] = []
        found = []

        for terms in many:
            places = []
            for powers in map(tuple, terms.powers.tolist()):
                if powers not in monomials:
                    monomials[powers] = len(rows)
                    rows.append(self._monomial(table, powers))
                places.append(monomials[powers])
            values = (
                terms.values @ np.array([rows[place] for place in places]) if places else np.zeros(POINTS)
            )
            found.append((_bits(values > ROUNDING), _bits(values < -ROUNDING)))

        return found

    def _monomial(self, table: list[list[Floats]], powers: Sequence[int]) -> Floats:
        value = np.ones(POINTS)
        for number, power in enumerate(powers):
            own = table[number]
            while len(own) <= power:
                own.append(own[-1] * self.points[number])
            if power:
                value = value * own[power]
        return value


def _in_floats(number: Fraction) -> float:
    """A number as a float; Unsupported says that a range is too wide for it."""
    try:
        return float(number)
    except OverflowError:
        digits = round(int(number).bit_length() * log10(2))
        raise Unsupported(f"ranges in which numbers reach 10^{digits} are too wide for formulas") from None


def _bits(truths: npt.NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(truths).tobytes(), "big")


def sign_of(terms: Terms, box: ScaledBox) -> int | None:
    """The sign of a polynomial all over the box, 1 or -1, where its Bernstein coefficients show it."""
    axes = [axis for axis, degree in enumerate(terms.degrees.tolist()) if degree]
    degrees = terms.degrees[axes].tolist()
    if prod(degree + 1 for degree in degrees) > MOST_COEFFICIENTS:
        return None
    found = _coefficients([terms], axes, degrees, [box.ends[axis] for axis in axes])
    return 1 if found.min() > ROUNDING else -1 if found.max() < -ROUNDING else None


def alternative(many: Sequence[Terms], box: ScaledBox) -> Alternative:
    """Finds a point of the box at which the polynomials are all positive, or multipliers that rule it out."""
    highest = np.max([terms.degrees for terms in many], axis=0).tolist()
    axes = [axis for axis, degree in enumerate(highest) if degree]
    degrees = [highest[axis] for axis in axes]
    size = prod(degree + 1 for degree in degrees)
    if size > MOST_COEFFICIENTS:
        # Multipliers whose sum is the same at some points, and so perhaps everywhere.
        values = np.array([terms.somewhere for terms in many])
        return Alternative(None, _touching(values, 0), FEW_POINTS * len(many))

    # Bernstein coefficients of all polynomials, as one matrix.
    root = _coefficients(many, axes, degrees, [box.ends[axis] for axis in axes])
    if not degrees:
        return Alternative(bool((root > ROUNDING).all()) or None)

    # Parts of the box, until multipliers rule each out or a point is found.
    grid = np.array(list(product(*(np.arange(degree + 1) / degree for degree in degrees)))).T
    curved = any((terms.powers.sum(axis=1) > 1).any() for terms in many)
    corner = (root.reshape(len(many), -1)[:, 0] >= 0).all()  # where multipliers never rule out a part
    cells = 1 if corner or not curved else max(1, min(CELLS, MOST_LOOKED_AT // size))
    pending = [(root, [box.ends[axis] for axis in axes])]
    matters, effort = np.zeros(len(many)), 0
    first: tuple[float, ...] = ()
    for number in range(cells):
        look()
        cell, ends = pending.pop()
        matrix = cell.reshape(len(many), -1)
        effort += matrix.size
        multipliers, mixture = gordan(matrix + MARGIN)
        if multipliers.any() and (multipliers @ matrix).max() <= -ROUNDING * multipliers.sum():
            matters = matters + multipliers
            if not pending:
                return Alternative(False, tuple(matters.tolist()), effort)
            continue
        if mixture.sum() > 0:
            inside = grid @ (mixture / mixture.sum())
            point = {
                axis: low + (high - low) * at
                for axis, (low, high), at in zip(axes, ends, inside.tolist(), strict=True)
            }
            if all(_value(terms, point) > ROUNDING for terms in many):
                return Alternative(True, (), effort)

        # The part is halved along the axis on which coefficients differ most.
        if number == 0:
            first = _touching(matrix, MOST_TOUCHING)
        axis = max(range(len(axes)), key=lambda k: degrees[k] * np.abs(np.diff(cell, axis=k + 1)).max())
        low, high = ends[axis]
        middle = (low + high) / 2
        for half, own in zip(_halves(cell, axis + 1), ((low, middle), (middle, high)), strict=True):
            pending.append((half, [*ends[:axis], own, *ends[axis + 1 :]]))
    return Alternative(None, first, effort)


def multipliers(many: Sequence[Terms], box: ScaledBox, most: int) -> list[Multiplier]:
    """Multipliers of polynomials that show, but for rounding, that they are nowhere all positive.

    Numbers come first, then products of distances from the sides of the box along axes on which some
    polynomial is curved, then along all: those that bring the polynomials to the degrees that all have in
    common.  Where the products have more than ``most`` coefficients they are not tried.

    Returns
    -------
    Those that are needed, each with the number of its polynomial; none where a mixture of the coefficients of
    all products is positive, so that there are no such multipliers.
    """
    highest = np.max([terms.degrees for terms in many], axis=0)
    axes = np.flatnonzero(highest).tolist()
    degrees, ends = highest[axes].tolist(), [box.ends[axis] for axis in axes]
    size = prod(degree + 1 for degree in degrees)
    wide = [axis for axis in axes if box.ends[axis][0] < box.ends[axis][1]]
    curved = [axis for axis in wide if highest[axis] > 1]

    for along in dict.fromkeys((tuple[int, ...](), tuple(curved), tuple(wide))):
        lacking = [{axis: int(highest[axis] - terms.degrees[axis]) for axis in along} for terms in many]
        rows = [
            (number, dict(zip(along, powers, strict=True)))
            for number, own in enumerate(lacking)
            for powers in product(*(range(own[axis] + 1) for axis in along))
        ]

        if size > MOST_TOGETHER or len(rows) * size > most:
            break
        matrix = np.array([row for terms in many for row in _products(terms, axes, degrees, ends, along)])
        found, _ = gordan(matrix)
        if found.any():
            needed = [(*row, lacking[row[0]]) for row, weight in zip(rows, found, strict=True) if weight]
            return [
                Multiplier(
                    number, {box.names[axis]: (power, rest[axis] - power) for axis, power in powers.items()}
                )
                for number, powers, rest in needed
            ]

    return []


def _products(
    terms: Terms,
    axes: Sequence[int],
    degrees: Sequence[int],
    ends: Sequence[tuple[float, float]],
    along: Sequence[int],
) -> Iterator[Floats]:
    """The Bernstein coefficients, in some degrees, of a polynomial times each product of distances.

    Such a product is a term of the Bernstein basis but for its factor, so that it shifts the coefficients;
    the largest of each becomes 1.
    """
    own = [
        int(terms.degrees[axis]) if axis in along else degree
        for axis, degree in zip(axes, degrees, strict=True)
    ]
    numbers = _coefficients([terms], axes, own, ends)[0] * _binomials(own)
    for powers in product(*(range(degree - k + 1) for degree, k in zip(degrees, own, strict=True))):
        row = np.zeros([degree + 1 for degree in degrees])
        row[tuple(slice(power, power + k + 1) for power, k in zip(powers, own, strict=True))] = numbers
        row = (row / _binomials(degrees)).ravel()
        yield row / np.abs(row).max()


def _binomials(degrees: Sequence[int]) -> Floats:
    """The factors of the Bernstein basis, one axis per variable."""
    rows = [np.array([comb(degree, k) for k in range(degree + 1)], dtype=np.float64) for degree in degrees]
    return reduce(np.multiply.outer, rows, np.array(1.0))


def _touching(matrix: Floats, most: int) -> tuple[float, ...]:
    """Multipliers whose sum has no positive coefficient, perhaps, of as few rows as will do.

    Where there are more than ``most`` columns, only if the sum is the same everywhere.
    """
    rows: list[int] = list(range(len(matrix)))
    found: Floats | None = None
    for left_out in (None, *rows):
        tried = [row for row in rows if row != left_out]
        if left_out is not None and (found is None or left_out not in rows or not tried):
            continue
        multipliers, _ = gordan(matrix[tried])
        total = multipliers @ matrix[tried]
        small = matrix.shape[1] <= most or float(total.max() - total.min()) <= ROUNDING
        if multipliers.any() and total.max() <= ROUNDING and small:
            rows = [row for row, m in zip(tried, multipliers, strict=True) if m]
            found = np.zeros(len(matrix))
            found[tried] = multipliers
    return () if found is None else tuple(found.tolist())


def _value(terms: Terms, point: Mapping[int, float]) -> float:
    columns = list(point)
    return float(
        terms.values @ np.prod(np.array([point[c] for c in columns]) ** terms.powers[:, columns], axis=1)
    )


def _coefficients(
    many: Sequence[Terms], axes: Sequence[int], degrees: Sequence[int], ends: Sequence[tuple[float, float]]
) -> Floats:
    """The Bernstein coefficients: one polynomial after another, then one axis per variable."""
    shape = tuple(degree + 1 for degree in degrees)
    found = np.zeros((len(many), *shape))
    for number, terms in enumerate(many):
        row = np.full(len(terms.values), number)
        found[(row, *(terms.powers[:, axis] for axis in axes))] = terms.values
    for axis, (degree, (low, high)) in enumerate(zip(degrees, ends, strict=True)):
        lines = found.reshape(-1, degree + 1, prod(shape[axis + 1 :]))
        found = np.matmul(_to_bernstein(degree, low, high), lines)
    return found.reshape(len(many), *shape)


@cache
def _to_bernstein(degree: int, low: float, high: float) -> Floats:
    """Row i, column k: the i-th Bernstein coefficient on [low, high] of the k-th power (its polar form)."""

    def entry(i: int, k: int) -> float:
        parts = range(max(0, k - degree + i), min(i, k) + 1)
        return sum(comb(i, j) * comb(degree - i, k - j) * high**j * low ** (k - j) for j in parts) / comb(
            degree, k
        )

    return np.array([[entry(i, k) for k in range(degree + 1)] for i in range(degree + 1)])


def _halves(cell: Floats, axis: int) -> tuple[Floats, Floats]:
    """De Casteljau's algorithm at the midpoint."""
    line = np.moveaxis(cell, axis, 0)
    lower, upper = [line[0]], [line[-1]]
    while len(line) > 1:
        line = (line[1:] + line[:-1]) / 2
        lower.append(line[0])
        upper.append(line[-1])
    return np.moveaxis(np.array(lower), 0, axis), np.moveaxis(np.array(upper[::-1]), 0, axis)


def gordan(matrix: Floats) -> tuple[Floats, Floats]:
    """Multipliers of rows whose sum has no positive entry, and a mixture of columns with positive entries.

    One of the two is 0.  The least squares solution of "the mixture is at least one in every row" has, as
    its residual, the multipliers.
    """
    rows, columns = matrix.shape
    system, goal = np.hstack([matrix, -np.eye(rows)]), np.ones(rows)
    values, residual, active = np.zeros(columns + rows), goal, list[int]()
    for _ in range(6 * rows + 20):
        look()
        slope = residual @ system
        slope[active] = -np.inf
        best = int(slope.argmax())
        solved = _least_squares(system[:, [*active, best]], goal)
        if slope[best] <= 1e-12 or solved[-1] <= 0:  # none is left but for rounding
            break
        active.append(best)
        while active and solved.min() <= 0:
            old = values[active]
            shrinks = solved <= 0
            step = (old[shrinks] / (old[shrinks] - solved[shrinks])).min()
            values[active] = old + step * (solved - old)
            gone = [place for place in active if values[place] <= 1e-14]
            values[gone] = 0
            active = [place for place in active if place not in gone]
            solved = _least_squares(system[:, active], goal)
        values[active] = solved
        residual = goal - system @ values

    # Orthogonal to what was reached, it has the same product with the goal as with itself.
    if residual.max() < 1 / 2:
        residual = np.zeros(rows)
    return np.where(residual > 1e-9, residual, 0), values[:columns]


def _least_squares(columns: Floats, goal: Floats) -> Floats:
    try:  # several times faster than by orthogonal columns
        return np.asarray(np.linalg.solve(columns.T @ columns, columns.T @ goal), dtype=np.float64)
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.lstsq(columns, goal, rcond=None)[0], dtype=np.float64)
