"""Certificates: claims as data, and ``verify``, which checks one by exact arithmetic and nothing else.

A certificate is JSON.  It holds the game, the claim and a proof, and no prose: sentences are computed from its fields.
``verify`` rebuilds the claim from the game and refuses whatever the proof does not carry.  This module and everything it
imports use Python's standard library alone; docs/certificate.md describes every field, enough to write another checker.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from gametheory_paradox.claims.cells import check_cutting
from gametheory_paradox.claims.defined import check_defined, formulas
from gametheory_paradox.claims.equilibrium_set import PayoffSet
from gametheory_paradox.claims.family_branches import branches_of
from gametheory_paradox.claims.logic import primitive_part
from gametheory_paradox.claims.proofs import check_proof
from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.games import (
    ExtensiveForm,
    Game,
    NormalForm,
    Scope,
    delete,
    formula_from_data,
    game_from_data,
    game_hash,
    game_to_data,
    number_from_data,
    scope_of,
)
from gametheory_paradox.games.canonical import polynomial_from_data
from gametheory_paradox.paradoxes.channels import Split, check_number, coalitions, habits_of, held_still, split_to_data
from gametheory_paradox.paradoxes.definition import Claim, names_of, request_for
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import QUANTIFIERS, Quantifier, compare, statement
from gametheory_paradox.polynomials import Polynomial

FORMAT = 1
MAX_BYTES = 16_000_000
MOST_SAID = 500  # characters of a reason, which may name things of a file
CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")


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


@dataclass(frozen=True)
class Checked:
    """What an accepted certificate proves.

    Parameters
    ----------
    kind, verdict
        "verdict" with present, absent or impossible; "paradox" with present or absent; "channels" with exact or bounds; or
        "map" with what share of the box is proved.
    game
        The canonical hash of the game, or of the game with parameters, that it is about.
    at
        For a map, the values of the parameters that are not charted.
    claim
        What is compared and how it comes out; None for a map, and where a theorem rules the paradox out.
    """

    kind: str
    verdict: str
    game: str
    at: Mapping[str, Fraction]
    claim: Claim | None = None


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
    except (ParadoxError, ArithmeticError, ValueError, TypeError, LookupError, RecursionError, MemoryError) as problem:
        raise CertificateRejected(str(problem)[:MOST_SAID] or type(problem).__name__) from problem


def _check_verdict(data: Mapping[str, object]) -> Checked:
    _exactly(data, VERDICT_FIELDS, "a verdict")
    game = _game(data)
    request = _Request.read(data, game)
    verdict, proof = _text(data, "verdict"), _mapping(data, "proof")
    _exactly(proof, ("guard_rail",) if verdict == "impossible" else ("with", "without"), "its proof")
    if verdict == "impossible":
        _check_impossible(data, game, request, _text(proof, "guard_rail"))
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
    verdict, shown = _text(data, "verdict"), "present" if claim.holds() else "absent"
    if verdict != shown:
        raise CertificateRejected(f"the proof shows the paradox {shown}, not {verdict!r:.60}")


def _check_paradox(data: Mapping[str, object]) -> Checked:
    _exactly(data, PARADOX_FIELDS, "a paradox")
    game = _game(data)
    name = _text(data, "paradox")
    if name not in DEFINITIONS:
        raise CertificateRejected(f"the paradox {name!r:.60} is not known; known are {', '.join(DEFINITIONS)}")
    definition, concept, mover = DEFINITIONS[name], _concept(data, game), _text(data, "mover")
    quantifier, details = _text(data, "quantifier"), _mapping(data, "details")
    request = request_for(game, definition, concept=concept, quantifier=quantifier, mover=mover, details=details)
    variants, proof = definition.variants(game, request), _mapping(data, "proof")
    _exactly(proof, tuple(variants), "its proof")
    claim = definition.claim(
        game, request, {name: check_proof(variant, concept, mover, proof[name]) for name, variant in variants.items()}
    )
    if claim is None:
        raise CertificateRejected("the proof does not settle whether the paradox is present")
    payoffs, infinite = _mapping(data, "payoffs"), _mapping(data, "infinite")
    _exactly(payoffs, tuple(claim.payoffs), "its payoffs")
    _exactly(infinite, tuple(claim.payoffs), "its field 'infinite'")
    for name, found in claim.payoffs.items():
        _check_payoffs(name, payoffs[name], infinite[name], found)
    _check_shown(data, claim)
    return Checked("paradox", _text(data, "verdict"), game_hash(game), {}, claim)


def _check_payoffs(name: str, stated: object, infinite: object, found: PayoffSet) -> None:
    if not isinstance(stated, list) or [number_from_data(p) for p in stated] != list(found.values):
        raise CertificateRejected(f"{name!r} should be {', '.join(map(str, found.values))}")
    if infinite is not found.infinite:
        raise CertificateRejected(f"'{name}_infinite' should be {found.infinite}")


def _check_impossible(data: Mapping[str, object], game: Game, request: "_Request", name: str) -> None:
    if any(data[field] is not None for field in ("with", "without", "with_infinite", "without_infinite", "gap")):
        raise CertificateRejected("an impossible paradox has no payoffs to compare")
    rail = next((r for r in GUARD_RAILS if r.name == name), None)
    if rail is None or not rail.covers(game, request.action, request.scope, request.concept, request.quantifier):
        raise CertificateRejected(f"the guard-rail {name!r:.60} does not cover this claim")


def _check_channels(data: Mapping[str, object]) -> Checked:
    _exactly(data, CHANNELS_FIELDS, "a split into channels")
    game = _game(data)
    concept, mover, action = _concept(data, game), _text(data, "mover"), _text(data, "action")
    scope, proof = scope_of(game, mover, action, names_of(data, "at")), _mapping(data, "proof")
    _exactly(proof, ("without", "frozen"), "its proof")
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


def _check_map(data: Mapping[str, object]) -> Checked:
    _exactly(data, MAP_FIELDS, "a map")
    form = game_from_data(data.get("game"), formula_from_data)
    _check_written(data, form)
    request = _Request.read(data, form)
    at = {name: number_from_data(value) for name, value in _mapping(data, "at").items()}
    over = data.get("over")
    box = {name: _interval(ends) for name, ends in _mapping(data, "box").items()}
    if not isinstance(over, list) or set(over) != set(box) or len(over) != len(box) or set(at) & set(over) or len(over) > 10:
        raise CertificateRejected("'over', 'box' and 'at' do not name each parameter once")
    if request.concept != ("subgame-perfect" if isinstance(form, ExtensiveForm) else "nash"):
        raise CertificateRejected(f"maps of this form are not about {request.concept} equilibria")
    named = {name for formula, _ in formulas(form) for name in formula.names}
    if not over or not named <= {*over, *at}:
        raise CertificateRejected("a variable of the formulas is neither in 'over' nor in 'at'")
    fixed = form.map(lambda formula: formula.at(at))
    check_defined(fixed, box)
    proof = _mapping(data, "proof")
    _exactly(proof, ("factors", "cutting"), "its proof")
    factors = _factors(proof.get("factors"))
    has = branches_of(fixed, factors)
    lacks = branches_of(delete(fixed, request.action, request.scope), factors)
    who = form.players.index(request.mover)
    members = [form.players.index(p) for p in request.scope.players]
    claim, exception = statement(has, lacks, who, members, request.action, request.quantifier, factors)
    shares = check_cutting(claim, exception, {name: box[name] for name in over}, _text(proof, "cutting"))
    undecided = 1 - shares.present - shares.absent
    for name, ends in (
        ("present", [shares.present, 1 - shares.absent]),
        ("absent", [shares.absent, 1 - shares.present]),
        ("undecided", undecided),
    ):
        stated = data.get(name)
        given = [number_from_data(p) for p in stated] if isinstance(stated, list) else number_from_data(stated)
        if given != ends:
            raise CertificateRejected(f"{name!r} should be {ends if isinstance(ends, Fraction) else ' to '.join(map(str, ends))}")
    if type(data.get("cells")) is not int or data["cells"] != shares.cells:
        raise CertificateRejected(f"'cells' should be {shares.cells}")
    verdict = f"present on {shares.present} to {1 - shares.absent} of the box"
    return Checked("map", verdict, game_hash(form), at)


CLAIM_FIELDS = ("format", "kind", "paradox", "concept", "quantifier", "mover", "action", "scope", "game", "proof")
VERDICT_FIELDS = (*CLAIM_FIELDS, "verdict", "with", "without", "with_infinite", "without_infinite", "gap")
PARADOX_FIELDS = (
    *("format", "kind", "paradox", "concept", "quantifier", "mover", "details", "game"),
    *("verdict", "payoffs", "infinite", "gap", "proof"),
)
CHANNELS_FIELDS = (
    *("format", "kind", "concept", "mover", "action", "at", "game", "habits", "frozen"),
    *("without", "change", "direct", "reactions", "proof"),
)
MAP_FIELDS = (*CLAIM_FIELDS, "over", "box", "at", "present", "absent", "undecided", "cells")

KINDS: dict[str, Callable[[Mapping[str, object]], Checked]] = {
    "verdict": _check_verdict,
    "paradox": _check_paradox,
    "channels": _check_channels,
    "map": _check_map,
}


@dataclass(frozen=True)
class _Request:
    """What is claimed, apart from numbers."""

    concept: str
    quantifier: Quantifier
    mover: str
    action: str
    scope: Scope

    @classmethod
    def read(cls, data: Mapping[str, object], game: NormalForm[Any] | ExtensiveForm[Any]) -> "_Request":
        from_data = _mapping(data, "scope")
        concept, quantifier = _concept(data, game), _text(data, "quantifier")
        mover, action, kind = _text(data, "mover"), _text(data, "action"), _text(from_data, "kind")
        if data.get("paradox") != "option":
            raise CertificateRejected(f"the paradox {data.get('paradox')!r:.60} is not known; known is 'option'")
        known = next((q for q in QUANTIFIERS if q == quantifier), None)
        if known is None:
            raise CertificateRejected(f"the quantifier is not known: {quantifier!r:.60}")
        at = _names(from_data, "information_sets") if kind == "information_set" else ()
        coalition = _names(from_data, "players") if kind == "coalition" else ()
        scope = scope_of(game, mover, action, at, coalition)
        if scope.to_data() != dict(from_data):
            raise CertificateRejected("the scope is not one of this game")
        return cls(concept, known, mover, action, scope)


def _concept(data: Mapping[str, object], game: NormalForm[Any] | ExtensiveForm[Any]) -> str:
    concept = _text(data, "concept")
    if concept not in CONCEPTS:
        raise CertificateRejected(f"the concept is not known: {concept!r:.60}")
    if concept != "nash" and isinstance(game, NormalForm):
        raise CertificateRejected(f"{concept} equilibrium is a concept for trees, and this is a table")
    return concept


def _exactly(data: Mapping[str, object], names: tuple[str, ...], what: str) -> None:
    if set(data) != set(names):
        raise CertificateRejected(f"{what} has exactly the fields {', '.join(names)}")


def _game(data: Mapping[str, object]) -> Game:
    game = game_from_data(data.get("game"), number_from_data)
    _check_written(data, game)
    return game


def _check_written(data: Mapping[str, object], game: NormalForm[Any] | ExtensiveForm[Any]) -> None:
    """The game must stand there exactly as it is written, with its hash and nothing else."""
    if data["game"] != {**game_to_data(game), "hash": game_hash(game)}:
        raise CertificateRejected("the game is not written as it should be, or its hash does not belong to it")


def _factors(data: object) -> Callable[[Polynomial], tuple[Polynomial, ...]]:
    if not isinstance(data, list):
        raise CertificateRejected("'factors' is not a list")
    known: dict[Polynomial, tuple[Polynomial, ...]] = {}
    for entry in data:
        if not isinstance(entry, list) or len(entry) != 2 or not isinstance(entry[1], list):
            raise CertificateRejected("a factorization is malformed")
        whole, parts = polynomial_from_data(entry[0]), [polynomial_from_data(p) for p in entry[1]]
        product = Polynomial.constant(1)
        for part in parts:
            product = product * part
            if any(product.degree(name) > whole.degree(name) for name in product.names):
                raise CertificateRejected("a factorization does not multiply out")
        if not whole or product != whole or primitive_part(whole)[1] != whole:
            raise CertificateRejected("a factorization does not multiply out")
        known[whole] = tuple(parts)
    return lambda polynomial: known.get(polynomial, (polynomial,))


def _interval(data: object) -> tuple[Fraction, Fraction]:
    if not isinstance(data, list) or len(data) != 2:
        raise CertificateRejected(f"expected the two ends of a range, got {data!r:.60}")
    low, high = number_from_data(data[0]), number_from_data(data[1])
    if low >= high:
        raise CertificateRejected(f"the range {low} to {high} has no length")
    return low, high


def _mapping(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = data.get(name)
    if not isinstance(value, Mapping):
        raise CertificateRejected(f"the field {name!r} is missing or malformed")
    return value


def _text(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise CertificateRejected(f"the field {name!r} is missing or malformed")
    return value


def _names(data: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = data.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CertificateRejected(f"the field {name!r} is missing or malformed")
    return tuple(value)
