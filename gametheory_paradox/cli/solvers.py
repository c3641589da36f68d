"""The commands ``solve`` and ``diagnose``: every equilibrium of a game, and every action of its players."""

from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN
from gametheory_paradox.cli.arguments import read_values
from gametheory_paradox.cli.options import Budget, Concept, Format, Model, Output, Settings, Workers
from gametheory_paradox.cli.printing import print_result, working


def solve_(
    *,
    model: Model,
    set_: Settings,
    concept: Concept = None,
    method: Annotated[
        str | None, typer.Option(help="The name of a method; by default the best that applies.")
    ] = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Find every equilibrium."""
    family = gp.load(model)
    game = family.at(read_values(family, set_))
    with working("solving"):
        equilibria = gp.solve(game, concept=concept, method=method, budget=budget)
    print_result(output, equilibria.to_data(), lambda: [equilibria.table()])
    return ANSWERED if equilibria.completeness.status == "proved" else OPEN


def diagnose_(
    *,
    model: Model,
    set_: Settings,
    quantifier: Annotated[
        str, typer.Option(help="Which equilibria are compared: strong, best, worst or possible.")
    ] = "strong",
    concept: Concept = None,
    workers: Workers = 1,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Ask about every action of every player, and list the paradoxes that are found first."""
    family = gp.load(model)
    game = family.at(read_values(family, set_))
    with working("diagnosing"):
        diagnosis = gp.diagnose(game, concept=concept, quantifier=quantifier, budget=budget, workers=workers)
    print_result(output, diagnosis.to_data(), lambda: [diagnosis.table()])
    return OPEN if any(isinstance(answer, gp.Undecided) for answer in diagnosis.answers) else ANSWERED
