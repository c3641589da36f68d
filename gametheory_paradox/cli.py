"""The command line: a thin skin over the front door.

Results go to standard output, progress and errors to standard error.  Exit status: 0 answered; 1 the certificate is rejected;
2 bad input; 3 undecided, partial, or budget spent.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gametheory_paradox import catalog
from gametheory_paradox.archive import load_family, save
from gametheory_paradox.certificates import Checked, read_certificate, verify
from gametheory_paradox.detectors import Undecided, detect
from gametheory_paradox.errors import CertificateRejected, InvalidGame, ParadoxError
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, game_hash
from gametheory_paradox.regions import atlas, chart, compare
from gametheory_paradox.solvers import solve
from gametheory_paradox.views import draw, report
from gametheory_paradox.views.model import model_tables, model_to_data

ANSWERED, REJECTED, BAD_INPUT, OPEN = 0, 1, 2, 3

app = typer.Typer(
    name="gametheory-paradox",
    help="Does a coercive move hurt the one who makes it, and under which assumptions?",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How results are printed."""

    text = "text"
    json = "json"


Model = Annotated[str, typer.Argument(help="A name in the catalog (see `list`) or the path of a model file.")]
Settings = Annotated[list[str], typer.Option("--set", metavar="NAME=VALUE", help="The value of a parameter; repeatable.")]
Concept = Annotated[
    str | None, typer.Option(help="nash or subgame-perfect; by default subgame-perfect for trees, nash for tables.")
]
Output = Annotated[Format, typer.Option("--format", help="How the result is printed.")]
Budget = Annotated[float | None, typer.Option(min=0, metavar="SECONDS", help="Stop after so many seconds.")]
Seed = Annotated[int | None, typer.Option(help="For whatever is sampled; nothing is, so far.", hidden=True)]
Paradox = Annotated[str, typer.Option(help="Which paradox.")]
Mover = Annotated[str, typer.Option(help="Whose payoff is measured.")]
Action = Annotated[str, typer.Option(help="Which action is taken away.")]
At = Annotated[list[str], typer.Option("--at", help="An information set that loses the action; repeatable. Default: all.")]
Coalition = Annotated[list[str], typer.Option(help="A player who loses the action, the mover among them; repeatable.")]
Quantifier = Annotated[str, typer.Option(help="strong, best, worst or possible.")]
CertificateOut = Annotated[Path | None, typer.Option("--certificate", help="Where to write the certificate.")]


@app.command("list")
def list_(output: Output = Format.text) -> int:
    """List the games in the catalog."""
    names = catalog.names()
    _show(output, names, lambda: "\n".join(names))
    return ANSWERED


@app.command()
def show(model: Model, output: Output = Format.text) -> int:
    """Show a model: its players, moves, parameters, and equilibria as formulas."""
    family = load_family(model)
    _show(output, model_to_data(family), lambda: "\n\n".join(map(str, [*model_tables(family), *_formulas(family)])))
    return ANSWERED


@app.command("solve")
def solve_(
    model: Model,
    set_: Settings = [],  # noqa: B006 (typer reads it once)
    concept: Concept = None,
    method: Annotated[str | None, typer.Option(help="The name of a method; by default the best that applies.")] = None,
    output: Output = Format.text,
    budget: Budget = None,
    seed: Seed = None,
) -> int:
    """Find every equilibrium."""
    game = _game(model, set_)
    with _working("solving"):
        found = solve(game, concept=concept, method=method, budget=budget)
    _show(output, found.to_data(), found.table)
    return ANSWERED if found.completeness.status == "proved" else OPEN


@app.command("detect")
def detect_(
    model: Model,
    mover: Mover,
    action: Action,
    paradox: Paradox = "option",
    at: At = [],  # noqa: B006
    coalition: Coalition = [],  # noqa: B006
    quantifier: Quantifier = "strong",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
    seed: Seed = None,
) -> int:
    """Decide whether having an action hurts its owner."""
    game = _game(model, set_)
    with _working("detecting"):
        verdict = detect(
            game,
            paradox,
            mover=mover,
            action=action,
            at=at,
            coalition=coalition,
            quantifier=quantifier,
            concept=concept,
            budget=budget,
        )
    if certificate and verdict.certificate:
        save(verdict.certificate, certificate)
    _show(output, verdict.to_data(), verdict.table)
    return OPEN if isinstance(verdict, Undecided) else ANSWERED


@app.command("chart")
def chart_(
    model: Model,
    over: Annotated[str, typer.Option(metavar="NAME[,NAME]…", help="The charted parameters.")],
    mover: Mover,
    action: Action,
    paradox: Paradox = "option",
    at: At = [],  # noqa: B006
    coalition: Coalition = [],  # noqa: B006
    quantifier: Quantifier = "strong",
    box: Annotated[list[str], typer.Option(metavar="NAME=LO:HI", help="The range of a charted parameter; repeatable.")] = [],  # noqa: B006
    gap: Annotated[str, typer.Option(help="The share of the box that may stay undecided.")] = "0.001",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    png: Annotated[Path | None, typer.Option(help="Where to write the picture.")] = None,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
    seed: Seed = None,
) -> int:
    """Map where a paradox is present, with a proof for every cell."""
    family = load_family(model)
    names = [name.strip() for name in over.split(",")]
    values = {name: value for name, value in _settings(family, set_).items() if name not in names}
    with _working("charting"):
        found = chart(
            family,
            paradox,
            over=names,
            mover=mover,
            action=action,
            at=at,
            coalition=coalition,
            quantifier=quantifier,
            concept=concept,
            box=_box(box),
            values=values,
            gap=gap,
            budget=budget,
        )
    if certificate:
        save(found.certificate, certificate)
    if png:
        draw(found, png)
    _show(output, found.to_data(), found.table)
    return ANSWERED if found.finished else OPEN


