"""``chart``: shares as exact rationals, which value counts, the files it writes, and when it stops."""

import json
import os
from fractions import Fraction

import pytest
from units.cli.command_line import AFTER_SUPPRESS, PRESENT, RESTRICT, SEED, answer, ask, refused

import gametheory_paradox as gp

CHART = ("chart", SEED, *AFTER_SUPPRESS)
C_AND_H = ("--over", "c,h", "--box", "c=0:4", "--box", "h=0:4", *PRESENT[:2], *PRESENT[4:8], *PRESENT[10:])


def shares(data):
    return [Fraction(end) for end in data["present"]]


def test_shares_are_exact_and_add_up():
    data = answer(*CHART, *C_AND_H)
    assert list(data) == ["over", "box", "values", "present", "absent", "undecided", "cells", "seconds"]
    assert data["over"] == ["c", "h"]
    assert data["box"] == {"c": ["0", "4"], "h": ["0", "4"]}
    low, high = shares(data)
    assert low <= Fraction(9, 32) <= high  # c + h < 3 in a square of side 4
    assert high - low <= Fraction(1, 1000)
    assert [Fraction(end) for end in data["absent"]] == [1 - high, 1 - low]
    assert Fraction(data["undecided"]) == high - low
    assert data["cells"] >= 1
    assert data["seconds"] >= 0


def test_the_declared_range_is_the_box_where_none_is_given():
    assert answer(*CHART, "--over", "c")["box"] == {"c": ["0", "81"]}


def test_parameters_named_one_by_one_are_all_charted():
    apart, together = (
        answer(*CHART, *over) for over in (("--over", "r_C", "--over", "k"), ("--over", "r_C,k"))
    )
    assert apart["over"] == together["over"] == ["r_C", "k"]
    assert apart["box"] == together["box"]


def test_of_a_parameter_that_is_set_and_charted_the_chart_counts():
    charted = answer(*CHART, "--over", "r_C,k")
    also_set = answer(*CHART, "--over", "r_C,k", "--set", "k=1", "--set", "r_C=7/2")
    assert shares(also_set) == shares(charted)
    assert also_set["box"] == charted["box"]
    assert "k = 1000 lies outside the declared range" in refused(*CHART, "--over", "k", "--set", "k=1000")


def test_parameters_that_are_not_charted_stay_where_they_are_set():
    everywhere = answer(*CHART, "--over", "r_C", "--set", "k=10")
    assert shares(everywhere) == [Fraction(120 - 45, 120)] * 2
    assert shares(answer(*CHART, "--over", "r_C")) == [0, 0]


def test_a_range_given_twice_takes_the_last():
    once = answer(*CHART, "--over", "c", "--box", "c=0:4")
    twice = answer(*CHART, "--over", "c", "--box", "c=1:2", "--box", " c = 0 : 4 ")
    assert twice["box"] == once["box"] == {"c": ["0", "4"]}


def test_spaces_between_names_do_not_matter():
    assert answer(*CHART, "--over", " r_C , k ")["over"] == ["r_C", "k"]


def test_the_undecided_share_says_when_to_stop():
    rough, fine = (answer(*CHART, *C_AND_H, "--undecided", share) for share in ("1/2", "0"))
    assert Fraction(rough["undecided"]) <= Fraction(1, 2)
    assert fine["undecided"] == "0"
    assert rough["cells"] <= fine["cells"]


def test_a_spent_budget_is_status_three_and_the_map_so_far_is_printed():
    data = answer(
        "chart", "seed/private-security/unasked", "--over", "W_C,W_P,a,e,f", "--budget", "0", status=3
    )
    low, high = shares(data)
    assert 0 <= low < high <= 1


@pytest.mark.parametrize("quantifier", ["strong", "best", "worst", "possible"])
def test_without_ties_every_quantifier_gives_one_map(quantifier):
    assert (
        shares(answer(*CHART, *C_AND_H, "--undecided", "0", "--quantifier", quantifier))
        == [Fraction(9, 32)] * 2
    )


def test_the_question_of_the_model_is_the_default():
    assert shares(answer("chart", SEED, "--over", "r_C,k")) == shares(answer(*CHART, "--over", "r_C,k"))


@pytest.mark.slow
def test_the_certificate_and_the_picture_are_written_whole(tmp_path):
    answer(*CHART, *C_AND_H, "--certificate", tmp_path / "m.json", "--png", tmp_path / "m.png")
    assert sorted(os.listdir(tmp_path)) == ["m.json", "m.png"]
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    data = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert data["kind"] == "map"
    assert data["over"] == ["c", "h"]


