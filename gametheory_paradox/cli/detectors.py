"""The commands ``detect`` and ``channels``: what one game answers."""

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN
from gametheory_paradox.cli.arguments import check_output, read_values
from gametheory_paradox.cli.options import (
    Budget,
    CertificateOut,
    Fields,
    Format,
    Model,
    Output,
    Settings,
    asks,
)
from gametheory_paradox.cli.printing import print_result, working, write_proof


@asks
def detect_(
    *,
    model: Model,
    fields: Fields,
    set_: Settings,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Decide whether a paradox is present: whether an action, say, hurts the one who has it."""
    check_output(certificate, ".json")
    family = gp.load(model)
    with working("detecting"):
        verdict = gp.detect(family, values=read_values(family, set_), budget=budget, **fields)
    write_proof(verdict.name, verdict.certificate, certificate)
    print_result(output, verdict.to_data(), lambda: [verdict.table()])
    return OPEN if isinstance(verdict, gp.Undecided) else ANSWERED


@asks
def channels_(
    *,
    model: Model,
    fields: Fields,
    set_: Settings,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Split what an action, or a change of a parameter, does to a payoff into direct effect and reactions."""
    check_output(certificate, ".json")
    family = gp.load(model)
    with working("freezing players"):
        split = gp.channels(family, values=read_values(family, set_), budget=budget, **fields)
    write_proof(split.name, split.certificate, certificate)
    print_result(output, split.to_data(), lambda: [split.table()])
    return OPEN if split.name == "undecided" else ANSWERED
