"""The command ``survey``: every system of the catalog looked at in the same way."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, app
from gametheory_paradox.cli.options import Format, Output
from gametheory_paradox.cli.printing import print_result
from gametheory_paradox.cli.reading import check_output

if TYPE_CHECKING:
    from gametheory_paradox.studies import Scenario


@app.command("survey")
def survey_(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]…",
            help="Games of the catalog, each with those under it. Default: all under seed/.",
        ),
    ] = None,
    draws: Annotated[int, typer.Option(min=100, help="How many draws where formulas answer them.")] = 2_000,
    games: Annotated[
        int, typer.Option(min=100, help="How many draws where each is a game that is solved.")
    ] = 100,
    workers: Annotated[int, typer.Option(min=1, help="Processes that work at the same time.")] = 1,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write the page: .html.")
    ] = None,
    output: Output = Format.text,
    budget: Annotated[float | None, typer.Option(min=0, metavar="SECONDS", help="For each search.")] = 300.0,
) -> int:
    """Look at every system of the catalog: verdicts, shares, what they hang on, ways out, who carries the loss, controls."""
    check_output(out, ".html", ".htm")
    found = gp.survey(names or None, draws=draws, games=games, budget=budget, workers=workers, progress=_say)
    if out:
        gp.report(found, out)
    print_result(output, {**found.to_data(), "output": out and str(out)}, lambda: [found.table()])
    return ANSWERED if found.finished else OPEN


def _say(done: int, total: int, scenario: "Scenario") -> None:
    sys.stderr.write(f"{done}/{total} {scenario.name}: {scenario.verdict} ({scenario.seconds:.1f} s)\n")
    sys.stderr.flush()
