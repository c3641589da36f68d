"""Single two-player games of a batch, by the method of ``solve`` and the definition of ``detect``."""

from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction
from gametheory_paradox.forms.tables.solvers.vertex_enumeration import vertex_enumeration
from gametheory_paradox.kernels.batch.games import Deletion, Games
from gametheory_paradox.kernels.batch.sheets import ExactOutcome, ExactVerdict
from gametheory_paradox.paradoxes.definition import with_and_without
from gametheory_paradox.paradoxes.guard_rails import rail_for
from gametheory_paradox.paradoxes.option import claim
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import nearest_float


def outcome(games: Games, number: int) -> ExactOutcome:
    """The equilibria of one game of a batch."""
    return _outcome(_all_equilibria(_exact_game(games, number)))


def verdict(games: Games, number: int, deletion: Deletion) -> ExactVerdict:
    """The verdict about one game of a batch, by the definition and the guard-rails that ``detect`` uses."""
    game, mover, action = _exact_game(games, number), str(deletion.mover), str(deletion.action)
    question = Question(mover=mover, action=action, quantifier=deletion.quantifier, concept="nash")
    parts = with_and_without(game, question)
    sets = {name: _all_equilibria(part) for name, part in parts.items() if isinstance(part, NormalForm)}
    comparison = claim(game, question, sets)
    assert not isinstance(comparison, str)  # both sets are spanned by their profiles
    return ExactVerdict(
        comparison.holds(),
        rail_for(game, question, parts) is not None,
        nearest_float(close_fraction(comparison.gap)),
        _outcome(sets["with"]),
        _outcome(sets["without"]),
    )


def _exact_game(games: Games, number: int) -> NormalForm[Fraction]:
    """One game of a batch, its players and actions named by their numbers."""
    players = tuple(map(str, range(len(games.payoffs))))
    actions = tuple(tuple(map(str, range(size))) for size in games.shape)
    cells = [[Fraction(entry) for entry in array[number].ravel().tolist()] for array in games.payoffs]
    return NormalForm(players, actions, tuple(zip(*cells, strict=True)))


def _all_equilibria(game: NormalForm[Fraction]) -> EquilibriumSet:
    equilibria = vertex_enumeration(game, Clock(None))
    if equilibria.completeness.status != "proved":
        raise Unsupported(
            f"a game of {'×'.join(map(str, game.shape))} actions is too large: {equilibria.completeness.why}"
        )
    return EquilibriumSet(game, equilibria.profiles, equilibria.is_infinite, spanning=True)


def _outcome(equilibria: EquilibriumSet) -> ExactOutcome:
    payoffs = [equilibria.payoffs(player) for player in equilibria.game.players]
    low, high = tuple(float(p.low) for p in payoffs), tuple(float(p.high) for p in payoffs)
    return ExactOutcome(len(equilibria.profiles), equilibria.infinite, low, high)
