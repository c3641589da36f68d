"""Dynamic backfire as a statement about parameters: two policies compared, and the part through the states.

The discounted number of periods in each state is a quotient of minors of I - δP, as the values are: so the
part that goes through the states is a formula for each pair of equilibria.  Play comes to a state where the
start, or a state that it comes to, leads there with positive odds.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import product

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, positive, some
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.formulas.branches import Branch, Branches
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.states.formulas.state_tests import ONE, ZERO, Play, StateTests, cells_played
from gametheory_paradox.paradoxes.definition import left_in
from gametheory_paradox.paradoxes.dynamic_backfire import variants
from gametheory_paradox.paradoxes.over_parameters.statement import (
    ParametricComparison,
    ParametricDefinition,
    compared,
    exceeds,
    gains,
    where_both,
)
from gametheory_paradox.paradoxes.question import Question, text_of
from gametheory_paradox.polynomials import RationalFunction

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
