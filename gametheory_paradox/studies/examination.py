"""A model under examination, and what each side of it shows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from gametheory_paradox.claims.parameters.cells import Cell
from gametheory_paradox.claims.parameters.logic import atoms
from gametheory_paradox.detectors import (
    Channels,
    Impossible,
    Inquiry,
    Present,
    Undecided,
    Verdict,
    verdict_at,
)
from gametheory_paradox.detectors import channels as split
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.regions.chart import chart
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.regions.thresholds import Thresholds, thresholds
from gametheory_paradox.regions.ways_out import Escape, escape
from gametheory_paradox.solvers import Equilibria, solve
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.studies.diagnose import Diagnosis, answered, diagnose, options
from gametheory_paradox.studies.findings import Finding
from gametheory_paradox.studies.uncertainty import Uncertainty, uncertainty
from gametheory_paradox.studies.uncertainty.folded import is_large
from gametheory_paradox.studies.uncertainty.formulas import Formulas, formulas_of
from gametheory_paradox.studies.uncertainty.pointwise import PointVerdict, Pointwise
from gametheory_paradox.studies.witness import witness_near

CELLS = 100  # of a map over all that varies: what a hundred do not decide, a thousand rarely do
ROUGH_SHARE, ROUGH_CELLS, MOST_PAIRS = Fraction(1, 50), 64, 28  # for choosing which parameters to chart
MOST_CHARTED = 10
NARROW = Fraction(1, 100)  # bounds closer than this need no map
EDGE = Fraction(1, 1000)
MEETING = ("k", "m")  # in which the parts of the large tree meet: formulas in more parameters are too many
LEAVING = 120.0  # seconds for the ways out of one paradox, far more than any takes on an idle machine
BRIEF = 12.0  # seconds for all draws of a table without formulas: a game is answered at once or hardly ever
FEWER, FEWEST = (
    20,
    100,
)  # where each draw is a game that is solved, a twentieth of the draws, but so many at least
NO_WITNESS = "no point at which the strong paradox is present was met when a witness was looked for"
NO_WITNESS_SOUGHT = "the tree is large: no witness was looked for"


@dataclass(frozen=True)
class Examination:
    """A model, a point, and how closely to look.

    Parameters
    ----------
    family, point, game
        The model, the values of its parameters, and the game at those values.
    sides
        At which sides to look.
    over, undecided, cells
        Of a map: the parameters, if they are named, and when it is good enough.
    draws
        How many points are drawn where formulas answer them.
    deadline
        When to stop.
    """

    family: GameFamily
    point: Mapping[str, Fraction]
    game: Game
    sides: Collection[str]
    over: Sequence[str] | None
    undecided: object
    cells: int | None
    draws: int
    deadline: Deadline
    _thresholds: dict[Question, Thresholds | str] = field(default_factory=dict, compare=False)

    @property
    def games(self) -> int:
        """How many points are drawn where each is a game that is solved."""
        return max(FEWEST, self.draws // FEWER)

    def others(self, inquiry: Inquiry) -> dict[str, Fraction]:
        """The point without the parameters to which a question itself gives values."""
        return {name: value for name, value in self.point.items() if name not in inquiry.sets}

    def diagnosis(self, concept: str, quantifier: str, limit: int) -> tuple[Diagnosis | None, list[str]]:
        """Every move asked about, or every option at one place; and what is to be noted."""
        if "moves" in self.sides:
            try:
                found = diagnose(
                    self.game, concept=concept, quantifier=quantifier, budget=self.deadline.left, limit=limit
                )
            except Unsupported as problem:
                return None, [f"not every move was asked about: {problem}"]
            count = sum(isinstance(row, Undecided) for row in found.answers)
            told = f"{count} of the {len(found.answers)} questions about single moves stay undecided"
            return found, [told] if count else []
        if "options" not in self.sides:
            return None, []
        asked = [q.but(concept=concept, quantifier=quantifier) for q in options(self.game)]
        return Diagnosis(self.game, concept, quantifier, answered(self.game, asked, self.deadline.left)), []

    def most_telling(self, diagnosis: Diagnosis) -> Question:
        """The paradox with the largest gap; else the first option that is one somewhere in the declared ranges."""
        if not diagnosis.answers:
            raise InvalidGame("nobody in this game has a choice, so there is nothing to examine")
        if diagnosis.present:
            return diagnosis.present[0].question
        possible = [verdict.question for verdict in diagnosis.answers if not isinstance(verdict, Impossible)]
        for question in possible:
            found = self.thresholds(question)
            if isinstance(found, Thresholds) and found.present.cases:
                return question
        return possible[0] if possible else diagnosis.answers[0].question

    def finding(self, inquiry: Inquiry, known: Mapping[Question, Verdict]) -> Finding:
        """The answers to a question; verdicts that are known already are taken as they are."""
        question, sides = inquiry.question, self.sides
        verdicts = self.verdicts(inquiry, known)
        notes = [f"{q}: {found.why}" for q, found in verdicts.items() if isinstance(found, Undecided)]
        verdict = verdicts[question.quantifier]

        # How far it reaches: by formulas, where need be for a wider concept.
        formulas, wide = None, inquiry
        if {"uncertainty", "ways-out"} & set(sides):
            formulas, wide = self.formulas(inquiry, verdict)
        doubt = self.uncertainty(wide, formulas, notes) if "uncertainty" in sides else None
        witness: Mapping[str, Fraction] | None = {} if isinstance(verdict, Present) else None
        if (
            witness is None
            and "witness" in sides
            and doubt is not None
            and max(doubt.share or doubt.estimate)
        ):
            witness = self.witness(inquiry, formulas, exactly=wide is inquiry, notes=notes)
        stated = self.thresholds(question) if "thresholds" in sides and self.family.parameters else None
        if isinstance(stated, str):
            notes.append(f"no formulas: {stated}")

        return Finding(
            question=question,
            verdicts=verdicts,
            equilibria=dict(self.equilibria(inquiry, notes)) if "equilibria" in sides else {},
            thresholds=stated if isinstance(stated, Thresholds) else None,
            uncertainty=doubt,
            region_map=self.region_map(wide, stated, doubt, notes) if "map" in sides else None,
            witness=witness,
            channels=self.channels(inquiry, witness or {}, notes) if "channels" in sides else None,
            ways_out=self.ways_out(wide, verdict, notes) if "ways-out" in sides else None,
            wider=wide is not inquiry,
            notes=tuple(notes),
        )

    def verdicts(self, inquiry: Inquiry, known: Mapping[Question, Verdict]) -> dict[str, Verdict]:
        """The verdict at the point under the question's own quantifier, and under the others if they are wanted."""
        own, found = inquiry.question.quantifier, dict[str, Verdict]()
        for quantifier in dict.fromkeys((own, *QUANTIFIERS) if "quantifiers" in self.sides else (own,)):
            asked = replace(inquiry, question=inquiry.question.but(quantifier=quantifier))
            verdict = known.get(asked.question)
            found[quantifier] = verdict or verdict_at(asked, self.others(inquiry), self.deadline.left)
        return found

    def formulas(self, inquiry: Inquiry, verdict: Verdict) -> tuple[Formulas | None, Inquiry]:
        """The question as formulas, and as it is asked then.

        Where formulas are not offered for sequential equilibria they may be for subgame-perfect ones, of which
        the former are a part: where the strong paradox is present for these it is for those.  They stand in if
        the verdict at the point is the same.
        """
        found = formulas_of(inquiry)
        if found is not None or inquiry.question.concept != "sequential":
            return found, inquiry
        wide = replace(inquiry, question=inquiry.question.but(concept="subgame-perfect"))
        found = formulas_of(wide)
        if found is None:
            return None, inquiry
        same = Pointwise(wide, self.deadline.left)(self.others(wide)).plain
        return (found, wide) if same == PointVerdict(verdict.name, None).plain else (None, inquiry)

    def uncertainty(
        self, inquiry: Inquiry, formulas: Formulas | None, notes: list[str]
    ) -> Uncertainty | None:
        """How probable the paradox is; ranges are drawn in a little where ends have no answer."""
        free = [p for p in self.family.parameters if p.low < p.high and p.name not in inquiry.sets]
        if not free:
            notes.append("no parameter varies")
            return None
        draws, values, budget, around = self.draws, {}, self.deadline.left, self.others(inquiry)
        if formulas is None:
            draws = self.games
            if budget is not None and not isinstance(self.family.form, ExtensiveForm):
                budget = min(BRIEF, budget)
        elif len(free) > MOST_CHARTED:
            values = self.idle(formulas)

        def drawn(**distributions: object) -> Uncertainty:
            return uncertainty(
                self.family,
                inquiry.question,
                values=values,
                around={name: value for name, value in around.items() if name not in values},
                distributions=distributions,
                draws=draws,
                cells=CELLS,
                budget=budget,
            )

        try:
            return drawn()
        except Unsupported as problem:
            first = str(problem)
        inner = {
            p.name: {"uniform": [p.low + EDGE * (p.high - p.low), p.high - EDGE * (p.high - p.low)]}
            for p in free
            if p.distribution is None
        }
        try:
            found = drawn(**inner)
        except Unsupported as problem:
            notes.append(f"nothing is said about other values of the parameters: {problem}")
            return None
        notes.append(f"ranges are drawn in by a thousandth at both ends, where there is no answer: {first}")
        return found

    def idle(self, formulas: Formulas) -> dict[str, Fraction]:
        """Parameters in no condition whose sign changes within the box, at the point: they change no share."""
        live = Cell.whole(formulas.claim, formulas.exception, self.family.box).live
        used = {name for polynomial in live for name in polynomial.names}
        return {name: value for name, value in self.point.items() if name not in used}

    def witness(
        self, inquiry: Inquiry, formulas: Formulas | None, *, exactly: bool, notes: list[str]
    ) -> dict[str, Fraction] | None:
        """Parameters moved so that the paradox is present."""
        if is_large(self.family):
            notes.append(NO_WITNESS_SOUGHT)
            return None
        pointwise, point = Pointwise(inquiry, self.deadline.left), self.others(inquiry)
        found = witness_near(pointwise, formulas, point, self.games, self.deadline, exactly=exactly)
        if found is None:
            notes.append(NO_WITNESS)
        return found

    def thresholds(self, question: Question) -> Thresholds | str:
        """Where the paradox is present, as formulas; a text says why none are offered."""
        if question not in self._thresholds:
            try:
                self._thresholds[question] = thresholds(self.family, question)
            except Unsupported as problem:
                self._thresholds[question] = str(problem)
        return self._thresholds[question]

    def equilibria(self, inquiry: Inquiry, notes: list[str]) -> Iterator[tuple[str, Equilibria]]:
        """The equilibria at the point of each game that is compared."""
        game, question = inquiry.at(self.others(inquiry))
        compared = inquiry.definition.variants
        for name, variant in (compared(game, question) if compared else {}).items():
            try:
                yield name, solve(variant, concept=question.concept, budget=self.deadline.left)
            except Unsupported as problem:
                notes.append(f"{name}: {problem}")

    def region_map(
        self,
        inquiry: Inquiry,
        stated: Thresholds | str | None,
        doubt: Uncertainty | None,
        notes: list[str],
    ) -> RegionMap | None:
        """A map over the parameters that are named, or those that matter most."""
        over = self.over
        if over is None and doubt is not None:
            over = _most_influential(doubt)
        elif over is None:
            over = self.evenly_divided(inquiry, stated) if isinstance(stated, Thresholds) else ()
        try:
            return self.charted(inquiry, over, self.undecided, self.cells) if over else None
        except Unsupported as problem:
            if self.over is not None:
                notes.append(f"no map: {problem}")
            return None

    def charted(
        self, inquiry: Inquiry, over: Sequence[str], undecided: object, cells: int | None
    ) -> RegionMap:
        """The map over some parameters, the others at the point."""
        return chart(
            self.family,
            inquiry.question,
            over=over,
            values={name: value for name, value in self.others(inquiry).items() if name not in over},
            undecided=undecided,
            cells=cells,
            budget=self.deadline.left,
        )

    def evenly_divided(self, inquiry: Inquiry, stated: Thresholds) -> tuple[str, ...]:
        """The two parameters whose map is divided most evenly between present and absent, if any is at all."""
        used = {name for polynomial in atoms(stated.present.statement) for name in polynomial.names}
        names = [p.name for p in self.family.parameters if p.name in used and p.low < p.high]
        best: tuple[str, ...] = ()
        most = Fraction(0)
        for pair in list(combinations(names, min(2, len(names))))[:MOST_PAIRS] if names else []:
            low, high = self.charted(inquiry, pair, ROUGH_SHARE, ROUGH_CELLS).share
            if min(low, 1 - high) > most:
                best, most = pair, min(low, 1 - high)
        return best

    def channels(
        self, inquiry: Inquiry, witness: Mapping[str, Fraction], notes: list[str]
    ) -> Channels | None:
        """Whose reaction carries the change, where one player loses the action."""
        if inquiry.question.coalition:
            return None
        values = {**self.others(inquiry), **witness}
        try:
            found = split(self.family, inquiry.question, values=values, budget=self.deadline.left)
        except Unsupported as problem:
            notes.append(f"the change is not split into channels: {problem}")
            return None
        if found.why:
            notes.append(f"the change is not split into channels: {found.why}")
        return found

    def ways_out(self, inquiry: Inquiry, verdict: Verdict, notes: list[str]) -> Escape | None:
        """The smallest changes that leave a paradox, as shares of the declared ranges; any parameter may change."""
        levers = [p.name for p in self.family.parameters if p.low < p.high and p.name not in inquiry.sets]
        if not isinstance(verdict, Present) or not levers or is_large(self.family):
            return None
        budget = self.deadline.left
        budget = None if budget is None else min(LEAVING, budget)
        values = self.others(inquiry)
        try:
            found = escape(
                self.family, inquiry.question, levers=levers, others=(), values=values, budget=budget
            )
        except Unsupported as problem:
            notes.append(f"ways out are not offered: {problem}")
            return None
        notes += [f"ways out: {note}" for note in found.notes]
        return found


def _most_influential(doubt: Uncertainty) -> Sequence[str]:
    """The two parameters that matter most, where the bounds over all of them say little."""
    if doubt.share is not None and doubt.share[1] - doubt.share[0] <= NARROW:
        return ()
    by_index, by_swing = ([row.name for row in rows] for rows in (doubt.indices.rows, doubt.tornado.rows))
    names = MEETING if is_large(doubt.family) else by_index or by_swing
    over = [name for name in names if name in doubt.distributions][:2]
    return over if len(over) == 2 else ()
