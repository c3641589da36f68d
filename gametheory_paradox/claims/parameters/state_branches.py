"""The pure Markov perfect equilibria of a stochastic game with parameters, as formulas.

For each player the combinations of actions of all states are rows of one matrix: those of I - δP, and beyond
them the payoff of the period.  A profile picks a row for each state.  Its determinant D, without the payoffs,
is positive where discount factors are below 1, or every profile ends (the matrix dominates by its diagonal;
where states follow at once it does so over the steps of a period).  So by Cramer's rule the values are
quotients over D, and D times what a player gains by another combination once is the determinant of the
profile's rows with the other row, all columns taken: one polynomial for each one-shot deviation.

Let now some actions be left at each information set, and mixtures of them be played.  D times the gain of b
in the place of a is linear in what is played in each other state, and quadratic in what each other mover of
the same state plays, beside a and beside b.  Where all its Bernstein coefficients are positive it is
positive at all mixtures, and a is in no equilibrium with just these supports.  Of single actions this test is
exact off zero sets; where no other supports survive it, every equilibrium is pure, and elsewhere nothing is
claimed.

Source: filarvrieze1997.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, combinations, combinations_with_replacement, product
from math import prod
from typing import Protocol

from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.cramer import Systems, polynomial_matrix
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, positive, some
from gametheory_paradox.claims.parameters.lowest_terms import lowest
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial, RationalFunction

MOST_SUPPORTS = 1_000
ONE, ZERO = RationalFunction.constant(1), RationalFunction.constant(0)

Supports = tuple[tuple[int, ...], ...]  # for each information set the numbers of the actions that are left
Picked = tuple[int, ...]  # a row of the matrix for each state
Pairs = tuple[tuple[int, int], ...]  # for each mover of a state two actions


def state_branches(tests: "StateTests") -> Branches:
    """The pure Markov perfect equilibria; degenerate is where there may be others.

    Parameters
    ----------
    tests
        The game, and how its deviations are found.

    Raises
    ------
    Unsupported
        If there are too many combinations of supports.

    Examples
    --------
    >>> from gametheory_paradox.games import State
    >>> d, p = RationalFunction.variable("d"), RationalFunction.constant
    >>> calm = State("calm", (("keep", "press"),), ((p(2),), (p(3),)), ((ONE, ZERO), (ZERO, ONE)))
    >>> war = State("war", ((),), ((ZERO,),), ((ZERO, ONE),))
    >>> game = StochasticGame(("A",), (calm, war), (ONE, ZERO), (d,))
    >>> for branch in state_branches(StateTests(game, lambda polynomial: (polynomial,))).branches:
    ...     print(branch.supports[0], branch.payoffs[0], branch.exists)
    ('keep',) 2/(1 - d) sign: factors (1 - 3*d); positive no
    ('press',) 3 sign: factors (1 - 3*d); positive yes
    """
    sizes = [len(info.actions) for info in tests.form.information_sets]
    if prod(2**size - 1 for size in sizes) > MOST_SUPPORTS:
        raise Unsupported(
            f"equilibria as formulas are offered for at most {MOST_SUPPORTS:,} combinations of supports "
            "in all states; ask at a point"
        )
    found, open_ = list[Branch](), list[Statement]()
    for supports in product(*map(_nonempty, sizes)):
        look()
        holds = tests.holds(supports)
        if any(len(used) > 1 for used in supports):
            open_.append(holds if holds is False or tests.may_mix(supports) else False)
        elif holds is not False:
            found.append(tests.branch(supports, holds))
    return Branches(tuple(found), some(open_))


def _nonempty(size: int) -> Iterator[tuple[int, ...]]:
    """The sets of actions that may be left, smallest first."""
    return chain.from_iterable(combinations(range(size), many) for many in range(1, size + 1))


class HasMinors(Protocol):
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
        minors: Callable[[list[list[Polynomial]]], HasMinors] = Systems,
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
        """Where no action that is left gives less than another whatever else is left.

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
        return len(mixing) > 1 or all(
            self._ties(number, played, other)
            for played in product(*supports)
            for number, used in enumerate(supports)
            for other in used
            if other != played[number]
        )

    def _ties(self, number: int, played: Sequence[int], other: int) -> bool:
        """Another action at one information set is worth as much, whatever the parameters."""
        place = self.place[number][0]
        picked = [
            self._row(there, [played[n] for n in numbers]) for there, numbers in enumerate(self.form.sets_at)
        ]
        here = tuple((played[n], played[n]) for n in self.form.sets_at[place])
        there = tuple(
            (other, other) if n == number else (played[n], played[n]) for n in self.form.sets_at[place]
        )
        picked[place] = -1
        row = tuple(picked)
        return not (
            self._gains(number, row, here, other) or self._gains(number, row, there, played[number])
        )

    def _may_use(self, number: int, action: int, other: int, supports: Supports) -> Statement:
        """Where another action does not gain against everything that is left."""
        rest = (*supports[:number], (), *supports[number + 1 :])
        if (number, action, other, rest) not in self.tested:
            place, own, _ = self.place[number]
            left = [self._left(state, supports) for state in range(len(self.form.states))]
            here = [supports[n] for n in self.form.sets_at[place]]
            here[own] = (action,)
            sides = [list(combinations_with_replacement(used, 2)) for used in here]
            left[place] = [-1]
            self.tested[number, action, other, rest] = some(
                negation(self._gains(number, picked, pairs, other))
                for picked in product(*left)
                for pairs in product(*sides)
            )
        return self.tested[number, action, other, rest]

    def _left(self, place: int, supports: Supports) -> list[int]:
        """The rows of a state that are left."""
        numbers = self.form.sets_at[place]
        return [self._row(place, played) for played in product(*(supports[number] for number in numbers))]

    def _row(self, place: int, played: Sequence[int]) -> int:
        return self.first[place] + self.form.states[place].place(played)

    def _gains(self, number: int, picked: Picked, pairs: Pairs, other: int) -> Statement:
        """Where another action gains: the coefficient of each other mover's pair of actions, by symmetry.

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

    def branch(self, supports: Supports, holds: Statement) -> Branch:
        """The profile in which single actions are left, with what it pays."""
        sets = self.form.information_sets
        names = tuple((info.actions[used[0]],) for info, used in zip(sets, supports, strict=True))
        return Branch(self.payoffs(supports), holds, supports=names, mixtures=((ONE,),) * len(sets))

    def payoffs(self, supports: Supports) -> tuple[RationalFunction, ...]:
        """What everybody gets from the start when single actions are left, and what follows of a measure."""
        picked = tuple(self._left(place, supports)[0] for place in range(len(self.form.states)))
        return tuple(self._from_start(system, picked) for system in self.systems)

    def summed(self, supports: Supports, who: int, amounts: Sequence[RationalFunction]) -> RationalFunction:
        """A player's discounted sum from the start of an amount for each state, when single actions are left.

        States in which play has ended count for nothing.
        """
        picked = tuple(self._left(place, supports)[0] for place in range(len(self.form.states)))
        system, states, total = self.systems[who], tuple(range(len(picked))), ZERO
        below = system.minor(picked, states)
        for place, odds in enumerate(self.form.start):
            for there, amount in enumerate(amounts):
                if odds and amount:
                    rows = (*picked[:there], *picked[there + 1 :])
                    cofactor = system.minor(rows, (*states[:place], *states[place + 1 :]))
                    signed = cofactor if (place + there) % 2 == 0 else -cofactor
                    total = total + odds * amount * RationalFunction(signed * self.scales[who], below)
        return lowest(total, self.factor)

    def _from_start(self, system: HasMinors, picked: Picked) -> RationalFunction:
        states, total = tuple(range(len(picked))), ZERO
        below = system.minor(picked, states)
        for place, odds in enumerate(self.form.start):
            if odds:
                above = system.minor(picked, (*states[:place], *states[place + 1 :], len(picked)))
                signed = above if (len(picked) - 1 - place) % 2 == 0 else -above
                total = total + odds * RationalFunction(signed, below)
        return lowest(total, self.factor)


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
