"""The arguments and options that commands share, among them every field of a question."""

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli import known_names
from gametheory_paradox.cli.known_names import Completer
from gametheory_paradox.errors import InvalidGame

Command = Callable[..., int]
Fields = dict[str, Any]
"""The fields of a question that stand on the command line, by name."""


class Format(StrEnum):
    """The way in which results are printed."""

    text = "text"
    json = "json"


Model = Annotated[
    str,
    typer.Argument(
        metavar="MODEL",
        help="A name in the catalog (see `list`) or the path of a model file.",
        autocompletion=known_names.models,
    ),
]


def repeatable(
    name: str, metavar: str, help_: str, completed: Completer | None = known_names.settings
) -> Any:
    """An option that may stand several times, or not at all."""
    return typer.Option(
        name,
        metavar=metavar,
        help=help_,
        default_factory=list,
        show_default=False,
        autocompletion=completed,
    )


Settings = Annotated[list[str], repeatable("--set", "NAME=VALUE", "The value of a parameter; repeatable.")]
Start = Annotated[
    str | None,
    typer.Option(
        metavar="STATE",
        help="The state from which a game in periods is counted. Default: where the model begins.",
        autocompletion=known_names.states,
    ),
]
ByRank = Annotated[
    bool,
    typer.Option(
        "--by-rank", help="Forget the numbers and keep the order of the payoffs that they are in there."
    ),
]
Ranges = Annotated[list[str], repeatable("--box", "NAME=LO:HI", "The range of a parameter; repeatable.")]
Over = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME[,NAME]…",
        help="The parameters that vary; repeatable. Default: the command chooses.",
        autocompletion=known_names.parameters,
    ),
]
Concept = Annotated[
    str | None,
    typer.Option(
        help="nash, subgame-perfect, perfect-bayesian or sequential; over time markov-perfect, "
        "pure-markov-perfect or pure-subgame-perfect. Default: nash for tables, subgame-perfect for trees, "
        "markov-perfect for stochastic games, pure-subgame-perfect for repeated ones.",
        autocompletion=known_names.FIELDS["concept"],
    ),
]
Output = Annotated[Format, typer.Option("--format", help="How the result is printed.")]
Budget = Annotated[
    float | None, typer.Option(min=0, metavar="SECONDS", help="Stop after so many seconds, all in all.")
]
BudgetPerGame = Annotated[
    float | None, typer.Option(min=0, metavar="SECONDS", help="Stop each game after so many seconds.")
]
Least = Annotated[str, typer.Option(help="The bound that the gap between payoffs must exceed.")]
Open = Annotated[str, typer.Option("--undecided", help="The share of the box that may stay undecided.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes that work at the same time.")]


def writable(*endings: str) -> Callable[[Path | None], Path | None]:
    """Refuses a file that cannot be written before the work is done, not after."""

    def check(path: Path | None) -> Path | None:
        if path is None:
            return None
        refused = f"{str(path)!r} cannot be written"
        if path.suffix.lower() not in endings:
            raise InvalidGame(f"{refused}: expected a name that ends in {' or '.join(endings)}")

        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as problem:  # a name that is too long; later Pythons' is_dir answers "no" to it
            raise InvalidGame(f"{refused}: {problem.strerror}") from problem

        if path.is_dir():
            raise InvalidGame(f"{refused}: it is a folder")
        if not path.parent.is_dir():
            raise InvalidGame(f"{refused}: there is no folder {str(path.parent)!r}")
        if not os.access(path.parent, os.W_OK):
            raise InvalidGame(f"{refused}: the folder {str(path.parent)!r} is read-only")
        return path

    return check


def writable_each(*endings: str) -> Callable[[list[Path]], list[Path]]:
    """The same of several files."""
    check = writable(*endings)
    return lambda paths: [path for path in paths if check(path)]


