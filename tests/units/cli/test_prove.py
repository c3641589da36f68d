"""``prove``."""

import json

from units.cli.command_line import answer, ask, refused

import gametheory_paradox as gp

RESTRAINT, PENALTIES = "literature/myerson-2007/restraint", "literature/tsebelis-1989/penalties"
PUNISH = ("--mover", "Coercer", "--action", "punish", "--at", "after compliance")
WHERE = ("--assuming", "d > k", "--assuming", "V > r_N")


def test_a_proof_is_written_and_verified(tmp_path):
    path = tmp_path / "proof.json"
    found = ask("prove", RESTRAINT, "option", *PUNISH, *WHERE, "--certificate", str(path))
    assert found.status == 0
    assert "proved" in found.out
    checked = answer("verify", str(path))
    assert (checked["kind"], checked["verdict"]) == ("proposition", "holds")


def test_json_holds_what_python_answers():
    data = answer("prove", PENALTIES, "payoff(Coercer) <= -6")
    assert data == json.loads(json.dumps(gp.prove(gp.load(PENALTIES), "payoff(Coercer) <= -6").to_data()))
    assert data["answer"] == "refuted"


def test_a_penalty_is_asked_about_by_options():
    fine = ("--mover", "Coercer", "--parameter", "p", "--low", "2", "--high", "12", "--target", "Host")
    assert answer("prove", PENALTIES, "null-coercion", *fine, "--assuming", "r > c")["answer"] == "proved"
    assert answer("prove", PENALTIES, "null-coercion", *fine)["answer"] == "refuted"


def test_the_models_own_question_is_the_default():
    data = answer("prove", RESTRAINT, *WHERE)
    assert data == answer("prove", RESTRAINT, "option", *PUNISH, *WHERE)
    assert data["answer"] == "proved"
    assert "two paradoxes are named" in refused("prove", RESTRAINT, "option", "--paradox", "third-party")


def test_where_there_is_no_proof_none_is_written(tmp_path):
    path = tmp_path / "proof.json"
    found = ask("prove", PENALTIES, "payoff(Coercer) <= -6", "--certificate", str(path))
    assert found.status == 0
    assert "refuted: there is nothing to certify" in found.err
    assert not path.exists()


def test_what_is_no_claim_is_one_line():
    assert "is neither the name of a paradox nor a claim" in refused("prove", PENALTIES, "welfare")
    assert "is not an inequality" in refused("prove", PENALTIES, "payoff(Coercer) <= 0", "--assuming", "r")
