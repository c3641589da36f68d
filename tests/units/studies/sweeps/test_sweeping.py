"""Arguments and refusals of a sweep; that its answers are right is a law (laws/test_sweeps.py)."""

import math
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction
from multiprocessing import get_context

import numpy as np
import pytest
import xarray

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.studies.sweeps import PointStatus, VerdictCode, dataset
from gametheory_paradox.studies.sweeps import grid as grids

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
TRADE = gp.load("seed/trade-restriction")


def table(entries, parameters, players=("R", "C")):
    actions = [
        [f"{who}{n}" for n in range(size)]
        for who, size in zip(players, np.shape(entries)[: len(players)], strict=True)
    ]
    return gp.family_from_table(list(players), actions, entries, parameters)


COORDINATION = table([[("x", 1), (0, 0)], [(0, 0), (1, "y")]], {"x": (0, 4, 2), "y": (0, 4, 1)})
COORDINATION_OF_FOUR = table(
    [[[[("x", 1, 0, 0)] * 2] * 2] * 2, [[[(1, 0, "x", 0)] * 2] * 2] * 2],
    {"x": (0, 4, 2)},
    ("A", "B", "C", "D"),
)


def test_dimensions_are_the_parameters_and_carry_their_meaning():
    found = gp.sweep(TRADE, {"k": ["1/3", 5, 17.5], "r_C": (0, 120, 4)}, values={"c": 30}, **MOVE)
    assert dict(found.sizes) == {"k": 3, "r_C": 4, "player": 3}
    assert found.k.values.tolist() == [1 / 3, 5.0, 17.5]
    assert found.k.attrs["units"] == "million USD a month"
    assert found.k.attrs["long_name"] == "what suppressing the TTP costs the Taliban"
    assert found.k.attrs["standing"] == "assumed"
    assert "tal_security" in found.k.attrs["source"]
    assert found.k.attrs["exact_values"] == "whole multiples of 1/6"
    assert found.attrs["kind"] == "sampled grid"
    assert "nothing is claimed between the points" in found.attrs["comment"]
    assert "c = 30" in found.attrs["fixed"]
    assert found.verdict.attrs["flag_values"] == [0, 1, 2, 3]
    assert found.verdict.attrs["flag_meanings"] == "absent present impossible undecided"
    assert list(found) == ["equilibria", "infinite", "payoff_low", "payoff_high", "verdict", "gap", "settled"]
    verdict = gp.detect(TRADE.at(k=5, r_C=80, c=30), **MOVE)
    here = found.sel(k=5, r_C=80)
    assert (VerdictCode(int(here.verdict)).name.lower(), float(here.gap)) == (
        verdict.name,
        float(verdict.comparison.gap),
    )


def test_what_is_asked_for_is_what_comes():
    assert list(gp.sweep(COORDINATION, {"x": [1, 2]})) == [
        "equilibria",
        "infinite",
        "payoff_low",
        "payoff_high",
        "settled",
    ]
    assert list(gp.sweep(COORDINATION, {"x": [1, 2]}, what=["equilibria"])) == [
        "equilibria",
        "infinite",
        "settled",
    ]
    only = gp.sweep(COORDINATION, {"x": [1, 2]}, what=["gap"], mover="R", action="R0")
    assert list(only) == ["gap", "settled"]
    assert "player" not in only.coords


def test_ties_are_seen_exactly():
    found = gp.sweep(COORDINATION, {"x": [0, "1/3", 1], "y": [0, 1]})
    assert found.infinite.values.tolist() == [[True, True], [True, False], [True, False]]
    for x, y in ((0, 0), (0, 1), ("1/3", 0), (1, 1)):
        own = gp.solve(COORDINATION.at(x=x, y=y))
        here = found.sel(x=float(Fraction(x)), y=y)
        assert (int(here.equilibria), bool(here.infinite)) == (len(own), own.is_infinite)


