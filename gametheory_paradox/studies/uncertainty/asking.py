"""What is asked at every point: a paradox of a family, pointwise by the detectors or, where they are offered, by formulas."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from gametheory_paradox.claims.parameters.logic import Factor, Statement
from gametheory_paradox.detectors import (
    Absent,
    AnyVerdict,
    Impossible,
    Present,
    Question,
    Undecided,
    detector_named,
)
from gametheory_paradox.detectors.as_formulas import REFUSED, AsFormulas, as_formulas, asked_with
from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, delete
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.regions.line import Switch, switches
from gametheory_paradox.regions.pointwise import verdict_at
from gametheory_paradox.studies.uncertainty.folded import ends_in_equilibrium
from gametheory_paradox.studies.uncertainty.formulas import Formulas, formulas_of, gap_of_ends, one_of_four

# Nodes of a tree, beyond which formulas in all its parameters are too many and every game takes long.
LARGE = 300


def is_large(family: GameFamily) -> bool:
    """Whether it is a tree in which every game takes long."""
    return isinstance(family.form, ExtensiveForm) and len(family.form.nodes) > LARGE


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

    @cached_property
    def said(self) -> Asked:
        """What is asked, in the caller's own words."""
        given = dict(self.arguments)
        own = {
            name: given.pop(name, None)
            for name in ("mover", "action", "at", "coalition", "quantifier", "concept")
        }
        asked = asked_with(
            **{**own, "coalition": own["coalition"] or (), "at": own["at"] or ()}, details=given
        )
        return replace(asked, budget=self.per_game)

    @cached_property
    def stated(self) -> AsFormulas | None:
        """The question as one about formulas; None where it cannot be put so."""
        if self.paradox in REFUSED:
            return None
        try:
            return as_formulas(self.family, self.paradox, self.said)
        except Unsupported:
            return None

    @property
    def sets(self) -> tuple[str, ...]:
        """The parameters to which the question itself gives values."""
        return (self.said.text("parameter"),) if "parameter" in detector_named(self.paradox).needs else ()

    def at(self, point: Mapping[str, Fraction]) -> "Answer":
        """The answer at a point."""
        if (large := self._of_large_tree) is not None:
            return _folded_answer(self.family.at(point), large, self.per_game)
        found = self._verdict(point)
        return Answer(found.name, None if found.comparison is None else found.comparison.gap)

    def _verdict(self, point: Mapping[str, Fraction]) -> AnyVerdict:
        if self.stated is not None:
            return verdict_at(self.family, self.stated, self.said, point)
        row, details = detector_named(self.paradox), dict(self.said.details)
        row.check(list(details))
        if self.sets:
            details["at"] = {name: value for name, value in point.items() if name not in self.sets}
        return row.function(
            self.family if self.sets else self.family.at(point), replace(self.said, details=details)
        )

    @cached_property
    def _of_large_tree(self) -> Question | None:
        """The question, where games take long unless what is certain in them is folded, and only payoffs matter."""
        if self.stated is None or not is_large(self.family):
            return None
        question = self.stated.question
        folds = (
            isinstance(question, Question)
            and question.concept == "subgame-perfect"
            and question.quantifier != "possible"
        )
        return question if folds and isinstance(question, Question) else None

    @property
    def told(self) -> str:
        """What is asked, in words."""
        given = self.arguments
        at = given.get("at") or ()
        where = (
            f" at {at if isinstance(at, str) else ', '.join(map(str, at))}"
            if isinstance(at, str | list | tuple) and at
            else ""
        )
        action = (
            f" of {given['mover']}'s {given['action']!r}{where}"
            if given.get("action")
            else f" of {given['mover']}"
        )
        if self.sets:
            action = (
                f" of {given['mover']} as {self.sets[0]} goes from {given.get('low')} to {given.get('high')}"
            )
        return f"{self.paradox} paradox{action}, {given['quantifier']}"

    def formulas(self) -> "Formulas | None":
        """The question as formulas in all parameters; None where they are not offered, and for large trees."""
        return (
            None
            if is_large(self.family) or self.stated is None
            else formulas_of(self.stated, self.family.form)
        )

    def statement(self, values: Mapping[str, Fraction], factor: Factor) -> tuple[Statement, Statement]:
        """The question as a statement about the parameters without a value here, and where it is left open.

        Raises
        ------
        Unsupported
            If it is not offered as one about the parameters alone.
        """
        if self.stated is None or self.stated.axes:
            raise Unsupported(f"the {self.paradox} paradox is asked point by point here")
        return self.stated.statement(self.family.form, values, factor)

    def switches(
        self, name: str, low: Fraction, high: Fraction, others: Mapping[str, Fraction]
    ) -> tuple[Switch, ...] | None:
        """Where the verdict changes along a range of one parameter, the others fixed; None where there are no formulas."""
        if is_large(self.family):
            return None
        try:
            fixed = {other: value for other, value in others.items() if other != name}
            return switches(*self.statement(fixed, Factoring()), name, low, high)[1]
        except Unsupported:
            return None


def _folded_answer(game: Game, question: Question, budget: float | None) -> Answer:
    """What ``detect`` answers, from payoffs alone."""
    rails = (
        rail.covers(game, question.action, question.scope, question.concept, question.quantifier)
        for rail in GUARD_RAILS
    )
    if any(rails):
        return Answer(Impossible.name, None)
    ends = []
    for one in (delete(game, question.action, question.scope), game):
        assert isinstance(one, ExtensiveForm)
        found = ends_in_equilibrium(one, question.mover, budget)
        if found is None:
            return Answer(Undecided.name, None)
        ends.append(found)
    gap: Fraction = gap_of_ends(one_of_four(question.quantifier), *ends)
    return Answer((Present if gap > 0 else Absent).name, gap)


def asking(
    family: GameFamily, paradox: str, arguments: Mapping[str, Any], per_game: float | None = None
) -> Asking:
    """The question, checked at the baseline.

    Raises
    ------
    InvalidGame
        If a name is unknown, something is missing or not asked for.
    """
    if not isinstance(family, GameFamily):
        raise InvalidGame(
            f"uncertainty is about a family of games with parameters, got a {type(family).__name__}"
        )
    asked = Asking(family, paradox, arguments, per_game)
    detector_named(paradox).check(list(asked.said.details))
    if asked.sets:
        if asked.said.details.get("at"):
            raise InvalidGame(
                "at: values= says which of the other parameters do not vary, and around= where the tornado stands"
            )
        if asked.sets[0] not in family.box:
            known = ", ".join(family.box) or "none"
            raise InvalidGame(f"{asked.sets[0]!r} is not a parameter of this family; it has {known}")
    return asked
