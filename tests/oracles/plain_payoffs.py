"""Payoffs of pure subgame perfect equilibria of a repeated game of two, from both sides, in floats.

From outside a set is a level in each of some directions (Judd, Yeltekin and Conklin): the highest that a
profile of the stage pays there with promises from the set that nobody gains by deviating from.  From inside
it is a list of payoffs: of equilibria of the stage in pure actions, and of what promises among those enforce.
Nothing of the package is used, and no polygon is cut.
"""

from fractions import Fraction
from itertools import product
from math import cos, pi, sin

from oracles.plain_truth import Senseless, sense

DIRECTIONS = [(cos(pi * k / 8), sin(pi * k / 8)) for k in range(16)]
CLOSE = 1e-6
MOST_ROUNDS = 400
INSIDE_ROUNDS = 6


class Stage:
    """A stage of two players, read from JSON."""

    def __init__(self, game):
        sense(game["form"] == "repeated" and len(game["players"]) == 2 and len(game["states"]) == 1)
        (state,), (first, second) = game["states"], game["information_sets"]
        rows, columns = len(first["actions"]), len(second["actions"])
        cells = [tuple(float(Fraction(p)) for p in cell[:2]) for cell in state["payoffs"]]
        sense(len(cells) == rows * columns and len(set(game["discounts"])) == 1)
        self.discount = float(Fraction(game["discounts"][0]))
        sense(0 <= self.discount < 1)
        paid = {at: cells[at[0] * columns + at[1]] for at in product(range(rows), range(columns))}
        self.profiles = [
            (
                own,
                max(paid[r, column][0] for r in range(rows)) - own[0],
                max(paid[row, c][1] for c in range(columns)) - own[1],
            )
            for (row, column), own in paid.items()
        ]

    def with_promise(self, own, promise):
        return tuple((1 - self.discount) * p + self.discount * w for p, w in zip(own, promise, strict=True))

    def levels(self):
        """For each direction a level above which nothing is paid."""
        found = [max(h[0] * own[0] + h[1] * own[1] for own, *_ in self.profiles) for h in DIRECTIONS]
        for _ in range(MOST_ROUNDS):
            new = self.round(found)
            if new is None or max(abs(a - b) for a, b in zip(new, found, strict=True)) < CLOSE / 10:
                return new
            found = new
        return found

    def round(self, levels):
        least = [-levels[DIRECTIONS.index(min(DIRECTIONS, key=lambda h: h[axis]))] for axis in (0, 1)]
        limits = list(zip(DIRECTIONS, levels, strict=True))
        highest = [None] * len(DIRECTIONS)
        for own, *gains in self.profiles:
            if not self.discount:
                promises = [own] if max(gains) <= 0 else []
            else:
                share = (1 - self.discount) / self.discount
                floor = [low + share * gain for low, gain in zip(least, gains, strict=True)]
                promises = corners([*limits, ((-1.0, 0.0), -floor[0]), ((0.0, -1.0), -floor[1])])
            paid = [self.with_promise(own, promise) for promise in promises]
            for k, h in enumerate(DIRECTIONS):
                reached = [h[0] * p[0] + h[1] * p[1] for p in paid]
                highest[k] = max([*reached, *([] if highest[k] is None else [highest[k]])], default=None)
        if None in highest:
            return None
        return [min(a, b) for a, b in zip(highest, levels, strict=True)]

    def paid_inside(self):
        """Some payoffs of equilibria."""
        found = {own for own, *gains in self.profiles if max(gains) <= 0}
        for _ in range(INSIDE_ROUNDS if found and self.discount else 0):
            least = [min(p[axis] for p in found) for axis in (0, 1)]
            share = (1 - self.discount) / self.discount
            ends = {max(found, key=lambda p: h[0] * p[0] + h[1] * p[1]) for h in DIRECTIONS}
            ends |= {own for own, *_ in self.profiles if self.is_held(own, least)}
            found |= {
                self.with_promise(own, promise)
                for own, *gains in self.profiles
                for promise in ends
                if all(promise[k] >= least[k] + share * gains[k] for k in (0, 1))
            } | ends
        return found

    def is_held(self, own, least):
        """Whether a profile is played for ever, if who deviates gets the least that is known from then on."""
        share = (1 - self.discount) / self.discount
        gains = next(more for paid, *more in self.profiles if paid == own)
        return all(own[k] >= least[k] + share * gains[k] for k in (0, 1))


def corners(limits):
    """The corners of what satisfies all inequalities h · w ≤ c, where there are any."""
    found = []
    for n, ((a, b), c) in enumerate(limits):
        for (d, e), f in limits[:n]:
            whole = a * e - b * d
            if abs(whole) < 1e-9:
                continue
            point = (c * e - b * f) / whole, (a * f - c * d) / whole
            if all(h[0] * point[0] + h[1] * point[1] <= level + CLOSE for h, level in limits):
                found.append(point)
    return found


def is_true(data):
    """Whether nothing known to be paid is outside, and nothing that is never paid inside."""
    try:
        sense(set(data) == {"format", "kind", "concept", "game", "outer", "inner", "proof"})
        sense((data["format"], data["kind"], data["concept"]) == (2, "payoffs", "pure-subgame-perfect"))
        stage = Stage(data["game"])
        outer, inner = (
            [tuple(float(Fraction(x)) for x in p) for p in data[side]] for side in ("outer", "inner")
        )
    except (Senseless, LookupError, TypeError, ValueError, ZeroDivisionError):
        return False
    levels = stage.levels()
    if levels is None:
        return not inner
    below = all(
        h[0] * x + h[1] * y <= level + 100 * CLOSE
        for x, y in inner
        for h, level in zip(DIRECTIONS, levels, strict=True)
    )
    return below and all(is_within(outer, point) for point in stage.paid_inside())


def is_within(polygon, point):
    """Whether a point lies in a convex polygon with its corners counterclockwise, or close to it."""
    if len(polygon) < 2:
        return bool(polygon) and max(abs(a - b) for a, b in zip(polygon[0], point, strict=True)) < 100 * CLOSE
    edges = zip(polygon, polygon[1:] + polygon[:1], strict=True)
    within = all(
        (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) >= -100 * CLOSE
        for a, b in edges
    )
    ends = [[min(own), max(own)] for own in zip(*polygon, strict=True)]
    return within and all(
        low - 100 * CLOSE <= p <= high + 100 * CLOSE for p, (low, high) in zip(point, ends, strict=True)
    )
