"""Boxes of values and mixtures of a stochastic game, and what lies ahead of each state.

Sources: krawczyk1969; neumaier1990 (preconditioning by the inverse at the middle).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor, lcm, prod
from operator import mul
from typing import NamedTuple

from gametheory_paradox.forms.states.proofs.state_cells import MatrixEntry, StateCell, StateTables
from gametheory_paradox.forms.states.proofs.state_isolation import (
    Equation,
    Intervals,
    StateBox,
    StateEquations,
    numbers_within,
)
from gametheory_paradox.forms.tables.proofs.profile_cells import Mixture
from gametheory_paradox.forms.tables.solvers.isolating import inverse_of
from gametheory_paradox.interruption import look

# Isolating boxes of Markov perfect equilibria: proposed in floats, written in integers
#
# Newton's method finds mixtures and values that satisfy the equations of given supports; the inverse of the
# Jacobian there, rounded, makes the box that the trusted part checks.
# ----------------------------------------------------------------------------

BITS = 40  # of centers
INVERSE_BITS = 24  # of the inverse
MARGIN = 0.25  # of a cell's width by which its region is wider on each side
RADIUS = Fraction(1, 1 << 16)
MOST_ITERATIONS = 12
MOST_UNKNOWNS = 40
SIMPLE = 1_000_000  # denominators up to this are tried, so that a rational equilibrium is listed exactly
CLOSE = 1e-7  # a step after which the next would be lost in rounding, since it falls by its square
LEAST_PIVOT = 1e-12  # of a matrix that is inverted in floats

Vector = list[float]


def box_around(cell: StateCell) -> StateBox | None:
    """A box with one solution of the equations of a cell's supports, in a region around the cell; or None.

    Parameters
    ----------
    cell
        The cell, with bounds of its values.
    """
    supports = tuple(tuple(cell.played(number)) for number in range(len(cell.simplices)))
    values = _wider(cell)
    region = tuple(_region(cell, number, support) for number, support in enumerate(supports))
    start = tuple(_middle(low, support) for low, support in zip(region, supports, strict=True))
    middle = tuple(
        tuple((low + high) // 2 for low, high in zip(*own, strict=True))
        for own in zip(values.lows, values.highs, strict=True)
    )
    box = StateBox(supports, region, values, start, middle, RADIUS, (), 1)
    size = len(StateEquations(cell.tables, box).equations)
    if size > MOST_UNKNOWNS:
        return None
    solved = _newton(cell.tables, box)
    return None if solved is None else _written(*solved)


def _wider(cell: StateCell) -> Intervals:
    """Intervals a little wider than a cell's values and differences, all of some width."""
    assert cell.values is not None
    lows, highs = [], []
    for who in range(len(cell.values.lows)):
        least, most = numbers_within(cell.values, who)
        margins = [max(1 << 4, ceil((high - low) * MARGIN)) for low, high in zip(least, most, strict=True)]
        lows.append(tuple(low - m for low, m in zip(least, margins, strict=True)))
        highs.append(tuple(high + m for high, m in zip(most, margins, strict=True)))
    return Intervals(cell.values.scale, tuple(lows), tuple(highs))


def _region(cell: StateCell, number: int, support: Sequence[int]) -> Mixture:
    """The region at an information set: around the simplex, a little wider."""
    if len(support) == 1:
        return (0, 1)
    simplex, scale = cell.simplices[number], 1 << 20
    lows = [min(Fraction(vertex[action], sum(vertex)) for vertex in simplex) for action in support]
    width = 1 - sum(lows)
    wider = [floor((low - width * Fraction(MARGIN)) * scale) for low in lows]
    return (*wider, scale - sum(wider))


def _middle(lows: Mixture, support: Sequence[int]) -> Mixture:
    """The middle of a region's simplex."""
    size = len(support)
    return tuple(size * low + lows[-1] for low in lows[:-1])


