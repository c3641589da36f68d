"""Answers at the points of a block: tables together, other games alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from math import nan

import numpy as np

from gametheory_paradox.batches import BatchEquilibria, BatchVerdicts, VerdictCode, solve_batch
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Inquiry, verdict_at
from gametheory_paradox.detectors.at_point import established
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import Equilibria, solve
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, close_fraction, is_known
from gametheory_paradox.interruption import look
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import nearest_float, nearest_quotient
from gametheory_paradox.studies.refusals import naming_point
from gametheory_paradox.studies.sweeps.grid import Array, Block, Grid
from gametheory_paradox.studies.sweeps.induction import IntegerPolynomials, IntegerQuotients
from gametheory_paradox.table import Record

# The points of a grid at which two players' payoffs have a constant sum: no option hurts its owner there
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class ConstantSum(Record):
    """The condition that payoffs add up to the same wherever the game ends.

    Parameters
    ----------
    differences
        What vanishes there; None where it holds nowhere.
    """

    differences: tuple[IntegerPolynomials, ...] | None

    @classmethod
    def of(cls, payoffs: Iterable[Sequence[RationalFunction]], grid: Grid) -> "ConstantSum":
        """The condition on all players' payoffs, end by end, before any denominator is cleared."""
        first, *others = payoffs
        if len(first) != 2:
            return cls(None)
        start = first[0] + first[1]
        differences = dict.fromkeys((one + other - start).numerator for one, other in others)
        if any(difference and difference.is_constant for difference in differences):
            return cls(None)
        return cls(tuple(IntegerPolynomials.of([p], grid) for p in differences if p))

    def at(self, grid: Grid, block: Block) -> Array:
        """True at the points of a block at which it holds, along the axes on which that depends."""
        holds = np.full((1,) * len(block), self.differences is not None)
        for difference in self.differences or ():
            holds = holds & (difference.at(grid, block)[0] == 0).astype(np.bool_)
        return holds


# Answers at the points of a block: tables together, other games alone
# ---------------------------------------------------------------------

# The answers about the points of a block
# ----------------------------------------

MOST_BITS = 1000  # of integers that whole blocks are answered with; their quotients are floats yet
UNCOUNTED = -1  # how many equilibria there are where the list is not proved complete


class PointStatus(IntEnum):
    """The way in which a point was settled."""

    TOGETHER = 0  # with its block, by exact arithmetic on arrays
    ALONE = 1  # by ``solve`` and ``detect``
    OPEN = 2  # not: there were too many points of its kind


def quotients(top: Array, bottom: Array) -> Array:
    """Quotients of integers as floats; infinite where no float is large enough."""
    if top.dtype == object or bottom.dtype == object:
        return np.asarray(np.frompyfunc(nearest_quotient, 2, 1)(top, bottom), np.float64)
    return np.asarray(top / bottom)


@dataclass(frozen=True, eq=False, repr=False)
class BlockAnswers(Record):
    """The answers about a block, one entry per point.

    Parameters
    ----------
    number, infinite
        How many equilibria (of infinitely many, the extreme ones), and whether they are infinitely many.
    low, high
        For each player, along a last axis, the least and the greatest equilibrium payoff; NaN where not
        known.
    verdict, gap
        The verdict as a ``VerdictCode``, and by how much the mover is better off without the action; NaN
        where not compared.
    settled
        How, as ``PointStatus``.
    """

    number: Array
    infinite: Array
    low: Array
    high: Array
    verdict: Array
    gap: Array
    settled: Array

    @classmethod
    def nothing(cls, shape: tuple[int, ...], players: int) -> "BlockAnswers":
        """Every point open."""
        return cls(
            np.full(shape, UNCOUNTED, np.int32),
            np.zeros(shape, np.bool_),
            np.full((*shape, players), np.nan),
            np.full((*shape, players), np.nan),
            np.full(shape, VerdictCode.UNDECIDED, np.int8),
            np.full(shape, np.nan),
            np.full(shape, PointStatus.OPEN, np.int8),
        )

    def forget(self, open_: Array) -> None:
        """Leave some points open."""
        self.number[open_], self.infinite[open_] = UNCOUNTED, False
        self.low[open_] = self.high[open_] = self.gap[open_] = np.nan
        self.verdict[open_], self.settled[open_] = VerdictCode.UNDECIDED, PointStatus.OPEN

    def put(self, where: Array, part: "BlockAnswers") -> None:
        """Put the answers about some points in their place."""
        for name, values in vars(self).items():
            values[where] = getattr(part, name)


