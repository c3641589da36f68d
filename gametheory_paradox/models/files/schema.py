"""The schema of a model file: one flat pydantic model per kind of entry, and the JSON Schema they give.

A nested entry is declared as a reference and checked when the reader comes to it, one level at a time: so a
deep tree meets no limit of recursion, and every complaint is about one entry whose line is known.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from gametheory_paradox.models.forecasts import OUTCOMES, SIGNS

Name = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
Number = Annotated[
    str, WithJsonSchema({"type": ["string", "number"], "description": "3, 1/3 or 0.25, exact"})
]
Formula = Annotated[
    str,
    WithJsonSchema(
        {"type": ["string", "number"], "description": "numbers, parameters, + - * / ^ and parentheses"}
    ),
]

_TEXT: dict[str, Any] = {"type": ["string", "number"]}
_PAYOFFS: dict[str, Any] = {
    "description": "one formula per player, in the players' order or by name",
    "anyOf": [{"type": "array", "items": _TEXT}, {"type": "object", "additionalProperties": _TEXT}],
}
_CELLS: dict[str, Any] = {
    "description": "payoffs by the first player's action, then the second's, and so on",
    "anyOf": [
        {"$ref": "#/$defs/Payoffs"},
        {"type": "object", "additionalProperties": {"$ref": "#/$defs/Cells"}},
    ],
}
_BRANCH: dict[str, Any] = {
    "description": "what happens next: a player's move, a move of chance, or the end of the game",
    "anyOf": [
        {"$ref": "#/$defs/Move"},
        {"$ref": "#/$defs/Chance"},
        {"$ref": "#/$defs/End"},
        {"type": "array", "items": _TEXT},
        {"const": "end"},
    ],
}
_NAMES: dict[str, Any] = {"type": "array", "items": _TEXT, "minItems": 1}
_PREFERENCES: dict[str, Any] = {
    "description": "outcomes by their plays, best first, = for indifference; or the comparisons known",
    "anyOf": [
        {"type": "array", "items": _TEXT},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["known"],
            "properties": {"known": {"type": "array", "items": _TEXT}},
        },
    ],
}
_NUMBERS: dict[str, Any] = {"type": "array", "items": _TEXT}
_ODDS: dict[str, Any] = {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}
_NAMES_BY: dict[str, Any] = {
    "anyOf": [_NAMES, {"type": "object", "additionalProperties": _NAMES, "minProperties": 1}]
}
_ANSWERS_BY: dict[str, Any] = {
    "anyOf": [
        _NAMES,
        {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT}, "minProperties": 1},
    ]
}
_TYPES: dict[str, Any] = {
    "description": "from type to probability; with prior, the names alone",
    "anyOf": [_ODDS, _NAMES],
}
_PRIOR: dict[str, Any] = {
    "description": "the probability of each combination, by state and by the types in the players' order",
    "type": "object",
    "additionalProperties": {
        "anyOf": [*({"type": kind} for kind in _TEXT["type"]), {"$ref": "#/$defs/Prior"}]
    },
}
_DISTRIBUTION: dict[str, Any] = {
    "anyOf": [
        {"enum": ["uniform", "triangular"]},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {
                "uniform": {**_NUMBERS, "description": "[low, high]", "minItems": 2, "maxItems": 2},
                "triangular": {**_NUMBERS, "description": "[low, peak, high]", "minItems": 3, "maxItems": 3},
                "normal": {
                    **_NUMBERS,
                    "description": "[mean, deviation], kept within the range",
                    "minItems": 2,
                    "maxItems": 2,
                },
                "values": {
                    "description": "a list, or from value to weight",
                    "anyOf": [{**_NUMBERS, "minItems": 1}, _ODDS],
                },
            },
        },
    ]
}
_PART: dict[str, Any] = {"anyOf": [{"type": "string"}, {"reference": "Part"}]}
_RENAME: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {"type": "object", "additionalProperties": _TEXT},
}
_SEES: dict[str, Any] = {
    "anyOf": [{"const": "everything"}, {"type": "object", "additionalProperties": _NUMBERS}]
}
_WHEN: dict[str, Any] = {
    "description": "player: action, and chance: outcome; all of them must have happened",
    "anyOf": [
        {"type": "object", "additionalProperties": _TEXT},
        {"type": "array", "items": {"type": "object", "additionalProperties": _TEXT}},
    ],
}


_DISCOUNT: dict[str, Any] = {
    "anyOf": [*({"type": kind} for kind in _TEXT["type"]), {"type": "object", "additionalProperties": _TEXT}]
}
_GRAPH_STATES: dict[str, Any] = {
    "anyOf": [
        _NAMES,
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "type": "array",
                "items": {"anyOf": [*({"type": kind} for kind in _TEXT["type"]), _NUMBERS]},
            },
        },
    ]
}
_PLAY: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "anyOf": [
            *({"type": kind} for kind in _TEXT["type"]),
            {"type": "object", "additionalProperties": _TEXT},
        ]
    },
}
_START: dict[str, Any] = {"anyOf": [*({"type": kind} for kind in _TEXT["type"]), _ODDS]}


def _reference(name: str) -> WithJsonSchema:
    # Pydantic follows a "$ref" itself and finds nothing: written in at the end.
    return WithJsonSchema({"reference": name})


Payoffs = Annotated[Any, _reference("Payoffs")]
Cells = Annotated[Any, _reference("Cells")]
Branch = Annotated[Any, _reference("Branch")]
Types = Annotated[Any, _reference("Types")]


# How a game may be spelled.
KINDS = ("tree", "table", "bayesian", "signaling", "compose", "stochastic", "repeated", "graph")


class FileEntry(BaseModel):
    """A mapping in a model file: known keys only, every scalar text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class ParameterEntry(FileEntry):
    """A number the modeller does not know exactly."""

    model_config = ConfigDict(
        title="Parameter",
        json_schema_extra={"anyOf": [{"required": ["baseline"]}, {"required": ["quantity"]}]},
    )
    quantity: str = Field("", description="the quantity of the catalog that it is")
    range: list[Number] = Field(description="[lowest, highest] plausible value", min_length=2, max_length=2)
    baseline: Number = Field("", description="the value used where none is named")
    because: str = Field("", description="why the baseline is not that of the quantity")
    unit: str = Field("", description="what it is measured in")
    meaning: str = Field("", description="what it is, in words")
    standing: Literal["measured", "estimated", "assumed"] = Field(
        "assumed", description="measured (a figure), estimated (a study) or assumed (a reason)"
    )
    source: str = Field("", description="where range and baseline come from")
    distribution: Annotated[Any, WithJsonSchema(_DISTRIBUTION)] = Field(
        None, description="how plausible the values of the range are; by default all alike"
    )


