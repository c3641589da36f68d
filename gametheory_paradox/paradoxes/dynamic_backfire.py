"""Dynamic backfire: what pays more in the period is worth less from the start, by way of the states.

Two stationary policies of the mover are compared in a stochastic game.  *With*: at the sets asked about it
takes the action for certain.  *Instead*: it takes the other action there.  All others, and the mover
elsewhere, answer: all Markov perfect equilibria of either game are compared.  Where nobody answers, they keep
what they do in the equilibria with the action, and the mover alone takes the other one.

Present: the value from the start, of the payoff or of the measure, is lower with the action, as the
quantifier compares; at each set asked about that play comes to, the action pays more in the period than the
other one, against what the others do there; and the part of the difference that goes through the states is
negative.  With m(s) the discounted number of periods in state s and u(s) what the period gives, the
difference is exactly the sum of

* the flow, what the action changes in the period: the sum of m(s) [u(s) with it - u(s) with the other one];
* the answer, what the others' play changes in the period: likewise, with the other action;
* the states: for each, how much more often it is met with the action, times what it gives without.

Where the action is taken in a Markov perfect equilibrium of the whole game and nobody answers, the value
never rises by the other action (one-shot deviations), so that nothing backfires then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import Profile, StochasticGame
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.state_values import chain_of, payoffs_from_start, reached_states
from gametheory_paradox.games.stochastic_game import restrict_states
from gametheory_paradox.paradoxes.action_taken_away import left_in
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.payoff_gaps import Sets, gap_between
from gametheory_paradox.paradoxes.quantifiers import AnyQuantifier
from gametheory_paradox.paradoxes.question import Question, text_of
from gametheory_paradox.table import Record

ALL, NOBODY = "all", "nobody"  # who answers
MOST_PAIRS = 1_000


@dataclass(frozen=True, repr=False)
class ValueDecomposition(Record):
    """What the action in the place of the other one changes for the mover, between two equilibria.

    Parameters
    ----------
    instead, with_action
        The values from the start.
    tempting
        The least that the action pays more in the period, over the sets asked about that play comes to; None
        if it comes to none.
    flow, answer
        The parts of the period.
    states
        For each state the part that goes through it.
    """

    instead: Fraction
    with_action: Fraction
    tempting: Fraction | None
    flow: Fraction
    answer: Fraction
    states: Mapping[str, Fraction]

    @property
    def through_states(self) -> Fraction:
        """The part of all states together."""
        return sum(self.states.values(), Fraction(0))


@dataclass(frozen=True, repr=False)
class DynamicBackfire(Record):
    """The mover's values with the action and with the other one, and what makes up the difference.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    changes
        For each pair of equilibria.
    """

    quantifier: AnyQuantifier
    changes: tuple[ValueDecomposition, ...]

    @property
    def instead(self) -> PayoffSet:
        """All values with the other action."""
        return PayoffSet.of((change.instead for change in self.changes), infinite=False)

    @property
    def with_action(self) -> PayoffSet:
        """All values with the action."""
        return PayoffSet.of((change.with_action for change in self.changes), infinite=False)

    @property
    def gap(self) -> Fraction:
        """By how much the other action is better from the start."""
        gap = gap_between(self.instead, self.with_action, self.quantifier)
        assert isinstance(gap, Fraction)
        return gap

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """All that is compared."""
        return {"instead": self.instead, "with": self.with_action}

    @property
    def tempts(self) -> bool:
        """True if the action pays more in the period wherever play comes to it."""
        return all(change.tempting is not None and change.tempting > 0 for change in self.changes)

    def holds(self) -> bool:
        """The definition."""
        return self.gap > 0 and self.tempts and all(change.through_states < 0 for change in self.changes)


def written_out(form: AnyForm, question: Question) -> Question:
    """The question with who answers said outright; InvalidGame or Unsupported if it does not fit."""
    sets = _sets(form, question)
    for number in sets:
        info = form.information_sets[number]
        if text_of(question, "instead") not in info.actions:
            raise InvalidGame(
                f"{question.mover} has no action {text_of(question, 'instead')!r:.60} at {info.name!r}; "
                f"it has {', '.join(info.actions)}"
            )
    if question.details["instead"] in question.action:
        raise InvalidGame("instead is another action than the one asked about")
    held = question.details.get("held") or ALL
    if held not in (ALL, NOBODY):
        raise InvalidGame(f"held: expected {ALL} or {NOBODY}, got {held!r:.60}")
    return question.but(held=held)


def _sets(form: AnyForm, question: Question) -> tuple[int, ...]:
    """The numbers of the information sets that are asked about."""
    if not isinstance(form, StochasticGame):
        raise Unsupported(
            "the dynamic-backfire paradox is about stochastic games; this one is not played in periods"
        )
    if any(state.at_once for state in form.states):
        raise Unsupported(
            "dynamic-backfire compares what a period pays, and here periods hold moves one after the other; "
            "ask about the option"
        )
    return tuple(left_in(form, question))


def variants(game: StochasticGame[P], question: Question) -> dict[str, StochasticGame[P]]:
    """The game in which the action is taken, and where others answer that in which the other one is."""
    if written_out(game, question) != question:
        raise InvalidGame("who answers is to be written out")
    taken = {"with": question.action[0], "instead": text_of(question, "instead")}
    if question.details["held"] == NOBODY:
        del taken["instead"]
    sets = _sets(game, question)
    return {name: restrict_states(game, dict.fromkeys(sets, (action,))) for name, action in taken.items()}


def claim(game: StochasticGame[Fraction], question: Question, sets: Sets) -> DynamicBackfire | str:
    """The comparison; a text says why the equilibria do not settle it."""
    for equilibria in sets.values():
        if equilibria.infinite:
            return "of infinitely many equilibria not every play is listed"
        if cover_of(equilibria).in_boxes:
            return "an equilibrium is known by a box alone, and so is how often each state is met"
    pairs = list(_pairs(game, question, sets))
    if len(pairs) > MOST_PAIRS:
        return f"there are more than {MOST_PAIRS:,} pairs of equilibria to look at"
    return DynamicBackfire(question.quantifier, tuple(_change(game, question, *pair) for pair in pairs))


def _pairs(
    game: StochasticGame[Fraction], question: Question, sets: Sets
) -> Iterator[tuple[Profile, Profile]]:
    """Equilibria with the action and with the other one, as profiles of the whole game."""
    for own in sets["with"].profiles:
        acting = _whole(game, own)
        if "instead" not in sets:
            yield acting, _switched(game, question, acting)
        else:
            yield from ((acting, _whole(game, other)) for other in sets["instead"].profiles)


def _whole(game: StochasticGame[Fraction], profile: Profile) -> Profile:
    """A profile of a game in which some actions are missing, as one of the game."""
    odds = [
        tuple(
            dict(zip(own.actions, weights, strict=True)).get(action, Fraction(0)) for action in info.actions
        )
        for info, own, weights in zip(
            game.information_sets, profile.information_sets, profile.probabilities, strict=True
        )
    ]
    return Profile(game.information_sets, tuple(odds))


def _switched(game: StochasticGame[Fraction], question: Question, profile: Profile) -> Profile:
    """The profile with the other action at the sets asked about."""
    sets, odds = _sets(game, question), list(profile.probabilities)
    for number in sets:
        actions = game.information_sets[number].actions
        odds[number] = tuple(Fraction(action == question.details["instead"]) for action in actions)
    return Profile(profile.information_sets, tuple(odds))


def _change(
    game: StochasticGame[Fraction], question: Question, acting: Profile, other: Profile
) -> ValueDecomposition:
    """What changes between two equilibria, and through what."""
    who, column = game.players.index(question.mover), game.column(question.mover)
    switched = _switched(game, question, acting)
    paid = {name: chain_of(game, own).payoffs for name, own in (("a", acting), ("s", switched), ("b", other))}
    asked = {game.information_sets[number].name for number in _sets(game, question)}
    tempting = [
        paid["a"][place][who] - paid["s"][place][who]
        for place in reached_states(game, acting)
        if game.states[place].name in asked
    ]

    def summed(profile: Profile, amounts: Sequence[Fraction]) -> Fraction:
        """The discounted sum from the start of an amount for each state."""
        cells = [
            (amount,) * len(game.players)
            for state, amount in zip(game.states, amounts, strict=True)
            for _ in state.payoffs
        ]
        return payoffs_from_start(game.with_payoffs(cells), profile)[who]

    flow, answer = (
        summed(acting, [one[column] - two[column] for one, two in zip(paid[x], paid[y], strict=True)])
        for x, y in (("a", "s"), ("s", "b"))
    )
    places, states = range(len(game.states)), dict[str, Fraction]()
    for place, state in enumerate(game.states):
        amounts = [paid["b"][place][column] if place == own else Fraction(0) for own in places]
        states[state.name] = summed(acting, amounts) - summed(other, amounts)
    before, after = (payoffs_from_start(game, own)[column] for own in (other, acting))
    return ValueDecomposition(before, after, min(tempting, default=None), flow, answer, states)
