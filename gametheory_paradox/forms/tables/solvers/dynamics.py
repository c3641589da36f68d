"""Learning and evolutionary dynamics on floating-point payoffs, computed by nashpy.

Sources: knight2018 (nashpy).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from gametheory_paradox.models.files.arrays import nashpy_game

Array = npt.NDArray[np.float64]


def fictitious_play_counts(first: Array, second: Array, rounds: int, seed: int) -> list[tuple[Array, Array]]:
    """Counts of every action after each round of fictitious play, from no play on.

    Each player answers what the other did so far on average; ties are broken at random, the same way for the
    same seed.

    Parameters
    ----------
    first, second
        The payoff matrices, rows the first player's actions.
    rounds
        How many rounds.
    seed
        Of the random numbers.

    Sources
    -------
    brown1951; knight2018
    """
    with _seeded(seed):
        counts = nashpy_game(first, second).fictitious_play(iterations=rounds)
        return [(np.asarray(x, float), np.asarray(y, float)) for x, y in counts]


def replicator_paths(
    first: Array, second: Array, start: Sequence[Array], times: Array
) -> tuple[Array, Array]:
    """The shares of every action in the two populations, one row per time.

    Parameters
    ----------
    first, second
        The payoff matrices, rows the first player's actions.
    start
        The shares at the first time.
    times
        When to look, ascending.

    Sources
    -------
    taylor1978; knight2018
    """
    game = nashpy_game(first, second)
    xs, ys = game.asymmetric_replicator_dynamics(x0=start[0], y0=start[1], timepoints=times)
    return np.asarray(xs), np.asarray(ys)


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Seed the draws: nashpy takes them from numpy's global random numbers, which are put back after."""
    before = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(before)
