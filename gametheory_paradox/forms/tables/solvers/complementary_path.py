"""The path of Lemke and Howson over two best-response polytopes: by integers, or proposed by compiled code.

Both polytopes are {x ≥ 0 : M x ≤ 1 + ε·r} with the integer matrices of
:mod:`gametheory_paradox.forms.tables.proofs.two_player_proofs`; ε is infinitesimal and r random, so that ties
are broken.  Player 1's actions carry the labels 0 … m − 1, player 2's the labels after. The path starts at
both origins, lets the variable of one label enter, and from then on in turns the one whose label was just met
twice, until the first label is met again.

Sources: lemke1965 (pivots); lemke1964 (the path of two players); shapley1974 (labels).
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms.solvers.tableau import Tableau, perturbation, perturbed
from gametheory_paradox.kernels.compiled import PATHS

Matrix: TypeAlias = npt.NDArray[np.int64] | npt.NDArray[np.object_]

_MOST_ATTEMPTS = 6
_PIVOTS_A_CALL = 20_000  # between two looks at the clock
MOST_BITS = 61  # of an entry in a word, so that differences fit too; compiled code takes no longer ones


class Basis(NamedTuple):
    """A corner of a polytope: coordinates that may be positive, and as many constraints that are tight.

    Parameters
    ----------
    positive, tight
        Their numbers.
    numerators
        What the coordinates are proportional to, where integers have shown that the corner is a vertex.
    """

    positive: tuple[int, ...]
    tight: tuple[int, ...]
    numerators: tuple[int, ...] | None = None


def exact_path(sides: Sequence[Matrix], label: int, clock: Clock) -> tuple[Basis, Basis]:
    """Follows the path in integers; raises OutOfTime."""
    matrices = [side.tolist() for side in sides]
    for attempt in range(_MOST_ATTEMPTS):
        ends = _followed([perturbed(matrix, attempt) for matrix in matrices], label, clock)
        if ends:
            return ends
    raise AssertionError("several random perturbations in a row left a tie")


def proposed_path(sides: Sequence[Matrix], label: int, clock: Clock) -> tuple[Basis, Basis] | None:
    """Follows the path in floating point; None without a compiler or where numbers cannot be trusted.

    Parameters
    ----------
    sides
        As for the path in integers, or before the least entry of each column was subtracted.
    label
        The label that is dropped.
    clock
        When to give up; raises OutOfTime.
    """
    kernel = PATHS.load()
    if kernel is None:
        return None
    (height, dimension), first, second = sides[0].shape, _words(sides[0]), _words(sides[1])
    perturbations, state = _perturbations(height, dimension), kernel.memory(dimension, height)
    status = kernel.PAUSED
    while status == kernel.PAUSED:
        status = kernel.follow(first, second, perturbations, state.words, label, _PIVOTS_A_CALL)
        if status == kernel.PAUSED:
            clock.check()
    if status == kernel.LOST:
        return None

    # What integers have confirmed of shortened entries says nothing.
    confirmed = status == kernel.CONFIRMED and sides[0].dtype.kind == sides[1].dtype.kind == "i"
    (px, tx, x), (py, ty, y) = state.corner(0), state.corner(1)
    return (Basis(px, tx, x), Basis(py, ty, y)) if confirmed else (Basis(px, tx), Basis(py, ty))


@cache
def _perturbations(height: int, dimension: int) -> npt.NDArray[np.float64]:
    """The vectors to perturb both sides by, one after the other."""
    return np.array([*perturbation(height, 0), *perturbation(dimension, 0)], np.float64)


def _words(side: Matrix) -> npt.NDArray[np.int64]:
    """The entries as words in one piece; shortened where they are longer, which a proposal may be."""
    if side.dtype.kind == "O":
        side = side >> max(0, int(side.max()).bit_length() - MOST_BITS)
    return np.ascontiguousarray(side, np.int64)


def _followed(sides: Sequence[Tableau], label: int, clock: Clock) -> tuple[Basis, Basis] | None:
    """The ends of the path; None if the perturbation left a tie."""
    sizes = [len(side.nonbasic) for side in sides]
    turn, entering = int(label >= sizes[0]), label
    while True:
        clock.check()
        side = sides[turn]

        # A side calls its coordinates 0 … d − 1 and its slacks d …; the second side's coordinates are player
        # 2's labels.
        column = side.nonbasic.index((entering - turn * sizes[0]) % sum(sizes))
        row = side.leaving(column)
        if row is None:
            return None
        entering = (side.pivot(row, column) + turn * sizes[0]) % sum(sizes)
        if entering == label:
            return _basis(sides[0]), _basis(sides[1])
        turn = 1 - turn


def _basis(side: Tableau) -> Basis:
    size = len(side.nonbasic)
    positive = sorted(label for label in side.basic if label < size)
    return Basis(tuple(positive), tuple(sorted(label - size for label in side.nonbasic if label >= size)))
