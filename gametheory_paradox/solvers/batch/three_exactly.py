"""All equilibria of a three-player game with at most two actions each, exactly: isolated ones, curves and surfaces.

In an equilibrium each player either plays one action, from which it does not gain by deviating, or mixes, and the gain D_i of its
second action over its first vanishes, a function of the others' probabilities, linear in each.  Over all ways to choose who mixes,
these conditions leave finitely many patches; payoffs are extreme at their ends, or where a quadratic vanishes along a curve.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_paradox.solvers.batch.patches import NOTHING, OTHERS, Bilinear, Point, Spanned, common_zeros
from gametheory_paradox.solvers.batch.surds import Surd

Cell: TypeAlias = tuple[int, ...]
Box: TypeAlias = dict[
    int, tuple[Fraction, Fraction]
]  # for each player the least and the greatest probability of its second action

_MIX = 2
_ZERO, _ONE = Fraction(0), Fraction(1)
_CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))  # of the square of two players' probabilities
_SIDES = (((0, 0), (1, 0)), ((0, 0), (0, 1)), ((1, 0), (1, 1)), ((0, 1), (1, 1)))


@dataclass(frozen=True)
class ThreePlayers:
    """A game of three players with one or two actions each.

    Parameters
    ----------
    sizes
        How many actions each has.
    payoffs
        For each player its payoff in each cell.
    """

    sizes: Cell
    payoffs: Sequence[Mapping[Cell, Fraction]]

    def without(self, player: int, action: int) -> "ThreePlayers":
        """The game in which a player with two actions lacks one."""
        payoffs = [
            {_changed(cell, player, 0): payoff for cell, payoff in table.items() if cell[player] != action}
            for table in self.payoffs
        ]
        return ThreePlayers(_changed(self.sizes, player, 1), payoffs)

    def payoff(self, player: int, point: Point) -> Surd:
        """A player's expected payoff."""
        total = Surd(_ZERO)
        for cell, payoff in self.payoffs[player].items():
            term = Surd(payoff)
            for probability, action in zip(point, cell, strict=True):
                term *= probability if action else Surd(_ONE) - probability
            total += term
        return total

    def equilibria(self) -> Spanned:
        """All equilibria, or points among them that attain every extreme payoff."""
        found = NOTHING
        for roles in product(*((0,) if size == 1 else (0, 1, _MIX) for size in self.sizes)):
            mixing = [player for player, role in enumerate(roles) if role == _MIX]
            if len(mixing) == 3:
                gains = {player: self.gain(player) for player in range(3)}
                found |= common_zeros({}, gains, {player: self._outcome(player, 0) for player in range(3)})
            else:
                for box in self._boxes(roles, mixing):
                    found |= self._checked(box, roles, mixing)
        return found

    def gain(self, player: int) -> Bilinear:
        """What a player gains by its second action over its first."""
        one, other = self._outcome(player, 1), self._outcome(player, 0)
        a, b, c, d = (x - y for x, y in zip(one, other, strict=True))
        return a, b, c, d

    def _outcome(self, player: int, action: int) -> Bilinear:
        """What a player gets by an action, as a function of the others' probabilities."""
        corners = []
        for corner in _CORNERS:
            cell = [action] * 3
            for other, second in zip(OTHERS[player], corner, strict=True):
                cell[other] = min(second, self.sizes[other] - 1)
            corners.append(self.payoffs[player][tuple(cell)])
        here, y, z, both = corners
        return here, y - here, z - here, both - y - z + here

    def _boxes(self, roles: Cell, mixing: Sequence[int]) -> Iterator[Box]:
        """Where at most two players mix and gain nothing by either action: probabilities that are fixed or free."""
        box = {player: (Fraction(role), Fraction(role)) for player, role in enumerate(roles) if role != _MIX}
        if not mixing:
            yield box
        elif len(mixing) == 1:
            if _at(self.gain(mixing[0]), mixing[0], {player: low for player, (low, _) in box.items()}) == 0:
                yield {**box, mixing[0]: (_ZERO, _ONE)}
        else:
            for player, other in (mixing, mixing[::-1]):
                ends = [
                    _at(self.gain(player), player, {**{k: low for k, (low, _) in box.items()}, other: x}) for x in (_ZERO, _ONE)
                ]
                if not any(ends):
                    box[other] = _ZERO, _ONE
                elif ends[0] * ends[1] <= 0:
                    box[other] = (ends[0] / (ends[0] - ends[1]),) * 2
                else:
                    return
            yield box

    def _checked(self, box: Box, roles: Cell, mixing: Sequence[int]) -> Spanned:
        """The part of a box in which those who do not mix gain nothing by deviating."""
        wide = [player for player in mixing if box[player][0] < box[player][1]]
        held = [player for player in range(3) if player not in mixing and self.sizes[player] == 2]
        if len(wide) == 2:
            return self._region(box, roles, wide, held)
        fixed = {player: low for player, (low, _) in box.items()}
        low, high = _ZERO, _ONE
        for player in held:
            ends = [
                _at(self.gain(player), player, {**fixed, **dict.fromkeys(wide, x)}) * (2 * roles[player] - 1)
                for x in (_ZERO, _ONE)
            ]
            if max(ends) < 0:
                return NOTHING
            if min(ends) < 0:
                turn = ends[0] / (ends[0] - ends[1])
                low, high = (max(low, turn), high) if ends[0] < 0 else (low, min(high, turn))
        if low > high:
            return NOTHING
        points = {_point({**fixed, **dict.fromkeys(wide, x)}) for x in (low, high)}
        return Spanned(frozenset(points), len(points) > 1)

    def _region(self, box: Box, roles: Cell, wide: Sequence[int], held: Sequence[int]) -> Spanned:
        """The same where two probabilities are free: a part of a square, bounded by its sides and a curve."""
        fixed = {player: low for player, (low, _) in box.items() if player not in wide}
        corners = {corner: dict(zip(wide, map(Fraction, corner), strict=True)) for corner in _CORNERS}
        if not held:
            return Spanned(frozenset(_point({**fixed, **corner}) for corner in corners.values()), True)
        (player,) = held
        gain = self.gain(player)
        signed = {corner: _at(gain, player, at) * (2 * roles[player] - 1) for corner, at in corners.items()}
        inside = Spanned(
            frozenset(_point({**fixed, **corners[corner]}) for corner, value in signed.items() if value >= 0),
            any(value > 0 for value in signed.values()) or any(signed[one] == signed[other] == 0 for one, other in _SIDES),
        )
        if max(signed.values()) <= 0:
            return inside
        return inside | common_zeros(fixed, {player: gain}, {player: self._outcome(player, roles[player])})


def _point(probabilities: Mapping[int, Fraction]) -> Point:
    x, y, z = (Surd(probabilities[player]) for player in range(3))
    return x, y, z


def _changed(cell: Cell, place: int, value: int) -> Cell:
    return (*cell[:place], value, *cell[place + 1 :])


def _at(form: Bilinear, player: int, probabilities: Mapping[int, Fraction]) -> Fraction:
    """The value of a form of a player's at the others' probabilities."""
    y, z = (probabilities[other] for other in OTHERS[player])
    a, b, c, d = form
    return a + b * y + (c + d * y) * z
