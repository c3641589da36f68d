"""Channels: a change of payoff split in what one does oneself and what others do.

Source: shapley1953.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import comb
from typing import TypeAlias

from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms import (
    Game,
    NormalForm,
    Profile,
    StochasticGame,
    frozen,
    play_comes_to,
    played_once,
    size_of,
)
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.listed_equilibria import patterns
from gametheory_paradox.forms.states.proofs.enclosed_values import MOST_CORNERS, EnclosedStationary
from gametheory_paradox.forms.states.state_values import chain_of, payoffs_from_start, reached_states
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, WeightedTerm, number_of
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.paradoxes.definition import left_in
from gametheory_paradox.paradoxes.question import Question, text_of
from gametheory_paradox.paradoxes.third_party import sets_after, taken_on_path
from gametheory_paradox.table import Record

# The change that an action brings its owner, split into its direct effect and each other player's reaction
#
# The action changes what its owner, the *mover*, gets: directly, and because the others do something else
# once it is there.  For every coalition of the others the game with the action is looked at with exactly that
# coalition *frozen*: at every information set that is reached without the action, before it or beside it, a
# frozen player does what it does there without the action; at one that is reached only after the action, the
# one thing that it does without it wherever it chooses between the same actions, or, if it never does,
# wherever it chooses.  So a player that chooses before the action reacts too, by counting on it.  Where there
# is no one thing that it could go on doing, as for somebody who moves only after the action, it is frozen at
# its *plan*: the one thing that it does there in the game with the action.  Carrying that out is no reaction,
# and counts to the action itself.  With all others frozen what is left is the direct effect.  Letting them go
# one by one, in every order, and averaging what each adds is the Shapley value; with the direct effect the
# parts add up to the change.
#
# A change of payoffs, or of the odds of chance, is split in the same way: the game after it stands for the
# game with the action, the game before it for the one without, and every information set may be reached only
# after it.
# ----------------------------------------------------------------------------

Coalition = frozenset[str]
# For each player that could react, what it does when it is frozen, by information set.
Habits = Mapping[str, Mapping[str, str]]
Plans = Mapping[str, tuple[str, ...]]  # for each such player the sets at which that is its plan
BEFORE_AND_AFTER = {"option": ("without", "with"), "comparative-statics": ("lower", "higher")}
MOST_REACTING = 10  # players; each one more doubles the games to solve
MOST_CELLS = 600_000  # cells or nodes of all these games


@dataclass(frozen=True, repr=False)
class Split(Record):
    """A change in the mover's payoff and its parts, as intervals where equilibrium payoffs are several.

    Whichever equilibrium is played in each game, the parts lie in their intervals and add up to the change.

    Parameters
    ----------
    others
        The players but the mover, in the game's order.
    reacting
        Those of them that could react.
    without
        The mover's least and greatest payoff over all equilibria without the action.
    payoffs
        The same with the action, by the coalition that is frozen.
    """

    others: tuple[str, ...]
    reacting: tuple[str, ...]
    without: Interval
    payoffs: Mapping[Coalition, Interval]

    @property
    def change(self) -> Interval:
        """The mover's payoff with the action, less that without."""
        return self.beyond(frozenset())

    @property
    def direct(self) -> Interval:
        """The change where all others do what they do without the action."""
        return self.beyond(frozenset(self.reacting))

    def beyond(self, held: Coalition) -> Interval:
        """The change where a coalition is frozen."""
        return self.payoffs[held][0] - self.without[1], self.payoffs[held][1] - self.without[0]

    @property
    def reactions(self) -> dict[str, Interval]:
        """Shares of each other player's reaction, on average over the orders in which they are let go."""
        return {player: self._reaction(player) for player in self.others}

    def _reaction(self, player: str) -> Interval:
        low, high = Fraction(0), Fraction(0)
        if player not in self.reacting:
            return low, high
        # Each game has one place in the sum, so that the bounds are attained.
        for held, (worst, best) in self.payoffs.items():
            weight = Fraction(1, len(self.reacting) * comb(len(self.reacting) - 1, len(held - {player})))
            if player in held:
                low, high = low - weight * best, high - weight * worst
            else:
                low, high = low + weight * worst, high + weight * best
        return low, high

    @property
    def exact(self) -> bool:
        """True if every part is one number."""
        return all(low == high for low, high in (self.change, self.direct, *self.reactions.values()))


def split_to_data(split: Split, habits: Habits, plans: Plans) -> dict[str, object]:
    """A split as JSON, every part as its least and greatest value; plans only where there are some."""
    return {
        "habits": {player: dict(habits[player]) for player in split.reacting},
        **({"plans": {player: list(names) for player, names in plans.items()}} if plans else {}),
        "frozen": [
            {"players": list(held), "payoff": _ends(split.payoffs[frozenset(held)])}
            for held in coalitions(habits)
        ],
        "without": _ends(split.without),
        "change": _ends(split.change),
        "direct": _ends(split.direct),
        "reactions": {player: _ends(part) for player, part in split.reactions.items()},
    }


def _ends(interval: Interval) -> list[str]:
    return [str(end) for end in interval]


