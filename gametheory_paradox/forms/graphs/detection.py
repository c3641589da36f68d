"""The option paradox on a graph model: the question and its verdict."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.certificates.certificate import FORMAT
from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.forms import PAYOFF
from gametheory_paradox.forms.deletion import Names, names_in
from gametheory_paradox.forms.graphs.certificate_data import Graph
from gametheory_paradox.forms.graphs.open_preferences import (
    cases_of,
    cases_said,
    comparison_tree,
    graph_of,
    patterns,
)
from gametheory_paradox.forms.graphs.option import (
    DEPENDS,
    GUARD_RAIL,
    GUARD_RAIL_SAID,
    IMPOSSIBLE,
    PRESENT,
    UNDECIDED,
    GraphOption,
    Responses,
    States,
)
from gametheory_paradox.forms.graphs.stability import responses_named, stability_named
from gametheory_paradox.forms.graphs.stable_states import NASH, Prefers
from gametheory_paradox.models import GraphModel
from gametheory_paradox.models.linear_extensions import Comparison
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.subjects import GraphLike, as_graph
from gametheory_paradox.table import Record, Table, Tabular, listed

# ``graph_option``: whether an option, or a move, hurts the one who has it, in a graph model
#
# The player loses the moves by which it takes the option; the definition, and a guard-rail, stand in
# :mod:`~gametheory_paradox.forms.graphs.option`.  Every answer but *undecided* has a certificate.
# ----------------------------------------------------------------------------

Over = Literal["equilibria", "reached"]


@dataclass(frozen=True, repr=False)
class GraphVerdict(Tabular):
    """An answer about the option paradox in a graph model.

    Parameters
    ----------
    model, mover
        The graph model, and who loses moves.
    lost
        The moves that are taken away, from state to state.
    concept, quantifier, over
        Which stability, how it is compared, and over which states: "equilibria", or "reached" ones.
    name
        "present", "absent", "impossible", "undecided", or "depends" on preferences that are not known.
    why
        The reason in a sentence.
    with_option, without_option
        The states compared; empty where they are not the same in all rankings.
    depends_on
        Where it depends: in words, comparisons under which it is present; it is where one of the cases holds.
    responses
        The others respond by legal "sequences" of moves, or by a "single" one.
    certificate
        The proof; None where it is undecided.
    """

    model: GraphModel
    mover: str
    lost: tuple[tuple[str, str], ...]
    concept: str
    quantifier: str
    over: Over
    name: str
    why: str
    with_option: tuple[str, ...] = ()
    without_option: tuple[str, ...] = ()
    depends_on: tuple[tuple[str, ...], ...] = ()
    responses: Responses = "sequences"
    certificate: Certificate | None = field(default=None, compare=False)

    @property
    def is_settled(self) -> bool:
        """There is an answer."""
        return self.name != UNDECIDED

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "title": self.model.title,
            "mover": self.mover,
            "lost": [list(move) for move in self.lost],
            "concept": self.concept,
            "quantifier": self.quantifier,
            "over": self.over,
            "verdict": self.name,
            "with": list(self.with_option),
            "without": list(self.without_option),
            "depends_on": [list(case) for case in self.depends_on],
            "why": self.why,
        }

    def table(self) -> Table:
        """The answer and what it rests on."""
        rows = [
            ("mover", self.mover),
            ("loses", ", ".join(f"{here} to {there}" for here, there in self.lost)),
            ("quantifier", self.quantifier),
            ("compared", f"{self.concept} {self.over}"),
            ("with it", ", ".join(self.with_option)),
            ("without it", ", ".join(self.without_option)),
            *(("present where", " and ".join(case)) for case in self.depends_on),
            ("why", self.why),
        ]
        return Table(("option paradox", self.name), [row for row in rows if row[1]], title=self.model.title)


def graph_option(
    model: GraphLike,
    *,
    mover: str,
    action: Names = (),
    moves: Sequence[tuple[str, str]] = (),
    concept: str = NASH,
    quantifier: str = "strong",
    over: Over = "equilibria",
    responses: Responses = "sequences",
    budget: float | None = None,
) -> GraphVerdict:
    """Decides whether a player of a graph model is better off without an option, or without some moves.

    Parameters
    ----------
    model
        A graph model, its name in the catalog, or the path of a model file.
    mover
        Who loses it, and by whose ranking states are compared.
    action
        Its options that it can no longer take; with ``not`` before one, that it can no longer give up.
    moves
        Or its moves that are taken away, from state to state.
    concept
        "nash", "general-metarational", "symmetric-metarational" or "sequentially-stable".
    quantifier
        "strong": the worst without it beats the best with it; "best", "worst", "possible".
    over
        "equilibria", or "reached": those to which improvements lead from the status quo, nobody moving twice
        in a row.
    responses
        The others respond by legal "sequences" of moves, or by a "single" one.
    budget
        Seconds; None for no limit.

    Returns
    -------
    Present, absent, impossible by the guard-rail, undecided where nothing is there to compare, or depends.

    Raises
    ------
    InvalidGame
        If a name does not exist, or nothing is taken away.

    Examples
    --------
    >>> verdict = graph_option("conflicts/fang-1993/elmira", mover="Local Government", action="insist")
    >>> verdict.name
    'impossible'
    """
    model, concept = as_graph(model), stability_named(concept)
    if quantifier not in QUANTIFIERS:
        raise InvalidGame(f"there is no quantifier {quantifier!r:.60}; there are {', '.join(QUANTIFIERS)}")
    if over not in ("equilibria", "reached"):
        raise InvalidGame(f"over: expected 'equilibria' or 'reached', got {over!r:.60}")
    if over == "reached" and model.start is None:
        raise InvalidGame("the model names no status quo from which states are reached")
    lost, responses = _lost(model, mover, names_in(action), moves), responses_named(responses)
    start = model.start if over == "reached" else None
    option = GraphOption(model.moves, start, model.player(mover), lost, concept, quantifier, responses)
    try:
        with Clock(budget):
            return _decided(model, option)
    except OutOfTime as problem:
        return _verdict(model, option, UNDECIDED, str(problem))


def _decided(model: GraphModel, option: GraphOption) -> GraphVerdict:
    """The answer over all rankings that agree with what is known, with its certificate."""
    if option.is_ruled_out:
        return _certified(ruled_out(model, option), option, [], {"guard_rail": GUARD_RAIL})

    # For every ranking that agrees with what is known, which states are compared and what comes of it.
    compared = set[tuple[States, States]]()

    def statement(prefers: Prefers) -> str:
        sides = option.compared(range(len(model.states)), prefers)
        compared.add(sides)
        return option.answer(*sides, prefers)

    found = list(patterns(model, statement))
    answers = {own.answer for own in found}
    cases = cases_of(model, statement, found, PRESENT) if len(answers) > 1 else []
    verdict = verdict_of(model, option, answers, compared, cases)
    if verdict.name == UNDECIDED:
        return verdict
    tree = comparison_tree(model, statement, model.ranking.orders)
    return _certified(verdict, option, cases, {"comparisons": tree})


def ruled_out(model: GraphModel, option: GraphOption) -> GraphVerdict:
    """The verdict that the guard-rail gives."""
    return _verdict(model, option, IMPOSSIBLE, GUARD_RAIL_SAID.format(quantifier=option.quantifier))


def verdict_of(
    model: GraphModel,
    option: GraphOption,
    answers: Collection[str],
    compared: Collection[tuple[States, States]],
    cases: Sequence[Sequence[Comparison]],
) -> GraphVerdict:
    """The verdict in words.

    Parameters
    ----------
    model, option
        The graph model, and what is asked.
    answers, compared
        The answers, and the states compared, over all rankings that agree with what is known.
    cases
        Where there are several answers, comparisons under which it is present.
    """
    names = sorted(answers)
    with_option, without_option = next(iter(compared)) if len(compared) == 1 else ((), ())
    shown = model.named(with_option), model.named(without_option)
    if len(names) > 1:
        why = f"it hangs on preferences that are not known: it is {listed(names, 'or')}"
        return _verdict(model, option, DEPENDS, why, *shown, cases_said(model, cases))
    return _verdict(model, option, names[0], _why(names[0], option, model), *shown)


def _verdict(
    model: GraphModel,
    option: GraphOption,
    name: str,
    why: str,
    with_option: tuple[str, ...] = (),
    without_option: tuple[str, ...] = (),
    depends_on: tuple[tuple[str, ...], ...] = (),
) -> GraphVerdict:
    lost = tuple((model.states[here], model.states[there]) for here, there in sorted(option.lost))
    over: Over = "equilibria" if option.start is None else "reached"
    asked = model, model.players[option.mover], lost, option.concept, option.quantifier, over
    return GraphVerdict(*asked, name, why, with_option, without_option, depends_on, option.responses)


def _certified(
    verdict: GraphVerdict,
    option: GraphOption,
    cases: Sequence[Sequence[Comparison]],
    proof: Mapping[str, object],
) -> GraphVerdict:
    """The verdict with its certificate."""
    graph = graph_of(verdict.model)
    data = {
        "format": FORMAT,
        "kind": "graph",
        "paradox": "option",
        "concept": verdict.concept,
        "quantifier": verdict.quantifier,
        "mover": verdict.mover,
        "details": {
            "lost": [graph.named(move) for move in sorted(option.lost)],
            "start": None if option.start is None else graph.states[option.start],
            "responses": verdict.responses,
        },
        "game": graph.to_data(),
        "verdict": verdict.name,
        "with": list(verdict.with_option),
        "without": list(verdict.without_option),
        "cases": [[_named(graph, own) for own in case] for case in cases],
        "proof": proof,
    }

    return replace(verdict, certificate=Certificate(data))


def _named(graph: Graph, comparison: Comparison) -> list[str]:
    """A player, and a state of each of the two ranks that are compared."""
    who, better, worse = comparison
    ranks = graph.orders[who].ranks
    return [graph.players[who], graph.states[ranks[better][0]], graph.states[ranks[worse][0]]]


def _why(name: str, option: GraphOption, model: GraphModel) -> str:
    if name == UNDECIDED:
        return "no state is stable with it, or none without it: there is nothing to compare"
    better = "is better off" if name == PRESENT else "is not better off"
    return f"{model.players[option.mover]} {better} without it, by the {option.quantifier} comparison"


def _lost(
    model: GraphModel, mover: str, changes: Sequence[str], moves: Sequence[tuple[str, str]]
) -> frozenset[tuple[int, int]]:
    """The moves that are taken away, each of which the mover has."""
    lost = frozenset(move for change in changes for move in model.changing(mover, change))
    own = model.moves[model.player(mover)]
    for here, there in moves:
        pair = model.state(here), model.state(there)
        if pair[1] not in own.get(pair[0], ()):
            raise InvalidGame(f"{mover} has no move from {here!r} to {there!r}")
        lost |= {pair}
    if not lost:
        raise InvalidGame(f"what is taken away? name it; {model.to_lose(mover)}")
    return lost


# Questions about a graph model, by the fields that every question has
# ---------------------------------------------------------------------

FIELDS = ("mover", "action", "at", "quantifier", "concept")
PLAIN = {"paradox": "option", "measure": PAYOFF, "concept": None}  # what says nothing of a graph model


@dataclass(frozen=True, repr=False)
class GraphQuestion(Record):
    """A question about a graph model: whether an option hurts its owner, or for whom states are stable.

    Parameters
    ----------
    model
        The graph model.
    mover
        Who loses an option, or for whom states are to be stable; empty for everybody.
    action
        The options that it can no longer take; none where stability is asked about.
    at
        States that are asked about; of an option the one from which states are reached.
    concept, quantifier
        Which stability, and how states are compared.
    """

    model: GraphModel
    mover: str
    action: tuple[str, ...]
    at: tuple[str, ...]
    concept: str
    quantifier: str

    def verdict(self, budget: float | None) -> GraphVerdict:
        """The answer about the option: over equilibria, or over those that are reached from a state."""
        if not self.mover:
            owned = self.model.to_lose(*self.model.players)
            raise InvalidGame(f"whose option is it? name the mover, and as action an option of it; {owned}")
        if len(self.at) > 1:
            raise InvalidGame(f"at: states are reached from one state, got {listed(self.at)}")
        model = replace(self.model, start=self.model.state(self.at[0])) if self.at else self.model
        return graph_option(
            model,
            mover=self.mover,
            action=self.action,
            concept=self.concept,
            quantifier=self.quantifier,
            over="reached" if self.at else "equilibria",
            budget=budget,
        )


def graph_question(
    model: GraphModel,
    question: Question | str | None,
    values: Mapping[str, object],
    fields: Mapping[str, Any],
) -> GraphQuestion:
    """Reads the question about a graph model that a call asks.

    Parameters
    ----------
    model
        The graph model.
    question, fields
        A question, or the name of a paradox, and fields as keywords.
    values
        Values of parameters, of which a graph model has none.

    Raises
    ------
    InvalidGame
        If a name does not exist, or something is said that a graph model does not know.
    """
    given = {"paradox": question} if isinstance(question, str) else question.fields if question else {}
    said = {name: own for name, own in {**given, **fields}.items() if own and own != PLAIN.get(name, ())}
    if said.get("paradox"):
        raise InvalidGame(
            f"{said['paradox']} is not asked of a graph model: of the paradoxes, the option paradox alone is"
        )
    if more := [*(f"the value of {name}" for name in values), *(name for name in said if name not in FIELDS)]:
        raise InvalidGame(
            f"{more[0]} is not asked of a graph model, which has rankings alone: name {listed(FIELDS, 'or')}"
        )

    mover, states = str(said.get("mover", "")), names_in(said.get("at", ()))
    if mover:
        model.player(mover)

    return GraphQuestion(
        model,
        mover,
        tuple(names_in(said.get("action", ()))),
        tuple(model.states[model.state(name)] for name in states),
        stability_named(str(said.get("concept", NASH))),
        str(said.get("quantifier", "strong")),
    )
