"""Overreaction regretted once all is seen (spaniel2016, minimal instance), enumerated by hand."""

from fractions import Fraction

import pytest
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect

FAMILY = catalog.load("literature/spaniel-2016/overreaction")
LARGE = {"mover": "Government", "action": "large"}
STRONG, WEAK = {"large": -8, "small": -4}, {"large": -2, "small": -6}
BLUFF = {"large": -1, "small": 2}  # what a weak group gains by an attack
PRIOR = Fraction(1, 5)


def enumerated():
    """The equilibria, as the probability that the weak attack and that the government answers large.

    The strong can only attack.  Pure: each of four pairs is tried.  Mixed: each makes the other indifferent.
    """

    def best(alpha, large):
        odds = {"strong": PRIOR, "weak": (1 - PRIOR) * alpha}
        answers = {a: odds["strong"] * STRONG[a] + odds["weak"] * WEAK[a] for a in STRONG}
        gains = large * BLUFF["large"] + (1 - large) * BLUFF["small"]
        weak_fine = {0: gains <= 0, 1: gains >= 0}.get(alpha, gains == 0)
        better = answers["large"] - answers["small"]
        return weak_fine and {0: better <= 0, 1: better >= 0}.get(large, better == 0)

    # Indifferent: q·(−8 + 4) + (1 − q)·α·(−2 + 6) = 0, and −λ + 2·(1 − λ) = 0.
    alpha, large = PRIOR * 4 / ((1 - PRIOR) * 4), Fraction(2, 3)
    candidates = [
        (a, b) for a in (Fraction(0), alpha, Fraction(1)) for b in (Fraction(0), large, Fraction(1))
    ]
    return [pair for pair in candidates if best(*pair)]


def test_the_enumeration():
    ((alpha, large),) = enumerated()
    assert (alpha, large) == (Fraction(1, 4), Fraction(2, 3))
    attacks = {"strong": PRIOR, "weak": (1 - PRIOR) * alpha}
    # Given an attack, and so given "large".
    odds = {name: p / sum(attacks.values()) for name, p in attacks.items()}
    assert odds == {"strong": Fraction(1, 2), "weak": Fraction(1, 2)}
    assert sum(odds[name] * paid["large"] for name, paid in (("strong", STRONG), ("weak", WEAK))) == -5
    overall = sum(
        attacks[name] * (large * paid["large"] + (1 - large) * paid["small"])
        for name, paid in (("strong", STRONG), ("weak", WEAK))
    )
    assert overall == -2
    # Seen, the strong are answered small, and the weak, who would be answered large, rest.
    assert (max(STRONG.values()), max(WEAK, key=WEAK.get), BLUFF["large"] < 0) == (-4, "large", True)
    assert Fraction(-4, 5) == PRIOR * -4
    assert odds["strong"] * -4 == -2


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_it_is_regretted_once_all_is_seen(quantifier):
    found = detect(FAMILY, "realized", benchmark="complete-information", quantifier=quantifier, **LARGE)
    assert (found.name, found.comparison.gap) == ("present", 3)
    assert {name: own.values for name, own in found.comparison.payoffs.items()} == {
        "with": (-2,),
        "benchmark": (Fraction(-4, 5),),
        "given the action": (-5,),
        "benchmark at its odds": (-2,),
    }
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_and_is_no_option_paradox_and_no_loss_against_the_game_without(quantifier):
    assert detect(FAMILY, quantifier=quantifier, **LARGE).name == "absent"
    found = detect(FAMILY, "realized", benchmark="no-coercion", quantifier=quantifier, **LARGE)
    assert (found.name, found.comparison.gap) == ("absent", 0)  # at its own set it is as good as small
    assert found.comparison.payoffs["benchmark"].values == (Fraction(-28, 5),)
    assert verify(found.certificate).verdict == "absent"


@pytest.mark.parametrize("concept", ["nash", "perfect-bayesian", "sequential"])
def test_under_other_concepts_too(concept):
    found = detect(FAMILY, "realized", benchmark="complete-information", concept=concept, **LARGE)
    if concept == "nash":
        # Seen, the weak rest by a threat that need not be carried out in full: the government gets the same.
        assert found.comparison.payoffs["benchmark"].values[-1] == Fraction(-4, 5)
    else:
        assert (found.name, found.comparison.gap) == ("present", 3)
    assert verify(found.certificate).verdict == found.name


def test_who_pools_does_not_use_it():
    found = detect(FAMILY.at(q="3/4"), "realized", benchmark="complete-information", **LARGE)
    assert (found.name, found.why) == ("absent", "no equilibrium uses 'large'")
