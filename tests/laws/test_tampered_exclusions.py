"""Propositions whose proofs exclude signs, changed in every field: refused, or what they say is true.

What an accepted proof excludes is looked for on a grid, by arithmetic of this file's own.
"""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import pytest
from laws.both_checkers import seconded
from laws.tampering import changed, changes
from laws.test_tampered_certificates import outcome
from witnesses.certificates import propositions

NAMES, PARTS = ("touching", "chained", "products"), 6


def value(polynomial, point):
    """The value of a polynomial as a certificate writes it."""
    return sum(
        Fraction(number) * prod(point[name] ** power for name, power in powers.items())
        for number, powers in polynomial
    )


def points_inside(data):
    """The points of a grid in the interior of the box."""
    box = {name: [Fraction(end) for end in ends] for name, ends in data["box"].items()}
    for shares in product([Fraction(part, PARTS) for part in range(1, PARTS)], repeat=len(box)):
        yield {
            name: low + share * (high - low)
            for (name, (low, high)), share in zip(box.items(), shares, strict=True)
        }


def assert_excluded(data):
    """No point has all the signs of an exclusion."""
    for exclusion in data["proof"].get("exclusions", ()):
        for point in points_inside(data):
            assert not all(
                (value(p, point) > 0) if positive else (value(p, point) < 0) for p, positive, _ in exclusion
            )


@pytest.mark.parametrize("count", [21, pytest.param(10**6, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", NAMES)
def test_a_changed_proposition_with_exclusions_is_refused_or_true(name, count):
    data, told = propositions()[name], Counter()
    every = list(changes(data))
    own = [change for change in every if change[0][:1] == ("proof",)]
    rest = [change for change in every if change[0][:1] != ("proof",)]
    for change in drawn(own, count) + drawn(rest, count):
        forgery = changed(data, change)
        result = outcome(forgery, data)
        assert result != "false", change
        if result != "refused":
            assert_excluded(forgery)
        told[change[0][:2] == ("proof", "exclusions"), result] += 1
    assert told[True, "refused"] > count / 3 or count > 60
    assert (
        sum(n for (_, result), n in told.items() if result not in ("refused", "true", "the same claim")) == 0
    )


def drawn(changes, count):
    return changes if len(changes) <= count else Random(count).sample(changes, count)


def test_what_is_excluded_is_excluded_by_several_parts_and_by_multipliers_that_vary():
    for name in NAMES:
        assert propositions()[name]["proof"]["exclusions"]
        assert_excluded(propositions()[name])
        seconded(propositions()[name])
    ((*parts,),) = propositions()["chained"]["proof"]["exclusions"]
    assert sorted(len(multiplier) for _, _, multiplier in parts) == [1, 1, 3]
    assert any(powers for _, _, multiplier in parts for _, powers in multiplier)
    ((*parts,),) = propositions()["products"]["proof"]["exclusions"]
    assert [multiplier for _, _, multiplier in parts if isinstance(multiplier, str)] == ["x", "z"]
