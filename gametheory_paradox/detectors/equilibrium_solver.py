"""Equilibria known for certain: of all equilibria of a game a proof, and what it establishes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.detectors.memory import Recall, solved
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, Profile, expected_payoffs, without_measure
from gametheory_paradox.solvers import Equilibria
from gametheory_paradox.solvers.deadline import Deadline

Shows = Callable[[Profile], bool]


@dataclass(frozen=True)
class EquilibriumProof:
    """All equilibria of a game, as far as one player's payoffs, or its measure, hang on them.

    Parameters
    ----------
    proof
        The proof, as a certificate holds it.
    equilibria
        What the trusted part makes of it.
    """

    proof: Mapping[str, object]
    equilibria: EquilibriumSet


class EquilibriumSolver:
    """Establishes the equilibria of games under one concept for one player's payoffs.

    Parameters
    ----------
    concept, mover
        Equilibria in which sense, and whose payoffs are wanted.
    deadline
        When to stop.
    """

    def __init__(self, concept: str, mover: str, deadline: Deadline):
        self.concept, self.mover, self.deadline = concept, mover, deadline
        self._known: Recall[Game, EquilibriumProof | str] = Recall()

    def __call__(self, game: Game, shows: Shows | None = None) -> EquilibriumProof | str:
        """What is established of a game's equilibria; a text says why nothing is.

        Parameters
        ----------
        game
            The game.
        shows
            Of several plans that attain the same bound, the ones to name.
        """
        return self._known.get(game, lambda: self._establish(game, shows))

    def _establish(self, game: Game, shows: Shows | None) -> EquilibriumProof | str:
        known = solved(without_measure(game), self.concept, self.deadline.left)
        if known.found.proof is None:  # a proof is made up, for this question
            return established(game, known.found, self.mover, shows)
        checked: EquilibriumProof | str = known.checked.get(
            (self.mover, game), lambda: established(game, known.found, self.mover)
        )
        return checked


def established(
    game: Game, found: Equilibria, mover: str, shows: Shows | None = None
) -> EquilibriumProof | str:
    """The proof of what is compared for a player over all equilibria; a text says why there is none.

    Parameters
    ----------
    game
        The game, with its measure if one is named.
    found
        What a solver found of the game with payoffs alone.
    mover
        Whose payoffs, or measure, are wanted.
    shows
        Of several plans that attain the same bound, the ones to name.
    """
    proof = found.proof
    if proof is None and found.method == "backward_induction" and len(found):
        column = game.column(mover)
        ranked = [
            (expected_payoffs(game, p)[column], shows is not None and shows(p), p) for p in found.profiles
        ]
        lowest = min(ranked, key=lambda entry: (entry[0], not entry[1]))[2]
        highest = max(ranked, key=lambda entry: entry[:2])[2]
        proof = {"kind": "backward-induction", "lowest": lowest.to_data(), "highest": highest.to_data()}
    if proof is None:
        return found.completeness.why
    try:
        return EquilibriumProof(proof, check_proof(game, found.concept, mover, proof))
    except CertificateRejected as problem:  # no pure plans attain the bounds, or a measure's range is open
        return str(problem) if found.completeness.status == "proved" else found.completeness.why
