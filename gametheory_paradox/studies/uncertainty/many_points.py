"""Signs, statements and payoffs at many points at once.

Signs of polynomials are taken in floating point where a bound of the error shows that rounding cannot have
changed them, and in exact fractions elsewhere; so each is exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm, log2

import numpy as np
import numpy.typing as npt

from gametheory_paradox.claims.parameters.logic import Every, Sign, Statement
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.table import Record

Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.int8]

GRID = 2**20  # draws lie in the middles of so many equal parts of a range
ROUNDING = 2.0**-52  # twice the relative error of one operation
MOST_BITS = 900  # of a product in floating point
SAFE = 2**53  # integers below it are floating-point numbers


class Column:
    """The values of one parameter at all points: middles of a grid, or numbers from a list.

    Parameters
    ----------
    places
        For each point the number of the part of the range, or of the value.
    ends
        The range; None if ``values`` are given.
    values
        The list.
    """

    def __init__(
        self,
        places: npt.NDArray[np.int64],
        ends: tuple[Fraction, Fraction] | None = None,
        values: Sequence[Fraction] = (),
    ):
        self.places, self.ends, self.values = places, ends, values

    def exact(self, number: int) -> Fraction:
        """The value at a point."""
        place = int(self.places[number])
        if self.ends is None:
            return self.values[place]
        low, high = self.ends
        return low + (high - low) * Fraction(2 * place + 1, 2 * GRID)

    @cached_property
    def floats(self) -> Floats:
        """The values at all points, each with a relative error of at most 2⁻⁵³."""
        if self.ends is None:
            return np.array([float(value) for value in self.values], dtype=np.float64)[self.places]
        low, high = self.ends
        scale = lcm(low.denominator, high.denominator)
        start, width = int(low * scale) * 2 * GRID, int((high - low) * scale)
        if max(abs(start) + 2 * GRID * width, 2 * GRID * scale) < SAFE:  # one rounding, in the division
            numerators: Floats = start + width * (2.0 * self.places.astype(np.float64) + 1.0)
            return numerators / np.float64(2 * GRID * scale)
        return np.array([float(self.exact(number)) for number in range(len(self.places))], dtype=np.float64)


@dataclass(frozen=True, repr=False)
class Points(Record):
    """Many points.

    Parameters
    ----------
    columns
        The parameters that vary.
    fixed
        The others.
    size
        How many points there are.
    """

    columns: Mapping[str, Column]
    fixed: Mapping[str, Fraction]
    size: int

    def exact(self, number: int) -> dict[str, Fraction]:
        """A point."""
        return {**self.fixed, **{name: column.exact(number) for name, column in self.columns.items()}}

    def some(self, numbers: npt.NDArray[np.intp]) -> "Points":
        """Some of the points, by number."""
        columns = {
            name: Column(own.places[numbers], own.ends, own.values) for name, own in self.columns.items()
        }
        return Points(columns, self.fixed, len(numbers))

    def sizes(self, name: str) -> tuple[float, float]:
        """The least and the greatest binary logarithm of one parameter's absolute values, zeros apart."""
        values = np.abs(np.atleast_1d(self.floats(name)))
        values = values[values > 0]
        return (float(np.log2(values.min())), float(np.log2(values.max()))) if values.size else (0.0, 0.0)

    def floats(self, name: str) -> Floats | float:
        """One parameter at all points."""
        return self.columns[name].floats if name in self.columns else float(self.fixed[name])


def value(function: RationalFunction, points: Points) -> tuple[Floats, Floats]:
    """The value at every point, and by how much it may be wrong."""
    (top, above), (bottom, below) = (
        _bounded(polynomial, points) for polynomial in (function.numerator, function.denominator)
    )
    ratio = top / bottom
    wrong = 2 * (above + np.abs(ratio) * below) / (np.abs(bottom) - below) + 4 * ROUNDING * np.abs(ratio)
    return ratio, np.where(np.abs(bottom) > 2 * below, wrong, np.inf)


def _bounded(polynomial: Polynomial, points: Points) -> tuple[Floats, Floats]:
    """The value of a polynomial at every point, and by how much it may be wrong."""
    if not _is_tame(polynomial, points):
        return np.full(points.size, np.nan), np.full(points.size, np.inf)
    total, size = _sum(polynomial, points)
    return total, (2 * polynomial.total_degree + len(polynomial.terms) + 3) * ROUNDING * size


def _sum(polynomial: Polynomial, points: Points) -> tuple[Floats, Floats]:
    """The value at every point, and the sum of the absolute values of the terms."""
    total, size = np.zeros(points.size), np.zeros(points.size)
    for monomial, coefficient in polynomial.terms.items():
        term: Floats | float = float(coefficient)
        for name, power in monomial:
            factor = points.floats(name)
            for _ in range(power):
                term = term * factor
        total = total + term
        size = size + np.abs(term)
    return total, size


def signs(polynomial: Polynomial, points: Points) -> Marks:
    """The exact sign at every point: 1, 0 or -1."""
    with np.errstate(all="ignore"):
        total, error = _bounded(polynomial, points)
        certain = np.isfinite(error) & (np.abs(total) > error)
    found = np.where(certain, np.sign(total), 0).astype(np.int8)
    for number in np.flatnonzero(~certain):
        value = polynomial.value(points.exact(int(number)))
        found[number] = (value > 0) - (value < 0)
    return found


def _is_tame(polynomial: Polynomial, points: Points) -> bool:
    """True if every product on the way stays within the floats whose errors are relative."""
    for monomial, coefficient in polynomial.terms.items():
        least = most = log2(abs(coefficient.numerator)) - log2(coefficient.denominator)
        for name, power in monomial:
            low, high = points.sizes(name)
            least, most = least + power * min(low, 0.0), most + power * max(high, 0.0)
        if least < -MOST_BITS or most > MOST_BITS:
            return False
    return True


@dataclass(repr=False)
class Truths(Record):
    """Truth of statements at points: 1 if true, -1 if not, 0 where a vanishing polynomial leaves it open."""

    points: Points
    by_sign: dict[Polynomial, Marks] = field(default_factory=dict)
    by_product: dict[Sign, Marks] = field(default_factory=dict)
    # By id, which a kept part keeps.
    by_part: dict[int, tuple[Statement, Marks]] = field(default_factory=dict)

    def of(self, statement: Statement) -> Marks:
        """The truth of a statement at each point."""
        if isinstance(statement, bool):
            return np.full(self.points.size, 1 if statement else -1, dtype=np.int8)
        if isinstance(statement, Sign):
            known = self.by_product.get(statement)
            if known is None:
                found = np.full(self.points.size, 1 if statement.positive else -1, dtype=np.int8)
                for polynomial in statement.factors:
                    if polynomial not in self.by_sign:
                        self.by_sign[polynomial] = signs(polynomial, self.points)
                    found = found * self.by_sign[polynomial]
                known = self.by_product[statement] = found
            return known

        if id(statement) not in self.by_part:
            join = np.minimum if isinstance(statement, Every) else np.maximum
            self.by_part[id(statement)] = (statement, reduce(join, map(self.of, statement.parts)))
        return self.by_part[id(statement)][1]