def coalitions(habits: Habits) -> list[tuple[str, ...]]:
    """The coalitions of those that could react, nobody first, small ones before large ones."""
    return [held for size in range(len(habits) + 1) for held in combinations(habits, size)]


def check_number(game: Game, habits: Habits) -> None:
    """Unsupported if too many games, or too large ones, would have to be looked at."""
    if len(habits) > MOST_REACTING:
        raise Unsupported(
            f"{len(habits)} players could react, and each doubles the games to solve; "
            f"at most {MOST_REACTING} may"
        )
    if 2 ** len(habits) * size_of(game) > MOST_CELLS:
        raise Unsupported(f"the games to look at have more than {MOST_CELLS:,} cells or nodes together")


def held_still(game: Game, habits: Habits, held: tuple[str, ...]) -> Game:
    """The game in which a coalition is frozen."""
    for player in held:
        game = frozen(game, player, habits[player])
    return game


def habits_of(
    game: Game, lacks: EquilibriumSet, has: EquilibriumSet, question: Question
) -> tuple[Habits, Plans] | str:
    """The action of each other player that could react, when it is frozen; a text says why it is not known.

    Parameters
    ----------
    game, question
        The game with the action, or after the change, and what is asked.
    lacks, has
        All equilibria without the action and with it, or before and after the change.

    Returns
    -------
    For each player its frozen actions, and the information sets at which that is what it plans with the
    action.
    """
    when = "before the change", "after it"
    if question.paradox != "comparative-statics":
        when = f"without {' and '.join(map(repr, question.action))}", "with it"

    habits: dict[str, Mapping[str, str]] = {}
    plans: dict[str, tuple[str, ...]] = {}
    for player in game.players:
        if player == question.mover:
            continue
        found = _habit(game, lacks, player, _after(game, question, player), f"{when[0]} {player}")
        if isinstance(found, str):
            return found
        planned = dict[str, str]()
        for name in found.open:
            if (plan := _plan(has, question, player, name)) is None:
                open_ = f"{when[0]} {player} does no one thing that it could go on doing{_at(name)}"
                return f"{open_}, and {when[1]} it does not plan one thing there in every equilibrium"
            planned[name] = plan
        own = found.usual | planned
        habits |= {player: own} if own else {}
        plans |= {player: tuple(planned)} if planned else {}
    return habits, plans


def _after(game: Game, question: Question, player: str) -> Collection[str]:
    """A player's sets after the action; for a change every set may be reached only after it."""
    if question.paradox == "comparative-statics":
        return [info.name for info in game.information_sets if info.player == player]
    return sets_after(game, player, left_in(game, question))


@dataclass(frozen=True)
class _Habit:
    """A player's usual action by information set, and the sets at which it has none."""

    usual: dict[str, str]
    open: tuple[str, ...]


def _habit(
    game: Game, lacks: EquilibriumSet, player: str, after: Collection[str], stays: str
) -> _Habit | str:
    taken = taken_on_path(lacks, player)
    if taken is None:
        return f"{stays} may do several things: there are infinitely many equilibria, not all of them listed"
    for name, does in taken.items():
        if len(does) > 1:
            return (
                f"{stays} does not do one thing{_at(name)} in every equilibrium: {' or '.join(sorted(does))}"
            )

    # Where play comes without the action; elsewhere what is usual between the same actions, or at all.
    reached = {name: one for name, (one,) in taken.items()}
    own = [info for info in game.information_sets if info.player == player]
    actions = {info.name: frozenset(info.actions) for info in own}
    choices = [info for info in own if len(info.actions) > 1]
    usual = {info.name: reached[info.name] for info in choices if info.name in reached}
    none = []
    for info in choices:
        if info.name in after and info.name not in reached:
            alike = {does for name, does in reached.items() if actions[name] == actions[info.name]}
            every = alike or set(reached.values())
            if len(every) == 1 and every <= set(info.actions):
                usual[info.name] = next(iter(every))
            else:
                none.append(info.name)
    return _Habit(usual, tuple(none))


def _plan(has: EquilibriumSet, question: Question, player: str, name: str) -> str | None:
    """The one action that a player plans at a set in every equilibrium; None if that is not one, or open.

    An equilibrium says something about a set only where play comes to it, of a perfect one at least in the
    smallest subgame around it.
    """
    game = played_once(has.game)
    if isinstance(game, NormalForm) or (has.infinite and not has.spanning):
        return None
    number = [(info.player, info.name) for info in game.information_sets].index((player, name))
    if not all(play_comes_to(game, own, number, str(question.concept)) for own in patterns(has)):
        return None
    info = game.information_sets[number]
    odds = (profile.probabilities[number] for profile in patterns(has))
    does = {action for own in odds for action, p in zip(info.actions, own, strict=True) if p}
    return does.pop() if len(does) == 1 else None


def _at(name: str) -> str:
    return f" at {name!r}" if name else ""


# The difference that an action makes over time, split into the period, the others' answer, and the states
#
# Each part is a discounted sum, or a difference of two: a quotient of two functions that are linear in the
# mixture at each information set, the one below positive.  So it only rises or only falls along each edge of
# the boxes in which two equilibria are known, and its ends are at corners.
# ----------------------------------------------------------------------------

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
