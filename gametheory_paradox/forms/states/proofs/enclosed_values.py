"""Values in stochastic games where mixtures are known by a box alone: numbers in bounds that narrow.

A measure has no equation of its own.  Its discounted sum is a quotient of two functions that are linear in
the mixture at each information set, the one below positive; so along each edge of a box it only rises or only
falls, and its ends are at corners.

Source: krawczyk1969.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Game, Profile, StochasticGame
from gametheory_paradox.forms.states.proofs.state_cells import StateTables
from gametheory_paradox.forms.states.proofs.state_isolation import StateBox, StationaryBounds, narrowed
from gametheory_paradox.forms.states.state_values import payoffs_from_start, reached_states
from gametheory_paradox.forms.states.stochastic_game import restrict_states
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, WeightedTerm, number_of
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.table import Record

MOST_CORNERS = 4_096  # of a box, at which a measure is looked at
NONE, ONE = Fraction(0), Fraction(1)


class ValuePoint:
    """A player's values at the one solution in a box, of the game in which only used actions are left.

    Parameters
    ----------
    game
        The game with payoffs alone.
    box
        A box that was checked, around an equilibrium.
    who
        The player's number.
    """

    def __init__(self, game: StochasticGame[Fraction], box: StateBox, who: int):
        self.tables, self.who = StateTables(_left(game, box)), who
        supports = tuple(tuple(range(len(support))) for support in box.supports)
        self._boxes = [replace(box, supports=supports)]

    def named_as(self, other: "ValuePoint") -> tuple[int, ...] | None:
        """The places of the coefficients there, if both are shown to be the values at one solution."""
        if self is not other:
            if self.who != other.who or self.tables.game != other.tables.game:
                return None
            if not (self._boxes[0].surrounds(other._boxes[0]) or other._boxes[0].surrounds(self._boxes[0])):
                return None
        return tuple(range(len(self.tables.game.states) + 1))

    def bounds(self, level: int) -> list[Interval]:
        """Bounds of the value in each state, narrower at each level.

        Raises
        ------
        CertificateRejected
            If the box cannot be narrowed so often.
        """
        box, states = self.box(level), range(len(self.tables.game.states))
        return [box.value_reach(self.who, state) for state in states]

    def box(self, level: int) -> StateBox:
        """The box, narrower at each level."""
        while len(self._boxes) <= level:
            self._boxes.append(narrowed(self.tables, self._boxes[-1]))
        return self._boxes[level]


class MeasurePoint(ValuePoint):
    """A player's measure from the start at the one solution in a box: a single number.

    Parameters
    ----------
    game, box
        As for values.
    measured, column
        The game with the measure, and the player's column of it.
    reached
        The information sets that play comes to.
    """

    def __init__(
        self,
        game: StochasticGame[Fraction],
        box: StateBox,
        measured: StochasticGame[Fraction],
        column: int,
        reached: Sequence[int],
    ):
        super().__init__(game, box, column)
        self.measured, self.reached = _left(measured, box), frozenset(reached)
        self._known: dict[int, Interval] = {}

    def named_as(self, other: ValuePoint) -> tuple[int, ...] | None:
        """As for values."""
        if not isinstance(other, MeasurePoint) or self.measured != other.measured:
            return None
        return None if super().named_as(other) is None else (0, 1)

    def bounds(self, level: int) -> list[Interval]:
        """Bounds of the measure, narrower at each level.

        Raises
        ------
        CertificateRejected
            If the box cannot be narrowed so often, or has too many corners.
        """
        if level not in self._known:
            self._known[level] = self._between_corners(self.box(level))
        return [self._known[level]]

    def _between_corners(self, box: StateBox) -> Interval:
        corners = _corner_profiles(self.measured, box, self.reached)
        paid = [payoffs_from_start(self.measured, profile)[self.who] for profile in corners]
        return min(paid), max(paid)


def _left(game: StochasticGame[Fraction], box: StateBox) -> StochasticGame[Fraction]:
    """The game in which only the actions that a box uses are left."""
    sets = game.information_sets
    used = {n: tuple(sets[n].actions[a] for a in support) for n, support in enumerate(box.supports)}
    return restrict_states(game, used)


def _corner_profiles(
    game: StochasticGame[Fraction], box: StateBox, reached: Collection[int]
) -> list[Profile]:
    """The profiles at the corners of a box; where play never comes to, what is taken does not count."""
    corners = [
        _corners([box.reach(number, n) for n in range(len(support))] if number in reached else [])
        for number, support in enumerate(box.supports)
    ]
    if prod(map(len, corners)) > MOST_CORNERS:
        raise CertificateRejected("a box over time has too many corners to bound a number by")
    sets, found = game.information_sets, list[Profile]()
    for played in product(*corners):
        pairs = zip(played, sets, strict=True)
        odds = tuple(own or (ONE, *[NONE] * (len(info.actions) - 1)) for own, info in pairs)
        found.append(Profile(sets, odds))
    return found


def _corners(reach: Sequence[Interval]) -> list[tuple[Fraction, ...]]:
    """The corners of the mixtures with probabilities within bounds; an empty one where nothing is mixed."""
    if len(reach) < 2:
        return [()]
    clipped = [(max(low, NONE), min(high, ONE)) for low, high in reach]
    found = dict[tuple[Fraction, ...], None]()
    for free, (low, high) in enumerate(clipped):
        for ends in product(*(clipped[:free] + clipped[free + 1 :])):
            rest = ONE - sum(ends, NONE)
            if low <= rest <= high:
                found[(*ends[:free], rest, *ends[free:])] = None
    return list(found)


@dataclass(frozen=True, eq=False, repr=False)
class EnclosedStationary(Record):
    """A stationary equilibrium of which a box is known that holds no other.

    Parameters
    ----------
    game
        The game with payoffs alone.
    box
        The box, which was checked.
    bounds
        Bounds of every probability and value.
    """

    game: StochasticGame[Fraction]
    box: StateBox
    bounds: StationaryBounds

    @cached_property
    def _points(self) -> list[ValuePoint]:
        return [ValuePoint(self.game, self.box, who) for who in range(len(self.game.players))]

    @cached_property
    def _reached(self) -> list[int]:
        """The numbers of the information sets that play comes to from the start."""
        reached = reached_states(self.game, self.similar)
        return [number for state in reached for number in self.game.sets_at[state]]

    @property
    def similar(self) -> Profile:
        """A profile that uses the same actions; not itself an equilibrium."""
        return self.bounds.similar

    def corners(self, level: int) -> list[Profile]:
        """Profiles of the game in which only used actions are left, at the corners of the box.

        Parameters
        ----------
        level
            How often the box is narrowed first.

        Raises
        ------
        CertificateRejected
            If the box cannot be narrowed so often, or has too many corners.
        """
        point = self._points[0]
        return _corner_profiles(point.tables.game, point.box(level), range(len(self.box.supports)))

    def payoff(self, game: Game, column: int) -> Number:
        """A player's discounted sum from the start, or its measure."""
        assert isinstance(game, StochasticGame)
        if all(max(odds) == 1 for number in self._reached for odds in [self.similar.probabilities[number]]):
            return payoffs_from_start(game, self.similar)[column]  # what is mixed is never come to
        if column >= len(self.game.players):
            point = MeasurePoint(self.game, self.box, game, column, self._reached)
            return number_of([WeightedTerm(point, (ONE, NONE))])
        return number_of([WeightedTerm(self._points[column], (*self.game.start, Fraction(0)))])

    def payoffs(self, game: Game) -> Sequence[Number]:
        """Everybody's discounted sum from the start."""
        return [self.payoff(game, column) for column in range(len(self.game.players))]
