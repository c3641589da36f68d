"""Answers and verdicts at many points together."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm, log2

import numpy as np
import numpy.typing as npt

from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.conditions.proofs.statements import Every, Sign, Statement
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.forms.formulas.branches import Branch
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.studies.sensitivity.formulas import Formulas, gap_of_ends
from gametheory_paradox.studies.sensitivity.pointwise import PointVerdict, Pointwise
from gametheory_paradox.table import Record

# Signs, statements and payoffs at many points at once
#
# Signs of polynomials are taken in floating point where a bound of the error shows that rounding cannot have
# changed them, and in exact fractions elsewhere; so each is exact.
# -----------------------------------------------------

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


# Verdicts and gaps at many points at once
#
# Each verdict is exact: where a sign is zero, or the formulas leave a point open, the detector answers.  Gaps
# are for statistics alone and are floating-point numbers.
# -----------------------------------------

MOST_EXACT = 200  # points looked at one by one in fractions, rather than all at once by the whole statement
PRESENT, ABSENT, UNDECIDED, NOT_ASKED = 1, 0, -1, -2
MARKS = {"present": PRESENT, "absent": ABSENT, "undecided": UNDECIDED}


@dataclass(frozen=True, repr=False)
class ManyVerdicts(Record):
    """Verdicts and gaps at many points.

    Parameters
    ----------
    marks
        For each point PRESENT, ABSENT, UNDECIDED or, after the time was up, NOT_ASKED.
    gaps
        For each point the gap between the compared payoffs; nan where there is none.
    pointwise
        At how many points ``detect`` answered.
    """

    marks: Marks
    gaps: Floats
    pointwise: int


def many_verdicts(
    pointwise: Pointwise, formulas: Formulas | None, points: Points, clock: Clock
) -> ManyVerdicts:
    """The verdict and the gap at every point, or at those before the time is up."""
    marks, gaps = np.full(points.size, NOT_ASKED, dtype=np.int8), np.full(points.size, np.nan)
    if formulas is not None:
        with clock, suppress(OutOfTime):
            marks, gaps = _by_formulas(formulas, points)

    # What they leave open is asked point by point; where all values come from lists, points come again.
    asked = 0
    repeats = all(column.ends is None for column in points.columns.values())
    known: dict[tuple[Fraction, ...], PointVerdict] = {}
    open_ = np.flatnonzero(marks == NOT_ASKED)
    with counting("points", len(open_)) as count:
        for number in open_:
            if clock.is_over:
                break
            point = points.exact(int(number))
            key = tuple(point.values())
            verdict = known.get(key) or pointwise(point)
            if repeats:
                known[key] = verdict
            asked += 1
            marks[number] = MARKS[verdict.plain]
            gaps[number] = np.nan if verdict.gap is None else float(verdict.gap)
            count(asked)
    return ManyVerdicts(marks, gaps, asked)


def _by_formulas(formulas: Formulas, points: Points) -> tuple[Marks, Floats]:
    """Marks and gaps where the formulas give them; NOT_ASKED elsewhere."""
    truths = Truths(points)
    with np.errstate(all="ignore"):
        sides = _Sides.of(formulas, truths)
        gaps, error = sides.gaps()
    sure = truths.of(formulas.exception) < 0
    measured = sides.known & np.isfinite(gaps) & (truths.of(formulas.incomplete) < 0)
    if not formulas.by_gap:
        marks = np.where(sure, _marks_of(truths.of(formulas.claim)), NOT_ASKED).astype(np.int8)
        gaps[~measured | (marks == NOT_ASKED)] = np.nan
        return marks, gaps

    # The sign of the gap decides: in floats beyond the error, else in fractions.
    known = sure & measured
    marks = np.where(gaps > 0, PRESENT, ABSENT).astype(np.int8)
    numbers = np.flatnonzero(known & ~(np.abs(gaps) > error))
    if len(numbers) <= MOST_EXACT:
        for number in numbers:
            marks[number] = PRESENT if sides.exact_gap(int(number)) > 0 else ABSENT
    else:
        marks[numbers] = _marks_of(Truths(points.some(numbers)).of(formulas.claim))
    marks[~known] = NOT_ASKED
    gaps[marks == NOT_ASKED] = np.nan
    return marks, gaps


def _marks_of(claim: Marks) -> npt.NDArray[np.int_]:
    """Marks where a claim holds (1), does not (-1), or is left open (0)."""
    return np.where(claim > 0, PRESENT, np.where(claim < 0, ABSENT, NOT_ASKED))


@dataclass(frozen=True)
class _Payoffs:
    """A player's payoffs at many points over all branches that exist there.

    Parameters
    ----------
    low, high, error
        The least and the greatest payoff, and by how much either may be wrong.
    known
        Where it is known which branches exist.
    branches
        The payoff of each branch, and where the branch exists.
    """

    low: Floats
    high: Floats
    error: Floats
    known: npt.NDArray[np.bool_]
    branches: Sequence[tuple[RationalFunction, npt.NDArray[np.bool_]]]

    @classmethod
    def of(cls, branches: Sequence[Branch], column: int, truths: Truths) -> "_Payoffs":
        """From the branches as formulas."""
        size = truths.points.size
        low, high, error = np.full(size, np.inf), np.full(size, -np.inf), np.zeros(size)
        known, kept = np.ones(size, dtype=np.bool_), []
        for branch in branches:
            truth = truths.of(branch.exists)
            known &= truth != 0
            exists = truth > 0
            if not exists.any():
                continue
            payoff, wrong = value(branch.payoffs[column], truths.points)
            low = np.where(exists, np.minimum(low, payoff), low)
            high = np.where(exists, np.maximum(high, payoff), high)
            error = np.where(exists, np.maximum(error, wrong), error)
            kept.append((branch.payoffs[column], exists))
        return cls(low, high, error, known, kept)

    def exact(self, number: int, point: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
        """The least and the greatest payoff at one point."""
        paid = [payoff.value(point) for payoff, exists in self.branches if exists[number]]
        return min(paid), max(paid)


@dataclass(frozen=True)
class _Sides:
    """Payoffs of the players who are compared, at many points, before and after."""

    formulas: Formulas
    points: Points
    before: Sequence[_Payoffs]
    after: Sequence[_Payoffs]

    @classmethod
    def of(cls, formulas: Formulas, truths: Truths) -> "_Sides":
        """From the equilibria as formulas."""
        both, columns = (formulas.sides.before, formulas.sides.after), formulas.sides.columns
        before, after = ([_Payoffs.of(side.branches, column, truths) for column in columns] for side in both)
        return cls(formulas, truths.points, before, after)

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """True where it is known which equilibria there are."""
        return self.before[0].known & self.after[0].known

    def gaps(self) -> tuple[Floats, Floats]:
        """The gap at every point, and by how much it may be wrong."""
        quantifier, pairs = self.formulas.quantifier, list(zip(self.before, self.after, strict=True))
        each = [gap_of_ends(quantifier, (b.low, b.high), (a.low, a.high)) for b, a in pairs]
        error = np.max([b.error + a.error for b, a in pairs], axis=0)
        least: Floats = np.min(each, axis=0)
        if len(pairs) > 1 and quantifier in ("best", "possible"):  # one equilibrium before must do for all
            least = np.full(self.points.size, -np.inf)
            for same in zip(*(b.branches for b in self.before), strict=True):
                exists = same[0][1]
                gains = [
                    value(payoff, self.points)[0] - (a.high if quantifier == "best" else a.low)
                    for (payoff, _), a in zip(same, self.after, strict=True)
                ]
                least = np.where(exists, np.maximum(least, np.min(gains, axis=0)), least)
        return least, error + ROUNDING * np.abs(least)

    def exact_gap(self, number: int) -> Fraction:
        """The gap at one point, where a single player's payoffs are compared."""
        point = self.points.exact(number)
        found: Fraction = gap_of_ends(
            self.formulas.quantifier, *(side[0].exact(number, point) for side in (self.before, self.after))
        )
        return found
