"""Payoffs of pure subgame perfect equilibria of a repeated game of two, between two polygons.

From the payoffs of the stage on, each outer polygon is what the last one generates, cut by the hull of what
can be played, and rounded outwards where its numbers grow long.  Where one generates itself, it is the
answer.  Else, where outer polygons change little, simple numbers close to their corners are tried: the limit
often has such, and generates itself.  Where it does not, two kinds of polygons do: the hull of cells that can
be played for ever, others of these being the punishment, and the hull of what the outer one, shrunk a little
towards its middle, generates again and again; the inner one is what both generate together.  Both polygons
are checked by the trusted part.

Sources: abreu1990, abreusannikov2014, cronshaw1994.
"""

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from gametheory_paradox.certificates.certificate import FORMAT, Certificate
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.forms import StochasticGame, hashed_game
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria
from gametheory_paradox.forms.states.proofs.payoff_polygons import (
    CONCEPT,
    PayoffPolygon,
    Point,
    check_polygons,
    generated,
    narrowed,
    rational_payoffs,
)
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import MOST_PARTS_SHOWN
from gametheory_paradox.rationals import as_decimal, simplest_between
from gametheory_paradox.table import Cell, Table

EMPTY = PayoffPolygon(())
LONG = 100  # bits of a number beyond which polygons are rounded
GRID = 44  # bits of the grid they are rounded to
MOST_STEPS = 400
CLOSE = Fraction(1, 10**8)  # of the area: where outer polygons shrink by less, they are left as they are
SHRINKINGS = tuple(Fraction(1, 10**digits) for digits in (6, 7, 5, 8, 4, 3, 2))
NEAR = tuple(Fraction(1, 10**digits) for digits in (10, 8, 7, 6, 5))
SETTLING, ENOUGH = Fraction(1, 10**5), Fraction(1, 10**7)  # of the area: when to guess, and when to stop
GUESSING = 4  # steps from one guess to the next
MOST_GENERATIONS = 60
MOST_INNER = 300  # corners beyond which an inner polygon is not made larger


@dataclass(frozen=True, repr=False)
class RepeatedPayoffs(Equilibria):
    """The average payoffs of pure subgame perfect equilibria of a repeated game, in bounds.

    Parameters
    ----------
    outer
        A polygon that holds them all.
    inner
        A polygon all of which is paid by some equilibrium with public randomization.
    """

    outer: PayoffPolygon = EMPTY
    inner: PayoffPolygon = EMPTY

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RepeatedPayoffs):
            return NotImplemented
        return super().__eq__(other) and (self.outer, self.inner) == (other.outer, other.inner)

    __hash__ = Equilibria.__hash__

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
            rows += [(name, *map(_shown, corner)) for corner in polygon.corners]
        heads = ("polygon", *(f"{player} gets" for player in self.game.players))
        title = f"{self.game.title or 'Game'}: average payoffs of all pure subgame perfect equilibria"
        return Table(
            heads, tuple(rows), title=title, note=f"{self.completeness.status}: {self.completeness.why}"
        )


def _shown(number: Fraction) -> Cell:
    return number if number.denominator <= MOST_PARTS_SHOWN else f"≈{as_decimal(number, digits=7)}"


def payoff_polygons(
    game: StochasticGame[Fraction], clock: Clock, about: PayoffPolygon | None = None
) -> RepeatedPayoffs:
    """Finds an outer and an inner polygon of what pure subgame perfect equilibria pay on average.

    Parameters
    ----------
    game
        A stage of two players that is repeated, with one common discount factor.
    clock
        When to give up.
    about
        Payoffs that alone are asked about: polygons that tell whether all of them are paid, or not, are
        enough.
    """
    outers, inner, told = [rational_payoffs(game)], EMPTY, False
    with suppress(OutOfTime):
        if about is not None:
            kept = _played_for_ever(game)
            told = kept.covers(about)
            inner = kept if told else EMPTY

        while not told and len(outers) < MOST_STEPS and not clock.is_over:
            told = about is not None and not outers[-1].covers(about)
            if told:
                break
            found = narrowed(game, outers[-1])
            if found == outers[-1]:
                inner = found
                break

            if is_long := _is_long(found):
                found = _wider(found)
            if _is_close(found, outers[-1], CLOSE) or (is_long and not found.area):
                break

            # What it comes close to may have simple numbers, and generate itself.
            is_settling = _is_close(found, outers[-1], SETTLING) or not found.area
            if is_settling and len(outers) % GUESSING == 0 and not inner.corners:
                inner = _guessed(game, found)
                told = about is not None and inner.covers(about)
            outers.append(found)
            if inner.corners and _is_close(inner, found, ENOUGH):
                break

        inner = inner if told else _inner(game, outers[-1], inner, clock)

    proof = {"kind": "payoff-polygons", "outers": [polygon.to_data() for polygon in outers]}
    with unhurried():
        outer, inner = check_polygons(game, proof["outers"], inner.to_data())
    if not outer.corners:
        completeness = Completeness("proved", "no equilibrium is pure: the outer polygon is empty")
    elif inner == outer:
        why = "the outer polygon generates itself, and so is the set of all payoffs"
        completeness = Completeness("proved", why)
    else:
        completeness = Completeness("partial", f"the set lies between both polygons; {_left(outer, inner)}")

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


