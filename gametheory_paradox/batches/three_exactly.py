"""All equilibria of a three-player game with at most two actions each, exactly: points, curves and surfaces.

In an equilibrium each player either plays one action, from which it does not gain by deviating, or mixes, and
the gain of its second action over its first vanishes, a function of the others' probabilities, linear in
each.  Over all ways to choose who mixes, these conditions leave finitely many patches; payoffs are extreme at
their ends, or where a quadratic vanishes on a curve.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TypeAlias

from gametheory_paradox.batches.patches import NOTHING, OTHERS, Bilinear, Point, PointSet, common_zeros
from gametheory_paradox.batches.surds import Rational, Surd
from gametheory_paradox.table import Record

Cell: TypeAlias = tuple[int, ...]
# For each player a range of the probability of its second action.
Box: TypeAlias = dict[int, tuple[Rational, Rational]]

_MIX = 2
_CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))  # of the square of two players' probabilities
_SIDES = (((0, 0), (1, 0)), ((0, 0), (0, 1)), ((1, 0), (1, 1)), ((0, 1), (1, 1)))


@dataclass(frozen=True, repr=False)
class ThreePlayers(Record):
    """A game of three players with one or two actions each.

    Parameters
    ----------
    sizes
        How many actions each has.
    payoffs
        For each player its payoff in each cell; integers are quicker than fractions.
    """

    sizes: Cell
    payoffs: Sequence[Mapping[Cell, Rational]]

    def without(self, player: int, action: int) -> "ThreePlayers":
        """The game in which a player with two actions lacks one."""
        payoffs = [
            {_changed(cell, player, 0): payoff for cell, payoff in table.items() if cell[player] != action}
            for table in self.payoffs
        ]
        return ThreePlayers(_changed(self.sizes, player, 1), payoffs)

    def payoff(self, player: int, point: Point) -> Surd:
        """A player's expected payoff."""
        total, one = Surd(0), Surd(1)
        for cell, payoff in self.payoffs[player].items():
            term = Surd(payoff)
            for probability, action in zip(point, cell, strict=True):
                term *= probability if action else one - probability
            total += term
        return total

    @cached_property
    def outcomes(self) -> tuple[tuple[Bilinear, ...], ...]:
        """Payoffs of each action, as functions of the others' probabilities."""
        return tuple(
            tuple(self._outcome(player, action) for action in range(self.sizes[player]))
            for player in range(3)
        )

    @cached_property
    def gains(self) -> Mapping[int, Bilinear]:
        """Gains of each player with two actions by its second over its first."""
        found = {}
        for player, forms in enumerate(self.outcomes):
            if len(forms) == 2:
                a, b, c, d = (second - first for first, second in zip(*forms, strict=True))
                found[player] = a, b, c, d
        return found

    def equilibria(self) -> PointSet:
        """All equilibria, or points among them that attain every extreme payoff."""
        found = NOTHING
        for roles in product(*((0,) if size == 1 else (0, 1, _MIX) for size in self.sizes)):
            mixing = [player for player, role in enumerate(roles) if role == _MIX]
            if len(mixing) == 3:
                found |= common_zeros(
                    {}, self.gains, {player: forms[0] for player, forms in enumerate(self.outcomes)}
                )
            else:
                for box in self._boxes(roles, mixing):
                    found |= self._checked(box, roles, mixing)
        return found

    def _outcome(self, player: int, action: int) -> Bilinear:
        corners = []
        for corner in _CORNERS:
            cell = [action] * 3
            for other, second in zip(OTHERS[player], corner, strict=True):
                cell[other] = min(second, self.sizes[other] - 1)
            corners.append(self.payoffs[player][tuple(cell)])
        here, y, z, both = corners
        return here, y - here, z - here, both - y - z + here

    def _boxes(self, roles: Cell, mixing: Sequence[int]) -> Iterator[Box]:
        """The boxes in which at most two players mix and gain nothing by either action."""
        box: Box = {player: (role, role) for player, role in enumerate(roles) if role != _MIX}
        if len(mixing) == 1:
            if self._gain(mixing[0], _lows(box)) != 0:
                return
            box[mixing[0]] = 0, 1
        for player, other in (mixing, mixing[::-1]) if len(mixing) == 2 else ():
            low, high = (self._gain(player, {**_lows(box), other: x}) for x in (0, 1))
            if low == high == 0:
                box[other] = 0, 1
            elif low * high > 0:
                return
            else:
                box[other] = (Fraction(low, low - high),) * 2
        yield box

    def _checked(self, box: Box, roles: Cell, mixing: Sequence[int]) -> PointSet:
        """The part of a box in which those who do not mix gain nothing by deviating."""
        wide = [player for player in mixing if box[player][0] < box[player][1]]
        held = [player for player in self.gains if player not in mixing]
        if len(wide) == 2:
            return self._region(box, roles, wide, held)

        low: Rational = 0
        high: Rational = 1
        for player in held:
            start, end = (self._kept(player, roles, {**_lows(box), **dict.fromkeys(wide, x)}) for x in (0, 1))
            if start < 0 and end < 0:
                return NOTHING
            if start < 0 or end < 0:
                turn = Fraction(start, start - end)
                low, high = (max(low, turn), high) if start < 0 else (low, min(high, turn))

        if low > high:
            return NOTHING
        points = {_point({**_lows(box), **dict.fromkeys(wide, x)}) for x in (low, high)}
        return PointSet(frozenset(points), len(points) > 1)

    def _region(self, box: Box, roles: Cell, wide: Sequence[int], held: Sequence[int]) -> PointSet:
        """The same where two probabilities are free: a part of a square, bounded by its sides and a curve."""
        corners = {corner: {**_lows(box), **dict(zip(wide, corner, strict=True))} for corner in _CORNERS}
        if not held:
            return PointSet(frozenset(map(_point, corners.values())), True)
        (player,) = held
        kept = {corner: self._kept(player, roles, at) for corner, at in corners.items()}
        points = frozenset(_point(corners[corner]) for corner, value in kept.items() if value >= 0)
        if max(kept.values()) <= 0:
            return PointSet(points, any(kept[one] == kept[other] == 0 for one, other in _SIDES))
        fixed = {other: value for other, value in _lows(box).items() if other not in wide}
        curve = common_zeros(
            fixed, {player: self.gains[player]}, {player: self.outcomes[player][roles[player]]}
        )
        return PointSet(points | curve.points, True)

    def _gain(self, player: int, probabilities: Mapping[int, Rational]) -> Rational:
        """The gain of a player by its second action at the others' probabilities."""
        y, z = (probabilities[other] for other in OTHERS[player])
        a, b, c, d = self.gains[player]
        return a + b * y + (c + d * y) * z

    def _kept(self, player: int, roles: Cell, probabilities: Mapping[int, Rational]) -> Rational:
        """The gain of a player by the action of its role over the other."""
        gain = self._gain(player, probabilities)
        return gain if roles[player] else -gain


def _lows(box: Box) -> dict[int, Rational]:
    return {player: low for player, (low, _) in box.items()}


def _point(probabilities: Mapping[int, Rational]) -> Point:
    x, y, z = (Surd(probabilities[player]) for player in range(3))
    return x, y, z


def _changed(cell: Cell, place: int, value: int) -> Cell:
    return (*cell[:place], value, *cell[place + 1 :])
