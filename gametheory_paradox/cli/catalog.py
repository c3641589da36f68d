"""The commands ``list``, ``show``, ``atlas``, ``new`` and ``check``: models and what is in them."""

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN
from gametheory_paradox.cli.arguments import left_open, read_graph, read_values
from gametheory_paradox.cli.options import Budget, Format, Model, Output, Settings, writable
from gametheory_paradox.cli.printing import answered, print_result, working, write_out
from gametheory_paradox.errors import InvalidGame, OutOfTime, ParadoxError
from gametheory_paradox.table import Table

QUESTIONS = {
    "title": "What the model is called",
    "mover": "Who may coerce",
    "other": "Whom it is aimed at",
    "action": "The coercive action",
    "instead": "What it can do instead",
}
FORMULAS = 3  # seconds, in which equilibria are written beside the model

Formulas = Annotated[
    str | None,
    typer.Option(
        "--concept",
        help="As for solve, or pure-nash for tables, the default of tables with more than two players.",
    ),
]


def list_(
    word: Annotated[
        str,
        typer.Argument(metavar="[WORD]", help="Only games in whose name, title or description it stands."),
    ] = "",
    graphs: Annotated[bool, typer.Option("--graphs", help="List graph models instead.")] = False,
    output: Output = Format.text,
) -> int:
    """List the games in the catalog with their titles."""
    with working("listing"):
        games = gp.catalog.conflicts(word) if graphs else gp.catalog.games(word)
    print_result(output, gp.table.as_data(games.records()), lambda: [games])
    return ANSWERED


def show_(*, model: Model, set_: Settings, output: Output = Format.text) -> int:
    """Show a model: its players, moves, parameters, and equilibria as formulas."""
    if (graph := read_graph(model, set_)) is not None:
        shown = gp.views.model_to_data(graph)
        print_result(
            output, shown, lambda: [*gp.views.model_paragraphs(graph), *gp.views.model_tables(graph)]
        )
        return ANSWERED

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

    print_result(
        output,
        gp.views.model_to_data(known),
        lambda: [
            *gp.views.model_paragraphs(family),
            *gp.views.model_tables(known),
            *_formulas(left_open(family, values)),
        ],
    )

    return ANSWERED


def check_(*, model: Model, output: Output = Format.text, budget: Budget = 10.0) -> int:
    """Say what is odd with a model: what makes no difference, or stands at an edge, each with its place."""
    family = gp.load(model)
    with working("checking") as bar:
        found = gp.check(family, budget=budget)
    return answered(output, found, settled=not bar.is_interrupted)


def new_(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Where to write the model: .yaml. Default: standard output."),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help="table, tree, bayesian, signaling, stochastic, repeated, graph. Asked at a terminal."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What the model is called.")] = None,
    mover: Annotated[str | None, typer.Option(metavar="PLAYER", help="Who may coerce.")] = None,
    other: Annotated[str | None, typer.Option(metavar="PLAYER", help="Whom it is aimed at.")] = None,
    action: Annotated[str | None, typer.Option(metavar="ACTION", help="The coercive action.")] = None,
    instead: Annotated[
        str | None, typer.Option(metavar="ACTION", help="What the mover can do instead.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    output: Output = Format.text,
) -> int:
    """Write a first model with remarks: it loads, solves and answers a question at once."""
    asks = at_terminal()
    if file is None and asks:
        file = Path(typer.prompt("Where to write it", default="model.yaml"))
    if file is not None:
        writable(".yaml", ".yml")(file)
        if file.exists() and not force:
            raise InvalidGame(f"{str(file)!r} is there already; --force writes over it")

    given = {"title": title, "mover": mover, "other": other, "action": action, "instead": instead}
    names = {name: text for name, text in given.items() if text is not None}
    if asks:
        kind, names = _asked(kind, names)
    text = gp.models.files.template(kind or "tree", **names)
    if file is not None:
        gp.models.files.write_whole(file, text)
    if output is Format.json:
        print_result(output, {"file": file and str(file), "text": text}, list)
    elif file is None:
        write_out(text)
    else:
        ask = {"graph": "stability", "repeated": "sustained"}.get(kind or "", "detect")
        write_out(f"{file} is written; next: gametheory-paradox {ask} {shlex.quote(str(file))}\n")

    return ANSWERED


def at_terminal() -> bool:
    """True where a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(kind: str | None, names: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The kind of model and the names in it, asked for where they were not given."""
    if kind is None:
        for name, about in gp.models.files.templates.KINDS.items():
            sys.stdout.write(f"  {name:10} {about}\n")
        kind = typer.prompt("Which kind", default="tree")
    gp.models.files.template(kind)  # refused before more is asked
    said = {
        name: names[name] if name in names else typer.prompt(QUESTIONS[name], default=usual)
        for name, usual in gp.models.files.templates.DEFAULTS.items()
    }
    return kind, said


def _formulas(family: "gp.GameFamily") -> list[Table | str]:
    try:
        with gp.clock.Clock(FORMULAS):
            return gp.atlas(family).parts()
    except OutOfTime:
        return [f"Equilibria as formulas: `atlas` writes them; it takes more than {FORMULAS} seconds."]
    except ParadoxError:  # no formulas for this form of game
        return []


def atlas_(
    *,
    model: Model,
    set_: Settings,
    concept: Formulas = None,
    latex: Annotated[bool, typer.Option("--latex", help="Write the table in LaTeX.")] = False,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Write every equilibrium as formulas, with the conditions under which it exists."""
    family = gp.load(model)
    with working("writing formulas"):
        atlas = gp.atlas(left_open(family, read_values(family, set_)), concept=concept, budget=budget)
    print_result(output, atlas.to_data(), (lambda: [atlas.latex()]) if latex else atlas.parts)
    return OPEN if atlas.unexamined else ANSWERED
