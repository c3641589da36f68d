"""Values in stochastic games where mixtures are known by a box alone: numbers in bounds that narrow.

Source: krawczyk1969.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, WeightedTerm, number_of
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.claims.equilibria.state_cells import StateTables
from gametheory_paradox.claims.equilibria.state_isolation import StateBox, StationaryBounds, narrowed
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, Profile, StochasticGame
from gametheory_paradox.games.deletion import restrict
from gametheory_paradox.games.state_values import payoffs_from_start, reached_states
from gametheory_paradox.table import Record


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
        sets = game.information_sets
        left = {n: [sets[n].actions[a] for a in support] for n, support in enumerate(box.supports)}
        used = restrict(game, left)
        assert isinstance(used, StochasticGame)
        self.tables, self.who = StateTables(used), who
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
        while len(self._boxes) <= level:
            self._boxes.append(narrowed(self.tables, self._boxes[-1]))
        states = range(len(self.tables.game.states))
        return [self._boxes[level].value_reach(self.who, state) for state in states]


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

    def payoff(self, game: Game, column: int) -> Number:
        """A player's discounted sum from the start.

        Raises
        ------
        CertificateRejected
            If it is asked for a measure, which no equation bounds.
        """
        if column >= len(self.game.players):
            raise CertificateRejected("the measure of an irrational equilibrium over time is not bounded")
        if all(max(odds) == 1 for number in self._reached for odds in [self.similar.probabilities[number]]):
            return payoffs_from_start(self.game, self.similar)[column]  # what is mixed is never come to
        return number_of([WeightedTerm(self._points[column], (*self.game.start, Fraction(0)))])

    def payoffs(self, game: Game) -> Sequence[Number]:
        """Everybody's discounted sum from the start."""
        return [self.payoff(game, column) for column in range(len(self.game.players))]
