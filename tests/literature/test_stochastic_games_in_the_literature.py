"""Games in periods, as the literature has them: each number is printed there or worked out by hand."""

from fractions import Fraction
from functools import cache
from itertools import pairwise, permutations

import pytest
from witnesses.stochastic_games import profile_at

import gametheory_paradox as gp
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import ModelSyntaxError
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import (
    NormalForm,
    Profile,
    RepeatedGame,
    State,
    StochasticGame,
    expected_payoffs,
)
from gametheory_paradox.forms.states.formulas.state_branches import state_branches
from gametheory_paradox.forms.states.formulas.state_tests import StateTests, certain
from gametheory_paradox.forms.states.models.stochastic import family_from_states
from gametheory_paradox.forms.states.proofs.markov_perfect import is_markov_perfect
from gametheory_paradox.forms.states.state_values import payoffs_from_start
from gametheory_paradox.forms.states.stochastic_game import restrict_states
from gametheory_paradox.models import with_terms
from gametheory_paradox.models.files import read_model

F = Fraction
CLOSE = {"d": 1 - F(1, 10**9)}  # to no discount
END = {"d": F(1)}


# Three shoot, each at one of the others or in the air, until one is left (Shubik 1954, Kilgour 1975).
@cache
def truel(skills, *, air):
    """The truel of some skills, in the order of play; without the air all must shoot at somebody."""
    form = gp.load("literature/kilgour-1975/truel").fix(dict(zip("abc", skills, strict=True)))
    aimed = (
        tuple(action for action in info.actions if air or action != "air") for info in form.information_sets
    )
    return restrict_states(form, dict(enumerate(aimed)))


@cache
def survival(skills, *, air):
    """What everybody gets in the pure equilibria that are there close to no discount, in the limit."""
    branches = state_branches(StateTests(truel(skills, air=air), Factoring())).branches
    pure = [branch for branch in branches if all(len(used) == 1 for used in branch.supports)]
    there = [branch for branch in pure if holds_at(branch.exists, CLOSE)]
    return {tuple(paid.value(END) for paid in branch.payoffs) for branch in there}


THIRDS, HALVES, STRONG, GARDNER = (
    (F(1, 3), F(2, 3), 1),
    (F(1, 3), F(1, 2), 1),
    (F(3, 5), F(3, 4), 1),
    (1, F(4, 5), F(1, 2)),
)
FOR_EVER = (1, 1, 1)  # all shoot in the air, and live


@pytest.mark.parametrize(
    ("skills", "printed"),
    [
        (THIRDS, (F(25, 63), F(8, 21), F(2, 9))),
        pytest.param(HALVES, (F(5, 12), F(1, 4), F(1, 3)), marks=pytest.mark.slow),
        pytest.param(STRONG, (F(13, 20), F(1, 4), F(1, 10)), marks=pytest.mark.slow),
    ],
)
def test_the_weakest_shoots_in_the_air_and_beside_that_all_do(skills, printed):
    assert survival(skills, air=True) == {printed, FOR_EVER}


def test_beside_the_known_equilibria_the_stronger_ones_may_mix():
    """Found here, not printed; at nine tenths it is checked by what deviations pay."""
    form = truel(THIRDS, air=True)
    found = state_branches(StateTests(form, Factoring()))
    assert holds_at(found.degenerate, CLOSE) is False
    (mixed,) = (
        branch
        for branch in found.branches
        if holds_at(branch.exists, CLOSE) and any(len(used) > 1 for used in branch.supports)
    )
    assert mixed.supports[:3] == (("air",), ("at C", "air"), ("at B", "air"))
    assert tuple(paid.value(END) for paid in mixed.payoffs) == (F(41, 63), F(4, 7), F(2, 3))

    point = {"d": F(9, 10)}
    game = form.map(lambda formula: formula.value(point))
    profile, paid = profile_at(game, mixed, point)
    assert is_markov_perfect(game, profile)
    assert tuple(payoffs_from_start(game, profile)) == paid


@pytest.mark.parametrize(
    ("skills", "printed"),
    [(THIRDS, (F(59, 189), F(34, 63), F(4, 27))), (HALVES, (F(13, 36), F(5, 12), F(2, 9)))],
)
def test_who_must_shoot_at_somebody_shoots_at_the_better_one(skills, printed):
    assert survival(skills, air=False) == {printed}


@pytest.mark.parametrize(
    ("action", "lives"), [("at B", F(50, 189)), ("at C", F(59, 189)), ("air", F(25, 63))]
)
def test_what_the_weakest_may_do_first(action, lives):
    form = truel(THIRDS, air=True)
    choices = {"ABC A": action, "ABC B": "at C", "ABC C": "at B"}
    played = tuple(
        (info.actions.index(choices.get(info.name, info.actions[0])),) for info in form.information_sets
    )
    assert StateTests(form, Factoring()).payoffs(certain(played))[0].value(END) == lives


