"""Applicability of a question to a game: its mover, measure, quantifier and number of actions."""

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import PAYOFF, StochasticGame, check_player
from gametheory_paradox.paradoxes.definition import AnyForm, Definition
from gametheory_paradox.paradoxes.question import Question, check_no_selection


def check_applies(definition: Definition, question: Question, game: AnyForm) -> None:
    """Refuse a question whose mover, measure, quantifier or number of actions does not fit."""
    name = definition.name
    check_player(game, question.mover)
    if isinstance(game, StochasticGame) and not definition.over_time:
        raise Unsupported(f"the {name} paradox is not offered for stochastic games")
    if definition.unmeasured and question.measure != PAYOFF:
        raise Unsupported(f"the {name} paradox is about payoffs alone: {definition.unmeasured}")
    if question.measure != (carried := game.measure or PAYOFF):
        raise InvalidGame(
            f"asked about {question.measure!r:.60}, but the game carries {carried!r:.60}; "
            "a family declares accounts, and a game carries one measure"
        )
    if not definition.selecting:
        check_no_selection(question.quantifier, f"the {name} paradox")
    if len(question.action) > 1 and not definition.several:
        raise InvalidGame(f"the {name} paradox is about one action; got {', '.join(question.action)}")
