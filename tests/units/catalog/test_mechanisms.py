"""Effects of each mechanism of pressure on payoff and security; nothing is left where it is off."""

from fractions import Fraction
from random import Random

import pytest
from witnesses.sampling import ordinarily

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.maps import chart, prove, thresholds
from gametheory_paradox.maps.propositions import Proof

TRADE, DEPORTATION, VACUUM = "seed/trade-restriction", "seed/deportation", "seed/power-vacuum"
ANYWHERE = {"mover": "Pakistan", "action": "restrict"}
COMPLIED = {**ANYWHERE, "at": "after suppress"}
DEFIED = {**ANYWHERE, "at": "after host"}
DEPORT = {"mover": "Pakistan", "action": ["deport at once", "deport"]}
NARROW = {"mover": "Pakistan", "action": "narrow", "at": "after host"}
PRESS = {"mover": "Pakistan", "action": "press"}
GUARDS, SEND = "seed/private-security/control", {"mover": "China", "action": "send guards", "at": "admitted"}

UNASKED, PRESSURE = "seed/private-security/unasked-control", "seed/whole/pressure-control"
SEND_UNASKED = {"mover": "China", "action": "send guards"}
EVERYTHING = {"mover": "Pakistan", "action": ["deport at once", "deport", "restrict"]}

# Pakistan closes after compliance iff r_C > c + h, after defiance iff r_N > c + h, and IS-K expands behind a
# closed border.  The Taliban suppress iff only defiance is punished and d + l > k.  Security is V if they do,
# less h if the border is closed.
#
# Taking the option after compliance away matters where both are punished, and brings V for r_N - c - h, in
# security V for -h.  Taking it away at all, or after defiance, leaves 0: closing is chosen for more than
# that, but costs h in security wherever they host.
VACUUM_ALONE = "r_N > c + h and k > d + l"
WHERE = [
    (TRADE, COMPLIED, "payoff", "r_C > c + h and r_N > c + h and d + l > k and V + c + h > r_N"),
    (TRADE, COMPLIED, "security", "r_C > c + h and r_N > c + h and d + l > k"),
    (TRADE, ANYWHERE, "payoff", "never"),
    (TRADE, ANYWHERE, "security", f"(r_C > c + h and r_N > c + h) or ({VACUUM_ALONE})"),
    (TRADE, DEFIED, "payoff", "never"),
    (TRADE, DEFIED, "security", f"(r_C > c + h and r_N > c + h) or ({VACUUM_ALONE})"),
    # r_C = 0: no hold-up; the vacuum is left.
    (f"{TRADE}/control", COMPLIED, "payoff", "never"),
    (f"{TRADE}/control", COMPLIED, "security", "never"),
    (f"{TRADE}/control", ANYWHERE, "security", VACUUM_ALONE),
    # w < 0: no vacuum; the hold-up is left, and costs security as well, since the quiet is lost.
    (f"{TRADE}/vacuum-control", ANYWHERE, "payoff", "never"),
    (f"{TRADE}/vacuum-control", ANYWHERE, "security", "never"),
    (f"{TRADE}/vacuum-control", DEFIED, "security", "never"),
    (f"{TRADE}/vacuum-control", COMPLIED, "payoff", "r_C > c and r_N > c and d > k and V + c > r_N"),
    (f"{TRADE}/vacuum-control", COMPLIED, "security", "r_C > c and r_N > c and d > k"),
    (f"{TRADE}/degrees/control", NARROW, "payoff", "never"),
    (f"{TRADE}/degrees/control", NARROW, "security", "never"),
    (f"{DEPORTATION}/recruits-control", DEPORT, "security", "never"),
    (f"{DEPORTATION}/control", {"mover": "Pakistan", "action": "spare nobody"}, "payoff", "never"),
    (f"{VACUUM}/control", PRESS, "payoff", "never"),
    (f"{VACUUM}/control", PRESS, "security", "never"),
    (GUARDS, SEND, "payoff", "never"),
    (UNASKED, SEND_UNASKED, "payoff", "never"),
    (UNASKED, SEND_UNASKED, "security", "never"),
    (GUARDS, SEND, "security", "never"),  # sending pays where (a - j)(1 - e)*n*H_C > G, so that a > j
]


