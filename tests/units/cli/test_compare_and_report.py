"""``compare`` and ``report``."""

import os
import re
from fractions import Fraction

import pytest
from units.cli.command_line import AFTER_SUPPRESS, PRESENT, RESTRICT, SECURITY, SEED, answer, ask, refused

CONTROL = f"{SEED}/control"


def test_compare_puts_each_move_of_both_models_side_by_side():
    data = answer("compare", SEED, CONTROL, "--mover", "Pakistan")
    assert data["models"] == [SEED, CONTROL]
    assert data["over"] == []
    moves = [(row["mover"], row["details"]["action"], row["details"]["at"]) for row in data["rows"]]
    assert moves == [
        ("Pakistan", [action], [at])
        for at in ("after suppress", "after host")
        for action in ("restrict", "open")
    ]
    for row in data["rows"]:
        for model in row["models"]:
            assert model["verdict"] in ("present", "absent", "impossible", "undecided")
            assert model["share"] is None


def test_compare_charts_both():
    data = answer("compare", SEED, CONTROL, *AFTER_SUPPRESS, "--over", "c,k")
    (row,) = data["rows"]
    for model in row["models"]:
        low, high = map(Fraction, model["share"])
        assert low == 0 <= high <= Fraction(1, 100)


def test_compare_says_where_a_model_lacks_the_move():
    (row,) = answer("compare", SEED, SECURITY, *AFTER_SUPPRESS)["rows"]
    assert row["models"][1] is None


def test_compare_as_text():
    text = ask("compare", SEED, CONTROL, *RESTRICT).out
    assert "Trade restriction as pressure" in text
    assert "absent" in text


def test_compare_refuses_what_neither_model_has():
    assert "neither model has the move" in refused("compare", SEED, CONTROL, "--mover", "Nobody")
    assert "'zz' varies in neither model" in refused("compare", SEED, CONTROL, *RESTRICT, "--over", "zz")
    assert "no/such-game" in refused("compare", SEED, "no/such-game")
    assert "Missing argument" in refused("compare", SEED)


@pytest.mark.slow
def test_report_writes_one_page_that_loads_nothing(tmp_path):
    page = tmp_path / "r.html"
    found = ask("report", SEED, "-o", page, "--over", "r_C,k", "--undecided", "1/10")
    assert (found.status, found.out) == (0, f"wrote {page}\n")
    assert os.listdir(tmp_path) == ["r.html"]
    text = page.read_text(encoding="utf-8")
    assert "Trade restriction as pressure" in text
    assert not re.search(
        r"""<[^>]+\ssrc(set)?\s*=\s*["']?(https?:)?//|<link\b[^>]*href\s*=\s*["']?(https?:)?//|@import|url\(""",
        text,
    )


@pytest.mark.slow
def test_report_takes_the_common_options(tmp_path):
    page = tmp_path / "r.html"
    data = answer(
        "report",
        SEED,
        "--output",
        page,
        *AFTER_SUPPRESS,
        *PRESENT,
        "--over",
        "",
        "--budget",
        "30",
    )
    assert data == {"report": str(page)}
    assert "present" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Missing option '-o' / '--output'"),
        (["-o", "r.pdf"], "expected a name that ends in .html or .htm"),
        (["-o", "no/such/folder/r.html"], "there is no folder"),
        (["-o", "r.html", "--mover", "Pakistan"], "missing: action"),
        (["-o", "r.html", "--mover", "Pakistan", "--action", "leap"], "Pakistan has no action 'leap'"),
        (["-o", "r.html", "--over", "zz"], "'zz' is not a parameter"),
        (["-o", "r.html", "--set", "c=-1"], "lies outside the declared range"),
    ],
)
def test_bad_input_leaves_no_page(tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    assert words in refused("report", SEED, *arguments)
    assert os.listdir(tmp_path) == []
