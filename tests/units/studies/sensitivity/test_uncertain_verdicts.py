"""Uncertainty: probabilities against integrals, indices against closed forms, switches against algebra."""

import importlib
import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import comb
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from witnesses.formulas import polynomials
from witnesses.sampling import ordinarily
from witnesses.volumes import share

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import inquiry_about
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.models import family_from_table
from gametheory_paradox.models.files import read_model
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.studies.reach import percent
from gametheory_paradox.studies.sensitivity.influence import given as columns_of
from gametheory_paradox.studies.sensitivity.influence import points_of, proportion_interval
from gametheory_paradox.studies.sensitivity.many_points import signs
from gametheory_paradox.studies.sensitivity.robustness import robustness_of, switches_along

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
PRESENT = {"r_C": 60, "k": 10}
SURE = "0.999999"


@pytest.fixture(scope="module")
def trade():
    return gp.load("seed/trade-restriction")


def linear(gain="x + y", x=(0, 1, "1/2"), y=(0, "1/2", "1/4")):
    """Row is better off without "a", by ``gain`` - 1, as long as that is below 2."""
    cells = [[(2, 1), (5, 0)], [(1, 0), (f"1 + {gain}", 2)]]
    return family_from_table(["Row", "Column"], [["a", "b"], ["c", "d"]], cells, {"x": x, "y": y})


ROW = {"mover": "Row", "action": "a"}


def probability_of_trade():
    """r_C > s, r_N > s, V + s > r_N, d + l > k with s = c + h, integrated by hand."""
    d, k, l = map(Polynomial.variable, "dkl")  # noqa: E741 (the model's own name)
    below = share([d + l - k], {"d": (0, 60), "k": (Fraction(1, 100), 155), "l": (0, 60)})

    # Of s times the chance of the other three given s; a polynomial of degree 4 on each part, zero above 120.
    def density(s):
        rest = 120 - s
        trapezoid = min(s, Fraction(60), 141 - s) / (60 * 81)  # c is up to 81, h up to 60
        return trapezoid * (rest / 120) * (440 * rest - rest**2 / 2) / (440 * 120)

    total = Fraction(0)
    for low, high in ((0, 60), (60, 81), (81, 120)):
        at = [density(low + Fraction(high - low, 4) * k) for k in range(5)]
        # Boole's rule is exact to degree 5.
        total += Fraction(high - low, 90) * (7 * at[0] + 32 * at[1] + 12 * at[2] + 32 * at[3] + 7 * at[4])
    return below * total


@pytest.mark.slow
def test_the_probability_of_the_trade_paradox_is_that_of_the_integral(trade):
    truth = probability_of_trade()
    assert Fraction(8, 100) < truth < Fraction(9, 100)
    found = gp.uncertainty(trade, **MOVE, draws=50_000, confidence=SURE, cells=300)
    assert found.share[0] <= truth <= found.share[1]
    assert found.interval[0] < truth < found.interval[1]
    assert found.interval[1] - found.interval[0] < 0.014
    assert (found.draws, found.undecided, found.pointwise, found.finished) == (50_000, 0, 0, True)
    assert found.most_influential == "k"


@pytest.mark.slow
def test_where_few_parameters_vary_the_proved_probability_is_exact(trade):
    others = {name: value for name, value in trade.point(PRESENT).items() if name not in ("k", "d", "l")}
    found = gp.uncertainty(trade, **MOVE, values=others, draws=2_000, confidence=SURE)
    d, k, l = map(Polynomial.variable, "dkl")  # noqa: E741
    truth = share([d + l - k], {"d": (0, 60), "k": (Fraction(1, 100), 155), "l": (0, 60)})
    assert found.share == (truth, truth)
    assert found.interval[0] < truth < found.interval[1]
    narrow = gp.uncertainty(
        trade, **MOVE, values=others, distributions={"k": {"uniform": [10, 20]}}, draws=2_000, confidence=SURE
    )
    truth = share([d + l - k], {"d": (0, 60), "k": (10, 20), "l": (0, 60)})
    assert narrow.share == (truth, truth)
    assert narrow.interval[0] < truth < narrow.interval[1]


