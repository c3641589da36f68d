"""Questions from keywords: a question, its fields, or nothing, where a model asks one itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import check_player
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.scope import names_in
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.paradoxes.question_record import asks_of
from gametheory_paradox.subjects import Subject


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
