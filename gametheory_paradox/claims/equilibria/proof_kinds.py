"""The kinds of proofs that a list of equilibria is complete: what each is about, and who checks it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

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
from gametheory_paradox.claims.equilibria.ordered_states import by_ordered_states
from gametheory_paradox.claims.equilibria.plans_under_ties import by_payoff_pieces, by_subgame_pieces
from gametheory_paradox.claims.equilibria.support_pairs import by_supports


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
