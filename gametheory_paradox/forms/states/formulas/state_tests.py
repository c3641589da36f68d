"""One-shot deviations of a stochastic game with parameters: where they gain, and what play is worth.

For each player the combinations of actions of all states are rows of one matrix: those of I - δP, and beyond
them the payoff of the period.  A profile picks a row for each state, or mixes some.  Its determinant D,
without the payoffs, is positive where discount factors are below 1, or every profile ends (the matrix
dominates by its diagonal; where states follow at once it does so over the steps of a period).  So by Cramer's
rule the values are quotients over D, and D times what a player gains by another combination once is the
determinant of the profile's rows with the other row, all columns taken: one polynomial for each one-shot
deviation.

Let now some actions be left at each information set, and mixtures of them be played.  D times the gain of b
in the place of a is linear in what is played in each other state, and quadratic in what each other mover of
the same state plays, beside a and beside b.  Where all its Bernstein coefficients are positive it is
positive at all mixtures, and a is in no equilibrium with just these supports.  Of single actions this test is
exact off zero sets.

Source: filarvrieze1997.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, combinations_with_replacement, product
from math import prod
from typing import Protocol

from gametheory_paradox.conditions.proofs.arrangement import lowest
from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, positive, some
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.formulas.branches import Branch, Payoffs
from gametheory_paradox.forms.tables.formulas.table_branches import Systems, all_but, polynomial_matrix
from gametheory_paradox.polynomials import Polynomial, RationalFunction

ONE, ZERO = RationalFunction.constant(1), RationalFunction.constant(0)

Supports = tuple[tuple[int, ...], ...]  # for each information set the numbers of the actions that are left
Play = tuple[tuple[tuple[int, RationalFunction], ...], ...]  # and the probability of each
Picked = tuple[int, ...]  # a row of the matrix for each state
Pairs = tuple[tuple[int, int], ...]  # for each mover of a state two actions
Weighted = list[tuple[int, RationalFunction]]  # rows of one state, each with its probability


class MatrixWithMinors(Protocol):
    """A matrix of which minors are found."""

    @property
    def minor(self) -> Callable[[tuple[int, ...], tuple[int, ...]], Polynomial]:
        """The determinant of some rows and columns."""


class StateTests:
    """One-shot deviations of a stochastic game, each a polynomial whose sign is found once.

    Parameters
    ----------
    form
        The game.
    factor
        Splits polynomials.
    sign
        Splits those of which the sign alone counts; where one has a sign all over the box that is asked
        about, that sign will do.
    minors
        Finds the minors of a matrix.
    """

    def __init__(
        self,
        form: StochasticGame[RationalFunction],
        factor: Factor,
        sign: Factor | None = None,
        minors: Callable[[list[list[Polynomial]]], MatrixWithMinors] = Systems,
    ):
        self.form, self.factor, self.sign = form, factor, sign or factor
        self.first = [0, *accumulate(len(state.payoffs) for state in form.states)]  # each state's first row
        width = len(form.states[0].payoffs[0])
        matrices = [polynomial_matrix(_rows(form, column)) for column in range(width)]
        self.systems, self.scales = [minors(rows) for rows, _ in matrices], [scale for _, scale in matrices]
        self.place = [
            (place, own, who)
            for place, state in enumerate(form.states)
            for own, who in enumerate(state.movers)
        ]
        self.gains: dict[tuple[int, Picked, Pairs, int], Statement] = {}
        self.tested: dict[tuple[int, int, int, Supports], Statement] = {}

    def holds(self, supports: Supports, numbers: Iterable[int] | None = None) -> Statement:
        """The statement that no action that is left gives less than another, whatever else is left.

        Parameters
        ----------
        supports
            For each information set the numbers of the actions that are left.
        numbers
            The information sets at which that counts; None for all.
        """
        return every(
            self._may_use(number, action, other, supports)
            for number in (range(len(supports)) if numbers is None else numbers)
            for action in supports[number]
            for other in range(len(self.form.information_sets[number].actions))
            if other != action
        )

    def may_mix(self, supports: Supports) -> bool:
        """False where one player alone mixes, and no two policies that are left tie throughout."""
        mixing = {who for (_, _, who), used in zip(self.place, supports, strict=True) if len(used) > 1}
        return len(mixing) > 1 or not any(
            self.gain(number, played[number], other, certain(tuple((action,) for action in played)))
            for played in product(*supports)
            for number, used in enumerate(supports)
            for other in used
            if other != played[number]
        )

    def _may_use(self, number: int, action: int, other: int, supports: Supports) -> Statement:
        """The statement that another action does not gain against everything that is left."""
        rest = (*supports[:number], (), *supports[number + 1 :])
        if (number, action, other, rest) not in self.tested:
            gains = self._gains_beside(number, action, other, supports)
            self.tested[number, action, other, rest] = some(map(negation, gains))
        return self.tested[number, action, other, rest]

    def excludes(self, left: Supports, numbers: Iterable[int]) -> bool:
        """True if at one of these sets an action that is left gives less than another, whatever is played.

        Parameters
        ----------
        left
            For each information set the numbers of the actions that are left.
        numbers
            The information sets at which all that is left is played.
        """
        return any(
            all(gains is True for gains in self._gains_beside(number, action, other, left))
            for number in numbers
            for action in left[number]
            for other in range(len(self.form.information_sets[number].actions))
            if other != action
        )

    def _gains_beside(self, number: int, action: int, other: int, left: Supports) -> Iterator[Statement]:
        """The signs of what another action gains in the place of one, for all that is left elsewhere."""
        place, own, _ = self.place[number]
        rows = [self._left(state, left) for state in range(len(self.form.states))]
        here = [left[n] for n in self.form.sets_at[place]]
        here[own] = (action,)
        sides = [list(combinations_with_replacement(used, 2)) for used in here]
        rows[place] = [-1]
        return (
            self._gains(number, picked, pairs, other)
            for picked in product(*rows)
            for pairs in product(*sides)
        )

    def _left(self, place: int, supports: Supports) -> list[int]:
        """The rows of a state that are left."""
        numbers = self.form.sets_at[place]
        return [self._row(place, played) for played in product(*(supports[number] for number in numbers))]

    def _row(self, place: int, played: Sequence[int]) -> int:
        return self.first[place] + self.form.states[place].place(played)

    def _gains(self, number: int, picked: Picked, pairs: Pairs, other: int) -> Statement:
        """The statement that another action gains: a coefficient for each other mover's pair, by symmetry.

        Parameters
        ----------
        number, other
            Of the information set, and of the action that is taken once.
        picked
            The rows of the other states.
        pairs
            For each mover of the state two actions, one beside each of the two that are compared; for the one
            who deviates the action that is compared, twice.
        """
        if (number, picked, pairs, other) not in self.gains:
            place, own, who = self.place[number]
            columns, swaps = tuple(range(len(picked) + 1)), len(picked) - 1 - place
            total = Polynomial()
            for beside in product(*({pair, pair[::-1]} for pair in pairs)):
                first, second = (list(played) for played in zip(*beside, strict=True))
                second[own] = other
                both = (self._row(place, first), self._row(place, second))
                total = total + self.systems[who].minor(
                    (*picked[:place], *both, *picked[place + 1 :]), columns
                )

            # What is gained by going one way is lost by going back.
            back = (*pairs[:own], (other, other), *pairs[own + 1 :])
            gains = positive([-total if swaps % 2 else total], self.sign)
            self.gains[number, picked, pairs, other] = gains
            self.gains[number, picked, back, pairs[own][0]] = negation(gains) if total else False
        return self.gains[number, picked, pairs, other]

    def branch(self, play: Play, holds: Statement, payoffs: Payoffs | None = None) -> Branch:
        """The profile in which this is played, with what it pays, which may be known already."""
        sets = self.form.information_sets
        names = tuple(
            tuple(info.actions[action] for action, _ in own) for info, own in zip(sets, play, strict=True)
        )
        mixtures = tuple(tuple(odds for _, odds in own) for own in play)
        return Branch(payoffs or self.payoffs(play), holds, supports=names, mixtures=mixtures)

    def gain(self, number: int, action: int, other: int, play: Play) -> RationalFunction:
        """D times what another action gains once, in the place of one, when all else is played."""
        place, _, who = self.place[number]
        rows = self._rows_of(play)
        taken = ((*play[:number], ((own, ONE),), *play[number + 1 :]) for own in (action, other))
        both = [self._rows(place, own) for own in taken]
        gained = self._expected(who, [*rows[:place], *both, *rows[place + 1 :]], range(len(rows) + 1))
        return -gained if (len(rows) - 1 - place) % 2 else gained

    def determinant(self, column: int, play: Play) -> Polynomial:
        """D of a player, when this is played, times a power of what odds are divided by."""
        rows = self._rows_of(play)
        return self._expected(column, rows, range(len(rows))).numerator

    def has_values(self, play: Play) -> bool:
        """False where D is zero whatever the parameters: then the odds are nowhere all probabilities."""
        return all(self.determinant(who, play) for who in range(len(self.form.players)))

    def payoffs(self, play: Play) -> tuple[RationalFunction, ...]:
        """Everybody's payoffs from the start when this is played, and what follows of a measure."""
        return tuple(self._from_start(column, play) for column in range(len(self.systems)))

    def summed(self, play: Play, who: int, amounts: Sequence[RationalFunction]) -> RationalFunction:
        """A player's discounted sum from the start of an amount for each state, when this is played.

        States in which play has ended count for nothing.
        """
        rows = self._rows_of(play)
        states, total = range(len(rows)), ZERO
        below = self._expected(who, rows, states)
        for place, odds in enumerate(self.form.start):
            for there, amount in enumerate(amounts):
                if odds and amount:
                    cofactor = self._expected(who, rows[:there] + rows[there + 1 :], all_but(states, place))
                    signed = cofactor if (place + there) % 2 == 0 else -cofactor
                    total = total + odds * amount * signed
        return lowest(total * RationalFunction(self.scales[who]) / below, self.factor)

    def _from_start(self, column: int, play: Play) -> RationalFunction:
        rows = self._rows_of(play)
        states, total = range(len(rows)), ZERO
        below = self._expected(column, rows, states)
        for place, odds in enumerate(self.form.start):
            if odds:
                above = self._expected(column, rows, (*all_but(states, place), len(rows)))
                signed = above if (len(rows) - 1 - place) % 2 == 0 else -above
                total = total + odds * signed / below
        return lowest(total, self.factor)

    def _rows_of(self, play: Play) -> list[Weighted]:
        """The rows of all states."""
        return [self._rows(place, play) for place in range(len(self.form.states))]

    def _rows(self, place: int, play: Play) -> Weighted:
        """The rows of a state, each with the probability that it is played."""
        return [(self.first[place] + cell, odds) for cell, odds in cells_played(self.form, place, play)]

    def _expected(
        self, column: int, rows: Sequence[Weighted], columns: Sequence[int], chosen: tuple[int, ...] = ()
    ) -> RationalFunction:
        """The determinant of rows that are mixtures: it is linear in each of them, the first ones chosen."""
        if len(chosen) == len(rows):
            return RationalFunction(self.systems[column].minor(chosen, tuple(columns)))
        mixed = (
            (weight, self._expected(column, rows, columns, (*chosen, row)))
            for row, weight in rows[len(chosen)]
        )
        return sum((weight * own for weight, own in mixed if own), ZERO)