class QuantityEntry(FileEntry):
    """A number about the world that model files refer to; belongs to the catalog and not to a model file."""

    value: Formula = Field(description="a number, or a formula in quantities above")
    rounded: Number = Field("0", description="the nearest multiple of this is taken")
    unit: str = Field(description="what it is measured in")
    meaning: str = Field(description="what it is, in words")
    standing: Literal["measured", "estimated", "assumed"]
    source: str = Field(description="where the value comes from")
    note: str = Field("", description="what to be careful about")


class QuantitiesFile(FileEntry):
    """The catalog's table of quantities."""

    quantities: dict[str, Any]


class AccountEntry(FileEntry):
    """A part of the payoffs that is added up by itself."""

    model_config = ConfigDict(title="Account")
    meaning: str = Field(description="what counts in it, in words")
    unit: str = Field("", description="what it is measured in")
    values: dict[Name, list[Formula]] = Field(
        default_factory=dict,
        description="where payoffs stand bare: for a player its part of each, cell by cell or end by end",
    )
    preferences: dict[Name, Annotated[Any, WithJsonSchema(_PREFERENCES)]] = Field(
        default_factory=dict,
        description="where payoffs are ranked: a player's ranking of the outcomes in this account alone",
    )


class TermEntry(FileEntry):
    """One summand of a player's payoff."""

    model_config = ConfigDict(title="Term")
    player: Name = Field(description="who receives it")
    value: Formula = Field(description="how much")
    when: Annotated[Any, WithJsonSchema(_WHEN)] = Field(
        default_factory=dict, description="the moves under which it is received"
    )
    meaning: str = Field("", description="why it is there")
    account: Name = Field("", description="the account it counts in")


