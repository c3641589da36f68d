"""``verify``: accepted, rejected, or no certificate at all; and whether it is about a given model."""

import json

import pytest
from units.cli.command_line import AFTER_SUPPRESS, PENNIES, PRESENT, SECURITY, SEED, answer, ask, refused


@pytest.fixture
def verdict(tmp_path):
    answer("detect", SEED, *AFTER_SUPPRESS, *PRESENT, "--certificate", tmp_path / "verdict.json")
    return tmp_path / "verdict.json"


@pytest.fixture
def region_map(tmp_path):
    answer(
        "chart",
        SEED,
        *AFTER_SUPPRESS,
        "--over",
        "r_C,k",
        "--set",
        "V=50",
        "--certificate",
        tmp_path / "map.json",
    )
    return tmp_path / "map.json"


def rejected(*arguments):
    found = ask("verify", *arguments)
    assert found.status == 1
    assert found.out == ""
    assert found.err.startswith("gametheory-paradox: rejected: ")
    assert found.err.count("\n") == 1
    again = ask("verify", *arguments, "--format", "json")
    assert again.status == 1
    assert again.data == {
        "accepted": False,
        "why": found.err.removeprefix("gametheory-paradox: rejected: ").rstrip("\n"),
    }
    return again.data["why"]


def test_a_verdict_is_accepted(verdict):
    data = answer("verify", verdict)
    assert data["accepted"] is True
    assert (data["kind"], data["verdict"]) == ("verdict", "present")
    assert (data["mover"], data["details"]["action"], data["gap"]) == ("Pakistan", ["restrict"], "8")
    assert len(data["game"]) == 64
    text = ask("verify", verdict).out
    for words in ("accepted", "verdict: present", "restrict", "after suppress", data["game"]):
        assert words in text


def test_a_map_is_accepted(region_map):
    data = answer("verify", region_map)
    assert (data["kind"], data["over"]) == ("map", ["r_C", "k"])
    assert "r_C: 0, 120; k: 1/100, 155" in ask("verify", region_map).out


def test_an_impossibility_is_accepted(tmp_path):
    (tmp_path / "g.nfg").write_text(PENNIES)
    answer(
        "detect", tmp_path / "g.nfg", "--mover", "R", "--action", "1", "--certificate", tmp_path / "c.json"
    )
    assert answer("verify", tmp_path / "c.json", "--model", tmp_path / "g.nfg")["verdict"] == "impossible"


def test_the_model_it_is_about(verdict):
    assert answer("verify", verdict, "--model", SEED, *PRESENT)["accepted"]
    why = rejected(verdict, "--model", SEED, *PRESENT, "--set", "V=11")
    assert "it is about another game than seed/trade-restriction with these settings" in why
    assert rejected(verdict, "--model", SEED) == why
    rejected(verdict, "--model", SECURITY)


def test_the_model_and_the_settings_a_map_is_about(region_map):
    assert answer("verify", region_map, "--model", SEED, "--set", "V=50")["accepted"]
    assert "it is about V = 50, not about V = 110" in rejected(region_map, "--model", SEED)
    assert "it is about V = 50, not about V = 51" in rejected(region_map, "--model", SEED, "--set", "V=51")
    rejected(region_map, "--model", SECURITY)


def test_the_value_of_a_charted_parameter_does_not_matter(region_map):
    assert answer("verify", region_map, "--model", SEED, "--set", "V=50", "--set", "k=7")["accepted"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("gap", "9"),
        ("payoffs", {"with": ["3"], "without": ["10"]}),
        ("verdict", "absent"),
        ("quantifier", "most"),
        ("mover", "Taliban"),
        ("proof", {}),
        ("format", 3),
    ],
)
def test_a_changed_field_is_rejected(verdict, field, value):
    data = json.loads(verdict.read_text(encoding="utf-8"))
    assert data[field] != value
    verdict.write_text(json.dumps(data | {field: value}), encoding="utf-8")
    rejected(verdict)


def test_a_changed_share_is_rejected(region_map):
    data = json.loads(region_map.read_text(encoding="utf-8"))
    region_map.write_text(json.dumps(data | {"present": ["1", "1"]}), encoding="utf-8")
    rejected(region_map)


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", "null", "3", '"x"', "NaN", '{"format": 1, "format": 1}', "[" * 100_000 + "]" * 100_000],
)
def test_json_that_is_no_certificate_is_rejected(tmp_path, text):
    (tmp_path / "c.json").write_text(text)
    rejected(tmp_path / "c.json")


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\x01", b"\xff\xfe", b'{"format": 1', b"format: 1", b"\x89PNG\r\n"]
)
def test_what_is_not_json_is_bad_input(tmp_path, raw):
    (tmp_path / "c.json").write_bytes(raw)
    assert "not JSON" in refused("verify", tmp_path / "c.json")


def test_a_byte_order_mark_is_accepted(verdict):
    verdict.write_bytes(b"\xef\xbb\xbf" + verdict.read_bytes())
    assert answer("verify", verdict)["accepted"]


def test_files_that_are_not_there(tmp_path):
    assert "nowhere.json: cannot be read: No such file or directory" in refused(
        "verify", tmp_path / "nowhere.json"
    )
    assert "cannot be read: Is a directory" in refused("verify", tmp_path)
    assert "Missing argument" in refused("verify")


def test_a_model_that_is_not_there(verdict):
    assert "the catalog has no game 'no/such-game'" in refused("verify", verdict, "--model", "no/such-game")
    assert "'zz' is not a parameter" in refused("verify", verdict, "--model", SEED, "--set", "zz=1")


@pytest.mark.parametrize("words", [["verify"], ["certificate", "show"], ["certificate", "shrink"]])
def test_a_spent_budget_is_status_three_and_one_line(verdict, words):
    found = ask(*words, verdict, "--budget", "0")
    assert (found.status, found.out) == (3, "")
    assert found.err == (
        "gametheory-paradox: the budget ended before the certificate was checked; give it more time\n"
    )
    assert ask(*words, verdict, "--budget", "60").status == 0
