"""Payoffs of pure subgame perfect equilibria of a repeated game of two, with public randomization.

*Pure*: after everything that may have been done and drawn, each player takes one action.  Equilibria in which
players mix in secret may pay more, or less: of matching pennies no equilibrium is pure.

Payoffs are averages, (1 - δ) times discounted sums.  Let W be a convex polygon of payoffs that may be
promised from the next period on.  An action profile is *enforced* by a promise w if nobody gains by deviating
once and being paid the least of W from then on.  B(W), the hull of what all enforced profiles pay with their
promises, is larger for a larger W.  So

* if V, the set of all payoffs of such equilibria, lies in W, then V = B(V) lies in B(W): an *outer* polygon
  follows from another, beginning with the payoffs of the stage that give each at least what the other cannot
  keep it below (its *minmax*), since it can answer well in every period;
* and V lies in the hull of what those profiles pay in the period that some promise from W enforces: for any
  weights w of the players, let v be the most that w·V comes to, and u that of these profiles; then v is at
  most (1 - δ)u + δv, and so at most u.  An outer polygon may be cut by that hull;
* if W lies in B(W), all of W is paid by equilibria (*self-generation*): an *inner* polygon.

Where an outer polygon generates itself it is V.

Sources: abreu1990 (self-generation), abreusannikov2014 (two players), cronshaw1994 (public randomization).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import lcm
from typing import Any, TypeVar

from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms import StochasticGame, number_from_data
from gametheory_paradox.forms.records import list_in
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

Point = tuple[Fraction, Fraction]
N = TypeVar("N", int, Fraction)
CONCEPT = "pure-subgame-perfect"
MOST_CORNERS = 2_000
MOST_POLYGONS = 2_000
MOST_BITS = 20_000  # of denominators that are brought to a common one


@dataclass(frozen=True, repr=False)
class PayoffPolygon(Record):
    """A convex polygon of payoffs, perhaps a segment, a point, or empty.

    Parameters
    ----------
    corners
        Its corners in order, counterclockwise from the lowest of the leftmost.
    """

    corners: tuple[Point, ...]

    @classmethod
    def hull(cls, points: Iterable[Point]) -> "PayoffPolygon":
        """The hull of some points.

        Examples
        --------
        >>> zero, one = Fraction(0), Fraction(1)
        >>> square = [(zero, zero), (one, zero), (one, one), (zero, one), (one / 2, one / 2)]
        >>> len(PayoffPolygon.hull(square).corners)
        4
        """
        whole = _in_whole_numbers(set(points))
        ordered = sorted(whole)
        if len(ordered) > 2:
            lower, upper = _chain(ordered), _chain(reversed(ordered))
            ordered = [*lower[:-1], *upper[:-1]]
        return cls(tuple(whole[point] for point in ordered))

    @property
    def least(self) -> Point:
        """The least payoff of each player."""
        return min(x for x, _ in self.corners), min(y for _, y in self.corners)

    @property
    def area(self) -> Fraction:
        """Its area."""
        pairs = zip(self.corners, (*self.corners[1:], *self.corners[:1]), strict=True)
        return sum((a[0] * b[1] - a[1] * b[0] for a, b in pairs), Fraction(0)) / 2

    def covers(self, other: "PayoffPolygon") -> bool:
        """True if another polygon lies in this one."""
        return all(map(self._holds, other.corners))

    def _holds(self, point: Point) -> bool:
        if len(self.corners) < 3:
            return bool(self.corners) and PayoffPolygon.hull([*self.corners, point]) == self
        edges = zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True)
        return all(_turn(a, b, point) >= 0 for a, b in edges)

    def at_least(self, axis: int, level: Fraction) -> "PayoffPolygon":
        """The part in which a player gets at least so much."""
        return self._where(lambda point: point[axis] - level)

    def within(self, other: "PayoffPolygon") -> "PayoffPolygon":
        """The part that lies in another polygon."""
        if len(other.corners) < 2:
            return other if self.covers(other) else PayoffPolygon(())
        found = self
        for a, b in zip(other.corners, (*other.corners[1:], other.corners[0]), strict=True):
            found = found._where(partial(_turn, a, b))
            if len(other.corners) == 2:  # a segment, which ends
                found = found._where(partial(_along, a, b))
        return found

    def _where(self, value: Callable[[Point], Fraction]) -> "PayoffPolygon":
        """The part on which an affine function is not negative."""
        kept, known = dict[Point, None](), [(corner, value(corner)) for corner in self.corners]
        for (a, at_a), (b, at_b) in zip(known, (*known[1:], *known[:1]), strict=True):
            if at_a >= 0:
                kept[a] = None
            if at_a < 0 < at_b or at_b < 0 < at_a:
                share = at_a / (at_a - at_b)
                kept[a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])] = None

        ordered = list(kept)  # each once
        first = ordered.index(min(ordered)) if ordered else 0
        return PayoffPolygon((*ordered[first:], *ordered[:first]))

    def to_data(self) -> list[list[str]]:
        """As JSON: the corners in order."""
        return [[str(x), str(y)] for x, y in self.corners]

    @classmethod
    def from_data(cls, data: object) -> "PayoffPolygon":
        """Reads what ``to_data`` wrote.

        Raises
        ------
        CertificateRejected
            If it is not a convex polygon with its corners in order.
        """
        points = [list_in(corner, 2) for corner in list_in(data)]
        found = cls(tuple((number_from_data(x), number_from_data(y)) for x, y in points))
        if len(points) > MOST_CORNERS or cls.hull(found.corners) != found:
            raise CertificateRejected("a polygon is not convex, or its corners are not in order")
        return found


def _in_whole_numbers(points: Collection[Point]) -> dict[Any, Point]:
    """The points by their multiples that are whole numbers, which compare faster; by themselves if long."""
    denominators = {number.denominator for point in points for number in point}
    if sum(number.bit_length() for number in denominators) > MOST_BITS:
        return {point: point for point in points}
    scale = lcm(*denominators)
    return {(int(x * scale), int(y * scale)): (x, y) for x, y in points}


def _turn(a: tuple[N, N], b: tuple[N, N], c: tuple[N, N]) -> N:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _along(a: Point, b: Point, c: Point) -> Fraction:
    """Positive where a point lies in the direction of b from a."""
    return (b[0] - a[0]) * (c[0] - a[0]) + (b[1] - a[1]) * (c[1] - a[1])


def _chain(points: Iterable[tuple[N, N]]) -> list[tuple[N, N]]:
    chain: list[tuple[N, N]] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def rational_payoffs(game: StochasticGame[Fraction]) -> PayoffPolygon:
    """The hull of all payoffs of the stage, where each gets at least its minmax.

    Raises
    ------
    Unsupported
        If the game is not a stage of two that is repeated, with one discount factor below 1.
    """
    if len(game.players) != 2 or len(game.states) != 1 or len(game.states[0].movers) != 2:
        raise Unsupported("sets of payoffs are offered for a stage of two players that is repeated")
    if game.discounts[0] != game.discounts[1] or game.discounts[0] == 1:
        raise Unsupported("sets of payoffs are offered for one common discount factor, below 1")
    polygon = PayoffPolygon.hull((cell[0], cell[1]) for cell in game.states[0].payoffs)
    for axis, level in enumerate(minmax(game)):
        polygon = polygon.at_least(axis, level)
    return polygon


def minmax(game: StochasticGame[Fraction]) -> Point:
    """For each player the least to which the other's pure actions can hold it, if it answers well."""
    paid = _table(game)
    columns = zip(*paid, strict=True)
    return (
        min(max(own[0] for own in column) for column in columns),
        min(max(own[1] for own in row) for row in paid),
    )


