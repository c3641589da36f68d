"""Curves given by equations, followed by arc length: a tangent step, then Newton's method back to the curve.

The last coordinate is the parameter; the curve may turn back in it and is followed through.  All numbers are
floating-point ones: this is a numerical method, it proves nothing.

Sources: turocy2005 (the method, for logit equilibria of tables).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import Game, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated
from gametheory_paradox.table import Record

Array: TypeAlias = npt.NDArray[np.float64]
Equations: TypeAlias = Callable[[Array], tuple[Array, Array]]  # values, zero on the curve, and their slopes

PRECISE = 1e5  # the precision at which a branch of logit equilibria is taken to be at its end
NEAR = 0.01  # how far in probability an equilibrium may be from the end of a path to be taken for its limit

_CLOSE = 1e-9  # to the curve
_FIRST, _LONGEST, _SHORTEST = 0.03, 1e6, 1e-9  # steps along the curve
_FAR = 0.3  # a Newton correction longer than this means that the tangent step was too long
_STRAIGHT = 0.9  # cosine of the angle between tangents below which a step is taken again, shorter
_TRIES = 8  # of Newton's method


@dataclass(frozen=True, eq=False, repr=False)
class Curve(Record):
    """Points of a curve, whether the parameter reached the value asked for, and why it ends where it does."""

    points: tuple[Array, ...]
    finished: bool
    why: str


def follow(
    equations: Equations, start: Array, until: float, clock: Clock, *, most_steps: int = 20_000
) -> Curve:
    """Follows a curve from a point, in the direction in which the parameter grows there.

    Parameters
    ----------
    equations
        One fewer than there are coordinates.
    start
        A point of the curve.
    until
        The value of the parameter at which to stop.
    clock
        When to give up.
    most_steps
        How many steps at most.

    Sources
    -------
    turocy2005
    """
    up = np.zeros(len(start))
    up[-1] = 1.0
    here, direction, step = start, _tangent(equations, start, up), _FIRST
    points = [here]
    for _ in range(most_steps):
        if here[-1] >= until:
            return Curve(tuple(points), True, "the precision asked for was reached")
        if clock.is_over:
            return Curve(tuple(points), False, clock.ended())
        if step < _SHORTEST:
            why = "steps became too short: the path turns sharply, or paths meet here"
            return Curve(tuple(points), False, why)

        there = _corrected(equations, here + step * direction)
        ahead = None if there is None else _tangent(equations, there, direction)
        if there is None or ahead is None or ahead @ direction < _STRAIGHT:
            step /= 2
            continue
        here, direction, step = there, ahead, min(1.5 * step, _LONGEST)
        points.append(here)
    return Curve(tuple(points), bool(here[-1] >= until), f"{most_steps:,} steps were taken")


def at_parameter(equations: Equations, guess: Array) -> Array | None:
    """The point of the curve near a guess and with its parameter; None if Newton's method does not settle."""
    return _corrected(equations, guess, moving=len(guess) - 1)


def uniform_logs(sizes: Sequence[int]) -> Array:
    """The logarithms of equal probabilities of so many actions each, and λ = 0: the start of a branch."""
    return np.concatenate([*(np.full(size, -np.log(size)) for size in sizes), [0.0]])


def logit_equations(point: Array, sizes: Sequence[int], worth: Array, change: Array) -> tuple[Array, Array]:
    """The equations of a branch of logit equilibria in (log probabilities of actions, λ), and their slopes.

    Probabilities of so many actions each sum to one; log odds against the first one are λ times the gain.

    Parameters
    ----------
    point
        Where.
    sizes
        How many actions there are at each place.
    worth, change
        The worth of each action to its player, and its derivative by the logarithm of each probability.
    """
    logs, precision = point[:-1], float(point[-1])
    values, slopes = np.zeros(len(logs)), np.zeros((len(logs), len(point)))
    for begin, end in pairwise([0, *np.cumsum(sizes).tolist()]):
        own, others = slice(begin, end), slice(begin + 1, end)
        odds = np.exp(logs[own])
        values[begin], slopes[begin, own] = odds.sum() - 1, odds

        gains = worth[others] - worth[begin]
        values[others] = logs[others] - logs[begin] - precision * gains
        slopes[others, :-1] = -precision * (change[others] - change[begin])
        slopes[others, begin] -= 1.0
        slopes[range(begin + 1, end), range(begin + 1, end)] += 1.0
        slopes[others, -1] = -gains
    return values, slopes


def parts_of(point: Array, sizes: Sequence[int]) -> list[Array]:
    """The probabilities of so many actions each, from their logarithms, rescaled to sum to one."""
    odds = np.split(np.exp(point[: sum(sizes)]), np.cumsum(sizes)[:-1])
    return [part / part.sum() for part in odds]


def is_limit(game: Game, candidate: Profile, point: Sequence[Array]) -> bool:
    """True if an exact profile is near the last point of a path, and an equilibrium."""
    exact = (np.array([float(p) for p in odds]) for odds in candidate.probabilities)
    far = max((float(np.abs(a - b).max()) for a, b in zip(exact, point, strict=True)), default=0.0)
    return far < NEAR and is_nash(game, candidate)


def end_of_branch(game: Game, method: str, cut_short: str | None, limit: Profile | None) -> Equilibria:
    """The equilibrium to which a branch of logit equilibria leads, where one was recognized."""
    if cut_short is not None:
        return isolated(game, "nash", method, (), Completeness("budget", f"the branch ends: {cut_short}"))
    if limit is None:
        why = "no exact equilibrium was recognized at the end of the branch"
        return isolated(game, "nash", method, (), Completeness("partial", why))
    why = "the equilibrium at the end of the branch from uniform play; others were not looked for"
    return isolated(game, "nash", method, [limit], Completeness("partial", why))


def _tangent(equations: Equations, point: Array, near: Array) -> Array:
    """The unit tangent that points the same way as ``near``."""
    _, slopes = equations(point)
    full, _ = np.linalg.qr(slopes.T, mode="complete")
    tangent: Array = full[:, -1]
    return tangent if tangent @ near > 0 else -tangent


def _corrected(equations: Equations, guess: Array, moving: int | None = None) -> Array | None:
    """The point of the curve near a guess; only the first ``moving`` coordinates change, or all."""
    point, before = guess.copy(), _FAR
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(_TRIES):
            values, slopes = equations(point)
            if not (np.isfinite(slopes).all() and np.isfinite(values).all()):
                return None
            move = np.linalg.lstsq(slopes[:, :moving], values, rcond=None)[0]
            length = float(np.max(np.abs(move)))
            if not length <= before:
                return None
            point[:moving] -= move
            if length < _CLOSE * max(1.0, float(np.max(np.abs(point)))):
                return point
            before = length / 2
    return None
