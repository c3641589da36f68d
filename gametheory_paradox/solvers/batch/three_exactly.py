"""All equilibria of a three-player game with at most two actions each, exactly: isolated ones, curves and surfaces.

Let x, y, z be the probabilities of the second actions and D_i what player i gains by the second instead of the first, a function of
the others' probabilities, linear in each.  In an equilibrium each player either plays one action, from which it does not gain by
deviating, or mixes, and D_i = 0.  The zeros of D_i are everything, nothing, lines on which one probability is fixed, or a curve on
which one is a fractional linear function of the other.  So the equilibria are a finite union of *patches*: some probabilities
fixed, some free, some functions of one parameter, or solutions of one quadratic equation.  Payoffs on a patch are extreme at ends
of ranges or where a quadratic vanishes: finitely many points with coordinates in some Q(√d) attain every extreme payoff.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_paradox.solvers.batch.surds import Surd, compared, root

Point: TypeAlias = tuple[Surd, Surd, Surd]
Bilinear: TypeAlias = tuple[Fraction, Fraction, Fraction, Fraction]  # a + b·y + c·z + d·y·z
Fractional: TypeAlias = tuple[Fraction, Fraction, Fraction, Fraction]  # (n + m·t) / (d + e·t)
Quadratic: TypeAlias = tuple[Fraction, Fraction, Fraction]  # by rising powers
Fixed: TypeAlias = Mapping[int, Fraction]
Cell: TypeAlias = tuple[int, int, int]

_NIL, _ONE = Fraction(0), Fraction(1)
_SELF: Fractional = (_NIL, _ONE, _ONE, _NIL)
_MIX = 2
_OTHERS = ((1, 2), (0, 2), (0, 1))


@dataclass(frozen=True)
class Spanned:
    """The equilibria of a game: points among them that attain every extreme payoff, all of them if they are finitely many."""

    points: frozenset[Point]
    infinite: bool


@dataclass(frozen=True)
class ThreePlayerGame:
    """A game of three players with one or two actions each.

    Parameters
    ----------
    sizes
        How many actions each has.
    payoffs
        For each player its payoff in each cell.
    """

    sizes: Cell
    payoffs: tuple[Mapping[Cell, Fraction], ...]

    def without(self, player: int, action: int) -> "ThreePlayerGame":
        """The game in which a player with two actions lacks one."""

        def kept(table: Mapping[Cell, Fraction]) -> dict[Cell, Fraction]:
            return {_put(cell, player, 0): payoff for cell, payoff in table.items() if cell[player] != action}

        return ThreePlayerGame(_put(self.sizes, player, 1), tuple(map(kept, self.payoffs)))

    def gain(self, player: int) -> Bilinear:
        """What a player with two actions gains by the second, as a function of the others' probabilities of their second."""
        table = self.payoffs[player]
        y, z = _OTHERS[player]
        corners = [
            table[_put(cell, player, 1)] - table[cell]
            for cell in (_put(_put((0, 0, 0), y, min(j, self.sizes[y] - 1)), z, min(k, self.sizes[z] - 1)) for j, k in _CORNERS)
        ]
        return _bilinear(corners)

    def payoff(self, player: int, point: Point) -> Surd:
        """A player's expected payoff."""
        total = Surd(_NIL)
        for cell, payoff in self.payoffs[player].items():
            term = Surd(payoff)
            for probability, action in zip(point, cell, strict=True):
                term *= probability if action else Surd(_ONE) - probability
            total += term
        return total


_CORNERS = ((0, 0), (1, 0), (0, 1), (1, 1))


def _put(cell: Cell, place: int, value: int) -> Cell:
    return (value, *cell[1:]) if place == 0 else (cell[0], value, cell[2]) if place == 1 else (*cell[:2], value)


def _bilinear(corners: Sequence[Fraction]) -> Bilinear:
    here, y, z, both = corners
    return here, y - here, z - here, both - y - z + here


def _at(form: Bilinear, y: Fraction, z: Fraction) -> Fraction:
    a, b, c, d = form
    return a + b * y + (c + d * y) * z
