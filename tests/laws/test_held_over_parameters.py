"""Security-insecurity over parameters: maps, conditions and proofs of trees and tables against ``detect``."""

from collections import Counter

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged, verified
from laws.test_regions import holds, verdicts_in
from witnesses.answered import SHAPES, answered_cases
from witnesses.certificates import data_of
from witnesses.games import QUANTIFIERS
from witnesses.parametric import positive_points
from witnesses.sampling import always, cases
from witnesses.stated import CASES, HIGH

from gametheory_paradox.detectors import detect
from gametheory_paradox.maps import chart, prove, thresholds
from gametheory_paradox.paradoxes.security_insecurity import HELD

NAME = "security-insecurity"
FAMILIES = {shape: answered_cases(shape) for shape in SHAPES}
FAMILIES["table"] = st.tuples(CASES[NAME], st.sampled_from(list(HELD))).map(
    lambda case: (case[0][0], {**case[0][1], "held": case[1], "target": "Bob"})
)
forms = pytest.mark.parametrize("form", FAMILIES)


def truth_at(family, point, quantifier, request):
    """What ``detect`` says at a point: present, absent or undecided."""
    found = detect(family, NAME, values=point, quantifier=quantifier, **request)
    if found.certificate is not None:
        verified(data_of(found.certificate))
    return found.name


@cases(2, 800)
@forms
def test_a_map_says_at_each_point_what_detect_says_there(form, count):
    told, where = Counter(), st.lists(positive_points(high=HIGH), min_size=4, max_size=4)

    @always(count, FAMILIES[form], st.sampled_from(QUANTIFIERS), where)
    def law(case, quantifier, where):
        family, request = case
        limits = {"over": ["a", "b"], "undecided": 0, "cells": 24, "budget": None}
        found = chart(family, NAME, quantifier=quantifier, **limits, **request)
        data = data_of(found.certificate)
        assert verified(data).kind == "map"
        assert judged(data) == "not mine"
        for point in where:
            (said,) = verdicts_in(found, point)
            truth = truth_at(family, point, quantifier, request)
            told[said, truth] += 1
            if "undecided" not in (said, truth):
                assert said == truth
                told[said, request["held"]] += 1

    decided = told["present", "present"] + told["absent", "absent"]
    assert decided > 0
    if count > 50:
        assert told["undecided", "present"] + told["undecided", "absent"] < decided
        for who in HELD:
            assert told["absent", who] > count / 10
            assert told["present", who] > count / 60 or (form == "table" and who == "target")


@cases(1, 600)
@forms
def test_conditions_hold_where_detect_finds_the_paradox(form, count):
    told = Counter()

    @always(count, FAMILIES[form], st.sampled_from(QUANTIFIERS), positive_points(high=HIGH))
    def law(case, quantifier, point):
        family, request = case
        found = thresholds(family, NAME, quantifier=quantifier, **request)
        if not (found.present.shortest and found.open.shortest) or holds(found.open, point):
            return
        truth = truth_at(family, point, quantifier, request)
        assert truth == "undecided" or holds(found.present, point) == (truth == "present")
        told[truth] += 1

    if count > 50:
        assert told["present"] + told["absent"] > count / 3
        assert told["present"] >= count / 60


@cases(2, 300)
@forms
def test_what_is_proved_absent_is_found_nowhere(form, count):
    told = Counter()

    @always(count, FAMILIES[form], st.sampled_from(QUANTIFIERS), positive_points(high=HIGH))
    def law(case, quantifier, point):
        family, request = case
        found = prove(family, NAME, absent=True, quantifier=quantifier, budget=10, **request)
        told[found.name] += 1
        if found.name == "proved":
            data = data_of(found.certificate)
            assert verified(data).kind == "proposition"
            assert truth_at(family, point, quantifier, request) != "present"

    assert told["proved"] + told["refuted"] > 0
    if count > 20:
        assert min(told["proved"], told["refuted"]) > count / 20


# In a table of two players the only other one is the target: its answer is everybody's.
@cases(2, 100)
def test_the_answer_of_the_only_other_player_cannot_raise_security_and_lower_it(count):
    @always(count, CASES[NAME], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        family, request = case
        asked = {**request, "held": "target", "target": "Bob", "quantifier": quantifier}
        found = chart(family, NAME, over=["a", "b"], undecided=0, cells=16, budget=None, **asked)
        assert found.present == 0
