"""The command line itself: its name, its options, and the exit statuses that its commands return."""

import sys
from collections.abc import Mapping
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.options import Command

ANSWERED, REJECTED, OPEN = 0, 1, 3
ABOUT = "Does a coercive move hurt the one who makes it, and under which assumptions?"


def command_line(commands: Mapping[str, Command]) -> typer.Typer:
    """The command line with these commands, by name."""
    app = typer.Typer(
        name="gametheory-paradox",
        help=ABOUT,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(help=ABOUT)(_options)
    for name, command in commands.items():
        app.command(name)(command)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"gametheory-paradox {gp.__version__}\n")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """The options that stand before a command."""
