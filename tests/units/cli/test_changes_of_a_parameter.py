"""A parameter that changes from ``--low`` to ``--high``, wherever a question is asked."""

import pytest
from units.cli.command_line import answer, ask, refused

import gametheory_paradox as gp

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
FINE = {"mover": "Coercer", "target": "Host", "parameter": "p", "low": 2, "high": 12}
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
BEST = (*ARMED, "--quantifier", "best")


def test_explain_says_what_detect_finds():
    family = gp.load(PENALTIES)
    verdict = gp.detect(family, "null-coercion", **FINE, values={"L": 7})
    told = answer("explain", PENALTIES, *FINED, "--set", "L=7")
    assert told == {
        "verdict": "present",
        "text": gp.explain(verdict),
        "latex": gp.views.explain_latex(verdict),
        "story": gp.detectors.story_of(verdict).to_data(),
    }
    told = answer("explain", WEAPONS, *BEST)
    armed = {"mover": "country 1", "parameter": "d", "low": 0, "high": 1, "quantifier": "best"}
    assert told["text"] == gp.explain(gp.detect(gp.load(WEAPONS), "comparative-statics", **armed))
    assert told["verdict"] == "present"
    assert "country 1" in ask("explain", WEAPONS, *BEST).out


def test_a_certificate_says_itself_which_parameter_changes(tmp_path):
    answer("detect", WEAPONS, *BEST, "--certificate", tmp_path / "c.json")
    assert answer("explain", "--certificate", tmp_path / "c.json")["verdict"] == "present"
    for option, value in zip(ARMED[4::2], ARMED[5::2], strict=True):
        why = refused("explain", "--certificate", tmp_path / "c.json", option, value)
        assert why.startswith("a certificate says itself what it is about")


def test_falsify_changes_the_other_parameters():
    """The penalty is null while r > c; r below c breaks that it always is."""
    data = answer("falsify", PENALTIES, *FINED, "--always", "--over", "r,c", "--draws", 60)
    assert (data["answer"], data["verdict"]["verdict"]) == ("broken", "absent")
    assert set(data["changed"]) <= {"r", "c"}
    assert gp.verify(data["certificate"]).kind == "map"
    names: dict[str, object] = {}
    exec(data["code"], names)
    assert names["verdict"].name == "absent"
    never = answer("falsify", WEAPONS, *BEST, "--draws", 5)
    assert (never["answer"], never["changed"]) == ("broken", {})
    assert (
        answer("falsify", WEAPONS, *BEST, "--always", "--draws", 60, "--over", "V,F,W")["answer"] == "broken"
    )


@pytest.mark.slow
def test_uncertainty_draws_the_other_parameters():
    data = answer("uncertainty", WEAPONS, *BEST, "-n", 200, "--set", "a=0", "--set", "b=1")
    assert "d" not in {**data["distributions"], **data["fixed"]}
    assert (data["mover"], data["quantifier"]) == ("country 1", "best")
    assert data["details"] == {"parameter": "d", "low": "0", "high": "1"}
    assert data["present"] + data["absent"] + data["undecided"] == 200
    fined = answer("uncertainty", PENALTIES, *FINED, "-n", 100, "--action", "harbor")
    assert set(fined["distributions"]) == {"g", "L", "r", "c"}
    assert (fined["proved"], fined["undecided"]) == (None, 0)
    trap = (
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
    assert answer("uncertainty", "literature/sandler-2003/preempt-or-deter", *trap, "-n", 200)["proved"] == [
        "23/96",
        "23/96",
    ]


def test_chart_maps_the_other_parameters():
    data = answer("chart", PENALTIES, *FINED, "--over", "r,c", "--undecided", "0.05")
    found = gp.chart(gp.load(PENALTIES), "null-coercion", over=["r", "c"], undecided="0.05", **FINE)
    assert {**data, "seconds": 0} == {**found.to_data(), "seconds": 0}
    assert answer("chart", WEAPONS, *BEST, "--over", "V", "--undecided", "0.1")["over"] == ["V"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("explain", PENALTIES, *FINED[:6]), "missing: parameter, low, high"),
        (("explain", PENALTIES, *FINED, "--at", "start"), "not asked for: at"),
        (("explain", PENALTIES, *FINED, "--set", "p=3"), "'p' is the parameter that changes"),
        (("falsify", PENALTIES, *FINED[:2]), "missing: parameter, low, high, target"),
        (("falsify", PENALTIES, *FINED, "--over", "p"), "over: 'p' is the parameter whose change"),
        (("falsify", PENALTIES, *FINED, "--set", "p=3"), "values: 'p' is the parameter whose change"),
        (("falsify", WEAPONS, *ARMED, "--action", "peace"), "not asked for: action"),
        (("uncertainty", WEAPONS, *ARMED, "--set", "d=1"), "values: 'd' is the parameter that changes"),
        (
            ("uncertainty", WEAPONS, *ARMED, "--distribution", "d=uniform"),
            "distributions: 'd' is the parameter that changes",
        ),
        (
            ("uncertainty", WEAPONS, "--paradox", "information", "--mover", "country 1"),
            "missing: at, parts",
        ),
        (
            ("chart", WEAPONS, *ARMED, "--over", "d"),
            "'d' is the parameter that changes, and cannot be charted",
        ),
    ],
)
def test_what_does_not_fit_is_told_in_a_line(arguments, said):
    assert said in refused(*arguments)
