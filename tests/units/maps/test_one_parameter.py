"""Equilibria over a range of one parameter, and the exact boundary of a map: known families."""

from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.maps import bifurcation, boundary
from gametheory_paradox.models import family_from_table, with_accounts

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
ROW = {"mover": "L", "action": "a"}


def curved():
    """Without "a" L gets 2 + x·y; with it, 2, and where x·y > 2 more."""
    cells = [[("2", "1"), ("4", "0")], [("1", "0"), ("2 + x*y", "2")]]
    return family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], cells, {"x": (0, 2, 1), "y": (0, 2, 1)})


def irrational():
    cells = [[("2", "1"), ("4", "0")], [("1", "0"), ("2 + x^2", "2")]]
    return family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], cells, {"x": (0, 2, 1)})


def test_a_tree_has_one_equilibrium_on_each_stretch():
    family = gp.load("seed/trade-restriction")
    found = bifurcation(family, over="k", values={"r_C": 60}, **MOVE)
    assert [(s.low, s.high, s.verdict) for s in found.stretches] == [
        (Fraction(1, 100), 18, "present"),
        (18, 155, "absent"),
    ]
    assert [str(p) for s in found.stretches for p in (*s.has, *s.lacks)] == ["15", "110", "15", "15"]
    assert [str(p) for s in found.stretches for p in s.odds] == ["1", "1"]
    (switch,) = found.switches
    assert (switch.low, switch.high, switch.before, switch.after) == (18, 18, "present", "absent")
    assert "1/100 to 18" in str(found)
    assert found._repr_html_().startswith("<table>")


def test_a_table_may_have_several():
    found = bifurcation(curved(), over="x", values={"y": "3/2"}, **ROW)
    first, second = found.stretches
    assert (first.high, second.low) == (Fraction(4, 3), Fraction(4, 3))
    assert {str(p) for p in second.has} == {"2", "3/2*x + 2", "(6*x)/(3*x - 2)"} or len(second.has) == 3
    assert {p.value({"x": Fraction(2)}) for p in second.has} == {2, 5, 3}
    assert {p.value({"x": Fraction(2)}) for p in second.odds} == {0, 1, Fraction(2, 3)}
    assert [p.value({"x": Fraction(2)}) for p in second.lacks] == [5]


def test_an_irrational_end_is_bracketed():
    found = bifurcation(irrational(), over="x", **ROW)
    (switch,) = found.switches
    assert switch.low**2 < 2 < switch.high**2
    assert "≈ 1.41421" in str(found)


