"""The curves along which a map's verdict changes: parts of the zero sets of its polynomials, to look at.

An affine polynomial gives a straight line.  Of any other the zero set is followed from cell to cell of a fine
lattice, each crossing of an edge found by halving.  Kept is what has different verdicts on its two sides, by
the statement that the cells of the map prove.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from typing import TypeAlias

from gametheory_paradox.conditions.proofs.statements import Statement, atoms, simplify
from gametheory_paradox.maps.region_map import RegionMap
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

Place: TypeAlias = tuple[float, float]  # as shares of the two ranges
Edge: TypeAlias = tuple[int, int, int]  # column, row, and 0 for the edge to the right, 1 for the edge upward

LATTICE = 96  # cells along each axis
STEPS = 160  # parts of a straight line whose sides are looked at
HALVINGS = 40


@dataclass(frozen=True, repr=False)
class Curve(Record):
    """A part of the boundary.

    Parameters
    ----------
    polynomial
        What is zero along it.
    places
        Points along it, as shares of the two charted ranges.
    """

    polynomial: Polynomial
    places: tuple[Place, ...]


def boundary(region_map: RegionMap) -> tuple[Curve, ...]:
    """The boundary of a map of two parameters.

    Parameters
    ----------
    region_map
        The map.

    Returns
    -------
    Its curves; none for maps of another number of parameters.
    """
    if len(region_map.over) != 2:
        return ()
    values = {p: _on_unit_square(region_map, p) for p in atoms(*region_map.statement)}
    differ = _sides_differ(region_map.statement, values)
    curves: list[Curve] = []
    for polynomial, value in values.items():
        lines = [_straight(value)] if polynomial.total_degree == 1 else _followed(value)
        for places in lines:
            curves += [Curve(polynomial, kept) for kept in _kept(places, partial(differ, polynomial))]
    return tuple(curves)


def _on_unit_square(region_map: RegionMap, polynomial: Polynomial) -> Callable[[Place], float]:
    """A polynomial's values at places of the unit square, which stands for the charted box."""
    names = region_map.over
    terms = [
        (float(value), tuple(dict(monomial).get(name, 0) for name in names))
        for monomial, value in polynomial.terms.items()
    ]
    x0, y0 = (float(region_map.box[name][0]) for name in names)
    w, h = (float(region_map.box[name][1] - region_map.box[name][0]) for name in names)

    def value(place: Place) -> float:
        x, y = x0 + w * place[0], y0 + h * place[1]
        return sum(c * x**i * y**j for c, (i, j) in terms)

    return value


def _sides_differ(
    statement: tuple[Statement, Statement], values: Mapping[Polynomial, Callable[[Place], float]]
) -> Callable[[Polynomial, Place], bool]:
    """Tells whether the verdicts on the two sides of a polynomial's zero set differ at a place on it."""
    claim, exception = statement

    @cache
    def differ(polynomial: Polynomial, signs: tuple[int, ...]) -> bool:
        others = dict(zip((p for p in values if p != polynomial), signs, strict=True))
        sides = [{**others, polynomial: sign} for sign in (1, -1)]
        above, below = (simplify(claim, s) if simplify(exception, s) is False else None for s in sides)
        return above != below

    return lambda polynomial, place: differ(
        polynomial, tuple(1 if value(place) > 0 else -1 for p, value in values.items() if p != polynomial)
    )


def _straight(value: Callable[[Place], float]) -> list[Place]:
    """The part of a straight line inside the unit square, in short steps."""
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    ends: list[Place] = []
    if not min(map(value, corners)) < 0 < max(map(value, corners)):
        return []  # it touches the square at most
    for one, other in pairwise([*corners, corners[0]]):
        a, b = value(one), value(other)
        if (a > 0) != (b > 0):
            share = a / (a - b)
            ends.append((one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share))
    if len(ends) < 2:
        return []
    (x, y), (u, v) = ends[0], ends[1]
    return [(x + (u - x) * k / STEPS, y + (v - y) * k / STEPS) for k in range(STEPS + 1)]


def _followed(value: Callable[[Place], float]) -> list[list[Place]]:
    """The zero set as lines from one crossing of the lattice to the next."""
    up = [[value((i / LATTICE, j / LATTICE)) > 0 for j in range(LATTICE + 1)] for i in range(LATTICE + 1)]
    links: dict[Edge, list[Edge]] = {}
    for i in range(LATTICE):
        for j in range(LATTICE):
            around: list[tuple[Edge, bool]] = [
                ((i, j, 0), up[i][j] != up[i + 1][j]),
                ((i + 1, j, 1), up[i + 1][j] != up[i + 1][j + 1]),
                ((i, j + 1, 0), up[i][j + 1] != up[i + 1][j + 1]),
                ((i, j, 1), up[i][j] != up[i][j + 1]),
            ]
            crossed = [edge for edge, changes in around if changes]
            for one, other in zip(crossed[::2], crossed[1::2], strict=True):
                links.setdefault(one, []).append(other)
                links.setdefault(other, []).append(one)
    return [[_crossing(value, edge) for edge in chain] for chain in _chains(links)]


def _chains(links: dict[Edge, list[Edge]]) -> list[list[Edge]]:
    """The links as lines, open ones from end to end and closed ones once around."""
    chains: list[list[Edge]] = []
    for start in sorted(links, key=lambda edge: (len(links[edge]), edge)):
        if not links[start]:
            continue
        chain = [start]
        while links[chain[-1]]:
            following = links[chain[-1]].pop()
            links[following].remove(chain[-1])
            chain.append(following)
        chains.append(chain)
    return chains


def _crossing(value: Callable[[Place], float], edge: Edge) -> Place:
    i, j, upward = edge
    low, high = (i / LATTICE, j / LATTICE), ((i + 1 - upward) / LATTICE, (j + upward) / LATTICE)
    positive = value(low) > 0
    return _halved(low, high, lambda place: (value(place) > 0) == positive)


def _halved(low: Place, high: Place, is_low: Callable[[Place], bool]) -> Place:
    """The place where a property ends that holds at one end and not at the other."""
    for _ in range(HALVINGS):
        middle = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
        low, high = (middle, high) if is_low(middle) else (low, middle)
    return low


def _kept(places: Sequence[Place], wanted: Callable[[Place], bool]) -> list[tuple[Place, ...]]:
    """The parts of a line that are wanted, judged in the middle between neighboring places."""
    middles = [((x + u) / 2, (y + v) / 2) for (x, y), (u, v) in pairwise(places)]
    if not middles:
        return []
    flags = [wanted(middle) for middle in middles]

    runs: list[list[Place]] = [[places[0]]] if flags[0] else []
    for number, (before, after) in enumerate(pairwise(flags)):
        if before and after:
            runs[-1].append(places[number + 1])
        elif before != after:
            change = _halved(
                middles[number], middles[number + 1], wanted if before else lambda place: not wanted(place)
            )
            if before:
                runs[-1].append(change)
            else:
                runs.append([change])
    if flags[-1]:
        runs[-1].append(places[-1])
    return [tuple(run) for run in runs if len(run) > 1]
