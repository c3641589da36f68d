"""The exact payoffs at equilibria of small two-player games that are known by their vertices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.kernels.batch.subsets import FIRST, LARGEST, MEMBERS, SECOND, SIZE
from gametheory_paradox.table import Record

Rows: TypeAlias = Sequence[Sequence[int]]


@dataclass(frozen=True, repr=False)
class OccurringVertices(Record):
    """The vertices that occur in the equilibria of one two-player game.

    Parameters
    ----------
    used
        For each player a word of the vertices at which it mixes: a bit per single action, then one per larger
        basis.
    pure
        For each player and single action of it, the set of the other's best answers.
    """

    used: Sequence[int]
    pure: Sequence[Sequence[int]]

    def payoffs(self, player: int, own: Sequence[Sequence[float]]) -> list[Fraction]:
        """The payoffs of a player at these vertices of the other; in its matrix its own actions are rows."""
        return [Fraction(top, bottom) for top, bottom in self._quotients(player, own)]

    def ends(self, player: int, own: Sequence[Sequence[float]]) -> tuple[float, float]:
        """The least and the greatest of them, rounded to the nearest float, as Python divides integers."""
        rounded = [top / bottom for top, bottom in self._quotients(player, own)]
        return min(rounded), max(rounded)

    def _quotients(self, player: int, own: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
        for tied, mixed in self._bases(1 - player):
            ratios = [[own[row][column].as_integer_ratio() for column in mixed] for row in tied]
            unit = max(denominator for row in ratios for _, denominator in row)  # all are powers of two
            whole = [[numerator * (unit // denominator) for numerator, denominator in row] for row in ratios]
            top, bottom = quotient(whole)
            yield top, bottom * unit

    def _bases(self, mixing: int) -> Iterator[tuple[list[int], list[int]]]:
        """At each vertex the other player's tied actions and the player's mixed ones."""
        word = int(self.used[mixing])
        for bit in range(word.bit_length()):
            if not word >> bit & 1:
                continue
            if bit < LARGEST:
                best = int(self.pure[mixing][bit])
                yield [(best & -best).bit_length() - 1], [bit]
            else:
                basis = bit - LARGEST
                sets = FIRST[basis], SECOND[basis]
                tied, mixed = (MEMBERS[sets[who], : SIZE[basis]].tolist() for who in (1 - mixing, mixing))
                yield tied, mixed


def quotient(rows: Rows) -> tuple[int, int]:
    """Numerator and denominator of the payoff of all rows at the mixture that ties them, by Cramer's rule."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        return a * d - b * c, a - b - c + d
    first, *others = rows
    differences = [[x - y for x, y in zip(row, first, strict=True)] for row in others]
    top = bottom = 0
    for place, payoff in enumerate(first):
        minor = _determinant([[*row[:place], *row[place + 1 :]] for row in differences])
        weight = -minor if place % 2 else minor
        top, bottom = top + payoff * weight, bottom + weight
    return top, bottom


def _determinant(rows: Rows) -> int:
    if not rows:
        return 1
    first, *others = rows
    minors = [_determinant([[*row[:c], *row[c + 1 :]] for row in others]) for c in range(len(first))]
    terms = enumerate(zip(first, minors, strict=True))
    return sum(-x * minor if c % 2 else x * minor for c, (x, minor) in terms)
