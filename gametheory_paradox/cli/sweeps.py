"""The command `sweep`: a grid of parameters, every point of it answered."""

from pathlib import Path
from typing import Annotated, Any

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, app
from gametheory_paradox.cli.options import (
    Action,
    At,
    Budget,
    Coalition,
    Concept,
    Format,
    Model,
    Mover,
    Output,
    Quantifier,
    Settings,
)
from gametheory_paradox.cli.printing import print_result, working
from gametheory_paradox.cli.reading import check_output, read_family, read_move, read_names, read_settings
from gametheory_paradox.errors import InvalidGame

TABLE, NETCDF = (".csv",), (".nc",)
VERDICTS = {"verdict", "gap"}


@app.command("sweep")
def sweep_(
    model: Model,
    grid: Annotated[
        list[str],
        typer.Option(
            "--grid",
            metavar="NAME=LO:HI:N",
            help="N evenly spaced values of a parameter; or NAME=V,V,…; repeatable.",
        ),
    ],
    what: Annotated[
        str,
        typer.Option(
            metavar="NAME[,NAME]…",
            help="equilibria, payoffs, verdict, gap. Default: all that the model allows.",
        ),
    ] = "",
    mover: Mover = None,
    action: Action = None,
    at: At = [],  # noqa: B006
    coalition: Coalition = [],  # noqa: B006
    quantifier: Quantifier = "strong",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    store: Annotated[
        Path | None,
        typer.Option(help="A folder for a Zarr store; a run that was stopped goes on where it stopped."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write the points: .csv or .nc.")
    ] = None,
    pointwise: Annotated[
        int, typer.Option(min=0, help="The most points that are solved one by one.")
    ] = 10_000,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Answer at every point of a grid of parameters: a sample, not a map."""
    family = read_family(model)
    points, values = _read_grid(grid), read_settings(family, set_)
    check_output(out, *TABLE, *NETCDF)
    names = read_names(what) if what else None
    asks = mover is not None or action is not None or family.question is not None
    asked: dict[str, Any] = {}
    if asks if names is None else VERDICTS & set(names):
        asked = {**read_move(family, mover, action, at, coalition), "quantifier": quantifier}
    with working("sweeping"):
        found = gp.sweep(
            family,
            points,
            names,
            values=values,
            concept=concept,
            store=store,
            pointwise=pointwise,
            budget=budget,
            **asked,
        )
        if out and out.suffix.lower() in TABLE:
            gp.studies.sweeps.write_points(found, out)
        elif out:
            found.to_netcdf(out)
    data = {**gp.studies.sweeps.summary(found), "store": store and str(store), "output": out and str(out)}
    print_result(output, data, lambda: gp.studies.sweeps.summary_tables(found))
    return OPEN if found.attrs["points_open"] else ANSWERED


def _read_grid(texts: list[str]) -> dict[str, object]:
    """For each parameter its values as text; of a name that stands twice the last counts."""
    found: dict[str, object] = {}
    for text in texts:
        name, equals, along = text.partition("=")
        parts = along.split(":")
        if not equals or len(parts) not in (1, 3) or not along:
            raise InvalidGame(
                f"--grid {text!r}: expected NAME=LO:HI:N, such as c=0:4:9, or NAME=V,V,…, such as c=0,1/3,4"
            )
        found[name.strip()] = tuple(parts) if len(parts) == 3 else along.split(",")
    return found
