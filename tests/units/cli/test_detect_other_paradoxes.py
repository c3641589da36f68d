"""``detect --paradox``: the paradoxes that an action is named for, and a clear word about the others."""

import json

import pytest
from units.cli.command_line import SEED, answer, ask, refused

RACE = "literature/sandler-2003/preempt-or-deter"
BLUFF = "literature/spaniel-2016/overreaction"
COERCION = "seed/third-party-expansion"
TRAP = (
    "--paradox",
    "dominance-trap",
    "--mover",
    "A",
    "--action",
    "deter",
    "--coalition",
    "A",
    "--coalition",
    "B",
)
ANSWERED = (
    "--paradox",
    "third-party",
    "--mover",
    "Pakistan",
    "--action",
    "coerce",
    "--third",
    "IS-K",
    "--target",
    "Taliban",
)


def test_a_dominance_trap(tmp_path):
    data = answer("detect", RACE, *TRAP, "--certificate", tmp_path / "c.json")
    assert (data["paradox"], data["verdict"], data["gap"]) == ("dominance-trap", "present", "2")
    assert data["details"] == {"action": "deter", "coalition": ["A", "B"]}
    assert data["payoffs"]["alone, A"] == ["-4"]
    told = answer("verify", tmp_path / "c.json", "--model", RACE)
    assert (told["kind"], told["verdict"], told["gap"]) == ("paradox", "present", "2")
    text = ask("verify", tmp_path / "c.json").out
    for words in ("paradox: present", "action: deter; coalition: A, B", "with, A: -2"):
        assert words in text
    changed = json.loads((tmp_path / "c.json").read_text())
    (tmp_path / "d.json").write_text(json.dumps({**changed, "gap": "3"}))
    assert ask("verify", tmp_path / "d.json").status == 1
    assert answer("detect", RACE, *TRAP, "--set", "b=4")["verdict"] == "absent"


def test_a_third_party(tmp_path):
    data = answer(
        "detect", COERCION, *ANSWERED, "--quantifier", "worst", "--certificate", tmp_path / "c.json"
    )
    assert (data["verdict"], data["quantifier"], data["gap"]) == ("present", "worst", "1")
    assert data["payoffs"]["with, third party frozen"] == ["6"]
    assert answer("verify", tmp_path / "c.json", "--model", COERCION)["accepted"]
    assert "third party" in ask("detect", COERCION, *ANSWERED).out


def test_where_an_action_is_used(tmp_path):
    used = ("--paradox", "realized", "--mover", "Government", "--action", "large", "--benchmark")
    data = answer("detect", BLUFF, *used, "complete-information", "--certificate", tmp_path / "c.json")
    assert (data["verdict"], data["gap"], data["payoffs"]["given the action"]) == ("present", "3", ["-5"])
    assert answer("verify", tmp_path / "c.json", "--model", BLUFF)["accepted"]
    assert answer("detect", BLUFF, *used, "no-coercion")["verdict"] == "absent"
    assert answer("detect", BLUFF, *used, "-1.5")["gap"] == "7/2"
    assert "missing: benchmark" in refused("detect", BLUFF, *used[:-1])


@pytest.mark.parametrize("name", ["information", "misperception", "security-insecurity"])
def test_what_the_options_cannot_ask_is_asked_in_python(name):
    why = refused("detect", SEED, "--paradox", name, "--mover", "Pakistan", "--action", "restrict")
    assert f"the {name} paradox is not asked about on the command line; call detect in Python, with " in why


def test_what_is_missing_or_too_much():
    assert "missing: coalition" in refused("detect", RACE, *TRAP[:6])
    assert "missing: third, target" in refused("detect", COERCION, "--paradox", "third-party", *ANSWERED[2:6])
    assert "not asked for: third" in refused(
        "detect", RACE, "--mover", "A", "--action", "deter", "--third", "B"
    )
    assert "there is no detector for 'luck'; there are option, " in refused(
        "detect", RACE, *TRAP[2:], "--paradox", "luck"
    )
