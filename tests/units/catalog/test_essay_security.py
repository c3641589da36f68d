"""Campaigns, guards, hardening and rivals: what the verdicts must be, derived by hand from the payoffs.

Each formula is worked out in the comment above it, from the payoffs in the file and from nothing that the
program says.
"""

from fractions import Fraction
from itertools import product

import pytest
from units.catalog.by_hand import agrees, apart, points
from witnesses.games import QUANTIFIERS
from witnesses.sampling import slowly

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import channels, detect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import chart, prove, thresholds

F = Fraction
GUARDS = {"mover": "China", "action": "send guards", "at": "start"}
ADMITTED = {**GUARDS, "at": "admitted"}
FIGHT = {"mover": "Taliban", "action": "fight", "at": "start"}
HARDEN = {"mover": "Pakistan", "action": "harden", "coalition": ["China", "Pakistan", "West", "Neighbors"]}


# --- militarisation
# -------------------------------------------------------------------------------------------------- A
# campaign of strength f (0, 1/2, 1) is resisted iff rho*f > 1.  Resisted, the TTP raid (1 > 0) and Pakistan
# gets -A*(1 + b*f) - C*f. Else they raid iff u*f < 1, and Pakistan gets -A*(1 - e*f) - C*f; or they lie low,
# -A*n - C*f.
STRENGTH = {"police": F(0), "targeted": F(1, 2), "campaign": F(1)}


def campaign_pays(f, rho):
    A, C, e, n, b, u = F(110), F(53), F(1, 2), F(1, 7), F(1, 2), F(3, 2)  # noqa: N806
    if rho * f > 1:
        return -A * (1 + b * f) - C * f
    return (-A * (1 - e * f) if u * f < 1 else -A * n) - C * f


RATES = (F(0), F(1, 2), F(3, 2), F(5, 2))


@pytest.mark.parametrize(("true", "believed"), list(product(RATES, RATES)))
def test_what_a_wrong_belief_about_grievance_costs(true, believed):
    family = catalog.load("seed/militarisation")
    plan = max(STRENGTH.values(), key=lambda f: campaign_pays(f, believed))
    gets, knowing = campaign_pays(plan, true), max(campaign_pays(f, true) for f in STRENGTH.values())
    idle = campaign_pays(F(0), true)
    for more, gap in (({}, knowing - gets), ({"inaction": "police"}, min(knowing, idle) - gets)):
        found = detect(
            family.at(rho=true), "misperception", mover="Pakistan", model=family.at(rho=believed), **more
        )
        if true == believed:  # the model is the game: a theorem rules it out
            assert found.name == "impossible"
            assert gap <= 0
        else:
            assert (found.name == "present", found.comparison.gap) == (gap > 0, gap)
        assert verify(found.certificate).verdict == found.name


def test_an_underrated_grievance_by_numbers():
    # Believed 1/2: -110/7 - 53 of the campaign.  True 3/2: -165 - 53 = -218; targeted -110*3/4 - 53/2 = -109;
    # police -110.
    assert [campaign_pays(F(1), F(1, 2)), *(campaign_pays(f, F(3, 2)) for f in (1, F(1, 2), 0))] == [
        F(-481, 7),
        -218,
        -109,
        -110,
    ]


