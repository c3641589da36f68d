"""The command line: a thin skin over the front door.

Results go to standard output, progress and errors to standard error.  Exit status: 0 answered; 1 the
certificate is rejected; 2 bad input; 3 undecided, partial, or budget spent.  The names of the front door load
when they are first used, so that ``--help`` is quick.
"""

import io
import sys

import typer

from gametheory_paradox.cli import (
    commands,
    escape,
    explaining,
    falsifying,
    formulas,
    prove,
    splitting,
    surveying,
    sweeps,
    uncertainty,
)
from gametheory_paradox.cli.app import app
from gametheory_paradox.cli.printing import complain
from gametheory_paradox.errors import ParadoxError

__all__ = ["app", "main"]

COMMANDS = (
    commands,
    escape,
    explaining,
    falsifying,
    formulas,
    prove,
    splitting,
    surveying,
    sweeps,
    uncertainty,
)
"""The modules that put their commands on the app as they are loaded."""

BAD_INPUT, INTERRUPTED = 2, 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every expected problem is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letter gets its number
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(given or ["--help"]))


def _run(arguments: list[str]) -> int:
    try:
        status = typer.main.get_command(app).main(
            arguments, prog_name="gametheory-paradox", standalone_mode=False
        )
    except (typer.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except (typer.TyperException, ParadoxError) as problem:
        told = getattr(
            problem, "format_message", problem.__str__
        )  # the command line's own errors name the option so
        complain(told())
        status = BAD_INPUT
    if status == INTERRUPTED:
        complain("interrupted")
    return status if isinstance(status, int) else 0
