"""The exact volumes that charts are held against, on bodies whose volume is known."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.sampling import always, ordinarily
from witnesses.volumes import share

from gametheory_paradox.models import parse_formula

NAMES = ("x", "y", "z")
UNIT = dict.fromkeys(NAMES, (Fraction(0), Fraction(1)))


def share_of(box, *texts):
    return share([parse_formula(text, NAMES).numerator for text in texts], box)


def boxed(*names):
    return {name: UNIT[name] for name in names}


def test_known_shares():
    assert share_of(UNIT) == 1
    assert share_of(boxed("x"), "x - 1/3") == Fraction(2, 3)
    assert share_of(boxed("x", "y"), "x - y") == Fraction(1, 2)
    assert share_of(boxed("x", "y"), "1 - x - y", "x - y") == Fraction(1, 4)
    assert share_of(UNIT, "1 - x - y - z") == Fraction(1, 6)
    assert share_of(UNIT, "3/2 - x - y - z") == Fraction(1, 2)
    assert share_of(UNIT, "x - y", "y - z") == Fraction(1, 6)
    assert share_of(UNIT, "x - 1/2", "y - 1/2", "1/4 - z") == Fraction(1, 16)
    assert share_of(UNIT, "x - 2") == 0
    assert share_of(UNIT, "1 - 2", "x") == 0
    stretched = {"x": (Fraction(2), Fraction(6)), "y": (Fraction(-1), Fraction(1))}
    assert share_of(stretched, "x - 4*y - 2") == Fraction(3, 4)


@pytest.mark.slow
def test_a_cut_and_its_complement_fill_the_box_and_the_order_of_the_axes_does_not_matter():
    cuts = st.lists(st.tuples(*[st.fractions(-3, 3, max_denominator=4)] * 4), min_size=1, max_size=3)

    @always(ordinarily(3, 20), cuts, st.permutations(NAMES))
    def law(rows, order):
        texts = [f"({a})*x + ({b})*y + ({c})*z + ({d})" for a, b, c, d in rows]
        whole, kept = share_of(UNIT, *texts[1:]), share_of(UNIT, *texts)
        if any(rows[0][:3]):
            assert kept + share_of(UNIT, f"-({texts[0]})", *texts[1:]) == whole
        assert share_of(boxed(*order), *texts) == kept
