"""Over parameters a measure is what ``detect`` finds at points: maps, thresholds, sweeps and ways out."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged, verified
from laws.test_measures import measuring
from laws.test_regions import CASES, HIGH, OVER, at_point, family_or_none, holds, verdict_at, verdicts_in
from units.cli.command_line import answer, ask, refused
from witnesses.games import QUANTIFIERS
from witnesses.parametric import positive_points
from witnesses.sampling import always, cases

import gametheory_paradox as gp
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.models import family_from_table, with_accounts
from gametheory_paradox.polynomials import RationalFunction

PAKISTAN = {"mover": "Pakistan", "action": "restrict"}
SECURITY = {"measure": "security"}
NUMBERS = st.integers(-3, 3).map(RationalFunction.constant)


@st.composite
def measured_forms(draw, values):
    """A form with a measure, and what is asked."""
    form, request = draw(CASES)
    ends = len(form.payoffs) if isinstance(form, NormalForm) else len(list(form.terminals()))
    rows = [[draw(values) for _ in form.players] for _ in range(ends)]
    nodes = form.payoffs if isinstance(form, NormalForm) else None
    return _measuring(form, rows, nodes), {**request, **SECURITY}


def _measuring(form, rows, cells):
    """As `measuring`, of formulas."""
    if cells is not None:
        joined = tuple((*cell, *row) for cell, row in zip(cells, rows, strict=True))
        return type(form)(form.players, form.actions, joined, measure="security")
    return measuring(form, rows, number=lambda formula: formula)


@cases(2, 200)
def test_a_measured_map_says_at_each_point_what_detect_finds_there(count):
    where = st.lists(positive_points(high=HIGH), min_size=3, max_size=3)

    @always(count, measured_forms(NUMBERS), st.sampled_from(QUANTIFIERS), OVER, where)
    def law(case, quantifier, over, where):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        try:
            found = gp.chart(
                family, over=over, quantifier=quantifier, undecided=0, cells=20, budget=None, **request
            )
        except Unsupported:  # the formulas of the measure are too large
            return
        assert verified(found.certificate.data).kind == "map"
        for point in (at_point(family, over, own) for own in where):
            (said,) = verdicts_in(found, point)
            truth = verdict_at(family, point, quantifier=quantifier, **request)
            if "undecided" not in (said, truth):
                assert said == truth


@cases(2, 150)
def test_measured_thresholds_hold_where_detect_finds_the_paradox(count):
    @always(count, measured_forms(NUMBERS), st.sampled_from(QUANTIFIERS), positive_points(high=HIGH))
    def law(case, quantifier, point):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        try:
            found = gp.thresholds(family, quantifier=quantifier, **request)
        except Unsupported:
            return
        truth = verdict_at(family, point, quantifier=quantifier, **request)
        clear = not holds(found.open, point) and found.open.cases == ()
        if clear and truth != "undecided":
            zero = any(
                inequality.polynomial.value(point) == 0 for case in found.present.cases for inequality in case
            )
            assert zero or holds(found.present, point) == (truth == "present")


def arms():
    """A table by hand: arming deters, and the other side arms too; security and cost are accounts."""
    family = family_from_table(
        ["A", "B"],
        [["arm", "not"], ["arm", "not"]],
        [[("1 - c", "1 - c"), (3, 0)], [(0, 3), (2, 2)]],
        {"c": (0, "1/2", "1/4"), "h": (0, 6, 3)},
    )
    security = {"A": ["1 - h", "3", "0", "2"], "B": ["1 - h", "0", "3", "2"]}
    return with_accounts(family, {"security": {"meaning": "harm not suffered", "values": security}})


def test_a_table_by_hand_is_charted_by_its_security():
    family = arms()
    request = {"mover": "A", "action": "arm", "coalition": ["A", "B"], **SECURITY}
    found = gp.thresholds(family, "dominance-trap", **request)
    assert "h + 1" in str(found) or "h" in str(found)
    regions = gp.chart(family, "dominance-trap", over=["c", "h"], **request)
    # Everybody arms where c < 1: the gain of disarming is 2 − (1 − h) in security, whatever c is.
    assert regions.present == 1
    assert gp.detect(family, "dominance-trap", **request).gap == 4
    assert gp.detect(family, "dominance-trap", **{**request, "measure": "payoff"}).gap == Fraction(5, 4)
    option = gp.chart(family, mover="A", action="arm", quantifier="worst", over=["c", "h"], **SECURITY)
    assert (judged(option.certificate.data), judged(regions.certificate.data)) == ("accepted", "not mine")
    least = gp.chart(family, "dominance-trap", over=["c", "h"], least=4, **request)
    assert least.present == Fraction(1, 2)
    assert gp.verify(least.certificate).game == least.certificate.data["game"]["hash"]


def test_the_border_costs_security_where_closing_pays():
    family = gp.load("seed/trade-restriction")
    pays, costs = (gp.detect(family, **PAKISTAN, measure=measure) for measure in ("payoff", "security"))
    assert (pays.name, pays.gap) == ("absent", -15)
    assert (costs.name, costs.gap) == ("present", 17)
    assert "its security is −17 with it and 0 without" in gp.explain(costs.certificate)
    assert "Pakistan's security is" in costs.why
    assert gp.explain(pays.certificate).count("security") == 0


@pytest.mark.slow
def test_every_function_over_parameters_asks_about_security():
    family = gp.load("seed/trade-restriction")
    asked = {**PAKISTAN, **SECURITY}
    found = gp.chart(family, over=["r_N", "h"], **asked)
    for reward, harm in product((10, 50, 100), (5, 30)):
        point = {"r_N": Fraction(reward), "h": Fraction(harm)}
        assert found.verdict_at(point) == gp.detect(family, values=point, **asked).name
    gap = gp.sweep(family, {"r_N": [30, 60]}, what=["verdict", "gap"], **asked)
    assert gap.gap.values.tolist() == [0, 17]
    assert gap.verdict.values.tolist() == [0, 1]

    way = gp.escape(family, levers=["r_N"], **asked).best
    assert way.binding == ("c + h = r_N",)
    assert gp.verify(way.beyond.verdict.certificate).verdict == "absent"
    assert gp.prove(family, assuming=["r_N > c + h", "k > d + l"], **asked).name == "proved"
    share = gp.uncertainty(family, draws=200, **asked)
    assert 0 < share.interval[0] < share.interval[1] < 1

    split = gp.channels(family, **asked)
    assert split.change == (-17, -17)
    assert gp.verify(split.certificate).verdict == "exact"
    assert "changes Pakistan's security by −17" in split.sentence()


def test_a_measured_map_comes_back_from_its_file(tmp_path):
    family = gp.load("seed/trade-restriction")
    found = gp.chart(family, over=["r_N"], **PAKISTAN, **SECURITY)
    gp.save(found, tmp_path / "map.json")
    back = gp.load_result(tmp_path / "map.json")
    assert (back.question.measure, back.present) == ("security", found.present)


def test_the_command_line_asks_and_checks_by_the_model(tmp_path):
    file = str(tmp_path / "proof.json")
    asked = ("seed/trade-restriction", "--mover", "Pakistan", "--action", "restrict", "--measure")
    found = answer("detect", *asked, "security", "--certificate", file)
    assert (found["measure"], found["gap"], found["assessment"]) == ("security", "17", "pays, costs security")
    checked = answer("verify", file, "--model", "seed/trade-restriction")
    assert (checked["accepted"], checked["measure"]) == (True, "security")
    other = ask("verify", file, "--model", "seed/trade-restriction", "--set", "h=3")
    assert (other.status, "another game" in other.err) == (1, True)
    assert "security" in refused("detect", *asked, "safety")
