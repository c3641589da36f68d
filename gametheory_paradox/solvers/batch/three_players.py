"""Blocks of three-player games with at most two actions each: by compiled code, then exactly."""

from functools import cmp_to_key
from itertools import product

import numpy as np

from gametheory_paradox.kernels.batch.games import Deletion, Games, Map, pieces
from gametheory_paradox.kernels.batch.sheets import (
    OPEN,
    ComparisonSheet,
    EquilibriumSheet,
    ExactOutcome,
    ExactVerdict,
)
from gametheory_paradox.kernels.compiled import COMPARING_3, SOLVING_3
from gametheory_paradox.solvers.batch.batch_equilibria import UNCOUNTED
from gametheory_paradox.solvers.batch.patches import OTHERS, PointSet
from gametheory_paradox.solvers.batch.surds import Rational, Surd, nearest_float
from gametheory_paradox.solvers.batch.surds import order_of as order
from gametheory_paradox.solvers.batch.three_exactly import ThreePlayers

_SOLVED_EACH, _COMPARED_EACH = 2e-3, 4e-3  # seconds for one game, exactly


def solve(games: Games, sheet: EquilibriumSheet, spread: Map, ahead: int) -> None:
    """Finds the equilibria; ``ahead`` games came in earlier blocks."""
    code = SOLVING_3.load() if SOLVING_3.pays(_SOLVED_EACH * len(games)) else None
    if code is None:
        sheet.undone[:] = True
        with SOLVING_3.without():
            _settle_all(games, sheet, ahead)
        return

    def work(piece: range) -> None:
        payoffs, rounded = games.part(piece.start, piece.stop).floats()
        here = sheet.part(piece.start, piece.stop)
        code.solve(payoffs, here.outcomes())
        here.undone[:] |= rounded

    pieces(spread, work, len(games))
    _settle_all(games, sheet, ahead)


def compare(
    games: Games,
    deletion: Deletion,
    sheet: EquilibriumSheet,
    compared: ComparisonSheet,
    spread: Map,
    ahead: int,
) -> None:
    """Finds the equilibria with and without an action, and the gaps; ``ahead`` games came before."""
    code = COMPARING_3.load() if COMPARING_3.pays(_COMPARED_EACH * len(games)) else None
    lone = all(size == 1 for player, size in enumerate(games.shape) if player != deletion.mover)
    compared.impossible[:] = lone
    if code is None:
        sheet.undone[:] = True
        with COMPARING_3.without():
            _settle_comparisons(games, deletion, sheet, compared, ahead)
        return

    def work(piece: range) -> None:
        payoffs, rounded = games.part(piece.start, piece.stop).floats()
        here, there = sheet.part(piece.start, piece.stop), compared.part(piece.start, piece.stop)
        without = there.without_action.outcomes()
        code.compare(payoffs, deletion, here.outcomes(), without, there.differences())
        here.undone[:] |= rounded | without.undone | (there.sign == OPEN)

    pieces(spread, work, len(games))
    _settle_comparisons(games, deletion, sheet, compared, ahead)


def _settle_all(games: Games, sheet: EquilibriumSheet, ahead: int) -> None:
    if sheet.undone.any():
        games.check_finite(ahead)  # what is no number was left undone
    for number in np.flatnonzero(sheet.undone).tolist():
        game, unit = _exactly(games, number)
        sheet.write(number, _outcome(game, game.equilibria(), unit))


def _settle_comparisons(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, ahead: int
) -> None:
    if sheet.undone.any():
        games.check_finite(ahead)
    impossible = bool(compared.impossible.any())
    for number in np.flatnonzero(sheet.undone).tolist():
        game, unit = _exactly(games, number)
        verdict = _verdict(game, unit, deletion, impossible=impossible)
        sheet.write(number, verdict.with_action)
        compared.write(number, verdict)


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


def _verdict(game: ThreePlayers, unit: int, deletion: Deletion, *, impossible: bool) -> ExactVerdict:
    """The verdict by the definition of the option paradox."""
    rest = game.without(deletion.mover, deletion.action)
    with_action, without_action = game.equilibria(), rest.equilibria()
    sides = (rest, without_action, deletion.without_end), (game, with_action, deletion.with_end)
    without, with_ = (
        _payoffs(own, equilibria, deletion.mover, unit)[-1 if end > 0 else 0]
        for own, equilibria, end in sides
    )
    return ExactVerdict(
        order(without, with_) > 0 and _matters(game, with_action, without_action, deletion),
        impossible,
        nearest_float(without, with_),
        _outcome(game, with_action, unit),
        _outcome(rest, without_action, unit),
    )


def _matters(game: ThreePlayers, with_action: PointSet, without_action: PointSet, deletion: Deletion) -> bool:
    """Whether the action is used in an equilibrium with it, or would upset one without it."""
    mover, second = deletion.mover, deletion.action == 1
    used = (point[mover].sign if second else (Surd(1) - point[mover]).sign for point in with_action.points)
    y, z = OTHERS[mover]
    a, b, c, d = map(Surd, game.gains[mover])
    gains = (a + b * point[y] + (c + d * point[y]) * point[z] for point in without_action.points)
    return any(used) or any(gain.sign == (1 if second else -1) for gain in gains)
