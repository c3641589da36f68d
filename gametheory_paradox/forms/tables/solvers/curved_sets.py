"""Curved pieces of equilibria: sets of them, and the ranges of their payoffs.

What a chain is, and its sources, stand in :mod:`gametheory_paradox.forms.tables.proofs.piece_ranges`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from typing import Any

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import Root, value
from gametheory_paradox.forms import ExtensiveForm, NormalForm, without_measure
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.solvers.equilibria import Links
from gametheory_paradox.forms.solvers.integer_systems import UniqueSolution, solve_integers
from gametheory_paradox.forms.tables.proofs.condition_curves import BestConditions
from gametheory_paradox.forms.tables.proofs.curved_pieces import MOST_POINTS, CurvedPiece
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, ends_of
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import equilibrium_set, every_equilibrium
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.proofs.piece_ranges import (
    PieceForms,
    ends_on_edges,
    forms_on,
    knots_on_edges,
    range_on,
)
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, Mixture, ProfileCell, reduced, used_in
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.tables.solvers.curved_points import Chain, chains
from gametheory_paradox.forms.tables.solvers.curved_search import hold_together, rational_roots
from gametheory_paradox.forms.tables.solvers.nash_subsets import Piece
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import (
    every_nash_of_tree,
    every_subgame_perfect_of_tree,
)
from gametheory_paradox.forms.trees.proofs.tree_tables import TreeTable

# The least and greatest payoff on curved pieces: chains of players that show them, put into a proof
# ----------------------------------------------------------------------------


def with_ranges(
    game: NormalForm[Fraction] | ExtensiveForm[Fraction], player: str, proof: Mapping[str, Any]
) -> dict[str, Any]:
    """The proof with chains that show where a player's payoffs on curved pieces end.

    Parameters
    ----------
    game
        A table or a tree, with its measure if one is named.
    player
        Whose payoffs, or measure, are wanted.
    proof
        A proof by cells, complete and with curved pieces; of a tree, one with such proofs of its tables.
    """
    if isinstance(game, NormalForm):
        return _of_table(game, player, proof)
    tables: list[object] = []

    def prove(found: TreeTable) -> EquilibriumSet:
        assert found.table is not None
        first, own = found.table.players[0], proof["tables"][len(tables)]
        known = check_proof(found.table, "nash", first, own)
        if cover_of(known).curved:
            column = game.column(player)
            own = _of_table(found.paying(column), first, own, found.choosing(column))
        tables.append(own)
        return known

    every = every_nash_of_tree if proof["kind"] == "tree-table" else every_subgame_perfect_of_tree
    every(game, prove)
    return {**proof, "tables": tables}


def _of_table(
    game: NormalForm[Fraction], player: str, proof: Mapping[str, Any], choosing: Sequence[int] | None = None
) -> dict[str, Any]:
    """The proof by cells with a chain for each curved piece on which more may be paid than is known."""
    column, bare = game.column(player), without_measure(game)
    if choosing is None:
        choosing = () if game.measure else (column,)
    boxes = [IsolatingBox.from_data(box) for box in proof["boxes"]]
    found = every_equilibrium(bare, boxes, proof["cutting"])
    steps = [list(step) for step in proof["cutting"]]
    shown = list(zip([step for step in steps if step[0] == "c"], found.curved, strict=True))
    known = replace(equilibrium_set(game, player, found), ranges=None).payoffs(player)

    for step, piece in shown:
        low, high = range_on(game, column, piece, choosing).bounds
        if low < ends_of(known.low)[1] or high > ends_of(known.high)[0]:
            forms = forms_on(game, column, piece, choosing)
            chain = first_chain(forms)
            if chain is not None:
                step[3:] = [[*points_at_ends(forms, chain), *step[3]][:MOST_POINTS], chain]
    return {**proof, "cutting": steps}


def first_chain(forms: PieceForms) -> Chain | None:
    """A chain that shows the ends of what is paid on a piece; None if none is seen."""
    for chain in chains(forms.conditions, forms.sizes):
        try:
            ends_on_edges(forms, chain)
        except CertificateRejected:
            continue
        return chain
    return None


def points_at_ends(forms: PieceForms, chain: Chain) -> list[tuple[tuple[int, ...], ...]]:
    """A rational point for each end, if there are, by weights of each simplex's vertices."""
    ends = [end for end in ends_on_edges(forms, chain) if isinstance(end, Fraction)]
    found: dict[Number, tuple[tuple[int, ...], ...]] = {}
    for edge, knot in knots_on_edges(forms, chain):
        place = _rational(knot)
        paid = None if place is None else edge.paid_at(Root((), place, place))
        if place is not None and paid in ends and paid not in found:
            at = place.as_integer_ratio()
            mixed = {p: tuple([value(form, *at) for form in own]) for p, own in edge.mixtures.items()}
            found[paid] = tuple(reduced(mixed.get(player, (1,))) for player in range(len(forms.sizes)))
    return list(found.values())


def _rational(root: Root) -> Fraction | None:
    """The root itself, where it is rational."""
    if root.low == root.high:
        return root.low
    places = (Fraction(*place) for place in rational_roots(root.form))
    return next((place for place in places if root.low < place < root.high), None)


# Curved pieces among a game's equilibria: points to list them by, and what they hang together with
# ----------------------------------------------------------------------------

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
