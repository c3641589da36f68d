"""Agent quantal response on trees: how play changes as players become more precise, where that leads, how robust a verdict is.

These concepts are numerical: the branch from uniform play is followed in floating point, and its points are
approximate.  As the precision λ grows without bound, points of the branch come near to sequential equilibria
(mckelvey1998): to which of the exact ones, ``sequential_limit`` finds.  ``logit_robustness`` follows the
branch with and without an action: at which precisions would the mover be better off without it?  A verdict is
about equilibria, that is about players who never err; this says how much they may err for it still to be so.

Sources: mckelvey1998; turocy2010.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from gametheory_paradox.concepts.learning.floating import Array, profile_arrays, shown
from gametheory_paradox.concepts.shown import Shown
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, Profile, Scope, delete, scope_of
from gametheory_paradox.games.assessments import set_names
from gametheory_paradox.solvers import Equilibria, solve
from gametheory_paradox.solvers.agent_logit_path import AgentBranch, follow_agent_logit_branch
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.table import Table

_SHOWN = 12  # rows of a table
_NEAR = 0.01  # how far from the last point, in probability, an equilibrium may be to count as the limit
_WEIGHTY = 1e-3  # weight in a mixture of equilibria below which one is not named
_NARROW = 1e-9  # how far apart, as a share, two precisions may be between which a sign changes
_NOISE = 1e-9  # differences below, as a share of the range of payoffs, have no sign
_PRECISE = "Numerical: points are approximate."


@dataclass(frozen=True)
class AgentLogitPath(Shown):
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
        heads = [f"{name}: {action}" for name, info in names for action in info.actions]
        rows = [
            [shown(self.precisions[n]), *(shown(p) for odds in self.points[n] for p in odds)]
            for n in _picked(self.points)
        ]
        note = _PRECISE + ("" if self.finished else f"  The path was not followed to its end: {self.why}.")
        title = f"{self.game.title or 'Game'}: agent quantal response"
        return Table(("precision", *heads), rows, title=title, note=note, align="r" * (len(heads) + 1))


def agent_logit_path(
    game: Game | GameFamily, *, until: float = 1e5, budget: float | None = None
) -> AgentLogitPath:
    """Follows the agent logit equilibria of a tree from uniform play to nearly a sequential equilibrium, numerically.

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
    >>> from gametheory_paradox.games import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> path = agent_logit_path(game)
    >>> [[round(float(p), 3) for p in odds] for odds in path.points[-1]]
    [[1.0, 0.0], [0.0, 1.0]]
    """
    tree = _as_tree(game)
    branch = follow_agent_logit_branch(tree, until, Deadline(budget))
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


@dataclass(frozen=True)
class SequentialLimit(Shown):
    """The exact sequential equilibria to which a path of agent logit equilibria leads.

    Parameters
    ----------
    found
        The sequential equilibria that are known.
    weights
        For each of them its weight in the mixture that is nearest to the last point; more than one has weight
        only within a subset any mixture of which is an equilibrium.
    distance
        How far in probability the last point is from that mixture.
    """

    found: Equilibria
    weights: tuple[float, ...]
    distance: float

    @property
    def is_near(self) -> bool:
        """Whether the distance is small enough to say that the path leads there."""
        return self.distance < _NEAR

    @property
    def numbers(self) -> tuple[int, ...]:
        """The equilibria in the mixture."""
        return tuple(number for number, weight in enumerate(self.weights) if weight > _WEIGHTY)

    @property
    def equilibrium(self) -> Profile | None:
        """The exact equilibrium, where the path leads to one of those that are listed; else None."""
        return self.found.profiles[self.numbers[0]] if self.is_near and len(self.numbers) == 1 else None

    def table(self) -> Table:
        """The equilibria in the mixture, their weights, and what each player gets in them."""
        heads = ("equilibrium", "weight", *self.found.game.players)
        rows = [
            (f"number {n + 1}", shown(self.weights[n]), *map(str, self.found.payoffs[n]))
            for n in self.numbers
        ]
        said = (
            "The path leads here" if self.is_near else "The path's last point is not near any that is known"
        )
        note = (
            f"{said}; distance {shown(self.distance)}.  List of equilibria: {self.found.completeness.status}."
        )
        return Table(
            heads,
            rows,
            title=f"{self.found.game.title or 'Game'}: limit of agent quantal response",
            note=note,
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


@dataclass(frozen=True)
class LogitRobustness(Shown):
    """What the mover expects with and without an action when everyone errs, by how precise they are; floating-point numbers.

    Parameters
    ----------
    game, mover, action, scope
        The tree with the action, whose payoff is measured, and which action is taken away where.
    precisions
        Precisions λ, the same in both games, in units of one over the payoffs', growing.
    with_action, without_action
        For each of them what the mover expects.
    flips
        The precisions at which the sign of the difference changes.
    finished, why
        Whether the precision asked for was reached in both games, and the reason why the shorter path ends.
    """

    game: ExtensiveForm[Fraction]
    mover: str
    action: str
    scope: Scope
    precisions: tuple[float, ...]
    with_action: tuple[float, ...]
    without_action: tuple[float, ...]
    flips: tuple[float, ...]
    finished: bool
    why: str

    @property
    def differences(self) -> tuple[float, ...]:
        """By how much the mover is better off without the action."""
        return tuple(
            without - has for without, has in zip(self.without_action, self.with_action, strict=True)
        )

    @property
    def better_without(self) -> bool:
        """Whether at the largest precision the mover is better off without the action."""
        return self.differences[-1] > 0

    @property
    def holds_from(self) -> float:
        """The precision from which on the sign of the difference is that at the end; 0 if it never changes."""
        return self.flips[-1] if self.flips else 0.0

    def table(self) -> Table:
        """Some precisions: the mover's payoffs and their difference; and where its sign changes."""
        rows = [
            (
                shown(self.precisions[n]),
                shown(self.with_action[n]),
                shown(self.without_action[n]),
                shown(self.differences[n]),
            )
            for n in _picked(self.precisions)
        ]
        flips = ", ".join(map(shown, self.flips))
        said = (
            f"The sign of the difference changes at {flips}."
            if flips
            else "The sign of the difference never changes."
        )
        note = f"{_PRECISE}  {said}" + (
            "" if self.finished else f"  The paths were not followed to their ends: {self.why}."
        )
        title = f"{self.game.title or 'Game'}: {self.mover} with and without {self.action!r}, by precision"
        return Table(
            ("precision", "with it", "without it", "difference"), rows, title=title, note=note, align="rrrr"
        )