def _newton(tables: StateTables, box: StateBox) -> tuple[StateBox, list[Vector]] | None:
    """The box around a solution, and the inverse of the Jacobian there; None if none is found nearby."""
    point = _Point(tables, box)
    inverse: list[Vector] | None = None

    for _ in range(MOST_ITERATIONS):
        look()
        residual, jacobian = point.linearized()
        inverse = inverse_of(jacobian, least=LEAST_PIVOT)
        if inverse is None:
            return None
        step = [sum(map(mul, row, residual)) for row in inverse]
        point.move(step)
        if point.is_outside():
            return None
        if max(map(abs, step), default=0.0) < CLOSE:
            break

    assert inverse is not None
    return point.box(), inverse


def _written(box: StateBox, inverse: list[Vector]) -> StateBox:
    """The box with its inverse in integers."""
    scale = 1 << INVERSE_BITS
    rows = tuple(tuple(round(entry * scale) for entry in row) for row in inverse)
    return StateBox(box.supports, box.region, box.values, box.center, box.middle, box.radius, rows, scale)


class _Row(NamedTuple):
    """An equation: its state and player, the others' sets, and by vertices played there payoff and odds."""

    state: int
    who: int
    others: list[int]
    entries: list[tuple[tuple[int, ...], float, Vector]]


