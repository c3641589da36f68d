"""Certificates of splits: what an action changes for its owner, into its own effect and each other player's reaction."""

from collections.abc import Mapping

from gametheory_paradox.certificates.fields import CHANNELS_FIELDS, Checked, concept_in, exactly, game_in, mapping_in, text_in
from gametheory_paradox.claims.proofs import check_proof
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import delete, game_hash, scope_of
from gametheory_paradox.paradoxes.channels import Split, check_number, coalitions, habits_of, held_still, split_to_data
from gametheory_paradox.paradoxes.definition import names_of


def check_channels(data: Mapping[str, object]) -> Checked:
    """A split into channels: every game with some players frozen, and what follows from their equilibria."""
    exactly(data, CHANNELS_FIELDS, "a split into channels")
    game = game_in(data)
    concept, mover, action = concept_in(data, game), text_in(data, "mover"), text_in(data, "action")
    scope, proof = scope_of(game, mover, action, names_of(data, "at")), mapping_in(data, "proof")
    exactly(proof, ("without", "frozen"), "its proof")
    lacks = check_proof(delete(game, action, scope), concept, mover, proof["without"])
    habits, without = habits_of(game, lacks, mover, action, scope), lacks.payoffs(mover)
    if isinstance(habits, str):
        raise CertificateRejected(habits)
    check_number(game, habits)
    held, proofs = coalitions(habits), proof["frozen"]
    if not isinstance(proofs, list) or len(proofs) != len(held):
        raise CertificateRejected(f"expected a proof for each of {len(held)} coalitions that are frozen")
    payoffs = {}
    for one, given in zip(held, proofs, strict=True):
        found = check_proof(held_still(game, habits, one), concept, mover, given).payoffs(mover)
        payoffs[frozenset(one)] = (found.low, found.high)
    others = tuple(player for player in game.players if player != mover)
    split = Split(others, tuple(habits), (without.low, without.high), payoffs)
    for name, part in split_to_data(split, habits).items():
        if data[name] != part:
            raise CertificateRejected(f"{name!r} should be {part!r:.200}")
    return Checked("channels", "exact" if split.exact else "bounds", game_hash(game), {})
