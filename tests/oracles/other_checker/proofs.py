"""Equilibria that a proof establishes for a game, whatever its kind.

An answer has the listed ``profiles``; whether there are infinitely many equilibria (``infinite``), whether
that is certain (``counted``), and whether the profiles span the whole set (``spanning``).
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from .agents import deciders
from .cells import Asked, by_cells
from .games import single_nodes
from .patterns import by_patterns
from .pieces import by_payoff_pieces, by_subgame_pieces
from .reading import Unjudged, a_list, fields, need
from .subgames import by_subgames
from .tables import by_dominance, by_supports, by_vertices
from .trees import by_backward_induction
from .ways import values

CONCEPT = {
    "backward-induction": "subgame-perfect",
    "payoff-pieces": "subgame-perfect",
    "subgame-pieces": "subgame-perfect",
    "tree-table": "nash",
    "subgames": "subgame-perfect",
    "patterns": "perfect-bayesian",
    "consistent-patterns": "sequential",
}
MEASURED = ("backward-induction", "payoff-pieces", "patterns", "consistent-patterns")


def all_equilibria(game: dict[str, Any], concept: str, proof: Any, mover: int) -> dict[str, Any]:
    need(type(proof) is dict and type(proof.get("kind")) is str, "a proof has a kind")
    kind = proof["kind"]
    if game["form"] == "normal":
        need(
            concept == "nash" and kind in ("vertices", "supports", "dominance", "cells"),
            "there is no such proof for tables",
        )
        return of_table(game, proof, Asked({c: row[mover] for c, row in game["cells"].items()}, [mover]))
    need(CONCEPT.get(kind) == concept, "there is no such proof for trees and this concept")
    if "measure" in game and kind not in MEASURED:
        raise Unjudged("measures in trees in which somebody does not see all")
    if kind == "backward-induction":
        need(single_nodes(game), "this proof needs perfect information")
        return {**by_backward_induction(game, proof, mover), "counted": True}
    if kind == "payoff-pieces":
        need(single_nodes(game), "this proof needs perfect information")
        return {**by_payoff_pieces(game, proof, mover), "counted": True}
    if kind == "subgame-pieces":
        return by_subgame_pieces(game, proof, mover, of_table)
    if kind == "tree-table":
        _, tables = fields(proof, "kind", "tables")
        return of_strategies(game, a_list(tables), mover)
    if kind == "subgames":
        return by_subgames(game, proof, mover, of_table)
    return by_patterns(game, proof, mover, consistent=kind == "consistent-patterns")


def of_table(game: dict[str, Any], proof: Any, asked: Asked | None = None) -> dict[str, Any]:
    """As `all_equilibria`, with the ``mixtures`` besides; where all must be listed, without a player."""
    need(type(proof) is dict and type(proof.get("kind")) is str, "a proof has a kind")
    kind = proof["kind"]
    need(kind in ("vertices", "supports", "dominance", "cells"), "there is no such proof for tables")
    curved: list[Any] = []
    pieces: list[Any] = []
    known: list[Any] = []
    if kind == "dominance":
        mixtures, infinite = [by_dominance(game, proof)], False
    elif kind == "cells":
        found = by_cells(game, proof, asked)
        mixtures, infinite, curved = found["mixtures"], found["infinite"], found["curved"]
        pieces, known = found["pieces"], found["known"]
    else:
        need(len(game["players"]) == 2, "this proof is for two players")
        mixtures, infinite = by_vertices(game, proof) if kind == "vertices" else by_supports(game, proof)
    need(bool(mixtures), "a finite game has an equilibrium")
    profiles = [
        {
            (p, n): dict(zip(acts, mix, strict=True))
            for (p, n, acts), mix in zip(game["sets"], mixture, strict=True)
        }
        for mixture in mixtures
    ]
    spanning = kind != "cells" or not infinite
    return {
        "profiles": profiles,
        "mixtures": mixtures,
        "infinite": infinite,
        "spanning": spanning,
        "counted": True,
        "curved": curved,
        "pieces": pieces,
        "known": known,
    }


def of_strategies(game: dict[str, Any], proofs: list[Any], mover: int) -> dict[str, Any]:
    strategies = deciders(game)
    need(len(proofs) == bool(strategies.playing), "there is a proof for each table")
    if not proofs:
        return {"profiles": [strategies.profile([])], "infinite": False, "spanning": False, "counted": True}
    found = of_table(strategies.table(), proofs[0], Asked(*strategies.paid(mover)))
    profiles: list[Any] = []
    for mixture in found["mixtures"]:
        profile = strategies.profile(mixture)
        profiles += [profile] if profile not in profiles else []
    infinite = found["infinite"] and (len(profiles) > 1 or bool(found["curved"]))
    return {
        "profiles": profiles,
        "infinite": infinite,
        "spanning": False,
        "counted": not infinite or strategies.one_way(found["pieces"], found["known"]),
    }


def payoffs(game: dict[str, Any], found: dict[str, Any], player: int) -> list[Fraction]:
    """A player's distinct payoffs; the least and the greatest if there are infinitely many equilibria."""
    paid = sorted({expected(game, profile)[player] for profile in found["profiles"]})
    return [paid[0], paid[-1]] if found["infinite"] else paid


def expected(game: dict[str, Any], profile: Any) -> list[Fraction]:
    if "nodes" in game:
        return values(game, profile)[0]
    total = [Fraction(0)] * len(game["players"])
    mixtures = [list(profile[player, name].values()) for player, name, _ in game["sets"]]
    for cell, row in game["cells"].items():
        weight = prod((mix[a] for mix, a in zip(mixtures, cell, strict=True)), start=Fraction(1))
        if weight:
            total = [t + weight * p for t, p in zip(total, row, strict=True)]
    return total
