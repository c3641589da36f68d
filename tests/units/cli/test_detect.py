"""``detect``: the shape of its answer, scopes, quantifiers, and the certificate it writes."""

import json
import os
import shlex

import pytest
from units.cli.command_line import (
    AFTER_SUPPRESS,
    ALL_ZERO,
    PENNIES,
    PRESENT,
    RESTRICT,
    SECURITY,
    SEED,
    TIED,
    answer,
    ask,
    refused,
)

FIELDS = {
    *("paradox", "verdict", "quantifier", "mover", "action", "scope", "with", "without"),
    *("with_infinite", "without_infinite", "gap", "why"),
}


def test_present():
    data = answer("detect", SEED, "--paradox", "option", *AFTER_SUPPRESS, *PRESENT)
    assert set(data) >= FIELDS
    assert (data["paradox"], data["verdict"], data["quantifier"]) == ("option", "present", "strong")
    assert (data["mover"], data["action"]) == ("Pakistan", "restrict")
    assert data["scope"] == {
        "kind": "information_set",
        "players": ["Pakistan"],
        "information_sets": ["after suppress"],
    }
    assert (data["with"], data["without"], data["gap"]) == (["2"], ["10"], "8")
    assert (data["with_infinite"], data["without_infinite"]) == (False, False)
    assert data["why"]


def test_absent_shows_a_negative_gap():
    data = answer("detect", SEED, *RESTRICT, "--at", "after host", *PRESENT)
    assert (data["verdict"], data["with"], data["without"], data["gap"]) == ("absent", ["2"], ["0"], "-2")


def test_at_the_boundary_it_is_not_present():
    for edge in ("r_C=2", "r_N=2", "k=6", "V=2"):
        found = ask("detect", SEED, *AFTER_SUPPRESS, *PRESENT, "--set", edge, "--format", "json")
        assert (found.status, found.data["verdict"]) in ((0, "absent"), (3, "undecided"))


def test_impossible_names_the_guard_rail_and_compares_nothing(tmp_path):
    (tmp_path / "g.nfg").write_text(PENNIES)
    data = answer("detect", tmp_path / "g.nfg", "--mover", "R", "--action", "1")
    assert data["verdict"] == "impossible"
    assert data["why"].startswith("T2")
    assert [data[name] for name in ("with", "without", "with_infinite", "without_infinite", "gap")] == [
        None
    ] * 5


def test_undecided_is_status_three_and_compares_nothing(tmp_path):
    (tmp_path / "tied.yaml").write_text(TIED)
    data = answer("detect", tmp_path / "tied.yaml", "--mover", "M", "--action", "this", status=3)
    assert data["verdict"] == "undecided"
    assert "no plan was seen to attain the least" in data["why"]
    assert [data[name] for name in ("with", "without", "with_infinite", "without_infinite", "gap")] == [
        None
    ] * 5


def test_infinitely_many_equilibria_give_two_ends(tmp_path):
    (tmp_path / "g.nfg").write_text(ALL_ZERO)
    data = answer(
        "detect", tmp_path / "g.nfg", "--mover", "R", "--action", "1", "--coalition", "R", "--coalition", "C"
    )
    assert data["scope"] == {"kind": "coalition", "players": ["R", "C"], "information_sets": []}
    assert (data["with"], data["with_infinite"]) == (["0", "0"], True)
    assert (data["without"], data["without_infinite"]) == (["0"], False)


def test_without_a_place_every_set_that_has_the_action_loses_it():
    data = answer("detect", SEED, *RESTRICT)
    assert data["scope"] == {
        "kind": "player",
        "players": ["Pakistan"],
        "information_sets": ["after suppress", "after host"],
    }


def test_several_actions_are_taken_away_together():
    either = "--action", "deter", "--action", "status quo"
    data = answer("detect", RACE, "--mover", "A", *either)
    assert (data["action"], data["details"]["action"]) == (["deter", "status quo"],) * 2
    assert data["without"] == ["-6"]
    assert answer("detect", RACE, "--mover", "A", *either[:2])["without"] == ["-4"]
    assert "nothing is left for A" in refused("detect", RACE, "--mover", "A", *either, "--action", "preempt")


@pytest.mark.slow
def test_places_may_be_several():
    data = answer("detect", SEED, *RESTRICT, "--at", "after host", "--at", "after suppress")
    assert data["scope"]["kind"] == "information_set"
    assert set(data["scope"]["information_sets"]) == {"after suppress", "after host"}


@pytest.mark.parametrize(
    ("quantifier", "gap"), [("strong", "1"), ("best", "1"), ("worst", "1"), ("possible", "1")]
)
def test_quantifiers(quantifier, gap):
    data = answer("detect", SECURITY, "--mover", "leader", "--action", "a", "--quantifier", quantifier)
    assert (data["quantifier"], data["gap"], data["verdict"]) == (quantifier, gap, "present")


