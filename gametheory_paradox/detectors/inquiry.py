"""Inquiries: a question that has met its model, and the keywords by which it is asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS, MARKOV_PERFECT
from gametheory_paradox.clock import unhurried
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Factor, Statement
from gametheory_paradox.errors import InvalidGame, Unsupported, suggestion
from gametheory_paradox.forms import (
    PAYOFF,
    ExtensiveForm,
    NormalForm,
    StochasticGame,
    check_perfect_recall,
    check_player,
    hashed_game,
    without_measure,
)
from gametheory_paradox.forms.deletion import names_in
from gametheory_paradox.forms.formulas.branches import Branches
from gametheory_paradox.forms.formulas.defined import Form, check_defined
from gametheory_paradox.forms.formulas.family_branches import branches_of, concept_with_formulas
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.solvers import default_concept
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.family import no_such_parameter
from gametheory_paradox.paradoxes.definition import AnyForm, Definition, ParametricComparison, check_applies
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question, QuestionFields, asks_of, check_no_selection
from gametheory_paradox.paradoxes.realized import BENCHMARKS
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike, Subject, as_family, as_game
from gametheory_paradox.table import Record

# Questions from keywords: a question, its fields, or nothing, where a model asks one itself
# ----------------------------------------------------------------------------


def question_from(own: Sequence[Question], given: Question | str | None, fields: QuestionFields) -> Question:
    """The question that a call asks.

    Parameters
    ----------
    own
        The questions that a model itself asks.
    given
        A question, the name of a paradox, or nothing.
    fields
        Fields of a question.  Where neither mover nor action is among them, a question of the model's own is
        asked, with these fields in the place of its own: the first about the paradox that is named, else the
        first.

    Raises
    ------
    InvalidGame
        If nothing is asked, or what is asked makes no sense.
    """
    said: dict[str, Any] = {name: value for name, value in fields.items() if value is not None}
    if isinstance(given, Question):
        return given.but(**said) if said else given
    if given is not None and said.setdefault("paradox", given) != given:
        raise InvalidGame(f"two paradoxes are named, {given} and {said['paradox']}; name one")
    if own and "mover" not in said and "action" not in said:
        about = (each for each in own if each.paradox == said.get("paradox"))
        return _laid_over(next(about, own[0]), said)
    if "mover" not in said and "action" in said:
        raise InvalidGame("which question? name the mover as well as the action")
    if "mover" not in said:
        raise InvalidGame("which question? name the mover and what its paradox asks for, such as an action")
    return Question(**said)


def question_about(subject: Subject, given: Question | str | None, fields: QuestionFields) -> Question:
    """The question that a call asks of a game or a family, as ``question_from`` reads it."""
    if isinstance(subject, GameFamily):
        _check_spelling(subject.form, fields)
        return question_from(subject.questions, given, fields)
    _check_spelling(subject, fields)
    return question_from((), given, fields)


def is_asked(own: Sequence[Question], given: Question | str | None, fields: QuestionFields) -> bool:
    """True if a call, or the model itself, asks a question: a quantifier and a concept alone ask none."""
    said = [name for name, value in fields.items() if value is not None]
    return bool(own) or given is not None or not set(said) <= {"quantifier", "concept"}


def _laid_over(own: Question, said: Mapping[str, Any]) -> Question:
    """A model's own question with other fields; what another paradox does not ask for is left out."""
    paradox = said.get("paradox", own.paradox)
    needs, takes = asks_of(paradox)
    kept = {"mover", "quantifier", "concept", *needs, *takes} - ({"at"} if said.get("coalition") else set())
    kept |= {"paradox", "measure"} if paradox == own.paradox else set()
    return Question(**{**{n: value for n, value in own.fields.items() if n in kept}, **said})


def _check_spelling(form: GameForm[Any], fields: QuestionFields) -> None:
    """A mover, or an action without one, that the game does not have: told before what a question lacks."""
    if (mover := fields.get("mover")) is not None:
        check_player(form, mover)
        return
    known = list(dict.fromkeys(name for info in form.information_sets for name in info.actions))
    for action in names_in(fields.get("action") or ()):
        if action not in known:
            raise InvalidGame(
                f"nobody has an action {action!r}; {suggestion(action, known)}"
                f"the actions are {', '.join(known)}"
            )


