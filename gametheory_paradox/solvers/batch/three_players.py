"""Blocks of three-player games with at most two actions each: by compiled code, and exactly where that leaves something open."""

from functools import cmp_to_key
from itertools import product

import numpy as np

from gametheory_paradox.solvers.batch.compiled import Map, Patience, pieces
from gametheory_paradox.solvers.batch.findings import OPEN, Comparison, Findings, Judged, Solved
from gametheory_paradox.solvers.batch.patches import OTHERS, Spanned
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import Games
from gametheory_paradox.solvers.batch.results import UNCOUNTED, Answer
from gametheory_paradox.solvers.batch.surds import Rational, Surd, nearest_float
from gametheory_paradox.solvers.batch.surds import compared as order
from gametheory_paradox.solvers.batch.three_exactly import ThreePlayers

SOLVING, COMPARING = Patience("three_players.solve", 10.0), Patience("three_players.compare", 12.0)
_SOLVED_EACH, _COMPARED_EACH = 2e-3, 4e-3  # seconds for one game, exactly


def solve(games: Games, has: Findings, spread: Map, ahead: int) -> None:
    """Fill in the equilibria; ``ahead`` games came in earlier blocks."""
    kernel = SOLVING.kernel(_SOLVED_EACH * len(games))
    if kernel:

        def work(piece: range) -> None:
            payoffs, rounded = games.part(piece.start, piece.stop).floats()
            here = has.part(piece.start, piece.stop)
            kernel.three_players.solve(payoffs, *here.arrays())
            here.undone[:] |= rounded

        pieces(spread, work, len(games))
        _settle(games, has, ahead)
    else:
        has.undone[:] = True
        with SOLVING.without():
            _settle(games, has, ahead)


def compare(
    games: Games, question: BatchQuestion, has: Findings, compared: Comparison, spread: Map, ahead: int
) -> None:
    """Fill in the equilibria with and without an action, and the gaps; ``ahead`` games came in earlier blocks."""
    kernel = COMPARING.kernel(_COMPARED_EACH * len(games))
    lone = all(size == 1 for player, size in enumerate(games.shape) if player != question.mover)
    compared.impossible[:] = lone
    if kernel:
        asked = question.in_numbers()

        def work(piece: range) -> None:
            payoffs, rounded = games.part(piece.start, piece.stop).floats()
            here, there = has.part(piece.start, piece.stop), compared.part(piece.start, piece.stop)
            kernel.three_players.compare(
                payoffs, asked, here.arrays(), there.lacks.arrays(), there.gap, there.sign
            )
            here.undone[:] |= rounded | there.lacks.undone | (there.sign == OPEN)

        pieces(spread, work, len(games))
        _judge(games, question, has, compared, ahead)
    else:
        has.undone[:] = True
        with COMPARING.without():
            _judge(games, question, has, compared, ahead)


def _settle(games: Games, found: Findings, ahead: int) -> None:
    if found.undone.any():
        games.check_finite(ahead)  # what is no number was left undone
    for number in np.flatnonzero(found.undone).tolist():
        game, unit = _exactly(games, number)
        found.write(number, _solved(game, game.equilibria(), unit))


def _judge(games: Games, question: BatchQuestion, has: Findings, compared: Comparison, ahead: int) -> None:
    if has.undone.any():
        games.check_finite(ahead)
    impossible = bool(compared.impossible.any())
    for number in np.flatnonzero(has.undone).tolist():
        game, unit = _exactly(games, number)
        judged = _judged(game, unit, question, impossible=impossible)
        has.write(number, judged.has)
        compared.write(number, judged)


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


def _payoffs(game: ThreePlayers, found: Spanned, player: int, unit: int) -> list[Surd]:
    """A player's payoffs, ascending."""
    payoffs = {game.payoff(player, point) / Surd(unit) for point in found.points}
    return sorted(payoffs, key=cmp_to_key(order))


def _solved(game: ThreePlayers, found: Spanned, unit: int) -> Solved:
    payoffs = [_payoffs(game, found, player, unit) for player in range(3)]
    number = UNCOUNTED if found.infinite else len(found.points)
    return Solved(
        number, found.infinite, tuple(float(p[0]) for p in payoffs), tuple(float(p[-1]) for p in payoffs)
    )


def _judged(game: ThreePlayers, unit: int, question: BatchQuestion, *, impossible: bool) -> Judged:
    """The verdict by the definition of the option paradox."""
    rest = game.without(question.mover, question.action)
    has, lacks = game.equilibria(), rest.equilibria()
    lacking, having = (
        _payoffs(one, found, question.mover, unit)[-1 if counted > 0 else 0]
        for one, found, counted in zip((rest, game), (lacks, has), question.counted, strict=True)
    )
    present = order(lacking, having) > 0 and _matters(game, has, lacks, question)
    answer = Answer.IMPOSSIBLE if impossible else Answer.PRESENT if present else Answer.ABSENT
    return Judged(
        answer, nearest_float(lacking, having), _solved(game, has, unit), _solved(rest, lacks, unit)
    )


def _matters(game: ThreePlayers, has: Spanned, lacks: Spanned, question: BatchQuestion) -> bool:
    """Whether the action is used in an equilibrium with it, or would upset one without it."""
    mover, second = question.mover, question.action == 1
    used = (point[mover].sign if second else (Surd(1) - point[mover]).sign for point in has.points)
    y, z = OTHERS[mover]
    a, b, c, d = map(Surd, game.gains[mover])
    gains = (a + b * point[y] + (c + d * point[y]) * point[z] for point in lacks.points)
    return any(used) or any(gain.sign == (1 if second else -1) for gain in gains)