# Planned by the file of the believers, played as it is.  Harm: -110/7 expected, -110*3/2; targeted -110*3/4;
# police -110.
@pytest.mark.parametrize(
    ("measure", "amounts"),
    [("payoff", (F(-481, 7), -218, -109, -110)), ("security", (F(-110, 7), -165, F(-165, 2), -110))],
)
def test_a_campaign_of_those_who_do_not_reckon_with_grievance(measure, amounts):
    game, model = catalog.load("seed/militarisation"), catalog.load("seed/militarisation/believed")
    request = {"mover": "Pakistan", "model": model, "inaction": "police", "measure": measure}
    found = detect(game, "misperception", **request)
    assert (found.name, tuple(own.low for own in found.comparison.payoffs.values())) == ("present", amounts)
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize("true", ["0", "1/2", "9/10"])
@pytest.mark.parametrize("believed", ["0", "1/2", "9/10"])
def test_without_grievance_no_belief_is_costly(true, believed):
    control = catalog.load("seed/militarisation/control")
    found = detect(control.at(rho=true), "misperception", mover="Pakistan", model=control.at(rho=believed))
    if true == believed:  # the model is the game: a theorem rules it out
        assert found.name == "impossible"
    else:
        assert (found.name, found.comparison.gap) == ("absent", 0)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_campaign_makes_less_secure_once_it_is_answered(quantifier):
    # Police: cooperate and raid, -110.  Campaign, they as before: -110*(1 - 1/2).  Campaign, answered: resist
    # and raid, -110*3/2.
    family = catalog.load("seed/militarisation/measure")
    found = detect(
        family,
        "security-insecurity",
        mover="Pakistan",
        action="campaign",
        held="nobody",
        quantifier=quantifier,
    )
    told = {name: own.values for name, own in found.comparison.payoffs.items()}
    assert (told["without"], told["with, if nobody answers"], told["with"]) == (
        (-110,),
        (-55,),
        (-165,),
    )
    assert found.name == "present"
    assert detect(family, mover="Pakistan", action="campaign", quantifier=quantifier).name == "absent"


# --- private security
# ------------------------------------------------------------------------------------------------ The TTP
# attack without guards (t < 1) and beside guards iff 1 - a + j > t.  An attack harms lives and stops works,
# S_C = H_C + W_C together, and S_P for Pakistan.  If guards deter, sending them costs G and ends both. If
# not: sending gains a*(1-e)*S_C - G beside an effort and a*S_C - G beside none; the effort gains e*S_P - f
# without guards and e*(1-a)*S_P - f beside them.  Without the option: -(1-e)*S_C if e*S_P > f, else -S_C.
# Compare with what is played:   effort in both cases, or in neither: China sends only
# where that gains.  Effort without guards alone (the other case is   impossible):     sending dominant:
# -(1-a)*S_C - G against -(1-e)*S_C, worse iff G > (a-e)*S_C.  Sending gains beside no effort alone:
# relying is an     equilibrium as well, and pays the same as without the option.  Sending never gains: nobody
# sends. If guards deter and effort is made without guards alone (f > 0 beside guards): sending gains a secure
# -G against -S_C or -(1-e)*S_C;   where it is played, it pays more than -(1-e)*S_C or relying is an
# equilibrium too.
def own_guards(H_C, H_P, W_C, W_P, a, e, f, G, j, t, **_):  # noqa: N803
    china, host = H_C + W_C, H_P + W_P
    tests = (
        1 - a + j - t,
        t - 1,
        f,
        e * host - f,
        e * (1 - a) * host - f,
        a * (1 - e) * china - G,
        a * china - G,
        (a - e) * china - G,
    )
    if not apart(*tests):
        return None
    replaced = e * (1 - a) * host < f < e * host
    return 1 - a + j > t and replaced and (a - e) * china < G < a * (1 - e) * china


@pytest.mark.slow
def test_the_option_to_send_guards_hurts_where_the_formula_says():
    near = {
        "H_C": (7, 50),
        "H_P": (9, 29),
        "W_C": (73, 100),
        "W_P": (81,),
        "a": ("1/5", "2/5", "3/5"),
        "e": ("2/5", "1/2"),
        "f": (20, 35, 40),
        "G": (5, 19, 25),
    }
    name = "seed/private-security/unasked"
    agrees(name, GUARDS, own_guards, points(name, **near, t=("1/10", "9/10")), 60)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_guards_of_one_s_own_at_the_baseline(quantifier):
    # Lives and works, 7.2 + 100.  Sending gains 2/5*1/2*107.2 - 15 and 2/5*107.2 - 15; the effort 53.6 - 40
    # without guards, 32.16 - 40 beside them: -64.32 - 15 against -53.6.
    family, through = catalog.load("seed/private-security/unasked"), {**GUARDS, "quantifier": quantifier}
    assert detect(family, **through).comparison.gap == F("25.72")
    assert detect(family, "third-party", third="Pakistan", target="TTP", **through).name == "present"
    assert detect(family, "third-party", third="TTP", target="Pakistan", **through).name == "absent"
    # a = 1/10: 10.72 < 15, so that nobody sends: -53.6.  Better guards make it -79.32.
    asked = {"mover": "China", "parameter": "a", "low": "1/10", "high": "2/5", "quantifier": quantifier}
    assert detect(family, "comparative-statics", **asked).comparison.gap == F("25.72")
    # Harm to lives, with Pakistan as before: 3/5*1/2*7.2 = 2.16 for 3.6; once it economizes 4.32.
    request = {"mover": "China", "action": "send guards", "quantifier": quantifier}
    found = detect(catalog.load("seed/private-security/measure"), "security-insecurity", **request)
    told = {name: own.values for name, own in found.comparison.payoffs.items()}
    assert (told["without"], told["with, if nobody answers"], told["with"]) == (
        (F("-3.6"),),
        (F("-2.16"),),
        (F("-4.32"),),
    )
    assert found.name == "present"


