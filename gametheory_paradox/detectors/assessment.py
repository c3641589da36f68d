"""``assess``: what an option, a change, a sight or a belief does to payoff and security, each half proved."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Unpack

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors.at_point import compared_at
from gametheory_paradox.detectors.detect import detect
from gametheory_paradox.detectors.inquiry import inquiry_about
from gametheory_paradox.detectors.keywords import question_about
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.detectors.verdict import SIDES, Effect, Verdict
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.subjects import GameLike, as_game

SECURITY = "security"  # the account of harm suffered and quiet gained


def assess(
    game: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Effect | None:
    """Compares payoff, and security, with an option and without it, or before and after a change.

    So too with something seen and without, and of who plans by a model of the game and who knows the game.

    Parameters
    ----------
    game, question, fields
        What is asked, as for ``detect``, whatever measure and quantifier it names.
    values
        Values of a family's parameters; by default their baseline.
    budget
        Seconds for both halves; None for no limit.

    Returns
    -------
    Two verdicts of the strong comparison, each with its certificate; no theorem stands in for the numbers.
    None where the game, or the model that somebody takes it for, counts no security or is known by its order
    alone, or the paradox compares no two games as these do.  A model that a certificate holds counts one
    thing and no other.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> found = assess(gp.load("seed/trade-restriction"), mover="Pakistan", action="restrict")
    >>> found.word, gp.verify(found.security.certificate).verdict
    ('pays, costs security', 'present')
    """
    game = as_game(game)
    asked, clock = question_about(game, question, fields), Clock(budget)
    if asked.paradox == "third-party":  # whoever carries it, the option is what does it
        asked = Question(mover=asked.mover, action=asked.action, at=asked.at, concept=asked.concept)
    played = (game, asked.details.get("model", game))
    ranked = isinstance(game, GameFamily) and game.ranking is not None
    if ranked or asked.paradox not in SIDES or not all(map(counts_security, played)):
        return None
    with remembering():  # both halves are about the same equilibria
        payoff, security = (
            compared_at(inquiry_about(game, half, {}), values, clock.left)
            for half in (asked.but(measure=measure, quantifier="strong") for measure in (PAYOFF, SECURITY))
        )
    return Effect(payoff, security)


def detect_and_assess(
    game: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Verdict:
    """Decides as ``detect`` does, and assesses within the same budget; each game is solved once."""
    game, clock = as_game(game), Clock(budget)
    with remembering():
        verdict = detect(game, question, values=values, budget=budget, **fields)
        assessment = assess(game, question, values=values, budget=clock.left, **fields)
    return replace(verdict, assessment=assessment)


def counts_security(game: object) -> bool:
    """True where an account of a family is called security, or a game carries it as its measure."""
    if isinstance(game, GameFamily):
        return SECURITY in [own.name for own in game.accounts]
    return getattr(game, "measure", "") == SECURITY