@pytest.mark.slow
def test_a_store_changes_nothing_and_is_read_again(tmp_path):
    security = "chart", "seed/private-security/unasked", "--over", "W_C,W_P,a", "--undecided", "0.002"
    alone, kept, again = (
        answer(*security, *more) for more in ((), ("--store", tmp_path / "a"), ("--store", tmp_path / "a"))
    )
    for data in (alone, kept, again):
        del data["seconds"]
    assert alone == kept == again
    assert list((tmp_path / "a").glob("*.part"))
    said = refused(*security[:-1], "0.003", "--store", tmp_path / "a")
    assert "belongs to another chart, with another undecided; give another path" in said


@pytest.mark.slow
def test_more_workers_change_nothing():
    security = "chart", "seed/private-security/unasked", "--over", "W_C,W_P,a", "--undecided", "0.002"
    one, two = (answer(*security, "--workers", workers) for workers in "12")
    assert {**one, "seconds": 0} == {**two, "seconds": 0}


def test_as_text():
    text = ask(*CHART, *C_AND_H, "--undecided", "0").out
    assert "exactly 9/32 (0.28125)" in text
    assert "c from 0 to 4, h from 0 to 4" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Missing option '--over'"),
        (["--over", ""], "'' is not a parameter"),
        (["--over", "c,"], "'' is not a parameter"),
        (["--over", "zz"], "'zz' is not a parameter of this family; it has V, c"),
        (["--over", "c,c"], "different parameters"),
        (["--over", "c", "--box", "c"], "--box 'c': expected NAME=LO:HI"),
        (["--over", "c", "--box", "c=1"], "expected NAME=LO:HI"),
        (["--over", "c", "--box", "c=:"], "the lower end of 'c': expected a number"),
        (["--over", "c", "--box", "c=0:nan"], "the upper end of 'c': expected a number"),
        (["--over", "c", "--box", "c=0:1:2"], "the upper end of 'c': expected a number"),
        (["--over", "c", "--box", "c=4:0"], "the range 4 to 0 of 'c' is reversed"),
        (["--over", "c", "--box", "c=1:1"], "the range of 'c' is empty: 1 to 1"),
        (["--over", "c", "--box", "c=0:100"], "leaves the declared range 0 to 81"),
        (["--over", "c", "--box", "h=0:4"], "a range is given for 'h', which is not charted"),
        (["--over", "c", "--box", "zz=0:4"], "'zz' is not a parameter"),
        (
            ["--over", "c", "--workers", "0"],
            "Invalid value for '--workers': Input should be greater than or equal to 1",
        ),
        (["--over", "c", "--store", __file__], "is a file; give the name of a folder"),
        (["--over", "c", "--undecided", "nan"], "undecided: expected a number"),
        (["--over", "c", "--png", "map.gif"], "expected a name that ends in .png or .svg or .pdf"),
        (["--over", "c", "--certificate", "map.png"], "expected a name that ends in .json"),
        (
            ["--over", "c", "--concept", "nash"],
            "offered for subgame-perfect, sequential, perfect-bayesian equilibria, not for nash",
        ),
        (["--over", "c", "--quantifier", "most"], "there is no quantifier 'most'"),
    ],
)
def test_bad_input(arguments, words):
    assert words in refused(*CHART, *arguments)


def test_nothing_is_written_when_something_is_wrong(tmp_path):
    refused(
        "chart",
        SEED,
        *RESTRICT,
        "--over",
        "zz",
        "--certificate",
        tmp_path / "m.json",
        "--png",
        tmp_path / "m.png",
    )
    refused(
        "chart",
        SEED,
        *RESTRICT,
        "--over",
        "c",
        "--certificate",
        tmp_path / "m.json",
        "--png",
        tmp_path / "no" / "m.png",
    )
    assert os.listdir(tmp_path) == []


def test_the_point_that_is_set_is_marked_on_the_picture(tmp_path, monkeypatch):
    marks = []
    monkeypatch.setattr(gp, "draw", lambda regions, file, mark=None: marks.append(mark))
    for words in (["--set", "r_C=60", "--set", "k=20"], ["--set", "k=20", "--box", "k=30:40"], []):
        ask("chart", SEED, "--over", "r_C,k", *words, "-o", tmp_path / "map.svg")
    inside, outside, unset = marks
    assert (inside["as set"]["r_C"], inside["as set"]["k"]) == (60, 20)
    assert outside is unset is None


def test_each_file_is_written_by_its_ending_and_said(tmp_path):
    found = ask("chart", SEED, "--over", "c", "-o", tmp_path / "m.svg", "-o", tmp_path / "m.json")
    assert found.err == f"wrote {tmp_path / 'm.svg'}\nwrote {tmp_path / 'm.json'}\n"
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["kind"] == "map"
    assert "expected a name that ends in" in refused("chart", SEED, "--over", "c", "-o", "m.txt")