# With leave: everything as above with A = a - j for a, n*H for H, and Pakistan admits iff what follows pays
# more than to refuse.  It does not where China would not send, nor where it goes on with the effort unless
# the guards are worth sigma to it.  Replaced (e*(1-A)*n*H_P < f < e*n*H_P) and sending dominant: it admits
# iff -(1-A)*n*H_P - sigma > -(1-e)*n*H_P - f.  Then China gets -(1-A)*n*H_C - G, and refused -(1-e)*n*H_C.
# In no other case does China lose by sending: it sends where that pays, or does not send for sure.  In
# security it is (1-A) against (1-e).
def admitted(n, H_C, H_P, a, e, f, G, sigma, j, t):  # noqa: N803
    A, china, host = a - j, n * H_C, n * H_P  # noqa: N806
    dominant, saved = A * (1 - e) * china - G, f - (e - A) * host - sigma
    tests = (1 - A - t, t - 1, f, e * host - f, e * (1 - A) * host - f, dominant, A * china - G, saved)
    if not apart(*tests, (A - e) * china - G, A - e, sigma, A * (1 - e) * host - sigma, A * host - sigma):
        return None
    replaced = e * (1 - A) * host < f < e * host
    return t < 1 - A and replaced and dominant > 0 and saved > 0, (A - e) * china < G, e > A


def loses_payoff(**point):
    found = admitted(**point)
    return found and found[0] and found[1]


def loses_security(**point):
    found = admitted(**point)
    return found and found[0] and found[2]


@pytest.mark.slow
@pytest.mark.parametrize(("measure", "by_hand"), [("payoff", loses_payoff), ("security", loses_security)])
def test_guards_that_are_admitted_hurt_where_the_formula_says(measure, by_hand):
    near = {
        "n": (2, 3),
        "H_C": (40, 50, 60),
        "H_P": (35, 40, 50),
        "a": ("9/20", "3/5", "17/20"),
        "j": ("1/20", "1/10"),
        "e": ("9/20", "11/20"),
        "f": (37, 41),
        "G": (3, 13),
        "sigma": (1, 29),
        "t": ("1/10", "3/10"),
    }
    name = "seed/private-security"
    agrees(name, {**ADMITTED, "measure": measure}, by_hand, points(name, **near), 60)


def test_with_the_harm_of_attacks_that_happened_nobody_guards():
    # 3/5*12 = 36/5 a month: the effort would save 18/5 at 40, guards 1/10 of it at 15.  Pakistan refuses.
    family = catalog.load("seed/private-security")
    (play,) = {
        tuple(
            sorted(
                (i.name, p[0])
                for i, p in zip(e.information_sets, e.probabilities, strict=True)
                if i.name in ("asked", "has refused")
            )
        )
        for e in solve(family.at())
    }
    assert play == (("asked", 0), ("has refused", 0))
    for measure in ("payoff", "security"):
        found = detect(family, measure=measure, **ADMITTED)
        assert (found.name, found.comparison.with_action.values) == ("absent", (F(-36, 5),))