@pytest.mark.parametrize(("name", "request_", "measure", "present"), WHERE)
def test_where_an_option_hurts_is_what_the_hand_says(name, request_, measure, present):
    found = thresholds(catalog.load(name), **request_, measure=measure)
    assert (str(found.present), str(found.open)) == (present, "never")


@pytest.mark.parametrize(
    ("name", "request_", "measure"),
    [
        (f"{TRADE}/control", COMPLIED, "payoff"),
        (f"{TRADE}/control", COMPLIED, "security"),
        (f"{TRADE}/vacuum-control", ANYWHERE, "security"),
        (f"{DEPORTATION}/recruits-control", DEPORT, "security"),
        (f"{DEPORTATION}/control", {"mover": "Pakistan", "action": "spare nobody"}, "payoff"),
        (f"{TRADE}/degrees/control", NARROW, "payoff"),
        (f"{TRADE}/degrees/control", NARROW, "security"),
        (f"{VACUUM}/control", PRESS, "payoff"),
        (f"{VACUUM}/control", PRESS, "security"),
        (GUARDS, SEND, "payoff"),
        (GUARDS, SEND, "security"),
        (UNASKED, SEND_UNASKED, "payoff"),
        (UNASKED, SEND_UNASKED, "security"),
    ],
)
def test_with_its_mechanism_off_the_paradox_is_proved_gone_over_the_whole_box(name, request_, measure):
    found = prove(catalog.load(name), "option", **request_, measure=measure, absent=True, budget=None)
    assert isinstance(found, Proof)
    verify(found.certificate)


# Without recruits and without room for IS-K the hold-up is left, of a Taliban that China pays to comply.
@pytest.mark.slow
@pytest.mark.parametrize("otherwise", ["s > 1", "s_P > 1", "1 > s + s_P", "k > a_C"])
def test_without_its_two_mechanisms_pressure_costs_security_only_where_china_pays_those_who_comply(otherwise):
    asked = {**EVERYTHING, "measure": "security", "absent": True, "budget": None}
    found = prove(catalog.load(PRESSURE), "option", assuming=[otherwise], **asked)
    assert isinstance(found, Proof)
    verify(found.certificate)


def test_with_china_s_pay_for_those_who_comply_pressure_costs_security_without_its_two_mechanisms():
    values = {"s": "3/4", "s_P": "3/4", "k": 10, "r_C": 40, "r_N": 20}
    assert detect(catalog.load(PRESSURE), values=values, **EVERYTHING, measure="security").name == "present"


@pytest.mark.parametrize(
    ("name", "request_", "over"),
    [
        (f"{TRADE}/degrees/control", NARROW, ["k", "r_N"]),
        (f"{DEPORTATION}/control", {"mover": "Pakistan", "action": "spare nobody"}, ["k", "b"]),
        (f"{VACUUM}/control", PRESS, ["k", "r_N"]),
    ],
)
def test_with_its_mechanism_off_the_map_over_what_matters_most_is_empty(name, request_, over):
    found = chart(catalog.load(name), **request_, over=over)
    assert found.share == (0, 0)
    verify(found.certificate)


def points(family, count, **near):
    random = Random(5)
    for _ in range(count):
        drawn = {
            p.name: p.low + (p.high - p.low) * Fraction(random.randint(1, 10006), 10007)
            for p in family.parameters
        }
        yield drawn | {name: Fraction(random.choice(values)) for name, values in near.items()}


# With its mechanism on each paradox is there somewhere.  k = 10 < d + l, and r_C = 50 > c + h.
@pytest.mark.parametrize(
    ("name", "request_", "values", "gaps"),
    [
        (TRADE, ANYWHERE, {}, (-15, 17)),
        (TRADE, COMPLIED, {"k": 10, "r_C": 50}, (95, 127)),  # V less 15; V and h
        (f"{TRADE}/control", ANYWHERE, {}, (-15, 17)),
        (f"{TRADE}/vacuum-control", COMPLIED, {"k": 10, "r_C": 50}, (78, 110)),  # V less 32; V
        (f"{TRADE}/degrees", NARROW, {}, (Fraction(-17, 3), -17)),  # 30 - 28/3 for 15; h is spared
        (f"{TRADE}/degrees", NARROW, {"k": 10}, (Fraction(268, 3), 110)),  # V lost for 30 - 28/3
        (DEPORTATION, DEPORT, {}, (-23, 9)),
        (DEPORTATION, {**DEPORT, "action": "deport", "at": "after suppress"}, {"k": 10}, (87, 119)),
        (f"{DEPORTATION}/control", {**DEPORT, "action": "spare nobody"}, {"k": 10}, (None, 0)),
        (VACUUM, PRESS, {}, (15, 17)),
        (f"{VACUUM}/seen", PRESS, {}, (None, 17)),
    ],
)
def test_what_an_option_costs_in_payoff_and_in_security(name, request_, values, gaps):
    for measure, gap in zip(("payoff", "security"), gaps, strict=True):
        found = detect(catalog.load(name), **request_, measure=measure, values=values)
        if gap is None:
            assert found.name == "impossible"
        else:
            assert (found.name, found.gap) == ("present" if gap > 0 else "absent", gap)
            verify(found.certificate)


