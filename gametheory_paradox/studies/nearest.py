"""Nearest changes of a model under which an answer is another, with a witness."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from random import Random

from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.proofs.statements import Statement
from gametheory_paradox.detectors import Inquiry, Present, Undecided, Verdict, compared_at, direction
from gametheory_paradox.detectors.verdict import SIDES
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import ExtensiveForm
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.maps.switches import Switch, cut, verdict_of, without_fixed_signs
from gametheory_paradox.models import Parameter
from gametheory_paradox.paradoxes.definition import ParametricComparison
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.studies.sensitivity import Tornado
from gametheory_paradox.studies.sensitivity.formulas import Formulas, check_stated
from gametheory_paradox.studies.sensitivity.pointwise import Pointwise
from gametheory_paradox.table import Record

# The change of one parameter that turns an answer, the others where they are: how far off it is
#
# Along a parameter for which formulas are offered every change within its range is known, so that the nearest
# is exact.  Along another the answer is looked for at points, from the start outward: a change that is met
# lies between two exact answers, and a nearer one is not excluded.
# ----------------------------------------------------------------------------

DIRECTIONS: Mapping[tuple[str, str], str] = {  # where it is proved that the option hurts, and that it helps
    ("present", "absent"): "down",
    ("absent", "present"): "up",
    ("absent", "absent"): "neither",
}
MOST_PAIRS = 100  # of equilibria as formulas: what has more takes minutes for each parameter
STEPS, HALVINGS = 8, 10  # where there are no formulas: points each way, then between two of them
SECONDS = 300.0  # for all parameters of an answer, far more than any takes on an idle machine
PART = 1 / 4  # of the time that is left, for the formulas along one parameter
TURNS: Mapping[int | None, str] = {1: "up", -1: "down"}  # else neither, settled or not


@dataclass(frozen=True, repr=False)
class Change(Record):
    """A change of one parameter beyond which an answer is another.

    Parameters
    ----------
    parameter, start
        The parameter, and where it stands.
    switch
        The value beyond which the answer is another, and the answers below and above it.
    after
        The other answer.
    met
        Whether it was met between two points at which the answers differ, so that a nearer one is not
        excluded; otherwise it is proved to be the nearest within the range.
    """

    parameter: Parameter
    start: Fraction
    switch: Switch
    after: str
    met: bool = False

    @property
    def rises(self) -> bool:
        """True where the parameter has to grow for it."""
        return self.switch.high > self.start

    @property
    def value(self) -> Fraction:
        """The value itself, or a bound of it; where it was met, the point beyond it."""
        return self.switch.high if self.met and self.rises else self.switch.low

    @property
    def distance(self) -> Fraction:
        """The distance of the value, in the parameter's unit; a proved bound where it is not known exactly.

        From below where it is irrational, from above where it was met.
        """
        ends = abs(self.switch.low - self.start), abs(self.switch.high - self.start)
        return max(ends) if self.met else min(ends)

    @property
    def part(self) -> Fraction:
        """The distance as a share of where the parameter stands, or of its range where that is zero."""
        return self.distance / (abs(self.start) or self.parameter.high - self.parameter.low)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "parameter": self.parameter.name,
            "from": str(self.start),
            "to": [str(self.switch.low), str(self.switch.high)],
            "distance": str(self.distance),
            "part": str(self.part),
            "then": self.after,
            "nearest": "not proved" if self.met else "proved",
        }


@dataclass(frozen=True, repr=False)
class Changes(Record):
    """The nearest changes of an answer, along one parameter at a time.

    Parameters
    ----------
    rows
        One at most for each parameter, the nearest first.
    unknown
        The parameters along which there are no formulas, each with the reason, whether a change was met or
        not.
    """

    rows: tuple[Change, ...]
    unknown: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def nearest(self) -> Change | None:
        """The nearest of all; None where none is known."""
        return self.rows[0] if self.rows else None

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {"along": [change.to_data() for change in self.rows], "no_formulas": dict(self.unknown)}


def changes_of_verdict(tornado: Tornado, pointwise: Pointwise, budget: float | None = SECONDS) -> Changes:
    """The nearest change of a verdict along each parameter.

    Parameters
    ----------
    tornado
        Each parameter on its own, with its changes where formulas are offered.
    pointwise
        The same question game by game, for parameters along which none are.
    budget
        Seconds.
    """
    rows = {row.name: row for row in tornado.rows}
    declared = {p.name: p for p in tornado.family.parameters}

    if tornado.verdict == Undecided.name:
        return Changes((), dict.fromkeys(rows, "not decided where it stands"))

    def along(parameter: Parameter) -> Iterable[Switch]:
        row = rows[parameter.name]
        if row.switches is None:
            raise Unsupported(row.why)
        return row.switches

    def answer(point: Mapping[str, Fraction]) -> str | None:
        name = pointwise(point).name
        return None if name == Undecided.name else _plain(name)

    parameters = [declared[name] for name in rows]
    return _changes(parameters, tornado.point, _plain(tornado.verdict), along, answer, budget)


def changes_of_direction(
    inquiry: Inquiry, half: Verdict, point: Mapping[str, Fraction], budget: float | None = SECONDS
) -> Changes:
    """The nearest change of what something does to a player's payoff, or measure, along each parameter.

    Parameters
    ----------
    inquiry, half
        The question, and its answer at the point by the strong comparison.
    point
        Where all parameters stand.
    budget
        Seconds.

    Returns
    -------
    Changes by formulas for subgame-perfect equilibria where these stand in for others, which they do if they
    say the same at the point.
    """
    stated, point = inquiry, inquiry.without_own(point)
    if isinstance(inquiry.family.form, ExtensiveForm) and inquiry.question.concept != "subgame-perfect":
        stated = inquiry.but(concept="subgame-perfect")
        if direction(compared_at(stated, point)) != direction(half):
            stated = inquiry

    def answer(there: Mapping[str, Fraction]) -> str | None:
        verdict = compared_at(inquiry, there)
        return None if verdict.comparison is None else TURNS.get(direction(verdict), "neither")

    free = [p for p in inquiry.family.parameters if p.low < p.high and p.name in point]
    if half.comparison is None:
        return Changes((), {p.name: half.why for p in free})
    now = TURNS.get(direction(half), "neither")
    return _changes(free, point, now, lambda parameter: _turns(stated, parameter, point), answer, budget)


def _plain(verdict: str) -> str:
    return "absent" if verdict == "impossible" else verdict


def _changes(
    parameters: Iterable[Parameter],
    point: Mapping[str, Fraction],
    now: str,
    along: Callable[[Parameter], Iterable[Switch]],
    answer: Callable[[Mapping[str, Fraction]], str | None],
    budget: float | None,
) -> Changes:
    """The nearest change along each parameter: by formulas, or where these are refused at points."""
    found, unknown, clock = list[Change | None](), dict[str, str](), Clock(budget)
    for parameter in parameters:
        start = point[parameter.name]
        if clock.is_over:
            unknown[parameter.name] = f"{clock.ended('the time was spent')} before it was looked for"
            continue
        try:
            with clock.part(PART):
                found.append(_nearest(parameter, start, along(parameter), now))
            continue
        except (OutOfTime, Unsupported) as problem:
            unknown[parameter.name] = str(problem)

        at = partial(_at, answer, point, parameter.name)
        found.append(_met(parameter, start, now, at, clock))
    rows = (change for change in found if change is not None)
    return Changes(tuple(sorted(rows, key=lambda own: own.part)), unknown)


def _at(
    answer: Callable[[Mapping[str, Fraction]], str | None],
    point: Mapping[str, Fraction],
    name: str,
    value: Fraction,
) -> str | None:
    """The answer where one parameter has another value; None where there is none."""
    try:
        return answer({**point, name: value})
    except Unsupported:
        return None


def _nearest(parameter: Parameter, start: Fraction, switches: Iterable[Switch], now: str) -> Change | None:
    """The nearest value at which an answer turns into another."""
    turning = [
        Change(parameter, start, switch, switch.after if switch.high > start else switch.before)
        for switch in switches
        if {switch.before, switch.after} != {now}
    ]
    return min((own for own in turning if own.after != now), key=lambda own: own.distance, default=None)


def _met(
    parameter: Parameter,
    start: Fraction,
    now: str,
    at: Callable[[Fraction], str | None],
    clock: Clock,
) -> Change | None:
    """A change that is met between two points, from the start outward; None where none is."""
    known = dict.fromkeys((False, True), start)  # on either side, the farthest with the same answer
    for far in _outward(parameter, start):
        then, near = None if clock.is_over else at(far), known[far > start]
        if then == now:
            known[far > start] = far
        if then is None or then == now:
            continue

        # Between two verdicts that differ, the change is closed in upon by halving.
        for _ in range(HALVINGS):
            middle = (near + far) / 2
            answer = None if clock.is_over else at(middle)
            if answer is None:
                break
            if answer == now:
                near = middle
            else:
                far, then = middle, answer

        switch = Switch(near, far, now, then) if near < far else Switch(far, near, then, now)
        return Change(parameter, start, switch, then, met=True)

    return None


def _outward(parameter: Parameter, start: Fraction) -> list[Fraction]:
    """Points of a grid from the start to either end, the nearer to the start first."""
    spans = [end - start for end in (parameter.low, parameter.high) if end != start]
    # Not the ends of the range, where games tie.
    parts = [Fraction(2 * step - 1, 2 * STEPS) for step in range(1, STEPS + 1)]
    points = (start + span * part for span in spans for part in parts)
    return sorted(points, key=lambda value: abs(value - start))


def _turns(inquiry: Inquiry, parameter: Parameter, point: Mapping[str, Fraction]) -> Iterable[Switch]:
    """Changes of direction along the range of a parameter, the others at the point."""
    check_stated(inquiry)
    factor, name, before_after = Factoring(), parameter.name, SIDES[inquiry.question.paradox]
    fixed = {other: value for other, value in point.items() if other != name}
    form, question, branches = inquiry.branches(fixed, factor, {name: (parameter.low, parameter.high)})
    first, second = (extremes(branches[side]).branches for side in before_after)
    if (pairs := len(first) * len(second)) > MOST_PAIRS:
        raise Unsupported(f"{pairs} pairs of equilibria would have to be compared")
    offered, swapped = inquiry.definition.parametric, dict(zip(before_after, before_after[::-1], strict=True))

    # That it hurts in every equilibrium; and with both sides in each other's place, that it helps.
    hurts = offered.statement(ParametricComparison(form, question, branches, factor, Fraction(0)))
    reversed_ = {side: branches[other] for side, other in swapped.items()}
    helps = offered.statement(ParametricComparison(form, question, reversed_, factor, Fraction(0)))
    ends = name, parameter.low, parameter.high
    signed = without_fixed_signs([*hurts, *helps], *ends)
    hurts, helps = (signed[0], signed[1]), (signed[2], signed[3])
    roots, pieces = cut(signed, *ends)
    turns = [_turn(hurts, helps, {name: piece.middle}) for piece in pieces]
    return [
        Switch(root.low, root.high, before, after)
        for root, before, after in zip(roots, turns, turns[1:], strict=False)
        if before != after
    ]


def _turn(
    hurts: tuple[Statement, Statement], helps: tuple[Statement, Statement], point: Mapping[str, Fraction]
) -> str:
    return DIRECTIONS.get((verdict_of(*hurts, point), verdict_of(*helps, point)), "open")


# Witnesses: points at which a paradox is present, as few parameters as possible away from a point
# ----------------------------------------------------------------------------

GRID = 40  # steps of each range at which witnesses are looked for
Moved = dict[str, Fraction]


def witness_near(
    pointwise: Pointwise,
    formulas: Formulas | None,
    point: Mapping[str, Fraction],
    draws: int,
    clock: Clock,
    *,
    exactly: bool,
) -> Moved | None:
    """Parameters moved so that the paradox is present, as few as one point allows; None if none is met.

    Points at which the formulas say so are looked at first; those at which they say the opposite not at all
    if they are about exactly what is asked, else last.

    Parameters
    ----------
    pointwise, formulas
        The question, and as formulas; None without any.
    point
        The values of the parameters that are not moved.
    draws
        How many points are drawn.
    clock
        When to stop.
    exactly
        Whether the formulas are about exactly what is asked.
    """
    inquiry, random = pointwise.inquiry, Random(0)
    free = [p for p in inquiry.family.parameters if p.low < p.high and p.name not in inquiry.sets]

    def present(moved: Moved) -> bool:
        try:
            return not clock.is_over and pointwise({**point, **moved}).name == Present.name
        except Unsupported:
            return False

    drawn = [{p.name: _on_grid(p, random.randint(1, GRID - 1)) for p in free} for _ in range(draws)]
    later: dict[bool | None, list[Moved]] = {None: [], False: []}
    for moved in drawn:
        said = True if formulas is None else formulas.present_at({**point, **moved})
        if said is not True:
            later[said].append(moved)
        elif present(moved):
            return _fewest(moved, present)
    left = later[None] + ([] if exactly else later[False])
    met = next(filter(present, left), None)
    return None if met is None else _fewest(met, present)


def _on_grid(parameter: Parameter, step: int) -> Fraction:
    """A value of two digits near a point of the grid, for reading, within the range."""
    value = parameter.low + (parameter.high - parameter.low) * Fraction(step, GRID)
    return min(max(Fraction(as_decimal(value, digits=2)), parameter.low), parameter.high)


def _fewest(moved: Moved, present: Callable[[Moved], bool]) -> Moved:
    """The same with every parameter back that can be, again until none can: one may be once another is."""
    count = len(moved)
    for name in list(moved):
        rest = {other: value for other, value in moved.items() if other != name}
        if present(rest):
            moved = rest
    return moved if len(moved) == count else _fewest(moved, present)
