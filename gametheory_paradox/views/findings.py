"""What a report reports: one question about a model, answered at a point and over ranges, and every other option besides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from gametheory_paradox.claims.parameters.logic import atoms
from gametheory_paradox.detectors import Impossible, OptionVerdict, Present, Question, detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, InformationSet, delete
from gametheory_paradox.regions import RegionMap, Thresholds, chart, thresholds
from gametheory_paradox.solvers import Equilibria, solve

ROUGH_GAP = Fraction(1, 50)  # for choosing which parameters to chart
ROUGH_CELLS = 64
MOST_PAIRS = 28


@dataclass(frozen=True)
class Findings:
    """Everything a report shows.

    Parameters
    ----------
    family, point, game
        The model, the values of its parameters, and the game at those values.
    verdict
        The answer to the question of the report.
    others
        The answers about every other option of every player.
    played, played_without
        The equilibria with the option and without it; None where no method is offered.
    thresholds
        Where the paradox is present, as formulas; None where they are not offered.
    region_map
        Where it is present, charted; None where nothing can be charted.
    """

    family: GameFamily
    point: Mapping[str, Fraction]
    game: Game
    verdict: OptionVerdict
    others: tuple[OptionVerdict, ...]
    played: Equilibria | None
    played_without: Equilibria | None
    thresholds: Thresholds | None
    region_map: RegionMap | None

    @property
    def question(self) -> Question:
        """What the report asks."""
        return self.verdict.question

    @property
    def where(self) -> str:
        """What to call the values of the parameters: "at the baseline", say."""
        if not self.family.parameters:
            return "in this game"
        return "at the baseline" if dict(self.point) == self.family.baseline else "at the chosen values"


@dataclass(frozen=True)
class Asked:
    """A question before it is fitted to a game: the arguments of ``detect`` beside the game."""

    mover: str
    action: str
    at: tuple[str, ...] = ()
    coalition: tuple[str, ...] = ()
    quantifier: str = "strong"
    concept: str | None = None

    def detect(self, game: Game, budget: float | None) -> OptionVerdict:
        """The answer for a game."""
        return detect(
            game,
            mover=self.mover,
            action=self.action,
            at=self.at,
            coalition=self.coalition,
            quantifier=self.quantifier,
            concept=self.concept,
            budget=budget,
        )

    def chart(
        self,
        family: GameFamily,
        over: Sequence[str],
        values: Mapping[str, Fraction],
        gap: object,
        budget: float | None,
        cells: int | None = None,
    ) -> RegionMap:
        """Where it is present, charted."""
        return chart(
            family,
            over=over,
            mover=self.mover,
            action=self.action,
            at=self.at,
            coalition=self.coalition,
            quantifier=self.quantifier,
            concept=self.concept,
            values={name: value for name, value in values.items() if name not in over},
            gap=gap,
            budget=budget,
            cells=cells,
        )


class _Formulas:
    """Where options are paradoxes, as formulas; each is computed once."""

    def __init__(self, family: GameFamily):
        self.family = family
        self.known: dict[Asked, Thresholds | None] = {}

    def thresholds(self, asked: Asked) -> Thresholds | None:
        """Where it is present; None if the model has no parameters or formulas are not offered for it."""
        if asked not in self.known:
            self.known[asked] = self._computed(asked) if self.family.parameters else None
        return self.known[asked]

    def _computed(self, asked: Asked) -> Thresholds | None:
        try:
            return thresholds(
                self.family,
                mover=asked.mover,
                action=asked.action,
                at=asked.at,
                coalition=asked.coalition,
                quantifier=asked.quantifier,
                concept=asked.concept,
            )
        except Unsupported:
            return None


def investigate(
    family: GameFamily,
    asked: Asked | None,
    *,
    values: Mapping[str, object],
    over: Sequence[str] | None,
    quantifier: str,
    concept: str | None,
    gap: object,
    budget: float | None,
) -> Findings:
    """Answers a question about a model from all sides; without a question it takes the one most worth asking."""
    point = family.point(values)
    game = family.at(values)
    options = [Asked(s.player, a, at, (), quantifier, concept) for s, a, at in _options(game)]
    answers = {option: option.detect(game, budget) for option in options}
    formulas = _Formulas(family)
    if asked is None:
        asked = _most_telling(formulas, answers)
    verdict = answers.get(asked) or asked.detect(game, budget)
    charted = over if over is not None else _telling_parameters(formulas, asked, point)
    return Findings(
        family=family,
        point=point,
        game=game,
        verdict=verdict,
        others=tuple(v for v in answers.values() if v.question != verdict.question),
        played=_solved(game, verdict.question, budget),
        played_without=_solved(delete(game, asked.action, verdict.question.scope), verdict.question, budget),
        thresholds=formulas.thresholds(asked),
        region_map=asked.chart(family, charted, point, gap, budget) if charted else None,
    )


def _options(game: Game) -> Iterator[tuple[InformationSet, str, tuple[str, ...]]]:
    """Every action that may be taken away, at every place where something else is left to do."""
    for info in game.information_sets:
        if len(info.actions) > 1:
            for action in info.actions:
                yield info, action, (info.name,) if info.name else ()


def _most_telling(formulas: _Formulas, answers: Mapping[Asked, OptionVerdict]) -> Asked:
    """The paradox with the largest gap; if there is none, the first option that is one somewhere in the declared ranges."""
    if not answers:
        raise InvalidGame("nobody in this game has a choice, so there is nothing to report")
    present = [asked for asked, verdict in answers.items() if isinstance(verdict, Present)]
    if present:
        return max(present, key=lambda asked: answers[asked].comparison.gap)  # type: ignore[union-attr]  # Present has one
    possible = [asked for asked, verdict in answers.items() if not isinstance(verdict, Impossible)]
    for asked in possible:
        found = formulas.thresholds(asked)
        if found is not None and found.present.cases:
            return asked
    return next(iter(possible or answers))


def _telling_parameters(formulas: _Formulas, asked: Asked, point: Mapping[str, Fraction]) -> tuple[str, ...]:
    """The two parameters whose map is divided most evenly between present and absent, if any map is divided at all."""
    found, family = formulas.thresholds(asked), formulas.family
    if found is None:
        return ()
    used = {name for polynomial in atoms(found.present.statement) for name in polynomial.names}
    names = [p.name for p in family.parameters if p.name in used and p.low < p.high]
    best: tuple[str, ...] = ()
    most = Fraction(0)
    for pair in list(combinations(names, min(2, len(names))))[:MOST_PAIRS] if names else []:
        low, high = asked.chart(family, pair, point, ROUGH_GAP, None, ROUGH_CELLS).share
        if min(low, 1 - high) > most:
            best, most = pair, min(low, 1 - high)
    return best


def _solved(game: Game, question: Question, budget: float | None) -> Equilibria | None:
    try:
        return solve(game, concept=question.concept, budget=budget)
    except Unsupported:
        return None
