"""What is found out about many two-player games of at most 4×4 actions, and the exact payoffs at equilibria that are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from gametheory_paradox.solvers.batch.results import Answers, BatchEquilibria, Floats, Integers, Mask
from gametheory_paradox.solvers.batch.subsets import FIRST, LARGEST, MEMBERS, SECOND, SIZE

OPEN = 2  # the sign of what is not decided; balls know it as UNKNOWN
Rows: TypeAlias = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Vertices:
    """The vertices that occur in the equilibria of one game.

    Parameters
    ----------
    used
        For each player a word of the vertices at which it mixes: a bit per single action, then one per larger basis.
    pure
        For each player and single action of it, the set of the other's best answers.
    """

    used: Sequence[int]
    pure: Sequence[Sequence[int]]

    def payoffs(self, player: int, own: Sequence[Sequence[float]]) -> list[Fraction]:
        """What a player earns at these vertices of the other, from its payoffs with its own actions as rows."""
        ratios = [[entry.as_integer_ratio() for entry in row] for row in own]
        unit = max(denominator for row in ratios for _, denominator in row)  # all are powers of two
        rows = [[numerator * (unit // denominator) for numerator, denominator in row] for row in ratios]
        return [vertex_payoff(rows, tied, mixed) / unit for tied, mixed in self._bases(1 - player)]

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


@dataclass(frozen=True, eq=False)
class Findings:
    """The equilibria of many games, one entry per game.

    Parameters
    ----------
    number, infinite, low, high, exactly
        As in ``BatchEquilibria``.
    undone
        The games about which nothing is known.
    open
        The vertices in games whose payoffs are not known.
    """

    number: Integers
    infinite: Mask
    low: Floats
    high: Floats
    exactly: Mask
    undone: Mask
    open: dict[int, Vertices] = field(default_factory=dict)

    @classmethod
    def of_size(cls, games: int) -> "Findings":
        """Room for so many games."""
        number, low, high = np.zeros(games, np.int64), np.zeros((games, 2)), np.zeros((games, 2))
        return cls(number, np.zeros(games, np.bool_), low, high, np.zeros(games, np.bool_), np.zeros(games, np.bool_))

    def part(self, begin: int, end: int) -> "Findings":
        """The same room for some of the games; what is open there is numbered from ``begin``."""
        return Findings(*(getattr(self, entry.name)[begin:end] for entry in fields(self) if entry.name != "open"))

    def equilibria(self) -> BatchEquilibria:
        """As a result."""
        return BatchEquilibria("all", self.number, self.infinite, self.low, self.high, self.exactly)


@dataclass(frozen=True)
class Gaps:
    """How the mover fares without an action, one entry per game.

    Parameters
    ----------
    gap, sign
        By how much it gains, and the sign of that; the sign is 0 too where the action does not matter, and OPEN where it is open.
    constant
        Whether the payoffs of both players sum to a constant.
    """

    gap: Floats
    sign: Answers
    constant: Mask

    @classmethod
    def of_size(cls, games: int) -> "Gaps":
        """Room for so many games."""
        return cls(np.zeros(games), np.full(games, OPEN, np.int8), np.zeros(games, np.bool_))


def vertex_payoff(own: Rows, tied: Sequence[int], mixed: Sequence[int]) -> Fraction:
    """What the tied rows earn against the mixture of columns that makes them earn the same, by Cramer's rule."""
    first, *others = (own[row] for row in tied)
    differences = [[row[c] - first[c] for c in mixed] for row in others]
    top = bottom = 0
    for place, column in enumerate(mixed):
        minor = _determinant([[*row[:place], *row[place + 1 :]] for row in differences])
        weight = -minor if place % 2 else minor
        top, bottom = top + first[column] * weight, bottom + weight
    return Fraction(top, bottom)


def _determinant(rows: Rows) -> int:
    if not rows:
        return 1
    first, *others = rows
    minors = [_determinant([[*row[:c], *row[c + 1 :]] for row in others]) for c in range(len(first))]
    return sum(-x * minor if c % 2 else x * minor for c, (x, minor) in enumerate(zip(first, minors, strict=True)))
