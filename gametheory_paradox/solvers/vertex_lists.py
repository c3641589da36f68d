"""The vertices of both best-response polytopes of a game, by the plain or the compiled walk, and pairs."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.claims.equilibria.every_nash import IntegerMatrix, best_response_constraints, match
from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.games import NormalForm
from gametheory_paradox.kernels.compiled import VERTICES
from gametheory_paradox.kernels.vertices.vertex_arrays import VertexArrays
from gametheory_paradox.solvers.compiled_walk import MOST_LABELS, CompiledWalk
from gametheory_paradox.solvers.vertex_walk import PlainWalk, VertexList

MOST_WORDS = 1 << 28  # of memory for one list: two gigabytes
MEMORY_FULL = "memory ran out"
PAIRS_A_SECOND = 5 * 10**9  # that compiled code looks at, about

Walk: TypeAlias = PlainWalk | CompiledWalk


def vertex_lists(game: NormalForm[Fraction], clock: Clock) -> tuple[VertexList, VertexList, str]:
    """The vertices of both players' perturbed polytopes, and why the walks stopped early, or nothing."""
    constraints = [best_response_constraints(game, mixing) for mixing in (0, 1)]
    walks, stopped = _walked(constraints, clock, compiled=sum(game.shape) <= MOST_LABELS)
    first, second = (walk.listed() for walk in walks)
    return first, second, stopped


def _walked(
    constraints: Sequence[IntegerMatrix], clock: Clock, *, compiled: bool
) -> tuple[Sequence[Walk], str]:
    """Walks in plain Python until that has cost as much as loading the compiled walk, then by the latter."""
    walks: Sequence[Walk] = []
    while compiled and not VERTICES.pays(left=clock.left):
        walks = walks or [PlainWalk(side) for side in constraints]
        patience = VERTICES.patience(clock.left)
        with VERTICES.timed():
            stopped = _run(walks, clock if patience is None else Clock(patience))
        if not stopped or clock.is_over:
            return walks, stopped
        if stopped == MEMORY_FULL:  # compiled walks take less
            break
    kernel = VERTICES.load() if compiled else None
    if kernel is not None:
        walks = [CompiledWalk(side, kernel) for side in constraints]
    walks = walks or [PlainWalk(side) for side in constraints]
    return walks, _run(walks, clock)


def _run(walks: Sequence[Walk], clock: Clock) -> str:
    """Advances all walks in turn; the reason why they stopped before their end, or nothing."""
    with counting("vertices") as count:
        while unfinished := [walk for walk in walks if not walk.finished]:
            if clock.is_over:
                return clock.ended()
            if any(walk.size > MOST_WORDS for walk in walks):
                return MEMORY_FULL
            for walk in unfinished:
                walk.advance()
            count(sum(walk.found for walk in walks))
    return ""


def complementary(
    game: NormalForm[Fraction], first: VertexList, second: VertexList, *, seconds: float | None = None
) -> list[tuple[int, int]]:
    """The pairs of vertices that are the extreme equilibria, by number.

    Ordered by their supports: the pure ones of earlier actions first.

    Parameters
    ----------
    game
        A two-player game.
    first, second
        The vertices of both polytopes.
    seconds
        About how long compiled code may look; then only as many vertices of the first are paired.
    """
    m, n = game.shape
    kernel = VERTICES.code
    if kernel is not None and isinstance(first, VertexArrays) and isinstance(second, VertexArrays):
        most = len(first.sets) if seconds is None else _affordable(first, second, seconds)
        pairs = [(a, b) for a, b in kernel.matches(first.sets[:most], second.sets, m, n).tolist()]
    else:
        pairs = match(game, first.labels(), second.labels())
    xs, ys = first.labels(), second.labels()

    def support(pair: tuple[int, int]) -> tuple[int, ...]:
        x, y = xs[pair[0]], ys[pair[1]]
        return x & (1 << m) - 1, y & (1 << n) - 1, x, y  # the unused actions as bits, then all labels

    return sorted(pairs, key=support, reverse=True)


def _affordable(first: VertexArrays, second: VertexArrays, seconds: float) -> int:
    """The number of vertices of the first that can be paired in so much time.

    One with no more labels than it must have is held against the degenerate ones, any other against all.
    """
    simple, others = (own.sets[:, 0] == own.sets[:, 1] for own in (first, second))
    degenerate = len(others) - others.sum()
    looks = degenerate + others.sum() * ~simple
    return int((looks.cumsum() <= seconds * PAIRS_A_SECOND).sum())
