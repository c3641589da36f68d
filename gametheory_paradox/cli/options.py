"""The arguments and options that commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are printed."""

    text = "text"
    json = "json"


Model = Annotated[
    str,
    typer.Argument(metavar="MODEL", help="A name in the catalog (see `list`) or the path of a model file."),
]
Settings = Annotated[
    list[str], typer.Option("--set", metavar="NAME=VALUE", help="The value of a parameter; repeatable.")
]
Concept = Annotated[
    str | None,
    typer.Option(
        help="nash, subgame-perfect, perfect-bayesian or sequential; by default subgame-perfect for trees, nash for tables."
    ),
]
Output = Annotated[Format, typer.Option("--format", help="How the result is printed.")]
Budget = Annotated[float | None, typer.Option(min=0, metavar="SECONDS", help="Stop after so many seconds.")]
Seed = Annotated[int | None, typer.Option(help="For whatever is sampled; nothing is, so far.", hidden=True)]
Paradox = Annotated[
    str,
    typer.Option(
        help="Which paradox: option, dominance-trap, third-party, realized, comparative-statics or null-coercion."
    ),
]
Mover = Annotated[
    str | None, typer.Option(help="Whose payoff is measured. Default: the question that the model asks.")
]
Action = Annotated[str | None, typer.Option(help="Which action of the mover is taken away.")]
At = Annotated[
    list[str],
    typer.Option("--at", help="An information set that loses the action; repeatable. Default: all."),
]
Coalition = Annotated[
    list[str], typer.Option(help="A player who loses the action, the mover among them; repeatable.")
]
Quantifier = Annotated[
    str,
    typer.Option(help="strong, best, worst or possible; for one game also payoff-dominant or risk-dominant."),
]
Third = Annotated[str | None, typer.Option(help="The third party whose reaction is looked at (third-party).")]
Target = Annotated[
    str | None,
    typer.Option(help="Whom the action is aimed at (third-party), or who is fined (null-coercion)."),
]
Changed = Annotated[
    str | None,
    typer.Option(
        "--parameter",
        metavar="NAME",
        help="What changes (comparative-statics), or the penalty (null-coercion).",
    ),
]
Low = Annotated[
    str | None, typer.Option(metavar="VALUE", help="Its value before, or where its range begins.")
]
High = Annotated[str | None, typer.Option(metavar="VALUE", help="Its value after, or where its range ends.")]
Benchmark = Annotated[
    str | None, typer.Option(help="no-coercion, complete-information or a number (realized).")
]
Gap = Annotated[str, typer.Option(help="The share of the box that may stay undecided.")]
CertificateOut = Annotated[Path | None, typer.Option("--certificate", help="Where to write the certificate.")]
