"""Guards that move the attack elsewhere: a template of ours, enumerated here without the package."""

from fractions import Fraction
from itertools import product

import pytest
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect

FAMILY = catalog.load("seed/guarded-posts")
REQUEST = {"mover": "Pakistan", "action": "guard"}
HARM = {
    ("open", "post"): 2,
    ("guard", "post"): 1,
    ("open", "city"): 5,
    ("guard", "city"): 5,
    ("open", "rest"): 0,
    ("guard", "rest"): 0,
}


def gain(measure, attack, city):
    return {"post": 3 if measure == "open" else 1, "city": city, "rest": 0}[attack]


def attacked(measure, city):
    """Where the TTP attack when they know whether posts are guarded: the one best reply."""
    gains = {attack: gain(measure, attack, city) for attack in ("post", "city", "rest")}
    (best,) = [attack for attack in gains if gains[attack] == max(gains.values())]
    return best


def test_the_payoffs():
    game = FAMILY.at()
    for measure, attack in product(*game.actions):
        profile = {"Pakistan": measure, "TTP": attack}
        assert game.payoff("TTP", profile) == gain(measure, attack, 2)
        assert game.payoff("Pakistan", profile) == -HARM[measure, attack] - Fraction(measure == "guard", 2)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
@pytest.mark.parametrize(("city", "verdict"), [(2, "present"), (Fraction(1, 2), "absent"), (-1, "absent")])
def test_guards_make_less_secure_where_the_attack_can_move(quantifier, city, verdict):
    today, then = attacked("open", city), attacked("guard", city)
    found = detect(FAMILY, "security-insecurity", values={"g_c": city}, quantifier=quantifier, **REQUEST)
    assert {name: own.values for name, own in found.comparison.payoffs.items()} == {
        "without": (-HARM["open", today],),
        "with": (-HARM["guard", then],),
        "with, if nobody answers": (-HARM["guard", today],),
    }
    assert (found.name, found.comparison.gap) == (verdict, HARM["guard", then] - HARM["open", today])
    assert found.comparison.held["nobody"].rise == 1
    assert verify(found.certificate).verdict == verdict


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_the_baseline(quantifier):
    found = detect(FAMILY, "security-insecurity", quantifier=quantifier, **REQUEST)
    assert (found.name, found.comparison.gap) == ("present", 3)
