"""Certificates about games that go on: every stationary equilibrium, and what a repeated game can pay."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from gametheory_paradox.certificates.fields import (
    Verification,
    check_shown,
    field_of,
    game_in,
    hash_in,
)
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import (
    Profile,
    RepeatedGame,
    StochasticGame,
    expected_payoffs,
    without_measure,
)
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.records import check_fields
from gametheory_paradox.forms.states.proofs.payoff_polygons import CONCEPT, check_polygons
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds, interval_to_data
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.paradoxes.question import MARKOV_PERFECT

STATIONARY = (MARKOV_PERFECT, f"pure-{MARKOV_PERFECT}")
EQUILIBRIA = ("format", "kind", "concept", "game", "equilibria", "proof")
PAYOFFS = ("format", "kind", "concept", "game", "outer", "inner", "proof")


def check_equilibria(data: Mapping[str, object]) -> Verification:
    """Checks that a list holds every stationary equilibrium of a game, or every pure one."""
    check_fields(data, *EQUILIBRIA)
    game, concept = game_in(data), field_of(data, "concept", str)
    if not isinstance(game, StochasticGame) or concept not in STATIONARY:
        raise CertificateRejected(f"lists are certified of stochastic games, under {' or '.join(STATIONARY)}")
    found = check_proof(game, concept, game.players[0], data["proof"])
    in_boxes = [own.bounds for own in cover_of(found).stationary]
    check_shown(data, {"equilibria": listed_equilibria(game, found.profiles, in_boxes)})
    return Verification("equilibria", "complete", hash_in(data), {})


def listed_equilibria(
    game: StochasticGame[Fraction], profiles: Iterable[Profile], boxes: Iterable[ProfileBounds]
) -> list[object]:
    """Equilibria as a certificate lists them: those known exactly in a fixed order, then bounds of others."""
    exact = sorted(profiles, key=lambda profile: profile.probabilities, reverse=True)
    paid = [[(p, p) for p in expected_payoffs(game, profile)] for profile in exact]
    listed = [*zip(exact, paid, strict=True), *((own, own.payoff_bounds(game)) for own in boxes)]
    return [
        {
            "profile": own.to_data(),
            "payoffs": dict(zip(game.players, map(interval_to_data, payoffs), strict=False)),
        }
        for own, payoffs in listed
    ]


def check_payoffs(data: Mapping[str, object]) -> Verification:
    """Checks an outer and an inner polygon of what pure subgame perfect equilibria of a repeated game pay."""
    check_fields(data, *PAYOFFS)
    game, proof = game_in(data), field_of(data, "proof", dict)
    check_fields(proof, "kind", "outers")
    if not isinstance(game, RepeatedGame) or data["concept"] != CONCEPT:
        raise CertificateRejected(f"sets of payoffs are certified of {CONCEPT} play of repeated games")
    if proof["kind"] != "payoff-polygons":
        raise CertificateRejected("a set of payoffs is proved by payoff-polygons")
    outer, inner = check_polygons(without_measure(game), proof["outers"], data["inner"])
    check_shown(data, {"outer": outer.to_data()})
    return Verification("payoffs", "exact" if inner == outer else "bounds", hash_in(data), {})
