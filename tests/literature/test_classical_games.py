"""Classical games beyond their rows: thresholds as formulas, traps, guard-rails, and other concepts."""

from fractions import Fraction
from itertools import product

import pytest
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.concepts import (
    correlated_equilibrium,
    intuitive_criterion,
    payoff_dominant,
    risk_dominance,
)
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import atlas, thresholds

F = Fraction
LEVELS = [F(1, 2), F(1), F(7, 2), F(5)]
BOTH = ["A", "B"]


def load(name):
    return catalog.load(f"literature/{name}")


def holds(condition, point):
    """Whether a condition holds; None where one of its inequalities is an equality."""
    values = [[part.polynomial.value(point) for part in case] for case in condition.cases]
    if any(value == 0 for case in values for value in case):
        return None
    return any(all(value > 0 for value in case) for case in values)


def grid(family, steps):
    """Points of the declared box, none of them on its faces."""
    sides = [
        [p.low + (p.high - p.low) * F(2 * n + 1, 2 * steps) for n in range(steps)] for p in family.parameters
    ]
    return [dict(zip((p.name for p in family.parameters), point, strict=True)) for point in product(*sides)]


def compare(family, formula, points, paradox="option", **asked):
    """Asserts that thresholds are the formula, point by point; counts points, off ties, by its answer."""
    found = thresholds(family, paradox, **asked)
    assert str(found.open) == "never"
    told = {True: 0, False: 0}
    for point in points:
        said = holds(found.present, point)
        assert said in (formula(**point), None)
        told[formula(**point)] += said is not None
    return told


# ---- The prisoner's dilemma, hawk and dove, the drivers: traps


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_dilemma_is_a_trap_exactly_where_its_payoffs_have_their_order(quantifier):
    family = load("luce-1957/prisoners-dilemma")
    points = [dict(zip("TRPS", four, strict=True)) for four in product(LEVELS, repeat=4)]
    told = compare(
        family,
        lambda T, R, P, S: T > R > P > S,  # noqa: N803
        points,
        "dominance-trap",
        mover="A",
        action="defect",
        coalition=BOTH,
        quantifier=quantifier,
    )
    assert min(told.values()) > 0
    found = detect(
        family, "dominance-trap", mover="A", action="defect", coalition=BOTH, quantifier=quantifier
    )
    assert (found.name, found.comparison.gap) == ("present", 2)  # R - P
    assert verify(found.certificate).verdict == "present"


def test_hawks_are_trapped_exactly_where_the_prize_is_worth_a_wound():
    family = load("maynardsmith-1973/hawk-dove")
    asked = {"mover": "A", "action": "hawk", "coalition": BOTH}
    told = compare(family, lambda V, C: V > C, grid(family, 7), "dominance-trap", **asked)  # noqa: N803
    assert min(told.values()) > 0


@pytest.mark.parametrize("quantifier", ["worst", "possible"])
def test_who_cannot_display_is_sure_of_the_prize(quantifier):
    family = load("maynardsmith-1973/hawk-dove")
    asked = {"mover": "A", "action": "dove", "quantifier": quantifier}
    told = compare(family, lambda V, C: C > V, grid(family, 7), **asked)  # noqa: N803
    assert min(told.values()) > 0


@pytest.mark.parametrize(
    ("quantifier", "formula"),
    [
        ("strong", lambda K, d, e: K + (3 + d) / 2 < 4 + e),  # noqa: N803
        ("worst", lambda K, d, e: K + (3 + d) / 2 < 4 + e),  # noqa: N803
        ("best", lambda K, d, e: K + d + 1 < 4 + e),  # noqa: N803
        ("possible", lambda K, d, e: K + d + 1 < 4 + e),  # noqa: N803
    ],
)
def test_the_road_slows_both_drivers_exactly_where_they_need_less_without_it(quantifier, formula):
    # The slowest without it: both mix, K + (3 + d)/2.  The slower of the two who part: K + d + 1.
    family = load("braess-1968/two-drivers")
    asked = {"mover": "A", "action": "shortcut", "coalition": BOTH, "quantifier": quantifier}
    told = compare(family, formula, grid(family, 5), "dominance-trap", **asked)
    assert min(told.values()) > 0


