"""Blocks of two-player games: by compiled code or by numpy; what those leave open is settled exactly, one by one."""

import numpy as np

from gametheory_paradox.solvers.batch import plain
from gametheory_paradox.solvers.batch.compiled import Kernel, Map, Patience
from gametheory_paradox.solvers.batch.compiled_two import CompiledTwo
from gametheory_paradox.solvers.batch.compiled_two_by_two import CompiledTwoByTwo
from gametheory_paradox.solvers.batch.exact_games import exact_game, judge_exactly, solve_exactly
from gametheory_paradox.solvers.batch.findings import OPEN, Comparison, Findings
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import Games
from gametheory_paradox.solvers.batch.subsets import LARGEST
from gametheory_paradox.solvers.batch.vertex_payoffs import Vertices

SOLVING, COMPARING = Patience("vertices.vertices", 20.0), Patience("gaps.gaps", 23.0)
SOLVING_2X2, COMPARING_2X2 = Patience("two_by_two.solve", 2.0), Patience("two_by_two.compare", 3.0)
_SOLVED_EACH, _COMPARED_EACH = 4e-5, 1e-4  # seconds for one game by numpy


def solve(games: Games, has: Findings, spread: Map, ahead: int) -> None:
    """Fill in the equilibria; ``ahead`` games came in earlier blocks."""
    patience = SOLVING_2X2 if games.shape == (2, 2) else SOLVING
    kernel = patience.kernel(_SOLVED_EACH * len(games)) if max(games.shape) <= LARGEST else None
    if kernel:
        _compiled(games, kernel, spread).find(games, has)
        _settle_all(games, has, ahead)
    else:
        with patience.without():
            plain.find(games, has)
            _settle_all(games, has, ahead)


def compare(
    games: Games, question: BatchQuestion, has: Findings, compared: Comparison, spread: Map, ahead: int
) -> None:
    """Fill in the equilibria with and without an action, and the gaps; ``ahead`` games came in earlier blocks."""
    patience = COMPARING_2X2 if games.shape == (2, 2) else COMPARING
    kernel = patience.kernel(_COMPARED_EACH * len(games)) if max(games.shape) <= LARGEST else None
    if kernel:
        _compiled(games, kernel, spread).compare(games, question, has, compared)
        _settle_comparisons(games, question, has, compared, ahead)
    else:
        with patience.without():
            plain.compare(games, question, has, compared)
            _settle_comparisons(games, question, has, compared, ahead)


def _compiled(games: Games, kernel: Kernel, spread: Map) -> CompiledTwo | CompiledTwoByTwo:
    return CompiledTwoByTwo(kernel, spread) if games.shape == (2, 2) else CompiledTwo(kernel, spread)


def _settle_all(games: Games, found: Findings, ahead: int) -> None:
    if found.undone.any():
        games.check_finite(ahead)  # what is no number was left undone
    for number, vertices in found.open.items():
        _settle(games, number, vertices, found)
    for number in np.flatnonzero(found.undone).tolist():
        found.write(number, solve_exactly(exact_game(games, number)))


def _settle_comparisons(
    games: Games, question: BatchQuestion, has: Findings, compared: Comparison, ahead: int
) -> None:
    undone = has.undone | compared.lacks.undone
    if undone.any():
        games.check_finite(ahead)
    rest = games.without(question.mover, question.action)
    for part, found in ((games, has), (rest, compared.lacks)):
        for number, vertices in found.open.items():
            _settle(part, number, vertices, found)
    for number in np.flatnonzero((compared.sign == OPEN) & ~undone).tolist():
        pair = (games, has.open[number]), (rest, compared.lacks.open[number])
        compared.gap[number], compared.sign[number] = _gap(number, *pair, question)
    if games.shape[1 - question.mover] == 1:
        compared.impossible[:] = True
    for number in np.flatnonzero(undone | (compared.sign == OPEN)).tolist():
        judged = judge_exactly(exact_game(games, number), question)
        has.write(number, judged.has)
        compared.write(number, judged)


def _own(games: Games, number: int, player: int) -> list[list[float]]:
    """A player's payoffs in one game, its own actions as rows."""
    payoffs = games.payoffs[player][number]
    rows: list[list[float]] = (payoffs if player == 0 else payoffs.T).tolist()
    return rows


def _settle(games: Games, number: int, vertices: Vertices, found: Findings) -> None:
    """Fill in the least and greatest payoffs of a game whose equilibria are known."""
    for player in range(2):
        found.low[number, player], found.high[number, player] = vertices.ends(
            player, _own(games, number, player)
        )


def _gap(
    number: int, has: tuple[Games, Vertices], lacks: tuple[Games, Vertices], question: BatchQuestion
) -> tuple[float, int]:
    """The gap and its sign; open where it is positive and whether the action matters is another question."""
    lacking, having = (
        sorted(vertices.payoffs(question.mover, _own(games, number, question.mover)))[
            -1 if counted > 0 else 0
        ]
        for (games, vertices), counted in zip((lacks, has), question.counted, strict=True)
    )
    gap = lacking - having
    sign = (gap > 0) - (gap < 0)
    return float(gap), OPEN if sign > 0 and question.quantifier == "possible" else sign
