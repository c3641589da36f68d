"""The vertices that the compiled walk has found, in its arrays; importing this does not load numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gametheory_paradox.table import Record

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_WORD = 1 << 64


@dataclass(frozen=True, repr=False)
class VertexArrays(Record):
    """A list of vertices in arrays.

    Parameters
    ----------
    perturbation
        The vector r of the right-hand sides 1 + ε·r.
    sets
        uint64, shape (vertices, 2): the labels of each, with the perturbation and without, as bits.
    numbers
        int64, shape (vertices, words, 1 + 2d): the denominator, then d numerators for either right-hand
        side; the words of each, the lowest first.
    """

    perturbation: Sequence[int]
    sets: "npt.NDArray[np.uint64]"
    numbers: "npt.NDArray[np.int64]"

    def __len__(self) -> int:
        return len(self.sets)

    def tight(self) -> list[int]:
        """For each vertex the set of its labels."""
        tight: list[int] = self.sets[:, 0].tolist()
        return tight

    def labels(self) -> list[int]:
        """For each vertex the set of its labels once the perturbation is gone."""
        labels: list[int] = self.sets[:, 1].tolist()
        return labels

    def coordinates(self, numbers: Sequence[int]) -> list[Sequence[int]]:
        """The coordinates of some vertices, without the perturbation and up to scale."""
        coordinates: list[Sequence[int]] = self._integers(numbers)[:, 1 : 1 + self._dimension].tolist()
        return coordinates

    def rows(self) -> list[list[Any]]:
        """The denominator and both vectors of numerators of each vertex, in the order of the label sets."""
        whole, split = self._integers(self.sets[:, 0].argsort()), 1 + self._dimension
        parts = whole[:, 0].tolist(), whole[:, 1:split].tolist(), whole[:, split:].tolist()
        return [list(row) for row in zip(*parts, strict=True)]

    @property
    def _dimension(self) -> int:
        return int(self.numbers.shape[2]) // 2

    def _integers(self, numbers: "Sequence[int] | npt.NDArray[np.int64]") -> "npt.NDArray[Any]":
        """The numbers of some vertices, put together into Python's integers where they have several words.

        numbers : int64, shape (vertices,)
        returns : int64, or object where there are several words, shape (vertices, 1 + 2d)
        """
        words = self.numbers.take(numbers, axis=0).swapaxes(0, 1)
        whole: npt.NDArray[Any] = words[-1]
        for low in words[-2::-1]:
            whole = whole.astype(object) * _WORD + low.astype("uint64").astype(object)
        return whole
