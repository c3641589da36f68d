"""Proofs that a list of equilibria is complete, as data: the kinds there are, and who checks each.

A proof is a mapping whose ``kind`` is a key of PROOFS; the other fields are described in docs/certificate.md.

Where a game names a measure, its equilibria are still those of the payoffs, and all that is new is the range
of the measure over them.  Of finitely many it is computed.  Infinitely many equilibria of a table, or of a
tree by its reduced normal form, are products of polytopes of mixtures whose corners are all listed; a measure
is linear in each player's mixture, so that its ends are at corners.  Equilibria of which only bounds are
known, and curved pieces, are compared with those that are listed, in the measure too.  Backward induction
bounds the measure node by node as it does payoffs, by intervals or by pieces.  Subgame by subgame, infinitely
many equilibria of an inner subgame must be worth the same in the measure too, or pieces bound it.  Patterns
that bound a payoff say nothing of a measure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from gametheory_paradox.claims.equilibria.dominance import by_dominance
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.every_assessment import by_consistent_patterns, by_patterns
from gametheory_paradox.claims.equilibria.every_markov_perfect import by_pure_state_cells, by_state_cells
from gametheory_paradox.claims.equilibria.every_nash import by_vertices
from gametheory_paradox.claims.equilibria.every_nash_of_many import by_cells
from gametheory_paradox.claims.equilibria.every_nash_of_trees import (
    by_tables,
    every_nash_of_tree,
    every_subgame_perfect_of_tree,
)
from gametheory_paradox.claims.equilibria.every_subgame_perfect import by_backward_induction
from gametheory_paradox.claims.equilibria.plans_under_ties import by_payoff_pieces, by_subgame_pieces
from gametheory_paradox.claims.equilibria.proof_fields import Data
from gametheory_paradox.claims.equilibria.strategy_chains import Order
from gametheory_paradox.claims.equilibria.support_pairs import by_supports
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.measures import without_measure
from gametheory_paradox.games.profiles import Game


def check_proof(
    game: Game, concept: str, player: str, data: object, orders: Sequence[Order] = ()
) -> EquilibriumSet:
    """What a proof establishes about all equilibria of a game under a concept; bounds are for ``player``.

    Best replies are about payoffs, whatever measure the game names.  With orders of strategies the game is
    the table of a tree, and its equilibria are told up to how they are played.

    Raises
    ------
    CertificateRejected
        If the proof is of another concept or form, or does not hold.
    InvalidGame
        If a list, a number or a name in it is malformed.
    """
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(kind, str) or kind not in PROOFS:
        raise CertificateRejected(f"expected a proof of kind {', '.join(PROOFS)}, got {kind!r:.60}")
    proves, fields, check = PROOFS[kind]
    if set(data) != {"kind", *fields}:
        raise CertificateRejected(f"a proof by {kind} has exactly the fields {', '.join(('kind', *fields))}")
    if proves != concept:
        raise CertificateRejected(f"a proof by {kind} is about {proves} equilibria, not {concept}")
    if orders and kind == "cells":
        return by_cells(game, player, data, orders)
    if not game.measure or kind in COLUMN_BY_COLUMN:
        return check(game, player, data)
    found = check(without_measure(game), player, data)
    if found.infinite and kind in BOUNDS_ALONE:
        raise CertificateRejected(
            f"there are infinitely many equilibria, and the range of {game.measure!r:.60} over them "
            "is not settled"
        )
    return replace(found, game=game)


_by_reduced_normal_form = partial(by_tables, every=every_nash_of_tree, check=check_proof)
_by_subgames = partial(by_tables, every=every_subgame_perfect_of_tree, check=check_proof)
_by_subgame_pieces = partial(by_subgame_pieces, check=check_proof)

# For each kind: the concept it is about, its fields, and how it is checked.
PROOFS: dict[str, tuple[str, tuple[str, ...], Callable[[Game, str, Data], EquilibriumSet]]] = {
    "vertices": ("nash", ("perturbations", "vertices"), by_vertices),
    "supports": ("nash", (), by_supports),
    "dominance": ("nash", ("steps",), by_dominance),
    "cells": ("nash", ("boxes", "cutting"), by_cells),
    "backward-induction": ("subgame-perfect", ("lowest", "highest"), by_backward_induction),
    "payoff-pieces": ("subgame-perfect", ("cuts", "plans"), by_payoff_pieces),
    "subgame-pieces": ("subgame-perfect", ("cuts", "plans", "tables"), _by_subgame_pieces),
    "reduced-normal-form": ("nash", ("tables",), _by_reduced_normal_form),
    "subgames": ("subgame-perfect", ("tables",), _by_subgames),
    "patterns": ("perfect-bayesian", ("assessments", "steps"), by_patterns),
    "pure-state-cells": ("pure-markov-perfect", ("cutting",), by_pure_state_cells),
    "state-cells": ("markov-perfect", ("boxes", "cutting"), by_state_cells),
    "consistent-patterns": ("sequential", ("assessments", "steps"), by_consistent_patterns),
}
COLUMN_BY_COLUMN = (
    "cells",
    "backward-induction",
    "payoff-pieces",
    "subgame-pieces",
    "subgames",
)  # these are checked with the measure
BOUNDS_ALONE = ("patterns", "consistent-patterns")  # of infinitely many these bound one player's payoff alone
