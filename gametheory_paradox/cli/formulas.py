"""The command that writes every equilibrium of a model as formulas."""

from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, app
from gametheory_paradox.cli.options import Format, Model, Output, Settings
from gametheory_paradox.cli.printing import print_result, working
from gametheory_paradox.cli.reading import read_family, read_fixed

Concept = Annotated[
    str | None,
    typer.Option(
        help="As for solve, or pure-nash for tables, which is what tables with more than two players have."
    ),
]


@app.command("atlas")
def atlas_(
    model: Model,
    set_: Settings = [],  # noqa: B006 (typer reads it once)
    concept: Concept = None,
    latex: Annotated[bool, typer.Option("--latex", help="Write the table in LaTeX.")] = False,
    output: Output = Format.text,
) -> int:
    """Write every equilibrium as formulas, with the conditions under which it exists."""
    _, family = read_fixed(read_family(model), set_)
    with working("writing formulas"):
        found = gp.atlas(family, concept=concept)
    tables = (
        [found.latex()] if latex else [found.table(), *([found.choices_table()] if found.choices else [])]
    )
    print_result(output, found.to_data(), lambda: tables)
    return ANSWERED
