"""The commands about graph models: ``stability``, ``evolution``, ``stable-rankings`` and ``graph-option``."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli import known_names
from gametheory_paradox.cli.app import ANSWERED, OPEN
from gametheory_paradox.cli.options import Budget, CertificateOut, Format, Output, Picture, repeatable
from gametheory_paradox.cli.printing import answered, print_result, working
from gametheory_paradox.errors import InvalidGame

if TYPE_CHECKING:
    from gametheory_paradox.detectors.graph_option import Over
    from gametheory_paradox.paradoxes.graph_option import Responses

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
        found = gp.regions.stable_rankings(
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
