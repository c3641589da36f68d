"""The record of a question: its fields as a certificate holds them, every detail as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from gametheory_paradox.errors import InvalidGame, no_such
from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.games.json_fields import fields_in, text_in, texts_in
from gametheory_paradox.paradoxes.quantifiers import AnyQuantifier, quantifier_named
from gametheory_paradox.paradoxes.question_fields import ASKS, LISTS, MEASURES
from gametheory_paradox.table import Record


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
