"""Criterion D1: an unsent message is read as sent by the types that would send it for more of the responses.

For an unsent message and a type let the responses that are best for some belief, mixtures of responses best
together included, be those that make the type *strictly* better off than in equilibrium, and *weakly*.  A
type is pruned if another type is strictly better off by every response by which it is weakly better off
itself, and by at least one.  An outcome *survives* if for every unsent message some belief on the types that
are left makes a response best that tempts no type; where none is left, any belief.

Each comparison is a linear program over the mixtures of a set of responses that are best together, one for
each largest such set.  A belief with a mixture shows that a comparison fails or that a response deters; for
every largest set a few weights show that there is none.

Sources: cho1987 (section IV.1, criterion D1); banks1987 (divinity, from which it comes).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.concepts.refinements.best_response_sets import (
    MOST_RESPONSES,
    Belief,
    BestResponses,
    Responses,
    best_responses,
    is_best_together,
)
from gametheory_paradox.concepts.refinements.signaling_outcomes import (
    SignalingOutcome,
    SignalingOutcomes,
    outcome_cells,
    refinement_table,
    signaling_outcomes,
)
from gametheory_paradox.concepts.shown import Shown, mixture_in_words
from gametheory_paradox.games.signaling import Message, SignalingGame
from gametheory_paradox.solvers.equilibria import Equilibria
from gametheory_paradox.solvers.linear_program import Infeasible, LinearProgram, Optimum, Row, maximize
from gametheory_paradox.table import Table

Gains: TypeAlias = Mapping[
    int, tuple[Fraction, ...]
]  # for each type, for each response, what it gains on the equilibrium


@dataclass(frozen=True)
class Answer:
    """A belief, and a mixture of responses that it makes best."""

    belief: Belief
    mixture: tuple[Fraction, ...]

    def is_best(self, message: Message, types: Sequence[int]) -> bool:
        """Whether the belief is on these types and makes the whole mixture best."""
        if (
            len(self.mixture) != len(message.responses)
            or any(p < 0 for p in self.mixture)
            or sum(self.mixture) != 1
        ):
            return False
        return is_best_together(message, types, [r for r, p in enumerate(self.mixture) if p], self.belief)

    def value(self, numbers: Sequence[Fraction]) -> Fraction:
        """What the mixture gives on average."""
        return sum((p * number for p, number in zip(self.mixture, numbers, strict=True)), Fraction(0))


@dataclass(frozen=True)
class NoAnswer:
    """For each largest set of responses that are best together: weights of the conditions that no mixture of it satisfies.

    With these weights the conditions add up to something below zero for each response in the set, while they
    ask for zero.
    """

    weights: Mapping[Responses, tuple[Fraction, ...]]

    def holds(self, best: BestResponses, conditions: Sequence[Sequence[Fraction]]) -> bool:
        """Whether no mixture of responses that are best together satisfies all conditions: for each its mean is at least zero."""
        return set(best.largest) == set(self.weights) and all(
            len(weights) == len(conditions)
            and min(weights, default=Fraction(0)) >= 0
            and all(
                sum((w * c[r] for w, c in zip(weights, conditions, strict=True)), Fraction(0)) < 0
                for r in responses
            )
            for responses, weights in self.weights.items()
        )


@dataclass(frozen=True)
class Pruned:
    """Why a type is not believed to send a message.

    Parameters
    ----------
    by
        The type that is strictly better off whenever it is weakly better off.
    never
        That no response makes the one weakly better off and not the other strictly.
    """

    by: int
    never: NoAnswer


@dataclass(frozen=True)
class UnsentMessage:
    """What D1 says of one unsent message under one outcome.

    Parameters
    ----------
    best
        The responses that are best together for beliefs on all types that can send the message.
    remaining
        The same for beliefs on the types that are left, or on all where none is left.
    pruned
        For each pruned type the reason.
    kept
        For each type that is left and each other type that some response makes strictly better off: a
        response by which the first is weakly better off and the other not strictly.
    deterring
        A response for a belief on the types that are left that tempts no type, or that there is none.
    """

    best: BestResponses
    remaining: BestResponses
    pruned: Mapping[int, Pruned]
    kept: Mapping[tuple[int, int], Answer]
    deterring: Answer | NoAnswer

    @property
    def survives(self) -> bool:
        """Whether the message can be answered so that no type sends it."""
        return isinstance(self.deterring, Answer)

    def holds(self, payoffs: Sequence[Fraction]) -> bool:
        """Whether sums confirm all of it, for what the types get in equilibrium."""
        message, types = self.best.message, self.best.types
        gains = _gains(message, payoffs)
        left = [kind for kind in types if kind not in self.pruned]
        if types != message.types or not set(self.pruned) <= set(types) or not self.best.holds(sets=True):
            return False
        if self.remaining.message != message or self.remaining.types != (tuple(left) or types):
            return False
        tempted = _tempted(self.best, gains)
        return (
            self.remaining.holds(sets=True)
            and all(
                self._rightly_pruned(kind, reason, gains, tempted) for kind, reason in self.pruned.items()
            )
            and all(
                self._rightly_kept(kind, other, gains) for kind in left for other in tempted if other != kind
            )
            and _settles(self.deterring, self.remaining, _nobody_tempted(gains))
        )

    def _rightly_pruned(self, kind: int, reason: Pruned, gains: Gains, tempted: Sequence[int]) -> bool:
        conditions = _weakly_and_not_strictly(gains, kind, reason.by) if reason.by in tempted else []
        return kind != reason.by and reason.by in tempted and reason.never.holds(self.best, conditions)

    def _rightly_kept(self, kind: int, other: int, gains: Gains) -> bool:
        answer = self.kept.get((kind, other))
        return answer is not None and _settles(
            answer, self.best, _weakly_and_not_strictly(gains, kind, other)
        )


def _settles(
    answer: Answer | NoAnswer, best: BestResponses, conditions: Sequence[Sequence[Fraction]]
) -> bool:
    """Whether a response that is best for a belief on the types satisfies the conditions, or the weights show that none does."""
    if isinstance(answer, NoAnswer):
        return answer.holds(best, conditions)
    return answer.is_best(best.message, best.types) and all(
        answer.value(condition) >= 0 for condition in conditions
    )


@dataclass(frozen=True)
class D1Verdict:
    """Whether one outcome survives D1.

    Parameters
    ----------
    outcome
        What is judged.
    messages
        For the number of each unsent message what D1 says of it; None where it has too many responses.
    """

    outcome: SignalingOutcome
    messages: Mapping[int, UnsentMessage | None]

    @property
    def survives(self) -> bool | None:
        """Whether every unsent message can be answered so that no type sends it; None if that is not computed."""
        if self.objection is not None:
            return False
        return None if None in self.messages.values() else True

    @property
    def objection(self) -> int | None:
        """The number of the first message that cannot be answered so."""
        return next(
            (n for n, message in self.messages.items() if message is not None and not message.survives), None
        )


@dataclass(frozen=True)
class D1Criterion(Shown):
    """Which outcomes of a signaling game survive D1.

    Parameters
    ----------
    found, outcomes
        The equilibria and their outcomes.
    verdicts
        One for each outcome.
    """

    found: Equilibria
    outcomes: SignalingOutcomes
    verdicts: tuple[D1Verdict, ...]

    @property
    def surviving(self) -> tuple[int, ...]:
        """The numbers of the listed equilibria whose outcome survives."""
        return tuple(sorted(number for v in self.verdicts if v.survives for number in v.outcome.equilibria))

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
                test is None or (test.best.message == game.messages[number] and test.holds(outcome.payoffs))
                for number, test in verdict.messages.items()
            )
            for verdict, outcome in zip(self.verdicts, self.outcomes.outcomes, strict=True)
        )

    def table(self) -> Table:
        """One row per outcome."""
        words = {True: "survives", False: "fails", None: "undecided"}
        rows = [
            (*outcome_cells(self.outcomes.game, v.outcome), words[v.survives], _why(self.outcomes.game, v))
            for v in self.verdicts
        ]
        return refinement_table(self.found, self.outcomes, "criterion D1", rows)


def _why(game: SignalingGame, verdict: D1Verdict) -> str:
    """The message that cannot be answered, or whom each message is read as sent by."""
    parts = []
    for number, test in verdict.messages.items():
        message = game.messages[number]
        if test is None:
            parts.append(f"{message.name}: too many responses")
            continue
        pruned = "; ".join(
            f"{game.types[kind]} pruned by {game.types[reason.by]}" for kind, reason in test.pruned.items()
        )
        if not isinstance(test.deterring, Answer):
            return f"{message.name}: {pruned or 'no type is pruned'}, no response deters all"
        if message.information_set is not None:
            answer = mixture_in_words(message.responses, test.deterring.mixture)
            parts.append(f"{message.name}: {pruned + ', ' if pruned else ''}{answer} deters all")
    return "; ".join(parts) or "every message is sent, or ends the game"


def d1_criterion(found: Equilibria) -> D1Criterion:
    """Finds which outcomes of a signaling game survive criterion D1, with what shows each comparison.

    Types are pruned once, not again among those that are left.

    Parameters
    ----------
    found
        Sequential or perfect Bayesian equilibria of a signaling game.

    Returns ------- A verdict for each outcome on the list: undecided where an unsent message has more than 12
    responses.  Between equilibria that pay the types differently nothing is said.

    Raises
    ------
    Unsupported
        If the equilibria are of another concept, or of another kind of game.

    Sources
    -------
    cho1987; banks1987

    Examples
    --------
    >>> from gametheory_paradox.families import signaling_family
    >>> from gametheory_paradox.solvers import solve
    >>> payoffs = {"surly": {"beer": {"duel": (1, 0), "leave": (3, 1)}, "quiche": {"duel": (0, 0), "leave": (2, 1)}},
    ...     "wimpy": {"beer": {"duel": (0, 1), "leave": (2, 0)}, "quiche": {"duel": (1, 1), "leave": (3, 0)}}}
    >>> types = {"surly": "9/10", "wimpy": "1/10"}
    >>> breakfast = signaling_family(["A", "B"], types, ["beer", "quiche"], ["duel", "leave"], payoffs, {})
    >>> print(d1_criterion(solve(breakfast, concept="sequential")))
    Game: criterion D1
    <BLANKLINE>
    equilibria  sent    surly gets  wimpy gets  verdict   because
    ----------  ------  ----------  ----------  --------  ---------------------------------------------------
    1, 2, 6     quiche           2           3  fails     beer: wimpy pruned by surly, no response deters all
    3, 4, 5     beer             3           2  survives  quiche: surly pruned by wimpy, duel deters all
    """
    outcomes = signaling_outcomes(found)
    game = outcomes.game
    verdicts = tuple(
        D1Verdict(
            outcome,
            {number: _judged(game.messages[number], outcome.payoffs) for number in outcome.unsent(game)},
        )
        for outcome in outcomes.outcomes
    )
    return D1Criterion(found, outcomes, verdicts)


def _judged(message: Message, payoffs: Sequence[Fraction]) -> UnsentMessage | None:
    if len(message.responses) > MOST_RESPONSES:
        return None
    best = best_responses(message, message.types, sets=True)
    gains = _gains(message, payoffs)
    pruned: dict[int, Pruned] = {}
    kept: dict[tuple[int, int], Answer] = {}
    for kind in message.types:
        for other in _tempted(best, gains):
            if other != kind:
                answer = _answer(best, _weakly_and_not_strictly(gains, kind, other))
                if isinstance(answer, NoAnswer):
                    pruned[kind] = Pruned(other, answer)
                    break
                kept[kind, other] = answer
    left = tuple(kind for kind in message.types if kind not in pruned) or message.types
    remaining = best_responses(message, left, sets=True) if pruned else best
    return UnsentMessage(best, remaining, pruned, kept, _answer(remaining, _nobody_tempted(gains)))


def _gains(message: Message, payoffs: Sequence[Fraction]) -> Gains:
    return {kind: tuple(payoff - payoffs[kind] for payoff in message.sender[kind]) for kind in message.types}


def _tempted(best: BestResponses, gains: Gains) -> list[int]:
    """The types that a response best for some belief makes strictly better off; mixtures tempt no others."""
    return [kind for kind in best.types if any(gains[kind][response] > 0 for response in best.single)]


def _weakly_and_not_strictly(gains: Gains, kind: int, other: int) -> list[tuple[Fraction, ...]]:
    """Conditions on a response: one type is weakly better off, another is not strictly."""
    return [gains[kind], tuple(-gain for gain in gains[other])]


def _nobody_tempted(gains: Gains) -> list[tuple[Fraction, ...]]:
    return [tuple(-gain for gain in own) for own in gains.values()]


def _answer(best: BestResponses, conditions: Sequence[Sequence[Fraction]]) -> Answer | NoAnswer:
    """A mixture of responses that are best together whose mean satisfies all conditions, or what shows that there is none."""
    weights: dict[Responses, tuple[Fraction, ...]] = {}
    for responses in best.largest:
        rows = [Row((Fraction(1),) * len(responses), "=", Fraction(1))]
        rows += [Row(tuple(condition[r] for r in responses), ">=", Fraction(0)) for condition in conditions]
        answer = maximize(LinearProgram((Fraction(0),) * len(responses), tuple(rows)))
        if isinstance(answer, Optimum):
            odds = dict(zip(responses, answer.primal, strict=True))
            mixture = tuple(
                odds.get(response, Fraction(0)) for response in range(len(best.message.responses))
            )
            return Answer(best.together[responses], mixture)
        assert isinstance(answer, Infeasible)
        weights[responses] = tuple(-w for w in answer.farkas[1:])
    return NoAnswer(weights)
