"""Logit quantal response equilibria: play of players who err less and less, and the equilibrium it leads to.

This concept is numerical: the branch from uniform play is followed in floating point, and its points are
approximate.  What is exact is the limit, where it is given: the equilibrium that the last point is near to is
recognized and checked as one.

Sources: mckelvey1995; turocy2005.
"""

from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts.forms import as_table
from gametheory_paradox.concepts.learning.paths import (
    APPROXIMATE,
    Array,
    action_heads,
    path_table,
    payoff_arrays,
)
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.solvers.logit_path import exact_limit, follow_logit_branch
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular


@dataclass(frozen=True, repr=False)
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


def logit_path(game: GameLike, *, until: float = 1e5, budget: float | None = None) -> LogitPath:
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
    branch = follow_logit_branch(payoff_arrays(game), until, Clock(budget))
    limit = exact_limit(game, branch.points[-1]) if branch.finished else None
    return LogitPath(game, tuple(branch.precisions), tuple(map(tuple, branch.points)), branch.finished, limit)