class TableEntry(FileEntry):
    """A game in normal form."""

    model_config = ConfigDict(title="Table")
    actions: dict[Name, list[Name]] = Field(description="for each player the names of its actions")
    payoffs: Cells = Field(None, description="may be left out where terms give the payoffs")
    names: dict[Name, Name] = Field(
        default_factory=dict, description="from cells, called by their actions, to names of their own"
    )


class BayesianEntry(FileEntry):
    """A Bayesian game: chance draws types, everyone sees its own, and all choose at the same time."""

    model_config = ConfigDict(
        title="Bayesian", json_schema_extra={"anyOf": [{"required": ["types"]}, {"required": ["state"]}]}
    )
    state: Types = Field(None, description="what chance draws and nobody sees: from state to probability")
    types: dict[Name, Types] = Field(default_factory=dict, description="for each player who has types these")
    prior: Annotated[Any, _reference("Prior")] = Field(
        None, description="where what is drawn for one depends on the others"
    )
    actions: dict[Name, Annotated[Any, WithJsonSchema(_NAMES_BY)]] = Field(
        description="for each player the names of its actions, or from type to these"
    )
    payoffs: Cells = Field(
        None, description="by state, types and actions; may be left out where terms give the payoffs"
    )


class SignalingEntry(FileEntry):
    """A signaling game: the sender knows its type, the receiver sees the message alone."""

    model_config = ConfigDict(title="Signaling")
    sender: Name = Field(description="who knows its type and sends")
    receiver: Name = Field(description="who sees the message and responds")
    types: dict[Name, Formula] = Field(
        description="for each type of the sender its probability", min_length=1
    )
    messages: Annotated[Any, WithJsonSchema(_NAMES_BY)] = Field(
        description="what can be sent, or from type to that"
    )
    responses: Annotated[Any, WithJsonSchema(_ANSWERS_BY)] = Field(
        description="what can be done then, or from message to that, [] where the game ends"
    )
    payoffs: Cells = Field(
        None, description="by type, message and response; may be left out where terms give the payoffs"
    )


class LineEntry(FileEntry):
    """A rule for the states that follow some actions."""

    model_config = ConfigDict(title="Line")
    when: dict[Name, Name] = Field(
        default_factory=dict,
        description="player: action, all of which must fit; without it a line fits always",
    )
    to: dict[Name, Formula] = Field(
        description="for states their probabilities; one may be rest, what the others leave over"
    )


class StateEntry(FileEntry):
    """A state: who chooses among what, and what follows; with nothing in it, a state that is never left."""

    model_config = ConfigDict(title="State")
    moves: dict[Name, list[Name]] = Field(
        default_factory=dict, description="for each player who moves here, all at once, its actions"
    )
    tree: Branch = Field(
        None, description="in the place of moves: one after the other, all seen, within the period"
    )
    next: list[Annotated[Any, _reference("Line")]] = Field(
        default_factory=list, description="what follows; the first line that fits counts"
    )
    then: list[Annotated[Any, _reference("Line")]] = Field(
        default_factory=list,
        description="in the place of next: what follows at once, within the same period and not discounted",
    )
    payoffs: Cells = Field(None, description="by the movers' actions; may be left out where terms give them")


class StochasticEntry(FileEntry):
    """A stochastic game: periods without end, in each of which a state is seen and all choose at once."""

    model_config = ConfigDict(title="Stochastic")
    discount: Annotated[Any, WithJsonSchema(_DISCOUNT)] = Field(
        description="the discount factor, below 1, or for each player one"
    )
    start: Annotated[Any, WithJsonSchema(_START)] = Field(
        description="the state in which play begins, or from state to probability"
    )
    states: dict[Name, Annotated[Any, _reference("State")]] = Field(description="the states")


