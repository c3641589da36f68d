"""Sizes of the checker: how much of it runs for a certificate, and how long its files are."""

import ast
import gc
import json
import re
from cProfile import Profile
from functools import cache
from pathlib import Path

import pytest
from architecture.test_layers import SAID, layer_of
from laws.both_checkers import judged

import gametheory_paradox
from gametheory_paradox.certificates import verify

PACKAGE = Path(gametheory_paradox.__file__).parent
KEPT = Path(__file__).parents[1] / "golden" / "certificates"
PAGE = PACKAGE.parent / "docs" / "trust.md"
MOST = {  # lines of functions and classes, which everybody reads who checks such a certificate
    "the option paradox, tables of two players": 600,
    "the option paradox, trees in which all is seen": 670,
    "maps of the option paradox, tables of two players": 1_090,
    "maps of the option paradox, trees in which all is seen": 1_130,
}
ROW = re.compile(r"^\| (.+?) \| (\d+) \| ([\d,]+) \| ([\d,]+) \|$", re.MULTILINE)


@cache
def code_lines(file):
    """The numbers of the lines of a file that hold code: no blank ones, no comments, no docstrings."""
    text = (PACKAGE / file).read_text("utf-8")
    told = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node, clean=False
        ):
            told.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    lines = enumerate(text.splitlines(), start=1)
    return frozenset(
        n for n, line in lines if n not in told and line.strip() and not line.lstrip().startswith("#")
    )


@cache
def definitions(file):
    """The lines of each function and class of a file that stands in no other."""
    body = ast.parse((PACKAGE / file).read_text("utf-8")).body
    return [
        code_lines(file) & set(range(node.lineno, node.end_lineno + 1))
        for node in body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    ]


def module_of(file):
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def lines_to_read(files, running):
    """How many lines the functions and classes have of which something runs."""
    return sum(
        len(lines)
        for file in files
        for lines in definitions(file)
        if any((str(PACKAGE / file), line) in running for line in lines)
    )


def what_runs(data):
    """The files of the package, and the lines of functions in them, that checking a certificate calls."""
    profile = Profile()
    profile.runcall(verify, data)
    called = [entry.code for entry in profile.getstats() if not isinstance(entry.code, str)]
    own = {code for code in called if code.co_filename.startswith(str(PACKAGE))}
    files = {str(Path(code.co_filename).relative_to(PACKAGE)) for code in own}
    return files, {(code.co_filename, line) for code in own for _, _, line in code.co_lines() if line}


KINDS = {
    "graph models": lambda data: data["kind"] == "graph",
    "verdicts that a theorem rules out": lambda data: data.get("verdict") == "impossible",
    "the option paradox, tables of two players": lambda data: (
        is_option(data) and proofs_of(data) <= {"vertices", "supports", "dominance"}
    ),
    "the option paradox, trees in which all is seen": lambda data: (
        is_option(data) and proofs_of(data) == {"backward-induction"}
    ),
    "the option paradox, three players and more": lambda data: is_option(data) and "cells" in proofs_of(data),
    "the option paradox, other trees": lambda data: is_option(data) and data["game"]["form"] == "extensive",
    "other verdicts": lambda data: data["kind"] == "verdict",
    "channels": lambda data: data["kind"] == "channels",
    "all equilibria of a game over time": lambda data: data["kind"] == "equilibria",
    "payoffs of a repeated game": lambda data: data["kind"] == "payoffs",
    "maps of the option paradox, tables of two players": lambda data: (
        is_map(data) and data["game"]["form"] == "normal" and len(data["game"]["players"]) == 2
    ),
    "maps of the option paradox, other tables": lambda data: (
        is_map(data) and data["game"]["form"] == "normal"
    ),
    "maps of the option paradox, trees in which all is seen": lambda data: is_map(data) and sees_all(data),
    "maps of the option paradox, other trees": lambda data: is_map(data) and "nodes" in data["game"],
    "other maps": lambda data: data["kind"] == "map",
    "propositions": lambda data: data["kind"] == "proposition",
}


def is_option(data):
    return (data["kind"], data.get("paradox")) == ("verdict", "option")


def is_map(data):
    return (data["kind"], data.get("paradox")) == ("map", "option")


def sees_all(data):
    """True if it is a tree of which no information set has two nodes."""
    sets = [node["set"] for node in data["game"].get("nodes", ()) if "set" in node]
    return "nodes" in data["game"] and len(sets) == len(set(sets))


def proofs_of(data):
    """The kinds of proof of a verdict; none where it is impossible."""
    return {part["kind"] for part in data["proof"].values() if isinstance(part, dict)}


@pytest.fixture
def nothing_collected():
    """Collects the garbage of earlier tests before anything is profiled, and not amid a check."""
    gc.collect()  # once: with all that a long run keeps it takes a second
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def sizes(nothing_collected):
    """For each row of the table the most files and lines that run for a certificate that is kept."""
    found = {}
    for path in sorted(KEPT.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        files, lines = what_runs(data)
        assert all(layer_of(module_of(file)) in SAID for file in files), files
        kind = next(kind for kind, matches in KINDS.items() if matches(data))
        most = found.get(kind, (0, 0, 0))
        sizes = len(files), len(lines), lines_to_read(files, lines)
        found[kind] = tuple(map(max, most, sizes))
    return found


@pytest.mark.slow
def test_the_page_says_how_much_runs(sizes):
    written = {
        kind: tuple(int(number.replace(",", "")) for number in numbers)
        for kind, *numbers in ROW.findall(PAGE.read_text("utf-8"))
    }
    assert written.keys() == sizes.keys() == KINDS.keys()
    for kind, (files, *lines) in sizes.items():
        assert abs(files - written[kind][0]) <= 2, (kind, files)
        for now, then in zip(lines, written[kind][1:], strict=True):
            assert abs(now - then) <= 0.1 * then, (kind, now, then)


@pytest.mark.slow
def test_maps_of_tables_and_of_trees_in_which_all_is_seen_take_one_file():
    """So that who trusts the one-file checker reads at most 1,300 lines for each of them, and far fewer."""
    kept = [json.loads(path.read_text("utf-8")) for path in sorted(KEPT.glob("*.json"))]
    own = [data for data in kept if any(KINDS[kind](data) for kind in MOST if kind.startswith("maps"))]
    assert len(own) > 40
    assert all(judged(data) == "accepted" for data in own)
    assert len(code_lines("checker.py")) <= 1_300


@pytest.mark.slow
def test_what_is_checked_most_often_is_read_in_one_sitting(sizes):
    for kind, most in MOST.items():
        _, _, lines = sizes[kind]
        assert lines <= most, (kind, lines)
