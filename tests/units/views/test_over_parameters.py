"""Pictures of what was found over parameters: tornado, bifurcation, maps side by side, points and arrows."""

from dataclasses import replace

import pytest
from units.views.drawn import lines, outside, overlapping, words
from units.views.trade import trade_restriction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps import bifurcation, chart
from gametheory_paradox.models import family_from_table
from gametheory_paradox.studies import uncertainty
from gametheory_paradox.views import draw
from gametheory_paradox.views.canvas import INK
from gametheory_paradox.views.region import BOUNDARY

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
ROW = {"mover": "L", "action": "a"}


def curved():
    cells = [[("2", "1"), ("4", "0")], [("1", "0"), ("2 + x*y", "2")]]
    return family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], cells, {"x": (0, 2, 1), "y": (0, 2, 1)})


def degenerate():
    """Without "arm" two actions are the same for everybody: the list of equilibria stays open."""
    cells = [[(5, 5), (6, 0)], [(0, 6), ("2 + x", 2)], [(0, 6), ("2 + x", 2)]]
    return family_from_table(["A", "B"], [["arm", "not", "rest"], ["arm", "not"]], cells, {"x": (0, 1, 0)})


def hatched(figure):
    return sum(bool(c.get_hatch()) for c in figure.axes[0].collections)


@pytest.fixture(scope="module")
def found():
    return uncertainty(trade_restriction(), **MOVE, draws=100, cells=1)


def test_a_tornado_says_where_verdicts_change_and_what_has_no_effect(found):
    figure = draw(found, title="One at a time")
    said = words(figure)
    assert "One at a time" in said
    assert {"$V$", "$r_{C}$", "verdict changes at", "present", "absent", "not decided"} <= set(said)
    assert any("without effect on their own" in word for word in said)
    assert outside(figure) == []
    rows = {row.name: row for row in found.tornado.rows if row.switches}
    assert rows
    for row in rows.values():
        assert any(str(switch.low) in word for word in said for switch in row.switches)
    assert words(draw(found.tornado, title="One at a time")) == said


def test_a_tornado_shows_an_undecided_end_as_such(found):
    row = found.tornado.rows[0]
    open_ = replace(
        found.tornado, rows=(replace(row, verdicts=("undecided", row.verdicts[1])), *found.tornado.rows[1:])
    )
    assert hatched(draw(open_)) == hatched(draw(found.tornado)) + 1


def test_a_tornado_without_any_gap_or_effect_can_be_drawn(found):
    unknown = tuple(replace(row, gaps=(None, None), switches=None) for row in found.tornado.rows)
    figure = draw(replace(found.tornado, gap=None, rows=unknown))
    assert "?" in words(figure)
    still = tuple(replace(row, gaps=(found.tornado.gap,) * 2, switches=()) for row in found.tornado.rows)
    same = tuple(replace(row, verdicts=(found.tornado.verdict,) * 2) for row in still)
    assert "–" in words(draw(replace(found.tornado, rows=same)))


def test_a_bifurcation_marks_the_exact_switch_and_every_equilibrium():
    figure = draw(bifurcation(curved(), over="x", values={"y": "3/2"}, **ROW), title="Over x")
    said = words(figure)
    assert {"Over x", "4/3", "what L gets", "probability of 'a'", "equilibria without it"} <= set(said)
    assert overlapping(figure) == []
    assert outside(figure) == []
    thick = [points for points, _, width in lines(figure) if width == 2.6]
    # One equilibrium, then three; each with its probability; the legend.
    assert len(thick) == 1 + 3 + 1 + 3 + 1
    assert hatched(figure) == 0


def test_a_bifurcation_of_a_tree_is_drawn_too():
    figure = draw(bifurcation(trade_restriction(), over="k", **MOVE))
    assert "6" in words(figure)
    assert outside(figure) == []


def test_what_may_lack_equilibria_is_hatched():
    figure = draw(
        bifurcation(degenerate(), "dominance-trap", over="x", mover="A", action="arm", coalition=["A", "B"])
    )
    assert hatched(figure) == 2  # the field and the legend
    assert "not decided: there may be other equilibria" in words(figure)


