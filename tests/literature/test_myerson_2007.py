"""Resolve needs restraint: the smallest game in which an option hurts its owner at a later move.

After R. Myerson, Force and Restraint in Strategic Deterrence (myerson2007); the payoffs are a specification
of ours, and the results are derived from it by hand.
"""

from fractions import Fraction
from importlib.resources import files
from itertools import product

import pytest
from witnesses.sampling import ordinarily

from gametheory_paradox import catalog
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import delete, scope_of
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import atlas, chart, thresholds
from gametheory_paradox.models.files import read_model

NAME = "literature/myerson-2007/restraint"
FAMILY = catalog.load(NAME)
PUNISH = {"mover": "Coercer", "action": "punish"}
AFTER = {**PUNISH, "at": ["after compliance"]}


def by_hand(V, r_C, r_N, d, k):  # noqa: N803
    return r_C > 0 and r_N > 0 and d > k > 0 and r_N < V


def without(game, **request):
    scope = scope_of(game, request["mover"], request["action"], request.get("at", ()))
    return solve(delete(game, scope))


def test_without_punishment_after_compliance_both_gain():
    before, after = solve(FAMILY.at()), without(FAMILY.at(), **AFTER)
    assert before.payoffs == ((-5, 2),)
    assert after.payoffs == ((-3, 10),)
    assert after[0].plays("Target", "comply", "start") == 1
    assert after[0].plays("Coercer", "refrain", "after compliance") == 1
    assert all(new > old for new, old in zip(after.payoffs[0], before.payoffs[0], strict=True))


def test_without_punishment_anywhere_there_is_no_compliance():
    found = without(FAMILY.at(), **PUNISH)
    assert found.payoffs == ((0, 0),)
    assert found[0].plays("Target", "not", "start") == 1


def test_the_strong_paradox_is_there_exactly_where_derived_by_hand_and_on_no_boundary():
    met = set()
    every = list(product([0, 1, 2, 3], [0, 1], [0, 1, 2], [0, 1, 2], [0, 1, 2]))
    for V, r_C, r_N, d, k in every[:: ordinarily(5, 1)]:  # noqa: N806
        found = detect(FAMILY.at(V=V, r_C=r_C, r_N=r_N, d=d, k=k), **AFTER)
        met.add(found.name)
        if by_hand(V, r_C, r_N, d, k):
            assert found.name == "present"
            assert found.comparison.gap == V - r_N
        else:
            assert found.name in ("absent", "undecided", "impossible")
    assert {"present", "absent"} <= met


@pytest.mark.parametrize("change", [{"r_C": 0}, {"r_N": 0}, {"d": 3}, {"k": 0}, {"V": 2}])
def test_each_boundary_alone_is_not_strong(change):
    point = {**FAMILY.baseline, **{name: Fraction(value) for name, value in change.items()}}
    assert not by_hand(**point)
    assert by_hand(**{name: value + Fraction(name in change, 100) for name, value in point.items()})
    assert detect(FAMILY.at(point), **AFTER).name in ("absent", "undecided")


def test_where_punishment_just_pays_for_compliance_it_hangs_on_what_the_target_then_does():
    # At d = k the target does not care whether it complies: the best equilibrium without is compliance, the
    # worst is not.
    game = FAMILY.at(d=3)
    assert [detect(game, quantifier=q, **AFTER).name for q in ("strong", "best", "worst", "possible")] == [
        "absent",
        "present",
        "absent",
        "present",
    ]
    assert detect(game, **AFTER).comparison.without_action.values == (2, 10)


def test_the_thresholds_within_the_declared_ranges():
    found = thresholds(FAMILY, **AFTER)
    assert {str(part) for case in found.present.cases for part in case} == {"V > r_N", "d > k"}
    assert len(found.present.cases) == 1
    assert str(found.open) == "never"
    assert str(thresholds(FAMILY, **PUNISH).present) == "never"


def widened(*names):
    """The model with some ranges reaching below zero, where what goes without saying must be said."""
    text = (files(catalog) / f"{NAME}.yaml").read_text(encoding="utf-8")
    for name in names:
        assert text.count(f"{name}: {{range: [0, 20]") == 1
        text = text.replace(f"{name}: {{range: [0, 20]", f"{name}: {{range: [-20, 20]")
    return read_model(text, "widened.yaml")


def test_the_thresholds_where_punishing_may_cost_the_coercer_something():
    found = thresholds(widened("r_C", "r_N"), **AFTER)
    (case,) = found.present.cases
    assert {str(part) for part in case} == {"r_C > 0", "r_N > 0", "d > k", "V > r_N"}


def test_the_thresholds_are_other_ones_where_compliance_may_be_its_own_reward():
    # With k < 0 the target complies even though it is punished, and the coercer gets V + r_C: another way to
    # be hurt.
    family = widened("k")
    found = thresholds(family, **AFTER)
    usual, strange = (
        {"V": 10, "r_C": 1, "r_N": 2, "d": 5, "k": 3},
        {"V": 1, "r_C": 1, "r_N": 9, "d": 5, "k": -2},
    )
    for point in (usual, strange):
        exact = {name: Fraction(value) for name, value in point.items()}
        inside = any(all(part.polynomial.value(exact) > 0 for part in case) for case in found.present.cases)
        assert inside == (detect(family.at(point), **AFTER).name == "present")


def test_the_atlas_knows_both_players_minds():
    found = {(c.information_set, c.action): str(c.condition) for c in atlas(FAMILY).choices}
    assert found["after compliance", "punish"] == found["after non-compliance", "punish"] == "always"
    assert found["start", "comply"] == "never"
    wide = {(c.information_set, c.action): str(c.condition) for c in atlas(widened("r_C", "r_N")).choices}
    assert wide["after compliance", "punish"] == "r_C > 0"
    assert wide["after non-compliance", "punish"] == "r_N > 0"


def test_the_chart_of_the_two_thresholds():
    # Of [0, 20]² the paradox takes V > r_N and, in the other square, d > k: one half each.
    assert chart(FAMILY, over=["V", "r_N"], undecided="0.001", **AFTER).share == (
        Fraction(1, 2),
        Fraction(1, 2),
    )
    low, high = chart(FAMILY, over=["d", "k"], undecided="0.001", **AFTER).share
    assert low <= Fraction(1, 2) <= high