# Points that are settled one by one, by ``solve`` and ``detect``
# ----------------------------------------------------------------

_CODES = {code.name.lower(): code for code in VerdictCode}


@dataclass(frozen=True, repr=False)
class PointSolver(Record):
    """The way to settle a point by itself.

    Parameters
    ----------
    family
        The games.
    concept
        Equilibria in which sense, where they are wanted.
    inquiry
        The question about the family; None: only equilibria are wanted.
    solves
        Whether equilibria are wanted.
    budget
        Seconds for each game; None for no limit.
    """

    family: GameFamily
    concept: str | None
    inquiry: Inquiry | None
    solves: bool
    budget: float | None

    def settle(self, answers: BlockAnswers, place: tuple[int, ...], point: Mapping[str, Fraction]) -> None:
        """Fill in the answers at a place, where the parameters have these values."""
        with naming_point(self.family, point), Clock(self.budget):
            if self.solves:
                game = self.family.at(point)
                _equilibria(answers, place, solve(game, concept=self.concept, budget=self.budget))
            verdict = None
            if self.inquiry is not None:
                verdict = verdict_at(self.inquiry, self.inquiry.without_own(point), self.budget)
        if verdict is not None:
            answers.verdict[place] = _CODES[verdict.name]
            answers.gap[place] = nan if verdict.gap is None else _nearest(verdict.gap)
        answers.settled[place] = PointStatus.ALONE
        look()  # of a sweep that ends here nothing is kept that was cut short


def _equilibria(answers: BlockAnswers, place: tuple[int, ...], own: Equilibria) -> None:
    """Fill in how many equilibria there are, and each player's least and greatest payoff."""
    proved = own.completeness.status == "proved"
    answers.number[place] = len(own) if proved and own.listed else UNCOUNTED
    answers.infinite[place] = own.is_infinite

    for who, player in enumerate(own.game.players):
        if proved and len(own) and not own.curved:  # an irrational payoff is known within bounds
            ends = [bounds[who] for bounds in own.payoff_bounds]
            low: Number = min(low for low, _ in ends)
            high: Number = max(high for _, high in ends)
        else:
            try:
                known = established(own.game, own, player)
            except OutOfTime:
                continue
            if isinstance(known, str):
                continue
            payoffs = known.equilibria.payoffs(player)
            low, high = payoffs.low, payoffs.high

        answers.low[(*place, who)] = _nearest(low)
        answers.high[(*place, who)] = _nearest(high)


def _nearest(number: Number) -> float:
    """The number as a float; no number where only wide bounds of it are known."""
    return nearest_float(close_fraction(number)) if is_known(number) else nan


# Tables of a block all at once, by ``solve_batch``
#
# A positive multiple of a player's payoffs has the same equilibria, and the payoffs in them are that
# multiple. Whether payoffs have a constant sum is another matter, and looked at before.
# --------------------------------------------------

EXACT_IN_FLOATS = 1 << 53
LARGEST = 4  # the most actions of each of two players in games that are solved many at a time


