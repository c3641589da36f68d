"""Decides whether what raises a player's payoff whatever is done lowers what it gets in equilibrium."""

from collections.abc import Mapping

from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.detectors.comparison import (
    Answer,
    ComparisonQuestion,
    Wording,
    asked_about,
    detect_by_comparison,
)
from gametheory_paradox.detectors.established import Solving
from gametheory_paradox.detectors.verdict import ends_said
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.comparative_statics import COMPARATIVE_STATICS, ComparativeStatics, written
from gametheory_paradox.paradoxes.definition import Claim, Details


def detect_comparative_statics(game: Game | GameFamily, asked: Asked) -> Answer:
    """Decides whether a player gets less at one value of a parameter than at another, though the change raises its payoff.

    Parameters
    ----------
    game
        A family.
    asked
        ``parameter``, its values ``low`` and ``high`` before and after the change, and in ``at`` the values
        of other parameters by name; those that are not named keep their baseline.
    """
    before, after, told = change_asked(game, asked)
    question = asked_about(before, COMPARATIVE_STATICS, asked, {"other": written(after)}, told)
    solving = Solving(question.concept, question.mover, asked.budget)
    return detect_by_comparison(COMPARATIVE_STATICS, before, question, solving, _why)


def change_asked(game: Game | GameFamily, asked: Asked) -> tuple[Game, Game, list[tuple[str, str]]]:
    """The games before and after a change of a parameter, and the change in words; asked as comparative statics are."""
    if not isinstance(game, GameFamily):
        raise InvalidGame(
            "comparative statics are asked about a family, with a parameter that changes; this is one game"
        )
    name, values = asked.text("parameter"), asked.details.get("at", {})
    if not isinstance(values, Mapping):
        raise InvalidGame(f"at: expected the values of other parameters by name, got {values!r:.60}")
    if name in values:
        raise InvalidGame(f"at: {name!r} is the parameter that changes, and has no value of its own")
    points = [game.point({**values, name: asked.details[end]}) for end in ("low", "high")]
    before, after = (game.at(point) for point in points)
    others = ", ".join(f"{other} = {value}" for other, value in points[0].items() if other in values)
    told = [
        ("parameter", name),
        ("from, to", f"{points[0][name]}, {points[1][name]}"),
        *([("at", others)] if others else []),
    ]
    return before, after, told


def _told(game: Game, mover: str, details: Details) -> list[tuple[str, str]]:
    """What a request says of the change: it holds the game after it, and no parameter."""
    other = details["other"]
    return [
        (
            "from this game to",
            f"another of its form, {other['hash']}" if isinstance(other, Mapping) else "another",
        )
    ]


def _why(question: ComparisonQuestion, claim: Claim) -> str:
    assert isinstance(claim, ComparativeStatics)
    first, second = ends_said(question.quantifier, claim.lower, claim.higher)
    compared = f"before the change {question.mover} gets {first}, after it {second}"
    if not claim.raises:
        return f"a parameter effect only: the change does not raise {question.mover}'s payoff whatever is done; {compared}"
    return compared


COMPARATIVE_STATICS_WORDING = Wording(_told, _why)
