"""Lists of all stationary equilibria where no isolating box is needed, and polygons of repeated games."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .periods import Game, Play, equilibria
from .reading import Unjudged, a_list, a_text, fields, need, rational

LIST = ("format", "kind", "concept", "game", "equilibria", "proof")
POLYGONS = ("format", "kind", "concept", "game", "outer", "inner", "proof")
Point = tuple[Fraction, Fraction]


def check_list(data: dict[str, Any]) -> None:
    """Raises `Rejected` unless a list holds every stationary equilibrium."""
    if data["concept"] == "pure-markov-perfect":
        raise Unjudged("pure ones alone")
    need(data["concept"] == "markov-perfect", "another concept")
    game, listed = Game(data["game"]), list[Play]()
    proved = sorted(set(equilibria(game, data["proof"])), reverse=True)
    for entry in a_list(data["equilibria"]):
        profile, payoffs = fields(entry, "profile", "payoffs")
        moving = list(dict.fromkeys(game.players[who] for _, who, _ in game.sets))
        plans = dict(zip(sorted(moving), fields(profile, *sorted(moving)), strict=True))
        for player in moving:
            fields(plans[player], *(game.states[s] for s, who, _ in game.sets if game.players[who] == player))
        play = tuple(
            tuple(rational(p) for p in fields(plans[game.players[who]][game.states[s]], *acts))
            for s, who, acts in game.sets
        )
        paid = [rational(p) for p in fields(payoffs, *game.players)]
        need(paid == [game.from_start(play, who) for who in range(len(game.players))], "it pays others")
        listed.append(play)
    need(listed == proved, "other equilibria are proved")


def check_polygons(data: dict[str, Any]) -> None:
    """Raises `Rejected` unless the outer polygon holds what equilibria pay, and the inner one is paid."""
    need(data["concept"] == "pure-subgame-perfect", "another concept")
    proof = dict(zip(("kind", "outers"), fields(data["proof"], "kind", "outers"), strict=True))
    need(a_text(proof["kind"]) == "payoff-polygons", "another proof")
    stage = Stage(data["game"])
    outers = [polygon(own) for own in a_list(proof["outers"])]
    need(0 < len(outers) <= 2_000 and outers[-1] == polygon(data["outer"]), "the last polygon is another one")
    due = stage.rational_payoffs()
    for outer in outers:
        need(all(holds(outer, point) for point in due), "a polygon does not hold what it must")
        due = common(hull(list(stage.generated(outer))), hull(stage.playable(outer)))
    inner = polygon(data["inner"])
    made = hull(list(stage.generated(inner)))
    need(all(holds(made, point) for point in inner), "the inner polygon does not generate itself")


class Stage:
    """A table of two players, with one discount factor."""

    def __init__(self, data: Any) -> None:
        need(type(data) is dict and data.get("form") == "repeated", "a set of payoffs is of a repeated game")
        if len(a_list(data.get("players"))) != 2 or "measure" in data:
            raise Unjudged("three players, or a measure")
        game = Game(data, "repeated")
        need(len(game.states) == 1 and len(game.sets) == 2, "a stage is a state in which both move")
        need(game.discounts[0] == game.discounts[1], "the discount factors differ")
        self.discount = game.discounts[0]
        self.cells = {at: (paid[0], paid[1]) for at, (paid, _) in game.cells[0].items()}

    def best(self, at: tuple[int, ...], who: int) -> Fraction:
        """The most that a player gets where the other does as in a cell."""
        return max(paid[who] for other, paid in self.cells.items() if other[1 - who] == at[1 - who])

    def rational_payoffs(self) -> list[Point]:
        """The corners of what the stage pays, where each gets its minmax."""
        floor = tuple(min(self.best(at, who) for at in self.cells) for who in (0, 1))
        return above(hull(list(self.cells.values())), floor)

    def generated(self, promised: list[Point]) -> Iterator[Point]:
        """Points whose hull is what a polygon generates."""
        for at, paid in self.cells.items():
            for x, y in self.kept_by(promised, at):
                yield (
                    (1 - self.discount) * paid[0] + self.discount * x,
                    (1 - self.discount) * paid[1] + self.discount * y,
                )

    def playable(self, promised: list[Point]) -> list[Point]:
        """The cells that some promise keeps up."""
        return [paid for at, paid in self.cells.items() if self.kept_by(promised, at)]

    def kept_by(self, promised: list[Point], at: tuple[int, ...]) -> list[Point]:
        """The corners of the promises by which a cell is kept up."""
        more = [self.best(at, who) - self.cells[at][who] for who in (0, 1)]
        if not promised or not self.discount:
            return promised if max(more) <= 0 else []
        share = (1 - self.discount) / self.discount
        return above(promised, tuple(min(own[who] for own in promised) + share * more[who] for who in (0, 1)))


def polygon(data: Any) -> list[Point]:
    """Corners counterclockwise from the lowest of the leftmost."""
    points = [tuple(map(rational, a_list(corner, 2))) for corner in a_list(data)]
    need(len(points) <= 2_000 and hull(points) == points, "a polygon is not convex, or in another order")
    return points


def area(a: Point, b: Point, c: Point) -> Fraction:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def hull(points: list[Point]) -> list[Point]:
    """By wrapping: from each corner on to the point that has none to its right, the farthest of several."""
    left = set(points)
    if len(left) < 2:
        return sorted(left)
    found = [min(left)]
    while True:
        here = found[-1]
        ahead = next(p for p in left if p != here)
        for p in left:
            turn = area(here, ahead, p)
            if turn < 0 or (not turn and p != here and distance(here, p) > distance(here, ahead)):
                ahead = p
        if ahead == found[0]:
            return found
        found.append(ahead)


def common(first: list[Point], second: list[Point]) -> list[Point]:
    """Corners of what two polygons have in common: those of one in the other, and where edges cross."""
    found = [p for p in first if holds(second, p)] + [p for p in second if holds(first, p)]
    for a, b in zip(first, first[1:] + first[:1], strict=True):
        for c, d in zip(second, second[1:] + second[:1], strict=True):
            at_c, at_d = area(a, b, c), area(a, b, d)
            if at_c != at_d:
                t = at_c / (at_c - at_d)
                crossing = (c[0] + t * (d[0] - c[0]), c[1] + t * (d[1] - c[1]))
                if holds(first, crossing) and holds(second, crossing):
                    found.append(crossing)
    return found


def distance(a: Point, b: Point) -> Fraction:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def holds(corners: list[Point], point: Point) -> bool:
    """Whether a point lies in a polygon: it is no corner of the hull of both."""
    return point in corners or (len(corners) > 1 and point not in hull([*corners, point]))


def above(corners: list[Point], floor: tuple[Fraction, ...]) -> list[Point]:
    """The corners of the part of a polygon in which both get at least so much."""
    for axis in (0, 1):
        level, kept = floor[axis], [p for p in corners if p[axis] >= floor[axis]]
        for n, a in enumerate(corners):
            b = corners[n - 1]
            if (a[axis] < level) != (b[axis] < level):
                part = (level - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
        corners = hull(kept)
    return corners
