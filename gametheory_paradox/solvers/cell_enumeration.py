"""Every Nash equilibrium of a table with any number of players, by cutting the mixed profiles into cells.

A cell is excluded when some action used in it is worse than another one everywhere in it, kept when it
consists of equilibria, settled when the indifference equations of its supports have one solution near it, and
cut otherwise, until what is left is too small.  Each step is checked in integers as it is taken, so the steps
are the proof.  Where players are indifferent there may be infinitely many equilibria: those found are grown
to the largest products of polytopes and listed by their extreme points.  Sets of equilibria with curved
borders leave cells open; then the answer is partial.

Sources: neumaier1990 (branch and bound), krawczyk1969 (one solution in a box), nash1951.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import lcm, prod
from types import ModuleType

from gametheory_paradox.claims.equilibria.every_nash_of_many import CellEquilibria, Step, Walk
from gametheory_paradox.claims.equilibria.profile_bounds import ProfileBounds
from gametheory_paradox.claims.equilibria.profile_cells import ProfileCell, normalized
from gametheory_paradox.claims.equilibria.strategy_chains import Order
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.kernels.compiled import CELLS
from gametheory_paradox.solvers.cell_search import excluding_step, next_step
from gametheory_paradox.solvers.compiled_search import CompiledSearch
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected, singletons
from gametheory_paradox.solvers.equilibrium_pieces import Piece, largest_pieces

# While there are fewer open cells than the first number, edges shorter than a power of one half are not cut.
_COARSER = ((5, 10), (10, 8), (30, 6), (100, 5), (300, 4), (1000, 3))
_WORK, _MOST_CELLS = 1 << 20, 200  # numbers and cells to look at between two looks at the clock


def cell_enumeration(
    game: NormalForm[Fraction], deadline: Deadline, *, orders: Sequence[Order] = ()
) -> Equilibria:
    """Finds every equilibrium: isolated ones exactly or in their own boxes, connected ones by extreme points.

    Parameters
    ----------
    game
        A game with any number of players.
    deadline
        When to give up.
    orders
        Where the game is the table of a tree, the order of each player's strategies: then equilibria that
        play alike are told once.

    Returns
    -------
    The equilibria; completeness is proved unless cells stay open, where there may be further ones, or the
    budget was spent.
    """
    walk, steps = Walk(game, orders), list[Step]()
    if orders:
        _split_by_chains(walk, steps)
    _search(walk, steps, deadline)
    rest: list[Step] = [("?",)] * len(walk.stack)
    walk.follow(rest)
    found = walk.found()
    pieces = _pieces(walk, found)
    profiles, subsets, links = _numbered(game, found, pieces)
    count = len(profiles) + len(found.boxes)
    subsets = (*subsets, *((number,) for number in range(len(profiles), count)))
    undecided = (*_clusters(game, found.open_cells), *found.unsettled)
    return Equilibria(
        game,
        "nash",
        "cell_enumeration",
        profiles,
        subsets,
        connected(count, (*subsets, *links)),
        _completeness(len(steps), len(rest), len(undecided)),
        {
            "kind": "cells",
            "boxes": [box.to_data() for box in walk.boxes],
            "cutting": [list(step) for step in (*steps, *rest)],
        },
        found.boxes,
        undecided,
    )


def _split_by_chains(walk: Walk, steps: list[Step]) -> None:
    """Excludes strategies that are worse everywhere, then goes on over each combination of chains."""
    while walk.stack and (step := excluding_step(walk.stack[-1])):
        walk.take(step)
        steps.append(step)
    if walk.stack:
        walk.take(("c",))
        steps.append(("c",))


def _search(walk: Walk, steps: list[Step], deadline: Deadline) -> None:
    """Takes steps until no cell is left or time is over, plain ones until they cost as much as loading."""
    while walk.stack and not deadline.is_over and not CELLS.pays():
        patience = CELLS.patience(deadline.left)
        with CELLS.timed():
            _search_plainly(walk, steps, deadline if patience is None else Deadline(patience))
    kernel = CELLS.load() if walk.stack and not deadline.is_over else None
    if kernel is None:
        _search_plainly(walk, steps, deadline)
    else:
        _search_compiled(walk, steps, kernel, deadline)


def _search_plainly(walk: Walk, steps: list[Step], deadline: Deadline) -> None:
    while walk.stack and not deadline.is_over:
        _plain_step(walk, steps)


def _search_compiled(walk: Walk, steps: list[Step], kernel: ModuleType, deadline: Deadline) -> None:
    """Follows compiled proposals; a cell about which rounding misleads them is done plainly."""
    limit = max(1, min(_MOST_CELLS, _WORK // (prod(walk.whole.sizes) * sum(walk.whole.sizes))))
    left = len(walk.stack)  # cells that the compiled search may take
    while walk.stack and not deadline.is_over:
        if len(walk.stack) <= left:
            try:
                search = CompiledSearch(walk, steps, kernel)
                while walk.stack and not deadline.is_over:
                    search.advance(float(_shortest(walk)), limit)
                return
            except CertificateRejected:
                left = len(walk.stack) - 1
        _plain_step(walk, steps)


def _plain_step(walk: Walk, steps: list[Step]) -> None:
    step = next_step(walk, _shortest(walk))
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
        cells += [_cell(point) for point in found.points]
    pieces = largest_pieces(walk.whole, cells)
    return [piece for piece in pieces if any(len(own) > 1 for own in piece.vertices)]


def _cell(profile: Profile) -> ProfileCell:
    return tuple(
        (tuple(int(p * scale) for p in odds),)
        for odds in profile.probabilities
        for scale in [lcm(*(p.denominator for p in odds))]
    )


def _numbered(
    game: NormalForm[Fraction], found: CellEquilibria, pieces: Sequence[Piece]
) -> tuple[tuple[Profile, ...], tuple[tuple[int, ...], ...], list[tuple[int, int]]]:
    """The isolated and the pieces' extreme points; as numbers the maximal subsets, and which of them meet."""
    if not pieces:
        return found.points, singletons(len(found.points)), []
    extreme = [
        [tuple(map(normalized, vertices)) for vertices in product(*piece.vertices)] for piece in pieces
    ]
    isolated = [p.probabilities for p in found.points if not any(piece.holds(_cell(p)) for piece in pieces)]
    points = sorted({point for own in (isolated, *extreme) for point in own}, reverse=True)
    number = {point: place for place, point in enumerate(points)}
    subsets = sorted(
        tuple(sorted(number[point] for point in own)) for own in (*([point] for point in isolated), *extreme)
    )
    links = [
        (number[extreme[a][0]], number[extreme[b][0]])
        for a, piece in enumerate(pieces)
        for b in range(a)
        if piece.meets(pieces[b])
    ]
    return tuple(Profile(game.information_sets, point) for point in points), tuple(subsets), links


def _clusters(game: NormalForm[Fraction], cells: Sequence[ProfileCell]) -> tuple[ProfileBounds, ...]:
    """Bounds of cells that touch, or whose bounds do."""
    clusters: list[ProfileBounds] = []
    for cell in cells:
        bounds = ProfileBounds.around(game.information_sets, [cell])
        near = [cluster for cluster in clusters if cluster.touches(bounds)]
        clusters = [cluster for cluster in clusters if cluster not in near]
        clusters.append(bounds.joined(*near))
    return tuple(clusters)


def _completeness(steps: int, left: int, undecided: int) -> Completeness:
    if not undecided:
        cut = f"the mixed profiles were cut up in {steps} steps"
        return Completeness("proved", f"{cut}, and no part holds an equilibrium that is not listed")
    where = f"in {undecided} part{'s' if undecided > 1 else ''} of the mixed profiles"
    parts = f"{where} there may be others, infinitely many or none"
    if left:
        return Completeness("budget", f"the budget is spent; {parts}")
    return Completeness("partial", parts)
