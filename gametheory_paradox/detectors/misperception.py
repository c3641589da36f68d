"""Decides whether a player that takes the game for another one does worse than it would knowing the game."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.detectors.asked import Asked, at_baseline
from gametheory_paradox.detectors.comparison import (
    UNSETTLED,
    Answer,
    ComparisonQuestion,
    Wording,
    asked_about,
    detect_by_comparison,
    ruled_out,
)
from gametheory_paradox.detectors.established import Solving
from gametheory_paradox.detectors.question import offered_concept
from gametheory_paradox.detectors.verdict import Undecided, ends_said
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm, mixture_in_words
from gametheory_paradox.paradoxes.comparative_statics import written
from gametheory_paradox.paradoxes.definition import Claim, Details
from gametheory_paradox.paradoxes.misperception import (
    MISPERCEPTION,
    MisperceptionBackfire,
    Plan,
    own_sets,
    parts_of,
    plan_of,
    strategy_of,
)


def detect_misperception(game: Game | GameFamily, asked: Asked) -> Answer:
    """Decides whether a player's wrong model of the game costs it something (soft), and more than doing nothing would (hard).

    Parameters
    ----------
    game
        The true game, or a family taken at its baseline.
    asked
        ``model``, the game that the mover believes to be played, or a family taken at its baseline; perhaps
        ``inaction``, the action that means doing nothing at each information set of the mover's: then the
        hard form is asked.
    """
    game, given = at_baseline(game), asked.details["model"]
    if not isinstance(given, GameFamily | NormalForm | ExtensiveForm):
        raise InvalidGame(f"model: expected the game that the mover believes to be played, got {given!r:.60}")
    model, idle = at_baseline(given), _idle(game, asked)
    told = [
        ("model", model.title or "a game of its own"),
        *([("doing nothing", asked.text("inaction"))] if idle else []),
    ]
    details: dict[str, object] = {"model": written(model), "idle": idle}
    question = asked_about(
        game, MISPERCEPTION, asked, {**details, "chosen": None}, told
    )  # what does not fit is told first
    if (impossible := ruled_out(MISPERCEPTION, game, question)) is not None:
        return impossible
    solving = Solving(offered_concept(game, asked.concept), asked.mover, asked.budget)
    found = solving(model)
    if isinstance(found, str):
        return Undecided(game, question, f"model: {found}")
    parts = parts_of(found.equilibria, asked.mover)
    if parts is None:
        return Undecided(game, question, UNSETTLED)
    details["chosen"] = chosen = [plan_of(game, asked.mover, part) for part in parts]
    question = asked_about(
        game, MISPERCEPTION, asked, details, [*told, ("plays", _plays(game, asked.mover, chosen))]
    )
    return detect_by_comparison(MISPERCEPTION, game, question, solving, _why)


def _idle(game: Game, asked: Asked) -> Plan | None:
    """Doing nothing as a request holds it; None if it is not named."""
    if "inaction" not in asked.details:
        return None
    action, own = asked.text("inaction"), own_sets(game, asked.mover)
    for info in own:
        if action not in info.actions:
            where = f" at {info.name!r}" if info.name else ""
            raise InvalidGame(
                f"{asked.mover} has no action {action!r:.60}{where}; it has {', '.join(info.actions)}"
            )
    return plan_of(
        game, asked.mover, tuple(tuple(Fraction(a == action) for a in info.actions) for info in own)
    )


def _told(game: Game, mover: str, details: Details) -> list[tuple[str, str]]:
    """What a request says; the title of the model is not in it."""
    chosen, told = details["chosen"], [("model", "a game of its own")]
    if details["idle"] is not None:
        told.append(("doing nothing", _in_words(game, mover, details["idle"])))
    return [*told, ("plays", _plays(game, mover, chosen))] if isinstance(chosen, list) else told


def _plays(game: Game, mover: str, chosen: Sequence[object]) -> str:
    return " | ".join(_in_words(game, mover, plan, "; ") for plan in chosen)


def _in_words(game: Game, mover: str, plan: object, between: str = "") -> str:
    """A strategy as text, set by set; without a separator each thing that is done is named once."""
    sets = zip(own_sets(game, mover), strategy_of(game, mover, plan), strict=True)
    words = [mixture_in_words(info.actions, odds) for info, odds in sets]
    return between.join(words) if between else ", ".join(dict.fromkeys(words))


def _why(question: ComparisonQuestion, claim: Claim) -> str:
    assert isinstance(claim, MisperceptionBackfire)
    informed, real = ends_said(question.quantifier, claim.informed, claim.real)
    said = f"by its model {question.mover} gets {real}, knowing the game {informed}"
    if claim.idle is not None:
        said += f", doing nothing {ends_said(question.quantifier, claim.idle, claim.real)[0]}"
    return said


MISPERCEPTION_WORDING = Wording(_told, _why)
