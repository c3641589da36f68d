"""The least and greatest payoff on curved pieces: chains of players that show them, put into a proof.

Source: as for :mod:`gametheory_paradox.claims.equilibria.ends_on_edges`, which says what a chain is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import Any

from gametheory_paradox.claims.equilibria.best_conditions import Condition
from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece
from gametheory_paradox.claims.equilibria.enclosed_numbers import ends_of
from gametheory_paradox.claims.equilibria.ends_on_edges import ends_on_edges
from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.every_nash_of_many import equilibrium_set, every_equilibrium
from gametheory_paradox.claims.equilibria.every_nash_of_trees import (
    every_nash_of_tree,
    every_subgame_perfect_of_tree,
)
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox
from gametheory_paradox.claims.equilibria.piece_ranges import forms_on, range_on
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.claims.equilibria.tree_table import TreeTable
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import ExtensiveForm, NormalForm, without_measure

MOST_DETERMINED = 3  # players in a chain besides the first

Chain = list[list[int]]


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
            chain = first_chain(game, column, piece, choosing)
            step += [] if chain is None else [chain]
    return {**proof, "cutting": steps}


def first_chain(
    game: NormalForm[Fraction], column: int, piece: CurvedPiece, choosing: Sequence[int]
) -> Chain | None:
    """A chain that shows the ends of what is paid in a column on a piece; None if none is seen."""
    forms = forms_on(game, column, piece, choosing)
    for chain in _chains(forms.conditions, forms.sizes):
        try:
            ends_on_edges(forms, chain)
        except CertificateRejected:
            continue
        return chain
    return None


def _chains(conditions: Sequence[Condition], sizes: Sequence[int]) -> Iterator[Chain]:
    """Chains after which no condition names two free players, those with few players first."""
    open_ = {player for player, size in enumerate(sizes) if size > 1}
    for count in range(MOST_DETERMINED + 2):
        for players in permutations(sorted(open_), count):
            free = open_.difference(players)
            if all(len(free.intersection(own.players)) < 2 for own in conditions):
                lone = [own for own in conditions if not free.intersection(own.players)]
                chain = _determining(players, lone, sizes)
                if chain is not None:
                    yield chain


def _determining(
    players: Sequence[int], conditions: Sequence[Condition], sizes: Sequence[int]
) -> Chain | None:
    """The players with the places of equations that determine their mixtures in turn; None if too few."""
    if not players:
        return []
    known, used, chain = {players[0]}, set[int](), [[players[0]]]

    for player in players[1:]:
        known.add(player)
        places = [
            place
            for place, own in enumerate(conditions)
            if own.is_equation
            and place not in used
            and player in own.players
            and known.issuperset(own.players)
        ][: sizes[player] - 1]
        if len(places) < sizes[player] - 1:
            return None
        used.update(places)
        chain.append([player, *places])
    return chain
