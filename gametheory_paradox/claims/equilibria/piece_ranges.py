"""Payoffs on a curved piece: their ends, or bounds of them at the vertices of the piece's cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from itertools import product
from math import lcm
from typing import TypeAlias

from gametheory_paradox.claims.equilibria.best_conditions import Condition
from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece
from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, ends_of
from gametheory_paradox.claims.equilibria.ends_on_edges import PieceForms, ends_on_edges
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.claims.equilibria.profile_cells import normalized, used_in
from gametheory_paradox.games import NormalForm, Profile, expected_payoffs
from gametheory_paradox.games.profiles import Behavior
from gametheory_paradox.table import Record

Table: TypeAlias = NormalForm[Fraction]


@dataclass(frozen=True, repr=False)
class PieceRange(Record):
    """Between which numbers all lies that is paid on a piece.

    Parameters
    ----------
    low, high
        The numbers: fractions, unless they are the ends.
    is_exact
        Whether they are the ends, each paid somewhere on the piece.
    """

    low: Number
    high: Number
    is_exact: bool = False

    @property
    def bounds(self) -> Interval:
        """Fractions between which all lies."""
        return ends_of(self.low)[0], ends_of(self.high)[1]


def range_on(
    game: Table, column: int, piece: CurvedPiece, choosing: Sequence[int] | None = None
) -> PieceRange:
    """The ends of what is paid in a column of the game on a curved piece, or bounds.

    Parameters
    ----------
    game, column, piece
        A table, one of its columns, and a piece of its equilibria.
    choosing
        The numbers of the table's players who choose for the one who is paid, whom anything pays the same
        that they use: the player itself, unless the column is a measure.

    Raises
    ------
    CertificateRejected
        If the piece's chain does not show where the payoffs end.
    """
    if choosing is None:
        choosing = (column,) if column < len(game.players) else ()
    if piece.chain is not None:
        low, high = ends_on_edges(forms_on(game, column, piece, choosing), piece.chain)
        return PieceRange(low, high, is_exact=True)
    return PieceRange(*_range_at_vertices(game, column, piece, choosing))


def forms_on(game: Table, column: int, piece: CurvedPiece, choosing: Sequence[int]) -> PieceForms:
    """Payoffs on a piece, and its conditions.

    Where the players who choose for the one who is paid take their first used actions, it gets on a piece
    what it gets.  What this action of a player pays more than another one is a condition, unless the vertices
    leave nothing open; the conditions come in the order of the players and of their actions.
    """
    mixed = [list(map(normalized, simplex)) for simplex in piece.simplices]
    places, sizes = list(product(*map(range, map(len, mixed)))), list(map(len, mixed))
    used, paid = list(map(used_in, piece.simplices)), cache(partial(_paid, game))

    def gives(column: int, taken: Mapping[int, int]) -> list[Fraction]:
        """Payoffs in a column, at tuples of vertices, where some players take one action."""
        ends = list(mixed)
        for who, action in taken.items():
            pure = tuple(Fraction(a == action) for a in range(game.shape[who]))
            ends[who] = [pure] * len(mixed[who])
        return [paid(tuple(own[v] for own, v in zip(ends, place, strict=True)))[column] for place in places]

    def condition(numbers: Sequence[Fraction], is_equation: bool) -> tuple[Condition, int]:
        """Numbers without the players whose mixtures do not matter, times a whole number."""
        scale = lcm(*(number.denominator for number in numbers))
        whole = tuple([int(number * scale) for number in numbers])
        return Condition.of(range(len(sizes)), sizes, whole, is_equation), scale

    conditions = []
    for who, (first, *rest) in enumerate(used):
        for action in range(game.shape[who]):
            pairs = zip(gives(who, {who: first}), gives(who, {who: action}), strict=True)
            gains = [a - b for a, b in pairs]
            if any(gains) if action in rest else min(gains) < 0:
                conditions.append(condition(gains, action in rest)[0])
    return PieceForms(
        *condition(gives(column, {who: used[who][0] for who in choosing}), False), conditions, sizes
    )


def _paid(game: Table, odds: Behavior) -> tuple[Fraction, ...]:
    return expected_payoffs(game, Profile(game.information_sets, odds))


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
