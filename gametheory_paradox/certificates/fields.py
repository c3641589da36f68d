"""The fields of a certificate: what each kind has, and how they are read; whatever is missing or malformed is rejected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.claims.parameters.logic import primitive_part
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import (
    ExtensiveForm,
    Game,
    NormalForm,
    Scope,
    game_from_data,
    game_hash,
    game_to_data,
    number_from_data,
    scope_of,
)
from gametheory_paradox.games.canonical import polynomial_from_data
from gametheory_paradox.paradoxes.definition import Claim
from gametheory_paradox.paradoxes.option import AnyQuantifier, quantifier_named
from gametheory_paradox.polynomials import Polynomial

FORMAT = 1
EQUILIBRIUM_CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")


@dataclass(frozen=True)
class Checked:
    """What an accepted certificate proves.

    Parameters
    ----------
    kind, verdict
        "verdict" with present, absent or impossible; "paradox" with the same; "map" or "paradox-map" with
        what share of the box is proved; "proposition", which holds; "channels" with exact or bounds.
    game
        The canonical hash of the game, or of the game with parameters, that it is about.
    at
        For a map, the values of the parameters that are not charted.
    claim
        What is compared and how it comes out; None for other kinds, and where a theorem rules the paradox
        out.
    """

    kind: str
    verdict: str
    game: str
    at: Mapping[str, Fraction]
    claim: Claim | None = None


CLAIM_FIELDS = (
    "format",
    "kind",
    "paradox",
    "concept",
    "quantifier",
    "mover",
    "action",
    "scope",
    "game",
    "proof",
)
VERDICT_FIELDS = (*CLAIM_FIELDS, "verdict", "with", "without", "with_infinite", "without_infinite", "gap")
PARADOX_FIELDS = (
    *("format", "kind", "paradox", "concept", "quantifier", "mover", "details", "game"),
    *("verdict", "payoffs", "infinite", "gap", "proof"),
)
CHANNELS_FIELDS = (
    *("format", "kind", "concept", "mover", "action", "at", "game", "habits", "frozen"),
    *("without", "change", "direct", "reactions", "proof"),
)
CHANGE_FIELDS = (*(name for name in CHANNELS_FIELDS if name not in ("action", "at")), "other")
CHARTED = ("over", "box", "at", "present", "absent", "undecided", "cells")
MAP_FIELDS = (*CLAIM_FIELDS, *CHARTED)
PARADOX_MAP_FIELDS = (
    *("format", "kind", "paradox", "concept", "quantifier", "mover", "details", "least", "game", "proof"),
    *CHARTED,
)
PROPOSITION_FIELDS = (
    "format",
    "kind",
    "concept",
    "claim",
    "assuming",
    "game",
    "over",
    "box",
    "at",
    "cells",
    "proof",
)
OPTION_ASKED = ("paradox", "concept", "quantifier", "mover", "action", "scope")
PARADOX_ASKED = ("paradox", "concept", "quantifier", "mover", "details", "least")


@dataclass(frozen=True)
class OptionRequest:
    """What is claimed, apart from numbers."""

    concept: str
    quantifier: AnyQuantifier
    mover: str
    action: str
    scope: Scope

    @classmethod
    def read(cls, data: Mapping[str, object], game: NormalForm[Any] | ExtensiveForm[Any]) -> "OptionRequest":
        """What a verdict or a map is about."""
        from_data = mapping_in(data, "scope")
        concept, quantifier = concept_in(data, game), text_in(data, "quantifier")
        mover, action, kind = text_in(data, "mover"), text_in(data, "action"), text_in(from_data, "kind")
        if data.get("paradox") != "option":
            raise CertificateRejected(
                f"the paradox {data.get('paradox')!r:.60} is not known; known is 'option'"
            )
        known = quantifier_named(quantifier, "a map", selecting=data.get("kind") == "verdict")
        at = names_in(from_data, "information_sets") if kind == "information_set" else ()
        coalition = names_in(from_data, "players") if kind == "coalition" else ()
        scope = scope_of(game, mover, action, at, coalition)
        if scope.to_data() != dict(from_data):
            raise CertificateRejected("the scope is not one of this game")
        return cls(concept, known, mover, action, scope)


def concept_in(data: Mapping[str, object], game: NormalForm[Any] | ExtensiveForm[Any]) -> str:
    """The concept, which the form of game must have."""
    concept = text_in(data, "concept")
    if concept not in EQUILIBRIUM_CONCEPTS:
        raise CertificateRejected(f"the concept is not known: {concept!r:.60}")
    if concept != "nash" and isinstance(game, NormalForm):
        raise CertificateRejected(f"{concept} equilibrium is a concept for trees, and this is a table")
    return concept


def exactly(data: Mapping[str, object], names: tuple[str, ...], what: str) -> None:
    """Refuse an object that has other fields than these."""
    if set(data) != set(names):
        raise CertificateRejected(f"{what} has exactly the fields {', '.join(names)}")


def game_in(data: Mapping[str, object]) -> Game:
    """The game, which must stand there as it is written."""
    game = game_from_data(data.get("game"), number_from_data)
    check_written(data, game)
    return game


def check_written(data: Mapping[str, object], game: NormalForm[Any] | ExtensiveForm[Any]) -> None:
    """The game must stand there exactly as it is written, with its hash and nothing else."""
    if data["game"] != {**game_to_data(game), "hash": game_hash(game)}:
        raise CertificateRejected(
            "the game is not written as it should be, or its hash does not belong to it"
        )


def factors_in(data: object) -> Callable[[Polynomial], tuple[Polynomial, ...]]:
    """The factorizations, each multiplied out, as what looks one up."""
    if not isinstance(data, list):
        raise CertificateRejected("'factors' is not a list")
    known: dict[Polynomial, tuple[Polynomial, ...]] = {}
    for entry in data:
        if not isinstance(entry, list) or len(entry) != 2 or not isinstance(entry[1], list):
            raise CertificateRejected("a factorization is malformed")
        if not all(isinstance(polynomial, list) for polynomial in (entry[0], *entry[1])):
            raise CertificateRejected("a polynomial is a list of terms")
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


def interval_in(data: object) -> tuple[Fraction, Fraction]:
    """A range: its two ends, the lower first."""
    if not isinstance(data, list) or len(data) != 2:
        raise CertificateRejected(f"expected the two ends of a range, got {data!r:.60}")
    low, high = number_from_data(data[0]), number_from_data(data[1])
    if low >= high:
        raise CertificateRejected(f"the range {low} to {high} has no length")
    return low, high


def mapping_in(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    """A field that is an object."""
    value = data.get(name)
    if not isinstance(value, Mapping):
        raise CertificateRejected(f"the field {name!r} is missing or malformed")
    return value


def text_in(data: Mapping[str, object], name: str) -> str:
    """A field that is text."""
    value = data.get(name)
    if not isinstance(value, str):
        raise CertificateRejected(f"the field {name!r} is missing or malformed")
    return value


def names_in(data: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A field that is a list of texts."""
    value = data.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CertificateRejected(f"the field {name!r} is missing or malformed")
    return tuple(value)
