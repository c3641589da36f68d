"""Formulas that the literature's arguments lead to, read off the atlas, the thresholds and the maps."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.maps import atlas, chart, thresholds
from gametheory_paradox.models import family_from_table
from gametheory_paradox.polynomials import RationalFunction

number = RationalFunction.constant
ONE, HALF = number(1), number(Fraction(1, 2))


def variables(names):
    return [RationalFunction.variable(name) for name in names.split()]


def test_resolve_needs_restraint_under_four_conditions():
    """The coercer is better off unable to punish after compliance iff r_C, r_N > 0, d > k (> 0), V > r_N."""
    family = catalog.load("literature/myerson-2007/restraint")
    # In the declared ranges the first two go without saying.
    wider = [replace(p, low=Fraction(-5)) if p.name in ("r_C", "r_N") else p for p in family.parameters]
    found = thresholds(
        replace(family, parameters=tuple(wider)),
        mover="Coercer",
        action="punish",
        at="after compliance",
        quantifier="strong",
    )
    assert {frozenset(map(str, case)) for case in found.present.cases} == {
        frozenset({"r_C > 0", "r_N > 0", "d > k", "V > r_N"})
    }


def exit_game():
    """Defensive weapons k = t²: surprise pays 12 - k, open war 4 - 2·k, to be surprised -6·√k, peace V."""
    peace, war, surprise, surprised = "V", "4 - 2*t^2", "12 - t^2", "-6*t"
    cells = [[(peace, peace), (surprised, surprise)], [(surprise, surprised), (war, war)]]
    return family_from_table(["1", "2"], [["peace", "attack"]] * 2, cells, {"V": (0, 30, 17), "t": (0, 3, 1)})


def test_weapons_move_the_threshold_of_trust_from_16_to_19_to_16_to_7():
    V, t = variables("V t")  # noqa: N806
    k = t * t
    F, W, S = number(12) - k, number(4) - number(2) * k, -number(6) * t  # noqa: N806
    threshold = number(16) - number(3) * k + number(6) * t
    found = atlas(exit_game())
    (mixed,) = (leaf for leaf in found.leaves if all(len(own) == 2 for own in leaf.strategies))
    odds = dict(mixed.strategies[1])["peace"]
    # Peace is less risky than war exactly where it needs to be less likely than one half.  V > F, where both
    # are equilibria.
    assert HALF - odds == HALF * (V - threshold) / (V - F + W - S)
    assert threshold == F + W - S
    assert [threshold.value({"t": Fraction(n)}) for n in range(4)] == [16, 19, 16, 7]
    (peace,) = (leaf for leaf in found.leaves if leaf.play == "peace against peace")
    assert str(peace.condition) == "t^2 + V > 12"  # under complete information weapons only help: V > F


def test_the_threshold_of_trust_is_the_same_in_the_catalogs_family():
    V, F, W, S = variables("V F W S")  # noqa: N806
    family = catalog.load("literature/chassang-2009/defensive-weapons")
    unarmed = atlas(replace(family, form=family.form.map(lambda p: p.at({"d": Fraction(0)}))))
    (mixed,) = (leaf for leaf in unarmed.leaves if all(len(own) == 2 for own in leaf.strategies))
    odds = dict(mixed.strategies[1])["peace"]
    assert odds == (W - S) / (V - F + W - S)
    assert HALF - odds == HALF * (V - (F + W - S)) / (V - F + W - S)  # peace is less risky iff V > F + W - S


def test_overreaction_has_its_odds_and_beliefs_as_formulas():
    q, g, l, w_L, w_S, s_L, s_S = variables("q g l w_L w_S s_L s_S")  # noqa: E741, N806
    pooling, mixed = atlas(catalog.load("literature/spaniel-2016/overreaction")).leaves
    assert (pooling.kind, mixed.kind) == ("pooling", "semi-separating")
    m = (w_S - w_L) / ((w_S - w_L) + (s_L - s_S))
    (assessment,) = mixed.assessments
    form = catalog.load("literature/spaniel-2016/overreaction").form
    place = {info.name: number for number, info in enumerate(form.information_sets)}
    weak, answer = place["weak"], place["after attack"]
    alpha = dict(zip(form.information_sets[weak].actions, assessment.odds[weak], strict=True))["attack"]
    large = dict(zip(form.information_sets[answer].actions, assessment.odds[answer], strict=True))["large"]
    assert alpha == q * (ONE - m) / ((ONE - q) * m)
    assert large == g / (g + l)
    assert m in assessment.beliefs[answer]
    ((separates,),), ((pools,),) = mixed.condition.cases, pooling.condition.cases
    difference = (w_S - w_L) - q * ((w_S - w_L) + (s_L - s_S))  # positive exactly where q < m
    assert separates.polynomial == difference.numerator == (-pools.polynomial)
    at = {"q": "1/5", "g": "2", "l": "1", "w_L": "2", "w_S": "6", "s_L": "8", "s_S": "4"}
    point = {name: Fraction(value) for name, value in at.items()}
    assert (m.value(point), alpha.value(point), large.value(point)) == (
        Fraction(1, 2),
        Fraction(1, 4),
        Fraction(2, 3),
    )
    assert mixed.payoffs[1].value(point) == -2


def test_the_penalty_does_not_enter_what_the_coercer_gets_or_how_often_the_host_harbors():
    g, p, L, r, c = variables("g p L r c")  # noqa: N806
    family = catalog.load("literature/tsebelis-1989/penalties")
    found = atlas(family)
    (mixed,) = (leaf for leaf in found.leaves if all(len(own) == 2 for own in leaf.strategies))
    assert str(mixed.condition) == "r > c"
    assert dict(mixed.strategies[0])["harbor"] == c / r
    assert dict(mixed.strategies[1])["enforce"] == g / p
    assert mixed.payoffs[1] == -L * c / r
    assert "p" not in {name for _, odds in mixed.strategies[0] for name in odds.names}
    assert "p" not in mixed.payoffs[1].names


@pytest.mark.parametrize(("values", "share"), [({"r": 5, "c": 2}, 1), ({"r": 1, "c": 3}, 0)])
def test_a_map_says_the_same_of_all_penalties(values, share):
    family = catalog.load("literature/tsebelis-1989/penalties")
    request = {"mover": "Coercer", "target": "Host", "parameter": "p", "low": 2, "high": 12}
    found = chart(family, "null-coercion", over=["L", "g"], values=values, **request)
    assert (found.present, found.undecided) == (share, 0)
