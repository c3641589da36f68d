"""Certificates of splits: a change in a payoff, by action or by numbers, as direct effect and reactions."""

from collections.abc import Mapping

from gametheory_paradox.certificates.fields import (
    check_shown,
    field_of,
    hash_in,
    question_in,
)
from gametheory_paradox.certificates.game_field import game_in
from gametheory_paradox.certificates.verification import Verification
from gametheory_paradox.claims.equilibria.exact_ends import exact_ends
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.json_fields import check_fields
from gametheory_paradox.paradoxes.channels import (
    BEFORE_AND_AFTER,
    Split,
    check_number,
    coalitions,
    habits_of,
    held_still,
    split_to_data,
)
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question_fields import QUESTION_FIELDS

SPLIT = ("habits", "frozen", "without", "change", "direct", "reactions")
CHANNELS = ("format", "kind", *QUESTION_FIELDS, "game", *SPLIT, "proof")


def check_channels(data: Mapping[str, object]) -> Verification:
    """A split into channels: every game with some players frozen, and what follows from their equilibria."""
    check_fields(data, *CHANNELS, *(["plans"] if "plans" in data else []))
    if data["paradox"] not in BEFORE_AND_AFTER:
        raise CertificateRejected(f"a split is of {' or '.join(BEFORE_AND_AFTER)}")
    definition, (before, after) = DEFINITIONS[str(data["paradox"])], BEFORE_AND_AFTER[str(data["paradox"])]
    game, proof = game_in(data), field_of(data, "proof", dict)
    question = question_in(data, game)
    check_fields(proof, "without", "frozen")
    if question.coalition:
        raise CertificateRejected("a split is of what one player has, not of what a coalition has")
    assert definition.variants is not None

    # The game as it is, before and after.
    variants = definition.variants(game, question)
    concept, mover, full = str(question.concept), question.mover, variants[after]
    lacks = check_proof(variants[before], concept, mover, proof["without"])
    without, proofs = exact_ends(lacks, mover), proof["frozen"]
    if not isinstance(proofs, list) or not proofs:
        raise CertificateRejected("expected a proof for each coalition that is frozen, first for nobody")
    has = check_proof(full, concept, mover, proofs[0])

    # Who could react, and what each does when it is frozen.
    known = habits_of(full, lacks, has, question)
    if isinstance(known, str):
        raise CertificateRejected(known)
    habits, plans = known
    check_number(full, habits)

    # The game with every coalition of these frozen.
    held = coalitions(habits)
    if len(proofs) != len(held):
        raise CertificateRejected(f"expected a proof for each of {len(held)} coalitions that are frozen")
    payoffs = {frozenset[str](): exact_ends(has, mover)}
    for one, given in zip(held[1:], proofs[1:], strict=True):
        found = check_proof(held_still(full, habits, one), concept, mover, given)
        payoffs[frozenset(one)] = exact_ends(found, mover)

    others = tuple(player for player in full.players if player != mover)
    split = Split(others, tuple(habits), without, payoffs)
    check_shown(data, split_to_data(split, habits, plans))
    return Verification("channels", "exact" if split.exact else "bounds", hash_in(data), {})
