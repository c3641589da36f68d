"""The commands ``solve`` and ``diagnose``: every equilibrium of a game, and every action of its players."""

from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.arguments import read_family, read_names, read_values
from gametheory_paradox.cli.options import (
    Budget,
    CertificateOut,
    Concept,
    Format,
    Model,
    Output,
    Settings,
    Start,
    Workers,
)
from gametheory_paradox.cli.printing import answered, working


def solve_(
    *,
    model: Model,
    set_: Settings,
    start: Start = None,
    concept: Concept = None,
    method: Annotated[
        str | None, typer.Option(help="The name of a method; by default the best that applies.")
    ] = None,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Find every equilibrium."""
    family = read_family(model, start)
    game = family.at(read_values(family, set_))
    with working("solving"):
        equilibria = gp.solve(game, concept=concept, method=method, budget=budget)
    settled = equilibria.completeness.status == "proved"
    return answered(output, equilibria, settled=settled, files=[certificate])


def diagnose_(
    *,
    model: Model,
    set_: Settings,
    start: Start = None,
    quantifier: Annotated[
        str, typer.Option(help="Which equilibria are compared: strong, best, worst or possible.")
    ] = "strong",
    concept: Concept = None,
    over: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[,NAME]…",
            help="The parameters whose ranges are looked at; repeatable; '' for none. "
            "Default: all that are not set.",
        ),
    ] = None,
    workers: Workers = 1,
    output: Output = Format.text,
    budget: Budget = 60.0,
) -> int:
    """Ask about every action of every player: where in the ranges it hurts its owner, what is here first."""
    family = read_family(model, start)
    values = read_values(family, set_)
    with working("diagnosing"):
        diagnosis = gp.diagnose(
            family,
            values=values,
            over=None if over is None else read_names(over),
            concept=concept,
            quantifier=quantifier,
            budget=budget,
            workers=workers,
        )
    settled = all(answer.name != "undecided" for answer in diagnosis.answers)
    return answered(output, diagnosis, settled=settled)
