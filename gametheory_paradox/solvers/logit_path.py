"""The principal branch of logit quantal response equilibria, followed numerically from uniform play.

In a logit equilibrium of precision λ every action a of player i is played with probability proportional to
exp(λ·u_i(a, p_-i)). At λ = 0 all play uniformly; the branch that starts there leads, as λ grows, to a Nash
equilibrium, in almost all games to one. The branch is followed by arc length, through its turning points, in
the logarithms of the probabilities: a tangent step, then Newton's method back to the curve.  All numbers are
floating-point ones: this is a numerical method, it proves nothing.

Sources: mckelvey1995 (the branch and its limit); turocy2005 (logarithms and arc length).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gametheory_paradox.solvers.deadline import Deadline

Array = npt.NDArray[np.float64]

_CLOSE = 1e-9  # to the curve
_FIRST, _LONGEST, _SHORTEST = 0.03, 1e6, 1e-9  # steps along the curve
_FAR = 0.3  # a Newton correction longer than this means that the tangent step was too long


@dataclass(frozen=True)
class Branch:
    """Points of the branch: precisions, in units of one over the payoffs', and for each the probabilities of every player."""

    precisions: list[float]
    points: list[list[Array]]
    finished: bool


def follow_logit_branch(
    payoffs: Sequence[Array], until: float, deadline: Deadline, *, most_steps: int = 20_000
) -> Branch:
    """Follows the branch up to a precision.

    Parameters
    ----------
    payoffs
        For each player an array with one axis per player.
    until
        The precision at which to stop, in units of one over the largest range of a player's payoffs.
    deadline
        When to give up; the branch is then not finished.
    most_steps
        How many steps at most.

    Sources
    -------
    turocy2005
    """
    scale = max(float(np.ptp(table)) for table in payoffs) or 1.0
    curve = _Curve([table / scale for table in payoffs])
    here, direction = curve.start(), curve.forward()
    precisions, points, step = [0.0], [curve.play(here)], _FIRST
    for _ in range(most_steps):
        if here[-1] >= until or deadline.is_over or step < _SHORTEST:
            break
        there = curve.corrected(here + step * direction)
        if there is None:
            step /= 2
            continue
        ahead = curve.tangent(there, direction)
        if ahead @ direction < 0.9:  # it turns too sharply for this step
            step /= 2
            continue
        here, direction, step = there, ahead, min(1.5 * step, _LONGEST)
        precisions.append(float(here[-1]) / scale)
        points.append(curve.play(here))
    return Branch(precisions, points, bool(here[-1] >= until))


class _Curve:
    """The equations of the branch in (log probabilities of all actions of all players, λ)."""

    def __init__(self, payoffs: Sequence[Array]):
        self._payoffs = payoffs
        self._sizes = payoffs[0].shape
        self._starts = [0, *np.cumsum(self._sizes).tolist()]

    def start(self) -> Array:
        """Uniform play at λ = 0."""
        return np.concatenate([*(np.full(size, -np.log(size)) for size in self._sizes), [0.0]])

    def forward(self) -> Array:
        """The tangent there that makes λ grow."""
        up = np.zeros(self._starts[-1] + 1)
        up[-1] = 1.0
        return self.tangent(self.start(), up)

    def play(self, point: Array) -> list[Array]:
        """The probabilities at a point, rescaled to sum to one."""
        odds = [np.exp(part) for part in self._parts(point)]
        return [part / part.sum() for part in odds]

    def tangent(self, point: Array, near: Array) -> Array:
        """The unit tangent that points the same way as ``near``."""
        _, slopes = self._equations(point)
        full, _ = np.linalg.qr(slopes.T, mode="complete")
        found: Array = full[:, -1]
        return found if found @ near > 0 else -found

    def corrected(self, guess: Array) -> Array | None:
        """The point of the curve near a guess; None if Newton's method does not settle there quickly."""
        point, before = guess, _FAR
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(8):
                values, slopes = self._equations(point)
                if not np.isfinite(slopes).all():
                    return None
                move = np.linalg.lstsq(slopes, values, rcond=None)[0]
                length = float(np.max(np.abs(move)))
                if not length <= before:
                    return None
                point = point - move
                if length < _CLOSE * max(1.0, float(np.max(np.abs(point)))):
                    return point
                before = length / 2
        return None

    def _parts(self, point: Array) -> list[Array]:
        return [point[start:end] for start, end in zip(self._starts, self._starts[1:], strict=False)]

    def _equations(self, point: Array) -> tuple[Array, Array]:
        """For each player: probabilities sum to one, and log odds against the first action are λ times what it gains."""
        count, precision = self._starts[-1], float(point[-1])
        logs = self._parts(point)
        odds = [np.exp(part) for part in logs]
        values, slopes = np.zeros(count), np.zeros((count, count + 1))
        for who, table in enumerate(self._payoffs):
            begin, end = self._starts[who], self._starts[who + 1]
            values[begin] = odds[who].sum() - 1
            slopes[begin, begin:end] = odds[who]
            worth = self._expected(table, odds, (who,))
            rows = range(begin + 1, end)
            values[rows] = logs[who][1:] - logs[who][0] - precision * (worth[1:] - worth[0])
            slopes[rows, rows] = 1.0
            slopes[rows, begin] = -1.0
            slopes[rows, -1] = worth[0] - worth[1:]
            for other in range(len(odds)):
                if other != who:
                    change = self._expected(table, odds, (who, other)) * odds[other]
                    slopes[begin + 1 : end, self._starts[other] : self._starts[other + 1]] = -precision * (
                        change[1:] - change[0]
                    )
        return values, slopes

    def _expected(self, table: Array, odds: Sequence[Array], kept: tuple[int, ...]) -> Array:
        """The payoffs when all but the kept players mix; the axes of the kept ones remain, in their order."""
        for player in reversed(range(len(odds))):
            if player not in kept:
                table = np.tensordot(table, odds[player], axes=(player, 0))
        return table if tuple(sorted(kept)) == kept else table.T
