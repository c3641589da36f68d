"""The command line itself: its name, its options, and the exit statuses that its commands return."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

import gametheory_paradox as gp
from gametheory_paradox.cli.options import Command

NAME = "gametheory-paradox"
ANSWERED, REJECTED, OPEN = 0, 1, 3
ABOUT = "Does a coercive move hurt the one who makes it, and under which assumptions?"


Rows = Mapping[str, tuple[Command, str]]
"""Commands by name, each with the words of an example."""


class CommandWithExample(TyperCommand):
    """A command whose help ends with an example, on one line as it is typed."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the example as it is, which no line break may cut."""
        formatter.write(f"\n{self.epilog}\n")


class CommandGroups(TyperGroup):
    """The commands listed by what one wants, with an example below each group."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one list for each group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            group = getattr(command, "rich_help_panel", None) or "Commands"
            groups.setdefault(group, []).append((name, command.get_short_help_str(limit=200)))
        widest = max(len(name) for name in self.commands)
        for group, rows in groups.items():
            with formatter.section(group):
                formatter.write_dl([(f"{name:{widest}}", about) for name, about in rows])
                formatter.write(f"{'':{formatter.current_indent}}{self.commands[rows[0][0]].epilog}\n")


def command_line(groups: Mapping[str, Rows]) -> typer.Typer:
    """The command line with these groups of commands."""
    app = typer.Typer(
        name=NAME,
        cls=CommandGroups,
        help=ABOUT,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback(help=ABOUT)(_options)
    for group, rows in groups.items():
        for name, (command, example) in rows.items():
            line = f"Example: {NAME} {example}"
            app.command(name, cls=CommandWithExample, rich_help_panel=group, epilog=line)(command)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {gp.__version__}")  # written at once, so that a full disk is known
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """The options that stand before a command."""
