"""Verdicts as data: the shape that scripts rely on."""

import json
from fractions import Fraction

import pytest

from gametheory_paradox.detectors import Absent, Impossible, Present, Undecided, detect
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm

FIELDS = [
    "paradox",
    "concept",
    "quantifier",
    "mover",
    "measure",
    "details",
    "action",
    "scope",
    "verdict",
    "with",
    "without",
    "with_infinite",
    "without_infinite",
    "payoffs",
    "infinite",
    "gap",
    "assessment",
    "why",
]
COMPARED = ("with", "without", "with_infinite", "without_infinite", "payoffs", "infinite", "gap")
SECURITY = NormalForm.from_tables(
    ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, "7/2"]], [[1, 0], [0, 2]]
)
MIXED = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
FLAT = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[1, 1], [1, 1]], [[0, 1], [2, 3]])
ENTRY = ExtensiveForm.from_tree(
    ["E", "I"],
    Move("E", "entry", {"in": Move("I", "then", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)}),
)


def test_present():
    verdict = detect(SECURITY, mover="L", action="a")
    data = verdict.to_data()
    assert isinstance(verdict, Present)
    assert sorted(data) == sorted(FIELDS)
    assert {name: data[name] for name in COMPARED} == {
        "payoffs": {"with": ["2"], "without": ["7/2"]},
        "infinite": {"with": False, "without": False},
        "with": ["2"],
        "without": ["7/2"],
        "with_infinite": False,
        "without_infinite": False,
        "gap": "3/2",
    }
    assert json.loads(json.dumps(data)) == data


def test_absent_with_a_negative_gap_and_several_payoffs_in_order():
    verdict = detect(MIXED, mover="A", action="x")
    data = verdict.to_data()
    assert isinstance(verdict, Absent)
    assert (data["with"], data["without"], data["gap"]) == (["2/3", "1", "2"], ["1"], "-1")


def test_infinitely_many_equilibria_give_two_payoffs_even_if_they_are_equal():
    data = detect(FLAT, mover="A", action="x").to_data()
    assert (data["with"], data["with_infinite"]) == (["1", "1"], True)
    assert (data["without"], data["without_infinite"]) == (["1"], False)
    assert (data["verdict"], data["gap"]) == ("absent", "0")


@pytest.mark.parametrize(
    ("verdict", "kind"),
    [
        (detect(ENTRY, mover="E", action="out"), Impossible),
        (detect(SECURITY, mover="L", action="a", budget=0), Undecided),
    ],
    ids=["impossible", "undecided"],
)
def test_impossible_and_undecided_have_nothing_to_compare(verdict, kind):
    data = verdict.to_data()
    assert isinstance(verdict, kind)
    assert sorted(data) == sorted(FIELDS)
    assert data["verdict"] == kind.name
    assert [data[name] for name in COMPARED] == [None] * 7
    assert data["why"]


def test_shown_as_text_and_as_html():
    verdict = detect(SECURITY, mover="L", action="a")
    assert "present" in str(verdict)
    assert "L gets without it  7/2" in str(verdict)
    assert "<table" in verdict._repr_html_()
    assert "infinitely many equilibria" in str(detect(FLAT, mover="A", action="x"))
    assert "gap" not in str(detect(ENTRY, mover="E", action="out"))


def test_only_a_proved_answer_has_a_certificate():
    assert detect(SECURITY, mover="L", action="a").certificate is not None
    assert detect(ENTRY, mover="E", action="out").certificate is not None
    assert detect(SECURITY, mover="L", action="a", budget=0).certificate is None


def test_a_verdict_says_whether_it_is_present_and_is_neither_true_nor_false():
    answers = {
        "present": detect(SECURITY, mover="L", action="a"),
        "absent": detect(SECURITY, mover="L", action="b"),
        "impossible": detect(ENTRY, mover="E", action="out"),
        "undecided": detect(MIXED, mover="A", action="x", budget=0),
    }
    assert {name: answer.present for name, answer in answers.items()} == {
        "present": True,
        "absent": False,
        "impossible": False,
        "undecided": None,
    }
    for name, answer in answers.items():
        assert answer.name == name
        with pytest.raises(Unsupported, match=rf"this verdict is '{name}'.* ask \.present"):
            bool(answer)


def test_what_is_compared_is_at_hand():
    verdict = detect(SECURITY, mover="L", action="a")
    assert (verdict.with_action.values, verdict.without_action.values) == ((2,), (Fraction(7, 2),))
    assert verdict.without_action.low - verdict.with_action.high == verdict.gap
    # A theorem answers, and nothing is compared.
    assert detect(ENTRY, mover="E", action="out").with_action is None
