"""The fields of a certificate of each kind, and their reading, which rejects what is missing or malformed."""

import json
from collections.abc import Mapping
from typing import TypeVar

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.paradoxes.applicability import check_applies
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question

K = TypeVar("K")


def question_in(data: Mapping[str, object], game: AnyForm) -> Question:
    """The question, which must fit the game."""
    question = Question.from_data(data)
    check_applies(DEFINITIONS[question.paradox], question, game)
    return question


def hash_in(data: Mapping[str, object]) -> str:
    """The hash of the game, which is checked where the game is read."""
    return field_of(field_of(data, "game", dict), "hash", str)


def check_shown(data: Mapping[str, object], proved: Mapping[str, object]) -> None:
    """The fields that state an outcome must say what is proved."""
    for name, value in proved.items():
        given, due = (json.dumps(part, sort_keys=True) for part in (data[name], value))
        if given != due:
            raise CertificateRejected(f"{name!r} should be {value if isinstance(value, str) else due:.300}")


def field_of(data: Mapping[str, object], name: str, kind: type[K]) -> K:
    """A field of a type: text, or an object."""
    value = data.get(name)
    if not isinstance(value, kind):
        raise CertificateRejected(f"the field {name!r} is missing or malformed")
    return value
