"""Penalties that do nothing: a specification of ours after tsebelis1989, with its values derived by hand."""

from fractions import Fraction

import pytest
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import thresholds

FAMILY = catalog.load("literature/tsebelis-1989/penalties")
SEEN = catalog.load("literature/tsebelis-1989/observed-enforcement")
REQUEST = {"mover": "Coercer", "parameter": "p", "low": 2, "high": 12, "target": "Host"}


@pytest.mark.parametrize("p", [2, 4, 8, 12, Fraction(7, 2)])
def test_the_host_is_as_bold_whatever_the_penalty_and_enforcement_rarer(p):
    (profile,) = solve(FAMILY.at(p=p))
    assert profile.plays("Host", "harbor", "") == Fraction(2, 5)  # c/r
    assert profile.plays("Coercer", "enforce", "") == Fraction(1) / p  # g/p
    assert solve(FAMILY.at(p=p)).payoffs == ((0, -4),)  # -L*c/r


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
@pytest.mark.parametrize("action", [{}, {"action": "harbor"}])
def test_the_coercion_is_null_on_the_whole_range(quantifier, action):
    found = detect(FAMILY, "null-coercion", quantifier=quantifier, **REQUEST, **action)
    assert found.name == "present"
    assert verify(found.certificate).verdict == "present on 1 to 1 of the box"


def test_it_is_null_wherever_enforcement_pays():
    found = thresholds(FAMILY, "null-coercion", **REQUEST)
    assert (str(found.present), str(found.open)) == ("r > c", "never")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"values": {"c": 4, "r": 3}}, "enforcement never pays, so that the penalty is not incurred"),
        ({"action": "suppress"}, "the penalty is for something else"),
        ({"target": "Coercer", "mover": "Host"}, "the coercer pays no penalty"),
    ],
)
def test_it_is_not_null_where_nothing_is_incurred_or_the_penalty_is_no_such(change, why):
    found = detect(FAMILY, "null-coercion", **{**REQUEST, **change})
    assert found.name == "absent", why
    assert verify(found.certificate).verdict == "present on 0 to 0 of the box"


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_where_enforcement_is_seen_a_penalty_helps(quantifier):
    assert [solve(SEEN.at(p=p, e=0.1)).payoffs[0][1] for p in (4, 8)] == [
        Fraction(-11, 20),
        Fraction(-11, 40),
    ]
    found = detect(SEEN, "null-coercion", quantifier=quantifier, **REQUEST)
    assert found.name == "absent"
    verify(found.certificate)
