"""Outcomes that the catalog's files did not expect: each case that a sentence names."""

from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.essay.systems import outcomes

PRESS = {"mover": "Pakistan", "action": "press"}
CLOSE = {"mover": "Pakistan", "action": "restrict"}
CANCEL = {"mover": "Taliban", "action": "cancel"}
HARDEN = {"mover": "Pakistan", "action": "harden"}
VETO = {"mover": "Pakistan", "action": "veto"}
STRIKE = {"mover": "Pakistan", "action": "strike"}
SECURITY = {"measure": "security"}
SOFT = {"mover": "Pakistan", "action": "close", "at": ["soft, defied", "soft, deal"], **SECURITY}
RAID = {"mover": "Pakistan", "action": "raid", "at": ["some", "many"]}
LOOK_AHEAD = {"r": "3/5", "eta": "1/5"}

# The game, what is asked, the values: the verdict, and least and greatest without and with the option.
CASES = [
    (
        "seed/cooperation/control",
        PRESS,
        {"r_C": 40, "r_N": 10, "k": "1/2"},
        "present",
        (550, Fraction(8250, 31)),
    ),
    (
        "seed/cooperation/control",
        PRESS,
        {"r_N": 30, "k": 10, "e": 0, "m": 1},
        "present",
        (Fraction(275, 3), 25),
    ),
    (
        "seed/development/control",
        {"mover": "Pakistan", "action": "coerce", "at": "poor", **SECURITY},
        *({"k": 4}, "absent", (Fraction(52855, 344), Fraction(52311875, 118336))),
    ),
    ("seed/cooperation", PRESS, {"k": 3, "r_C": 40}, "absent", (550, 550)),
    ("seed/cooperation", PRESS, {"s": 0, "k": "1/2", "r_C": 40}, "present", (550, 400)),
    ("seed/cooperation", {**PRESS, "quantifier": "worst"}, {"k": 3}, "present", (550, 160)),
    ("seed/cooperation", {**PRESS, "quantifier": "best"}, {"k": 3}, "absent", (550, 550)),
    ("seed/cooperation", PRESS, {"k": 4}, "absent", (0, 400)),
    ("seed/unable-or-unwilling", STRIKE, {"V": 20}, "absent", (0, Fraction(30, 7))),
    ("seed/unable-or-unwilling", {**STRIKE, **SECURITY}, {"V": 20}, "present", (0, Fraction(-40, 9))),
    ("seed/trade-restriction", {**CLOSE, **SECURITY}, {"r_N": 40}, "absent", (0, 0)),
    (
        "seed/trade-restriction/ttp/control",
        {**CLOSE, **SECURITY, "at": "after suppress"},
        {"s": "1/2", "r_C": 60, "r_N": 60, "k": 10},
        *("present", (0, -17)),
    ),
    (
        "seed/trade-restriction/audience",
        SOFT,
        {"s": 100, "V": 20},
        "present",
        (Fraction(-7, 3), Fraction(-7, 2)),
    ),
    ("seed/trade-restriction/audience", SOFT, {"s": 100, "V": 40}, "absent", (1, Fraction(3, 2))),
    ("seed/corridor", CANCEL, {"p_x": "2/5"}, "present", (6, 0)),
    ("seed/corridor/sanctions-first", CANCEL, {"p_x": "2/5"}, "absent", (6, 6)),
    ("seed/militarisation/stock", RAID, {**LOOK_AHEAD, "delta": "9/10"}, "present", None),
    ("seed/militarisation/stock", RAID, LOOK_AHEAD, "absent", None),
    (
        "seed/militarisation/stock",
        {"paradox": "dynamic-backfire", **RAID, "instead": "hold"},
        *(LOOK_AHEAD, "present", None),
    ),
    (
        "seed/collective-action",
        {**HARDEN, "mover": "China", "coalition": ["China", "Pakistan"]},
        *({"g_C": "9/10"}, "absent", None),  # the Chinese are struck first
    ),
    ("seed/collective-action/weakest-link", HARDEN, {"H": 30, "f": 16}, "absent", None),
    (
        "seed/collective-action/weakest-link",
        {**HARDEN, "quantifier": "worst"},
        *({"H": 30, "f": 16}, "present", (Fraction(-15, 2), Fraction(-37, 2))),
    ),
    ("seed/inclusive-government", {**VETO, "quantifier": "worst"}, {"M": 10, "o": 100}, "absent", (0, 0)),
    (
        "seed/inclusive-government/control",
        {**VETO, "quantifier": "possible"},
        *({"S_W": 40, "v_W": 40}, "present", (110, 30)),
    ),
]


