"""All Nash equilibria of a table by cells: for each player a list of mixtures, as fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any, NamedTuple

from .algebra import algebra
from .boxes import Box
from .conditions import Conditions, eliminated
from .multilinear import Multilinear
from .reading import Unjudged, a_list, an_integer, fields, need

BY_A_BOX = "an equilibrium is known by a box alone"
WITHIN_BOUNDS = "what is paid on a curved piece is known within bounds alone"


class Asked(NamedTuple):
    """What somebody is paid in each cell, and who in the table chooses for it."""

    cells: dict[tuple[int, ...], Fraction]
    choosing: list[int]


def by_cells(game: dict[str, Any], proof: Any, asked: Asked | None) -> dict[str, Any]:
    _, boxes, cutting = fields(proof, "kind", "boxes", "cutting")
    table = Multilinear(game)
    read = [Box(table, entry) for entry in a_list(boxes)]
    waiting = [[[tuple(Fraction(a == b) for b in range(n)) for a in range(n)] for n in table.shape]]
    points, pieces, curved = {box.point for box in read if box.point}, [], []
    for step in a_list(cutting):
        need(bool(waiting), "the cutting goes on after its last cell")
        cell = waiting.pop()
        need(type(step) is list and bool(step) and type(step[0]) is str, "a step has a name")
        name, rest = step[0], step[1:]
        if name == "a":
            need(not rest and table.all_equilibria(cell), "a cell is not all equilibria")
            if all(len(simplex) == 1 for simplex in cell):
                points.add(tuple(simplex[0] for simplex in cell))
            else:
                pieces.append(cell)
            continue
        if name in ("c", "e"):
            conditions = Conditions(table, cell)
            if name == "c":
                fibres, curve, known, *chain = a_list(rest, 3 + (len(rest) == 4))
                conditions.connected(fibres, curve)
                curved.append((conditions, conditions.points(known), a_list(chain[0]) if chain else None))
            left = [] if name == "c" else eliminated(conditions, cell, rest)
            left += [face(cell, who, action) for who, action in conditions.faces]
            waiting.extend(reversed([one for one in left if one is not None]))
            continue
        need(name in STEPS, "there is no such step")
        left = STEPS[name](table, cell, rest) if name != "u" else unique(read, cell, rest)
        waiting.extend(reversed([one for one in left if one is not None]))
    need(not waiting, "the cutting ends before its last cell")
    ends = {profile for cell in pieces for profile in product(*cell)}
    ends |= {profile for _, known, _ in curved for profile in known}
    alone = [box for box in read if not box.known and not any(box.holds(point) for point in points)]
    shown = [*pieces, *(own.cell for own, *_ in curved)]
    alone = [box for box in alone if not any(map(box.is_on, shown))]
    need(all(box.certain for box in alone), "a box may hold no equilibrium")
    infinite = bool(pieces or curved)
    if infinite and (alone or curved):
        if asked is None:
            raise Unjudged(BY_A_BOX if alone else WITHIN_BOUNDS)
        need("measure" not in game and bool(points | ends), "equilibria are not listed")
        ranges = [on_piece(conditions, asked, chain) for conditions, _, chain in curved]
        if not within(asked, points | ends, alone, ranges):
            raise Unjudged(BY_A_BOX if alone else WITHIN_BOUNDS)
    if alone and not infinite:
        raise Unjudged(BY_A_BOX)
    mixtures = [*sorted(points), *sorted(ends - points)]
    cells, known = [own.cell for own, *_ in curved], [on_it for _, on_it, _ in curved]
    return {"mixtures": mixtures, "infinite": infinite, "curved": cells, "pieces": pieces, "known": known}


def within(asked: Asked, known: Any, boxes: list[Any], ranges: Any) -> bool:
    """True if in boxes and in some ranges a player gets what is between its payoffs in known profiles."""
    paid = [gets(asked.cells, profile) for profile in known]
    for box in boxes:
        bounds, low, high = box.bounds(), Fraction(0), Fraction(0)
        for place, paid_there in asked.cells.items():
            ends = [own[a] for own, a in zip(bounds, place, strict=True)]
            weights = prod(max(a, 0) for a, _ in ends), prod(b for _, b in ends)
            low += min(paid_there * weight for weight in weights)
            high += max(paid_there * weight for weight in weights)
        ranges = [*ranges, (low, high)]
    plain = [own for own in ranges if isinstance(own, tuple)]
    knots = [knot for own in ranges if isinstance(own, list) for knot in own]
    return all(min(paid) <= low and high <= max(paid) for low, high in plain) and all(
        algebra().order(min(paid), knot) >= 0 >= algebra().order(max(paid), knot) for knot in knots
    )


def gets(cells: dict[tuple[int, ...], Fraction], profile: Any) -> Fraction:
    return sum(
        (paid * prod(mix[a] for mix, a in zip(profile, place, strict=True))) for place, paid in cells.items()
    )


def on_piece(conditions: Conditions, asked: Asked, chain: Any) -> Any:
    """Payoffs on a curved piece: bounds at the player's own vertices, or all at knots of edges."""
    cell = conditions.cell
    if chain is not None:
        first = {
            i: next(a for a in range(len(own[0])) if any(v[a] for v in own)) for i, own in enumerate(cell)
        }
        pure = {i: tuple(Fraction(a == first[i]) for a in range(len(cell[i][0]))) for i in asked.choosing}
        paid = {}
        for key in product(*(range(len(own)) for own in cell)):
            taken = [pure.get(i, own[v]) for i, (own, v) in enumerate(zip(cell, key, strict=True))]
            paid[key] = gets(asked.cells, taken)
        return algebra().on_edges(conditions, paid, chain)
    rows = []
    for taken in product(*(cell[i] for i in asked.choosing)):
        fixed = dict(zip(asked.choosing, taken, strict=True))
        rest = [[fixed[i]] if i in fixed else own for i, own in enumerate(cell)]
        rows.append([gets(asked.cells, t) for t in product(*rest)])
    return max(map(min, rows)), min(map(max, rows))


