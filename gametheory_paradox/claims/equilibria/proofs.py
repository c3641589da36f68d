"""Proofs that a list of equilibria is complete, as data: the kinds there are, and how each is read and checked.

A proof is a mapping whose ``kind`` is a key of PROOFS; the other fields are described in docs/certificate.md.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from gametheory_paradox.claims.equilibria.dominance import Elimination, only_equilibrium
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.every_assessment import every_assessment
from gametheory_paradox.claims.equilibria.every_nash import (
    Corner,
    Vertex,
    best_response_constraints,
    corners,
    extreme_equilibria,
)
from gametheory_paradox.claims.equilibria.every_nash_of_many import equilibrium_set, every_equilibrium
from gametheory_paradox.claims.equilibria.every_nash_of_trees import (
    Prove,
    every_nash_of_tree,
    every_subgame_perfect_of_tree,
)
from gametheory_paradox.claims.equilibria.every_subgame_perfect import equilibria_between
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox
from gametheory_paradox.claims.equilibria.patterns import check_size
from gametheory_paradox.claims.equilibria.support_pairs import equilibria_by_supports
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm, Profile, number_from_data
from gametheory_paradox.games.assessments import Assessment, Trembles

Data = Mapping[str, object]
MOST_LISTED = 2_000  # assessments
MOST_TABLES = 20_000  # of the subgames of one tree
MOST_CELLS_IN_ALL = 200_000  # of these tables


def check_proof(game: Game, concept: str, player: str, data: object) -> EquilibriumSet:
    """What a proof establishes about all equilibria of a game under a concept; bounds are for ``player``.

    Raises
    ------
    CertificateRejected
        If the proof is malformed, of another concept or form, or does not hold.
    """
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(kind, str) or kind not in PROOFS:
        raise CertificateRejected(f"expected a proof of kind {', '.join(PROOFS)}, got {kind!r:.60}")
    proves, fields, check = PROOFS[kind]
    if set(data) != {"kind", *fields}:
        raise CertificateRejected(
            f"a proof by {kind} has exactly the fields kind, {', '.join(fields)}".rstrip(", ")
        )
    if proves != concept:
        raise CertificateRejected(f"a proof by {kind} is about {proves} equilibria, not {concept}")
    return check(game, player, data)


def _by_vertices(game: Game, player: str, data: Data) -> EquilibriumSet:
    table = _two_player_table(game)
    perturbations, vertices = _sequence(data.get("perturbations"), 2), _sequence(data.get("vertices"), 2)
    sides: list[list[Corner]] = []
    for mixing in (0, 1):
        listed = [_vertex(v) for v in _sequence(vertices[mixing])]
        perturbation = [_integer(r) for r in _sequence(perturbations[mixing])]
        sides.append(corners(best_response_constraints(table, mixing), perturbation, listed))
    return extreme_equilibria(table, *sides)[0]


def _by_supports(game: Game, player: str, data: Data) -> EquilibriumSet:
    table = _two_player_table(game)
    profiles, nondegenerate = equilibria_by_supports(table)
    if not nondegenerate:
        raise CertificateRejected(
            "the game is degenerate: supports of equal size do not give every equilibrium"
        )
    return EquilibriumSet(table, profiles, infinite=False, spanning=True)


def _by_backward_induction(game: Game, player: str, data: Data) -> EquilibriumSet:
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("backward induction needs a tree")
    lowest, highest = (
        Profile.from_data(game.information_sets, data.get(end)) for end in ("lowest", "highest")
    )
    return equilibria_between(game, player, lowest, highest)


def _by_dominance(game: Game, player: str, data: Data) -> EquilibriumSet:
    if not isinstance(game, NormalForm):
        raise CertificateRejected("iterated dominance needs a table")
    steps = [_elimination(game, step) for step in _sequence(data.get("steps"))]
    return only_equilibrium(game, steps)


def _by_cells(game: Game, player: str, data: Data) -> EquilibriumSet:
    if not isinstance(game, NormalForm):
        raise CertificateRejected("a proof by cells needs a table")
    boxes = [IsolatingBox.from_data(box) for box in _sequence(data.get("boxes"))]
    cutting = [_sequence(step) for step in _sequence(data.get("cutting"))]
    return equilibrium_set(game, every_equilibrium(game, boxes, cutting))


def _by_patterns(game: Game, player: str, data: Data) -> EquilibriumSet:
    return _patterns(game, player, data, consistent=False)


def _by_consistent_patterns(game: Game, player: str, data: Data) -> EquilibriumSet:
    return _patterns(game, player, data, consistent=True)


def _by_reduced_normal_form(game: Game, player: str, data: Data) -> EquilibriumSet:
    return _by_tables(game, data, every_nash_of_tree)


def _by_subgames(game: Game, player: str, data: Data) -> EquilibriumSet:
    return _by_tables(game, data, every_subgame_perfect_of_tree)


def _by_tables(
    game: Game, data: Data, every: Callable[[ExtensiveForm[Fraction], Prove], EquilibriumSet]
) -> EquilibriumSet:
    """All equilibria of a tree from one proof for each table that is met, in that order."""
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("this proof needs a tree")
    tables = _sequence(data.get("tables"))
    if len(tables) > MOST_TABLES:
        raise CertificateRejected(f"there are more than {MOST_TABLES:,} tables")
    met, cells = 0, 0

    def prove(table: NormalForm[Fraction]) -> EquilibriumSet:
        nonlocal met, cells
        met, cells = met + 1, cells + len(table.payoffs)
        if cells > MOST_CELLS_IN_ALL:
            raise CertificateRejected(f"the tables have more than {MOST_CELLS_IN_ALL:,} cells")
        if met > len(tables):
            raise CertificateRejected("a table has no proof")
        return check_proof(table, "nash", table.players[0], tables[met - 1])

    found = every(game, prove)
    if met < len(tables):
        raise CertificateRejected("there are more proofs than tables")
    return found


def _patterns(game: Game, player: str, data: Data, *, consistent: bool) -> EquilibriumSet:
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("a proof by patterns needs a tree")
    check_size(game)
    fields = {"profile", "beliefs", "trembles"} if consistent else {"profile", "beliefs"}
    entries = _sequence(data.get("assessments"))
    if len(entries) > MOST_LISTED:
        raise CertificateRejected(f"there are more than {MOST_LISTED:,} assessments")
    listed = []
    for entry in entries:
        if not isinstance(entry, Mapping) or set(entry) != fields:
            raise CertificateRejected(f"an assessment has exactly the fields {', '.join(sorted(fields))}")
        assessment = Assessment.from_data(game, entry["profile"], entry["beliefs"])
        listed.append((assessment, Trembles.from_data(game, entry["trembles"]) if consistent else None))
    return every_assessment(
        game, player, consistent=consistent, listed=listed, steps=_sequence(data.get("steps"))
    )


# For each kind: the concept it is about, its fields, and how it is checked.
PROOFS: dict[str, tuple[str, tuple[str, ...], Callable[[Game, str, Data], EquilibriumSet]]] = {
    "vertices": ("nash", ("perturbations", "vertices"), _by_vertices),
    "supports": ("nash", (), _by_supports),
    "dominance": ("nash", ("steps",), _by_dominance),
    "cells": ("nash", ("boxes", "cutting"), _by_cells),
    "backward-induction": ("subgame-perfect", ("lowest", "highest"), _by_backward_induction),
    "reduced-normal-form": ("nash", ("tables",), _by_reduced_normal_form),
    "subgames": ("subgame-perfect", ("tables",), _by_subgames),
    "patterns": ("perfect-bayesian", ("assessments", "steps"), _by_patterns),
    "consistent-patterns": ("sequential", ("assessments", "steps"), _by_consistent_patterns),
}


def _two_player_table(game: Game) -> NormalForm[Fraction]:
    if not isinstance(game, NormalForm) or len(game.players) != 2:
        raise CertificateRejected("this proof needs a table with two players")
    return game


def _vertex(data: object) -> Vertex:
    denominator, standard, shifted = _sequence(data, 3)
    return Vertex(
        _integer(denominator),
        tuple(_integer(x) for x in _sequence(standard)),
        tuple(_integer(x) for x in _sequence(shifted)),
    )


def _elimination(game: NormalForm[Fraction], data: object) -> Elimination:
    if (
        not isinstance(data, Mapping)
        or set(data) != {"player", "action", "by"}
        or not isinstance(data["by"], Mapping)
    ):
        raise CertificateRejected("an elimination is malformed")
    player, action, by = data.get("player"), data.get("action"), data["by"]
    if player not in game.players:
        raise CertificateRejected(f"an elimination names {player!r:.60}, who is not a player")
    who = game.players.index(player)
    if action not in game.actions[who] or any(name not in game.actions[who] for name in by):
        raise CertificateRejected(f"an elimination names an action that {player} does not have")
    mixture = tuple((game.actions[who].index(name), number_from_data(weight)) for name, weight in by.items())
    return Elimination(who, game.actions[who].index(action), mixture)


def _sequence(data: object, length: int | None = None) -> Sequence[object]:
    if not isinstance(data, list | tuple) or (length is not None and len(data) != length):
        raise CertificateRejected(
            f"expected a list{'' if length is None else f' of {length}'} in a proof, got {data!r:.60}"
        )
    return data


def _integer(data: object) -> int:
    if isinstance(data, bool) or not isinstance(data, int):
        raise CertificateRejected(f"expected a whole number in a proof, got {data!r:.60}")
    return data