def test_equilibria_that_are_not_all_listed_are_not_counted():
    # A third action of Cat's costs it 1; else nobody but Ann gets anything: 2yz, or 1 by her second action.
    last = ("x", 0, -1)
    cells = [[[(2, 0, 0), (0, 0, 0), last], [(0, 0, 0), (0, 0, 0), last]], [[(1, 0, 0), (1, 0, 0), last]] * 2]
    family = gp.family_from_table(["Ann", "Bob", "Cat"], ["ab", "ab", "abc"], cells, {"x": (0, 1, 0)})
    whole = gp.solve(family)
    assert whole.completeness.status == "proved"
    assert whole.curved
    found = gp.sweep(family, {"x": [0]})
    assert found.equilibria.values.tolist() == [-1]
    assert found.infinite.values.tolist() == [True]
    assert found.payoff_low.values[0].tolist() == [1, 0, 0]
    assert found.payoff_high.values[0].tolist() == [2, 0, 0]


def test_names_that_a_result_has_are_changed():
    family = table([[("gap", 1), (0, 0)], [(0, 0), (1, "player")]], {"gap": (0, 4, 2), "player": (0, 4, 1)})
    found = gp.sweep(family, {"gap": [1, 2], "player": [1, 3]}, mover="R", action="R0")
    assert dict(found.sizes) == {"gap_": 2, "player_": 2, "player": 2}
    assert found["gap_"].attrs["parameter"] == "gap"


@pytest.mark.parametrize("power", [5, 12])
def test_numbers_too_large_for_machine_integers_are_exact_all_the_same(power):
    """The two payoffs differ by one in a number of 30 and of 70 digits; floats would see a tie."""
    tree = gp.family_from_tree(
        ["A", "B"],
        gp.Move("A", "start", {"in": (f"x^{power}", 1), "out": (f"x^{power} - 1/{10**20}*y", 2)}),
        {"x": (0, 10**6, 2), "y": (-1, 1, 1)},
    )
    values = [Fraction(10**6 - n, 7) for n in range(1, 40)]
    found = gp.sweep(tree, {"x": values, "y": [-1, 0, 1]}, pointwise=0)
    assert set(found.settled.values.ravel().tolist()) == {PointStatus.TOGETHER}
    assert (found.payoff_low.sel(player="B") == [2, 1, 1]).all()
    assert found.infinite.sel(y=0).all()
    assert found.payoff_high.sel(player="A", y=0).values.tolist() == [float(value**power) for value in values]


def test_tables_too_large_for_floats_are_looked_at_alone():
    big = 10**17
    family = table([[("x", 1), (0, 0)], [(0, 0), (f"{big} + x", 1)]], {"x": (0, big, 2)})
    given = {"x": [Fraction(1, 3), Fraction(big - 1, 7), Fraction(big, 7)]}
    found = gp.sweep(family, given, mover="R", action="R0")
    assert found.settled.values.tolist() == [PointStatus.ALONE, PointStatus.ALONE, PointStatus.TOGETHER]
    assert found.equilibria.values.tolist() == [3, 3, 3]
    left = gp.sweep(family, given, pointwise=1, mover="R", action="R0")
    assert left.settled.values.tolist() == [PointStatus.ALONE, PointStatus.OPEN, PointStatus.TOGETHER]
    assert left.verdict.values.tolist()[1] == VerdictCode.UNDECIDED
    assert (left.attrs["points_alone"], left.attrs["points_open"]) == (1, 1)
    assert math.isnan(left.gap.values[1])