# 100 a month at stake, a = 9/20: A = 7/20.  Admitted: -65 - 15 for China, -65 - 5 for Pakistan; refused -50,
# and -50 - 40.  With sigma = 30 Pakistan refuses: -95 < -90.
@pytest.mark.parametrize(("sigma", "payoff", "security"), [(5, -80, -65), (30, -50, -50)])
def test_a_refusal_protects_china_from_its_own_option(sigma, payoff, security):
    values = {"n": 2, "H_C": 50, "H_P": 50, "a": "9/20", "sigma": sigma}
    for measure, gets in (("payoff", payoff), ("security", security)):
        found = detect(catalog.load("seed/private-security"), values=values, measure=measure, **ADMITTED)
        assert (found.name == "present") == (gets < -50)
        assert found.comparison.with_action.values == (gets,)
        assert found.comparison.without_action.values == (-50,)


def test_pakistan_admits_guards_to_save_and_is_less_secure():
    values = {"n": 2, "H_C": 50, "H_P": 50, "a": "9/20"}
    for measure, sides in (("payoff", (-70, -90)), ("security", (-65, -50))):
        found = detect(
            catalog.load("seed/private-security"),
            values=values,
            measure=measure,
            mover="Pakistan",
            action="admit",
        )
        assert (found.comparison.with_action.values, found.comparison.without_action.values) == tuple(
            (side,) for side in sides
        )


# Guards are sent for a saving of (a-j)*(1-e)*n*H_C > G >= 0, and cost security where j > a.
def test_where_protection_is_made_anyway_guards_never_cost_security():
    control = catalog.load("seed/private-security/control")
    found = thresholds(control, measure="security", **ADMITTED)
    assert (str(found.present), str(found.open)) == ("never", "never")
    most = control.point({"n": 3, "H_C": 60, "H_P": 60})
    others = {name: value for name, value in most.items() if name not in ("a", "j")}
    assert chart(control, over=["a", "j"], values=others, measure="security", **ADMITTED).share == (0, 0)


def test_who_carries_the_loss_from_guards_and_from_fighting():
    split = channels(catalog.load("seed/private-security/unasked").at(), **GUARDS)
    # Beside Pakistan's effort guards save 1/5 of 107.2, less 15; without it 3/10 more are lost.
    own, host = F("6.44"), F("-32.16")
    assert (split.direct, split.reactions["Pakistan"], split.reactions["TTP"]) == (
        (own, own),
        (host, host),
        (0, 0),
    )
    # k = 20: alone 0, since a Taliban that expects TTP to defy does not fight; IS-K let go -3 on average, the
    # TTP -1.
    split = channels(catalog.load("seed/rivalry").at(k=20), **FIGHT)
    assert (split.change, split.reactions["IS-K"], split.reactions["TTP"]) == ((-4, -4), (-3, -3), (-1, -1))


# --- collective action
# ----------------------------------------------------------------------------------------------- Payoffs add
# up over actions: own act s*h - K, own harden e*h - f, own wait 0; another's act s*h, another's harden
# -t*e*h/3. Harden dominant iff e*h - f > max(0, s*h - K).  All harden: e*h - f - t*e*h.  Nobody can: all act
# iff s*h > K, 4*s*h - K, else 0.
ALIKE, LINK = "seed/collective-action/alike", "seed/collective-action/weakest-link"
ALONE = {"mover": "Pakistan", "action": "harden"}
CROWDED_OUT = "e*h + K > h*s + f and h*s > K and "  # hardening is better than acting, and that than waiting
TRAPPED = [
    # All harden, and get e*h - f - t*e*h, for 4*s*h - K if they would act, else for 0.
    (
        ALIKE,
        HARDEN,
        "payoff",
        f"(K > h*s and e*h > f and e*h*t + f > e*h) or ({CROWDED_OUT}e*h*t + 4*h*s + f > e*h + K)",
    ),
    # Security e*h*(1 - t) where all harden, for 4*s*h where all act.
    (ALIKE, HARDEN, "security", f"{CROWDED_OUT}e*t + 4*s > e"),
    (f"{ALIKE}/control", HARDEN, "payoff", f"{CROWDED_OUT}4*h*s + f > e*h + K"),
    (f"{ALIKE}/control", HARDEN, "security", f"{CROWDED_OUT}4*s > e"),
    # Alone: own security e*h for s*h, the more so the cheaper hardening is.
    (ALIKE, ALONE, "payoff", "never"),
    (ALIKE, ALONE, "security", f"{CROWDED_OUT}s > e"),
    (f"{ALIKE}/control", ALONE, "payoff", "never"),
    (f"{ALIKE}/control", ALONE, "security", f"{CROWDED_OUT}s > e"),
]


