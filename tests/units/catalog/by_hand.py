"""Formulas worked out by hand against the program's verdicts at random points of a catalog game's box."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from witnesses.sampling import ordinarily

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect


def points(name, **near):
    """Points of the box in the ranges' steps, some parameters from lists so that both sides are met."""
    box = catalog.load(name).box
    drawn = {
        n: st.integers(0, 40).map(lambda i, lo=lo, hi=hi: lo + (hi - lo) * Fraction(i, 40))
        for n, (lo, hi) in box.items()
    }
    return st.fixed_dictionaries(
        {**drawn, **{n: st.sampled_from([Fraction(v) for v in values]) for n, values in near.items()}}
    )


def agrees(name, request, by_hand, where, count):
    """The strong verdict is the formula's at random points, some on each side; ties are left out."""
    family, met = catalog.load(name), {True: 0, False: 0}
    count = ordinarily(count // 3, count)

    @settings(max_examples=count, deadline=None, derandomize=True)
    @given(where)
    def law(point):
        expected = by_hand(**point)
        if expected is None:
            return
        found = detect(family, values=point, **request)
        assert found.name == ("present" if expected else "absent")
        assert verify(found.certificate).verdict == found.name
        met[expected] += 1

    law()
    assert min(met.values()) >= count // 12, met


def apart(*differences):
    return all(differences)
