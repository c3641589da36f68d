"""Commands about a game: solve, detect, and those of graph models."""

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli import known_names
from gametheory_paradox.cli.app import ANSWERED, NAME, OPEN
from gametheory_paradox.cli.arguments import read_asked, read_family, read_graph, read_names, read_values
from gametheory_paradox.cli.options import (
    Budget,
    ByRank,
    CertificateOut,
    Concept,
    Fields,
    Format,
    Model,
    Output,
    Picture,
    Settings,
    Start,
    Workers,
    asks,
    question_words,
    repeatable,
    settings_words,
    start_words,
)
from gametheory_paradox.cli.printing import answered, print_result, working
from gametheory_paradox.errors import InvalidGame

if TYPE_CHECKING:
    from gametheory_paradox.forms.graphs.detection import Over
    from gametheory_paradox.forms.graphs.option import Responses


# The commands ``solve`` and ``diagnose``: every equilibrium of a game, and every action of its players
# ----------------------------------------------------------------------------


def solve_(
    *,
    model: Model,
    set_: Settings,
    start: Start = None,
    concept: Concept = None,
    method: Annotated[
        str | None, typer.Option(help="The name of a method; by default the best that applies.")
    ] = None,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Find every equilibrium."""
    family = read_family(model, start)
    game = family.at(read_values(family, set_))
    with working("solving"):
        equilibria = gp.solve(game, concept=concept, method=method, budget=budget)
    settled = equilibria.completeness.status == "proved"
    return answered(output, equilibria, settled=settled, files=[certificate])


def diagnose_(
    *,
    model: Model,
    set_: Settings,
    start: Start = None,
    quantifier: Annotated[
        str, typer.Option(help="Which equilibria are compared: strong, best, worst or possible.")
    ] = "strong",
    concept: Concept = None,
    over: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[,NAME]…",
            help="The parameters whose ranges are looked at; repeatable; '' for none. "
            "Default: all that are not set.",
        ),
    ] = None,
    workers: Workers = 1,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Ask about every action of every player: where in the ranges it hurts its owner, what is here first."""
    family = read_family(model, start)
    values = read_values(family, set_)
    with working("diagnosing"):
        diagnosis = gp.diagnose(
            family,
            values=values,
            over=None if over is None else read_names(over),
            concept=concept,
            quantifier=quantifier,
            budget=budget,
            workers=workers,
        )
    settled = all(answer.name != "undecided" for answer in diagnosis.answers)
    return answered(output, diagnosis, settled=settled)


# The commands ``detect`` and ``channels``: what one game answers
# ----------------------------------------------------------------


@asks
def detect_(
    *,
    ctx: typer.Context,
    model: Model,
    fields: Fields,
    set_: Settings,
    start: Start = None,
    by_rank: ByRank = False,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Decide whether a paradox is present: whether an action, say, hurts the one who has it."""
    if (graph := read_graph(model, set_, by_rank, start)) is not None:
        with working("comparing"):
            answer = gp.detect(graph, budget=budget, **fields)
        return answered(output, answer, settled=answer.is_settled, files=[certificate])
    with working("detecting"):
        family, values = read_asked(model, set_, by_rank, start)
        verdict = gp.detectors.detect_and_assess(family, values=values, budget=budget, **fields)
    unit = gp.detectors.unit_of(family, verdict.question)
    what = "payoffs are" if verdict.question.measure == gp.forms.PAYOFF else f"{verdict.question.measure} is"
    remarks = [f"{what} in {unit}"] if unit and verdict.comparison is not None else []
    remarks += [f"counted from {start}"] if start else []
    remarks.append(_next_step(ctx.params, family, verdict, fields))
    settled = verdict.name != "undecided"
    return answered(output, verdict, settled=settled, files=[certificate], remarks=remarks)


def _next_step(
    given: Mapping[str, Any], family: "gp.GameFamily", verdict: "gp.Verdict", fields: Fields
) -> str:
    """A command that goes on from a verdict about this model and question, and what it answers."""
    is_present = verdict.name == "present"
    if family.ranking is not None:  # which is asked about as a whole
        command, answers = "explain", "the same in plain English"
    elif verdict.name == "impossible":
        command, answers = "diagnose", "every other action"
    elif family.parameters and _has_formulas(family, fields):
        command, answers = "thresholds", "where it is present" if is_present else "where it would be present"
    elif is_present:
        command, answers = "explain", "what happens with and without it"
    elif family.parameters:
        command, answers = "falsify", "values at which it would be present"
    else:
        command, answers = "diagnose", "every other action"

    words = [*start_words(given), *([] if command == "diagnose" else question_words(given))]
    settings = settings_words(given) if command == "explain" or given["by_rank"] else []
    settings += ["--by-rank"] if given["by_rank"] else []
    return f"next, {answers}:\n    {shlex.join([NAME, command, given['model'], *words, *settings])}"


def _has_formulas(family: "gp.GameFamily", fields: Fields) -> bool:
    """True where thresholds are offered for the question."""
    try:
        gp.detectors.inquiry_over_parameters(family, None, cast("Any", fields))
    except gp.ParadoxError:
        return False
    return True


@asks
def channels_(
    *,
    model: Model,
    fields: Fields,
    set_: Settings,
    start: Start = None,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Split what an action, or a change of a parameter, does to a payoff into direct effect and reactions."""
    family = read_family(model, start)
    with working("freezing players"):
        split = gp.channels(family, values=read_values(family, set_), budget=budget, **fields)
    return answered(output, split, settled=split.name != "undecided", files=[certificate])


# The commands about graph models: ``stability``, ``evolution``, ``stable-rankings`` and ``graph-option``
# ----------------------------------------------------------------------------

Graph = Annotated[
    str,
    typer.Argument(
        metavar="MODEL",
        help="A graph model: a name in the catalog (see `list --graphs`) or the path of a model file.",
        autocompletion=known_names.graphs,
    ),
]
STABILITY = "nash, general-metarational, symmetric-metarational or sequentially-stable."
Stability = Annotated[
    str,
    typer.Option("--concept", help=STABILITY, autocompletion=known_names.one_of(*known_names.STABILITIES)),
]
Single = Annotated[
    bool, typer.Option("--single", help="The others respond by one move, not by legal sequences of moves.")
]


def _responses(single: bool) -> "Responses":
    return "single" if single else "sequences"


def stability_(
    *,
    model: Graph,
    concept: Annotated[
        str | None,
        typer.Option(
            help=f"{STABILITY} Default: all four.",
            autocompletion=known_names.one_of(*known_names.STABILITIES),
        ),
    ] = None,
    coalitions: Annotated[
        bool, typer.Option("--coalitions", help="Look at every coalition, not at single players alone.")
    ] = False,
    single: Single = False,
    output: Output = Format.text,
) -> int:
    """Say of every state of a graph model for whom it is stable, and which states are equilibria."""
    graph = gp.as_graph(model)
    with working("looking at states"):
        found = gp.stability(graph, concept, coalitions=coalitions, responses=_responses(single))
    about = [graph.about] * bool(graph.about)
    print_result(output, found.to_data(), lambda: [*about, graph.table(), found.table()])
    return ANSWERED if found.is_settled else OPEN


def evolution_(
    *,
    model: Graph,
    start: Annotated[
        str | None,
        typer.Option(metavar="STATE", help="Where it begins. Default: the status quo that the model names."),
    ] = None,
    every_move: Annotated[
        bool, typer.Option("--every-move", help="Every move counts, not improvements alone.")
    ] = False,
    png: Picture = None,
    output: Output = Format.text,
) -> int:
    """Follow a conflict from its status quo: which states are reached, by whom, in how many steps."""
    found = gp.concepts.evolution(model, start=start, improvements=not every_move)
    return answered(output, found, settled=not found.open_moves, files=[png])


def stable_rankings_(
    *,
    model: Graph,
    state: Annotated[str, typer.Option(metavar="STATE", help="The state.")],
    concept: Stability = "nash",
    coalition: Annotated[
        list[str],
        repeatable("--coalition", "PLAYER", "For whom; repeatable. Default: every player by himself.", None),
    ],
    single: Single = False,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Say for which preferences, of those that agree with what is known, a state is stable."""
    with working("comparing"):
        found = gp.maps.stable_rankings(
            model, state, concept, coalition=coalition, responses=_responses(single), budget=budget
        )
    return answered(output, found, settled=found.is_settled)


def graph_option_(
    *,
    model: Graph,
    mover: Annotated[str, typer.Option(metavar="PLAYER", help="Who loses it.")],
    action: Annotated[
        list[str],
        repeatable(
            "--action", "OPTION", "What it can no longer take; 'not' before it: give up; repeatable.", None
        ),
    ],
    move: Annotated[
        list[str], repeatable("--move", "STATE:STATE", "A move that is taken away; repeatable.", None)
    ],
    concept: Stability = "nash",
    quantifier: Annotated[
        str, typer.Option(help="How equilibria are compared: strong, best, worst or possible.")
    ] = "strong",
    over: Annotated[
        str, typer.Option(help="equilibria, or those that are reached from the status quo: reached.")
    ] = "equilibria",
    single: Single = False,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Decide whether a player is better off without an option, or without some moves, by its own ranking."""
    pairs = [text.partition(":") for text in move]
    for text, (_, colon, _) in zip(move, pairs, strict=True):
        if not colon:
            raise InvalidGame(f"--move {text!r}: expected STATE:STATE, such as peace:war")

    with working("comparing"):
        verdict = gp.detectors.graph_option(
            model,
            mover=mover,
            action=action,
            moves=[(here.strip(), there.strip()) for here, _, there in pairs],
            concept=concept,
            quantifier=quantifier,
            over=cast("Over", over),
            responses=_responses(single),
            budget=budget,
        )

    return answered(output, verdict, settled=verdict.is_settled, files=[certificate])
