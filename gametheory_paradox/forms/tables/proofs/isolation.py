"""Isolated equilibria of many players: boxes that hold one, and the points in them.

Sources: krawczyk1969, moore1977, neumaier1990.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, permutations, product
from math import ceil, factorial, gcd, lcm, prod
from operator import mul
from typing import Literal

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm, number_from_data
from gametheory_paradox.forms.profiles import Odds
from gametheory_paradox.forms.records import fields_in, integer_in, list_in
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval, ProfileBounds
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    MOST_BITS,
    Cell,
    Mixture,
    ProfileCell,
    Row,
    corners,
    covered,
    places,
    reduced,
)
from gametheory_paradox.table import Record

# One equilibrium of a table inside a box, although its probabilities may be irrational
#
# Fix the supports.  The equations F = 0, "every used action of a player gives as much as its first", have as
# many unknowns as equations.  A *region* is a product of simplices, one per player, with a vertex for each
# used action; the unknowns y are the weights of all its vertices but the first of each player.  With an
# integer matrix P and a number M, so that P/M approximates the inverse of the Jacobian J of F, put G = I -
# P·J/M.  Each entry of J is multilinear in the mixtures, so its range on the region is found at tuples of
# vertices; g is the largest row sum of the bounds of |G|.  Where g < 1,
#
# * the region has at most one solution: y - P·F(y)/M is a contraction there, in the maximum norm;
# * a box of radius r around a point c, within the region, has one if |P·F(c)/M| + g·r ≤ r: the contraction
#   maps it into itself.
#
# A region may reach out of the simplex of probabilities: nothing above needs them to be positive.
# ----------------------------------------------------------------------------

_FINER = 14  # bits by which the center of a narrower box is finer than the box

Solution = Literal["equilibrium", "none", "unsettled"]


@dataclass(frozen=True, repr=False)
class IsolatingBox(Record):
    """A box that holds one solution of the equations of its supports, within a region that holds no other.

    Parameters
    ----------
    supports
        For each player the actions used, ascending.
    region
        For each player a weight for each used action, then a positive one: the vertices of its simplex are
        the mixtures with these weights, the last one added to one of them in turn.
    center
        For each player the weights of the used actions.
    radius
        How far each weight of a region's vertex, but the first, may be off; zero where the center is the
        solution.
    inverse, scale
        P and M.
    chain
        A player, and the others with places of equations, by which the solution is found exactly where bounds
        do not tell whether it is an equilibrium
        (:mod:`gametheory_paradox.forms.tables.proofs.settled_boxes`).
    """

    supports: tuple[tuple[int, ...], ...]
    region: tuple[Mixture, ...]
    center: tuple[Mixture, ...]
    radius: Fraction
    inverse: tuple[tuple[int, ...], ...]
    scale: int
    chain: tuple[tuple[int, ...], ...] = ()

    @property
    def is_point(self) -> bool:
        """True if the solution is known exactly."""
        return not self.radius

    def covers(self, simplices: ProfileCell) -> bool:
        """True if a cell lies in the region and uses no other actions."""
        return covered(simplices, self.supports, self.region)

    def surrounds(self, point: Sequence[Mixture]) -> bool:
        """True if a profile uses just these actions and lies in the region."""
        used = all(
            own[action] for own, support in zip(point, self.supports, strict=True) for action in support
        )
        return used and self.covers(tuple((own,) for own in point))

    def surrounds_box(self, other: "IsolatingBox") -> bool:
        """True if another box uses the same actions and lies in the region."""
        if self.supports != other.supports:
            return False
        for who, lows in enumerate(self.region):
            whole = sum(lows)
            for n, low in enumerate(lows[:-1]):
                least, _, total = other.reach(who, n)
                if least * whole < low * total:
                    return False
        return True

    def reach(self, who: int, n: int) -> tuple[int, int, int]:
        """The probability of a player's n-th used action at the solution: two bounds over one denominator."""
        lows, center = self.region[who], self.center[who]
        whole, total, parts = sum(lows), sum(center), self.radius.denominator
        off = self.radius.numerator * lows[-1] * total * (1 if n else len(center) - 1)
        middle = center[n] * whole * parts
        return middle - off, middle + off, total * whole * parts

    def point(self, shape: Sequence[int]) -> tuple[Mixture, ...]:
        """The center as mixtures of all actions."""
        found = []
        for size, support, center in zip(shape, self.supports, self.center, strict=True):
            weights = [0] * size
            for action, weight in zip(support, center, strict=True):
                weights[action] = weight
            found.append(reduced(tuple(weights)))
        return tuple(found)

    def bounds(self, game: NormalForm[Fraction]) -> ProfileBounds:
        """Bounds of all probabilities; for a box that holds an equilibrium or is not settled."""
        found = []
        for who, (size, support) in enumerate(zip(game.shape, self.supports, strict=True)):
            bounds = [(Fraction(0), Fraction(0))] * size
            for n, action in enumerate(support):
                low, high, total = self.reach(who, n) if len(support) > 1 else (1, 1, 1)
                bounds[action] = (Fraction(max(low, 0), total), Fraction(high, total))
            found.append(tuple(bounds))
        return ProfileBounds(game.information_sets, tuple(found))

    def to_data(self) -> dict[str, object]:
        """As JSON: the fields, the radius as a rational number; the chain if there is one."""
        chained = {"chain": [list(own) for own in self.chain]} if self.chain else {}
        return {
            "supports": [list(own) for own in self.supports],
            "region": [list(own) for own in self.region],
            "center": [list(own) for own in self.center],
            "radius": str(self.radius),
            "inverse": [list(row) for row in self.inverse],
            "scale": self.scale,
            **chained,
        }

    @classmethod
    def from_data(cls, data: object) -> "IsolatingBox":
        """Reads what ``to_data`` wrote.

        Raises
        ------
        InvalidGame
            If a field is missing, of the wrong type, or one too many.
        """
        more = ["chain"] if isinstance(data, Mapping) and "chain" in data else []
        names = ("supports", "region", "center", "inverse", "radius", "scale", *more)
        fields = fields_in(data, *names)
        radius, scale = fields[4:6]
        supports, region, center, inverse, *chained = (
            tuple(tuple(map(integer_in, list_in(row))) for row in list_in(part))
            for part in (*fields[:4], *fields[6:])
        )
        return cls(supports, region, center, number_from_data(radius), inverse, integer_in(scale), *chained)


