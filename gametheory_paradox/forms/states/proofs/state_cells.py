"""Cells of stationary profiles with bounds of the values, and what every action gives on them.

A cell is a product of simplices, one per information set, each the hull of a few mixtures written as integer
vectors, with bounds of every player's value in every state.  What an action gives is multilinear in the
others' mixtures in its state and in its player's values, so that its range on a cell is found at tuples of
vertices, each value at the end that its coefficient picks.  All arithmetic is in integers.

Two maps bound the values of all equilibria in a cell.  From above: in each state the most that the player's
played actions give at any vertex tuple.  From below: the best of its actions, played or not, at the tuple
that is worst for it.  Both grow with the values and contract, so that numbers that the first does not raise
are upper bounds, and numbers that the second does not lower are lower bounds.  A third map bounds differences
of values between two states: what is played in one, against the best in the other, where the later values
that both lead to cancel as far as they are the same; it contracts as well.  In a state that is followed by
another one in the same period nothing is discounted, and all three contract over the steps of a period; two
states are compared where both or neither are followed so.  Where a discount factor is 1
every profile ends, and the same holds of bounds that include 0 in the states in which it ends.

Sources: shapleystochastic1953 (the contraction), neumaier1990 (branch and bound).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm
from operator import mul
from typing import NamedTuple

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.records import list_in
from gametheory_paradox.forms.tables.proofs.profile_cells import Mixture, Simplex, used_in
from gametheory_paradox.table import Record

MOST_BITS = 8_000  # of a bound of a value

Simplices = tuple[Simplex, ...]  # one for each information set


class MatrixEntry(NamedTuple):
    """The worth of an action at one tuple of the others' vertices: (payoff + odds · values) / divisor.

    Parameters
    ----------
    divisor
        A positive integer.
    payoff
        The payoff of the period.
    odds
        For each state its discounted probability.
    """

    divisor: int
    payoff: int
    odds: tuple[int, ...]


Rows = tuple[tuple[MatrixEntry, ...], ...]  # for each own action an entry per tuple; without actions, one row


Gaps = tuple[tuple[tuple[int, ...], ...], ...]  # by player, state and other state


@dataclass(frozen=True, repr=False)
class ValueBounds(Record):
    """Bounds of every player's value in every state, and of differences of these, over one denominator.

    Parameters
    ----------
    scale
        The denominator.
    lows, highs
        For each player the bounds, state by state.
    gaps
        For each player, state and other state how much more than the other the first is worth at most; None
        where the bounds alone say that.
    """

    scale: int
    lows: tuple[tuple[int, ...], ...]
    highs: tuple[tuple[int, ...], ...]
    gaps: Gaps | None = None

    def gap(self, who: int, s: int, t: int) -> int:
        """The most that a state is worth more than another."""
        return self.highs[who][s] - self.lows[who][t] if self.gaps is None else self.gaps[who][s][t]

    @classmethod
    def exactly(cls, values: Sequence[Sequence[Fraction]], players: int) -> "ValueBounds":
        """The bounds that are the values themselves, given state by state."""
        scale = lcm(*(value.denominator for own in values for value in own[:players]))
        rows = tuple(tuple(int(own[who] * scale) for own in values) for who in range(players))
        return cls(scale, rows, rows)

    def to_data(self) -> list[object]:
        """As JSON: the denominator, the lower and the upper bounds, and gaps if there are any."""
        rows = [[list(row) for row in own] for own in (self.lows, self.highs)]
        gaps = [] if self.gaps is None else [[[list(row) for row in own] for own in self.gaps]]
        return [self.scale, *rows, *gaps]

    @classmethod
    def from_data(cls, data: object, players: int, states: int) -> "ValueBounds":
        """Reads what ``to_data`` wrote.

        Raises
        ------
        CertificateRejected
            If it is malformed.
        """
        if not isinstance(data, list | tuple) or len(data) not in (3, 4):
            raise CertificateRejected("bounds of values are malformed")

        scale, low, high, *gap = data
        lows, highs = (
            tuple(integers_in(row, states) for row in list_in(own, players)) for own in (low, high)
        )
        gaps = [
            tuple(
                tuple(integers_in(row, states) for row in list_in(own, states))
                for own in list_in(every, players)
            )
            for every in gap
        ]
        if type(scale) is not int or not 0 < scale < 1 << MOST_BITS:
            raise CertificateRejected("bounds of values are malformed")

        return cls(scale, lows, highs, *gaps)

    @property
    def is_empty(self) -> bool:
        """True if no values are within the bounds."""
        return any(
            low > high
            for own, other in zip(self.lows, self.highs, strict=True)
            for low, high in zip(own, other, strict=True)
        )


def integers_in(data: object, length: int | None = None) -> tuple[int, ...]:
    """A list of whole numbers, not too long.

    Raises
    ------
    CertificateRejected
        If it is something else.
    """
    numbers = tuple(number for number in list_in(data, length) if isinstance(number, int))
    if len(numbers) < len(list_in(data)) or not all(
        type(n) is int and n.bit_length() <= MOST_BITS for n in numbers
    ):
        raise CertificateRejected("expected a list of whole numbers")
    return numbers


def transported(change: Sequence[int], gaps: Sequence[Sequence[int]]) -> int:
    """The most that weights which sum to zero give of values, their differences being bounded.

    What is positive is carried to what is negative, along the narrowest differences first.
    """
    moves = moves_of(change)
    if moves is not None:
        return carried(moves, gaps)
    more = {s: c for s, c in enumerate(change) if c > 0}
    less = {s: -c for s, c in enumerate(change) if c < 0}
    total = 0
    for gap, s, t in sorted((gaps[s][t], s, t) for s in more for t in less):
        weight = min(more[s], less[t])
        total += weight * gap
        more[s] -= weight
        less[t] -= weight
    return total


def moves_of(change: Sequence[int]) -> list[tuple[int, int, int]] | None:
    """The weights that move, from where and to where, if all begins or all ends at one place; else None."""
    more = [(c, s) for s, c in enumerate(change) if c > 0]
    less = [(-c, s) for s, c in enumerate(change) if c < 0]
    if len(more) == 1:
        return [(c, more[0][1], s) for c, s in less]
    if len(less) == 1:
        return [(c, s, less[0][1]) for c, s in more]
    return None if more else []


def carried(moves: Sequence[tuple[int, int, int]], gaps: Sequence[Sequence[int]]) -> int:
    """The most that moves of weights from state to state give of values."""
    return sum([weight * gaps[s][t] for weight, s, t in moves])


class StateTables:
    """Entries of all actions of a game at vertices of simplices, computed once for each state's simplices.

    Parameters
    ----------
    game
        The game, with payoffs alone.
    """

    def __init__(self, game: StochasticGame[Fraction]):
        self.game = game
        self._known: dict[tuple[int, Simplices], tuple[Rows, ...]] = {}
        self._integers = [_in_integers(game, number) for number in range(len(game.states))]
        self.whole: Simplices = tuple(
            tuple(tuple(int(a == b) for b in range(len(info.actions))) for a in range(len(info.actions)))
            for info in game.information_sets
        )
        self.home = {
            number: (state, own)
            for state, numbers in enumerate(game.sets_at)
            for own, number in enumerate(numbers)
        }

    def mover(self, number: int) -> tuple[int, int]:
        """The state of an information set, and the number of its player."""
        state, own = self.home[number]
        return state, self.game.states[state].movers[own]

    def set_of(self, state: int, who: int) -> int | None:
        """The number of a player's information set in a state; None where it does not move."""
        movers = self.game.states[state].movers
        return self.game.sets_at[state][movers.index(who)] if who in movers else None

    def actions(self, number: int) -> range:
        """The places of the actions at an information set."""
        return range(len(self.whole[number]))

    def rests(self, state: int, who: int) -> bool:
        """True if play has ended in a state, for a player who does not discount."""
        return self.game.discounts[who] == 1 and self.game.is_absorbing(state)

    def narrows(self, who: int, s: int, t: int) -> bool:
        """True if the third map bounds a difference of values: both states are discounted, and alike."""
        states = self.game.states
        return self.game.discounts[who] < 1 and states[s].at_once == states[t].at_once

    def rows(self, simplices: Simplices, state: int) -> tuple[Rows, ...]:
        """For each player what its actions give in a state."""
        first = self.game.sets_at[state]
        own = simplices[first[0] : first[-1] + 1] if first else ()
        key = state, own
        if key not in self._known:
            self._known[key] = tuple(self._rows(state, own, who) for who in range(len(self.game.players)))
        return self._known[key]

    def _rows(self, state: int, simplices: Simplices, who: int) -> Rows:
        movers, shape = self.game.states[state].movers, self.game.states[state].shape
        if who not in movers:
            return (tuple(self._entry(state, who, vertices) for vertices in product(*simplices)),)
        place = movers.index(who)
        actions = [tuple(int(a == b) for b in range(shape[place])) for a in range(shape[place])]
        return tuple(
            tuple(
                self._entry(state, who, vertices)
                for vertices in product(*simplices[:place], (action,), *simplices[place + 1 :])
            )
            for action in actions
        )

    def _entry(self, state: int, who: int, vertices: Sequence[Mixture]) -> MatrixEntry:
        scale, payoffs, transitions = self._integers[state]
        discount = self.game.weight(state, who)
        weights, total = [1], 1
        for vertex in vertices:
            weights = [w * v for w in weights for v in vertex]
            total *= sum(vertex)

        used = [(weight, row) for row, weight in enumerate(weights) if weight]
        payoff = sum([weight * payoffs[row][who] for weight, row in used])
        odds = [
            sum(column)
            for column in zip(*([weight * p for p in transitions[row]] for weight, row in used), strict=True)
        ]

        return MatrixEntry(
            scale * total * discount.denominator,
            payoff * discount.denominator,
            tuple([discount.numerator * p for p in odds]),
        )


