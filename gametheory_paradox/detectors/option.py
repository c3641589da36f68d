"""Decides whether the mover would be better off without an action.

First the guard-rails; then all equilibria of the game and of the game without the action; then the definition.  An empty
or incomplete list of equilibria on either side leaves the question undecided, unless bounds of the mover's payoff settle it.
"""

from collections.abc import Mapping

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.claims.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.proofs import check_proof
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.verdict import Absent, Impossible, Present, Undecided, Verdict, comparison_to_data
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, delete, expected_payoffs, game_hash, game_to_data
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import OptionParadox, compare, uses
from gametheory_paradox.solvers import Equilibria, solve


def detect_option(game: Game, question: Question, budget: float | None) -> Verdict:
    """Decides whether a game holds an option paradox.

    Parameters
    ----------
    game, question
        The game and what is asked.
    budget
        Seconds for the equilibria of each of the two games.
    """
    for rail in GUARD_RAILS:
        if rail.covers(game, question.action, question.scope, question.concept, question.quantifier):
            certificate = _certificate(game, question, "impossible", {"guard_rail": rail.name})
            return Impossible(game, question, f"{rail.name}: {rail.says}", certificate=certificate)
    proofs: dict[str, object] = {}
    sets: dict[str, EquilibriumSet] = {}
    for side, one in (("with", game), ("without", delete(game, question.action, question.scope))):
        found = solve(one, concept=question.concept, budget=budget)
        established = _established(found, question)
        if established is None:
            return Undecided(game, question, f"{side} {question.action!r}: {found.completeness.why}")
        proofs[side], sets[side] = established
    return _compare(game, question, sets["with"], sets["without"], proofs)


def _established(found: Equilibria, question: Question) -> tuple[Mapping[str, object], EquilibriumSet] | None:
    """A proof of all the mover's equilibrium payoffs, and what it establishes; None if there is none."""
    proof, mover = found.proof, question.mover
    if proof is None and found.method == "backward_induction" and len(found):
        # Of the plans that attain a bound, one that uses the action shows more: that the action matters.
        ranked = [
            (
                expected_payoffs(found.game, p)[found.game.players.index(mover)],
                uses(found.game, p, question.scope, question.action),
                p,
            )
            for p in found.profiles
        ]
        lowest = min(ranked, key=lambda entry: (entry[0], not entry[1]))[2]
        highest = max(ranked, key=lambda entry: entry[:2])[2]
        proof = {"kind": "backward-induction", "lowest": lowest.to_data(), "highest": highest.to_data()}
    if proof is None:
        return None
    try:
        return proof, check_proof(found.game, found.concept, mover, proof)
    except CertificateRejected:  # with ties: no pure plans attain the bounds
        return None


def _compare(game: Game, question: Question, has: EquilibriumSet, lacks: EquilibriumSet, proofs: Mapping[str, object]) -> Verdict:
    claim = compare(has, lacks, question.mover, question.scope, question.action, question.quantifier)
    if claim is None:
        return Undecided(game, question, "with ties, whether the action changes the equilibria is not settled")
    kind = Present if claim.holds() else Absent
    certificate = _certificate(game, question, kind.name, proofs, claim)
    return kind(game, question, _why(question, claim), claim, certificate)


def _why(question: Question, claim: OptionParadox) -> str:
    has, lacks = claim.with_action, claim.without_action
    first, without, second, with_ = {
        "strong": ("at least", lacks.low, "at most", has.high),
        "best": ("at best", lacks.high, "at best", has.high),
        "worst": ("at worst", lacks.low, "at worst", has.low),
        "possible": ("at best", lacks.high, "at worst", has.low),
    }[question.quantifier]
    taken = f"{question.action!r}{question.where}"
    compared = f"without {taken} {question.mover} gets {first} {without}, with it {second} {with_}"
    if claim.gap > 0 and not claim.matters:
        return f"{compared}; but no equilibrium uses the action and the equilibria are the same"
    return compared


def _certificate(
    game: Game, question: Question, verdict: str, proof: Mapping[str, object], claim: OptionParadox | None = None
) -> Certificate:
    return Certificate(
        {
            "format": FORMAT,
            "kind": "verdict",
            **question.to_data(),
            "verdict": verdict,
            **comparison_to_data(claim),
            "game": {**game_to_data(game), "hash": game_hash(game)},
            "proof": dict(proof),
        }
    )
