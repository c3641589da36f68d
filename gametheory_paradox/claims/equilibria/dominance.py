"""Iterated elimination of strictly dominated actions: what survives contains every Nash equilibrium.

Each step names an action and a mixture of the same player's surviving actions that gives strictly more
against every combination of the others' surviving actions.  If one profile survives, it is the only
equilibrium.

Source: luce1957; bernheim1984, pearce1984.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.proof_fields import Data
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, NormalForm, Profile, number_from_data
from gametheory_paradox.games.json_fields import list_in
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

MOST_LOOKS = 20_000_000  # at payoffs


@dataclass(frozen=True, repr=False)
class Elimination(Record):
    """One step: the numbers of a player and of its eliminated action, and the mixture that beats it."""

    player: int
    action: int
    by: tuple[tuple[int, Fraction], ...]


def dominates(game: NormalForm[Fraction], step: Elimination, surviving: Sequence[Sequence[int]]) -> bool:
    """True if the mixture beats the action against every combination of the others' surviving actions."""
    others = [[step.action] if who == step.player else list(actions) for who, actions in enumerate(surviving)]
    for combination in product(*others):
        look()
        gain = -game.cell(combination)[step.player]
        for action, weight in step.by:
            replaced = [*combination[: step.player], action, *combination[step.player + 1 :]]
            gain += weight * game.cell(replaced)[step.player]
        if gain <= 0:
            return False
    return True


def surviving_actions(game: NormalForm[Fraction], steps: Sequence[Elimination]) -> list[list[int]]:
    """Check every step and return which action numbers survive them.

    Raises
    ------
    CertificateRejected
        If a step eliminates what is gone, mixes what is gone, or does not dominate.
    """
    surviving = [list(range(size)) for size in game.shape]
    if sum(len(step.by) + 1 for step in steps) * len(game.payoffs) > MOST_LOOKS:
        raise CertificateRejected("the eliminations are too many to check")

    for step in steps:
        if not 0 <= step.player < len(surviving) or step.action not in surviving[step.player]:
            raise CertificateRejected("an elimination names an action that is not there")

        own = surviving[step.player]
        weights = [w for _, w in step.by]
        if (
            any(a not in own or a == step.action for a, _ in step.by)
            or any(w < 0 for w in weights)
            or sum(weights) != 1
        ):
            raise CertificateRejected("an elimination's mixture is not one of surviving other actions")
        if not dominates(game, step, surviving):
            raise CertificateRejected("an eliminated action is not strictly dominated")
        own.remove(step.action)

    return surviving


def only_equilibrium(game: NormalForm[Fraction], steps: Sequence[Elimination]) -> EquilibriumSet:
    """The one profile that survives; rejected if more do."""
    surviving = surviving_actions(game, steps)
    if any(len(actions) != 1 for actions in surviving):
        raise CertificateRejected("more than one profile survives the eliminations")
    odds = (tuple(Fraction(a in own) for a in range(n)) for own, n in zip(surviving, game.shape, strict=True))
    profile = Profile(game.information_sets, tuple(odds))
    return EquilibriumSet(game, (profile,), infinite=False, spanning=True)


def by_dominance(game: Game, player: str, data: Data) -> EquilibriumSet:
    """The one equilibrium, by iterated strict dominance."""
    if not isinstance(game, NormalForm):
        raise CertificateRejected("iterated dominance needs a table")
    steps = [_elimination(game, step) for step in list_in(data.get("steps"))]
    return only_equilibrium(game, steps)


def _elimination(game: NormalForm[Fraction], data: object) -> Elimination:
    if (
        not isinstance(data, Mapping)
        or set(data) != {"player", "action", "by"}
        or not isinstance(data["by"], Mapping)
    ):
        raise CertificateRejected("an elimination is malformed")
    player, action, by = data.get("player"), data.get("action"), data["by"]
    if player not in game.players:
        raise CertificateRejected(f"an elimination names {player!r:.60}, who is not a player")
    who = game.players.index(player)
    if action not in game.actions[who] or any(name not in game.actions[who] for name in by):
        raise CertificateRejected(f"an elimination names an action that {player} does not have")
    mixture = tuple((game.actions[who].index(name), number_from_data(weight)) for name, weight in by.items())
    return Elimination(who, game.actions[who].index(action), mixture)