def ends(payoffs, quantifier):
    """What is compared without the option and with it."""
    with_option, without = payoffs["with"], payoffs["without"]
    return {
        "worst": (without.low, with_option.low),
        "best": (without.high, with_option.high),
        "possible": (without.high, with_option.low),
    }.get(quantifier, (without.low, with_option.high))


@pytest.mark.parametrize(("game", "asked", "values", "verdict", "compared"), CASES)
def test_a_case_that_is_named_is_as_it_is_told(game, asked, values, verdict, compared):
    found = gp.detect(gp.load(game), values=values, **asked)
    assert found.name == verdict
    assert gp.verify(found.certificate).verdict == verdict
    if compared:
        assert ends(found.comparison.payoffs, asked.get("quantifier", "strong")) == compared


def test_a_stronger_neighbor_is_worse_off_only_just_beyond_the_bound():
    hidden = gp.load("seed/cooperation/hidden")
    worth = {}
    for p in ("1/5", "21/100", "1/2"):
        found = gp.solve(hidden.at(h="36/100", p=p), concept="pure-markov-perfect")
        worth[p] = max(own[0] for own in found.payoffs)
    assert worth["21/100"] < worth["1/5"] < worth["1/2"]
    assert [round(own) for own in worth.values()] == [352, 303, 452]


def test_proof_of_who_struck_may_leave_pakistan_worse_off_where_suspicion_deters_nobody():
    values = {"f_A": "1/2", "eta": "9/10", "g_S": 14, "d_S": 20, "R": 120, "C": 30}
    found = gp.detect("seed/unable-or-unwilling", values=values)  # the same game, asked about proof
    told = {name: own.low for name, own in found.comparison.payoffs.items()}
    assert (found.name, told) == ("present", {"uninformed": 45, "informed": Fraction(55, 2)})
    attributed = gp.solve(gp.load("seed/unable-or-unwilling/attribution").at(values))
    assert {own[0] for own in attributed.payoffs} == {Fraction(55, 2)}


def test_who_pays_for_compliance_alone_is_not_hurt():
    payments = gp.load("seed/whole/payments").at(s="1/2", s_P="3/4", a_C=50, k=10, W_C=200)
    (equilibrium,) = gp.solve(payments).profiles
    assert equilibrium.plays("Taliban", "suppress", "start") == 1
    assert equilibrium.plays("China", "pay", "suppress") == 1


@pytest.mark.parametrize("b", ["15/2", "17/2"])  # about c_D = 8
def test_where_one_who_hosts_is_not_deported_more_support_for_it_ends_no_compliance(b):
    (equilibrium,) = gp.solve(gp.load("seed/deportation").at(r_D=2, y=0, k=10, b=b)).profiles
    assert equilibrium.plays("Pakistan", "deport", "after suppress") == (b == "17/2")
    assert equilibrium.plays("Pakistan", "deport", "after host") == 0
    assert equilibrium.plays("Taliban", "host", "held back") == 1


def test_raids_are_worth_less_with_four_levels():
    worth = []
    for name, at in (("stock", ["some", "many"]), ("stock/four-levels", ["some", "many", "most"])):
        found = gp.detect(gp.load(f"seed/militarisation/{name}"), mover="Pakistan", action="raid", at=at)
        without, with_raids = ends(found.comparison.payoffs, "strong")
        worth.append(round(with_raids - without))
    assert worth == [151, 121]


def test_every_game_of_which_something_came_out_otherwise_has_its_case():
    tested = {game for game, *_ in CASES}
    elsewhere = {  # in the tests above, or in those of the pages that derive it
        *("seed/trade-restriction/vacuum-control", "seed/karakoram/two-defenders"),
        *("seed/deportation", "seed/cooperation/hidden", "seed/unable-or-unwilling/attribution"),
        *("seed/whole", "seed/whole/payments", "seed/militarisation/stock/four-levels"),
    }
    assert set(outcomes()) <= tested | elsewhere
