"""The command ``explain``: a verdict, asked for here or proved by a certificate, in plain English and in LaTeX."""

from pathlib import Path
from typing import Annotated

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, REJECTED, app
from gametheory_paradox.cli.options import (
    Action,
    At,
    Benchmark,
    Budget,
    Changed,
    Coalition,
    Concept,
    Format,
    High,
    Low,
    Mover,
    Output,
    Paradox,
    Quantifier,
    Seed,
    Settings,
    Target,
    Third,
)
from gametheory_paradox.cli.printing import complain, print_result, working
from gametheory_paradox.cli.reading import check_about, read_family, read_proved, read_question, read_settings
from gametheory_paradox.errors import CertificateRejected, InvalidGame

MaybeModel = Annotated[
    str | None,
    typer.Argument(
        metavar="[MODEL]",
        help="A name in the catalog or the path of a model file; not needed with --certificate.",
    ),
]
Proved = Annotated[
    Path | None,
    typer.Option("--certificate", help="Explain what this certificate proves; it is checked first."),
]


@app.command("explain")
def explain_(
    model: MaybeModel = None,
    mover: Mover = None,
    action: Action = None,
    paradox: Paradox = "option",
    at: At = [],  # noqa: B006 (typer reads it once)
    coalition: Coalition = [],  # noqa: B006
    third: Third = None,
    target: Target = None,
    benchmark: Benchmark = None,
    parameter: Changed = None,
    low: Low = None,
    high: High = None,
    quantifier: Quantifier = "strong",
    set_: Settings = [],  # noqa: B006
    concept: Concept = None,
    certificate: Proved = None,
    output: Output = Format.text,
    budget: Budget = None,
    seed: Seed = None,
) -> int:
    """Answer what `detect` answers, or say what a certificate proves, in plain English; as JSON, in LaTeX besides."""
    others = {
        "third": third,
        "target": target,
        "benchmark": benchmark,
        "parameter": parameter,
        "low": low,
        "high": high,
    }
    if certificate is not None:
        asked_too = [mover, action, *at, *coalition, *others.values(), concept]
        if any(item is not None for item in asked_too) or (paradox, quantifier) != ("option", "strong"):
            raise InvalidGame(
                "a certificate says itself what it is about; beside --certificate name a model and --set at most"
            )
        return _explain_proved(certificate, model, set_, output)
    if model is None:
        raise InvalidGame("explain what? name a model, or a certificate with --certificate")
    asked = read_question(model, set_, paradox, mover, action, at, coalition, others)
    with working("detecting"):
        verdict = gp.detect(**asked, quantifier=quantifier, concept=concept, budget=budget)
    said = gp.explain(verdict)
    data = {"verdict": verdict.name, "text": said, "latex": gp.views.explain_latex(verdict)}
    print_result(output, data, lambda: [said])
    return OPEN if isinstance(verdict, gp.Undecided) else ANSWERED


def _explain_proved(file: Path, model: str | None, settings: list[str], output: Format) -> int:
    """What a certificate proves; with a model, if it is about that."""
    family = None if model is None else read_family(model)
    if family is None and settings:
        raise InvalidGame("--set gives values to the parameters of a model; name one")
    values = {} if family is None else read_settings(family, settings)
    try:
        with working("verifying"):
            claimed = read_proved(file)
            proved = gp.views.proved(claimed)
            if family is not None:
                check_about(gp.verify(claimed), family, values)
    except CertificateRejected as problem:
        if output is Format.json:
            print_result(output, {"accepted": False, "why": str(problem)}, list)
        complain(f"rejected: {problem}")
        return REJECTED
    said = gp.explain(proved)
    print_result(
        output,
        {"verdict": proved.name, "text": said, "latex": gp.views.explain_latex(proved)},
        lambda: [said],
    )
    return ANSWERED
