"""The words for each paradox: a clause that says it of a game, and names for the sides of its comparison."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gametheory_paradox.games import Scope
from gametheory_paradox.paradoxes.definition import AnyForm, scope_in
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.views.notation import listed


@dataclass(frozen=True)
class Wording:
    """The words for a paradox.

    Parameters
    ----------
    clause
        A clause that says it of a game, such as "having the option “a” leaves L worse off".
    sides
        The two games that are compared, as "the best equilibrium …"; none where there are no two.
    payoffs
        Their names among the compared payoffs; none where the gap is not the difference of two of these.
    payoffs_said
        Words for the payoffs ``before`` and ``after``, where they tell as much as the reason; else empty.
    gap
        Its gap in words.
    of_mover
        True if the payoffs that are compared are the mover's alone.
    """

    clause: Callable[[Question, AnyForm], str]
    sides: tuple[str, ...] = ("without the option", "with it")
    payoffs: tuple[str, ...] = ()
    payoffs_said: str = ""
    gap: str = "gap"
    of_mover: bool = True


GAMES_SAID = {  # the games that are compared
    "with": "with the option",
    "without": "without the option",
    "lower": "before the change",
    "higher": "after the change",
    "uninformed": "not told apart",
    "informed": "told apart",
    "model": "as the mover takes the game",
    "game": "as the game is",
    "idle": "where the mover does nothing",
}


def clause_of(question: Question, game: AnyForm) -> str:
    """The paradox of a question, as a clause about its game."""
    return WORDINGS[question.paradox].clause(question, game)


def quoted(names: Sequence[str], last: str = "and") -> str:
    """Names in quotation marks: “a”, “b” and “c”."""
    return listed([f"“{name}”" for name in names], last)


def option_said(question: Question, game: AnyForm) -> str:
    """The actions in question and where they are taken away: the option “host” at the point “after host”."""
    options = "the option" if len(question.action) == 1 else "the options"
    return f"{options} {quoted(question.action)}{place_said(scope_in(game, question))}"


def place_said(scope: Scope) -> str:
    """The place where an action is taken away: at the point “after host”; empty where there is but one."""
    if scope.kind == "information_set":
        points = "points" if len(scope.information_sets) > 1 else "point"
        return f" at the {points} {quoted(scope.information_sets)}"
    if scope.kind == "coalition":
        return f" that {listed(scope.players)} share"
    return " anywhere" if len(scope.information_sets) > 1 else ""


def _option(question: Question, game: AnyForm) -> str:
    return f"having {option_said(question, game)} leaves {question.mover} worse off"


def _dominance_trap(question: Question, game: AnyForm) -> str:
    return f"{listed(question.coalition)} are caught in a dominance trap by {quoted(question.action)}"


def _comparative_statics(question: Question, game: AnyForm) -> str:
    parameter, low, high = (question.details[name] for name in ("parameter", "low", "high"))
    raises = f"raises what {question.mover} is paid and lowers what it gets"
    return f"changing {parameter} from {low} to {high} {raises}"


def _information(question: Question, game: AnyForm) -> str:
    parts = question.details["parts"]
    assert isinstance(parts, Sequence)
    apart = " from ".join(" or ".join(map(str, part)) for part in parts)
    return f"telling apart {apart}, at {quoted(question.at)}, leaves {question.mover} worse off"


def _third_party(question: Question, game: AnyForm) -> str:
    third, target = question.details["third"], question.details["target"]
    hurt, them = ("hurts", "it") if len(question.action) == 1 else ("hurt", "them")
    through = f"through what {third} makes of {them}, not {target}"
    return f"{quoted(question.action)} {hurt} {question.mover} {through}"


def _realized(question: Question, game: AnyForm) -> str:
    used = "is used" if len(question.action) == 1 else "are used"
    less = f"less than the benchmark ({question.details['benchmark']}) gives it"
    return f"where {quoted(question.action, 'or')} {used}, {question.mover} expects {less}"


def _misperception(question: Question, game: AnyForm) -> str:
    idle = question.details.get("inaction")
    less = f", and even less than “{idle}” would give it" if idle else ""
    return f"taking the game for another one leaves {question.mover} with less than knowing it would{less}"


def _security_insecurity(question: Question, game: AnyForm) -> str:
    secure = "more secure while the others stay put, and less once they answer"
    return f"{quoted(question.action)} makes {question.mover} {secure}"


def _null_coercion(question: Question, game: AnyForm) -> str:
    penalty, low, high, target = (question.details[name] for name in ("parameter", "low", "high", "target"))
    unmoved = f"changes neither what {target} does nor what {question.mover} gets"
    return f"the penalty {penalty}, from {low} to {high}, is incurred, hurts {target}, and {unmoved}"


WORDINGS: Mapping[str, Wording] = {
    "option": Wording(
        _option,
        payoffs=("without", "with"),
        payoffs_said="it gets {after} with it and {before} without",
        gap="cost of having it",
    ),
    "dominance-trap": Wording(_dominance_trap, gap="least gain", of_mover=False),
    "comparative-statics": Wording(
        _comparative_statics, ("before the change", "after it"), ("lower", "higher")
    ),
    "information": Wording(
        _information, ("without telling them apart", "with it"), ("uninformed", "informed")
    ),
    "third-party": Wording(_third_party, payoffs=("without", "with")),
    "realized": Wording(_realized, ("behind the benchmark", "in which the action is used")),
    "misperception": Wording(_misperception, ("of the game as it is", "that the wrong model leads to")),
    "security-insecurity": Wording(
        _security_insecurity,
        ("without the measure", "with it"),
        ("index without", "index with"),
        of_mover=False,
    ),
    "null-coercion": Wording(_null_coercion, sides=()),
}
