import itertools
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from units.views.drawn import outside, overlapping, words
from units.views.trade import trade_restriction

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.maps import chart
from gametheory_paradox.models import family_from_table
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.region import draw_region, map_patches, share_said

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
PAIRS = [("r_C", "c"), ("V", "r_N"), ("c", "h"), ("k", "d"), ("r_C", "k")]


def area(corners):
    turns = zip(corners, [*corners[1:], corners[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in turns)) / 2


def shares(region_map):
    """The share of the box that the patches of each answer cover."""
    total = Fraction(1)
    for low, high in region_map.box.values():
        total *= high - low
    found = dict.fromkeys(("present", "absent", "undecided"), Fraction(0))
    for patch in map_patches(region_map):
        size = area(patch.corners) if len(region_map.over) == 2 else patch.corners[1][0] - patch.corners[0][0]
        found[patch.answer] += size / total
    return found


@pytest.mark.parametrize("over", [*PAIRS, ("r_C",), ("k",)])
@pytest.mark.parametrize("undecided", ["0.2", "0.01"])
def test_patches_cover_the_box_as_the_map_says(over, undecided):
    region_map = chart(trade_restriction(), over=over, undecided=undecided, **MOVE)
    found = shares(region_map)
    assert sum(found.values()) == 1
    assert found["present"] >= region_map.present
    assert found["absent"] >= region_map.absent
    assert found["undecided"] <= region_map.undecided


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(PAIRS), st.fractions(0, 20), st.fractions(0, 20))
def test_a_patch_has_the_answer_of_the_thresholds(over, x, y):
    """The four inequalities of the model, by hand, at a point that no patch has on its edge."""
    family = trade_restriction()
    region_map = chart(family, over=over, undecided="0.05", **MOVE)
    point = {
        **family.baseline,
        over[0]: max(x, region_map.box[over[0]][0]),
        over[1]: max(y, region_map.box[over[1]][0]),
    }
    gains = [
        point["r_C"] - point["c"] - point["h"],
        point["r_N"] - point["c"] - point["h"],
        point["d"] + point["l"] - point["k"],
        point["V"] - point["r_N"] + point["c"] + point["h"],
    ]
    inside = [p.answer for p in map_patches(region_map) if holds(p.corners, (point[over[0]], point[over[1]]))]
    assume(0 not in gains and len(inside) == 1)
    assert inside[0] in ("undecided", "present" if min(gains) > 0 else "absent")


def holds(corners, place):
    sides = [
        (u - x) * (place[1] - y) - (v - y) * (place[0] - x)
        for (x, y), (u, v) in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    return all(s > 0 for s in sides) or all(s < 0 for s in sides)


def curved():
    """Row is hurt where x·y > 1, which no straight line bounds."""
    cells = [[("2", "1"), ("4", "0")], [("1", "0"), ("2 + x*y", "2")]]
    return family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], cells, {"x": (0, 2, 1), "y": (0, 2, 1)})


def test_a_curved_boundary_leaves_a_hatched_band():
    region_map = chart(curved(), over=["x", "y"], mover="L", action="a", undecided="0.1")
    found = shares(region_map)
    assert sum(found.values()) == 1
    assert 0 < found["undecided"] <= region_map.undecided
    figure = draw_region(region_map)
    assert any(c.get_hatch() for c in figure.axes[0].collections)
    assert any(word.startswith("not decided: ") for word in words(figure))


@pytest.mark.parametrize("over", [("r_C", "c"), ("k",)])
def test_pictures_are_legible_and_say_what_is_shown(over):
    region_map = chart(trade_restriction(), over=over, **MOVE)
    figure = draw_region(region_map, title="Where the option hurts")
    assert overlapping(figure) == []
    assert outside(figure) == []
    said = words(figure)
    assert "baseline" in said
    assert f"present: {share_said(region_map.share)} of the box" in said
    assert any("V = 10" in word for word in said)


def test_nothing_is_hatched_where_everything_is_decided():
    region_map = chart(trade_restriction(), over=("k",), **MOVE)
    assert region_map.undecided == 0
    figure = draw_region(region_map)
    assert not any(c.get_hatch() for c in figure.axes[0].collections)
    assert not any("not decided" in word for word in words(figure))


def test_a_point_off_the_baseline_is_marked_only_when_asked_for():
    region_map = chart(trade_restriction(), over=("r_C", "c"), values={"k": 9}, **MOVE)
    assert "baseline" not in words(draw_region(region_map))
    assert "here" in words(draw_region(region_map, point={"r_C": Fraction(5), "c": Fraction(5)}, word="here"))
    assert "here" not in words(
        draw_region(region_map, point={"r_C": Fraction(50), "c": Fraction(5)}, word="here")
    )


def test_three_parameters_are_refused_with_advice():
    region_map = chart(trade_restriction(), over=("r_C", "c", "k"), undecided="0.5", **MOVE)
    with pytest.raises(
        Unsupported, match=r"shows one or two parameters, this map has 3 \(r_C, c, k\); chart one or two"
    ):
        draw_region(region_map)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (("1/4", "1/4"), "25 %"),
        (("1/3", "1/3"), "33 %"),
        (("2/3", "2/3"), "67 %"),
        (("139/150", "139/150"), "93 %"),
        (("1/300000", "1/300000"), "0.00033 %"),
        (("1999/2000", "1999/2000"), "99.95 %"),
        (("19999/20000", "19999/20000"), "99.995 %"),
        (("0", "0"), "0 %"),
        (("1", "1"), "100 %"),
        (("1/3", "1/2"), "33 to 50 %"),
        (("0", "1/1000000"), "0 to 0.00010 %"),
        (("99999/100000", "1"), "99 to 100 %"),
    ],
)
def test_bounds_of_a_share_are_rounded_outward_and_one_that_is_known_to_the_nearest(share, said):
    assert share_said((Fraction(share[0]), Fraction(share[1]))) == said


@given(st.fractions(-1000, 1000), st.fractions("1/1000", 1000))
def test_ticks_are_round_even_and_on_the_axis(low, span):
    axis = Axis("x", low, low + span)
    ticks = axis.ticks()
    assert 2 <= len(ticks) <= 6
    assert axis.low <= ticks[0]
    assert ticks[-1] <= axis.high
    steps = {b - a for a, b in itertools.pairwise(ticks)}
    assert len(steps) == 1
    assert str(float(steps.pop())).strip("0.")[:1] in "125"
