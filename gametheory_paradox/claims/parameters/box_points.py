"""Points of a box that show in a message what a formula may be: a corner, or else one inside."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box
from gametheory_paradox.claims.parameters.signs import variation
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import simple_middle

MOST_CORNERS = 1024  # of a box, that are looked at for a message
MOST_PARTS = 200  # of a box, within each of which two points are looked at

Point = Mapping[str, Fraction]


def corners_of(formula: RationalFunction, box: Box) -> Iterator[dict[str, Fraction]]:
    """Corners of the box of a formula's variables, where they are not very many."""
    names = formula.names
    yield from (
        dict(zip(names, corner, strict=True))
        for corner in islice(product(*(dict.fromkeys(box[name]) for name in names)), MOST_CORNERS)
    )


def points_inside(formula: RationalFunction, box: Box) -> Iterator[dict[str, Fraction]]:
    """Points inside the box, in ever smaller parts of it, but for those on which the formula is positive."""
    fixed = {name: box[name][0] for name in formula.names if box[name][0] == box[name][1]}
    polynomial = formula.sign_polynomial.at(fixed)
    parts = deque([{name: box[name] for name in polynomial.names}])
    for _ in range(MOST_PARTS):
        if not parts:
            return
        part = parts.popleft()
        simple = {name: simple_middle(low, high) for name, (low, high) in part.items()}
        middle = {name: (low + high) / 2 for name, (low, high) in part.items()}
        for inner in (simple, middle):
            yield {name: inner.get(name, box[name][0]) for name in formula.names}

        cell = Bernstein.of(polynomial, part)
        if not part or min(cell.coefficients) > 0:
            continue
        name = list(part)[max(range(len(part)), key=lambda axis: variation(cell, axis))]
        low, high = part[name]
        parts += [{**part, name: (low, middle[name])}, {**part, name: (middle[name], high)}]


def point_where(shows: Callable[[Fraction], bool], formula: RationalFunction, box: Box) -> Point | None:
    """A corner of the box, or else a point inside, at which a formula's value shows something."""
    points = (point for some in (corners_of, points_inside) for point in some(formula, box))
    return next((point for point in points if shows(formula.value(point))), None)


def point_said(point: Point) -> str:
    """The values at a point in words, after what they are said of; empty where there are none."""
    return f" at {', '.join(f'{name} = {value}' for name, value in point.items())}" if point else ""


def shown_below_zero(formula: RationalFunction, box: Box) -> str:
    """The negative value of a formula, and the point of the box where it is that; empty if none is met."""
    point = point_where(lambda value: value < 0, formula, box)
    return "" if point is None else f"{formula.value(point)}{point_said(point)}"


def may_be(what: str, formula: RationalFunction, box: Box) -> str:
    """In words that a formula is below zero, with a point of the box where it is, if one is met."""
    point = point_where(lambda value: value < 0, formula, box)
    shown = "" if point is None else f", as{point_said(point)}"
    return f"may be {what} on the declared ranges{shown}"


def sum_shown(total: RationalFunction, box: Box) -> str:
    """The value of a total that should be 1, at a point where it is not; empty if no such point is met."""
    point = point_where(lambda value: value != 1, total, box)
    return f", to {total.value(point)}{point_said(point)}" if point else ""
