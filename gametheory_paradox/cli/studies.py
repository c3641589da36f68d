"""Commands that study a model, and that draw or report it."""

import csv
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, cast

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN
from gametheory_paradox.cli.arguments import (
    check_about,
    read_asked,
    read_family,
    read_graph,
    read_names,
    read_proof,
    read_values,
    split_settings,
)
from gametheory_paradox.cli.options import (
    PAGE,
    Budget,
    BudgetPerGame,
    ByRank,
    Concept,
    Fields,
    Format,
    Model,
    Open,
    Output,
    Over,
    Picture,
    Settings,
    Start,
    Workers,
    asks,
    make_folder,
    repeatable,
    writable,
)
from gametheory_paradox.cli.printing import answered, print_result, rejecting, working, write_file
from gametheory_paradox.errors import InvalidGame

# The commands ``sweep``, ``uncertainty``, ``falsify``, ``balance``, ``ordinal-2x2`` and ``survey``
# ----------------------------------------------------------------------------

TABLE = ".csv"


@asks
def sweep_(
    *,
    model: Model,
    grid: Annotated[
        list[str],
        typer.Option(
            metavar="NAME=LO:HI:N",
            help="N evenly spaced values of a parameter; or NAME=V,V,…; repeatable.",
        ),
    ],
    what: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[,NAME]…",
            help="equilibria, payoffs, verdict, gap; repeatable. Default: all that the model allows.",
        ),
    ] = None,
    fields: Fields,
    set_: Settings,
    start: Start = None,
    store: Annotated[
        Path | None,
        typer.Option(help="A folder for a Zarr store; a run that was stopped goes on where it stopped."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", callback=writable(TABLE, ".nc"), help="Where to write the points: .csv or .nc."
        ),
    ] = None,
    pointwise: Annotated[
        int, typer.Option(min=0, help="The most points that are solved one by one.")
    ] = 10_000,
    output: Output = Format.text,
    budget_per_game: BudgetPerGame = None,
) -> int:
    """Answer at every point of a grid of parameters: a sample, not a map."""
    family, points = read_family(model, start), dict(map(_axis, grid))
    kept = f"the blocks that were done stay in {store}; the same call goes on there" if store else ""

    with working("sweeping", kept):
        points_answered = gp.sweep(
            family,
            points,
            what=read_names(what) if what else None,
            values=read_values(family, set_),
            store=store,
            pointwise=pointwise,
            budget_per_game=budget_per_game,
            **fields,
        )

    summary = gp.studies.sweeps.summary(points_answered)
    data = {**summary, "store": store and str(store), "output": out and str(out)}
    write = partial(write_file, out, partial(gp.studies.sweeps.write_points, points_answered))
    print_result(output, data, lambda: gp.studies.sweeps.summary_tables(points_answered), write)
    return OPEN if points_answered.attrs["points_open"] else ANSWERED


def _axis(text: str) -> tuple[str, object]:
    """A parameter and its values as text."""
    name, equals, along = text.partition("=")
    parts = along.split(":")
    if not equals or len(parts) not in (1, 3) or not along:
        raise InvalidGame(
            f"--grid {text!r}: expected NAME=LO:HI:N, such as c=0:4:9, or NAME=V,V,…, such as c=0,1/3,4"
        )
    return name.strip(), tuple(parts) if len(parts) == 3 else along.split(",")


@asks
def uncertainty_(
    *,
    model: Model,
    fields: Fields,
    distribution: Annotated[
        list[str],
        repeatable(
            "--distribution",
            "NAME=KIND",
            "How a parameter is drawn: uniform, triangular, uniform:LO,HI, triangular:LO,PEAK,HI, "
            "normal:MEAN,DEVIATION or values:A,B,…; repeatable. Default: what the model says, else uniform.",
        ),
    ],
    samples: Annotated[
        Path | None,
        typer.Option(help="A CSV file with a column per parameter and a row per sample, instead of draws."),
    ] = None,
    draws: Annotated[int, typer.Option("-n", "--draws", help="How many draws.")] = 10_000,
    confidence: Annotated[str, typer.Option(help="Of the interval.")] = "0.95",
    around: Annotated[
        list[str],
        repeatable(
            "--around", "NAME=VALUE", "Where tornado and robustness stand; repeatable. Default: the baseline."
        ),
    ],
    set_: Settings,
    start: Start = None,
    undecided: Open = "0.01",
    png: Picture = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
    seed: Annotated[int, typer.Option(help="Of the draws.")] = 0,
) -> int:
    """Find how probable a paradox is when the parameters are drawn at random, and which of them matters."""
    family = read_family(model, start)
    with working("drawing"):
        uncertainty = gp.uncertainty(
            family,
            values=read_values(family, set_),
            around=split_settings(around, "--around"),
            distributions=dict(map(_distribution, distribution)),
            samples=None if samples is None else _read_samples(samples),
            draws=draws,
            confidence=confidence,
            undecided=undecided,
            seed=seed,
            budget=budget,
            **fields,
        )

    settled = uncertainty.finished and not uncertainty.undecided
    return answered(output, uncertainty, settled=settled, files=[png])


