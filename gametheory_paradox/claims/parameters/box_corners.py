"""The corners of a box, where one of them shows in a message what a formula may be."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.polynomials import RationalFunction

MOST_CORNERS = 1024  # of a box, that are looked at for a message


def corners_of(formula: RationalFunction, box: Box) -> Iterator[dict[str, Fraction]]:
    """Corners of the box of a formula's variables, where they are not very many."""
    names = formula.names
    yield from (
        dict(zip(names, corner, strict=True))
        for corner in islice(product(*(dict.fromkeys(box[name]) for name in names)), MOST_CORNERS)
    )


def point_said(point: Mapping[str, Fraction]) -> str:
    """The values at a point in words, after what they are said of; empty where there are none."""
    return f" at {', '.join(f'{name} = {value}' for name, value in point.items())}" if point else ""


def shown_below_zero(formula: RationalFunction, box: Box) -> str:
    """The value of a formula and a corner of the box at which it is negative; empty if no corner shows it."""
    for point in corners_of(formula, box):
        if (value := formula.value(point)) < 0:
            return f"{value}{point_said(point)}"
    return ""


def may_be(what: str, formula: RationalFunction, box: Box) -> str:
    """In words that a formula is below zero, with a corner of the box where it is, if one shows it."""
    shown = next((point_said(point) for point in corners_of(formula, box) if formula.value(point) < 0), None)
    return f"may be {what} on the declared ranges{f', as{shown}' if shown else ''}"
