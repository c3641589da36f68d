"""Reach of a finding: the share of assumptions under which it holds, in words."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from random import Random
from typing import Literal

from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.condition import Condition, claimed_and_open
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.conditions.proofs.cells import Cell, Shares
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Sign, Statement, atoms, every, some
from gametheory_paradox.detectors import Present, Verdict, inquiry_about, inquiry_over_parameters, verdict_at
from gametheory_paradox.detectors.cutting import CuttingTree
from gametheory_paradox.detectors.inquiry import Inquiry
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.interruption import look
from gametheory_paradox.maps.ways_out.levers import Lever
from gametheory_paradox.maps.ways_out.situation import Situation
from gametheory_paradox.maps.ways_out.ways import WayOut
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import Bound, as_decimal
from gametheory_paradox.studies.sensitivity.formulas import is_large
from gametheory_paradox.table import Record

# Reach: where in the declared ranges a paradox is present, on which share of them, and how far away
# ----------------------------------------------------------------------------

Interval = tuple[Fraction, Fraction]
Point = Mapping[str, Fraction]
Extent = Literal["at the baseline", "somewhere", "undecided", "nowhere"]
EXTENTS: tuple[Extent, ...] = ("at the baseline", "somewhere", "undecided", "nowhere")

CELLS, OPEN_SHARE = 60, Fraction(1, 200)  # of the map that bounds a share
MOST_AXES = 10
PRECISION = Fraction(1, 100)  # of the distance to the nearest point, where it is not exact
SECONDS, NEAR_SECONDS = 20.0, 4.0  # for one question, and for its nearest point; most take a tenth of one
FORMULAS = 1 / 2  # of the time for a question, at most: the rest is for points
DRAWS, GRID = 20, 40  # where there are no formulas: points, and the steps of each range on which they lie
LARGE = "the tree is large: no formulas over the ranges are written"
TOO_LONG = "formulas over the ranges take more time than there is"
NO_RANGE = "no parameter varies"


@dataclass(frozen=True, repr=False)
class Reach(Record):
    """The part of the declared ranges in which a paradox is present.

    Parameters
    ----------
    question
        The question.
    extent
        "nowhere", "somewhere", "at the baseline" (or wherever else the parameters stand), or "undecided".
    share
        Proved bounds of the share of the ranges in which it is present; None where none are known.
    present
        The inequalities under which it is, ties aside; None where no formulas are offered.
    nearest
        The nearest point: how far it is, as shares of the ranges added up, and a certified point beyond it.
        None where the paradox is present already, nowhere, or the nearest point is not known.
    met
        The parameters of a point at which it is present, where that was met and is not proved to be the
        nearest.
    why
        What is missing where it is not decided, or not all is known.
    """

    question: Question
    extent: Extent
    share: Interval | None = None
    present: Condition | None = None
    nearest: WayOut | None = None
    met: Mapping[str, Fraction] | None = field(default=None, hash=False)
    why: str = ""

    @property
    def distance(self) -> Fraction | None:
        """An upper bound of the distance to the nearest point: zero at the baseline, None if not known."""
        if self.extent == "at the baseline":
            return Fraction(0)
        return None if self.nearest is None else self.nearest.cost[1]

    @property
    def point(self) -> Point | None:
        """The nearest point, by the parameters that change: where it begins, or else a point beyond."""
        if self.nearest is None:
            return self.met
        if self.nearest.surface is not None:
            return self.nearest.surface
        return None if self.nearest.beyond is None else self.nearest.beyond.values

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "extent": self.extent,
            "share": None if self.share is None else [str(end) for end in self.share],
            "present": None if self.present is None else self.present.to_data(),
            "distance": None if self.distance is None else str(self.distance),
            "nearest": None if self.nearest is None else self.nearest.to_data(),
            "met": None if self.met is None else {name: str(value) for name, value in self.met.items()},
            "why": self.why,
        }


class Ranges:
    """The declared ranges of a family, in which one question after the other is looked for.

    Parameters
    ----------
    family
        The games.
    point
        Where the parameters stand.
    over
        The parameters that vary; the others stay at the point.
    """

    def __init__(self, family: GameFamily, point: Point, over: Iterable[str]):
        self.family, self.point = family, point
        free = [p for p in family.parameters if p.name in set(over) and p.low < p.high]
        self.box: Box = {p.name: (p.low, p.high) for p in free}
        self.fixed = {name: value for name, value in point.items() if name not in self.box}
        self._statements: dict[Question, tuple[Statement, Statement]] = {}
        self._factoring = Factoring()
        self._known: dict[tuple[Question, bool], Reach] = {}

    @cached_property
    def feasibility(self) -> Feasibility:
        """The signs that polynomials have together in these ranges: most questions share theirs."""
        return Feasibility(self.box)

    def reach(self, verdict: Verdict) -> Reach:
        """Finds where the paradox of a question is present, whose verdict at the point is known."""
        question, here = verdict.question, isinstance(verdict, Present)
        start: Extent = "at the baseline" if here else "undecided"
        if not self.box:
            return Reach(question, start, why="" if here else NO_RANGE)
        if is_large(self.family):
            return Reach(question, start, why=LARGE)

        known = self._known.get((question, here))
        if known is not None:
            return known

        clock = Clock(SECONDS)
        try:
            found = self._looked_for(question, clock, here=here)
        except OutOfTime:
            if clock.is_over:
                return Reach(question, start, why=_no_time())
            return self._by_points(question, TOO_LONG, clock, here=here)
        self._keep(found, clock, here=here)
        return found

    def _keep(self, found: Reach, clock: Clock, *, here: bool) -> None:
        """Remember an answer that had its time; of another, more may be found another time."""
        if not clock.is_over:
            self._known[found.question, here] = found

    def _looked_for(self, question: Question, clock: Clock, *, here: bool) -> Reach:
        """The answer by formulas, or at points where none are offered."""
        try:
            with clock.part(FORMULAS):
                return self._by_formulas(question, here=here)
        except InvalidGame as problem:  # of a game that is not defined all over the ranges
            return Reach(question, "at the baseline" if here else "undecided", why=str(problem))
        except Unsupported as problem:
            if question.paradox == "third-party":
                return self._through_option(question, clock, here=here)
            return self._by_points(question, str(problem), clock, here=here)

    def _by_formulas(self, question: Question, *, here: bool) -> Reach:
        """The answer from the question as a statement about all parameters that vary."""
        inquiry = inquiry_over_parameters(self.family, question, {})
        free = {name: ends for name, ends in self.box.items() if name not in inquiry.sets}
        box = {**inquiry.axes, **free}
        claim, exception = self._stated(question, inquiry, box)
        order = (*self.family.box, *inquiry.axes)
        feasible = self.feasibility if box == self.box else Feasibility(box)
        present, open_ = claimed_and_open(claim, exception, box, order, feasible)
        if present.is_never and open_.is_never:
            if here:
                return Reach(question, "at the baseline", present=present, why="on ties alone")
            return Reach(question, "nowhere", (Fraction(0), Fraction(0)), present)
        claim, exception = _shorter(present, claim), _shorter(open_, exception)
        share = _share(claim, exception, box)
        if share is not None and share[1] == 0 and not here:
            return Reach(question, "nowhere", share, present)
        if here:
            return Reach(question, "at the baseline", share, present)

        # The nearest point at which it is present, with a certificate of the verdict there.
        skipped = present.is_never or bool(inquiry.axes)
        nearest = None if skipped else self._nearest(inquiry, claim, exception)
        known = nearest if nearest is not None and nearest.cost[1] is not None else None
        is_somewhere = bool(share and share[0]) or (known is not None and known.beyond is not None)
        why = "" if nearest is None or known is not None else nearest.why
        if not is_somewhere and not why:
            unknown = "no loss is traced" if question.paradox == "third-party" else "nothing is claimed"
            why = f"{unknown} where {open_}" if open_.cases else "the ranges are not settled"
        return Reach(question, "somewhere" if is_somewhere else "undecided", share, present, known, why=why)

    def _stated(self, question: Question, inquiry: Inquiry, box: Box) -> tuple[Statement, Statement]:
        """The question as a statement in the parameters that vary."""
        if question not in self._statements:
            fixed = inquiry.without_own(self.fixed)
            self._statements[question] = inquiry.statement(fixed, self._factoring, box)
        return self._statements[question]

    def _nearest(self, inquiry: Inquiry, claim: Statement, exception: Statement) -> WayOut | None:
        """The cheapest change that enters the paradox, of parameters that matter."""
        used = {name for polynomial in atoms(claim, exception) for name in polynomial.names}
        levers = [
            Lever(name, low, high, self.point[name], 1 / (high - low))
            for name, (low, high) in self.box.items()
            if name in used and name not in inquiry.sets
        ]
        point = inquiry.without_own(self.point)
        unused = frozenset(name for name in point if name not in used)
        known = dict.fromkeys((unused, frozenset[str]()), (claim, exception))
        asked = Situation(
            inquiry, inquiry.question, point, Clock(NEAR_SECONDS), PRECISION, leaving=False, _known=known
        )
        with suppress(OutOfTime):
            return asked.way("levers", levers) if levers else None
        return None

    def _through_option(self, question: Question, clock: Clock, *, here: bool) -> Reach:
        """The third-party paradox, which is present only where the action costs its owner something."""
        option = Question(
            mover=question.mover,
            action=question.action,
            at=question.at,
            quantifier=question.quantifier,
            concept=question.concept,
            measure=question.measure,
        )
        own = self._known.get((option, False))
        try:
            if own is None or own.present is None:
                with clock:
                    own = self._by_formulas(option, here=False)
                self._keep(own, clock, here=False)  # for the other third parties and targets
        except (OutOfTime, Unsupported, InvalidGame) as problem:
            return Reach(question, "at the baseline" if here else "undecided", why=str(problem))
        if own.extent == "nowhere":
            why = "on ties alone" if here else ""
            return Reach(question, "at the baseline" if here else "nowhere", own.share, why=why)

        # Formulas bound it from above; points at which the action costs something are looked at one by one.
        share = None if own.share is None else (Fraction(0), own.share[1])
        if here:
            return Reach(question, "at the baseline", share)
        why = "only where the option itself is a paradox, of which the third party may carry no part"
        first = [own.nearest.beyond.values] if own.nearest and own.nearest.beyond else []
        claim = self._statements[option][0]
        drawn = (moved for moved in self._drawn() if holds_at(claim, {**self.point, **moved}))
        return self._met(question, (*first, *drawn), replace(own, share=share, why=why), clock)

    def _by_points(self, question: Question, why: str, clock: Clock, *, here: bool) -> Reach:
        """The answer where no formulas are offered: at a few points of the ranges."""
        if here:
            return Reach(question, "at the baseline", why=why)
        return self._met(question, self._drawn(), Reach(question, "undecided", why=why), clock)

    def _met(self, question: Question, moves: Iterable[Point], bounds: Reach, clock: Clock) -> Reach:
        """The first of some points at which it is present; undecided where it is at none."""
        looked = 0
        with suppress(OutOfTime, Unsupported, InvalidGame), clock:
            inquiry = inquiry_about(self.family, question, {})
            for moved in moves:
                look()
                looked += 1
                verdict = verdict_at(inquiry, inquiry.without_own({**self.point, **moved}), clock.left)
                if isinstance(verdict, Present):
                    return Reach(question, "somewhere", bounds.share, met=moved, why=bounds.why)
        points = "1 point" if looked == 1 else f"{looked} points"
        return Reach(question, "undecided", bounds.share, why=f"{bounds.why}; not met at {points}")

    def _drawn(self) -> Iterator[Point]:
        """Points of a grid, off the ends of the ranges, where games tie."""
        random = Random(0)
        for _ in range(DRAWS):
            yield {
                name: low + (high - low) * Fraction(random.randint(1, GRID - 1), GRID)
                for name, (low, high) in self.box.items()
            }


def ranges_of(family: GameFamily, point: Point, over: Iterable[str] | None = None) -> Ranges:
    """The ranges of a family about a point, by default of all parameters; those of the last few are kept.

    Reports, surveys and diagnoses of one model ask the same questions.
    """
    names = [p.name for p in family.parameters] if over is None else over
    return _kept(family, tuple(point.items()), tuple(names))


@lru_cache(maxsize=4)
def _kept(family: GameFamily, point: tuple[tuple[str, Fraction], ...], over: tuple[str, ...]) -> Ranges:
    return Ranges(family, dict(point), over)


def _shorter(known: Condition, statement: Statement) -> Statement:
    """The statement as its inequalities, which say the same in the ranges; itself where they are many."""
    if not known.shortest:
        return statement
    return some([every([Sign((one.polynomial,), True) for one in case]) for case in known.cases])


def _share(claim: Statement, exception: Statement, box: Box) -> Interval | None:
    """Proved bounds of the share; None over more parameters than a map is drawn over."""
    used = {name for polynomial in atoms(claim, exception) for name in polynomial.names}
    live = {name: ends for name, ends in box.items() if name in used} or box
    if len(live) > MOST_AXES:
        return None
    shares = _shares(claim, exception, live)
    # At most where it is present or open, which as one claim is bounded closer.
    most = shares if exception is False else _shares(some([claim, exception]), False, live)
    return shares.present, 1 - most.absent


def _shares(claim: Statement, exception: Statement, box: Box) -> Shares:
    tree = CuttingTree(Cell.whole(claim, exception, box))
    tree.grow(OPEN_SHARE, CELLS)
    return tree.shares()


def unreached(verdict: Verdict) -> Reach:
    """The reach of a question that nobody had time for."""
    here = isinstance(verdict, Present)
    return Reach(verdict.question, "at the baseline" if here else "undecided", why=_no_time())


def _no_time() -> str:
    return f"{Clock().ended('the time was spent')} before the ranges were looked at"


# Shares in percent, the nearest, or rounded so that a bound stays one
# ---------------------------------------------------------------------


def percent(value: Fraction | float, bound: Bound = "") -> str:
    """A share in percent with two significant digits, the nearest, or rounded so that a bound stays a bound.

    What is nearly all has as many digits as tell it from all.
    """
    scaled = Fraction(value) * 100
    places = 1 if scaled < 10 else 0
    while 0 < scaled * 10**places < 10 or (not bound and 0 < (100 - scaled) * 10**places < 1):
        places += 1
    return f"{as_decimal(scaled, places=places, bound=bound).removesuffix('.0')} %"


def between(low: Fraction | float, high: Fraction | float) -> str:
    """Two ends as percents, rounded outward, or one where they agree."""
    if low == high:
        return percent(low)
    return f"{percent(low, 'lower').removesuffix(' %')} to {percent(high, 'upper')}"


# Reaches in a few words each: for tables, pages and documents alike
# -------------------------------------------------------------------

READABLE = 200  # characters of inequalities in a table


def extent_said(reach: Reach) -> str:
    """The extent and the share of the ranges on which it is present, in a few words."""
    said = {"at the baseline": "here"}.get(reach.extent, reach.extent)
    if reach.share is None or reach.extent == "nowhere":
        return said
    low, high = reach.share
    if reach.extent == "undecided" or not low:
        return f"{said}, {percent(high, 'upper')} at most"
    return f"{said}, {between(low, high)}"


def condition_said(reach: Reach) -> str:
    """The inequalities, where they can be read; else what is missing."""
    if reach.present is None or not reach.present.shortest:
        return reach.why or ("" if reach.present is None else str(reach.present))
    open_ = reach.present.is_never and reach.extent == "undecided"
    text = reach.why if open_ else str(reach.present)
    return text if len(text) <= READABLE else "inequalities too long for a table: ask thresholds"


def nearest_said(reach: Reach) -> str:
    """The nearest point, and how far it is as shares of the ranges added up."""
    if reach.point is None:
        return "here" if reach.extent == "at the baseline" else "–"
    moved = ", ".join(f"{name} = {_short(value)}" for name, value in reach.point.items())
    if reach.distance is None:
        return f"met at {moved}"
    low = reach.nearest.cost[0] if reach.nearest is not None else None
    about = "" if low == reach.distance else "at most "
    return f"{moved or 'the point itself'} ({about}{_short(reach.distance)} away)"


def _short(value: Fraction) -> str:
    return str(value) if len(str(value)) <= 7 else as_decimal(value, digits=4)
