"""Curved pieces: connected sets of infinitely many equilibria in a cell, and points on them.

A piece consists of the profiles of a cell in which everything that is played is best
(:mod:`gametheory_paradox.claims.equilibria.best_conditions`).  The way in which it is shown to be connected
also leads to points on it: to the ends of each fibre in turn, and to points of a curve.  They are rational.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from gametheory_paradox.claims.equilibria.best_conditions import (
    BestConditions,
    Condition,
    Curve,
    Fibre,
    projected,
)
from gametheory_paradox.claims.equilibria.binary_forms import value
from gametheory_paradox.claims.equilibria.profile_cells import Cell, Mixture, ProfileCell, reduced
from gametheory_paradox.errors import CertificateRejected

MOST_POINTS = 12  # on a piece
HALVINGS = 6  # between a point of a curve and its ends

Interval = Sequence[Any]  # a player, the chain of the others, and a point of its edge: two numbers
Weights = dict[int, tuple[int, ...]]  # for each player those of the vertices of its simplex


@dataclass(frozen=True)
class CurvedPiece:
    """A connected set of infinitely many equilibria.

    Parameters
    ----------
    simplices
        A cell: the piece consists of its profiles in which everything that is played in it is best.
    points
        At least two of them.
    """

    simplices: ProfileCell
    points: tuple[tuple[Mixture, ...], ...]


def check_piece(cell: Cell, best: BestConditions, fibres: Sequence[Fibre], curve: Interval) -> CurvedPiece:
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

    Raises
    ------
    CertificateRejected
        If this is not shown.
    """
    stages = [list(best.conditions)]
    for fibre in fibres:
        stages.append(projected(stages[-1], fibre))
    points: list[Weights] = [{}]
    if curve:
        points = list(_points_of_curve(stages[-1], *curve))
    elif stages[-1]:
        raise CertificateRejected("conditions of a curved piece are left")

    taken = {who for who, *_ in fibres}.union(points[0])
    for who, size in enumerate(cell.sizes):
        if who not in taken:
            points = [{**point, who: _vertex(size, v)} for point in points for v in range(size)][:MOST_POINTS]
    for fibre, conditions in reversed(list(zip(fibres, stages, strict=False))):
        own = [condition for condition in conditions if fibre[0] in condition.players]
        ends = [end for point in points for end in _ends(point, own, cell.sizes[fibre[0]], *fibre)]
        points = ends[:MOST_POINTS]
    found = tuple(dict.fromkeys(_profile(cell, point) for point in points))
    if len(found) < 2:
        raise CertificateRejected("of a curved piece only one point is known")
    return CurvedPiece(cell.simplices, found)


def _points_of_curve(
    conditions: Sequence[Condition], who: int, chain: Sequence[Sequence[int]], part: int, parts: int
) -> Iterator[Weights]:
    """The point given, and others towards both ends."""
    curve = Curve.along(conditions, who, chain)
    if not curve.is_interval_with(part, parts):
        raise CertificateRejected("a curved piece is not seen to be one")
    middle = Fraction(part, parts)
    places = [middle]
    for end in (Fraction(0), Fraction(1)):
        inside, outside = middle, end
        if curve.holds_at(*end.as_integer_ratio()):
            inside = end
        for _ in range(HALVINGS if inside != end else 0):
            trial = (inside + outside) / 2
            if curve.holds_at(*trial.as_integer_ratio()):
                inside = trial
            else:
                outside = trial
        places.append(inside)
    for place in dict.fromkeys(places):
        at = place.as_integer_ratio()
        yield {p: tuple([value(form, *at) for form in forms]) for p, forms in curve.mixtures.items()}


def _ends(
    point: Weights, conditions: Sequence[Condition], size: int, who: int, *vertices: int
) -> Iterator[Weights]:
    """The mixtures of a player at which its conditions begin or cease to hold, the others' being given."""
    constant = {player: [(weight,) for weight in own] for player, own in point.items()}
    rows = [(own.is_equation, [number for (number,) in own.along(constant, who)]) for own in conditions]
    if len(vertices) == 2:
        first, second = vertices
        (low, high) = next((row[first], row[second]) for is_equation, row in rows if is_equation)
        pairs = [(high, -low)] if high > low else [(1, 0), (0, 1)]
        for weight, other in pairs:
            yield {**point, who: _between(size, first, weight, second, other)}
        return
    (start,) = vertices
    yield {**point, who: _vertex(size, start)}
    for end in range(size):
        limits = [(-row[end], row[start]) for _, row in rows if row[end] < 0]
        weight, other = max(limits, key=lambda pair: Fraction(pair[0], sum(pair)), default=(0, 1))
        if end != start and other:
            yield {**point, who: _between(size, start, weight, end, other)}


def _vertex(size: int, vertex: int) -> tuple[int, ...]:
    return tuple([int(place == vertex) for place in range(size)])


def _between(size: int, first: int, weight: int, second: int, other: int) -> tuple[int, ...]:
    return tuple([weight if v == first else other if v == second else 0 for v in range(size)])


def _profile(cell: Cell, point: Weights) -> tuple[Mixture, ...]:
    found = []
    for who, simplex in enumerate(cell.simplices):
        totals = [sum(vertex) for vertex in simplex]
        common = lcm(*totals)
        scaled = [w * (common // total) for w, total in zip(point[who], totals, strict=True)]
        columns = zip(*simplex, strict=True)
        found.append(
            reduced(tuple([sum(w * x for w, x in zip(scaled, own, strict=True)) for own in columns]))
        )
    return tuple(found)
