"""The least and greatest payoff on curved pieces: points that attain them, and bounds that meet them.

On a part of a piece's cell a linear program gives the weights of the conditions that bound best what is paid
there, and with them probabilities of the vertices.  Their marginals say where to cut, and about where on the
piece the most is paid; points found there raise what is known to occur, until the bounds of all parts come
down to it.  At rational ends they mostly meet; elsewhere they come as close as is wanted.

Sources: dantzig1963 (multipliers of conditions), neumaier1990 (branch and bound).
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count
from math import lcm
from typing import Any

from gametheory_paradox.claims.equilibria.best_conditions import BestConditions
from gametheory_paradox.claims.equilibria.curved_pieces import MOST_POINTS, CurvedPiece, hold_at, profile_at
from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.every_nash_of_many import equilibrium_set, every_equilibrium
from gametheory_paradox.claims.equilibria.every_nash_of_trees import (
    every_nash_of_tree,
    every_subgame_perfect_of_tree,
)
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox
from gametheory_paradox.claims.equilibria.piece_bounds import Rows, bound, halves, range_on, rows_on
from gametheory_paradox.claims.equilibria.profile_cells import Cell, normalized
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.claims.equilibria.tree_table import TreeTable
from gametheory_paradox.games import ExtensiveForm, NormalForm, Profile, expected_payoffs, without_measure
from gametheory_paradox.interruption import look
from gametheory_paradox.solvers.curved_points import points_near
from gametheory_paradox.solvers.linear_program import Infeasibility, LinearProgram, Optimum, Row, maximize
from gametheory_paradox.table import Record

MOST_PARTS, FEW_PARTS = 200, 40  # of a piece; while they are few, bounds are to meet what is known exactly
NARROW = Fraction(1, 1 << 24)  # how far bounds may stay from what is known to occur, later
EDGE = Fraction(1, 16)  # part of an edge that is not cut off
FINE = 1 << 12  # the greatest denominator of a place to cut at

Place = tuple[int, ...]  # a vertex of each player
Vertex = tuple[Fraction, ...]  # of a part, by the weights of the vertices of the cell


@dataclass(frozen=True, repr=False)
class Part(Record):
    """A part of a piece's cell, with the best bound of what is paid there.

    Parameters
    ----------
    vertices, rows
        Its vertices, and at tuples of them what is paid, and the conditions.
    bound, weights
        The bound, and the weights of the conditions that give it.
    likely
        Probabilities of the tuples at which the conditions hold on average and the bound is paid; empty where
        the piece has no point.
    """

    vertices: tuple[tuple[Vertex, ...], ...]
    rows: Rows
    bound: Fraction
    weights: tuple[Fraction, ...]
    likely: Mapping[Place, Fraction]

    @property
    def marginals(self) -> list[list[Fraction]]:
        """For each player the probability of each vertex."""
        return [
            [sum((p for at, p in self.likely.items() if at[who] == v), Fraction(0)) for v in range(len(own))]
            for who, own in enumerate(self.vertices)
        ]


class BoundSearch:
    """The search for a bound of what is paid on a piece, part by part.

    Parameters
    ----------
    piece, step, whole
        The piece, the step that shows it, with its fibres and its curve, and the cell of all profiles.
    game, column, choosing, sign
        What is paid in which column of the game, and who chooses for the one who gets it; with the sign -1,
        its negative.
    known
        The greatest value of it that is known to occur.
    """

    def __init__(
        self,
        piece: CurvedPiece,
        step: Sequence[Any],
        game: NormalForm[Fraction],
        column: int,
        choosing: Sequence[int],
        sign: int,
        known: Fraction,
        whole: Cell,
    ):
        self.piece, self.step, self.known = piece, step, known
        self.game, self.column, self.choosing, self.sign = game, column, choosing, sign
        self.equations: list[bool] = []
        self.conditions = BestConditions.of(whole.at(piece.simplices)).conditions
        self.points: list[tuple[tuple[int, ...], ...]] = []
        self._cuts: dict[int, tuple[list[int], int]] = {}  # of a part, and the number of its first side
        self._parts: dict[int, Part] = {}

    def run(self) -> list[list[object]]:
        """Cuts parts until the bounds meet what is known to occur; the steps that bound it."""
        rows, self.equations = rows_on(self.game, self.column, self.piece, self.choosing)
        signed = {place: [self.sign * paid, *own] for place, (paid, *own) in rows.items()}
        sizes = [len(simplex) for simplex in self.piece.simplices]
        whole = tuple(
            tuple(tuple(Fraction(v == w) for w in range(size)) for v in range(size)) for size in sizes
        )
        self._enter(0, self._part(whole, signed))
        waiting, numbers = [(-self._parts[0].bound, 0)], count(1)

        while waiting and len(self._parts) < MOST_PARTS:
            look()
            bound, number = -waiting[0][0], waiting[0][1]
            if bound <= self.known + (NARROW if len(self._parts) > FEW_PARTS else 0):
                break
            cut = _cut_of(self._parts[number])
            if cut is None:
                break
            heapq.heappop(waiting)
            part, sides = self._parts.pop(number), (next(numbers), next(numbers))
            self._cuts[number] = cut, sides[0]
            for side, (vertices, own) in zip(sides, _sides(part, cut), strict=True):
                self._enter(side, self._part(vertices, own))
                heapq.heappush(waiting, (-self._parts[side].bound, side))

        top = max(part.bound for part in self._parts.values())
        return list(self._steps(max(self.known, top)))

    def _part(self, vertices: tuple[tuple[Vertex, ...], ...], rows: Rows) -> Part:
        places = list(rows)
        conditions = [tuple(rows[at][1 + n] for at in places) for n in range(len(self.equations))]
        program = LinearProgram(
            tuple(rows[at][0] for at in places),
            (
                Row((Fraction(1),) * len(places), "=", Fraction(1)),
                *(
                    Row(own, "=" if is_equation else ">=", Fraction(0))
                    for own, is_equation in zip(conditions, self.equations, strict=True)
                ),
            ),
        )
        answer = maximize(program)
        if isinstance(answer, Optimum):
            likely = {at: odds for at, odds in zip(places, answer.primal, strict=True) if odds}
            return Part(vertices, rows, answer.value, tuple(-y for y in answer.dual[1:]), likely)

        # The conditions contradict each other: enough of the contradiction outweighs all that is paid.
        assert isinstance(answer, Infeasibility)  # probabilities are bounded
        total, *others = answer.farkas
        most = max(paid for paid, *_ in rows.values())
        scale = max(most - self.known, Fraction(0)) / -total
        return Part(vertices, rows, min(most, self.known), tuple(-scale * y for y in others), {})

    def _enter(self, number: int, part: Part) -> None:
        """Note a part, and points on the piece about where its bound is paid."""
        self._parts[number] = part
        if part.bound <= self.known:
            return

        near = []
        for vertices, odds in zip(part.vertices, part.marginals, strict=True):
            weights = [
                sum((p * v[w] for p, v in zip(odds, vertices, strict=True)), Fraction(0))
                for w in range(len(vertices[0]))
            ]
            rounded = [weight.limit_denominator(FINE) for weight in weights]
            scale = lcm(*(weight.denominator for weight in rounded))
            near.append(tuple(int(weight * scale) for weight in rounded))

        sizes = list(map(len, near))
        found = points_near(sizes, self.conditions, self.step[1], self.step[2], near)
        for point in (*found, *([tuple(near)] if hold_at(self.conditions, near) else [])):
            profile = tuple(map(normalized, profile_at(self.piece.simplices, point)))
            paid = expected_payoffs(self.game, Profile(self.game.information_sets, profile))[self.column]
            if self.sign * paid > self.known:
                self.known = self.sign * paid
                self.points.append(point)

    def _steps(self, enough: Fraction) -> Iterator[list[object]]:
        """The steps in preorder, with weights as simple as give bounds that are good enough."""
        waiting = [0]
        while waiting:
            number = waiting.pop()
            if number in self._cuts:
                cut, first = self._cuts[number]
                yield ["s", *cut]
                waiting += [first + 1, first]
            else:
                yield ["m", *_simple(self._parts[number], self.equations, enough)]


def _cut_of(part: Part) -> list[int] | None:
    """The cut of a part where its bound is paid, along the edge on which this is told least; None if none."""
    found: list[tuple[Fraction, list[int]]] = []
    for who, odds in enumerate(part.marginals):
        if len(odds) < 2:
            continue
        first, second = sorted(sorted(range(len(odds)), key=odds.__getitem__)[-2:])
        ends = part.vertices[who][first], part.vertices[who][second]
        length = max(abs(a - b) for a, b in zip(*ends, strict=True))
        least = min(odds[first], odds[second])
        share = (odds[second] / (odds[first] + odds[second])).limit_denominator(FINE)
        if not EDGE <= share <= 1 - EDGE:
            share = Fraction(1, 2)
        found.append((length * least, [who, first, second, *share.as_integer_ratio()]))
    value, cut = max(found, default=(Fraction(0), []))
    return cut if value else None


def _sides(part: Part, cut: Sequence[int]) -> Iterator[tuple[tuple[tuple[Vertex, ...], ...], Rows]]:
    """The vertices and rows of both sides of a cut, the one of its first vertex first."""
    who, first, second, n, d = cut
    share, own = Fraction(n, d), part.vertices[who]
    middle = tuple((1 - share) * a + share * b for a, b in zip(own[first], own[second], strict=True))
    for end, rows in zip((first, second), reversed(list(halves(part.rows, *cut))), strict=True):
        moved = tuple(middle if v == end else vertex for v, vertex in enumerate(own))
        yield (*part.vertices[:who], moved, *part.vertices[who + 1 :]), rows


def _simple(part: Part, equations: Sequence[bool], enough: Fraction) -> list[int]:
    """Weights over a common denominator, as short as still give a bound that is good enough."""
    numbers: list[int] = []
    for weights in (
        *([w.limit_denominator(1 << bits) for w in part.weights] for bits in range(0, 64, 4)),
        part.weights,
    ):
        scale = lcm(*(weight.denominator for weight in weights))
        numbers = [scale, *(int(weight * scale) for weight in weights)]
        if bound(part.rows, equations, numbers) <= enough:
            break
    return numbers


def with_ranges(
    game: NormalForm[Fraction] | ExtensiveForm[Fraction], player: str, proof: Mapping[str, Any]
) -> dict[str, Any]:
    """The proof with points on curved pieces, and bounds, between which a player's payoffs end.

    Parameters
    ----------
    game
        A table or a tree, with its measure if one is named.
    player
        Whose payoffs, or measure, are wanted.
    proof
        A proof by cells, complete and with curved pieces; of a tree, one with such proofs of its tables.
    """
    if isinstance(game, NormalForm):
        return _of_table(game, player, proof)
    tables: list[object] = []

    def prove(found: TreeTable) -> EquilibriumSet:
        assert found.table is not None
        first, own = found.table.players[0], proof["tables"][len(tables)]
        known = check_proof(found.table, "nash", first, own)
        if cover_of(known).curved:
            column = game.column(player)
            own = _of_table(found.paying(column), first, own, found.choosing(column))
        tables.append(own)
        return known

    every = every_nash_of_tree if proof["kind"] == "tree-table" else every_subgame_perfect_of_tree
    every(game, prove)
    return {**proof, "tables": tables}


def _of_table(
    game: NormalForm[Fraction], player: str, proof: Mapping[str, Any], choosing: Sequence[int] | None = None
) -> dict[str, Any]:
    """The proof by cells with bounds of what is paid on each curved piece."""
    column, bare = game.column(player), without_measure(game)
    if choosing is None:
        choosing = () if game.measure else (column,)
    whole = Cell.whole(bare)
    boxes = [IsolatingBox.from_data(box) for box in proof["boxes"]]
    found = every_equilibrium(bare, boxes, proof["cutting"])
    steps = [list(step) for step in proof["cutting"]]
    shown = list(zip(found.curved, [step for step in steps if step[0] == "c"], strict=True))
    listed = replace(equilibrium_set(game, player, found), ranges=None).payoffs(player)
    ranges = [range_on(game, column, piece, choosing) for piece in found.curved]

    for step in steps:
        step += [[[], []]] if step[0] == "c" else []
    for end, sign, known in ((0, -1, listed.low), (1, 1, listed.high)):
        most = sign * (known if isinstance(known, Fraction) else known.bounds()[sign < 0])
        for (piece, step), own in sorted(
            zip(shown, ranges, strict=True), key=lambda pair: -sign * pair[1][end]
        ):
            if sign * own[end] > most:
                search = BoundSearch(piece, step, game, column, choosing, sign, most, whole)
                step[4][end], most = search.run(), search.known
                if search.points:
                    step[3] = list(dict.fromkeys((search.points[-1], *step[3])))[:MOST_POINTS]
    return {**proof, "cutting": [step[:4] if step[0] == "c" and not any(step[4]) else step for step in steps]}
