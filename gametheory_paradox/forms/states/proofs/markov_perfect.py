"""Markov perfect equilibria, and the proofs that all are listed.

Sources: filarvrieze1997 (stationary equilibria), blackwell1965 (the principle for one decision maker);
neumaier1990 (branch and bound), shapleystochastic1953 (the maps).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from typing import Any, NamedTuple

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Game, Profile, StochasticGame, state_values, without_measure
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.proof_fields import Data
from gametheory_paradox.forms.records import list_in
from gametheory_paradox.forms.states.proofs.enclosed_values import EnclosedStationary
from gametheory_paradox.forms.states.proofs.state_cells import StateCell, StateTables, ValueBounds
from gametheory_paradox.forms.states.proofs.state_determinants import determinants, outdone
from gametheory_paradox.forms.states.proofs.state_isolation import StateBox, StateEquations, check_state_box
from gametheory_paradox.forms.tables.proofs.profile_cells import between, counts_in, normalized
from gametheory_paradox.forms.tables.proofs.settled_boxes import EquilibriumCover
from gametheory_paradox.interruption import look

# Is a stationary profile Markov perfect: from no state on does anybody gain by another action there once
#
# By the one-shot deviation principle nobody then gains by any other plan, after any history.
# ----------------------------------------------------------------------------


class Deviation(NamedTuple):
    """An action taken once in the place of what a profile does.

    Parameters
    ----------
    information_set, action
        The number of the information set, and that of the action.
    gain
        What its player gains by it from that state on, everything else being as in the profile.
    """

    information_set: int
    action: int
    gain: Fraction


def one_shot_deviations(game: StochasticGame[Fraction], profile: Profile) -> Iterator[Deviation]:
    """Every action that is not certain, at every information set, with what it gains when taken once."""
    values = state_values(game, profile)
    for place, (state, numbers) in enumerate(zip(game.states, game.sets_at, strict=True)):
        odds = [[(a, p) for a, p in enumerate(profile.probabilities[number]) if p] for number in numbers]
        for own, (who, number) in enumerate(zip(state.movers, numbers, strict=True)):
            for action in range(state.shape[own]):
                if len(odds[own]) == 1 and odds[own][0][0] == action:
                    continue

                paid = Fraction(0)
                for played in product(*odds[:own], [(action, Fraction(1))], *odds[own + 1 :]):
                    row, weight = state.place([a for a, _ in played]), Fraction(1)
                    for _, p in played:
                        weight *= p
                    later = sum(
                        (p * values[s][who] for s, p in enumerate(state.transitions[row]) if p), Fraction(0)
                    )
                    paid += weight * (state.payoffs[row][who] + game.weight(place, who) * later)
                yield Deviation(number, action, paid - values[place][who])


def is_markov_perfect(game: StochasticGame[Fraction], profile: Profile) -> bool:
    """True if from no state on anybody gains by another action.

    Examples
    --------
    >>> from gametheory_paradox.forms import State
    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> calm = State("calm", (("keep", "press"),), ((2 * one,), (3 * one,)), ((one, 0 * one), (half, half)))
    >>> war = State("war", ((),), ((-one,),), ((0 * one, one),))
    >>> game = StochasticGame(("A",), (calm, war), (one, 0 * one), (half,))
    >>> [is_markov_perfect(game, Profile.pure(game.information_sets, [own])) for own in (0, 1)]
    [True, False]
    """
    return all(deviation.gain <= 0 for deviation in one_shot_deviations(game, profile))


# Every stationary Markov perfect equilibrium of a stochastic game, by cutting the space of profiles
#
# A cutting is a list of steps, read as a tree in preorder; each step takes the next cell (see
# :mod:`gametheory_paradox.forms.states.proofs.state_cells`) from a stack and puts what it leaves of it back,
# first child on top.  An information set is given by its number, an action by its place there.
#
# * ``["v", scale, lows, highs]``, perhaps with ``gaps``: the values of every equilibrium in the cell lie
#   between these numbers, player by player and state by state, divided by ``scale``, and differ between two
#   states by no more than the gaps, as one application of the maps shows.  Left: the cell with these bounds;
#   nothing, if some lower one exceeds its upper one.
# * ``["v"]``: the cell is one profile, whose values are computed.  Left: the cell with these.
# * ``["x", s, a, b]``: at set s action b gives more than a, whatever the mixtures and values in the cell.
#   Left: the face without a.
# * ``["d", s, a, b]``: the same, whatever the mixtures, by determinants, without bounds of values (see
#   :mod:`gametheory_paradox.forms.states.proofs.state_determinants`).  Left: the face without a.
# * ``["p", s, a]``: of pure profiles alone.  Left: the part in which a is taken at s, then that in which it
#   is not.
# * ``["s", s, v, w, n, d]``: of mixtures.  The simplex at s is cut n/d of the way from its vertex v to w.
#   Left: the part where the cut takes the place of v, then that where it takes the place of w.
# * ``["u", n]``: the cell lies in the region of isolating box number n, in which only one point satisfies the
#   equations of its supports.  Left: the faces without each action of these that is not used at every vertex.
# * ``["a"]``: the cell is one profile, and it is Markov perfect.
# * ``["?"]``: nothing is claimed.
#
# No step loses an equilibrium, so every one is a point, in a box or in an open cell.
# ----------------------------------------------------------------------------

MOST_LOOKS = 200_000_000
MOST_DETERMINANTS = 4_096  # in one step
PLAIN, PAIRS = 4, 20  # parts of a step that bounds values without gaps; looks for each pair that gaps compare

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
        self.boxes: list[StateBox] = []
        self.isolating: list[StateBox] = []  # those of equilibria, all different

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
        if kind in ("x", "d"):
            return self._excluded(cell, kind == "d", *counts_in(rest, 3))
        if kind == "p":
            return self._parted(cell, *counts_in(rest, 2))
        if kind == "s":
            return self._cut(cell, *counts_in(rest, 5))
        if kind == "u":
            return self._unique(cell, *counts_in(rest, 1))

        counts_in(rest, 0)
        if kind == "a":
            self._point(cell)
        elif kind == "?":
            self.open_cells.append(cell)
        else:
            raise CertificateRejected(f"there is no step {kind!r:.20}")
        return ()

    def _bounded(self, cell: StateCell, rest: Step) -> Sequence[StateCell]:
        if not rest:
            exactly = state_values(self.game, self._profile(cell))
            return (cell.with_values(ValueBounds.exactly(exactly, len(self.game.players))),)
        values = ValueBounds.from_data(rest, len(self.game.players), len(self.game.states))
        if not cell.bounded_by(values):
            raise CertificateRejected("values are bounded that may lie outside")
        return () if values.is_empty else (cell.with_values(values),)

    def _excluded(
        self, cell: StateCell, by_determinants: bool, number: int, worse: int, better: int
    ) -> Sequence[StateCell]:
        self._check_actions(number, worse, better)
        if by_determinants:
            if determinants(cell, number) > MOST_DETERMINANTS:
                raise CertificateRejected(f"a step that takes more than {MOST_DETERMINANTS:,} determinants")
            excluded = bool(outdone(cell, number, [(worse, better)]))
        else:
            excluded = cell.values is not None and cell.is_worse(number, worse, better)
        if not excluded:
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

    def _cut(
        self, cell: StateCell, number: int, first: int, second: int, part: int, parts: int
    ) -> Sequence[StateCell]:
        if self.pure:
            raise CertificateRejected("mixtures are cut, and pure profiles are not")
        simplex = cell.simplices[number] if number < len(cell.simplices) else ()
        if first == second or max(first, second) >= len(simplex) or not 0 < part < parts:
            raise CertificateRejected("a cut names no edge of its cell")
        middle = between(simplex[first], simplex[second], part, parts)
        halves = [(*simplex[:v], middle, *simplex[v + 1 :]) for v in (first, second)]
        return [cell.confined(number, half) for half in reversed(halves)]

    def _unique(self, cell: StateCell, number: int) -> Sequence[StateCell]:
        if number >= len(self.boxes):
            raise CertificateRejected("a step names no isolating box")
        box = self.boxes[number]
        if self.pure or cell.values is None or not box.covers(cell.simplices, cell.values):
            raise CertificateRejected("a cell reaches out of the region of its isolating box")
        if box.supports != cell.supports:
            raise CertificateRejected("a cell uses fewer actions than its isolating box")
        return _faces(cell)

    def add(self, box: StateBox) -> None:
        """Takes in an isolating box.

        Raises
        ------
        CertificateRejected
            If it does not hold the only solution of its region.
        """
        solution = check_state_box(self.tables, box)
        self.boxes.append(box)
        if self._is_exact(box):
            return
        if solution == "unsettled":
            raise CertificateRejected(
                "whether the solution in an isolating box is an equilibrium is not settled"
            )
        if solution == "none" or any(own.surrounds(box) or box.surrounds(own) for own in self.isolating):
            return
        if any(self._holds(box, point) for point in self.points):
            return  # the point is its solution, since its region has no further one
        if any(own.bounds(self.tables).touches(box.bounds(self.tables)) for own in self.isolating):
            raise CertificateRejected("two isolating boxes touch")
        self.isolating.append(box)

    def _holds(self, box: StateBox, point: Profile) -> bool:
        """True if a profile uses just the supports of a box and lies in its region, with its values."""
        used = tuple(tuple(a for a, p in enumerate(odds) if p) for odds in point.probabilities)
        scales = [lcm(*(p.denominator for p in odds)) for odds in point.probabilities]
        simplices = tuple(
            (tuple(int(p * scale) for p in odds),)
            for odds, scale in zip(point.probabilities, scales, strict=True)
        )
        values = ValueBounds.exactly(state_values(self.game, point), len(self.game.players))
        return used == box.supports and box.covers(simplices, values)

    def _is_exact(self, box: StateBox) -> bool:
        """True if the center of a box is itself the equilibrium in it, which is then listed."""
        if any(weight <= 0 for own in box.center for weight in own):
            return False
        cell = StateCell(self.tables, StateEquations(self.tables, box).center_simplices, None)
        profile = self._profile(cell)
        if not (self._holds(box, profile) and is_markov_perfect(self.game, profile)):
            return False
        if profile not in self.points:
            self.points.append(profile)
        self.isolating = [own for own in self.isolating if not self._holds(own, profile)]
        return True

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
            self.isolating = [own for own in self.isolating if not self._holds(own, profile)]

    def _profile(self, cell: StateCell) -> Profile:
        if not cell.is_point:
            raise CertificateRejected("a cell is not one profile")
        return Profile(
            self.game.information_sets, tuple(normalized(simplex[0]) for simplex in cell.simplices)
        )


def _faces(cell: StateCell) -> list[StateCell]:
    """The faces of a cell without each action that not every vertex uses, last first."""
    pairs = [(number, action) for number, own in enumerate(cell.supports) for action in own]
    return [face for number, action in reversed(pairs) if (face := cell.face(number, action))]


def _looks(whole: StateCell, cutting: Sequence[Step]) -> int:
    """The number of looks at payoffs in a cutting; gaps compare all that is done in one state and another.

    A determinant is that of as many rows as there are states, and one more.
    """
    game = whole.tables.game
    cells, states = sum(len(state.payoffs) for state in game.states), len(game.states)
    with_gaps = sum(1 for step in cutting if step[:1] == ["v"] and len(step) > PLAIN)
    most = max([determinants(whole, number) for number in range(len(game.information_sets))], default=0)
    by_determinants = sum(step[:1] == ["d"] for step in cutting) * min(most, MOST_DETERMINANTS)
    plain = len(game.players) * cells * states * (len(cutting) + PAIRS * cells * with_gaps)
    return plain + by_determinants * (states + 1) ** 3


def _walked(game: Game, data: Data, *, pure: bool) -> StateWalk:
    """The walk through a proof's cutting, to its end."""
    if not isinstance(game, StochasticGame):
        raise CertificateRejected("this proof needs a stochastic game")
    cutting = [list_in(step) for step in list_in(data.get("cutting"))]
    walk = StateWalk(without_measure(game), pure=pure)
    if _looks(walk.stack[0], cutting) > MOST_LOOKS:
        raise CertificateRejected(
            f"a proof that takes more than {MOST_LOOKS:,} looks at payoffs is not checked"
        )
    for box in list_in(data.get("boxes", [])):
        look()
        walk.add(StateBox.from_data(box, len(game.players), len(game.states)))
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
    if not walk.points and not walk.isolating:
        raise CertificateRejected("a finite game has an equilibrium, and none is listed")
    enclosed = tuple(EnclosedStationary(walk.game, box, box.bounds(walk.tables)) for box in walk.isolating)
    return EquilibriumCover(game, tuple(walk.points), infinite=False, spanning=True, stationary=enclosed)