# Whatever the others do, each has one best action off ties: the list of equilibria is complete.
@pytest.mark.parametrize(("name", "request_", "measure", "present"), TRAPPED)
def test_where_four_who_harden_lose_is_what_the_hand_says(name, request_, measure, present):
    found = thresholds(catalog.load(name), measure=measure, **request_)
    assert (str(found.present), str(found.open)) == (present, "never")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "request_", "measure", "assuming"),
    [
        (f"{ALIKE}/control", HARDEN, "payoff", ["K > s*h"]),  # acting pays nobody: the mechanism alone is off
        pytest.param(f"{ALIKE}/control", HARDEN, "security", ["K > s*h"], marks=pytest.mark.slow),
        (f"{ALIKE}/control", ALONE, "payoff", []),
        (f"{ALIKE}/control", {**HARDEN, "paradox": "dominance-trap"}, "payoff", ["K > s*h"]),
    ],
)
def test_where_hardening_passes_nothing_on_it_is_proved_to_hurt_nowhere(name, request_, measure, assuming):
    asked = {"paradox": "option", **request_}
    found = prove(
        catalog.load(name), asked.pop("paradox"), assuming=assuming, measure=measure, absent=True, **asked
    )
    assert found.name == "proved"
    assert verify(found.certificate).verdict == "holds"


def test_where_the_control_of_four_leaks_hardening_crowds_out_acting():
    leaks = catalog.load(f"{ALIKE}/control").at(h=40, e="1/2", f=11, s="1/4", K=3)
    found = detect(leaks, **HARDEN)  # 9 for 37
    assert (found.name, found.gap) == ("present", 28)
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize("name", [ALIKE, f"{ALIKE}/control"])
def test_four_are_trapped_where_the_formula_says(name):
    def passed_around(h, e, f, t, s, K):  # noqa: N803
        own, act = e * h - f, s * h - K
        if not apart(own, act, own - act):
            return None
        gain = (4 * s * h - K if act > 0 else 0) - (own - t * e * h)
        return None if gain == 0 else own > max(F(0), act) and gain > 0

    near = {"h": (17, 40), "e": ("1/2", "2/3"), "f": (4, 7, 11), "K": (1, 3, 18)}
    agrees(name, {"paradox": "dominance-trap", **HARDEN}, passed_around, points(name, **near), 24)


# Four who differ. Tolerated, IS-K strikes in Kabul, and fought at Pakistan, or at Chinese if Pakistan has
# hardened: 3/4 > 1/2 > 1/3*3/4 and 1/20. The Taliban fight iff supported (k_F - K < l < k_F). China supports
# a soft Pakistan's fight (K < gamma*h_C), not a hard one's (gamma*h_C < K + (1-s)*h_C); Pakistan hardens iff
# China supports (f < (1-s)*h_P) and does not support itself (gamma*h_P < K + (1-s)*h_P). So both mix: China
# supports with q = f/((1-s)*h_P), Pakistan hardens with p = (gamma*h_C - K)/((1-s)*h_C). Without hardening
# China supports and Pakistan is struck.
HARD = {"action": "harden", "coalition": ["China", "Pakistan"]}


