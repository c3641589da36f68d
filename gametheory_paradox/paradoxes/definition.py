"""Definition of a paradox: games to compare, and what must hold of all their equilibria.

A paradox looks at *variants* of a game: with an action and without it, with a player's choice frozen, with
more to be seen.  Each variant follows from the game and the question by a transformation that anyone can
repeat; some follow besides from the equilibria of earlier ones.  A proof gives all equilibria of each; the
*claim* compares them.  So a certificate holds the game, the question and one proof for each variant, and
nothing else is trusted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Game
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.profiles import Profile
from gametheory_paradox.paradoxes.claim import Claim
from gametheory_paradox.paradoxes.over_parameters.statement import ParametricDefinition
from gametheory_paradox.paradoxes.payoff_gaps import Sets
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import ASKS
from gametheory_paradox.table import Record

AnyForm = GameForm[Any]
Variants = Mapping[str, Game]


def as_asked(form: AnyForm, question: Question) -> Question:
    """The question, which leaves nothing to the game."""
    return question


@dataclass(frozen=True, repr=False)
class Definition(Record):
    """A paradox.

    Parameters
    ----------
    name, says
        What it is called, and what it is in a sentence.
    variants
        The games that are compared, from the game, or for a change of a parameter from the form in which that
        parameter is left; InvalidGame or Unsupported if the question does not fit.  None where the paradox is
        about a whole range of a parameter.
    claim
        Compares their equilibria; a text says why what is known of them does not settle it.  None likewise.
    further
        More variants, once the equilibria of the first are known; a text says why there can be none.  None
        where all follow from the game and the question.
    stated
        The same as a statement about parameters; a text says why none is offered.
    selecting
        Whether a selection rule may say which equilibria are compared.
    several
        Whether several actions may be asked about at once.
    shows
        Of the plans that attain a bound of the payoff, the ones that show more.
    unmeasured
        Why nothing but payoffs is compared; empty where a measure may stand in their place.
    over_time
        Whether stochastic games may be asked about, where values from the start are compared.
    written_out
        The question with those details that follow from the form of the game where they are not named.
    """

    name: str
    says: str
    variants: Callable[[Any, Question], Variants] | None
    claim: Callable[[Any, Question, Sets], Claim | str] | None
    stated: ParametricDefinition | str
    further: Callable[[Any, Question, Sets], Variants | str] | None = None
    selecting: bool = False
    several: bool = False
    shows: Callable[[Question, Profile], bool] | None = None
    unmeasured: str = ""
    over_time: bool = False
    written_out: Callable[[AnyForm, Question], Question] = as_asked

    @property
    def is_about_change(self) -> bool:
        """True if a parameter changes, so that a family is asked about and not one game."""
        return "parameter" in ASKS[self.name][0]

    @property
    def parametric(self) -> ParametricDefinition:
        """The paradox as a statement about parameters; Unsupported says why none is offered."""
        if isinstance(self.stated, str):
            raise Unsupported(
                f"formulas and maps are not offered for the {self.name} paradox ({self.stated}); "
                "ask detect at a point, or uncertainty about many"
            )
        return self.stated
