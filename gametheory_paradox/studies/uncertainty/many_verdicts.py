"""Verdicts and gaps at many points at once.

Each verdict is exact: where a sign is zero, or the formulas leave a point open, the detector answers.  Gaps
are for statistics alone and are floating-point numbers.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from gametheory_paradox.claims.parameters.branches import Branch
from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.uncertainty.formulas import Formulas, gap_of_ends
from gametheory_paradox.studies.uncertainty.many_points import ROUNDING, Floats, Marks, Points, Truths, value
from gametheory_paradox.studies.uncertainty.pointwise import PointVerdict, Pointwise
from gametheory_paradox.table import Record

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
