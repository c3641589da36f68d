"""No equilibrium in a cell of stationary profiles uses all actions of its simplices, by one combination.

In an equilibrium every action that is used gives its player's value in the state, and so does the play of
the others to who does not move there.  A cell bounds each player's value in the first state, and how much
more each other state is worth.  A combination of these equations, what is given less the value, is a sum over
states of functions that are linear in every mixture there and in those numbers.  So it is at most the sum,
over states, of the highest value at a tuple of vertices, each number in the middle of its bounds, and of what
the numbers add off their middles.  Where that is negative, the combination is never zero.

Of what numbers add, the part that is the same at all tuples of a state is summed over states before it is
bounded: multipliers from the inverse of the equations' derivatives let it cancel.

Source: neumaier1990 (preconditioned exclusion).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from typing import NamedTuple

from gametheory_paradox.claims.equilibria.state_cells import Entry, StateCell
from gametheory_paradox.claims.equilibria.state_isolation import numbers_within
from gametheory_paradox.errors import CertificateRejected


class CellEquation(NamedTuple):
    """What an action, or the play of the others, gives at each tuple of vertices in a state.

    Parameters
    ----------
    state, who
        The state, and the player's number.
    entries
        For each tuple of vertices of all who move there, in order.
    """

    state: int
    who: int
    entries: tuple[Entry, ...]


def cell_equations(cell: StateCell, state: int) -> Iterator[CellEquation]:
    """The equations in a state: of each used action of who moves there, and of who does not."""
    game = cell.tables.game
    sizes = [len(cell.simplices[number]) for number in game.sets_at[state]]
    tuples, movers, used = (
        list(product(*map(range, sizes))),
        game.states[state].movers,
        cell.used_in_state(state),
    )
    for who, rows in enumerate(cell.tables.rows(cell.simplices, state)):
        if who not in movers:
            yield CellEquation(state, who, rows[0])
            continue
        place = movers.index(who)
        others = list(product(*map(range, (*sizes[:place], *sizes[place + 1 :]))))
        at = {other: n for n, other in enumerate(others)}
        numbers = [at[*own[:place], *own[place + 1 :]] for own in tuples]
        for action in used[who]:
            yield CellEquation(state, who, tuple(rows[action][n] for n in numbers))


def slopes_of(entry: Entry, state: int) -> list[int]:
    """What an entry less the value adds for its player's numbers, times its divisor."""
    slopes = [p - entry.divisor * (there == state) for there, p in enumerate(entry.odds)]
    slopes[0] = sum(entry.odds) - entry.divisor  # all values rise alike
    return slopes


def highest_combination(cell: StateCell, multipliers: Sequence[int]) -> Fraction:
    """An upper bound of the combination of a cell's equations, state by state and player by player.

    Raises
    ------
    CertificateRejected
        If there is not one multiplier for each equation.
    """
    game, values = cell.tables.game, cell.values
    assert values is not None
    players, states = range(len(game.players)), range(len(game.states))
    equations = [equation for state in states for equation in cell_equations(cell, state)]
    if len(multipliers) != len(equations):
        raise CertificateRejected("a combination has one multiplier for each equation")
    bounds = [number for who in players for number in zip(*numbers_within(values, who), strict=True)]
    middles = [low + high for low, high in bounds]  # over twice the scale, as half the widths are
    halves = [high - low for low, high in bounds]

    total, common = Fraction(0), [Fraction(0)] * len(bounds)
    for state in states:
        own = [(p, e) for p, e in zip(multipliers, equations, strict=True) if e.state == state]
        divisor = lcm(*(entry.divisor for _, equation in own for entry in equation.entries))
        rows = [_combined(own, n, divisor, len(states), len(players)) for n in range(len(own[0][1].entries))]
        sums = [sum(column) for column in zip(*(slopes for _, slopes in rows), strict=True)]
        count, scale = len(rows), 2 * values.scale
        highest = max(
            count * (paid * scale + sum(s * m for s, m in zip(slopes, middles, strict=True)))
            + sum(abs(count * s - t) * h for s, t, h in zip(slopes, sums, halves, strict=True))
            for paid, slopes in rows
        )
        total += Fraction(highest, count * divisor)
        common = [a + Fraction(b, count * divisor) for a, b in zip(common, sums, strict=True)]
    total += sum((abs(a) * h for a, h in zip(common, halves, strict=True)), Fraction(0))
    return total / (2 * values.scale)


def _combined(
    equations: Sequence[tuple[int, CellEquation]], n: int, divisor: int, states: int, players: int
) -> tuple[int, list[int]]:
    """A state's part of the combination at a tuple of vertices, times a divisor: its constant and slopes."""
    paid, slopes = 0, [0] * (states * players)
    for multiplier, (state, who, entries) in equations:
        entry = entries[n]
        factor = multiplier * (divisor // entry.divisor)
        paid += factor * entry.payoff
        for there, slope in enumerate(slopes_of(entry, state), start=who * states):
            slopes[there] += factor * slope
    return paid, slopes