class RepeatedEntry(FileEntry):
    """A table that is played period after period, by strategies that look back."""

    model_config = ConfigDict(title="Repeated")
    discount: Annotated[Any, WithJsonSchema(_DISCOUNT)] = Field(
        description="the discount factor, below 1, or for each player one"
    )
    stage: Annotated[Any, _reference("Table")] = Field(description="the table")


class NoticeEntry(FileEntry):
    """A rule for the states of an automaton that follow some actions."""

    model_config = ConfigDict(title="Notice")
    when: dict[Name, Name] = Field(
        default_factory=dict,
        description="player: action, and of a stochastic game state: name, all of which must fit; without it "
        "a line fits always",
    )
    to: Annotated[Any, WithJsonSchema(_START)] = Field(
        description="a state of the automaton, or from states to their probabilities"
    )
    after: Annotated[Any, WithJsonSchema(_TEXT)] = Field(
        "0", description="by how many periods the others notice late"
    )


class PlayEntry(FileEntry):
    """A state of an automaton: what all do, and what follows."""

    model_config = ConfigDict(title="Play")
    play: Annotated[Any, WithJsonSchema(_PLAY)] = Field(
        description="for each player its action, or from each state of a stochastic game to that"
    )
    next: list[Annotated[Any, _reference("Notice")]] = Field(
        description="what follows; the first line that fits counts"
    )


class AutomatonEntry(FileEntry):
    """An automaton that plays for all players together."""

    model_config = ConfigDict(title="Automaton")
    start: Name = Field("", description="the state in which it begins; by default the first")
    states: dict[Name, Annotated[Any, _reference("Play")]] = Field(description="its states", min_length=1)


class GraphEntry(FileEntry):
    """A graph model: states and moves, from the players' options or listed."""

    model_config = ConfigDict(title="Graph")
    options: dict[Name, list[Name]] = Field(
        default_factory=dict, description="for each player its options, which it takes or not"
    )
    infeasible: list[list[Name]] = Field(
        default_factory=list, description="patterns that cannot be: options, not before one that is not taken"
    )
    one_way: list[Name] = Field(
        default_factory=list,
        description="options that are never given up; with not before it, one that is never taken again",
    )
    together: list[list[Name]] = Field(
        default_factory=list, description="patterns; the states that fit one of them are one state"
    )
    states: Annotated[Any, WithJsonSchema(_GRAPH_STATES)] = Field(
        None, description="from names to the options taken there; or the names alone, where moves are listed"
    )
    moves: dict[Name, dict[Name, list[Name]]] = Field(
        default_factory=dict,
        description="in the place of patterns: for each player, from a state the states it can move to",
    )
    start: Name | None = Field(None, description="the status quo")


class PartEntry(FileEntry):
    """A game that is put together with others."""

    model_config = ConfigDict(title="Part")
    game: Name = Field(description="its name in the catalog")
    rename: Annotated[Any, WithJsonSchema(_RENAME)] = Field(
        None, description="for each player from old to new names of moves"
    )


class ComposeEntry(FileEntry):
    """A game put together from others."""

    model_config = ConfigDict(title="Compose")
    parts: list[Annotated[Any, WithJsonSchema(_PART)]] = Field(
        description="the games, in the order in which they are played", min_length=1
    )
    sees: Annotated[Any, WithJsonSchema(_SEES)] = Field(
        None, description="for each player those whose moves in other parts it sees, or everything"
    )


class MoveEntry(FileEntry):
    """A player's move."""

    model_config = ConfigDict(title="Move")
    player: Name = Field(description="who moves")
    information_set: Name = Field("", description="what the player sees; the same name twice is one set")
    actions: dict[Name, Branch] = Field(description="for each action what follows", min_length=1)


class OutcomeEntry(FileEntry):
    """An outcome of chance."""

    model_config = ConfigDict(title="Outcome")
    probability: Formula
    then: Branch


