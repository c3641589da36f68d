"""Refinements of signaling games by messages not sent: the intuitive criterion and D1.

Sources: cho1987 (section III.3, the intuitive criterion; section IV.1, criterion D1); banks1987 (divinity,
from which D1 comes).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.concepts.signaling_outcomes import (
    MOST_RESPONSES,
    Belief,
    BestResponses,
    Responses,
    SignalingOutcome,
    SignalingOutcomes,
    best_responses,
    is_best_together,
    signaling_outcomes,
)
from gametheory_paradox.forms import mixture_in_words
from gametheory_paradox.forms.solvers.equilibria import Equilibria
from gametheory_paradox.forms.solvers.linear_program import (
    Infeasibility,
    LinearProgram,
    Optimum,
    Row,
    maximize,
)
from gametheory_paradox.forms.trees.signaling import Message, SignalingGame
from gametheory_paradox.table import Cell, Record, Table, Tabular

# Refinements of beliefs after unsent messages: who is believed to send one, and whether that deters all
#
# A refinement compares what types gain on the equilibrium by responses that are best for some belief.  Each
# comparison is a list of conditions on a mixture of responses that are best together: numbers by response
# whose mean must not be negative.  A belief with such a mixture shows that the conditions can be met; for
# every largest set of responses that are best together a few weights show that no mixture of it meets them.
#
# A type is *excluded* for a message if some rival leaves it no response that makes it weakly better off (and
# the rival, where that is another type, not strictly).  An outcome *survives* if each group of types that the
# refinement names can be deterred by a response that is best for a belief on the types that are left; where
# none is left, any belief.
# ----------------------------------------------------------------------------

Requirement: TypeAlias = tuple[Fraction, ...]  # a number for each response; its mean must not be negative
Gains: TypeAlias = Mapping[int, tuple[Fraction, ...]]  # by type, for each response, on the equilibrium
Group: TypeAlias = tuple[int, ...]  # types that one response must deter together


@dataclass(frozen=True, repr=False)
class Reply(Record):
    """A belief, and a mixture of responses that it makes best."""

    belief: Belief
    mixture: tuple[Fraction, ...]

    def holds(self, best: BestResponses, conditions: Sequence[Requirement]) -> bool:
        """Tests whether the belief makes the whole mixture best, and the mixture meets all conditions."""
        if (
            len(self.mixture) != len(best.message.responses)
            or any(p < 0 for p in self.mixture)
            or sum(self.mixture) != 1
        ):
            return False
        used = [response for response, p in enumerate(self.mixture) if p]
        return is_best_together(best.message, best.types, used, self.belief) and all(
            sum((p * c for p, c in zip(self.mixture, condition, strict=True)), Fraction(0)) >= 0
            for condition in conditions
        )


@dataclass(frozen=True, repr=False)
class NoReply(Record):
    """Weights that show, for each largest set of responses best together, that none meets the conditions.

    With the weights the conditions add up to something below zero for each response in the set, while they
    ask for zero.
    """

    weights: Mapping[Responses, tuple[Fraction, ...]]

    def holds(self, best: BestResponses, conditions: Sequence[Requirement]) -> bool:
        """Tests whether no mixture of responses that are best together meets all conditions."""
        return set(best.largest) == set(self.weights) and all(
            len(weights) == len(conditions)
            and min(weights, default=Fraction(0)) >= 0
            and all(
                sum((w * c[r] for w, c in zip(weights, conditions, strict=True)), Fraction(0)) < 0
                for r in responses
            )
            for responses, weights in self.weights.items()
        )


@dataclass(frozen=True, repr=False)
class Criterion(Record):
    """A refinement of beliefs, by what it asks of an unsent message.

    name, verb
        Its name, and what outcomes do that it accepts.
    sets
        Whether mixtures of responses that are best together count; otherwise each response alone.
    rivals
        For a type, and the types that some best response tempts, by whom it may be excluded: by other types,
        or by itself where its own losses suffice.
    groups
        For all types, and those that are left, which of them a response must deter together.
    words, unexcluded
        What one message shows, in words, and what to say where no message shows anything.
    """

    name: str
    verb: str
    sets: bool
    rivals: Callable[[int, Sequence[int]], Sequence[int]]
    groups: Callable[[Group, Group], Sequence[Group]]
    words: Callable[["UnsentMessage", SignalingGame], str]
    unexcluded: str


@dataclass(frozen=True, repr=False)
class UnsentMessage(Record):
    """The verdict on one unsent message under one outcome.

    Parameters
    ----------
    best
        The responses that are best for beliefs on all types that can send the message.
    remaining
        The same for beliefs on the types that are left, or on all where none is left.
    excluded
        For each excluded type by which rival, and that no response speaks for it.
    kept
        For each type that is left and each rival of it a response that speaks for it.
    replies
        For each group of types that must be deterred a response that does so, or that there is none.
    """

    best: BestResponses
    remaining: BestResponses
    excluded: Mapping[int, tuple[int, NoReply]]
    kept: Mapping[tuple[int, int], Reply]
    replies: Mapping[Group, Reply | NoReply]

    @property
    def message(self) -> Message:
        """The message."""
        return self.best.message

    @property
    def left(self) -> Group:
        """The types that are not excluded."""
        return tuple(kind for kind in self.best.types if kind not in self.excluded)

    @property
    def undeterred(self) -> Group | None:
        """The first group of types that no response deters; None if there is none."""
        return next((group for group, reply in self.replies.items() if isinstance(reply, NoReply)), None)

    def holds(self, criterion: Criterion, message: Message, payoffs: Sequence[Fraction]) -> bool:
        """Tests whether sums confirm all of it, for a message and what the types get in equilibrium."""
        types, left, gains = message.types, self.left, _gains(message, payoffs)
        if self.best.message != message or self.best.types != types or not set(self.excluded) <= set(types):
            return False
        if self.remaining.message != message or self.remaining.types != (left or types):
            return False
        if not (self.best.holds(sets=criterion.sets) and self.remaining.holds(sets=criterion.sets)):
            return False

        tempted = _tempted(self.best, gains)
        return (
            all(
                rival in criterion.rivals(kind, tempted)
                and proof.holds(self.best, _doubts(gains, kind, rival))
                for kind, (rival, proof) in self.excluded.items()
            )
            and all(
                (kind, rival) in self.kept
                and self.kept[kind, rival].holds(self.best, _doubts(gains, kind, rival))
                for kind in left
                for rival in criterion.rivals(kind, tempted)
            )
            and tuple(self.replies) == tuple(criterion.groups(types, left))
            and all(reply.holds(self.remaining, _deterred(gains, g)) for g, reply in self.replies.items())
        )


@dataclass(frozen=True, repr=False)
class OutcomeVerdict(Record):
    """The verdict on one outcome.

    Parameters
    ----------
    outcome
        The outcome that is judged.
    messages
        For the number of each unsent message the verdict on it; None where it has too many responses.
    """

    outcome: SignalingOutcome
    messages: Mapping[int, UnsentMessage | None]

    @property
    def survives(self) -> bool | None:
        """True if each unsent message can be answered so that no type sends it; None if not computed."""
        if self.objection is not None:
            return False
        return None if None in self.messages.values() else True

    @property
    def objection(self) -> int | None:
        """The number of the first message that cannot be answered so; None if there is none."""
        return next((n for n, m in self.messages.items() if m is not None and m.undeterred is not None), None)


@dataclass(frozen=True, repr=False)
class Refinement(Tabular):
    """The outcomes of a signaling game, judged by a refinement of beliefs.

    Parameters
    ----------
    criterion
        The refinement.
    equilibria, outcomes
        The equilibria and their outcomes.
    verdicts
        One for each outcome.
    """

    criterion: Criterion
    equilibria: Equilibria
    outcomes: SignalingOutcomes
    verdicts: tuple[OutcomeVerdict, ...]

    @property
    def surviving(self) -> tuple[int, ...]:
        """The numbers of the listed equilibria whose outcome survives."""
        return tuple(sorted(number for v in self.verdicts if v.survives for number in v.outcome.equilibria))

    @property
    def undecided(self) -> tuple[tuple[int, ...], ...]:
        """The subsets of listed equilibria between which payoffs of types vary, so that nothing is judged."""
        return self.outcomes.open

    def holds(self) -> bool:
        """Tests whether sums confirm every verdict: no linear program is solved again."""
        game = self.outcomes.game
        return signaling_outcomes(self.equilibria) == self.outcomes and all(
            verdict.outcome == outcome
            and tuple(verdict.messages) == outcome.unsent(game)
            and all(
                message is None or message.holds(self.criterion, game.messages[number], outcome.payoffs)
                for number, message in verdict.messages.items()
            )
            for verdict, outcome in zip(self.verdicts, self.outcomes.outcomes, strict=True)
        )

    def table(self) -> Table:
        """One row per outcome: its equilibria, numbered as their list shows them, and the verdict."""
        game, answers = self.outcomes.game, {True: self.criterion.verb, False: "fails", None: "undecided"}
        rows: list[tuple[Cell, ...]] = []
        for verdict in self.verdicts:
            outcome = verdict.outcome
            listed = ", ".join(str(number + 1) for number in outcome.equilibria)
            sent = ", ".join(game.messages[number].name for number in outcome.sent)
            which = listed or f"between {_numbers(outcome.between)}"
            rows.append((which, sent, *outcome.payoffs, answers[verdict.survives], self._because(verdict)))

        heads = ("equilibria", "sent", *(f"{kind} gets" for kind in game.types), "verdict", "because")
        open_ = _numbers(self.undecided)
        return Table(
            heads,
            tuple(rows),
            title=f"{self.equilibria.game.title or 'Game'}: {self.criterion.name}",
            note=f"Undecided between {open_}: there what the types get varies." if open_ else "",
        )

    def _because(self, verdict: OutcomeVerdict) -> str:
        """The message that cannot be answered, or what each message shows."""
        game, parts = self.outcomes.game, []
        for number, message in verdict.messages.items():
            words = "too many responses" if message is None else self.criterion.words(message, game)
            if words:
                parts.append(f"{game.messages[number].name}: {words}")
            if number == verdict.objection:
                return parts[-1]
        return "; ".join(parts) or (
            self.criterion.unexcluded if verdict.messages else "every message is sent"
        )


def refinement(criterion: Criterion, equilibria: Equilibria) -> Refinement:
    """Judges the outcomes of the equilibria of a signaling game, message by message."""
    outcomes = signaling_outcomes(equilibria)
    messages = outcomes.game.messages
    verdicts = tuple(
        OutcomeVerdict(
            outcome,
            {n: _judged(criterion, messages[n], outcome.payoffs) for n in outcome.unsent(outcomes.game)},
        )
        for outcome in outcomes.outcomes
    )
    return Refinement(criterion, equilibria, outcomes, verdicts)


def _judged(criterion: Criterion, message: Message, payoffs: Sequence[Fraction]) -> UnsentMessage | None:
    if criterion.sets and len(message.responses) > MOST_RESPONSES:
        return None
    best = best_responses(message, message.types, sets=criterion.sets)
    gains = _gains(message, payoffs)

    # Each type against its rivals, until one of them excludes it.
    excluded: dict[int, tuple[int, NoReply]] = {}
    kept: dict[tuple[int, int], Reply] = {}
    tempted = _tempted(best, gains)
    for kind in message.types:
        for rival in criterion.rivals(kind, tempted):
            answer = _answer(best, _doubts(gains, kind, rival))
            if isinstance(answer, NoReply):
                excluded[kind] = rival, answer
                break
            kept[kind, rival] = answer

    left = tuple(kind for kind in message.types if kind not in excluded)
    remaining = best_responses(message, left, sets=criterion.sets) if excluded and left else best
    groups = criterion.groups(message.types, left)
    replies = {group: _answer(remaining, _deterred(gains, group)) for group in groups}
    return UnsentMessage(best, remaining, excluded, kept, replies)


def _gains(message: Message, payoffs: Sequence[Fraction]) -> Gains:
    return {kind: tuple(payoff - payoffs[kind] for payoff in message.sender[kind]) for kind in message.types}


def _tempted(best: BestResponses, gains: Gains) -> list[int]:
    """The types that a response best for some belief makes strictly better off; mixtures tempt no others."""
    return [kind for kind in best.types if any(gains[kind][response] > 0 for response in best.single)]


def _doubts(gains: Gains, kind: int, rival: int) -> list[Requirement]:
    """The conditions for a type against a rival: it is weakly better off, and another type not strictly."""
    return [gains[kind]] if rival == kind else [gains[kind], *_deterred(gains, (rival,))]


def _deterred(gains: Gains, group: Group) -> list[Requirement]:
    """The conditions that no type of a group is strictly better off."""
    return [tuple(-gain for gain in gains[kind]) for kind in group]


def _answer(best: BestResponses, conditions: Sequence[Requirement]) -> Reply | NoReply:
    """A mixture of responses that are best together and meets all conditions, or proof of none."""
    weights: dict[Responses, tuple[Fraction, ...]] = {}
    for responses in best.largest:
        rows = [Row((Fraction(1),) * len(responses), "=", Fraction(1))]
        rows += [Row(tuple(condition[r] for r in responses), ">=", Fraction(0)) for condition in conditions]
        answer = maximize(LinearProgram((Fraction(0),) * len(responses), tuple(rows)))

        if isinstance(answer, Optimum):
            odds = dict(zip(responses, answer.primal, strict=True))
            mixture = (odds.get(response, Fraction(0)) for response in range(len(best.message.responses)))
            return Reply(best.together[responses], tuple(mixture))
        assert isinstance(answer, Infeasibility)
        weights[responses] = tuple(-w for w in answer.farkas[1:])
    return NoReply(weights)


def _numbers(subsets: Sequence[Sequence[int]]) -> str:
    return "; ".join(", ".join(str(number + 1) for number in subset) for subset in subsets)


# Criterion D1: an unsent message is read as sent by the types that would send it for more of the responses
#
# For an unsent message and a type let the responses that are best for some belief, mixtures of responses best
# together included, be those that make the type *strictly* better off than in equilibrium, and *weakly*.  A
# type is pruned if another type is strictly better off by every response by which it is weakly better off
# itself, and by at least one.  An outcome *survives* if for every unsent message some belief on the types
# that are left makes a response best that tempts no type; where none is left, any belief.
# ----------------------------------------------------------------------------


def d1_criterion(equilibria: Equilibria) -> Refinement:
    """Finds which outcomes of a signaling game survive criterion D1, with what shows each comparison.

    Types are pruned once, not again among those that are left.

    Parameters
    ----------
    equilibria
        Sequential or perfect Bayesian equilibria of a signaling game.

    Returns
    -------
    A verdict for each outcome on the list: undecided where an unsent message has more than 12 responses.
    Between equilibria that pay the types differently nothing is said.

    Raises
    ------
    Unsupported
        If the equilibria are of another concept, or of another kind of game.

    Sources
    -------
    cho1987; banks1987

    Examples
    --------
    >>> from gametheory_paradox.models import signaling_family
    >>> from gametheory_paradox.forms.solvers import solve
    >>> beer = {"surly": {"duel": (1, 0), "leave": (3, 1)}, "wimpy": {"duel": (0, 1), "leave": (2, 0)}}
    >>> quiche = {"surly": {"duel": (0, 0), "leave": (2, 1)}, "wimpy": {"duel": (1, 1), "leave": (3, 0)}}
    >>> payoffs = {kind: {"beer": beer[kind], "quiche": quiche[kind]} for kind in beer}
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
    return refinement(D1, equilibria)


