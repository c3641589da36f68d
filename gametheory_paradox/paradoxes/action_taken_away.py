"""The action that a question takes away: what is left where it was, and the game without it."""

from gametheory_paradox.games.deletion import actions_left, restrict
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.question import Question


def left_in(game: AnyForm, question: Question) -> dict[int, tuple[str, ...]]:
    """The actions left where a question takes its action away; InvalidGame where there is no such thing."""
    return actions_left(game, question.mover, question.action, question.at, question.coalition)


def with_and_without(game: AnyForm, question: Question) -> dict[str, AnyForm]:
    """The game with the action, and without it."""
    return {"with": game, "without": restrict(game, left_in(game, question))}
