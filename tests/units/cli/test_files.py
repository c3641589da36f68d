"""Files that cannot be written: one line, nothing half-written, and the answer is printed all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from golden.write_certificates import FOLDER
from units.cli.command_line import ask, refused
from witnesses.disks import full

FAMILY = """\
format: 1
players: [R, C]
parameters:
  x: {range: [0, 4], baseline: 2}
  y: {range: [0, 4], baseline: 1}
table:
  actions: {R: [a, b], C: [c, d]}
  payoffs:
    a: {c: [x, 1], d: [0, 0]}
    b: {c: [0, 0], d: [1, y]}
question: {mover: R, action: a}
"""
WRITING = {  # every option that names a file to be written, in a command that uses it
    "detect --certificate": ["detect", "MODEL", "--certificate", "FILE.json"],
    "channels --certificate": ["channels", "MODEL", "--certificate", "FILE.json"],
    "chart --certificate": ["chart", "MODEL", "--over", "x", "--certificate", "FILE.json"],
    "chart --png": ["chart", "MODEL", "--over", "x", "--png", "FILE.svg"],
    "sweep --output": ["sweep", "MODEL", "--grid", "x=0:4:3", "--output", "FILE.csv"],
    "report --output": ["report", "MODEL", "--budget", "1", "--output", "FILE.html"],
    "shrink --output": ["certificate", "shrink", str(FOLDER / "wishful-hard.json"), "--output", "FILE.json"],
    "balance --certificates": ["balance", "seed/guarded-posts", "--certificates", "FOLDER"],
}
NOTHING_TO_PRINT = ("report --output",)


@pytest.fixture
def line(tmp_path):
    """The arguments of a row, with files of their own in a folder ``out``."""
    (tmp_path / "model.yaml").write_text(FAMILY)
    (tmp_path / "out").mkdir()
    places = {
        "MODEL": str(tmp_path / "model.yaml"),
        "FILE": str(tmp_path / "out" / "file"),
        "FOLDER": str(tmp_path / "out"),
    }

    def of(row):
        found = []
        for word in WRITING[row]:
            stem, dot, ending = word.partition(".")
            found.append(places.get(stem, stem) + dot + ending if not word.startswith("/") else word)
        return found

    return of


@pytest.mark.parametrize("row", WRITING)
def test_a_full_disk_loses_no_answer(row, line, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)  # by which every file comes to its place
        found = ask(*line(row))
    assert found.status == 2
    assert found.err.startswith("gametheory-paradox: ")
    assert found.err.endswith("cannot be written: No space left on device\n")
    assert found.err.count("\n") == 1
    assert bool(found.out) == (row not in NOTHING_TO_PRINT)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("row", [row for row in WRITING if "FOLDER" not in WRITING[row]])
@pytest.mark.parametrize("place", ["missing", "a folder", "a name that is too long"])
def test_a_place_where_no_file_can_be_is_told_before_the_work(row, line, tmp_path, place):
    *words, file = line(row)
    path = Path(file)
    if place == "missing":
        path = tmp_path / "missing" / path.name
    elif place == "a folder":
        path.mkdir()
    else:
        path = path.with_name("n" * 300 + path.suffix)
    said = {"missing": "there is no folder", "a folder": "it is a folder"}.get(place, "File name too long")
    assert said in refused(*words, path)


@pytest.mark.skipif(os.name != "posix", reason="shells")
@pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 2)])
def test_a_stream_that_is_closed_is_no_problem(closed, status):
    command = "show seed/guarded-posts" if status == 0 else "show no/such-game"
    done = subprocess.run(
        f"{sys.executable} -m gametheory_paradox.cli {command} {closed}",
        shell=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, "", "")
