"""The answers about the points of a block."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gametheory_paradox.rationals import nearest_quotient
from gametheory_paradox.solvers.batch import VerdictCode as VerdictCode
from gametheory_paradox.studies.sweeps.grid import Array
from gametheory_paradox.table import Record

MOST_BITS = 1000  # of integers that whole blocks are answered with; their quotients are floats yet
UNCOUNTED = -1  # how many equilibria there are where the list is not proved complete


class PointStatus(IntEnum):
    """The way in which a point was settled."""

    TOGETHER = 0  # with its block, by exact arithmetic on arrays
    ALONE = 1  # by ``solve`` and ``detect``
    OPEN = 2  # not: there were too many points of its kind


def quotients(top: Array, bottom: Array) -> Array:
    """Quotients of integers as floats; infinite where no float is large enough."""
    if top.dtype == object or bottom.dtype == object:
        return np.asarray(np.frompyfunc(nearest_quotient, 2, 1)(top, bottom), np.float64)
    return np.asarray(top / bottom)


@dataclass(frozen=True, eq=False, repr=False)
class BlockAnswers(Record):
    """The answers about a block, one entry per point.

    Parameters
    ----------
    number, infinite
        How many equilibria (of infinitely many, the extreme ones), and whether they are infinitely many.
    low, high
        For each player, along a last axis, the least and the greatest equilibrium payoff; NaN where not
        known.
    verdict, gap
        The verdict as a ``VerdictCode``, and by how much the mover is better off without the action; NaN
        where not compared.
    settled
        How, as ``PointStatus``.
    """

    number: Array
    infinite: Array
    low: Array
    high: Array
    verdict: Array
    gap: Array
    settled: Array

    @classmethod
    def nothing(cls, shape: tuple[int, ...], players: int) -> "BlockAnswers":
        """Every point open."""
        return cls(
            np.full(shape, UNCOUNTED, np.int32),
            np.zeros(shape, np.bool_),
            np.full((*shape, players), np.nan),
            np.full((*shape, players), np.nan),
            np.full(shape, VerdictCode.UNDECIDED, np.int8),
            np.full(shape, np.nan),
            np.full(shape, PointStatus.OPEN, np.int8),
        )

    def forget(self, open_: Array) -> None:
        """Leave some points open."""
        self.number[open_], self.infinite[open_] = UNCOUNTED, False
        self.low[open_] = self.high[open_] = self.gap[open_] = np.nan
        self.verdict[open_], self.settled[open_] = VerdictCode.UNDECIDED, PointStatus.OPEN

    def put(self, where: Array, part: "BlockAnswers") -> None:
        """Put the answers about some points in their place."""
        for name, values in vars(self).items():
            values[where] = getattr(part, name)
