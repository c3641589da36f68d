"""One Markov perfect equilibrium inside a box, although its probabilities may be irrational.

Fix the supports.  The equations F = 0, "every used action of a player gives its value in the state, and so
does the play of those who do not move", have as many unknowns as equations: the mixtures and the values
together.  A *region* is a simplex for each information set, with a vertex for each used action, and for each
player an interval for its value in the first state and one for how much more each other state is worth.  The
unknowns are the weights of all vertices but the first of each simplex, and those numbers in units of half
their intervals.  With an integer matrix P and a number M put G = I - P·J/M, J the Jacobian of F.  Each entry
of J is multilinear, so its range on the region is found at tuples of vertices and at ends of intervals; g is
the largest row sum of the bounds of |G|.  Where g < 1,

* the region has at most one solution: z - P·F(z)/M is a contraction there, in the maximum norm;
* a box of radius r around a point c, within the region, has one if |P·F(c)/M| + g·r ≤ r.

A region may reach out of the simplex of probabilities: nothing above needs them to be positive.

Sources: krawczyk1969, moore1977, neumaier1990.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import ceil, lcm

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Game, StochasticGame, number_from_data
from gametheory_paradox.forms.records import fields_in, integer_in, list_in
from gametheory_paradox.forms.states.proofs.state_cells import (
    MOST_BITS,
    MatrixEntry,
    Simplices,
    StateTables,
    ValueBounds,
    integers_in,
    worth,
)
from gametheory_paradox.forms.tables.proofs.isolation import Solution
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval, ProfileBounds
from gametheory_paradox.forms.tables.proofs.profile_cells import Mixture, Simplex, corners, covered
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

_FINER = 14  # bits by which the center of a narrower box is finer than the box


def numbers_within(values: ValueBounds, who: int) -> tuple[list[int], list[int]]:
    """The ends of a player's value in the first state, and of what the others are worth more."""
    others = range(1, len(values.lows[who]))
    least = [values.lows[who][0], *(-values.gap(who, 0, state) for state in others)]
    return least, [values.highs[who][0], *(values.gap(who, state, 0) for state in others)]


@dataclass(frozen=True, repr=False)
class StationaryBounds(ProfileBounds):
    """Bounds of every probability of a stationary profile, and of everybody's values under it.

    Parameters
    ----------
    information_sets, bounds
        As of any profile.
    values
        For each state a pair for each player.
    """

    values: tuple[tuple[Interval, ...], ...]

    def payoff_bounds(self, game: Game) -> tuple[Interval, ...]:
        """Bounds of every player's discounted sum from the start."""
        assert isinstance(game, StochasticGame)
        return tuple(
            tuple(
                sum((p * own[who][end] for p, own in zip(game.start, self.values, strict=True)), Fraction(0))
                for end in (0, 1)
            )  # type: ignore[misc]
            for who in range(len(game.players))
        )


@dataclass(frozen=True, repr=False)
class Intervals(Record):
    """For each player an interval for its value in the first state, then for what the others are worth more.

    Parameters
    ----------
    scale
        The denominator of all ends.
    lows, highs
        For each player the ends.
    """

    scale: int
    lows: tuple[tuple[int, ...], ...]
    highs: tuple[tuple[int, ...], ...]

    def holds(self, values: ValueBounds) -> bool:
        """True if all values within bounds are in the intervals."""
        for who, (lows, highs) in enumerate(zip(self.lows, self.highs, strict=True)):
            least, most = numbers_within(values, who)
            if any(low * values.scale > inner * self.scale for low, inner in zip(lows, least, strict=True)):
                return False
            if any(high * values.scale < inner * self.scale for high, inner in zip(highs, most, strict=True)):
                return False
        return True

    def to_data(self) -> list[object]:
        """As JSON: the denominator, the lower and the upper ends."""
        return [self.scale, *([list(row) for row in own] for own in (self.lows, self.highs))]

    @classmethod
    def from_data(cls, data: object, players: int, states: int) -> "Intervals":
        """Reads what ``to_data`` wrote."""
        scale, *ends = list_in(data, 3)
        lows, highs = (tuple(integers_in(row, states) for row in list_in(own, players)) for own in ends)
        if type(scale) is not int or not 0 < scale < 1 << MOST_BITS:
            raise CertificateRejected("an isolating box is malformed")
        return cls(scale, lows, highs)


