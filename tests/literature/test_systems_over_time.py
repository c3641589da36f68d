"""L22, L23 and L24 of the essay's systems as they are specified, and the catalog's models made of them."""

from fractions import Fraction
from functools import cache

import pytest
from oracles.plain_time import pure_equilibria, values
from oracles.plain_time_claims import Play
from witnesses.stochastic_games import DEVELOPMENT, RELATIONS, militarization

import gametheory_paradox as gp
from gametheory_paradox.detectors import assess
from gametheory_paradox.exact.roots import real_roots
from gametheory_paradox.models.files import read_model
from gametheory_paradox.polynomials import Polynomial

F = Fraction
PRESS = {"mover": "Pakistan", "action": "press"}
COERCE = {"mover": "Pakistan", "action": "coerce", "at": "poor"}
RAID = {"mover": "Army", "action": "raid"}
BACKFIRE = "dynamic-backfire"

# (specification, what is asked, instead, numbers of the states where, the option's verdict and gap, those of
#  the dynamic backfire). Pakistan and the army move first, and what is asked about is their first action.
SPECIFIED = {
    "relations": (RELATIONS, PRESS, "open", (0, 1), ("absent", F(0)), ("present", F(15))),
    "development": (DEVELOPMENT, COERCE, "invest", (0,), ("present", F(95, 117)), ("present", F(95, 117))),
    "stock of two": (
        militarization(2),
        RAID,
        "hold",
        (0, 1, 2),
        ("absent", F(-4722345, 6146308)),
        ("present", F(11488, 3007)),
    ),
    "stock": (
        militarization(3),
        RAID,
        "hold",
        (0, 1, 2, 3),
        ("absent", F(-145758849165, 752313935344)),
        ("present", F(748184618315, 188164412519)),
    ),
}
# What is got from the start in each pure Markov perfect equilibrium, as MODELS.md has the numbers.
PAID = {
    "relations": {(F(5), F(-25, 4)), (F(20), F(10))},
    "development": {(F(5, 2), F(-5, 2))},
    "stock of two": {(F(-10665, 2044), F(-13995, 2044))},
    "stock": {(F(-1670535, 271408), F(-1347975, 271408))},
}
NAMES = [pytest.param(n, marks=[pytest.mark.slow] * (n == "stock")) for n in SPECIFIED]


@cache
def game(name):
    return read_model(SPECIFIED[name][0]).at()


def paid(name, plans):
    start = [place for place, odds in enumerate(game(name).start) if odds]
    return tuple(values(game(name), plans, who)[start[0]] for who in (0, 1))


@pytest.mark.parametrize("name", NAMES)
def test_the_pure_equilibria_are_those_of_the_enumeration(name):
    by_plans = {paid(name, plans) for plans in pure_equilibria(game(name))}
    solved = gp.solve(game(name), concept="pure-markov-perfect")
    assert set(solved.payoffs) == by_plans == PAID[name]
    assert solved.completeness.status == "proved"


def test_good_relations_have_a_third_equilibrium_in_which_both_mix():
    equilibria = gp.solve(game("relations"))
    assert equilibria.completeness.status == "proved"
    (mixed,) = (profile for profile in equilibria.profiles if not profile.is_pure)
    odds = dict(zip(((i.player, i.name) for i in mixed.information_sets), mixed.probabilities, strict=True))
    assert odds["Pakistan", "good"] == (F(3, 4), F(1, 4))
    assert odds["Taliban", "good"] == (F(4, 9), F(5, 9))

    # Both are indifferent in good relations, and would rather not do otherwise in bad ones.
    play = Play(game("relations"))
    plan = [[odds[player, state] for state in ("good", "bad")] for player in ("Pakistan", "Taliban")]
    for who in (0, 1):
        own = play.values(plan, who)
        for state, action in ((0, 0), (0, 1), (1, 0), (1, 1)):
            other = [list(one) for one in plan]
            other[who][state] = tuple(F(action == a) for a in (0, 1))
            then = play.values(other, who)
            is_played = state == 0 or plan[who][state] == other[who][state]
            assert then[state] == own[state] if is_played else then[state] < own[state]


@pytest.mark.parametrize("name", NAMES)
def test_the_verdicts_are_those_of_the_enumeration(name):
    _, asked, instead, where, option, backfire = SPECIFIED[name]
    forced = {  # what is not barred remains
        "with": {(0, state, 1) for state in where},
        "instead": {(0, state, 0) for state in where},
    }
    got = {
        side: [paid(name, plans)[0] for plans in pure_equilibria(game(name), barred)]
        for side, barred in {"free": (), **forced}.items()
    }
    found = gp.detect(game(name), **asked)
    assert (found.name, found.gap) == option
    assert found.gap == min(got["instead"]) - max(got["free"])
    later = gp.detect(game(name), BACKFIRE, instead=instead, **asked)
    assert (later.name, later.gap) == backfire
    assert later.gap == min(got["instead"]) - max(got["with"])
    for verdict in (found, later):
        assert gp.verify(verdict.certificate).verdict == verdict.name


