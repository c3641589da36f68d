"""The command ``uncertainty``: how probable a paradox is when the parameters are drawn at random."""

import csv
from pathlib import Path
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
    Gap,
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
from gametheory_paradox.cli.reading import (
    check_output,
    read_asked,
    read_family,
    read_settings,
    split_settings,
)
from gametheory_paradox.errors import InvalidGame


@app.command("uncertainty")
def uncertainty_(
    model: Model,
    mover: Mover = None,
    action: Action = None,
    paradox: Paradox = "option",
    at: At = [],  # noqa: B006 (typer reads it once)
    coalition: Coalition = [],  # noqa: B006
    third: Third = None,
    target: Target = None,
    benchmark: Benchmark = None,
    parameter: Changed = None,
    low: Low = None,
    high: High = None,
    quantifier: Quantifier = "strong",
    distribution: Annotated[
        list[str],
        typer.Option(
            metavar="NAME=KIND",
            help="How a parameter is drawn: uniform, triangular, uniform:LO,HI, triangular:LO,PEAK,HI, normal:MEAN,DEVIATION or "
            "values:A,B,…; repeatable. Default: what the model says, else uniform.",
        ),
    ] = [],  # noqa: B006
    samples: Annotated[
        Path | None,
        typer.Option(help="A CSV file with a column per parameter and a row per sample, instead of draws."),
    ] = None,
    n: Annotated[int, typer.Option("-n", "--draws", help="How many draws.")] = 10_000,
    confidence: Annotated[str, typer.Option(help="Of the interval.")] = "0.95",
    around: Annotated[
        list[str],
        typer.Option(
            metavar="NAME=VALUE",
            help="Where tornado and robustness stand; repeatable. Default: the baseline.",
        ),
    ] = [],  # noqa: B006
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    gap: Gap = "0.01",
    png: Annotated[Path | None, typer.Option(help="Where to write the tornado: .png, .svg or .pdf.")] = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
    seed: Annotated[int, typer.Option(help="Of the draws.")] = 0,
) -> int:
    """Find how probable a paradox is when the parameters are drawn at random, and which of them matters."""
    family = read_family(model)
    others = {
        "third": third,
        "target": target,
        "benchmark": benchmark,
        "parameter": parameter,
        "low": low,
        "high": high,
    }
    asked = read_asked(family, paradox, mover, action, at, coalition, others)
    check_output(png, ".png", ".svg", ".pdf")
    with working("drawing"):
        found = gp.uncertainty(
            family,
            paradox,
            **asked,
            quantifier=quantifier,
            concept=concept,
            values=read_settings(family, set_),
            around=split_settings(around, "--around"),
            distributions=dict(map(_distribution, distribution)),
            samples=None if samples is None else _read_samples(samples),
            n=n,
            confidence=confidence,
            gap=gap,
            seed=seed,
            budget=budget,
        )
        if png:
            gp.draw(found, png)
    print_result(output, found.to_data(), found.tables)
    return ANSWERED if found.finished and not found.undecided else OPEN


def _distribution(text: str) -> tuple[str, object]:
    name, equals, kind = text.partition("=")
    if not equals:
        raise InvalidGame(
            f"--distribution {text!r}: expected NAME=KIND, such as c=triangular or c=normal:3,1"
        )
    kind, colon, numbers = kind.strip().partition(":")
    return name.strip(), {kind: [number.strip() for number in numbers.split(",")]} if colon else kind


def _read_samples(path: Path) -> list[dict[str, object]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, skipinitialspace=True, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise InvalidGame(
            f"{path}: the samples cannot be read: {getattr(problem, 'strerror', None) or problem}"
        ) from problem
    for number, row in enumerate(rows, start=1):
        if None in row or None in row.values():
            raise InvalidGame(
                f"{path}: sample {number} has not as many values as there are names in the first line"
            )
    return [{name.strip(): value for name, value in row.items()} for row in rows]