def _in_integers(
    game: StochasticGame[Fraction], number: int
) -> tuple[int, list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Payoffs and transitions of a state, multiplied by one integer, and that integer."""
    state, players = game.states[number], len(game.players)
    scale = lcm(
        *(p.denominator for row in (*(c[:players] for c in state.payoffs), *state.transitions) for p in row)
    )
    payoffs = [tuple(int(p * scale) for p in cell[:players]) for cell in state.payoffs]
    return scale, payoffs, [tuple(int(p * scale) for p in row) for row in state.transitions]


def worth(entry: MatrixEntry, values: Sequence[int], scale: int) -> int:
    """The worth of an entry, times its divisor and the scale of the values."""
    return entry.payoff * scale + int(sum(map(mul, entry.odds, values)))


class StateCell:
    """A cell.

    Parameters
    ----------
    tables
        What actions give.
    simplices
        For each information set the vertices of its simplex.
    values
        Bounds that the values of every equilibrium in the cell satisfy; None where there are none yet.
    """

    __slots__ = ("simplices", "tables", "values")

    def __init__(self, tables: StateTables, simplices: Simplices, values: ValueBounds | None):
        self.tables, self.simplices, self.values = tables, simplices, values

    @property
    def is_point(self) -> bool:
        """True if it is a single profile."""
        return all(len(simplex) == 1 for simplex in self.simplices)

    def played(self, number: int) -> list[int]:
        """The actions that some mixture of a simplex uses."""
        return used_in(self.simplices[number])

    @property
    def supports(self) -> tuple[tuple[int, ...], ...]:
        """For each information set the actions that some mixture of its simplex uses."""
        return tuple(tuple(used_in(simplex)) for simplex in self.simplices)

    def with_values(self, values: ValueBounds) -> "StateCell":
        """The same profiles with other bounds of their values."""
        return StateCell(self.tables, self.simplices, values)

    def confined(self, number: int, simplex: Simplex) -> "StateCell":
        """The cell with another simplex at an information set, within the one there."""
        simplices = (*self.simplices[:number], simplex, *self.simplices[number + 1 :])
        return StateCell(self.tables, simplices, self.values)

    def face(self, number: int, action: int) -> "StateCell | None":
        """The part in which an action is not used; None if there is none."""
        kept = tuple(vertex for vertex in self.simplices[number] if not vertex[action])
        if len(kept) == len(self.simplices[number]):
            return self
        return self.confined(number, kept) if kept else None

    def bounded_by(self, values: ValueBounds) -> bool:
        """True if one application of the maps shows that all equilibria's values are within the bounds."""
        game = self.tables.game
        for state in range(len(game.states)):
            used = self.used_in_state(state)
            for who, rows in enumerate(self.tables.rows(self.simplices, state)):
                played = [rows[action] for action in used.get(who, (0,))]
                lows, highs = values.lows[who], values.highs[who]
                if self.tables.rests(state, who) and not lows[state] <= 0 <= highs[state]:
                    return False
                if any(
                    worth(entry, highs, values.scale) > highs[state] * entry.divisor
                    for row in played
                    for entry in row
                ) and not self._known_below(values, who, state):
                    return False

                if not any(
                    all(worth(entry, lows, values.scale) >= lows[state] * entry.divisor for entry in row)
                    for row in rows
                ) and not self._known_above(values, who, state):
                    return False

        return values.gaps is None or all(
            s == t or self._gap_shown(values, who, s, t)
            for who in range(len(game.players))
            for s in range(len(game.states))
            for t in range(len(game.states))
        )

    def _known_below(self, values: ValueBounds, who: int, state: int) -> bool:
        old = self.values
        return (
            old is not None and old.highs[who][state] * values.scale <= values.highs[who][state] * old.scale
        )

    def _known_above(self, values: ValueBounds, who: int, state: int) -> bool:
        old = self.values
        return old is not None and old.lows[who][state] * values.scale >= values.lows[who][state] * old.scale

    def _gap_shown(self, values: ValueBounds, who: int, s: int, t: int) -> bool:
        """True if a difference follows from the bounds, or was known, or one more period shows it."""
        gap, old = values.gap(who, s, t), self.values
        if gap >= values.highs[who][s] - values.lows[who][t]:
            return True
        if old is not None and gap * old.scale >= old.gap(who, s, t) * values.scale:
            return True
        return self.tables.narrows(who, s, t) and self.gap_within(values, who, s, t, gap)

    def gap_within(self, values: ValueBounds, who: int, s: int, t: int, gap: int) -> bool:
        """True if what is played in a state gives at most so much more than something does in another."""
        here = self.tables.rows(self.simplices, s)[who]
        there = self.tables.rows(self.simplices, t)[who]
        assert values.gaps is not None
        gaps, scale = values.gaps[who], values.scale
        return all(
            any(all(apart(entry, other, gaps, scale, gap) <= 0 for other in row) for row in there)
            for action in self.used_in_state(s).get(who, [0])
            for entry in here[action]
        )

    def used_in_state(self, state: int) -> dict[int, list[int]]:
        """For each mover in a state the actions that its simplex uses."""
        game = self.tables.game
        pairs = zip(game.states[state].movers, game.sets_at[state], strict=True)
        return {who: self.played(number) for who, number in pairs}

    def highest_gain(self, number: int, action: int, other: int) -> Fraction:
        """The most that an action may give more than another, over the others' mixtures and the values."""
        return max(Fraction(*gain) for gain in self._gains(number, action, other))

    def is_worse(self, number: int, action: int, other: int) -> bool:
        """True if an action gives less than another, whatever the others' mixtures and the values."""
        return all(gain < 0 for gain, _ in self._gains(number, action, other))

    def _gains(self, number: int, action: int, other: int) -> Iterator[tuple[int, int]]:
        """The most that an action gives more than another, at each vertex tuple: numerator and denominator.

        Both entries have one divisor.
        """
        state, who = self.tables.mover(number)
        rows, values = self.tables.rows(self.simplices, state)[who], self.values
        assert values is not None
        lows, highs, scale = values.lows[who], values.highs[who], values.scale
        for entry, than in zip(rows[action], rows[other], strict=True):
            if values.gaps is not None:
                gained = apart(entry, than, values.gaps[who], scale, 0)
                yield gained, entry.divisor * than.divisor * scale
                continue
            gained = (entry.payoff - than.payoff) * scale
            for p, q, low, high in zip(entry.odds, than.odds, lows, highs, strict=True):
                gained += (p - q) * (high if p > q else low)
            yield gained, entry.divisor * scale


def apart(entry: MatrixEntry, other: MatrixEntry, gaps: Sequence[Sequence[int]], scale: int, gap: int) -> int:
    """The most that one entry gives more than another and a number, times both divisors and the scale.

    Both give the same weight to what follows, so that differences of values alone matter.
    """
    paid, change = change_between(entry, other)
    return paid * scale + transported(change, gaps) - gap * entry.divisor * other.divisor


def change_between(entry: MatrixEntry, other: MatrixEntry) -> tuple[int, list[int]]:
    """The difference of two entries in payoff and in odds, times both divisors."""
    here, there = entry.divisor, other.divisor
    change = [p * there - q * here for p, q in zip(entry.odds, other.odds, strict=True)]
    return entry.payoff * there - other.payoff * here, change
