"""How the compiled walk is given a polytope, and where it starts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_paradox.claims.equilibria.every_nash import IntegerMatrix

_WORD = 1 << 64


def system(
    constraints: IntegerMatrix, perturbation: Sequence[int], words: int
) -> npt.NDArray[np.int64] | None:
    """The constraints with both right-hand sides as numbers of so many words; None where one does not fit."""
    rows = [[*row, 1, r] for row, r in zip(constraints, perturbation, strict=True)]
    try:
        if words == 1:
            return np.array(rows, np.int64)
        high = np.array([[entry // _WORD for entry in row] for row in rows], np.int64)
    except OverflowError:
        return None
    low = np.array([[entry % _WORD for entry in row] for row in rows], np.uint64).astype(np.int64)
    return np.stack([low, high], axis=2)


def at_origin(start: npt.NDArray[np.int64]) -> tuple[Any, ...]:
    """The state in which the compiled walk starts; the kernel says what its parts are."""
    (height, width), words = start.shape[:2], start.shape[2:]
    dimension, room = width - 2, 64
    labels = np.zeros((2, max(height, dimension)), np.int64)
    labels[0, :dimension] = range(dimension)
    labels[1, :height] = range(dimension, dimension + height)
    determinant = np.zeros((1, 1, *words), np.int64)
    determinant.flat[0] = 1
    sets, moves = np.zeros((room, 2), np.uint64), np.zeros((room, dimension + 3), np.int8)
    numbers = np.zeros((room, 1 + 2 * dimension, *words), np.int64)
    return (
        start,
        determinant,
        labels,
        np.zeros(2, np.int64),
        np.zeros(4 * room, np.uint64),
        sets,
        numbers,
        moves,
    )
