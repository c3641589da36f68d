"""Asking the command line, as a script would, and small models to ask about."""

import io
import json
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from gametheory_paradox.cli import main

SEED = "seed/trade-restriction"
SECURITY = "literature/dobss-2008/security"
RESTRICT = ("--mover", "Pakistan", "--action", "restrict")
AFTER_SUPPRESS = (*RESTRICT, "--at", "after suppress")
_VALUES = ("V=10", "c=1", "r_C=3", "r_N=4", "h=1", "k=3", "d=5", "l=1", "w=1", "w_0=1")
PRESENT = tuple(word for value in _VALUES for word in ("--set", value))

ALL_ZERO = 'NFG 1 R "all zero" { "R" "C" } { 2 2 }\n\n0 0 0 0 0 0 0 0\n'
PENNIES = 'NFG 1 R "matching pennies" { "R" "C" } { 2 2 }\n\n1 -1 -1 1 -1 1 1 -1\n'
THREE = 'NFG 1 R "three" { "A" "B" "C" } { 2 2 2 }\n\n1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1 1\n'

TIED = """\
format: 1
title: A tie
players: [A, B, M]
tree:
  player: A
  actions:
    go:
      player: B
      actions:
        left: {player: M, actions: {this: [3, 2, 3], that: [2, 3, 3]}}
        right: {player: M, actions: {these: [1, 3, 0], those: [0, 0, 0]}}
    out: [2, 1, 4]
"""  # M does not care, so that B ties at many levels; A compares: M gets 12/7 or more, on a curve


_WROTE = re.compile(r"^wrote .*\n", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What the command line answered."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def ask(*arguments: object) -> Answer:
    """Runs the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    assert isinstance(stop.value.code, int)
    return Answer(stop.value.code, out.getvalue(), err.getvalue())


def answer(*arguments: object, status: int = 0) -> Any:
    """The JSON that is printed, and nothing on standard error but which files were written."""
    found = ask(*arguments, "--format", "json")
    assert found.status == status, found.err
    assert _WROTE.sub("", found.err) == ""
    return found.data


def refused(*arguments: object) -> str:
    """The line that bad input gets; nothing is printed."""
    found = ask(*arguments)
    assert found.status == 2, found
    assert found.out == ""
    assert found.err.startswith("gametheory-paradox: ")
    assert found.err.count("\n") == 1
    assert "Traceback" not in found.err
    return found.err.removeprefix("gametheory-paradox: ").rstrip("\n")


def outside(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs the command line in a process of its own."""
    command = [sys.executable, "-m", "gametheory_paradox.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, encoding="utf-8", **options)


def is_rational(text: object) -> bool:
    """Whether it is written as Python writes a Fraction."""
    return isinstance(text, str) and str(Fraction(text)) == text
