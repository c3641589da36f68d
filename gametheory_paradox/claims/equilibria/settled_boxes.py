"""Solutions in isolating boxes of which bounds do not tell whether they are equilibria: told exactly.

One player uses two actions.  Equations determine the others' mixtures, one after the other, as forms in its
own (:mod:`gametheory_paradox.claims.equilibria.best_conditions`); what is left of the equations is zero at
the solution.  Where it has a single root within the box, that is the solution, and the signs there of all
probabilities, of what unused actions would gain, and of a point's weights in a cell are told exactly, zeros
included.

Source: coxlittleoshea2015 (elimination).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from gametheory_paradox.claims.equilibria.best_conditions import BestConditions
from gametheory_paradox.claims.equilibria.binary_forms import Form, added, times
from gametheory_paradox.claims.equilibria.condition_curves import Curve
from gametheory_paradox.claims.equilibria.form_roots import Root, check_work, coprime, roots_inside
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox, Solution
from gametheory_paradox.claims.equilibria.profile_cells import Cell, Mixture, corners
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.table import Record

MOST_VERTICES_OF_A_PIECE = 6  # of one player, in search of a solution's weights


@dataclass(frozen=True, repr=False)
class SettledBox(Record):
    """The solution in a box, as a root.

    Parameters
    ----------
    supports
        For each player the actions used.
    curve, root
        The mixtures as forms, with what has to hold, and where on the curve the solution is.
    """

    supports: Sequence[Sequence[int]]
    curve: Curve
    root: Root

    @property
    def solution(self) -> Solution:
        """An equilibrium if it is one that uses all actions of the supports, else none."""
        weights = (form for own in self.curve.mixtures.values() for form in own)
        if any(self.root.sign(form) <= 0 for form in weights):  # some action is not used
            return "none"
        fails = any(self.root.sign(form) < 0 for form in self.curve.inequalities)
        return "none" if fails else "equilibrium"

    def is_on(self, cell: Cell) -> bool:
        """True if it is in a cell, and everything that is played in the cell is best there."""
        mixtures = {}
        for who, simplex in enumerate(cell.simplices):
            weights = self._weights_in(who, simplex)
            if weights is None:
                return False
            mixtures[who] = weights
        for condition in BestConditions.of(cell).conditions:
            sign = self.root.sign(condition.along(mixtures)[0])
            if sign < 0 or (sign and condition.is_equation):
                return False
        return True

    def _weights_in(self, who: int, simplex: Sequence[Mixture]) -> list[Form] | None:
        """The weights of a simplex's vertices, as mixtures, that give a player's own; None if none do."""
        own = self.curve.mixtures.get(who, [(1,)])
        mixture: list[Form] = [(0,) * len(own[0])] * len(simplex[0])
        for action, form in zip(self.supports[who], own, strict=True):
            mixture[action] = form

        weights, scale = _in_terms_of(simplex, mixture)
        for action, form in enumerate(mixture):
            parts = [times((vertex[action],), w) for w, vertex in zip(weights, simplex, strict=True)]
            if self.root.sign(added([*parts, times((-scale,), form)])):
                return None
        if any(self.root.sign(form) < 0 for form in weights):
            return None
        return [times((sum(vertex),), form) for form, vertex in zip(weights, simplex, strict=True)]


def settled(whole: Cell, box: IsolatingBox) -> SettledBox:
    """Find the solution in a box that was checked by the box's chain.

    Parameters
    ----------
    whole
        The cell of all profiles.
    box
        The box, with a chain.

    Raises
    ------
    CertificateRejected
        If the chain does not determine the solution.
    """
    if not all(own and min(own) >= 0 for own in box.chain):
        raise CertificateRejected("the chain of a box names no players")
    (who, *more), *determined = box.chain
    try:
        if more or len(box.supports[who]) != 2:
            raise CertificateRejected("the chain of a box begins with a player who uses two actions")
        cell = cell_along(whole, box, who)
        curve = Curve.along(BestConditions.of(cell).conditions, who, determined)
    except IndexError:
        raise CertificateRejected("the chain of a box names what is not there") from None

    if curve.between or not curve.equations:
        raise CertificateRejected("the chain of a box does not determine its solution")
    check_work(curve.equations)
    roots = [
        root
        for form in coprime(curve.equations)
        for root in roots_inside(form)
        if not any(map(root.sign, curve.equations))
    ]
    if len(roots) != 1:
        raise CertificateRejected("the chain of a box does not determine its solution")
    weights = [tuple([vertex[action] for vertex in cell.simplices[who]]) for action in box.supports[who]]
    return SettledBox(box.supports, replace(curve, mixtures={**curve.mixtures, who: weights}), roots[0])


def cell_along(whole: Cell, box: IsolatingBox, who: int) -> Cell:
    """All mixtures of a box's actions, but of one player those alone that are within its bounds.

    Raises
    ------
    CertificateRejected
        If these are not between zero and one.
    """
    low, high, total = box.reach(who, 0)
    if not 0 < low < high < total:
        raise CertificateRejected("the chain of a box does not determine its solution")
    lows = [(*[0] * len(support), 1) for support in box.supports]
    lows[who] = (low, total - high, high - low)
    return whole.at(tuple(map(corners, whole.sizes, box.supports, lows)))


def _in_terms_of(simplex: Sequence[Mixture], mixture: Sequence[Form]) -> tuple[list[Form], int]:
    """The weights of vertices with which they sum to a multiple of a mixture, if any do; the multiple."""
    size = len(simplex)
    if size > MOST_VERTICES_OF_A_PIECE:
        raise CertificateRejected("a piece has too many vertices to tell whether a solution is on it")

    for rows in combinations(range(len(mixture)), size):
        matrix = [[vertex[row] for vertex in simplex] for row in rows]
        scale = _determinant(matrix)
        if scale:
            turn = 1 if scale > 0 else -1
            columns = [
                [turn * (-1) ** (r + c) * _determinant(_without(matrix, r, c)) for r in range(size)]
                for c in range(size)
            ]
            forms = [mixture[row] for row in rows]
            weights = [added([times((k,), f) for f, k in zip(forms, own, strict=True)]) for own in columns]
            return weights, abs(scale)
    raise CertificateRejected("the vertices of a cell are no simplex")


def _determinant(matrix: Sequence[Sequence[int]]) -> int:
    """The determinant, by its first row."""
    if not matrix:
        return 1
    return sum(
        (-1) ** c * entry * _determinant(_without(matrix, 0, c)) for c, entry in enumerate(matrix[0]) if entry
    )


def _without(matrix: Sequence[Sequence[int]], row: int, column: int) -> list[list[int]]:
    return [[*own[:column], *own[column + 1 :]] for r, own in enumerate(matrix) if r != row]
