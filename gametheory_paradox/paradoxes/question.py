"""Questions: their fields, and the quantifiers over equilibria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, Self, TypeAlias, TypedDict, Unpack, get_args

from gametheory_paradox.errors import InvalidGame, Unsupported, no_such
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.deletion import Names, Scope, names_in, scope_of
from gametheory_paradox.forms.records import GameForm, fields_in, text_in, texts_in
from gametheory_paradox.rationals import exact
from gametheory_paradox.table import Record

# Quantifiers: which of all equilibria a question compares
# ---------------------------------------------------------

Quantifier = Literal["strong", "best", "worst", "possible"]
SelectionRule = Literal["payoff-dominant", "risk-dominant"]
AnyQuantifier: TypeAlias = Quantifier | SelectionRule
QUANTIFIERS: tuple[Quantifier, ...] = get_args(Quantifier)  # these compare ends of the sets of payoffs
SELECTION_RULES: tuple[SelectionRule, ...] = get_args(SelectionRule)


def quantifier_named(name: object) -> AnyQuantifier:
    """The quantifier of that name; InvalidGame lists those that exist."""
    known: tuple[AnyQuantifier, ...] = (*QUANTIFIERS, *SELECTION_RULES)
    for quantifier in known:
        if quantifier == name:
            return quantifier
    raise no_such("quantifier", name, known)


# Questions: their fields, as data, and that no equilibrium is selected
# ----------------------------------------------------------------------

# The fields of a question: what each paradox asks for, and the keywords of every function that takes one
# ----------------------------------------------------------------------------

# For each paradox the fields that a question must have, and those that it may have besides.
ASKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "option": (("action",), ("at", "coalition")),
    "dominance-trap": (("action", "coalition"), ()),
    "comparative-statics": (("parameter", "low", "high"), ()),
    "information": (("at", "parts"), ()),
    "third-party": (("action", "third", "target"), ("at",)),
    "realized": (("action", "benchmark"), ("at",)),
    "misperception": (("model",), ("inaction",)),
    "security-insecurity": (("action",), ("at", "target", "held")),
    "dynamic-backfire": (("action", "instead"), ("at", "held")),
    "null-coercion": (("parameter", "low", "high", "target"), ("action",)),
}
MEASURES = {"security-insecurity": "security"}  # what is compared by default, where it is not the payoff
LISTS = ("action", "at", "coalition")
QUESTION_FIELDS = ("paradox", "concept", "quantifier", "mover", "measure", "details")  # of a certificate
# Of trees, and the first of tables.
EQUILIBRIUM_CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")
MARKOV_PERFECT = "markov-perfect"  # of stochastic games
VERDICT_CONCEPTS = (*EQUILIBRIUM_CONCEPTS, MARKOV_PERFECT)  # on which verdicts rest
COMMON = ("paradox", "mover", *LISTS, "quantifier", "concept", "measure")


class Details(TypedDict, total=False):
    """Fields that only some paradoxes ask for."""

    third: str
    target: str
    parameter: str
    low: object
    high: object
    benchmark: object
    model: object
    inaction: str
    instead: str
    held: str
    parts: Sequence[Sequence[str]]


class QuestionFields(Details, total=False):
    """The fields of a question, as keywords of every function that takes one."""

    paradox: str
    mover: str
    action: Names
    at: Names
    coalition: Names
    quantifier: str
    concept: str | None
    measure: str | None


# The record of a question: its fields as a certificate holds them, every detail as JSON
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class QuestionRecord(Record):
    """The fields of a question, and their reading.

    Parameters
    ----------
    paradox, mover, action, at, coalition, quantifier, concept, measure, details, words
        As of :class:`~gametheory_paradox.paradoxes.question.Question`.
    """

    paradox: str
    mover: str
    action: tuple[str, ...]
    at: tuple[str, ...]
    coalition: tuple[str, ...]
    quantifier: AnyQuantifier
    concept: str | None
    measure: str
    details: Mapping[str, object]
    words: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """The question that ``to_data`` wrote.

        Raises
        ------
        InvalidGame
            If something is missing, malformed or not asked for.
        """
        paradox, mover = text_in(data.get("paradox")), text_in(data.get("mover"))
        concept = None if data.get("concept") is None else text_in(data["concept"])
        quantifier = quantifier_named(data.get("quantifier"))
        measure = measure_of(paradox, data.get("measure"))

        needs, takes = asks_of(paradox)
        asked = (*needs, *takes)
        details = dict(zip(asked, fields_in(data.get("details"), *asked), strict=True))
        if not all(details[name] for name in needs):
            raise InvalidGame(f"a question about {paradox} says {', '.join(needs)}")
        action, at, coalition = (tuple(texts_in(details.pop(name, []))) for name in LISTS)
        if any(len(set(names)) < len(names) for names in (action, at, coalition)):
            raise InvalidGame(f"{', '.join(LISTS)} are lists of different names")
        rest = {name: value for name, value in details.items() if value is not None}

        question = cls.__new__(cls)  # not by the constructor, which reads keywords
        QuestionRecord.__init__(
            question, paradox, mover, action, at, coalition, quantifier, concept, measure, rest
        )
        return question


def asks_of(paradox: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that a paradox needs and those that it takes; InvalidGame lists the paradoxes there are."""
    if not isinstance(paradox, str) or paradox not in ASKS:
        raise no_such("paradox", paradox, ASKS)
    return ASKS[paradox]


