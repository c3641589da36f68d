"""Single two-player games of a batch by the method that ``solve`` uses and the definition that ``detect`` uses."""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm, delete, scope_of
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import compare
from gametheory_paradox.solvers.batch.findings import Judged, Solved
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import Games
from gametheory_paradox.solvers.batch.results import Answer
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.vertex_enumeration import vertex_enumeration


def exact_game(games: Games, number: int) -> NormalForm[Fraction]:
    """One game of a batch, its players and actions named by their numbers."""
    players = tuple(map(str, range(len(games.payoffs))))
    actions = tuple(tuple(map(str, range(size))) for size in games.shape)
    cells = [[Fraction(entry) for entry in array[number].ravel().tolist()] for array in games.payoffs]
    return NormalForm(players, actions, tuple(zip(*cells, strict=True)))


def solve_exactly(game: NormalForm[Fraction]) -> Solved:
    """The equilibria of a two-player game."""
    return _solved(_all_equilibria(game))


def judge_exactly(game: NormalForm[Fraction], question: BatchQuestion) -> Judged:
    """The verdict about a two-player game, by the definition and the guard-rails that ``detect`` uses."""
    player, name = str(question.mover), str(question.action)
    scope = scope_of(game, player, name)
    has, lacks = _all_equilibria(game), _all_equilibria(delete(game, name, scope))
    claim = compare(has, lacks, player, scope, name, question.quantifier)
    assert claim is not None  # both sets are spanned by their profiles
    answer = Answer.PRESENT if claim.holds() else Answer.ABSENT
    if any(rail.covers(game, name, scope, "nash", question.quantifier) for rail in GUARD_RAILS):
        answer = Answer.IMPOSSIBLE
    return Judged(answer, float(claim.gap), _solved(has), _solved(lacks))


def _all_equilibria(game: NormalForm[Fraction]) -> EquilibriumSet:
    found = vertex_enumeration(game, Deadline(None))
    if found.completeness.status != "proved":
        raise Unsupported(
            f"a game of {'×'.join(map(str, game.shape))} actions is too large: {found.completeness.why}"
        )
    return EquilibriumSet(game, found.profiles, found.is_infinite, spanning=True)


def _solved(found: EquilibriumSet) -> Solved:
    payoffs = [found.payoffs(player) for player in found.game.players]
    low, high = tuple(float(p.low) for p in payoffs), tuple(float(p.high) for p in payoffs)
    return Solved(len(found.profiles), found.infinite, low, high)
