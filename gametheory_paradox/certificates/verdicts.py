"""Certificates about one game: its variants' equilibria compared, or a theorem that rules the paradox out."""

from collections.abc import Mapping

from gametheory_paradox.certificates.fields import check_shown, field_of, hash_in, question_in
from gametheory_paradox.certificates.game_field import game_in
from gametheory_paradox.certificates.impossible import check_impossible
from gametheory_paradox.certificates.verification import Verification
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, number_to_data
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.json_fields import check_fields
from gametheory_paradox.paradoxes.claim import Claim
from gametheory_paradox.paradoxes.definition import AnyForm, Definition
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QUESTION_FIELDS, VERDICT_CONCEPTS

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
