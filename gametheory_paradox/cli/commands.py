"""The commands, one function each: read what is asked, ask the front door, print what it answers."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, REJECTED, app
from gametheory_paradox.cli.options import (
    Action,
    At,
    Benchmark,
    Budget,
    CertificateOut,
    Changed,
    Coalition,
    Concept,
    Format,
    Gap,
    High,
    Low,
    Model,
    Mover,
    Output,
    Paradox,
    Quantifier,
    Seed,
    Settings,
    Target,
    Third,
)
from gametheory_paradox.cli.printing import CLAIM, claim_table, complain, print_result, working
from gametheory_paradox.cli.reading import (
    check_about,
    check_output,
    read_asked,
    read_box,
    read_family,
    read_fixed,
    read_game,
    read_names,
    read_proved,
    read_question,
    read_settings,
    split_settings,
)
from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.table import Table

if TYPE_CHECKING:
    from gametheory_paradox.families import Parameter

PICTURES = (".png", ".svg", ".pdf")


@app.command("list")
def list_(output: Output = Format.text) -> int:
    """List the games in the catalog."""
    names = gp.catalog.names()
    print_result(output, names, lambda: ["\n".join(names)])
    return ANSWERED


@app.command()
def show(
    model: Model,
    set_: Settings = [],  # noqa: B006 (typer reads it once)
    output: Output = Format.text,
) -> int:
    """Show a model: its players, moves, parameters, and equilibria as formulas."""
    family = read_family(model)
    fixed, left = read_fixed(family, set_)
    known = replace(family, parameters=tuple(_fixed(p, fixed.get(p.name)) for p in family.parameters))
    print_result(
        output,
        gp.views.model_to_data(known),
        lambda: [*_told(known), *gp.views.model_tables(known), *_formulas(left)],
    )
    return ANSWERED


@app.command("solve")
def solve_(
    model: Model,
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    method: Annotated[
        str | None, typer.Option(help="The name of a method; by default the best that applies.")
    ] = None,
    output: Output = Format.text,
    budget: Budget = None,
    seed: Seed = None,
) -> int:
    """Find every equilibrium."""
    game = read_game(model, set_)
    with working("solving"):
        found = gp.solve(game, concept=concept, method=method, budget=budget)
    print_result(output, found.to_data(), lambda: [found.table()])
    return ANSWERED if found.completeness.status == "proved" else OPEN


@app.command("detect")
def detect_(
    model: Model,
    mover: Mover = None,
    action: Action = None,
    paradox: Paradox = "option",
    at: At = [],  # noqa: B006
    coalition: Coalition = [],  # noqa: B006
    third: Third = None,
    target: Target = None,
    benchmark: Benchmark = None,
    parameter: Changed = None,
    low: Low = None,
    high: High = None,
    quantifier: Quantifier = "strong",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
    seed: Seed = None,
) -> int:
    """Decide whether an action, or a change of a parameter, hurts its owner, or whether a penalty changes nothing."""
    check_output(certificate, ".json")
    others = {
        "third": third,
        "target": target,
        "benchmark": benchmark,
        "parameter": parameter,
        "low": low,
        "high": high,
    }
    asked = read_question(model, set_, paradox, mover, action, at, coalition, others)
    with working("detecting"):
        verdict = gp.detect(**asked, quantifier=quantifier, concept=concept, budget=budget)
    if certificate and verdict.certificate:
        gp.save(verdict.certificate, certificate)
    elif certificate:
        complain(f"{verdict.name}: there is nothing to certify, {certificate} was not written")
    print_result(output, verdict.to_data(), lambda: [verdict.table()])
    return OPEN if isinstance(verdict, gp.Undecided) else ANSWERED


@app.command("diagnose")
def diagnose_(
    model: Model,
    quantifier: Quantifier = "strong",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer at the same time.")] = 1,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Ask about every action of every player, and list the paradoxes that are found first."""
    game = read_game(model, set_)
    with working("diagnosing"):
        found = gp.diagnose(game, concept=concept, quantifier=quantifier, budget=budget, workers=workers)
    print_result(output, found.to_data(), lambda: [found.table()])
    return OPEN if any(row.verdict == gp.Undecided.name for row in found.rows) else ANSWERED


