"""The part of a cell on either side of a surface: volumes by another route, planes that enclose it."""

from fractions import Fraction
from itertools import pairwise, product
from math import lcm

import pytest
from hypothesis import strategies as st
from witnesses.formulas import boxes, polynomials, sign, value
from witnesses.sampling import always, cases

from gametheory_paradox.conditions.proofs.signs import Bernstein
from gametheory_paradox.conditions.proofs.volumes import below_plane, integer_planes, sides
from gametheory_paradox.polynomials import Polynomial

SLOPES = st.sampled_from([Fraction(n, d) for n in range(-4, 5) for d in (1, 3)])


def share_below(slopes, bound):
    """The share of the unit cube below a plane with rational numbers, which are brought to integers."""
    scale = lcm(bound.denominator, *(slope.denominator for slope in slopes))
    return below_plane([int(slope * scale) for slope in slopes], int(bound * scale))


def volume_by_slices(slopes, bound):
    """The same share, axis by axis: a slice's volume is a polynomial in t between the corners' values
    the plane, and Boole's rule integrates polynomials of degree up to five exactly."""
    if not slopes:
        return Fraction(bound > 0)
    *rest, slope = slopes
    if slope == 0:
        return volume_by_slices(rest, bound)
    corner_sums = (
        sum(s for s, up in zip(rest, corner, strict=True) if up)
        for corner in product((0, 1), repeat=len(rest))
    )
    cuts = sorted({Fraction(0), Fraction(1), *(t for c in corner_sums if 0 < (t := (bound - c) / slope) < 1)})
    total = Fraction(0)
    for low, high in pairwise(cuts):
        # The slice jumps at the ends where it is constant in pieces, so its values there are taken from just
        # inside.
        heights = [volume_by_slices(rest, bound - slope * (low + (high - low) * t)) for t in OPEN]
        total += (high - low) * sum(w * h for w, h in zip(WEIGHTS, heights, strict=True))
    return total


OPEN = [Fraction(n, 6) for n in range(1, 6)]  # an open rule: exact for polynomials up to degree five
WEIGHTS = [Fraction(n, 20) for n in (11, -14, 26, -14, 11)]


def test_the_rule_of_integration_is_exact_up_to_degree_five():
    for degree in range(6):
        assert sum(w * t**degree for w, t in zip(WEIGHTS, OPEN, strict=True)) == Fraction(1, degree + 1)


@cases(7, 1500)
def test_the_volume_below_a_plane_is_exact(count):
    @always(count, st.lists(SLOPES, max_size=4), st.sampled_from([Fraction(n, 6) for n in range(-30, 31)]))
    def law(slopes, bound):
        if any(slopes):
            assert share_below(slopes, bound) == volume_by_slices(slopes, bound)


@pytest.mark.parametrize(
    ("slopes", "bound", "share"),
    [
        ([1], "1/3", "1/3"),
        ([-1], "-1/3", "2/3"),
        ([2], "1", "1/2"),
        ([1, 1], "1", "1/2"),
        ([1, 1], "3/2", "7/8"),
        ([1, -1], "0", "1/2"),
        ([1, 1, 1], "1", "1/6"),
        ([1, 1, 1], "3/2", "1/2"),
        ([1, 1, 1, 1], "1", "1/24"),
        ([1, 2], "1", "1/4"),
        ([1, 0, 2], "1", "1/4"),
        ([1, 2], "-1", "0"),
        ([1, 2], "3", "1"),
        ([1, -2], "1", "1"),
        ([1, -2], "-2", "0"),
        ([0, 0], "1", "1"),
        ([0, 0], "-1", "0"),
    ],
)
def test_known_volumes(slopes, bound, share):
    assert share_below(list(map(Fraction, slopes)), Fraction(bound)) == Fraction(share)


CELLS = st.tuples(st.one_of(polynomials(), polynomials(degree=1), polynomials(("x", "y"), degree=3)), boxes())


def crossing(drawn):
    """Whether the coefficients leave the sign open, as in every cell whose sides are asked for."""
    return Bernstein.of(*drawn).sign is None


def planes(cell):
    """The planes that enclose a polynomial on a cell, on its own scale."""
    slopes, upper, lower, scale = integer_planes(cell)
    return [Fraction(slope, scale) for slope in slopes], Fraction(upper, scale), Fraction(lower, scale)


@cases(8, 2000)
def test_the_planes_enclose_the_surface(count):
    grid = list(product([Fraction(n, 7) for n in (0, 1, 3, 5, 7)], repeat=3))

    @always(count, CELLS.filter(crossing))
    def law(drawn):
        polynomial, box = drawn
        slopes, upper, lower = planes(Bernstein.of(polynomial, box))
        assert lower <= upper
        for where in grid:
            height = sum(s * t for s, t in zip(slopes, where, strict=True))
            ends = zip(box.items(), where, strict=True)
            here = sign(value(polynomial, {name: low + t * (high - low) for (name, (low, high)), t in ends}))
            assert here > 0 or height <= upper
            assert here < 0 or height >= lower


@cases(6, 1000)
def test_the_sides_are_the_volumes_beyond_the_planes_and_never_too_large(count):
    @always(count, CELLS.filter(crossing))
    def law(drawn):
        cell = Bernstein.of(*drawn)
        slopes, upper, lower = planes(cell)
        above, below = sides(cell)
        falling = [-slope for slope in slopes]
        assert above == (volume_by_slices(falling, -upper) if any(slopes) else Fraction(upper < 0))
        assert below == (volume_by_slices(slopes, lower) if any(slopes) else Fraction(lower > 0))
        assert 0 <= above + below <= 1


@cases(4, 1000)
def test_an_affine_surface_leaves_nothing_between_the_planes(count):
    affine = polynomials(degree=1).filter(lambda p: p.total_degree == 1)

    @always(count, st.tuples(affine, boxes()).filter(crossing))
    def law(drawn):
        cell = Bernstein.of(*drawn)
        _, upper, lower = planes(cell)
        assert upper == lower
        assert sum(sides(cell)) == 1


def test_what_lies_between_the_planes_around_a_curve_shrinks_with_the_width():
    x, y = Polynomial.variable("x"), Polynomial.variable("y")
    gaps = []
    for n in (1, 2, 4, 8):
        width = Fraction(1, n)
        box = {"x": (Fraction(0), width), "y": (Fraction(0), width)}
        gaps.append(1 - sum(sides(Bernstein.of(x * x + x - y, box))))
    assert all(gap > 0 for gap in gaps)
    assert gaps[3] < gaps[2] * Fraction(2, 3)
    assert gaps[2] < gaps[1] * Fraction(2, 3)