def make_folder(path: Path) -> None:
    """Makes a folder unless it is there; InvalidGame where it cannot be made."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as problem:
        raise InvalidGame(f"the folder {str(path)!r} cannot be made: {problem.strerror}") from problem


PAGE, PICTURES, PROOF = writable(".html", ".htm"), (".png", ".svg", ".pdf"), ".json"
Picture = Annotated[
    Path | None,
    typer.Option(
        "--png", "-o", callback=writable(*PICTURES), help="Where to draw the answer: .png, .svg or .pdf."
    ),
]
CertificateOut = Annotated[
    Path | None,
    typer.Option("--certificate", "-o", callback=writable(PROOF), help="Where to write the certificate."),
]

One, Many = str | None, list[str]
QUESTION: dict[str, tuple[Any, str, str]] = {
    "paradox": (
        One,
        "NAME",
        "Which paradox: option, dominance-trap, comparative-statics, information, third-party, realized, "
        "misperception, security-insecurity, dynamic-backfire or null-coercion. Default: the one that the "
        "model asks about, or option.",
    ),
    "mover": (One, "PLAYER", "Whose payoff is compared. Default: the question that the model asks."),
    "action": (
        Many,
        "ACTION",
        "Its action that is taken away, used or penalized; repeatable: several are taken away together.",
    ),
    "at": (Many, "SET", "An information set where that is; repeatable. Default: all that have the action."),
    "coalition": (Many, "PLAYER", "A player who loses the action too, the mover among them; repeatable."),
    "quantifier": (
        One,
        "NAME",
        "Which equilibria are compared: strong (the default), best, worst or possible; for one game also "
        "payoff-dominant or risk-dominant.",
    ),
    "concept": (
        One,
        "NAME",
        "Which equilibria: nash, subgame-perfect, perfect-bayesian or sequential; over time markov-perfect. "
        "Default: nash for tables, subgame-perfect for trees, markov-perfect for stochastic games.",
    ),
    "measure": (
        One,
        "NAME",
        "What is compared: payoff, which players maximize, or an account of the model such as security, or a "
        "sum of accounts. Default: payoff; for security-insecurity security.",
    ),
    "third": (One, "PLAYER", "The third party whose reaction is looked at (third-party)."),
    "target": (
        One,
        "PLAYER",
        "Whom the action is aimed at (third-party), who may answer it (security-insecurity), or who is fined "
        "(null-coercion).",
    ),
    "parameter": (One, "NAME", "What changes (comparative-statics), or the penalty (null-coercion)."),
    "low": (One, "VALUE", "Its value before the change, or where its range begins."),
    "high": (One, "VALUE", "Its value after the change, or where its range ends."),
    "benchmark": (One, "NAME", "no-coercion, complete-information or a number (realized)."),
    "model": (
        One,
        "MODEL",
        "The game that the mover takes it for: a name in the catalog or a file (misperception).",
    ),
    "inaction": (One, "ACTION", "The mover's action that means doing nothing (misperception)."),
    "instead": (One, "ACTION", "The action that is taken in its place (dynamic-backfire)."),
    "held": (
        One,
        "NAME",
        "Who answers while the others hold: nobody, target or third-parties (security-insecurity); all or "
        "nobody (dynamic-backfire).",
    ),
    "parts": (
        Many,
        "HISTORY[; HISTORY]…",
        "Histories that stay together when the information set is split; once for each part (information).",
    ),
}
"""For each field of a question whether it is one word or several, the word's kind, and its help."""

READERS: dict[str, Callable[[Any], object]] = {
    "model": lambda name: gp.load(name),
    "parts": lambda parts: [[history.strip() for history in part.split(";")] for part in parts],
}
"""Fields that are more than words."""


def asks(command: Command) -> Command:
    """A command with an option for each field of a question; those that are said reach it as ``fields``."""
    own = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in signature(command).parameters.values()]
    place = [parameter.name for parameter in own].index("fields")
    options = [_option(name, kind, word, help_) for name, (kind, word, help_) in QUESTION.items()]

    @wraps(command)
    def asking(**given: Any) -> int:
        words = {name: given.pop(f"asked_{name}") for name in QUESTION}
        said = {name: word for name, word in words.items() if word is not None and word != []}
        read = {name: READERS[name](word) if name in READERS else word for name, word in said.items()}
        return command(**given, fields=read)

    own[place : place + 1] = options
    asking.__signature__ = signature(command).replace(parameters=own)  # type: ignore[attr-defined]
    return asking


def question_words(given: Mapping[str, Any]) -> list[str]:
    """The options of a question as they stand on the line, from a command's parameters."""
    words = []
    for name in QUESTION:
        said = given.get(f"asked_{name}") or []
        for value in [said] if isinstance(said, str) else said:
            words += [f"--{name}", str(value)]
    return words


def start_words(given: Mapping[str, Any]) -> list[str]:
    """The state from which it is counted, as it stands on the line."""
    return ["--start", given["start"]] if given.get("start") else []


def settings_words(given: Mapping[str, Any]) -> list[str]:
    """The values of parameters as they stand on the line."""
    return [word for setting in given.get("set_") or () for word in ("--set", setting)]


def _option(name: str, kind: Any, word: str, help_: str) -> Parameter:
    """One field as a parameter, of a name that no command's own parameter has."""
    default: Any = [] if kind is Many else None
    completed = known_names.FIELDS.get(name)
    option = typer.Option(f"--{name}", metavar=word, help=help_, autocompletion=completed)
    return Parameter(
        f"asked_{name}", Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option]
    )
