"""Every Nash equilibrium of a table with any number of players, from a way of cutting the space of mixed profiles.

A cutting is a list of steps, read as a tree in preorder; each step takes the next cell (see
:mod:`gametheory_paradox.claims.profile_cells`) from a stack:

* ``["x", i, a, b]``: against every vertex tuple player i's action b gives more than a, so a is not played: what is left is the
  face without a, which goes back on the stack unless it is empty;
* ``["w", i, a, b]``: b gives at least as much everywhere, and more somewhere.  Either b gains nothing, which confines the
  others to vertices that occur in a tuple without gain (first child, unless empty), or a is not played (second child, the
  face, unless empty);
* ``["s", i, v, w, p, q]``: player i's simplex is cut at the point p·v + q·w of an edge (first child: v moves there; second: w);
* ``["a"]``: the whole cell is equilibria: one point, or a piece of a component;
* ``["u", n]``: the cell has no equilibrium but perhaps the solution in isolating box number n;
* ``["?"]``: nothing is claimed.

No step loses an equilibrium, so every equilibrium of the game is a point or lies in a piece, in an isolating box, or in an
open cell.

Sources: neumaier1990 (branch and bound with exclusion and uniqueness tests), govindan2003 (games as multilinear systems).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.isolation import IsolatingBox, check_box, check_unique
from gametheory_paradox.claims.profile_cells import (
    ProfileCell,
    Simplex,
    Tensors,
    between,
    face,
    is_all_equilibria,
    normalized,
)
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm, Profile

Step = Sequence[object]


@dataclass(frozen=True)
class Found:
    """What a cutting proves about the equilibria of a table.

    Parameters
    ----------
    points
        Equilibria that are rational points.
    boxes
        Boxes with exactly one equilibrium each, all different.
    pieces
        Cells that consist of equilibria (more than one point each).
    open_cells
        Cells that may hold further equilibria.
    """

    points: tuple[Profile, ...]
    boxes: tuple[IsolatingBox, ...]
    pieces: tuple[ProfileCell, ...]
    open_cells: tuple[ProfileCell, ...]


def every_equilibrium(game: NormalForm[Fraction], boxes: Sequence[IsolatingBox], cutting: Sequence[Step]) -> Found:
    """Walk a cutting and collect what it proves.

    Raises
    ------
    CertificateRejected
        If a step does not do what it says, the cutting does not end with the stack, or two boxes may hold the same equilibrium.
    """
    tensors = Tensors(game)
    kinds = [check_box(game, box) for box in boxes]
    points: dict[tuple[tuple[Fraction, ...], ...], None] = {}
    pieces: list[ProfileCell] = []
    open_cells: list[ProfileCell] = []
    stack = [tensors.whole]
    for step in cutting:
        if not stack:
            raise CertificateRejected("the cutting goes on after its last cell")
        cell = stack.pop()
        kind, *numbers = step
        if kind == "?":
            open_cells.append(cell)
        elif kind == "u":
            (number,) = _numbers(numbers, 1)
            if number >= len(boxes):
                raise CertificateRejected(f"there is no isolating box number {number}")
            check_unique(game, boxes[number], cell)
        elif kind == "a":
            if not is_all_equilibria(tensors, cell):
                raise CertificateRejected("a cell is claimed to be equilibria and is not")
            if all(len(simplex) == 1 for simplex in cell):
                points[tuple(normalized(simplex[0]) for simplex in cell)] = None
            else:
                pieces.append(cell)
        else:
            stack.extend(reversed(_children(tensors, cell, kind, numbers)))
    if stack:
        raise CertificateRejected("the cutting ends before its last cell")
    proper = [box for box, sign in zip(boxes, kinds, strict=True) if sign > 0]
    _check_different(game, list(points), proper)
    profiles = tuple(Profile(game.information_sets, point) for point in points)
    return Found(profiles, tuple(proper), tuple(pieces), tuple(open_cells))


def _children(tensors: Tensors, cell: ProfileCell, kind: object, numbers: Sequence[object]) -> list[ProfileCell]:
    if kind == "s":
        who, first, second, weight, other_weight = _numbers(numbers, 5)
        if who >= len(cell) or first == second or max(first, second) >= len(cell[who]) or not (weight and other_weight):
            raise CertificateRejected("a cut names no edge of its cell")
        simplex = cell[who]
        middle = between(simplex[first], simplex[second], weight, other_weight)
        return [_replaced(cell, who, (*simplex[:n], middle, *simplex[n + 1 :])) for n in (first, second)]
    if kind not in ("x", "w"):
        raise CertificateRejected(f"there is no step {kind!r:.20}")
    who, worse, better = _numbers(numbers, 3)
    if who >= len(cell) or max(worse, better) >= tensors.shape[who]:
        raise CertificateRejected("an exclusion names an action that is not there")
    values = tensors.action_values(who, cell)
    gains = [b - a for a, b in zip(values[worse], values[better], strict=True)]
    children = []
    if kind == "w":
        if min(gains) < 0:
            raise CertificateRejected("an action is excluded although it may be better")
        confined = _without_gain(cell, who, gains)
        if confined == cell:
            raise CertificateRejected("a weak exclusion excludes nothing")
        children = [confined] if all(confined) else []
    elif min(gains) <= 0:
        raise CertificateRejected("an action is excluded although it may be as good")
    left = face(cell[who], worse)
    if left == cell[who] and kind == "x":
        raise CertificateRejected("an exclusion excludes nothing")
    return [*children, _replaced(cell, who, left)] if left else children


def _without_gain(cell: ProfileCell, who: int, gains: Sequence[int]) -> ProfileCell:
    """The cell with the others confined to the vertices that occur in a tuple without gain."""
    others = [j for j in range(len(cell)) if j != who]
    kept: dict[int, set[int]] = {j: set() for j in others}
    for place, gain in enumerate(gains):
        if gain == 0:
            for j in reversed(others):
                place, vertex = divmod(place, len(cell[j]))
                kept[j].add(vertex)
    return tuple(
        simplex if j == who else tuple(v for n, v in enumerate(simplex) if n in kept[j]) for j, simplex in enumerate(cell)
    )


def _replaced(cell: ProfileCell, who: int, simplex: Simplex) -> ProfileCell:
    return (*cell[:who], simplex, *cell[who + 1 :])


def _check_different(
    game: NormalForm[Fraction],
    points: Sequence[tuple[tuple[Fraction, ...], ...]],
    boxes: Sequence[IsolatingBox],
) -> None:
    """Every box must be apart from every other box and from every rational point, so that none is counted twice."""
    bounds = [box.probabilities(game) for box in boxes]
    exact = [tuple(tuple((p, p) for p in odds) for odds in point) for point in points]
    for number, box in enumerate(bounds):
        for other in (*bounds[:number], *exact):
            if _touch(box, other):
                raise CertificateRejected("an isolating box may hold an equilibrium that is listed elsewhere")


def _touch(first: Sequence[Sequence[tuple[Fraction, Fraction]]], second: Sequence[Sequence[tuple[Fraction, Fraction]]]) -> bool:
    return all(
        low <= other_high and other_low <= high
        for odds, others in zip(first, second, strict=True)
        for (low, high), (other_low, other_high) in zip(odds, others, strict=True)
    )


def _numbers(data: Sequence[object], count: int) -> list[int]:
    numbers = [n for n in data if isinstance(n, int) and not isinstance(n, bool) and n >= 0]
    if len(numbers) != len(data) or len(numbers) != count:
        raise CertificateRejected("a step of the cutting is malformed")
    return numbers
