"""What is known for certain of all equilibria of a game: a proof, and what it establishes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.claims.equilibria.selection import SELECTION_RULES, selected_payoffs
from gametheory_paradox.detectors.memory import solved
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, Profile, expected_payoffs
from gametheory_paradox.paradoxes.option import AnyQuantifier
from gametheory_paradox.solvers import Equilibria


@dataclass(frozen=True)
class Established:
    """All equilibria of a game, as far as one player's payoffs hang on them.

    Parameters
    ----------
    proof
        The proof, as a certificate holds it.
    equilibria
        What the trusted part makes of it.
    """

    proof: Mapping[str, object]
    equilibria: EquilibriumSet


def established(
    found: Equilibria, mover: str, prefer: Callable[[Profile], bool] | None = None
) -> Established | None:
    """The proof of all of a player's equilibrium payoffs, and what it establishes; None if there is none.

    Parameters
    ----------
    found
        What a solver found.
    mover
        Whose payoffs are wanted.
    prefer
        Of several plans that attain the same bound, which to name.
    """
    proof = found.proof
    if proof is None and found.method == "backward_induction" and len(found):
        who = found.game.players.index(mover)
        ranked = [
            (expected_payoffs(found.game, p)[who], prefer is not None and prefer(p), p)
            for p in found.profiles
        ]
        lowest = min(ranked, key=lambda entry: (entry[0], not entry[1]))[2]
        highest = max(ranked, key=lambda entry: entry[:2])[2]
        proof = {"kind": "backward-induction", "lowest": lowest.to_data(), "highest": highest.to_data()}
    return None if proof is None else _checked(found, mover, proof)


def _checked(found: Equilibria, mover: str, proof: Mapping[str, object]) -> Established | None:
    try:
        return Established(proof, check_proof(found.game, found.concept, mover, proof))
    except CertificateRejected:  # with ties: no pure plans attain the bounds
        return None


def unselected(found: EquilibriumSet, quantifier: AnyQuantifier) -> str | None:
    """Why a selection rule selects none of the equilibria; None if it does, or the quantifier is no such rule."""
    rule = next((rule for rule in SELECTION_RULES if rule == quantifier), None)
    selected = None if rule is None else selected_payoffs(found, rule)
    return selected if isinstance(selected, str) else None


def establish(
    game: Game,
    concept: str,
    mover: str,
    budget: float | None,
    prefer: Callable[[Profile], bool] | None = None,
) -> Established | str:
    """What is established of a game's equilibria; a text says why nothing is.

    Parameters
    ----------
    game, concept
        The game, and equilibria in which sense.
    mover, prefer
        As for ``established``.
    budget
        Seconds for the game.
    """
    known = solved(game, concept, budget)
    if known.found.proof is None:  # a proof is made up, for this question
        return established(known.found, mover, prefer) or known.found.completeness.why
    if mover not in known.checked:
        known.checked[mover] = established(known.found, mover) or known.found.completeness.why
    found = known.checked[mover]
    assert isinstance(found, Established | str)
    return found


class Solving:
    """Solves games under one concept for one player's payoffs, each game once.

    Parameters
    ----------
    concept, mover
        Equilibria in which sense, and whose payoffs are wanted.
    budget
        Seconds for each game.
    """

    def __init__(self, concept: str, mover: str, budget: float | None):
        self.concept, self.mover, self.budget = concept, mover, budget
        self._known: dict[Game, Established | str] = {}

    def __call__(self, game: Game) -> Established | str:
        """What is established of a game's equilibria; a text says why nothing is."""
        if game not in self._known:
            self._known[game] = establish(game, self.concept, self.mover, self.budget)
        return self._known[game]