def logit_robustness(
    game: Game | GameFamily,
    *,
    mover: str,
    action: str,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    until: float = 1e4,
    budget: float | None = None,
) -> LogitRobustness:
    """Finds at which precisions a mover is better off without an action, along the branches of agent logit equilibria.

    The names mean what they mean for ``detect``.  Where a branch turns back in λ, play jumps: at each
    precision the point at which the branch first reaches it is taken, and the sign may change in the jump.

    Parameters
    ----------
    game
        The tree; a family is taken at its baseline.
    mover, action
        Whose payoff is measured, and which of its actions is taken away.
    at
        The information sets that lose the action; by default all of the mover's that have it.
    coalition
        Players, the mover among them, who all lose the action.
    until
        The precision at which to stop, in units of one over the largest range of a player's payoffs with the
        action.
    budget
        Seconds for each of the two paths.

    Raises
    ------
    InvalidGame
        If a name does not exist, or nothing would be left to choose.
    Unsupported
        If it is a table, or the tree is too large.

    Sources
    -------
    mckelvey1998

    Examples
    --------
    >>> from gametheory_paradox.games import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> found = logit_robustness(game, mover="New", action="in")
    >>> found.better_without, found.flips
    (False, ())
    """
    tree = _as_tree(game)
    scope = scope_of(tree, mover, action, (at,) if isinstance(at, str) else tuple(at), tuple(coalition))
    has = follow_agent_logit_branch(tree, until, Deadline(budget))
    reduced = delete(tree, action, scope)
    lacks = follow_agent_logit_branch(reduced, until * _range(reduced) / _range(tree), Deadline(budget))
    pair = _Pair(has, lacks, tree.players.index(mover))
    grid = pair.precisions()
    values = [pair.payoffs(precision) for precision in grid]
    shorter = min(has, lacks, key=lambda branch: (branch.finished, float(branch.precisions.max())))
    return LogitRobustness(
        tree,
        mover,
        action,
        scope,
        tuple(grid),
        tuple(w for w, _ in values),
        tuple(w for _, w in values),
        tuple(pair.flips(grid, [without - with_ for with_, without in values])),
        shorter.finished,
        shorter.why,
    )


@dataclass(frozen=True)
class _Pair:
    """The branches of the two games, and whose payoff is compared."""

    has: AgentBranch
    lacks: AgentBranch
    who: int

    def precisions(self) -> list[float]:
        """Those of the points of both branches, up to where the shorter one ends."""
        both = [self.has.precisions, self.lacks.precisions]
        last = min(float(own.max()) for own in both)
        return [p for p in np.unique(np.concatenate([*both, [last]])).tolist() if 0 <= p <= last]

    def payoffs(self, precision: float) -> tuple[float, float]:
        """What the mover expects with and without the action."""
        with_, without = (float(b.logit.payoffs(b.at(precision))[self.who]) for b in (self.has, self.lacks))
        return with_, without

    def flips(self, grid: Sequence[float], differences: Sequence[float]) -> list[float]:
        """The precisions at which the sign of the difference changes, by bisection."""
        found = []
        noise = _NOISE * self.has.logit.scale
        signs = [(p, d > 0) for p, d in zip(grid, differences, strict=True) if abs(d) > noise]
        for (low, below), (high, above) in pairwise(signs):
            if below == above:
                continue
            start, end = low, high
            while end - start > _NARROW * end:
                middle = (start + end) / 2
                with_, without = self.payoffs(middle)
                if middle in (start, end):
                    break
                start, end = (middle, end) if (without - with_ > 0) == below else (start, middle)
            found.append((start + end) / 2)
        return found


def _as_tree(game: Game | GameFamily) -> ExtensiveForm[Fraction]:
    if isinstance(game, GameFamily):
        game = game.at()
    if not isinstance(game, ExtensiveForm):
        raise Unsupported(
            "agent quantal response: offered for trees, this game is a table; logit_path takes it"
        )
    return game


def _range(game: ExtensiveForm[Fraction]) -> float:
    columns = zip(*(end.payoffs for _, end in game.terminals()), strict=True)
    return float(max(max(column) - min(column) for column in columns)) or 1.0


def _picked(rows: Sequence[object]) -> list[int]:
    """The numbers of some rows, from the first to the last."""
    last = len(rows) - 1
    return sorted({last * number // (_SHOWN - 1) for number in range(_SHOWN)})