class _Point:
    """Mixtures and values in floats, in the unknowns of a box's equations."""

    def __init__(self, tables: StateTables, box: StateBox):
        self.tables, self.start = tables, box
        self.equations = StateEquations(tables, box)
        self.weights = [[1 / len(support)] * len(support) for support in box.supports]  # of regions' vertices
        scale = box.values.scale
        self.mid = [
            [(low + high) / 2 / scale for low, high in zip(*own, strict=True)]
            for own in zip(box.values.lows, box.values.highs, strict=True)
        ]
        self.half = [
            [(high - low) / 2 / scale for low, high in zip(*own, strict=True)]
            for own in zip(box.values.lows, box.values.highs, strict=True)
        ]
        self.values = [[0.0] * len(own) for own in self.mid]
        self.columns = {unknown: column for column, unknown in enumerate(self.equations.mixing)}
        self.rows = [self._row(equation) for equation in self.equations.equations]

    def _row(self, equation: Equation) -> _Row:
        state, who, sets = equation.state, equation.who, self.tables.game.sets_at[equation.state]
        others = [number for number in sets if number != self.tables.set_of(state, who)]
        played = product(*(range(len(self.weights[number])) for number in others))
        entries = self.tables.rows(self.equations.simplices, state)[who][equation.action or 0]
        given = [(e.payoff / e.divisor, [p / e.divisor for p in e.odds]) for e in entries]
        return _Row(state, who, others, list(zip(played, *zip(*given, strict=True), strict=True)))

    def linearized(self) -> tuple[Vector, list[Vector]]:
        """The residual of each equation here, and its derivatives by the unknowns."""
        numbers = [
            [m + h * v for m, h, v in zip(*own, strict=True)]
            for own in zip(self.mid, self.half, self.values, strict=True)
        ]
        found = [self._at(row, numbers[row.who]) for row in self.rows]
        return [off for off, _ in found], [slopes for _, slopes in found]

    def _at(self, row: _Row, numbers: Vector) -> tuple[float, Vector]:
        """One equation, and its derivatives; the first number is a value, the others are worth more."""
        states, half = len(numbers), self.half[row.who]
        slopes, sums, off = [0.0] * (len(self.columns) + len(self.half) * states), [0.0] * states, 0.0
        for played, paid, odds in row.entries:
            rises = [sum(odds), *odds[1:]]
            worth = paid + sum(map(mul, rises, numbers))
            weights = [self.weights[number][v] for number, v in zip(row.others, played, strict=True)]
            weight = prod(weights)
            off += weight * worth
            sums = [own + weight * rise for own, rise in zip(sums, rises, strict=True)]

            # A weight grows at the cost of the first vertex's.
            for place, (number, v) in enumerate(zip(row.others, played, strict=True)):
                slope = prod(weights[:place] + weights[place + 1 :]) * worth
                for other in range(1, len(self.weights[number])):
                    if v in (0, other):
                        slopes[self.columns[number, other]] += slope if v else -slope

        for own in {0, row.state}:
            off, sums[own] = off - numbers[own], sums[own] - 1
        start = len(self.columns) + row.who * states
        slopes[start : start + states] = map(mul, sums, half)
        return off, slopes

    def move(self, step: Vector) -> None:
        for (number, n), own in zip(self.equations.mixing, step, strict=False):
            self.weights[number][n] -= own
            self.weights[number][0] += own
        for (who, state), own in zip(self.equations.valued, step[len(self.equations.mixing) :], strict=True):
            self.values[who][state] -= own

    def is_outside(self) -> bool:
        far = any(not -1 < w < 2 for own in self.weights for w in own)
        return far or any(not -2 < v < 2 for own in self.values for v in own)

    def box(self) -> StateBox:
        """The box around here."""
        center = []
        for lows, weights in zip(self.start.region, self.weights, strict=True):
            total = sum(lows)
            odds = [(low + lows[-1] * w) / total for low, w in zip(lows, weights, strict=False)]
            center.append(_as_weights(odds))

        scale = self.start.values.scale
        finer = max(1, (1 << BITS) // scale)
        values = Intervals(
            scale * finer,
            tuple(tuple(low * finer for low in own) for own in self.start.values.lows),
            tuple(tuple(high * finer for high in own) for own in self.start.values.highs),
        )

        middle = tuple(
            tuple(round((m + h * v) * values.scale) for m, h, v in zip(*own, strict=True))
            for own in zip(self.mid, self.half, self.values, strict=True)
        )
        return StateBox(self.start.supports, self.start.region, values, tuple(center), middle, RADIUS, (), 1)


def _as_weights(odds: Vector) -> Mixture:
    """Probabilities as integers: simple fractions where they are that, else on a fine grid."""
    if len(odds) == 1:
        return (1,)
    simple = [Fraction(p).limit_denominator(SIMPLE) for p in odds]
    if sum(simple) == 1 and all(abs(float(s) - p) < 1e-10 for s, p in zip(simple, odds, strict=True)):
        scale = lcm(*(s.denominator for s in simple))
        return tuple(int(s * scale) for s in simple)
    grid = [round(p * (1 << BITS)) for p in odds[1:]]
    return ((1 << BITS) - sum(grid), *grid)


# A cell of stationary profiles from its middle: where to cut it, and whether an equilibrium may be near
#
# In an equilibrium every action that is used gives its player's value in the state, and so does the play of
# the others to who does not move there.  In floats these equations are taken for linear at the middle of the
# cell. A row of the inverse of their derivatives gives how far off one unknown is at the solution.
# ----------------------------------------------------------------------------

NEAR = 1.5  # half widths from the middle within which an equilibrium is sought


class MiddleRow(NamedTuple):
    """An equation at the middle of a cell.

    Parameters
    ----------
    who
        The player's number.
    gives
        What is given less the value, at the middle of everything.
    at
        For each information set of the state the same at each vertex there.
    slopes
        What half the width of each number that bounds values adds.
    """

    who: int
    gives: float
    at: dict[int, Vector]
    slopes: Vector


class Outlook:
    """The view from the middle of a cell.

    Parameters
    ----------
    cell
        The cell, with bounds of its values.
    """

    def __init__(self, cell: StateCell):
        self.cell = cell
        assert cell.values is not None
        scale, bounds = cell.values.scale, list[tuple[int, int]]()
        for who in range(len(cell.tables.game.players)):
            bounds += zip(*numbers_within(cell.values, who), strict=True)
        self._middles = [(low + high) / 2 / scale for low, high in bounds]
        self._halves = [max(high - low, 1) / 2 / scale for low, high in bounds]
        self._rows = [row for state in range(len(cell.tables.game.states)) for row in self._in_state(state)]
        self._unknowns = [(n, v) for n, simplex in enumerate(cell.simplices) for v in range(1, len(simplex))]

    def _in_state(self, state: int) -> Iterator[MiddleRow]:
        """The equations in a state: of each used action of who moves there, and of who does not."""
        game, simplices = self.cell.tables.game, self.cell.simplices
        sets, movers = game.sets_at[state], game.states[state].movers
        tuples = list(product(*(range(len(simplices[number])) for number in sets)))
        used = self.cell.used_in_state(state)
        for who, rows in enumerate(self.cell.tables.rows(simplices, state)):
            if who not in movers:
                yield self._row(state, who, tuples, rows[0])
                continue
            place = movers.index(who)
            others = [(*own[:place], *own[place + 1 :]) for own in tuples]
            at = {other: n for n, other in enumerate(dict.fromkeys(others))}
            for action in used[who]:
                yield self._row(state, who, tuples, [rows[action][at[other]] for other in others])

    def _row(
        self, state: int, who: int, tuples: Sequence[tuple[int, ...]], entries: Sequence[MatrixEntry]
    ) -> MiddleRow:
        """An equation, from its entries at all tuples of vertices in the state."""
        paid, slopes = self._in_floats(state, who, entries)
        at = {}
        for place, number in enumerate(self.cell.tables.game.sets_at[state]):
            size = len(self.cell.simplices[number])
            sums = [0.0] * size
            for own, given in zip(tuples, paid, strict=True):
                sums[own[place]] += given
            at[number] = [total * size / len(tuples) for total in sums]
        return MiddleRow(who, sum(paid) / len(paid), at, slopes)

    def _in_floats(self, state: int, who: int, entries: Sequence[MatrixEntry]) -> tuple[Vector, Vector]:
        """At each tuple of vertices what is given less the value, and by how much numbers change its mean."""
        states, size = len(self.cell.tables.game.states), len(self._middles)
        own = slice(who * states, (who + 1) * states)
        middles, halves, count = self._middles[own], self._halves[own], len(entries)
        paid, sums = [], [0.0] * states
        for entry in entries:
            slopes = [slope / entry.divisor for slope in _slopes_of(entry, state)]
            paid.append(
                entry.payoff / entry.divisor + sum(s * m for s, m in zip(slopes, middles, strict=True))
            )
            sums = [a + s for a, s in zip(sums, slopes, strict=True)]
        whole = [0.0] * size
        whole[own] = [s * h / count for s, h in zip(sums, halves, strict=True)]
        return paid, whole

    def _inverse(self) -> list[Vector] | None:
        """The inverse of the derivatives by weights of vertices and numbers; None if there is none."""
        if len(self._unknowns) + len(self._middles) != len(self._rows):
            return None
        matrix = [
            [row.at[n][v] - row.at[n][0] if n in row.at else 0.0 for n, v in self._unknowns] + row.slopes
            for row in self._rows
        ]
        return inverse_of(matrix, least=LEAST_PIVOT)

    @property
    def is_near(self) -> bool:
        """True if the solution may be in the cell or close to it."""
        widths = [1 / len(self.cell.simplices[n]) for n, _ in self._unknowns] + [1.0] * len(self._middles)
        return all(
            abs(sum(p * row.gives for p, row in zip(own, self._rows, strict=True))) <= NEAR * width
            for own, width in zip(self._inverse() or (), widths, strict=False)
        )

    def edge(self, shortest: float) -> tuple[int, int, int] | None:
        """The information set and the two vertices between which most changes: what is given, and gains.

        None if every edge is shorter than the one that is given.
        """
        edges = [
            (number, v, w)
            for number, simplex in enumerate(self.cell.simplices)
            for v, w in combinations(range(len(simplex)), 2)
            if _distance(simplex[v], simplex[w]) >= shortest
        ]
        return max(edges, key=lambda edge: self._change(*edge), default=None)

    def _change(self, number: int, v: int, w: int) -> float:
        rows = [row for row in self._rows if number in row.at]
        changes = [(row.who, row.at[number][v] - row.at[number][w]) for row in rows]
        gains = sum(abs(a - b) for (who, a), (other, b) in combinations(changes, 2) if who == other)
        return gains + sum(abs(change) for _, change in changes)


def _distance(first: Mixture, second: Mixture) -> float:
    one, other = sum(first), sum(second)
    return max(abs(a / one - b / other) for a, b in zip(first, second, strict=True))


def _slopes_of(entry: MatrixEntry, state: int) -> list[int]:
    """The slopes of an entry less the value by its player's numbers, times its divisor."""
    slopes = [p - entry.divisor * (there == state) for there, p in enumerate(entry.odds)]
    slopes[0] = sum(entry.odds) - entry.divisor  # all values rise alike
    return slopes
