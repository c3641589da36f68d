"""Paradoxes as statements about parameters, against ``detect`` and plain enumeration at random points."""

from collections import Counter
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from laws.test_regions import holds, verdicts_in
from oracles import plain_paradoxes, plain_time_claims
from oracles.plain_penalties import is_null
from oracles.plain_truth import CannotTell
from witnesses.certificates import data_of
from witnesses.games import QUANTIFIERS
from witnesses.parametric import positive_points
from witnesses.sampling import always, cases
from witnesses.stated import CASES, HIGH

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.maps import chart, thresholds
from gametheory_paradox.paradoxes.definitions import DEFINITIONS

OFFERED = {name: row.stated for name, row in DEFINITIONS.items() if not isinstance(row.stated, str)}
NAMES = sorted(OFFERED.keys() - {"option"})  # which laws of its own are about
LEAST = st.sampled_from([0, 0, 1])


def test_there_are_strategies_for_every_statement():
    assert set(CASES) == set(NAMES)


def points(name):
    """Points with a coordinate for each axis."""
    return positive_points(("a", "b", "p", "p'") if name == "null-coercion" else ("a", "b"), HIGH)


def truth_at(name, family, request, quantifier, point, least=0):
    """Whether the paradox is present at a point with a gap above some bound; None where that is open."""
    values = {axis: value for axis, value in point.items() if axis in "ab"}
    if name == "null-coercion":
        levels = (point["p"], point["p'"], point["p"] + Fraction(1, 10**6))
        games = [family.at(values, p=level) for level in levels]
        return is_null(*games, request["mover"], request["target"], request.get("action"), quantifier)
    if name == "comparative-statics":
        found = detect(family, name, quantifier=quantifier, values=values, **request)
    else:
        found = detect(family, name, values=values, quantifier=quantifier, **request)
    if found.name == "undecided":
        return None
    with suppress(CannotTell):
        plain = plain_time_claims if name == "dynamic-backfire" else plain_paradoxes
        assert plain.is_true(data_of(found.certificate))
    return found.name == "present" and found.comparison.gap > least


def charted(name, family, request, quantifier, least, over=("a", "b"), cells=40):
    bound = {} if name == "null-coercion" else {"least": least}
    limits = {"undecided": 0, "cells": cells, "budget": None}
    return chart(family, name, over=over, quantifier=quantifier, **limits, **bound, **request)


def counted(ordinary, slow, names=NAMES):
    """Each statement with its number of cases; trees with hidden moves take long, so that few are drawn."""
    rows = [(name, (0, max(4, slow // 10)) if name == "information" else (ordinary, slow)) for name in names]
    return pytest.mark.parametrize(
        ("name", "count"),
        [(name, fewer) for name, (fewer, _) in rows if fewer]
        + [pytest.param(name, more, marks=pytest.mark.slow) for name, (_, more) in rows],
    )


QUICK = [name for name in NAMES if name != "information"]


@counted(1, 14)
def test_a_map_says_at_each_point_what_is_true_there(name, count):
    told, where = Counter(), st.lists(points(name), min_size=12, max_size=12)

    @always(count, CASES[name], st.sampled_from(QUANTIFIERS), LEAST, where)
    def law(case, quantifier, least, where):
        family, request = case
        try:
            found = charted(name, family, request, quantifier, least)
        except Unsupported as refusal:  # where formulas grow beyond bounds, and said so
            told["refused" if "too large" in str(refusal) else "refused for another reason"] += 1
            return
        assert verify(found.certificate).kind == "map"
        assert found.present + found.absent + found.undecided == 1
        for point in where:
            if name == "null-coercion" and not all(point[axis] > Fraction(1, 2) for axis in ("p", "p'")):
                continue
            (said,) = verdicts_in(found, point)
            told["looked at"] += 1
            if said == "undecided":
                continue
            truth = truth_at(name, family, request, quantifier, point, least)
            if truth is not None:
                assert said == ("present" if truth else "absent")
                told[said] += 1

    assert told["refused"] <= max(1, count // 10)
    assert not told["refused for another reason"]
    if count > 10:
        assert told["present"] + told["absent"] > told["looked at"] / 2
        assert min(told["present"], told["absent"]) > told["looked at"] / 40


@counted(2, 30, QUICK)
def test_thresholds_say_at_each_point_what_is_true_there(name, count):
    told, where = Counter(), st.lists(points(name), min_size=4, max_size=4)

    @always(count, CASES[name], st.sampled_from(QUANTIFIERS), where)
    def law(case, quantifier, where):
        family, request = case
        found = thresholds(family, name, quantifier=quantifier, **request)
        if not (found.present.shortest and found.open.shortest):
            return
        for point in where:
            if name == "null-coercion" and not all(point[axis] > Fraction(1, 2) for axis in ("p", "p'")):
                continue
            if holds(found.open, point):
                assert not holds(found.present, point)
            else:
                truth = truth_at(name, family, request, quantifier, point)
                assert truth is None or truth == holds(found.present, point)
                told[truth] += 1

    assert told[True] + told[False] > 0


@counted(2, 35, [name for name in QUICK if OFFERED[name].has_gap])
def test_a_larger_bound_is_present_on_less(name, count):
    @always(count, CASES[name], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        family, request = case
        none, some, more = (
            charted(name, family, request, quantifier, least, cells=12) for least in (0, "1/2", 2)
        )
        assert some.present <= 1 - none.absent
        assert more.present <= 1 - some.absent


# What a frozen third party takes away may be gone under one quantifier and there under a weaker one.
@counted(1, 28, [name for name in QUICK if name != "third-party"])
def test_strong_implies_best_and_worst_and_each_of_these_possible(name, count):
    @always(count, CASES[name])
    def law(case):
        family, request = case
        found = {q: charted(name, family, request, q, 0, cells=16) for q in QUANTIFIERS}
        for one, other in (
            ("strong", "best"),
            ("strong", "worst"),
            ("best", "possible"),
            ("worst", "possible"),
        ):
            assert found[one].present <= 1 - found[other].absent


@cases(10, 400)
def test_a_penalty_is_null_on_a_range_if_it_is_at_all_pairs_of_levels(count):
    told = Counter()
    levels = st.lists(
        positive_points(("p", "p'"), HIGH).filter(lambda at: min(at.values()) > 1), min_size=4, max_size=4
    )

    @always(count, CASES["null-coercion"], st.sampled_from(QUANTIFIERS), points("dominance-trap"), levels)
    def law(case, quantifier, others, pairs):
        family, request = case
        found = detect(family, "null-coercion", quantifier=quantifier, values=others, **{**request, "low": 1})
        told[found.name] += 1
        checked = verify(found.certificate) if found.certificate else None
        assert (checked is None) == (found.name == "undecided")
        if found.name == "present":
            assert checked.verdict == "present on 1 to 1 of the box"
            for pair in pairs:
                assert truth_at("null-coercion", family, request, quantifier, {**others, **pair}) is not False
        elif found.name == "absent":
            assert found.certificate.data["absent"][0] != "0"

    assert min(told["present"], told["absent"]) > count / 40
    assert told["undecided"] < count / 3