# A question met with a game: its names checked, its details as a certificate holds them
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Inquiry(Record):
    """A question about a game or a family.

    Parameters
    ----------
    subject
        The game or the family.
    question
        What is asked, every detail as a certificate holds it.
    least
        The bound that the gap must exceed.
    """

    subject: Subject
    question: Question
    least: Fraction = Fraction(0)

    @property
    def definition(self) -> Definition:
        """The paradox."""
        return DEFINITIONS[self.question.paradox]

    @property
    def family(self) -> GameFamily:
        """The family that is asked about; InvalidGame if it is one game."""
        return as_family(self.subject)

    @property
    def sets(self) -> tuple[str, ...]:
        """The parameters to which the question itself gives values."""
        return (str(self.question.details["parameter"]),) if self.definition.is_about_change else ()

    @property
    def axes(self) -> Box:
        """The ranges that the question itself charts, before any other parameter's."""
        axes = self.definition.parametric.axes
        return {} if axes is None else axes(self.question)

    def about(self, subject: Subject) -> "Inquiry":
        """The same question about another game or family; InvalidGame if it cannot be asked there."""
        return inquiry_about(subject, self.question, {}, self.least)

    def but(self, **fields: Any) -> "Inquiry":
        """The same question about the same game or family with some fields changed."""
        return inquiry_about(self.subject, self.question.but(**fields), {}, self.least)

    def at(self, values: Mapping[str, object] = {}) -> tuple[AnyForm, Question]:
        """The game at a point, and the question.

        Where a parameter changes, it is the form in which that parameter alone is left.
        """
        if not isinstance(self.subject, GameFamily):
            if values:
                raise InvalidGame("values: this is one game, and has no parameters")
            return self.subject, self.question
        point = self.others(values)
        if self.definition.is_about_change:
            return self.subject.fix(point), self.question
        return self.subject.at(point), self.question

    def moved(self, values: Mapping[str, object]) -> str:
        """The values that are not at their baseline, in words."""
        return self.subject.moved(self.others(values)) if isinstance(self.subject, GameFamily) else ""

    def others(self, values: Mapping[str, object]) -> dict[str, Fraction]:
        """A value, given or the baseline, for every parameter that the question does not itself set."""
        self.check_unset(values=values)
        return self.without_own(self.family.point(values))

    def without_own(self, point: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """A point without the parameters to which the question itself gives values."""
        return {name: value for name, value in point.items() if name not in self.sets}

    def check_unset(self, **said: Iterable[str]) -> None:
        """InvalidGame where a value is said for a parameter to which the question itself gives values."""
        for where, names in said.items():
            if taken := [name for name in names if name in self.sets]:
                raise InvalidGame(
                    f"{where}: {taken[0]!r} is the parameter that changes, and has no value of its own"
                )

    def variants(
        self, values: Mapping[str, Fraction], box: Box | None = None
    ) -> tuple[Form, Mapping[str, Form]]:
        """The form with some parameters set, and the games that are compared, by the paradox's names.

        Every parameter whose range is a single value is set as well: what is said holds off zero sets, and a
        polynomial that vanishes at that value is zero everywhere.  InvalidGame where one of the games is not
        defined everywhere in the box of the others.
        """
        form = self.family.fix({**self.without_own(self.family.pinned), **values})
        games = self.definition.parametric.variants(form, self.question)
        if box is not None:
            for game in games.values():
                check_defined(game, box)
        return form, games

    def branches(
        self, values: Mapping[str, Fraction], factor: Factor, box: Box | None = None
    ) -> tuple[Form, Question, Mapping[str, Branches]]:
        """The form and the question with some parameters set, and each variant's equilibria as formulas."""
        form, games = self.variants(values, box)
        beliefs = self.definition.parametric.beliefs
        concept = concept_with_formulas(form, self.question.concept, beliefs=beliefs)
        branches = {name: branches_of(game, factor, concept, box) for name, game in games.items()}
        return form, self.question, branches

    def statement(
        self, values: Mapping[str, Fraction], factor: Factor, box: Box | None = None
    ) -> tuple[Statement, Statement]:
        """The statements that the paradox is present, and that nothing is claimed, given some parameters."""
        form, question, branches = self.branches(values, factor, box)
        return self.definition.parametric.statement(
            ParametricComparison(form, question, branches, factor, self.least)
        )

    def to_data(self) -> dict[str, object]:
        """The fields of a map's certificate that say what is asked."""
        return {**self.question.to_data(), "least": str(self.least)}


def inquiry_about(
    subject: GameLike, question: Question | str | None, fields: QuestionFields, least: object = 0
) -> Inquiry:
    """The question that a call asks, met with what it is about.

    Parameters
    ----------
    subject
        A game or a family, or what ``as_game`` reads as one.
    question, fields
        A question, the name of a paradox, or nothing; and fields of a question: see ``question_from``.
    least
        The bound that the gap must exceed.

    Raises
    ------
    InvalidGame
        If a name does not exist, or something is missing or not asked for.
    Unsupported
        If the paradox, the quantifier or the concept is not offered for this form of game.
    """
    subject = as_game(subject)
    given, bound = question_about(subject, question, fields), exact(least, "least")
    if bound < 0:
        raise InvalidGame(f"least is the gap that must be exceeded, at least zero; got {bound}")
    with unhurried():  # whatever is wrong with a question is told, however little time there is
        subject = _measured(subject, given.measure)
        return Inquiry(subject, _met(subject, given), bound)


def _measured(subject: Subject, measure: str) -> Subject:
    """The game or the family with what is compared; a game carries its measure itself."""
    if isinstance(subject, GameFamily):
        return subject.measured(measure)
    return without_measure(subject) if measure == PAYOFF else subject


def inquiry_over_parameters(
    family: GameLike, question: Question | str | None, fields: QuestionFields, least: object = 0
) -> Inquiry:
    """The same, of a paradox that is offered as a statement about parameters, checked against the form."""
    family = as_family(family)
    inquiry = inquiry_about(family, question, fields, least)
    paradox, offered = inquiry.question.paradox, inquiry.definition.parametric
    check_no_selection(inquiry.question.quantifier, f"the {paradox} paradox over parameters")
    if inquiry.least and not offered.has_gap:
        raise InvalidGame(f"the {paradox} paradox measures no gap, so that least does not apply")
    with unhurried():  # whatever is wrong is told before anything is solved
        offered.variants(family.form, inquiry.question)
    return inquiry


def offered_concept(game: AnyForm, concept: str | None) -> str:
    """The solution concept that was asked for, or the form's default.

    Unsupported if it is not offered, or in a tree somebody forgets, which no concept allows.
    """
    concept = concept or (MARKOV_PERFECT if isinstance(game, StochasticGame) else default_concept(game))
    form, offered = next(own for kind, own in OFFERED.items() if isinstance(game, kind))
    if concept not in offered:
        raise Unsupported(
            f"the concept {concept!r} is not offered for a {form}; offered: {', '.join(offered)}"
        )
    if isinstance(game, ExtensiveForm):
        check_perfect_recall(game)
    return concept


OFFERED: Mapping[type, tuple[str, tuple[str, ...]]] = {
    NormalForm: ("table", ("nash",)),
    ExtensiveForm: ("tree", EQUILIBRIUM_CONCEPTS),
    StochasticGame: ("stochastic game", (MARKOV_PERFECT,)),
}
"""For each form what it is called, and the concepts whose equilibria are compared."""


def _met(subject: Subject, question: Question) -> Question:
    """The question with its concept, and every detail as a certificate holds it."""
    form, definition = (
        subject.form if isinstance(subject, GameFamily) else subject,
        DEFINITIONS[question.paradox],
    )
    check_applies(definition, question, form)
    if definition.is_about_change and not isinstance(subject, GameFamily):
        raise InvalidGame(
            f"{question.paradox} is asked about a family, with a parameter that changes; this is one game"
        )

    details, words = {}, dict(question.words)
    for name, value in question.details.items():
        details[name] = READERS[name](subject, question, value)
        if name in IN_WORDS and name not in words:
            words[name] = IN_WORDS[name](value)

    ordered = [player for player in form.players if player in question.coalition]
    coalition = ordered + [name for name in question.coalition if name not in ordered]
    concept = offered_concept(form, question.concept)
    read = question.but(concept=concept, coalition=coalition, **details).called(words)
    return definition.written_out(form, read)


def _name(name: str) -> Callable[[Subject, Question, object], object]:
    def read(subject: Subject, question: Question, value: object) -> object:
        if not isinstance(value, str):
            raise InvalidGame(f"{name}: expected a name, got {value!r:.60}")
        return value

    return read


def _parameter(subject: Subject, question: Question, value: object) -> str:
    known = subject.box if isinstance(subject, GameFamily) else {}
    if not isinstance(value, str) or value not in known:
        raise no_such_parameter(value, known)
    return value


def _end(subject: Subject, question: Question, value: object) -> str:
    """A value of the parameter that changes, within its declared range."""
    assert isinstance(subject, GameFamily)  # as was checked
    name = _parameter(subject, question, question.details["parameter"])
    return str(subject.point({name: value})[name])


def _benchmark(subject: Subject, question: Question, value: object) -> str:
    if isinstance(value, str) and value in BENCHMARKS:
        return value
    try:
        return str(exact(value, "benchmark"))
    except InvalidGame as problem:
        raise InvalidGame(f"{problem}; the benchmark may also be {' or '.join(BENCHMARKS)}") from problem


def _parts(subject: Subject, question: Question, value: object) -> list[list[object]]:
    if isinstance(value, str) or not isinstance(value, Sequence) or any(isinstance(p, str) for p in value):
        raise InvalidGame(f"parts: expected for each part a list of histories, got {value!r:.60}")
    return [list(part) for part in value]


def _model(subject: Subject, question: Question, value: object) -> object:
    if isinstance(value, Mapping):  # as a certificate holds it
        return value
    if not isinstance(value, GameFamily | NormalForm | ExtensiveForm | StochasticGame):
        raise InvalidGame(f"model: expected the game that the mover believes to be played, got {value!r:.60}")
    model = _measured(value, question.measure)
    return hashed_game(model.at() if isinstance(model, GameFamily) else model)


READERS: Mapping[str, Callable[[Subject, Question, object], object]] = {
    **{name: _name(name) for name in ("third", "target", "held", "inaction", "instead")},
    "parameter": _parameter,
    "low": _end,
    "high": _end,
    "benchmark": _benchmark,
    "parts": _parts,
    "model": _model,
}
IN_WORDS: Mapping[str, Callable[[object], str]] = {
    "model": lambda value: getattr(value, "title", "") or "a game of its own",
}
"""Details whose JSON does not say what they were called."""
