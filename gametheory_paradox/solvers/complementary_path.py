"""The path of Lemke and Howson over two best-response polytopes: by integers, or proposed by compiled code.

Both polytopes are {x ≥ 0 : M x ≤ 1 + ε·r} with the integer matrices of
:mod:`gametheory_paradox.claims.equilibria.every_nash`; ε is infinitesimal and r random, so that ties are
broken.  Player 1's actions carry the labels 0 … m − 1, player 2's the labels after. The path starts at both
origins, lets the variable of one label enter, and from then on in turns the one whose label was just met
twice, until the first label is met again.

Sources: lemke1965 (pivots); lemke1964 (the path of two players); shapley1974 (labels).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from gametheory_paradox.clock import Clock
from gametheory_paradox.kernels.compiled import PATHS
from gametheory_paradox.solvers.tableau import Tableau, perturbation, perturbed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Matrix: TypeAlias = "npt.NDArray[np.int64] | npt.NDArray[np.object_]"

_MOST_ATTEMPTS = 6
_PIVOTS_A_CALL = 20_000  # between two looks at the clock


@dataclass(frozen=True)
class Basis:
    """A corner of a polytope: coordinates that may be positive, and as many constraints that are tight."""

    positive: tuple[int, ...]
    tight: tuple[int, ...]


def exact_path(sides: Sequence[Matrix], label: int, clock: Clock) -> tuple[Basis, Basis]:
    """Follows the path in integers; raises OutOfTime."""
    matrices = [side.tolist() for side in sides]
    for attempt in range(_MOST_ATTEMPTS):
        ends = _followed([perturbed(matrix, attempt) for matrix in matrices], label, clock)
        if ends:
            return ends
    raise AssertionError("several random perturbations in a row left a tie")


def proposed_path(sides: Sequence[Matrix], label: int, clock: Clock) -> tuple[Basis, Basis] | None:
    """Follows the path in floating point; None without a compiler or where numbers cannot be trusted."""
    kernel = PATHS.load()
    if kernel is None:
        return None
    first, second = (kernel.origin(side / side.max(), perturbation(len(side), 0)) for side in sides)
    turn, entering = int(label >= sides[0].shape[1]), label
    while True:
        status, turn, entering = kernel.follow(first, second, label, turn, entering, _PIVOTS_A_CALL)
        if status == kernel.DONE:
            (px, tx), (py, ty) = kernel.basis(first), kernel.basis(second)
            return Basis(tuple(px), tuple(tx)), Basis(tuple(py), tuple(ty))
        if status == kernel.LOST:
            return None
        clock.check()


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
