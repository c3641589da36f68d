"""Verdicts at points, one game at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from gametheory_paradox.detectors import Absent, Impossible, Inquiry, Present, Undecided, verdict_at
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.forms import ExtensiveForm
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction
from gametheory_paradox.interruption import look
from gametheory_paradox.paradoxes.guard_rails import rail_for
from gametheory_paradox.studies.refusals import point_said
from gametheory_paradox.studies.sensitivity.formulas import ends_in_equilibrium, gap_of_ends, is_large
from gametheory_paradox.table import Record

FOLDED = ("strong", "best", "worst")  # under these nothing but the ends of the payoffs matters


class PointVerdict(NamedTuple):
    """A verdict's name, and the gap between the compared payoffs; None where nothing was compared."""

    name: str
    gap: Fraction | None

    @property
    def plain(self) -> str:
        """The name, where impossible is a reason for absence."""
        return Absent.name if self.name == Impossible.name else self.name


@dataclass(frozen=True, repr=False)
class Pointwise(Record):
    """Answers a question at points.

    Parameters
    ----------
    inquiry
        The question about a family.
    budget
        Seconds for each point; None for no limit.
    refusals
        Why the question cannot be asked at some points, each reason with the first of these points.
    """

    inquiry: Inquiry
    budget: float | None = None
    refusals: dict[str, str] = field(default_factory=dict, compare=False)

    def __call__(self, point: Mapping[str, Fraction]) -> PointVerdict:
        """The answer where the parameters have these values; undecided where it cannot be asked there."""
        try:
            look()
            if self.folds:
                return self._folded(point)
            verdict = verdict_at(self.inquiry, point, self.budget)
        except InvalidGame as problem:  # of a family for which it can be asked elsewhere
            self.refusals.setdefault(str(problem), point_said(self.inquiry.family, point))
            return PointVerdict(Undecided.name, None)
        except OutOfTime:
            return PointVerdict(Undecided.name, None)
        return PointVerdict(verdict.name, None if verdict.gap is None else close_fraction(verdict.gap))

    @cached_property
    def folds(self) -> bool:
        """True if games take long unless what is certain in them is folded, and payoffs alone matter."""
        question = self.inquiry.question
        asked = (question.paradox, question.concept) == ("option", "subgame-perfect")
        return asked and question.quantifier in FOLDED and is_large(self.inquiry.family)

    def _folded(self, point: Mapping[str, Fraction]) -> PointVerdict:
        """The answer of ``detect``, from payoffs alone."""
        game, question = self.inquiry.at(point)
        assert self.inquiry.definition.variants is not None
        variants = self.inquiry.definition.variants(game, question)
        if rail_for(game, question, variants) is not None:
            return PointVerdict(Impossible.name, None)

        # The mover's least and greatest payoff without the action, and with it.
        ends = []
        for name in ("without", "with"):
            tree = variants[name]
            assert isinstance(tree, ExtensiveForm)
            paid = ends_in_equilibrium(tree, question.mover, self.budget)
            if paid is None:
                return PointVerdict(Undecided.name, None)
            ends.append(paid)
        gap: Fraction = gap_of_ends(question.quantifier, *ends)
        return PointVerdict((Present if gap > 0 else Absent).name, gap)