def test_other_forms_and_paradoxes_are_looked_at_point_by_point():
    found = gp.sweep(COORDINATION_OF_FOUR, {"x": [0, 1, 3]}, what=["equilibria"], pointwise=2)
    assert found.settled.values.tolist() == [PointStatus.ALONE, PointStatus.ALONE, PointStatus.OPEN]
    cells = [[(1, 1), ("x", 0)], [(0, "x"), (2, 2)]]
    dilemma = gp.family_from_table(["A", "B"], [["arm", "not"]] * 2, cells, {"x": (1, 5, 3)})
    asked = {"paradox": "dominance-trap", "mover": "A", "action": "arm", "coalition": ["A", "B"]}
    both = gp.sweep(dilemma, {"x": [1, 2, 3]}, **asked)
    names = [gp.detect(dilemma.at(x=x), **asked).name for x in (1, 2, 3)]
    assert [VerdictCode(code).name.lower() for code in both.verdict.values.tolist()] == names
    assert set(names) == {"absent", "present"}


def test_what_the_model_asks_is_asked_by_default_and_a_question_may_be_given_whole():
    grid = {"r_C": (0, 120, 5), "k": [10, 20]}
    own = gp.sweep(TRADE, grid)
    xarray.testing.assert_identical(own, gp.sweep(TRADE, grid, **MOVE))
    xarray.testing.assert_identical(own, gp.sweep(TRADE, grid, TRADE.question))
    assert list(gp.sweep(TRADE, grid, what=["equilibria"])) == ["equilibria", "infinite", "settled"]


def test_a_change_of_a_parameter_is_asked_about_over_the_others():
    """At t = 0 Column trades if c > 0, at t = 1 it leaves if c < 1."""
    cells = [[("3 + t", "1"), ("t", "1 + t - c")], [("2 + t", "1"), ("t - 1", "1 + t - c")]]
    ranges = {"t": (0, 2, 0), "c": (0, 2, 1)}
    family = gp.family_from_table(["Row", "Column"], [["u", "d"], ["trade", "leave"]], cells, ranges)
    change = {"mover": "Row", "parameter": "t", "low": 0, "high": 1}
    found = gp.sweep(family, {"c": ["1/2", "3/2"]}, "comparative-statics", what=["verdict", "gap"], **change)
    assert found.verdict.values.tolist() == [VerdictCode.PRESENT, VerdictCode.ABSENT]
    assert found.gap.values.tolist()[0] == 2
    with pytest.raises(InvalidGame, match="'t' is the parameter that changes"):
        gp.sweep(family, {"t": [0, 1]}, "comparative-statics", **change)


def test_several_actions_are_taken_away_together():
    tree = gp.family_from_tree(
        ["A", "B"],
        gp.Move(
            "A",
            "start",
            {"in": gp.Move("B", "then", {"l": ("x", 1), "m": (0, 2), "r": (1, 0)}), "out": (1, 1)},
        ),
        {"x": (0, 4, 2)},
    )
    asked = {"mover": "B", "action": ["l", "m"]}
    for form in (tree, COORDINATION_OF_FOUR):
        named = asked if form is tree else {"mover": "A", "action": "A0"}
        found = gp.sweep(form, {"x": [0, 2, 4]}, **named)
        for x in (0, 2, 4):
            verdict = gp.detect(form, values={"x": x}, **named)
            assert VerdictCode(int(found.verdict.sel(x=x))).name.lower() == verdict.name


def test_the_answer_does_not_depend_on_who_works_on_it(monkeypatch):
    monkeypatch.setattr(grids, "BLOCK", 100)
    grid = {"r_C": (0, 120, 41), "k": (5, 65, 21)}
    alone, told = gp.sweep(TRADE, grid, **MOVE), []
    watching = Clock(progress=lambda own: told.append((own.done, own.total)))
    with ThreadPoolExecutor(3) as pool, watching:
        xarray.testing.assert_identical(gp.sweep(TRADE, grid, executor=pool, **MOVE), alone)
    assert told[0] == (84, 861)
    assert told[-1] == (861, 861)
    assert told == sorted(told)


@pytest.mark.slow
def test_processes_that_share_nothing_agree(monkeypatch):
    monkeypatch.setattr(grids, "BLOCK", 400)
    grid = {"x": (0, 4, 41), "y": (0, 4, 21)}
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        found = gp.sweep(COORDINATION, grid, executor=pool, mover="R", action="R0")
    xarray.testing.assert_identical(found, gp.sweep(COORDINATION, grid, mover="R", action="R0"))