def passed_on(point):
    """(payoff, security) of China and of Pakistan, each with hardening and without."""
    struck, grown = (
        tuple(part * point[h] for h in ("h_C", "h_P")) for part in (1 - point["s"], point["gamma"])
    )
    q, p = point["f"] / struck[1], (grown[0] - point["K"]) / struck[0]
    china = (-grown[0], -(1 - q) * grown[0] - q * p * struck[0]), (-point["K"], F(0))
    pakistan = -q * struck[1] - (1 - q) * grown[1], -q * (1 - p) * struck[1] - (1 - q) * grown[1]
    return {"China": china, "Pakistan": (pakistan, (-struck[1], -struck[1]))}


@pytest.mark.slow
@pytest.mark.parametrize(
    "values",
    [{}, {"gamma": "3/5"}, {"gamma": "7/10"}, {"f": 6, "K": 7}, {"h_P": 30, "h_C": 20, "s": "2/5"}],
    ids=str,
)
def test_hardening_passes_a_shared_threat_on(values):
    family = catalog.load("seed/collective-action")
    point = family.point(values)
    for mover, by_hand in passed_on(point).items():
        for number, measure in enumerate(("payoff", "security")):
            found = detect(family, values=values, mover=mover, measure=measure, **HARD)
            sides = found.comparison.with_action.values, found.comparison.without_action.values
            assert sides == ((by_hand[0][number],), (by_hand[1][number],))
            assert verify(found.certificate).verdict == found.name
            assert mover == "Pakistan" or found.name == "present"  # K < gamma*h_C
    alone = detect(family, values=values, mover="Pakistan", action="harden")
    assert (alone.name == "present") == (point["gamma"] > 1 - point["s"])


# Over all twelve parameters.
@pytest.mark.parametrize(
    ("request_", "measure"),
    [
        slowly({"mover": "China", "coalition": ["China", "Pakistan"]}, "payoff"),
        slowly({"mover": "China", "coalition": ["China", "Pakistan"]}, "security"),
        slowly({"mover": "China"}, "payoff"),
        slowly({"mover": "Pakistan"}, "security"),
    ],
)
def test_hardening_that_moves_no_strike_is_proved_to_hurt_nobody_anywhere(request_, measure):
    control = catalog.load("seed/collective-action/control")
    asked = {"action": "harden", "measure": measure, **request_}
    found = prove(control, "option", absent=True, budget=None, **asked)
    assert found.name == "proved"
    assert verify(found.certificate).verdict == "holds"
    assert found.certificate.data["values"] == {}


# The only soft target bears H, one of n soft ones H/n.  Hardening saves least where all others are soft: H/4.
# All hard: (1-e)*H/4 + f. Left out are points at which hardening is not dominant: no trap by definition, but
# all equilibria of four players are needed to say so.
def struck_where_soft(H, e, f):  # noqa: N803
    return None if f >= H / 4 or f == e * H / 4 else f > e * H / 4


@pytest.mark.parametrize(
    ("request_", "present"),
    [slowly(HARDEN, "4*f > H*e and H > 4*f"), slowly(ALONE, "never")],
)
def test_where_the_softest_of_four_lose_off_mixtures_of_three(request_, present):
    found = thresholds(catalog.load(LINK), **request_)
    assert str(found.present) == present
    assert found.open.is_never  # where neither to harden nor to leave is dominant one pair denies it
    others = thresholds(catalog.load(LINK), quantifier="worst", **request_)
    assert str(others.open) == "H*e + 3*H > 4*f and 4*f > H"


def test_the_softest_target_is_struck_where_the_formula_says():
    name = "seed/collective-action/weakest-link"
    near = {"e": ("1/4", "1/2", "2/3"), "f": (4, 7, 9), "H": (44, 60)}
    agrees(name, {"paradox": "dominance-trap", **HARDEN}, struck_where_soft, points(name, **near), 18)


@pytest.mark.parametrize(("f", "verdict"), [(4, "absent"), (7, "present"), (12, "absent")])
def test_hardening_at_the_baseline(f, verdict):
    # 34/3 - f dominant below 34/3; less than what comes from the others, 17/3, above 17/3.  Giving it up
    # alone is worth nothing.
    game = catalog.load("seed/collective-action/alike").at(f=f)
    assert detect(game, "dominance-trap", **HARDEN).name == verdict
    assert detect(game, mover="Pakistan", action="harden").name == "absent"


