"""Points that are settled one by one, by ``solve`` and ``detect``."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import nan

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, close_fraction, is_known
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Inquiry, verdict_at
from gametheory_paradox.detectors.equilibrium_solver import established
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.families import GameFamily
from gametheory_paradox.interruption import look
from gametheory_paradox.rationals import nearest_float
from gametheory_paradox.solvers import Equilibria, solve
from gametheory_paradox.solvers.batch import VerdictCode
from gametheory_paradox.studies.refusals import naming_point
from gametheory_paradox.studies.sweeps.block_answers import (
    UNCOUNTED,
    BlockAnswers,
    PointStatus,
)
from gametheory_paradox.table import Record

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
