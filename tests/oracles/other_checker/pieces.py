"""All subgame perfect equilibria of a tree with perfect information and ties, by pieces of payoffs.

Every piece is a plain set of points: those that are no corners stay in it, which changes no hull.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from .reading import TOO_LARGE, a_list, an_integer, fields, need
from .trees import check_plan

Points = frozenset[tuple[Fraction, ...]]


def by_payoff_pieces(game: dict[str, Any], proof: Any, mover: int) -> dict[str, Any]:
    _, cuts, listed = fields(proof, "kind", "cuts", "plans")
    need(0 <= an_integer(cuts) <= 4, "pieces are cut 0 to 4 times")
    plans = [check_plan(game, plan) for plan in a_list(listed)]
    need(0 < len(plans) <= 100, "there are 1 to 100 plans")
    cover = Cover(game, cuts)
    entries = [point[0] for piece in cover.pieces(0, (mover,)) for point in piece]
    low, high, reached = min(entries), max(entries), {value[mover] for _, value in plans}
    need({low, high} <= reached, "the plans do not reach the ends of the pieces")
    taken = {(game["nodes"][place]["set"], branch) for place, branch in cover.taken}
    every = {
        (number, branch)
        for number, (_, _, actions) in enumerate(game["sets"])
        for branch in range(len(actions))
    }
    return {
        "values": [low, high] if cover.ties else [low],
        "infinite": cover.ties,
        "profiles": [profile for profile, _ in plans],
        "spanning": not cover.ties,
        "never": every - taken,
        "points": lambda: {
            point
            for piece in Cover(game, cuts).pieces(0, tuple(range(len(game["players"]))))
            for point in piece
        },
    }


class Cover:
    def __init__(self, game: dict[str, Any], cuts: int):
        self.game, self.cuts, self.ties, self.work = game, cuts, False, 0
        self.taken: set[tuple[int, int]] = set()

    def pieces(self, place: int, columns: tuple[int, ...]) -> set[Points]:
        """The pieces at a node, in the columns that somebody above compares or that are asked about."""
        node = self.game["nodes"][place]
        if "payoffs" in node:
            return {frozenset([tuple(node["payoffs"][c] for c in columns)])}
        if "chances" in node:
            below = [self.pieces(child, columns) for child in node["children"]]
            return {self.average(node["chances"], choice) for choice in product(*below)}
        own = self.game["sets"][node["set"]][0]
        inner = tuple(dict.fromkeys([*columns, own]))
        below = [self.pieces(child, inner) for child in node["children"]]
        found = set()
        for choice in product(*below):
            for piece in self.chosen(place, choice, inner.index(own)):
                found.add(frozenset(point[: len(columns)] for point in piece))
        return found

    def average(self, chances: list[Fraction], choice: tuple[Points, ...]) -> Points:
        points = set()
        for combination in product(*choice):
            self.count(1)
            columns = zip(*combination, strict=True)
            points.add(
                tuple(sum((p * x for p, x in zip(chances, c, strict=True)), Fraction(0)) for c in columns)
            )
        return frozenset(points)

    def chosen(self, place: int, choice: tuple[Points, ...], axis: int) -> list[Points]:
        lows = [min(point[axis] for point in piece) for piece in choice]
        highs = [max(point[axis] for point in piece) for piece in choice]
        floor, found = max(lows), []
        marks = [floor, *sorted({high for high in highs if high > floor})]
        stages = [(floor, floor)] if floor in highs else []
        for low, high in [*stages, *pairwise(marks)]:
            able = [branch for branch, top in enumerate(highs) if top >= high]
            self.ties |= len(able) > 1
            self.taken |= {(place, branch) for branch in able}
            levels = {low, high}
            if self.cuts and len(able) > 1 and low < high:
                levels |= {p[axis] for branch in able for p in choice[branch] if low < p[axis] < high}
                for _ in range(self.cuts - 1):
                    levels |= {(a + b) / 2 for a, b in pairwise(sorted(levels))}
            for a, b in [(low, low)] if low == high else pairwise(sorted(levels)):
                found.append(
                    frozenset().union(*(self.between(choice[branch], axis, a, b) for branch in able))
                )
        return found

    def between(self, piece: Points, axis: int, low: Fraction, high: Fraction) -> Points:
        points = {point for point in piece if low <= point[axis] <= high}
        for one, other in product(piece, piece):
            self.count(1)
            for level in (low, high):
                if one[axis] < level < other[axis]:
                    share = (level - one[axis]) / (other[axis] - one[axis])
                    points.add(tuple(x + share * (y - x) for x, y in zip(one, other, strict=True)))
        return frozenset(points)

    def count(self, steps: int) -> None:
        self.work += steps
        need(self.work <= 5 * TOO_LARGE, "there are too many points")