def apart(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
    who, worse, better = numbers(rest, 3)
    table.has(who, worse, better)
    gains = table.gains(cell, who, better, worse)
    need(all(gain >= 0 for gain, _ in gains), "an action may be better")
    others = [i for i in range(len(cell)) if i != who]
    better_at = {tuple(cell[i].index(t[i]) for i in others) for gain, t in gains if gain}
    subsets = [
        [set(c) for n in range(1, len(cell[i]) + 1) for c in combinations(range(len(cell[i])), n)]
        for i in others
    ]
    clear = [box for box in product(*subsets) if not better_at & set(product(*box))]
    largest = [
        box
        for box in clear
        if not any(box != o and all(a <= b for a, b in zip(box, o, strict=True)) for o in clear)
    ]
    parts = []
    for box in sorted([sorted(b) for b in own] for own in largest):
        kept = dict(zip(others, box, strict=True))
        parts.append([[v for n, v in enumerate(s) if i == who or n in kept[i]] for i, s in enumerate(cell)])
    return [*parts, face(cell, who, worse)]


def numbers(data: Any, count: int) -> list[int]:
    need(all(an_integer(n) >= 0 for n in a_list(data, count)), "a step has numbers")
    return data


def face(cell: Any, who: int, action: int) -> Any:
    """The part of a cell in which a player does not use an action, if there is one."""
    kept = [vertex for vertex in cell[who] if not vertex[action]]
    return [*cell[:who], kept, *cell[who + 1 :]] if kept else None


def strictly(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
    who, worse, better = numbers(rest, 3)
    table.has(who, worse, better)
    need(all(gain > 0 for gain, _ in table.gains(cell, who, better, worse)), "an action may be as good")
    return [face(cell, who, worse)]


def weakly(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
    who, worse, better = numbers(rest, 3)
    table.has(who, worse, better)
    gains = table.gains(cell, who, better, worse)
    need(all(gain >= 0 for gain, _ in gains), "an action may be better")
    same = [t for gain, t in gains if gain == 0]
    confined = [
        simplex if i == who else [vertex for vertex in simplex if any(t[i] == vertex for t in same)]
        for i, simplex in enumerate(cell)
    ]
    return [confined if all(confined) else None, face(cell, who, worse)]


def together(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
    entries = [a_list(entry, 3) for entry in a_list(a_list(rest, 1)[0])]
    for who, action, weight in entries:
        numbers([who, action], 2)
        table.has(who, action)
        an_integer(weight)
    for who in {entry[0] for entry in entries}:
        need(
            sum(entry[2] for entry in entries if entry[0] == who) == 0,
            "a player's weights do not sum to zero",
        )
    for profile in table.tuples(cell):
        need(
            sum(k * table.gives(who, action, profile) for who, action, k in entries) > 0,
            "actions may be as good",
        )
    return [face(cell, who, action) for who, action, k in entries if k < 0]


def halved(table: Multilinear | None, cell: Any, rest: Any) -> list[Any]:
    who, first, second, part, parts = numbers(rest, 5)
    need(
        who < len(cell) and first != second and max(first, second) < len(cell[who]) and 0 < part < parts,
        "no edge is cut",
    )
    share, simplex = Fraction(part, parts), cell[who]
    middle = tuple((1 - share) * a + share * b for a, b in zip(simplex[first], simplex[second], strict=True))
    sides = [[middle if k == end else vertex for k, vertex in enumerate(simplex)] for end in (first, second)]
    return [[*cell[:who], side, *cell[who + 1 :]] for side in sides]


def unique(boxes: list[Any], cell: Any, rest: Any) -> list[Any]:
    (number,) = numbers(rest, 1)
    need(number < len(boxes), "there is no such box")
    box = boxes[number]
    need(
        all(box.covers(i, vertex) for i, simplex in enumerate(cell) for vertex in simplex),
        "a cell reaches out of its region",
    )
    return [face(cell, who, action) for who, support in enumerate(box.supports) for action in support]


STEPS: dict[str, Any] = {"x": strictly, "w": weakly, "z": apart, "l": together, "s": halved, "u": unique}