def check_box(whole: Cell, box: IsolatingBox) -> Solution:
    """Check that a box holds the only solution in its region, and decide whether it is an equilibrium.

    Parameters
    ----------
    whole
        The cell of all profiles.
    box
        The box.

    Raises
    ------
    CertificateRejected
        If the box is malformed or does not show this.
    """
    _check_form(whole, box)
    equations = _Equations(whole, box)
    bounds = equations.contraction()
    factor = max(map(sum, bounds), default=0)
    steps, unit = equations.residual()
    radius, parts = box.radius.numerator, box.radius.denominator
    if factor >= box.scale or any(abs(step) * parts > (box.scale - factor) * radius * unit for step in steps):
        raise CertificateRejected("an isolating box does not show a solution")
    used = [box.reach(who, n) for who, support in enumerate(box.supports) for n in range(len(support))]
    outside = list(equations.outside())
    if any(high < 0 for _, high, _ in used) or any(low > 0 for low, _ in outside):
        return "none"
    if box.is_point or (all(low > 0 for low, _, _ in used) and all(high < 0 for _, high in outside)):
        return "equilibrium"
    return "unsettled"


def narrowed(whole: Cell, box: IsolatingBox) -> IsolatingBox:
    """A smaller box around the solution of a box that was checked.

    The contraction is applied once to the center and the image rounded.  The solution is no farther from any
    point of the region than that point's residual, divided by one minus the contraction factor.

    Parameters
    ----------
    whole
        The cell of all profiles.
    box
        A box that shows a solution.

    Raises
    ------
    CertificateRejected
        If the new box is not at most half as large, or its numbers become too long.
    """
    equations = _Equations(whole, box)
    steps, unit = equations.residual()
    moved = iter(steps)

    # The image of the center, in terms of probabilities, on a grid much finer than the box.
    bits = (box.radius.denominator // max(1, box.radius.numerator)).bit_length() + _FINER
    center = []
    for lows, weights in zip(box.region, equations.weights, strict=True):
        image = [Fraction(own, sum(weights)) - Fraction(next(moved), unit * box.scale) for own in weights[1:]]
        odds = [(low + lows[-1] * y) / sum(lows) for low, y in zip(lows[1:], image, strict=False)]
        rounded = [round(p * (1 << bits)) for p in odds]
        center.append(((1 << bits) - sum(rounded), *rounded))

    # Its radius, by its own residual.
    image_box = replace(box, center=tuple(center), radius=Fraction(0))
    steps, unit = _Equations(whole, image_box).residual()
    factor = max(map(sum, equations.contraction()), default=0)
    radius = Fraction(max(map(abs, steps), default=0), (box.scale - factor) * unit)
    parts = 1 << bits
    found = replace(image_box, radius=Fraction(ceil(radius * parts), parts))
    if 2 * found.radius > box.radius or check_box(whole, found) == "none":
        raise CertificateRejected("a box around an equilibrium cannot be narrowed further")
    return found


def _check_form(whole: Cell, box: IsolatingBox) -> None:
    players = len(whole.sizes)
    unknowns = sum(len(support) - 1 for support in box.supports)
    fine = (
        players == len(box.supports) == len(box.region) == len(box.center)
        and box.scale > 0
        and box.radius >= 0
    )
    fine = fine and len(box.inverse) == unknowns and all(len(row) == unknowns for row in box.inverse)
    for size, support, lows, center in zip(whole.sizes, box.supports, box.region, box.center, strict=False):
        fine = (
            fine
            and bool(support)
            and list(support) == sorted(set(support))
            and support[0] >= 0
            and support[-1] < size
        )
        fine = (
            fine
            and len(center) == len(support) == len(lows) - 1
            and lows[-1] > 0
            and min(sum(lows), sum(center)) > 0
        )

    numbers = [
        box.radius.numerator,
        box.radius.denominator,
        box.scale,
        *chain(*box.region, *box.center, *box.inverse),
    ]
    if not fine or max(map(int.bit_length, numbers)) > MOST_BITS:
        raise CertificateRejected("an isolating box is malformed")

    radius, parts = box.radius.numerator, box.radius.denominator
    for lows, center in zip(box.region, box.center, strict=True):
        first, *rest = _weights(lows, center)
        reach = radius * (first + sum(rest))
        if first * parts < reach * len(rest) or min(rest, default=reach) * parts < reach:
            raise CertificateRejected("an isolating box reaches out of its region")


def _weights(lows: Mixture, center: Mixture) -> Mixture:
    """The center in terms of its region's vertices."""
    whole, total = sum(lows), sum(center)
    return tuple(value * whole - low * total for value, low in zip(center, lows, strict=False))


class _Equations:
    """The equations of a box's supports over its region."""

    def __init__(self, whole: Cell, box: IsolatingBox):
        self.supports, self.box = box.supports, box
        simplices = [
            corners(size, used, lows)
            for size, used, lows in zip(whole.sizes, box.supports, box.region, strict=True)
        ]
        self.cell = whole.at(tuple(simplices))
        self.unknowns = [(who, n) for who, support in enumerate(box.supports) for n in range(1, len(support))]
        self.weights = [_weights(lows, center) for lows, center in zip(box.region, box.center, strict=True)]
        self.gains = {
            (who, action): self.cell.gains(who, action, support[0])
            for who, support in enumerate(box.supports)
            for action in range(whole.sizes[who])
            if action != support[0]
        }

    def contraction(self) -> list[list[int]]:
        """Bounds of the entries of |M·I - P·J|, row by row."""
        scale, size = self.box.scale, len(self.unknowns)
        bounds = [[0] * size for _ in range(size)]

        # Column by column, each entry of I − P·J between two bounds.
        for column, (moved, vertex) in enumerate(self.unknowns):
            lowest, highest = [0] * size, [0] * size
            lowest[column] = highest[column] = scale
            start = 0

            for who, support in enumerate(self.supports):
                slopes = (
                    [self.slope(who, action, moved, vertex) for action in support[1:]] if who != moved else []
                )
                end = start + len(support) - 1
                for row in range(size) if slopes else ():
                    used = [
                        (p, slope)
                        for p, slope in zip(self.box.inverse[row][start:end], slopes, strict=True)
                        if p
                    ]
                    entries = _combined(used)
                    lowest[row] -= max(entries)
                    highest[row] -= min(entries)
                start = end

            for row in range(size):
                bounds[row][column] = max(abs(lowest[row]), abs(highest[row]))

        return bounds

    def slope(self, who: int, action: int, moved: int, vertex: int) -> Row:
        """The change of a gain from a player's first vertex to another one, at all tuples of the rest."""
        gain = self.gains[who, action]
        ends = [places(self.cell.sizes, who, moved, (v,)) for v in (vertex, 0)]
        return tuple([gain[a] - gain[b] for a, b in zip(*ends, strict=True)])

    def residual(self) -> tuple[list[int], int]:
        """P·F at the center, and what it and ``box.scale`` are to be divided by."""
        totals = list(map(sum, self.weights))
        values = [
            self.value(self.gains[who, self.supports[who][n]], who) * totals[who] for who, n in self.unknowns
        ]
        steps = [sum([p * value for p, value in zip(row, values, strict=True)]) for row in self.box.inverse]
        return steps, prod(totals)

    def value(self, row: Row, who: int) -> int:
        """The value of a row at the center, times the others' total weights."""
        for other in range(len(self.weights) - 1, -1, -1):
            if other != who:
                own = self.weights[other]
                size = len(own)
                row = tuple([sum(map(mul, own, row[n : n + size])) for n in range(0, len(row), size)])
        return row[0]

    def outside(self) -> Iterator[tuple[int, int]]:
        """Bounds in the box of each unused action's gain over the used ones, times a positive number."""
        radius, parts = self.box.radius.numerator, self.box.radius.denominator
        for (who, action), gain in self.gains.items():
            if action not in self.supports[who]:
                middle, off = self.value(gain, who) * parts, 0
                if radius:
                    total = prod([sum(weights) for other, weights in enumerate(self.weights) if other != who])
                    slopes = [
                        self.slope(who, action, *unknown) for unknown in self.unknowns if unknown[0] != who
                    ]
                    off = radius * total * sum([max(map(abs, slope)) for slope in slopes])
                yield middle - off, middle + off


def _combined(used: Sequence[tuple[int, Row]]) -> Row:
    """A weighted sum of rows."""
    if len(used) < 2:
        return tuple([weight * value for weight, row in used for value in row]) or (0,)
    scaled = [[weight * value for value in row] for weight, row in used]
    return tuple(map(sum, zip(*scaled, strict=True)))


# The solution in an isolating box: bounds of it that narrow, and whether two are one under other names
# ----------------------------------------------------------------------------

MOST_NAMINGS = 2_000  # of players and actions together, that are tried
LEVEL = 3  # of the bounds by which a point is covered
PARTS = 1 << 40  # of one, in which these are told

Tensor = tuple[int, ...]
Naming = tuple[tuple[int, ...], ...]  # for each player of one point the numbers of its actions at another


class EquilibriumPoint:
    """The one solution in a box of the indifference equations of its supports.

    Parameters
    ----------
    game
        The table.
    box
        A box that was checked, around an equilibrium of the table.
    """

    def __init__(self, game: NormalForm[Fraction], box: IsolatingBox):
        self.game, self.box = game, box
        self.mixing = [who for who, support in enumerate(box.supports) if len(support) > 1]
        self._boxes = [box]
        self._alike: dict[EquilibriumPoint, tuple[int, ...] | None] = {}

    @cached_property
    def _whole(self) -> Cell:
        return Cell.whole(self.game)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Numbers of actions that those who mix use."""
        return tuple(len(self.box.supports[who]) for who in self.mixing)

    @cached_property
    def equations(self) -> tuple[Tensor, ...]:
        """For each of those who mix what each used action gives more than the used ones do on average.

        At every tuple of used actions, in coprime integers, so that it is the same in any unit.
        """
        supports = self.box.supports
        found = []
        for who in self.mixing:
            paid = {cell: self.game.cell(cell)[who] for cell in product(*supports)}
            gains = []
            for cell, own in paid.items():
                whole = sum(paid[(*cell[:who], a, *cell[who + 1 :])] for a in supports[who])
                gains.append(own * len(supports[who]) - whole)
            found.append(_coprime(gains))
        return tuple(found)

    def bounds(self, level: int) -> list[list[Interval]]:
        """Bounds of the probability of each used action of those who mix, narrower at each level.

        Raises
        ------
        CertificateRejected
            If the box cannot be narrowed so often.
        """
        while len(self._boxes) <= level:
            self._boxes.append(narrowed(self._whole, self._boxes[-1]))
        box = self._boxes[level]
        found = []
        for who in self.mixing:
            ends = [box.reach(who, n) for n in range(len(box.supports[who]))]
            found.append([(Fraction(max(low, 0), total), Fraction(high, total)) for low, high, total in ends])
        return found

    def simplices(self) -> list[list[Odds]]:
        """For each player of the table the corners of a small simplex of mixtures, which cover the point."""
        with suppress(CertificateRejected):  # it cannot be narrowed so often
            for level in range(LEVEL + 1):
                bounds = dict(zip(self.mixing, self.bounds(level), strict=True))
        found = []
        for who, (support, size) in enumerate(zip(self.box.supports, self.game.shape, strict=True)):
            least = [Fraction(0)] * size
            for action, (low, _) in zip(support, bounds.get(who, ()), strict=False):
                least[action] = Fraction(low * PARTS // 1, PARTS)
            rest = 1 - sum(least)
            found.append([tuple(p + rest * (n == action) for n, p in enumerate(least)) for action in support])
        return found

    def named_as(self, other: "EquilibriumPoint") -> tuple[int, ...] | None:
        """The places in another point's tuples of used actions of those of this one.

        None unless both are shown to be one solution.
        """
        if self is other:
            return tuple(range(prod(self.sizes)))
        if other not in self._alike:
            self._alike[other] = next(self._namings(other), None)
        return self._alike[other]

    def _namings(self, other: "EquilibriumPoint") -> Iterator[tuple[int, ...]]:
        """The ways to name players and actions that make both one solution of the same equations.

        Where there are very many ways, only the names as they are.
        """
        if sorted(map(sorted, self.equations)) != sorted(map(sorted, other.equations)):
            return
        if prod(map(factorial, (len(self.sizes), *self.sizes))) > MOST_NAMINGS:
            if (self.sizes, self.equations) == (other.sizes, other.equations):
                named_alike = tuple(tuple(range(size)) for size in self.sizes)
                if self._surrounds(other, range(len(self.sizes)), named_alike):
                    yield tuple(range(prod(self.sizes)))
            return

        tuples = list(product(*map(range, self.sizes)))
        strides = [prod(other.sizes[place + 1 :]) for place in range(len(other.sizes))]

        for players in permutations(range(len(self.sizes))):  # of whom there each of those who mix is
            if any(other.sizes[there] != size for there, size in zip(players, self.sizes, strict=True)):
                continue
            for actions in product(*(permutations(range(size)) for size in self.sizes)):
                named = [[actions[who][a] for who, a in enumerate(cell)] for cell in tuples]
                places = tuple(
                    sum(strides[there] * a for there, a in zip(players, cell, strict=True)) for cell in named
                )
                same = all(
                    own == tuple(other.equations[there][place] for place in places)
                    for own, there in zip(self.equations, players, strict=True)
                )
                if same and self._surrounds(other, players, actions):
                    yield places

    def _surrounds(self, other: "EquilibriumPoint", players: Sequence[int], actions: Naming) -> bool:
        """True if another point's box, so named, lies in the region in which this is the only solution."""
        odds = other.bounds(0)
        for who, there, named in zip(self.mixing, players, actions, strict=True):
            lows = self.box.region[who]
            ends = [odds[there][a][0] for a in named]
            if any(low > end * sum(lows) for low, end in zip(lows, ends, strict=False)):
                return False
        return True


def _coprime(numbers: Sequence[Fraction]) -> Tensor:
    """A positive multiple in coprime integers."""
    scale = lcm(*(number.denominator for number in numbers))
    whole = [int(number * scale) for number in numbers]
    divisor = gcd(*whole) or 1
    return tuple(number // divisor for number in whole)