def measure_of(paradox: str, measure: object) -> str:
    """The measure, which not every paradox lets be the payoff."""
    if not isinstance(measure, str) or not measure:
        raise InvalidGame(f"measure: expected {PAYOFF!r} or the name of an account, got {measure!r:.60}")
    if measure == PAYOFF and paradox in MEASURES:
        raise InvalidGame(
            f"measure: the {paradox} paradox is about security or another account, not about the payoff; "
            "what an action does to that is the option paradox"
        )
    return measure


# Questions: which paradox, of whose move, comparing which equilibria
#
# A question is put to a game, to a family, to every point of a box.  As it is asked it may name things in the
# user's words; as a certificate holds it every detail is JSON.  What each paradox asks for
# stands in :mod:`~gametheory_paradox.paradoxes.question`.
# --------------------------------------------------------------------

NAMES = {
    "at": "information set",
    "third": "third party",
    "parts": "told apart",
    "low": "from",
    "high": "to",
    "inaction": "doing nothing",
    "held": "who answers while others hold",
}
ACTION = {
    "option": "action taken away",
    "dominance-trap": "action taken away",
    "security-insecurity": "action taken",
    "dynamic-backfire": "action taken",
}


class Question(QuestionRecord):
    """A question about a paradox.

    Parameters
    ----------
    paradox
        Which one: a key of ``ASKS``.
    mover
        Whose payoff, or measure, is compared.
    action
        Which of its actions is taken away (option, third-party; several are taken away together), is dominant
        (dominance-trap), is used (realized), is taken for certain (security-insecurity,
        dynamic-backfire), or is penalized, then the target's (null-coercion).
    at
        The information sets where that is, by default all that have it (option, third-party, realized,
        security-insecurity, dynamic-backfire); the one that is split (information).
    coalition
        Players, the mover among them, who all lose the action (option, dominance-trap).
    quantifier
        Which equilibria are compared: strong, best, worst, possible; of one game also payoff-dominant or
        risk-dominant, where a paradox allows for a selection.
    concept
        Equilibria in which sense; by default subgame-perfect for trees, markov-perfect for stochastic games
        and nash for tables.
    measure
        What is compared: "payoff", which players maximize, or an account of it such as "security", or a sum
        of accounts such as "security + trade".  Equilibria are about payoffs whatever is compared.  The
        default is the payoff; for security-insecurity, which is not about payoffs, "security".
    details
        What only some paradoxes ask for: ``third`` and ``target``, the players whose reaction is looked at
        (third-party), ``target`` also the one who pays a penalty (null-coercion) or who may answer
        (security-insecurity), and ``held``, who answers while the others hold: "nobody", "target" or
        "third-parties" (security-insecurity), "all" or "nobody" (dynamic-backfire); ``instead``, the action
        that is taken in the place of the one asked about (dynamic-backfire); ``parameter``, ``low`` and
        ``high``, what changes and from which value to which (comparative-statics), or the penalty and its
        range (null-coercion); ``benchmark``, "no-coercion", "complete-information" or a number (realized);
        ``parts``, the histories in each part of the set that is split (information); ``model``, the game that
        the mover believes to be played, and ``inaction``, the action that means doing nothing
        (misperception).
    words
        What a detail is called where its JSON does not say; not part of the question.

    Raises
    ------
    InvalidGame
        If there is no such paradox or quantifier, or something is missing or not asked for.

    Examples
    --------
    >>> question = Question("option", mover="Pakistan", action="restrict", at="after suppress")
    >>> question.action, question.at, question.quantifier
    (('restrict',), ('after suppress',), 'strong')
    >>> question
    strong option paradox of Pakistan (action taken away: restrict at after suppress)
    """

    def __init__(
        self,
        paradox: str = "option",
        *,
        mover: str,
        action: Names = (),
        at: Names = (),
        coalition: Names = (),
        quantifier: str = "strong",
        concept: str | None = None,
        measure: str | None = None,
        **details: Unpack[Details],
    ):
        said = {name: _plain(name, value) for name, value in details.items() if value is not None}
        lists = {"action": action, "at": at, "coalition": coalition}
        fields = {name: _names(name, value) for name, value in lists.items()}
        _check_asked(paradox, [*(name for name in LISTS if fields[name]), *said])
        if not isinstance(mover, str) or not mover:
            raise InvalidGame(f"mover: expected the name of a player, got {mover!r:.60}")

        measure = measure_of(paradox, MEASURES.get(paradox, PAYOFF) if measure is None else measure)
        super().__init__(
            paradox=paradox,
            mover=mover,
            action=fields["action"],
            at=fields["at"],
            coalition=fields["coalition"],
            quantifier=quantifier_named(quantifier),
            concept=concept,
            measure=measure,
            details=said,
        )

    def __str__(self) -> str:
        asked = "; ".join(": ".join(pair) for pair in said(self))
        return f"{self.quantifier} {self.paradox} paradox of {self.mover} ({asked})"

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in COMMON))

    @property
    def fields(self) -> dict[str, Any]:
        """Everything that is said, by the name of the keyword."""
        return {**{name: getattr(self, name) for name in COMMON}, **self.details}

    @property
    def taken(self) -> str:
        """The action, and where it is or whose; empty if none is named."""
        where = f" at {', '.join(self.at)}" if self.at else ""
        whose = f" of {', '.join(self.coalition)}" if self.coalition else where
        return " and ".join(self.action) + whose

    def but(self, **fields: Any) -> "Question":
        """The same question with some fields changed; InvalidGame if it makes no sense so."""
        return Question(**{**self.fields, **fields}).called(self.words)

    def called(self, words: Mapping[str, str]) -> "Question":
        """The same question, with words for some details."""
        object.__setattr__(self, "words", dict(words))
        return self

    def to_data(self) -> dict[str, object]:
        """As JSON, where the details are JSON: the fields that certificates share."""
        needs, takes = ASKS[self.paradox]
        fields = self.fields
        return {
            "paradox": self.paradox,
            "concept": self.concept,
            "quantifier": self.quantifier,
            "mover": self.mover,
            "measure": self.measure,
            "details": {n: list(fields[n]) if n in LISTS else fields.get(n) for n in (*needs, *takes)},
        }


