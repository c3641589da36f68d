"""The dynamic backfire: what pays more in the period is worth less from the start, by way of the states."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import product

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, positive, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.exact.proofs.algebraic import distinct
from gametheory_paradox.forms import StochasticGame, expected_payoffs
from gametheory_paradox.forms.formulas.branches import Branch, Branches
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.states.formulas.state_tests import ONE, ZERO, Play, StateTests, cells_played
from gametheory_paradox.forms.states.stochastic_game import restrict_states
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.paradoxes.channels import Equilibrium, SplitOverTime
from gametheory_paradox.paradoxes.definition import (
    AnyForm,
    ParametricComparison,
    ParametricDefinition,
    Sets,
    compared,
    exceeds,
    gains,
    gap_between,
    left_in,
    where_both,
)
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question, text_of
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# Dynamic backfire: what pays more in the period is worth less from the start, by way of the states
#
# Two stationary policies of the mover are compared in a stochastic game.  *With*: at the sets asked about it
# takes the action for certain.  *Instead*: it takes the other action there.  All others, and the mover
# elsewhere, answer: all Markov perfect equilibria of either game are compared.  Where nobody answers, they
# keep what they do in the equilibria with the action, and the mover alone takes the other one.
#
# Present: the value from the start, of the payoff or of the measure, is lower with the action, as the
# quantifier compares; at each set asked about that play comes to, the action pays more in the period than the
# other one, against what the others do there; and the part of the difference that goes through the states is
# negative.  With m(s) the discounted number of periods in state s and u(s) what the period gives, the
# difference is exactly the sum of
#
# * the flow, what the action changes in the period: the sum of m(s) [u(s) with it - u(s) with the other one];
# * the answer, what the others' play changes in the period: likewise, with the other action;
# * the states: for each, how much more often it is met with the action, times what it gives without.
#
# Where the action is taken in a Markov perfect equilibrium of the whole game and nobody answers, the value
# never rises by the other action (one-shot deviations), so that nothing backfires then.
# ----------------------------------------------------------------------------

Valued = tuple[Equilibrium, Number]
ALL, NOBODY = "all", "nobody"  # who answers
MOST_PAIRS = 1_000


@dataclass(frozen=True, repr=False)
class ValueDecomposition(Record):
    """The change for the mover, between two equilibria, when it takes the action in the place of the other.

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

    instead: Number
    with_action: Number
    tempting: Number | None
    flow: Number
    answer: Number
    states: Mapping[str, Number]

    @property
    def through_states(self) -> Number:
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
    def gap(self) -> Number:
        """By how much the other action is better from the start."""
        return gap_between(self.instead, self.with_action, self.quantifier)

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
    if any(equilibria.infinite for equilibria in sets.values()):
        return "of infinitely many equilibria not every play is listed"
    known = {name: _valued(own, question) for name, own in sets.items()}
    pairs = list(product(known["with"], known.get("instead", [None])))
    if len(pairs) > MOST_PAIRS:
        return f"there are more than {MOST_PAIRS:,} pairs of equilibria to look at"
    return DynamicBackfire(question.quantifier, tuple(_change(game, question, *pair) for pair in pairs))


def _valued(equilibria: EquilibriumSet, question: Question) -> list[Valued | None]:
    """Each equilibrium with the mover's value from the start."""
    game, column = equilibria.game, equilibria.game.column(question.mover)
    exact = [(own, expected_payoffs(game, own)[column]) for own in equilibria.profiles]
    return [*exact, *((own, own.payoff(game, column)) for own in cover_of(equilibria).stationary)]


def _change(
    game: StochasticGame[Fraction], question: Question, acting: Valued | None, other: Valued | None
) -> ValueDecomposition:
    """The difference between two equilibria, and its parts."""
    assert acting is not None
    split = SplitOverTime(game, question, _sets(game, question), acting[0], other and other[0])
    before, flow, answer, *rest = split.numbers()
    count = len(game.states)
    met, without, tempting = rest[:count], rest[count : 2 * count], rest[2 * count :]
    states = {state.name: more - less for state, more, less in zip(game.states, met, without, strict=True)}
    least = distinct(tempting)[0] if tempting else None
    return ValueDecomposition(other[1] if other else before, acting[1], least, flow, answer, states)


# Dynamic backfire as a statement about parameters: two policies compared, and the part through the states
#
# The discounted number of periods in each state is a quotient of minors of I - δP, as the values are: so the
# part that goes through the states is a formula for each pair of equilibria.  Play comes to a state where the
# start, or a state that it comes to, leads there with positive odds.
# ----------------------------------------------------------------------------