@pytest.mark.slow
def test_where_lots_are_drawn_the_worst_shot_is_safest():
    # Six orders, each as likely; in each they go on shooting in that order.
    total = [F(0)] * 3
    for order in permutations(range(3)):
        (lives,) = survival(tuple(GARDNER[who] for who in order), air=True) - {FOR_EVER}
        for who, odds in zip(order, lives, strict=True):
            total[who] += odds / 6
    assert total == [F(3, 10), F(8, 45), F(47, 90)]


def test_who_becomes_the_best_shot_becomes_the_target():
    a, b = F(1, 2), F(4, 5)
    family = gp.load("literature/toral-2005/random-truel")
    found = [gp.solve(family.at(c=c)) for c in ("79/100", "81/100")]
    assert {own.completeness.status for own in found} == {"proved"}
    ((below,), (above,)) = (own.payoffs for own in found)
    assert (below[2], above[2]) == (F(79, 209), F(6561, 27641))
    total = a + b + F(81, 100)
    assert above[0] == (a + b) / total * a / (a + b) + F(81, 100) / total * a / (a + F(81, 100))
    assert above[2] < below[2]


# Bapat 2011, in a reduced form: a host may end a group that brings it aid.
def test_aid_ends_the_effort_from_a_threshold_and_blocks_a_settlement():
    family = gp.load("literature/bapat-2011/aid")
    settings = {"beta": F(9, 10), "lam": F(1, 2), "k": 2, "h": 5}
    threshold = 5 - 2 * (1 - F(9, 10)) / (F(9, 10) * F(1, 2))
    assert threshold == F(41, 9)
    for aid, chosen, donor, reservation in (
        (0, "effort", F(-160, 11), F(-14, 11)),
        (5, "none", F(-130), F(0)),
        (threshold - F(1, 100), "effort", None, None),
        (threshold + F(1, 100), "none", None, None),
    ):
        found = gp.solve(family.at(a=aid, D=8, **settings), concept="pure-markov-perfect")
        (profile,) = found.profiles
        assert profile.plays("Host", chosen, "alive") == 1
        if donor is not None:
            host, paid = found.payoffs[0]
            assert (host * (1 - F(9, 10)), paid) == (reservation, donor)


def test_to_spare_the_effort_backfires_up_to_that_threshold():
    family = gp.load("literature/bapat-2011/aid")
    values = {name: value for name, value in family.baseline.items() if name != "a"}
    found = gp.thresholds(family, values=values)
    assert (str(found.present), str(found.open)) == ("41 > 9*a", "never")


# A vacuum that two may leave behind: own construction.
def test_both_coerce_though_both_would_rather_not():
    game = gp.load("literature/hardin-1968/vacuum-commons").at()
    (profile,) = gp.solve(game, concept="pure-markov-perfect").profiles
    assert [profile.plays(who, "coerce", "stable") for who in ("One", "Two")] == [1, 1]
    for choices, worth in (([0, 0], F(5, 26)), ([1, 1], F(320, 59)), ([1, 0], F(-260, 163))):
        assert expected_payoffs(game, Profile.pure(game.information_sets, choices))[0] == worth
    alone = gp.detect(game, mover="One", action="coerce")
    assert (alone.name, alone.gap) == ("absent", F(-260, 163) - F(5, 26))


# Chassang and Padro i Miquel 2009: peace goes on, anything else ends it.
def test_peace_is_kept_from_a_patience_that_a_weapon_raises():
    family = gp.load("literature/chassang-2009/exit")
    (peace,) = (leaf for leaf in gp.atlas(family).leaves if "attack" not in leaf.play)
    assert str(peace.condition) == "a*d*delta + F*delta + pi > a*d + F"
    for pi, surprise, weapon in ((2, 8, 0), (2, 8, 1), (3, 5, 2)):
        critical = 1 - F(pi) / (surprise + weapon)
        for delta, kept in ((critical - F(1, 999), False), (critical + F(1, 999), True)):
            at = {"pi": F(pi), "F": F(surprise), "a": F(weapon), "d": F(1), "delta": delta}
            assert holds_at(peace.condition.statement, {**family.baseline, **at}) == kept


# A stock of militants (Kaplan and others 2005): g arrive, and each that is hit brings kappa others.
def stock(eta, kappa, *, arrests="1/10", levels=60):
    """The mean of a stock that moves by one, from the rows of its states, and how often it is at its top."""
    size, states, step = levels + 1, [], F(1, 1000)
    for n in range(size):
        up = step * (1 + kappa * eta * n) if n < levels else F(0)
        down = step * (eta + F(arrests) + F(1, 10)) * n
        row = [F(0)] * size
        if n < levels:
            row[n + 1] = up
        if n:
            row[n - 1] = down
        row[n] = 1 - up - down
        states.append(State(str(n), ((),), ((F(n),),), (tuple(row),)))
    game = StochasticGame(("A",), tuple(states), tuple(F(n == 0) for n in range(size)), (F(1, 2),))
    weights = [F(1)]
    for n, (own, above) in enumerate(pairwise(game.states)):  # as often up as down
        weights.append(weights[-1] * own.transitions[0][n + 1] / above.transitions[0][n])
    total = sum(weights)
    return sum(n * weight for n, weight in enumerate(weights)) / total, weights[-1] / total


