"""The question at a point and around it: what the searches ask, and how what they find is certified."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.claims.parameters.logic import Statement, atoms, primitive_part
from gametheory_paradox.detectors import AnyVerdict, AsFormulas, as_formulas
from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.detectors.established import Solving
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import GameFamily
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.regions.conditions import Inequality
from gametheory_paradox.regions.pointwise import is_present, verdict_at
from gametheory_paradox.regions.ways_out.boxes import cheapest_by_cells
from gametheory_paradox.regions.ways_out.line import first_on_the_way
from gametheory_paradox.regions.ways_out.planes import cheapest_by_planes, is_affine
from gametheory_paradox.regions.ways_out.results import Kind, WayOut, Witness
from gametheory_paradox.regions.ways_out.sought import Lever, Point, Reached, Sought

MOST_PARAMETERS, MOST_POLYNOMIALS = (
    12,
    24,
)  # of a family and a question whose surface is written in all parameters


@dataclass(frozen=True)
class Asking:
    """A question about a family at a point.

    Parameters
    ----------
    family, formulas, asked
        The games, and the question in formulas and in the caller's own words.
    point
        The value of every parameter.
    leaving
        Whether a way out is looked for, or a way in.
    gap
        How far apart bounds of a cost may be.
    end
        When to stop, on the monotonic clock; None for never.
    """

    family: GameFamily
    formulas: AsFormulas
    asked: Asked
    point: Mapping[str, Fraction]
    leaving: bool = True
    gap: Fraction = Fraction(1, 100)
    end: float | None = None
    _known: dict[frozenset[str], tuple[Statement, Statement]] = field(default_factory=dict, compare=False)

    @property
    def is_late(self) -> bool:
        """Whether the time is up."""
        return self.end is not None and time.monotonic() >= self.end

    def about(self, family: GameFamily, point: Mapping[str, Fraction] | None = None) -> "Asking":
        """The same question about a changed family.

        Raises
        ------
        InvalidGame
            If it cannot be asked there any more.
        """
        formulas = as_formulas(family, self.formulas.question.paradox, self.asked, self.formulas.least)
        return replace(self, family=family, formulas=formulas, point=point or self.point, _known={})

    def verdict(self, changed: Mapping[str, Fraction] = {}) -> AnyVerdict:
        """What ``detect`` says, here or where some parameters have changed."""
        return verdict_at(self.family, self.formulas, self.asked, {**self.point, **changed})

    def payoffs(self, changed: Mapping[str, Fraction] = {}) -> PayoffSet | None:
        """The mover's payoffs over all equilibria of the game; None where they are not known, or two games are compared."""
        if self.formulas.sets:
            return None
        question = self.formulas.question
        found = Solving(question.concept, question.mover, self.asked.budget)(
            self.family.at({**self.point, **changed})
        )
        return None if isinstance(found, str) else found.equilibria.payoffs(question.mover)

    def statement(self, free: Sequence[str]) -> tuple[Statement, Statement]:
        """Where the paradox is present, and where nothing is claimed, as statements about the named parameters."""
        fixed = {
            name: value
            for name, value in self.point.items()
            if name not in free and name not in self.formulas.sets
        }
        key = frozenset(fixed)
        if key not in self._known:
            self._known[key] = self.formulas.statement(self.family.form, fixed, Factoring())
        return self._known[key]

    def cheapest(self, levers: Sequence[Lever]) -> Reached:
        """The cheapest change of some levers, the other ones left alone."""
        statement = self.statement([lever.name for lever in levers])
        sought = Sought.of(statement, levers, leaving=self.leaving)
        if len(levers) == 1:
            ends = [end for end in (levers[0].low, levers[0].high) if end != levers[0].start]
            return _nearer([first_on_the_way(sought, {levers[0].name: end}) for end in ends])
        if is_affine(sought):
            return cheapest_by_planes(sought, self.end)
        return cheapest_by_cells(sought, self.gap, self.end)

    def way(self, kind: Kind, levers: Sequence[Lever], what: str = "") -> WayOut:
        """The cheapest change of some levers, certified on both sides of the surface."""
        found = self.cheapest(levers)
        sought = Sought.of((False, False), levers, leaving=self.leaving)
        names = tuple(lever.name for lever in levers)
        if found.high is None:
            named = what or ", ".join(names)
            if found.low is None:
                return WayOut(kind, named, "stays", why="no values within the ranges do", levers=names)
            return WayOut(kind, named, "open", (found.low, None), why=found.why, levers=names)
        before = self._first(sought, found.before, there=False)
        beyond = self._first(sought, found.beyond, there=True)
        place = found.surface if found.surface is not None else found.beyond[0]
        moved = {name: value for name, value in place.items() if value != sought.start[name]}
        after = (
            (beyond.verdict, self.payoffs(beyond.values) if self.leaving else None)
            if beyond
            else (None, None)
        )
        return WayOut(
            kind,
            what or ", ".join(moved or names),
            "open" if found.why else "leaves",
            (found.low, found.high),
            None if found.surface is None else moved,
            self._equations(found.binding, names),
            before,
            beyond,
            after[0],
            (self.payoffs() if beyond and self.leaving else None, after[1]),
            found.why,
            names,
        )

    def _first(self, sought: Sought, points: Sequence[Point], *, there: bool) -> Witness | None:
        """The first of some points at which ``detect`` says what it should, with a certificate."""
        for place in points:
            verdict = self.verdict(place)
            present = is_present(verdict, self.formulas.least)
            if present is not None and present == (there != self.leaving) and verdict.certificate is not None:
                changed = {name: value for name, value in place.items() if value != self.point.get(name)}
                return Witness(changed, verdict, sought.cost(place))
        return None

    def _equations(self, vanishing: Sequence[Polynomial], levers: Sequence[str]) -> tuple[str, ...]:
        """The surfaces on which polynomials vanish, in all parameters where they are known in these."""
        order, everywhere = tuple(self.family.box), self._in_all_parameters(levers)
        found = []
        for polynomial in vanishing:
            wanted = primitive_part(polynomial)[1]
            others = {name: value for name, value in self.point.items() if name not in levers}
            wholes = (p for p in everywhere if (here := p.at(others)) and primitive_part(here)[1] == wanted)
            found.append(_written(next(wholes, wanted), order))
        return tuple(dict.fromkeys(found))

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


def _nearer(directions: Sequence[Reached]) -> Reached:
    """The cheaper of two directions; open where nothing is claimed closer by in the other one."""
    ways = [found for found in directions if found.low is not None]
    known = [found for found in ways if found.high is not None]
    if not known:
        return min(ways, key=_from, default=Reached(None))
    best = min(known, key=lambda found: found.high if found.high is not None else found.low or Fraction(0))
    closer = min(ways, key=_from)
    if closer.why and closer is not best and best.high is not None and _from(closer) < best.high:
        return replace(best, low=min(_from(closer), _from(best)), why=closer.why)
    return best


def _from(found: Reached) -> Fraction:
    return Fraction(0) if found.low is None else found.low
