"""Bounds of the values in a cell of stationary profiles, brought closer by applying two maps again and again.

Source: shapleystochastic1953 (the contraction).
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import chain
from math import ceil, floor
from operator import mul
from typing import NamedTuple

from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.states.proofs.state_cells import (
    MatrixEntry,
    Rows,
    StateCell,
    ValueBounds,
    carried,
    change_between,
    moves_of,
    transported,
)
from gametheory_paradox.forms.tables.solvers.isolating import inverse_of
from gametheory_paradox.interruption import look

BITS = 24  # of the grid on which values are bounded, for numbers about 1
ENOUGH = 16  # a sweep that moves no bound by this part of the widest distance between bounds ends them
MOST_SWEEPS = 400
MOST_CHOICES = 20  # of what is given for ever
SLACK = 2  # grid points for each period that is expected
MOST_GAP_SWEEPS = 40
MOST_PERIODS = 10_000
CLOSE = 1e-6


def bounds_on(cell: StateCell, *, gaps: bool, narrow: bool = True) -> ValueBounds | None:
    """Closer bounds of the values of all equilibria in a cell; None if they come no closer.

    Parameters
    ----------
    cell
        The cell; with bounds, these are where the sweeps begin.
    gaps
        Whether differences of values are brought closer too.
    narrow
        Whether by applying their map, and not by the bounds of both values alone.
    """
    values = cell.values or _wide(cell)
    sweeps = _Sweeps(cell, values)
    sweeps.run()
    if gaps:
        sweeps.narrow_gaps(further=narrow)
    found = sweeps.bounds(gaps=gaps)
    return None if found == cell.values else found


def _wide(cell: StateCell) -> ValueBounds:
    """Bounds from the least and the greatest payoff of a period, before any sweep."""
    game, scale = cell.tables.game, 1 << BITS
    lows, highs = [], []

    for who, discount in enumerate(game.discounts):
        paid = [row[who] for state in game.states for row in state.payoffs]
        if discount < 1:
            longest = max(game.steps_left)
            periods = [own + discount * longest / (1 - discount) for own in game.steps_left]
            least, most = (
                (min(paid), max(paid)) if longest == 1 else (min(*paid, Fraction(0)), max(*paid, Fraction(0)))
            )
        else:
            periods = _durations(game)
            least, most = min(*paid, Fraction(0)), max(*paid, Fraction(0))

        lows.append(tuple(floor(least * own * scale) for own in periods))
        highs.append(tuple(ceil(most * own * scale) for own in periods))

    return ValueBounds(scale, tuple(lows), tuple(highs))


def _durations(game: StochasticGame[Fraction]) -> list[Fraction]:
    """For each state a little more than the most periods that are expected before play ends."""
    lasting = [0.0] * len(game.states)
    for _ in range(MOST_PERIODS):
        look()
        longer = [
            0.0
            if game.is_absorbing(number)
            else 1.0
            + max(sum(float(p) * t for p, t in zip(row, lasting, strict=True)) for row in state.transitions)
            for number, state in enumerate(game.states)
        ]
        moved, lasting = max(b - a for a, b in zip(lasting, longer, strict=True)), longer
        if moved < CLOSE:
            break
    return [Fraction(own * (1 + 100 * CLOSE)) for own in lasting]


Scaled = tuple[int, int, tuple[int, ...]]  # of an entry the divisor, the scaled payoff and the odds
States = tuple[list[list[Scaled]], list[Scaled]]  # of a state the entries of each action, and all played ones


class _Sweeps:
    """Both maps, applied state by state to bounds that are rounded outwards."""

    def __init__(self, cell: StateCell, values: ValueBounds):
        self.tables, self.values, self.scale = cell.tables, values, values.scale
        self.lows, self.highs = [list(row) for row in values.lows], [list(row) for row in values.highs]
        self.gaps: list[list[list[int]]] = []

        # By player and state all rows, and those that are played.
        self.rows: list[list[tuple[Rows, Rows]]] = [[] for _ in values.lows]
        for state in range(len(cell.tables.game.states)):
            used = cell.used_in_state(state)
            for who, rows in enumerate(cell.tables.rows(cell.simplices, state)):
                self.rows[who].append((rows, tuple(rows[action] for action in used.get(who, (0,)))))

    def run(self) -> None:
        """Sweeps until little moves."""
        states = [
            [([self._scaled(row) for row in rows], self._scaled(chain(*used))) for rows, used in own]
            for own in self.rows
        ]
        for own, *ends in zip(states, self.lows, self.highs, strict=True):
            _jump(own, *ends)

        for _ in range(MOST_SWEEPS):
            look()
            moved = max(_sweep(own, *ends) for own, *ends in zip(states, self.lows, self.highs, strict=True))
            width = max(
                high - low
                for own_highs, own_lows in zip(self.highs, self.lows, strict=True)
                for high, low in zip(own_highs, own_lows, strict=True)
            )
            if moved * ENOUGH <= max(width, 0) or width < 0:
                return

    def _scaled(self, entries: Iterable[MatrixEntry]) -> list[Scaled]:
        return [(entry.divisor, entry.payoff * self.scale, entry.odds) for entry in entries]

    def narrow_gaps(self, *, further: bool) -> None:
        """Brings differences of values closer, pair by pair: by bounds of both, and by their map."""
        states = range(len(self.tables.game.states))
        for who, own in enumerate(self.rows):
            lows, highs = self.lows[who], self.highs[who]
            gaps = [
                [min(self.values.gap(who, s, t), highs[s] - lows[t]) if s != t else 0 for t in states]
                for s in states
            ]
            self.gaps.append(gaps)
            if further:
                self._narrow(who, own, gaps)

    def _narrow(self, who: int, own: list[tuple[Rows, Rows]], gaps: list[list[int]]) -> None:
        pairs = [
            (s, t, [[[self._change(e, o) for o in row] for row in rows] for u in used for e in u])
            for s, (_, used) in enumerate(own)
            for t, (rows, _) in enumerate(own)
            if s != t and self.tables.narrows(who, s, t)
        ]
        for _ in range(MOST_GAP_SWEEPS):
            look()
            moved, widest = 0, max(map(max, gaps))
            for s, t, changes in pairs:
                found = max([min([max([c.most(gaps) for c in row]) for row in rows]) for rows in changes])
                moved = max(moved, gaps[s][t] - found)
                gaps[s][t] = min(gaps[s][t], found)
            if moved * ENOUGH <= widest:
                return

    def _change(self, entry: MatrixEntry, other: MatrixEntry) -> "_Change":
        paid, change = change_between(entry, other)
        return _Change(entry.divisor * other.divisor, paid * self.scale, change, moves_of(change))

    def bounds(self, *, gaps: bool) -> ValueBounds:
        """The present bounds, with differences or without."""
        lows, highs = tuple(map(tuple, self.lows)), tuple(map(tuple, self.highs))
        if not gaps:
            return ValueBounds(self.scale, lows, highs)
        return ValueBounds(self.scale, lows, highs, tuple(tuple(map(tuple, own)) for own in self.gaps))


class _Change(NamedTuple):
    """From one entry to another: a divisor, what is paid more, by how much odds rise, and how they move."""

    divisor: int
    paid: int
    odds: list[int]
    moves: list[tuple[int, int, int]] | None

    def most(self, gaps: Sequence[Sequence[int]]) -> int:
        """The most that it may give, values differing at most so much; rounded up."""
        later = transported(self.odds, gaps) if self.moves is None else carried(self.moves, gaps)
        return -(-(self.paid + later) // self.divisor)


def _jump(states: Sequence[States], lows: list[int], highs: list[int]) -> None:
    """Brings a player's bounds close to where sweeps end, of which patient players need many."""
    far = _for_ever(states, highs, _most)
    if far is not None:
        ahead = [ceil(value + SLACK * periods) for value, periods in far]
        if all(_high(state, ahead) <= own for state, own in zip(states, ahead, strict=True)):
            highs[:] = map(min, highs, ahead)

    far = _for_ever(states, lows, _least)
    if far is not None:
        ahead = [floor(value - SLACK * periods) for value, periods in far]
        if all(_low(state, ahead) >= own for state, own in zip(states, ahead, strict=True)):
            lows[:] = map(max, lows, ahead)


