"""``examine``: looks at a model from all sides."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Literal, TypeVar, Unpack, get_args

from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.proofs.cells import Cell
from gametheory_paradox.conditions.proofs.statements import atoms
from gametheory_paradox.detectors import (
    Channels,
    Impossible,
    Inquiry,
    Present,
    StateChannels,
    Undecided,
    Verdict,
    assess,
    channels,
    inquiry_about,
    verdict_at,
)
from gametheory_paradox.detectors.inquiry import is_asked, offered_concept, question_about
from gametheory_paradox.detectors.memory import remembering, solved
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.forms import PAYOFF, ExtensiveForm, Game, StochasticGame, without_measure
from gametheory_paradox.forms.solvers import Equilibria
from gametheory_paradox.maps import (
    Escape,
    Proof,
    RegionMap,
    Thresholds,
    chart,
    escape,
    prove,
    thresholds,
)
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question, QuestionFields
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.diagnosis import MOST_QUESTIONS, Diagnosis, answered, diagnose, options
from gametheory_paradox.studies.findings import Finding, Findings
from gametheory_paradox.studies.looking_back import LookingBack, NumbersNeeded, looking_back, numbers_needed
from gametheory_paradox.studies.nearest import SECONDS, Changes, changes_of_verdict, witness_near
from gametheory_paradox.studies.reach import Ranges, Reach, ranges_of, unreached
from gametheory_paradox.studies.sensitivity import Uncertainty, uncertainty
from gametheory_paradox.studies.sensitivity.formulas import (
    Formulas,
    formulas_in_time,
    is_large,
    offers_formulas,
)
from gametheory_paradox.studies.sensitivity.pointwise import PointVerdict, Pointwise
from gametheory_paradox.subjects import GameLike, as_game

Side = Literal[
    "moves",
    "options",
    "quantifiers",
    "equilibria",
    "thresholds",
    "map",
    "uncertainty",
    "witness",
    "channels",
    "ways-out",
    "reach",
    "by-rank",
    "looking-back",
]
SIDES: tuple[Side, ...] = get_args(Side)
OF_RANKED: tuple[Side, ...] = ("by-rank", "options")  # the latter where nothing is asked
REPORT: tuple[Side, ...] = (
    *("options", "equilibria", "thresholds", "map", "ways-out", "reach", "by-rank", "looking-back"),
)

CELLS = 100  # of a map over all that varies: what a hundred do not decide, a thousand rarely do
ROUGH_SHARE, ROUGH_CELLS, MOST_PAIRS = Fraction(1, 50), 64, 28  # for choosing which parameters to chart
MOST_CHARTED = 10
MOST_CUTS = 30  # polynomials whose signs decide: of more the shortest inequalities take minutes
NARROW = Fraction(1, 100)  # bounds closer than this need no map
EDGE = Fraction(1, 1000)
LEAVING = 120.0  # seconds for the ways out of one paradox, far more than any takes on an idle machine
PROVING = 240.0  # for a proof that a paradox is nowhere; on an idle machine one takes forty at most
BRIEF = 12.0  # seconds for all draws of a table without formulas: a game is answered at once or hardly ever
OVER_TIME, EACH = 10.0, 1.0  # and of a game over time; and for each of them that is asked about alone
PART = 1 / 2  # of the time that is left, at most, for one side
ALL_NEED: tuple[Side, ...] = ("equilibria",)  # without which there is no verdict
# Where each draw is a game to be solved, a twentieth of the draws, but so many at least.
FEWER, FEWEST = 20, 100
NO_WITNESS = "no point at which the strong paradox is present was met when a witness was looked for"
BELIEVED = "the game that is believed to be played stays as it is while parameters of the true one vary"
TOO_LARGE = "no inequalities: the formulas in all parameters at once are too large; with some fixed there are"
NO_WITNESS_SOUGHT = "the tree is large: no witness was looked for"

T = TypeVar("T")
Point = Mapping[str, Fraction]


def examine(
    game: GameLike,
    question: Question | str | None = None,
    *,
    also: Sequence[Question] = (),
    sides: Collection[Side] = SIDES,
    values: Mapping[str, object] = {},
    over: Sequence[str] | None = None,
    undecided: object = "0.001",
    cells: int | None = None,
    draws: int = 2_000,
    budget: float | None = 60.0,
    limit: int = MOST_QUESTIONS,
    **fields: Unpack[QuestionFields],
) -> Findings:
    """Looks at a model from all sides: moves, verdicts, formulas, a map, shares, ways out, who bears a loss.

    Parameters
    ----------
    game
        A game or a family, or what ``as_game`` reads as one.
    question, fields
        The main question, as for ``detect``; by default the model's own.  If it asks none and "options" is
        among the sides, the option that hurts its owner most; if none does, the first that does somewhere in
        the declared ranges.
    also
        Further questions; where none is asked, those of the model's own beyond the first come before them.
    sides
        At which sides to look: "moves" (all that ``diagnose`` asks) or "options" (every option at one place);
        and for each question "quantifiers" (the verdict under each), "equilibria", "thresholds", "map",
        "uncertainty", "witness" (with "uncertainty"), "channels", "ways-out", "reach" (where in the declared
        ranges: of the question, and of every move or option that is asked about), "by-rank" (whether the
        verdict needs numbers, or follows from the order of the payoffs); and "looking-back" (what play that
        looks back can pay over time, and the patience that it needs).  Of a family that is ranked only
        "by-rank", and "options" where nothing is asked.
    values
        Values of parameters; by default their baseline.
    over
        One or two parameters to chart; an empty list for no map.  By default those that matter most, where
        proved bounds of the share say little; without "uncertainty" those whose map is divided most evenly.
    undecided, cells
        When a map is good enough: the share that may stay undecided, the most cells.
    draws
        How many points are drawn where formulas answer them; a twentieth where each is a game to be solved.
    budget
        Seconds for the whole call; None for no limit.
    limit
        The most moves that are asked about.

    Raises
    ------
    InvalidGame
        If a name is unknown, or nobody has a choice.
    Unsupported
        If the concept is not offered for this form of game.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> found = examine(gp.load("seed/guarded-posts"), sides=["thresholds", "ways-out"])
    >>> found.main, str(found.main.thresholds.present.cases[0][0]), found.main.ways_out.best.binding
    (Pakistan: guard: present, 'h_p > h_g + c', ('h_g + c = h_p',))
    """
    started, family = time.monotonic(), as_game(game)
    if not isinstance(family, GameFamily):  # one without parameters
        family = GameFamily(family.map(RationalFunction.constant), title=family.title)
    if unknown := [side for side in sides if side not in SIDES]:
        raise InvalidGame(f"there is no side {unknown[0]!r:.60}; there are {', '.join(SIDES)}")
    asks = is_asked(family.questions, question, fields)
    asked = question_about(family, question, fields) if asks else None
    if question is None and asks and not set(fields) & {"paradox", "mover", "action"}:
        also = (*family.questions[1:], *also)
    wanted = asked.concept if asked else fields.get("concept")
    quantifier = asked.quantifier if asked else fields.get("quantifier") or "strong"
    concept = offered_concept(family.form, wanted)
    questions = [*([asked] if asked else []), *also]
    for each in questions:  # whatever is wrong is told before anything is solved
        inquiry_about(family, each, {})
    if family.ranking is not None:  # whose gaps are no numbers that could be mapped or drawn
        sides = OF_RANKED if asked is None else OF_RANKED[:1]
    point, here, notes = family.point(values), family.at(values), list[str]()
    clock = Clock(budget)
    ranges = ranges_of(family, point) if "reach" in sides else None
    look = _Examination(family, point, here, sides, over, undecided, cells, draws, clock, notes, ranges)

    # The games of the questions first; then every move: if nothing is asked, the answers say what is most
    # worth asking.
    with clock, remembering():
        for each in questions:
            dict(replace(look, notes=[]).equilibria(inquiry_about(family, each, {})))
        back = look.looking_back()
        diagnosis = look.diagnosis(concept, quantifier, limit)
        if asked is None and diagnosis is not None and "options" in sides:
            questions.insert(0, look.most_telling(diagnosis))
        known = {verdict.question: verdict for verdict in diagnosis.answers} if diagnosis else {}
        reached = {own.question: own for own in diagnosis.reaches} if diagnosis else {}
        findings = tuple(replace(look, notes=[]).finding(each, known, reached) for each in questions)
    seconds = round(time.monotonic() - started, 3)
    return Findings(family, point, here, concept, diagnosis, findings, seconds, tuple(notes), back)


@dataclass(frozen=True)
class _Examination:
    """A model, a point, how closely to look, and notes on what could not be seen."""

    family: GameFamily
    point: Point
    game: Game
    sides: Collection[str]
    over: Sequence[str] | None
    undecided: object
    cells: int | None
    draws: int
    clock: Clock
    notes: list[str]
    ranges: Ranges | None

    @property
    def is_over_time(self) -> bool:
        """True of a stochastic game: at most points it is solved at once, at some few hardly ever."""
        return isinstance(self.family.form, StochasticGame)

    def offered(self, side: str, why: str, call: Callable[[], T]) -> T | None:
        """One side, in its part of the time; None if it is not wanted, or not offered.

        The latter is noted where there is a reason.
        """
        if side not in self.sides:
            return None
        try:
            with self.clock.part(1.0 if side in ALL_NEED else PART):
                return call()
        except (OutOfTime, Unsupported) as problem:
            self.notes.extend([f"{why}: {problem}"] * bool(why))
            return None

    def diagnosis(self, concept: str, quantifier: str, limit: int) -> Diagnosis | None:
        """Every move asked about, or every option at one place."""
        left = self.clock.left
        if "moves" not in self.sides:
            asked = self.family, self.point, options(self.game), concept, quantifier, left
            return self.offered("options", "", partial(answered, *asked, ranges=self.ranges))

        ask = partial(
            diagnose,
            self.family,
            values=self.point,
            over=[*self.ranges.box] if self.ranges else (),
            measures=None if self.ranges else (PAYOFF,),
            concept=concept,
            quantifier=quantifier,
            budget=left,
            limit=limit,
        )
        found = self.offered("moves", "not every move was asked about", ask)
        if found and (open_ := sum(isinstance(row, Undecided) for row in found.answers)):
            counted = f"{open_} of the {len(found.answers)} questions"
            self.notes.append(f"{counted} about single moves stay undecided")

        return found

    def looking_back(self) -> LookingBack | None:
        """Payoffs of play that looks back, and the patience that it needs."""
        ask = partial(looking_back, self.family, self.point, self.game, self.clock.left)
        return self.offered("looking-back", "play that looks back", ask)

    def most_telling(self, diagnosis: Diagnosis) -> Question:
        """The paradox with the largest gap; else the first option that is one somewhere in the ranges."""
        if not diagnosis.answers:
            raise InvalidGame("nobody in this game has a choice, so there is nothing to examine")
        if diagnosis.present:
            return diagnosis.present[0].question
        possible = [verdict.question for verdict in diagnosis.answers if not isinstance(verdict, Impossible)]
        aside = replace(self, notes=[])
        stated = (aside.thresholds(inquiry_about(self.family, question, {})) for question in possible)
        somewhere = (q for q, own in zip(possible, stated, strict=True) if own and own.present.cases)
        return next(somewhere, possible[0] if possible else diagnosis.answers[0].question)

    def finding(
        self, question: Question, known: Mapping[Question, Verdict], reached: Mapping[Question, Reach]
    ) -> Finding:
        """The answers to a question; verdicts and reaches that are known already are taken as they are."""
        inquiry = inquiry_about(self.family, question, {})
        ranked = None if self.family.ranking is None else self.numbers(inquiry)
        verdicts = (
            self.verdicts(question, inquiry, known) if ranked is None else self.by_rank(ranked, inquiry)
        )
        self.notes.extend(f"{q}: {own.why}" for q, own in verdicts.items() if isinstance(own, Undecided))
        verdict = verdicts[inquiry.question.quantifier]
        self.notes.extend([BELIEVED] * ("model" in question.details and "uncertainty" in self.sides))

        # How far it reaches: by formulas, where need be for a wider concept.
        formulas, wide = self.formulas(inquiry, verdict)
        doubt = self.uncertainty(wide, formulas)
        stated = self.thresholds(wide, formulas, doubt) if "thresholds" in self.sides else None
        proof = self.nowhere(wide, stated, doubt)
        witness: Point | None = {} if isinstance(verdict, Present) else None
        if witness is None and proof is None and doubt is not None and max(doubt.share or doubt.estimate):
            witness = self.witness(inquiry, formulas, exactly=wide is inquiry)
        return Finding(
            question=inquiry.question,
            verdicts=verdicts,
            equilibria=dict(self.equilibria(inquiry)),
            thresholds=stated,
            proof=proof,
            uncertainty=doubt,
            region_map=None if proof is not None else self.region_map(wide, stated, doubt),
            witness=witness,
            channels=self.channels(inquiry, witness or {}),
            ways_out=self.ways_out(wide, verdict),
            changes=None if doubt is None else self.changes(wide, doubt),
            reach=self.reach(verdict, reached),
            numbers=self.numbers(inquiry) if ranked is None else ranked,
            wider=wide is not inquiry,
            notes=tuple(self.notes),
        )

    def numbers(self, inquiry: Inquiry) -> NumbersNeeded | None:
        """True if the verdict needs numbers, or follows from the order of the payoffs at the point."""
        ask = partial(numbers_needed, inquiry, self.point, self.clock.left)
        return self.offered("by-rank", "whether numbers are needed is not known", ask)

    def by_rank(self, numbers: NumbersNeeded, inquiry: Inquiry) -> dict[str, Verdict]:
        """The verdict for every payoff in the order of a family that is ranked."""
        verdict = numbers.verdict
        if verdict is None:
            verdict = Undecided(self.game, inquiry.question, numbers.why)
        return {inquiry.question.quantifier: verdict}

    def reach(self, verdict: Verdict, reached: Mapping[Question, Reach]) -> Reach | None:
        """The reach of the paradox within the declared ranges."""
        if self.ranges is None:
            return None
        known = reached.get(verdict.question)
        if known is not None or self.clock.is_over:
            return known or unreached(verdict)
        with self.clock:
            return self.ranges.reach(verdict)

    def verdicts(
        self, question: Question, inquiry: Inquiry, known: Mapping[Question, Verdict]
    ) -> dict[str, Verdict]:
        """The verdict at the point under the question's own quantifier, and the others if wanted."""
        own, verdicts = inquiry.question.quantifier, dict[str, Verdict]()
        others = inquiry.without_own(self.point)
        for quantifier in dict.fromkeys((own, *QUANTIFIERS) if "quantifiers" in self.sides else (own,)):
            asked = replace(inquiry, question=inquiry.question.but(quantifier=quantifier))
            verdict = known.get(asked.question)
            verdicts[quantifier] = verdict_at(asked, others, self.clock.left) if verdict is None else verdict
        if verdicts[own].assessment is None:
            ask = partial(assess, self.family, question, values=others, budget=self.clock.left)
            verdicts[own] = replace(verdicts[own], assessment=ask())
        return verdicts

    def formulas(self, inquiry: Inquiry, verdict: Verdict) -> tuple[Formulas | None, Inquiry]:
        """The question as formulas, and as it is asked then.

        Where formulas are not offered for sequential equilibria they may be for subgame-perfect ones, of
        which the former are a part: where the strong paradox is present for these it is for those.  They
        stand in if the verdict at the point is the same.
        """
        if not {"uncertainty", "ways-out"} & set(self.sides):
            return None, inquiry
        own = formulas_in_time(inquiry)
        if own is not None or inquiry.question.concept != "sequential":
            return own, inquiry
        wide = replace(inquiry, question=inquiry.question.but(concept="subgame-perfect"))
        own = formulas_in_time(wide)
        if own is None:
            return None, inquiry
        met = Pointwise(wide, self.clock.left)(wide.without_own(self.point))
        return (own, wide) if met.plain == PointVerdict(verdict.name, None).plain else (None, inquiry)

    def thresholds(
        self, inquiry: Inquiry, formulas: Formulas | None = None, doubt: Uncertainty | None = None
    ) -> Thresholds | None:
        """The formulas under which the paradox is present, unless too many polynomials are known to decide.

        Over time, where no draw shows it, these are looked at all the same: they may say that it is nowhere.
        """
        if not self.family.parameters or is_large(self.family):
            return None

        def ask() -> Thresholds:
            return thresholds(self.family, inquiry.question)

        too_many = self.too_many(inquiry, formulas)
        if not too_many:
            return self.offered("thresholds", "no formulas", ask)
        if self.is_over_time and doubt is not None and not doubt.present:
            with Clock(PROVING):
                found = self.offered("thresholds", "", ask)
            if found is not None and found.is_never:
                return found
        self.notes.append(too_many)
        return None

    def too_many(self, inquiry: Inquiry, formulas: Formulas | None) -> str:
        """A note that too many polynomials decide to write inequalities out; empty where they do not."""
        looked_for = {"uncertainty", "ways-out"} & set(self.sides)
        if formulas is None and looked_for and self.is_over_time and offers_formulas(inquiry):
            return TOO_LARGE
        count = 0 if formulas is None else len(atoms(formulas.claim, formulas.exception))
        if count > MOST_CUTS:
            return f"no inequalities: {count} polynomials decide, which would make too many cases"
        return ""

    def nowhere(self, inquiry: Inquiry, stated: Thresholds | None, doubt: Uncertainty | None) -> Proof | None:
        """A proof that the paradox is present nowhere, where no draw shows it and no formulas say so.

        Over time such a proof is out of reach with all parameters at once; formulas may be not.
        """
        if (
            stated is not None
            or doubt is None
            or doubt.present
            or self.is_over_time
            or "thresholds" not in self.sides
        ):
            return None
        left = self.clock.left
        budget = PROVING if left is None else min(PROVING, left)
        ask = partial(prove, self.family, inquiry.question, absent=True, budget=budget)
        answer = self.offered("thresholds", "", ask)
        return answer if isinstance(answer, Proof) else None

    def uncertainty(self, inquiry: Inquiry, formulas: Formulas | None) -> Uncertainty | None:
        """The probability of the paradox; ranges are drawn in a little where ends have no answer."""
        free = [p for p in self.family.parameters if p.low < p.high and p.name not in inquiry.sets]
        if not free or "uncertainty" not in self.sides:
            self.notes.extend(["no parameter varies"] * ("uncertainty" in self.sides))
            return None

        values = self.idle(formulas) if formulas is not None and len(free) > MOST_CHARTED else {}
        budget = self.clock.left
        if self.is_over_time:  # where formulas leave much open, which is then solved draw by draw
            budget = OVER_TIME if budget is None else min(OVER_TIME, budget)
        elif budget is not None and formulas is None and not isinstance(self.family.form, ExtensiveForm):
            budget = min(BRIEF, budget)

        ask = partial(
            uncertainty,
            self.family,
            inquiry.question,
            values=values,
            around={
                name: value for name, value in inquiry.without_own(self.point).items() if name not in values
            },
            draws=_fewer(self.draws) if formulas is None or self.is_over_time else self.draws,
            cells=CELLS,
            budget=budget,
        )

        try:
            return ask()
        except Unsupported as problem:
            first = str(problem)

        inner = {
            p.name: {"uniform": [p.low + EDGE * (p.high - p.low), p.high - EDGE * (p.high - p.low)]}
            for p in free
            if p.distribution is None
        }

        why = "nothing is said about other values of the parameters"
        found = self.offered("uncertainty", why, partial(ask, distributions=inner))
        drawn = f"ranges are drawn in by a thousandth at both ends, where there is no answer: {first}"
        self.notes.extend([drawn] * (found is not None))
        return found

    def changes(self, inquiry: Inquiry, doubt: Uncertainty) -> Changes:
        """The nearest changes of the verdict: of the tornado's, or met where it has none."""
        left = self.clock.left
        budget = SECONDS if left is None else min(SECONDS, left)
        return changes_of_verdict(doubt.tornado, self.pointwise(inquiry), budget)

    def pointwise(self, inquiry: Inquiry) -> Pointwise:
        """The question game by game; over time each game has its own little time."""
        left = self.clock.left
        if self.is_over_time:
            left = EACH if left is None else min(EACH, left)
        return Pointwise(inquiry, left)

    def idle(self, formulas: Formulas) -> dict[str, Fraction]:
        """Values of parameters in no condition whose sign changes within the box: they change no share."""
        try:
            live = Cell.whole(formulas.claim, formulas.exception, self.family.box).live
        except OutOfTime:
            return {}
        used = {name for polynomial in live for name in polynomial.names}
        return {name: value for name, value in self.point.items() if name not in used}

    def witness(
        self, inquiry: Inquiry, formulas: Formulas | None, *, exactly: bool
    ) -> dict[str, Fraction] | None:
        """Parameters moved so that the paradox is present."""
        large = is_large(self.family)
        if large or "witness" not in self.sides:
            self.notes.extend([NO_WITNESS_SOUGHT] * ("witness" in self.sides))
            return None
        point = inquiry.without_own(self.point)
        asked = self.pointwise(inquiry), formulas, point, _fewer(self.draws), self.clock
        try:
            moved = witness_near(*asked, exactly=exactly)
        except OutOfTime:
            moved = None
        self.notes.extend([NO_WITNESS] * (moved is None))
        return moved

    def equilibria(self, inquiry: Inquiry) -> Iterator[tuple[str, Equilibria]]:
        """The equilibria at the point of each game that is compared."""
        compared = inquiry.definition.variants
        if compared is None or "equilibria" not in self.sides:
            return
        game, question = inquiry.at(inquiry.without_own(self.point))
        concept = offered_concept(game, question.concept)
        for name, variant in compared(game, question).items():
            bare = without_measure(variant)  # players maximize the payoff, whatever is compared
            ask = partial(solved, bare, concept, self.clock.left)
            known = self.offered("equilibria", name, ask)
            if known is not None:
                yield name, known.found

    def region_map(
        self, inquiry: Inquiry, stated: Thresholds | None, doubt: Uncertainty | None
    ) -> RegionMap | None:
        """A map over the parameters that are named, or those that matter most."""
        over, why = self.over or (), "" if self.over is None else "no map"
        if self.over is None and doubt is not None:
            over = _most_influential(doubt)
        elif self.over is None and stated is not None and "map" in self.sides:
            over = self.evenly_divided(inquiry, stated)
        ask = partial(self.charted, inquiry, over, self.undecided, self.cells)
        return self.offered("map", why, ask) if over else None

    def charted(
        self, inquiry: Inquiry, over: Sequence[str], undecided: object, cells: int | None
    ) -> RegionMap:
        """The map over some parameters, the others at the point."""
        values = {name: value for name, value in inquiry.without_own(self.point).items() if name not in over}
        return chart(
            self.family,
            inquiry.question,
            over=over,
            values=values,
            undecided=undecided,
            cells=cells,
            budget=self.clock.left,
        )

    def evenly_divided(self, inquiry: Inquiry, stated: Thresholds) -> Sequence[str]:
        """The two parameters whose map is divided most evenly between present and absent, if any is."""
        used = {name for polynomial in atoms(stated.present.statement) for name in polynomial.names}
        names = [p.name for p in self.family.parameters if p.name in used and p.low < p.high]
        pairs = list(combinations(names, min(2, len(names))))[:MOST_PAIRS] if names else []
        shares = [self.charted(inquiry, pair, ROUGH_SHARE, ROUGH_CELLS).share for pair in pairs]
        divided = [min(low, 1 - high) for low, high in shares]
        most = max(divided, default=Fraction(0))
        return pairs[divided.index(most)] if most > 0 else ()

    def channels(self, inquiry: Inquiry, witness: Point) -> Channels | None:
        """Whose reaction carries the change, where one player loses the action."""
        # A dynamic backfire is split by its own verdict.
        if inquiry.question.coalition or inquiry.question.paradox == "dynamic-backfire":
            return None
        values, why = {**inquiry.without_own(self.point), **witness}, "the change is not split into channels"
        ask = partial(channels, self.family, inquiry.question, values=values, budget=self.clock.left)
        split = self.offered("channels", why, ask)
        assert not isinstance(split, StateChannels)
        self.notes.extend([f"{why}: {split.why}"] if split is not None and split.why else [])
        return split

    def ways_out(self, inquiry: Inquiry, verdict: Verdict) -> Escape | None:
        """The smallest changes that leave a paradox, as shares of the declared ranges, of any parameters."""
        levers = [p.name for p in self.family.parameters if p.low < p.high and p.name not in inquiry.sets]
        if not isinstance(verdict, Present) or not levers or is_large(self.family):
            return None
        left, values = self.clock.left, inquiry.without_own(self.point)
        budget = None if left is None else min(LEAVING, left)
        ask = partial(
            escape, self.family, inquiry.question, levers=levers, others=(), values=values, budget=budget
        )
        ways = self.offered("ways-out", "ways out are not offered", ask)
        if not isinstance(ways, Escape):
            return None
        self.notes.extend(f"ways out: {note}" for note in ways.notes)
        return ways


def _fewer(draws: int) -> int:
    """The number of points to draw where each is a game to be solved."""
    return max(FEWEST, draws // FEWER)


def _most_influential(doubt: Uncertainty) -> Sequence[str]:
    """The two parameters that matter most, where the bounds over all of them say little."""
    if doubt.share is not None and doubt.share[1] - doubt.share[0] <= NARROW:
        return ()
    by_index, by_swing = ([row.name for row in rows] for rows in (doubt.indices.rows, doubt.tornado.rows))
    over = [name for name in by_index or by_swing if name in doubt.distributions][:2]
    return over if len(over) == 2 else ()
