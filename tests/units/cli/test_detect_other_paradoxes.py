"""``detect --paradox``: every field of every question is an option."""

import json

from units.cli.command_line import answer, ask, refused

import gametheory_paradox as gp
from gametheory_paradox.cli.options import QUESTION
from gametheory_paradox.paradoxes.question import ASKS, COMMON, Details

RACE = "literature/sandler-2003/preempt-or-deter"
BLUFF = "literature/spaniel-2016/overreaction"
COERCION = "seed/third-party-expansion"
POSTS = "seed/guarded-posts"
RESPONSE = "seed/proactive-response"
SEEN = "literature/osborne-2004/more-information/uninformed"
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


def test_every_field_of_a_question_is_an_option_and_every_paradox_is_named():
    assert list(QUESTION) == [*COMMON, *Details.__annotations__]
    told = " ".join(ask("detect", "--help").out.split())
    for name in ASKS:
        assert name in QUESTION["paradox"][2]
        assert name in told
    for name in QUESTION:
        assert f"--{name} " in told


def test_a_dominance_trap(tmp_path):
    data = answer("detect", RACE, *TRAP, "--certificate", tmp_path / "c.json")
    assert (data["paradox"], data["verdict"], data["gap"]) == ("dominance-trap", "present", "2")
    assert data["details"] == {"action": ["deter"], "coalition": ["A", "B"]}
    assert data["payoffs"]["alone, A"] == ["-4"]
    told = answer("verify", tmp_path / "c.json", "--model", RACE)
    assert (told["kind"], told["verdict"], told["gap"]) == ("verdict", "present", "2")
    text = ask("verify", tmp_path / "c.json").out
    for words in ("verdict: present", "action: deter; coalition: A, B", "with, A: -2"):
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


def test_what_a_player_sees(tmp_path):
    """Each --parts is one part; a semicolon stands between the histories in it."""
    asked = ("--paradox", "information", "--mover", "Column", "--at", "start")
    parts = ("--parts", "state 1, T; state 1, B", "--parts", "state 2, T;state 2, B")
    data = answer("detect", SEEN, *asked, *parts, "--certificate", tmp_path / "c.json")
    assert (data["verdict"], data["gap"]) == ("present", "17/10")
    assert data["details"]["parts"] == [
        [f"{state}, {row}" for row in "TB"] for state in ("state 1", "state 2")
    ]
    assert answer("verify", tmp_path / "c.json", "--model", SEEN)["accepted"]
    assert "must put each of" in refused("detect", SEEN, *asked, *parts[:2])


def test_a_measure_that_makes_less_secure(tmp_path):
    guard = ("--paradox", "security-insecurity", "--mover", "Pakistan", "--action", "guard")
    data = answer("detect", POSTS, *guard, "--certificate", tmp_path / "c.json")
    asked = {"mover": "Pakistan", "action": "guard"}
    assert data == gp.detect(gp.load(POSTS), "security-insecurity", **asked).to_data()
    assert (data["verdict"], data["measure"], data["details"]["held"]) == ("present", "security", "nobody")
    assert answer("verify", tmp_path / "c.json", "--model", POSTS)["accepted"]
    assert "'luck' is no account" in refused("detect", POSTS, *guard, "--measure", "luck")
    assert "not about the payoff" in refused("detect", POSTS, *guard, "--measure", "payoff")


def test_who_answers_a_measure_while_others_hold(tmp_path):
    guard = ("--paradox", "security-insecurity", "--mover", "China", "--action", "send guards")
    model = "seed/private-security/unasked"
    data = answer("detect", model, *guard, "--target", "TTP", "--certificate", tmp_path / "c.json")
    assert (data["verdict"], data["details"]["held"]) == ("present", "target")
    assert data["payoffs"]["with, if only third parties answer"] == ["-108/25"]
    assert answer("verify", tmp_path / "c.json", "--model", model)["accepted"]
    assert (
        answer("detect", model, *guard, "--target", "TTP", "--held", "third-parties")["verdict"] == "absent"
    )
    assert "name the target" in refused("detect", model, *guard)


def test_a_game_that_is_taken_for_another(tmp_path):
    response = gp.load(RESPONSE)
    gp.save(response.at(rho="1/10"), tmp_path / "believed.yaml")
    asked = ("--paradox", "misperception", "--mover", "Government", "--inaction", "none", "--model")
    data = answer(
        "detect", RESPONSE, *asked, tmp_path / "believed.yaml", "--certificate", tmp_path / "c.json"
    )
    believed = {"mover": "Government", "model": response.at(rho="1/10"), "inaction": "none"}
    assert data == gp.detect(response, "misperception", **believed).to_data()
    assert answer("verify", tmp_path / "c.json", "--model", RESPONSE)["accepted"]
    assert "no game 'no/such-game'" in refused("detect", RESPONSE, *asked, "no/such-game")


def test_what_is_missing_or_too_much():
    assert "missing: coalition" in refused("detect", RACE, *TRAP[:6])
    assert "missing: third, target" in refused("detect", COERCION, "--paradox", "third-party", *ANSWERED[2:6])
    assert "not asked for: third" in refused(
        "detect", RACE, "--mover", "A", "--action", "deter", "--third", "B"
    )
    assert "there is no paradox 'luck'; there are option, " in refused(
        "detect", RACE, *TRAP[2:], "--paradox", "luck"
    )
