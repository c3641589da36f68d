"""Asking a map about a point."""

from fractions import Fraction

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps import chart
from gametheory_paradox.maps.locating import Locator

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}


@pytest.fixture(scope="module")
def found():
    return chart(catalog.load("seed/trade-restriction"), over=["r_C", "k"], values={"d": 30}, **MOVE)


def test_a_point_is_found_by_halving():
    locator = Locator("0+1-/")  # the left half; of the right one the lower and the upper part
    places = [(0, 0), ("1/3", 1), ("1/2", 0), ("3/4", "1/4"), ("3/4", "1/2"), (1, 1)]
    cells = [locator.cell([Fraction(x), Fraction(y)]) for x, y in places]
    assert [number for number, _ in cells] == [0, 0, 1, 1, 2, 2]
    assert cells[3][1] == (Fraction(1, 2), Fraction(1, 2))
    assert cells[5][1] == (1, 1)


def test_what_is_not_named_is_at_its_baseline(found):
    assert (
        found.verdict_at(r_C=60)
        == found.verdict_at(r_C=60, k=30)
        == found.verdict_at({"r_C": 60, "k": 30, "d": 30})
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"r_C": 1000}, "r_C = 1000 lies outside the map, on which it runs from 0 to 120"),
        ({"d": 18}, "the map is about d = 30; it says nothing about d = 18"),
        ({"q": 1}, "'q' is no parameter of this map; there are r_C, k, "),
        ({"r_C": "many"}, "r_C"),
    ],
)
def test_of_other_points_it_says_nothing(found, values, message):
    with pytest.raises(InvalidGame, match=message):
        found.verdict_at(values)
