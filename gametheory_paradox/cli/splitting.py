"""The command ``channels``: what a change owes to the action, or the change, itself and to each other player's reaction."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, app
from gametheory_paradox.cli.options import (
    Action,
    At,
    Budget,
    Changed,
    Concept,
    Format,
    High,
    Low,
    Model,
    Mover,
    Output,
    Settings,
)
from gametheory_paradox.cli.printing import complain, print_result, working
from gametheory_paradox.cli.reading import check_output, read_asked, read_family, read_move, read_settings
from gametheory_paradox.errors import InvalidGame

if TYPE_CHECKING:
    from gametheory_paradox.games import Game

SplitOut = Annotated[
    Path | None, typer.Option("--certificate", help="Where to write the certificate of the split.")
]


@app.command("channels")
def channels_(
    model: Model,
    mover: Mover = None,
    action: Action = None,
    at: At = [],  # noqa: B006 (typer reads it once)
    parameter: Changed = None,
    low: Low = None,
    high: High = None,
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    certificate: SplitOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Split what an action, or a change of a parameter, does to a player's payoff into its own effect and others' reactions."""
    check_output(certificate, ".json")
    family = read_family(model)
    values = read_settings(family, set_)
    game: Game | gp.GameFamily
    asked: dict[str, Any]
    if parameter is None:
        if low is not None or high is not None:
            raise InvalidGame("--low and --high are values of a parameter; name it with --parameter")
        move = read_move(family, mover, action, at, [])
        game, asked = family.at(values), {"mover": move["mover"], "action": move["action"], "at": move["at"]}
    else:
        change = {"parameter": parameter, "low": low, "high": high}
        game, asked = (
            family,
            {**read_asked(family, "comparative-statics", mover, action, at, [], change), "at": values},
        )
    with working("freezing players"):
        found = gp.channels(game, **asked, concept=concept, budget=budget)
    if certificate and found.certificate:
        gp.save(found.certificate, certificate)
    elif certificate:
        complain(f"{found.name}: there is nothing to certify, {certificate} was not written")
    print_result(output, found.to_data(), lambda: [found.table()])
    return OPEN if found.name == "undecided" else ANSWERED
