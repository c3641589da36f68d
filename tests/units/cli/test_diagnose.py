"""``diagnose``."""

import json

import pytest
from units.cli.command_line import SEED, TIED, answer, ask, refused

import gametheory_paradox as gp

SETTINGS = ("--set", "r_C=60", "--set", "k=10")


@pytest.mark.slow
def test_json_holds_what_python_answers():
    data = answer("diagnose", SEED, *SETTINGS, "--over", "c")
    asked = gp.diagnose(gp.load(SEED), values={"r_C": 60, "k": 10}, over=["c"])
    assert data == json.loads(json.dumps(asked.to_data()))
    rows = [row for row in data["rows"] if row["measure"] == "payoff"]
    assert {row["measure"] for row in data["rows"]} > {"payoff", "security"}
    first, *others = rows
    assert (first["paradox"], first["mover"], first["where"], first["gap"]) == (
        "option",
        "Pakistan",
        "at after suppress",
        "95",
    )
    assert "present" not in {row["verdict"] for row in others}
    assert gp.verify(first["certificate"]).verdict == "present"
    assert first["assessment"] == "backfires"
    assert [gp.verify(half["certificate"]).verdict for half in first["halves"].values()] == ["present"] * 2
    assert {row["assessment"] for row in rows if row["paradox"] != "option"} == {None}
    assert first["reach"]["extent"] == "at the baseline"
    assert {row["reach"]["extent"] for row in others} >= {"nowhere", "somewhere"}


def test_text_is_a_table_with_what_is_present_first():
    found = ask("diagnose", SEED, *SETTINGS, "--over", "")
    assert found.status == 0
    (first, *_) = [line for line in found.out.splitlines() if line.startswith("option")]
    assert first.split()[:3] == ["option", "Pakistan", "restrict"]
    assert "88 questions about subgame-perfect equilibria, strong comparison: 7 present, " in found.out


def test_text_folds_what_is_nowhere_in_the_ranges_into_a_line():
    found = ask("diagnose", "seed/guarded-posts", "--over", "h_p")
    assert "in the ranges" in found.out
    (line,) = [line for line in found.out.splitlines() if line.startswith("nowhere in the ranges")]
    assert line.endswith("(Pakistan: open; TTP: post; TTP: city; TTP: rest)")


def test_the_exit_status_says_that_something_is_undecided(tmp_path):
    model = tmp_path / "tied.yaml"
    model.write_text(TIED)
    assert "undecided" in {row["verdict"] for row in answer("diagnose", model, status=3)["rows"]}
    assert ask("diagnose", SEED, "--budget", "0").status == 3


def test_bad_input():
    assert "there is no quantifier 'most'" in refused("diagnose", SEED, "--quantifier", "most")
    assert "--workers" in refused("diagnose", SEED, "--workers", "0")
