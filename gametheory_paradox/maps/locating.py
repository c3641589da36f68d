"""The cell of a cutting in which a point lies."""

from collections.abc import Sequence
from fractions import Fraction

HALF = Fraction(1, 2)


class Locator:
    """Finds cells by following the halvings of a cutting.

    See :mod:`gametheory_paradox.conditions.proofs.cells` for its text.
    """

    def __init__(self, cutting: str):
        self._cutting = cutting
        self._leaves_before = [0]
        for mark in cutting:
            self._leaves_before.append(self._leaves_before[-1] + (not mark.isdecimal()))
        after = [0] * (len(cutting) + 1)  # where what begins at a place ends
        self._upper = [0] * len(cutting)
        for place in range(len(cutting) - 1, -1, -1):
            after[place] = place + 1
            if cutting[place].isdecimal():
                self._upper[place] = after[place + 1]
                after[place] = after[self._upper[place]]

    def cell(self, shares: Sequence[Fraction]) -> tuple[int, tuple[Fraction, ...]]:
        """The number of the leaf and the point's coordinates in it, from 0 to 1.

        Parameters
        ----------
        shares
            The point's coordinates in the box, from 0 to 1; a point between two cells belongs to the upper
            one.
        """
        inside, place = list(shares), 0
        while (mark := self._cutting[place]).isdecimal():
            axis = int(mark)
            is_upper = inside[axis] >= HALF
            inside[axis] = 2 * inside[axis] - is_upper
            place = self._upper[place] if is_upper else place + 1
        return self._leaves_before[place], tuple(inside)
