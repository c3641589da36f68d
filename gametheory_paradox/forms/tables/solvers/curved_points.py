"""Points of curved pieces of equilibria, and the chains of boxes they make.

How equations determine mixtures, and the sources of that, stand in
:mod:`gametheory_paradox.forms.tables.proofs.condition_curves`.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, permutations

from gametheory_paradox.exact.proofs.algebraic import value
from gametheory_paradox.forms.tables.proofs.condition_curves import Condition, Curve, Fibre, projected
from gametheory_paradox.forms.tables.proofs.curved_pieces import MOST_POINTS, Interval
from gametheory_paradox.forms.tables.proofs.profile_cells import reduced

# Points on curved pieces: the ends of each fibre in turn, and points of curves, all rational
# ----------------------------------------------------------------------------

HALVINGS = 6  # between a point of a curve and its ends

Weights = dict[int, tuple[int, ...]]  # for each player those of the vertices of its simplex


def points_on_piece(
    sizes: Sequence[int], conditions: Sequence[Condition], fibres: Sequence[Fibre], curve: Interval
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Some points of a curved piece, by the weights of each player's vertices.

    Parameters
    ----------
    sizes
        How many vertices each player has.
    conditions, fibres, curve
        The conditions, and what shows that they hold on a connected set.
    """
    stages = _stages(conditions, fibres)
    points: list[Weights] = list(_points_of_curve(stages[-1], *curve)) if curve else [{}]
    taken = {who for who, *_ in fibres}.union(points[0])
    for who, size in enumerate(sizes):
        if who not in taken:
            points = [{**point, who: _vertex(size, v)} for point in points for v in range(size)][:MOST_POINTS]
    return _lifted(points, sizes, fibres, stages)


def _stages(conditions: Sequence[Condition], fibres: Sequence[Fibre]) -> list[list[Condition]]:
    """The conditions before any player is taken out of them, and after each."""
    stages = [list(conditions)]
    for fibre in fibres:
        stages.append(projected(stages[-1], fibre))
    return stages


def _lifted(
    points: list[Weights], sizes: Sequence[int], fibres: Sequence[Fibre], stages: Sequence[list[Condition]]
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Points with the ends of the fibres over them: back to the players taken out, the last one first."""
    for fibre, stage in reversed(list(zip(fibres, stages, strict=False))):
        own = [condition for condition in stage if fibre[0] in condition.players]
        ends = (end for point in points for end in _ends(point, own, sizes[fibre[0]], *fibre))
        points = list(islice(ends, MOST_POINTS))
    found = [tuple(reduced(point[who]) for who in range(len(sizes))) for point in points]
    return tuple(dict.fromkeys(found))


def _points_of_curve(
    conditions: Sequence[Condition], who: int, chain: Sequence[Sequence[int]], part: int, parts: int
) -> Iterator[Weights]:
    """The point given, and others towards both ends."""
    curve = Curve.along(conditions, who, chain)
    middle = Fraction(part, parts)
    places = [middle, *(_last_inside(curve, middle, Fraction(end)) for end in (0, 1))]
    for place in dict.fromkeys(places):
        points = [_at(curve, place)]
        for player in curve.between:
            own = [condition for condition in conditions if player in condition.players]
            points = [end for point in points for end in _between_ends(point, own, player)]
        yield from points


def _last_inside(curve: Curve, inside: Fraction, outside: Fraction) -> Fraction:
    """A place on a curve about as far as its conditions hold, on the way from a point of it."""
    if curve.holds_at(*outside.as_integer_ratio()):
        return outside
    for _ in range(HALVINGS):
        trial = (inside + outside) / 2
        if curve.holds_at(*trial.as_integer_ratio()):
            inside = trial
        else:
            outside = trial
    return inside


def _at(curve: Curve, place: Fraction) -> Weights:
    """The point of a curve at a place."""
    at = place.as_integer_ratio()
    return {p: tuple([value(form, *at) for form in forms]) for p, forms in curve.mixtures.items()}


def _ends(
    point: Weights, conditions: Sequence[Condition], size: int, who: int, *vertices: int
) -> Iterator[Weights]:
    """The mixtures of a player at which its conditions begin or cease to hold, the others' being given."""
    constant = {player: [(weight,) for weight in own] for player, own in point.items()}
    rows = [(own.is_equation, [number for (number,) in own.along(constant, who)]) for own in conditions]
    if len(vertices) == 2:
        first, second = vertices
        (low, high) = next((row[first], row[second]) for is_equation, row in rows if is_equation)
        pairs = [(high, -low)] if high > low else [(1, 0), (0, 1)]
        for weight, other in pairs:
            yield {**point, who: _between(size, first, weight, second, other)}
        return

    (start,) = vertices
    yield {**point, who: _vertex(size, start)}
    for end in range(size):
        limits = [(-row[end], row[start]) for _, row in rows if row[end] < 0]
        weight, other = max(limits, key=lambda pair: Fraction(pair[0], sum(pair)), default=(0, 1))
        if end != start and other:
            yield {**point, who: _between(size, start, weight, end, other)}


def _between_ends(point: Weights, conditions: Sequence[Condition], who: int) -> Iterator[Weights]:
    """The two ends of the mixtures of a player with two vertices that satisfy its inequalities."""
    constant = {player: [(weight,) for weight in own] for player, own in point.items()}
    low, high = Fraction(0), Fraction(1)  # of the way from the first vertex to the second
    for condition in conditions:
        (first,), (second,) = condition.along(constant, who)
        if first < 0 <= second:
            low = max(low, Fraction(first, first - second))
        if first >= 0 > second:
            high = min(high, Fraction(first, first - second))
    for place in dict.fromkeys((low, high)):
        yield {**point, who: (place.denominator - place.numerator, place.numerator)}


def _vertex(size: int, vertex: int) -> tuple[int, ...]:
    return tuple([int(place == vertex) for place in range(size)])


def _between(size: int, first: int, weight: int, second: int, other: int) -> tuple[int, ...]:
    return tuple([weight if v == first else other if v == second else 0 for v in range(size)])


# Chains of players: one whose mixture goes along an edge, and others whose mixtures equations determine
# ----------------------------------------------------------------------------

MOST_DETERMINED = 3  # players in a chain besides the first

Chain = list[list[int]]


def chains(conditions: Sequence[Condition], sizes: Sequence[int]) -> Iterator[Chain]:
    """Chains after which no condition names two free players, those with few players first."""
    open_ = {player for player, size in enumerate(sizes) if size > 1}
    for count in range(MOST_DETERMINED + 2):
        for players in permutations(sorted(open_), count):
            free = open_.difference(players)
            if all(len(free.intersection(own.players)) < 2 for own in conditions):
                lone = [own for own in conditions if not free.intersection(own.players)]
                chain = _determining(players, lone, sizes)
                if chain is not None:
                    yield chain


def _determining(
    players: Sequence[int], conditions: Sequence[Condition], sizes: Sequence[int]
) -> Chain | None:
    """The players with the places of equations that determine their mixtures in turn; None if too few."""
    if not players:
        return []
    known, used, chain = {players[0]}, set[int](), [[players[0]]]

    for player in players[1:]:
        known.add(player)
        places = [
            place
            for place, own in enumerate(conditions)
            if own.is_equation
            and place not in used
            and player in own.players
            and known.issuperset(own.players)
        ][: sizes[player] - 1]
        if len(places) < sizes[player] - 1:
            return None
        used.update(places)
        chain.append([player, *places])
    return chain