def _for_ever(
    states: Sequence[States], values: Sequence[float], choose: Callable[[States, Sequence[float]], Scaled]
) -> list[tuple[float, float]] | None:
    """For each state the value if what is chosen is given for ever, and the discounted number of periods.

    What is chosen, at these values, is chosen again, until it stays the same; None if that takes too long.
    """
    chosen, periods = list[Scaled](), list[float]()

    # Policy iteration: the values of the present choices, until these stay the same.
    for _ in range(MOST_CHOICES):
        before, chosen = chosen, [choose(state, values) for state in states]
        if chosen == before:
            return list(zip(values, periods, strict=True))

        inverse = inverse_of(
            [
                [(place == there) - p / divisor for there, p in enumerate(odds)]
                for place, (divisor, _, odds) in enumerate(chosen)
            ]
        )
        if inverse is None:
            return None
        paid = [paid / divisor for divisor, paid, _ in chosen]
        values, periods = [sum(map(mul, row, paid)) for row in inverse], list(map(sum, inverse))

    return None


def _most(state: States, values: Sequence[float]) -> Scaled:
    """The entry of a played action that gives most."""
    return max(state[1], key=lambda entry: _given(entry, values))


def _least(state: States, values: Sequence[float]) -> Scaled:
    """The entry that gives least, of the action of which it gives most."""
    least = (min(row, key=lambda entry: _given(entry, values)) for row in state[0])
    return max(least, key=lambda entry: _given(entry, values))


def _given(entry: Scaled, values: Sequence[float]) -> float:
    divisor, paid, odds = entry
    return float(paid + sum(map(mul, odds, values))) / divisor


def _high(state: States, highs: Sequence[int]) -> int:
    """The most that played actions give, rounded up."""
    _, used = state
    return max([-int(-(paid + sum(map(mul, odds, highs))) // divisor) for divisor, paid, odds in used])


def _low(state: States, lows: Sequence[int]) -> int:
    """The least that the best action gives, rounded down."""
    rows, _ = state
    return max(
        [
            min([int(paid + sum(map(mul, odds, lows))) // divisor for divisor, paid, odds in row])
            for row in rows
        ]
    )


def _sweep(states: Sequence[States], lows: list[int], highs: list[int]) -> int:
    """Brings a player's bounds closer, state by state; the most by which one moved."""
    most = 0
    for place, state in enumerate(states):
        high, low = _high(state, highs), _low(state, lows)
        most = max(most, highs[place] - high, low - lows[place])
        highs[place], lows[place] = min(high, highs[place]), max(low, lows[place])
    return most
