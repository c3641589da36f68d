"""Every Nash equilibrium of a table with any number of players, by cutting the space of mixed profiles.

A cutting is a list of steps, read as a tree in preorder; each step takes the next cell (see
:mod:`gametheory_paradox.forms.tables.proofs.profile_cells`) from a stack and puts what it leaves of it back,
first child on top.  The *face* of a cell without an action is what is left of it if its player does not use
the action; empty faces are left out.

* ``["x", i, a, b]``: against every vertex tuple player i's action b gives more than a.  Left: the face
  without a.
* ``["l", [[i, a, weight], ...]]``: each player's weights sum to zero, and the weighted sum of what these
  actions give is positive at every vertex tuple.  In an equilibrium that uses all actions with negative
  weight it would be at most zero.  Left: the faces without each of these, in the order given.
* ``["w", i, a, b]``: b gives at least as much as a everywhere, and more somewhere.  Either b gains nothing,
  which confines the others to vertices that occur in a tuple without gain (first, unless there are none); or
  a is not played: the face.
* ``["z", i, a, b]``: the same, but the others are confined to each of the largest products of their vertices
  in whose tuples b gains nothing, one after the other.
* ``["s", i, v, w, n, d]``: player i's simplex is cut n/d of the way from its vertex v to w.  Left: the part
  where the cut takes the place of v, then that where it takes the place of w.
* ``["u", n]``: the cell lies in the region of isolating box number n, so only its solution uses all actions
  of its supports. Left: the faces without each of these actions that is not used at every vertex.
* ``["a"]``: the whole cell is equilibria: one point, or a piece of a component.
* ``["c", [[i, v], [i, v, w], ...], [j, chain, n, d], points]``: the profiles of the cell in which everything
  that is played is best are a curved piece (see :mod:`gametheory_paradox.forms.tables.proofs.curved_pieces`).
  They are connected: the players i are taken out of the conditions one after the other, by the vertices
  given; what is left holds on an interval along player j's edge around the point n/d of the way, or is
  nothing, if the second list is empty.  The chain has for each further player the places of equations that
  determine its mixture; none, if inequalities leave it what is between two.  Left: the faces without each
  action that is not used at every vertex, of those players whose actions may differ in what they give.
* ``["c", ..., points, chain]``: the same, with a chain of players, by which the ends of what is paid on the
  piece are found (:mod:`gametheory_paradox.forms.tables.proofs.piece_ranges`).
* ``["e", j, chain]``: along player j's edge some condition fails wherever everything is used that the cell
  plays (:mod:`gametheory_paradox.forms.tables.proofs.condition_curves`), so not all of it is best.  Left: the
  same faces.
* ``["e", j, chain, n, d]``: they hold at most at n/d of the way.  Left: the part of the cell where player j
  plays that mixture, then the same faces.
* ``["?"]``: nothing is claimed.

No step loses an equilibrium, so every equilibrium of the game is one of the points or lies in a piece, in a
box, or in an open cell.

Sources: neumaier1990 (branch and bound with exclusion and uniqueness tests), lanereisenfeld1981 (roots).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product
from math import inf, prod
from operator import le, lt, mul
from typing import Any

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Game, NormalForm, Profile, without_measure
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.proof_fields import Data
from gametheory_paradox.forms.records import list_in
from gametheory_paradox.forms.tables.proofs.condition_curves import (
    BestConditions,
    Curve,
    UsedActions,
    boxes_without_gain,
    without_gain,
)
from gametheory_paradox.forms.tables.proofs.curved_pieces import CurvedPiece, check_piece
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox, Solution, check_box
from gametheory_paradox.forms.tables.proofs.piece_ranges import PieceRange, range_on
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    MOST_BITS,
    Cell,
    Mixture,
    ProfileCell,
    Row,
    counts_in,
    normalized,
    reduced,
)
from gametheory_paradox.forms.tables.proofs.settled_boxes import (
    EnclosedEquilibrium,
    EquilibriumCover,
    SettledBox,
    settled,
)
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

MOST_LOOKS = 30_000_000  # at payoffs
TOO_LONG = f"a proof by cells that takes more than {MOST_LOOKS:,} looks at payoffs is not checked"
LOOKS = {"c": 100, "e": 100, "z": 10}  # what these steps cost, in other steps
LOOKS_AT_EDGES = 5000  # what the ends of payoffs on a piece cost besides

Step = Sequence[object]


@dataclass(frozen=True, repr=False)
class CellEquilibria(Record):
    """Equilibria of a table as a cutting proves them.

    Parameters
    ----------
    points
        Equilibria that are rational points.
    boxes
        Boxes with exactly one equilibrium each, all different from each other, from the points and from those
        in pieces.
    pieces
        Cells that consist of equilibria (more than one point each).
    curved
        Connected sets of infinitely many equilibria with curved borders.
    open_cells
        Cells that may hold further equilibria.
    unsettled
        Boxes with one profile each that may or may not be an equilibrium.
    isolating
        The boxes as they were checked, which can be narrowed, in the order of ``boxes``.
    """

    points: tuple[Profile, ...]
    boxes: tuple[ProfileBounds, ...]
    pieces: tuple[ProfileCell, ...]
    curved: tuple[CurvedPiece, ...]
    open_cells: tuple[ProfileCell, ...]
    unsettled: tuple[ProfileBounds, ...]
    isolating: tuple[IsolatingBox, ...] = ()

    @property
    def is_complete(self) -> bool:
        """True if every equilibrium is among the points and in the boxes and pieces."""
        return not self.open_cells and not self.unsettled


class Walk:
    """Follows a cutting, step by step, and collects what it proves.

    Parameters
    ----------
    game
        A table with any number of players.
    """

    def __init__(self, game: NormalForm[Fraction]):
        self.game, self.whole = game, Cell.whole(game)
        self.boxes: list[IsolatingBox] = []
        self.stack = [self.whole]
        self.pieces: list[ProfileCell] = []
        self.curved: list[CurvedPiece] = []
        self.open_cells: list[ProfileCell] = []
        self._points: dict[tuple[Mixture, ...], None] = {}
        self._isolating: list[tuple[IsolatingBox, Solution]] = []
        self._settled: dict[IsolatingBox, SettledBox] = {}

    def add(self, box: IsolatingBox) -> None:
        """Check the next isolating box.

        Raises
        ------
        CertificateRejected
            If it does not hold exactly one solution of its equations, or its chain does not determine this.
        """
        solution = check_box(self.whole, box)
        if solution == "unsettled" and box.chain:
            self._settled[box] = settled(self.whole, box)
            solution = self._settled[box].solution
        self.boxes.append(box)
        if box.is_point and solution == "equilibrium":
            self._points[box.point(self.whole.sizes)] = None
        elif solution != "none":
            self._isolating.append((box, solution))

    def follow(self, steps: Iterable[Step], most: float = inf) -> None:
        """Take further steps; see ``take``.

        Raises
        ------
        CertificateRejected
            Besides, if they look more often at payoffs.
        """
        looks = 0
        for step in steps:
            look()
            if self.stack:
                looks += _looks(step) * len(self.game.players) * prod(self.stack[-1].sizes)
            if looks > most:
                raise CertificateRejected(TOO_LONG)
            self.take(step)

    def take(self, step: Step) -> None:
        """Take a step.

        Raises
        ------
        CertificateRejected
            If it does not do what it says; the cells are then as before.
        """
        if not self.stack:
            raise CertificateRejected("the cutting goes on after its last cell")
        try:
            left = self._left(self.stack[-1], *step)
        except IndexError:
            raise CertificateRejected("a step names a player, an action or a box that is not there") from None
        self.stack.pop()
        self.stack.extend(left)

    def _left(self, cell: Cell, kind: object = "", *rest: Any) -> Sequence[Cell]:
        """Cells that a step leaves of a cell, last child first."""
        if kind == "x":
            who, worse, better = counts_in(rest, 3)
            own = cell.values[who]
            if not all(map(lt, own[worse], own[better])):
                raise CertificateRejected("an action is excluded although it may be as good")
            face = cell.face(who, worse)
            return (face,) if face else ()

        if kind == "s":
            who, first, second, part, parts = counts_in(rest, 5)
            if first == second or max(first, second) >= cell.sizes[who] or not 0 < part < parts:
                raise CertificateRejected("a cut names no edge of its cell")
            return cell.cut(who, first, second, part, parts)[::-1]

        if kind == "u":
            return self._unique(cell, *counts_in(rest, 1))
        if kind in ("w", "z"):
            return self._weak(cell, *counts_in(rest, 3), apart=kind == "z")
        if kind == "l":
            return self._combination(cell, rest)
        if kind == "c":
            return self._curved(cell, *_lists(rest, 3 + (len(rest) == 4)))
        if kind == "e":
            return self._eliminated(cell, *rest)

        counts_in(rest, 0)
        if kind == "a":
            self._all(cell)
        elif kind == "?":
            self.open_cells.append(cell.simplices)
        else:
            raise CertificateRejected(f"there is no step {kind!r:.20}")
        return ()

    def found(self) -> CellEquilibria:
        """Gives what was proved; only after the last step.

        Raises
        ------
        CertificateRejected
            If cells are left.
        """
        if self.stack:
            raise CertificateRejected("the cutting ends before its last cell")

        points = [tuple(map(normalized, point)) for point in self._points]
        different: list[tuple[IsolatingBox, Solution, ProfileBounds]] = []
        shown = [*self.pieces, *(own.simplices for own in self.curved)]

        for box, solution in sorted(self._isolating, key=lambda pair: pair[1]):  # those of equilibria first
            if any(box.surrounds(point) for point in self._points) or any(
                other.surrounds_box(box) for other, _, _ in different
            ):
                continue  # the other is its solution, since its region has no further one
            if box in self._settled and any(self._settled[box].is_on(self.whole.at(own)) for own in shown):
                continue  # other actions are as good, so that it may be a point of a piece
            bounds = box.bounds(self.game)
            if any(bounds.touches(others) for _, _, others in different):
                solution = "unsettled"  # it may be the same as another
            different.append((box, solution, bounds))

        return CellEquilibria(
            tuple(Profile(self.game.information_sets, point) for point in sorted(points, reverse=True)),
            tuple(bounds for _, solution, bounds in different if solution == "equilibrium"),
            tuple(self.pieces),
            tuple(self.curved),
            tuple(self.open_cells),
            tuple(bounds for _, solution, bounds in different if solution == "unsettled"),
            tuple(box for box, solution, _ in different if solution == "equilibrium"),
        )

    def _all(self, cell: Cell) -> None:
        if not cell.is_all_equilibria():
            raise CertificateRejected("a cell is claimed to be equilibria and is not")
        if cell.is_point:
            self._points[tuple([reduced(simplex[0]) for simplex in cell.simplices])] = None
        else:
            self.pieces.append(cell.simplices)

    def _unique(self, cell: Cell, number: int) -> list[Cell]:
        box = self.boxes[number]
        if not box.covers(cell.simplices):
            raise CertificateRejected("a cell reaches out of the region of its isolating box")
        return _faces(cell, [(who, action) for who, support in enumerate(box.supports) for action in support])

    def _weak(self, cell: Cell, who: int, worse: int, better: int, *, apart: bool) -> list[Cell]:
        if not all(map(le, cell.values[who][worse], cell.values[who][better])):
            raise CertificateRejected("an action is excluded although it may be better")
        gains, left = cell.gains(who, better, worse), _faces(cell, [(who, worse)])
        boxes = boxes_without_gain(cell, who, gains) if apart else [without_gain(cell, who, gains)]
        for kept in reversed(boxes):
            if all(kept.values()):
                part = cell
                for other, vertices in kept.items():
                    part = part.restricted(other, vertices)
                left.append(part)
        return left

    def _curved(
        self,
        cell: Cell,
        fibres: Sequence[Any],
        curve: Sequence[Any],
        points: Sequence[Any],
        chain: Sequence[Any] | None = None,
    ) -> list[Cell]:
        best = BestConditions.of(cell)
        named = list(map(_entry, fibres))
        on_it = [list(map(_entry, _list(point))) for point in points]
        piece = check_piece(cell, best, named, _along(*curve) if curve else (), on_it)
        if chain is not None:
            piece = replace(piece, chain=list(map(_entry, chain)))
        left = _unused(cell, best)
        self.curved.append(piece)
        return left

    def _eliminated(self, cell: Cell, *rest: Any) -> list[Cell]:
        best = BestConditions.of(cell)
        who, chain, *place = _along(*rest)
        used, left = UsedActions(cell, best.choosing), _unused(cell, best)
        curve = Curve.along(used.conditions(best.conditions), who, chain, used)
        if not place:
            if not curve.is_empty:
                raise CertificateRejected("no condition is seen to fail all along an edge")
            return left
        part, parts = place
        if not curve.is_only(part, parts):
            raise CertificateRejected("no condition is seen to fail at all other points of an edge")
        if part in (0, parts):
            return [*left, cell.restricted(who, [int(part > 0)])]
        return [*left, cell.cut(who, 0, 1, part, parts)[0].restricted(who, [0])]

    def _combination(self, cell: Cell, data: Sequence[object]) -> list[Cell]:
        weights = _weights(data)
        players = sorted({who for who, _, _ in weights})
        if any(sum(weight for j, _, weight in weights if j == who) for who in players):
            raise CertificateRejected("the weights of a player's actions do not sum to zero")
        sums = [
            _sum(cell, [(action, weight) for j, action, weight in weights if j == who], who)
            for who in players
        ]
        if not _is_positive(cell, players, sums):
            raise CertificateRejected("actions are excluded although they may be as good")
        return _faces(cell, [(who, action) for who, action, weight in weights if weight < 0])


def every_equilibrium(
    game: NormalForm[Fraction], boxes: Sequence[IsolatingBox], cutting: Sequence[Step]
) -> CellEquilibria:
    """Check boxes and a cutting, and collect what they prove.

    Raises
    ------
    CertificateRejected
        If a box or a step does not hold, or the steps do not end with the last cell; or if there are too many
        of them.
    """
    entries = sum([1 + len(row) for box in boxes for row in ((), *box.inverse)])
    looks = entries * len(game.payoffs) * len(game.players) + len(boxes) ** 2
    if looks + len(cutting) > MOST_LOOKS:
        raise CertificateRejected(TOO_LONG)
    walk = Walk(game)
    for box in boxes:
        look()
        walk.add(box)
    walk.follow(cutting, MOST_LOOKS - looks)
    return walk.found()


def _looks(step: Step) -> int:
    """The cost of a step, in plain ones."""
    cost = LOOKS.get(str(step[0])[:2], 1) if step else 1
    return cost + LOOKS_AT_EDGES if cost == LOOKS["c"] and len(step) > 4 else cost


def equilibrium_set(
    game: NormalForm[Fraction], player: str, found: CellEquilibria, *, covering: bool = False
) -> EquilibriumCover:
    """A player's payoffs, or those in a measure, as a cutting establishes them.

    On curved pieces what the player gets is bounded.  A cutting must be complete, unless what is asked for is
    a cover of the equilibria.

    Raises
    ------
    CertificateRejected
        If there may be further equilibria, or what bounds the player's payoffs on curved pieces is malformed.
    """
    if found.unsettled or (found.open_cells and not covering):
        raise CertificateRejected("cells are left open, where there may be further equilibria")
    corners = {tuple(map(normalized, vertices)) for piece in found.pieces for vertices in product(*piece)}
    corners |= {tuple(map(normalized, point)) for piece in found.curved for point in piece.points}
    profiles = [
        *found.points,
        *(Profile(game.information_sets, point) for point in sorted(corners, reverse=True)),
    ]
    bare = without_measure(game)

    @cache
    def ranges(column: int) -> Sequence[PieceRange]:
        return [range_on(game, column, piece) for piece in found.curved]

    if found.curved:
        ranges(game.column(player))
    return EquilibriumCover(
        game,
        tuple(dict.fromkeys(profiles)),
        infinite=bool(found.pieces or found.curved or found.open_cells),
        spanning=not (found.pieces or found.curved or found.open_cells),
        listed=not found.curved,
        enclosed=tuple(EnclosedEquilibrium.of_table(bare, box) for box in found.isolating),
        pieces=found.pieces,
        curved=found.curved,
        open_cells=found.open_cells,
        ranges=ranges if found.curved else None,
    )


def _faces(cell: Cell, actions: Sequence[tuple[int, int]]) -> list[Cell]:
    """The faces without each of some actions, last first."""
    return [face for who, action in reversed(actions) if (face := cell.face(who, action))]


def _unused(cell: Cell, best: BestConditions) -> list[Cell]:
    """The faces in which something is not played that need not be best where it is played."""
    return _faces(
        cell,
        [
            (who, action)
            for who in best.choosing
            for action in cell.played(who)
            if not all(vertex[action] for vertex in cell.simplices[who])
        ],
    )


def _sum(cell: Cell, weights: Sequence[tuple[int, int]], who: int) -> Row:
    rows = [[weight * value for value in cell.values[who][action]] for action, weight in weights]
    return tuple(map(sum, zip(*rows, strict=True)))


def _is_positive(cell: Cell, players: Sequence[int], sums: Sequence[Row]) -> bool:
    """True if the sum of one row per player is positive at every vertex tuple."""
    if len(players) == 1:
        return min(sums[0]) > 0
    sizes = cell.sizes

    # A row is scaled by all totals but its player's own.
    totals = [list(map(sum, simplex)) for simplex in cell.simplices]
    strides = []
    for who in players:
        stride = [
            prod(size for j, size in enumerate(sizes) if j > other and j != who)
            for other in range(len(sizes))
        ]
        stride[who] = 0
        strides.append(stride)
    for vertices in product(*map(range, sizes)):
        total = 0
        for who, row, stride in zip(players, sums, strides, strict=True):
            total += totals[who][vertices[who]] * row[sum(map(mul, stride, vertices))]
        if total <= 0:
            return False

    return True


def _weights(data: Sequence[object]) -> list[tuple[int, int, int]]:
    found = []
    entries = data[0] if len(data) == 1 else None
    if not isinstance(entries, list | tuple):
        raise CertificateRejected("a step of the cutting is malformed")
    for entry in entries:
        if not isinstance(entry, list | tuple) or len(entry) != 3 or type(entry[2]) is not int:
            raise CertificateRejected("a step of the cutting is malformed")
        who, action = counts_in(entry[:2], 2)
        found.append((who, action, entry[2]))
    return found


def _list(data: Any) -> Sequence[Any]:
    if not isinstance(data, list | tuple):
        raise CertificateRejected("a step of the cutting is malformed")
    return data


def _lists(data: Sequence[Any], count: int) -> Sequence[Sequence[Any]]:
    if len(data) != count:
        raise CertificateRejected("a step of the cutting is malformed")
    return [_list(entry) for entry in data]


def _along(*data: Any) -> Sequence[Any]:
    """A player, a chain of others with the places of their equations, and perhaps a point of an edge."""
    if len(data) not in (2, 4):
        raise CertificateRejected("a step of the cutting is malformed")
    who, chain, *place = data
    counts_in([who, *place], len(data) - 1)
    if place and not (place[0] <= place[1] and 0 < place[1].bit_length() <= MOST_BITS):
        raise CertificateRejected("a point is on no edge")
    return who, list(map(_entry, _list(chain))), *place


def _entry(data: Any) -> Sequence[int]:
    """A player, and what belongs to it."""
    return counts_in(data, max(1, len(_list(data))))


def by_cells(game: Game, player: str, data: Data, *, covering: bool = False) -> EquilibriumSet:
    """All equilibria of a table with any number of players, by cutting the box of mixtures into cells.

    With ``covering`` cells may be left open, which then are part of the answer and hold all that is
    not listed.
    """
    if not isinstance(game, NormalForm):
        raise CertificateRejected("a proof by cells needs a table")
    boxes = [IsolatingBox.from_data(box) for box in list_in(data.get("boxes"))]
    cutting = [list_in(step) for step in list_in(data.get("cutting"))]
    found = every_equilibrium(without_measure(game), boxes, cutting)
    return equilibrium_set(game, player, found, covering=covering)
