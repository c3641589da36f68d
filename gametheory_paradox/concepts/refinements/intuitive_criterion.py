"""The intuitive criterion: an unsent message is not read as sent by a type that could only lose by it.

A type is *equilibrium dominated* for an unsent message if each response that is best for some belief gives it
less than it gets in equilibrium.  An outcome *fails* the criterion if, once these types are excluded for some
message, another type gets more than in equilibrium whatever response is best for a belief on the types that
remain: that type deviates, and can say why it should be believed.  Where no type remains, the message decides
nothing.

Source: cho1987 (section III.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.concepts.refinements.best_response_sets import BestResponses, best_responses
from gametheory_paradox.concepts.refinements.signaling_outcomes import (
    SignalingOutcome,
    SignalingOutcomes,
    outcome_cells,
    refinement_table,
    signaling_outcomes,
)
from gametheory_paradox.concepts.shown import Shown
from gametheory_paradox.games.signaling import SignalingGame
from gametheory_paradox.solvers.equilibria import Equilibria
from gametheory_paradox.table import Table


@dataclass(frozen=True)
class UnsentMessage:
    """What the intuitive criterion says of one unsent message under one outcome.

    Parameters
    ----------
    all_types, remaining
        The responses that are best for beliefs on all types that can send the message, and on those that are
        not excluded; ``remaining`` is None where all are excluded.
    most
        For each type that can send the message the most that a response best for some belief gives it.
    least
        For each type that is not excluded the least that a response best for a belief on these types gives
        it.
    excluded
        The types that get less than in equilibrium, whatever is best.
    deviator
        A type that gets more than in equilibrium, whatever is best once these are excluded; None if there is
        none.
    """

    all_types: BestResponses
    remaining: BestResponses | None
    most: Mapping[int, Fraction]
    least: Mapping[int, Fraction]
    excluded: tuple[int, ...]
    deviator: int | None

    def holds(self, payoffs: tuple[Fraction, ...]) -> bool:
        """Whether sums confirm all of it, for what the types get in equilibrium."""
        message, every = self.all_types.message, set(self.all_types.types)
        left = every - set(self.excluded)
        if every != set(message.types) or not self.all_types.holds(sets=False):
            return False
        if self.most != {
            kind: max(message.sender[kind][r] for r in self.all_types.single) for kind in message.types
        }:
            return False
        if set(self.excluded) != {kind for kind in message.types if self.most[kind] < payoffs[kind]}:
            return False
        if self.remaining is None:
            return not left and not self.least and self.deviator is None
        if (
            self.remaining.message != message
            or set(self.remaining.types) != left
            or not self.remaining.holds(sets=False)
        ):
            return False
        if self.least != {kind: min(message.sender[kind][r] for r in self.remaining.single) for kind in left}:
            return False
        gaining = {kind for kind in left if self.least[kind] > payoffs[kind]}
        return self.deviator in gaining if gaining else self.deviator is None


@dataclass(frozen=True)
class IntuitiveVerdict:
    """Whether one outcome passes the intuitive criterion.

    Parameters
    ----------
    outcome
        What is judged.
    messages
        For the number of each unsent message what the criterion says of it.
    """

    outcome: SignalingOutcome
    messages: Mapping[int, UnsentMessage]

    @property
    def passes(self) -> bool:
        """Whether no type deviates."""
        return all(message.deviator is None for message in self.messages.values())

    @property
    def objection(self) -> int | None:
        """The number of the first message with which a type deviates."""
        return next(
            (number for number, message in self.messages.items() if message.deviator is not None), None
        )


@dataclass(frozen=True)
class IntuitiveCriterion(Shown):
    """Which outcomes of a signaling game pass the intuitive criterion.

    Parameters
    ----------
    found, outcomes
        The equilibria and their outcomes.
    verdicts
        One for each outcome.
    """

    found: Equilibria
    outcomes: SignalingOutcomes
    verdicts: tuple[IntuitiveVerdict, ...]

    @property
    def passing(self) -> tuple[int, ...]:
        """The numbers of the listed equilibria that pass."""
        return tuple(sorted(number for v in self.verdicts if v.passes for number in v.outcome.equilibria))

    @property
    def undecided(self) -> tuple[tuple[int, ...], ...]:
        """The subsets of listed equilibria between which what the types get varies: what lies between is not judged."""
        return self.outcomes.open

    def holds(self) -> bool:
        """Whether sums confirm every verdict: no linear program is solved again."""
        game = self.outcomes.game
        return signaling_outcomes(self.found) == self.outcomes and all(
            verdict.outcome == outcome
            and tuple(verdict.messages) == outcome.unsent(game)
            and all(
                message.all_types.message == game.messages[number] and message.holds(outcome.payoffs)
                for number, message in verdict.messages.items()
            )
            for verdict, outcome in zip(self.verdicts, self.outcomes.outcomes, strict=True)
        )

    def table(self) -> Table:
        """One row per outcome."""
        game = self.outcomes.game
        rows = [
            (*outcome_cells(game, v.outcome), "passes" if v.passes else "fails", _why(game, v))
            for v in self.verdicts
        ]
        return refinement_table(self.found, self.outcomes, "intuitive criterion", rows)


def _why(game: SignalingGame, verdict: IntuitiveVerdict) -> str:
    """The objection in words, or what is excluded in vain."""
    parts = []
    for number, test in verdict.messages.items():
        name = game.messages[number].name
        excluded = ", ".join(f"{game.types[kind]} (at most {test.most[kind]})" for kind in test.excluded)
        if test.deviator is not None:
            kind = game.types[test.deviator]
            rest = f"{excluded} excluded, " if excluded else ""
            return f"{name}: {rest}{kind} gets at least {test.least[test.deviator]}"
        if excluded:
            parts.append(f"{name}: {excluded} excluded, nobody gains for sure")
    return "; ".join(parts) or ("no type is excluded" if verdict.messages else "every message is sent")


def intuitive_criterion(found: Equilibria) -> IntuitiveCriterion:
    """Finds which outcomes of a signaling game pass the intuitive criterion, with the messages and types that decide.

    Which responses are best for some belief is found by exact linear programs, one for each response; a
    belief or a dominating mixture shows each answer.

    Parameters
    ----------
    found
        Sequential or perfect Bayesian equilibria of a signaling game.

    Returns ------- A verdict for each outcome on the list.  Between equilibria that pay the types differently
    nothing is said.

    Raises
    ------
    Unsupported
        If the equilibria are of another concept, or of another kind of game.

    Sources
    -------
    cho1987

    Examples
    --------
    Beer and quiche: whoever is ready to fight likes beer, and nobody likes a duel.

    >>> from gametheory_paradox.families import signaling_family
    >>> from gametheory_paradox.solvers import solve
    >>> payoffs = {"surly": {"beer": {"duel": (1, 0), "leave": (3, 1)}, "quiche": {"duel": (0, 0), "leave": (2, 1)}},
    ...     "wimpy": {"beer": {"duel": (0, 1), "leave": (2, 0)}, "quiche": {"duel": (1, 1), "leave": (3, 0)}}}
    >>> types = {"surly": "9/10", "wimpy": "1/10"}
    >>> breakfast = signaling_family(["A", "B"], types, ["beer", "quiche"], ["duel", "leave"], payoffs, {})
    >>> print(intuitive_criterion(solve(breakfast, concept="sequential")))
    Game: intuitive criterion <BLANKLINE> equilibria  sent    surly gets  wimpy gets  verdict  because
    ----------  ------  ----------  ----------  -------
    --------------------------------------------------------- 1, 2, 6     quiche           2           3
    fails    beer: wimpy (at most 2) excluded, surly gets at least 3 3, 4, 5     beer             3
    2  passes   quiche: surly (at most 2) excluded, nobody gains for sure
    """
    outcomes = signaling_outcomes(found)
    verdicts = tuple(
        IntuitiveVerdict(
            outcome,
            {number: _judged(outcomes.game, outcome, number) for number in outcome.unsent(outcomes.game)},
        )
        for outcome in outcomes.outcomes
    )
    return IntuitiveCriterion(found, outcomes, verdicts)


def _judged(game: SignalingGame, outcome: SignalingOutcome, number: int) -> UnsentMessage:
    message = game.messages[number]
    every = best_responses(message, message.types, sets=False)
    most = {kind: max(message.sender[kind][response] for response in every.single) for kind in message.types}
    excluded = tuple(kind for kind in message.types if most[kind] < outcome.payoffs[kind])
    left = tuple(kind for kind in message.types if kind not in excluded)
    if not left:
        return UnsentMessage(every, None, most, {}, excluded, None)
    remaining = best_responses(message, left, sets=False) if excluded else every
    least = {kind: min(message.sender[kind][response] for response in remaining.single) for kind in left}
    deviator = next((kind for kind in left if least[kind] > outcome.payoffs[kind]), None)
    return UnsentMessage(every, remaining, most, least, excluded, deviator)
