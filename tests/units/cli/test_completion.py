"""Shells are given a script, and what words may go on with."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time

import pytest
from units.cli.command_line import SEED, ask, outside, refused
from witnesses.sampling import ordinarily

from gametheory_paradox.cli import COMMANDS, known_names
from gametheory_paradox.paradoxes.question import ASKS, QUANTIFIERS

CONCEPTS = ["nash", "subgame-perfect", "perfect-bayesian", "sequential", "markov-perfect"]


def completed(monkeypatch, *words, shell="zsh"):
    """What a shell is told that the last word may go on with."""
    monkeypatch.setenv("_GAMETHEORY_PARADOX_COMPLETE", f"complete_{shell}")
    line = ["gametheory-paradox", *words]
    if shell == "bash":
        monkeypatch.setenv("COMP_WORDS", "\n".join(line))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
    else:
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", " ".join(line))
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    return ask().out


def test_words_that_are_written_out_are_those_that_there_are():
    assert tuple(ASKS) == known_names.PARADOXES
    assert known_names.QUANTIFIERS[: len(QUANTIFIERS)] == QUANTIFIERS


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["cha"], ["channels", "chart"]),
        (["detect", "seed/prem"], []),
        (["detect", SEED, "--mo"], ["--mover", "--model"]),
        (["detect", SEED, "--mover", ""], ["Taliban", "Pakistan", "IS-K"]),
        (["detect", SEED, "--concept", ""], CONCEPTS),
        (["detect", SEED, "--mover", "Pakistan", "--action", ""], ["restrict", "open"]),
        (["detect", SEED, "--mover", "Pakistan", "--at", ""], ["'after suppress'", "'after host'"]),
        (["detect", SEED, "--set", "r"], ["r_C=", "r_N="]),
        (["chart", SEED, "--over", "w"], ["w", "w_0"]),
        (["detect", "nonsense", "--mover", ""], []),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_bash_is_told_names_of_the_model_on_the_line(monkeypatch, words, names):
    assert completed(monkeypatch, *words, shell="bash").split("\n")[:-1] == (names or [""])


def test_zsh_and_fish_are_told_the_same(monkeypatch):
    for shell in ("zsh", "fish"):
        told = completed(monkeypatch, "detect", SEED, "--at", "", shell=shell)
        assert "after suppress" in told
        assert "'after suppress'" not in told


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_this_command_line(shell):
    found = ask("completion", shell)
    assert (found.status, found.err) == (0, "")
    assert f"_GAMETHEORY_PARADOX_COMPLETE=complete_{shell}" in found.out


def test_other_shells_are_refused():
    assert "'bash', 'zsh', 'fish'" in refused("completion", "csh")


def installed(folder, shell):
    """The command in a folder, and beside it the script for a shell."""
    command = folder / "gametheory-paradox"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m gametheory_paradox.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    (folder / "script").write_text(outside("completion", shell).stdout, encoding="utf-8")
    return command


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes(tmp_path):
    command = installed(tmp_path, "bash")
    lines = (
        f"source {tmp_path}/script; COMP_WORDS=({command} cha); COMP_CWORD=1; "
        f'_gametheory_paradox_completion {command}; echo "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(["bash", "--norc", "-c", lines], capture_output=True, text=True, timeout=60)
    assert done.stdout == " ".join(sorted(name for name in COMMANDS if name.startswith("cha"))) + "\n"


def on_the_path(folder):
    """An environment in which a folder holds the command and a shell's own files."""
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb"}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish")
def test_fish_completes(tmp_path):
    installed(tmp_path, "fish")
    told = []
    begun = ("gametheory-paradox det", f"gametheory-paradox detect {SEED} --at after")
    for line in begun[ordinarily(1, 0) :]:
        lines = f"source {tmp_path}/script; complete -C '{line}'"
        done = subprocess.run(
            ["fish", "--no-config", "-c", lines],
            env=on_the_path(tmp_path),
            capture_output=True,
            text=True,
            timeout=120,
        )
        told.append([row.split("\t")[0] for row in done.stdout.splitlines()])
    assert told == [["detect"], ["after host", "after suppress"]][ordinarily(1, 0) :]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh")
@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        pytest.param("gametheory-paradox det", "detect ", marks=pytest.mark.slow),
        (f"gametheory-paradox detect {SEED} --at after\\ h", "ost "),
    ],
)
def test_zsh_completes(tmp_path, begun, whole):
    """At a terminal of its own: only there zsh completes."""
    installed(tmp_path, "zsh")
    terminal, end = pty.openpty()
    with subprocess.Popen(
        ["zsh", "-f", "-i"],
        stdin=end,
        stdout=end,
        stderr=end,
        env=on_the_path(tmp_path),
        start_new_session=True,
    ) as shell:
        start = f"autoload -Uz compinit; compinit -D -u; source {tmp_path}/script; print rea''dy\n"
        os.write(terminal, start.encode())
        read_until(terminal, "ready\r\n")
        os.write(terminal, f"{begun}\t".encode())
        assert whole in read_until(terminal, whole)
        shell.kill()
    os.close(end)
    os.close(terminal)


def read_until(terminal, end, limit=120):
    """What comes from a terminal up to some text."""
    text, late = "", time.monotonic() + limit
    while end not in text and time.monotonic() < late:
        if select.select([terminal], [], [], 1)[0]:
            text += os.read(terminal, 4096).decode(errors="replace")
    return text


def test_a_shell_that_is_not_known_is_refused_in_plain_words():
    found = ask("completion", "tcsh")
    assert (found.status, found.err) == (
        2,
        "gametheory-paradox: Invalid value for 'shell': 'tcsh' is not one of 'bash', 'zsh', 'fish'.\n",
    )