def test_one_driver_alone_never_gains_by_giving_the_road_up():
    family = load("braess-1968/two-drivers")
    assert str(thresholds(family, mover="A", action="shortcut").present) == "never"


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_four_drivers_are_trapped(quantifier):
    everyone = ["A", "B", "C", "D"]
    found = detect(
        load("braess-1968/four-drivers"),
        "dominance-trap",
        mover="A",
        action="shortcut",
        coalition=everyone,
        quantifier=quantifier,
    )
    # 80 with it; without it 70 at most, which is what a member who mixes needs; where nobody mixes all need
    # 65.
    assert (found.name, found.comparison.gap) == ("present", 10 if quantifier in ("strong", "worst") else 15)
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
def test_the_payoffs_of_the_drivers_are_their_minutes(n):
    game = load("braess-1968/four-drivers").at()
    for profile in game.profiles():
        # Cars on the narrow half of the north, and of the south.
        north = sum(route != "south" for route in profile)
        south = sum(route != "north" for route in profile)
        minutes = {"north": 10 * north + 45, "south": 45 + 10 * south, "shortcut": 10 * north + 10 * south}
        if profile.count("shortcut") == n:
            paid = [
                game.payoff(player, dict(zip(game.players, profile, strict=True))) for player in game.players
            ]
            assert paid == [-minutes[route] for route in profile]


# ---- The stag hunt and chicken: selection


@pytest.mark.parametrize(("r", "safer"), [("1/4", "stag"), ("3/4", "hare")])
def test_the_stag_is_payoff_dominant_and_risk_dominant_only_if_the_hare_is_worth_less_than_half(r, safer):
    game = load("jervis-1978/stag-hunt").at(r=r)
    stag, hare = dict.fromkeys(BOTH, "stag"), dict.fromkeys(BOTH, "hare")
    found = solve(game)
    assert found.payoffs[payoff_dominant(found)] == (1, 1)
    assert risk_dominance(game, stag, hare).dominant == (safer, safer)


def test_the_hare_costs_the_worst_equilibrium_whatever_it_is_worth():
    family = load("jervis-1978/stag-hunt")
    said = {q: str(thresholds(family, mover="A", action="hare", quantifier=q).present) for q in QUANTIFIERS}
    assert said == {"strong": "never", "best": "never", "worst": "always", "possible": "always"}
    assert sorted({str(leaf.payoffs[0]) for leaf in atlas(family).leaves}) == ["1", "r"]


def test_a_mediator_gives_chicken_more_than_any_lottery_over_its_equilibria():
    game = load("aumann-1974/chicken").at()
    assert correlated_equilibrium(game).payoffs == (F(21, 4), F(21, 4))
    assert max(sum(payoffs) for payoffs in solve(game).payoffs) == F(28, 3)
    assert F(28, 3) < F(21, 2)


# ---- The chain store and the centipede: later nodes, and the guard-rail for the first


def test_yielding_costs_the_store_exactly_where_it_would_yield():
    family = load("selten-1978/one-market")
    told = compare(family, lambda f: f < 2, grid(family, 9), mover="Store", action="yield", at="after entry")
    assert min(told.values()) > 0


def test_what_is_impossible_at_the_first_move_is_so_under_one_concept_only():
    game = load("selten-1978/one-market").at()
    asked = {"mover": "Entrant", "action": "out", "at": "entry", "quantifier": "worst"}
    assert detect(game, **asked).name == "impossible"
    found = detect(game, concept="nash", **asked)
    assert (found.name, found.comparison.gap) == ("present", 1)
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize(
    ("mover", "at", "formula"),
    [
        ("Two", "move 2", lambda g: 1 < g < 4),
        ("Two", "move 4", lambda g: g < 4 < g**3),
        ("One", "move 3", lambda g: g < 4 < g**3),
        ("One", "move 1", lambda g: False),
    ],
)
def test_taking_costs_where_the_pot_grows_neither_too_little_nor_too_much(mover, at, formula):
    family = load("mckelvey-1992/centipede")
    told = compare(family, formula, grid(family, 23), mover=mover, action="take", at=at)
    assert told[False] > 0
    assert (told[True] > 0) == (at != "move 1")


