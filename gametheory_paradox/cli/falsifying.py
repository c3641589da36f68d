"""The command ``falsify``: searches a model for the simplest values that break a statement about a paradox."""

from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, app
from gametheory_paradox.cli.options import (
    Action,
    At,
    Benchmark,
    Budget,
    Changed,
    Coalition,
    Concept,
    Format,
    High,
    Low,
    Model,
    Mover,
    Output,
    Paradox,
    Quantifier,
    Settings,
    Target,
    Third,
)
from gametheory_paradox.cli.printing import print_result, working
from gametheory_paradox.cli.reading import read_asked, read_family, read_names, read_settings


@app.command("falsify")
def falsify_(
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
    always: Annotated[
        bool, typer.Option("--always/--never", help="The statement to break: it always, or never, occurs.")
    ] = False,
    over: Annotated[
        str, typer.Option(metavar="NAME[,NAME]…", help="The parameters that may change; by default all.")
    ] = "",
    set_: Settings = [],  # noqa: B006
    toward: Annotated[
        str, typer.Option(help="What is simple: few changes to the baseline, or small fractions (simple).")
    ] = "baseline",
    concept: Concept = None,
    seed: Annotated[int, typer.Option(min=0, help="Where the search starts.")] = 0,
    examples: Annotated[
        int, typer.Option(min=1, help="How many examples are drawn at most, before one is found.")
    ] = 500,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Search for the simplest values at which a paradox occurs after all (--never) or does not (--always)."""
    family = read_family(model)
    values = read_settings(family, set_)
    others = {
        "third": third,
        "target": target,
        "benchmark": benchmark,
        "parameter": parameter,
        "low": low,
        "high": high,
    }
    request = read_asked(family, paradox, mover, action, at, coalition, others)
    request |= {"quantifier": quantifier, **({} if concept is None else {"concept": concept})}
    told = {name: value for name, value in request.items() if value not in ([], ())}
    claim = gp.studies.Statement(paradox, always, told)
    names = read_names(over) if over else []
    with working("searching"):
        found = gp.falsify(
            family,
            claim,
            over=names,
            values=values,
            toward=toward,
            seed=seed,
            examples=examples,
            budget=budget,
        )
    code = [found.code] if isinstance(found, gp.studies.Broken) else []
    print_result(output, found.to_data(), lambda: [found.table(), *code])
    return OPEN if found.name == "unbroken" and found.undecided == found.examples else ANSWERED
