"""The difference that an action makes over time, split into the period, the others' answer, and the states.

Each part is a discounted sum, or a difference of two: a quotient of two functions that are linear in the
mixture at each information set, the one below positive.  So it only rises or only falls along each edge of
the boxes in which two equilibria are known, and its ends are at corners.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TypeAlias

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, WeightedTerm, number_of
from gametheory_paradox.claims.equilibria.enclosed_values import MOST_CORNERS, EnclosedStationary
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Profile, StochasticGame
from gametheory_paradox.games.state_values import chain_of, payoffs_from_start, reached_states
from gametheory_paradox.paradoxes.question import Question, text_of

Equilibrium: TypeAlias = Profile | EnclosedStationary
NONE, ONE = Fraction(0), Fraction(1)


class SplitOverTime:
    """The parts of what an action changes between two equilibria, the mover's.

    Parameters
    ----------
    game, question
        The game, and what is asked.
    sets
        The numbers of the information sets at which the action is taken.
    acting, other
        An equilibrium with the action, and one with the other action; None where nobody answers, and play is
        the same but for it.
    """

    def __init__(
        self,
        game: StochasticGame[Fraction],
        question: Question,
        sets: Sequence[int],
        acting: Equilibrium,
        other: Equilibrium | None,
    ):
        self.game, self.sets, self.acting, self.other = game, sets, acting, other
        self.instead = text_of(question, "instead")
        self.who, self.column = game.players.index(question.mover), game.column(question.mover)
        self._known: dict[int, list[Interval]] = {}

    def numbers(self) -> list[Number]:
        """The parts of the difference, and what they are made of.

        Returns
        -------
        The value from the start with the other action; the flow and the answer; for each state what it gives
        with the other action, as often as it is met with this one, and as often as it is met with the other
        one; and what the action pays more in the period, in each state asked about that play comes to.
        """
        if not any(isinstance(own, EnclosedStationary) for own in (self.acting, self.other)):
            ((acting, other),) = self._corners(0)
            return list[Number](self._at(acting, other))
        ends = self.bounds(0)
        places = range(len(ends))
        return [
            low
            if low == high
            else number_of([WeightedTerm(self, (*(ONE * (own == n) for own in places), NONE))])
            for n, (low, high) in enumerate(ends)
        ]

    def named_as(self, other: "SplitOverTime") -> tuple[int, ...] | None:
        """The places of the coefficients there, if both are one."""
        return tuple(range(1 + len(self.bounds(0)))) if self is other else None

    def bounds(self, level: int) -> list[Interval]:
        """Bounds of the numbers, narrower at each level.

        Raises
        ------
        CertificateRejected
            If a box cannot be narrowed so often, or there are too many corners.
        """
        if level not in self._known:
            rows = [self._at(*pair) for pair in self._corners(level)]
            self._known[level] = [(min(column), max(column)) for column in zip(*rows, strict=True)]
        return self._known[level]

    def _corners(self, level: int) -> list[tuple[Profile, Profile]]:
        """Profiles of the whole game between which both equilibria are."""
        first = self._profiles(self.acting, level)
        if self.other is None:
            return [(own, self._switched(own)) for own in first]
        second = self._profiles(self.other, level)
        if len(first) * len(second) > MOST_CORNERS:
            raise CertificateRejected("two boxes over time have too many corners to bound a split by")
        return list(product(first, second))

    def _profiles(self, equilibrium: Equilibrium, level: int) -> list[Profile]:
        known = [equilibrium] if isinstance(equilibrium, Profile) else equilibrium.corners(level)
        return [self._whole(own) for own in known]

    def _whole(self, profile: Profile) -> Profile:
        """A profile of a game in which some actions are missing, as one of the game."""
        sets = self.game.information_sets
        odds = [
            tuple(dict(zip(own.actions, weights, strict=True)).get(action, NONE) for action in info.actions)
            for info, own, weights in zip(sets, profile.information_sets, profile.probabilities, strict=True)
        ]
        return Profile(sets, tuple(odds))

    def _switched(self, profile: Profile) -> Profile:
        """The profile with the other action at the sets asked about."""
        odds = list(profile.probabilities)
        for number in self.sets:
            actions = self.game.information_sets[number].actions
            odds[number] = tuple(Fraction(action == self.instead) for action in actions)
        return Profile(profile.information_sets, tuple(odds))

    @cached_property
    def _tempted(self) -> list[int]:
        """The numbers of the states asked about that play comes to with the action."""
        asked = {self.game.information_sets[number].name for number in self.sets}
        similar = self.acting if isinstance(self.acting, Profile) else self.acting.similar
        reached = reached_states(self.game, self._whole(similar))
        return [place for place in reached if self.game.states[place].name in asked]

    def _at(self, acting: Profile, other: Profile) -> list[Fraction]:
        """The numbers at a profile with the action, and one with the other action."""
        game, who, column, places = self.game, self.who, self.column, range(len(self.game.states))
        with_, switched, instead = (
            chain_of(game, own).payoffs for own in (acting, self._switched(acting), other)
        )
        flow = [one[column] - two[column] for one, two in zip(with_, switched, strict=True)]
        answer = [one[column] - two[column] for one, two in zip(switched, instead, strict=True)]
        numbers = [payoffs_from_start(game, other)[column]]
        numbers += [self._summed(acting, flow), self._summed(acting, answer)]

        paid = [row[column] for row in instead]
        alone = [[paid[own] if own == place else NONE for own in places] for place in places]
        numbers += [self._summed(own, amounts) for own in (acting, other) for amounts in alone]
        return numbers + [with_[place][who] - switched[place][who] for place in self._tempted]

    def _summed(self, profile: Profile, amounts: Sequence[Fraction]) -> Fraction:
        """The mover's discounted sum from the start of an amount for each state."""
        cells = [
            (amount,) * len(self.game.players)
            for state, amount in zip(self.game.states, amounts, strict=True)
            for _ in state.payoffs
        ]
        return payoffs_from_start(self.game.with_payoffs(cells), profile)[self.who]
