"""Decides whether a player expects less than a benchmark where it uses an action."""

from gametheory_paradox.detectors.asked import Asked, at_baseline
from gametheory_paradox.detectors.comparison import (
    Answer,
    ComparisonQuestion,
    Wording,
    asked_about,
    detect_by_comparison,
)
from gametheory_paradox.detectors.established import Solving
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.definition import Claim, Details, names_of
from gametheory_paradox.paradoxes.realized import BENCHMARKS, REALIZED, RealizedBackfire
from gametheory_paradox.rationals import exact


def detect_realized(game: Game | GameFamily, asked: Asked) -> Answer:
    """Decides whether what a player expects given that it uses an action is below a benchmark.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline.
    asked
        ``action`` and ``at``, as for the option paradox, and ``benchmark``: "no-coercion",
        "complete-information" or a number.
    """
    game, action, at = at_baseline(game), asked.text("action"), asked.names("at")
    said = asked.details["benchmark"]
    details = {"action": action, "at": at, "benchmark": _benchmark(said)}
    question = asked_about(game, REALIZED, asked, details, _told(game, asked.mover, details))
    return detect_by_comparison(
        REALIZED, game, question, Solving(question.concept, question.mover, asked.budget), _why
    )


def _benchmark(said: object) -> str:
    if isinstance(said, str) and said in BENCHMARKS:
        return said
    try:
        return str(exact(said, "benchmark"))
    except InvalidGame as problem:
        raise InvalidGame(f"{problem}; the benchmark may also be {' or '.join(BENCHMARKS)}") from problem


def _told(game: Game, mover: str, details: Details) -> list[tuple[str, str]]:
    at = names_of(details, "at")
    where = f"{details['action']} at {', '.join(at)}" if at else str(details["action"])
    return [("action", where), ("benchmark", str(details["benchmark"]))]


def _why(question: ComparisonQuestion, claim: Claim) -> str:
    assert isinstance(claim, RealizedBackfire)
    action, benchmark = repr(question.request.details["action"]), question.request.details["benchmark"]
    if not claim.uses:
        return f"no equilibrium uses {action}"
    where = "some" if question.quantifier in ("worst", "possible") else "every"
    own = claim.payoffs["given the action"]
    given = (" to " if own.infinite else ", ").join(dict.fromkeys(map(str, own.values)))
    expected = f"given {action} {question.mover} expects {given}"
    if benchmark not in BENCHMARKS:
        against = str(benchmark)
    else:
        which = "at best" if question.quantifier in ("best", "possible") else "at least"
        against = f"what it gets {which} in the {benchmark} benchmark" + (
            " at the same odds" if claim.at_other_odds else ""
        )
    if claim.gap > 0:
        return f"{expected}; in {where} equilibrium that uses it this is less than {against}, by {claim.gap}"
    where = "in no" if where == "some" else "not in every"
    return f"{expected}; {where} equilibrium that uses it is this less than {against}"


REALIZED_WORDING = Wording(_told, _why)
