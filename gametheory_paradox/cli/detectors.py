"""The commands ``detect`` and ``channels``: what one game answers."""

import shlex
from collections.abc import Mapping
from typing import Any, cast

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import NAME
from gametheory_paradox.cli.arguments import read_asked, read_family, read_graph, read_values
from gametheory_paradox.cli.options import (
    Budget,
    ByRank,
    CertificateOut,
    Fields,
    Format,
    Model,
    Output,
    Settings,
    Start,
    asks,
    question_words,
    settings_words,
    start_words,
)
from gametheory_paradox.cli.printing import answered, working


@asks
def detect_(
    *,
    ctx: typer.Context,
    model: Model,
    fields: Fields,
    set_: Settings,
    start: Start = None,
    by_rank: ByRank = False,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Decide whether a paradox is present: whether an action, say, hurts the one who has it."""
    if (graph := read_graph(model, set_, by_rank, start)) is not None:
        with working("comparing"):
            answer = gp.detect(graph, budget=budget, **fields)
        return answered(output, answer, settled=answer.is_settled, files=[certificate])
    with working("detecting"):
        family, values = read_asked(model, set_, by_rank, start)
        verdict = gp.detectors.detect_and_assess(family, values=values, budget=budget, **fields)
    unit = gp.detectors.unit_of(family, verdict.question)
    what = "payoffs are" if verdict.question.measure == gp.games.PAYOFF else f"{verdict.question.measure} is"
    remarks = [f"{what} in {unit}"] if unit and verdict.comparison is not None else []
    remarks += [f"counted from {start}"] if start else []
    remarks.append(_next_step(ctx.params, family, verdict, fields))
    settled = verdict.name != "undecided"
    return answered(output, verdict, settled=settled, files=[certificate], remarks=remarks)


def _next_step(
    given: Mapping[str, Any], family: "gp.GameFamily", verdict: "gp.Verdict", fields: Fields
) -> str:
    """A command that goes on from a verdict about this model and question, and what it answers."""
    is_present = verdict.name == "present"
    if family.ranking is not None:  # which is asked about as a whole
        command, answers = "explain", "the same in plain English"
    elif verdict.name == "impossible":
        command, answers = "diagnose", "every other action"
    elif family.parameters and _has_formulas(family, fields):
        command, answers = "thresholds", "where it is present" if is_present else "where it would be present"
    elif is_present:
        command, answers = "explain", "what happens with and without it"
    elif family.parameters:
        command, answers = "falsify", "values at which it would be present"
    else:
        command, answers = "diagnose", "every other action"

    words = [*start_words(given), *([] if command == "diagnose" else question_words(given))]
    settings = settings_words(given) if command == "explain" or given["by_rank"] else []
    settings += ["--by-rank"] if given["by_rank"] else []
    return f"next, {answers}:\n    {shlex.join([NAME, command, given['model'], *words, *settings])}"


def _has_formulas(family: "gp.GameFamily", fields: Fields) -> bool:
    """True where thresholds are offered for the question."""
    try:
        gp.detectors.inquiry_over_parameters(family, None, cast("Any", fields))
    except gp.ParadoxError:
        return False
    return True


@asks
def channels_(
    *,
    model: Model,
    fields: Fields,
    set_: Settings,
    start: Start = None,
    certificate: CertificateOut = None,
    output: Output = Format.text,
    budget: Budget = None,
) -> int:
    """Split what an action, or a change of a parameter, does to a payoff into direct effect and reactions."""
    family = read_family(model, start)
    with working("freezing players"):
        split = gp.channels(family, values=read_values(family, set_), budget=budget, **fields)
    return answered(output, split, settled=split.name != "undecided", files=[certificate])
