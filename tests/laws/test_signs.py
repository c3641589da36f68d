"""Bernstein coefficients and the signs they prove, against values of the polynomial at many points."""

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import strategies as st
from witnesses.formulas import between, boxes, corners, inside, points, polynomials, sign, value
from witnesses.sampling import always, cases, seen

from gametheory_paradox.conditions.proofs.signs import Bernstein, closed_sign, sign_on_box, variation
from gametheory_paradox.polynomials import Polynomial

CASES = st.tuples(st.one_of(polynomials(), polynomials(degree=3, terms=3), polynomials(degree=1)), boxes())


def reconstructed(cell, where):
    """The polynomial that a cell's coefficients stand for, at a point in coordinates from 0 to 1."""
    total = Fraction(0)
    indices = product(*(range(degree + 1) for degree in cell.degrees))
    for coefficient, index in zip(cell.coefficients, indices, strict=True):
        weight = Fraction(1)
        for i, degree, t in zip(index, cell.degrees, where, strict=True):
            weight *= comb(degree, i) * t**i * (1 - t) ** (degree - i)
        total += coefficient * weight
    return total


def multiples(cell, polynomial, box, wheres):
    """How much larger the coefficients' polynomial is than the given one, where neither is zero."""
    found = set()
    for where in wheres:
        point = {
            name: low + t * (high - low) for (name, (low, high)), t in zip(box.items(), where, strict=True)
        }
        mine, theirs = reconstructed(cell, where), value(polynomial, point)
        if theirs == 0:
            assert mine == 0
        else:
            found.add(mine / theirs)
    return found


GRID = list(product([Fraction(0), Fraction(1, 3), Fraction(5, 7), Fraction(1)], repeat=3))


@cases(3, 1000)
def test_coefficients_stand_for_a_positive_multiple_of_the_polynomial(count):
    @always(count, CASES)
    def law(drawn):
        polynomial, box = drawn
        cell = Bernstein.of(polynomial, box)
        assert all(type(c) is int for c in cell.coefficients)
        assert cell.degrees == tuple(polynomial.degree(name) for name in box)
        found = multiples(cell, polynomial, box, GRID)
        assert len(found) == 1 if polynomial else not found
        assert all(scale > 0 for scale in found)


def halved(box, axis, upper):
    """The lower or upper half of a box."""
    name = list(box)[axis]
    low, high = box[name]
    middle = (low + high) / 2
    return {**box, name: (middle, high) if upper else (low, middle)}


@cases(11, 1500)
def test_halving_keeps_the_polynomial_and_agrees_with_starting_from_the_half(count):
    @always(count, CASES, st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=4))
    def law(drawn, cuts):
        polynomial, box = drawn
        cell = Bernstein.of(polynomial, box)
        for axis, upper in cuts:
            cell, box = cell.halves(axis)[upper], halved(box, axis, upper)
        again = Bernstein.of(polynomial, box)
        assert (cell.degrees, cell.coefficients) == (again.degrees, again.coefficients)
        assert all(scale > 0 for scale in multiples(cell, polynomial, box, GRID[::7]))


@cases(14, 5000)
def test_a_proved_sign_is_the_sign_at_every_point(count):
    @always(
        count,
        CASES.flatmap(
            lambda drawn: st.tuples(st.just(drawn), points(drawn[1], inside), points(drawn[1], between))
        ),
    )
    def law(drawn):
        (polynomial, box), interior, anywhere = drawn
        cell = Bernstein.of(polynomial, box)
        if cell.sign is not None:
            assert sign(value(polynomial, interior)) == cell.sign
            assert sign(value(polynomial, anywhere)) in (cell.sign, 0)
        if closed_sign(cell) is not None:
            assert closed_sign(cell) == cell.sign
            assert {sign(value(polynomial, corner)) for corner in [*corners(box), anywhere, interior]} == {
                closed_sign(cell)
            }
        assert _least(cell, polynomial, box) <= value(polynomial, anywhere)


def _least(cell, polynomial, box):
    """The least coefficient, in units of the polynomial: no value lies below it."""
    scales = (scale for where in GRID for scale in multiples(cell, polynomial, box, [where]))
    return min(cell.coefficients) / next(scales, Fraction(1))


FLAT_CASES = st.tuples(st.one_of(polynomials(), polynomials(degree=1, terms=3)), boxes(flat=True))


@cases(22, 6000)
def test_the_sign_on_a_box_is_the_sign_at_every_point_or_none(count):
    @always(
        count,
        FLAT_CASES.flatmap(
            lambda drawn: st.tuples(st.just(drawn), points(drawn[1], inside), points(drawn[1], between))
        ),
    )
    def law(drawn):
        (polynomial, box), interior, anywhere = drawn
        open_, closed = (sign_on_box(polynomial, box, closed=closed, cells=60) for closed in (False, True))
        values = {sign(value(polynomial, point)) for point in [*corners(box), anywhere]}
        if closed is not None:
            assert values == {closed}
            assert sign(value(polynomial, interior)) == closed
        if open_ is not None:
            assert values <= {open_, 0}
            assert sign(value(polynomial, interior)) in (open_, 0)
        if closed is not None and open_ is not None:
            assert closed == open_


@cases(33, 2000)
def test_an_affine_sign_is_always_decided_as_the_corners_say(count):
    affine = polynomials(degree=1, terms=4).filter(lambda p: p.total_degree < 2)

    @always(count, affine, boxes(flat=True))
    def law(polynomial, box):
        signs = {sign(value(polynomial, corner)) for corner in corners(box)}
        assert sign_on_box(polynomial, box, closed=True) == (signs.pop() if len(signs) == 1 else None)
        signs = {sign(value(polynomial, corner)) for corner in corners(box)} - {0} or {0}
        assert sign_on_box(polynomial, box) == (signs.pop() if len(signs) == 1 else None)


@cases(30, 600)
def test_what_is_far_from_zero_is_decided(count):
    @always(
        count,
        st.lists(polynomials(("x", "y"), degree=1, terms=3), min_size=1, max_size=2),
        boxes(("x", "y")),
        st.booleans(),
    )
    def law(parts, box, up):
        polynomial = Polynomial.constant(Fraction(1, 2))
        for part in parts:
            polynomial = polynomial + part * part
        wanted = 1 if up else -1
        polynomial = polynomial if up else -polynomial
        assert sign_on_box(polynomial, box, closed=True, cells=20_000) == wanted
        assert sign_on_box(polynomial, box, cells=20_000) == wanted


@pytest.mark.slow
@cases(300, 2000)
def test_signs_of_every_kind_occur(count):
    def described(drawn):
        polynomial, box = drawn
        return tuple(sign_on_box(polynomial, box, closed=closed, cells=60) for closed in (False, True))

    found = seen(count, FLAT_CASES)(described)
    assert {(1, 1), (-1, -1), (0, 0), (1, None), (-1, None), (None, None)} == set(found)


@cases(22, 1500)
def test_the_variation_bounds_the_slope_along_an_axis(count):
    @always(count, CASES, st.integers(0, 2), st.sampled_from(GRID), st.sampled_from(GRID))
    def law(drawn, axis, one, other):
        polynomial, box = drawn
        cell = Bernstein.of(polynomial, box)
        moved = (*one[:axis], other[axis], *one[axis + 1 :])
        rise = abs(reconstructed(cell, moved) - reconstructed(cell, one))
        assert rise <= variation(cell, axis) * abs(other[axis] - one[axis])
