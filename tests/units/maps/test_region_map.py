"""A region map, as it is looked at, printed and written."""

from fractions import Fraction

import pytest

from gametheory_paradox.forms import Move
from gametheory_paradox.maps import chart
from gametheory_paradox.maps.region_map import MapCell
from gametheory_paradox.models import family_from_tree


def family(condition):
    after = (
        Move("Bob", "complied", {"punish": (-3, f"5 + {condition}"), "refrain": (-1, 5)}),
        Move("Bob", "defied", {"punish": (-2, 1), "refrain": (0, 0)}),
    )
    ranges = {"x": (0, 1, 0), "y": (0, 2, 0), "z": (0, 1, "1/3")}
    return family_from_tree(
        ["Ann", "Bob"], Move("Ann", "start", {"comply": after[0], "defy": after[1]}), ranges, title="Test"
    )


def mapped(condition, **options):
    ask = {"mover": "Bob", "action": "punish", "at": "complied", "over": ["x", "y"], "budget": None}
    return chart(family(condition), **{**ask, **options})


@pytest.fixture(scope="module")
def line():
    return mapped("2*x - y")


def test_a_split_cell_shows_its_parts(line):
    (cell,) = line
    assert cell.verdict == "split"
    assert cell.box == {"x": (0, 1), "y": (0, 2)}
    assert sorted(verdict for verdict, _ in cell.parts) == ["absent", "present"]
    for x, y in ((Fraction(3, 4), Fraction(1)), (Fraction(1, 4), Fraction(1)), (Fraction(1), Fraction(0))):
        (here,) = (
            verdict for verdict, where in cell.parts if all(a[0] * x + a[1] * y / 2 <= b for a, b in where)
        )
        assert here == ("present" if 2 * x > y else "absent")


def test_between_two_planes_nothing_is_claimed():
    (cell,) = mapped("x*x - y", undecided=1)
    assert [verdict for verdict, _ in cell.parts].count("undecided") == 1
    for n in range(16):
        for m in range(16):
            x, y = Fraction(2 * n + 1, 32), Fraction(2 * m + 1, 32)
            here = {
                verdict for verdict, where in cell.parts if all(a[0] * x + a[1] * y <= b for a, b in where)
            }
            assert here <= {"undecided", "present" if x * x > 2 * y else "absent"}
            assert here


def test_whole_cells_carry_a_verdict_only():
    (present,), (absent,) = mapped("x + 1"), mapped("-x - 1")
    assert present == MapCell({"x": (0, 1), "y": (0, 2)}, "present")
    assert absent == MapCell({"x": (0, 1), "y": (0, 2)}, "absent")


def test_shares_in_words_and_as_data(line):
    assert line.share == (Fraction(1, 2), Fraction(1, 2))
    data = line.to_data()
    assert data == {
        "over": ["x", "y"],
        "box": {"x": ["0", "1"], "y": ["0", "2"]},
        "values": {"z": "1/3"},
        "present": ["1/2", "1/2"],
        "absent": ["1/2", "1/2"],
        "undecided": "0",
        "cells": 1,
        "seconds": data["seconds"],
    }
    text = str(line)
    assert "exactly 1/2 (0.50000)" in text
    assert "x from 0 to 1, y from 0 to 2" in text
    assert "z = 1/3" in text
    assert "strong option paradox of Bob (action taken away: punish at complied)" in text


def test_bounds_are_rounded_away_from_what_is_proved():
    found = mapped("x^2 - y", undecided="0.01")
    low, high = found.share
    assert low < Fraction(1, 6) < high
    words = next(row[1] for row in found.table().rows if row[0] == "present")
    shown = [Fraction(part) for part in words.removeprefix("between ").split(" and ")]
    assert shown[0] <= low
    assert high <= shown[1]
    assert shown[0] > low - Fraction(1, 10**5)
    assert shown[1] < high + Fraction(1, 10**5)
    data = found.to_data()
    assert Fraction(data["present"][0]) + Fraction(data["absent"][0]) + Fraction(data["undecided"]) == 1
    assert [Fraction(p) for p in data["absent"]] == [1 - high, 1 - low]


def test_html_shows_the_same_numbers(line):
    assert "0.50000" in line._repr_html_()
