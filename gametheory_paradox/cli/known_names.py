"""The names that a word may go on with, of the catalog or of the model that stands on the line.

A shell asks for them while a line is being written; what is wrong with the line so far is not told.
"""

import os
import shlex
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import pairwise

import typer

import gametheory_paradox as gp

VARIABLE = "_GAMETHEORY_PARADOX_COMPLETE"
"""The environment variable in which a shell asks."""

# Written out, so that help loads nothing of what answers questions.
PARADOXES = (
    *("option", "dominance-trap", "comparative-statics", "information", "third-party", "realized"),
    *("misperception", "security-insecurity", "dynamic-backfire", "null-coercion"),
)
QUANTIFIERS = ("strong", "best", "worst", "possible", "payoff-dominant", "risk-dominant")
STABILITIES = ("nash", "general-metarational", "symmetric-metarational", "sequentially-stable")

Completer = Callable[[typer.Context, str], list[str]]
Names = Callable[["gp.GameFamily", str | None], Iterable[str]]


def models(ctx: typer.Context, incomplete: str) -> list[str]:
    """The games of the catalog; a shell completes files itself."""
    return _going_on(gp.catalog.names(), incomplete)


def graphs(ctx: typer.Context, incomplete: str) -> list[str]:
    """The graph models of the catalog."""
    return _going_on(gp.catalog.graphs(), incomplete)


def concepts(ctx: typer.Context, incomplete: str) -> list[str]:
    """The concepts on which verdicts rest."""
    return _going_on(gp.certificates.VERDICT_CONCEPTS, incomplete)


def of_the_model(names: Names, end: str = "") -> Completer:
    """Names of the model that stands on the line, given it and the mover, each followed by some text."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        # An option that still waits for its value stops the parser: the words stand in the environment.
        words = _words(os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", ""))
        pairs = list(pairwise(words[1:]))
        plain = [word for before, word in pairs if not before.startswith("-") and not word.startswith("-")]
        mover = next((word for before, word in pairs if before == "--mover"), None)
        with suppress(gp.ParadoxError, OSError, IndexError):
            return _going_on((f"{name}{end}" for name in names(gp.load(plain[0]), mover)), incomplete)
        return []

    return complete


def _words(line: str) -> list[str]:
    """The words of a line, as far as they are whole."""
    reader, words = shlex.shlex(line, posix=True, punctuation_chars=False), list[str]()
    reader.whitespace_split, reader.commenters = True, ""
    with suppress(ValueError):  # a quotation mark that is not closed yet
        words.extend(reader)
    return words


def _going_on(names: Iterable[str], incomplete: str) -> list[str]:
    found = [name for name in dict.fromkeys(names) if name.startswith(incomplete)]
    # Bash takes words as they would be typed, the others quote themselves.
    return [shlex.quote(name) for name in found] if os.environ.get(VARIABLE, "").endswith("_bash") else found


def _players(family: "gp.GameFamily", mover: str | None) -> Iterable[str]:
    return family.players


def _sets(family: "gp.GameFamily", mover: str | None) -> Iterable[str]:
    own = [info for info in family.form.information_sets if mover in (None, info.player)]
    return (info.name for info in own if info.name)


def _actions(family: "gp.GameFamily", mover: str | None) -> Iterable[str]:
    own = [info for info in family.form.information_sets if mover in (None, info.player)]
    return (action for info in own for action in info.actions)


def _parameters(family: "gp.GameFamily", mover: str | None) -> Iterable[str]:
    return family.box


def _measures(family: "gp.GameFamily", mover: str | None) -> Iterable[str]:
    return (gp.forms.PAYOFF, *(account.name for account in family.accounts))


def _automata(family: "gp.GameFamily", mover: str | None) -> Iterable[str]:
    return (automaton.name for automaton in family.automata)


def _states(family: "gp.GameFamily", mover: str | None) -> Iterable[str]:
    form = family.form
    return (state.name for state in form.states) if isinstance(form, gp.StochasticGame) else ()


def one_of(*names: str) -> Completer:
    """One of these words."""
    return lambda ctx, incomplete: _going_on(names, incomplete)


players, parameters = of_the_model(_players), of_the_model(_parameters)
automata, states = of_the_model(_automata), of_the_model(_states)
settings = of_the_model(_parameters, "=")

FIELDS: Mapping[str, Completer] = {
    **dict.fromkeys(("mover", "coalition", "third", "target"), players),
    **dict.fromkeys(("action", "inaction"), of_the_model(_actions)),
    "at": of_the_model(_sets),
    "parameter": parameters,
    "measure": of_the_model(_measures),
    "paradox": one_of(*PARADOXES),
    "quantifier": one_of(*QUANTIFIERS),
    "concept": concepts,
    "model": models,
}
"""For fields of a question the names that fit."""
