"""The command ``channels``: what a change owes to the action itself and to each other player's reaction."""

from pathlib import Path
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, app
from gametheory_paradox.cli.options import Action, At, Budget, Concept, Format, Model, Mover, Output, Settings
from gametheory_paradox.cli.printing import complain, print_result, working
from gametheory_paradox.cli.reading import check_output, read_family, read_move, read_settings

SplitOut = Annotated[Path | None, typer.Option("--certificate", help="Where to write the certificate of the split.")]


@app.command("channels")
def channels_(
    model: Model,
    mover: Mover = None,
    action: Action = None,
    at: At = [],  # noqa: B006 (typer reads it once)
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    certificate: SplitOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Split what an action changes for its owner into its own effect and each other player's reaction."""
    check_output(certificate, ".json")
    family = read_family(model)
    move = read_move(family, mover, action, at, [])
    game = family.at(read_settings(family, set_))
    with working("freezing players"):
        found = gp.channels(game, mover=move["mover"], action=move["action"], at=move["at"], concept=concept, budget=budget)
    if certificate and found.certificate:
        gp.save(found.certificate, certificate)
    elif certificate:
        complain(f"{found.name}: there is nothing to certify, {certificate} was not written")
    print_result(output, found.to_data(), lambda: [found.table()])
    return OPEN if found.name == "undecided" else ANSWERED