def test_the_question_of_the_model_is_the_default():
    assert answer("detect", SEED) == answer("detect", SEED, *AFTER_SUPPRESS)
    assert answer("detect", SEED, "--at", "after host") == answer(
        "detect", SEED, *RESTRICT, "--at", "after host"
    )
    assert "which question? name the mover" in refused("detect", "literature/sandler-2003/fig-1a")
    assert "name the mover as well as the action" in refused("detect", SEED, "--action", "restrict")
    assert "the option paradox asks for action" in refused("detect", SEED, "--mover", "Pakistan")


def test_the_certificate_is_written_whole(tmp_path):
    target = tmp_path / "c.json"
    answer("detect", SEED, *AFTER_SUPPRESS, *PRESENT, "--certificate", target)
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["verdict"] == "present"
    assert data["gap"] == "8"
    assert os.listdir(tmp_path) == ["c.json"]


def test_a_certificate_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    target = tmp_path / "c.json"
    target.write_text("{}")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    found = ask("detect", SEED, *AFTER_SUPPRESS, "--certificate", target)
    assert (found.status, "No space left on device" in found.err) == (2, True)
    assert "absent" in found.out  # the answer is not lost with the file
    assert target.read_text() == "{}"
    assert os.listdir(tmp_path) == ["c.json"]


def test_where_nothing_is_proved_nothing_is_certified(tmp_path):
    target = tmp_path / "c.json"
    found = ask("detect", SECURITY, "--budget", "0", "--certificate", target, "--format", "json")
    assert found.status == 3
    assert found.data["verdict"] == "undecided"
    assert [found.data[name] for name in ("with", "without", "with_infinite", "without_infinite", "gap")] == [
        None
    ] * 5
    assert (
        found.err == f"gametheory-paradox: undecided: there is nothing to certify, {target} was not written\n"
    )
    assert not target.exists()


def test_as_text():
    text = ask("detect", SEED, *AFTER_SUPPRESS, *PRESENT).out
    for words in ("present", "restrict at after suppress", "Pakistan gets without it", "10", "8"):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["--mover", "Nobody", "--action", "restrict"],
            "'Nobody' is not a player; the players are Taliban, Pakistan, IS-K",
        ),
        (
            ["--mover", "Pakistan", "--action", "leap"],
            "Pakistan has no action 'leap'; its actions are restrict, open",
        ),
        (
            [*RESTRICT, "--at", "start"],
            "Pakistan has no information set 'start'; it has 'after suppress', 'after host'",
        ),
        ([*RESTRICT, "--at", ""], "Pakistan has no information set ''"),
        ([*AFTER_SUPPRESS, "--coalition", "Pakistan"], "at information sets or from a coalition, not both"),
        ([*RESTRICT, "--coalition", "Taliban"], "the coalition Taliban must contain the mover, Pakistan"),
        ([*RESTRICT, "--coalition", "Pakistan", "--coalition", "IS-K"], "IS-K has no action 'restrict'"),
        (
            [*RESTRICT, "--quantifier", "STRONG"],
            "there is no quantifier 'STRONG'; did you mean 'strong'? there are strong, best, worst, possible",
        ),
        (
            [*RESTRICT, "--paradox", "braess"],
            "there is no paradox 'braess'; there are option, dominance-trap",
        ),
        ([*RESTRICT, "--concept", "vibes"], "the concept 'vibes' is not offered for a tree"),
        ([*RESTRICT, "--certificate", "c.txt"], "expected a name that ends in .json"),
        ([*RESTRICT, "--certificate", "no/such/folder/c.json"], "there is no folder 'no/such/folder'"),
    ],
)
def test_bad_input(arguments, words):
    assert words in refused("detect", SEED, *arguments)


def test_a_folder_is_no_certificate(tmp_path):
    (tmp_path / "d.json").mkdir()
    assert "it is a folder" in refused("detect", SEED, *RESTRICT, "--certificate", tmp_path / "d.json")


def test_an_action_that_would_leave_nothing(tmp_path):
    (tmp_path / "g.nfg").write_text('NFG 1 R "x" { "R" "C" } { 1 2 } 1 2 3 4')
    assert "nothing is left for R to choose" in refused(
        "detect", tmp_path / "g.nfg", "--mover", "R", "--action", "1"
    )


RACE = "literature/sandler-2003/preempt-or-deter"
PENALTIES = "literature/tsebelis-1989/penalties"
FINED = (
    "--paradox",
    "null-coercion",
    "--mover",
    "Coercer",
    "--target",
    "Host",
    "--parameter",
    "p",
    "--low",
    "2",
    "--high",
    "12",
)
WEAPONS = "literature/chassang-2009/defensive-weapons"
ARMED = (
    "--paradox",
    "comparative-statics",
    "--mover",
    "country 1",
    "--parameter",
    "d",
    "--low",
    "0",
    "--high",
    "1",
)


