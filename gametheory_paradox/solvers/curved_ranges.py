"""The least and greatest payoff on curved pieces: chains of players that show them, put into a proof.

Source: as for :mod:`gametheory_paradox.claims.equilibria.ends_on_edges`, which says what a chain is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from gametheory_paradox.claims.equilibria.binary_forms import value
from gametheory_paradox.claims.equilibria.curved_pieces import MOST_POINTS
from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, ends_of
from gametheory_paradox.claims.equilibria.ends_on_edges import PieceForms, ends_on_edges, knots_on_edges
from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.every_nash_of_many import equilibrium_set, every_equilibrium
from gametheory_paradox.claims.equilibria.every_nash_of_trees import (
    every_nash_of_tree,
    every_subgame_perfect_of_tree,
)
from gametheory_paradox.claims.equilibria.form_roots import Root
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox
from gametheory_paradox.claims.equilibria.piece_ranges import forms_on, range_on
from gametheory_paradox.claims.equilibria.profile_cells import reduced
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.claims.equilibria.tree_table import TreeTable
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import ExtensiveForm, NormalForm, without_measure
from gametheory_paradox.solvers.chains import Chain, chains
from gametheory_paradox.solvers.curved_search import rational_roots


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
