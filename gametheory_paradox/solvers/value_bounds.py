"""Bounds of the values in a cell of stationary profiles, brought closer by applying two maps again and again.

Source: shapleystochastic1953 (the contraction).
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain
from math import ceil, floor
from operator import mul
from typing import NamedTuple

from gametheory_paradox.claims.equilibria.state_cells import (
    Entry,
    Rows,
    StateCell,
    ValueBounds,
    carried,
    change_between,
    moves_of,
    transported,
)
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.interruption import look

BITS = 24  # of the grid on which values are bounded, for numbers about 1
ENOUGH = 16  # a sweep that moves no bound by this part of the widest distance between bounds ends them
MOST_SWEEPS = 400
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

    def _scaled(self, entries: Iterable[Entry]) -> list[Scaled]:
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

    def _change(self, entry: Entry, other: Entry) -> "_Change":
        paid, change = change_between(entry, other)
        return _Change(entry.divisor * other.divisor, paid * self.scale, change, moves_of(change))

    def bounds(self, *, gaps: bool) -> ValueBounds:
        """Where they are now, with differences or without."""
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


def _sweep(
    states: Sequence[tuple[list[list[Scaled]], list[Scaled]]], lows: list[int], highs: list[int]
) -> int:
    """Brings a player's bounds closer, state by state; the most by which one moved."""
    most = 0
    for state, (rows, used) in enumerate(states):
        high = max([-(-(paid + sum(map(mul, odds, highs))) // divisor) for divisor, paid, odds in used])
        low = max(
            [
                min([(paid + sum(map(mul, odds, lows))) // divisor for divisor, paid, odds in row])
                for row in rows
            ]
        )
        most = max(most, highs[state] - high, low - lows[state])
        highs[state], lows[state] = min(high, highs[state]), max(low, lows[state])
    return most
