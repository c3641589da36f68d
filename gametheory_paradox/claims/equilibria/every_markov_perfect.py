"""Every stationary Markov perfect equilibrium of a stochastic game, by cutting the space of profiles.

A cutting is a list of steps, read as a tree in preorder; each step takes the next cell (see
:mod:`gametheory_paradox.claims.equilibria.state_cells`) from a stack and puts what it leaves of it back, first
child on top.  An information set is given by its number, an action by its place there.

* ``["v", scale, lows, highs]``: the values of every equilibrium in the cell lie between these numbers,
  player by player and state by state, divided by ``scale``, as one application of two maps shows.  Left: the
  cell with these bounds; nothing, if some lower one exceeds its upper one.
* ``["v"]``: the cell is one profile, whose values are computed.  Left: the cell with these.
* ``["x", s, a, b]``: at set s action b gives more than a, whatever the mixtures and values in the cell.  Left:
  the face without a.
* ``["p", s, a]``: of pure profiles alone.  Left: the part in which a is taken at s, then that in which it is
  not.
* ``["s", s, v, w, n, d]``: of mixtures.  The simplex at s is cut n/d of the way from its vertex v to w.  Left:
  the part where the cut takes the place of v, then that where it takes the place of w.
* ``["u", n]``: the cell lies in the region of isolating box number n, in which only one point satisfies the
  equations of its supports.  Left: the faces without each action of these that is not used at every vertex.
* ``["a"]``: the cell is one profile, and it is Markov perfect.
* ``["?"]``: nothing is claimed.

No step loses an equilibrium, so every one is a point, in a box or in an open cell.

Sources: neumaier1990 (branch and bound), shapley1953 (the maps).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.markov_perfect import is_markov_perfect
from gametheory_paradox.claims.equilibria.profile_cells import MOST_BITS, normalized
from gametheory_paradox.claims.equilibria.proof_fields import Data
from gametheory_paradox.claims.equilibria.state_cells import StateCell, StateTables, ValueBounds
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, Profile, StochasticGame, state_values, without_measure
from gametheory_paradox.games.json_fields import list_in
from gametheory_paradox.interruption import look

MOST_STEPS = 1_000_000

Step = Sequence[Any]


class StateWalk:
    """The walk through a cutting.

    Parameters
    ----------
    game
        The game, with payoffs alone.
    pure
        Whether pure profiles alone are looked at.
    """

    def __init__(self, game: StochasticGame[Fraction], *, pure: bool):
        self.game, self.pure = game, pure
        self.tables = StateTables(game)
        self.stack = [StateCell(self.tables, self.tables.whole, None)]
        self.points: list[Profile] = []
        self.open_cells: list[StateCell] = []

    def follow(self, cutting: Sequence[Step]) -> None:
        """Takes all steps.

        Raises
        ------
        CertificateRejected
            If one does not hold, or they do not end with the last cell.
        """
        for step in cutting:
            look()
            if not self.stack or not step:
                raise CertificateRejected("the cutting goes on after its last cell, or a step is malformed")
            self.stack.extend(self.take(self.stack.pop(), step[0], step[1:]))
        if self.stack:
            raise CertificateRejected("the cutting ends before its last cell")

    def take(self, cell: StateCell, kind: object, rest: Step) -> Sequence[StateCell]:
        """The cells that a step leaves of a cell, last first."""
        if kind == "v":
            return self._bounded(cell, rest)
        if kind == "x":
            return self._excluded(cell, *_numbers(rest, 3))
        if kind == "p":
            return self._parted(cell, *_numbers(rest, 2))
        _numbers(rest, 0)
        if kind == "a":
            self._point(cell)
        elif kind == "?":
            self.open_cells.append(cell)
        else:
            raise CertificateRejected(f"there is no step {kind!r:.20}")
        return ()

    def _bounded(self, cell: StateCell, rest: Step) -> Sequence[StateCell]:
        if not rest:
            values = state_values(self.game, self._profile(cell))
            return (cell.with_values(ValueBounds.exactly(values, len(self.game.players))),)
        values = self._bounds(rest)
        if not cell.bounded_by(values):
            raise CertificateRejected("values are bounded that may lie outside")
        return () if values.is_empty else (cell.with_values(values),)

    def _bounds(self, rest: Step) -> ValueBounds:
        if len(rest) != 3 or type(rest[0]) is not int or not 0 < rest[0] < 1 << MOST_BITS:
            raise CertificateRejected("a step of the cutting is malformed")
        scale, *ends = rest
        players, states = len(self.game.players), len(self.game.states)
        rows = [[list_in(row, states) for row in list_in(own, players)] for own in ends]
        numbers = [number for own in rows for row in own for number in row]
        if not all(type(n) is int and n.bit_length() < 2 * MOST_BITS for n in numbers):
            raise CertificateRejected("a step of the cutting is malformed")
        lows, highs = (tuple(map(tuple, own)) for own in rows)
        return ValueBounds(scale, lows, highs)

    def _excluded(self, cell: StateCell, number: int, worse: int, better: int) -> Sequence[StateCell]:
        self._check_actions(number, worse, better)
        if cell.values is None or cell.highest_gain(number, worse, better) >= 0:
            raise CertificateRejected("an action is excluded although it may be as good")
        face = cell.face(number, worse)
        return (face,) if face else ()

    def _parted(self, cell: StateCell, number: int, action: int) -> Sequence[StateCell]:
        self._check_actions(number, action)
        if not self.pure:
            raise CertificateRejected("pure profiles alone are parted by an action")
        taken = tuple(vertex for vertex in cell.simplices[number] if vertex[action])
        without = cell.face(number, action)
        return [part for part in (without, cell.confined(number, taken) if taken else None) if part]

    def _check_actions(self, number: int, *actions: int) -> None:
        sets = self.game.information_sets
        if number >= len(sets) or max(actions) >= len(sets[number].actions):
            raise CertificateRejected("a step names no action of the game")

    def _point(self, cell: StateCell) -> None:
        profile = self._profile(cell)
        if not is_markov_perfect(self.game, profile):
            raise CertificateRejected("a profile is claimed to be Markov perfect and is not")
        if profile not in self.points:
            self.points.append(profile)

    def _profile(self, cell: StateCell) -> Profile:
        if not cell.is_point:
            raise CertificateRejected("a cell is not one profile")
        return Profile(self.game.information_sets, tuple(normalized(simplex[0]) for simplex in cell.simplices))


def _numbers(data: Step, count: int) -> Sequence[int]:
    if len(data) != count or not set(map(type, data)) <= {int} or min(data, default=0) < 0:
        raise CertificateRejected("a step of the cutting is malformed")
    return data


def _walked(game: Game, data: Data, *, pure: bool) -> StateWalk:
    """The walk through a proof's cutting, to its end."""
    if not isinstance(game, StochasticGame):
        raise CertificateRejected("this proof needs a stochastic game")
    cutting = [list_in(step) for step in list_in(data.get("cutting"))]
    if len(cutting) > MOST_STEPS:
        raise CertificateRejected(f"a proof with more than {MOST_STEPS:,} steps is not checked")
    walk = StateWalk(without_measure(game), pure=pure)
    walk.follow(cutting)
    if walk.open_cells:
        raise CertificateRejected("cells are left open, where there may be further equilibria")
    return walk


def by_pure_state_cells(game: Game, player: str, data: Data) -> EquilibriumSet:
    """All pure stationary Markov perfect equilibria; there may be none, and there may be mixed ones."""
    walk = _walked(game, data, pure=True)
    return EquilibriumSet(game, tuple(walk.points), infinite=False, spanning=True)


def by_state_cells(game: Game, player: str, data: Data) -> EquilibriumSet:
    """All stationary Markov perfect equilibria."""
    walk = _walked(game, data, pure=False)
    return EquilibriumSet(game, tuple(walk.points), infinite=False, spanning=True)