def text_of(question: Question, name: str) -> str:
    """A detail that is text."""
    value = question.details.get(name)
    if not isinstance(value, str):
        raise InvalidGame(f"{name}: expected text, got {value!r:.60}")
    return value


def scope_in(game: GameForm[Any], question: Question) -> Scope:
    """The scope in which a question takes its action away; InvalidGame where the game has no such thing."""
    return scope_of(game, question.mover, question.action, question.at, question.coalition)


def said(question: Question) -> tuple[tuple[str, str], ...]:
    """A question beside its mover, quantifier and concept: pairs of a field and its value, in words."""
    fields = {**question.fields, "action": question.taken, **question.words}
    needs, takes = ASKS[question.paradox]
    beside = {"at", "coalition"} if question.action else set()  # they stand with the action
    names = [name for name in (*needs, *takes) if fields.get(name) and name not in beside]
    parameter = "penalty" if question.paradox == "null-coercion" else "parameter"
    called = {**NAMES, "action": ACTION.get(question.paradox, "action"), "parameter": parameter}
    measure = (("measure", question.measure),) if question.measure != PAYOFF else ()
    return (*((called.get(name, name), _in_words(fields[name])) for name in names), *measure)


def _names(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, str | Sequence):
        raise InvalidGame(f"{name}: expected a name or a list of names, got {value!r:.60}")
    names = names_in(value)
    if not all(isinstance(item, str) for item in names) or len(set(names)) < len(names):
        raise InvalidGame(f"{name}: expected different names, got {value!r:.60}")
    return names


def _plain(name: str, value: object) -> object:
    """A detail with numbers as text and lists as lists, so that a question reads back as it was written."""
    number = isinstance(value, int | float | Fraction) and not isinstance(value, bool)
    if (number and name in ("low", "high", "benchmark")) or (
        isinstance(value, str) and name in ("low", "high")
    ):
        return str(exact(value, name))
    if name == "parts" and isinstance(value, Sequence) and not isinstance(value, str):
        return [_listed(item) for item in value]
    return value


def _listed(part: object) -> object:
    return list(part) if isinstance(part, Sequence) and not isinstance(part, str) else part


def _check_asked(paradox: str, said: Sequence[str]) -> None:
    """Refuse a question that lacks something, or says something that its paradox does not ask about."""
    needs, takes = asks_of(paradox)
    missing = [name for name in needs if name not in said]
    more = [name for name in said if name not in (*needs, *takes)]
    if missing or more:
        wanted = ", ".join(needs) + (f", and perhaps {', '.join(takes)}" if takes else "")
        problem = f"missing: {', '.join(missing)}" if missing else f"not asked for: {', '.join(more)}"
        raise InvalidGame(f"the {paradox} paradox asks for {wanted}; {problem}")


def _in_words(value: object) -> str:
    if isinstance(value, Mapping) or hasattr(value, "players"):  # a game, or as a certificate holds it
        return getattr(value, "title", "") or "a game of its own"
    if isinstance(value, str) or not isinstance(value, Sequence):
        return str(value)
    if any(isinstance(part, Sequence) and not isinstance(part, str) for part in value):
        return " | ".join(" or ".join(map(str, part)) for part in value)
    return ", ".join(map(str, value))


# The refusal of rules that select among equilibria, where none applies
# ----------------------------------------------------------------------


def check_no_selection(quantifier: AnyQuantifier, about: str) -> None:
    """Refuse a selection rule where none applies: ``about`` says to what."""
    if quantifier in SELECTION_RULES:
        known = ", ".join(QUANTIFIERS)
        raise Unsupported(f"the quantifier {quantifier} does not apply to {about}; those that do are {known}")
