"""The command ``verify``: a certificate checked by exact arithmetic."""

from pathlib import Path
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED
from gametheory_paradox.cli.arguments import check_about, read_proof, read_values
from gametheory_paradox.cli.options import Format, Output, Settings
from gametheory_paradox.cli.printing import CLAIM, claim_table, print_result, rejecting, working


def verify_(
    *,
    certificate: Annotated[Path, typer.Argument(help="A file that --certificate wrote.")],
    model: Annotated[
        str | None, typer.Option(help="Also check that the certificate is about this model.")
    ] = None,
    set_: Settings,
    output: Output = Format.text,
) -> int:
    """Check a certificate by exact arithmetic."""
    family = None if model is None else gp.load(model)
    values = {} if family is None else read_values(family, set_)
    with rejecting(output):
        with working("verifying"):
            claimed = read_proof(certificate)
            checked = gp.verify(claimed)
        if family is not None:
            check_about(claimed, checked, family, values)
    data = {"accepted": True, "kind": checked.kind, "verdict": checked.verdict, "game": checked.game}
    data |= {name: claimed.data[name] for name in CLAIM if name in claimed.data}
    print_result(output, data, lambda: [claim_table(data)])
    return ANSWERED
