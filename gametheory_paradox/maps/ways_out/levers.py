"""Levers: parameters one may move, alone or along a segment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs.cells import Cell
from gametheory_paradox.conditions.proofs.signs import Bernstein, Box
from gametheory_paradox.conditions.proofs.statements import Statement, atoms
from gametheory_paradox.maps.switches import roots_between
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

# Levers, the goal of changing them, and bounds of the least cost of reaching it
# ----------------------------------------------------------------------------

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


# The first point of a straight way at which a statement becomes true
#
# The way is halved, its first part first, until Bernstein coefficients settle the statement on a part or the
# part is short; there the roots of the few polynomials that still matter are isolated, rational ones exactly.
# --------------------------------------------------------------------

T = "t"  # runs from 0 at the start to 1 at the end
HALVINGS = 12
FINE = Fraction(1, 2**40)  # how close the bounds of an irrational place are
DEGENERATE = "on the way the games may be degenerate"


@dataclass(frozen=True)
class _Piece:
    """A part of the way on which nothing that matters vanishes.

    It begins between ``low`` and ``start``, and ends at ``end``.
    """

    low: Fraction
    start: Fraction
    end: Fraction
    holds: bool | None


def first_on_segment(goal: Goal, end: Mapping[str, Fraction]) -> LeastCost:
    """The first place on the straight way to ``end`` beyond which the statement holds.

    The bounds of the cost are about ways along this line alone.
    """
    start, length = goal.start, goal.cost(end)
    along = {p: _along(p, start, end) for p in atoms(goal.wanted, goal.open)}
    if not all(along.values()):
        return LeastCost(Fraction(0), why="the way runs along a surface")
    open_from: Fraction | None = None
    for piece in _pieces(goal, along, end):
        if piece.holds:
            break
        if piece.holds is None and open_from is None:
            open_from = piece.low
    else:
        return LeastCost(None) if open_from is None else LeastCost(length * open_from, why=DEGENERATE)

    # Points close to the surface on either side of it; where its place is irrational, the bounds of that.
    is_exact = piece.low == piece.start
    befores, beyonds = [piece.low], [piece.start]
    if is_exact:
        befores = [max(piece.low - step, piece.low / 2) for step in STEPS]
        beyonds = [min(piece.start + step, (piece.end + piece.start) / 2) for step in STEPS]
    return LeastCost(
        low=length * (piece.low if open_from is None else open_from),
        high=length * piece.start,
        surface=_between(start, end, piece.low) if is_exact else None,
        before=tuple(_between(start, end, t) for t in dict.fromkeys(befores)),
        beyond=tuple(_between(start, end, t) for t in dict.fromkeys(beyonds)),
        binding=tuple(p for p, on_line in along.items() if _vanishes(on_line, piece)),
        why="" if open_from is None else DEGENERATE,
    )


def _vanishes(on_line: Polynomial, piece: _Piece) -> bool:
    """A polynomial vanishes where a piece begins."""
    ends = [on_line.value({T: t}) for t in (piece.low, piece.start)]
    return ends[0] == 0 if piece.low == piece.start else ends[0] * ends[1] < 0


def _pieces(
    goal: Goal, along: Mapping[Polynomial, Polynomial], end: Mapping[str, Fraction]
) -> Iterator[_Piece]:
    """The way from its start to its end, piece by piece."""
    whole = {T: (Fraction(0), Fraction(1))}
    root = Cell(goal.wanted, goal.open, {p: Bernstein.of(on_line, whole) for p, on_line in along.items()}, 0)
    pending = [(Fraction(0), Fraction(1), root)]

    while pending:
        low, high, cell = pending.pop()
        if not cell.live:
            yield _Piece(low, low, high, {"+": True, "-": False}.get(cell.mark))
        elif cell.depth < HALVINGS:
            middle = (low + high) / 2
            lower, upper = cell.halves(0)
            pending += [(middle, high, upper), (low, middle, lower)]
        else:
            # Short enough: the roots of what still matters are isolated.
            roots = roots_between([along[p] for p in cell.live], T, low, high, FINE)
            starts = [(low, low), *((root.low, root.high) for root in roots)]
            ends = [*(root.low for root in roots), high]
            for (before, after), last in zip(starts, ends, strict=True):
                if after < last:
                    holds = goal.is_reached(_between(goal.start, end, (after + last) / 2))
                    yield _Piece(before, after, last, holds)


def _along(polynomial: Polynomial, start: Mapping[str, Fraction], end: Mapping[str, Fraction]) -> Polynomial:
    """The polynomial on the line, in t."""
    lines = {
        name: Polynomial({(): start[name], ((T, 1),): end[name] - start[name]}) for name in polynomial.names
    }
    terms = (
        prod((lines[name] ** power for name, power in monomial), start=Polynomial.constant(value))
        for monomial, value in polynomial.terms.items()
    )
    return sum(terms, Polynomial())


def _between(start: Mapping[str, Fraction], end: Mapping[str, Fraction], t: Fraction) -> Point:
    return {name: value + t * (end[name] - value) for name, value in start.items()}
