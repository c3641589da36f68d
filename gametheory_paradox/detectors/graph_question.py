"""Questions about a graph model, by the fields that every question has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gametheory_paradox.claims.equilibria.stable_states import NASH
from gametheory_paradox.concepts.conflict.stability import stability_named
from gametheory_paradox.detectors.graph_option import GraphVerdict, graph_option
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GraphModel
from gametheory_paradox.games import PAYOFF
from gametheory_paradox.games.scope import names_in
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Record, listed

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
