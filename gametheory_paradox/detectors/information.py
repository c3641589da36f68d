"""Decides whether seeing more leaves a player worse off."""

from collections.abc import Sequence

from gametheory_paradox.detectors.asked import Asked, at_baseline
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
from gametheory_paradox.paradoxes.definition import Claim, Details
from gametheory_paradox.paradoxes.information import INFORMATION, InformationBackfire


def detect_information(game: Game | GameFamily, asked: Asked) -> Answer:
    """Decides whether a player gets less once it tells apart nodes of one of its information sets.

    Parameters
    ----------
    game
        A tree, or a family of trees taken at its baseline.
    asked
        ``at``, one information set of the mover's, and ``parts``: for each part of it the histories of its
        nodes, each in words (actions and outcomes from the start, joined by commas).
    """
    game, (place, listed) = at_baseline(game), parts_asked(asked)
    details: dict[str, object] = {"at": place, "parts": listed}
    question = asked_about(game, INFORMATION, asked, details, _told(game, asked.mover, details))
    return detect_by_comparison(
        INFORMATION, game, question, Solving(question.concept, question.mover, asked.budget), _why
    )


def parts_asked(asked: Asked) -> tuple[str, list[list[object]]]:
    """The information set, and the histories in each part of it."""
    places, parts = asked.names("at"), asked.details["parts"]
    if len(places) != 1:
        raise InvalidGame(
            f"information is asked about one information set; got {', '.join(places) or 'none'}"
        )
    if isinstance(parts, str) or not isinstance(parts, Sequence) or any(isinstance(p, str) for p in parts):
        raise InvalidGame(f"parts: expected for each part a list of histories, got {parts!r:.60}")
    return places[0], [list(part) for part in parts]


def _told(game: Game, mover: str, details: Details) -> list[tuple[str, str]]:
    parts = details["parts"]
    assert isinstance(parts, list)
    return [
        ("information set", str(details["at"])),
        ("told apart", " | ".join(" or ".join(map(str, part)) for part in parts)),
    ]


def _why(question: ComparisonQuestion, claim: Claim) -> str:
    assert isinstance(claim, InformationBackfire)
    before, after = ends_said(question.quantifier, claim.uninformed, claim.informed)
    return f"not telling these apart {question.mover} gets {before}, telling them apart {after}"


INFORMATION_WORDING = Wording(_told, _why)