@dataclass(frozen=True, repr=False)
class StateBox(Record):
    """A box that holds one solution of the equations of its supports, within a region that holds no other.

    Parameters
    ----------
    supports
        For each information set the actions used, ascending.
    region
        For each information set a weight for each used action, then a positive one: the vertices of its
        simplex are the mixtures with these weights, the last one added to one of them in turn.
    values
        The intervals of the first values and of differences, each of some width.
    center
        For each information set the weights of the used actions.
    middle
        For each player those numbers at the center, over the scale of ``values``.
    radius
        How far each unknown may be off.
    inverse, scale
        P and M.
    """

    supports: tuple[tuple[int, ...], ...]
    region: tuple[Mixture, ...]
    values: Intervals
    center: tuple[Mixture, ...]
    middle: tuple[tuple[int, ...], ...]
    radius: Fraction
    inverse: tuple[tuple[int, ...], ...]
    scale: int

    def covers(self, simplices: Simplices, values: ValueBounds) -> bool:
        """True if a cell and its values lie in the region, and it uses no other actions."""
        return covered(simplices, self.supports, self.region) and self.values.holds(values)

    def reach(self, number: int, n: int) -> Interval:
        """Bounds of the probability of the n-th used action at the solution."""
        lows, center = self.region[number], self.center[number]
        share = Fraction(lows[-1], sum(lows))
        off = self.radius * share * (1 if n else len(center) - 1)
        middle = Fraction(center[n], sum(center))
        return middle - off, middle + off

    def value_reach(self, who: int, state: int) -> Interval:
        """Bounds of a player's value in a state at the solution."""
        low, high = self.number_reach(who, 0)
        if not state:
            return low, high
        least, most = self.number_reach(who, state)
        return low + least, high + most

    def number_reach(self, who: int, state: int) -> Interval:
        """Bounds of a player's value in the first state, or of what another one is worth more."""
        half = Fraction(self.values.highs[who][state] - self.values.lows[who][state], 2)
        middle, off = self.middle[who][state], self.radius * half
        return (middle - off) / self.values.scale, (middle + off) / self.values.scale

    def bounds(self, tables: StateTables) -> StationaryBounds:
        """Bounds of all probabilities and values; for a box that holds an equilibrium or is not settled."""
        found = []
        for number, support in enumerate(self.supports):
            bounds = [(Fraction(0), Fraction(0))] * len(tables.actions(number))
            for n, action in enumerate(support):
                low, high = self.reach(number, n) if len(support) > 1 else (Fraction(1), Fraction(1))
                bounds[action] = (max(low, Fraction(0)), min(high, Fraction(1)))
            found.append(tuple(bounds))
        players, states = range(len(tables.game.players)), range(len(tables.game.states))
        values = tuple(tuple(self.value_reach(who, state) for who in players) for state in states)
        return StationaryBounds(tables.game.information_sets, tuple(found), values)

    def surrounds(self, other: "StateBox") -> bool:
        """True if another box has the same supports and lies in the region."""
        if self.supports != other.supports:
            return False
        for number, lows in enumerate(self.region):
            whole = sum(lows)
            if any(other.reach(number, n)[0] * whole < low for n, low in enumerate(lows[:-1])):
                return False
        scale = self.values.scale
        return all(
            low <= other.number_reach(who, state)[0] * scale
            and other.number_reach(who, state)[1] * scale <= high
            for who, rows in enumerate(zip(self.values.lows, self.values.highs, strict=True))
            for state, (low, high) in enumerate(zip(*rows, strict=True))
        )

    def to_data(self) -> dict[str, object]:
        """As JSON: the fields, the radius as a rational number."""
        return {
            "supports": [list(own) for own in self.supports],
            "region": [list(own) for own in self.region],
            "values": self.values.to_data(),
            "center": [list(own) for own in self.center],
            "middle": [list(own) for own in self.middle],
            "radius": str(self.radius),
            "inverse": [list(row) for row in self.inverse],
            "scale": self.scale,
        }

    @classmethod
    def from_data(cls, data: object, players: int, states: int) -> "StateBox":
        """Reads what ``to_data`` wrote.

        Raises
        ------
        InvalidGame
            If a field is missing, of the wrong type, or one too many.
        """
        *parts, values, radius, scale = fields_in(
            data, "supports", "region", "center", "middle", "inverse", "values", "radius", "scale"
        )
        supports, region, center, middle, inverse = (tuple(map(integers_in, list_in(part))) for part in parts)
        bounds = Intervals.from_data(values, players, states)
        radius, scale = number_from_data(radius), integer_in(scale)
        return cls(supports, region, bounds, center, middle, radius, inverse, scale)


