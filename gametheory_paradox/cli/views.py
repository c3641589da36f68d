"""The commands ``explain`` and ``report``: answers as prose and as a page."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN
from gametheory_paradox.cli.arguments import (
    check_about,
    read_asked,
    read_family,
    read_graph,
    read_names,
    read_proof,
    read_values,
)
from gametheory_paradox.cli.options import (
    PAGE,
    Budget,
    ByRank,
    Fields,
    Format,
    Model,
    Open,
    Output,
    Over,
    Settings,
    Start,
    asks,
)
from gametheory_paradox.cli.printing import print_result, rejecting, working
from gametheory_paradox.errors import InvalidGame

MaybeModel = Annotated[
    str | None,
    typer.Argument(
        metavar="[MODEL]",
        help="A name in the catalog or the path of a model file; not needed with --certificate.",
    ),
]
Proof = Annotated[
    Path | None,
    typer.Option("--certificate", help="Explain what this certificate proves; it is checked first."),
]


@asks
def explain_(
    *,
    model: MaybeModel = None,
    fields: Fields,
    set_: Settings,
    start: Start = None,
    by_rank: ByRank = False,
    certificate: Proof = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Answer in English what `detect` answers, or what a certificate proves; as JSON in LaTeX besides."""
    graph = None if model is None else read_graph(model, set_, by_rank, start)
    family, values = (None, {}) if graph or model is None else read_asked(model, set_, by_rank, start)
    if graph is not None and certificate is None and not fields.get("action"):
        told = gp.explain(graph, **fields)
        print_result(output, {"text": told}, lambda: [told])
        return ANSWERED
    if certificate is None and model is None:
        raise InvalidGame("explain what? name a model, or a certificate with --certificate")
    if certificate is not None and fields:
        raise InvalidGame(
            "a certificate says itself what it is about; beside --certificate name a model and --set at most"
        )
    if model is None and (set_ or start is not None):
        raise InvalidGame("--set and --start say more about a model; name one")

    with rejecting(output), working("detecting" if certificate is None else "verifying"):
        if certificate is not None:
            claimed = read_proof(certificate)
            answer = gp.views.proved(claimed)
            if (about := graph or family) is not None:
                check_about(claimed, gp.verify(claimed), about, values)
            if family is not None and isinstance(answer, gp.Verdict | gp.detectors.Channels):
                answer = replace(answer, moved=family.moved(family.point(values)))  # it knows no baseline
        elif graph is not None:
            answer = gp.detect(graph, budget=budget, **fields)
        elif family is not None:
            answer = gp.detect(family, values=values, budget=budget, **fields)
    text = gp.explain(answer, family=family)
    data: dict[str, object] = {"verdict": answer.name, "text": text, "latex": gp.views.explain_latex(answer)}
    if output is Format.json and isinstance(answer, gp.detectors.Verdict):
        data["story"] = gp.detectors.story_of(answer).to_data()
    print_result(output, data, lambda: [text])
    return OPEN if answer.name == "undecided" else ANSWERED


@asks
def report_(
    *,
    model: Model,
    out: Annotated[Path, typer.Option("-o", "--output", callback=PAGE, help="The page to write: .html.")],
    fields: Fields,
    over: Over = None,
    undecided: Open = "0.001",
    set_: Settings,
    start: Start = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Write one self-contained page about a model: game, equilibria, verdicts, map, certificate."""
    graph = read_graph(model, set_, start=start)
    family = graph or read_family(model, start)
    values = read_values(family, set_) if isinstance(family, gp.GameFamily) else {}
    with working("writing the report") as bar:
        gp.report(
            family,
            out,
            over=None if over is None else read_names(over),
            values=values,
            undecided=undecided,
            budget=budget,
            **fields,
        )
    print_result(output, {"report": str(out)}, lambda: [f"wrote {out}"])
    return OPEN if bar.is_interrupted else ANSWERED
