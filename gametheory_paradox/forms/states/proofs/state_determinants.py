"""Gains of one-shot deviations all over a cell of stationary profiles, by determinants alone.

Write for a player the row (I - δP, payoff) of each state, for the profile that is played, and one row more:
that of an action which is taken once in one of the states.  The determinant of all these rows is D times what
this action gains, where D, that of I - δP, is positive: discount factors are below 1, or every profile ends,
so that the powers of δP sum up.  So the sign of the gain needs no bounds of values, which are wide
where players are patient.

On a cell the determinant is linear in what is played in each other state.  In the state itself it is
quadratic in the mixture of each other mover, which occurs beside the action of the profile and beside the
one that is taken once.  Where all its Bernstein coefficients are positive, which are found at vertices, the
action gains at every profile of the cell.

Rows are put below each other by elimination in whole numbers, the row of each state by its own column: the
pivots are determinants of that kind, too, of fewer states, and so positive.  What is left of the last two
rows has two columns, and its determinant the sign of the whole.

Sources: filarvrieze1997 (the equations), neumaier1990 (exclusion), bareiss1968 (elimination).
"""

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product
from math import prod
from operator import mul

from gametheory_paradox.forms.states.proofs.state_cells import MatrixEntry, StateCell
from gametheory_paradox.interruption import look

Pair = tuple[int, int]  # an action of the profile, and one that is taken once in its place
Row = tuple[int, ...]
Echelon = tuple[tuple[int, Row], ...]  # columns, and rows reduced by those before, whose pivots stand there


def outdone(cell: StateCell, number: int, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs whose second action gains once, at every profile of a cell that plays the first one.

    Parameters
    ----------
    cell
        The cell; bounds of its values are not used.
    number
        The information set.
    pairs
        Its actions to compare.
    """
    place, who = cell.tables.mover(number)
    rows = [
        [_row(cell, place, who, entry) for entry in entries]
        for entries in cell.tables.rows(cell.simplices, place)[who]
    ]
    states = range(len(cell.tables.game.states))
    others = [(state, _rows_played(cell, state, who)) for state in states if state != place]
    coefficients = _coefficients(cell, number)

    left = list(pairs)
    for above in _echelons(others):
        look()
        used = {action for pair in left for action in pair}
        ends = {a: [_end(_reduced(row, above), place) for row in rows[a]] for a in used}
        left = [
            (a, b)
            for a, b in left
            if all(
                sum([_determinant(ends[a][v], ends[b][w]) for v, w in beside]) > 0 for beside in coefficients
            )
        ]
        if not left:
            break
    return left


def determinants(cell: StateCell, number: int) -> int:
    """The number of determinants that the comparison of two actions at an information set takes.

    Parameters
    ----------
    cell
        The cell.
    number
        The information set.
    """
    sets_at = cell.tables.game.sets_at
    sizes = [prod(len(cell.simplices[own]) for own in sets) for sets in sets_at]
    here = sizes[cell.tables.mover(number)[0]]
    return prod(sizes) // here * (here // len(cell.simplices[number])) ** 2


def _coefficients(cell: StateCell, number: int) -> list[list[tuple[int, int]]]:
    """Of each coefficient the tuples of the other movers' vertices beside both actions, by their numbers.

    Each mover has two vertices, one beside each action, in either order.
    """
    state, _ = cell.tables.mover(number)
    sizes = [len(cell.simplices[own]) for own in cell.tables.game.sets_at[state] if own != number]
    numbers = {own: n for n, own in enumerate(product(*map(range, sizes)))}
    twos = product(*(combinations_with_replacement(range(size), 2) for size in sizes))
    return [
        [
            (numbers[tuple(v for v, _ in ordered)], numbers[tuple(w for _, w in ordered)])
            for ordered in product(*({two, two[::-1]} for two in chosen))
        ]
        for chosen in twos
    ]


def _rows_played(cell: StateCell, state: int, who: int) -> list[Row]:
    """A player's row of a state at each tuple of vertices of all who move there."""
    own = cell.tables.set_of(state, who)
    rows = [
        [_row(cell, state, who, entry) for entry in entries]
        for entries in cell.tables.rows(cell.simplices, state)[who]
    ]
    if own is None:
        return rows[0]
    return [
        tuple(sum(map(mul, vertex, column)) for column in zip(*at, strict=True))
        for vertex in cell.simplices[own]
        for at in zip(*rows, strict=True)
    ]


def _row(cell: StateCell, state: int, who: int, entry: MatrixEntry) -> Row:
    """The row of I - δP and of payoffs, times the divisor; V = 0 where play has ended."""
    own = [entry.divisor * (there == state) for there in range(len(entry.odds))]
    if cell.tables.rests(state, who):
        return (*own, 0)
    return (*(one - p for one, p in zip(own, entry.odds, strict=True)), entry.payoff)


def _echelons(rows: Sequence[tuple[int, Sequence[Row]]], above: Echelon = ()) -> Iterator[Echelon]:
    """Every choice of one row from each list, by elimination in its column."""
    if not rows:
        yield above
        return
    column, own = rows[0]
    for row in own:
        yield from _echelons(rows[1:], (*above, (column, _reduced(row, above))))


def _reduced(row: Row, above: Echelon) -> Row:
    """The row with zeros in the columns of those above; its entries are determinants, and so whole."""
    divisor = 1
    for column, other in above:
        pivot, entry = other[column], row[column]
        row = tuple([(pivot * x - entry * y) // divisor for x, y in zip(row, other, strict=True)])
        divisor = pivot
    return row


def _end(row: Row, place: int) -> tuple[int, int]:
    """The two entries of a reduced row that may not be zero."""
    return row[place], row[-1]


def _determinant(first: tuple[int, int], second: tuple[int, int]) -> int:
    return first[0] * second[1] - first[1] * second[0]