def _d1_words(test: UnsentMessage, game: SignalingGame) -> str:
    """The pruned types with their rivals, and the response that deters all types."""
    pruned = "; ".join(
        f"{game.types[kind]} pruned by {game.types[by]}" for kind, (by, _) in test.excluded.items()
    )
    (reply,) = test.replies.values()
    if not isinstance(reply, Reply):
        return f"{pruned or 'no type is pruned'}, no response deters all"
    if test.message.information_set is None:
        return ""
    answer = mixture_in_words(test.message.responses, reply.mixture)
    return f"{pruned + ', ' if pruned else ''}{answer} deters all"


D1 = Criterion(
    "criterion D1",
    "survives",
    sets=True,
    rivals=lambda kind, tempted: [other for other in tempted if other != kind],
    groups=lambda types, left: [types],
    words=_d1_words,
    unexcluded="the unsent messages end the game",
)


# The intuitive criterion: an unsent message is not read as sent by a type that could only lose by it
#
# A type is *equilibrium dominated* for an unsent message if each response that is best for some belief gives
# it less than it gets in equilibrium.  An outcome *fails* the criterion if, once these types are excluded for
# some message, another type gets more than in equilibrium whatever response is best for a belief on the types
# that remain: that type deviates, and can say why it should be believed.  Where no type remains, the message
# decides nothing.
# ----------------------------------------------------------------------------


