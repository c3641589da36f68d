"""The region in which being able to harden costs China payoff, over all twelve parameters, by hand.

Tolerated, IS-K strikes in Kabul (1 > g_P, g_C).  Fought, it strikes where that is worth most to it: 1 - phi
in Kabul, g_P in Pakistan, g_C at Chinese, of a hard one 1 - e of that.  The Taliban fight where n supporters
and a strike elsewhere are worth it, n*K + l > k_F, or n*K > k_F if the strike comes to Kabul in any case.  So
what China and Pakistan play hangs on a few comparisons; in each order of these it is one table.
"""

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from witnesses.sampling import ordinarily

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.maps import prove, thresholds
from gametheory_paradox.models.formula import parse_inequality

F = Fraction
THREAT = "seed/collective-action"
HARDEN = {"mover": "China", "action": "harden", "coalition": ["China", "Pakistan"]}

# Where a fought IS-K strikes while all are soft, and where once that one is hard.  What follows from the rest
# is said as well, so that fewer equilibria are listed.
SOFT = {
    "Kabul": "1 - phi > g_P and 1 - phi > g_C and 1 - phi > (1-e)*g_P and 1 - phi > (1-e)*g_C",
    "Pakistan": "g_P > g_C and g_P > 1 - phi and g_P > (1-e)*g_C",
    "Chinese": "g_C > g_P and g_C > 1 - phi and g_C > (1-e)*g_P",
}
TURNED = {
    ("Kabul", "Kabul"): "1 > e",
    ("Pakistan", "Pakistan"): "(1-e)*g_P > g_C and (1-e)*g_P > 1 - phi",
    ("Pakistan", "Chinese"): "g_C > (1-e)*g_P and g_C > 1 - phi",
    ("Pakistan", "Kabul"): "1 - phi > (1-e)*g_P and 1 - phi > g_C and 1 - phi > (1-e)*g_C",
    ("Chinese", "Chinese"): "(1-e)*g_C > g_P and (1-e)*g_C > 1 - phi",
    ("Chinese", "Pakistan"): "g_P > (1-e)*g_C and g_P > 1 - phi",
    ("Chinese", "Kabul"): "1 - phi > (1-e)*g_C and 1 - phi > g_P and 1 - phi > (1-e)*g_P",
}
FIGHT = (  # by the number of supporters that it takes; of the last two, or more than there are
    "l > k_F and K + l > k_F and 2*K + l > k_F",
    "k_F > l and K + l > k_F and 2*K + l > k_F",
    "k_F > l and k_F > K and k_F > K + l",
)
ORDERS = list(product(TURNED, range(len(FIGHT))))

# A strike that Pakistan's hardening turns to Chinese, or to Kabul, where nobody then fights, costs China
# (1-s)*h_C or gamma*h_C; Pakistan hardens where that is worth it.  Where the fight takes a supporter, China
# would have been the one; where China itself is struck first, it hardens, and Pakistan no longer pays for the
# fight.
HURT = {
    ("Pakistan", "Chinese", 0): "(1-s)*h_P > f",
    ("Pakistan", "Kabul", 0): "(1-s-gamma)*h_P > f",
    ("Pakistan", "Chinese", 1): "(1-s)*h_P > f and gamma*h_C > K and K > (gamma+s-1)*h_P",
    ("Pakistan", "Kabul", 1): "k_F > K and gamma*h_C > K and (1-s-gamma)*h_P > f",
    ("Chinese", "Pakistan", 1): (
        "gamma + s > 1 and (1-s)*h_C > f and gamma*h_P > K and K > (gamma+s-1)*h_P and K > (gamma+s-1)*h_C"
    ),
}


@pytest.fixture(scope="module")
def threat():
    return catalog.load(THREAT)


def order_of(strikes, fight):
    """An order as a list of inequalities."""
    said = " and ".join((SOFT[strikes[0]], TURNED[strikes], FIGHT[fight], "1 > g_P and 1 > g_C"))
    return list(dict.fromkeys(said.split(" and ")))


def reader(family):
    """What says whether all inequalities of a text hold at a point."""
    known = {}

    def holds(text, point):
        for own in text if isinstance(text, list) else text.split(" and "):
            if own not in known:
                known[own] = parse_inequality(own, list(family.box), "")
            if known[own].value(point) <= 0:
                return False
        return True

    return holds


def points(family, random):
    """Points of the box, half of them where the fight takes a supporter and abroad is worth a strike."""
    while True:
        point = {
            n: low + (high - low) * F(random.randint(1, 996), 997) for n, (low, high) in family.box.items()
        }
        if random.random() < 0.5:
            point["k_F"] = min(F(36), point["l"] + point["K"] * F(random.randint(1, 96), 97))
            point |= {"phi": 1 - (1 - point["phi"]) / 3, "f": point["f"] / 3}
        yield point


@pytest.mark.parametrize(("strikes", "fight"), ORDERS)
@pytest.mark.slow
def test_where_hardening_costs_china_payoff_in_each_order(threat, strikes, fight):
    order, holds = order_of(strikes, fight), reader(threat)
    found = thresholds(threat, assuming=order, **HARDEN)
    assert str(found.open) == "never"
    hand = HURT.get((*strikes, fight))
    if hand is None:
        assert str(found.present) == "never"
        if strikes[0] == strikes[1]:  # with a certificate at once, since no strike moves
            proved = prove(threat, assuming=order, absent=True, budget=None, **HARDEN)
            assert proved.name == "proved"
            assert verify(proved.certificate).verdict == "holds"
        return
    met, random = Counter(), Random(1)
    for point in points(threat, random):
        if holds(order, point):
            said = any(all(own.polynomial.value(point) > 0 for own in case) for case in found.present.cases)
            assert said == holds(hand, point)
            met[said] += 1
            if met[True] >= 5 and met[False] >= 5:
                return


@pytest.mark.slow
def test_the_orders_fill_the_ranges_and_what_they_say_is_so_at_points(threat):
    holds, by_hand = reader(threat), {True: [], False: []}
    for _, point in zip(range(300), points(threat, Random(2)), strict=False):
        (own,) = [own for own in ORDERS if holds(order_of(*own), point)]
        hand = HURT.get((*own[0], own[1]))
        by_hand[hand is not None and holds(hand, point)].append(point)
    assert min(map(len, by_hand.values())) >= 15
    for hurt, drawn in by_hand.items():
        for point in drawn[: ordinarily(15, 100)]:
            found = detect(threat, values=point, **HARDEN)
            assert found.name == ("present" if hurt else "absent")


@pytest.mark.slow
def test_in_the_order_of_the_baseline_it_is_proved_over_all_twelve_parameters(threat):
    strikes, fight = ("Pakistan", "Chinese"), 1
    order = [*order_of(strikes, fight), *HURT[*strikes, fight].split(" and ")]
    assert reader(threat)(order, threat.baseline)
    found = prove(threat, assuming=order, budget=None, **HARDEN, claim="option")
    assert (found.name, found.certificate.data["values"]) == ("proved", {})
