"""The stag hunt (harsanyi1988 for its selections): a subsidy of the hare that switches risk dominance."""

from fractions import Fraction

import pytest

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.models import family_from_table

# Together a stag is worth 9 to each, a hare 5; who is left alone with the stag gets 2.  Row gets s more with
# a hare while Column waits for the stag, and t more alone with the stag.  What the players lose who alone
# leave: 4 - s and 4 for the stag, 3 - t and 3 for the hare.
HUNT = family_from_table(
    ["Row", "Column"],
    [["stag", "hare"]] * 2,
    [[(9, 9), ("2 + t", 5)], [("5 + s", 2), (5, 5)]],
    {"s": (0, 3, 0), "t": (0, 2, 0)},
)
SUBSIDY = {"mover": "Row", "parameter": "s", "low": 0, "high": 2}


@pytest.mark.parametrize(("s", "selected"), [(0, 9), (1, 9), (Fraction(7, 4), None), (2, 5), (3, 5)])
def test_the_subsidy_lowers_what_row_loses_by_leaving_the_stag(s, selected):
    # The products of losses: (4 - s)·4 for the stag and 3·3 for the hare; they are equal at s = 7/4.
    found = detect(HUNT.at(s=s), mover="Row", action="stag", quantifier="risk-dominant")
    if selected is None:
        assert found.name == "undecided"
        assert found.why.endswith("both products of losses are 9")
    else:
        assert (found.comparison.with_action.values, found.comparison.without_action.values) == (
            (selected,),
            (5,),
        )


@pytest.mark.parametrize(
    ("quantifier", "verdict", "gap"),
    [
        *(("risk-dominant", "present", 4), ("payoff-dominant", "absent", 0)),
        *(
            ("strong", "absent", -4),
            ("best", "absent", 0),
            ("worst", "absent", 0),
            ("possible", "present", 4),
        ),
    ],
)
def test_a_gift_that_makes_the_hare_more_tempting_costs_row_the_stag_if_play_is_risk_dominant(
    quantifier, verdict, gap
):
    found = detect(HUNT, "comparative-statics", quantifier=quantifier, **SUBSIDY)
    assert (found.name, found.comparison.gap) == (verdict, gap)
    assert verify(found.certificate).verdict == verdict


def test_a_gift_to_who_hunts_the_stag_alone_brings_the_stag_about():
    # It lowers what Row loses by leaving the hare, from 3 to 1: the products are then 8 and 3 at s = 2.
    request = {"mover": "Row", "parameter": "t", "low": 0, "high": 2, "values": {"s": 2}}
    found = detect(HUNT, "comparative-statics", quantifier="risk-dominant", **request)
    assert (found.comparison.lower.values, found.comparison.higher.values, found.name) == (
        (5,),
        (9,),
        "absent",
    )


def test_who_cannot_hunt_hares_is_better_off_if_play_is_risk_dominant():
    found = detect(HUNT.at(s=2), mover="Row", action="hare", quantifier="risk-dominant")
    assert (found.name, found.comparison.gap) == ("present", 4)
    assert detect(HUNT.at(s=2), mover="Row", action="hare", quantifier="payoff-dominant").name == "absent"
