"""Streams of results, progress, problems, interruptions; measured from outside where it matters."""

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from units.cli.command_line import SEED, ask, outside

import gametheory_paradox as gp
from gametheory_paradox.cli import COMMANDS, GROUPS
from gametheory_paradox.cli.printing import working

REMEMBERED = """format: 1
players: [A, B]
repeated:
  discount: 9/10
  stage:
    actions: {A: [share, grab], B: [share, grab]}
    payoffs: {share: {share: [9, 9], grab: [1, 10]}, grab: {share: [10, 1], grab: [3, 3]}}
automaton:
  grim:
    states:
      friends:
        play: {A: share, B: share}
        next: [{when: {A: share, B: share}, to: friends}, {to: foes}]
      foes: {play: {A: grab, B: grab}, next: [{to: foes}]}
"""
WRITERS = {"completion"}  # what they print is a file for other programs
COMMAND = [sys.executable, "-m", "gametheory_paradox.cli"]
LONG = [
    "chart",
    "seed/private-security/unasked",
    "--over",
    "W_C,W_P,a,e,f,G,sigma,j,t",
    "--undecided",
    "0",
    "--budget",
    "100",
]


def test_results_on_standard_output_and_nothing_else():
    done = outside("solve", SEED, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["completeness"]["status"] == "proved"


def test_bad_input_from_outside():
    done = outside("solve", "no/such-game")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("gametheory-paradox: the catalog has no game 'no/such-game'")
    assert done.stderr.count("\n") == 1


def test_the_package_runs_as_its_command_line_does():
    command = [sys.executable, "-m", "gametheory_paradox", "solve", SEED]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, encoding="utf-8")
    assert done.stdout == outside("solve", SEED).stdout != ""
    assert (done.returncode, done.stderr) == (0, "")


def test_without_arguments_there_is_help():
    done = outside()
    assert done.returncode == 0
    for command in COMMANDS:
        assert f"  {command} " in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_an_example(command):
    found = ask(command, "--help")
    assert found.status == 0
    assert ask(command, "-h").out == found.out
    assert ("--format" in found.out) is (command not in WRITERS)
    assert found.out.splitlines()[-1].startswith(f"Example: gametheory-paradox {command}")


def test_help_lists_commands_by_what_one_wants():
    text = ask("-h").out
    places = [text.index(f"\n{group}:\n") for group in GROUPS]
    assert places == sorted(places)
    assert text.count("Example: gametheory-paradox ") == len(GROUPS)


@pytest.mark.parametrize(
    "example",
    [example for rows in GROUPS.values() for _, example in rows.values()],
)
@pytest.mark.slow
def test_examples_run(example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ask("new", "other.yaml").status == 0
    if not example.startswith("new"):
        assert ask("new", "model.yaml").status == 0
    if example.startswith("verify"):
        ask("detect", "model.yaml", "-o", "proof.json")
    if example.startswith(("sustained", "least-patience")):
        Path("model.yaml").write_text(REMEMBERED, encoding="utf-8")
    assert ask(*shlex.split(example)).status in (0, 3)  # 3: answered, with something left open


def test_the_version():
    found = ask("--version")
    assert found.status == 0
    assert found.out.startswith("gametheory-paradox 0.")


def test_an_unknown_command():
    found = ask("divine")
    assert (found.status, found.out) == (2, "")
    assert "No such command 'divine'" in found.err


@pytest.mark.slow
def test_what_is_piped_says_nothing_of_how_far_it_is(capsys):
    with working("thinking"):
        time.sleep(1.3)
    assert capsys.readouterr() == ("", "")


def listen() -> None:
    """A shell starts what runs in the background deaf to interruptions."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="terminals")
def test_at_a_terminal_a_bar_is_drawn_and_an_interruption_ends_it_with_what_is_known():
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [*COMMAND, *LONG], stdout=subprocess.PIPE, stderr=theirs, text=True, preexec_fn=listen
    ) as running:
        os.close(theirs)
        drawn, told = b"", False
        with contextlib.suppress(OSError):  # the end of a terminal
            while piece := os.read(ours, 1024):
                drawn += piece
                if not told and b" cells, " in drawn:
                    running.send_signal(signal.SIGINT)
                    told = True
        out, _ = running.communicate(timeout=30)
    os.close(ours)
    assert re.search(rb"\rcharting: [\d.]+ % decided, [\d,]+ cells, \d+ s, at most 1 min \d+ s left", drawn)
    said = b"gametheory-paradox: interrupted: the answer says what was known by then"
    assert drawn.splitlines()[-1].endswith(said)
    assert "share of the box" in out
    assert running.returncode == 3


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_reader_that_goes_away_is_no_problem():
    with subprocess.Popen(
        [*COMMAND, "show", SEED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments", [("completion", "bash"), ("new",), ("list",), ("--version",), ("detect", "--help")]
)
def test_a_full_disk_is_one_line(arguments):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr == "gametheory-paradox: the result cannot be written: No space left on device\n"


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", pytest.param("utf-8", marks=pytest.mark.slow)])
def test_any_terminal_can_print_any_name(tmp_path, encoding):
    path = tmp_path / "m.nfg"
    path.write_text(
        'NFG 1 R "Straße 日本" { "Türkiye" "日本" } { { "é" "b" } { "c" "…" } }\n\n2 1 1 0 4 0 3 2\n',
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    for output in ("text", "json"):
        command = [*COMMAND, "solve", str(path), "--format", output]
        done = subprocess.run(command, capture_output=True, timeout=60, env=environment)
        assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["game"]["players"] == ["Türkiye", "日本"]


def test_a_name_cannot_steer_the_terminal(tmp_path):
    """Escape sequences and characters that turn the direction of writing are written out."""
    file = tmp_path / "hostile.yaml"
    file.write_text(
        'format: 1\nplayers: ["\\e[2JA"]\n'
        'table: {actions: {"\\e[2JA": ["\\u202Ex", y]}, payoffs: {"\\u202Ex": [1], y: [0]}}\n',
        encoding="utf-8",
    )
    found = ask("solve", str(file))
    assert found.status == 0
    assert {r"\x1b[2JA", r"\u202ex"} <= set(found.out.split())
    assert not {"\x1b", "\u202e"} & set(found.out)
    assert "\x1b" not in ask("solve", "\x1b[2Jno such game").err


class Interrupted(gp.ProgressBar):
    """A bar at which somebody stops the work as it begins."""

    def __enter__(self):
        bar = super().__enter__()
        self.is_interrupted = True
        return bar


@pytest.mark.parametrize(
    "line", [("check", SEED), ("compare", SEED, f"{SEED}/control"), ("report", SEED, "-o", "p.html")]
)
def test_an_answer_that_was_cut_short_has_the_status_for_that(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(gp, "ProgressBar", Interrupted)
    found = ask(*line)
    assert found.status == 3
    assert "interrupted: the answer says what was known by then" in found.err
