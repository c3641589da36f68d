"""The page of JSON shapes holds for what every command prints, key by key."""

import re
import shlex
from fractions import Fraction
from pathlib import Path

import pytest
from units.cli.command_line import ask
from units.forms.tables.proofs.test_every_nash_of_many import CURVED_NUMBERS
from witnesses.many_players import table_of, tree_of

import gametheory_paradox as gp
from gametheory_paradox.cli import COMMANDS
from gametheory_paradox.models.files import template

PAGE = (Path(__file__).parents[3] / "docs" / "json.md").read_text(encoding="utf-8")
SECTIONS = dict(part.split("\n", 1) for part in PAGE.split("\n## ")[1:])
WRITERS = {"completion"}  # what it prints is a file for other programs
MODEL = """\
format: 1
title: A first model
players: [Coercer, Target]
question: {mover: Coercer, action: press, at: after yield}
parameters:
  v: {range: [0, 20], baseline: 6}
  b: {range: [0, 10], baseline: 3}
  c: {range: [0, 10], baseline: 2}
  k: {range: [0, 10], baseline: 3}
  h: {range: [0, 10], baseline: 5}
tree:
  player: Target
  information_set: start
  actions:
    yield: {player: Coercer, information_set: after yield, actions: {press: end, leave: end}}
    resist: {player: Coercer, information_set: after resist, actions: {press: end, leave: end}}
terms:
  - {player: Coercer, value: v, when: {Target: yield}}
  - {player: Coercer, value: b - c, when: {Coercer: press}, account: security}
  - {player: Target, value: -k, when: {Target: yield}}
  - {player: Target, value: -h, when: {Coercer: press}}
accounts:
  security: {meaning: harm and quiet, unit: points}
"""
LINES = [
    "list chicken",
    "new fresh.yaml",
    "check model.yaml",
    "show model.yaml",
    "atlas model.yaml",
    "solve model.yaml",
    "solve curved.efg",
    "solve tied.efg",
    "detect model.yaml -o proof.json",
    "detect model.yaml --at 'after resist'",
    "explain model.yaml",
    "channels model.yaml",
    "diagnose model.yaml",
    "thresholds model.yaml",
    "channels seed/development --mover Pakistan --action coerce --at poor --instead invest",
    "bifurcation model.yaml --over b",
    "sustained repeated.yaml --over d",
    "least-patience repeated.yaml --payoff Coercer=3 --payoff Target=3 --within 1/10",
    "solve repeated.yaml",
    "chart model.yaml --over b,c",
    "prove model.yaml --absent --assuming 'b < c'",
    "prove model.yaml --absent --assuming 'b > c'",
    "prove model.yaml --absent --assuming 'b > c' --budget 0",
    "escape model.yaml --lever c",
    "escape model.yaml --lever c --set b=1",
    "escape model.yaml --by-rank",
    "compare model.yaml model.yaml",
    "compare model.yaml model.yaml --by-rank",
    "ranking-shares model.yaml",
    "stability conflicts/fang-1993/elmira",
    "evolution conflicts/fang-1993/elmira",
    "stable-rankings conflicts/fang-1993/elmira --state 8",
    "graph-option conflicts/fang-1993/elmira --mover MoE --action modify",
    "settling-comparisons model.yaml --by-rank",
    "sweep model.yaml --grid b=0:10:21",
    "uncertainty model.yaml -n 200",
    "falsify model.yaml",
    "falsify model.yaml --set b=1 --set c=5 --draws 3",
    "verify proof.json",
    "certificate show proof.json",
    "certificate shrink proof.json",
    pytest.param("report model.yaml -o page.html --budget 5", marks=pytest.mark.slow),
    pytest.param("balance", marks=pytest.mark.slow),
    pytest.param("ordinal-2x2", marks=pytest.mark.slow),
    pytest.param("survey seed/proactive-response --draws 100", marks=pytest.mark.slow),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    (folder / "model.yaml").write_text(MODEL, encoding="utf-8")
    (folder / "repeated.yaml").write_text(template("repeated"), encoding="utf-8")
    gp.save(tree_of(table_of((2, 2, 2), CURVED_NUMBERS)), folder / "curved.efg")
    tied = gp.Move("A", "start", {"x": (1, 0), "y": gp.Move("B", "reply", {"l": (0, 1), "r": (2, 1)})})
    gp.save(gp.ExtensiveForm.from_tree("AB", tied), folder / "tied.efg")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        ask("detect", "model.yaml", "-o", "proof.json")
    return folder


def rows_of(text):
    """The keys of a table of the page, each with its shape and whether it may be missing."""
    return {
        key: (shape, "missing" in about)
        for keys, shape, about in re.findall(r"^\| (`.*`) \| (.*?) \| (.*) \|$", text, re.MULTILINE)
        for key in re.findall(r"`([^`]+)`", keys)
    }


QUESTION = rows_of(PAGE[PAGE.index("A *question*") : PAGE.index("\n## list")])


def section_of(line):
    """The heading of the section about what a command prints."""
    words = shlex.split(line)
    if words[0] == "escape" and "--by-rank" in words:
        return "escape --by-rank"
    return " ".join(words[: 1 + (words[0] == "certificate")])


def fits(value, shape):
    """Whether a JSON value has a shape as the page writes it."""
    if " or " in shape and not shape.startswith(("list of list", "map of list")):
        first, _, rest = shape.partition(" or ")
        return fits(value, first) or fits(value, rest)
    for prefix, kind, parts in (("list of ", list, list), ("map of ", dict, lambda own: own.values())):
        if shape.startswith(prefix):
            return isinstance(value, kind) and all(fits(v, shape.removeprefix(prefix)) for v in parts(value))
    if shape == "number":
        if isinstance(value, dict):
            return set(value) == {"lower", "upper"} and all(fits(v, "number") for v in value.values())
        return isinstance(value, str) and str(Fraction(value)) == value
    kinds = {"text": str, "real": int | float, "object": dict, "null": type(None)}
    if shape in kinds:
        return isinstance(value, kinds[shape]) and not isinstance(value, bool)
    return type(value) is {"whole": int, "truth": bool}[shape]


@pytest.mark.parametrize("line", LINES)
def test_every_key_of_an_answer_stands_on_the_page_with_its_shape(folder, monkeypatch, line):
    monkeypatch.chdir(folder)
    words = shlex.split(line)
    found = ask(*words, "--format", "json")
    assert found.status in (0, 3), found.err
    name = section_of(line)
    section, data = SECTIONS[name], found.data[0] if name == "list" else found.data
    keys = rows_of(section) | (QUESTION if "A question, and" in section else {})
    if name == "verify":  # fields of the certificate stand beside these
        data = {key: value for key, value in data.items() if key in keys}
    assert set(data) <= set(keys)
    assert {key for key, (_, may_miss) in keys.items() if not may_miss} <= set(data)
    wrong = {key: value for key, value in data.items() if not fits(value, keys[key][0])}
    assert wrong == {}
    assert {"curved.efg": "curved", "tied.efg": "ties"}.get(words[-1], "question") in {*data, "question"}


def test_every_command_has_a_section_and_a_line():
    lines = [getattr(line, "values", [line])[0] for line in LINES]
    assert {*map(section_of, lines)} == set(SECTIONS)
    assert {name.split()[0] for name in SECTIONS} - {"certificate"} == set(COMMANDS) - WRITERS


def test_shapes_tell_values_apart():
    assert fits("1/2", "number")
    assert not fits("0.5", "number")
    assert not fits(True, "whole")
    assert fits([["1"], []], "list of list of number")
    assert not fits({"a": 1}, "map of text")
    assert fits(None, "text or null")
