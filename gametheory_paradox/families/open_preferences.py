"""Statements about a graph model of which not all preferences are known.

A statement asks for comparisons of states as it needs them.  One that is not known is taken both ways, each
time with all that follows from it, until the statement has an answer whatever else is preferred.  So all
strict rankings that agree with what is known are covered, and none is listed.  States of which nothing is
known are taken to differ: ties stand aside unless they are known.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from gametheory_paradox.claims.equilibria.stable_states import Prefers
from gametheory_paradox.families.graph_model import GraphModel
from gametheory_paradox.families.linear_extensions import Pattern, preferring
from gametheory_paradox.families.rankings import Order
from gametheory_paradox.interruption import look

Statement: TypeAlias = Callable[[Prefers], str]
"""An answer, in a word, to a question about preferences."""


class OpenComparison(Exception):
    """A statement needs a comparison that is not known: the player, and the two ranks."""

    def __init__(self, player: int, one: int, other: int):
        super().__init__(player, one, other)
        self.player, self.one, self.other = player, one, other


def preferences_in(model: GraphModel, orders: Sequence[Order]) -> Prefers:
    """The preferences in some orders of the model's ranks; what is not compared there raises."""

    def prefers(player: int, one: int, other: int) -> bool:
        first, second = (model.rank_of[player][state] for state in (one, other))
        better = orders[player].better
        if first == second or (second, first) in better:
            return False
        if (first, second) not in better:
            raise OpenComparison(player, first, second)
        return True

    return prefers


def patterns(model: GraphModel, statement: Statement, orders: Sequence[Order] = ()) -> Iterator[Pattern]:
    """The comparisons after which a statement has an answer, pattern by pattern.

    Parameters
    ----------
    model, statement
        The graph model, and what is asked.
    orders
        What is known, in the place of what the model says.
    """
    pending = [tuple(orders) or model.ranking.orders]
    while pending:
        look()
        known = pending.pop()
        try:
            yield Pattern(known, statement(preferences_in(model, known)))
        except OpenComparison as needed:
            for pair in ((needed.other, needed.one), (needed.one, needed.other)):
                order = preferring(known[needed.player], *pair)
                pending.append((*known[: needed.player], order, *known[needed.player + 1 :]))


DEPENDS = "depends"


def answer(model: GraphModel, statement: Statement) -> str:
    """The answer in all strict rankings that agree with what is known; "depends" where there are several."""
    answers = iter(patterns(model, statement))
    first = next(answers).answer
    return first if all(own.answer == first for own in answers) else DEPENDS
