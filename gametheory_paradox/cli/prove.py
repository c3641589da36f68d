"""The command that proves or refutes a claim over a region of parameters."""

from typing import Annotated, Any, Literal, cast

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, app
from gametheory_paradox.cli.options import (
    Action,
    At,
    Budget,
    CertificateOut,
    Coalition,
    Concept,
    Format,
    Model,
    Mover,
    Output,
    Quantifier,
    Settings,
    Target,
)
from gametheory_paradox.cli.printing import complain, print_result, working
from gametheory_paradox.cli.reading import check_output, read_box, read_family, read_settings

Claim = Annotated[
    str,
    typer.Argument(
        help="The name of a paradox, or 'payoff(A) >= 2', 'probability(A, arm) <= c', 'payoff(A) falls with c'."
    ),
]
Assume = Annotated[
    list[str], typer.Option(metavar="INEQUALITY", help="An inequality that holds, 'r_C > c + h'; repeatable.")
]
Ranges = Annotated[
    list[str], typer.Option(metavar="NAME=LO:HI", help="The range of a parameter; repeatable.")
]


@app.command("prove")
def prove_(
    model: Model,
    claim: Claim,
    assume: Assume = [],  # noqa: B006 (typer reads it once)
    absent: Annotated[bool, typer.Option("--absent", help="That the paradox is nowhere present.")] = False,
    some: Annotated[
        bool, typer.Option("--some", help="A bound in some equilibrium, not in every one.")
    ] = False,
    mover: Mover = None,
    action: Action = None,
    at: At = [],  # noqa: B006
    coalition: Coalition = [],  # noqa: B006
    target: Target = None,
    parameter: Annotated[
        str | None, typer.Option(help="What changes (comparative-statics, null-coercion).")
    ] = None,
    low: Annotated[str | None, typer.Option(help="Its value before, or the lower end of its range.")] = None,
    high: Annotated[str | None, typer.Option(help="Its value after, or the upper end of its range.")] = None,
    least: Annotated[str, typer.Option(help="What the gap must exceed.")] = "0",
    quantifier: Quantifier = "strong",
    concept: Concept = None,
    box: Ranges = [],  # noqa: B006
    set_: Settings = [],  # noqa: B006
    by: Annotated[
        str, typer.Option(help="cells, with a certificate; or z3, which is then trusted.")
    ] = "cells",
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = 30.0,
) -> int:
    """Prove a claim wherever some inequalities hold, or find a point where it fails."""
    family = read_family(model)
    check_output(certificate, ".json")
    details: dict[str, Any] = {"target": target, "parameter": parameter, "low": low, "high": high}
    with working("proving"):
        found = gp.prove(
            family,
            claim,
            assuming=assume,
            box=read_box(box),
            values=read_settings(family, set_),
            absent=absent,
            some=some,
            by=cast("Literal['cells', 'z3']", by),
            budget=budget,
            mover=mover or "",
            action=action,
            at=at,
            coalition=coalition,
            quantifier=quantifier,
            concept=concept,
            least=least,
            **{name: value for name, value in details.items() if value is not None},
        )
    proof = getattr(found, "certificate", None)
    if certificate and proof is not None:
        gp.save(proof, certificate)
    elif certificate:
        complain(f"{found.name}: there is no proof to write, {certificate} was not written")
    print_result(output, found.to_data(), lambda: [found.table()])
    return OPEN if found.name == "open" else ANSWERED