def test_a_range_may_be_given():
    found = bifurcation(curved(), over="x", values={"y": "3/2"}, ends=("1/2", 1), **ROW)
    assert [(s.low, s.high) for s in found.stretches] == [(Fraction(1, 2), 1)]
    assert found.switches == ()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"over": "q"}, "'q' is not a parameter of this family; it has x, y"),
        (
            {"over": "x", "ends": (0, 3)},
            "the range 0 to 3 of 'x' is reversed or leaves the declared range 0 to 2",
        ),
        ({"over": "x", "ends": (1, 1)}, "the range of 'x' is empty: 1 to 1"),
        ({"over": "x", "values": {"y": 7}}, "y = 7 lies outside"),
        ({"over": "x", "action": "z"}, "'z'"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(more, said):
    with pytest.raises(InvalidGame) as problem:
        bifurcation(curved(), **{**ROW, **more})
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_what_has_no_formulas_is_refused():
    cells = [
        [[(1, 1, "x"), (0, 0, 0)], [(0, 0, 0), (1, 0, 2)]],
        [[(0, 0, 0), (1, 1, 0)], [("x", 2, 0), (2, 0, 1)]],
    ]
    three = family_from_table(["A", "B", "C"], [["a", "b"], ["c", "d"], ["e", "f"]], cells, {"x": (3, 4, 3)})
    with pytest.raises(Unsupported, match="would not be all: whatever the parameters"):
        bifurcation(three, over="x", mover="A", action="a")


def test_a_straight_boundary_ends_where_another_line_takes_over():
    family = gp.load("seed/trade-restriction")
    found = boundary(gp.chart(family, over=["r_C", "h"], values={"k": 10}, undecided="0.2", **MOVE))
    assert {str(curve.polynomial) for curve in found} == {"h - r_C + 28", "32 - h"}
    ends = {str(c.polynomial): sorted((c.places[0], c.places[-1])) for c in found}  # as shares of 120 and 60
    for name, expected in {
        "h - r_C + 28": [(28 / 120, 0), (1 / 2, 32 / 60)],
        "32 - h": [(1 / 2, 32 / 60), (1, 32 / 60)],
    }.items():
        for end, place in zip(ends[name], expected, strict=True):
            assert max(abs(a - b) for a, b in zip(end, place, strict=True)) < 1e-9


def test_a_curved_boundary_lies_on_its_polynomial():
    (curve,) = boundary(gp.chart(curved(), over=["x", "y"], undecided="0.2", **ROW))
    assert str(curve.polynomial) == "2 - x*y"
    assert len(curve.places) > 50
    assert all(abs(2 * u * 2 * v - 2) < 1e-9 for u, v in curve.places)
    xs = sorted(u for u, _ in curve.places)
    assert (round(xs[0], 6), round(xs[-1], 6)) == (0.5, 1.0)


def test_other_maps_have_no_boundary_to_look_at():
    assert boundary(gp.chart(curved(), over=["x"], **ROW)) == ()


def arms_race():
    cells = [[("x", "x"), (4, 0)], [(0, 4), (2, 2)]]
    return family_from_table(["A", "B"], [["arm", "not"]] * 2, cells, {"x": (1, 3, 1), "y": (0, 1, 0)})


def test_another_paradox_shows_what_it_compares():
    asked = {"mover": "A", "action": "arm", "coalition": ["A", "B"]}
    found = bifurcation(arms_race(), "dominance-trap", over="x", **asked)
    assert [(str(s), s.before, s.after) for s in found.switches] == [("2", "present", "absent")]
    assert [([str(p) for p in s.has], [str(p) for p in s.lacks], s.odds) for s in found.stretches] == [
        (["x"], ["2"], ())
    ] * 2
    assert "A gets with the action" in str(found)
    texts = [text.get_text() for text in gp.draw(found).axes[0].texts]
    assert "equilibria where the whole group lacks it" in texts
    assert "what A gets" in texts


def test_a_change_is_followed_over_another_parameter():
    weapons = gp.load("literature/chassang-2009/defensive-weapons")
    change = {"mover": "country 1", "parameter": "d", "low": 0, "high": 1, "quantifier": "best"}
    found = bifurcation(weapons, "comparative-statics", over="V", **change)
    assert "d" not in found.values
    assert found.sides == ("after the change", "before it")
    (stretch,) = [s for s in found.stretches if s.low < weapons.baseline["V"] < s.high]
    true = gp.detect(weapons, "comparative-statics", **change)
    at = {"V": weapons.baseline["V"]}
    assert stretch.verdict == true.name == "present"
    assert {p.value(at) for p in stretch.lacks} == set(true.comparison.payoffs["lower"].values)
    assert {p.value(at) for p in stretch.has} == set(true.comparison.payoffs["higher"].values)
    for more in ({"over": "d"}, {"over": "V", "values": {"d": 1}}):
        with pytest.raises(InvalidGame, match="'d' is the parameter that changes"):
            bifurcation(weapons, "comparative-statics", **{**change, **more})


def test_security_is_shown_in_the_place_of_the_payoff():
    cells = [[(2, 1), (0, 0)], [(1, 0), (1, 1)]]
    bare = family_from_table(["Row", "Column"], [["guard", "not"], ["near", "far"]], cells, {"x": (0, 2, 1)})
    security = {"meaning": "quiet", "values": {"Row": ["x", 3, 0, 1]}}
    family = with_accounts(bare, {"security": security})
    found = bifurcation(family, "security-insecurity", over="x", mover="Row", action="guard")
    assert [[str(p) for p in s.has] for s in found.stretches] == [["x"]] * 2
    assert found.measure == "Row's security"
    assert "Row's security with the policy" in str(found)


def test_what_compares_no_payoffs_is_refused():
    penalties = gp.load("literature/tsebelis-1989/penalties")
    fine = {"mover": "Coercer", "parameter": "p", "low": 2, "high": 12, "target": "Host"}
    with pytest.raises(Unsupported, match="compares no payoffs; ask thresholds or chart"):
        bifurcation(penalties, "null-coercion", over="r", **fine)
    with pytest.raises(Unsupported, match="not offered for the realized paradox"):
        bifurcation(penalties, "realized", over="r", mover="Coercer", action="enforce", benchmark=0)
