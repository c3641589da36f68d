"""Common zeros of functions of three probabilities, each linear in each of two: points, curves and surfaces.

The zeros of a + b·y + c·z + d·y·z are everything, nothing, lines on which y or z is fixed (if ad = bc), or a
curve on which each is a fractional linear function of the other.  So the common zeros are finitely many
*patches*: some probabilities fixed, some free, some functions of one parameter t, or solutions of one
quadratic equation.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import TypeAlias

from gametheory_paradox.batches.surds import Rational, Surd, root
from gametheory_paradox.table import Record

Bilinear: TypeAlias = tuple[Rational, Rational, Rational, Rational]  # a + b·y + c·z + d·y·z
Fractional: TypeAlias = tuple[Rational, Rational, Rational, Rational]  # (a + b·t) / (c + d·t)
Line: TypeAlias = tuple[Rational, Rational]  # a + b·t
Quadratic: TypeAlias = tuple[Rational, Rational, Rational]  # a + b·t + c·t²
Point: TypeAlias = tuple[Surd, Surd, Surd]

OTHERS = ((1, 2), (0, 2), (0, 1))
_PARAMETER: Fractional = (0, 1, 1, 0)


@dataclass(frozen=True, repr=False)
class PointSet(Record):
    """A set of points.

    Parameters
    ----------
    points
        All of them; of infinitely many, enough to attain the extremes of what was asked.
    infinite
        Whether they are infinitely many.
    """

    points: frozenset[Point]
    infinite: bool

    def __or__(self, other: "PointSet") -> "PointSet":
        return PointSet(self.points | other.points, self.infinite or other.infinite)


NOTHING = PointSet(frozenset(), False)


@dataclass(frozen=True)
class _Link:
    """Two probabilities that determine each other."""

    y: int
    z: int
    form: Bilinear

    def solved_for(self, unknown: int) -> Fractional:
        """One as a function of the other."""
        a, b, c, d = self.form
        return (-a, -c, b, d) if unknown == self.y else (-a, -b, c, d)

    def other(self, one: int) -> int:
        """The other end."""
        return self.z if one == self.y else self.y


Fixed: TypeAlias = tuple[int, Rational]


def common_zeros(
    fixed: Mapping[int, Rational], equations: Mapping[int, Bilinear], outcomes: Mapping[int, Bilinear]
) -> PointSet:
    """The points of the cube at which all equations hold.

    Parameters
    ----------
    fixed
        The probabilities that are given.
    equations
        What must vanish, by the player of whose own probability it is independent.
    outcomes
        What must attain its extremes at the points, by the player likewise.
    """
    found = NOTHING
    for parts in product(*(_parts(form, *OTHERS[player]) for player, form in equations.items())):
        values, consistent = dict(fixed), True
        for part in parts:
            if isinstance(part, tuple):
                consistent &= values.setdefault(*part) == part[1]
        links = [part for part in parts if isinstance(part, _Link)]
        if consistent and _spread(values, links):
            found |= _patch(values, [link for link in links if link.y not in values], outcomes)
    return found


def _parts(form: Bilinear, y: int, z: int) -> list[Fixed | _Link | None]:
    """The conditions any of which makes a form vanish; None is no condition."""
    a, b, c, d = form
    if not any(form):
        return [None]
    if a * d != b * c:
        return [_Link(y, z, form)]
    if d:
        return [(y, Fraction(-c, d)), (z, Fraction(-b, d))]
    return [(y, Fraction(-a, b))] if b else [(z, Fraction(-a, c))] if c else []


def _spread(values: dict[int, Rational], links: Sequence[_Link]) -> bool:
    """Follows the links from known probabilities; False if into a contradiction or out of the cube."""
    for link in (*links, *links, *links):  # three links are followed in at most three rounds
        for known, unknown in ((link.y, link.z), (link.z, link.y)):
            if known in values:
                value = _evaluated(link.solved_for(unknown), Surd(values[known]))
                if value is None or values.setdefault(unknown, value.a) != value.a:
                    return False
    return all(0 <= value <= 1 for value in values.values())


def _patch(
    values: Mapping[int, Rational], links: Sequence[_Link], outcomes: Mapping[int, Bilinear]
) -> PointSet:
    """The points that fixed probabilities and links between the others leave."""
    unknown = [place for place in range(3) if place not in values]
    groups: list[dict[int, Fractional]] = []
    if links:
        center = max(unknown, key=lambda place: sum(place in (link.y, link.z) for link in links))
        groups = [{center: _PARAMETER}]
        for link in links[: 2 if len(links) < 3 else 3]:
            if center in (link.y, link.z):
                groups[0][link.other(center)] = link.solved_for(link.other(center))

    groups += [{place: _PARAMETER} for place in unknown if not any(place in group for group in groups)]
    ranges = [_range(group, outcomes) for group in groups]
    if len(links) == 3:
        (last,) = [link for link in links if center not in (link.y, link.z)]
        equation = _composed(last.form, groups[0][last.y], groups[0][last.z])
        if any(equation):
            ranges = [([t for t in _roots(equation) if _inside(groups[0], t)], False)]

    points = set()
    for parameters in product(*(candidates for candidates, _ in ranges)):
        point = {place: Surd(value) for place, value in values.items()}
        for group, t in zip(groups, parameters, strict=True):
            for place, function in group.items():
                value = _evaluated(function, t)
                assert value is not None  # t is inside
                point[place] = value
        points.add((point[0], point[1], point[2]))

    return PointSet(frozenset(points), bool(points) and any(wide for _, wide in ranges))


def _range(group: Mapping[int, Fractional], outcomes: Mapping[int, Bilinear]) -> tuple[list[Surd], bool]:
    """The parameters at which a group of probabilities may be extreme; whether there is more than points."""
    breaks: set[Rational] = {0, 1}
    for a, b, c, d in group.values():
        for line in ((a, b), (a - c, b - d), (c, d)):
            breaks |= {Fraction(-line[0], line[1])} if line[1] else set()
    ends = sorted(t for t in breaks if 0 <= t <= 1)
    wide = any(_inside(group, Surd(Fraction(s + t, 2))) for s, t in pairwise(ends))
    candidates = [Surd(t) for t in ends]
    for player, form in outcomes.items():
        y, z = OTHERS[player]
        if wide and y in group and z in group:
            candidates += _roots(_slope(form, group[y], group[z]))
    return [t for t in candidates if _inside(group, t)], wide


def _inside(group: Mapping[int, Fractional], t: Surd) -> bool:
    values = [t, *(_evaluated(function, t) for function in group.values())]
    return all(value is not None and value.sign >= 0 and (Surd(1) - value).sign >= 0 for value in values)


def _evaluated(function: Fractional, t: Surd) -> Surd | None:
    """The value; None at a pole."""
    a, b, c, d = map(Surd, function)
    bottom = c + d * t
    return (a + b * t) / bottom if bottom.sign else None


def _times(one: Line, other: Line) -> Quadratic:
    return one[0] * other[0], one[0] * other[1] + one[1] * other[0], one[1] * other[1]


def _composed(form: Bilinear, y: Fractional, z: Fractional) -> Quadratic:
    """The form as a function of t, times both denominators."""
    factors = (y[2:], z[2:]), (y[:2], z[2:]), (y[2:], z[:2]), (y[:2], z[:2])
    terms = [[k * part for part in _times(*pair)] for k, pair in zip(form, factors, strict=True)]
    a, b, c = (sum(column) for column in zip(*terms, strict=True))
    return a, b, c


def _slope(form: Bilinear, y: Fractional, z: Fractional) -> Quadratic:
    """The numerator of the derivative of the form along a curve."""
    top, bottom = _composed(form, y, z), _times(y[2:], z[2:])

    def minor(i: int, j: int) -> Rational:
        return top[j] * bottom[i] - top[i] * bottom[j]

    return minor(0, 1), 2 * minor(0, 2), minor(1, 2)


def _roots(equation: Quadratic) -> Iterator[Surd]:
    """The real roots of an equation that is not identically true; none of one that is."""
    c, b, a = equation
    if not a:
        yield from [Surd(Fraction(-c, b))] if b else []
        return
    square = b * b - 4 * a * c
    if square >= 0:
        half = Surd(Fraction(-b, 2 * a))
        part = root(square) / Surd(2 * a)
        yield from [half + part, half - part] if square else [half]
