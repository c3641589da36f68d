"""How much of the checker runs for a certificate: the table of docs/trust.md."""

import json
import re
import sys
from pathlib import Path

import pytest

import gametheory_paradox
from gametheory_paradox.certificates import verify

PACKAGE = Path(gametheory_paradox.__file__).parent
KEPT = Path(__file__).parents[1] / "golden" / "certificates"
PAGE = PACKAGE.parent / "docs" / "trust.md"
TRUSTED = (
    "games/",
    "claims/",
    "paradoxes/",
    "certificates/",
    "errors.py",
    "rationals.py",
    "polynomials.py",
    "table.py",
)
ROW = re.compile(r"^\| (.+?) \| (\d+) \| ([\d,]+) \|$", re.MULTILINE)


def what_runs(data):
    """The files of the package, and the lines of functions in them, that checking a certificate calls."""
    called = set()

    def note(frame, event, argument):
        called.add(frame.f_code)

    before = sys.gettrace()
    sys.settrace(note)
    try:
        verify(data)
    finally:
        sys.settrace(before)
    own = {code for code in called if code.co_filename.startswith(str(PACKAGE))}
    files = {str(Path(code.co_filename).relative_to(PACKAGE)) for code in own}
    return files, {(code.co_filename, line) for code in own for _, _, line in code.co_lines() if line}


KINDS = {  # in this order: the first that fits
    "`verdict`, other paradoxes": lambda data: data["kind"] == "verdict" and data["paradox"] != "option",
    "`verdict`, tables of two players": lambda data: (
        data["kind"] == "verdict" and proofs_of(data) <= {"vertices", "supports", "dominance"}
    ),
    "`verdict`, trees in which all is seen": lambda data: proofs_of(data) == {"backward-induction"},
    "`verdict`, three players and more": lambda data: "cells" in proofs_of(data),
    "`verdict`, other trees": lambda data: data["kind"] == "verdict" and data["game"]["form"] == "extensive",
    "`channels`": lambda data: data["kind"] == "channels",
    "`map`": lambda data: data["kind"] == "map" and data["paradox"] == "option",
    "`map`, other paradoxes": lambda data: data["kind"] == "map",
    "`proposition`": lambda data: data["kind"] == "proposition",
}


def proofs_of(data):
    """The kinds of proof of a verdict; none where it is impossible."""
    proof = data["proof"] if data["kind"] == "verdict" else {}
    return {part["kind"] for part in proof.values() if isinstance(part, dict)}


@pytest.fixture(scope="module")
def sizes():
    """For each row of the table the most files and lines that run for a certificate that is kept."""
    found = {}
    for path in sorted(KEPT.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        files, lines = what_runs(data)
        assert all(file.startswith(TRUSTED) for file in files), files
        kind = next(kind for kind, matches in KINDS.items() if matches(data))
        most = found.get(kind, (0, 0))
        found[kind] = max(most[0], len(files)), max(most[1], len(lines))
    return found


def test_the_page_says_how_much_runs(sizes):
    written = {
        kind: (int(files), int(lines.replace(",", "")))
        for kind, files, lines in ROW.findall(PAGE.read_text("utf-8"))
    }
    assert written.keys() == sizes.keys() == KINDS.keys()
    for kind, (files, lines) in sizes.items():
        assert abs(files - written[kind][0]) <= 2, (kind, files)
        assert abs(lines - written[kind][1]) <= 0.1 * written[kind][1], (kind, lines)
