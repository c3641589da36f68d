"""Channels of an action over time: the change in the period, in the answer, and through the states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.detectors.split_change import interval_or_null, interval_said
from gametheory_paradox.detectors.verdict import Verdict
from gametheory_paradox.detectors.wordings import quantity_of
from gametheory_paradox.forms import Game
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, ends_of
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.paradoxes.dynamic_backfire import DynamicBackfire, ValueDecomposition
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Table, Tabular


@dataclass(frozen=True, repr=False)
class StateChannels(Tabular):
    """A change in the mover's value from the start, split exactly.

    The *flow* is what the action changes in the periods in which it is taken, the *answer* what the others
    then do differently, and each state carries how much more often it is met.  Where there are several
    equilibria, the parts are intervals.

    Parameters
    ----------
    verdict
        The answer of ``detect`` about the dynamic backfire, which rests on the same split, with its proof.
    """

    verdict: Verdict

    @property
    def game(self) -> Game:
        """The game that is asked about."""
        return self.verdict.game

    @property
    def question(self) -> Question:
        """The question that was asked."""
        return self.verdict.question

    @property
    def certificate(self) -> Certificate | None:
        """The proof; None if something is missing."""
        return self.verdict.certificate

    @property
    def moved(self) -> str:
        """The values of a family's parameters that are not at their baseline, in words."""
        return self.verdict.moved

    @property
    def changes(self) -> tuple[ValueDecomposition, ...]:
        """The split for each pair of equilibria; empty if something is missing."""
        claim = self.verdict.comparison
        return claim.changes if isinstance(claim, DynamicBackfire) else ()

    @property
    def why(self) -> str:
        """Says what is missing; empty if nothing is."""
        return "" if self.changes else self.verdict.why

    @property
    def name(self) -> str:
        """*exact*, *bounds* where some part is an interval, or *undecided*."""
        if not self.changes:
            return "undecided"
        parts = [self.change, *self.parts_of_change.values()]
        return "exact" if all(part is not None and part[0] == part[1] for part in parts) else "bounds"

    @property
    def without(self) -> Interval | None:
        """The value from the start with the other action; None if that is not known."""
        return self._over_pairs(lambda change: change.instead)

    @property
    def having(self) -> Interval | None:
        """The value from the start with the action; None if that is not known."""
        return self._over_pairs(lambda change: change.with_action)

    @property
    def change(self) -> Interval | None:
        """By how much the action raises the value from the start; None if that is not known."""
        return self._over_pairs(lambda change: change.with_action - change.instead)

    @property
    def parts_of_change(self) -> Mapping[str, Interval]:
        """Each part of the change by what it is called: they add up to it; empty if not known."""
        if not self.changes:
            return {}
        named: dict[str, Callable[[ValueDecomposition], Number]] = {
            "the period itself": lambda change: change.flow,
            "answer of the others": lambda change: change.answer,
        }
        named |= {f"through {state}": _through(state) for state in self.changes[0].states}
        spans = {label: self._over_pairs(part) for label, part in named.items()}
        return {label: span for label, span in spans.items() if span is not None}

    def _over_pairs(self, part: Callable[[ValueDecomposition], Number]) -> Interval | None:
        """The least and the greatest of a part over all pairs of equilibria."""
        found = [ends_of(part(change)) for change in self.changes]
        return (min(low for low, _ in found), max(high for _, high in found)) if found else None

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        states = list(self.changes[0].states) if self.changes else []
        return {
            **self.question.to_data(),
            "verdict": self.name,
            "why": self.why,
            "without": interval_or_null(self.without),
            "with": interval_or_null(self.having),
            "change": interval_or_null(self.change),
            "direct": interval_or_null(self._over_pairs(lambda change: change.flow)),
            "answer": interval_or_null(self._over_pairs(lambda change: change.answer)),
            "states": {name: interval_or_null(self._over_pairs(_through(name))) for name in states},
        }

    def sentence(self) -> str:
        """The split in plain English."""
        instead = self.question.details["instead"]
        about = f"{' and '.join(map(repr, self.question.action))} at {', '.join(self.question.at)}"
        about = about if self.question.at else about.removesuffix(" at ")
        if self.why:
            return f"What {about} instead of {instead!r} changes is not traced: {self.why}."
        said = (f"{label} {interval_said(part, '+')}" for label, part in self.parts_of_change.items())
        changed = f"changes {quantity_of(self.question)} from the start by {interval_said(self.change, '+')}"
        return f"Taking {about} instead of {instead!r} {changed}: {'; '.join(said)}."

    def table(self) -> Table:
        """The parts and what they add up to."""
        instead, action = self.question.details["instead"], " and ".join(self.question.action)
        rows = [
            (f"with {instead!r}", interval_said(self.without)),
            (f"with {action!r}", interval_said(self.having)),
        ]
        rows += [(label, interval_said(part)) for label, part in self.parts_of_change.items()]
        rows.append(("change", interval_said(self.change)))
        heads = (f"{self.question.mover}: {action}", self.name)
        return Table(heads, rows, title=self.game.title, note=self.sentence())


def _through(state: str) -> Callable[[ValueDecomposition], Number]:
    """The part of a change that goes through a state."""
    return lambda change: change.states[state]
