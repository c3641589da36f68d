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

Sources: filarvrieze1997 (the equations), neumaier1990 (exclusion).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product
from math import prod
from operator import mul

from gametheory_paradox.claims.equilibria.state_cells import Entry, StateCell

Pair = tuple[int, int]  # an action of the profile, and one that is taken once in its place
Row = tuple[int, ...]
Minors = Mapping[int, int]  # for each set of columns, the bits of a number, the determinant of some rows


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
    others = [_rows_played(cell, state, who) for state in states if state != place]
    coefficients = _coefficients(cell, number)

    left = list(pairs)
    for minors in _minors(others, {0: -1 if (len(others) - place) % 2 else 1}):
        cofactors = {a: [_cofactors(minors, row) for row in rows[a]] for a in {a for a, _ in left}}
        left = [
            (a, b)
            for a, b in left
            if all(
                sum([_product(cofactors[a][v], rows[b][w]) for v, w in beside]) > 0 for beside in coefficients
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


def _row(cell: StateCell, state: int, who: int, entry: Entry) -> Row:
    """The row of I - δP and of payoffs, times the divisor; V = 0 where play has ended."""
    own = [entry.divisor * (there == state) for there in range(len(entry.odds))]
    if cell.tables.rests(state, who):
        return (*own, 0)
    return (*(one - p for one, p in zip(own, entry.odds, strict=True)), entry.payoff)


def _minors(rows: Sequence[Sequence[Row]], above: Minors) -> Iterator[Minors]:
    """The minors of every choice of one row from each list, below rows whose minors are given."""
    if not rows:
        yield above
        return
    for row in rows[0]:
        yield from _minors(rows[1:], _with_row(above, row))


def _with_row(minors: Minors, row: Row) -> Minors:
    """The minors of one row more, by that row."""
    found = dict[int, int]()
    for columns, minor in minors.items():
        for column, entry in enumerate(row):
            if entry and minor and not columns >> column & 1:
                odd = (columns >> column).bit_count() % 2
                key = columns | 1 << column
                found[key] = found.get(key, 0) + (-minor if odd else minor) * entry
    return found


def _cofactors(minors: Minors, row: Row) -> Row:
    """The factors of the entries of a last row in the determinant, below a row that is given."""
    found, last = _with_row(minors, row), len(row) - 1
    without = [found.get((1 << len(row)) - 1 - (1 << column), 0) for column in range(len(row))]
    return tuple([-minor if (last - column) % 2 else minor for column, minor in enumerate(without)])


def _product(first: Row, second: Row) -> int:
    return sum(map(mul, first, second))
