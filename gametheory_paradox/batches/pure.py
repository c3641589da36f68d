"""The pure equilibria of many games with any number of players and actions."""

import numpy as np

from gametheory_paradox.kernels.batch.games import Games
from gametheory_paradox.kernels.batch.sheets import EquilibriumSheet


def solve(games: Games, sheet: EquilibriumSheet, ahead: int) -> None:
    """Finds the number of pure equilibria, and the extreme payoffs in them; NaN where there is none.

    Comparing two numbers rounds nothing, so these are exact whatever the payoffs are.  ``ahead`` games came
    in earlier blocks.
    """
    games.check_finite(ahead)
    best = [array == array.max(axis=1 + player, keepdims=True) for player, array in enumerate(games.payoffs)]
    stable = np.logical_and.reduce(best).reshape(len(games), -1)
    sheet.number[:] = stable.sum(axis=1)
    for player, array in enumerate(games.payoffs):
        payoffs = array.reshape(stable.shape).astype(np.float64)
        sheet.low[:, player] = np.where(stable, payoffs, np.inf).min(axis=1)
        sheet.high[:, player] = np.where(stable, payoffs, -np.inf).max(axis=1)
    none = sheet.number == 0
    sheet.low[none] = sheet.high[none] = np.nan
