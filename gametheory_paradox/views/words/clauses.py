"""Clauses for explanations: what each paradox says of a game, and names for the sides of its comparison.

They need the question alone, whatever the numbers, and are set as in print.  What a comparison showed, with
the numbers, are the reasons of ``detectors.wordings``, which verdicts carry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory_paradox.detectors.wordings import holding_said
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.security_insecurity import NOBODY
from gametheory_paradox.table import Record, listed


@dataclass(frozen=True, repr=False)
class Wording(Record):
    """The words for a paradox.

    Parameters
    ----------
    clause
        A clause that says it of a game, with the question's own words in braces: see ``clause_of``.
    sides
        The two games that are compared, as "the best equilibrium …"; none where there are no two.
    payoffs
        Their names among the compared payoffs; none where the gap is not the difference of two of these.
    payoffs_said
        Words for the payoffs ``before`` and ``after``, where they tell as much as the reason; else empty.
        Before them ``it`` gets, or its measure is.
    gap, gain
        Its gap in words, and if it is negative; empty for the same.
    of_mover
        True if the payoffs that are compared are the mover's alone.
    """

    clause: str
    sides: tuple[str, ...] = ("without the option", "with it")
    payoffs: tuple[str, ...] = ()
    payoffs_said: str = ""
    gap: str = "gap"
    gain: str = ""
    of_mover: bool = True


WORDINGS: Mapping[str, Wording] = {
    "option": Wording(
        "having {option} leaves {mover} worse off{within}",
        payoffs=("without", "with"),
        payoffs_said="{it} {after} with it and {before} without",
        gap="cost of having it",
        gain="gain from having it",
    ),
    "dominance-trap": Wording(
        "{coalition} are caught in a dominance trap{within} by {actions}", gap="least gain", of_mover=False
    ),
    "comparative-statics": Wording(
        "changing {parameter} from {low} to {high} raises {raised} and lowers {lowered}",
        ("before the change", "after it"),
        ("lower", "higher"),
    ),
    "information": Wording(
        "telling apart {apart}, at {points}, leaves {mover} worse off{within}",
        ("without telling them apart", "with it"),
        ("uninformed", "informed"),
    ),
    "third-party": Wording(
        "{actions} {hurt} {mover}{within} through what {third} makes of it, not {target}",
        payoffs=("without", "with"),
    ),
    "realized": Wording(
        "where {any_action} is used, {mover} expects less{within} than the benchmark ({benchmark}) gives it",
        ("behind the benchmark", "in which the action is used"),
    ),
    "misperception": Wording(
        "taking the game for another one leaves {mover} with less{within} than knowing it would{idle}",
        ("of the game as it is", "that the wrong model leads to"),
    ),
    "security-insecurity": Wording(
        "{actions} raises the {measure} of {mover} while {holding}, and lowers it once all answer",
        ("without the policy", "with it"),
        ("without", "with"),
    ),
    "dynamic-backfire": Wording(
        "{actions} pays {mover} more in the period than “{instead}”, and is worth less{within} from the "
        "start, by way of the states, where {holding}",
        ("with the other action", "with the action"),
        ("instead", "with"),
    ),
    "null-coercion": Wording(
        "the penalty {parameter}, from {low} to {high}, is incurred, hurts {target}, and changes neither "
        "what {target} does nor what {mover} gets",
        sides=(),
    ),
}
GAMES_SAID = {  # the games that are compared
    "with": "with the option",
    "without": "without the option",
    "lower": "before the change",
    "higher": "after the change",
    "uninformed": "not told apart",
    "informed": "told apart",
    "model": "as the mover takes the game",
    "game": "as the game is",
    "instead": "with the other action",
    "idle": "where the mover does nothing",
}


def clause_of(question: Question, game: AnyForm) -> str:
    """The paradox of a question, as a clause about its game."""
    idle, parts = question.details.get("inaction"), question.details.get("parts", ())
    assert isinstance(parts, Sequence)
    measure = "" if question.measure == PAYOFF else question.measure
    words = {
        "within": within(question),
        "raised": f"what {question.mover} is paid",
        "lowered": "what it gets",
        "mover": question.mover,
        "actions": quoted(question.action),
        "any_action": quoted(question.action, "or"),
        "option": option_said(question, game),
        "hurt": "hurts" if len(question.action) == 1 else "hurt",
        "coalition": listed(question.coalition),
        "points": quoted(question.at),
        "apart": " from ".join(" or ".join(map(str, part)) for part in parts),
        "measure": measure,
        "holding": holding_said(question, str(question.details.get("held", NOBODY))),
        "idle": f", and even less than “{idle}” would give it" if idle else "",
    }

    if measure:
        words |= {"raised": f"{question.mover}’s {measure} whatever is done", "lowered": "it in equilibrium"}
    return WORDINGS[question.paradox].clause.format(**question.details, **words)


def within(question: Question) -> str:
    """The measure that is compared, in words after a paradox; nothing where it is the payoff."""
    return "" if question.measure == PAYOFF else f" in {question.measure}"


def quoted(names: Sequence[str], last: str = "and") -> str:
    """Names in quotation marks: “a”, “b” and “c”."""
    return listed([f"“{name}”" for name in names], last)


def option_said(question: Question, game: AnyForm) -> str:
    """The actions in question and where they are taken away: the option “host” at the point “after host”."""
    options = "the option" if len(question.action) == 1 else "the options"
    return f"{options} {quoted(question.action)}{place_said(question, game)}"


def place_said(question: Question, game: AnyForm) -> str:
    """The place where an action is taken away: at the point “after host”; empty where there is but one."""
    if question.at:
        return f" at the {'points' if len(question.at) > 1 else 'point'} {quoted(question.at)}"
    if question.coalition:
        return f" that {listed(question.coalition)} share"
    own = [info for info in game.information_sets if info.player == question.mover]
    having = [info for info in own if not set(question.action).isdisjoint(info.actions)]
    return " anywhere" if len(having) > 1 else ""
