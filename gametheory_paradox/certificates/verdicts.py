"""Certificates of verdicts: present or absent, impossible by a theorem, and split in channels."""

from collections.abc import Mapping

from gametheory_paradox.certificates.fields import (
    Verification,
    check_shown,
    field_of,
    game_in,
    hash_in,
    question_in,
)
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm, StochasticGame
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, number_to_data
from gametheory_paradox.forms.proofs.listed_equilibria import exact_ends
from gametheory_paradox.forms.records import check_fields
from gametheory_paradox.paradoxes.channels import (
    BEFORE_AND_AFTER,
    Split,
    check_number,
    coalitions,
    habits_of,
    held_still,
    split_to_data,
)
from gametheory_paradox.paradoxes.definition import AnyForm, Claim, Definition
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import MARKOV_PERFECT, QUESTION_FIELDS, VERDICT_CONCEPTS, Question

# Certificates that a paradox is impossible: a theorem rules it out
# ------------------------------------------------------------------


def check_impossible(
    data: Mapping[str, object], game: AnyForm, question: Question, variants: Mapping[str, AnyForm]
) -> None:
    """The guard-rail that the proof names must cover the claim."""
    check_fields(proof := field_of(data, "proof", dict), "guard_rail")
    if (question.concept == MARKOV_PERFECT) != isinstance(game, StochasticGame):
        raise CertificateRejected(f"{question.concept} equilibrium is not a concept for this form of game")
    if question.concept != "nash" and isinstance(game, NormalForm):
        raise CertificateRejected(
            f"{question.concept} equilibrium is a concept for trees, and this is a table"
        )
    named = field_of(proof, "guard_rail", str)
    if not any(rail.name == named and rail.covers(game, question, variants) for rail in GUARD_RAILS):
        raise CertificateRejected(f"the guard-rail {named!r:.60} does not cover this claim")


# Certificates about one game: its variants' equilibria compared, or a theorem that rules the paradox out
# ----------------------------------------------------------------------------

VERDICT = ("format", "kind", *QUESTION_FIELDS, "game", "verdict", "payoffs", "infinite", "gap", "proof")


def check_verdict(data: Mapping[str, object]) -> Verification:
    """Checks a verdict: the equilibria of every game that is compared, and the comparison."""
    check_fields(data, *VERDICT)
    verdict, proof = field_of(data, "verdict", str), field_of(data, "proof", dict)
    question = question_in(data, game := game_in(data))
    definition = DEFINITIONS[question.paradox]
    if question.concept not in VERDICT_CONCEPTS:
        raise CertificateRejected(f"no verdict rests on the concept {question.concept!r:.60}")
    if definition.variants is None or definition.claim is None:
        raise CertificateRejected(f"the {definition.name} paradox is proved by a map")

    if verdict == "impossible":
        check_impossible(data, game, question, definition.variants(game, question))
        claim, shown = None, verdict
    else:
        compared = definition.claim(game, question, equilibria_proved(definition, game, question, proof))
        if isinstance(compared, str):
            raise CertificateRejected(f"the proof does not settle it: {compared}")
        claim, shown = compared, "present" if compared.holds() else "absent"

    check_shown(data, {**comparison_to_data(claim), "verdict": shown})
    return Verification("verdict", verdict, hash_in(data), {}, claim)


def comparison_to_data(claim: Claim | None) -> dict[str, object]:
    """The compared payoffs as JSON; null where there are none."""
    if claim is None:
        return {"payoffs": None, "infinite": None, "gap": None}
    return {
        "payoffs": {name: [number_to_data(p) for p in own.values] for name, own in claim.payoffs.items()},
        "infinite": {name: own.infinite for name, own in claim.payoffs.items()},
        "gap": number_to_data(claim.gap, signed=True),
    }


def equilibria_proved(
    definition: Definition, game: AnyForm, question: Question, proof: Mapping[str, object]
) -> dict[str, EquilibriumSet]:
    """All equilibria of every game that is compared, by its name, as a proof with a part for each shows."""
    assert definition.variants is not None
    sets: dict[str, EquilibriumSet] = {}
    variants = definition.variants(game, question)
    while variants:
        for name, variant in variants.items():
            sets[name] = check_proof(variant, str(question.concept), question.mover, proof.get(name))
        # Some variants follow from the equilibria of earlier ones.
        further = definition.further(game, question, sets) if definition.further else {}
        if isinstance(further, str):
            raise CertificateRejected(f"the proof does not settle it: {further}")
        variants = further
    check_fields(proof, *sets)
    return sets


# Certificates of splits: a change in a payoff, by action or by numbers, as direct effect and reactions
# ----------------------------------------------------------------------------

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
