"""A question in words: as a title, and detail by detail."""

from collections.abc import Mapping, Sequence
from typing import Any

from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.paradoxes.question_fields import ASKS, COMMON
from gametheory_paradox.paradoxes.question_record import QuestionRecord

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


def fields_of(question: QuestionRecord) -> dict[str, Any]:
    """Everything that is said, by the name of the keyword."""
    return {**{name: getattr(question, name) for name in COMMON}, **question.details}


def taken(question: QuestionRecord) -> str:
    """The action, and where it is or whose; empty if none is named."""
    where = f" at {', '.join(question.at)}" if question.at else ""
    whose = f" of {', '.join(question.coalition)}" if question.coalition else where
    return " and ".join(question.action) + whose


def said(question: QuestionRecord) -> tuple[tuple[str, str], ...]:
    """A question beside its mover, quantifier and concept: pairs of a field and its value, in words."""
    fields = {**fields_of(question), "action": taken(question), **question.words}
    needs, takes = ASKS[question.paradox]
    beside = {"at", "coalition"} if question.action else set()  # they stand with the action
    names = [name for name in (*needs, *takes) if fields.get(name) and name not in beside]
    parameter = "penalty" if question.paradox == "null-coercion" else "parameter"
    called = {**NAMES, "action": ACTION.get(question.paradox, "action"), "parameter": parameter}
    measure = (("measure", question.measure),) if question.measure != PAYOFF else ()
    return (*((called.get(name, name), _in_words(fields[name])) for name in names), *measure)


def title_of(question: QuestionRecord) -> str:
    """A question as a title: the paradox, the mover and the rest of what is asked."""
    asked = "; ".join(": ".join(pair) for pair in said(question))
    return f"{question.quantifier} {question.paradox} paradox of {question.mover} ({asked})"


def _in_words(value: object) -> str:
    if isinstance(value, Mapping) or hasattr(value, "players"):  # a game, or as a certificate holds it
        return getattr(value, "title", "") or "a game of its own"
    if isinstance(value, str) or not isinstance(value, Sequence):
        return str(value)
    if any(isinstance(part, Sequence) and not isinstance(part, str) for part in value):
        return " | ".join(" or ".join(map(str, part)) for part in value)
    return ", ".join(map(str, value))