# Pakistan after a move of the Taliban: open, narrow or close, whichever pays most; IS-K expands behind a
# closed border, and behind a narrowed one iff t*w > (1 - t)*w_0.
def by_degrees(p, narrows):
    """(payoff, security) of Pakistan, by backward induction; ties are left out by the points."""
    room = p["t"] * p["w"] > (1 - p["t"]) * p["w_0"]

    def answer(reward, quiet, after_defiance):
        ways = {"open": (0, 0, 0), "close": (reward - p["c"] - p["h"], -p["h"], p["d"] + p["l"])}
        if narrows or not after_defiance:
            harm = p["h"] if room else 0
            pain = p["t"] * p["d"] + (p["l"] if room else 0)
            ways["narrow"] = (p["g"] * reward - p["t"] * p["c"] - harm, -harm, pain)
        gain, safety, pain = max(ways.values())
        return quiet + gain, quiet + safety, pain

    complied, defied = answer(p["r_C"], p["V"], False), answer(p["r_N"], 0, True)
    return (complied if complied[2] + p["k"] < defied[2] else defied)[:2]


def test_narrowing_a_border_hurts_where_the_hand_says():
    family, met = catalog.load(f"{TRADE}/degrees"), set()
    near = {
        "k": [Fraction(2), Fraction(10), Fraction(40)],
        "r_C": [Fraction(1), Fraction(90)],
        "V": [Fraction(90)],
    }
    for point in points(family, ordinarily(24, 60), **near):
        with_, without = by_degrees(point, True), by_degrees(point, False)
        for place, measure in enumerate(("payoff", "security")):
            found = detect(family, **NARROW, measure=measure, values=point)
            assert found.gap == without[place] - with_[place]
            met.add((measure, found.name))
    assert len(met) == 4


# What was done fits every r_N > c in the model of the vacuum, every r_N > c + h where IS-K is seen to come.
def test_the_verdicts_over_all_that_an_observation_allows():
    vacuum, trade = catalog.load(VACUUM), catalog.load(TRADE)
    paid, safe = (chart(vacuum, **PRESS, measure=m, over=["r_N"]) for m in ("payoff", "security"))
    assert paid.share == (Fraction(45 - 28, 120),) * 2  # above 28 and below 45
    assert safe.share == (Fraction(120 - 28, 120),) * 2  # wherever Pakistan presses
    assert {paid.verdict_at(r_N=r) for r in (29, 36, 44)} == {"present"}
    assert {paid.verdict_at(r_N=r) for r in (46, 60, 119)} == {"absent"}
    closing = chart(trade, **ANYWHERE, measure="security", over=["r_N", "k"])
    assert {closing.verdict_at(r_N=r, k=k) for r in (46, 60, 119) for k in (19, 30, 154)} == {"present"}
    assert closing.verdict_at(r_N=60, k=17) == "absent"
    deporting = chart(catalog.load(DEPORTATION), **DEPORT, measure="security", over=["b"])
    assert deporting.share == (Fraction(120 - 7, 120),) * 2


@pytest.mark.slow
def test_the_game_with_less_seen_has_the_same_answers():
    seen, unseen, met = catalog.load(TRADE), catalog.load(f"{TRADE}/unseen"), set()
    for point in points(seen, 24, k=[1, 10], r_C=[10, 115]):
        ours = detect(seen.at(point), **COMPLIED)
        theirs = detect(unseen.at(point), **COMPLIED, concept="sequential")
        assert (theirs.name, theirs.gap) == (ours.name, ours.gap)
        met.add(theirs.name)
    assert met == {"present", "absent"}
