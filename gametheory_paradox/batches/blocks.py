"""A block of games: by compiled code or by what goes before it, then exactly, one by one, what is left open.

For games of two and of three players a module says how: ``loaded`` (the kernel and, where that pays, its
functions), ``find_all`` and ``compare_all`` (what goes before), ``outcome`` and ``verdict`` (one game).
"""

from itertools import product
from types import ModuleType

import numpy as np

from gametheory_paradox.kernels.batch.games import Deletion, Games, Map
from gametheory_paradox.kernels.batch.sheets import OPEN, ComparisonSheet, EquilibriumSheet, Mask
from gametheory_paradox.kernels.batch.vertex_payoffs import OccurringVertices


def solve(method: ModuleType, games: Games, sheet: EquilibriumSheet, spread: Map, ahead: int) -> None:
    """Finds the equilibria; ``ahead`` games came in earlier blocks."""
    kernel, code = method.loaded(games, comparing=False)
    with kernel.timed():
        (code or method).find_all(games, sheet, spread)
        if sheet.undone.any():
            games.check_finite(ahead)  # what is no number was left undone

        _settle(games, sheet)
        for number in np.flatnonzero(sheet.undone).tolist():
            sheet.write(number, method.outcome(games, number))


def compare(
    method: ModuleType,
    games: Games,
    deletion: Deletion,
    sheet: EquilibriumSheet,
    compared: ComparisonSheet,
    spread: Map,
    ahead: int,
) -> None:
    """Finds the equilibria with and without an action, and the gaps; ``ahead`` games came before."""
    kernel, code = method.loaded(games, comparing=True)
    with kernel.timed():
        (code or method).compare_all(games, deletion, sheet, compared, spread)
        undone = sheet.undone | compared.without_action.undone
        if undone.any():
            games.check_finite(ahead)

        _settle_gaps(games, deletion, sheet, compared, ~undone)
        compared.differences.impossible[:] |= games.have_one_chooser(deletion.mover)
        for number in np.flatnonzero(undone | (compared.differences.sign == OPEN)).tolist():
            verdict = method.verdict(games, number, deletion)
            sheet.write(number, verdict.with_action)
            compared.write(number, verdict)


def _settle(games: Games, sheet: EquilibriumSheet) -> None:
    """Finds the least and greatest payoffs of two-player games whose equilibria are known."""
    known = (number for number in sheet.open if not sheet.undone[number])
    for number, player in product(known, range(2)):
        low, high = sheet.open[number].ends(player, _own(games, number, player))
        sheet.low[number, player], sheet.high[number, player] = low, high


def _settle_gaps(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, known: Mask
) -> None:
    """Finds these with and without the action, and the gaps between known equilibria that are left open."""
    rest = games.without(deletion.mover, deletion.action)
    _settle(games, sheet)
    _settle(rest, compared.without_action)
    for number in sheet.open.keys() & compared.without_action.open.keys():
        if known[number] and compared.differences.sign[number] == OPEN:
            pair = (games, sheet.open[number]), (rest, compared.without_action.open[number])
            compared.differences.gap[number], compared.differences.sign[number] = _gap(
                number, *pair, deletion
            )


def _own(games: Games, number: int, player: int) -> list[list[float]]:
    """A player's payoffs in one game, its own actions as rows."""
    payoffs = games.payoffs[player][number]
    rows: list[list[float]] = (payoffs if player == 0 else payoffs.T).tolist()
    return rows


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
