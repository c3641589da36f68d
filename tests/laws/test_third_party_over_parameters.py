"""The third-party paradox over parameters: what formulas say at a point is what ``detect`` says there."""

from collections import Counter

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged, verified
from laws.test_regions import holds
from witnesses.certificates import data_of
from witnesses.games import QUANTIFIERS
from witnesses.parametric import positive_points
from witnesses.sampling import always, cases
from witnesses.stated import CASES, HIGH, answered_cases, feared

from gametheory_paradox.detectors import detect
from gametheory_paradox.maps import prove, thresholds

NAME = "third-party"
POINTS = st.lists(positive_points(("a", "b"), HIGH), min_size=4, max_size=4)
TIED = answered_cases(feared(st.lists(st.integers(0, 1), min_size=4, max_size=4)))  # where T hosts


def answers(family, request, quantifier, points):
    """What formulas and ``detect`` say at points; nothing where the formulas are too long to be read."""
    found = thresholds(family, NAME, quantifier=quantifier, **request)
    if not (found.present.shortest and found.open.shortest):
        return
    for point in points:
        told = "present" if holds(found.present, point) else "absent"
        said = "undecided" if holds(found.open, point) else told
        verdict = detect(family, NAME, values=point, quantifier=quantifier, **request)
        yield said, {"impossible": "absent"}.get(verdict.name, verdict.name)


# Off ties nobody is indifferent, so that a player does one thing or not, and nothing else is left open.
@cases(3, 3000)
def test_off_ties_formulas_say_what_is_found_at_each_point(count):
    told = Counter()

    @always(count, CASES[NAME], st.sampled_from(QUANTIFIERS), POINTS)
    def law(case, quantifier, points):
        for said, truth in answers(*case, quantifier, points):
            assert said == truth
            told[truth] += 1

    assert min(told["present"], told["absent"]) > count / 4
    assert count < 300 or told["undecided"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("count", [120])
def test_where_ties_hold_throughout_formulas_deny_nothing_that_is_found(count):
    told = Counter()

    @always(count, TIED, st.sampled_from(QUANTIFIERS), POINTS)
    def law(case, quantifier, points):
        for said, truth in answers(*case, quantifier, points):
            assert "undecided" in (said, truth) or said == truth
            told[said, truth] += 1

    open_ = told["undecided", "present"] + told["undecided", "absent"]
    assert min(told["present", "present"], told["absent", "absent"]) > max(open_ / 4, count / 4)


@cases(3, 400)
def test_what_is_proved_absent_is_found_nowhere(count):
    told = Counter()

    @always(count, CASES[NAME], st.sampled_from(QUANTIFIERS), positive_points(high=HIGH))
    def law(case, quantifier, point):
        family, request = case
        found = prove(family, NAME, absent=True, quantifier=quantifier, budget=2, **request)
        told[found.name] += 1
        if found.name == "proved":
            data = data_of(found.certificate)
            assert (verified(data).kind, judged(data)) == ("proposition", "not mine")
            assert detect(family, NAME, values=point, quantifier=quantifier, **request).name != "present"

    assert told["proved"] + told["refuted"] > 0
    if count > 3:
        assert min(told["proved"], told["refuted"]) > count / 20
