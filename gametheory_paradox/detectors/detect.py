"""The table of detectors, and ``detect``, which asks one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gametheory_paradox.detectors.option import detect_option
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.verdict import Verdict
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game


@dataclass(frozen=True)
class Detector:
    """A search for one paradox.

    Parameters
    ----------
    name
        What the paradox is called.
    function
        Takes a game, a question and a budget in seconds.
    says
        The paradox in a sentence.
    """

    name: str
    function: Callable[[Game, Question, float | None], Verdict]
    says: str


DETECTORS: tuple[Detector, ...] = (
    Detector("option", detect_option, "having an action leaves its owner worse off than not having it"),
)


def detect(
    game: Game | GameFamily,
    paradox: str = "option",
    *,
    mover: str,
    action: str,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    budget: float | None = None,
) -> Verdict:
    """Decides whether a game holds a paradox.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline.
    paradox
        The name of a row of DETECTORS.
    mover, action
        Whose payoff is measured, and which of its actions is taken away.
    at
        The information sets that lose the action; by default all of the mover's that have it.
    coalition
        Players, the mover among them, who all lose the action.
    quantifier
        Which equilibria are compared: strong, best, worst or possible.
    concept
        The solution concept; by default subgame-perfect for trees and nash for tables.
    budget
        Seconds for each of the two games.

    Returns
    -------
    Present, Absent or Impossible with a certificate, or Undecided with the reason.

    Raises
    ------
    InvalidGame
        If a name does not exist, or nothing would be left to choose.
    Unsupported
        If the concept is not offered for this form of game.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> verdict = detect(game, mover="L", action="a")
    >>> verdict.name, verdict.comparison.gap
    ('present', Fraction(1, 1))
    """
    row = detector_named(paradox)
    if isinstance(game, GameFamily):
        game = game.at()
    question = Question.about(
        game, paradox, mover=mover, action=action, at=at, coalition=coalition, quantifier=quantifier, concept=concept
    )
    return row.function(game, question, budget)


def detector_named(paradox: str) -> Detector:
    """The row of that name; InvalidGame lists those that exist."""
    for row in DETECTORS:
        if row.name == paradox:
            return row
    raise InvalidGame(f"there is no detector for {paradox!r}; there are {', '.join(row.name for row in DETECTORS)}")
