"""What is asked at every point: a paradox of a family, pointwise by ``detect`` or, where they are offered, by formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from gametheory_paradox.claims.branches import Branches
from gametheory_paradox.claims.logic import Factor, Statement, atoms, simplify
from gametheory_paradox.detectors import Absent, Impossible, Present, Question, Undecided, detect, detector_named
from gametheory_paradox.detectors.as_formulas import AsFormulas, option_as_formulas
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import Form, GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, delete
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import QUANTIFIERS, Quantifier
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.regions.line import Switch, switches
from gametheory_paradox.regions.uncertainty.folded import ends_in_equilibrium

LARGE = 300  # nodes of a tree, beyond which formulas in all its parameters are too many


@dataclass(frozen=True)
class Answer:
    """A verdict's name, and the gap between the compared payoffs; None where nothing was compared."""

    name: str
    gap: Fraction | None


@dataclass(frozen=True)
class Asking:
    """A question about a paradox, before the parameters are given.

    Parameters
    ----------
    family, paradox, arguments
        The games, and what is asked, as for ``detect``.
    per_game
        Seconds for each game that is solved; None for no limit.
    """

    family: GameFamily
    paradox: str
    arguments: Mapping[str, Any]
    per_game: float | None = None

    def at(self, point: Mapping[str, object]) -> "Answer":
        """The answer at a point."""
        game = self.family.at(point)
        if (large := self._of_large_tree) is not None:
            return _folded_answer(game, large, self.per_game)
        found = detect(game, self.paradox, budget=self.per_game, **self.arguments)
        return Answer(found.name, None if found.comparison is None else found.comparison.gap)

    @property
    def _is_large(self) -> bool:
        return isinstance(self.family.form, ExtensiveForm) and len(self.family.form.nodes) > LARGE

    @cached_property
    def _of_large_tree(self) -> Question | None:
        """The question, where games take long unless what is certain in them is folded, and only payoffs matter."""
        if self.paradox != "option" or not self._is_large:
            return None
        question = self.question(self.family.form)
        return question if question.concept == "subgame-perfect" and question.quantifier != "possible" else None

    @property
    def told(self) -> str:
        """What is asked, in words."""
        given = self.arguments
        at = given.get("at") or ()
        where = (
            f" at {at if isinstance(at, str) else ', '.join(map(str, at))}" if isinstance(at, str | list | tuple) and at else ""
        )
        action = f" of {given['mover']}'s {given['action']!r}{where}" if given.get("action") else f" of {given['mover']}"
        return f"{self.paradox} paradox{action}, {given['quantifier']}"

    def formulas(self) -> "Formulas | None":
        """The question as formulas in all parameters; None where they are not offered, and for large trees."""
        if self._is_large:
            return None
        try:
            return _formulas(self._as_formulas(self.family.form), self.family.form)
        except Unsupported:
            return None

    def question(self, form: Form) -> Question:
        """The question fitted to a form."""
        return Question.about(form, self.paradox, **self.arguments)

    def _as_formulas(self, form: Form) -> Question:
        if self.paradox != "option":
            raise Unsupported(f"the {self.paradox} paradox is asked point by point here")
        return self.question(form)

    def statement(self, values: Mapping[str, Fraction], factor: Factor) -> tuple[Statement, Statement]:
        """The question as a statement about the parameters without a value here, and where it is left open."""
        form = self.family.fix(values)
        return AsFormulas(self._as_formulas(form)).statement(form, {}, factor)

    def switches(self, name: str, low: Fraction, high: Fraction, others: Mapping[str, Fraction]) -> tuple[Switch, ...] | None:
        """Where the verdict changes along a range of one parameter, the others fixed; None where there are no formulas."""
        if self._is_large:
            return None
        try:
            fixed = {other: value for other, value in others.items() if other != name}
            return switches(*self.statement(fixed, Factoring()), name, low, high)[1]
        except Unsupported:
            return None


@dataclass(frozen=True)
class Formulas:
    """A question as formulas in all parameters.

    Parameters
    ----------
    quantifier, mover
        Which equilibria are compared, and the number of the player whose payoff is measured.
    claim, exception
        Where the paradox is present, and where that is left open.
    has, lacks
        The equilibria with the action and without it.
    """

    quantifier: Quantifier
    mover: int
    claim: Statement
    exception: Statement
    has: Branches
    lacks: Branches

    def present_at(self, point: Mapping[str, Fraction]) -> bool | None:
        """Whether the paradox is present at a point; None where the formulas leave that open."""
        signs = {p: 1 if value > 0 else -1 for p in self._polynomials if (value := p.value(point))}
        if self.quantifier == "possible" or simplify(self.exception, signs) is not False:
            return None
        ends = []
        for side in (self.lacks, self.has):
            there = [simplify(branch.exists, signs) for branch in side.branches]
            if not all(isinstance(exists, bool) for exists in there) or True not in there:
                return None
            paid = [b.payoffs[self.mover].value(point) for b, exists in zip(side.branches, there, strict=True) if exists]
            ends.append((min(paid), max(paid)))
        return bool(gap_of_ends(self.quantifier, *ends) > 0)

    @cached_property
    def _polynomials(self) -> Sequence[Polynomial]:
        """On whose signs it hangs which equilibria there are."""
        return atoms(self.exception, *(branch.exists for side in (self.lacks, self.has) for branch in side.branches))


def gap_of_ends(quantifier: Quantifier, lacks: tuple[Any, Any], has: tuple[Any, Any]) -> Any:
    """The gap between the ends of what the mover gets without the action and with it."""
    without = lacks[1] if quantifier in ("best", "possible") else lacks[0]
    return without - (has[1] if quantifier in ("strong", "best") else has[0])


def _one_of_four(question: Question) -> Quantifier:
    """The quantifier; rules that select an equilibrium are not asked about here."""
    return next(known for known in QUANTIFIERS if known == question.quantifier)


def _folded_answer(game: Game, question: Question, budget: float | None) -> Answer:
    """What ``detect`` answers, from payoffs alone."""
    rails = (rail.covers(game, question.action, question.scope, question.concept, question.quantifier) for rail in GUARD_RAILS)
    if any(rails):
        return Answer(Impossible.name, None)
    ends = []
    for one in (delete(game, question.action, question.scope), game):
        assert isinstance(one, ExtensiveForm)
        found = ends_in_equilibrium(one, question.mover, budget)
        if found is None:
            return Answer(Undecided.name, None)
        ends.append(found)
    gap: Fraction = gap_of_ends(_one_of_four(question), *ends)
    return Answer((Present if gap > 0 else Absent).name, gap)


@lru_cache(maxsize=2)  # a survey asks for the same ones again
def _formulas(question: Question, form: Form) -> Formulas | None:
    try:
        (claim, exception), has, lacks = option_as_formulas(question, form, Factoring())
    except Unsupported:
        return None
    return Formulas(_one_of_four(question), form.players.index(question.mover), claim, exception, has, lacks)


def asking(family: GameFamily, paradox: str, arguments: Mapping[str, Any], per_game: float | None = None) -> Asking:
    """The question, checked at the baseline.

    Raises
    ------
    InvalidGame
        If a name is unknown, something is missing or not asked for.
    Unsupported
        If the question is itself about a change of parameters.
    """
    if "parameter" in detector_named(paradox).needs:
        raise Unsupported(f"the {paradox} paradox is itself about a change of a parameter; ask detect at chosen values instead")
    if not isinstance(family, GameFamily):
        raise InvalidGame(f"uncertainty is about a family of games with parameters, got a {type(family).__name__}")
    return Asking(family, paradox, arguments, per_game)
