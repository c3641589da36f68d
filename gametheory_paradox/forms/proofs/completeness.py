"""Proofs that a list of equilibria is complete: their kinds, and the check of each."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Game, without_measure
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.states.proofs.markov_perfect import by_pure_state_cells, by_state_cells
from gametheory_paradox.forms.states.proofs.ordered_states import by_ordered_states
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import by_cells
from gametheory_paradox.forms.tables.proofs.two_player_proofs import by_dominance, by_supports, by_vertices
from gametheory_paradox.forms.trees.proofs.every_assessment import by_consistent_patterns, by_patterns
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import (
    by_tables,
    every_nash_of_tree,
    every_subgame_perfect_of_tree,
)
from gametheory_paradox.forms.trees.proofs.plans_under_ties import (
    by_backward_induction,
    by_payoff_pieces,
    by_subgame_pieces,
)

# The kinds of proofs that a list of equilibria is complete: what each is about, and who checks it
# ----------------------------------------------------------------------------


class ProofKind(NamedTuple):
    """A kind of proof.

    Parameters
    ----------
    concept
        The equilibria that it is about.
    fields
        Its fields beside its kind.
    check
        What it establishes, from the game, the player whose payoff is bounded, and its fields.
    has_proofs
        Whether it holds proofs about other games; what checks these is then a keyword, ``check``.
    with_measure
        Whether it is checked with the measure of a game; otherwise without, and the measure of finitely many
        equilibria is computed.
    """

    concept: str
    fields: tuple[str, ...]
    check: Callable[..., EquilibriumSet]
    has_proofs: bool = False
    with_measure: bool = False


_by_tree_table = partial(by_tables, every=every_nash_of_tree)
_by_subgames = partial(by_tables, every=every_subgame_perfect_of_tree)
_NASH, _PERFECT = "nash", "subgame-perfect"

PROOFS: Mapping[str, ProofKind] = {
    "vertices": ProofKind(_NASH, ("perturbations", "vertices"), by_vertices),
    "supports": ProofKind(_NASH, (), by_supports),
    "dominance": ProofKind(_NASH, ("steps",), by_dominance),
    "cells": ProofKind(_NASH, ("boxes", "cutting"), by_cells, with_measure=True),
    "backward-induction": ProofKind(
        _PERFECT, ("lowest", "highest"), by_backward_induction, with_measure=True
    ),
    "payoff-pieces": ProofKind(_PERFECT, ("cuts", "plans"), by_payoff_pieces, with_measure=True),
    "subgame-pieces": ProofKind(
        _PERFECT, ("cuts", "plans", "tables"), by_subgame_pieces, has_proofs=True, with_measure=True
    ),
    "tree-table": ProofKind(_NASH, ("tables",), _by_tree_table, has_proofs=True, with_measure=True),
    "subgames": ProofKind(_PERFECT, ("tables",), _by_subgames, has_proofs=True, with_measure=True),
    "patterns": ProofKind("perfect-bayesian", ("assessments", "steps"), by_patterns, with_measure=True),
    "pure-state-cells": ProofKind("pure-markov-perfect", ("cutting",), by_pure_state_cells),
    "state-cells": ProofKind("markov-perfect", ("boxes", "cutting"), by_state_cells),
    "ordered-states": ProofKind("markov-perfect", ("parts",), by_ordered_states, has_proofs=True),
    "consistent-patterns": ProofKind(
        "sequential", ("assessments", "steps"), by_consistent_patterns, with_measure=True
    ),
}


# Proofs that a list of equilibria is complete, as data
#
# A proof is a mapping whose ``kind`` is a key of ``PROOFS`` (see
# :mod:`~gametheory_paradox.forms.proofs.completeness`); docs/certificate.md describes the other fields.
#
# Where a game names a measure, its equilibria are still those of the payoffs, and all that is new is the
# range of the measure over them.  Of finitely many it is computed.  Infinitely many equilibria of a table, or
# of a tree by its table, are products of polytopes of mixtures whose corners are all listed; a measure is
# linear in each player's mixture, so that its ends are at corners.  Equilibria of which only bounds are known
# are compared with those that are listed, and curved pieces bounded, in the measure too.  Backward induction
# bounds the measure node by node as it does payoffs, by intervals or by pieces.  Subgame by subgame,
# infinitely many equilibria of an inner subgame must be worth the same in the measure too, or pieces bound
# it. Patterns bound the measure as they bound payoffs.
# ------------------------------------------------------


def check_proof(game: Game, concept: str, player: str, data: object, **of_cells: Any) -> EquilibriumSet:
    """Checks a proof about all equilibria of a game under a concept; bounds are for ``player``.

    Best replies are about payoffs, whatever measure the game names.  Further keywords are for a proof by
    cells alone: see :func:`~gametheory_paradox.forms.tables.proofs.every_nash_of_many.by_cells`.

    Raises
    ------
    CertificateRejected
        If the proof is of another concept or form, or does not hold.
    InvalidGame
        If a list, a number or a name in it is malformed.
    """
    name = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(name, str) or name not in PROOFS:
        raise CertificateRejected(f"expected a proof of kind {', '.join(PROOFS)}, got {name!r:.60}")
    kind = PROOFS[name]
    if set(data) != {"kind", *kind.fields}:
        fields = ", ".join(("kind", *kind.fields))
        raise CertificateRejected(f"a proof by {name} has exactly the fields {fields}")
    if kind.concept != concept:
        raise CertificateRejected(f"a proof by {name} is about {kind.concept} equilibria, not {concept}")

    further = {"check": check_proof} if kind.has_proofs else of_cells if name == "cells" else {}
    if not game.measure or kind.with_measure:
        return kind.check(game, player, data, **further)
    found = kind.check(without_measure(game), player, data, **further)
    return replace(found, game=game)
