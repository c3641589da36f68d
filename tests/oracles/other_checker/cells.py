"""All Nash equilibria of a table by cells: for each player a list of mixtures, as fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any

from .boxes import Box
from .conditions import Conditions, eliminated
from .multilinear import Multilinear
from .reading import TOO_LARGE, Rejected, Unjudged, a_list, an_integer, fields, need

BY_A_BOX = "an equilibrium is known by a box alone"


def by_cells(
    game: dict[str, Any], proof: Any, mover: Any, strategies: list[list[dict[int, int]]] | None = None
) -> dict[str, Any]:
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
        if name == "t":
            need(strategies is not None and len(strategies) > 2 and not rest, "there are no chains")
            waiting.extend(reversed(over_chains(cell, strategies or [])))
            continue
        if name in ("c", "e"):
            conditions = Conditions(table, cell)
            if name == "c":
                fibres, curve, known = a_list(rest, 3)
                conditions.connected(fibres, curve)
                curved.append((cell, conditions.points(known)))
            left = [] if name == "c" else eliminated(conditions, cell, rest)
            left += [face(cell, who, action) for who, action in conditions.faces]
            waiting.extend(reversed([one for one in left if one is not None]))
            continue
        need(name in STEPS, "there is no such step")
        left = STEPS[name](table, cell, rest) if name != "u" else unique(read, cell, rest)
        waiting.extend(reversed([one for one in left if one is not None]))
    need(not waiting, "the cutting ends before its last cell")
    ends = {profile for cell in pieces for profile in product(*cell)}
    ends |= {profile for _, known in curved for profile in known}
    alone = [box for box in read if not box.known and not any(box.holds(point) for point in points)]
    need(all(box.certain for box in alone), "a box may hold no equilibrium")
    infinite = bool(pieces or curved)
    try:
        if infinite and (alone or curved):
            within(game, mover, points | ends, alone, [cell for cell, _ in curved])
    except Rejected:
        if alone:
            raise Unjudged(BY_A_BOX) from None
        raise
    if alone and not infinite:
        raise Unjudged(BY_A_BOX)
    return {"mixtures": [*sorted(points), *sorted(ends - points)], "infinite": infinite}


def within(game: dict[str, Any], mover: Any, known: Any, boxes: list[Any], cells: list[Any]) -> None:
    """In boxes and on curved pieces a player gets what is between its payoffs in profiles that are known."""
    need(mover is not None and "measure" not in game and bool(known), "equilibria are not listed")

    def gets(profile: Any) -> Fraction:
        return sum(
            (row[mover] * prod(mix[a] for mix, a in zip(profile, place, strict=True)))
            for place, row in game["cells"].items()
        )

    least, most = min(map(gets, known)), max(map(gets, known))
    for box in boxes:
        bounds, low, high = box.bounds(), Fraction(0), Fraction(0)
        for place, row in game["cells"].items():
            ends = [own[a] for own, a in zip(bounds, place, strict=True)]
            weights = prod(max(a, 0) for a, _ in ends), prod(b for _, b in ends)
            low += min(row[mover] * weight for weight in weights)
            high += max(row[mover] * weight for weight in weights)
        need(least <= low and high <= most, "a box may pay less or more")
    for cell in cells:
        rows = [
            [gets(t) for t in product(*(own if i != mover else [v] for i, own in enumerate(cell)))]
            for v in cell[mover]
        ]
        low, high = max(map(min, rows)), min(map(max, rows))
        need(least <= low and high <= most, "a curved piece may pay less or more")


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


def over_chains(cell: Any, strategies: list[list[dict[int, int]]]) -> list[Any]:
    """The parts of a cell in which everybody uses a chain of strategies alone, in order."""
    every = []
    for simplex, own in zip(cell, strategies, strict=True):
        used = [k for k in range(len(own)) if any(vertex[k] for vertex in simplex)]
        every.append(longest(used, own))
    parts = []
    for chains in product(*every):
        kept = [
            [v for v in simplex if all(k in chain for k, weight in enumerate(v) if weight)]
            for simplex, chain in zip(cell, chains, strict=True)
        ]
        if all(kept):
            parts.append(kept)
        need(len(parts) <= TOO_LARGE, "there are too many parts")
    return parts


def longest(used: list[int], strategies: list[dict[int, int]]) -> list[tuple[int, ...]]:
    """The chains that no other strategy can join: sorted lists in which each is before all that follow."""

    def before(k: int, m: int) -> bool:
        return all(a <= strategies[m][s] for s, a in strategies[k].items() if s in strategies[m])

    chains: list[tuple[int, ...]] = [()]
    for k in used:  # listed so that whatever comes before another one stands before it
        chains += [(*chain, k) for chain in chains if all(before(m, k) for m in chain)]
        need(len(chains) <= TOO_LARGE, "there are too many chains")
    whole = [set(chain) for chain in chains]
    return sorted(c for c, own in zip(chains, whole, strict=True) if not any(own < other for other in whole))


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


def halved(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
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
