"""The commands ``list``, ``show`` and ``atlas``: models and what is in them."""

from dataclasses import replace
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED
from gametheory_paradox.cli.arguments import left_open, read_values
from gametheory_paradox.cli.options import Format, Model, Output, Settings
from gametheory_paradox.cli.printing import print_result, working
from gametheory_paradox.errors import InvalidGame, ParadoxError
from gametheory_paradox.table import Table

MOST_NODES = 100  # of trees whose equilibria are written beside the model

Formulas = Annotated[
    str | None,
    typer.Option(
        "--concept",
        help="As for solve, or pure-nash for tables, which is what tables with more than two players have.",
    ),
]


def list_(
    word: Annotated[
        str,
        typer.Argument(metavar="[WORD]", help="Only games in whose name, title or description it stands."),
    ] = "",
    output: Output = Format.text,
) -> int:
    """List the games in the catalog with their titles."""
    with working("listing"):
        families = {name: gp.load(name) for name in gp.catalog.names()}
    found = {
        name: family.title
        for name, family in families.items()
        if word.casefold() in f"{name} {family.title} {family.about}".casefold()
    }
    if not found:
        raise InvalidGame(
            f"no game of the catalog speaks of {word!r:.60}; `list` without a word lists them all"
        )
    data = [{"name": name, "title": title} for name, title in found.items()]
    print_result(output, data, lambda: [Table(("name", "title"), list(found.items()))])
    return ANSWERED


def show_(*, model: Model, set_: Settings, output: Output = Format.text) -> int:
    """Show a model: its players, moves, parameters, and equilibria as formulas."""
    family = gp.load(model)
    values, point = read_values(family, set_), family.point(read_values(family, set_))
    known = replace(
        family,
        parameters=tuple(
            replace(p, low=point[p.name], high=point[p.name], baseline=point[p.name])
            if p.name in values
            else p
            for p in family.parameters
        ),
    )
    said = {"": family.about, "Claim: ": family.claim, "Expected: ": family.prediction}
    told = [f"{label}{text}" for label, text in said.items() if text]
    print_result(
        output,
        gp.views.model_to_data(known),
        lambda: [*told, *gp.views.model_tables(known), *_formulas(left_open(family, values))],
    )
    return ANSWERED


def _formulas(family: "gp.GameFamily") -> list[Table | str]:
    if isinstance(family.form, gp.ExtensiveForm) and len(family.form.nodes) > MOST_NODES:
        return ["Equilibria as formulas: `atlas` writes them; for a tree of this size that may take minutes."]
    try:
        return gp.atlas(family).parts()
    except ParadoxError:  # no formulas for this form of game
        return []


def atlas_(
    *,
    model: Model,
    set_: Settings,
    concept: Formulas = None,
    latex: Annotated[bool, typer.Option("--latex", help="Write the table in LaTeX.")] = False,
    output: Output = Format.text,
) -> int:
    """Write every equilibrium as formulas, with the conditions under which it exists."""
    family = gp.load(model)
    with working("writing formulas"):
        atlas = gp.atlas(left_open(family, read_values(family, set_)), concept=concept)
    print_result(output, atlas.to_data(), (lambda: [atlas.latex()]) if latex else atlas.parts)
    return ANSWERED