@dataclass(frozen=True, repr=False)
class Equation:
    """An action gives the value of its player; without an action, the play of the others does.

    Parameters
    ----------
    state, who
        The state, and the player's number.
    action
        The number of the action; None for a player who does not move there.
    """

    state: int
    who: int
    action: int | None


class StateEquations:
    """The equations of a box's supports over its region.

    Parameters
    ----------
    tables
        What the actions of the game give.
    box
        The box.
    """

    def __init__(self, tables: StateTables, box: StateBox):
        self.tables, self.box = tables, box
        self.simplices: Simplices = tuple(
            corners(len(tables.actions(number)), support, lows)
            for number, (support, lows) in enumerate(zip(box.supports, box.region, strict=True))
        )
        game = tables.game
        self.equations = [
            Equation(state, who, action)
            for state in range(len(game.states))
            for who in range(len(game.players))
            for action in self._used(state, who)
        ]

        self.mixing = [
            (number, n) for number, support in enumerate(box.supports) for n in range(1, len(support))
        ]
        self.valued = [(who, state) for who in range(len(game.players)) for state in range(len(game.states))]

    def _used(self, state: int, who: int) -> Sequence[int | None]:
        number = self.tables.set_of(state, who)
        return (None,) if number is None else self.box.supports[number]

    @cached_property
    def halves(self) -> dict[tuple[int, int], Fraction]:
        """Half the width of each value's interval."""
        values = self.box.values
        return {
            (who, state): Fraction(values.highs[who][state] - values.lows[who][state], 2 * values.scale)
            for who, state in self.valued
        }

    def contraction(self) -> Fraction:
        """The factor by which distances shrink: a bound of the row sums of |I - P·J/M|."""
        size, ranges = len(self.equations), [self.jacobian_row(equation) for equation in self.equations]
        unit = lcm(*(end.denominator for row in ranges for ends in row.values() for end in ends))
        jacobian = [
            [(column, _times(low, unit), _times(high, unit)) for column, (low, high) in row.items()]
            for row in ranges
        ]
        most = 0

        for place, row in enumerate(self.box.inverse):
            look()
            lows, highs = [0] * size, [0] * size
            lows[place] = highs[place] = self.box.scale * unit
            for factor, derivatives in zip(row, jacobian, strict=True):
                for column, low, high in derivatives if factor else ():
                    lows[column] -= factor * (high if factor > 0 else low)
                    highs[column] -= factor * (low if factor > 0 else high)
            most = max(most, sum([max(-low, high) for low, high in zip(lows, highs, strict=True)]))

        return Fraction(most, self.box.scale * unit)

    def jacobian_row(self, equation: Equation) -> dict[int, Interval]:
        """The ranges of an equation's derivatives on the region, by unknowns; the others are zero."""
        state, who = equation.state, equation.who
        entries = self.tables.rows(self.simplices, state)[who][equation.action or 0]
        others = [n for n in self.tables.game.sets_at[state] if n != self.tables.set_of(state, who)]
        sizes = [len(self.simplices[number]) for number in others]
        by_vertices = dict(zip(product(*map(range, sizes)), entries, strict=True))

        found: dict[int, Interval] = {}
        for column, (number, n) in enumerate(self.mixing):
            if number in others:
                place = others.index(number)
                slopes = [
                    self.range_of(entry, by_vertices[(*at[:place], 0, *at[place + 1 :])], who)
                    for at, entry in by_vertices.items()
                    if at[place] == n
                ]
                found[column] = min(low for low, _ in slopes), max(high for _, high in slopes)
        for there in range(len(self.tables.game.states)):
            if there:
                odds = [Fraction(entry.odds[there], entry.divisor) - (there == state) for entry in entries]
            else:  # all values rise alike
                odds = [Fraction(sum(entry.odds), entry.divisor) - 1 for entry in entries]
            half = self.halves[who, there]
            if any(odds):
                column = len(self.mixing) + self.valued.index((who, there))
                found[column] = min(odds) * half, max(odds) * half
        return found

    def range_of(self, entry: MatrixEntry, other: MatrixEntry, who: int) -> Interval:
        """The range of what one entry gives more than another; both have one divisor."""
        values = self.box.values
        low = high = (entry.payoff - other.payoff) * values.scale
        rows = zip(entry.odds, other.odds, values.lows[who], values.highs[who], strict=True)
        for p, q, least, most in list(rows)[1:]:
            change = p - q
            low += change * (least if change > 0 else most)
            high += change * (most if change > 0 else least)
        return Fraction(low, entry.divisor * values.scale), Fraction(high, entry.divisor * values.scale)

    def residual(self) -> list[Fraction]:
        """F at the center."""
        center = self.center_simplices
        found = []
        for equation in self.equations:
            entry = self.tables.rows(center, equation.state)[equation.who][equation.action or 0][0]
            first, *more = self.box.middle[equation.who]
            own, scale = [first, *(first + extra for extra in more)], self.box.values.scale
            paid = Fraction(worth(entry, own, scale), entry.divisor * scale)
            found.append(paid - Fraction(own[equation.state], scale))
        return found

    @cached_property
    def center_simplices(self) -> Simplices:
        """The center as a cell of one profile."""
        found = []
        for number, (support, weights) in enumerate(zip(self.box.supports, self.box.center, strict=True)):
            vertex = [0] * len(self.tables.actions(number))
            for action, weight in zip(support, weights, strict=True):
                vertex[action] = weight
            found.append((tuple(vertex),))
        return tuple(found)

    def steps(self) -> list[Fraction]:
        """P·F/M at the center."""
        residual, scale = self.residual(), self.box.scale
        return [
            sum((p * f for p, f in zip(row, residual, strict=True) if p), Fraction(0)) / scale
            for row in self.box.inverse
        ]

    def outside(self) -> Iterator[Interval]:
        """Bounds of what each action that is not used gains in the box, over the value of its player."""
        simplices = self._box_simplices()
        reached = [
            [self.box.number_reach(who, state) for state in range(len(self.tables.game.states))]
            for who in range(len(self.tables.game.players))
        ]
        for number, support in enumerate(self.box.supports):
            state, who = self.tables.mover(number)
            for action in self.tables.actions(number):
                if action not in support:
                    rows = self.tables.rows(simplices, state)[who][action]
                    ends = [_bounds(entry, state, reached[who]) for entry in rows]
                    yield min(low for low, _ in ends), max(high for _, high in ends)

    def _box_simplices(self) -> Simplices:
        """Simplices around the mixtures in the box."""
        found = list[Simplex]()
        for number, support in enumerate(self.box.supports):
            lows = [self.box.reach(number, n)[0] for n in range(len(support))]
            scale = lcm(*(low.denominator for low in lows))
            whole = [int(low * scale) for low in lows]
            top = max(scale - sum(whole), 0)
            if not top:  # a single mixture
                found.append((corners(len(self.tables.actions(number)), support, (*whole, 0))[0],))
            else:
                found.append(corners(len(self.tables.actions(number)), support, (*whole, top)))
        return tuple(found)