def test_the_boundary_is_drawn_over_the_cells():
    figure = draw(chart(curved(), over=["x", "y"], undecided="0.1", **ROW))
    drawn = [points for points, color, width in lines(figure) if (color, width) == (INK, BOUNDARY)]
    assert max(map(len, drawn)) > 50
    assert "where the answer changes" in words(figure)
    assert hatched(figure) == 2


@pytest.mark.slow
def test_points_and_an_arrow_take_the_place_of_the_baseline():
    found = chart(curved(), over=["x", "y"], undecided="0.1", **ROW)
    assert "baseline" in words(draw(found))
    figure = draw(
        found, mark={"now": {"x": 1, "y": "1/2"}}, arrow=({"x": 1, "y": "1/2"}, {"x": "3/2", "y": "4/3"})
    )
    assert "now" in words(figure)
    assert "baseline" not in words(figure)
    assert len(figure.axes[0].patches) == len(draw(found).axes[0].patches) + 1  # the head of the arrow
    assert (
        len(draw(found, mark=[{"x": 0, "y": 0}, {"x": 2}]).axes[0].patches)
        == len(draw(found).axes[0].patches) + 1
    )
    strip = chart(curved(), over=["x"], **ROW)
    assert "now" in words(draw(strip, mark={"now": {"x": 1}}, arrow=({"x": 1}, {"x": 2})))


@pytest.mark.parametrize(
    ("thing", "more", "said"),
    [
        ("map", {"mark": [{"q": 1}]}, "'q' is not a parameter"),
        (
            "map",
            {"mark": [{"x": 2, "y": 1}]},
            "the point to mark lies outside the map: x = 2, charted from 0 to 1",
        ),
        ("map", {"arrow": ({"x": 2}, {"x": 1})}, "lies outside the map"),
        ("map", {"mark": [3]}, "a point to mark is values by name"),
        ("family", {"mark": [{"x": 1}]}, "points and arrows are drawn on maps"),
        ("none", {}, "the list of maps is empty"),
        ("one", {}, "from two to 8 maps"),
        ("mixed", {}, "the same two parameters and ranges"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_line(thing, more, said):
    family = curved()
    one = chart(family, over=["x", "y"], box={"x": (0, 1)}, undecided="0.5", **ROW)
    other = chart(family, over=["x", "y"], undecided="0.5", **ROW)
    things = {"map": one, "family": family, "none": [], "one": [one], "mixed": [one, other]}
    with pytest.raises(InvalidGame) as problem:
        draw(things[thing], **more)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.slow
def test_maps_side_by_side_say_in_what_they_differ(tmp_path):
    family = trade_restriction()
    maps = [
        chart(family, over=["r_C", "h"], values={"c": c}, undecided="0.05", **MOVE) for c in (0, 1, 2, 3, 4)
    ]
    figure = draw(maps, tmp_path / "maps.png", title="Small multiples")
    assert [word for word in words(figure) if word.startswith("$c = ")] == [f"$c = {c}$" for c in range(5)]
    assert outside(figure) == []
    assert overlapping(figure) == []
    assert (tmp_path / "maps.png").stat().st_size > 1000


def test_a_map_over_two_levels_of_a_penalty_is_drawn_and_marked():
    family = family_from_table(
        ["Ann", "Bob"], [["a", "b"]] * 2, [[("1 - p", -2), (1, -3)], [(0, "-1/2"), (0, 0)]], {"p": (0, 4, 2)}
    )
    found = chart(family, "null-coercion", mover="Bob", target="Ann", parameter="p", low=1, high=3, over=[])
    assert found.over == ("p", "p'")
    said = words(draw(found, mark={"both": {"p": 2, "p'": "5/2"}}))
    assert {"both", "$p$"} <= set(said)
    with pytest.raises(InvalidGame, match='the point to mark has no value of "p\'", which is charted'):
        draw(found, mark=[{"p": 2}])
    with pytest.raises(InvalidGame, match="p' = 4, charted from 1 to 3"):
        draw(found, mark=[{"p": 2, "p'": 4}])
    assert outside(draw([found, found])) == []
