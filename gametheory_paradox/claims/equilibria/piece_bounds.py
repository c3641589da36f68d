"""Bounds of what is paid on a curved piece, by weights of its conditions.

What is paid, u, and the conditions g = 0 or g ≥ 0 of a piece are linear in each player's mixture.  With any
weights w, not negative where g is an inequality, u is on the piece at most u + Σ w·g, and this is nowhere
greater than at some tuple of vertices.  So any weights give a bound, and none can give a false one.  Where
the cell is cut, each part has weights of its own.

The steps are read as a tree in preorder: ``["s", i, v, w, n, d]`` cuts player i's simplex n/d of the way from
its vertex v to w, as in a cutting; ``["m", d, w, ...]`` bounds a part with the weights w/d, one for each
condition, in the order of the players and of their actions.

Sources: neumaier1990 (bounds on parts), dantzig1963 (multipliers of conditions).
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import product
from operator import mul
from typing import TypeAlias

from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece, Steps
from gametheory_paradox.claims.equilibria.profile_cells import MOST_BITS, normalized, used_in
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm, Profile, expected_payoffs
from gametheory_paradox.games.profiles import Behavior

Table: TypeAlias = NormalForm[Fraction]
Rows: TypeAlias = dict[tuple[int, ...], list[Fraction]]
"""At tuples of vertices what is paid, and each condition."""


def range_on(
    game: Table, column: int, piece: CurvedPiece, choosing: Sequence[int] | None = None
) -> tuple[Fraction, Fraction]:
    """Bounds of what is paid in a column of the game on a curved piece.

    Parameters
    ----------
    game, column, piece
        A table, one of its columns, and a piece of its equilibria.
    choosing
        The numbers of the table's players who choose for the one who is paid, whom anything pays the same
        that they use: the player itself, unless the column is a measure.
    """
    if choosing is None:
        choosing = (column,) if column < len(game.players) else ()
    low, high = _range_at_vertices(game, column, piece, choosing)
    below, above = piece.bounds
    rows, equations = rows_on(game, column, piece, choosing) if below or above else ({}, [])
    if below:
        negative = {place: [-paid, *own] for place, (paid, *own) in rows.items()}
        low = max(low, -greatest(negative, equations, below))
    if above:
        high = min(high, greatest(rows, equations, above))
    return low, high


def rows_on(game: Table, column: int, piece: CurvedPiece, choosing: Sequence[int]) -> tuple[Rows, list[bool]]:
    """Payoffs at tuples of vertices of a piece, and its conditions there, and which are equations.

    Where the players who choose for the one who is paid take their first used actions, it gets on a piece
    what it gets.  What this action of a player pays more than another one is a condition, unless the vertices
    leave nothing open.
    """
    mixed = [list(map(normalized, simplex)) for simplex in piece.simplices]
    places = list(product(*map(range, map(len, mixed))))
    used, paid = list(map(used_in, piece.simplices)), cache(partial(_paid, game))

    def gives(column: int, taken: Mapping[int, int]) -> list[Fraction]:
        """Payoffs in a column where some players take one action."""
        ends = list(mixed)
        for who, action in taken.items():
            pure = tuple(Fraction(a == action) for a in range(game.shape[who]))
            ends[who] = [pure] * len(mixed[who])
        return [paid(tuple(own[v] for own, v in zip(ends, place, strict=True)))[column] for place in places]

    equations, columns = [], []
    for who, (first, *rest) in enumerate(used):
        for action in range(game.shape[who]):
            pairs = zip(gives(who, {who: first}), gives(who, {who: action}), strict=True)
            gains = [a - b for a, b in pairs]
            if any(gains) if action in rest else min(gains) < 0:
                equations.append(action in rest)
                columns.append(gains)
    payoffs = gives(column, {who: used[who][0] for who in choosing})
    return {
        place: list(row) for place, row in zip(places, zip(payoffs, *columns, strict=True), strict=True)
    }, equations


def _paid(game: Table, odds: Behavior) -> tuple[Fraction, ...]:
    return expected_payoffs(game, Profile(game.information_sets, odds))


def greatest(rows: Rows, equations: Sequence[bool], steps: Steps) -> Fraction:
    """A bound from above of what is paid on a piece.

    Parameters
    ----------
    rows, equations
        What is paid and the conditions at tuples of vertices, and which of these are equations.
    steps
        How the cell is cut, and the weights of the conditions on each part.

    Raises
    ------
    CertificateRejected
        If a step is malformed, or the steps do not end with the last part.
    """
    parts, bounds = [rows], []
    for step in steps:
        if not parts:
            raise CertificateRejected("bounds of a curved piece go on after its last part")
        kind, *numbers = step or [""]
        if set(map(type, numbers)) != {int} or max(map(int.bit_length, numbers)) > MOST_BITS:
            raise CertificateRejected("a bound of a curved piece is malformed")
        if kind == "s" and len(numbers) == 5:
            parts += halves(parts.pop(), *numbers)
        elif kind == "m" and len(numbers) == 1 + len(equations) and numbers[0] > 0:
            bounds.append(bound(parts.pop(), equations, numbers))
        else:
            raise CertificateRejected("a bound of a curved piece is malformed")

    if parts:
        raise CertificateRejected("bounds of a curved piece end before its last part")
    return max(bounds)


def halves(rows: Rows, who: int, first: int, second: int, part: int, parts: int) -> Iterator[Rows]:
    """Both sides of a cut, the one to look at next last.

    Raises
    ------
    CertificateRejected
        If it cuts no edge.
    """
    size = 1 + max(place[who] for place in rows) if 0 <= who < len(next(iter(rows))) else 0
    if not (0 <= min(first, second) < max(first, second) < size and 0 < part < parts):
        raise CertificateRejected("a bound of a curved piece cuts no edge")
    share = Fraction(part, parts)

    def middle(place: tuple[int, ...]) -> list[Fraction]:
        ends = (rows[(*place[:who], vertex, *place[who + 1 :])] for vertex in (first, second))
        return [(1 - share) * a + share * b for a, b in zip(*ends, strict=True)]

    for end in (second, first):
        yield {place: middle(place) if place[who] == end else own for place, own in rows.items()}


def bound(rows: Rows, equations: Sequence[bool], numbers: Sequence[int]) -> Fraction:
    """The bound from above that a denominator and a weight of each condition give.

    Raises
    ------
    CertificateRejected
        If an inequality has a negative weight.
    """
    scale, *weights = numbers
    if any(weight < 0 and not equation for weight, equation in zip(weights, equations, strict=True)):
        raise CertificateRejected("an inequality of a curved piece has a negative weight")
    return max(paid + sum(map(mul, weights, own), Fraction(0)) / scale for paid, *own in rows.values())


def _range_at_vertices(
    game: Table, column: int, piece: CurvedPiece, choosing: Sequence[int]
) -> tuple[Fraction, Fraction]:
    mixed = [list(map(normalized, simplex)) for simplex in piece.simplices]
    ranges = []
    for taken in product(*(mixed[who] for who in choosing)):
        own = dict(zip(choosing, taken, strict=True))
        given = product(*([own[who]] if who in own else mixtures for who, mixtures in enumerate(mixed)))
        payoffs = [expected_payoffs(game, Profile(game.information_sets, odds))[column] for odds in given]
        ranges.append((min(payoffs), max(payoffs)))
    lows, highs = zip(*ranges, strict=True)
    return max(lows), min(highs)  # on the piece all that they use gives the same
