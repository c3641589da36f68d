"""Statements about a graph model of which not all preferences are known.

A statement asks for comparisons of states as it needs them.  One that is not known is taken both ways, each
time with all that follows from it, until the statement has an answer whatever else is preferred.  So all
strict rankings that agree with what is known are covered, and none is listed.  States of which nothing is
known are taken to differ: ties stand aside unless they are known.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from gametheory_paradox.forms.graphs.certificate_data import Graph, KnownOrder
from gametheory_paradox.forms.graphs.graph_model import GraphModel
from gametheory_paradox.forms.graphs.option import DEPENDS
from gametheory_paradox.forms.graphs.stable_states import Prefers
from gametheory_paradox.interruption import look
from gametheory_paradox.models.linear_extensions import Comparison, Pattern, preferring
from gametheory_paradox.models.rankings import Order, Outcome, Ranking, preference_said

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


def graph_of(model: GraphModel) -> Graph:
    """The model as certificates hold it."""
    orders = tuple(KnownOrder(own.ranks, own.better) for own in model.ranking.orders)
    return Graph(model.players, model.states, model.moves, orders)


def model_of(graph: Graph) -> GraphModel:
    """The model that a certificate holds; what a certificate does not hold, such as a title, it lacks."""
    outcomes = tuple(Outcome((name,)) for name in graph.states)
    pairs = zip(graph.players, graph.orders, strict=True)
    orders = tuple(Order(player, own.ranks, own.better) for player, own in pairs)
    return GraphModel(graph.players, graph.states, graph.moves, Ranking(outcomes, orders))


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


def comparison_tree(model: GraphModel, statement: Statement, known: tuple[Order, ...]) -> list[object] | None:
    """The comparisons made, each both ways, until a statement has an answer, as certificates hold them.

    Parameters
    ----------
    model, statement
        The graph model, and what is asked.
    known
        What is known.

    Returns
    -------
    None where it has an answer; else a player, two states, and what is compared further where the first is
    preferred, and where the second is.
    """
    look()
    try:
        statement(preferences_in(model, known))
    except OpenComparison as needed:
        who, pair = needed.player, (needed.one, needed.other)
        states = [model.states[known[who].ranks[rank][0]] for rank in pair]
        further = (
            (*known[:who], preferring(known[who], *own), *known[who + 1 :]) for own in (pair, pair[::-1])
        )
        below = [comparison_tree(model, statement, own) for own in further]
        return [model.players[who], *states, *below]
    return None


def answer(model: GraphModel, statement: Statement) -> str:
    """The answer in all strict rankings that agree with what is known; "depends" where there are several."""
    answers = iter(patterns(model, statement))
    first = next(answers).answer
    return first if all(own.answer == first for own in answers) else DEPENDS


def cases_of(
    model: GraphModel, statement: Statement, found: Iterable[Pattern], wanted: str
) -> list[list[Comparison]]:
    """When a statement has an answer: cases that are a few comparisons each, not known so far.

    Parameters
    ----------
    model, statement
        The graph model, and what is asked.
    found
        The patterns of the statement.
    wanted
        The answer.

    Returns
    -------
    Cases in which the statement has that answer whatever else is preferred, none of whose comparisons can be
    spared; wherever it has that answer one of them holds.
    """
    cases: list[list[Comparison]] = []
    for pattern in found:
        needed = list(_new(model, pattern.orders))
        if pattern.answer != wanted or any(set(case) <= set(needed) for case in cases):
            continue
        for own in list(needed):
            fewer = [other for other in needed if other != own]
            if all(part.answer == wanted for part in patterns(model, statement, _with(model, fewer))):
                needed = fewer
        cases.append(needed)
    return sorted(cases)


def cases_said(model: GraphModel, cases: Iterable[Iterable[Comparison]]) -> tuple[tuple[str, ...], ...]:
    """Cases in words."""
    return tuple(tuple(comparison_in(model, own) for own in case) for case in cases)


def comparison_in(model: GraphModel, comparison: Comparison) -> str:
    """A comparison in words."""
    player, better, worse = comparison
    return preference_said(model.ranking.orders[player], better, worse, model.ranking)


def _new(model: GraphModel, orders: Sequence[Order]) -> Iterator[Comparison]:
    """The comparisons of some orders that are not known in the model."""
    for number, (known, own) in enumerate(zip(model.ranking.orders, orders, strict=True)):
        for pair in sorted(own.better - known.better):
            yield number, *pair


def _with(model: GraphModel, comparisons: Iterable[Comparison]) -> tuple[Order, ...]:
    """The preferences that the model knows, and some comparisons besides."""
    orders = list(model.ranking.orders)
    for player, better, worse in comparisons:
        orders[player] = preferring(orders[player], better, worse)
    return tuple(orders)
