"""What subgame perfect equilibria of a repeated game of two pay, between an outer and an inner polygon.

From the payoffs of the stage on, each outer polygon is what the last one generates, rounded outwards where
its numbers grow long.  Where one generates itself, it is the answer.  Else the last one, shrunk a little
towards its middle, generates polygons whose hull generates itself: the inner one.  Both are checked by the
trusted part.

Sources: abreu1990, abreusannikov2014, cronshaw1994.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from gametheory_paradox.certificates.certificate import FORMAT, Certificate
from gametheory_paradox.claims.equilibria.payoff_polygons import (
    PayoffPolygon,
    Point,
    check_polygons,
    generated,
    rational_payoffs,
)
from gametheory_paradox.clock import Clock
from gametheory_paradox.games import StochasticGame, hashed_game
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria
from gametheory_paradox.table import Cell, Table

CONCEPT = "subgame-perfect"
EMPTY = PayoffPolygon(())
LONG = 100  # bits of a number beyond which polygons are rounded
GRID = 44  # bits of the grid they are rounded to
MOST_STEPS = 400
CLOSE = Fraction(1, 10**8)  # of the area: where outer polygons shrink by less, they are left as they are
SHRINKINGS = tuple(Fraction(1, 10**digits) for digits in (6, 7, 5, 8, 4, 3, 2))
MOST_GENERATIONS = 60


@dataclass(frozen=True, repr=False)
class RepeatedPayoffs(Equilibria):
    """The average payoffs of subgame perfect equilibria of a repeated game, in bounds.

    Parameters
    ----------
    outer
        A polygon that holds them all.
    inner
        A polygon all of which is paid by some equilibrium with public randomization.
    """

    outer: PayoffPolygon = EMPTY
    inner: PayoffPolygon = EMPTY

    @property
    def _polygons(self) -> dict[str, object]:
        return {"outer": self.outer.to_data(), "inner": self.inner.to_data()}

    @property
    def certificate(self) -> Certificate:
        """The certificate of both polygons."""
        said = {"kind": "payoffs", "concept": self.concept, "game": hashed_game(self.game)}
        return Certificate({"format": FORMAT, **said, **self._polygons, "proof": self.proof})

    def to_data(self) -> dict[str, object]:
        """As JSON: with both polygons."""
        return {**super().to_data(), **self._polygons}

    def table(self) -> Table:
        """One row for each corner of both polygons."""
        rows: list[tuple[Cell, ...]] = []
        for name, polygon in (("outer", self.outer), ("inner", self.inner)):
            if name == "inner" and self.inner == self.outer:
                break
            rows += [(name, *corner) for corner in polygon.corners]
        heads = ("polygon", *(f"{player} gets" for player in self.game.players))
        title = f"{self.game.title or 'Game'}: average payoffs of all subgame perfect equilibria"
        return Table(
            heads, tuple(rows), title=title, note=f"{self.completeness.status}: {self.completeness.why}"
        )


def payoff_polygons(game: StochasticGame[Fraction], clock: Clock) -> RepeatedPayoffs:
    """Finds an outer and an inner polygon of what subgame perfect equilibria pay on average.

    Parameters
    ----------
    game
        A stage of two players that is repeated, with one common discount factor.
    clock
        When to give up.
    """
    outers = [rational_payoffs(game)]
    while len(outers) < MOST_STEPS and not clock.is_over:
        found = generated(game, outers[-1])
        if found == outers[-1]:
            break
        if _is_long(found):
            found = _wider(found)
            if outers[-1].area - found.area <= CLOSE * outers[-1].area:
                break
        outers.append(found)
    exact = generated(game, outers[-1]) == outers[-1]
    inner = outers[-1] if exact else _inner(game, outers[-1], clock)
    proof = {"kind": "payoff-polygons", "outers": [polygon.to_data() for polygon in outers]}
    outer, inner = check_polygons(game, proof["outers"], inner.to_data())
    if exact:
        why = "the outer polygon generates itself, and so is the set of all payoffs"
        completeness = Completeness("proved", why)
    else:
        share = as_decimal(inner.area / outer.area if outer.area else Fraction(0), digits=7, bound="lower")
        why = f"the set lies between both polygons; the inner one has {share} of the area of the outer one"
        completeness = Completeness("partial", why)
    return RepeatedPayoffs(
        game,
        CONCEPT,
        "payoff_polygons",
        (),
        (),
        (),
        completeness,
        proof,
        listed=False,
        outer=outer,
        inner=inner,
    )


def _is_long(polygon: PayoffPolygon) -> bool:
    return any(number.denominator.bit_length() > LONG for corner in polygon.corners for number in corner)


def _wider(polygon: PayoffPolygon) -> PayoffPolygon:
    """A polygon around another, with corners on a grid."""
    parts = 1 << GRID
    points = [
        (Fraction(floor(x * parts) + dx, parts), Fraction(floor(y * parts) + dy, parts))
        for x, y in polygon.corners
        for dx in (0, 1)
        for dy in (0, 1)
    ]
    return PayoffPolygon.hull(points)


def _inner(game: StochasticGame[Fraction], outer: PayoffPolygon, clock: Clock) -> PayoffPolygon:
    """A polygon that generates itself, close to the outer one; empty if none is found."""
    if not outer.corners:
        return outer
    middle = _middle(outer)
    for share in SHRINKINGS:
        if clock.is_over:
            break
        start = PayoffPolygon.hull(_towards(corner, middle, share) for corner in outer.corners)
        found = _self_generating(game, start)
        if found is not None:
            return found
    return EMPTY


def _self_generating(game: StochasticGame[Fraction], start: PayoffPolygon) -> PayoffPolygon | None:
    """The hull of what a polygon generates again and again, if it covers itself after a while."""
    union = polygon = _narrower(start)
    for _ in range(MOST_GENERATIONS):
        made = generated(game, polygon)
        if made.covers(start) or generated(game, union).covers(union):
            return union if generated(game, union).covers(union) else None
        if not made.corners:
            return None
        polygon = _narrower(made)
        union = PayoffPolygon.hull([*union.corners, *polygon.corners])
    return None


def _narrower(polygon: PayoffPolygon) -> PayoffPolygon:
    """A polygon within another, with corners on a grid where its numbers are long."""
    if not _is_long(polygon):
        return polygon
    middle = _middle(polygon)
    parts = 1 << GRID
    shrunk = (_towards(corner, middle, Fraction(1, 1 << (GRID - 16))) for corner in polygon.corners)
    found = PayoffPolygon.hull(
        (Fraction(round(x * parts), parts), Fraction(round(y * parts), parts)) for x, y in shrunk
    )
    return found if polygon.covers(found) else polygon


def _middle(polygon: PayoffPolygon) -> Point:
    """The mean of a polygon's corners."""
    count = len(polygon.corners)
    xs, ys = zip(*polygon.corners, strict=True)
    return sum(xs, Fraction(0)) / count, sum(ys, Fraction(0)) / count


def _towards(corner: Point, middle: Point, share: Fraction) -> Point:
    return corner[0] + share * (middle[0] - corner[0]), corner[1] + share * (middle[1] - corner[1])