def cells_played(
    form: StochasticGame[RationalFunction], place: int, play: Play
) -> list[tuple[int, RationalFunction]]:
    """The combinations of actions that are played in a state, each with its probability."""
    chosen = list(product(*(play[number] for number in form.sets_at[place])))
    return [
        (form.states[place].place([action for action, _ in own]), prod((p for _, p in own), start=ONE))
        for own in chosen
    ]


def certain(supports: Supports) -> Play:
    """The play of single actions that are left."""
    return tuple(tuple((action, ONE) for action in used) for used in supports)


def _rows(form: StochasticGame[RationalFunction], column: int) -> list[list[RationalFunction]]:
    """For each combination of each state its row of I - δP, and what it pays; V = 0 where play has ended."""
    rows = list[list[RationalFunction]]()
    for place, state in enumerate(form.states):
        ended = form.is_absorbing(place) and not any(p for cell in state.payoffs for p in cell)
        weight = ONE if state.at_once else form.discounts[column % len(form.players)]
        for cell, odds in zip(state.payoffs, state.transitions, strict=True):
            own = [ONE if there == place else ZERO for there in range(len(odds))]
            later = own if ended else [one - weight * p for one, p in zip(own, odds, strict=True)]
            rows.append([*later, cell[column]])
    return rows