# --- rivalry
# ---------------------------------------------------------------------------------------------------------
# Tolerated, the TTP defy.  Fought, they submit iff y - z*[IS-K expands] > 1.  IS-K expands iff it expects a
# fight.  With IS-K fixed, fighting costs (1-u)*k against a TTP that submits, k against one that defies, and
# tolerating d; l comes on top iff IS-K expands. Without the option: -d.  As for pressing (power vacuum), with
# d - (1-u)*k for A and d - k for r_N - c.
def one_frees_another(k, u, d, l, y, z, **_):  # noqa: E741
    easy = (1 - u) * k
    if not apart(y - 1, y - z - 1, d - k, d - easy, k + l - d, easy + l - d):
        return None
    if y < 1:
        return k < d < k + l
    if y - z > 1:
        return easy < d < easy + l
    return l > 0 and easy < d < k + l


@pytest.mark.slow
def test_the_option_to_fight_hurts_where_the_formula_says():
    near = {
        "k": (10, 20, 40),
        "d": (12, 25, 45),
        "l": (6, 20, 40),
        "y": ("1/2", "3/2", "5/2"),
        "z": ("1/5", 1, 2),
    }
    agrees("seed/rivalry", FIGHT, one_frees_another, points("seed/rivalry", **near), 60)


@pytest.mark.parametrize(("after", "gap"), [(25, 0), (23, F(11, 2)), (20, 4), (4, -4)])
def test_cheaper_fighting_makes_the_payoff_jump_down(after, gap):
    # From k = 30, where they tolerate (15 > 12): at 25 still -12.  Below 24 they fight: -k/2 - 6, so -35/2 at
    # 23; at 4, -8.
    family = catalog.load("seed/rivalry")
    found = detect(family, "comparative-statics", mover="Taliban", parameter="k", low=30, high=after)
    assert (found.name == "present", found.comparison.gap) == (gap > 0, gap)


@pytest.mark.parametrize(("values", "verdict"), [({"k": 10, "y": "1/2"}, "present"), ({"k": 20}, "absent")])
def test_a_rival_carries_the_loss_by_the_definition_only_where_the_ttp_defies_anyway(values, verdict):
    game = catalog.load("seed/rivalry").at(values)
    assert detect(game, **FIGHT).name == "present"
    assert detect(game, "third-party", third="IS-K", target="TTP", **FIGHT).name == verdict


# Pressed, the Taliban and IS-K play that game. Pakistan presses iff it gains.  Security: -h where they fight
# (k < d) a TTP that defies (y < 1, or y - z < 1 with IS-K expanding); V - h where they fight one that
# submits.
# Between ((1-u)*k < d < k, y - z < 1 < y): fight with p = w_0/(w + w_0), expand with q = (d - (1-u)*k)/(u*k);
# p*(1-q)*V - q*h.
def pressed(V, c, r_C, r_N, h, k, u, d, l, y, z, w, w_0):  # noqa: N803, E741
    easy = (1 - u) * k
    if not apart(easy, y - 1, y - z - 1, d - k, d - easy):
        return None
    fight, safety = F(0), F(0)
    if d > (easy if y - z > 1 else k):
        fight, safety = F(1), -h + (V if y - z > 1 else 0)
    elif y > 1 and d > easy:
        fight, expand = w_0 / (w + w_0), (d - easy) / (u * k)
        safety = fight * (1 - expand) * V - expand * h
    gain = safety + fight * r_C + (1 - fight) * r_N - c
    return None if gain == 0 else gain > 0 and safety < 0


PRESS = {"mover": "Pakistan", "action": "press", "at": "start"}


@pytest.mark.slow
def test_pressing_costs_security_where_the_formula_says():
    near = {
        "k": (10, 20, 40),
        "d": (12, 25, 45),
        "y": ("1/2", "3/2", "5/2"),
        "z": ("1/5", 1, 2),
        "V": (5, 110),
        "h": (17, 40),
        "r_C": (10, 60, 100),
        "c": (5, 28),
    }
    name = "seed/rivalry/pressed"
    agrees(name, {**PRESS, "measure": "security"}, pressed, points(name, **near), 60)