@pytest.mark.slow
def test_draws_follow_the_distributions(trade):
    others = {name: value for name, value in trade.point(PRESENT).items() if name != "k"}
    chances = {  # of k < 18
        "triangular": 18 * Fraction(1799, 1800) ** 2 * 18 / (Fraction(15499, 100) * Fraction(2999, 100)),
        "values": Fraction(5, 8),
    }
    for spelled, truth in [
        ("triangular", chances["triangular"]),
        ({"values": {17: "1/8", 1: "1/2", 18: "1/8", 100: "1/4"}}, chances["values"]),
        ({"normal": [18, 5]}, Fraction(1, 2)),
    ]:
        found = gp.uncertainty(
            trade, **MOVE, values=others, distributions={"k": spelled}, draws=4_000, confidence=SURE
        )
        assert found.interval[0] < truth < found.interval[1]
        assert found.bounds is None
        assert "not every distribution is uniform" in found.notes[0]


def test_a_draw_on_a_tie_is_decided_by_detect(trade):
    others = {name: value for name, value in trade.point(PRESENT).items() if name != "k"}
    found = gp.uncertainty(
        trade, **MOVE, values=others, distributions={"k": {"values": [17, 18, 19]}}, draws=300
    )
    assert 50 < found.pointwise < 150
    assert found.undecided == 0
    tied = gp.detect(trade.at(k=18, r_C=60), **MOVE).name
    assert tied in ("present", "absent")
    assert (found.present > 150) == (tied == "present")


@pytest.mark.slow
def test_indices_of_a_product_of_indicators_and_of_a_linear_gap(trade):
    others = {name: value for name, value in trade.baseline.items() if name not in ("r_C", "k")}
    found = gp.uncertainty(trade, **MOVE, values=others, draws=2**14)
    p, q = Fraction(75, 120), Fraction(1799, 15499)  # r_C > 45 and k < 18
    variance = p * q * (1 - p * q)
    truth = {"r_C": (p * (1 - p) * q**2 / variance, p * (1 - p) * q / variance)}
    truth["k"] = (q * (1 - q) * p**2 / variance, q * (1 - q) * p / variance)
    assert found.most_influential == "k"
    for row in found.indices.rows:
        assert abs(row.first - truth[row.name][0]) < 0.02
        assert abs(row.total - truth[row.name][1]) < 0.02
        assert 0 < row.error < 0.02
        # The gap is 95 where the paradox is present and 0 elsewhere.
        assert abs(row.total_of_gap - row.total) < 1e-9

    gaps = gp.uncertainty(linear(), **ROW, draws=2**12)
    shares = {row.name: (row.first_of_gap, row.total_of_gap) for row in gaps.indices.rows}
    for name, truth_ in (("x", 0.8), ("y", 0.2)):
        assert max(abs(share_ - truth_) for share_ in shares[name]) < 0.01


def test_what_never_changes_has_no_influence_and_one_parameter_has_all():
    # The influence is that on the gap.
    assert gp.uncertainty(linear(x=(0, "1/8", 0), y=(0, "1/8", 0)), **ROW, draws=200).most_influential in (
        "x",
        "y",
    )
    alone = gp.uncertainty(linear("x", x=(0, 2, 1)), **ROW, values={"y": 0}, draws=2_000)
    assert abs(alone.indices.rows[0].total - 1) < 0.03
    nothing = gp.uncertainty(linear("1/2"), **ROW, draws=200)
    assert (nothing.present, nothing.most_influential, nothing.share) == (0, None, (0, 0))


