"""Logit quantal response equilibria: play of players who err less and less, and the equilibrium it leads to.

This concept is numerical: the branch from uniform play is followed in floating point, and its points are
approximate.  What is exact is the limit, where it is given: the equilibrium that the last point is near to is
recognized and checked as one.

Sources: mckelvey1995; turocy2005.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from gametheory_paradox.claims.equilibria.nash import is_nash
from gametheory_paradox.concepts.forms import as_table
from gametheory_paradox.concepts.learning.paths import (
    APPROXIMATE,
    Array,
    action_heads,
    path_table,
    payoff_arrays,
    profile_arrays,
)
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, NormalForm, Profile
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.integer_systems import Solved, solve_integers
from gametheory_paradox.solvers.logit_path import follow_logit_branch
from gametheory_paradox.table import Table, Tabular

_NEAR = 0.01  # how far from the last point an equilibrium may be to be recognized as the limit


@dataclass(frozen=True)
class LogitPath(Tabular):
    """The branch of logit equilibria from uniform play; its points are floating-point numbers.

    Parameters
    ----------
    game
        The game.
    precisions
        The precision λ of each point, in units of one over the payoffs'.
    points
        For each of them every player's probabilities.
    finished
        Whether the precision asked for was reached.
    limit
        The exact Nash equilibrium near the last point; None where none was recognized.
    """

    game: NormalForm[Fraction]
    precisions: tuple[float, ...]
    points: tuple[tuple[Array, ...], ...]
    finished: bool
    limit: Profile | None

    def table(self) -> Table:
        """Some points along the way: the probability of every action."""
        return path_table(
            self.precisions,
            self.points,
            ("precision", *action_heads(self.game)),
            title=f"{self.game.title or 'Game'}: logit quantal response",
            note=APPROXIMATE + ("" if self.finished else "  The path was not followed to its end."),
        )


def logit_path(game: Game | GameFamily, *, until: float = 1e5, budget: float | None = None) -> LogitPath:
    """Follows the logit equilibria from uniform play to nearly a Nash equilibrium, numerically.

    Parameters
    ----------
    game
        A game in normal form with any number of players.
    until
        The precision at which to stop, in units of one over the largest range of a player's payoffs.
    budget
        Seconds after which to stop.

    Sources
    -------
    mckelvey1995; turocy2005

    Examples
    --------
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> [list(map(str, odds)) for odds in logit_path(stag).limit.probabilities]
    [['0', '1'], ['0', '1']]
    """
    game = as_table(game, "quantal response")
    branch = follow_logit_branch(payoff_arrays(game), until, Deadline(budget))
    limit = _recognized(game, branch.points[-1]) if branch.finished else None
    return LogitPath(game, tuple(branch.precisions), tuple(map(tuple, branch.points)), branch.finished, limit)


def _recognized(game: NormalForm[Fraction], point: Sequence[Array]) -> Profile | None:
    """The exact equilibrium near a point: pure, or of two players with supports of equal size."""
    supports = [[action for action, p in enumerate(odds) if p > _NEAR] for odds in point]
    if all(len(support) == 1 for support in supports):
        profile = Profile.pure(game.information_sets, [support[0] for support in supports])
    elif len(supports) == 2 and len(supports[0]) == len(supports[1]):
        mixtures = [_indifferent(game, supports, who) for who in (0, 1)]
        if not all(mixtures):
            return None
        profile = Profile(game.information_sets, tuple(mixtures))
    else:
        return None
    distance = max(float(abs(a - b).max()) for a, b in zip(profile_arrays(profile), point, strict=True))
    return profile if distance < _NEAR and is_nash(game, profile) else None


def _indifferent(
    game: NormalForm[Fraction], supports: Sequence[Sequence[int]], who: int
) -> tuple[Fraction, ...]:
    """A player's only mixture that leaves the other indifferent within its support; () if not one."""
    matrix = game.matrix(game.players[1 - who])
    rows = [[matrix[i][j] if who else matrix[j][i] for j in supports[who]] for i in supports[1 - who]]
    scale = lcm(*(payoff.denominator for row in rows for payoff in row))
    system = [[*(int(payoff * scale) for payoff in row), -1] for row in rows]
    found = solve_integers([*system, [1] * len(rows) + [0]], [0] * len(rows) + [1])
    if not isinstance(found, Solved) or any(x < 0 for x in found.numerators[:-1]):
        return ()
    odds = dict(zip(supports[who], found.numerators, strict=False))
    return tuple(Fraction(odds.get(action, 0), found.denominator) for action in range(game.shape[who]))