def intuitive_criterion(equilibria: Equilibria) -> Refinement:
    """Finds which outcomes of a signaling game pass the intuitive criterion, and which messages decide.

    Which responses are best for some belief is found by exact linear programs, one for each response; a
    belief or a dominating mixture shows each answer.

    Parameters
    ----------
    equilibria
        Sequential or perfect Bayesian equilibria of a signaling game.

    Returns
    -------
    A verdict for each outcome on the list.  Between equilibria that pay the types differently nothing is
    said.

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

    >>> from gametheory_paradox.models import signaling_family
    >>> from gametheory_paradox.forms.solvers import solve
    >>> beer = {"surly": {"duel": (1, 0), "leave": (3, 1)}, "wimpy": {"duel": (0, 1), "leave": (2, 0)}}
    >>> quiche = {"surly": {"duel": (0, 0), "leave": (2, 1)}, "wimpy": {"duel": (1, 1), "leave": (3, 0)}}
    >>> payoffs = {kind: {"beer": beer[kind], "quiche": quiche[kind]} for kind in beer}
    >>> types = {"surly": "9/10", "wimpy": "1/10"}
    >>> breakfast = signaling_family(["A", "B"], types, ["beer", "quiche"], ["duel", "leave"], payoffs, {})
    >>> answer = intuitive_criterion(solve(breakfast, concept="sequential"))
    >>> for row in answer.table().rows:
    ...     print(*row, sep="; ")
    1, 2, 6; quiche; 2; 3; fails; beer: wimpy (at most 2) excluded, surly gets at least 3
    3, 4, 5; beer; 3; 2; passes; quiche: surly (at most 2) excluded, nobody gains for sure
    """
    return refinement(INTUITIVE, equilibria)


def _intuitive_words(test: UnsentMessage, game: SignalingGame) -> str:
    """The excluded types, and the type that then gains for sure, if one does."""
    excluded = ", ".join(
        f"{game.types[kind]} (at most {_payoff(max, test.best, kind)})" for kind in test.excluded
    )
    if test.undeterred is None:
        return f"{excluded} excluded, nobody gains for sure" if excluded else ""
    (kind,) = test.undeterred
    least = f"{game.types[kind]} gets at least {_payoff(min, test.remaining, kind)}"
    return f"{excluded} excluded, {least}" if excluded else least


def _payoff(bound: Callable[[Iterable[Fraction]], Fraction], best: BestResponses, kind: int) -> Fraction:
    """The least or the most that a response best for some belief gives a type."""
    return bound(best.message.sender[kind][response] for response in best.single)


INTUITIVE = Criterion(
    "intuitive criterion",
    "passes",
    sets=False,
    rivals=lambda kind, tempted: [kind],
    groups=lambda types, left: [(kind,) for kind in left],
    words=_intuitive_words,
    unexcluded="no type is excluded",
)