def _is_close(inside: PayoffPolygon, around: PayoffPolygon, share: Fraction) -> bool:
    """True if a polygon has all but a small share of the area of one around it."""
    return around.area - inside.area <= share * around.area > 0


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


def _left(outer: PayoffPolygon, inner: PayoffPolygon) -> str:
    """The distance of two polygons, in words."""
    if not inner.corners:
        return "no inner one was found"
    if outer.area and inner.area:
        share = as_decimal(inner.area / outer.area, digits=7, bound="lower")
        return f"the inner one has {share} of the area of the outer one"
    far = as_decimal(max(_distance(corner, inner) for corner in outer.corners), digits=3, bound="upper")
    return f"the outer one reaches no farther than {far} beyond the inner one"


def _distance(point: Point, polygon: PayoffPolygon) -> Fraction:
    """The distance from a point outside to a polygon, the greater of both players' differences."""
    found = []
    for a, b in zip(polygon.corners, (*polygon.corners[1:], polygon.corners[0]), strict=True):
        edge, way = (b[0] - a[0], b[1] - a[1]), (point[0] - a[0], point[1] - a[1])
        length = edge[0] ** 2 + edge[1] ** 2
        along = (edge[0] * way[0] + edge[1] * way[1]) / length if length else Fraction(0)
        share = min(max(along, Fraction(0)), Fraction(1))
        found.append(max(abs(w - share * e) for w, e in zip(way, edge, strict=True)))
    return min(found)


def _inner(
    game: StochasticGame[Fraction], outer: PayoffPolygon, known: PayoffPolygon, clock: Clock
) -> PayoffPolygon:
    """A polygon that generates itself, close to the outer one; empty if none is found."""
    found = known if known.corners else _guessed(game, outer)
    if found.corners:
        return found
    found = _played_for_ever(game)
    if outer.corners:
        found = PayoffPolygon.hull([*found.corners, *_shrunk(game, outer, clock).corners])

    # What a polygon generates that generates itself does so, too, and is larger.
    while len(found.corners) < MOST_INNER and not clock.is_over:
        made = _narrower(generated(game, found))
        grown = PayoffPolygon.hull([*found.corners, *made.corners])
        if grown == found or (found.area and grown.area - found.area <= CLOSE * grown.area):
            break
        found = grown
    return found


def _guessed(game: StochasticGame[Fraction], outer: PayoffPolygon) -> PayoffPolygon:
    """The outer polygon with simple numbers in the place of its own, if it generates itself; else empty."""
    for far in NEAR:
        near = [[simplest_between(x - far, x + far) for x in corner] for corner in outer.corners]
        found = PayoffPolygon.hull((x, y) for x, y in near)
        if generated(game, found).covers(found):
            return found
    return EMPTY


def _played_for_ever(game: StochasticGame[Fraction]) -> PayoffPolygon:
    """The hull of cells each of which some others of these keep up as a punishment."""
    kept = PayoffPolygon.hull((cell[0], cell[1]) for cell in game.states[0].payoffs)
    cells = {(cell[0], cell[1]) for cell in game.states[0].payoffs}
    while True:
        made = generated(game, kept)
        left = {cell for cell in cells if made.covers(PayoffPolygon((cell,)))}
        if left == cells:
            return kept
        cells, kept = left, PayoffPolygon.hull(left)


def _shrunk(game: StochasticGame[Fraction], outer: PayoffPolygon, clock: Clock) -> PayoffPolygon:
    """A polygon that generates itself, from the outer one shrunk towards its middle; empty if none does."""
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