def test_who_can_press_may_end_in_the_worse_of_two_equilibria():
    found = gp.detect(game("relations"), quantifier="worst", **PRESS)
    assert (found.name, found.gap) == ("present", F(15))  # 20 without the option, 5 at worst with it


# The catalog's models, with the words of the survey: what the option does to payoff and to security, from
# the predictions that were made by hand before they were solved.
CATALOG = {
    "seed/development": ("pays, costs security", F(-398, 5), F(77)),
    "seed/development/control": ("pays", F(-141), F(0)),
    "seed/cooperation": ("pays", F(-160), F(0)),
    "seed/cooperation/control": ("pays", F(-160), F(0)),
    "seed/cooperation/hidden": ("works", F(-2650, 9), F(-2750, 9)),
    "seed/militarisation/stock": ("works", F(7845, 23) - F(157850, 321), F(4400, 23) - F(157850, 321)),
    "seed/militarisation/stock/control": ("works", F(8375, 33) - F(157850, 321), F(400, 3) - F(157850, 321)),
    "seed/militarisation/stock/four-levels": (
        "works",
        F(35720, 103) - F(7187950, 15363),
        F(20350, 103) - F(7187950, 15363),
    ),
}


@pytest.mark.parametrize("name", CATALOG)
def test_what_the_option_does_in_the_catalogs_model(name):
    family = gp.load(name)
    option, backfire = family.questions
    word, payoff, security = CATALOG[name]
    found = assess(family, option)
    assert (found.word, found.payoff.gap, found.security.gap) == (word, payoff, security)
    for half in (found.payoff, found.security):
        assert gp.verify(half.certificate).verdict == half.name
    later = gp.detect(family, backfire)
    assert gp.verify(later.certificate).verdict == later.name == "absent"


def alone(family, **free):
    """The values of all parameters but some at the baseline."""
    return {name: value for name, value in family.baseline.items() if name not in free}


@pytest.mark.slow
def test_development_is_kept_off_up_to_a_patience_that_is_a_formula():
    family = gp.load("seed/development")
    fixed = alone(family, delta=None)
    found = gp.thresholds(family, **COERCE, measure="security", values=fixed)
    assert str(found.present) == "1397*delta^2 + 1692 > 3153*delta"

    # By hand: (q*V + y)*(a + a^2) = r_N - c + i where a = delta*g/(1 - delta*(1 - g)).
    delta = Polynomial.variable("delta")
    number = Polynomial.constant
    step, once = number(F(111, 2)), delta * number(F(1, 6))
    rest = number(1) - delta * number(F(5, 6))
    roots = real_roots(step * (once * rest + once**2) - number(47) * rest**2, low=F(0), high=F(1))
    (critical,) = (root.refine(F(1, 10**6)) for root in roots)
    assert F("0.8788") < critical.low < critical.high < F("0.8789")
    near = F(1, 1000)
    for value, verdict, security in (
        (critical.low - near, "absent", "present"),
        (critical.high + near, "present", "absent"),
    ):
        later = gp.detect(family, family.questions[1], values={"delta": value})
        assert (later.name, gp.verify(later.certificate).verdict) == (verdict, verdict)
        assert gp.detect(family, **COERCE, measure="security", values={"delta": value}).name == security


@pytest.mark.slow
def test_a_map_over_patience_is_proved():
    family = gp.load("seed/development")
    found = gp.chart(family, **COERCE, measure="security", over=["delta"])
    assert gp.verify(found.certificate).kind == "map"
    assert [found.verdict_at(delta=value) for value in ("1/2", "0.87", "0.89", "0.97")] == [
        *["present"] * 2,
        *["absent"] * 2,
    ]


@pytest.mark.parametrize(
    ("name", "over"),
    [
        pytest.param("seed/development/control", ["delta"], marks=pytest.mark.slow),
        ("seed/cooperation/control", ["delta", "r_N"]),
    ],
)
@pytest.mark.parametrize("measure", ["payoff", "security"])
def test_with_its_mechanism_off_the_paradox_is_proved_gone_around_the_baseline(name, over, measure):
    family = gp.load(name)
    found = gp.chart(family, family.questions[0].but(measure=measure), over=over)
    assert found.share == (0, 0)
    assert gp.verify(found.certificate).kind == "map"


