"""Propositions: a claim on a box in words, with its proof."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, TypeAlias

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.detectors import (
    Depends,
    Inquiry,
    Verdict,
    inquiry_over_parameters,
    is_present,
    verdict_at,
)
from gametheory_paradox.detectors.inquiry import offered_concept
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.records import formula_to_data
from gametheory_paradox.forms.solvers import Equilibria, solve
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.formula import parse_formula, parse_inequality
from gametheory_paradox.paradoxes.propositions import (
    SIGNS,
    Bound,
    EquilibriumQuantity,
    Monotonicity,
    Relation,
)
from gametheory_paradox.paradoxes.question import ASKS, Question, QuestionFields
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact
from gametheory_paradox.table import Record, Table, Tabular

# Claims and assumptions as text, read into propositions and formulas
# --------------------------------------------------------------------

MOST_CHARACTERS = 10_000
_QUANTITY = r"\s*(?:payoff\((?P<payoff>[^()]*)\)|probability\((?P<player>[^(),]*),(?P<action>[^()]*)\))\s*"
_BOUND = re.compile(_QUANTITY + r"(?P<sign>>=|<=|>|<)(?P<value>.*)", re.DOTALL)
_ORDER = re.compile(_QUANTITY + r"(?P<how>never rises|never falls|rises|falls) with\s+(?P<parameter>\w+)\s*")
_HOW: dict[str, Relation] = {"rises": ">", "falls": "<", "never falls": ">=", "never rises": "<="}


def read_claim(text: str, names: Sequence[str], *, every: bool) -> Bound | Monotonicity:
    """The claim that a text makes.

    Examples
    --------
    >>> str(read_claim("payoff(A) >= 2*c", ["c"], every=True))
    'payoff(A) >= 2*c, in every equilibrium'
    >>> str(read_claim("probability(A, arm) never rises with c", ["c"], every=True))
    'probability(A, arm) never rises with c'
    """
    if len(text) > MOST_CHARACTERS:
        raise InvalidGame(f"a claim has at most {MOST_CHARACTERS:,} characters")
    if match := _BOUND.fullmatch(text):
        return Bound(
            _quantity(match),
            next(sign for sign in SIGNS if sign == match["sign"]),
            parse_formula(match["value"].strip(), names, "the bound"),
            every,
        )

    if match := _ORDER.fullmatch(text):
        if match["parameter"] not in names:
            raise InvalidGame(
                f"{match['parameter']!r} is not a parameter that may vary here; those are {', '.join(names)}"
            )
        return Monotonicity(_quantity(match), match["parameter"], _HOW[match["how"]])

    raise InvalidGame(
        f"{text!r:.80} is neither the name of a paradox nor a claim such as 'payoff(A) >= 2', "
        "'probability(A, arm) <= c' or 'payoff(A) falls with c' (rises, falls, never rises, never falls)"
    )


def _quantity(match: "re.Match[str]") -> EquilibriumQuantity:
    if match["payoff"] is not None:
        return EquilibriumQuantity(match["payoff"].strip())
    return EquilibriumQuantity(match["player"].strip(), match["action"].strip())


def read_assumptions(family: GameFamily, texts: Sequence[str]) -> list[RationalFunction]:
    """The formulas that are positive where the inequalities hold."""
    if isinstance(texts, str) or not all(isinstance(text, str) for text in texts):
        raise InvalidGame(f"assuming: expected a list of inequalities as text, got {texts!r:.60}")
    read = [parse_inequality(text, list(family.box), "an assumption") for text in texts]
    if any(part is False for part in read):
        raise InvalidGame(
            "nothing satisfies the assumptions: one of them says that something is less than itself"
        )
    return [part for part in read if isinstance(part, RationalFunction)]


# Answers of ``prove``: proved, refuted by a point, or open
# ----------------------------------------------------------

Evidence: TypeAlias = Verdict | tuple[Equilibria, ...]


@dataclass(frozen=True, repr=False)
class Answer(Tabular):
    """An answer about a claim.

    Parameters
    ----------
    claim
        The claim in words.
    assuming
        What is assumed.
    scales
        Of a ranking: what each gap or level is that stands by name.
    """

    claim: str
    assuming: tuple[str, ...]
    scales: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    name: ClassVar[str] = ""

    def rows(self) -> list[tuple[str, str]]:
        """The reasons for the answer."""
        return []

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        said = {"answer": self.name, "claim": self.claim, "assuming": list(self.assuming)}
        return {**said, "scales": dict(self.scales)}

    def table(self) -> Table:
        """The answer and what it rests on."""
        rows = [("claim", self.claim), *(("assuming", text) for text in self.assuming), *self.rows()]
        return Table(("", self.name), (*rows, *self.scales.items()))


@dataclass(frozen=True, repr=False)
class Proof(Answer):
    """The claim holds in the whole region, off zero sets.

    Parameters
    ----------
    certificate
        The proof.
    """

    certificate: Certificate

    name: ClassVar[str] = "proved"

    def rows(self) -> list[tuple[str, str]]:
        """The size of the proof."""
        return [("proof", f"{self.certificate.data['cells']} cells")]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {**super().to_data(), "cells": self.certificate.data["cells"]}


@dataclass(frozen=True, repr=False)
class Refutation(Answer):
    """The claim fails at a point of the region.

    Parameters
    ----------
    point
        The value of every parameter; of one that is looked at twice, also the other value.
    evidence
        What is true there: the verdict with its certificate, or all equilibria, at both values if there are
        two.
    order
        Where payoffs are ranked, the verdict for all of them in that order that are as assumed.
    """

    point: Mapping[str, Fraction]
    evidence: Evidence
    order: Verdict | None = None

    name: ClassVar[str] = "refuted"

    def rows(self) -> list[tuple[str, str]]:
        """The point, and what is true there."""
        names = self.scales if isinstance(self.order, Depends) else self.point
        where = ", ".join(f"{name} = {self.point[name]}" for name in names)
        if isinstance(self.evidence, Verdict):
            whole = [] if self.order is None else [(self.order.name, self.order.why)]
            there = f"{self.evidence.name}: {self.evidence.why}"
            return [*whole, ("at", where), ("there", there)]
        payoffs = [
            [f"({', '.join(map(str, own))})" for own in equilibria.payoffs] for equilibria in self.evidence
        ]
        return [("at", where), ("payoffs there", "; ".join(map(", ".join, payoffs)))]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        evidence = (
            self.evidence.to_data()
            if isinstance(self.evidence, Verdict)
            else [equilibria.to_data() for equilibria in self.evidence]
        )
        point = {name: str(value) for name, value in self.point.items()}
        order = None if self.order is None else self.order.to_data()
        return {**super().to_data(), "point": point, "evidence": evidence, "order": order}


@dataclass(frozen=True, repr=False)
class OpenClaim(Answer):
    """Neither proved nor refuted.

    Parameters
    ----------
    why
        What is missing.
    """

    why: str

    name: ClassVar[str] = "open"

    def rows(self) -> list[tuple[str, str]]:
        """The reason why it is open."""
        return [("why", self.why)]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {**super().to_data(), "why": self.why}


# Propositions about a family: what a certificate holds of them, and what refutes one at a point
# ----------------------------------------------------------------------------

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
