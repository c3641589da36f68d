"""Curved pieces: connected sets of infinitely many equilibria in a cell, and points on them.

A piece consists of the profiles of a cell in which everything that is played is best
(:mod:`gametheory_paradox.forms.tables.proofs.condition_curves`).  That it is connected is shown there; that
it is more than one point, by some of its points, given by the weights of the vertices of each simplex.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm
from typing import Any

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.tables.proofs.condition_curves import (
    BestConditions,
    Condition,
    Curve,
    Fibre,
    projected,
)
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, Mixture, ProfileCell, reduced
from gametheory_paradox.table import Record

MOST_POINTS = 12  # on a piece

Interval = Sequence[Any]  # a player, the chain of the others, and a point of its edge: two numbers
Weights = Sequence[Sequence[int]]  # for each player those of the vertices of its simplex, as mixtures


@dataclass(frozen=True, repr=False)
class CurvedPiece(Record):
    """A connected set of infinitely many equilibria.

    Parameters
    ----------
    simplices
        A cell: the piece consists of its profiles in which everything that is played in it is best.
    points
        At least two of them.
    chain
        Players, with the places of conditions, that show where payoffs on it end
        (:mod:`gametheory_paradox.forms.tables.proofs.piece_ranges`), if that is asked.
    """

    simplices: ProfileCell
    points: tuple[tuple[Mixture, ...], ...]
    chain: Sequence[Sequence[int]] | None = None


def check_piece(
    cell: Cell, best: BestConditions, fibres: Sequence[Fibre], curve: Interval, points: Sequence[Weights]
) -> CurvedPiece:
    """Check that the profiles in which everything that is played is best are a curved piece.

    Parameters
    ----------
    cell, best
        The cell and its conditions.
    fibres
        Players, with vertices each, that are taken out of the conditions one after the other.
    curve
        What shows that the conditions which are left hold on an interval: a player, further players with the
        places of their equations, and a point, as two numbers; empty where no condition is left.
    points
        Points of the piece.

    Raises
    ------
    CertificateRejected
        If this is not shown.
    """
    conditions = list(best.conditions)
    for fibre in fibres:
        conditions = projected(conditions, fibre)
    if curve:
        who, chain, part, parts = curve
        if not Curve.along(conditions, who, chain).is_interval_with(part, parts):
            raise CertificateRejected("a curved piece is not seen to be one")
    elif conditions:
        raise CertificateRejected("conditions of a curved piece are left")

    if len(points) > MOST_POINTS:
        raise CertificateRejected(f"more than {MOST_POINTS} points of a curved piece")
    for point in points:
        _check_point(cell, best.conditions, point)
    found = tuple(dict.fromkeys(profile_at(cell.simplices, point) for point in points))
    if len(found) < 2:
        raise CertificateRejected("of a curved piece only one point is known")
    return CurvedPiece(cell.simplices, found)


def _check_point(cell: Cell, conditions: Sequence[Condition], point: Weights) -> None:
    """CertificateRejected unless all conditions hold at a point of a cell."""
    sizes = tuple(map(len, point))
    if sizes != cell.sizes or any(min(own) < 0 or not any(own) for own in point):
        raise CertificateRejected("a point is not in its cell")
    if not hold_at(conditions, point):
        raise CertificateRejected("a point is not on its curved piece")


def hold_at(conditions: Sequence[Condition], point: Weights) -> bool:
    """Tests whether all conditions hold at a point of their cell."""
    mixtures = {who: [(weight,) for weight in own] for who, own in enumerate(point)}
    for condition in conditions:
        ((value,),) = condition.along(mixtures)
        if value and (condition.is_equation or value < 0):
            return False
    return True


def profile_at(simplices: ProfileCell, point: Weights) -> tuple[Mixture, ...]:
    """The profile at which the vertices of each simplex, as mixtures, have given weights."""
    found = []
    for who, simplex in enumerate(simplices):
        totals = [sum(vertex) for vertex in simplex]
        common = lcm(*totals)
        scaled = [w * (common // total) for w, total in zip(point[who], totals, strict=True)]
        columns = zip(*simplex, strict=True)
        found.append(
            reduced(tuple([sum(w * x for w, x in zip(scaled, own, strict=True)) for own in columns]))
        )
    return tuple(found)
