"""The commands about regions of parameters: ``thresholds``, ``chart``, ``prove``, ``escape``, ``compare``."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN
from gametheory_paradox.cli.arguments import (
    read_asked,
    read_box,
    read_family,
    read_graph,
    read_names,
    read_values,
    split_settings,
)
from gametheory_paradox.cli.known_names import automata, models, parameters
from gametheory_paradox.cli.options import (
    PICTURES,
    PROOF,
    Budget,
    ByRank,
    CertificateOut,
    Fields,
    Format,
    Least,
    Model,
    Open,
    Output,
    Over,
    Picture,
    Ranges,
    Settings,
    Start,
    Workers,
    asks,
    make_folder,
    repeatable,
    writable,
    writable_each,
)
from gametheory_paradox.cli.printing import answered, print_result, working, write_file
from gametheory_paradox.errors import InvalidGame

MapFiles = Annotated[
    list[Path],
    typer.Option(
        "-o",
        "--output",
        default_factory=list,
        show_default=False,
        callback=writable_each(*PICTURES, PROOF),
        help="Where to draw the map: .png, .svg or .pdf; or to write its certificate: .json; repeatable.",
    ),
]
Assuming = Annotated[
    list[str],
    repeatable("--assuming", "INEQUALITY", "An inequality that holds, 'r_C > c + h'; repeatable.", None),
]
WAYS = ("side payment", "commitment", "information")


@asks
def chart_(
    *,
    model: Model,
    over: Annotated[
        list[str],
        typer.Option(
            metavar="NAME[,NAME]…", help="The charted parameters; repeatable.", autocompletion=parameters
        ),
    ],
    fields: Fields,
    box: Ranges,
    undecided: Open = "0.001",
    least: Least = "0",
    set_: Settings,
    start: Start = None,
    out: MapFiles,
    png: Annotated[Path | None, typer.Option(callback=writable(*PICTURES), help="As -o, a picture.")] = None,
    certificate: Annotated[
        Path | None, typer.Option(callback=writable(PROOF), help="As -o, the certificate.")
    ] = None,
    workers: Workers = 1,
    store: Annotated[
        Path | None,
        typer.Option(help="A folder for parts of the map; a run that was stopped goes on where it stopped."),
    ] = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Map where a paradox is present, with a proof for every cell."""
    family, names = read_family(model, start), read_names(over) or [""]
    chosen = read_values(family, set_)
    values = {name: value for name, value in chosen.items() if name not in names}
    kept = (
        f"the parts of the map that were done stay in {store}; the same call goes on there" if store else ""
    )

    with working("charting", kept):
        regions = gp.chart(
            family,
            over=names,
            box=read_box(box),
            values=values,
            undecided=undecided,
            least=least,
            budget=budget,
            workers=workers,
            store=store,
            **fields,
        )

    point, ranges = family.point(chosen), regions.box
    inside = all(ranges[name][0] <= point[name] <= ranges[name][1] for name in regions.over if name in point)
    return answered(
        output,
        regions,
        settled=regions.finished,
        files=[*out, png, certificate],
        mark={"as set": point} if chosen and inside else None,
    )


@asks
def thresholds_(
    *,
    model: Model,
    assuming: Assuming,
    fields: Fields,
    least: Least = "0",
    set_: Settings,
    start: Start = None,
    by_rank: ByRank = False,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Find the inequalities between parameters under which a paradox is present."""
    if (graph := read_graph(model, set_, by_rank, start)) is not None:
        with working("comparing"):
            found = gp.thresholds(graph, least=least, assuming=assuming, budget=budget, **fields)
        return answered(output, found, settled=found.is_settled)
    with working("writing formulas"):
        family, values = read_asked(model, set_, by_rank, start)
        thresholds = gp.thresholds(
            family, least=least, values=values, assuming=assuming, budget=budget, **fields
        )
    return answered(output, thresholds)


@asks
def bifurcation_(
    *,
    model: Model,
    over: Annotated[
        str,
        typer.Option(metavar="NAME", help="The parameter that varies.", autocompletion=parameters),
    ],
    fields: Fields,
    box: Ranges,
    set_: Settings,
    start: Start = None,
    png: Picture = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Find every equilibrium over a range of one parameter, and where the verdict changes."""
    family, ends = read_family(model, start), read_box(box)
    if others := [name for name in ends if name != over]:
        raise InvalidGame(f"--box: {others[0]!r} does not vary; give it a value by --set")
    with working("writing formulas"):
        values = read_values(family, set_)
        found = gp.maps.bifurcation(
            family, over=over, ends=ends.get(over), values=values, budget=budget, **fields
        )
    return answered(output, found, settled=found.is_settled, files=[png])


def sustained_(
    *,
    model: Model,
    automaton: Annotated[
        str,
        typer.Option(help="Its name in the model. Default: the only one.", autocompletion=automata),
    ] = "",
    over: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The parameter of which an exact set is given, all others being numbers.",
            autocompletion=parameters,
        ),
    ] = "",
    set_: Settings,
    png: Picture = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Find where an automaton's play of a game in periods is an equilibrium."""
    with working("writing formulas"):
        family = gp.load(model)
        values = read_values(family, set_)
        play = gp.maps.sustained(family, automaton, over=over, values=values, budget=budget)
    return answered(output, play, files=[png])


