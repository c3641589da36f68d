"""The principal branch of agent logit equilibria of a tree, followed numerically from uniform play.

In an agent logit equilibrium of precision λ every action a of information set s is played with probability
proportional to exp(λ·V(a)), where V(a) is what its player expects from a on: given that play has come to s,
with the probabilities that all other sets' behavior gives to the nodes there.  All actions have positive
probability, so that this is always defined. V(a) is the mean payoff of the ends behind a, weighted by how
likely they are; weights are compared in logarithms, so that sets that are almost never reached do no harm.

Sources: mckelvey1998 (agent logit equilibria and their limits); turocy2010 (the method for trees).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import ExtensiveForm, Lottery, Profile, Terminal
from gametheory_paradox.forms.solvers.equilibria import Equilibria
from gametheory_paradox.forms.solvers.path_following import (
    PRECISE,
    Array,
    Curve,
    at_parameter,
    end_of_branch,
    follow,
    is_limit,
    logit_equations,
    parts_of,
    uniform_logs,
)
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction

MOST_ACTIONS, MOST_ENTRIES = 500, 2_000_000  # each step takes time like the cube of the first
_SIMPLE = 100  # the largest denominator of a probability that is recognized


class AgentLogit:
    """The equations of the branch, in the log probabilities of all actions and λ times the range of payoffs.

    Parameters
    ----------
    game
        The tree.

    Raises
    ------
    Unsupported
        If nobody chooses, chance never leads to some information set, or the tree or its payoffs are too
        large.
    """

    def __init__(self, game: ExtensiveForm[Fraction]):
        self.game = game
        self.sizes = [len(info.actions) for info in game.information_sets]
        self.starts = [0, *np.cumsum(self.sizes).tolist()]
        self._check_size()
        columns = list(zip(*(end.payoffs for _, end in game.terminals()), strict=True))
        lows, self._range = (
            [min(column) for column in columns],
            max(max(column) - min(column) for column in columns) or Fraction(1),
        )

        try:
            self.scale, self._lows = float(self._range), np.array([float(low) for low in lows])
        except OverflowError as problem:
            raise Unsupported(
                "quantal response: the payoffs are too large for floating-point numbers"
            ) from problem

        self._read(lows)

    def _check_size(self) -> None:
        ends, actions = sum(1 for _ in self.game.terminals()), self.starts[-1]
        if not actions:
            raise Unsupported("quantal response: in this tree nobody chooses")
        if actions > MOST_ACTIONS or ends * actions > MOST_ENTRIES:
            raise Unsupported(
                f"quantal response: {ends} ends and {actions} actions at all information sets are too many; "
                f"offered up to {MOST_ACTIONS:,} actions, and up to {MOST_ENTRIES:,} ends times actions"
            )

    def _read(self, lows: list[Fraction]) -> None:
        """Reads for each end of positive probability payoffs, chance, and the actions that lead there."""
        chance: list[float] = [1.0] * len(self.game.nodes)
        taken: list[tuple[int, ...]] = [()] * len(self.game.nodes)
        payoffs, odds, behind = [], [], []
        span = close_fraction(self._range)

        for place, node in enumerate(self.game.nodes):
            if isinstance(node, Terminal):
                if chance[place]:
                    shares = (p - low for p, low in zip(node.payoffs, lows, strict=True))
                    payoffs.append([float(close_fraction(share) / span) for share in shares])
                    odds.append(chance[place])
                    behind.append(taken[place])
                continue
            for branch, child in enumerate(node.children):
                chance[child], taken[child] = chance[place], taken[place]
                if isinstance(node, Lottery):
                    chance[child] *= float(node.probabilities[branch])
                else:
                    taken[child] += (self.starts[node.information_set] + branch,)

        self._payoffs, self._log_odds = np.array(payoffs), np.log(np.array(odds))
        self._leads = np.zeros((len(payoffs), self.starts[-1]))
        for number, actions in enumerate(behind):
            self._leads[number, list(actions)] = 1.0
        self._ends = [np.flatnonzero(column) for column in self._leads.T]

        for info, begin in zip(self.game.information_sets, self.starts, strict=False):
            if not len(self._ends[begin]):
                raise Unsupported(
                    f"quantal response: chance never leads to {info.player}'s information set {info.name!r}"
                )

    def play(self, point: Array) -> tuple[Array, ...]:
        """For each information set the probabilities at a point, rescaled to sum to one."""
        return tuple(parts_of(point, self.sizes))

    def payoffs(self, point: Array) -> Array:
        """The expected payoff of each player at a point."""
        weights = np.exp(self._log_odds + self._leads @ point[:-1])
        found: Array = self._lows + self.scale * (weights @ self._payoffs) / weights.sum()
        return found

    def error(self, point: Array) -> float:
        """The largest distance, in probability, of play at a point from the logit response to it."""
        worth, _ = self._worth(point)
        found = 0.0
        for begin, odds in zip(self.starts, self.play(point), strict=False):
            gains = point[-1] * worth[begin : begin + len(odds)]
            weights = np.exp(gains - gains.max())
            found = max(found, float(np.abs(weights / weights.sum() - odds).max()))
        return found

    def equations(self, point: Array) -> tuple[Array, Array]:
        """Probabilities sum to one at each set; log odds against the first action are λ times the gain."""
        return logit_equations(point, self.sizes, *self._worth(point))

    def _worth(self, point: Array) -> tuple[Array, Array]:
        """The worth of each action to its player, and its derivative by the logarithm of each probability."""
        likely = self._log_odds + self._leads @ point[:-1]
        worth, change = np.zeros(self.starts[-1]), np.zeros((self.starts[-1],) * 2)
        for number, (info, begin) in enumerate(zip(self.game.information_sets, self.starts, strict=False)):
            who = self.game.players.index(info.player)
            for action in range(begin, begin + self.sizes[number]):
                ends = self._ends[action]
                weights = np.exp(likely[ends] - likely[ends].max())
                weights /= weights.sum()
                payoffs = self._payoffs[ends, who]
                worth[action] = weights @ payoffs
                change[action] = (weights * (payoffs - worth[action])) @ self._leads[ends]
        return worth, change


@dataclass(frozen=True, eq=False, repr=False)
class AgentBranch(Curve):
    """A branch of agent logit equilibria: log probabilities of all actions, and λ times the range of payoffs.

    Parameters
    ----------
    points, finished, why
        As of any curve; finished if the precision asked for was reached.
    logit
        Its equations.
    """

    logit: AgentLogit

    @cached_property
    def precisions(self) -> Array:
        """The precision of each point, in units of one over the payoffs'."""
        return np.array([point[-1] for point in self.points]) / self.logit.scale

    def at(self, precision: float) -> Array:
        """The point where the branch first reaches a precision, which must not be beyond its largest."""
        number = int(np.argmax(self.precisions >= precision))
        there = self.points[number]
        if number == 0 or self.precisions[number] == precision:
            return there
        here = self.points[number - 1]
        share = (precision * self.logit.scale - here[-1]) / (there[-1] - here[-1])
        guess = here + share * (there - here)
        point = at_parameter(self.logit.equations, guess)
        return guess if point is None else point


