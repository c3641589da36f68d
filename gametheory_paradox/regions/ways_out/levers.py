"""Levers, the goal of changing them, and bounds of the least cost of reaching it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.logic import Statement
from gametheory_paradox.conditions.statements_at_points import holds_at
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

Point = dict[str, Fraction]

# How far from the surface the certified points are, of the way or of the range.
STEPS = tuple(Fraction(1, n) for n in (1000, 10**5, 10**7))


@dataclass(frozen=True, repr=False)
class Lever(Record):
    """A parameter that can be changed.

    Parameters
    ----------
    name
        The parameter.
    low, high
        How far it can be changed.
    start
        Its value now.
    cost
        What a change by one unit costs, up or down.
    """

    name: str
    low: Fraction
    high: Fraction
    start: Fraction
    cost: Fraction


@dataclass(frozen=True, repr=False)
class Goal(Record):
    """A statement about the levers that is to become true.

    Parameters
    ----------
    wanted
        The statement.
    open
        Where nothing is claimed.
    levers
        What can be changed; together they cover the variables of both statements.
    """

    wanted: Statement
    open: Statement
    levers: tuple[Lever, ...]

    @property
    def start(self) -> Point:
        """The values now."""
        return {lever.name: lever.start for lever in self.levers}

    @property
    def box(self) -> Box:
        """The range of each lever."""
        return {lever.name: (lever.low, lever.high) for lever in self.levers}

    def cost(self, point: Mapping[str, Fraction]) -> Fraction:
        """The cost of going to a point: the sum of what the changes cost."""
        return sum((lever.cost * abs(point[lever.name] - lever.start) for lever in self.levers), Fraction(0))

    def closest(self, box: Box) -> Point:
        """The point of a box that costs least."""
        return {
            lever.name: min(max(lever.start, box[lever.name][0]), box[lever.name][1]) for lever in self.levers
        }

    def is_reached(self, point: Mapping[str, Fraction]) -> bool | None:
        """The statement holds at a point; None where nothing is claimed."""
        return holds_at(self.wanted, point) if holds_at(self.open, point) is False else None


@dataclass(frozen=True, repr=False)
class LeastCost(Record):
    """Bounds of the least cost of reaching a goal, and the place where the cheapest known way reaches it.

    Parameters
    ----------
    low
        No way costs less; None where there is proved to be no way at all.
    high
        There is a way that costs so much; None where none is known.
    surface
        The point of the switching surface on that way; None where it has irrational coordinates, or there is
        no way.
    before, beyond
        Points close to the surface on either side of it, each list in the order in which they are to be
        tried.
    binding
        The polynomials that vanish on the surface there.
    why
        What is missing where the cost is not settled.
    """

    low: Fraction | None
    high: Fraction | None = None
    surface: Point | None = None
    before: tuple[Point, ...] = ()
    beyond: tuple[Point, ...] = ()
    binding: tuple[Polynomial, ...] = ()
    why: str = ""
