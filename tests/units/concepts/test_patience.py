"""The least patience for given payoffs: between two certificates, and where the theory of grim play says."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from units.forms.states.solvers.test_payoff_polygons import ABREU_SANNIKOV, PRISONERS, repeated

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts import least_patience
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms.states.proofs.payoff_polygons import PayoffPolygon
from gametheory_paradox.forms.states.solvers.payoff_polygons import payoff_polygons

DILEMMA = repeated(PRISONERS, "1/2")
FIRST, SECOND = DILEMMA.players


def asked(first, second, **more):
    return least_patience(DILEMMA, {FIRST: first, SECOND: second}, **more)


def holds(found, polygon):
    return polygon.covers(PayoffPolygon((found.payoffs,)))


@pytest.mark.parametrize(
    ("payoffs", "exact"),
    [((9, 9), Fraction(1, 7)), ((5, 5), Fraction(1, 7)), ((Fraction(39, 4), 3), Fraction(1, 4))],
)
def test_both_ends_have_a_certificate_around_what_theory_says(payoffs, exact):
    found = asked(*payoffs)
    low, high = found.bounds
    assert low < exact <= high
    assert high - low <= Fraction(1, 1000)
    for end in (found.below, found.at):
        assert gp.verify(end.certificate).kind == "payoffs"
    assert holds(found, found.at.inner)
    assert not holds(found, found.below.outer)
    assert "paid from" in str(found.table())


def test_what_the_stage_pays_in_an_equilibrium_needs_no_patience():
    found = asked(3, 3)
    assert (found.bounds, found.below, found.why) == ((None, 0), None, "")
    assert holds(found, found.at.inner)


@pytest.mark.parametrize("payoffs", [(10, 10), (1, 10), (Fraction(5, 2), 9)])
def test_what_no_mean_pays_or_a_player_can_better_alone_is_paid_at_no_factor(payoffs):
    found = asked(*payoffs)
    assert found.bounds == (None, None)
    assert found.why.startswith("paid at no discount factor")


def test_what_polygons_leave_open_is_said():
    found = least_patience(repeated(ABREU_SANNIKOV, "1/2"), {FIRST: 3, SECOND: 0}, within="1/1000")
    low, high = found.bounds
    assert high - low > Fraction(1, 1000)
    assert "leave open whether the payoffs are paid there" in str(found.table())


@given(st.integers(3, 9), st.integers(3, 9), st.fractions(0, 1, max_denominator=20))
def test_what_is_paid_stays_paid_with_more_patience(first, second, more):
    found = asked(first, second, within="1/50")
    (_, high), point = found.bounds, PayoffPolygon(((Fraction(first), Fraction(second)),))
    assert high is not None
    patient = min(high + more * (1 - high), Fraction(99, 100))
    game = replace(DILEMMA, discounts=(max(patient, high),) * 2)
    assert payoff_polygons(game, Clock(), point).inner.covers(point)


def test_a_spent_budget_is_said():
    found = asked(8, 6, budget=0)
    assert found.bounds == (None, None)
    assert "before the bracket was as close as asked" in found.why


def test_what_makes_no_sense_is_refused():
    with pytest.raises(InvalidGame, match="payoffs: expected one for each of"):
        least_patience(DILEMMA, {FIRST: 9})
    with pytest.raises(InvalidGame, match="within: expected a number above 0"):
        asked(9, 9, within=0)
    with pytest.raises(Unsupported, match="a repeated game of two players"):
        least_patience(gp.load("seed/guarded-posts").at(), {"Pakistan": 1})