@dataclass(frozen=True, repr=False)
class Tables(Record):
    """A family of small tables, ready to be solved block by block.

    Parameters
    ----------
    shape
        How many actions each player has.
    payoffs
        For each player the payoffs, cell by cell.
    mover, action, quantifier
        The question, by number; no mover: none.
    sums
        Where the game is one of constant sum, which rules the paradox out.
    """

    shape: tuple[int, ...]
    payoffs: tuple[IntegerQuotients, ...]
    mover: int | None
    action: int | None
    quantifier: str
    sums: ConstantSum

    @classmethod
    def of(cls, form: NormalForm[RationalFunction], grid: Grid, question: Question | None) -> "Tables | None":
        """The family; None if it or the question is beyond what is answered for many games at a time."""
        if len(form.players) != 2 or max(form.shape) > LARGEST:
            return None

        mover = action = None
        if question:
            if question.coalition or len(question.action) > 1:
                return None
            mover = form.players.index(question.mover)
            action = form.actions[mover].index(question.action[0])

        payoffs = tuple(
            IntegerQuotients.of([cell[who] for cell in form.payoffs], grid)
            for who in range(len(form.players))
        )
        if max(own.bound.bit_length() for own in payoffs) > MOST_BITS:
            return None
        quantifier = question.quantifier if question else "strong"
        return cls(form.shape, payoffs, mover, action, quantifier, ConstantSum.of(form.payoffs, grid))

    def __call__(self, grid: Grid, block: Block) -> BlockAnswers:
        """The answers about a block; games whose payoffs are too large for floats stay open."""
        shape = tuple(part.stop - part.start for part in block)
        games, scales, open_ = [], [], np.zeros(shape, np.bool_)

        for payoffs in self.payoffs:
            cells, denominator = payoffs.at(grid, block)
            game = np.empty((*shape, len(cells)), cells[0].dtype)
            for number, cell in enumerate(cells):
                game[..., number] = cell
            scale = np.broadcast_to(denominator, shape)
            if payoffs.bound > EXACT_IN_FLOATS:
                game, scale, large = _reduced(game, scale)
                open_ |= large
            games.append(game.astype(np.int64, copy=False).reshape(-1, *self.shape))
            scales.append(scale)

        if self.mover is None or self.action is None:
            answers = self._answers(solve_batch(*games, threads=1), scales, shape)
        else:
            batch = solve_batch(
                *games, mover=self.mover, action=self.action, quantifier=self.quantifier, threads=1
            )
            answers = self._answers(batch, scales, shape)
            self._compare(answers, batch, scales[self.mover], self.sums.at(grid, block))

        answers.forget(open_)
        return answers

    def _answers(
        self, batch: BatchEquilibria, scales: Sequence[Array], shape: tuple[int, ...]
    ) -> BlockAnswers:
        answers = BlockAnswers.nothing(shape, len(self.shape))
        answers.number[...] = batch.number.reshape(shape)
        answers.infinite[...] = batch.infinite.reshape(shape)
        for who, scale in enumerate(scales):
            answers.low[..., who] = batch.low[:, who].reshape(shape) / scale
            answers.high[..., who] = batch.high[:, who].reshape(shape) / scale
        answers.settled[...] = PointStatus.TOGETHER
        return answers

    def _compare(self, answers: BlockAnswers, batch: BatchVerdicts, scale: Array, constant: Array) -> None:
        """Fill in verdicts and gaps; multiples of the payoffs may have a constant sum where these have none.

        In such a game the paradox is absent: both have the same equilibria, and it is absent from the other.
        """
        alone = all(size == 1 for other, size in enumerate(self.shape) if other != self.mover)
        ruled_out = np.broadcast_to(constant | alone, answers.verdict.shape)
        hurts = batch.present.reshape(answers.verdict.shape)
        answers.verdict[...] = np.where(hurts, VerdictCode.PRESENT, VerdictCode.ABSENT)
        answers.gap[...] = batch.gap.reshape(answers.verdict.shape) / scale
        answers.verdict[ruled_out], answers.gap[ruled_out] = VerdictCode.IMPOSSIBLE, np.nan


def _reduced(game: Array, scale: Array) -> tuple[Array, Array, Array]:
    """The payoffs without their common divisor, which goes into the scale; and where they are too large."""
    divisor = np.maximum(np.gcd.reduce(game, axis=-1), 1)
    game = game // divisor[..., None]
    large = np.asarray((np.abs(game) > EXACT_IN_FLOATS).any(axis=-1), np.bool_)
    game[large] = 0
    return game, quotients(scale, divisor), large