def _table(game: StochasticGame[Fraction]) -> list[list[tuple[Fraction, ...]]]:
    """The payoffs of the stage, by the first player's action and then the second's."""
    state = game.states[0]
    rows, columns = state.shape
    return [[state.payoffs[row * columns + column] for column in range(columns)] for row in range(rows)]


def generated(game: StochasticGame[Fraction], promised: PayoffPolygon) -> PayoffPolygon:
    """B(W): the hull of what enforced profiles pay, if what is promised comes from a polygon."""
    return PayoffPolygon.hull(point for _, points in _enforced(game, promised) for point in points)


def narrowed(game: StochasticGame[Fraction], outer: PayoffPolygon) -> PayoffPolygon:
    """A smaller outer polygon: what the last one generates, cut by the hull of what it enforces."""
    enforced = list(_enforced(game, outer))
    made = PayoffPolygon.hull(point for _, points in enforced for point in points)
    played = PayoffPolygon.hull(paid for paid, _ in enforced)
    return made if played.covers(made) else made.within(played)


def _enforced(game: StochasticGame[Fraction], promised: PayoffPolygon) -> Iterator[tuple[Point, list[Point]]]:
    """For each profile that some promises enforce what it pays, and what with the corners of these."""
    if not promised.corners:
        return
    discount, least = game.discounts[0], promised.least
    for paid, gains in _profiles(game):
        now = (1 - discount) * paid[0], (1 - discount) * paid[1]
        corners = _enforcing(promised, discount, least, gains).corners
        if corners:
            yield paid, [(now[0] + discount * x, now[1] + discount * y) for x, y in corners]


def _enforcing(promised: PayoffPolygon, discount: Fraction, least: Point, gains: Point) -> PayoffPolygon:
    """The promises by which nobody gains from deviating once."""
    for axis, gain in enumerate(gains):
        if not discount:
            if gain > 0:
                return PayoffPolygon(())
            continue
        promised = promised.at_least(axis, least[axis] + (1 - discount) / discount * gain)
    return promised


def _profiles(game: StochasticGame[Fraction]) -> Iterator[tuple[Point, Point]]:
    """For each action profile of the stage what it pays, and what each gains by its best deviation."""
    paid = _table(game)
    rows, columns = range(len(paid)), range(len(paid[0]))
    for row in rows:
        look()
        for column in columns:
            here = paid[row][column]
            best = max(paid[r][column][0] for r in rows), max(own[1] for own in paid[row])
            yield (here[0], here[1]), (best[0] - here[0], best[1] - here[1])


def check_polygons(
    game: StochasticGame[Fraction], outers: object, inner: object
) -> tuple[PayoffPolygon, PayoffPolygon]:
    """The outer and the inner polygon that a proof establishes.

    Parameters
    ----------
    game
        The game, with payoffs alone.
    outers
        Polygons, each of which covers what the one before generates, cut by what that enforces; the first
        covers the payoffs of the stage that are at least the minmax.
    inner
        A polygon that generates itself.

    Raises
    ------
    CertificateRejected
        If one is malformed, or does not cover what it must.
    """
    before, listed = rational_payoffs(game), list_in(outers)
    if not listed or len(listed) > MOST_POLYGONS:
        raise CertificateRejected(f"a proof has from one to {MOST_POLYGONS} outer polygons")
    for data in listed:
        look()
        polygon = PayoffPolygon.from_data(data)
        if not polygon.covers(before):
            raise CertificateRejected("an outer polygon does not cover what the one before generates")
        outer, before = polygon, narrowed(game, polygon)
    within = PayoffPolygon.from_data(inner)
    if not generated(game, within).covers(within):
        raise CertificateRejected("the inner polygon does not generate itself")
    return outer, within
