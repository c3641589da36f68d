"""Decides whether an action hurts its owner through what a third party then does."""

from gametheory_paradox.detectors.asked import Asked, at_baseline
from gametheory_paradox.detectors.comparison import (
    Answer,
    ComparisonQuestion,
    Wording,
    asked_about,
    detect_by_comparison,
    ruled_out,
)
from gametheory_paradox.detectors.established import Established, Solving
from gametheory_paradox.detectors.verdict import Undecided, ends_said
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, delete, scope_of
from gametheory_paradox.paradoxes.definition import Claim, Details, names_of
from gametheory_paradox.paradoxes.option import gap_between
from gametheory_paradox.paradoxes.third_party import (
    FROZEN,
    THIRD_PARTY,
    ThirdPartyBackfire,
    habit,
    sets_after,
)


def detect_third_party(game: Game | GameFamily, asked: Asked) -> Answer:
    """Decides whether an action costs its owner something, and would not if a third party stayed with what it does without it.

    Solves the game with and without the action first; if the action costs something, what the third party and
    the target do without it says how they are frozen.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline.
    asked
        ``action`` and ``at``, as for the option paradox, and the players ``third`` and ``target``.
    """
    game, action, at = at_baseline(game), asked.text("action"), asked.names("at")
    names = {role: asked.text(role) for role in FROZEN}
    details: dict[str, object] = {
        "action": action,
        "at": at,
        **names,
        **{f"{role}_does": None for role in FROZEN},
    }
    question = asked_about(game, THIRD_PARTY, asked, details, _told(game, asked.mover, details))
    if (impossible := ruled_out(THIRD_PARTY, game, question)) is not None:
        return impossible
    solving = Solving(question.concept, question.mover, asked.budget)
    scope = scope_of(game, asked.mover, action, at)
    has, lacks = solving(game), solving(delete(game, action, scope))
    if isinstance(has, Established) and isinstance(lacks, Established):
        payoffs = lacks.equilibria.payoffs(asked.mover), has.equilibria.payoffs(asked.mover)
        for role, player in names.items() if gap_between(*payoffs, question.quantifier) > 0 else ():
            after = sets_after(game, player, action, scope)
            does = habit(lacks.equilibria, player)
            able = all(
                does in s.actions for s in game.information_sets if s.player == player and s.name in after
            )
            if after and (does is None or not able):
                why = f"without {action!r} {player} does no one thing in every equilibrium that it could go on doing"
                return Undecided(game, question, why)
            details[f"{role}_does"] = does if after else None
        question = asked_about(game, THIRD_PARTY, asked, details, _told(game, asked.mover, details))
    return detect_by_comparison(THIRD_PARTY, game, question, solving, _why)


def _told(game: Game, mover: str, details: Details) -> list[tuple[str, str]]:
    at = names_of(details, "at")
    where = f"{details['action']} at {', '.join(at)}" if at else str(details["action"])
    told = [("action", where), ("third party", str(details["third"])), ("target", str(details["target"]))]
    return told + [
        (f"{how} at", str(details[f"{role}_does"])) for role, how in FROZEN.items() if details[f"{role}_does"]
    ]


def _why(question: ComparisonQuestion, claim: Claim) -> str:
    assert isinstance(claim, ThirdPartyBackfire)
    without, having = ends_said(question.quantifier, claim.as_it_is[1], claim.as_it_is[0])
    said = f"without {question.request.details['action']!r} {question.mover} gets {without}, with it {having}"
    if claim.gap <= 0:
        return said
    for role, pair in (("third", claim.third_frozen), ("target", claim.target_frozen)):
        if pair is not None:
            costs = "it still costs something" if claim.loss(pair) > 0 else "it costs nothing"
            said += f"; {costs} with {question.request.details[role]} frozen"
    return said


THIRD_PARTY_WORDING = Wording(_told, _why)
