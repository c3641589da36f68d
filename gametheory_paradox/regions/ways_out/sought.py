"""What is sought, where from, and what getting there costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.parameters.logic import Statement, holds_at, negation
from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.polynomials import Polynomial

Point = dict[str, Fraction]


@dataclass(frozen=True)
class Lever:
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


@dataclass(frozen=True)
class Sought:
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

    @classmethod
    def of(
        cls, statement: tuple[Statement, Statement], levers: Sequence[Lever], *, leaving: bool
    ) -> "Sought":
        """The way out of a paradox with this statement, or the way into it."""
        present, open_ = statement
        return cls(negation(present) if leaving else present, open_, tuple(levers))

    @property
    def start(self) -> Point:
        """The values now."""
        return {lever.name: lever.start for lever in self.levers}

    @property
    def box(self) -> Box:
        """How far each lever can be changed."""
        return {lever.name: (lever.low, lever.high) for lever in self.levers}

    def cost(self, point: Mapping[str, Fraction]) -> Fraction:
        """What going to a point costs: the sum of what the changes cost."""
        return sum((lever.cost * abs(point[lever.name] - lever.start) for lever in self.levers), Fraction(0))

    def least_cost(self, box: Box) -> Fraction:
        """What going to the closest point of a box costs."""
        return self.cost(self.closest(box))

    def closest(self, box: Box) -> Point:
        """The point of a box that costs least."""
        return {
            lever.name: min(max(lever.start, box[lever.name][0]), box[lever.name][1]) for lever in self.levers
        }

    def reached_at(self, point: Mapping[str, Fraction]) -> bool | None:
        """Whether the statement holds at a point; None where nothing is claimed."""
        return holds_at(self.wanted, point) if holds_at(self.open, point) is False else None


@dataclass(frozen=True)
class Reached:
    """How much getting there costs at least and at most, and a place where one gets there.

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
        What is missing where the costs are not settled.
    """

    low: Fraction | None
    high: Fraction | None = None
    surface: Point | None = None
    before: tuple[Point, ...] = ()
    beyond: tuple[Point, ...] = ()
    binding: tuple[Polynomial, ...] = ()
    why: str = ""
