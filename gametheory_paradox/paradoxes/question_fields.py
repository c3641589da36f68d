"""The keywords of a question, typed: what ``Question`` and every function that takes one accept."""

from collections.abc import Sequence
from typing import TypedDict

from gametheory_paradox.games.deletion import Names


class Details(TypedDict, total=False):
    """What only some paradoxes ask for."""

    third: str
    target: str
    parameter: str
    low: object
    high: object
    benchmark: object
    model: object
    inaction: str
    index: Sequence[object]
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
