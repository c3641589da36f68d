"""The principal branch of logit quantal response equilibria, followed numerically from uniform play.

In a logit equilibrium of precision λ every action a of player i is played with probability proportional to
exp(λ·u_i(a, p_-i)). At λ = 0 all play uniformly; the branch that starts there leads, as λ grows, to a Nash
equilibrium, in almost all games to one. The branch is followed by arc length, through its turning points, in
the logarithms of the probabilities.  All numbers are floating-point ones: this is a numerical method, it
proves nothing.  The equilibrium at its end is recognized and then checked exactly.

Sources: mckelvey1995 (the branch and its limit); turocy2005 (logarithms and arc length).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from math import lcm

import numpy as np

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.solvers.equilibria import Equilibria
from gametheory_paradox.forms.solvers.integer_systems import UniqueSolution, solve_integers
from gametheory_paradox.forms.solvers.path_following import (
    NEAR,
    PRECISE,
    Array,
    end_of_branch,
    follow,
    is_limit,
    logit_equations,
    parts_of,
    uniform_logs,
)
from gametheory_paradox.models.files.arrays import to_floats
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Branch(Record):
    """Points of the branch.

    Parameters
    ----------
    precisions
        The precision of each point, in units of one over the payoffs'.
    points
        For each of them the probabilities of every player.
    finished, why
        Whether the precision asked for was reached, and why it ends where it does.
    """

    precisions: list[float]
    points: list[list[Array]]
    finished: bool
    why: str


def logit_path(game: NormalForm[Fraction], clock: Clock) -> Equilibria:
    """Finds at most one Nash equilibrium: the end of the branch of logit equilibria, if it is recognized.

    Parameters
    ----------
    game
        A game with any number of players.
    clock
        When to give up.

    Returns
    -------
    One equilibrium, exact and *partial*, or none.

    Sources
    -------
    mckelvey1995; turocy2005

    Examples
    --------
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> [list(map(int, odds)) for odds in logit_path(stag, Clock(None))[0].probabilities]
    [[0, 1], [0, 1]]
    """
    payoffs = [np.array(table, np.float64) for table in to_floats(game)]
    branch = follow_logit_branch(payoffs, PRECISE, clock)
    limit = exact_limit(game, branch.points[-1])
    return end_of_branch(game, "logit_path", None if branch.finished else branch.why, limit)


def follow_logit_branch(
    payoffs: Sequence[Array], until: float, clock: Clock, *, most_steps: int = 20_000
) -> Branch:
    """Follows the branch up to a precision.

    Parameters
    ----------
    payoffs
        For each player an array with one axis per player.
    until
        The precision at which to stop, in units of one over the largest range of a player's payoffs.
    clock
        When to give up; the branch is then not finished.
    most_steps
        How many steps at most.

    Sources
    -------
    turocy2005
    """
    scale = max(float(np.ptp(table)) for table in payoffs) or 1.0
    tables, sizes = [table / scale for table in payoffs], payoffs[0].shape

    def equations(point: Array) -> tuple[Array, Array]:
        return logit_equations(point, sizes, *_worth(tables, point))

    curve = follow(equations, uniform_logs(sizes), until, clock, most_steps=most_steps)
    precisions = [float(point[-1]) / scale for point in curve.points]
    points = [parts_of(point, sizes) for point in curve.points]
    return Branch(precisions, points, curve.finished, curve.why)


def exact_limit(game: NormalForm[Fraction], point: Sequence[Array]) -> Profile | None:
    """The exact equilibrium near a point, pure or of two players with supports of equal size, if any.

    Parameters
    ----------
    game
        The game.
    point
        For each player the probabilities, as floats.
    """
    supports = [[action for action, p in enumerate(odds) if p > NEAR] for odds in point]
    if all(len(support) == 1 for support in supports):
        candidate = Profile.pure(game.information_sets, [support[0] for support in supports])
    elif len(supports) == 2 and len(supports[0]) == len(supports[1]):
        mixtures = [_indifferent(game, supports, who) for who in (0, 1)]
        if not all(mixtures):
            return None
        candidate = Profile(game.information_sets, tuple(mixtures))
    else:
        return None
    return candidate if is_limit(game, candidate, point) else None


def _indifferent(
    game: NormalForm[Fraction], supports: Sequence[Sequence[int]], who: int
) -> tuple[Fraction, ...]:
    """A player's only mixture that leaves the other indifferent within its support; () if there is none."""
    matrix = game.matrix(game.players[1 - who])
    rows = [[matrix[i][j] if who else matrix[j][i] for j in supports[who]] for i in supports[1 - who]]
    scale = lcm(*(payoff.denominator for row in rows for payoff in row))
    system = [[*(int(payoff * scale) for payoff in row), -1] for row in rows]
    solution = solve_integers([*system, [1] * len(rows) + [0]], [0] * len(rows) + [1])
    if not isinstance(solution, UniqueSolution) or any(x < 0 for x in solution.numerators[:-1]):
        return ()
    odds = dict(zip(supports[who], solution.numerators, strict=False))
    return tuple(Fraction(odds.get(action, 0), solution.denominator) for action in range(game.shape[who]))


def _worth(payoffs: Sequence[Array], point: Array) -> tuple[Array, Array]:
    """The worth of each action to its player, and its derivative by the logarithm of each probability."""
    sizes = payoffs[0].shape
    starts = [0, *np.cumsum(sizes).tolist()]
    odds = np.split(np.exp(point[:-1]), starts[1:-1])
    worth = np.concatenate([_expected(table, odds, (who,)) for who, table in enumerate(payoffs)])
    change = np.zeros((len(worth), len(worth)))
    for who, other in permutations(range(len(sizes)), 2):
        own, columns = (slice(starts[player], starts[player + 1]) for player in (who, other))
        change[own, columns] = _expected(payoffs[who], odds, (who, other)) * odds[other]
    return worth, change


def _expected(table: Array, odds: Sequence[Array], kept: tuple[int, ...]) -> Array:
    """The payoffs when all but the kept players mix; the axes of the kept ones remain, in their order."""
    for player in reversed(range(len(odds))):
        if player not in kept:
            table = np.tensordot(table, odds[player], axes=(player, 0))
    return table if tuple(sorted(kept)) == kept else table.T
