"""Probabilities, switches and bifurcations on families, against ``detect`` at points and proved shares."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import strategies as st
from witnesses.games import QUANTIFIERS, asked
from witnesses.parametric import (
    family_of,
    parametric_tables,
    parametric_trees,
    positive_points,
    restraint_families,
)
from witnesses.sampling import always, cases, seen

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import detect, inquiry_about
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.maps import bifurcation, boundary, chart
from gametheory_paradox.models import Uniform
from gametheory_paradox.studies import uncertainty
from gametheory_paradox.studies.sensitivity.formulas import formulas_of
from gametheory_paradox.studies.sensitivity.influence import drawn, many_verdicts, points_of
from gametheory_paradox.studies.sensitivity.pointwise import Pointwise

RESTRAINT = restraint_families()
CASES = st.one_of(asked(parametric_tables(((2, 2), (2, 3)))), asked(parametric_trees()), RESTRAINT, RESTRAINT)
LIVELY = st.one_of(asked(parametric_tables(((2, 2),))), RESTRAINT, RESTRAINT)
HIGH = 3


def family_or_none(form):
    try:
        return family_of(form, HIGH)
    except InvalidGame:
        return None


@pytest.mark.slow
@cases(2, 300)
def test_the_interval_and_the_proved_share_meet(count):
    @always(count, CASES, st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        found = uncertainty(
            family,
            **request,
            quantifier=quantifier,
            draws=100,
            confidence="0.999999999",
            cells=60,
            budget=None,
        )
        low, high = found.share
        assert 0 <= low <= high <= 1
        assert found.interval[0] <= high
        assert low <= found.interval[1]
        assert found.present + found.absent + found.undecided == found.draws == 100


@pytest.mark.slow
@cases(10, 200)
def test_shares_between_nought_and_one_occur(count):
    def described(case):
        family = family_or_none(case[0])
        if family is None:
            return "none"
        found = uncertainty(family, **case[1], draws=100, cells=1, budget=None)
        return "some" if 0 < found.present < 100 else "all or none"

    assert seen(count, LIVELY)(described)["some"] > count // 20


@cases(2, 300)
def test_verdicts_and_gaps_at_many_points_are_those_of_detect(count):
    @always(count, CASES, st.sampled_from(QUANTIFIERS), st.integers(0, 10**6))
    def law(case, quantifier, seed):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        pointwise = Pointwise(inquiry_about(family, None, {**request, "quantifier": quantifier}))
        columns = drawn({name: Uniform(*ends) for name, ends in family.box.items()}, 12, seed)
        points = points_of(columns, {}, 12)
        quickly, slowly = (
            many_verdicts(pointwise, formulas, points, Clock(None))
            for formulas in (formulas_of(pointwise.inquiry), None)
        )
        assert slowly.pointwise == 12
        for number in range(12):
            # With ties among equals detect may leave it open.
            assert slowly.marks[number] in (quickly.marks[number], -1)
            if slowly.gaps[number] == slowly.gaps[number]:
                assert abs(quickly.gaps[number] - slowly.gaps[number]) < 1e-9


@cases(3, 300)
def test_a_bifurcation_holds_the_payoffs_of_all_equilibria(count):
    @always(count, CASES, positive_points(high=HIGH))
    def law(case, point):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        found = bifurcation(family, over="a", values={"b": point["b"]}, **request)
        assert (found.stretches[0].low, found.stretches[-1].high) == (0, HIGH)
        (stretch,) = [s for s in found.stretches if s.low < point["a"] < s.high]
        verdict = detect(family.at(point), **request)
        if verdict.comparison is None or stretch.is_open:
            return
        for formulas, payoffs in (
            (stretch.has, verdict.comparison.with_action),
            (stretch.lacks, verdict.comparison.without_action),
        ):
            if not payoffs.infinite:
                assert {formula.value({"a": point["a"]}) for formula in formulas} == set(payoffs.values)
        assert stretch.verdict == ("absent" if verdict.name == "impossible" else verdict.name)


@cases(3, 200)
def test_the_verdict_differs_on_the_two_sides_of_a_boundary(count):
    looked_at = []

    @always(count, RESTRAINT)
    def law(case):
        form, request = case
        family = family_of(form, HIGH)
        found = chart(family, over=["a", "b"], undecided="0.5", cells=4, budget=None, **request)
        if inquiry_about(family, found.question, {}).statement({}, Factoring())[1] is not False:
            return  # what is open has a boundary too, on whose two sides detect may find the same
        for curve in boundary(found)[:3]:
            assert len(curve.places) > 1
            assert all(-1e-9 <= share <= 1 + 1e-9 for place in curve.places for share in place)
            (x, y), (u, v) = curve.places[len(curve.places) // 2 - 1 : len(curve.places) // 2 + 1]
            middle, across = ((x + u) / 2, (y + v) / 2), (v - y, x - u)
            size = max(map(abs, across))
            if size < 1e-6 or not all(0.02 < share < 0.98 for share in middle):
                continue  # at a corner of the map or the end of a piece there is no room for two sides
            verdicts = set()
            for side in (-1, 1):
                shares = [
                    Fraction(m + side * 1e-4 * a / size).limit_denominator(10**9)
                    for m, a in zip(middle, across, strict=True)
                ]
                verdicts.add(
                    detect(family.at(a=HIGH * shares[0], b=HIGH * shares[1]), **request).name == "present"
                )
            looked_at.append(len(verdicts) == 2)

    assert len(looked_at) > count // 2
    assert sum(looked_at) >= 0.9 * len(looked_at)  # another curve may pass within the distance looked at


def test_draws_of_fewer_are_the_first_of_more():
    own = {name: Uniform(Fraction(0), Fraction(HIGH)) for name in "ab"}
    for seed in (Random(1).randrange(10**6), 0):
        few, many = drawn(own, 5, seed), drawn(own, 50, seed)
        assert all(
            [few[name].exact(k) for k in range(5)] == [many[name].exact(k) for k in range(5)] for name in "ab"
        )
        assert all(0 < many[name].exact(k) < HIGH for name in "ab" for k in range(50))
