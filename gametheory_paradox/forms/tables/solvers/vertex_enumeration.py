"""All equilibria of a two-player table from the vertices of its best-response polytopes.

Sources: mangasarian1964, avis1992 (perturbed pivots), vonstengel2002 (the polytopes and their labels),
avis2010 (all equilibria of bimatrix games).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import ModuleType
from typing import Any, TypeAlias

from gametheory_paradox.clock import Clock, counting, unhurried
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, connected
from gametheory_paradox.forms.solvers.tableau import Tableau, perturbation, perturbed
from gametheory_paradox.forms.tables.proofs.two_player_proofs import (
    IntegerMatrix,
    Vertex,
    best_response_constraints,
    match,
    mixture,
)
from gametheory_paradox.forms.tables.solvers.nash_subsets import maximal_nash_subsets, subsets_of_each_vertex
from gametheory_paradox.kernels.compiled import VERTICES
from gametheory_paradox.kernels.vertices.vertex_arrays import VertexArrays
from gametheory_paradox.table import Record

# The walk from the origin over all vertices of a best-response polytope: one exact integer pivot per edge
#
# The right-hand sides are perturbed to 1 + ε·r, ε infinitesimal and r random, so that every vertex has as
# many tight inequalities as the polytope has dimensions, and each edge one other end.
# Compiled code, further down, does the same; both find the same list.
# ----------------------------------------------------------------------------


@dataclass(repr=False)
class PlainList(Record):
    """The vertices of a perturbed polytope that a walk has found, in Python's own numbers.

    A set of labels is a number whose bits are the inequalities: bit i, coordinate i is zero; bit d + j,
    constraint j is tight.

    Parameters
    ----------
    perturbation
        The vector r of the right-hand sides 1 + ε·r.
    vertices
        The vertices.
    sets
        For each of them its labels, with the perturbation and without.
    """

    perturbation: Sequence[int]
    vertices: list[Vertex]
    sets: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.vertices)

    def coordinates(self, numbers: Sequence[int]) -> list[Sequence[int]]:
        """The coordinates of some vertices, without the perturbation and up to scale."""
        return [self.vertices[number].standard for number in numbers]

    def tight(self) -> list[int]:
        """For each vertex the set of its labels."""
        return [tight for tight, _ in self.sets]

    def labels(self) -> list[int]:
        """For each vertex the set of its labels once the perturbation is gone."""
        return [labels for _, labels in self.sets]

    def rows(self) -> list[list[Any]]:
        """The denominator and both vectors of numerators of each vertex, in the order of the label sets."""
        ordered = sorted(zip(self.sets, self.vertices, strict=True), key=lambda pair: pair[0])
        return [[v.denominator, list(v.standard), list(v.shifted)] for _, v in ordered]


VertexList: TypeAlias = PlainList | VertexArrays

_MOST_ENTRIES = 100_000  # of dictionaries, to write between two looks at the clock


class PlainWalk:
    """The walk over one polytope {x ≥ 0 : constraints · x ≤ 1 + ε·r}, in plain Python.

    Parameters
    ----------
    constraints
        One row of non-negative integers per inequality; no column is all zeros.
    """

    def __init__(self, constraints: IntegerMatrix):
        self._constraints = constraints
        self._edges = max(1, _MOST_ENTRIES // (len(constraints) * len(constraints[0])))  # looked at in one go
        self._start(0)

    def _start(self, attempt: int) -> None:
        origin = perturbed(self._constraints, attempt)
        self._attempt = attempt
        self._list = PlainList([line[-1] for line in origin.lines], [], [])
        self._seen: set[int] = set()
        self._pending: list[tuple[Tableau, int, int]] = []  # with its labels, and how many edges are done
        self._add(origin, sum(1 << label for label in origin.nonbasic))

    @property
    def finished(self) -> bool:
        """True if every vertex is listed."""
        return not self._pending

    @property
    def found(self) -> int:
        """The number of vertices listed."""
        return len(self._list)

    @property
    def size(self) -> int:
        """The words that the list and the vertices to go on from take: four or five for each integer."""
        dimension, count = len(self._constraints[0]), len(self._constraints)
        return 5 * (len(self._list) * (2 * dimension + 1) + len(self._pending) * (dimension + 2) * count)

    def listed(self) -> VertexList:
        """The vertices found so far."""
        return self._list

    def advance(self) -> None:
        """Goes on from some of the vertices found last."""
        for _ in range(self._edges):
            if not self._pending:
                return
            here, tight, column = self._pending.pop()
            if column + 1 < len(here.nonbasic):
                self._pending.append((here, tight, column + 1))

            row = here.leaving(column)
            if row is None:
                self._start(self._attempt + 1)
                return
            labels = tight ^ (1 << here.nonbasic[column]) ^ (1 << here.basic[row])
            if labels not in self._seen:
                there = here.copied()
                there.pivot(row, column)
                self._add(there, labels)

    def _add(self, there: Tableau, tight: int) -> None:
        """Writes down a vertex, from which the walk may go on."""
        standard, shifted = [0] * len(there.nonbasic), [0] * len(there.nonbasic)
        labels = tight
        for label, line in zip(there.basic, there.lines, strict=True):
            if label < len(standard):
                standard[label], shifted[label] = line[-2], line[-1]
            if not line[-2]:
                labels |= 1 << label
        self._seen.add(tight)
        self._list.vertices.append(Vertex(there.denominator, tuple(standard), tuple(shifted)))
        self._list.sets.append((tight, labels))
        self._pending.append((there, tight, 0))


# The walk over the vertices of a polytope by compiled code: in numbers of some words, else plainly
# ----------------------------------------------------------------------------

MOST_LABELS = 63  # a set of labels is one word
_SPARE = 2  # binary digits that numbers have to spare
_MARGIN = 16  # binary digits that minors mostly lack to the product of their largest entries


class CompiledWalk:
    """The walk over one polytope {x ≥ 0 : constraints · x ≤ 1 + ε·r}, as PlainWalk's.

    Numbers become as wide as they need to be; where no width suffices, the walk is made in plain Python.

    Parameters
    ----------
    constraints
        One row of non-negative integers per inequality; no column is all zeros; at most 63 rows and columns
        together.
    kernel
        The compiled functions.
    """

    steps = 1 << 13

    def __init__(self, constraints: IntegerMatrix, kernel: ModuleType):
        self.finished = False
        self._constraints, self._kernel = constraints, kernel
        self._plain: PlainWalk | None = None
        self._walk: Any = None
        self._before: VertexList | None = None  # the vertices found before the walk had to start again
        self._attempt = 0
        self._start()

    def _start(self) -> None:
        """Goes to the origin, with numbers as long as the minors of the constraints are likely to be."""
        rows, most = self._constraints, 64 * self._kernel.MOST_WORDS
        self._perturbation = perturbation(len(rows), self._attempt)
        largest = max(map(max, rows))
        likely = min(len(rows), len(rows[0])) * largest.bit_length() - _MARGIN
        digits = max(max(largest, *self._perturbation).bit_length() + _SPARE, min(likely, most))
        if digits <= most:
            self._walk = self._kernel.at_origin(rows, self._perturbation, -(-digits // 64))
        else:
            self._plain = PlainWalk(rows)

    def advance(self) -> None:
        """Goes on to some thousand vertices."""
        if self._plain:
            self._plain.advance()
            self.finished = self._plain.finished
            return
        status = self._kernel.advance(self._walk, self.steps)
        if status == self._kernel.DONE:
            self.finished = True
        elif status == self._kernel.FULL:
            self._walk = self._kernel.with_room(self._walk)
        elif status == self._kernel.TIE:
            self._before = self.listed()
            self._attempt += 1
            self._start()
        elif status == self._kernel.OVERFLOW:
            self._widen()

    def _widen(self) -> None:
        """Goes on with longer numbers, or plainly from the start."""
        if len(self._walk.zero) < self._kernel.MOST_WORDS:
            self._walk = self._kernel.widened(self._walk)
            return
        self._before = self.listed()
        self._plain = PlainWalk(self._constraints)

    @property
    def found(self) -> int:
        """The number of vertices listed, in the walk that goes on."""
        return self._plain.found if self._plain else int(self._walk.counts[0])

    @property
    def size(self) -> int:
        """The words of memory that the list takes."""
        return self._plain.size if self._plain else int(self._walk.numbers.size)

    def listed(self) -> VertexList:
        """The vertices found so far, in whichever walk has found the most."""
        vertices = self._plain.listed() if self._plain else self._listed()
        if self.finished or self._before is None or len(vertices) > len(self._before):
            return vertices
        return self._before

    def _listed(self) -> VertexList:
        count, walk = self._walk.counts[0], self._walk
        return VertexArrays(self._perturbation, walk.sets[:count], walk.numbers[:count])


# The vertices of both best-response polytopes of a game, by the plain or the compiled walk, and pairs
# ----------------------------------------------------------------------------

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


# Every Nash equilibrium of a two-player game, degenerate or not, with a proof that there are no others
#
# Walks over all vertices of both best-response polytopes, whose right-hand sides are perturbed so that every
# vertex is simple; the closed list of vertices is itself the proof (see
# :mod:`gametheory_paradox.forms.tables.proofs.two_player_proofs`).  Pairs of vertices that together carry
# every label are the extreme equilibria.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class VertexEquilibria(Equilibria):
    """Equilibria that two lists of vertices determine; their proof, much longer, is written when asked for.

    Parameters
    ----------
    vertices
        The vertices of each player's polytope.
    """

    vertices: tuple[VertexList, VertexList] = field(kw_only=True, repr=False, compare=False)

    def __post_init__(self) -> None:
        del self.__dict__["proof"]  # what the constructor put there hides the property

    @cached_property  # type: ignore[misc]  # it reads like the field that it overrides
    def proof(self) -> Mapping[str, object] | None:
        """The two lists of vertices by labels, without the perturbation where it makes no difference."""
        if self.completeness.status != "proved":
            return None
        perturbations, vertices = zip(*map(_written, self.vertices), strict=True)
        return {"kind": "vertices", "perturbations": list(perturbations), "vertices": list(vertices)}


def _written(listed: VertexList) -> tuple[list[int], list[list[Any]]]:
    rows = listed.rows()
    if listed.tight() != listed.labels():
        return list(listed.perturbation), rows
    for row in rows:
        row[2] = [0] * len(row[1])
    return [0] * len(listed.perturbation), rows


def vertex_enumeration(game: NormalForm[Fraction], clock: Clock) -> VertexEquilibria:
    """Finds every extreme equilibrium, the maximal Nash subsets and the connected components.

    Parameters
    ----------
    game
        A two-player game.
    clock
        When to give up.

    Returns
    -------
    The equilibria; completeness is proved unless the budget was spent, in which case these are what was found
    so far; or all, but with Nash subsets that are not all maximal, where there are too many of those to list.
    It says which.
    """
    given = clock.left
    first, second, stopped = vertex_lists(game, clock)
    with unhurried():
        pairs = complementary(game, first, second, seconds=clock.extended(given).left if stopped else None)
    xs, ys = _mixtures(first, [a for a, _ in pairs]), _mixtures(second, [b for _, b in pairs])
    information_sets = game.information_sets
    profiles = tuple(Profile(information_sets, (xs[a], ys[b])) for a, b in pairs)
    subsets, gave_up = maximal_nash_subsets(pairs, clock)

    if stopped:
        why = f"{stopped} while the vertices of the two best-response polytopes were being listed"
    elif gave_up:
        why = (
            f"these are all extreme equilibria, but {gave_up} while the maximal Nash subsets were being "
            "listed: the subsets given, one per extreme strategy, are not all maximal"
        )
    else:
        counts = f"{len(first)} and {len(second)}"
        why = f"the closed lists of {counts} vertices of the two best-response polytopes were matched"

    return VertexEquilibria(
        game,
        "nash",
        "vertex_enumeration",
        profiles,
        subsets,
        connected(len(pairs), subsets_of_each_vertex(pairs)),
        Completeness("budget" if stopped or gave_up else "proved", why),
        vertices=(first, second),
    )


def _mixtures(listed: VertexList, numbers: Sequence[int]) -> dict[int, tuple[Fraction, ...]]:
    distinct = list(dict.fromkeys(numbers))
    return dict(zip(distinct, map(mixture, listed.coordinates(distinct)), strict=True))
