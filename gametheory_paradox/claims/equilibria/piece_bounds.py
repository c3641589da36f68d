"""Bounds of what is paid on a curved piece, by weights of its conditions.

What is paid, u, and the conditions g = 0 or g ≥ 0 of a piece are linear in each player's mixture.  With any
weights w, not negative where g is an inequality, u is on the piece at most u + Σ w·g, and this is nowhere
greater than at some tuple of vertices.  So any weights give a bound, and none can give a false one.  Where
the cell is cut, each part has weights of its own.

The steps are read as a tree in preorder: ``["s", i, v, w, n, d]`` cuts player i's simplex n/d of the way from
its vertex v to w, as in a cutting; ``["m", d, w, ...]`` bounds a part with the weights w/d, one for each
condition.

Sources: neumaier1990 (bounds on parts), geoffrion1974 (Lagrangean bounds).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece, Steps
from gametheory_paradox.claims.equilibria.profile_cells import MOST_BITS, normalized, used_in
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, Profile, expected_payoffs

Rows = dict[tuple[int, ...], list[Fraction]]  # at tuples of vertices what is paid, and each condition


def range_on(game: Game, column: int, piece: CurvedPiece) -> tuple[Fraction, Fraction]:
    """Bounds of what is paid in a column of the game on a curved piece."""
    rows = rows_on(game, column, piece)
    low, high = _range_at_vertices(game, column, piece)
    below, above = piece.bounds
    if below:
        negative = {place: [-paid, *own] for place, (paid, *own) in rows.items()}
        low = max(low, -greatest(negative, piece, below))
    if above:
        high = min(high, greatest(rows, piece, above))
    return low, high


def rows_on(game: Game, column: int, piece: CurvedPiece) -> Rows:
    """What is paid at tuples of vertices of a piece's cell, and each of its conditions.

    On a piece all that a player uses pays it the same: of its own payoff one action's is taken.
    """
    mixed = [list(map(normalized, simplex)) for simplex in piece.simplices]
    if column < len(mixed):
        first = used_in(piece.simplices[column])[0]
        own = tuple(Fraction(action == first) for action in range(len(mixed[column][0])))
        mixed[column] = [own] * len(mixed[column])

    rows = {}
    for place in product(*map(range, map(len, mixed))):
        odds = tuple(own[vertex] for own, vertex in zip(mixed, place, strict=True))
        paid = expected_payoffs(game, Profile(game.information_sets, odds))[column]
        rows[place] = [paid, *(Fraction(own.at_vertices(place)) for own in piece.conditions)]
    return rows


def greatest(rows: Rows, piece: CurvedPiece, steps: Steps) -> Fraction:
    """A bound from above of what is paid on a piece.

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
        elif kind == "m" and len(numbers) == 1 + len(piece.conditions) and numbers[0] > 0:
            bounds.append(_bound(parts.pop(), piece, *numbers))
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


def _bound(rows: Rows, piece: CurvedPiece, scale: int, *weights: int) -> Fraction:
    if any(w < 0 and not own.is_equation for w, own in zip(weights, piece.conditions, strict=True)):
        raise CertificateRejected("an inequality of a curved piece has a negative weight")
    return max(
        paid + sum(w * value for w, value in zip(weights, own, strict=True)) / scale
        for paid, *own in rows.values()
    )


def _range_at_vertices(game: Game, column: int, piece: CurvedPiece) -> tuple[Fraction, Fraction]:
    mixed = [list(map(normalized, simplex)) for simplex in piece.simplices]
    ranges = []
    for own in mixed[column] if column < len(mixed) else [None]:
        given = product(
            *([own] if own and other == column else mixtures for other, mixtures in enumerate(mixed))
        )
        payoffs = [expected_payoffs(game, Profile(game.information_sets, odds))[column] for odds in given]
        ranges.append((min(payoffs), max(payoffs)))
    lows, highs = zip(*ranges, strict=True)
    return max(lows), min(highs)  # on the piece all that the player uses gives the same