@pytest.mark.parametrize(
    ("grid", "said"),
    [
        ({}, "a grid names at least one parameter"),
        ({"z": [1]}, "'z' is not a parameter of this family; it has x, y"),
        ({"x": []}, "the grid is empty: 'x' has no values"),
        ({"x": (0, 1, 0)}, "the grid is empty: 'x' has 0 values"),
        ({"x": (0, 5, 3)}, "x = 5 lies outside the declared range 0 to 4"),
        ({"x": [1, -1]}, "x = -1 lies outside the declared range 0 to 4"),
        ({"x": [1, "1"]}, "the values of 'x' name 1 twice"),
        ({"x": (1, 2)}, "a tuple is (low, high, number)"),
        ({"x": (2, 1, 3)}, "expected low < high and two or more values, got (2, 1, 3)"),
        ({"x": (0, 1, "5/2")}, "expected low < high and two or more values"),
        ({"x": (0, 1, 10**9)}, "the values of 'x' are more than 1,000,000"),
        ({"x": "1"}, "expected a list of values or (low, high, number), got '1'"),
        ({"x": ["one"]}, "a value of 'x': expected a number such as 3, 1/3 or 0.25, got 'one'"),
    ],
)
def test_grids_that_make_no_sense_are_refused_in_one_line(grid, said):
    with pytest.raises(InvalidGame) as problem:
        gp.sweep(COORDINATION, grid)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": ["payoff"]}, "what= names 'payoff'; there are equilibria, payoffs, verdict, gap"),
        ({"what": []}, "what= is a list of at least one"),
        ({"what": "payoffs"}, "what= is a list of at least one"),
        ({"what": ["verdict"]}, "no question is asked"),
        ({"action": "R0"}, "name the mover as well as the action"),
        ({"mover": "R"}, "missing: action"),
        ({"mover": "R", "action": "up"}, "up"),
        ({"mover": "R", "action": "R0", "quantifier": "always"}, "there is no quantifier 'always'"),
        ({"mover": "R", "action": "R0", "paradox": "none"}, "there is no paradox 'none'"),
        ({"values": {"x": 1}}, "'x' varies over the grid and cannot have the value 1 as well"),
        ({"values": {"z": 1}}, "'z' is not a parameter"),
        ({"pointwise": -1}, "pointwise= is a number of points, 0 or more; got -1"),
    ],
)
def test_requests_that_make_no_sense_are_refused_in_one_line(given, said):
    with pytest.raises(InvalidGame) as problem:
        gp.sweep(COORDINATION, {"x": [1, 2]}, **given)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_concepts_that_are_not_offered_are_refused():
    with pytest.raises(Unsupported, match="sequential"):
        gp.sweep(COORDINATION, {"x": [1, 2]}, concept="sequential")


def test_a_grid_too_large_for_memory_says_how_large_and_offers_the_store():
    grid = {name: (low, high, 1000) for name, (low, high) in list(TRADE.box.items())[:4]}
    with pytest.raises(
        InvalidGame, match=r"1,000,000,000,000 points take [\d,.]+ GB, at most .* store='sweep.zarr'"
    ):
        gp.sweep(TRADE, grid)


@pytest.mark.parametrize(("package", "store"), [("xarray", None), ("zarr", "a.zarr")])
def test_a_package_that_is_missing_is_named(monkeypatch, tmp_path, package, store):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        Unsupported, match=rf"{package}; install it with: pip install gametheory-paradox\[sweeps\]"
    ):
        gp.sweep(COORDINATION, {"x": [1, 2]}, store=store and tmp_path / store)


def test_counts_are_those_of_the_points():
    assert dataset.counted(np.array([0, 0, 2], np.int8)) == {
        "points_together": 2,
        "points_alone": 0,
        "points_open": 1,
    }