class ChanceEntry(FileEntry):
    """A move of chance."""

    model_config = ConfigDict(title="Chance")
    chance: dict[Name, Annotated[Any, _reference("Outcome")]] = Field(
        description="for each outcome its probability and what follows", min_length=1
    )


class EndEntry(FileEntry):
    """The end of the game."""

    model_config = ConfigDict(title="End")
    payoffs: Payoffs = Field(None, description="may be left out where terms or preferences give them")
    name: Name = Field("", description="what this end is called in preferences and in answers")
    next: Annotated[Any, WithJsonSchema(_START)] = Field(
        None,
        description="of a tree within a period: the state in which the next one begins, or from state to "
        "probability; without it the lines of the state count",
    )


class SetEntry(FileEntry):
    """A place in the order of the information sets."""

    model_config = ConfigDict(title="InformationSet")
    player: Name
    information_set: Name


class QuestionEntry(FileEntry):
    """The question that a model asks itself."""

    model_config = ConfigDict(title="Question")
    paradox: Name = Field("option", description="which paradox")
    mover: Name = Field(description="whose payoff is measured")
    action: Name | list[Name] = Field(
        default_factory=list,
        description="which of its actions might hurt its owner; several are taken away together",
    )
    at: Name | list[Name] = Field(
        default_factory=list, description="the information sets; none means all that have the action"
    )
    coalition: list[Name] = Field(default_factory=list, description="players who all lose the action")
    quantifier: Name = Field("strong", description="which equilibria are compared")
    concept: Name | None = Field(None, description="equilibria in which sense; by default the form's own")
    measure: Name | None = Field(
        None, description="what is compared: payoff, an account or a sum of accounts"
    )
    third: Name | None = Field(None, description="the third party whose reaction is looked at")
    target: Name | None = Field(
        None, description="whom the action is aimed at, who may answer it, or who pays the penalty"
    )
    parameter: Name | None = Field(None, description="what changes, or the penalty")
    low: Any = Field(None, description="its value before, or where its range begins")
    high: Any = Field(None, description="its value after, or where its range ends")
    benchmark: Any = Field(None, description="no-coercion, complete-information or a number")
    instead: Name | None = Field(None, description="the action that is taken in its place")
    held: Name | None = Field(
        None, description="who answers while the others hold: nobody, target, third-parties or all"
    )
    parts: list[list[str]] | None = Field(
        None, description="the histories in each part of the set that is split"
    )
    model: Name | None = Field(
        None, description="the game of the catalog, at its baseline, that the mover believes to be played"
    )
    inaction: Name | None = Field(None, description="the action that means doing nothing")


class ForecastEntry(FileEntry):
    """The expectation of the model about a series of figures."""

    model_config = ConfigDict(title="Forecast")
    series: str = Field(description="what is counted, where, and by whom")
    window: str = Field(description="the span of time, and the one that it is compared with")
    sign: str = Field(description="up, down or unchanged", json_schema_extra={"enum": list(SIGNS)})
    because: str = Field("", description="the move of the model from which that follows")
    outcome: str = Field(
        "",
        description="what came of it: hit, fit (some of the figures were known), miss, cannot tell",
        json_schema_extra={"enum": ["", *OUTCOMES]},
    )


