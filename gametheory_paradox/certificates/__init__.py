"""Certificates: claims as data, and ``verify``, which checks one by exact arithmetic and nothing else.

A certificate is JSON.  It holds the game, the claim and a proof, and no prose: sentences are computed from
its fields. ``verify`` rebuilds the claim from the game and refuses whatever the proof does not carry.  This
module and everything it imports use Python's standard library alone; docs/certificate.md describes every
field, enough to write another checker.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gametheory_paradox.certificates.channels import check_channels
from gametheory_paradox.certificates.fields import (
    EQUILIBRIUM_CONCEPTS,
    FORMAT,
    PARADOX_FIELDS,
    VERDICT_FIELDS,
    Checked,
    OptionRequest,
    concept_in,
    exactly,
    game_in,
    mapping_in,
    text_in,
)
from gametheory_paradox.certificates.maps import check_map, check_paradox_map
from gametheory_paradox.certificates.propositions import check_proposition
from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.games import Game, delete, game_hash, number_from_data
from gametheory_paradox.paradoxes.comparison_rails import COMPARISON_RAILS
from gametheory_paradox.paradoxes.definition import Claim, request_for
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import compare

__all__ = ["EQUILIBRIUM_CONCEPTS", "FORMAT", "MAX_BYTES", "Certificate", "Checked", "read_certificate", "verify"]

MAX_BYTES = 16_000_000
MOST_SAID = 500  # characters of a reason, which may name things of a file


@dataclass(frozen=True)
class Certificate:
    """A claim with its proof, as plain data.

    Parameters
    ----------
    data
        What docs/certificate.md describes.
    """

    data: Mapping[str, object]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return dict(self.data)


def read_certificate(path: str | Path) -> Certificate:
    """The certificate in a file; it is not checked.

    Raises
    ------
    FileNotFoundError, IsADirectoryError, PermissionError
        If the file cannot be read.
    ValueError
        If it is not JSON.
    CertificateRejected
        If it is JSON that cannot be a certificate.
    """
    with open(path, "rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise CertificateRejected(f"{path}: a certificate has at most {MAX_BYTES} bytes")
    try:
        data = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_without_repeats)
    except (UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise ValueError(f"{path}: not JSON: {problem}") from None
    except RecursionError:
        raise CertificateRejected(f"{path}: nested too deeply for a certificate") from None
    except ValueError as problem:  # a number too long for Python to read, or a repeated key
        raise CertificateRejected(f"{path}: {problem}") from None
    if not isinstance(data, dict):
        raise CertificateRejected(f"{path}: a certificate is a JSON object, not {type(data).__name__}")
    return Certificate(data)


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a field is named twice")
    return dict(pairs)


def verify(certificate: Certificate | Mapping[str, object]) -> Checked:
    """Checks a certificate: its game, its claim and its proof.

    Parameters
    ----------
    certificate
        A certificate, or its data.

    Returns
    -------
    What it proves.

    Raises
    ------
    CertificateRejected
        If anything in it is missing, malformed, or not proved.
    """
    data = certificate.data if isinstance(certificate, Certificate) else certificate
    try:
        if not isinstance(data, Mapping):
            raise CertificateRejected("a certificate is a JSON object")
        if type(data.get("format")) is not int or data["format"] != FORMAT:
            raise CertificateRejected(f"expected format {FORMAT}, got {data.get('format')!r:.60}")
        kind = data.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            raise CertificateRejected(f"expected a certificate of kind {', '.join(KINDS)}, got {kind!r:.60}")
        return KINDS[kind](data)
    except CertificateRejected:
        raise
    except (
        ParadoxError,
        ArithmeticError,
        ValueError,
        TypeError,
        LookupError,
        RecursionError,
        MemoryError,
    ) as problem:
        raise CertificateRejected(str(problem)[:MOST_SAID] or type(problem).__name__) from problem


def _check_verdict(data: Mapping[str, object]) -> Checked:
    exactly(data, VERDICT_FIELDS, "a verdict")
    game = game_in(data)
    request = OptionRequest.read(data, game)
    verdict, proof = text_in(data, "verdict"), mapping_in(data, "proof")
    exactly(proof, ("guard_rail",) if verdict == "impossible" else ("with", "without"), "its proof")
    if verdict == "impossible":
        _check_impossible(data, game, request, text_in(proof, "guard_rail"))
        return Checked("verdict", verdict, game_hash(game), {})
    has = check_proof(game, request.concept, request.mover, proof.get("with"))
    without = delete(game, request.action, request.scope)
    lacks = check_proof(without, request.concept, request.mover, proof.get("without"))
    claim = compare(has, lacks, request.mover, request.scope, request.action, request.quantifier)
    if claim is None:
        raise CertificateRejected("the proof does not show whether the action matters")
    for name, payoffs in claim.payoffs.items():
        _check_payoffs(name, data.get(name), data.get(f"{name}_infinite"), payoffs)
    _check_shown(data, claim)
    return Checked("verdict", verdict, game_hash(game), {}, claim)


def _check_shown(data: Mapping[str, object], claim: Claim) -> None:
    """The gap and the verdict must be those of the claim that the proof makes."""
    if number_from_data(data.get("gap")) != claim.gap:
        raise CertificateRejected(f"'gap' should be {claim.gap}")
    verdict, shown = text_in(data, "verdict"), "present" if claim.holds() else "absent"
    if verdict != shown:
        raise CertificateRejected(f"the proof shows the paradox {shown}, not {verdict!r:.60}")


def _check_paradox(data: Mapping[str, object]) -> Checked:
    exactly(data, PARADOX_FIELDS, "a paradox")
    game = game_in(data)
    name = text_in(data, "paradox")
    if name not in DEFINITIONS:
        raise CertificateRejected(
            f"the paradox {name!r:.60} is not known; known are {', '.join(DEFINITIONS)}"
        )
    definition, concept, mover = DEFINITIONS[name], concept_in(data, game), text_in(data, "mover")
    quantifier, details = text_in(data, "quantifier"), mapping_in(data, "details")
    request = request_for(
        game, definition, concept=concept, quantifier=quantifier, mover=mover, details=details
    )
    variants, proof, verdict = (
        definition.variants(game, request),
        mapping_in(data, "proof"),
        text_in(data, "verdict"),
    )
    if verdict == "impossible":
        exactly(proof, ("guard_rail",), "its proof")
        _compares_nothing(data, ("payoffs", "infinite", "gap"))
        named = text_in(proof, "guard_rail")
        if not any(rail.name == named and rail.covers(game, request, variants) for rail in COMPARISON_RAILS):
            raise CertificateRejected(f"the guard-rail {named!r:.60} does not cover this claim")
        return Checked("paradox", verdict, game_hash(game), {})
    exactly(proof, tuple(variants), "its proof")
    claim = definition.claim(
        game,
        request,
        {name: check_proof(variant, concept, mover, proof[name]) for name, variant in variants.items()},
    )
    if claim is None:
        raise CertificateRejected("the proof does not settle whether the paradox is present")
    payoffs, infinite = mapping_in(data, "payoffs"), mapping_in(data, "infinite")
    exactly(payoffs, tuple(claim.payoffs), "its payoffs")
    exactly(infinite, tuple(claim.payoffs), "its field 'infinite'")
    for name, found in claim.payoffs.items():
        _check_payoffs(name, payoffs[name], infinite[name], found)
    _check_shown(data, claim)
    return Checked("paradox", verdict, game_hash(game), {}, claim)


def _check_payoffs(name: str, stated: object, infinite: object, found: PayoffSet) -> None:
    if not isinstance(stated, list) or [number_from_data(p) for p in stated] != list(found.values):
        raise CertificateRejected(f"{name!r} should be {', '.join(map(str, found.values))}")
    if infinite is not found.infinite:
        raise CertificateRejected(f"'{name}_infinite' should be {found.infinite}")


def _check_impossible(data: Mapping[str, object], game: Game, request: "OptionRequest", name: str) -> None:
    _compares_nothing(data, ("with", "without", "with_infinite", "without_infinite", "gap"))
    rail = next((r for r in GUARD_RAILS if r.name == name), None)
    if rail is None or not rail.covers(
        game, request.action, request.scope, request.concept, request.quantifier
    ):
        raise CertificateRejected(f"the guard-rail {name!r:.60} does not cover this claim")


def _compares_nothing(data: Mapping[str, object], fields: tuple[str, ...]) -> None:
    if any(data[field] is not None for field in fields):
        raise CertificateRejected("an impossible paradox has no payoffs to compare")


KINDS: dict[str, Callable[[Mapping[str, object]], Checked]] = {
    "verdict": _check_verdict,
    "paradox": _check_paradox,
    "channels": check_channels,
    "map": check_map,
    "paradox-map": check_paradox_map,
    "proposition": check_proposition,
}
