"""The vertices of both best-response polytopes of a game, by the plain or the compiled walk, and which of them pair up."""

import time
from collections.abc import Sequence
from fractions import Fraction
from math import inf

from gametheory_paradox.claims.equilibria.every_nash import IntegerMatrix, best_response_constraints, match
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.vertex_kernel import (
    MOST_LABELS,
    CompiledList,
    CompiledWalk,
    compiled_match,
    cost_of_loading,
    kernel,
)
from gametheory_paradox.solvers.vertex_walk import PlainWalk, VertexList, Walk, run


class _Patience:
    """The seconds that plain walks have taken so far although there is a compiled one, not loaded."""

    spent = 0.0


def vertex_lists(game: NormalForm[Fraction], deadline: Deadline) -> tuple[VertexList, VertexList, str]:
    """The vertices of both players' perturbed polytopes, and why the walks stopped early, or nothing."""
    constraints = [best_response_constraints(game, mixing) for mixing in (0, 1)]
    if sum(game.shape) > MOST_LABELS:
        walks, stopped = _plain(constraints, deadline)
    else:
        walks, stopped = _cheaper(constraints, deadline)
    first, second = (walk.listed() for walk in walks)
    return first, second, stopped


def _plain(constraints: Sequence[IntegerMatrix], deadline: Deadline) -> tuple[Sequence[Walk], str]:
    walks: Sequence[Walk] = [PlainWalk(side) for side in constraints]
    return walks, run(walks, deadline)


def _cheaper(constraints: Sequence[IntegerMatrix], deadline: Deadline) -> tuple[Sequence[Walk], str]:
    """Walk in plain Python until that has cost as much as loading the compiled walk, then with the latter."""
    cost, began = cost_of_loading(), time.monotonic()
    left = inf if deadline.end is None else deadline.end - began
    if _Patience.spent < cost:
        walks, stopped = _plain(constraints, Deadline(left if left < 2 * cost else cost - _Patience.spent))
        _Patience.spent += time.monotonic() - began
        if not stopped or deadline.is_over:
            return walks, stopped
    compiled = kernel()
    if compiled is None:
        return _plain(constraints, deadline)
    walks = [CompiledWalk(side, compiled) for side in constraints]
    return walks, run(walks, deadline)


def complementary(game: NormalForm[Fraction], first: VertexList, second: VertexList) -> list[tuple[int, int]]:
    """The pairs of vertices that are the extreme equilibria, by number.

    Ordered by their supports: the pure ones of earlier actions first.
    """
    m, n = game.shape
    if isinstance(first, CompiledList) and isinstance(second, CompiledList):
        pairs = compiled_match(first, second, m, n)
    else:
        pairs = match(game, first.labels(), second.labels())

    def support(pair: tuple[int, int]) -> tuple[int, ...]:
        x, y = first.label_set(pair[0]), second.label_set(pair[1])
        return x & (1 << m) - 1, y & (1 << n) - 1, x, y  # the unused actions as bits, then all labels

    return sorted(pairs, key=support, reverse=True)