def _times(number: Fraction, unit: int) -> int:
    """A number times a multiple of its denominator."""
    return number.numerator * (unit // number.denominator)


def _bounds(entry: MatrixEntry, state: int, values: Sequence[Interval]) -> Interval:
    """Bounds of what an action pays at a corner above its state, where values are within bounds."""
    low = high = Fraction(entry.payoff)
    for there, (odds, (least, most)) in enumerate(zip(entry.odds, values, strict=True)):
        change = odds - entry.divisor * (there == state)
        if not there:  # all values rise alike
            change = sum(entry.odds) - entry.divisor
        low += change * (least if change > 0 else most)
        high += change * (most if change > 0 else least)
    return low / entry.divisor, high / entry.divisor


def check_state_box(tables: StateTables, box: StateBox) -> Solution:
    """Check that a box holds the only solution in its region, and decide whether it is an equilibrium.

    Raises
    ------
    CertificateRejected
        If the box is malformed or does not show this.
    """
    _check_form(tables, box)
    equations = StateEquations(tables, box)
    factor = equations.contraction()
    steps = equations.steps()
    if factor >= 1 or any(abs(step) > (1 - factor) * box.radius for step in steps):
        raise CertificateRejected("an isolating box does not show a solution")
    used = [box.reach(number, n) for number, support in enumerate(box.supports) for n in range(len(support))]
    outside = list(equations.outside())
    if any(high < 0 for _, high in used) or any(low > 0 for low, _ in outside):
        return "none"
    if all(low > 0 for low, _ in used) and all(high < 0 for _, high in outside):
        return "equilibrium"
    return "unsettled"


def _check_form(tables: StateTables, box: StateBox) -> None:
    game = tables.game
    sets, players, states = len(game.information_sets), len(game.players), len(game.states)
    fine = (
        sets == len(box.supports) == len(box.region) == len(box.center) and box.scale > 0 and box.radius > 0
    )
    fine = fine and len(box.middle) == players and all(len(own) == states for own in box.middle)
    fine = fine and all(
        low < high
        for own in zip(box.values.lows, box.values.highs, strict=True)
        for low, high in zip(*own, strict=True)
    )

    for number, (support, lows, center) in enumerate(zip(box.supports, box.region, box.center, strict=False)):
        fine = fine and bool(support) and list(support) == sorted(set(support))
        fine = fine and support[0] >= 0 and support[-1] < len(tables.actions(number))
        fine = fine and len(center) == len(support) == len(lows) - 1 and lows[-1] > 0
        fine = fine and sum(lows) > 0 and sum(center) > 0

    if not fine:
        raise CertificateRejected("an isolating box is malformed")
    size = len(StateEquations(tables, box).equations)
    if len(box.inverse) != size or any(len(row) != size for row in box.inverse):
        raise CertificateRejected("an isolating box is malformed")
    _check_within(box)


def _check_within(box: StateBox) -> None:
    """Refuse a box that reaches out of its region."""
    inside = all(
        box.reach(number, n)[0] >= Fraction(low, sum(lows))
        for number, lows in enumerate(box.region)
        for n, low in enumerate(lows[:-1])
    )
    scale = box.values.scale
    for who, own in enumerate(zip(box.values.lows, box.values.highs, strict=True)):
        for state, (low, high) in enumerate(zip(*own, strict=True)):
            least, most = box.number_reach(who, state)
            inside = inside and low <= least * scale and most * scale <= high
    if not inside or box.radius.denominator.bit_length() > MOST_BITS:
        raise CertificateRejected("an isolating box reaches out of its region")


def narrowed(tables: StateTables, box: StateBox) -> StateBox:
    """A smaller box around the solution of a box that was checked.

    Raises
    ------
    CertificateRejected
        If the new box is not at most half as large, or its numbers become too long.
    """
    equations = StateEquations(tables, box)
    moved = equations.steps()
    mixing = dict(zip(equations.mixing, moved, strict=False))
    valued = dict(zip(equations.valued, moved[len(equations.mixing) :], strict=True))

    # The image of the center, on grids much finer than the box.
    bits = (box.radius.denominator // max(1, box.radius.numerator)).bit_length() + _FINER
    center = []
    for number, (lows, weights) in enumerate(zip(box.region, box.center, strict=True)):
        share, total = Fraction(lows[-1], sum(lows)), sum(weights)
        odds = [Fraction(weights[n], total) - share * mixing[number, n] for n in range(1, len(weights))]
        rounded = [round(p * (1 << bits)) for p in odds]
        center.append(((1 << bits) - sum(rounded), *rounded))
    finer = 1 << bits
    values = Intervals(
        box.values.scale * finer,
        tuple(tuple(low * finer for low in own) for own in box.values.lows),
        tuple(tuple(high * finer for high in own) for own in box.values.highs),
    )
    middle = tuple(
        tuple(
            round(
                (Fraction(own, box.values.scale) - equations.halves[who, state] * valued[who, state])
                * values.scale
            )
            for state, own in enumerate(row)
        )
        for who, row in enumerate(box.middle)
    )

    # Its radius, by its own residual.
    image = replace(box, center=tuple(center), values=values, middle=middle)
    factor = equations.contraction()
    radius = max(map(abs, StateEquations(tables, image).steps()), default=Fraction(0)) / (1 - factor)
    found = replace(image, radius=Fraction(max(1, ceil(radius * finer)), finer))
    if 2 * found.radius > box.radius or check_state_box(tables, found) == "none":
        raise CertificateRejected("a box around an equilibrium cannot be narrowed further")
    return found
