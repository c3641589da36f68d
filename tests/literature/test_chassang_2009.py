"""Defensive weapons (chassang2009): a specification of ours; every number is worked out by hand."""

from fractions import Fraction
from itertools import product

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.concepts import risk_dominance
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve

FAMILY = catalog.load("literature/chassang-2009/defensive-weapons")
PLAYERS, MOVES = ("country 1", "country 2"), ("peace", "attack")
PEACE, WAR = (dict.fromkeys(PLAYERS, move) for move in MOVES)
ARMED = {"mover": "country 1", "parameter": "d", "low": 0, "high": 1}


def exit_game(V, F, W, S):  # noqa: N803
    """Lasting peace, surprise, open war."""
    return NormalForm.from_tables(PLAYERS, [MOVES] * 2, [[V, S], [F, W]], [[V, F], [S, W]])


def chosen(game):
    """What both do in the equilibrium that risk dominates the other."""
    (move,) = set(risk_dominance(game, PEACE, WAR).dominant)
    return move


@pytest.mark.parametrize(
    ("quantifier", "verdict", "gap"),
    [("strong", "absent", -1), ("best", "present", 5), ("worst", "absent", -1), ("possible", "present", 5)],
)
def test_the_same_event_is_a_paradox_or_none_depending_on_the_quantifier(quantifier, verdict, gap):
    found = detect(FAMILY, "comparative-statics", quantifier=quantifier, **ARMED)
    assert (found.name, found.comparison.gap) == (verdict, gap)
    assert found.comparison.raises
    assert (found.comparison.lower.values, found.comparison.higher.values) == ((4, Fraction(61, 7), 10), (5,))
    assert verify(found.certificate).verdict == verdict


@pytest.mark.parametrize(
    ("rule", "before", "after", "verdict"),
    [("payoff-dominant", 10, 5, "present"), ("risk-dominant", 4, 5, "absent")],
)
def test_the_rule_that_selects_among_equilibria_decides_whether_it_is_a_paradox(rule, before, after, verdict):
    found = detect(FAMILY, "comparative-statics", quantifier=rule, **ARMED)
    assert (found.comparison.lower.values, found.comparison.higher.values) == ((before,), (after,))
    assert (found.name, found.comparison.gap) == (verdict, before - after)
    assert verify(found.certificate).verdict == verdict


def test_under_strategic_risk_weapons_are_a_paradox_where_they_destroy_the_trust_in_peace():
    # V >= F + W - S selects peace: 17 >= 16 before, 17 < 19 after; then weapons have raised every own payoff
    # in a conflict.
    before = {"V": 17, "F": 12, "W": 4, "S": 0, "a": 2, "b": 0, "w": 1, "f": 0, "g": 0}
    found = detect(FAMILY, "comparative-statics", quantifier="risk-dominant", **ARMED, values=before)
    assert (found.name, found.comparison.lower.values, found.comparison.higher.values) == (
        "present",
        (17,),
        (5,),
    )
    assert (
        detect(
            FAMILY, "comparative-statics", quantifier="payoff-dominant", **ARMED, values=before
        ).comparison.gap
        == 0
    )
    assert [
        detect(FAMILY, "comparative-statics", quantifier=q, **ARMED, values=before).name
        for q in ("strong", "best")
    ] == ["absent"] * 2


def test_every_payoff_of_the_armed_country_in_a_conflict_is_higher():
    before, after = FAMILY.at(d=0).matrix("country 1"), FAMILY.at(d=1).matrix("country 1")
    assert before == ((10, 1), (Fraction(19, 2), 4))
    assert after == ((10, 2), (Fraction(21, 2), 5))
    assert FAMILY.at(d=1).matrix("country 2") == ((10, 9), (1, Fraction(7, 2)))


@pytest.mark.parametrize("quantifier", ["strong", "best", "worst", "possible"])
def test_for_the_neighbor_it_is_a_parameter_effect(quantifier):
    found = detect(FAMILY, "comparative-statics", quantifier=quantifier, **{**ARMED, "mover": "country 2"})
    assert found.name == "absent"
    assert found.comparison.gap > 0
    assert "parameter effect" in found.why
    assert verify(found.certificate).verdict == "absent"


def test_risk_dominance_selects_war_before_and_after_and_so_finds_no_loss():
    assert chosen(FAMILY.at()) == "attack"
    (after,) = solve(FAMILY.at(d=1)).payoffs
    assert FAMILY.at().payoff("country 1", WAR) == 4
    assert after[0] == 5


def test_peace_is_an_equilibrium_exactly_where_it_is_worth_the_surprise_and_arms_raise_the_bar():
    # With V = p/(1 - δ) this is δ >= 1 - p/F.
    for V, F in product(range(6, 12), range(6, 12)):  # noqa: N806
        game = exit_game(V, F, 4, 1)
        peaceful = is_nash(game, Profile.pure(game.information_sets, (0, 0)))
        assert peaceful == (V >= F)
        armed = NormalForm.from_tables(PLAYERS, [MOVES] * 2, [[V, 2], [F + 1, 5]], [[V, F], [1, 4]])
        assert is_nash(armed, Profile.pure(armed.information_sets, (0, 0))) == (V >= F + 1)


@pytest.mark.parametrize(("k", "root", "threshold"), [(0, 0, 16), (1, 1, 19), (4, 2, 16), (9, 3, 7)])
def test_under_strategic_risk_weapons_first_destroy_peace_and_then_restore_it(k, root, threshold):
    F, W, S = 12 - k, 4 - 2 * k, -6 * root  # noqa: N806
    assert F + W - S == threshold == 16 - 3 * k + 6 * root
    assert chosen(exit_game(17, F, W, S)) == ("peace" if threshold < 17 else "attack")


def effect(a, b, w, f, g):
    """By how much a first weapon makes peace less risky, up to a positive factor."""
    return b + f + g - a - w


@pytest.mark.parametrize("effects", [effects for effects in product((0, 1), repeat=5) if effect(*effects)])
def test_the_first_effect_of_a_weapon_on_the_risk_has_the_sign_of_b_f_g_less_a_w(effects):
    # At V = F + W - S the two equilibria balance: the products of the losses from deviating are equal.
    a, b, w, f, g = effects
    V, F, W, S, d = 10, 8, 3, 1, Fraction(1, 1000)  # noqa: N806
    peace = (V - F - a * d) * (V - F + f * d)
    war = (W + w * d - S - b * d) * (W - g * d - S)
    assert (peace > war) == (effect(*effects) > 0)
    game = FAMILY.at(V=V, F=F, W=W, S=S, a=a, b=b, w=w, f=f, g=g, d=d)
    assert chosen(game) == ("peace" if effect(*effects) > 0 else "attack")