def test_a_penalty_that_changes_nothing(tmp_path):
    target = tmp_path / "c.json"
    data = answer("detect", PENALTIES, *FINED, "--action", "harbor", "--certificate", target)
    assert (data["paradox"], data["verdict"], data["gap"]) == ("null-coercion", "present", None)
    fined = {"parameter": "p", "low": "2", "high": "12", "target": "Host", "action": ["harbor"]}
    assert data["details"] == fined
    assert json.loads(target.read_text(encoding="utf-8"))["kind"] == "map"
    assert ask("verify", target).status == 0
    assert ask("verify", target, "--model", PENALTIES).status == 0
    assert ask("verify", target, "--model", WEAPONS).status == 1
    seen = answer("detect", "literature/tsebelis-1989/observed-enforcement", *FINED)
    assert seen["verdict"] == "absent"


def test_other_parameters_have_the_values_that_are_set():
    assert answer("detect", PENALTIES, *FINED, "--set", "L=7")["verdict"] == "present"
    assert "'p' is the parameter that changes" in refused("detect", PENALTIES, *FINED, "--set", "p=3")
    changed = answer(
        "detect",
        WEAPONS,
        *ARMED,
        "--quantifier",
        "risk-dominant",
        "--set",
        "V=17",
        "--set",
        "F=12",
        "--set",
        "W=4",
    )
    assert (changed["payoffs"], changed["verdict"]) == ({"lower": ["17"], "higher": ["17"]}, "absent")


def test_a_change_of_a_parameter_that_raises_what_it_lowers(tmp_path):
    target = tmp_path / "c.json"
    data = answer("detect", WEAPONS, *ARMED, "--quantifier", "payoff-dominant", "--certificate", target)
    assert (data["quantifier"], data["verdict"], data["gap"]) == ("payoff-dominant", "present", "5")
    assert data["payoffs"] == {"lower": ["10"], "higher": ["5"]}
    assert ask("verify", target).status == 0
    assert answer("verify", target, "--model", WEAPONS)["accepted"]
    assert ask("verify", target, "--model", WEAPONS, "--set", "F=9").status == 1
    assert ask("verify", target, "--model", PENALTIES).status == 1


def test_what_does_not_fit_a_change_of_a_parameter_is_told():
    assert "name the mover" in refused("detect", RACE, *FINED[:2], *FINED[4:])
    assert "missing: parameter, low, high" in refused("detect", PENALTIES, *FINED[:6])
    assert "not asked for: at" in refused("detect", PENALTIES, *FINED, "--at", "start")
    assert "not asked for: action" in refused("detect", WEAPONS, *ARMED, "--action", "peace")
    assert "low: " in refused("detect", PENALTIES, *FINED[:8], "--low", "two", "--high", "12")
    assert "expected low < high" in refused("detect", PENALTIES, *FINED[:8], "--low", "9", "--high", "2")
    assert "not asked for: parameter" in refused("detect", SECURITY, "--parameter", "x")


@pytest.mark.parametrize(
    ("rule", "status", "verdict"), [("payoff-dominant", 0, "present"), ("risk-dominant", 0, "present")]
)
def test_a_selection_rule_is_a_quantifier(rule, status, verdict):
    data = answer(
        "detect", SECURITY, "--mover", "leader", "--action", "a", "--quantifier", rule, status=status
    )
    assert (data["quantifier"], data["verdict"]) == (rule, verdict)
    assert "does not apply to a diagnosis" in refused("diagnose", SECURITY, "--quantifier", rule)


@pytest.mark.parametrize(
    ("option", "given", "meant"),
    [
        ("--mover", "pakistan", "Pakistan"),
        ("--action", "restict", "restrict"),
        ("--at", "after supress", "after suppress"),
        ("--set", "rC=1", "r_C"),
        ("--quantifier", "storng", "strong"),
        ("--paradox", "optoin", "option"),
    ],
)
def test_what_is_misspelt_gets_a_suggestion(option, given, meant):
    words = list(AFTER_SUPPRESS)
    if option in words:
        words[words.index(option) + 1] = given
    else:
        words += [option, given]
    assert f"; did you mean {meant!r}? " in refused("detect", SEED, *words)
    assert f"; did you mean {meant!r}? " in refused("detect", SEED, option, given)  # nothing else said


def test_below_a_verdict_stand_the_unit_and_a_command_that_goes_on():
    text = ask("detect", SEED, *AFTER_SUPPRESS, "--set", "r_C=60", "--set", "k=10").out
    assert "payoffs are in million USD a month" in text
    line = text.splitlines()[-1].strip()
    assert text.splitlines()[-2] == "next, where it is present:"
    assert line == (
        "gametheory-paradox thresholds seed/trade-restriction --mover Pakistan --action restrict "
        "--at 'after suppress'"
    )
    assert ask(*shlex.split(line)[1:]).status == 0


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ((SEED,), "thresholds"),
        (("literature/dobss-2008/security", "--mover", "leader", "--action", "a"), "explain"),
        ((SEED, "--mover", "Taliban", "--action", "suppress"), "diagnose"),  # impossible, for all values
    ],
)
def test_the_next_command_fits_the_model(arguments, command):
    found = ask("detect", *arguments)
    words = shlex.split(found.out.splitlines()[-1])
    assert words[:2] == ["gametheory-paradox", command]
    assert ask(*words[1:]).status == 0
