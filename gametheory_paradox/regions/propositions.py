"""Propositions about a family: what a certificate holds of them, and what refutes one at a point."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Inquiry, inquiry_over_parameters, is_present, verdict_at
from gametheory_paradox.detectors.inquiry import offered_concept
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games.written_formulas import formula_to_data
from gametheory_paradox.paradoxes.propositions import Bound, EquilibriumQuantity, Monotonicity, Relation
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import ASKS, QuestionFields
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.claim_text import read_claim
from gametheory_paradox.regions.proof import Evidence
from gametheory_paradox.solvers import Equilibria, solve
from gametheory_paradox.table import Record

Point: TypeAlias = Mapping[str, Fraction]


@dataclass(frozen=True, repr=False)
class Proposition(Record):
    """A proposition about the equilibria of a family.

    Parameters
    ----------
    family, concept
        The games, and equilibria in which sense.
    words, data
        The proposition in words, and as a certificate holds it.
    changing
        The parameters that have no value of their own: it is about several of their values at once.
    axes
        From the ranges of parameters, the axes of a region.
    refutation
        From a point, the evidence that it fails there; None where there is none, or the time is up.
    inquiry
        The question, where a paradox is asked about; None for other propositions.
    """

    family: GameFamily
    concept: str
    words: str
    data: Mapping[str, object]
    changing: tuple[str, ...]
    axes: Callable[[Box], Box]
    refutation: Callable[[Point, Clock], Evidence | None]
    inquiry: Inquiry | None = None


def proposition_from(
    family: GameFamily,
    claim: Question | str | None,
    fields: QuestionFields,
    least: object,
    *,
    absent: bool,
    some: bool,
) -> Proposition:
    """The proposition that a call makes: that a paradox is present, or absent; a bound; or an order.

    Raises
    ------
    InvalidGame
        If it makes no sense, or something is said that it does not ask for.
    """
    if not isinstance(claim, str) or claim in ASKS:
        if some:
            raise InvalidGame(
                "of a paradox the quantifier says which equilibria are compared; some is for a bound"
            )
        return _presence(inquiry_over_parameters(family, claim, fields, least), never=absent)

    concept = offered_concept(family.form, fields.get("concept"))
    more = [name for name, value in fields.items() if name != "concept" and value not in (None, (), [])]
    if more or absent or exact(least, "least"):
        raise InvalidGame(
            f"{claim!r:.60} is not the name of a paradox, "
            "of which alone a mover, an action and the like are asked"
        )
    told = read_claim(claim, list(family.box), every=not some)
    told.of.check(family.form)
    if isinstance(told, Bound):
        return _bound(family, concept, told)
    if some:
        raise InvalidGame("an order is between all equilibria at the two values, not between some")
    return _order(family, concept, told)


def _presence(inquiry: Inquiry, *, never: bool) -> Proposition:
    """A paradox is present everywhere, or nowhere."""
    family, question, sets = inquiry.family, inquiry.question, inquiry.sets
    concept = str(question.concept)

    def axes(ranges: Box) -> Box:
        return {**inquiry.axes, **{name: ends for name, ends in ranges.items() if name not in sets}}

    def refutation(point: Point, clock: Clock) -> Evidence | None:
        if inquiry.axes:  # two levels of a penalty
            return _equilibria(family, concept, _levels(point, sets[0]), clock)
        verdict = verdict_at(inquiry, point, clock.left)
        return verdict if is_present(verdict, inquiry.least) is never else None

    where = "nowhere present" if never else "present everywhere"
    words = f"the {question} is {where}" + (f" by more than {inquiry.least}" if inquiry.least else "")
    data = {"kind": "paradox", "never": never, "question": inquiry.to_data()}
    return Proposition(family, concept, words, data, sets, axes, refutation, inquiry)


def _bound(family: GameFamily, concept: str, bound: Bound) -> Proposition:
    """A payoff or a probability is at least, or at most, so much."""

    def refutation(point: Point, clock: Clock) -> Evidence | None:
        equilibria = _equilibria(family, concept, [point], clock)
        if equilibria is None:
            return None
        limit = bound.value.value(point)
        kept = [_may_stand(own, bound.sign, (limit, limit)) for own in _quantities(bound.of, equilibria[0])]
        return None if (all(kept) if bound.every else any(kept)) else equilibria

    more = {"value": formula_to_data(bound.value), "every": bound.every}
    return Proposition(
        family, concept, str(bound), _data(bound, **more), (), lambda ranges: ranges, refutation
    )


def _order(family: GameFamily, concept: str, order: Monotonicity) -> Proposition:
    """A payoff or a probability rises, or falls, with a parameter."""
    name = order.parameter

    def axes(ranges: Box) -> Box:
        if ranges[name][0] == ranges[name][1]:
            raise InvalidGame(f"{name!r} has a single value here, and nothing is larger")
        return {**ranges, order.larger[name]: ranges[name]}

    def refutation(point: Point, clock: Clock) -> Evidence | None:
        equilibria = _equilibria(family, concept, _levels(point, name), clock)
        if equilibria is None:
            return None
        low, high = (_quantities(order.of, own) for own in equilibria)
        in_order = all(_may_stand(larger, order.sign, smaller) for smaller in low for larger in high)
        return None if in_order else equilibria

    data = _data(order, parameter=name)
    return Proposition(family, concept, str(order), data, (name,), axes, refutation)


def _data(told: Bound | Monotonicity, **more: object) -> dict[str, object]:
    """A bound or an order as a certificate holds it."""
    kind = "bound" if isinstance(told, Bound) else "order"
    return {"kind": kind, "player": told.of.player, "action": told.of.action, "sign": told.sign, **more}


def _levels(point: Point, name: str) -> tuple[Point, Point]:
    """A point at both values of a parameter that is looked at twice."""
    other = f"{name}'"
    shared = {parameter: value for parameter, value in point.items() if parameter != other}
    return shared, {**shared, name: point[other]}


def _equilibria(
    family: GameFamily, concept: str, points: Sequence[Point], clock: Clock
) -> tuple[Equilibria, ...] | None:
    """All equilibria at some points; None where a list is not proved to hold them all."""
    solved = tuple(solve(family.at(point), concept=concept, budget=clock.left) for point in points)
    complete = all(own.completeness.status == "proved" and own.listed for own in solved)
    return solved if complete else None


def _quantities(of: EquilibriumQuantity, equilibria: Equilibria) -> list[Interval]:
    """In each equilibrium bounds of a quantity, equal where it is known exactly."""
    who = equilibria.game.players.index(of.player)
    if not of.action:
        return [bounds[who] for bounds in equilibria.payoff_bounds]
    action = equilibria.game.information_sets[who].actions.index(of.action)
    exact = [profile.probabilities[who][action] for profile in equilibria.profiles]
    return [*((odds, odds) for odds in exact), *(box.bounds[who][action] for box in equilibria.boxes)]


def _may_stand(left: Interval, sign: Relation, right: Interval) -> bool:
    """True if two quantities stand so somewhere within their bounds."""
    (low, high), (least, most) = left, right
    return {">": high > least, ">=": high >= least, "<": low < most, "<=": low <= most}[sign]
