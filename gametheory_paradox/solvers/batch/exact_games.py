"""Single two-player games of a batch by the method that ``solve`` uses and the definition that ``detect`` uses."""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm
from gametheory_paradox.paradoxes.guard_rails import rail_for
from gametheory_paradox.paradoxes.option import claim, variants
from gametheory_paradox.paradoxes.question import Question
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
    asked = Question(
        mover=str(question.mover), action=str(question.action), quantifier=question.quantifier, concept="nash"
    )
    games = variants(game, asked)
    sets = {
        name: _all_equilibria(variant) for name, variant in games.items() if isinstance(variant, NormalForm)
    }
    comparison = claim(game, asked, sets)
    assert not isinstance(comparison, str)  # both sets are spanned by their profiles
    answer = Answer.PRESENT if comparison.holds() else Answer.ABSENT
    if rail_for(game, asked, games) is not None:
        answer = Answer.IMPOSSIBLE
    return Judged(answer, float(comparison.gap), _solved(sets["with"]), _solved(sets["without"]))


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