class ModelFile(FileEntry):
    """A conflict as a game with parameters."""

    model_config = ConfigDict(
        title="Model file",
        json_schema_extra={"oneOf": [{"required": [kind]} for kind in KINDS]},
    )
    format: Annotated[str, WithJsonSchema({"const": 1})] = Field(
        description="the version of this file format"
    )
    title: str = Field("", description="what the game is called")
    about: str = Field("", description="what it is about")
    claim: str = Field("", description="the claim it models")
    prediction: str = Field("", description="what the modeller expects the analysis to find")
    forecasts: list[Annotated[Any, _reference("Forecast")]] = Field(
        default_factory=list,
        description="what it expects of series of figures",
    )
    sources: list[str] = Field(default_factory=list, description="where the model comes from")
    question: Annotated[Any, _reference("Question")] = Field(
        None, description="the question that the model asks itself"
    )
    questions: list[Annotated[Any, _reference("Question")]] = Field(
        default_factory=list,
        description="several such questions; the first is asked where none is named",
    )
    players: list[Name] = Field(description="the players' names, in order", min_length=1)
    accounts: dict[Name, Annotated[Any, _reference("Account")]] = Field(
        default_factory=dict, description="the parts of the payoffs, such as security, that terms name"
    )
    parameters: dict[Name, Annotated[Any, _reference("Parameter")]] = Field(default_factory=dict)
    tree: Branch = Field(None, description="a game in extensive form")
    table: Annotated[Any, _reference("Table")] = Field(None, description="a game in normal form")
    bayesian: Annotated[Any, _reference("Bayesian")] = Field(
        None, description="a game with types, all choosing at once"
    )
    signaling: Annotated[Any, _reference("Signaling")] = Field(
        None, description="a game of a sender and a receiver"
    )
    stochastic: Annotated[Any, _reference("Stochastic")] = Field(
        None, description="a game in periods, with states"
    )
    repeated: Annotated[Any, _reference("Repeated")] = Field(None, description="a table that is repeated")
    automaton: dict[Name, Annotated[Any, _reference("Automaton")]] = Field(
        default_factory=dict, description="automata that may play a repeated or a stochastic game, by name"
    )
    graph: Annotated[Any, _reference("Graph")] = Field(
        None, description="a graph model of a conflict, with preferences"
    )
    compose: Annotated[Any, _reference("Compose")] = Field(
        None, description="a game put together from games of the catalog"
    )
    terms: list[Annotated[Any, _reference("Term")]] = Field(
        default_factory=list, description="summands of payoffs, added to those that stand at ends or in cells"
    )
    preferences: dict[Name, Annotated[Any, WithJsonSchema(_PREFERENCES)]] = Field(
        default_factory=dict,
        description="in the place of payoffs: for each player its ranking of the outcomes, best first",
    )
    strength: list[str] = Field(
        default_factory=list,
        description="how much better: 'A: (x) - (y) > 2*((y) - (z))' with outcomes x, y and z of player A",
    )
    information_sets: list[Annotated[Any, _reference("InformationSet")]] = Field(
        default_factory=list,
        description="the order of a tree's information sets, where it is not that of the tree",
    )


_PARTS: tuple[type[FileEntry], ...] = (
    ParameterEntry,
    AccountEntry,
    TermEntry,
    TableEntry,
    BayesianEntry,
    SignalingEntry,
    StochasticEntry,
    StateEntry,
    LineEntry,
    RepeatedEntry,
    AutomatonEntry,
    PlayEntry,
    NoticeEntry,
    GraphEntry,
    PartEntry,
    ComposeEntry,
    MoveEntry,
    ChanceEntry,
    OutcomeEntry,
    EndEntry,
    SetEntry,
    QuestionEntry,
    ForecastEntry,
)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a model file, for editors."""
    parts = [part.model_json_schema() for part in _PARTS]
    entries = {part["title"]: part for part in parts}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ModelFile.model_json_schema(),
        "$defs": {
            **entries,
            "Branch": _BRANCH,
            "Cells": _CELLS,
            "Payoffs": _PAYOFFS,
            "Prior": _PRIOR,
            "Types": _TYPES,
        },
    }
    return {key: _with_references(value) for key, value in schema.items()}


def _with_references(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_with_references(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _with_references(value) for key, value in schema.items() if key != "reference"}
    return {"$ref": f"#/$defs/{schema['reference']}", **found} if "reference" in schema else found


def json_schema_text() -> str:
    """The JSON Schema as the text of ``model.schema.json``."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def write_schema() -> Path:
    """Write ``model.schema.json``, which is shipped beside this module, anew."""
    path = Path(__file__).with_name("model.schema.json")
    path.write_text(json_schema_text(), encoding="utf-8")
    return path
