"""Single two-player games of a batch, by the method of ``solve`` and the definition of ``detect``."""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm, delete, scope_of
from gametheory_paradox.kernels.batch.games import Deletion, Games
from gametheory_paradox.kernels.batch.sheets import ExactOutcome, ExactVerdict
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import compare
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.vertex_enumeration import vertex_enumeration


def exact_game(games: Games, number: int) -> NormalForm[Fraction]:
    """One game of a batch, its players and actions named by their numbers."""
    players = tuple(map(str, range(len(games.payoffs))))
    actions = tuple(tuple(map(str, range(size))) for size in games.shape)
    cells = [[Fraction(entry) for entry in array[number].ravel().tolist()] for array in games.payoffs]
    return NormalForm(players, actions, tuple(zip(*cells, strict=True)))


def solve_exactly(game: NormalForm[Fraction]) -> ExactOutcome:
    """The equilibria of a two-player game."""
    return _outcome(_all_equilibria(game))


def judge_exactly(game: NormalForm[Fraction], deletion: Deletion) -> ExactVerdict:
    """The verdict about a two-player game, by the definition and the guard-rails that ``detect`` uses."""
    player, action = str(deletion.mover), str(deletion.action)
    scope, quantifier = scope_of(game, player, action), deletion.quantifier
    with_action, without_action = _all_equilibria(game), _all_equilibria(delete(game, action, scope))
    claim = compare(with_action, without_action, player, scope, action, quantifier)
    assert claim is not None  # both sets are spanned by their profiles
    return ExactVerdict(
        claim.holds(),
        any(rail.covers(game, action, scope, "nash", quantifier) for rail in GUARD_RAILS),
        float(claim.gap),
        _outcome(with_action),
        _outcome(without_action),
    )


def _all_equilibria(game: NormalForm[Fraction]) -> EquilibriumSet:
    equilibria = vertex_enumeration(game, Deadline(None))
    if equilibria.completeness.status != "proved":
        raise Unsupported(
            f"a game of {'×'.join(map(str, game.shape))} actions is too large: {equilibria.completeness.why}"
        )
    return EquilibriumSet(game, equilibria.profiles, equilibria.is_infinite, spanning=True)


def _outcome(equilibria: EquilibriumSet) -> ExactOutcome:
    payoffs = [equilibria.payoffs(player) for player in equilibria.game.players]
    low, high = tuple(float(p.low) for p in payoffs), tuple(float(p.high) for p in payoffs)
    return ExactOutcome(len(equilibria.profiles), equilibria.infinite, low, high)