def agent_logit_path(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds at most one Nash equilibrium: the end of the branch, if its probabilities are simple fractions.

    Parameters
    ----------
    game
        A tree with perfect recall.
    clock
        When to give up.

    Returns
    -------
    One equilibrium, exact and *partial*, or none.

    Raises
    ------
    Unsupported
        If nobody chooses, chance never leads to some information set, somebody forgets, or the tree or its
        payoffs are too large.

    Sources
    -------
    mckelvey1998; turocy2010

    Examples
    --------
    >>> from gametheory_paradox.forms import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> [list(map(int, odds)) for odds in agent_logit_path(game, Clock(None))[0].probabilities]
    [[1, 0], [0, 1]]
    """
    branch = follow_agent_logit_branch(game, PRECISE, clock)
    limit = _exact_limit(game, branch.logit.play(branch.points[-1]))
    return end_of_branch(game, "agent_logit_path", None if branch.finished else branch.why, limit)


def _exact_limit(game: ExtensiveForm[Fraction], point: Sequence[Array]) -> Profile | None:
    """The equilibrium near a point whose probabilities have small denominators; None if there is none."""
    probabilities = []
    for odds in point:
        nearest = [Fraction(float(p)).limit_denominator(_SIMPLE) for p in odds]
        likeliest = int(np.argmax(odds))
        nearest[likeliest] += 1 - sum(nearest)
        probabilities.append(tuple(nearest))
    candidate = Profile(game.information_sets, tuple(probabilities))
    return candidate if is_limit(game, candidate, point) else None


def follow_agent_logit_branch(game: ExtensiveForm[Fraction], until: float, clock: Clock) -> AgentBranch:
    """Follows the branch up to a precision.

    Parameters
    ----------
    game
        The tree.
    until
        The precision at which to stop, in units of one over the largest range of a player's payoffs.
    clock
        When to give up.

    Sources
    -------
    mckelvey1998; turocy2010
    """
    logit = AgentLogit(game)
    curve = follow(logit.equations, uniform_logs(logit.sizes), until, clock)
    return AgentBranch(curve.points, curve.finished, curve.why, logit)
