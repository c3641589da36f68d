"""The command ``falsify``: the same answers as in Python, as JSON and as text with code that runs."""

import pytest
from units.cli.command_line import answer, ask

import gametheory_paradox as gp

MOVE = ["--mover", "Pakistan", "--action", "restrict", "--at", "after suppress"]
TRADE = ["falsify", "seed/trade-restriction", *MOVE]


@pytest.mark.slow
def test_what_breaks_never_is_found_with_its_certificate():
    data = answer(*TRADE, "--over", "r_C,k", "--seed", 3, "--draws", 200, "--name", "No hold-up")
    assert data["answer"] == "broken"
    assert data["changed"] == {"r_C": "46", "k": "1"}
    assert data["verdict"]["verdict"] == "present"
    assert data["size"] == data["verdict"]["gap"] == "95"
    assert gp.verify(data["certificate"]).verdict == "present"
    assert data["claim"].startswith("No hold-up: never: ")


def test_the_text_ends_in_code_that_runs():
    found = ask(*TRADE, "--always", "--draws", 5)
    assert found.status == 0
    assert "broken at  the baseline" in found.out
    code = found.out[found.out.index("import gametheory_paradox") :]
    names: dict[str, object] = {}
    exec(code, names)
    assert names["verdict"].name == "absent"


def test_the_question_of_the_model_is_the_default_and_values_are_fixed():
    data = answer("falsify", "seed/trade-restriction", "--set", "r_C=60", "--over", "k")
    assert data["changed"] == {"r_C": "60", "k": "1"}


def test_what_is_not_broken_is_answered_too():
    data = answer(
        "falsify", "seed/trade-restriction", "--mover", "Taliban", "--action", "host", "--draws", 10
    )
    assert (data["answer"], data["stop"]) == ("unbroken", "draws")
    assert data["draws"] <= 10


def test_where_everything_is_undecided_the_question_stays_open():
    data = answer(
        *(
            "falsify",
            "seed/third-party-expansion",
            "--mover",
            "Pakistan",
            "--action",
            "coerce",
            "--budget",
            0,
        ),
        status=3,
    )
    assert data["answer"] == "unbroken"
    assert data["undecided"] == data["draws"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--over", "q"], "'q' is not a parameter"),
        (["--toward", "zero"], "'baseline' or 'simple'"),
        (["--draws", "0"], "--draws"),
        (["--seed", "-1"], "--seed"),
        (["--paradox", "luck"], "there is no paradox 'luck'"),
        (["--paradox", "information"], "missing: parts"),
        (["--set", "r_C=1000"], "outside the declared range"),
    ],
)
def test_bad_input_is_one_line_on_standard_error(arguments, said):
    found = ask(*TRADE, *arguments)
    assert found.status == 2
    assert found.out == ""
    assert said in found.err
    assert found.err.count("\n") == 1
