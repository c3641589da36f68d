"""Channels of a change of payoff: how it comes about, in one period and over time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.detectors.verdict import Verdict
from gametheory_paradox.detectors.wordings import quantity_of
from gametheory_paradox.forms import PAYOFF, Game
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, ends_of
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval, interval_to_data
from gametheory_paradox.paradoxes.channels import Coalition, Split
from gametheory_paradox.paradoxes.dynamic_backfire import DynamicBackfire, ValueDecomposition
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Table, Tabular, listed

# A change in a player's payoff, split: what was asked, what is known, and the parts in words and as data
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Channels(Tabular):
    """A change in the mover's payoff, split into its direct effect and each other player's reaction.

    Where a game has several equilibria that pay the mover differently, what it gets is an interval, and so
    are the parts: whichever equilibrium is played in each game, the parts lie in their intervals and add up
    to the change.

    Parameters
    ----------
    game
        The game that is asked about; where a parameter changes, the game before the change.
    question
        What was asked.
    final
        The game with the action, or after the change.
    habits
        For each other player that could react its frozen actions by information set (``""`` in a table).
    without
        What the mover gets without the action: the least and the greatest over all equilibria; None if that
        is not known.
    payoffs
        The same with the action, by the coalition that is frozen, as far as it is known.
    why
        What is missing; empty if nothing is.
    plans
        For each player that has nothing to go on doing somewhere the information sets at which it is frozen
        at what it plans there with the action.
    certificate
        The proof; None if something is missing.
    moved
        The values of a family's parameters that are not at their baseline, in words.
    """

    game: Game
    question: Question
    final: Game
    habits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    without: Interval | None = None
    payoffs: Mapping[Coalition, Interval] = field(default_factory=dict)
    why: str = ""
    plans: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    certificate: Certificate | None = None
    moved: str = field(default="", compare=False)

    @property
    def is_change(self) -> bool:
        """True if a parameter changes, and no action is there or not."""
        return not self.question.action

    @property
    def sides(self) -> tuple[str, str]:
        """The two games, in words: first the one without the action, or before the change."""
        if self.is_change:
            return "before the change", "after the change"
        return f"without {self.about}", f"with {self.about}"

    @property
    def name(self) -> str:
        """*exact*, *bounds* where some part is an interval, or *undecided*."""
        split = self.split
        return "undecided" if split is None else "exact" if split.exact else "bounds"

    @property
    def split(self) -> Split | None:
        """The parts; None if something is missing."""
        if self.why or self.without is None:
            return None
        others = tuple(player for player in self.game.players if player != self.question.mover)
        return Split(others, tuple(self.habits), self.without, self.payoffs)

    @property
    def change(self) -> Interval | None:
        """The mover's payoff with the action, less that without; None if that is not known."""
        if self.without is None or frozenset() not in self.payoffs:
            return None
        return Split((), (), self.without, self.payoffs).change

    @property
    def direct(self) -> Interval | None:
        """The change where all others do what they do without the action; None if that is not known."""
        return None if self.split is None else self.split.direct

    @property
    def reactions(self) -> Mapping[str, Interval]:
        """Each other player's reaction, averaged over the orders of letting them go; empty if not known."""
        return {} if self.split is None else self.split.reactions

    @property
    def parts_of_change(self) -> Mapping[str, Interval]:
        """Each part of the change by what it is called: they add up to it; empty if not known."""
        if self.direct is None:
            return {}
        itself = f"the {'change' if self.is_change else 'action'} itself"
        return {itself: self.direct} | {f"reaction of {who}": part for who, part in self.reactions.items()}

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            **self.question.to_data(),
            "verdict": self.name,
            "why": self.why,
            "without": interval_or_null(self.without),
            "with": interval_or_null(self.payoffs.get(frozenset())),
            "change": interval_or_null(self.change),
            "direct": interval_or_null(self.direct),
            "reactions": {player: interval_or_null(part) for player, part in self.reactions.items()},
            "habits": {player: dict(habit) for player, habit in self.habits.items()},
            "plans": {player: list(names) for player, names in self.plans.items()},
            "frozen": [
                {
                    "players": [who for who in self.game.players if who in held],
                    "payoff": interval_or_null(got),
                }
                for held, got in self.payoffs.items()
            ],
        }

    def sentence(self) -> str:
        """The split in plain English."""
        if self.why:
            traced = f"the change of {self.about}" if self.is_change else self.about
            of = "" if self.question.measure == PAYOFF else f" in {self.question.measure}"
            return f"What {traced} changes{of} for {self.question.mover} cannot be traced: {self.why}."

        said = f"The change of {self.about}" if self.is_change else f"Having {self.about}"
        direct = f"the {'change' if self.is_change else 'action'} itself {interval_said(self.direct, '+')}"
        carried = [f"{who}’s reaction {interval_said(part, '+')}" for who, part in self.reactions.items()]
        parts = "; ".join([direct, *carried])
        changes = (
            f"{said} changes {quantity_of(self.question)} by {interval_said(self.change, '+')}: {parts}."
        )
        return " ".join([changes, *self._plans_said()])

    def _plans_said(self) -> list[str]:
        """A sentence for each player that is frozen at a plan, with the places."""
        when, counts = ("after the change", "change") if self.is_change else ("with the action", "action")
        sentences = []
        for player, names in self.plans.items():
            own = self.habits[player]
            for action in dict.fromkeys(own[name] for name in names):
                places = listed([f"“{name}”" for name in names if own[name] == action])
                sentences.append(
                    f"{player} has nothing that it could go on doing at {places}: it is frozen at what it "
                    f"plans there {when}, “{action}”, and that counts to the {counts} itself."
                )
        return sentences

    @property
    def about(self) -> str:
        """The action and where it is, or the change."""
        question, details = self.question, self.question.details
        if self.is_change:
            return f"{details['parameter']} from {details['low']} to {details['high']}"
        named = " and ".join(map(repr, question.action))
        return f"{named} at {', '.join(question.at)}" if question.at else named

    def table(self) -> Table:
        """The parts and what they add up to."""
        parts = [
            ("direct effect", self.direct),
            *((f"reaction of {who}", part) for who, part in self.reactions.items()),
        ]
        first, second = (
            ("before the change", "after it") if self.is_change else ("without the action", "with it")
        )
        rows = [(first, interval_said(self.without)), (second, interval_said(self.payoffs.get(frozenset())))]
        rows += [] if self.why else [(label, interval_said(part)) for label, part in parts]
        rows.append(("change", interval_said(self.change)))

        return Table(
            (f"{self.question.mover}: {' and '.join(self.question.action) or self.about}", self.name),
            rows,
            title=self.game.title,
            note=self.sentence(),
        )


def interval_or_null(interval: Interval | None) -> object:
    """An interval as JSON."""
    return None if interval is None else interval_to_data(interval)


def interval_said(interval: Interval | None, plus: str = "") -> str | None:
    """An interval in words, with a sign before what is positive."""
    if interval is None:
        return None
    low, high = (plus * (end > 0) + str(end).replace("-", "−") for end in interval)
    return low if low == high else f"{low} to {high}"


# Channels of an action over time: the change in the period, in the answer, and through the states
# ----------------------------------------------------------------------------


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
