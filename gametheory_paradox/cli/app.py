"""The command line itself: its name, what it says of itself, and the exit statuses that its commands return."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

ANSWERED, REJECTED, OPEN = 0, 1, 3
ABOUT = "Does a coercive move hurt the one who makes it, and under which assumptions?"

app = typer.Typer(
    name="gametheory-paradox",
    help=ABOUT,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"gametheory-paradox {version('gametheory-paradox')}\n")
        raise typer.Exit


@app.callback(help=ABOUT)
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """The options that stand before a command."""