def test_mixtures_of_a_game_with_six_choices_are_formulas():
    """Pakistan coerces hosts and spares others, who host if spared: the equilibrium is mixed."""
    family = gp.load("seed/development/control")
    at = {"j": "3/10", "t": 10, "k": 1, "g": "3/10", "d": 60, "c": 20, "r_C": 5, "i": 5, "r_N": 40}
    found = gp.thresholds(family, values={**alone(family, delta=None), **at})
    assert found.present.is_never
    assert found.open.is_never
    assert gp.detect(family, values={**at, "delta": "9/10"}).name == "absent"
    (equilibrium,) = gp.solve(family.at({**at, "delta": "9/10"}), concept="markov-perfect").profiles
    assert any(0 < odds < 1 for row in equilibrium.probabilities for odds in row)


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1])
def test_whatever_the_parameters_coercion_that_moves_no_state_costs_nothing(number):
    family = gp.load("seed/development/control")
    found = gp.thresholds(family, family.questions[number])
    assert found.present.is_never
    assert found.open.is_never
    proof = gp.prove(family, family.questions[number], absent=True, budget=None)
    assert gp.verify(proof.certificate).verdict == "holds"


@pytest.mark.parametrize("measure", ["payoff", "security"])
def test_a_reward_that_comes_with_cooperation_alone_ends_it_by_itself(measure):
    """Good relations are pressed and bad ones are not, so that bad ones are worth more to the Taliban."""
    family = gp.load("seed/cooperation/control")
    found = gp.detect(family, measure=measure, values={"r_C": 40, "r_N": 10, "k": "1/2"})
    assert found.why.endswith("at least 550, with it at most 8250/31")
    assert gp.verify(found.certificate).verdict == "present"


@pytest.mark.parametrize("name", ["seed/development/control", "seed/cooperation/control"])
def test_with_its_mechanism_off_nothing_goes_through_the_states(name):
    family = gp.load(name)
    (change,) = gp.detect(family, family.questions[1]).comparison.changes
    assert (change.answer, set(change.states.values())) == (0, {F(0)})


@pytest.mark.slow
def test_where_recruits_are_many_raids_backfire_and_without_recruits_they_do_not():
    stock, control = gp.load("seed/militarisation/stock"), gp.load("seed/militarisation/stock/control")
    values_ = {"eta": "1/5", "delta": "9/10"}
    for family, more, verdict in ((stock, {"r": "3/5"}, "present"), (control, {}, "absent")):
        for question in family.questions:
            found = gp.detect(family, question, values={**values_, **more})
            assert gp.verify(found.certificate).verdict == found.name == verdict


def test_pressure_ends_cooperation_where_that_is_cheap():
    family = gp.load("seed/cooperation")
    found = gp.detect(family, family.questions[1], values={"k": 3})
    (change,) = found.comparison.changes
    assert (found.name, change.instead, change.with_action, change.tempting) == ("present", 550, 160, 32)
    assert (change.flow, change.answer, change.through_states) == (160, F(-275, 2), F(-825, 2))


# An agreement on hidden support h holds between two bounds (L12), here by the model of three states.
def bounds(p, delta, cost, loss):
    """The least share that the Taliban keep to, and the largest at which Pakistan refrains."""
    war = 1 - delta * (1 - p)
    least = (1 - delta) * (1 - delta * loss) / war
    return least, (1 - delta) * (cost + delta * (1 - p) ** 2) / (war * (delta + p - delta * p))


@pytest.mark.parametrize(
    ("p", "delta", "cost", "loss"),
    [
        (F(1, 5), F(9, 10), F(3, 10), F(3, 10)),
        (F(1, 5), F(4, 5), F(4, 110), F(20, 30)),
        (F(8, 100), F(3, 5), F(1, 10), F(1, 10)),
    ],
)
def test_hidden_support_is_agreed_on_between_the_bounds_of_the_literature(p, delta, cost, loss):
    family = gp.load("seed/cooperation/hidden")
    least, most = bounds(p, delta, cost, loss)
    if (p, delta) == (F(1, 5), F(9, 10)):
        assert (least, most) == (F(73, 280), F(219, 644))
    near = F(1, 10**4)
    given = {"p": p, "delta": delta, "c_P": 110 * cost, "c_T": 30 * loss}
    for share, is_kept in (
        (least - near, False),
        (least + near, True),
        (most - near, True),
        (most + near, False),
    ):
        equilibria = gp.solve(family.at(**given, h=share), concept="pure-markov-perfect")
        kept = [
            profile
            for profile in equilibria.profiles
            if profile.plays("Pakistan", "refrain", "trust") == 1
            and profile.plays("Taliban", "keep to it", "trust") == 1
        ]
        assert bool(kept) == is_kept


def test_more_capacity_to_strike_ends_the_agreement_and_costs_the_stronger():
    family = gp.load("seed/cooperation/hidden")
    below, above = (
        max(paid[0] for paid in gp.solve(family.at(h="0.36", p=p)).payoffs) for p in ("0.20", "0.21")
    )
    assert below == 352 > above
