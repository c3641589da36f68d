"""The search for paradoxes in a game, for one question or for all of a move."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Unpack, overload

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors.at_point import compared_at, verdict_at
from gametheory_paradox.detectors.inquiry import inquiry_about, inquiry_over_parameters, question_about
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.detectors.verdict import SIDES, Effect, Verdict
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.graphs.detection import GraphVerdict, graph_question
from gametheory_paradox.models import GameFamily, GraphModel
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.subjects import GameLike, as_game, as_subject

# ``detect``: whether a game, a family at a point, or a ranking of outcomes holds a paradox
# ----------------------------------------------------------------------------


@overload
def detect(  # type: ignore[overload-overlap]  # what else is read as a game has no rankings alone
    game: GraphModel,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> GraphVerdict: ...


@overload
def detect(
    game: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Verdict: ...


def detect(
    game: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Verdict | GraphVerdict:
    """Decides whether a game holds a paradox.

    Parameters
    ----------
    game
        A game or a family, or what ``as_game`` reads as one: payoff matrices, a name in the catalog, a path,
        a game of another program; or a graph model, of which an option is asked about: over equilibria, or
        over those that are reached from the state ``at``.
    question
        What is asked: a Question, or the name of a paradox with the other fields as keywords; by default the
        question that the model itself asks.
    values
        Values of a family's parameters; by default their baseline.
    budget
        Seconds for the whole answer; None for no limit.
    fields
        Fields of a question, as for ``Question``.

    Returns
    -------
    Present, Absent or Impossible with a certificate, or Undecided with the reason.  Of a family that is
    ranked: Present or Absent for every payoff in the order, ties aside, or Depends with the comparisons it
    depends on.  Of a graph model: likewise for every ranking that agrees with what is known.

    Raises
    ------
    InvalidGame
        If a name does not exist, something is missing or not asked for, or nothing would be left to choose.
    Unsupported
        If the paradox or the concept is not offered for this form of game.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> leader, follower = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], leader, follower)
    >>> verdict = detect(game, mover="L", action="a")
    >>> verdict.name, verdict.gap
    ('present', Fraction(1, 1))
    >>> dilemma = NormalForm.from_tables(["A", "B"], [["arm", "not"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
    >>> trap = detect(dilemma, "dominance-trap", mover="A", action="arm", coalition=["A", "B"])
    >>> trap.name, trap.gap
    ('present', Fraction(1, 1))
    """
    subject = as_subject(game)
    if isinstance(subject, GraphModel):
        return graph_question(subject, question, values, fields).verdict(budget)
    if isinstance(subject, GameFamily) and subject.ranking is not None:
        # This charts, with python-flint, which takes a while to load.
        from gametheory_paradox.detectors.by_rank import verdict_by_rank

        return verdict_by_rank(inquiry_over_parameters(subject, question, fields), values, budget)
    return verdict_at(inquiry_about(subject, question, fields), values, budget)


# ``assess``: what an option, a change, a sight or a belief does to payoff and security, each half proved
# ----------------------------------------------------------------------------

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
