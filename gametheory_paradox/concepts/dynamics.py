"""Dynamics of learning and evolution, and the paths they follow.

Sources: brown1951; taylor1978; knight2018 (nashpy).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from gametheory_paradox.concepts.forms import as_bimatrix
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.tables.solvers.dynamics import fictitious_play_counts, replicator_paths
from gametheory_paradox.models.files.arrays import to_floats
from gametheory_paradox.rationals import as_decimal, exact
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

# Paths of play in floating-point numbers: payoffs and probabilities as arrays, and a path as a table
# ----------------------------------------------------------------------------

Array = npt.NDArray[np.float64]
APPROXIMATE = "Numerical: points are approximate."


def payoff_arrays(game: NormalForm[Fraction]) -> list[Array]:
    """For each player its payoffs, rounded to the nearest floats: an array with one axis per player."""
    return [np.array(table, np.float64) for table in to_floats(game)]


def profile_arrays(profile: Profile) -> list[Array]:
    """For each information set its probabilities, rounded to the nearest floats: an array of one axis."""
    return [np.array([float(p) for p in odds]) for odds in profile.probabilities]


def action_heads(game: NormalForm[Fraction]) -> list[str]:
    """For each action of each player a heading."""
    pairs = zip(game.players, game.actions, strict=True)
    return [f"{player}: {action}" for player, names in pairs for action in names]


def digits(number: float) -> str:
    """A floating-point number to four significant digits."""
    return as_decimal(number, digits=4)


def sample(count: int, most: int = 12) -> list[int]:
    """The numbers of at most so many rows, evenly from the first to the last."""
    return sorted({(count - 1) * number // (most - 1) for number in range(most)})


def path_table(
    values: Sequence[float],
    points: Sequence[Iterable[Array]],
    heads: Sequence[str],
    *,
    title: str,
    note: str,
    most: int = 12,
) -> Table:
    """Some points along a path: the parameter, whose heading comes first, and every probability."""
    rows = [
        [digits(values[n]), *(digits(p) for odds in points[n] for p in odds)]
        for n in sample(len(points), most)
    ]
    return Table(heads, rows, title=title, note=note, align="r" * len(heads))


# Fictitious play and replicator dynamics: play that learns from the past, or imitates what does well
#
# Both are numerical: payoffs go to floating point, and nashpy computes the paths.  In fictitious play each
# player answers the average of what the other has done so far.  In the replicator dynamics there is one
# population per player; the share of an action grows at the rate by which it does better than its population
# on average.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Trajectory(Tabular):
    """A path of two players' mixtures; floating-point numbers.

    Parameters
    ----------
    game, process
        The game, and the dynamics that move its mixtures.
    times
        Rounds or times.
    mixtures
        For each player an array with one row per time and one column per action.
    """

    game: NormalForm[Fraction]
    process: str
    times: tuple[float, ...]
    mixtures: tuple[Array, Array]

    @property
    def last(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The mixtures at the end."""
        first, second = (tuple(map(float, rows[-1])) for rows in self.mixtures)
        return first, second

    def table(self) -> Table:
        """Some times along the way."""
        heads, points = ("time", *action_heads(self.game)), list(zip(*self.mixtures, strict=True))
        return path_table(
            self.times,
            points,
            heads,
            title=f"{self.game.title or 'Game'}: {self.process}",
            note="Numerical.",
            most=10,
        )


def fictitious_play(game: GameLike, rounds: int, *, seed: int = 0) -> Trajectory:
    """Lets both players answer, round by round, the average of what the other did before.

    Parameters
    ----------
    game
        A two-player game in normal form.
    rounds
        How many rounds, at least one.
    seed
        Of the random numbers that break ties; the first round is a tie.

    Returns
    -------
    After each round, how often each action was played so far, as shares.

    Sources
    -------
    brown1951; knight2018

    Examples
    --------
    >>> dilemma = NormalForm.from_tables(["R", "C"], [["c", "d"]] * 2, [[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> [round(share, 2) for share in fictitious_play(dilemma, 1000).last[0]]
    [0.0, 1.0]
    """
    game = as_bimatrix(game, "fictitious play")
    if rounds < 1:
        raise InvalidGame(f"fictitious play needs at least one round, got {rounds}")
    ours, theirs = payoff_arrays(game)
    counts = fictitious_play_counts(ours, theirs, rounds, seed)[1:]
    first, second = (np.array([pair[who] / pair[who].sum() for pair in counts]) for who in (0, 1))
    return Trajectory(game, "fictitious play", tuple(float(n) for n in range(1, rounds + 1)), (first, second))


def replicator_dynamics(
    game: GameLike,
    until: object,
    *,
    start: Sequence[Sequence[object]] | None = None,
    points: int = 200,
) -> Trajectory:
    """Lets what does better than its population's average spread, from given shares on.

    Parameters
    ----------
    game
        A two-player game in normal form; each player stands for a population.
    until
        The last time; the unit is one over the payoffs'.
    start
        For each player its actions' shares at time zero; even shares unless given.
    points
        How many times to look at.

    Raises
    ------
    InvalidGame
        If the start is not a pair of distributions, or the last time is not positive.

    Sources
    -------
    taylor1978; knight2018

    Examples
    --------
    >>> hawks = NormalForm.from_tables(["R", "C"], [["hawk", "dove"], ["hawk", "dove"]],
    ...     [[-1, 4], [0, 2]], [[-1, 0], [4, 2]])
    >>> [round(share, 3) for share in replicator_dynamics(hawks, 50).last[0]]
    [0.667, 0.333]
    """
    game = as_bimatrix(game, "replicator dynamics")
    end = exact(until, "the last time")
    if end <= 0 or points < 2:
        raise InvalidGame(
            f"replicator dynamics need a positive last time and two points at least, got {end} and {points}"
        )
    shares = [[Fraction(1, size)] * size for size in game.shape] if start is None else start
    odds = tuple(tuple(exact(share, "a share") for share in own) for own in shares)
    begin = profile_arrays(Profile(game.information_sets, odds))
    times = np.linspace(0.0, float(end), points)
    ours, theirs = payoff_arrays(game)
    mixtures = replicator_paths(ours, theirs, begin, times)
    return Trajectory(game, "replicator dynamics", tuple(times.tolist()), mixtures)
