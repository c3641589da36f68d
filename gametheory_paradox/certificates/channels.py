"""Certificates of splits: what an action, or a change of numbers, does to a player's payoff, directly and by each reaction."""

from collections.abc import Mapping

from gametheory_paradox.certificates.fields import (
    CHANGE_FIELDS,
    CHANNELS_FIELDS,
    Checked,
    concept_in,
    exactly,
    game_in,
    mapping_in,
    text_in,
)
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, delete, game_hash, scope_of
from gametheory_paradox.paradoxes.channels import (
    Split,
    check_number,
    coalitions,
    habits_before,
    habits_of,
    held_still,
    split_to_data,
)
from gametheory_paradox.paradoxes.comparative_statics import changed_game
from gametheory_paradox.paradoxes.definition import names_of


def check_channels(data: Mapping[str, object]) -> Checked:
    """A split into channels: every game with some players frozen, and what follows from their equilibria."""
    split = _check_change if "other" in data else _check_action
    game = game_in(data)
    return split(data, game, concept_in(data, game), text_in(data, "mover"))


def _check_action(data: Mapping[str, object], game: Game, concept: str, mover: str) -> Checked:
    exactly(data, CHANNELS_FIELDS, "a split into channels")
    action = text_in(data, "action")
    scope = scope_of(game, mover, action, names_of(data, "at"))
    lacks = _without(data, delete(game, action, scope), concept, mover)
    return _check_split(data, game, concept, mover, lacks, habits_of(game, lacks, mover, action, scope))


def _check_change(data: Mapping[str, object], game: Game, concept: str, mover: str) -> Checked:
    exactly(data, CHANGE_FIELDS, "a split of a change into channels")
    if mover not in game.players:
        raise CertificateRejected(f"{mover!r:.60} is not a player; the players are {', '.join(game.players)}")
    other = changed_game(game, data["other"])
    before = _without(data, game, concept, mover)
    return _check_split(data, other, concept, mover, before, habits_before(game, before, mover))


def _without(data: Mapping[str, object], game: Game, concept: str, mover: str) -> EquilibriumSet:
    proof = mapping_in(data, "proof")
    exactly(proof, ("without", "frozen"), "its proof")
    return check_proof(game, concept, mover, proof["without"])


def _check_split(
    data: Mapping[str, object],
    game: Game,
    concept: str,
    mover: str,
    lacks: EquilibriumSet,
    habits: dict[str, dict[str, str]] | str,
) -> Checked:
    """The parts: ``game`` is the one with the action, or after the change, ``lacks`` holds the equilibria without."""
    if isinstance(habits, str):
        raise CertificateRejected(habits)
    without, proof = lacks.payoffs(mover), mapping_in(data, "proof")
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
    return Checked("channels", "exact" if split.exact else "bounds", game_hash(game_in(data)), {})
