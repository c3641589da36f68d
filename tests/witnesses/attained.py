"""Proofs of a certificate about a tree with ties, seen by the definitions alone."""

from gametheory_paradox.forms import expected_payoffs, profile_from_data
from gametheory_paradox.forms.proofs.nash import is_subgame_perfect
from gametheory_paradox.paradoxes.definitions import DEFINITIONS


def by_pieces(verdict):
    """True where pieces of payoffs prove what is compared, whose ends mixed plans may attain."""
    return any(proof["kind"] == "payoff-pieces" for proof in verdict.certificate.data["proof"].values())


def assert_attained(verdict, *sampled):
    """Plans in the certificate, subgame perfect by definition, pay the ends, which hold all that was sampled.

    ``sampled`` are the least and the greatest payoff of some equilibria with the action, and without it.
    """
    variants = DEFINITIONS["option"].variants(verdict.game, verdict.question)
    for (side, game), (least, greatest) in zip(variants.items(), sampled, strict=True):
        proof, own = verdict.certificate.data["proof"][side], verdict.comparison.payoffs[side]
        listed = proof.get("plans") or [proof["lowest"], proof["highest"]]
        plans = [profile_from_data(game.information_sets, plan) for plan in listed]
        assert all(is_subgame_perfect(game, plan) for plan in plans)
        paid = {expected_payoffs(game, plan)[game.column(verdict.question.mover)] for plan in plans}
        assert {own.low, own.high} <= paid
        assert own.low <= least <= greatest <= own.high
