"""Decides whether a coalition is caught in a dominance trap."""

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
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.definition import Claim, Details, names_of
from gametheory_paradox.paradoxes.dominance_trap import DOMINANCE_TRAP, DominanceTrap


def detect_dominance_trap(game: Game | GameFamily, asked: Asked) -> Answer:
    """Decides whether everyone in a coalition has the action as a dominant one, and all gain when nobody has it.

    Parameters
    ----------
    game
        A table, or a family of tables taken at its baseline.
    asked
        ``action`` and ``coalition``, the mover among its members.
    """
    game, action = at_baseline(game), asked.text("action")
    details = {"action": action, "coalition": coalition_asked(game.players, asked)}
    question = asked_about(game, DOMINANCE_TRAP, asked, details, _told(game, asked.mover, details))
    solving = Solving(question.concept, question.mover, asked.budget)
    return detect_by_comparison(DOMINANCE_TRAP, game, question, solving, _why)


def coalition_asked(players: Sequence[str], asked: Asked) -> list[str]:
    """The members in the players' order; who is no player comes last, and of these the definition complains."""
    members = asked.names("coalition")
    ordered = [player for player in players if player in members]
    return ordered + [name for name in members if name not in ordered]


def _told(game: Game, mover: str, details: Details) -> list[tuple[str, str]]:
    return [
        ("action taken away", str(details["action"])),
        ("coalition", ", ".join(names_of(details, "coalition"))),
    ]


def _why(question: ComparisonQuestion, claim: Claim) -> str:
    assert isinstance(claim, DominanceTrap)
    action = repr(question.request.details["action"])
    lacking = [who for who, dominant in zip(claim.members, claim.dominant, strict=True) if not dominant]
    if lacking:
        return f"{action} is not strictly dominant for {', '.join(lacking)}"
    which = "some equilibrium" if question.quantifier in ("best", "possible") else "every equilibrium"
    than = "at most" if question.quantifier in ("strong", "best") else "at least"
    if claim.gap <= 0:
        return f"{action} is dominant for all, but without it not every member gains in {which} over what it gets {than} with it"
    return f"{action} is dominant for all, and without it every member gains {claim.gap} or more in {which}"


DOMINANCE_TRAP_WORDING = Wording(_told, _why)
