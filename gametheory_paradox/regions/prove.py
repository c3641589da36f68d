"""Proves a claim about equilibria on a whole region of parameters, or finds a point with small fractions where it fails."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Literal

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.certificates.maps import Charted
from gametheory_paradox.certificates.propositions import proposition_statement
from gametheory_paradox.claims.parameters.cells import Cell, walk
from gametheory_paradox.claims.parameters.logic import Statement, every, holds_at, negation
from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.detectors import DETECTORS
from gametheory_paradox.detectors.as_formulas import AsFormulas, as_formulas, asked_with
from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.detectors.cutting import CuttingTree
from gametheory_paradox.detectors.question import offered_concept
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Profile
from gametheory_paradox.games.written_formulas import formula_to_data
from gametheory_paradox.paradoxes.propositions import Bound, Order, Quantity, Relation
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.claim_text import read_assumption, read_claim
from gametheory_paradox.regions.failing_parts import failing_parts
from gametheory_paradox.regions.nonlinear import never_holds
from gametheory_paradox.regions.pointwise import is_present, verdict_at
from gametheory_paradox.regions.proof import Evidence, Open, Proved, Refuted
from gametheory_paradox.regions.simple_points import simple_points
from gametheory_paradox.solvers import Equilibria, solve

SECONDS = 30.0
MOST_CELLS = 20_000
MOST_CANDIDATES = 300
POINTS_OF_A_PART = 3
NO_CELLS = 500  # of a region that may be empty


def prove(
    family: GameFamily,
    claim: str,
    *,
    assuming: Sequence[str] = (),
    box: Mapping[str, tuple[object, object]] = {},
    values: Mapping[str, object] = {},
    absent: bool = False,
    some: bool = False,
    by: Literal["cells", "z3"] = "cells",
    budget: float | None = SECONDS,
    mover: str = "",
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    least: object = 0,
    **details: object,
) -> Proved | Refuted | Open:
    """Proves that a claim holds wherever some inequalities between parameters do, or refutes it by a point.

    Parameters
    ----------
    family
        The games.
    claim
        The name of a paradox, which is then asked about as by ``chart``; or a bound, such as ``payoff(A) >=
        2*c`` or ``probability(A, arm) < 1/2`` (in tables); or an order, such as ``payoff(A) falls with c``
        (rises, falls, never rises, never falls), for any two values of c and whichever equilibria at these.
    assuming
        Inequalities such as ``r_C > c + h``; all of them hold.
    box, values
        Ranges of parameters within the declared ones, and values of parameters; the others take all values of
        their range.
    absent
        That the paradox is nowhere present, instead of everywhere.
    some
        A bound in some equilibrium, instead of in every one.
    by
        "cells": by a certificate; "z3": by asking that program, which is then trusted.
    budget
        Seconds; None for no limit.
    mover, action, at, coalition, quantifier, concept, least, details
        What is asked about a paradox, as for ``chart``.

    Returns ------- Proved with a certificate, Refuted with a point and what is true there, or Open with the
    reason.  What is proved holds off the zero sets of the polynomials involved.

    Raises
    ------
    InvalidGame
        If a name is unknown, a range is empty or leaves the declared one, or nothing satisfies the
        assumptions.
    Unsupported
        If equilibria as formulas are not offered for this form of game, or more than ten parameters vary.

    Examples
    --------
    >>> from gametheory_paradox.families import family_from_table
    >>> family = family_from_table(["A", "B"], [["arm", "not"]] * 2,
    ...     [[("1 - c", "1 - c"), (3, 0)], [(0, 3), (2, 2)]], {"c": (0, 2, 0)})
    >>> trap = dict(mover="A", action="arm", coalition=["A", "B"])
    >>> prove(family, "dominance-trap", assuming=["c < 1"], **trap).name
    'proved'
    >>> print(prove(family, "payoff(A) >= 1", assuming=["c < 1"]).point["c"])
    1/2
    """
    started = time.monotonic()
    end = None if budget is None else started + budget
    if by not in ("cells", "z3"):
        raise InvalidGame(f"a claim is proved by cells or by z3; got {by!r}")
    said = asked_with(
        mover=mover,
        action=action,
        at=at,
        coalition=coalition,
        quantifier=quantifier,
        concept=concept,
        details=details,
    )
    claimed = _claimed(family, claim, said, least, absent=absent, some=some)
    region = _region(family, claimed, box, values, assuming)
    problem = _Problem(family, claimed, said, region, tuple(assuming))
    for point in _tried(region.charted.box):
        if found := problem.refuted_at(point):
            return found
    if by == "z3":
        return problem.asked_of_z3(SECONDS if end is None else max(end - time.monotonic(), 0.001))
    return problem.by_cells(end)


@dataclass(frozen=True)
class _Claimed:
    """The claim as a certificate holds it, what it says, and what it brings along."""

    data: Mapping[str, object]
    words: str
    concept: str
    what: AsFormulas | Bound | Order
    never: bool = False

    @property
    def doubled(self) -> str:
        """The parameter that is looked at twice; "" if none is."""
        if isinstance(self.what, Order):
            return self.what.parameter
        return next(iter(self.what.axes), "") if isinstance(self.what, AsFormulas) else ""


def _claimed(
    family: GameFamily, claim: str, said: Asked, least: object, *, absent: bool, some: bool
) -> _Claimed:
    if claim in {row.name for row in DETECTORS}:
        if not said.mover:
            raise InvalidGame(f"whose payoff? name the mover; the players are {', '.join(family.players)}")
        asked = as_formulas(family, claim, said, least)
        request = {name: value for name, value in asked.to_data().items() if name not in ("format", "kind")}
        told = "; ".join(": ".join(pair) for pair in asked.question.told)
        where = "is nowhere present" if absent else "is present everywhere"
        words = f"the {claim} paradox of {said.mover} ({told}), {said.quantifier}, {where}"
        if asked.least:
            words += f" by more than {asked.least}"
        return _Claimed(
            {"kind": "paradox", "never": absent, "asked": request},
            words,
            asked.question.concept,
            asked,
            absent,
        )
    if said.mover or said.details or absent or exact(least, "least"):
        raise InvalidGame(
            f"{claim!r:.60} is not the name of a paradox, of which alone a mover, an action and the like are asked"
        )
    what = read_claim(claim, list(family.box), every=not some)
    what.of.check(family.form)
    shared = {"player": what.of.player, "action": what.of.action, "sign": what.sign}
    concept = offered_concept(family.form, said.concept)
    if isinstance(what, Bound):
        data: dict[str, object] = {
            "kind": "bound",
            **shared,
            "value": formula_to_data(what.value),
            "every": what.every,
        }
        return _Claimed(data, str(what), concept, what)
    if some:
        raise InvalidGame("an order is between all equilibria at the two values, not between some")
    return _Claimed({"kind": "order", **shared, "parameter": what.parameter}, str(what), concept, what)


@dataclass(frozen=True)
class _Region:
    """The box, and the certificate without its proof."""

    charted: Charted
    data: Mapping[str, object]
    factors: Factoring


def _region(
    family: GameFamily,
    claimed: _Claimed,
    box: Mapping[str, tuple[object, object]],
    values: Mapping[str, object],
    assuming: Sequence[str],
) -> _Region:
    own: Box = claimed.what.axes if isinstance(claimed.what, AsFormulas) else {}
    sets = claimed.what.sets if isinstance(claimed.what, AsFormulas) else ()
    point = family.point(values)
    if given := [name for name in values if name in sets or name == claimed.doubled]:
        raise InvalidGame(f"values: {given[0]!r} is the parameter that changes, and has no value of its own")
    axes: dict[str, tuple[Fraction, Fraction]] = dict(own)
    for name, (low, high) in family.box.items():
        if name in sets or name in axes or name in values:
            continue
        ends = (exact(box[name][0]), exact(box[name][1])) if name in box else (low, high)
        if not low <= ends[0] <= ends[1] <= high:
            raise InvalidGame(
                f"the range {ends[0]} to {ends[1]} of {name!r} is reversed or leaves the declared {low} to {high}"
            )
        if ends[0] < ends[1]:
            axes[name] = ends
        else:
            point[name] = ends[0]
    for name in box:
        if name not in axes and name not in family.box:
            raise InvalidGame(
                f"{name!r} is not a parameter of this family; it has {', '.join(family.box) or 'none'}"
            )
    if isinstance(claimed.what, Order):
        if claimed.what.parameter not in axes:
            raise InvalidGame(f"{claimed.what.parameter!r} has a single value here, and nothing is larger")
        axes[claimed.what.larger[claimed.what.parameter]] = axes[claimed.what.parameter]
    if not axes:
        raise InvalidGame("no parameter varies here; ask detect or solve at the point")
    if len(axes) > 10:
        raise Unsupported(
            f"a claim is proved over at most ten parameters, here {len(axes)} vary; give values to some"
        )
    at = {name: value for name, value in point.items() if name not in axes and name not in sets}
    read = [read_assumption(text, list(family.box)) for text in assuming]
    if False in [part for part in read if isinstance(part, bool)]:
        raise InvalidGame(
            "nothing satisfies the assumptions: one of them says that something is less than itself"
        )
    data = {
        "format": FORMAT,
        "kind": "proposition",
        "concept": claimed.concept,
        "claim": claimed.data,
        "assuming": [formula_to_data(part) for part in read if isinstance(part, RationalFunction)],
    }
    factors = Factoring()
    return _Region(Charted(family.form, axes, at, factors, ""), data, factors)


def _tried(box: Box) -> Iterator[dict[str, Fraction]]:
    """A few points that are worth a look before anything is proved."""
    for number, point in enumerate(simple_points(box)):
        if number >= 40:
            return
        yield point


class _Problem:
    """A claim over a region, as a statement about signs."""

    def __init__(
        self, family: GameFamily, claimed: _Claimed, said: Asked, region: _Region, assuming: tuple[str, ...]
    ):
        self.family, self.claimed, self.said, self.assuming = family, claimed, said, assuming
        self.box, self.at = region.charted.box, region.charted.at
        self.data, self.factors = region.data, region.factors
        try:
            self.claim, self.exception, self.inside = proposition_statement(region.data, region.charted)
        except CertificateRejected as problem:  # what a certificate could not say either
            raise Unsupported(str(problem)) from None
        empty = CuttingTree(Cell.whole(self.inside, False, self.box), len(self.box))
        empty.grow(Fraction(0), None, NO_CELLS if self.inside is not True else 1)
        if empty.shares().absent == 1:
            raise InvalidGame("nothing satisfies the assumptions within these ranges")

    def by_cells(self, end: float | None) -> Proved | Refuted | Open:
        """Cuts the box until the claim is proved or a point refutes it."""
        tree, cells = CuttingTree(Cell.whole(self.claim, self.exception, self.box), len(self.box)), 64
        while True:
            finished = tree.grow(Fraction(0), end, cells)
            shares = tree.shares()
            if shares.present == 1:
                charted = tree.charted(self.family.form, self.box, self.at, self.factors)
                kept = ("over", "box", "at", "cells", "game", "proof")
                return Proved(
                    self.claimed.words,
                    self.assuming,
                    Certificate({**self.data, **{name: charted[name] for name in kept}}),
                )
            if shares.absent > 0 and (refuted := self._in_cells(tree.cutting())):
                return refuted
            out_of_time = end is not None and time.monotonic() >= end
            if finished or out_of_time or cells >= MOST_CELLS:
                return Open(self.claimed.words, self.assuming, self._why(shares.absent, out_of_time))
            cells *= 4

    def _why(self, absent: Fraction, out_of_time: bool) -> str:
        if absent > 0:
            return "the claim fails somewhere, but at no point that was tried could that be confirmed"
        if self.exception is True:
            return "with these payoffs equilibria are degenerate everywhere, so that formulas do not tell"
        return "the time is up" if out_of_time else "the cells that were looked at do not settle it"

    def _in_cells(self, cutting: str) -> Refuted | None:
        """A point of a cell in which the claim fails, with the simplest coordinates."""
        candidates: list[dict[str, Fraction]] = []
        for _, here, cell in walk(self.claim, self.exception, self.box, cutting):
            for part in failing_parts(here, cell):
                if len(candidates) >= MOST_CANDIDATES:
                    break
                candidates += islice(simple_points(part), POINTS_OF_A_PART)
        candidates.sort(
            key=lambda point: sum(value.denominator + abs(value.numerator) for value in point.values())
        )
        return next((found for point in candidates if (found := self.refuted_at(point))), None)

    def refuted_at(self, point: Mapping[str, Fraction]) -> Refuted | None:
        """The refutation at a point, if the claim fails there, in the interior of the region, and the games say so too."""
        if holds_at(self.inside, point) is not True or holds_at(self.exception, point) is not False:
            return None
        if holds_at(self.claim, point) is not False:
            return None
        found = self._confirmed(point)
        return (
            None if found is None else Refuted(self.claimed.words, self.assuming, {**self.at, **point}, found)
        )

    def _confirmed(self, point: Mapping[str, Fraction]) -> Evidence | None:
        values = {name: value for name, value in {**self.at, **point}.items() if name in self.family.box}
        what, twice = self.claimed.what, self.claimed.doubled
        if twice:
            pair = tuple(
                solve(self.family.at({**values, twice: point[name]})) for name in (twice, f"{twice}'")
            )
            if any(found.completeness.status != "proved" for found in pair):
                return None
            return pair if isinstance(what, AsFormulas) or _is_out_of_order(what, pair) else None
        if isinstance(what, Bound):
            found = solve(self.family.at(values))
            return (
                (found,) if found.completeness.status == "proved" and _breaks(what, values, found) else None
            )
        assert isinstance(what, AsFormulas)
        verdict = verdict_at(self.family, what, self.said, values)
        present = is_present(verdict, what.least)
        return verdict if present is not None and present == self.claimed.never else None

    def asked_of_z3(self, seconds: float) -> Proved | Refuted | Open:
        """Asks z3 whether a point of the region refutes the claim."""
        fails: Statement = every([self.inside, negation(self.exception), negation(self.claim)])
        if (
            self.exception is not False
            and never_holds(every([self.inside, self.exception]), self.box, seconds) != "proved"
        ):
            return Open(
                self.claimed.words, self.assuming, "equilibria may be degenerate in part of the region"
            )
        answer = never_holds(fails, self.box, seconds)
        if answer == "proved":
            return Proved(self.claimed.words, self.assuming, None, "z3")
        if answer == "refuted":
            by_cells = self.by_cells(time.monotonic() + seconds)
            return (
                by_cells
                if isinstance(by_cells, Refuted)
                else Open(
                    self.claimed.words,
                    self.assuming,
                    "z3 finds a point where the claim fails, but none with small fractions was confirmed",
                )
            )
        return Open(self.claimed.words, self.assuming, "z3 does not settle it in the time given")


def _quantities(of: Quantity, found: Equilibria) -> list[Fraction]:
    who = found.game.players.index(of.player)
    if of.action:
        return [profile.plays(of.player, of.action, "") for profile in found if isinstance(profile, Profile)]
    return [payoffs[who] for payoffs in found.payoffs]


def _stands(left: Fraction, sign: Relation, right: Fraction) -> bool:
    return {">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right}[sign]


def _breaks(bound: Bound, values: Mapping[str, Fraction], found: Equilibria) -> bool:
    told = [_stands(value, bound.sign, bound.value.value(values)) for value in _quantities(bound.of, found)]
    return not all(told) if bound.every else not any(told)


def _is_out_of_order(what: Bound | Order, pair: tuple[Equilibria, ...]) -> bool:
    low, high = (_quantities(what.of, found) for found in pair)
    return any(not _stands(b, what.sign, a) for a in low for b in high)