def thresholds_by_hand(point, name):
    """One parameter's values with r_C > c + h, r_N > c + h, d + l > k and V + c + h > r_N, if any."""
    forms = [
        {"r_C": 1, "c": -1, "h": -1},
        {"r_N": 1, "c": -1, "h": -1},
        {"d": 1, "l": 1, "k": -1},
        {"V": 1, "c": 1, "h": 1, "r_N": -1},
    ]
    low, high = None, None
    for form in forms:
        rest = sum((slope * point[other] for other, slope in form.items() if other != name), Fraction(0))
        slope = form.get(name, 0)
        if slope == 0 and rest <= 0:
            return []
        if slope > 0:
            low = -rest if low is None else max(low, -rest)
        elif slope < 0:
            high = rest if high is None else min(high, rest)
    return [] if None not in (low, high) and low >= high else [end for end in (low, high) if end is not None]


def test_switching_values_are_those_of_the_inequalities(trade):
    random, inquiry, count = Random(5), inquiry_about(trade, None, MOVE), ordinarily(24, 40)
    seen = 0
    for _ in range(count):
        point = {
            name: low + (high - low) * Fraction(random.randrange(1, 997), 997)
            for name, (low, high) in trade.box.items()
        }
        for name, (low, high) in trade.box.items():
            expected = [value for value in thresholds_by_hand(point, name) if low < value < high]
            found = switches_along(inquiry, name, (low, high), point)
            assert [(s.low, s.high) for s in found] == [(value, value) for value in expected]
            assert all(one.after == other.before for one, other in pairwise(found))
            seen += len(expected)
    assert seen > count


def test_an_irrational_switch_is_bracketed():
    found = gp.uncertainty(
        linear("x^2", x=(0, "3/2", 0)), **ROW, values={"y": 0}, draws=200, around={"x": "1/2"}
    )
    assert found.tornado.rows[0].switches[0].is_exact  # at 1
    wide = linear("x^2 - 1", x=(0, "3/2", 0))
    (switch,) = gp.uncertainty(wide, **ROW, values={"y": 0}, draws=200).tornado.rows[0].switches
    assert switch.low**2 < 2 < switch.high**2
    assert switch.high - switch.low <= Fraction(3, 2) / 2**20
    assert (switch.before, switch.after, switch.is_exact) == ("absent", "present", False)
    assert "≈ 1.41421" in str(gp.uncertainty(wide, **ROW, values={"y": 0}, draws=200).tornado)


@pytest.mark.slow
def test_the_tornado_holds_what_detect_finds_at_the_ends(trade):
    found = gp.uncertainty(trade, **MOVE, draws=100, cells=1, around=PRESENT).tornado
    widths = [row.width for row in found.rows]
    assert widths == sorted(widths, reverse=True)
    assert (found.verdict, found.gap) == ("present", 95)
    for row in found.rows:
        for value, verdict, gap in zip(row.values, row.verdicts, row.gaps, strict=True):
            true = gp.detect(trade.at({**PRESENT, row.name: value}), **MOVE)
            assert (true.name, true.comparison.gap) == (verdict, gap)
    assert {row.name: row.width for row in found.rows}["V"] == 440
    assert {row.name: [str(s) for s in row.switches] for row in found.rows}["k"] == ["18"]


@pytest.mark.slow
def test_robustness_varies_everything_that_is_not_measured(trade):
    def around(point, **more):
        return gp.uncertainty(trade, **MOVE, draws=100, cells=1, around=point, **more).robustness

    names = [p.name for p in trade.parameters if p.standing != "measured"]
    firm = around(PRESENT, robust="1/50")
    assert [row.name for row in firm.rows] == names
    assert (firm.verdict, firm.survives) == ("present", True)
    assert firm.corners == firm.surviving == 2 ** len(names)
    assert around(PRESENT).survives is False, "what is estimated counts too: V, d and h move it at a fifth"
    weak = around({"r_C": 60, "k": 16})
    assert (weak.one_at_a_time, weak.survives) == (False, False)
    assert {row.name: row.verdicts for row in weak.rows}["k"] == ("present", "absent")
    both = around({"r_C": 60, "k": "16.5", "d": 12, "l": 6}, robust="1/16")
    assert both.one_at_a_time, "k up to 17.53 and d down to 11.25 are each harmless"
    assert 0 < both.surviving < both.corners, "but not together"
    assert both.survives is False
    still = around({"r_C": 0})
    assert {row.name: row.values for row in still.rows}["r_C"] == (0, 0)
    assert still.corners == 2 ** (len(names) - 1)


