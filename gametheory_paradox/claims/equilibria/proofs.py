"""Proofs that a list of equilibria is complete, as data.

A proof is a mapping whose ``kind`` is a key of ``PROOFS`` (see
:mod:`~gametheory_paradox.claims.equilibria.proof_kinds`); docs/certificate.md describes the other fields.

Where a game names a measure, its equilibria are still those of the payoffs, and all that is new is the range
of the measure over them.  Of finitely many it is computed.  Infinitely many equilibria of a table, or of a
tree by its table, are products of polytopes of mixtures whose corners are all listed; a measure
is linear in each player's mixture, so that its ends are at corners.  Equilibria of which only bounds are
known are compared with those that are listed, and curved pieces bounded, in the measure too.  Backward
induction bounds the measure node by node as it does payoffs, by intervals or by pieces.  Subgame by subgame,
infinitely many equilibria of an inner subgame must be worth the same in the measure too, or pieces bound it.
Patterns bound the measure as they bound payoffs.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.proof_kinds import PROOFS
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, without_measure


def check_proof(game: Game, concept: str, player: str, data: object, **of_cells: Any) -> EquilibriumSet:
    """Checks a proof about all equilibria of a game under a concept; bounds are for ``player``.

    Best replies are about payoffs, whatever measure the game names.  Further keywords are for a proof by
    cells alone: see :func:`~gametheory_paradox.claims.equilibria.every_nash_of_many.by_cells`.

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
