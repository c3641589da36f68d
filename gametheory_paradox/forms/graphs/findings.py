"""Findings about a graph model: which moves tempt whom, how the conflict runs, what lasts, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory_paradox.detectors import GraphVerdict
from gametheory_paradox.forms.graphs.detection import GraphQuestion
from gametheory_paradox.forms.graphs.evolution import (
    Evolution,
    Temptation,
    UnilateralMove,
    evolution,
    shortest_way,
    temptations,
)
from gametheory_paradox.forms.graphs.open_preferences import OpenComparison, preferences_in
from gametheory_paradox.forms.graphs.stability import Stability, stability
from gametheory_paradox.forms.graphs.thresholds import (
    GraphThresholds,
    StableRankings,
    graph_thresholds,
    stable_rankings,
)
from gametheory_paradox.models import GraphModel
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class StateStory(Record):
    """A state, and what each player could do there.

    Parameters
    ----------
    state
        The state.
    tempting
        For each player who can move and of whom enough is known, the moves that it prefers to staying.
    hanging
        For each of whom not enough is known, for which preferences the state is stable for it.
    stuck
        Those who cannot move.
    """

    state: str
    tempting: Mapping[str, tuple[Temptation, ...]]
    hanging: Mapping[str, StableRankings]
    stuck: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Ways(Record):
    """The ways of a conflict to the states that are compared, on one side of a verdict.

    Parameters
    ----------
    start
        The status quo; empty where all equilibria are compared.
    states
        The states that last.
    ways
        To each of them but the start a shortest sequence of improvements, where that is known.
    """

    start: str
    states: tuple[str, ...]
    ways: tuple[tuple[UnilateralMove, ...], ...]


@dataclass(frozen=True, repr=False)
class GraphFindings(Record):
    """The content of a report about a graph model.

    Parameters
    ----------
    question
        What was asked.
    verdict
        The answer about an option; None where none was named.
    ways
        How the conflict comes to what the verdict compares.
    stories
        The states that are asked about, and who would leave them.
    stability
        Every state with its stabilities.
    thresholds
        The preferences on which the answer hangs.
    paths
        What is reached from the status quo, by improvements and by every move; nothing where none is named.
    """

    question: GraphQuestion
    verdict: GraphVerdict | None
    ways: tuple[Ways, ...]
    stories: tuple[StateStory, ...]
    stability: Stability
    thresholds: GraphThresholds
    paths: tuple[Evolution, ...]


def examine_graph(question: GraphQuestion, budget: float | None) -> GraphFindings:
    """Finds what a report about a graph model says."""
    model = question.model
    begins = () if model.start is None else (True, False)
    verdict = question.verdict(budget) if question.action else None
    return GraphFindings(
        question,
        verdict,
        () if verdict is None else ways_of(verdict),
        state_stories(question),
        stability(model),
        graph_thresholds(question),
        tuple(evolution(model, improvements=only) for only in begins),
    )


def state_stories(question: GraphQuestion) -> tuple[StateStory, ...]:
    """For each state that is asked about, the moves that tempt its players, and what deters them."""
    return tuple(_story(question, state) for state in question.at or question.model.states)


def _story(question: GraphQuestion, state: str) -> StateStory:
    model, place = question.model, question.model.state(state)
    prefers = preferences_in(model, model.ranking.orders)
    players = [question.mover] if question.mover else model.players
    movers = [who for who in players if model.moves[model.player(who)].get(place)]
    tempting, hanging = dict[str, tuple[Temptation, ...]](), dict[str, StableRankings]()
    for who in movers:
        try:
            tempting[who] = temptations(model, question.concept, model.player(who), place, prefers)
        except OpenComparison:
            hanging[who] = stable_rankings(model, state, question.concept, coalition=[who])
    return StateStory(state, tempting, hanging, tuple(who for who in players if who not in movers))


def ways_of(verdict: GraphVerdict) -> tuple[Ways, Ways]:
    """The ways of the conflict to the states that a verdict compares, with the moves and without them."""
    model = verdict.model
    lost = [(model.state(here), model.state(there)) for here, there in verdict.lost]
    less = model.without(verdict.mover, lost)
    reached = verdict.over == "reached"
    return _ways(model, verdict.with_option, reached), _ways(less, verdict.without_option, reached)


def _ways(model: GraphModel, states: Sequence[str], reached: bool) -> Ways:
    if not reached or model.start is None:
        return Ways("", tuple(states), ())
    found = [_way(model, model.start, model.state(state)) for state in states]
    return Ways(model.states[model.start], tuple(states), tuple(way for way in found if way))


def _way(model: GraphModel, start: int, end: int) -> tuple[UnilateralMove, ...]:
    """The shortest way by improvements; nothing where it begins there, or that is not known."""
    prefers, players = preferences_in(model, model.ranking.orders), range(len(model.players))
    try:
        return () if start == end else shortest_way(model, players, start, lambda own: own == end, prefers)
    except OpenComparison:
        return ()