# 60 - 28 while they tolerate.  k = 20: they fight, the TTP submit, 10 - 28 + 110 - 17.  k = 10, y = 1/2: it
# defies; pressed for the applause alone, 50 - 28 - 17.
@pytest.mark.parametrize(
    ("values", "payoff", "security"),
    [
        ({}, 32, 0),
        ({"k": 20}, 75, 93),
        ({"k": 10, "y": "1/2", "r_C": 50}, 5, -17),
        ({"k": 10, "y": "1/2"}, 0, 0),
    ],
)
def test_what_pressing_brings(values, payoff, security):
    for measure, gets in (("payoff", payoff), ("security", security)):
        found = detect(catalog.load("seed/rivalry/pressed"), values=values, measure=measure, **PRESS)
        assert found.comparison.with_action.values == (gets,)
        assert found.comparison.without_action.values == (0,)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "measure"),
    [("pressed", "payoff"), ("pressed/control", "payoff"), ("pressed/control", "security")],
)
def test_pressing_hurts_nowhere_in_payoff_nor_where_nobody_is_freed(name, measure):
    found = thresholds(catalog.load(f"seed/rivalry/{name}"), measure=measure, **PRESS)
    assert (str(found.present), str(found.open)) == ("never", "never")


# --- controls, and shares
# --------------------------------------------------------------------------------------------
CONTROLS = {
    "power-vacuum": {"mover": "Pakistan", "action": "press", "at": "start"},
    "karakoram": {"mover": "Pakistan", "action": "guard posts", "at": "start"},
    "private-security": ADMITTED,
    "rivalry": FIGHT,
}
SEEN = {**CONTROLS, "private-security": GUARDS}


@pytest.mark.parametrize("system", CONTROLS)
def test_the_controls_hold_no_option_paradox_anywhere(system):
    found = thresholds(catalog.load(f"seed/{system}/control"), **CONTROLS[system])
    assert (str(found.present), str(found.open)) == ("never", "never")


@pytest.mark.parametrize("system", SEEN)
def test_who_moves_first_and_is_seen_cannot_be_hurt(system):
    assert detect(catalog.load(f"seed/{system}/seen"), **SEEN[system]).name == "impossible"


ASKED = {**CONTROLS, "guards that come unasked": GUARDS}
SHARES = [
    # 28 < r_N < 28 + h, r_N in [0, 120], h in [0, 60]: 30/120 on average.
    ("power-vacuum", "power-vacuum", {}, ("r_N", "h"), F(1, 4)),
    # H_p < 6 of 36, whatever S.
    ("karakoram", "karakoram", {}, ("S", "H_p"), F(1, 6)),
    # H_p/2 > 12 + S: a triangle of 12 by 6 in 36 by 211.
    ("karakoram", "karakoram", {"action": "guard highway"}, ("S", "H_p"), F(1, 211)),
    # With 107.2 at stake: 53.6*(1-a) < f < 53.6 and 15/53.6 < a < 1/2 + 15/107.2 (beyond it G < (a-e)*107.2).
    (
        "private-security/unasked",
        "guards that come unasked",
        {},
        ("a", "f"),
        F("26.8") * ((F("68.6") / F("107.2")) ** 2 - (15 / F("53.6")) ** 2) / 72,
    ),
    # k/2 < d < k/2 + 6 within [1/100, 155] by [0, 60]: 6*(108 - 1/100) + 36 of 60*154.99.
    ("rivalry", "rivalry", {}, ("k", "d"), (6 * (108 - F(1, 100)) + 36) / (60 * (155 - F(1, 100)))),
]


@pytest.mark.parametrize(("file", "system", "more", "over", "share"), SHARES)
def test_the_share_of_the_box_over_two_parameters(file, system, more, over, share):
    found = chart(
        catalog.load(f"seed/{file}"),
        over=over,
        budget=None,
        undecided="1/100",
        **{**ASKED[system], **more},
    )
    low, high = found.share
    assert low <= share <= high
    assert high - low <= F(1, 100)