def test_a_measured_parameter_stays(trade):
    sure = replace(trade, parameters=tuple(replace(p, standing="measured") for p in trade.parameters))
    assert gp.uncertainty(sure, **MOVE, draws=100, cells=1).robustness.rows == ()


def test_shares_stand_beside_those_of_ranges_half_and_twice_as_wide():
    found = gp.uncertainty(linear(), **ROW, draws=400)
    half, twice = (found.widths[Fraction(factor)] for factor in ("1/2", 2))
    assert half != twice
    assert found.to_data()["widths"] == {
        str(factor): [str(end) for end in share] for factor, share in found.widths.items()
    }
    assert "ranges twice as wide" in str(found)
    assert gp.uncertainty(linear(), **ROW, draws=100, distributions={"x": "triangular"}).widths == {}


def test_samples_are_taken_as_they_are(trade):
    rows = [trade.point(PRESENT), trade.baseline, trade.point(PRESENT), trade.point(PRESENT, V=1)]
    found = gp.uncertainty(trade, **MOVE, samples=rows)
    assert (found.draws, found.present, found.absent) == (4, 2, 2)
    assert found.indices.rows == ()
    assert found.bounds is None
    columns = {name: [row[name] for row in rows] for name in trade.baseline}
    assert gp.uncertainty(trade, **MOVE, samples=columns).present == 2
    fewer = [{"k": 10}, {"k": 20}]
    others = {name: value for name, value in trade.point(PRESENT).items() if name != "k"}
    assert gp.uncertainty(trade, **MOVE, samples=fewer, values=others).present == 1


def test_the_same_seed_gives_the_same():
    def told(**more):
        found = gp.uncertainty(linear(), **ROW, **more)
        return {key: value for key, value in found.to_data().items() if key != "seconds"}

    assert told(draws=500, seed=3) == told(draws=500, seed=3)
    assert told(draws=500, seed=3)["present"] != told(draws=500, seed=4)["present"]
    assert json.loads(json.dumps(told(draws=100)))["draws"] == 100


TIED = """
format: 1
players: [A, B, C, M]
parameters: {z: {range: [0, 4], baseline: 1}}
tree:
  player: A
  actions:
    left:
      player: B
      actions:
        this: {player: C, information_set: unseen, actions: {x: [1, 0, 0, 5], y: [-1, 0, 1, -205]}}
        that: {player: C, information_set: unseen, actions: {x: [-1, 0, 1, -205], y: [1, 0, 0, 5]}}
    right: {player: M, actions: {take: [0, 0, 0, z], leave: [0, 0, 0, 2]}}
"""


def test_undecided_draws_widen_the_interval_both_ways(tmp_path):
    path = tmp_path / "tied.yaml"
    path.write_text(TIED, encoding="utf-8")
    family = gp.load(path)
    assert gp.detect(family, mover="M", action="take", budget=1e-9).name == "undecided"
    each = {"budget": None, "budget_per_game": 1e-9}  # ties leave each draw to be looked at alone, in no time
    found = gp.uncertainty(family, mover="M", action="take", draws=100, **each)
    assert (found.undecided, found.pointwise) == (100, 100)
    assert found.estimate == (0, 1)
    assert found.interval == (0.0, 1.0)
    low, high = proportion_interval(3, 7, 10, Fraction(9, 10))
    assert low == proportion_interval(3, 3, 10, Fraction(9, 10))[0]
    assert high == proportion_interval(7, 7, 10, Fraction(9, 10))[1]


@pytest.mark.parametrize(("hits", "n"), [(0, 12), (1, 12), (5, 12), (12, 12), (40, 200)])
def test_the_interval_is_that_of_clopper_and_pearson(hits, n):
    low, high = proportion_interval(hits, hits, n, Fraction(9, 10))

    def tail(p, numbers):
        return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in numbers)

    assert low == 0.0 if hits == 0 else abs(tail(low, range(hits, n + 1)) - 0.05) < 1e-9
    assert high == 1.0 if hits == n else abs(tail(high, range(hits + 1)) - 0.05) < 1e-9