def least_patience_(
    *,
    model: Model,
    payoff: Annotated[
        list[str],
        typer.Option(
            metavar="PLAYER=NUMBER",
            help="What a player is to get in a period on average; once for each of the two.",
        ),
    ],
    within: Annotated[str, typer.Option(help="How far apart the two discount factors may be.")] = "1/1000",
    set_: Settings,
    certificates: Annotated[
        Path | None, typer.Option("--certificates", "-o", help="A folder for the certificates of both ends.")
    ] = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Bracket the least discount factor at which play that looks back pays given amounts."""
    if certificates is not None:
        make_folder(certificates)
    family = gp.load(model)
    game, payoffs = family.at(read_values(family, set_)), split_settings(payoff, "--payoff")
    if len(payoffs) < len(payoff):
        raise InvalidGame("--payoff: each player is named once")
    with working("halving"):
        found = gp.concepts.least_patience(game, payoffs, within=within, budget=budget)

    def write_proofs(folder: Path) -> None:
        for name, end in (("below", found.below), ("at", found.at)):
            if end is not None:
                gp.save(end.certificate, folder / f"{name}.json")

    print_result(output, found.to_data(), found.parts, partial(write_file, certificates, write_proofs))
    return ANSWERED if found.is_settled else OPEN


@asks
def prove_(
    *,
    model: Model,
    claim: Annotated[
        str | None,
        typer.Argument(
            metavar="[CLAIM]",
            help="'payoff(A) >= 2', 'probability(A, arm) <= c', 'payoff(A) falls with c', or the name of a "
            "paradox. Default: the paradox that is asked about.",
        ),
    ] = None,
    assuming: Assuming,
    absent: Annotated[bool, typer.Option("--absent", help="That the paradox is nowhere present.")] = False,
    some: Annotated[
        bool, typer.Option("--some", help="A bound in some equilibrium, not in every one.")
    ] = False,
    fields: Fields,
    least: Least = "0",
    box: Ranges,
    set_: Settings,
    start: Start = None,
    by_rank: ByRank = False,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = 30.0,
) -> int:
    """Prove a claim wherever some inequalities hold, or find a point where it fails."""
    with working("proving"):
        family, values = read_asked(model, set_, by_rank, start)
        answer = gp.prove(
            family,
            claim,
            assuming=assuming,
            box=read_box(box),
            values=values,
            absent=absent,
            some=some,
            budget=budget,
            least=least,
            **fields,
        )

    return answered(output, answer, settled=answer.name != "open", files=[certificate])


@asks
def ranking_shares_(
    *,
    model: Model,
    fields: Fields,
    set_: Settings,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Count the strict rankings in which a paradox is always there, never, or hangs on the numbers."""
    family = gp.load(model)
    with working("counting rankings"):
        values = read_values(family, set_)
        shares = gp.maps.ranking_shares(family, values=values, budget=budget, **fields)
    return answered(output, shares, settled=not shares.undecided)


@asks
def settling_comparisons_(
    *,
    model: Model,
    fields: Fields,
    set_: Settings,
    by_rank: ByRank = False,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Find the fewest comparisons of outcomes from which the verdict for a ranking follows."""
    with working("comparing outcomes"):
        family, values = read_asked(model, set_, by_rank)
        settling = gp.maps.settling_comparisons(family, values=values, budget=budget, **fields)
    return answered(output, settling, settled=settling.is_settled, files=[certificate])


@asks
def escape_(
    *,
    model: Model,
    lever: Annotated[
        list[str],
        repeatable("--lever", "NAME", "A parameter that can be changed; repeatable.", parameters),
    ],
    cost: Annotated[
        list[str],
        repeatable(
            "--cost",
            "NAME=NUMBER",
            "What a change of a lever by one unit costs. Default: its share of the range.",
        ),
    ],
    box: Ranges,
    fields: Fields,
    least: Least = "0",
    set_: Settings,
    start: Start = None,
    levers_only: Annotated[
        bool, typer.Option("--levers-only", help="Leave out side payments, commitment and information.")
    ] = False,
    precision: Annotated[
        str, typer.Option(help="How far apart bounds of a cost may be, as a share of it.")
    ] = "0.01",
    by_rank: ByRank = False,
    png: Picture = None,
    output: Output = Format.text,
    budget: Budget = 30.0,
) -> int:
    """Find the smallest change that leaves a paradox; of a ranking the single preferences that turn it."""
    family, values = read_asked(model, set_, by_rank, start)
    if family.ranking is not None and png:
        raise InvalidGame("payoffs are ranked: there is no picture of gaps")

    with working("looking for ways out"):
        escape = gp.escape(
            family,
            levers=lever,
            costs=split_settings(cost, "--cost"),
            box=read_box(box),
            values=values,
            others=() if levers_only else WAYS,
            least=least,
            precision=precision,
            budget=budget,
            **fields,
        )

    return answered(output, escape, settled=escape.is_settled, files=[png])


@asks
def compare_(
    *,
    first: Model,
    second: Annotated[
        str,
        typer.Argument(metavar="MODEL", help="The other model, such as a control.", autocompletion=models),
    ],
    fields: Fields,
    over: Over = None,
    undecided: Open = "0.01",
    set_: Settings,
    start: Start = None,
    by_rank: ByRank = False,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Put two models side by side."""
    families, values = (read_family(first, start), read_family(second, start)), split_settings(set_)
    if by_rank:
        own = [{name: value for name, value in values.items() if name in family.box} for family in families]
        if unknown := [name for name in values if not any(name in settings for settings in own)]:
            raise InvalidGame(f"--set: {unknown[0]!r} is a parameter of neither model")
        families = families[0].by_rank(own[0]), families[1].by_rank(own[1])
        values = {}

    with working("comparing") as bar:
        comparison = gp.compare(
            *families,
            over=read_names(over or []),
            undecided=undecided,
            values=values,
            budget=budget,
            **fields,
        )

    return answered(output, comparison, settled=not (bar.is_interrupted or comparison.unasked))
