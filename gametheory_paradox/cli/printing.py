"""What is answered: results on standard output, progress and problems on standard error."""

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from textwrap import fill
from typing import Any

from gametheory_paradox.cli.options import Format
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.table import Table

VERDICT = (
    *("paradox", "concept", "quantifier", "mover", "action", "scope"),
    *("with", "without", "with_infinite", "without_infinite", "gap"),
)
CLAIM = (  # the fields of a certificate that claim
    *(*VERDICT, "details", "payoffs", "infinite"),
    *("change", "direct", "reactions", "habits"),
    *("claim", "assuming", "over", "box", "at", "present", "absent", "undecided", "cells"),
)
PIPED_WIDTH = 120  # how wide tables are where there is no terminal to ask


def print_result(output: Format, data: object, parts: Callable[[], Sequence[Table | str]]) -> None:
    """Write a result as JSON, or as tables and paragraphs that fit the terminal."""
    if output is Format.json:
        written = json.dumps(data, indent=1)  # in ASCII, which every terminal and pipe can carry
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED_WIDTH
        written = "\n\n".join(
            part.text(width) if isinstance(part, Table) else _wrapped(part, width) for part in parts()
        )
    try:
        sys.stdout.write(f"{written}\n")
        sys.stdout.flush()
    except OSError as problem:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what is left must not be written at exit either
        if not isinstance(problem, BrokenPipeError):  # there whoever read our output has enough
            raise InvalidGame(f"the result cannot be written: {problem.strerror}") from problem


def _wrapped(text: str, width: int) -> str:
    return "\n".join(
        fill(line, width, break_long_words=False, break_on_hyphens=False) for line in text.splitlines()
    )


def complain(message: str) -> None:
    """Say a problem in one line."""
    sys.stderr.write(f"gametheory-paradox: {' '.join(message.split())}\n")


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on standard error what is going on, once it takes more than a second, and every ten seconds after."""
    done = threading.Event()

    def say() -> None:
        elapsed = 1
        while not done.wait(1 if elapsed == 1 else 10):
            sys.stderr.write(f"{what}: {elapsed} s …\n")
            sys.stderr.flush()
            elapsed += 10

    watcher = threading.Thread(target=say, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def claim_table(data: Mapping[str, Any]) -> Table:
    """What an accepted certificate claims, from its own fields."""
    rows = [(name.replace("_", " "), _in_words(data[name])) for name in CLAIM if data.get(name) is not None]
    return Table(("accepted", f"{data['kind']}: {data['verdict']}"), [*rows, ("game", data["game"])])


def _in_words(value: object) -> str:
    if isinstance(value, Mapping) and "hash" in value:  # a game
        return str(value["hash"])
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_in_words(part)}" for name, part in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(_in_words, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
