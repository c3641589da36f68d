"""Ways out drawn on maps."""

import pytest
from units.views.drawn import outside, words
from units.views.trade import trade_restriction

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.maps import escape
from gametheory_paradox.views import draw

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
POINT = {"V": 10, "c": 1, "r_C": 3, "r_N": 4, "h": 1, "k": 3, "d": 5, "l": 1}


def found(levers, values=POINT, **more):
    return escape(trade_restriction(), levers=levers, values=values, others=(), **more, **MOVE)


@pytest.mark.slow
def test_a_way_with_one_lever_is_a_strip_or_a_square_with_another():
    strip = draw(found(["k"]))
    assert "now" in words(strip)
    square = draw(found(["k", "c"]), title="A way out")
    said = words(square)
    assert {"A way out", "$k$", "$c$"} <= set(said)
    assert outside(strip) == outside(square) == []


@pytest.mark.slow
def test_a_way_in_is_drawn_too():
    family = trade_restriction()
    shown = escape(family, levers=["k", "r_C"], others=(), **MOVE)
    figure = draw(shown)
    assert shown.toward is not None or shown.rows
    assert outside(figure) == []


def test_what_has_no_way_or_no_place_is_refused():
    with pytest.raises(Unsupported, match="no such way is known"):
        draw(found([]))
    with pytest.raises(InvalidGame, match="drawn on maps"):
        draw(found(["k"]), mark=[{"k": 1}])


def test_the_map_around_the_point_holds_both_ends_of_the_change():
    shown = found(["k", "c"])
    region_map, start, end = shown.surroundings()
    (change,) = [row.surface for row in shown.rows if row.surface == shown.best.surface]
    assert {name: end[name] for name in change} == change
    assert start == {name: shown.point[name] for name in region_map.over}
    assert region_map.verdict_at(start) == "present"
    assert shown.best.beyond.verdict.name == region_map.verdict_at({**start, **shown.best.beyond.values})
