"""Boxes that hold one solution of the equations of their supports."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .algebra import algebra
from .multilinear import Multilinear
from .reading import a_list, an_integer, fields, need, rational


class Box:
    """A box that holds one solution of the equations of its supports, in a region that holds no other."""

    def __init__(self, table: Multilinear, data: Any) -> None:
        self.table = table
        more = ["chain"] if type(data) is dict and "chain" in data else []
        supports, region, center, radius, inverse, scale, *chain = fields(
            data, "supports", "region", "center", "radius", "inverse", "scale", *more
        )
        self.supports, self.region, center, self.inverse = (
            [[an_integer(n) for n in a_list(row)] for row in a_list(rows)]
            for rows in (supports, region, center, inverse)
        )
        self.radius, self.scale = rational(radius), an_integer(scale)
        need(self.radius >= 0 and self.scale > 0, "a radius is not negative, a scale positive")
        need(
            len(self.supports) == len(self.region) == len(center) == len(table.shape),
            "a box has a part for each player",
        )
        for n, support, lows, middle in zip(table.shape, self.supports, self.region, center, strict=True):
            need(
                bool(support) and support == sorted(set(support)) and support[0] >= 0 and support[-1] < n,
                "supports are actions",
            )
            need(len(middle) == len(support) == len(lows) - 1, "a box has a number for each action")
            need(lows[-1] > 0 and sum(lows) > 0 and sum(middle) > 0, "weights are positive in sum")
        self.unknowns = [(i, k) for i, support in enumerate(self.supports) for k in range(1, len(support))]
        need(len(self.inverse) == len(self.unknowns), "the inverse is square")
        need(all(len(row) == len(self.unknowns) for row in self.inverse), "the inverse is square")
        self.vertices = [
            [
                self.vector(i, [low + lows[-1] * (k == at) for k, low in enumerate(lows[:-1])])
                for at in range(len(lows) - 1)
            ]
            for i, lows in enumerate(self.region)
        ]
        self.center = [[Fraction(c, sum(row)) for c in row] for row in center]
        self.weights = [
            [(p * sum(lows) - low) / lows[-1] for p, low in zip(mix, lows, strict=False)]
            for mix, lows in zip(self.center, self.region, strict=True)
        ]
        for first, *others in self.weights:
            need(
                min(others, default=self.radius) >= self.radius and first >= self.radius * len(others),
                "the box leaves its region",
            )
        self.settled: Any = None
        self.check()
        if chain and not self.known and not self.certain:
            self.settled = algebra().by_chain(self, chain[0])
            self.known, self.certain = self.settled is None, True

    def vector(self, who: int, weights: Any) -> tuple[Any, ...]:
        used = dict(zip(self.supports[who], weights, strict=True))
        return tuple(used.get(action, 0) for action in range(self.table.shape[who]))

    def gain(self, who: int, action: int, profile: Any) -> Any:
        return self.table.gives(who, action, profile) - self.table.gives(who, self.supports[who][0], profile)

    def slopes(self, who: int, action: int, moved: int, vertex: int) -> list[Any]:
        """The differences of a gain between another player's vertex and its first, for tuples of the rest."""
        found = []
        for profile in self.table.tuples(self.vertices, who, moved):
            ends = [[*profile[:moved], self.vertices[moved][k], *profile[moved + 1 :]] for k in (vertex, 0)]
            found.append(self.gain(who, action, ends[0]) - self.gain(who, action, ends[1]))
        return found

    def check(self) -> None:
        size = range(len(self.unknowns))
        low = [[Fraction(self.scale * (r == c)) for c in size] for r in size]
        high = [list(row) for row in low]
        for c, (moved, vertex) in enumerate(self.unknowns):
            for who in range(len(self.supports)):
                mine = [
                    (n, self.slopes(who, self.supports[who][k], moved, vertex))
                    for n, (i, k) in enumerate(self.unknowns)
                    if i == who != moved
                ]
                for r in size if mine else ():
                    sums = [
                        sum(self.inverse[r][n] * s for (n, _), s in zip(mine, column, strict=True))
                        for column in zip(*(s for _, s in mine), strict=True)
                    ]
                    low[r][c] -= max(sums)
                    high[r][c] -= min(sums)
        worst = max(
            (sum(max(abs(low[r][c]), abs(high[r][c])) for c in size) for r in size), default=Fraction(0)
        )
        middle = [
            tuple(sum(y * v[a] for y, v in zip(ys, vs, strict=True)) for a in range(n))
            for ys, vs, n in zip(self.weights, self.vertices, self.table.shape, strict=True)
        ]
        values = [self.gain(i, self.supports[i][k], middle) for i, k in self.unknowns]
        steps = [abs(sum(p * v for p, v in zip(row, values, strict=True))) for row in self.inverse]
        need(
            worst < self.scale and all(s <= (self.scale - worst) * self.radius for s in steps),
            "a box shows no solution",
        )
        impossible = self.most_unlikely() < 0
        self.certain = all(low > 0 for own in self.bounds() for low, high in own if high)
        for who, n in enumerate(self.table.shape):
            for action in set(range(n)) - set(self.supports[who]):
                off = self.radius * sum(
                    max(map(abs, self.slopes(who, action, *unknown)))
                    for unknown in self.unknowns
                    if unknown[0] != who and self.radius
                )
                impossible |= self.gain(who, action, middle) - off > 0
                self.certain &= self.gain(who, action, middle) + off < 0
        self.point = (
            tuple(self.vector(i, mix) for i, mix in enumerate(self.center))
            if not (impossible or self.radius)
            else None
        )
        self.known = impossible or self.point is not None

    def bounds(self) -> list[list[tuple[Any, Any]]]:
        """For each player and action the bounds of its probability; two zeros for what is not used."""
        found = []
        for n, support, mix, lows in zip(
            self.table.shape, self.supports, self.center, self.region, strict=True
        ):
            own, off = [(Fraction(0), Fraction(0))] * n, self.radius * Fraction(lows[-1], sum(lows))
            for k, (action, p) in enumerate(zip(support, mix, strict=True)):
                reach = off * (1 if k else len(mix) - 1)
                own[action] = (p - reach, p + reach) if len(support) > 1 else (Fraction(1), Fraction(1))
            found.append(own)
        return found

    def is_on(self, cell: Any) -> bool:
        """Whether its solution, where it was found by a chain, is in a cell and all played there is best."""
        return self.settled is not None and algebra().is_on(self, cell)

    def most_unlikely(self) -> Fraction:
        """The least of the upper bounds of the probabilities of used actions."""
        bounds = []
        for mix, lows in zip(self.center, self.region, strict=True):
            off = self.radius * Fraction(lows[-1], sum(lows))
            bounds += [p + off * (1 if k else len(mix) - 1) for k, p in enumerate(mix)]
        return min(bounds)

    def covers(self, who: int, mixture: Any) -> bool:
        lows = self.region[who]
        used = [mixture[action] for action in self.supports[who]]
        return sum(used) == 1 and all(p * sum(lows) >= low for p, low in zip(used, lows, strict=False))

    def holds(self, point: Any) -> bool:
        """Whether a point uses exactly these actions and lies in the region."""
        used = all(point[i][action] for i, support in enumerate(self.supports) for action in support)
        return used and all(self.covers(i, mixture) for i, mixture in enumerate(point))
