"""The command ``escape``: the smallest change that leaves a paradox."""

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
from gametheory_paradox.cli.reading import (
    check_output,
    read_box,
    read_family,
    read_move,
    read_settings,
    split_settings,
)
from gametheory_paradox.errors import InvalidGame

WAYS = ("side payment", "commitment", "information")


@app.command("escape")
def escape_(
    model: Model,
    lever: Annotated[
        list[str], typer.Option(metavar="NAME", help="A parameter that can be changed; repeatable.")
    ] = [],  # noqa: B006 (typer reads it once)
    cost: Annotated[
        list[str],
        typer.Option(
            metavar="NAME=NUMBER",
            help="What a change of a lever by one unit costs. Default: its share of the range.",
        ),
    ] = [],  # noqa: B006
    box: Annotated[
        list[str], typer.Option(metavar="NAME=LO:HI", help="How far a lever can be changed; repeatable.")
    ] = [],  # noqa: B006
    paradox: Annotated[
        str, typer.Option(help="Which paradox: option, dominance-trap or comparative-statics.")
    ] = "option",
    mover: Mover = None,
    action: Action = None,
    at: At = [],  # noqa: B006
    coalition: Coalition = [],  # noqa: B006
    parameter: Annotated[str | None, typer.Option(help="What changes (comparative-statics).")] = None,
    low: Annotated[str | None, typer.Option(help="Its value before.")] = None,
    high: Annotated[str | None, typer.Option(help="Its value after.")] = None,
    least: Annotated[str, typer.Option(help="What the gap between payoffs must exceed.")] = "0",
    quantifier: Quantifier = "strong",
    concept: Concept = None,
    set_: Settings = [],  # noqa: B006
    levers_only: Annotated[
        bool, typer.Option("--levers-only", help="Leave out side payments, commitment and information.")
    ] = False,
    gap: Annotated[
        str, typer.Option(help="How far apart bounds of a cost may be, as a share of it.")
    ] = "0.01",
    png: Annotated[
        Path | None, typer.Option(help="Where to write the map with the way out: .png, .svg or .pdf.")
    ] = None,
    output: Output = Format.text,
    budget: Budget = 30.0,
) -> int:
    """Find the smallest change that leaves a paradox, certified on both sides of the surface it crosses."""
    family = read_family(model)
    check_output(png, ".png", ".svg", ".pdf")
    asked: dict[str, Any]
    if paradox == "option":
        asked = {**read_move(family, mover, action, at, coalition)}
    elif mover is None:
        raise InvalidGame(f"whose payoff? name the --mover; the players are {', '.join(family.players)}")
    else:
        given = {"action": action, "parameter": parameter, "low": low, "high": high}
        asked = {
            "mover": mover,
            "at": at,
            "coalition": coalition,
            **{n: v for n, v in given.items() if v is not None},
        }
    with working("looking for ways out"):
        found = gp.escape(
            family,
            paradox,
            levers=lever,
            costs=split_settings(cost, "--cost"),
            box=read_box(box),
            values=read_settings(family, set_),
            others=() if levers_only else WAYS,
            least=least,
            quantifier=quantifier,
            concept=concept,
            gap=gap,
            budget=budget,
            **asked,
        )
        if png:
            gp.draw(found, png)
    print_result(output, found.to_data(), lambda: [found.table()])
    return ANSWERED if found.is_settled else OPEN