@pytest.mark.slow
def test_blocks_cover_the_grid_and_share_what_may_be_looked_at_alone(monkeypatch):
    monkeypatch.setattr(grids, "BLOCK", 7)
    grid = grids.read_grid(TRADE, {"r_C": (0, 120, 5), "k": (1, 60, 3), "h": (0, 60, 4)}, {})
    seen, ends = np.zeros(grid.shape, int), [grid.ends(number) for number in range(grid.blocks)]
    for number, (begin, end) in enumerate(ends):
        seen[grid.block(number)] += 1
        assert end - begin == seen[grid.block(number)].size <= 7
    assert (seen == 1).all()
    assert [begin for begin, _ in ends] == [0, *(end for _, end in ends[:-1])]
    assert ends[-1][1] == 60
    monkeypatch.setattr(grids, "ALONE", 7)
    for most, left in ((60, 0), (59, 1), (30, 30), (1, 59)):
        found = gp.sweep(COORDINATION_OF_FOUR, {"x": (0, 4, 60)}, what=["equilibria"], pointwise=most)
        assert found.attrs["points_open"] == left


def test_payoffs_beyond_all_floats_are_infinite_and_compared_all_the_same():
    huge = 10**320
    tree = gp.family_from_tree(
        ["A", "B"], gp.Move("A", "start", {"in": (f"{huge} + x", 1), "out": (huge, -huge)}), {"x": (-1, 1, 0)}
    )
    found = gp.sweep(tree, {"x": [-1, 0, "1/2"]})
    assert set(found.settled.values.tolist()) == {PointStatus.ALONE}
    assert found.payoff_low.sel(player="A").values.tolist() == [math.inf] * 3
    assert found.payoff_low.sel(player="B").values.tolist() == [-math.inf, -math.inf, 1]
    assert found.infinite.values.tolist() == [False, True, False]


@pytest.mark.parametrize("over", ["(0 - 1 - x)", "(x - 9)", "(2 + x)"])
def test_denominators_may_be_negative(over):
    grid = {"x": [0, "1/2", 1, 3]}
    entries = [[(f"x/{over}", 1), (0, 0)], [(0, f"1/{over}"), (f"1/{over}", f"(1 - x)/{over}")]]
    for form in (
        table(entries, {"x": (0, 4, 2)}),
        gp.family_from_tree(
            ["R", "C"], gp.Move("R", "start", {"R0": entries[0][0], "R1": entries[1][1]}), {"x": (0, 4, 2)}
        ),
    ):
        found = gp.sweep(form, grid, pointwise=0)
        for x in grid["x"]:
            own, here = gp.solve(form.at(x=x)), found.sel(x=float(Fraction(x)))
            proved = own.completeness.status == "proved"
            assert int(here.equilibria) == (len(own) if proved and not own.ties else -1)
            for who, player in enumerate(form.players):
                assert float(here.payoff_low.sel(player=player)) == pytest.approx(
                    float(min(p[who] for p in own.payoffs)), rel=1e-15
                )


def test_a_constant_sum_is_one_of_the_payoffs_not_of_their_multiples():
    """At x = 3/4 one and four times the payoffs sum to a constant, at x = 3 the payoffs themselves."""
    family = table([[(2, "-x"), (-1, 0)], [(2, "-x"), (-1, 0)]], {"x": (0, 4, 2)})
    found = gp.sweep(family, {"x": ["1/2", "3/4", "3/2", 3]}, mover="C", action="C1")
    assert found.settled.values.tolist() == [PointStatus.TOGETHER] * 4
    assert found.verdict.values.tolist() == [VerdictCode.ABSENT] * 3 + [VerdictCode.IMPOSSIBLE]
    assert found.gap.values.tolist()[:3] == [-0.5, -0.75, -1.5]
    assert math.isnan(found.gap.values[3])