NONE = Fraction(0)


class Policies:
    """The equilibria with the action and with the other one, as plays of the whole game."""

    def __init__(
        self,
        form: StochasticGame[RationalFunction],
        question: Question,
        found: Mapping[str, Branches],
        factor: Factor,
    ):
        self.form, self.factor = form, factor
        self.tests = StateTests(form, factor)
        self.who, self.column = form.players.index(question.mover), form.column(question.mover)
        self.sets = tuple(left_in(form, question))
        self.other = text_of(question, "instead")
        self.acting = [(branch, self._play(branch)) for branch in found["with"].branches]

        if "instead" in found:
            others = [(branch, self._play(branch)) for branch in found["instead"].branches]
            self.pairs = list(product(self.acting, others))
        else:
            switched = [(own, self._switched(own[1])) for own in self.acting]
            self.pairs = [
                (own, (replace(own[0], payoffs=self.tests.payoffs(play)), play))
                for own, play in switched
                if self.tests.has_values(play)
            ]

        frozen = Branches(tuple(other for _, (other, _) in self.pairs), degenerate=False)
        self.instead = found.get("instead", frozen)

    def _play(self, branch: Branch) -> Play:
        """For each information set the numbers of the actions that are played, with their probabilities."""
        assert branch.supports is not None  # it is an equilibrium of a stochastic game
        sets = self.form.information_sets
        return tuple(
            tuple((info.actions.index(action), p) for action, p in zip(used, odds, strict=True))
            for info, used, odds in zip(sets, branch.supports, branch.mixtures, strict=True)
        )

    def _switched(self, play: Play) -> Play:
        """The play in which the mover alone takes the other action."""
        sets = self.form.information_sets
        return tuple(
            ((sets[number].actions.index(self.other), ONE),) if number in self.sets else own
            for number, own in enumerate(play)
        )

    def tempts(self, play: Play) -> Statement:
        """The statement that play comes to sets asked about, and the action pays more at once at each."""
        switched, reached = self._switched(play), self._reached(play)
        parts = []
        for place, numbers in enumerate(self.form.sets_at):
            if set(numbers) & set(self.sets):
                pays, paid = (self._paid(own, place, self.who) for own in (play, switched))
                parts.append((reached[place], exceeds(pays, paid, NONE, self.factor)))
        tempting = (some([negation(met), pays]) for met, pays in parts)
        return every([some(met for met, _ in parts), *tempting])

    def _paid(self, play: Play, place: int, column: int) -> RationalFunction:
        payoffs = self.form.states[place].payoffs
        return sum(
            (odds * payoffs[cell][column] for cell, odds in cells_played(self.form, place, play)), ZERO
        )

    def _reached(self, play: Play) -> list[Statement]:
        """For each state where play comes to it."""
        reached: list[Statement] = [self._positive(p) for p in self.form.start]
        rows = [
            [some(map(self._positive, own)) for own in zip(*cells, strict=True)]
            for place, state in enumerate(self.form.states)
            for cells in [[state.transitions[cell] for cell, _ in cells_played(self.form, place, play)]]
        ]

        for _ in rows:
            reached = [
                some(
                    [
                        met,
                        *(every([reached[here], row[there]]) for here, row in enumerate(rows)),
                    ]
                )
                for there, met in enumerate(reached)
            ]

        return reached

    def _positive(self, odds: RationalFunction) -> Statement:
        return positive([odds.numerator, odds.denominator], self.factor)

    def harmed(self, acting: Play, other: Branch, instead: Play) -> Statement:
        """The statement that the part of the difference that goes through the states is negative."""
        amounts = [self._paid(instead, place, self.column) for place in range(len(self.form.states))]
        through = self.tests.summed(acting, self.who, amounts) - other.payoffs[self.column]
        return exceeds(ZERO, through, NONE, self.factor)


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    assert isinstance(form, StochasticGame)  # the question fits no other
    policies = Policies(form, question, found, factor)
    hurts = compared(
        policies.instead, found["with"], question.quantifier, gains(policies.column, least, factor)
    )

    tempts = every(some([negation(branch.exists), policies.tempts(play)]) for branch, play in policies.acting)
    harmed = every(
        some(where_both(own, other, partial(policies.harmed, play, other, switched)))
        for (own, play), (other, switched) in policies.pairs
    )
    return every([hurts, tempts, harmed]), some(branches.degenerate for branches in found.values())


def _variants(form: Form, question: Question) -> Mapping[str, Form]:
    assert isinstance(form, StochasticGame)  # the question fits no other
    return variants(form, question)


STATED = ParametricDefinition(_variants, _statement)
