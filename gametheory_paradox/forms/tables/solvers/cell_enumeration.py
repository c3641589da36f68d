"""Every Nash equilibrium of a table with any number of players, by cutting the mixed profiles into cells.

A cell is excluded when some action used in it is worse than another one everywhere in it, kept when it
consists of equilibria, settled when the indifference equations of its supports have one solution near it, and
cut otherwise, until what is left is too small.  Each step is checked in integers as it is taken, so the steps
are the proof.  Where players are indifferent there may be infinitely many equilibria: those found are grown
to the largest products of polytopes and listed by their extreme points.  Where something stays open, along
sets of equilibria with curved borders or near multiple solutions, the search begins again and cuts where
conditions change their form (:mod:`gametheory_paradox.forms.tables.solvers.curved_search`): if that leaves
nothing open, curved pieces are listed by points on them.  Otherwise the answer is partial.

Sources: neumaier1990 (branch and bound), krawczyk1969 (one solution in a box), coxlittleoshea2015
(elimination), nash1951.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import lcm, prod
from types import ModuleType

from gametheory_paradox.clock import Clock, Count, counting, unhurried
from gametheory_paradox.errors import CertificateRejected, OutOfTime
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.solvers.equilibria import Completeness, CurvedSet, Equilibria, connected
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import CellEquilibria, Step, Walk
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, normalized, reduced
from gametheory_paradox.forms.tables.solvers.cell_search import CompiledSearch, next_step, open_parts
from gametheory_paradox.forms.tables.solvers.curved_search import next_step_near_pieces
from gametheory_paradox.forms.tables.solvers.curved_sets import Point, cell_of, meetings, points_apart
from gametheory_paradox.forms.tables.solvers.isolating import with_settled_boxes
from gametheory_paradox.forms.tables.solvers.nash_subsets import Piece, largest_pieces
from gametheory_paradox.kernels.compiled import CELLS

# While there are fewer open cells than the first number, edges shorter than a power of one half are not cut.
_COARSER = ((5, 10), (10, 8), (30, 6), (100, 5), (300, 4), (1000, 3))
_SHORTEST, _MOST_STEPS = Fraction(1, 1 << 20), 4_000  # of a search for curved pieces
_WORK, _MOST_CELLS = 1 << 20, 200  # numbers and cells to look at between two looks at the clock


def cell_enumeration(game: NormalForm[Fraction], clock: Clock) -> Equilibria:
    """Finds every equilibrium: isolated ones exactly or in their own boxes, connected ones by extreme points.

    Parameters
    ----------
    game
        A game with any number of players.
    clock
        When to give up.

    Returns
    -------
    The equilibria; completeness is proved unless cells stay open, where there may be further ones, or the
    budget was spent.
    """
    walk, steps = Walk(game), list[Step]()
    given = clock.left
    with suppress(OutOfTime):
        _search(walk, steps, clock)
        if not walk.stack:
            walk = with_settled_boxes(walk, steps)
            if not walk.found().is_complete:
                walk, steps = _searched_near_pieces(game, clock) or (walk, steps)
    with unhurried():
        return _equilibria(game, walk, steps, clock, given)


def _equilibria(
    game: NormalForm[Fraction], walk: Walk, steps: Sequence[Step], clock: Clock, given: float | None
) -> Equilibria:
    """The equilibria that a search has found in the time it was given; the cells that it leaves stay open.

    Where all is known, all is put together, however long that takes.
    """
    rest: list[Step] = [("?",)] * len(walk.stack)
    walk.follow(rest)
    found = walk.found()

    try:
        with clock.extended(None if found.is_complete else given):
            numbered = _NumberedEquilibria(walk.whole, found, _pieces(walk, found))
            links = list(numbered.links())
    except OutOfTime:
        found = _pointwise(game, found)
        numbered, links = _NumberedEquilibria(walk.whole, found, ()), []

    count = len(numbered.points) + len(found.boxes)
    boxes = (number for number in range(len(numbered.points), count))
    subsets = (*numbered.subsets, *((number,) for number in boxes))
    undecided = (*open_parts(game.information_sets, found.open_cells), *found.unsettled)

    return Equilibria(
        game,
        "nash",
        "cell_enumeration",
        tuple(Profile(game.information_sets, tuple(map(normalized, point))) for point in numbered.points),
        subsets,
        connected(count, (*subsets, *links)),
        _completeness(len(steps), len(undecided), clock.why if rest else "", bool(found.curved)),
        {
            "kind": "cells",
            "boxes": [box.to_data() for box in walk.boxes],
            "cutting": [list(step) for step in (*steps, *rest)],
        },
        found.boxes,
        undecided,
        curved=tuple(numbered.curved_sets(game)),
        listed=not found.curved,
    )


def _searched_near_pieces(game: NormalForm[Fraction], clock: Clock) -> tuple[Walk, list[Step]] | None:
    """A walk to the end by steps that look for curved pieces; None if a cell stays open."""
    walk, steps = Walk(game), list[Step]()
    while walk.stack:
        step = next_step_near_pieces(walk, _SHORTEST) if len(steps) < _MOST_STEPS else None
        if step is None or clock.is_over:
            return None
        try:
            walk.take(step)
        except CertificateRejected:  # its numbers are too long
            return None
        steps.append(step)
    return with_settled_boxes(walk, steps), steps


def _search(walk: Walk, steps: list[Step], clock: Clock) -> None:
    """Takes steps until no cell is left or time is over, plain ones until they cost as much as loading."""
    with counting("cells") as count:
        while walk.stack and not clock.is_over and not CELLS.pays(left=clock.left):
            patience = CELLS.patience(clock.left)
            with CELLS.timed():
                _search_plainly(walk, steps, clock if patience is None else Clock(patience), count)
        kernel = CELLS.load() if walk.stack and not clock.is_over else None
        if kernel is None:
            _search_plainly(walk, steps, clock, count)
        else:
            _search_compiled(walk, steps, kernel, clock, count)


def _search_plainly(walk: Walk, steps: list[Step], clock: Clock, count: Count) -> None:
    while walk.stack and not clock.is_over:
        _plain_step(walk, steps)
        count(len(steps))


def _search_compiled(walk: Walk, steps: list[Step], kernel: ModuleType, clock: Clock, count: Count) -> None:
    """Follows compiled proposals; a cell about which rounding misleads them is done plainly."""
    limit = max(1, min(_MOST_CELLS, _WORK // (prod(walk.whole.sizes) * sum(walk.whole.sizes))))
    left = len(walk.stack)  # cells that the compiled search may take
    while walk.stack and not clock.is_over:
        if len(walk.stack) <= left:
            try:
                search = CompiledSearch(walk, steps, kernel)
                while walk.stack and not clock.is_over:
                    with unhurried():  # so that steps and cells stay in step
                        search.advance(float(_shortest(walk)), limit)
                    count(len(steps))
                return
            except CertificateRejected:
                left = len(walk.stack) - 1
        _plain_step(walk, steps)


def _plain_step(walk: Walk, steps: list[Step]) -> None:
    step = next_step(walk, _shortest(walk))
    with unhurried():  # so that steps and cells stay in step
        try:
            walk.take(step)
        except CertificateRejected:  # it is right, but its numbers are too long
            step = ("?",)
            walk.take(step)
        steps.append(step)


def _shortest(walk: Walk) -> Fraction:
    """The length of an edge from which it is not cut: the more cells are open the longer."""
    depth = next((depth for most, depth in _COARSER if len(walk.open_cells) < most), 0)
    return Fraction(1, 1 << depth)


def _pieces(walk: Walk, found: CellEquilibria) -> list[Piece]:
    """The connected equilibria; without a complete search, points may turn out to belong to some, too."""
    cells = list(found.pieces)
    if not found.is_complete:
        cells += [cell_of(_point(profile)) for profile in found.points]
    pieces = largest_pieces(walk.whole, cells)
    return [piece for piece in pieces if any(len(own) > 1 for own in piece.vertices)]


def _pointwise(game: NormalForm[Fraction], found: CellEquilibria) -> CellEquilibria:
    """Some points of what was proved, where there is no time to put its cells together."""
    firsts = [tuple([simplex[0] for simplex in cell]) for cell in found.pieces[:_MOST_CELLS]]
    firsts += [own.points[0] for own in found.curved[:_MOST_CELLS]]
    profiles = [Profile(game.information_sets, tuple(map(normalized, own))) for own in firsts]
    return replace(found, points=tuple(dict.fromkeys([*found.points, *profiles])), pieces=(), curved=())


def _point(profile: Profile) -> Point:
    """The profile in coprime integers."""
    scales = [lcm(*(p.denominator for p in odds)) for odds in profile.probabilities]
    return tuple(
        tuple(int(p * scale) for p in odds) for odds, scale in zip(profile.probabilities, scales, strict=True)
    )


def _order(point: Point) -> list[list[Fraction | int]]:
    """The probabilities; whole ones, which most are, as integers, which are compared much faster."""
    return [
        [Fraction(weight, total) if 0 < weight < total else int(weight > 0) for weight in own]
        for own, total in zip(point, map(sum, point), strict=True)
    ]


class _NumberedEquilibria:
    """The exactly known equilibria to be listed, and as numbers what they form.

    Parameters
    ----------
    whole
        The cell of all profiles.
    found, pieces
        What was proved, and the products of polytopes made of it.
    """

    def __init__(self, whole: Cell, found: CellEquilibria, pieces: Sequence[Piece]):
        self.whole, self.found, self.pieces = whole, found, pieces
        self.extreme = [[tuple(map(reduced, own)) for own in product(*piece.vertices)] for piece in pieces]
        single = [_point(profile) for profile in found.points]
        self.isolated = [point for point in single if not any(p.holds(cell_of(point)) for p in pieces)]
        self.apart = points_apart(found.curved, pieces)
        known = {point for own in (self.isolated, *self.extreme, *self.apart) for point in own}
        self.points = sorted(known, key=_order, reverse=True)
        self.number = {point: place for place, point in enumerate(self.points)}

    @property
    def subsets(self) -> tuple[tuple[int, ...], ...]:
        """The maximal Nash subsets; points of curved pieces alone."""
        alone = {(point,) for own in (self.isolated, *self.apart) for point in own}
        return tuple(
            sorted(tuple(sorted(map(self.number.__getitem__, own))) for own in (*alone, *self.extreme))
        )

    def links(self) -> Iterator[tuple[int, int]]:
        """Numbers of equilibria that hang together."""
        found = self.found
        joined = meetings(self.whole, found.curved, self.pieces, found.pieces, self.isolated)
        yield from ((self._number(first), self._number(second)) for first, second in joined)

    def curved_sets(self, game: NormalForm[Fraction]) -> Iterator[CurvedSet]:
        """The curved pieces, with bounds and the numbers of their points."""
        for piece in self.found.curved:
            bounds = ProfileBounds.around(game.information_sets, [piece.simplices])
            yield CurvedSet(bounds, tuple(sorted({self._number(point) for point in piece.points})))

    def _number(self, point: Point) -> int:
        """The number of a listed equilibrium, or of one in the same product of polytopes."""
        if point in self.number:
            return self.number[point]
        held = next(n for n, piece in enumerate(self.pieces) if piece.holds(cell_of(point)))
        return self.number[self.extreme[held][0]]


def _completeness(steps: int, undecided: int, over: str, curved: bool) -> Completeness:
    if not undecided:
        found = "no part holds an equilibrium that is not listed"
        if curved:
            found = "each equilibrium is listed or on a set with curved borders, of which some points are"
        return Completeness("proved", f"the mixed profiles were cut up in {steps} steps, and {found}")
    where = f"in {undecided} part{'s' if undecided > 1 else ''} of the mixed profiles"
    parts = f"{where} there may be others, infinitely many or none"
    if over:
        return Completeness("budget", f"{over}; {parts}")
    return Completeness("partial", parts)
