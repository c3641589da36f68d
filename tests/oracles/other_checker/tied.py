"""Trees with formulas in which somebody is indifferent for all values: corners of what equilibria pay.

What is paid is told by lists of points, each list with the word whether its hull is all paid (``firm``).  A
comparison whose sign is not known yet stops the work, which is then done twice, once for either sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cmp_to_key
from itertools import product
from typing import Any

from .quotients import Quotient
from .reading import Unjudged
from .statements import Atoms, all_of, any_of

MOST = 2_000
Point = tuple[Quotient, ...]
Piece = tuple[list[Point], bool]
Situation = tuple[Any, list[Piece]]


class Unknown(Exception):
    """A product of polynomials whose sign has to be known."""


def corners(game: dict[str, Any], atoms: Atoms) -> tuple[list[tuple[Any, Point]], Any, Any]:
    """The corners at the root, each with its condition; where that is open; where actions are taken."""
    reader = Reader(game, atoms)
    found = reader.situations(0)
    return (
        [(holds, point) for holds, pieces in found for points, _ in pieces for point in points],
        any_of(reader.open),
        {key: any_of(parts) for key, parts in reader.taken.items()},
    )


class Reader:
    def __init__(self, game: dict[str, Any], atoms: Atoms) -> None:
        self.game, self.atoms = game, atoms
        self.open: list[Any] = []
        self.taken: dict[tuple[int, int], list[Any]] = {}
        self.signs: dict[Any, int] = {}
        self.met: dict[int | None, list[Quotient]] = {}
        self.told: dict[tuple[int, int], Any] = {}
        self.crossed: dict[tuple[Any, ...], Point] = {}

    def point(self, formulas: Iterable[Quotient]) -> Point:
        """The formulas, for each the same one that was met first."""
        found = []
        for formula in formulas:
            known = self.met.setdefault(formula.residue, [])
            first = next((other for other in known if formula.same(other)), formula)
            if first is formula:
                known.append(formula)
            found.append(first)
        return tuple(found)

    def situations(self, place: int) -> list[Situation]:
        node = self.game["nodes"][place]
        if "payoffs" in node:
            return [(True, [([self.point(node["payoffs"])], True)])]
        below = [self.situations(child) for child in node["children"]]
        found: list[Situation] = []
        for choice in product(*below):
            given = all_of([holds for holds, _ in choice])
            if given is False:
                continue
            options = [pieces for _, pieces in choice]
            if "chances" in node:
                found.append((given, [self.mean(node["chances"], combo) for combo in product(*options)]))
                continue
            for holds, (pieces, taken, open_) in self.split(given, lambda: self.choose(node, options)):  # noqa: B023
                self.open += [holds] * open_
                for branch in range(len(node["children"])):
                    parts = self.taken.setdefault((node["set"], branch), [])
                    parts += [holds] * (branch in taken)
                found.append((holds, pieces))
            few(found, "situations")
        return gathered(found)

    def split(self, given: Any, work: Callable[[], Any]) -> Iterator[tuple[Any, Any]]:
        """The work done under all signs on which it hangs."""
        known = given[1] if not isinstance(given, bool) and given[0] == "and" else [given]
        start = {part[2]: part[1] for part in known if not isinstance(part, bool) and part[0] == "is"}
        waiting = [dict[Any, int]()]
        while waiting:
            few(waiting, "signs")
            more = waiting.pop()
            self.signs = {**start, **more}
            try:
                done = work()
            except Unknown as stopped:
                (key,) = stopped.args
                waiting += [{**more, key: sign} for sign in (1, -1)]
                continue
            holds = all_of([given, *(("is", sign, key) for key, sign in more.items())])
            if holds is not False:
                yield holds, done

    def compare(self, one: Quotient, other: Quotient) -> int:
        key = id(one), id(other)
        if key not in self.told:
            gain = one - other
            self.told[key] = self.atoms.is_positive(gain) if gain else None
        said = self.told[key]
        if said is None:
            return 0
        if isinstance(said, bool):
            return 1 if said else -1
        if said[2] not in self.signs:
            raise Unknown(said[2])
        return said[1] * self.signs[said[2]]

    def mean(self, chances: list[Quotient], combo: tuple[Piece, ...]) -> Piece:
        points = []
        for parts in product(*(points for points, _ in combo)):
            terms = [[p * x for x in part] for p, part in zip(chances, parts, strict=True)]
            points.append(self.point(sum(column[1:], column[0]) for column in zip(*terms, strict=True)))
        few(points, "points")
        return unlike(points), all(firm for _, firm in combo)

    def choose(self, node: Any, options: list[list[Piece]]) -> tuple[list[Piece], set[int], bool]:
        own = self.game["sets"][node["set"]][0]
        order = cmp_to_key(self.compare)
        found: list[Piece] = []
        taken: set[int] = set()
        open_ = False
        for combo in product(*options):
            ranges = [sorted((point[own] for point in points), key=order) for points, _ in combo]
            floor = max((r[0] for r in ranges), key=order)
            steps = [(floor, floor)] if any(r[-1].same(floor) for r in ranges) else []
            for top in sorted((r[-1] for r in ranges), key=order):
                if self.compare(top, steps[-1][1] if steps else floor) > 0:
                    steps.append((steps[-1][1] if steps else floor, top))
            for low, high in steps:
                able = [k for k, r in enumerate(ranges) if self.compare(r[-1], high) >= 0]
                taken |= set(able)
                points: list[Point] = []
                firm = len(able) == 1 or low.same(high)
                for k in able:
                    kept, crossed = self.between(combo[k][0], own, low, high)
                    open_ = open_ or (crossed and not combo[k][1])
                    firm = firm and (combo[k][1] or len(kept) == 1)
                    points += kept
                points = unlike(points)
                found.append((points, firm or len(points) < 3))
        return found, taken, open_

    def between(
        self, points: list[Point], own: int, low: Quotient, high: Quotient
    ) -> tuple[list[Point], bool]:
        """The points between two levels and where the lines between points cross them; whether any do."""
        inside = [p for p in points if self.compare(p[own], low) >= 0 and self.compare(high, p[own]) >= 0]
        levels = [low] if low.same(high) else [low, high]
        crossing = []
        for level in levels:
            under = [p for p in points if self.compare(p[own], level) < 0]
            over = [p for p in points if self.compare(p[own], level) > 0]
            crossing += [self.crossing(a, b, own, level) for a, b in product(under, over)]
        return unlike(inside + crossing), bool(crossing)

    def crossing(self, a: Point, b: Point, own: int, level: Quotient) -> Point:
        """Where the line between two points crosses a level."""
        key = identity(a), identity(b), own, id(level)
        if key not in self.crossed:
            up, whole = level - a[own], b[own] - a[own]
            share = up * Quotient(whole[1], whole[0])
            self.crossed[key] = self.point(x + share * (y - x) for x, y in zip(a, b, strict=True))
        return self.crossed[key]


def few(entries: Sequence[Any], what: str) -> None:
    if len(entries) > MOST:
        raise Unjudged(f"there are too many {what}")


def identity(point: Point) -> tuple[int, ...]:
    """What tells a point from others: its formulas are the same where they are one object."""
    return tuple(map(id, point))


def unlike(points: list[Point]) -> list[Point]:
    kept: dict[tuple[int, ...], Point] = {}
    for point in points:
        kept.setdefault(identity(point), point)
    return list(kept.values())


def holds_all(one: Piece, other: Piece) -> bool:
    """Whether a piece has all points of another."""
    return {*map(identity, one[0])} >= {*map(identity, other[0])}


def gathered(found: list[Situation]) -> list[Situation]:
    """The situations, those with the same lists of points as one."""
    kept: list[Situation] = []
    for holds, pieces in found:
        for k, (other, known) in enumerate(kept):
            if len(known) == len(pieces) and all(
                a[1] == b[1] and holds_all(a, b) and holds_all(b, a)
                for a, b in zip(known, pieces, strict=True)
            ):
                kept[k] = any_of([other, holds]), known
                break
        else:
            kept.append((holds, pieces))
    return kept
