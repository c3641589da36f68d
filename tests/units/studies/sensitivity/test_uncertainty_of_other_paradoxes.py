"""Uncertainty about the paradoxes beside the option: by formulas where offered, else game by game."""

from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.models import family_from_table, with_accounts

SURE = "0.999999"
ARM = [["arm", "not"]] * 2


def trap(x=(1, 3, 1)):
    return family_from_table(["A", "B"], ARM, [[("x", "x"), (4, 0)], [(0, 4), (2, 2)]], {"x": x})


def strength(x=(0, 2, 1)):
    """More t is worth more in every cell to Row, but makes Column give up what Row lives on, if t > c."""
    cells = [[("3 + t", "1"), ("t", "1 + t - c")], [("2 + t", "1"), ("t - 1", "1 + t - c")]]
    return family_from_table(
        ["Row", "Column"], [["u", "d"], ["trade", "leave"]], cells, {"t": (0, 2, 0), "c": x}
    )


CHANGE = {"mover": "Row", "parameter": "t", "low": 0, "high": 1}


def test_a_dominance_trap_is_answered_by_formulas():
    """The trap is there as long as x < 2, half of the range."""
    found = gp.uncertainty(
        trap(), "dominance-trap", mover="A", action="arm", coalition=["A", "B"], draws=2_000, confidence=SURE
    )
    assert (found.pointwise, found.share) == (0, (Fraction(1, 2), Fraction(1, 2)))
    assert found.interval[0] < 0.5 < found.interval[1]
    (row,) = found.tornado.rows
    assert [(str(s), s.before, s.after) for s in row.switches] == [("2", "present", "absent")]
    assert row.gaps == (1, -1)
    assert found.indices.rows[0].total_of_gap == pytest.approx(1, abs=0.02)
    assert found.robustness.survives


def test_the_least_gain_of_a_group_counts():
    cells = [[("x", "y"), (4, 0)], [(0, 4), (2, 2)]]
    family = family_from_table(["A", "B"], ARM, cells, {"x": (1, 3, 1), "y": (1, 3, 1)})
    for quantifier in ("strong", "best", "worst", "possible"):
        asked = {"mover": "A", "action": "arm", "coalition": ["A", "B"], "quantifier": quantifier}
        found = gp.uncertainty(family, "dominance-trap", **asked, draws=2_000, confidence=SURE)
        assert (found.pointwise, found.share) == (0, (Fraction(1, 4), Fraction(1, 4)))
        assert found.interval[0] < 0.25 < found.interval[1]
        assert all(
            abs(row.total_of_gap - found.indices.rows[0].total_of_gap) < 0.05 for row in found.indices.rows
        )


def test_comparative_statics_are_asked_about_the_other_parameters():
    """At t = 0 Column trades if c > 0, at t = 1 it leaves if c < 1: on half of the range."""
    found = gp.uncertainty(
        strength(), "comparative-statics", **CHANGE, draws=2_000, confidence=SURE, around={"c": "1/2"}
    )
    assert (found.pointwise, found.share) == (0, (Fraction(1, 2), Fraction(1, 2)))
    assert found.interval[0] < 0.5 < found.interval[1]
    assert (set(found.distributions), found.fixed) == ({"c"}, {})
    assert (found.tornado.verdict, found.tornado.gap, dict(found.tornado.point)) == (
        "present",
        2,
        {"c": Fraction(1, 2)},
    )
    assert [str(s) for s in found.tornado.rows[0].switches] == ["1"]
    assert (found.question.paradox, found.question.mover) == ("comparative-statics", "Row")
    assert "(parameter: t; from: 0; to: 1)" in found.table().title
    given = gp.uncertainty(strength(), "comparative-statics", **CHANGE, samples=[{"c": "1/2"}, {"c": "3/2"}])
    assert (given.draws, given.present, given.absent) == (2, 1, 1)


def test_a_rule_that_selects_is_asked_about_game_by_game():
    request = {**CHANGE, "quantifier": "payoff-dominant"}
    found = gp.uncertainty(strength(), "comparative-statics", **request, draws=100, confidence=SURE)
    assert (found.pointwise, found.bounds) == (100, None)
    assert found.interval[0] < 0.5 < found.interval[1]


@pytest.mark.slow
def test_null_coercion_is_asked_game_by_game_over_its_whole_range():
    """A breach is fined p, enforcement costs k: enforced, and then sometimes broken, if k < 2."""
    cells = [[("1 - p", "2 - k"), (1, 0)], [(0, "0 - k"), (0, 0)]]
    players, actions = ["Ann", "Bob"], [["break", "obey"], ["watch", "rest"]]
    family = family_from_table(players, actions, cells, {"p": (2, 4, 3), "k": (1, 3, 1)})
    request = {"mover": "Bob", "parameter": "p", "low": 2, "high": 4, "target": "Ann"}
    found = gp.uncertainty(
        family, "null-coercion", **request, draws=100, confidence=SURE, around={"k": "5/4"}, budget=60
    )
    assert (found.pointwise, found.finished, found.bounds) == (100, True, None)
    assert any("over a range of a parameter" in note for note in found.notes)
    truth = [gp.detect(family, "null-coercion", **request, values={"k": k}).name for k in ("5/4", "11/4")]
    assert truth == ["present", "absent"]
    assert found.interval[0] < 0.5 < found.interval[1]
    assert found.tornado.rows[0].switches is None
    assert found.tornado.verdict == "present"


def test_security_may_be_made_of_formulas():
    cells = [[(2, 1), (0, 0)], [(1, 0), (1, 1)]]
    bare = family_from_table([*"RC"], [["guard", "not"], ["near", "far"]], cells, {"x": (0, 2, 1)})
    security = {"meaning": "quiet", "values": {"R": ["x", 3, 0, 1]}}
    family = with_accounts(bare, {"security": security})
    request = {"mover": "R", "action": "guard"}
    found = gp.uncertainty(family, "security-insecurity", **request, draws=400, confidence=SURE)
    assert found.pointwise < 10
    for value, row in zip((0, 2), (0, 1), strict=True):
        true = gp.detect(family, "security-insecurity", values={"x": value}, **request)
        assert found.tornado.rows[0].verdicts[row] == true.name
        assert found.tornado.rows[0].gaps[row] == true.comparison.gap
    assert "present" in found.tornado.rows[0].verdicts


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"values": {"t": 1}}, "values: 't' is the parameter that changes, and has no value of its own"),
        ({"around": {"t": 1}}, "around: 't' is the parameter that changes"),
        ({"distributions": {"t": "uniform"}}, "distributions: 't' is the parameter that changes"),
        ({"at": {"c": 1}}, "at: expected a name or a list of names"),
        ({"parameter": "q"}, "'q' is not a parameter of this family; it has t, c"),
        ({"high": 9}, "t = 9 lies outside the declared range"),
        ({"high": None}, "missing: high"),
        ({"values": {"c": 1}}, "no parameter of this family varies"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(more, said):
    with pytest.raises(InvalidGame) as problem:
        gp.uncertainty(strength(), "comparative-statics", **{**CHANGE, **more})
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)
