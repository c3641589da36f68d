"""Blocks of two-player games: by compiled code or by numpy, then exactly, one by one, what is left open."""

from types import ModuleType

import numpy as np

from gametheory_paradox.kernels.batch import plain
from gametheory_paradox.kernels.batch.games import Deletion, Games, Map
from gametheory_paradox.kernels.batch.sheets import OPEN, ComparisonSheet, EquilibriumSheet
from gametheory_paradox.kernels.batch.subsets import LARGEST
from gametheory_paradox.kernels.batch.vertex_payoffs import OccurringVertices
from gametheory_paradox.kernels.compiled import COMPARING, COMPARING_2X2, SOLVING, SOLVING_2X2, Kernel
from gametheory_paradox.solvers.batch.exact_games import exact_game, judge_exactly, solve_exactly

_SOLVED_EACH, _COMPARED_EACH = 4e-5, 1e-4  # seconds for one game by numpy


def solve(games: Games, sheet: EquilibriumSheet, spread: Map, ahead: int) -> None:
    """Finds the equilibria; ``ahead`` games came in earlier blocks."""
    kernel = SOLVING_2X2 if games.shape == (2, 2) else SOLVING
    code = _loaded(kernel, games, _SOLVED_EACH)
    if code is not None:
        code.find_all(games, sheet, spread)
        _settle_all(games, sheet, ahead)
    else:
        with kernel.without():
            plain.find(games, sheet)
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
    kernel = COMPARING_2X2 if games.shape == (2, 2) else COMPARING
    code = _loaded(kernel, games, _COMPARED_EACH)
    if code is not None:
        code.compare_all(games, deletion, sheet, compared, spread)
        _settle_comparisons(games, deletion, sheet, compared, ahead)
    else:
        with kernel.without():
            plain.compare(games, deletion, sheet, compared)
            _settle_comparisons(games, deletion, sheet, compared, ahead)


def _loaded(kernel: Kernel, games: Games, each: float) -> ModuleType | None:
    """The compiled functions, if they take games of this size and pay for so many."""
    fits = max(games.shape) <= LARGEST
    return kernel.load() if fits and kernel.pays(each * len(games)) else None


def _settle_all(games: Games, sheet: EquilibriumSheet, ahead: int) -> None:
    if sheet.undone.any():
        games.check_finite(ahead)  # what is no number was left undone
    for number, vertices in sheet.open.items():
        _settle(games, number, vertices, sheet)
    for number in np.flatnonzero(sheet.undone).tolist():
        sheet.write(number, solve_exactly(exact_game(games, number)))


def _settle_comparisons(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, ahead: int
) -> None:
    undone = sheet.undone | compared.without_action.undone
    if undone.any():
        games.check_finite(ahead)
    rest = games.without(deletion.mover, deletion.action)
    for part, own in ((games, sheet), (rest, compared.without_action)):
        for number, vertices in own.open.items():
            _settle(part, number, vertices, own)

    for number in np.flatnonzero((compared.sign == OPEN) & ~undone).tolist():
        pair = (games, sheet.open[number]), (rest, compared.without_action.open[number])
        compared.gap[number], compared.sign[number] = _gap(number, *pair, deletion)
    if games.shape[1 - deletion.mover] == 1:
        compared.impossible[:] = True
    for number in np.flatnonzero(undone | (compared.sign == OPEN)).tolist():
        verdict = judge_exactly(exact_game(games, number), deletion)
        sheet.write(number, verdict.with_action)
        compared.write(number, verdict)


def _own(games: Games, number: int, player: int) -> list[list[float]]:
    """A player's payoffs in one game, its own actions as rows."""
    payoffs = games.payoffs[player][number]
    rows: list[list[float]] = (payoffs if player == 0 else payoffs.T).tolist()
    return rows


def _settle(games: Games, number: int, vertices: OccurringVertices, sheet: EquilibriumSheet) -> None:
    """Finds the least and greatest payoffs of a game whose equilibria are known."""
    for player in range(2):
        low, high = vertices.ends(player, _own(games, number, player))
        sheet.low[number, player], sheet.high[number, player] = low, high


def _gap(
    number: int,
    with_: tuple[Games, OccurringVertices],
    without: tuple[Games, OccurringVertices],
    deletion: Deletion,
) -> tuple[float, int]:
    """The gap and its sign; open where it is positive and whether the action matters is another question."""
    mover, ends = deletion.mover, (deletion.without_end, deletion.with_end)
    payoff_without, payoff_with = (
        sorted(vertices.payoffs(mover, _own(games, number, mover)))[-1 if end > 0 else 0]
        for (games, vertices), end in zip((without, with_), ends, strict=True)
    )
    gap = payoff_without - payoff_with
    sign = (gap > 0) - (gap < 0)
    return float(gap), OPEN if sign > 0 and deletion.without_end > deletion.with_end else sign
