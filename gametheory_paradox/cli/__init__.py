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
from typer.completion import completion_init  # type: ignore[attr-defined]  # imported there to be used

from gametheory_paradox.cli import catalog, certificates, completion, games, regions, studies
from gametheory_paradox.cli.app import NAME, OPEN, Rows, command_line
from gametheory_paradox.cli.known_names import VARIABLE
from gametheory_paradox.cli.options import Command
from gametheory_paradox.cli.printing import complain, drop_output
from gametheory_paradox.errors import OutOfTime, ParadoxError, StoreError

__all__ = ["COMMANDS", "main"]

# By what one wants, in the order in which they are listed; each with an example.
GROUPS: dict[str, Rows] = {
    "Look": {
        "list": (catalog.list_, "list coercion"),
        "new": (catalog.new_, "new model.yaml"),
        "show": (catalog.show_, "show model.yaml"),
        "atlas": (catalog.atlas_, "atlas model.yaml --set h=4"),
    },
    "Solve": {
        "solve": (games.solve_, "solve model.yaml --set c=1"),
        "balance": (studies.balance_, "balance"),
    },
    "Ask": {
        "detect": (games.detect_, "detect model.yaml --set c=1 -o proof.json"),
        "explain": (studies.explain_, "explain model.yaml --set c=1"),
        "channels": (games.channels_, "channels model.yaml --set c=1"),
        "diagnose": (games.diagnose_, "diagnose model.yaml"),
    },
    "Conflicts as graphs": {
        "stability": (games.stability_, "stability conflicts/fang-1993/elmira"),
        "evolution": (games.evolution_, "evolution conflicts/fang-1993/elmira -o picture.svg"),
        "stable-rankings": (
            games.stable_rankings_,
            "stable-rankings conflicts/fang-1993/elmira --state 8",
        ),
        "graph-option": (
            games.graph_option_,
            "graph-option conflicts/fang-1993/elmira --mover MoE --action modify",
        ),
    },
    "Map": {
        "thresholds": (regions.thresholds_, "thresholds model.yaml"),
        "sustained": (regions.sustained_, "sustained model.yaml"),
        "bifurcation": (regions.bifurcation_, "bifurcation model.yaml --over b -o curves.svg"),
        "least-patience": (
            regions.least_patience_,
            "least-patience model.yaml --payoff A=9 --payoff B=9",
        ),
        "chart": (regions.chart_, "chart model.yaml --over b,c -o map.png"),
        "prove": (regions.prove_, "prove model.yaml --absent --assuming 'b < c'"),
        "escape": (regions.escape_, "escape model.yaml --lever c"),
        "compare": (regions.compare_, "compare model.yaml other.yaml"),
        "ranking-shares": (regions.ranking_shares_, "ranking-shares model.yaml"),
        "settling-comparisons": (regions.settling_comparisons_, "settling-comparisons model.yaml --by-rank"),
        "sweep": (studies.sweep_, "sweep model.yaml --grid b=0:10:21 -o points.csv"),
        "uncertainty": (studies.uncertainty_, "uncertainty model.yaml -n 1000"),
        "falsify": (studies.falsify_, "falsify model.yaml"),
        "ordinal-2x2": (studies.ordinal_2x2_, "ordinal-2x2 -o table.svg"),
    },
    "Check": {
        "check": (catalog.check_, "check model.yaml"),
        "verify": (certificates.verify_, "verify proof.json"),
    },
    "Share": {
        "report": (studies.report_, "report model.yaml -o page.html"),
        "survey": (studies.survey_, "survey model.yaml -o survey.html"),
        "completion": (completion.completion_, "completion bash"),
    },
}
COMMANDS: dict[str, Command] = {
    name: command for rows in GROUPS.values() for name, (command, _) in rows.items()
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
    gc.set_threshold(200_000, 20, 20)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(given or ["--help"]))


def _run(arguments: list[str]) -> int:
    # All commands take 0.03 s to build, so that one that is named first is built alone.
    named = {
        group: {name: row}
        for group, rows in GROUPS.items()
        for name, row in rows.items()
        if name == arguments[0]
    }

    if VARIABLE in os.environ:  # a shell asks how a line may go on
        completion_init()
    line = command_line(named or GROUPS)
    if not named:
        line.add_typer(certificates.group, name="certificate", rich_help_panel="Check")
    app = typer.main.get_command(line)

    try:
        status = app.main(arguments, prog_name=NAME, complete_var=VARIABLE, standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except (OutOfTime, StoreError) as problem:
        complain(str(problem))
        status = OPEN
    except (typer.TyperException, ParadoxError) as problem:
        # The command line's own errors name the option so.
        message = getattr(problem, "format_message", problem.__str__)()
        complain(message.replace("Value error, ", ""))
        status = BAD_INPUT
    except OSError as problem:
        if problem.filename is not None:  # it is not about standard output, which has no name
            raise
        drop_output()
        complain(f"the result cannot be written: {problem.strerror}")
        status = BAD_INPUT

    if status == INTERRUPTED:
        complain("interrupted")
    return status if isinstance(status, int) else 0
