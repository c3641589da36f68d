"""The change of one parameter that turns an answer, the others where they are: how far off it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.parameters.logic import Statement
from gametheory_paradox.detectors import Inquiry, Verdict, compared_at, direction
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import Parameter
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.regions.switches import Switch, cut, verdict_of
from gametheory_paradox.studies.uncertainty import Tornado
from gametheory_paradox.studies.uncertainty.formulas import offers_formulas

DIRECTIONS: Mapping[tuple[str, str], str] = {  # where it is proved that the option hurts, and that it helps
    ("present", "absent"): "down",
    ("absent", "present"): "up",
    ("absent", "absent"): "neither",
}
TURNS: Mapping[int | None, str] = {1: "up", -1: "down"}


@dataclass(frozen=True)
class Change:
    """A change of one parameter beyond which an answer is another.

    Parameters
    ----------
    parameter, start
        The parameter, and where it stands.
    switch
        The value beyond which the answer is another, and the answers below and above it.
    after
        The other answer.
    """

    parameter: Parameter
    start: Fraction
    switch: Switch
    after: str

    @property
    def rises(self) -> bool:
        """True where the parameter has to grow for it."""
        return self.switch.high > self.start

    @property
    def distance(self) -> Fraction:
        """How far off the value is, in the parameter's unit; where it is irrational, a proved lower bound."""
        ends = abs(self.switch.low - self.start), abs(self.switch.high - self.start)
        return min(ends)

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
        }


def changes_of_verdict(tornado: Tornado) -> tuple[Change, ...] | None:
    """The nearest change of a verdict along each parameter, nearest first; None where no formulas say so."""
    if not tornado.rows or any(row.switches is None for row in tornado.rows):
        return None
    verdict = "absent" if tornado.verdict == "impossible" else tornado.verdict
    parameters = {p.name: p for p in tornado.family.parameters}
    found = [
        _nearest(parameters[row.name], tornado.point[row.name], row.switches or (), verdict)
        for row in tornado.rows
    ]
    return _sorted(found)


def changes_of_direction(
    inquiry: Inquiry, half: Verdict, point: Mapping[str, Fraction]
) -> tuple[Change, ...] | None:
    """The nearest change of what an option does to its owner's payoff, or measure, along each parameter.

    Parameters
    ----------
    inquiry, half
        The question about the option, and its answer at the point by the strong comparison.
    point
        Where all parameters stand.

    Returns
    -------
    One change at most for each parameter, the nearest first; None where formulas are not offered, or where
    those for subgame-perfect equilibria, which stand in for others, say another thing at the point.
    """
    if isinstance(inquiry.family.form, ExtensiveForm) and inquiry.question.concept != "subgame-perfect":
        inquiry = inquiry.but(concept="subgame-perfect")
        if direction(compared_at(inquiry, point)) != direction(half):
            return None
    if not offers_formulas(inquiry):
        return None
    now = TURNS.get(direction(half), "neither")
    free = [p for p in inquiry.family.parameters if p.low < p.high]
    try:
        found = [_nearest(p, point[p.name], _turns(inquiry, p, point), now) for p in free]
    except Unsupported:
        return None
    return _sorted(found)


def _turns(inquiry: Inquiry, parameter: Parameter, point: Mapping[str, Fraction]) -> Iterable[Switch]:
    """Where the direction changes along the range of a parameter, the others at the point."""
    factor, name = Factoring(), parameter.name
    fixed = {other: value for other, value in point.items() if other != name}
    form, question, branches = inquiry.branches(fixed, factor)
    offered, swapped = inquiry.definition.parametric, {"with": "without", "without": "with"}

    # That it hurts in every equilibrium; and with both sides in each other's place, that it helps.
    hurts = offered.statement(form, question, branches, factor, Fraction(0))
    reversed_ = {side: branches[other] for side, other in swapped.items()}
    helps = offered.statement(form, question, reversed_, factor, Fraction(0))
    roots, pieces = cut([*hurts, *helps], name, parameter.low, parameter.high)
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


def _nearest(parameter: Parameter, start: Fraction, switches: Iterable[Switch], now: str) -> Change | None:
    """The nearest value at which an answer turns into another."""
    turning = [
        Change(parameter, start, switch, switch.after if switch.high > start else switch.before)
        for switch in switches
        if {switch.before, switch.after} != {now}
    ]
    return min((own for own in turning if own.after != now), key=lambda own: own.distance, default=None)


def _sorted(found: Iterable[Change | None]) -> tuple[Change, ...]:
    return tuple(sorted((own for own in found if own is not None), key=lambda own: own.part))
