"""The points of a grid at which two players' payoffs have a constant sum: no option hurts its owner there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.sweeps.grid import Array, Block, Grid
from gametheory_paradox.studies.sweeps.induction import IntegerPolynomials
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class ConstantSum(Record):
    """The condition that payoffs add up to the same wherever the game ends.

    Parameters
    ----------
    differences
        What vanishes there; None where it holds nowhere.
    """

    differences: tuple[IntegerPolynomials, ...] | None

    @classmethod
    def of(cls, payoffs: Iterable[Sequence[RationalFunction]], grid: Grid) -> "ConstantSum":
        """The condition on all players' payoffs, end by end, before any denominator is cleared."""
        first, *others = payoffs
        if len(first) != 2:
            return cls(None)
        start = first[0] + first[1]
        differences = dict.fromkeys((one + other - start).numerator for one, other in others)
        if any(difference and difference.is_constant for difference in differences):
            return cls(None)
        return cls(tuple(IntegerPolynomials.of([p], grid) for p in differences if p))

    def at(self, grid: Grid, block: Block) -> Array:
        """True at the points of a block at which it holds, along the axes on which that depends."""
        holds = np.full((1,) * len(block), self.differences is not None)
        for difference in self.differences or ():
            holds = holds & (difference.at(grid, block)[0] == 0).astype(np.bool_)
        return holds
