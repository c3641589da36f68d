"""The command line: a thin skin over the front door.

Results go to standard output, progress and errors to standard error.  Exit status: 0 answered; 1 the
certificate is rejected; 2 bad input; 3 undecided, partial, budget spent, or a store that takes no more
answers.  The names of the front door load when they are first used, so that ``--help`` is quick.
"""

import gc
import io
import os
import sys

import typer

from gametheory_paradox.cli import catalog, certificates, detectors, regions, solvers, studies, views
from gametheory_paradox.cli.app import OPEN, command_line
from gametheory_paradox.cli.options import Command
from gametheory_paradox.cli.printing import complain
from gametheory_paradox.errors import ParadoxError, StoreError

__all__ = ["COMMANDS", "main"]

# In the order in which they are listed.
COMMANDS: dict[str, Command] = {
    "list": catalog.list_,
    "new": catalog.new_,
    "check": catalog.check_,
    "show": catalog.show_,
    "atlas": catalog.atlas_,
    "solve": solvers.solve_,
    "diagnose": solvers.diagnose_,
    "balance": studies.balance_,
    "detect": detectors.detect_,
    "explain": views.explain_,
    "channels": detectors.channels_,
    "thresholds": regions.thresholds_,
    "chart": regions.chart_,
    "prove": regions.prove_,
    "escape": regions.escape_,
    "compare": regions.compare_,
    "sweep": studies.sweep_,
    "uncertainty": studies.uncertainty_,
    "falsify": studies.falsify_,
    "survey": studies.survey_,
    "report": views.report_,
    "verify": certificates.verify_,
}
BAD_INPUT, INTERRUPTED = 2, 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every expected problem is one line on standard error."""
    # Where a stream was closed before the start, what is written to it goes nowhere.
    sys.stdout, sys.stderr = (stream or io.StringIO() for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letter gets its number
    # A tenth of a short answer: most of what is loaded stays, and no plug-in has a part in reading models.
    gc.set_threshold(50_000, 20, 20)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(given or ["--help"]))


def _run(arguments: list[str]) -> int:
    # All commands take 0.03 s to build, so that one that is named first is built alone.
    named = {name: command for name, command in COMMANDS.items() if name == arguments[0]}
    line = command_line(named or COMMANDS)
    if not named:
        line.add_typer(certificates.group, name="certificate")
    app = typer.main.get_command(line)
    try:
        status = app.main(arguments, prog_name="gametheory-paradox", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except StoreError as problem:
        complain(str(problem))
        status = OPEN
    except (typer.TyperException, ParadoxError) as problem:
        # The command line's own errors name the option so.
        complain(getattr(problem, "format_message", problem.__str__)())
        status = BAD_INPUT
    if status == INTERRUPTED:
        complain("interrupted")
    return status if isinstance(status, int) else 0
