"""Robustness of an option paradox to errors: the precisions at which a mover is better off without an action.

The branches of agent logit equilibria with and without the action are followed in floating point.  A verdict
is about equilibria, that is about players who never err; this says how much they may err for it still to be
so.

Sources: mckelvey1998; turocy2010.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts.forms import as_tree
from gametheory_paradox.concepts.learning.paths import APPROXIMATE, digits, sample
from gametheory_paradox.games import ExtensiveForm, Scope, delete, scope_of
from gametheory_paradox.solvers.agent_logit_path import AgentBranch, follow_agent_logit_branch
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

_NARROW = 1e-9  # how far apart, as a share, two precisions may be between which a sign changes
_NOISE = 1e-9  # differences below, as a share of the range of payoffs, have no sign


@dataclass(frozen=True, repr=False)
class LogitRobustness(Tabular):
    """A mover's payoffs with and without an action when everyone errs, by precision; floating-point numbers.

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
        """The mover's gain by not having the action."""
        pairs = zip(self.without_action, self.with_action, strict=True)
        return tuple(without - with_ for without, with_ in pairs)

    @property
    def better_without(self) -> bool:
        """Tests whether at the largest precision the mover is better off without the action."""
        return self.differences[-1] > 0

    @property
    def holds_from(self) -> float:
        """The precision from which on the difference has its last sign; 0 if that never changes."""
        return self.flips[-1] if self.flips else 0.0

    def table(self) -> Table:
        """Some precisions: the mover's payoffs and their difference; and where its sign changes."""
        columns = (self.precisions, self.with_action, self.without_action, self.differences)
        rows = [[digits(column[n]) for column in columns] for n in sample(len(self.precisions))]
        flips = ", ".join(map(digits, self.flips))
        note = f"{APPROXIMATE}  The sign of the difference " + (
            f"changes at {flips}." if flips else "never changes."
        )
        note += "" if self.finished else f"  The paths were not followed to their ends: {self.why}."
        return Table(
            ("precision", "with it", "without it", "difference"),
            rows,
            title=f"{self.game.title or 'Game'}: {self.mover} with and without {self.action!r}, by precision",
            note=note,
            align="rrrr",
        )


def logit_robustness(
    game: GameLike,
    *,
    mover: str,
    action: str,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    until: float = 1e4,
    budget: float | None = None,
) -> LogitRobustness:
    """Finds the precisions at which a mover is better off without an action, along agent logit equilibria.

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
    tree = as_tree(game, "logit robustness")
    scope = scope_of(tree, mover, action, (at,) if isinstance(at, str) else tuple(at), tuple(coalition))
    reduced = delete(tree, scope)

    # Both branches up to one precision, whatever the ranges of payoffs.
    last = until * _range(reduced) / _range(tree)
    with_action = follow_agent_logit_branch(tree, until, Clock(budget))
    without_action = follow_agent_logit_branch(reduced, last, Clock(budget))
    pair = _Pair(with_action, without_action, tree.players.index(mover))
    grid = pair.precisions()
    values = [pair.payoffs(precision) for precision in grid]
    shorter = min(
        with_action, without_action, key=lambda branch: (branch.finished, float(branch.precisions.max()))
    )
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

    with_action: AgentBranch
    without_action: AgentBranch
    who: int

    def precisions(self) -> list[float]:
        """Those of the points of both branches, up to where the shorter one ends."""
        both = [self.with_action.precisions, self.without_action.precisions]
        last = min(float(own.max()) for own in both)
        return [p for p in np.unique(np.concatenate([*both, [last]])).tolist() if 0 <= p <= last]

    def payoffs(self, precision: float) -> tuple[float, float]:
        """The mover's expected payoffs with and without the action."""
        branches = (self.with_action, self.without_action)
        with_, without = (float(branch.logit.payoffs(branch.at(precision))[self.who]) for branch in branches)
        return with_, without

    def flips(self, grid: Sequence[float], differences: Sequence[float]) -> list[float]:
        """The precisions at which the sign of the difference changes, by bisection."""
        found = []
        noise = _NOISE * self.with_action.logit.scale
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


def _range(game: ExtensiveForm[Fraction]) -> float:
    columns = zip(*(end.payoffs for _, end in game.terminals()), strict=True)
    return float(max(max(column) - min(column) for column in columns)) or 1.0
