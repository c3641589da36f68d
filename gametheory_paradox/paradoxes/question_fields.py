"""The fields of a question: what each paradox asks for, and the keywords of every function that takes one."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from gametheory_paradox.games.scope import Names

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