values_ = st.sampled_from(
    [Fraction(n, d) for n in (-3, -1, 0, 1, 2, 7) for d in (1, 3, 2**40)]
    + [Fraction(10**30), Fraction(1, 10**200)]
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    polynomials(("x", "y"), degree=3),
    st.lists(st.tuples(values_, values_), min_size=1, max_size=8),
    st.integers(-400, 400),
)
def test_signs_at_many_points_are_exact(polynomial, places, exponent):
    polynomial = polynomial * Polynomial.constant(Fraction(10) ** exponent)
    points = points_of(
        columns_of({"x": [x for x, _ in places], "y": [y for _, y in places]}), {}, len(places)
    )
    exactly = [polynomial.value({"x": x, "y": y}) for x, y in places]
    assert signs(polynomial, points).tolist() == [(value > 0) - (value < 0) for value in exactly]


def test_signs_that_rounding_would_change_are_exact():
    x, y = Polynomial.variable("x"), Polynomial.variable("y")
    near = Fraction(1, 3)
    columns = columns_of(
        {"x": [near, near, near], "y": [near, near + Fraction(1, 10**30), near - Fraction(1, 10**30)]}
    )
    assert len({float(columns["y"].exact(k)) for k in range(3)}) == 1
    assert signs(x - y, points_of(columns, {}, 3)).tolist() == [0, -1, 1]
    assert np.array_equal(columns["x"].floats, [1 / 3] * 3)


def three_players():
    cells = [
        [[(1, 1, "x"), (0, 0, 0)], [(0, 0, 0), (1, 0, 2)]],
        [[(0, 0, 0), (1, 1, 0)], [("x", 2, 0), (2, 0, 1)]],
    ]
    return family_from_table(["A", "B", "C"], [["a", "b"], ["c", "d"], ["e", "f"]], cells, {"x": (3, 4, 3)})


@pytest.mark.slow
def test_without_formulas_every_draw_is_a_game_and_the_time_may_be_up():
    family = three_players()
    found = gp.uncertainty(family, mover="A", action="a", draws=100, budget=None)
    assert found.pointwise == found.draws == 100
    assert found.bounds is None
    assert any("formulas" in note for note in found.notes)
    assert found.tornado.rows[0].switches is None
    assert found.indices.rows == ()  # too few draws
    stopped = gp.uncertainty(family, mover="A", action="a", draws=100_000, budget=0.5)
    assert not stopped.finished
    assert 0 <= stopped.draws < 100_000
    assert any("the time was up after" in note for note in stopped.notes)


def test_corners_have_half_of_the_time_and_draws_the_rest(trade, monkeypatch):
    left, module = [], importlib.import_module("gametheory_paradox.studies.sensitivity.uncertain_verdicts")
    monkeypatch.setattr(module, "robustness_of", lambda *a: left.append(Clock().left) or robustness_of(*a))
    gp.uncertainty(trade, **MOVE, draws=100, cells=1, budget=100)
    assert 40 < left[0] <= 50


