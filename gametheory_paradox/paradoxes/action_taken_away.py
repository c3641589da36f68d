"""The action that a question takes away: where it is lost, and the game without it."""

from gametheory_paradox.games import Scope, delete, scope_of
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.question import Question


def scope_in(game: AnyForm, question: Question) -> Scope:
    """Where a question takes its action away; InvalidGame where the game has no such thing."""
    return scope_of(game, question.mover, question.action, question.at, question.coalition)


def with_and_without(game: AnyForm, question: Question) -> dict[str, AnyForm]:
    """The game with the action, and without it."""
    return {"with": game, "without": delete(game, scope_in(game, question))}
