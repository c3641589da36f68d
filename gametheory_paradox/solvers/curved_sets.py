"""Curved pieces among a game's equilibria: points to list them by, and what they hang together with."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, product

from gametheory_paradox.claims.equilibria.best_conditions import BestConditions
from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece
from gametheory_paradox.claims.equilibria.profile_cells import Cell, Mixture, ProfileCell, reduced, used_in
from gametheory_paradox.solvers.curved_search import hold_together
from gametheory_paradox.solvers.equilibria import Links
from gametheory_paradox.solvers.equilibrium_pieces import Piece
from gametheory_paradox.solvers.integer_systems import UniqueSolution, solve_integers

Point = tuple[Mixture, ...]


def points_apart(curved: Sequence[CurvedPiece], pieces: Sequence[Piece]) -> list[tuple[Point, ...]]:
    """For each curved piece its known points that are not in a product of polytopes as well."""
    return [
        tuple(point for point in own.points if not any(p.holds(cell_of(point)) for p in pieces))
        for own in curved
    ]


def meetings(
    whole: Cell,
    curved: Sequence[CurvedPiece],
    pieces: Sequence[Piece],
    cells: Sequence[ProfileCell],
    isolated: Sequence[Point],
) -> Iterator[tuple[Point, Point]]:
    """Pairs of equilibria that are shown to hang together: in products that meet, or by a curved piece.

    What hangs together by others already is not looked at.

    Parameters
    ----------
    whole
        The cell of all profiles.
    curved
        The curved pieces.
    pieces, cells
        The products of polytopes, and the cells of which they were made.
    isolated
        Other equilibria.
    """
    links, corners = Links[Point](), [tuple(reduced(own[0]) for own in piece.vertices) for piece in pieces]
    for (corner, piece), (before, other) in combinations(zip(corners, pieces, strict=True), 2):
        if links.apart(corner, before) and piece.meets(other):
            yield links.joined(corner, before)

    @cache
    def held(number: int) -> list[Point]:
        return [corner for corner, piece in zip(corners, pieces, strict=True) if piece.holds(cells[number])]

    for place, own in enumerate(curved):
        first = own.points[0]
        yield from (links.joined(first, point) for point in own.points[1:])
        others = {point for other in curved if other is not own for point in other.points}
        for point in {*others, *isolated}:
            if links.apart(first, point) and is_on(whole, own, point):
                yield links.joined(first, point)
        for corner, piece in zip(corners, pieces, strict=True):
            if links.apart(first, corner) and _touches(whole, own, piece):
                yield links.joined(first, corner)
        for earlier in curved[:place]:
            there = earlier.points[0]
            if links.apart(first, there) and hold_together(whole, own.simplices, earlier.simplices):
                yield links.joined(first, there)
        for number, cell in enumerate(cells):
            new = [corner for corner in held(number) if links.apart(first, corner)]
            if new and hold_together(whole, own.simplices, cell):
                yield from (links.joined(first, corner) for corner in new)


def _touches(whole: Cell, curved: CurvedPiece, piece: Piece) -> bool:
    """True if a known point of a curved piece is in a product of polytopes, or a corner of that on it."""
    corners = (tuple(map(reduced, point)) for point in product(*piece.vertices))
    return any(piece.holds(cell_of(point)) for point in curved.points) or any(
        is_on(whole, curved, corner) for corner in corners
    )


def is_on(whole: Cell, curved: CurvedPiece, point: Point) -> bool:
    """True if an equilibrium is on a curved piece: in its cell, all that is played there best."""
    if not all(map(_is_in_simplex, curved.simplices, point)):
        return False
    played = list(map(used_in, curved.simplices))
    return not BestConditions.of(whole.at(cell_of(point)), played).conditions


def cell_of(point: Point) -> ProfileCell:
    """The cell that is a single profile."""
    return tuple((mixture,) for mixture in point)


def _is_in_simplex(simplex: Sequence[Mixture], mixture: Mixture) -> bool:
    """True if a mixture is in the hull of some others, none of which is in the span of the rest."""
    normal = [[_product(a, b) for b in simplex] for a in simplex]
    found = solve_integers(normal, [_product(vertex, mixture) for vertex in simplex])
    if not isinstance(found, UniqueSolution) or min(found.numerators) < 0:
        return False
    weights = [_product(found.numerators, column) for column in zip(*simplex, strict=True)]
    return weights == [found.denominator * weight for weight in mixture]


def _product(first: Sequence[int], second: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(first, second, strict=True))