@app.command("verify")
def verify_(
    certificate: Annotated[Path, typer.Argument(help="A certificate that `detect` or `chart` wrote.")],
    model: Annotated[str | None, typer.Option(help="Also check that the certificate is about this model.")] = None,
    set_: Settings = [],  # noqa: B006
    output: Output = Format.text,
) -> int:
    """Check a certificate by exact arithmetic."""
    try:
        with _working("verifying"):
            checked = verify(read_certificate(certificate))
        if model is not None:
            _check_model(checked, model, set_)
    except CertificateRejected as problem:
        _complain(f"rejected: {problem}")
        return REJECTED
    except OSError as problem:
        raise InvalidGame(f"{certificate}: {problem.strerror or problem}") from problem
    data = {"accepted": True, "kind": checked.kind, "verdict": checked.verdict, "game": checked.game}
    _show(output, data, lambda: f"accepted: {checked.kind}, {checked.verdict}\ngame {checked.game}")
    return ANSWERED


@app.command("compare")
def compare_(
    first: Model,
    second: Annotated[str, typer.Argument(help="The other model, such as a control.")],
    mover: Annotated[str | None, typer.Option(help="Only moves of this player.")] = None,
    action: Annotated[str | None, typer.Option(help="Only this action.")] = None,
    at: Annotated[str | None, typer.Option(help="Only at this information set.")] = None,
    over: Annotated[str, typer.Option(metavar="NAME[,NAME]…", help="Parameters to chart in both models.")] = "",
    gap: Annotated[str, typer.Option(help="The share of the box that may stay undecided.")] = "0.01",
    output: Output = Format.text,
) -> int:
    """Put two models side by side."""
    families = load_family(first), load_family(second)
    names = [name.strip() for name in over.split(",")] if over else []
    with _working("comparing"):
        found = compare(*families, mover=mover, action=action, at=at, over=names, gap=gap)
    _show(output, found.to_data(), found.table)
    return ANSWERED


@app.command("report")
def report_(
    model: Model,
    out: Annotated[Path, typer.Option("-o", "--output", help="The page to write.")],
    set_: Settings = [],  # noqa: B006
) -> int:
    """Write one self-contained page about a model: game, equilibria, verdicts, map, certificate."""
    family = load_family(model)
    with _working("writing the report"):
        report(family, out, values=_settings(family, set_))
    sys.stdout.write(f"{out}\n")
    return ANSWERED


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every expected problem is one line on standard error."""
    try:
        status = typer.main.get_command(app).main(arguments, prog_name="gametheory-paradox", standalone_mode=False)
    except typer.Exit as stop:
        status = stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        _complain("interrupted")
        status = 130
    except (typer.TyperException, ParadoxError) as problem:
        _complain(str(problem))
        status = BAD_INPUT
    except BrokenPipeError:  # the reader of our output went away
        sys.stderr.close()
        status = ANSWERED
    sys.exit(status if isinstance(status, int) else ANSWERED)


def _formulas(family: GameFamily) -> list[object]:
    try:
        return [atlas(family)]
    except ParadoxError:  # no formulas for this form of game
        return []


def _game(model: str, settings: list[str]) -> Game:
    family = load_family(model)
    return family.at(_settings(family, settings))


def _settings(family: GameFamily, settings: list[str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise InvalidGame(f"--set {setting!r}: expected NAME=VALUE, such as c=1/3")
        values[name.strip()] = value
    family.point(values)  # names and ranges are checked here, also of those that are charted over
    return values


def _box(ranges: list[str]) -> dict[str, tuple[object, object]]:
    found: dict[str, tuple[object, object]] = {}
    for text in ranges:
        name, equals, ends = text.partition("=")
        low, colon, high = ends.partition(":")
        if not equals or not colon:
            raise InvalidGame(f"--box {text!r}: expected NAME=LO:HI, such as c=0:4")
        found[name.strip()] = (low, high)
    return found


def _check_model(checked: Checked, model: str, settings: list[str]) -> None:
    family = load_family(model)
    values = _settings(family, settings)
    if checked.kind == "map":
        point = family.point(values)
        differs = [name for name in values if name in checked.at and checked.at[name] != point[name]]
        if checked.game != game_hash(family.form) or differs:
            raise CertificateRejected(f"it is about another game than {model} with these settings")
    elif checked.game != game_hash(family.at(values)):
        raise CertificateRejected(f"it is about another game than {model} with these settings")


def _show(output: Format, data: object, text: Callable[[], object]) -> None:
    written = json.dumps(data, indent=1, ensure_ascii=False) if output is Format.json else str(text())
    sys.stdout.write(f"{written}\n")


def _complain(message: str) -> None:
    sys.stderr.write(f"gametheory-paradox: {' '.join(message.split())}\n")


@contextmanager
def _working(what: str) -> Iterator[None]:
    """Say on standard error what is going on, once it takes more than a second, and every ten seconds after."""
    done = threading.Event()

    def say() -> None:
        elapsed = 1
        while not done.wait(1 if elapsed == 1 else 10):
            sys.stderr.write(f"{what}: {elapsed} s …\n")
            sys.stderr.flush()
            elapsed += 10

    watcher = threading.Thread(target=say, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


if __name__ == "__main__":
    main()
