"""``detect``: whether a game, a family at a point, or a ranking of outcomes holds a paradox."""

from collections.abc import Mapping
from typing import Unpack, overload

from gametheory_paradox.detectors.at_point import verdict_at
from gametheory_paradox.detectors.graph_option import GraphVerdict
from gametheory_paradox.detectors.graph_question import graph_question
from gametheory_paradox.detectors.inquiry import inquiry_about, inquiry_over_parameters
from gametheory_paradox.detectors.verdict import Verdict
from gametheory_paradox.families import GameFamily, GraphModel
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.subjects import GameLike, as_subject


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
    >>> from gametheory_paradox.games import NormalForm
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
