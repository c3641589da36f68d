"""The path of Lemke and Howson over two best-response polytopes: by integers, or its end proposed by floats.

Both polytopes are {x ≥ 0 : M x ≤ 1 + ε·r} with the integer matrices of
:mod:`gametheory_paradox.forms.tables.proofs.two_player_proofs`; ε is infinitesimal and r random, so that ties
are broken.  Player 1's actions carry the labels 0 … m − 1, player 2's the labels after. The path starts at
both origins, lets the variable of one label enter, and from then on in turns the one whose label was just met
twice, until the first label is met again.

Sources: lemke1965 (pivots); lemke1964 (the path of two players); shapley1974 (labels).
"""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms.solvers.tableau import Tableau, perturbed

Matrix: TypeAlias = npt.NDArray[np.int64] | npt.NDArray[np.object_]

_MOST_ATTEMPTS = 6
_MOST_PIVOTS = 100_000  # of a path in floats, which looks at no clock


class Basis(NamedTuple):
    """A corner of a polytope: coordinates that may be positive, and as many constraints that are tight.

    Parameters
    ----------
    positive, tight
        Their numbers.
    """

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


def can_propose() -> bool:
    """True if QuantEcon is installed, which follows the path in floats."""
    return find_spec("quantecon") is not None


def proposed_path(sides: Sequence[Matrix], label: int) -> tuple[Basis, Basis] | None:
    """The bases at the end of QuantEcon's path in floats; None where it found none, or what is played ties.

    Parameters
    ----------
    sides
        As for the path in integers.
    label
        The label that is dropped.
    """
    theory = import_module("quantecon.game_theory")
    second, first = (side.astype(np.float64) for side in sides)
    game = theory.NormalFormGame((theory.Player(first), theory.Player(second)))
    mixtures, report = theory.lemke_howson(game, init_pivot=label, max_iter=_MOST_PIVOTS, full_output=True)
    x, y = (tuple(map(int, np.flatnonzero(mixture))) for mixture in mixtures)
    return (Basis(x, y), Basis(y, x)) if report.converged and len(x) == len(y) else None


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
