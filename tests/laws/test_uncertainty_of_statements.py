"""Draws, switches and shares of the paradoxes that are stated as formulas, against ``detect`` at points."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import strategies as st
from witnesses.games import QUANTIFIERS
from witnesses.parametric import positive_points
from witnesses.sampling import always
from witnesses.stated import CASES, HIGH

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import detect, inquiry_about
from gametheory_paradox.maps import bifurcation
from gametheory_paradox.models import Uniform
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.studies import uncertainty
from gametheory_paradox.studies.sensitivity.formulas import formulas_of
from gametheory_paradox.studies.sensitivity.influence import drawn, many_verdicts, points_of
from gametheory_paradox.studies.sensitivity.pointwise import Pointwise
from gametheory_paradox.studies.sensitivity.robustness import switches_along

GAPPED = sorted(
    name for name, row in DEFINITIONS.items() if name != "option" and getattr(row.stated, "has_gap", False)
)
DRAWS = 12


def asked(name, family, request, quantifier):
    return inquiry_about(family, name, {**request, "quantifier": quantifier})


def detected(name, family, request, quantifier, values):
    """What ``detect`` says at a point, asked in its own way."""
    own = {} if name != "comparative-statics" else {"x": None}
    others = {axis: value for axis, value in values.items() if axis not in own}
    return detect(family, name, quantifier=quantifier, values=others, **request)


def counted(few, many, fewer_trees):
    """Each paradox with its number of cases; of trees with hidden moves, which take long, few are drawn.

    What is over time takes long, too, and is drawn in the slow suite alone.
    """
    fewer = {"information": (fewer_trees, many // 20), "dynamic-backfire": (0, many // 5)}
    rows = [(name, *fewer.get(name, (few, many))) for name in GAPPED]
    return pytest.mark.parametrize(
        ("name", "count"),
        [(name, quick) for name, quick, _ in rows if quick]
        + [pytest.param(name, more, marks=pytest.mark.slow) for name, _, more in rows],
    )


@counted(2, 100, 2)
def test_verdicts_and_gaps_at_many_points_are_those_of_detect(name, count):
    told = Counter()

    @always(count, CASES[name], st.sampled_from(QUANTIFIERS), st.integers(0, 10**6))
    def law(case, quantifier, seed):
        family, request = case
        inquiry = asked(name, family, request, quantifier)
        columns = drawn({axis: Uniform(*family.box[axis]) for axis in "ab"}, DRAWS, seed)
        points = points_of(columns, {}, DRAWS)
        found = many_verdicts(Pointwise(inquiry), formulas_of(inquiry), points, Clock(None))
        told["drawn"], told["one by one"] = told["drawn"] + DRAWS, told["one by one"] + found.pointwise
        for number in range(DRAWS):
            true = detected(name, family, request, quantifier, points.exact(number))
            if true.name == "undecided":
                continue
            assert found.marks[number] == (true.name == "present")
            told[true.name] += 1
            if true.comparison is not None and not np.isnan(found.gaps[number]):
                assert abs(found.gaps[number] - float(true.comparison.gap)) < 1e-9
                told["gaps"] += 1

    assert told["gaps"] > told["drawn"] / 3
    if count > 2:
        assert told["one by one"] < told["drawn"] / 2
        assert min(told["present"], told["absent"]) > told["drawn"] / 30


@counted(2, 50, 0)
def test_between_two_switches_the_verdict_is_one(name, count):
    told = Counter()

    @always(count, CASES[name], st.sampled_from(QUANTIFIERS), positive_points(("a", "b"), HIGH))
    def law(case, quantifier, point):
        family, request = case
        inquiry = asked(name, family, request, quantifier)
        found = switches_along(inquiry, "a", (Fraction(0), Fraction(HIGH)), {"b": point["b"]})
        if found is None or any("undecided" in (switch.before, switch.after) for switch in found):
            return
        passed = [switch for switch in found if switch.high < point["a"]]
        following = [switch for switch in found if switch.low > point["a"]]
        if len(passed) + len(following) < len(found):
            return
        true = detected(name, family, request, quantifier, point)
        said = passed[-1].after if passed else following[0].before if following else None
        if said is not None and true.name != "undecided":
            assert (said == "present") == (true.name == "present")
            told[said] += 1

    if count > 10:
        assert min(told["present"], told["absent"]) >= count / 50


@counted(1, 30, 1)
def test_the_interval_and_the_proved_share_meet(name, count):
    @always(count, CASES[name], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        family, request = case
        found = uncertainty(
            family,
            name,
            **request,
            quantifier=quantifier,
            draws=100,
            confidence="0.999999999",
            cells=40,
            budget=20,
        )
        assert set(found.distributions) == {"a", "b"}
        low, high = found.share
        assert found.interval[0] <= high
        assert low <= found.interval[1]
        assert found.present + found.absent + found.undecided == found.draws

    assert count


SIDES = {
    "comparative-statics": ("higher", "lower"),
    "dominance-trap": ("with, {}", "without, {}"),
    "information": ("informed", "uninformed"),
    "security-insecurity": ("with", "without"),
    "dynamic-backfire": ("with", "instead"),
    "third-party": ("with", "without"),
}


@counted(3, 35, 0)
def test_a_bifurcation_holds_the_payoffs_of_all_equilibria(name, count):
    told = Counter()

    @always(count, CASES[name], st.sampled_from(QUANTIFIERS), positive_points(("a", "b"), HIGH))
    def law(case, quantifier, point):
        family, request = case
        found = bifurcation(
            family, name, over="a", values={"b": point["b"]}, quantifier=quantifier, **request
        )
        assert (found.stretches[0].low, found.stretches[-1].high) == (0, HIGH)
        true = detected(name, family, request, quantifier, point)
        stretches = [s for s in found.stretches if s.low < point["a"] < s.high]
        if not stretches or true.comparison is None:
            return
        (stretch,) = stretches
        if stretch.verdict != "undecided":
            assert (stretch.verdict == "present") == (true.name == "present")
            told[stretch.verdict] += 1
        for formulas, side in zip((stretch.has, stretch.lacks), SIDES[name], strict=True):
            paid = true.comparison.payoffs[side.format(request["mover"])]
            if not (stretch.is_open or paid.infinite):
                assert {formula.value({"a": point["a"]}) for formula in formulas} == set(paid.values)
                told["compared"] += 1

    assert told["compared"] >= count