@pytest.mark.slow
@pytest.mark.parametrize(
    ("eta", "printed"),
    [
        (F(0), 50),
        pytest.param(F(1, 5), 100, marks=pytest.mark.slow),
        pytest.param(F(3, 10), 200, marks=pytest.mark.slow),
    ],
)
def test_strikes_that_recruit_raise_the_mean_stock(eta, printed):
    kappa, out = F(3, 2), F(1, 5)
    rate = out + (1 - kappa) * eta
    assert 10 / rate == printed  # of ten that arrive in a period
    mean, top = stock(eta, kappa)
    assert mean == (1 - top * (1 + kappa * eta * 60)) / rate  # all but what the last level turns away
    assert abs(stock(eta, kappa, levels=150)[0] - F(printed, 10)) < F(1, 1000)


@pytest.mark.slow
def test_strikes_backfire_where_each_brings_more_than_one_and_arrests_never():
    means = {kappa: [stock(eta, kappa)[0] for eta in (F(0), F(1, 10))] for kappa in (F(1, 2), F(3, 2))}
    assert means[F(1, 2)][1] < means[F(1, 2)][0]
    assert means[F(3, 2)][1] > means[F(3, 2)][0]
    fewer, more = (stock(F(1, 10), F(3, 2), arrests=own)[0] for own in ("1/10", "1/5"))
    assert more < fewer
    assert F(1, 5) + (1 - F(3, 2)) * F(2, 5) == 0  # from there on it grows without end


# Textbooks.
def test_a_game_of_one_position_may_have_an_irrational_value():
    # Shapley 1953: v = val((1 + v/2, 0), (0, 1)), so that v^2 + 3 v = 2.
    both = {"R": ["a", "b"], "C": ["a", "b"]}
    on = {"moves": both, "next": [({"R": "a", "C": "a"}, {"on": 1}), ({}, {"over": 1})]}
    bare = family_from_states(["R", "C"], {"on": on, "over": {}}, {}, start="on", discount="1/2")
    same = [{"R": action, "C": action, "state": "on"} for action in "ab"]
    family = with_terms(bare, [(who, sign, when) for who, sign in (("R", 1), ("C", -1)) for when in same])
    found = gp.solve(family)
    assert found.completeness.status == "proved"
    (box,) = found.to_data()["equilibria"]
    low, high = (F(end) for end in box["payoffs"]["R"].values())
    assert low * low + 3 * low < 2 < high * high + 3 * high
    assert high - low < F(1, 100)


def test_the_big_match_is_refused_since_nothing_is_discounted():
    text = """format: 1
title: Big Match
players: [R, C]
stochastic:
  discount: 1
  start: match
  states:
    match:
      moves: {R: [go on, stop], C: [left, right]}
      next:
        - {when: {R: go on}, to: {match: 1}}
        - {when: {C: left}, to: {won: 1}}
        - {to: {lost: 1}}
      payoffs: {go on: {left: [0, 0], right: [1, -1]}, stop: {left: [1, -1], right: [0, 0]}}
    won: {payoffs: [1, -1]}
    lost: {payoffs: [0, 0]}
"""
    with pytest.raises(ModelSyntaxError, match="may be 1, where every profile must end") as caught:
        read_model(text)
    assert (caught.value.line, caught.value.column) == (5, 13)
    assert (
        gp.solve(read_model(text.replace("discount: 1", "discount: 9/10")).at()).completeness.status
        == "proved"
    )


def repeated(rows, discount):
    names = [tuple(f"{who}{n}" for n in range(len(rows))) for who in "ab"]
    cells = tuple(tuple(map(F, cell)) for row in rows for cell in row)
    return RepeatedGame.of(NormalForm(("A", "B"), tuple(names), cells), (F(discount),) * 2, F(1))


DILEMMA = (((9, 9), (1, 10)), ((10, 1), (3, 3)))
# Abreu and Sannikov.
COURNOT = (((16, 9), (3, 13), (0, 3)), ((21, 1), (10, 4), (-1, 0)), ((9, 0), (5, -4), (-5, -15)))


def test_the_payoffs_of_a_repeated_dilemma_are_those_that_quantecon_prints():
    found = gp.solve(repeated(DILEMMA, "9/10"))
    printed = [("3", "3"), ("9.75", "3"), ("9", "9"), ("3", "9.75")]
    assert set(found.outer.corners) == set(found.inner.corners) == {(F(x), F(y)) for x, y in printed}


def test_the_payoffs_of_a_repeated_cournot_game_are_those_that_quantecon_prints():
    found = gp.solve(repeated(COURNOT, "3/10"))
    printed = [
        *((7.33770472, 10.9826253), (1.12568240, 2.80000000), (7.86308964, 0.0)),
        *((19.7917977, 2.80000000), (15.5630896, 9.10000000)),
    ]
    for x, y in printed:
        for polygon in (found.outer, found.inner):
            assert min(abs(float(a) - x) + abs(float(b) - y) for a, b in polygon.corners) < 1e-4
