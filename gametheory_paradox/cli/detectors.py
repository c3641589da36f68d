"""The commands ``detect`` and ``channels``: what one game answers."""

import gametheory_paradox as gp
from gametheory_paradox.cli.arguments import read_asked, read_values
from gametheory_paradox.cli.options import (
    Budget,
    ByRank,
    CertificateOut,
    Fields,
    Format,
    Model,
    Output,
    Settings,
    asks,
)
from gametheory_paradox.cli.printing import answered, working


@asks
def detect_(
    *,
    model: Model,
    fields: Fields,
    set_: Settings,
    by_rank: ByRank = False,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Decide whether a paradox is present: whether an action, say, hurts the one who has it."""
    with working("detecting"):
        family, values = read_asked(model, set_, by_rank)
        verdict = gp.detectors.detect_and_assess(family, values=values, budget=budget, **fields)
    return answered(output, verdict, settled=verdict.name != "undecided", certificate=certificate)


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
    family = gp.load(model)
    with working("freezing players"):
        split = gp.channels(family, values=read_values(family, set_), budget=budget, **fields)
    return answered(output, split, settled=split.name != "undecided", certificate=certificate)