@app.command("chart")
def chart_(
    model: Model,
    over: Annotated[str, typer.Option(metavar="NAME[,NAME]…", help="The charted parameters.")],
    mover: Mover = None,
    action: Action = None,
    paradox: Paradox = "option",
    at: At = [],  # noqa: B006
    coalition: Coalition = [],  # noqa: B006
    target: Target = None,
    parameter: Changed = None,
    low: Low = None,
    high: High = None,
    quantifier: Quantifier = "strong",
    box: Annotated[
        list[str], typer.Option(metavar="NAME=LO:HI", help="The range of a charted parameter; repeatable.")
    ] = [],  # noqa: B006
    gap: Gap = "0.001",
    least: Annotated[str, typer.Option(help="What the gap between payoffs must exceed.")] = "0",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    png: Annotated[Path | None, typer.Option(help="Where to write the picture: .png, .svg or .pdf.")] = None,
    certificate: CertificateOut = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that work at the same time.")] = 1,
    store: Annotated[
        Path | None,
        typer.Option(help="A folder for parts of the map; a run that was stopped goes on where it stopped."),
    ] = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
    seed: Seed = None,
) -> int:
    """Map where a paradox is present, with a proof for every cell."""
    family = read_family(model)
    names = read_names(over)
    values = {name: value for name, value in read_settings(family, set_).items() if name not in names}
    others = {"target": target, "parameter": parameter, "low": low, "high": high}
    asked = read_asked(family, paradox, mover, action, at, coalition, others)
    check_output(certificate, ".json")
    check_output(png, *PICTURES)
    with working("charting"):
        found = gp.chart(
            family,
            paradox,
            over=names,
            **asked,
            quantifier=quantifier,
            concept=concept,
            box=read_box(box),
            values=values,
            gap=gap,
            least=least,
            budget=budget,
            workers=workers,
            store=store,
        )
        if png:
            gp.draw(found, png)
    if certificate:
        gp.save(found.certificate, certificate)
    print_result(output, found.to_data(), lambda: [found.table()])
    return ANSWERED if found.finished else OPEN


@app.command("verify")
def verify_(
    certificate: Annotated[Path, typer.Argument(help="A certificate that `detect` or `chart` wrote.")],
    model: Annotated[
        str | None, typer.Option(help="Also check that the certificate is about this model.")
    ] = None,
    set_: Settings = [],  # noqa: B006
    output: Output = Format.text,
) -> int:
    """Check a certificate by exact arithmetic."""
    family = None if model is None else read_family(model)
    values = {} if family is None else read_settings(family, set_)
    try:
        with working("verifying"):
            claimed = read_proved(certificate)
            checked = gp.verify(claimed)
        if family is not None:
            check_about(checked, family, values)
    except CertificateRejected as problem:
        if output is Format.json:
            print_result(output, {"accepted": False, "why": str(problem)}, list)
        complain(f"rejected: {problem}")
        return REJECTED
    data = {"accepted": True, "kind": checked.kind, "verdict": checked.verdict, "game": checked.game}
    data |= {name: claimed.data[name] for name in CLAIM if name in claimed.data}
    print_result(output, data, lambda: [claim_table(data)])
    return ANSWERED


@app.command("compare")
def compare_(
    first: Model,
    second: Annotated[str, typer.Argument(help="The other model, such as a control.")],
    mover: Annotated[str | None, typer.Option(help="Only moves of this player.")] = None,
    action: Annotated[str | None, typer.Option(help="Only this action.")] = None,
    at: Annotated[str | None, typer.Option(help="Only at this information set.")] = None,
    over: Annotated[
        str, typer.Option(metavar="NAME[,NAME]…", help="Parameters to chart in both models.")
    ] = "",
    gap: Gap = "0.01",
    quantifier: Quantifier = "strong",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    output: Output = Format.text,
    budget: Budget = 10.0,
) -> int:
    """Put two models side by side."""
    families = read_family(first), read_family(second)
    names = read_names(over) if over else []
    with working("comparing"):
        found = gp.compare(
            *families,
            mover=mover,
            action=action,
            at=at,
            over=names,
            gap=gap,
            values=split_settings(set_),
            quantifier=quantifier,
            concept=concept,
            budget=budget,
        )
    print_result(output, found.to_data(), lambda: [found.table()])
    return ANSWERED


@app.command("report")
def report_(
    model: Model,
    out: Annotated[Path, typer.Option("-o", "--output", help="The page to write: .html.")],
    mover: Mover = None,
    action: Action = None,
    at: At = [],  # noqa: B006
    coalition: Coalition = [],  # noqa: B006
    quantifier: Quantifier = "strong",
    over: Annotated[
        str | None,
        typer.Option(
            metavar="NAME[,NAME]", help="One or two parameters to chart; by default the report chooses."
        ),
    ] = None,
    gap: Gap = "0.001",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
    seed: Seed = None,
) -> int:
    """Write one self-contained page about a model: game, equilibria, verdicts, map, certificate."""
    family = read_family(model)
    values = read_settings(family, set_)
    check_output(out, ".html", ".htm")
    with working("writing the report"):
        gp.report(
            family,
            out,
            mover=mover,
            action=action,
            at=at,
            coalition=coalition,
            quantifier=quantifier,
            concept=concept,
            over=None if over is None else read_names(over) if over else [],
            values=values,
            gap=gap,
            budget=budget,
        )
    print_result(output, {"report": str(out)}, lambda: [str(out)])
    return ANSWERED


def _told(family: "gp.GameFamily") -> list[str]:
    said = {"": family.about, "Claim: ": family.claim, "Expected: ": family.prediction}
    return [f"{label}{text}" for label, text in said.items() if text]


def _fixed(parameter: "Parameter", value: Fraction | None) -> "Parameter":
    return parameter if value is None else replace(parameter, low=value, high=value, baseline=value)


def _formulas(family: "gp.GameFamily") -> list[Table]:
    try:
        found = gp.atlas(family)
    except ParadoxError:  # no formulas for this form of game
        return []
    return [found.table(), *([found.choices_table()] if found.choices else [])]
