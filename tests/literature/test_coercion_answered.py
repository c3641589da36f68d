"""Coercion that works on its target and is answered by a third party: a template, worked out by hand."""

import pytest
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms.solvers import solve

GAME = catalog.load("seed/third-party-expansion").at()
COERCE = {"mover": "Pakistan", "action": "coerce"}


def test_the_payoffs():
    for pakistan, taliban, isk in GAME.profiles():
        coerces, suppresses, expands = pakistan == "coerce", taliban == "suppress", isk == "expand"
        sign = 2 * coerces - 1
        profile = {"Pakistan": pakistan, "Taliban": taliban, "IS-K": isk}
        assert GAME.payoff("Pakistan", profile) == 3 + 2 * suppresses + coerces - 4 * expands
        assert GAME.payoff("Taliban", profile) == suppresses * sign
        assert GAME.payoff("IS-K", profile) == expands * sign


def test_the_only_equilibrium():
    (found,) = solve(GAME).profiles
    for player, action in (("Pakistan", "coerce"), ("Taliban", "suppress"), ("IS-K", "expand")):
        assert found.plays(player, action, "") == 1


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_the_backfire_runs_through_the_third_party(quantifier):
    found = detect(GAME, "third-party", third="IS-K", target="Taliban", quantifier=quantifier, **COERCE)
    assert (found.name, found.comparison.gap) == ("present", 1)
    assert {name: own.values for name, own in found.comparison.payoffs.items()} == {
        "with": (2,),
        "without": (3,),
        "with, third party frozen": (6,),
        "without, third party frozen": (3,),
        "with, target frozen": (0,),
        "without, target frozen": (3,),
    }
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_and_not_through_the_target(quantifier):
    found = detect(GAME, "third-party", third="Taliban", target="IS-K", quantifier=quantifier, **COERCE)
    assert found.name == "absent"
    assert found.comparison.loss(found.comparison.third_frozen) == 3
    assert found.comparison.loss(found.comparison.target_frozen) == -3
    assert verify(found.certificate).verdict == "absent"


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_it_is_an_option_paradox_too_which_knows_of_no_channel(quantifier):
    found = detect(GAME, quantifier=quantifier, **COERCE)
    assert (found.name, found.comparison.gap) == ("present", 1)
