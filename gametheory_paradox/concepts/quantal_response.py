"""Quantal response: paths of logit equilibria of tables and, by agents, of trees.

Sources: mckelvey1995; turocy2005; mckelvey1998; turocy2010.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts.dynamics import (
    APPROXIMATE,
    Array,
    action_heads,
    digits,
    path_table,
    payoff_arrays,
    profile_arrays,
)
from gametheory_paradox.concepts.forms import as_table, as_tree
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import ExtensiveForm, NormalForm, Profile
from gametheory_paradox.forms.solvers import Equilibria, solve
from gametheory_paradox.forms.tables.solvers.logit_path import exact_limit, follow_logit_branch
from gametheory_paradox.forms.trees.assessments import set_names
from gametheory_paradox.forms.trees.solvers.agent_logit_path import follow_agent_logit_branch
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

# Logit quantal response equilibria: play of players who err less and less, and the equilibrium it leads to
#
# This concept is numerical: the branch from uniform play is followed in floating point, and its points are
# approximate.  What is exact is the limit, where it is given: the equilibrium that the last point is near to
# is recognized and checked as one.
# ----------------------------------------------------------------------------


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


# Agent quantal response on trees: play of players who err less and less, and the equilibrium it leads to
#
# The branch from uniform play is followed in floating point, and its points are approximate.  As the
# precision λ grows without bound, points of the branch come near to sequential equilibria (mckelvey1998): to
# which of the exact ones, ``sequential_limit`` finds.
# ----------------------------------------------------------------------------

_NEAR = 0.01  # how far from the last point, in probability, an equilibrium may be to count as the limit
_WEIGHTY = 1e-3  # weight in a mixture of equilibria below which one is not named


@dataclass(frozen=True, repr=False)
class AgentLogitPath(Tabular):
    """The branch of agent logit equilibria from uniform play; its points are floating-point numbers.

    Parameters
    ----------
    game
        The tree.
    precisions
        The precision λ of each point, in units of one over the payoffs'.
    points
        For each of them the probabilities at every information set.
    payoffs
        For each of them what every player expects.
    error
        How far, in probability, play at some point is at most from the logit response to it.
    finished, why
        Whether the precision asked for was reached, and the reason why the path ends.
    """

    game: ExtensiveForm[Fraction]
    precisions: tuple[float, ...]
    points: tuple[tuple[Array, ...], ...]
    payoffs: tuple[tuple[float, ...], ...]
    error: float
    finished: bool
    why: str

    def table(self) -> Table:
        """Some points along the way: the probability of every action."""
        names = zip(set_names(self.game), self.game.information_sets, strict=True)
        return path_table(
            self.precisions,
            self.points,
            ("precision", *(f"{name}: {action}" for name, info in names for action in info.actions)),
            title=f"{self.game.title or 'Game'}: agent quantal response",
            note=APPROXIMATE
            + ("" if self.finished else f"  The path was not followed to its end: {self.why}."),
        )


def agent_logit_path(game: GameLike, *, until: float = 1e5, budget: float | None = None) -> AgentLogitPath:
    """Follows the agent logit equilibria of a tree from uniform play to nearly a sequential equilibrium.

    Numerical.

    Parameters
    ----------
    game
        The tree; a family is taken at its baseline.
    until
        The precision at which to stop, in units of one over the largest range of a player's payoffs.
    budget
        Seconds after which to stop.

    Raises
    ------
    Unsupported
        If it is a table, nobody chooses, chance never leads to some information set, or the tree is too
        large.

    Sources
    -------
    mckelvey1998; turocy2010

    Examples
    --------
    >>> from gametheory_paradox.forms import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> path = agent_logit_path(game)
    >>> [[round(float(p), 3) for p in odds] for odds in path.points[-1]]
    [[1.0, 0.0], [0.0, 1.0]]
    """
    tree = as_tree(game, "agent quantal response")
    branch = follow_agent_logit_branch(tree, until, Clock(budget))
    logit, points = branch.logit, branch.points
    return AgentLogitPath(
        tree,
        tuple(branch.precisions.tolist()),
        tuple(map(logit.play, points)),
        tuple(tuple(logit.payoffs(point).tolist()) for point in points),
        max(map(logit.error, points)),
        branch.finished,
        branch.why,
    )


@dataclass(frozen=True, repr=False)
class SequentialLimit(Tabular):
    """The exact sequential equilibria to which a path of agent logit equilibria leads.

    Parameters
    ----------
    equilibria
        The sequential equilibria that are known.
    weights
        For each of them its weight in the mixture that is nearest to the last point; more than one has weight
        only within a subset any mixture of which is an equilibrium.
    distance
        How far in probability the last point is from that mixture.
    """

    equilibria: Equilibria
    weights: tuple[float, ...]
    distance: float

    @property
    def is_near(self) -> bool:
        """Tests whether the distance is small enough to say that the path leads there."""
        return self.distance < _NEAR

    @property
    def numbers(self) -> tuple[int, ...]:
        """The equilibria in the mixture."""
        return tuple(number for number, weight in enumerate(self.weights) if weight > _WEIGHTY)

    @property
    def equilibrium(self) -> Profile | None:
        """The exact equilibrium, where the path leads to one of those that are listed; else None."""
        one = self.is_near and len(self.numbers) == 1
        return self.equilibria.profiles[self.numbers[0]] if one else None

    def table(self) -> Table:
        """The equilibria in the mixture, their weights, and what each player gets in them."""
        game, payoffs = self.equilibria.game, self.equilibria.payoffs
        rows = [(f"number {n + 1}", digits(self.weights[n]), *map(str, payoffs[n])) for n in self.numbers]
        end = "leads here" if self.is_near else "'s last point is not near any that is known"
        listed = f"List of equilibria: {self.equilibria.completeness.status}."
        return Table(
            ("equilibrium", "weight", *game.players),
            rows,
            title=f"{game.title or 'Game'}: limit of agent quantal response",
            note=f"The path{' ' * self.is_near}{end}; distance {digits(self.distance)}.  {listed}",
        )


def sequential_limit(path: AgentLogitPath, *, budget: float | None = None) -> SequentialLimit:
    """Finds which exact sequential equilibria a path of agent logit equilibria leads to.

    Parameters
    ----------
    path
        A path; the further it was followed, the nearer it comes.
    budget
        Seconds for finding the sequential equilibria.

    Raises
    ------
    Unsupported
        If no sequential equilibrium of the tree was found.

    Sources
    -------
    mckelvey1998
    """
    found = solve(path.game, concept="sequential", budget=budget)
    if not found.profiles:
        raise Unsupported(f"no sequential equilibrium is known: {found.completeness.why}")

    # The mixture of one equilibrium, or of a subset any mixture of which is one, that is nearest to the end.
    flat = np.array([np.concatenate(profile_arrays(profile)) for profile in found.profiles])
    last = np.concatenate(path.points[-1])
    best: tuple[float, tuple[float, ...]] = (np.inf, ())
    for subset in (*((n,) for n in range(len(flat))), *found.subsets):
        own = _nearest_mixture(flat[list(subset)], last)
        distance = float(np.abs(own @ flat[list(subset)] - last).max())
        if distance < best[0] - 1e-9:
            weights = np.zeros(len(flat))
            weights[list(subset)] = own
            best = distance, tuple(weights.tolist())
    return SequentialLimit(found, best[1], best[0])


def _nearest_mixture(corners: Array, point: Array, rounds: int = 2_000) -> Array:
    """The weights of the mixture of some points that is nearest to another one, by projected gradients."""
    weights = np.full(len(corners), 1 / len(corners))
    gram, aim = corners @ corners.T, corners @ point
    step = 1 / max(float(np.linalg.norm(gram, 2)), 1e-12)
    for _ in range(rounds if len(corners) > 1 else 0):
        moved = weights - step * (gram @ weights - aim)
        order = np.sort(moved)[::-1]
        excess = (np.cumsum(order) - 1) / np.arange(1, len(moved) + 1)
        weights = np.maximum(moved - excess[np.flatnonzero(order > excess)[-1]], 0.0)
    return weights
