"""Maps, each against ``detect`` at a thousand random points."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from witnesses.perturbed import HIGH, LOW, MANY, perturbed_families
from witnesses.sampling import slowly

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.maps import chart

PRIME = 99_991


def look(number, points, **limits):
    """The map of a family, and how often it and ``detect`` said what."""
    asked, random = perturbed_families()[number], Random(number)
    family, ask = asked.family, {"quantifier": asked.quantifier, **asked.request}
    found = chart(family, over=list(family.box), **ask, **limits)
    said = Counter()
    for _ in range(points):
        point = {
            name: LOW + (HIGH - LOW) * Fraction(random.randrange(1, PRIME), PRIME) for name in family.box
        }
        truth = detect(family.at(point), **ask).name
        said[found.verdict_at(point), "absent" if truth == "impossible" else truth] += 1
    return asked, found, said


def disagreements(said):
    """How often the map and ``detect`` both decide, and differently."""
    return sum(count for pair, count in said.items() if "undecided" not in pair and pair[0] != pair[1])


def is_about(share, said):
    """Whether the proved bounds of the share agree with the part of the points that show the paradox."""
    points = said.total()
    decided = [
        sum(count for (_, truth), count in said.items() if truth in names)
        for names in (("present",), ("present", "undecided"))
    ]
    error = 5 * (0.25 / points) ** 0.5
    return float(share[0]) - error <= decided[1] / points and decided[0] / points <= float(share[1]) + error


@pytest.mark.slow
@pytest.mark.parametrize("share", range(10))
def test_maps_agree_with_detect_at_a_thousand_points(share):
    for number in range(share, MANY, 50):
        asked, found, said = look(number, 1000)
        assert disagreements(said) == 0, number
        assert is_about(found.share, said), number
        assert verify(found.certificate).kind == "map"
        assert found.undecided <= (Fraction(5, 100) if asked.linear else Fraction(10, 100)), number


@pytest.mark.slow
@pytest.mark.parametrize("step", [28, slowly(7)])
def test_some_of_them_agree_at_some_points(step):
    met = Counter()
    for number in range(0, MANY, step):
        _, found, said = look(number, 12, cells=30, budget=None)
        assert disagreements(said) == 0
        assert is_about(found.share, said)
        met += said
    assert met["present", "present"] > 350 // step
    assert met["absent", "absent"] > 840 // step


@pytest.mark.slow
def test_a_wrong_map_would_be_noticed():
    number = next(n for n in range(MANY) if look(n, 50)[2]["present", "present"] > 10)
    _, found, said = look(number, 50)
    turned = Counter(
        {({"present": "absent", "absent": "present"}.get(a, a), b): count for (a, b), count in said.items()}
    )
    assert disagreements(turned) > 10
    assert not is_about((found.share[1] + 1, found.share[1] + 1), said)
