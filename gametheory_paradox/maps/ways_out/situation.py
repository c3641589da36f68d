"""Situations: a question at a point, the searches around it, and how what they find is certified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.condition import Inequality
from gametheory_paradox.conditions.proofs.statements import Statement, atoms, negation, primitive_part
from gametheory_paradox.detectors import Inquiry, Verdict, inquiry_over_parameters, is_present, verdict_at
from gametheory_paradox.detectors.at_point import EquilibriumSolver
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.maps.ways_out.boxes import cheapest_by_cells, cheapest_by_planes, is_affine
from gametheory_paradox.maps.ways_out.levers import Goal, LeastCost, Lever, Point, first_on_segment
from gametheory_paradox.maps.ways_out.ways import Kind, WayOut, Witness
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

# Of a family and a question whose surface is written in all parameters.
MOST_PARAMETERS, MOST_POLYNOMIALS = 12, 24


@dataclass(frozen=True, repr=False)
class Situation(Record):
    """A question about a family at a point.

    Parameters
    ----------
    inquiry
        The question, met with the games.
    asked
        The question as it was asked, which can be put to changed games too.
    point
        The value of every parameter to which the question does not itself give values.
    clock
        When to stop.
    precision
        How far apart bounds of a cost may be.
    leaving
        Whether a way out is looked for, or a way in.
    """

    inquiry: Inquiry
    asked: Question
    point: Mapping[str, Fraction]
    clock: Clock
    precision: Fraction
    leaving: bool = True
    _known: dict[frozenset[str], tuple[Statement, Statement]] = field(default_factory=dict, compare=False)

    @property
    def family(self) -> GameFamily:
        """The games."""
        return self.inquiry.family

    @property
    def question(self) -> Question:
        """The question, every detail as a certificate holds it."""
        return self.inquiry.question

    def about(self, family: GameFamily, point: Mapping[str, Fraction] | None = None) -> "Situation":
        """The same question about a changed family.

        Raises
        ------
        InvalidGame
            If it cannot be asked there any more.
        """
        inquiry = inquiry_over_parameters(family, self.asked, {}, self.inquiry.least)
        return replace(self, inquiry=inquiry, point=point or self.point, _known={})

    def verdict(self, changed: Mapping[str, Fraction] = {}) -> Verdict:
        """The verdict of ``detect``, here or where some parameters have changed."""
        return verdict_at(self.inquiry, {**self.point, **changed}, self.clock.left)

    def payoffs(self, changed: Mapping[str, Fraction] = {}) -> PayoffSet | None:
        """The mover's payoffs over all equilibria; None if not known, or if two games are compared."""
        if self.inquiry.sets:
            return None
        solving = EquilibriumSolver(str(self.question.concept), self.question.mover, self.clock)
        established = solving(self.family.at({**self.point, **changed}))
        return None if isinstance(established, str) else established.equilibria.payoffs(self.question.mover)

    def is_present(self, verdict: Verdict) -> bool | None:
        """A verdict says that the paradox is there; None where that is not decided."""
        return is_present(verdict, self.inquiry.least)

    def statement(self, free: Sequence[str]) -> tuple[Statement, Statement]:
        """The statements about some parameters that the paradox is present, and that nothing is claimed."""
        fixed = {name: value for name, value in self.point.items() if name not in free}
        key = frozenset(fixed)
        if key not in self._known:
            self._known[key] = self.inquiry.statement(fixed, Factoring())
        return self._known[key]

    def least_cost(self, goal: Goal) -> LeastCost:
        """The least cost of reaching a goal."""
        if len(goal.levers) == 1:
            (lever,) = goal.levers
            ends = [end for end in (lever.low, lever.high) if end != lever.start]
            return _nearer([first_on_segment(goal, {lever.name: end}) for end in ends])
        clock = self.clock.part(0.5)  # the rest certifies what is found
        if is_affine(goal):
            return cheapest_by_planes(goal, clock)
        return cheapest_by_cells(goal, self.precision, clock)

    def way(self, kind: Kind, levers: Sequence[Lever], what: str = "") -> WayOut:
        """The cheapest change of some levers, certified on both sides of the surface."""
        names = tuple(lever.name for lever in levers)
        present, open_ = self.statement(names)
        goal = Goal(negation(present) if self.leaving else present, open_, tuple(levers))
        cost = self.least_cost(goal)
        if cost.high is None:
            named = what or ", ".join(names)
            if cost.low is None:
                return WayOut(kind, named, "stays", why="no values within the ranges do", levers=names)
            return WayOut(kind, named, "open", (cost.low, None), why=cost.why, levers=names)

        # Verdicts next to the surface, and the mover's payoffs here and beyond it.
        before = self._first(goal, cost.before, there=False)
        beyond = self._first(goal, cost.beyond, there=True)
        payoffs: tuple[PayoffSet | None, PayoffSet | None] = (None, None)
        if beyond and self.leaving:
            payoffs = self.payoffs(), self.payoffs(beyond.values)

        place = cost.beyond[0] if cost.surface is None else cost.surface
        moved = {name: value for name, value in place.items() if value != goal.start[name]}
        return WayOut(
            kind,
            what or ", ".join(moved or names),
            "open" if cost.why else "leaves",
            (cost.low, cost.high),
            None if cost.surface is None else moved,
            self._equations(cost.binding, names),
            before,
            beyond,
            beyond.verdict if beyond else None,
            payoffs,
            cost.why,
            names,
            goal.is_reached(place) is True,
        )

    def _first(self, goal: Goal, points: Sequence[Point], *, there: bool) -> Witness | None:
        """The first of some points at which ``detect`` says what it should, with a certificate."""
        for place in points:
            verdict = self.verdict(place)
            if self.is_present(verdict) is (there != self.leaving) and verdict.certificate is not None:
                changed = {name: value for name, value in place.items() if value != self.point.get(name)}
                return Witness(changed, verdict, goal.cost(place))
        return None

    def _equations(self, vanishing: Sequence[Polynomial], levers: Sequence[str]) -> tuple[str, ...]:
        """The surfaces on which polynomials vanish, in all parameters where they are known in these."""
        order, everywhere = tuple(self.family.box), self._in_all_parameters(levers)
        others = {name: value for name, value in self.point.items() if name not in levers}
        equations = []
        for polynomial in vanishing:
            wanted = primitive_part(polynomial)[1]
            wholes = (p for p in everywhere if (here := p.at(others)) and primitive_part(here)[1] == wanted)
            equations.append(_written(next(wholes, wanted), order))
        return tuple(dict.fromkeys(equations))

    def _in_all_parameters(self, levers: Sequence[str]) -> list[Polynomial]:
        """The polynomials of the question in all parameters; none where these are long."""
        if len(self.point) > MOST_PARAMETERS or len(atoms(*self.statement(levers))) > MOST_POLYNOMIALS:
            return []
        try:
            return atoms(*self.statement([*self.point]))
        except Unsupported:
            return []


def _written(polynomial: Polynomial, order: tuple[str, ...]) -> str:
    gains, losses = Inequality(primitive_part(polynomial)[1]).sides
    return f"{gains.text(order)} = {losses.text(order)}"


def _nearer(directions: Sequence[LeastCost]) -> LeastCost:
    """The cheaper of two directions; open where nothing is claimed closer by in the other one."""
    ways = [way for way in directions if way.low is not None]
    known = [way for way in ways if way.high is not None]
    if not known:
        return min(ways, key=_from, default=LeastCost(None))
    best = min(known, key=lambda way: way.high if way.high is not None else way.low or Fraction(0))
    closer = min(ways, key=_from)
    if closer.why and closer is not best and best.high is not None and _from(closer) < best.high:
        return replace(best, low=min(_from(closer), _from(best)), why=closer.why)
    return best


def _from(way: LeastCost) -> Fraction:
    return Fraction(0) if way.low is None else way.low
