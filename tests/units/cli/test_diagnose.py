"""``diagnose``."""

import json

from units.cli.command_line import SEED, TIED, answer, ask, refused

import gametheory_paradox as gp

SETTINGS = ("--set", "r_C=60", "--set", "k=10")


def test_json_holds_what_python_answers():
    data = answer("diagnose", SEED, *SETTINGS)
    assert data == json.loads(json.dumps(gp.diagnose(gp.load(SEED), values={"r_C": 60, "k": 10}).to_data()))
    first, *others = data["rows"]
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
    assert {row["assessment"] for row in data["rows"] if row["paradox"] != "option"} == {None}


def test_text_is_a_table_with_what_is_present_first():
    found = ask("diagnose", SEED, *SETTINGS)
    assert found.status == 0
    lines = found.out.splitlines()
    assert lines[4].split()[:3] == ["option", "Pakistan", "restrict"]
    assert (
        "54 questions about subgame-perfect equilibria, strong comparison: 1 present, 47 absent, 6 impossible"
        in found.out
    )


def test_the_exit_status_says_that_something_is_undecided(tmp_path):
    model = tmp_path / "tied.yaml"
    model.write_text(TIED)
    assert "undecided" in {row["verdict"] for row in answer("diagnose", model, status=3)["rows"]}
    assert ask("diagnose", SEED, "--budget", "0").status == 3


def test_bad_input():
    assert "there is no quantifier 'most'" in refused("diagnose", SEED, "--quantifier", "most")
    assert "--workers" in refused("diagnose", SEED, "--workers", "0")