@pytest.mark.slow
def test_paradoxes_without_formulas_are_asked_about_game_by_game():
    family = gp.load("literature/spaniel-2016/overreaction")
    used = {"mover": "Government", "action": "large", "benchmark": "complete-information"}
    found = gp.uncertainty(family, "realized", **used, draws=100)
    assert found.pointwise == found.draws == 100
    assert any("not offered for the realized paradox" in note for note in found.notes)
    assert found.tornado.verdict == gp.detect(family, "realized", **used).name


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"distributions": {"q": "uniform"}}, "'q' is not a parameter of this family"),
        ({"distributions": {"x": {"uniform": [0, 9]}}}, "leaves the declared range 0 to 1"),
        ({"distributions": {"x": "uniform"}, "values": {"x": 1}}, "'x' has both a value and a distribution"),
        ({"values": {"q": 1}}, "'q' is not a parameter"),
        ({"values": {"x": 1, "y": 0}}, "no parameter of this family varies"),
        ({"around": {"x": 7}}, "x = 7 lies outside the declared range"),
        ({"samples": [{"x": 1}]}, "sample 1 has no value for 'y'; each row needs x, y"),
        ({"samples": [{"x": 0, "y": 0}, {"x": 3, "y": 0}]}, "sample 2: x = 3 lies outside"),
        ({"samples": [{"x": 0, "y": 0, "q": 0}]}, "sample 1: 'q' is not a parameter"),
        ({"samples": {"x": [0, 1], "y": [0]}}, "columns of different lengths: 1, 2"),
        ({"samples": []}, "there are no samples"),
        (
            {"samples": [{"x": 0, "y": 0}], "distributions": {"x": "uniform"}},
            "either samples or distributions",
        ),
        ({"draws": 5}, "draws = 5: expected a whole number of draws from 100 to 10,000,000"),
        ({"draws": 1e4}, "draws = 10000.0: expected a whole number"),
        ({"confidence": 95}, "the confidence lies between 0 and 1, such as 0.95; got 95"),
        ({"robust": 2}, "robust is a share, from 0 to 1"),
        ({"cells": 0}, "cells: expected a whole number, at least 1, or None for no limit; got 0"),
        ({"action": "z"}, "'z'"),
        ({"paradox": "dominance"}, "there is no paradox 'dominance'"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(more, said):
    with pytest.raises(InvalidGame) as problem:
        gp.uncertainty(linear(), **{**ROW, **more})
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_game_without_parameters_is_refused():
    with pytest.raises(InvalidGame, match="about a family with parameters"):
        gp.uncertainty(linear().at(), **ROW)


def test_everything_is_shown():
    found = gp.uncertainty(linear(), **ROW, draws=200)
    assert found.table().title.endswith("strong option paradox of Row (action taken away: a)")
    for word in (
        "95% confidence",
        "proved",
        "exactly 1/4",
        "x, y uniform over the declared range",
        "Sobol",
        "± 20%",
        "verdict changes at",
    ):
        assert word in str(found)
    assert found._repr_html_().count("<table>") == 4


def test_a_share_is_read_with_two_digits_and_kept_exactly():
    border = gp.load("seed/trade-restriction")
    asked = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
    others = {name: value for name, value in border.baseline.items() if name not in ("r_C", "k")} | {"d": 40}
    found = gp.uncertainty(border, **asked, values=others, draws=200)
    low, high = found.share
    assert low == high
    assert low.denominator > 100
    assert ("proved", percent(low)) in found.table().rows
    assert found.to_data()["proved"] == [str(low)] * 2


BORDERS = """format: 1
title: A payoff that may vanish
players: [One, Two]
parameters:
  b: {range: [0, 1], baseline: 1/2}
stochastic:
  discount: 1/2
  start: s
  states:
    s: {moves: {One: [a, n], Two: [c, d]}, next: [{to: {over: 1}}]}
    over: {}
terms:
  - {player: One, value: 3, when: {state: s, One: a, Two: c}}
  - {player: One, value: 1, when: {state: s, One: a, Two: d}}
  - {player: One, value: 2, when: {state: s, One: n, Two: c}}
  - {player: Two, value: 1, when: {state: s, One: a, Two: d}}
  - {player: Two, value: b, when: {state: s, One: n, Two: c}}
"""


def test_draws_on_the_border_and_beyond_it_count_by_what_is_so_there():
    """Signs that are shown inside the declared ranges say nothing of their ends, nor of wider ranges."""
    model, asked = read_model(BORDERS), {"mover": "One", "action": "a"}
    assert [gp.detect(model, values={"b": b}, **asked).name for b in (0, 1)] == ["absent", "present"]
    found = gp.uncertainty(model, samples=[{"b": "0"}] * 3 + [{"b": "1"}], **asked)
    assert (found.present, found.absent) == (1, 3)
