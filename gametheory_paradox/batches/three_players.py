"""Three-player games of a batch, with at most two actions each: the compiled code, and one game exactly."""

from functools import cmp_to_key
from itertools import product
from types import ModuleType

from gametheory_paradox.batches.batch_equilibria import UNCOUNTED
from gametheory_paradox.batches.patches import OTHERS, PointSet
from gametheory_paradox.batches.surds import Rational, Surd, nearest_difference
from gametheory_paradox.batches.surds import order_of as order
from gametheory_paradox.batches.three_exactly import ThreePlayers
from gametheory_paradox.kernels.batch.games import Deletion, Games, Map
from gametheory_paradox.kernels.batch.sheets import (
    ComparisonSheet,
    EquilibriumSheet,
    ExactOutcome,
    ExactVerdict,
)
from gametheory_paradox.kernels.compiled import COMPARING_3, SOLVING_3, Kernel

_SOLVED_EACH, _COMPARED_EACH = 2e-3, 4e-3  # seconds for one game, exactly


def loaded(games: Games, *, comparing: bool) -> tuple[Kernel, ModuleType | None]:
    """The kernel, and its functions if they pay for so many games."""
    kernel, each = (COMPARING_3, _COMPARED_EACH) if comparing else (SOLVING_3, _SOLVED_EACH)
    return kernel, kernel.load() if kernel.pays(each * len(games)) else None


def find_all(games: Games, sheet: EquilibriumSheet, spread: Map) -> None:
    """Leaves all games to exact arithmetic."""
    sheet.undone[:] = True


def compare_all(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, spread: Map
) -> None:
    """Leaves all games to exact arithmetic."""
    sheet.undone[:] = True


def outcome(games: Games, number: int) -> ExactOutcome:
    """The equilibria of one game."""
    game, unit = _exactly(games, number)
    return _outcome(game, game.equilibria(), unit)


def verdict(games: Games, number: int, deletion: Deletion) -> ExactVerdict:
    """The verdict about one game, by the definition of the option paradox."""
    game, unit = _exactly(games, number)
    rest = game.without(deletion.mover, deletion.action)
    with_action, without_action = game.equilibria(), rest.equilibria()
    sides = (rest, without_action, deletion.without_end), (game, with_action, deletion.with_end)
    without, with_ = (
        _payoffs(own, equilibria, deletion.mover, unit)[-1 if end > 0 else 0]
        for own, equilibria, end in sides
    )
    return ExactVerdict(
        order(without, with_) > 0 and _matters(game, with_action, without_action, deletion),
        games.have_one_chooser(deletion.mover),
        nearest_difference(without, with_),
        _outcome(game, with_action, unit),
        _outcome(rest, without_action, unit),
    )


def _exactly(games: Games, number: int) -> tuple[ThreePlayers, int]:
    """One game with integer payoffs, and what they are to be divided by."""
    ratios = [
        {cell: array[(number, *cell)].item().as_integer_ratio() for cell in product(*map(range, games.shape))}
        for array in games.payoffs
    ]
    unit = max(denominator for table in ratios for _, denominator in table.values())  # all are powers of two
    payoffs: list[dict[tuple[int, ...], Rational]] = [
        {cell: numerator * (unit // denominator) for cell, (numerator, denominator) in table.items()}
        for table in ratios
    ]
    return ThreePlayers(games.shape, payoffs), unit


def _payoffs(game: ThreePlayers, equilibria: PointSet, player: int, unit: int) -> list[Surd]:
    """A player's payoffs, ascending."""
    payoffs = {game.payoff(player, point) / Surd(unit) for point in equilibria.points}
    return sorted(payoffs, key=cmp_to_key(order))


def _outcome(game: ThreePlayers, equilibria: PointSet, unit: int) -> ExactOutcome:
    payoffs = [_payoffs(game, equilibria, player, unit) for player in range(3)]
    number = UNCOUNTED if equilibria.infinite else len(equilibria.points)
    low, high = tuple(float(p[0]) for p in payoffs), tuple(float(p[-1]) for p in payoffs)
    return ExactOutcome(number, equilibria.infinite, low, high)


def _matters(game: ThreePlayers, with_action: PointSet, without_action: PointSet, deletion: Deletion) -> bool:
    """True if the action is used in an equilibrium with it, or would upset one without it."""
    mover, second = deletion.mover, deletion.action == 1
    used = (point[mover].sign if second else (Surd(1) - point[mover]).sign for point in with_action.points)
    y, z = OTHERS[mover]
    a, b, c, d = map(Surd, game.gains[mover])
    gains = (a + b * point[y] + (c + d * point[y]) * point[z] for point in without_action.points)
    return any(used) or any(gain.sign == (1 if second else -1) for gain in gains)