def _distribution(text: str) -> tuple[str, object]:
    name, equals, kind = text.partition("=")
    if not equals:
        raise InvalidGame(
            f"--distribution {text!r}: expected NAME=KIND, such as c=triangular or c=normal:3,1"
        )
    kind, colon, numbers = kind.strip().partition(":")
    return name.strip(), {kind: [number.strip() for number in numbers.split(",")]} if colon else kind


def _read_samples(path: Path) -> list[dict[str, object]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, skipinitialspace=True, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise InvalidGame(
            f"{path}: the samples cannot be read: {getattr(problem, 'strerror', None) or problem}"
        ) from problem
    for number, row in enumerate(rows, start=1):
        if None in row or None in row.values():
            raise InvalidGame(
                f"{path}: sample {number} has not as many values as there are names in the first line"
            )
    return [{name.strip(): value for name, value in row.items()} for row in rows]


@asks
def falsify_(
    *,
    model: Model,
    fields: Fields,
    always: Annotated[
        bool, typer.Option("--always/--never", help="The statement to break: it always, or never, occurs.")
    ] = False,
    over: Over = None,
    set_: Settings,
    start: Start = None,
    toward: Annotated[
        str, typer.Option(help="What is simple: few changes to the baseline, or small fractions (simple).")
    ] = "baseline",
    seed: Annotated[int, typer.Option(min=0, help="Where the search starts.")] = 0,
    draws: Annotated[int, typer.Option(min=1, help="How many points are drawn before one breaks it.")] = 500,
    name: Annotated[str, typer.Option(metavar="TEXT", help="What the claim is called in the answer.")] = "",
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Search for the simplest values at which a paradox occurs after all (--never) or does not (--always)."""
    family = read_family(model, start)
    values, question = (
        read_values(family, set_),
        gp.detectors.question_about(family, None, cast("Any", fields)),
    )

    with working("searching"):
        answer = gp.falsify(
            family,
            gp.studies.always(question, name=name) if always else gp.studies.never(question, name=name),
            over=read_names(over or []),
            values=values,
            toward=toward,
            seed=seed,
            draws=draws,
            budget=budget,
        )

    unsettled = answer.name == "unbroken" and answer.undecided == answer.draws
    return answered(output, answer, settled=not unsettled)


def balance_(
    *,
    models: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MODEL]…",
            help="Names in the catalog or paths of model files. Default: the systems of the essay.",
        ),
    ] = None,
    set_: Settings,
    concept: Concept = None,
    certificates: Annotated[
        Path | None,
        typer.Option("--certificates", "-o", help="A folder for the certificates, two for each line."),
    ] = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Compare payoff and security of a state with and without each of its policies, both proved."""
    if certificates is not None:
        make_folder(certificates)
    with working("weighing"):
        sheet = gp.essay.balance(
            map(gp.load, models) if models else None,
            values=split_settings(set_),
            concept=concept,
            budget=budget,
        )

    def write_proofs(folder: Path) -> None:
        for name, certificate in sheet.certificates().items():
            gp.save(certificate, folder / name)

    print_result(output, sheet.to_data(), sheet.parts, partial(write_file, certificates, write_proofs))
    return ANSWERED if sheet.settled else OPEN


def ordinal_2x2_(
    *,
    png: Picture = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Decide the paradoxes of one table in all 144 strict ordinal 2×2 games, whatever the numbers."""
    with working("ranking"):
        games = gp.studies.ordinal_2x2(budget=budget)
    return answered(output, games, settled=games.settled, files=[png])


def survey_(
    models: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MODEL]…",
            help="Games of the catalog, each with those under it; model files; folders of them. "
            "Default: all under seed/.",
        ),
    ] = None,
    draws: Annotated[int, typer.Option(min=100, help="How many draws where formulas answer them.")] = 2_000,
    workers: Workers = 1,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", callback=PAGE, help="Where to write the page: .html."),
    ] = None,
    output: Output = Format.text,
    budget_per_game: BudgetPerGame = 1_200.0,
) -> int:
    """Look at models, or every system of the catalog: verdicts, shares, influences, ways out, controls."""
    with working("surveying"):
        survey = gp.survey(models or None, draws=draws, budget_per_game=budget_per_game, workers=workers)
    write = partial(write_file, out, partial(gp.report, survey))
    print_result(output, {**survey.to_data(), "output": out and str(out)}, survey.parts, write)
    return ANSWERED if survey.finished else OPEN


# The commands ``explain`` and ``report``: answers as prose and as a page
# ------------------------------------------------------------------------

MaybeModel = Annotated[
    str | None,
    typer.Argument(
        metavar="[MODEL]",
        help="A name in the catalog or the path of a model file; not needed with --certificate.",
    ),
]
Proof = Annotated[
    Path | None,
    typer.Option("--certificate", help="Explain what this certificate proves; it is checked first."),
]


@asks
def explain_(
    *,
    model: MaybeModel = None,
    fields: Fields,
    set_: Settings,
    start: Start = None,
    by_rank: ByRank = False,
    certificate: Proof = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Answer in English what `detect` answers, or what a certificate proves; as JSON in LaTeX besides."""
    graph = None if model is None else read_graph(model, set_, by_rank, start)
    family, values = (None, {}) if graph or model is None else read_asked(model, set_, by_rank, start)
    if graph is not None and certificate is None and not fields.get("action"):
        told = gp.explain(graph, **fields)
        print_result(output, {"text": told}, lambda: [told])
        return ANSWERED
    if certificate is None and model is None:
        raise InvalidGame("explain what? name a model, or a certificate with --certificate")
    if certificate is not None and fields:
        raise InvalidGame(
            "a certificate says itself what it is about; beside --certificate name a model and --set at most"
        )
    if model is None and (set_ or start is not None):
        raise InvalidGame("--set and --start say more about a model; name one")

    with rejecting(output), working("detecting" if certificate is None else "verifying"):
        if certificate is not None:
            claimed = read_proof(certificate)
            answer = gp.views.proved(claimed)
            if (about := graph or family) is not None:
                check_about(claimed, gp.verify(claimed), about, values)
            if family is not None and isinstance(answer, gp.Verdict | gp.detectors.Channels):
                answer = replace(answer, moved=family.moved(family.point(values)))  # it knows no baseline
        elif graph is not None:
            answer = gp.detect(graph, budget=budget, **fields)
        elif family is not None:
            answer = gp.detect(family, values=values, budget=budget, **fields)
    text = gp.explain(answer, family=family)
    data: dict[str, object] = {"verdict": answer.name, "text": text, "latex": gp.views.explain_latex(answer)}
    if output is Format.json and isinstance(answer, gp.detectors.Verdict):
        data["story"] = gp.detectors.story_of(answer).to_data()
    print_result(output, data, lambda: [text])
    return OPEN if answer.name == "undecided" else ANSWERED


@asks
def report_(
    *,
    model: Model,
    out: Annotated[Path, typer.Option("-o", "--output", callback=PAGE, help="The page to write: .html.")],
    fields: Fields,
    over: Over = None,
    undecided: Open = "0.001",
    set_: Settings,
    start: Start = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Write one self-contained page about a model: game, equilibria, verdicts, map, certificate."""
    graph = read_graph(model, set_, start=start)
    family = graph or read_family(model, start)
    values = read_values(family, set_) if isinstance(family, gp.GameFamily) else {}
    with working("writing the report") as bar:
        gp.report(
            family,
            out,
            over=None if over is None else read_names(over),
            values=values,
            undecided=undecided,
            budget=budget,
            **fields,
        )
    print_result(output, {"report": str(out)}, lambda: [f"wrote {out}"])
    return OPEN if bar.is_interrupted else ANSWERED