@pytest.mark.parametrize("g", [F(3, 4), 2, F(7, 2), F(9, 2), 6])
def test_the_centipede_is_ended_at_once_unless_the_pot_more_than_quadruples(g):
    (paid,) = solve(load("mckelvey-1992/centipede").at(g=g)).payoffs
    assert paid == ((4, 1) if g < 4 else (4 * F(g) ** 4, F(g) ** 4))


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_tie_makes_the_paradox_possible_at_the_first_move_and_nothing_more(quantifier):
    found = detect(
        load("kuhn-1953/tie-after-the-first-move").at(t=0),
        mover="A",
        action="stay",
        at="start",
        quantifier=quantifier,
    )
    assert found.name == ("present" if quantifier == "possible" else "impossible")
    assert verify(found.certificate).verdict == found.name


def test_three_players_escape_the_guard_rail_of_constant_sums():
    two, three = load("dobss-2008/security").at(), load("dobss-2008/security-of-three").at()
    assert {sum(cell) for cell in three.payoffs} == {0}
    assert [cell[:2] for cell in three.payoffs] == list(two.payoffs)
    assert detect(three, mover="leader", action="a").name == "present"


# ---- Private information


def test_good_sense_refuses_quiche():
    found = solve(load("cho-1987/beer-quiche").at(), concept="sequential")
    passing = intuitive_criterion(found).surviving
    assert {found.payoffs[number] for number in passing} == {(F(29, 10), F(9, 10))}


@pytest.mark.parametrize("q", [F(1, 10), F(1, 4), F(2, 5)])
def test_where_few_are_surly_the_wimpy_mix(q):
    (paid,) = solve(load("cho-1987/beer-quiche").at(q=q)).payoffs
    assert paid == (1 + q, 1 - q)  # q · 2 + (1 - q) · 1; half of 2q and all of 1 - 2q


@pytest.mark.parametrize("q", [F(11, 20), F(7, 10), F(24, 25)])
def test_where_many_are_surly_all_have_the_same(q):
    found = solve(load("cho-1987/beer-quiche").at(q=q), concept="sequential")
    assert found.completeness.status == "proved"
    assert set(found.payoffs) == {(2 + q, q), (3 - q, q)}


def test_a_hard_bargain_is_driven_exactly_where_most_are_weak():
    # 4/5 · q + (1/2 - c)(1 - q) > 11/20
    family = load("fearon-1995/risk-and-return")
    asked = {"mover": "B", "action": "accept", "at": "weak asked for most"}
    told = compare(
        family, lambda q, c: F(4, 5) * q + (F(1, 2) - c) * (1 - q) > F(11, 20), grid(family, 9), **asked
    )
    assert min(told.values()) > 0


def test_building_costs_the_riser_exactly_where_it_means_a_war_worse_than_peace():
    family = load("powell-2006/power-shift")
    asked = {"mover": "Riser", "action": "build", "at": "after peace"}

    def formula(p_1, p_2, c):
        war = 2 * p_1 - c > 1 + p_2 - c
        return war and 1 - p_1 + c > 2 - 2 * p_1 - c

    told = compare(family, formula, grid(family, 6), **asked)
    assert min(told.values()) > 0


@pytest.mark.parametrize(
    ("q", "k", "m", "L"), [("2/5", "1/4", "3/4", 1), ("1/5", "1/10", "1/2", 2), ("2/5", "2/5", "9/10", 3)]
)
def test_greedy_copies_take_what_a_gesture_is_worth(q, k, m, L):  # noqa: N803
    game = load("kydd-2000/reassurance").at(q=q, k=k, m=m, L=L)
    q, k, m = F(q), F(k), F(m)
    found = solve(game, concept="sequential")
    assert set(found.payoffs) == {(0, 0), (q * (m - k), 0)}
    (mixed,) = [p for p, paid in zip(found.profiles, found.payoffs, strict=True) if paid[0]]
    assert mixed.plays("Sender", "gesture", "greedy") == q / ((1 - q) * L)
    assert mixed.plays("Receiver", "trust", "after gesture") == m


@pytest.mark.parametrize("m", [F(11, 10), F(3, 2)])
def test_a_gesture_too_costly_for_the_greedy_tells_them_apart(m):
    found = solve(load("kydd-2000/reassurance").at(m=m), concept="sequential")
    assert set(found.payoffs) == {(0, 0), (F(2, 5) * F(3, 4), F(2, 5))}
    passing = intuitive_criterion(found).surviving
    assert {found.payoffs[number] for number in passing} == {(F(3, 10), F(2, 5))}
