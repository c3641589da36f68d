"""The commands ``verify`` and ``certificate``: certificates checked, shown step by step, and made smaller."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED
from gametheory_paradox.cli.arguments import check_about, read_family, read_graph, read_proof, read_values
from gametheory_paradox.cli.options import Budget, Format, Output, Settings, Start, writable
from gametheory_paradox.cli.printing import (
    CLAIM,
    answered,
    claim_table,
    print_result,
    rejecting,
    working,
    write_file,
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A file that --certificate wrote.")]

CHECKED = "the certificate was checked"

group = typer.Typer(rich_markup_mode=None, help="Show a certificate step by step, or make it smaller.")
"""The commands behind ``certificate``."""


def verify_(
    *,
    certificate: File,
    model: Annotated[
        str | None, typer.Option(help="Also check that the certificate is about this model.")
    ] = None,
    set_: Settings,
    start: Start = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Check a certificate by exact arithmetic."""
    family = None if model is None else read_graph(model, set_, start=start) or read_family(model, start)
    values = read_values(family, set_) if isinstance(family, gp.GameFamily) else {}
    with rejecting(output):
        with working("verifying"), gp.clock.in_time(budget, CHECKED):
            claimed = read_proof(certificate)
            checked = gp.verify(claimed)
        if family is not None:
            check_about(claimed, checked, family, values)
    data = {"accepted": True, "kind": checked.kind, "verdict": checked.verdict, "game": checked.game}
    data |= {name: claimed.data[name] for name in CLAIM if name in claimed.data}
    print_result(output, data, lambda: [claim_table(data)])
    return ANSWERED


@group.command("show")
def show_(*, certificate: File, output: Output = Format.text, budget: Budget = None) -> int:
    """Show what a certificate says and how that is proved, step by step, and what it assumes."""
    with rejecting(output), working("verifying"), gp.clock.in_time(budget, CHECKED):
        shown = gp.show_certificate(read_proof(certificate))
    return answered(output, shown)


@group.command("shrink")
def shrink_(
    *,
    certificate: File,
    smaller: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", callback=writable(".json"), help="Where to write the smaller certificate."
        ),
    ] = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Drop what the proof of a certificate can do without, and say its bytes before and after."""
    with rejecting(output), working("verifying"), gp.clock.in_time(budget, CHECKED):
        shrunk = gp.shrink_certificate(read_proof(certificate))
    data = {"before": shrunk.before, "after": shrunk.after}
    save = partial(write_file, smaller, partial(gp.save, shrunk.certificate))
    print_result(output, data, lambda: [shrunk.table()], save)
    return ANSWERED
