"""A backlash that is underrated: a template of ours, enumerated here without the package."""

from fractions import Fraction

import pytest
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect

FAMILY = catalog.load("seed/proactive-response")
FORCE = {"none": Fraction(0), "some": Fraction(1, 4), "full": Fraction(1, 2)}
RATES = [Fraction(n, 20) for n in (0, 2, 5, 9, 12, 20)]


def at(force, rho):
    """What the two get when the terrorists do what is better for them."""
    normal, ready = 1 - force, Fraction(1, 10) + rho * force
    cost = 2 * force * force
    assert 4 * normal != 10 * ready
    return (-10 * normal - cost, 4 * normal) if 4 * normal > 10 * ready else (-60 * ready - cost, 10 * ready)


def best(rho):
    (found,) = [
        name
        for name, force in FORCE.items()
        if at(force, rho)[0] == max(at(f, rho)[0] for f in FORCE.values())
    ]
    return found


def test_the_payoffs():
    game = FAMILY.at()
    for _, end in game.terminals():
        assert len(end.payoffs) == 2
    told = {game.history(place): end.payoffs for place, end in game.terminals()}
    for name, force in FORCE.items():
        ready = Fraction(1, 10) + Fraction(3, 5) * force
        assert told[name, "normal"] == (-10 * (1 - force) - 2 * force**2, 4 * (1 - force))
        assert told[name, "spectacular"] == (-60 * ready - 2 * force**2, 10 * ready)


@pytest.mark.parametrize("true", RATES)
@pytest.mark.parametrize("believed", RATES)
def test_what_a_wrong_rate_costs(true, believed):
    game, model = FAMILY.at(rho=true), FAMILY.at(rho=believed)
    if true == believed:
        assert detect(game, "misperception", mover="Government", model=model).why.startswith("T5: ")
        return
    expects, gets = (at(FORCE[best(believed)], rho)[0] for rho in (believed, true))
    informed, idle = at(FORCE[best(true)], true)[0], at(FORCE["none"], true)[0]
    soft, hard = (
        detect(game, "misperception", mover="Government", model=model, **more)
        for more in ({}, {"inaction": "none"})
    )
    assert {name: own.values for name, own in hard.comparison.payoffs.items()} == {
        "expected": (expects,),
        "real": (gets,),
        "knowing the game": (informed,),
        "doing nothing": (idle,),
    }
    assert (soft.comparison.gap, hard.comparison.gap) == (informed - gets, min(informed, idle) - gets)
    for found in (soft, hard):
        assert (found.name == "present") == (found.comparison.gap > 0)
        assert verify(found.certificate).verdict == found.name


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_underrated_overrated_and_right(quantifier):
    def names(true, believed):
        game, model = FAMILY.at(rho=true), FAMILY.at(rho=believed)
        request = {"mover": "Government", "model": model, "quantifier": quantifier}
        return tuple(
            detect(game, "misperception", **request, **more).name for more in ({}, {"inaction": "none"})
        )

    assert names("3/5", "1/10") == ("present", "present")
    # Too cautious, and as well off as by doing nothing, which it does.
    assert names("1/10", 1) == ("present", "absent")
    # Who knows the game is covered by a guard-rail.
    said = "impossible" if quantifier in ("strong", "best") else "absent"
    assert names("3/5", "3/5") == (said, said)
