"""A border closed for the public: what closing earns at home and what it costs, derived by hand.

Closing costs K = c + h, and a deal's V if there is one.  It earns r, s times the support after closing less
that after opening.  With s < K + V no deal is broken for it.  What is compared is the game without the soft
one's option.
"""

from fractions import Fraction
from random import Random

import pytest
from witnesses.sampling import ordinarily

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import chart, prove, thresholds

F = Fraction
NAME = "seed/trade-restriction/audience"
SOFT = {"mover": "Pakistan", "action": "close", "at": ["soft, defied", "soft, deal"]}


# Without the option a closed border is a resolute government's, supported; an open one is supported iff the
# resolute with a deal are at least m of all who keep it open.
def without(p):
    stained = p["rho"] * p["delta"] < p["m"] * (1 - p["rho"] * (1 - p["delta"]))
    supported = p["rho"] * (1 - p["delta"]) if stained else 1
    payoff = p["s"] * supported - p["rho"] * (1 - p["delta"]) * (p["c"] + p["h"]) + p["delta"] * p["V"]
    return payoff, p["delta"] * p["V"] - p["rho"] * (1 - p["delta"]) * p["h"], stained


# With it a soft one that is defied closes iff r >= K.  It cannot be that r > K: all would close, and either
# the public would be worse than m (rho < m), or only those with a deal would keep the border open, a share
# rho of them resolute, and be supported (rho > m).  rho < m: as many bluff as make a closed border worth m,
# and r = K leaves all who close 0.  rho > m: as many keep it open as make an open one worth m, and r = K
# leaves all s - K.
def by_hand(p):
    """(payoff, security) with the option and without it."""
    price = p["c"] + p["h"]
    payoff, security, stained = without(p)
    if p["s"] < price or not stained:
        return (payoff, security), (payoff, security)
    if p["rho"] < p["m"]:
        closed = (1 - p["delta"]) * p["rho"] / p["m"]
        gets = p["delta"] * p["V"]
    else:
        opened = p["delta"] * (p["rho"] - p["m"]) / p["m"]
        closed = 1 - p["delta"] - opened
        gets = p["s"] - price + p["delta"] * p["V"]
    return (gets, p["delta"] * p["V"] - p["h"] * closed), (payoff, security)


def points(count, seed=4):
    family, random = catalog.load(NAME), Random(seed)
    while count:
        point = {p.name: p.low + (p.high - p.low) * F(random.randint(1, 996), 997) for p in family.parameters}
        if point["s"] < point["c"] + point["h"] + point["V"]:
            count -= 1
            yield point


@pytest.mark.slow
def test_payoff_and_security_are_those_derived_by_hand():
    family, met = catalog.load(NAME), set()
    for point in points(ordinarily(6, 40)):
        for number, measure in enumerate(("payoff", "security")):
            found = detect(family, values=point, measure=measure, **SOFT)
            sides = found.comparison.with_action.values, found.comparison.without_action.values
            expected = tuple((side[number],) for side in by_hand(point))
            assert sides == expected
            verify(found.certificate)
            met.add((measure, found.name, point["rho"] < point["m"], found.gap < 0))
    assert ("payoff", "present", True, False) in met
    assert ("security", "present", True, False) in met
    assert ("security", "present", False, False) in met  # there it pays and costs security
    assert ("payoff", "absent", False, True) in met


def test_the_reward_at_home_is_what_closing_costs():
    # x = 1/3*1/2 / (2/3*1/2); support 45/60 after closing, none after opening.
    (play,) = solve(catalog.load(NAME).at())
    assert play.plays("Pakistan", "close", "soft, defied") == F(1, 2)
    assert play.plays("Pakistan", "close", "soft, deal") == 0
    assert 60 * (
        play.plays("Public", "support", "after close") - play.plays("Public", "support", "after open")
    ) == F(45)


@pytest.mark.slow
@pytest.mark.parametrize("concept", ["sequential", "perfect-bayesian"])
def test_it_is_so_in_sequential_equilibria(concept):
    # 1/4*110 with; the resolute keep 60 - 45 without.  The border is closed with 1/2, and with 1/4 without.
    family = catalog.load(NAME)
    for measure, gets, gap in (("payoff", F(55, 2), F(15, 4)), ("security", 19, F(17, 4))):
        found = detect(family, concept=concept, measure=measure, **SOFT)
        assert (found.name, found.gap) == ("present", gap)
        assert found.comparison.with_action.values == (gets,)


STAINED = "m*(1 - rho + rho*delta) > rho*delta"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "where"),
    [("payoff", "m > rho"), ("security", "m > rho"), ("security", STAINED)],
)
def test_an_open_border_that_is_a_stain_makes_the_option_cost_security(measure, where):
    assuming = [where, "s > c + h", "c + h + V > s"]
    assert prove(catalog.load(NAME), "option", assuming=assuming, measure=measure, **SOFT).name == "proved"


# 45 < s < 155 of 240, and rho < m = 1/2 or 1/4*(rho - 1/2) < 3/4*(1 - rho)*1/2, that is rho < 4/5, of
# [1/100, 99/100].  Above 155 it saves security.
@pytest.mark.slow
def test_where_it_costs_security():
    found = chart(catalog.load(NAME), over=["rho", "s"], measure="security", undecided="1/100", **SOFT)
    low, high = found.share
    assert low <= F(79, 98) * F(110, 240) <= high
    assert high - low < F(1, 100)


# s = 200 > 155: told by a closed border a resolute one breaks its deal, 110/4*2/3 - 17/3; with bluffs it
# does not.
def test_where_support_is_worth_more_than_a_deal_bluffs_protect_the_deal():
    found = detect(catalog.load(NAME), values={"s": 200}, measure="security", **SOFT)
    assert found.comparison.without_action.values == (F(110, 4) * F(2, 3) - F(17, 3),)
    assert found.comparison.with_action.values == (19,)


@pytest.mark.parametrize("measure", ["payoff", "security"])
def test_before_a_public_that_knows_its_government_the_option_never_hurts(measure):
    found = thresholds(catalog.load(f"{NAME}/control"), measure=measure, **SOFT)
    assert (str(found.present), str(found.open)) == ("never", "never")
