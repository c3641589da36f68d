"""The pure equilibria of many games with any number of players and actions."""

import numpy as np

from gametheory_paradox.solvers.batch.findings import Findings
from gametheory_paradox.solvers.batch.reading import Games


def solve(games: Games, has: Findings, ahead: int) -> None:
    """Fill in how many pure equilibria there are, and the least and greatest payoffs in them; NaN where there is none.

    Comparing two numbers rounds nothing, so these are exact whatever the payoffs are.  ``ahead`` games came
    in earlier blocks.
    """
    games.check_finite(ahead)
    best = [array == array.max(axis=1 + player, keepdims=True) for player, array in enumerate(games.payoffs)]
    stable = np.logical_and.reduce(best).reshape(len(games), -1)
    has.number[:] = stable.sum(axis=1)
    for player, array in enumerate(games.payoffs):
        payoffs = array.reshape(stable.shape).astype(np.float64)
        has.low[:, player] = np.where(stable, payoffs, np.inf).min(axis=1)
        has.high[:, player] = np.where(stable, payoffs, -np.inf).max(axis=1)
    none = has.number == 0
    has.low[none] = has.high[none] = np.nan
