from fractions import Fraction
from itertools import pairwise
from math import cos, pi, sqrt

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.roots import real_roots
from gametheory_paradox.polynomials import Polynomial

x, y = Polynomial.variable("x"), Polynomial.variable("y")


def number(value):
    return Polynomial.constant(value)


def near(root):
    return float(root.refine(Fraction(1, 2**80)).low)


def test_rational_and_irrational_roots_in_order():
    roots = real_roots((x * x - number(2)) ** 2 * (number(3) * x + number(1)) * (x * x + number(1)))
    assert [root.multiplicity for root in roots] == [2, 1, 2]
    assert [root.is_rational for root in roots] == [False, True, False]
    assert roots[1].low == roots[1].high == Fraction(-1, 3)
    assert roots[0].minimal == roots[2].minimal == x * x - number(2)


def test_bounds_are_kept_and_included():
    polynomial = x * (x - number(1)) * (x - number(2)) * (x * x - number(2))
    assert [near(root) for root in real_roots(polynomial, low=Fraction(1), high=Fraction(2))] == [
        1,
        sqrt(2),
        2,
    ]
    assert real_roots(polynomial, low=Fraction(3)) == ()
    assert [near(root) for root in real_roots(polynomial, high=Fraction(-1))] == [-sqrt(2)]
    assert real_roots(polynomial, low=Fraction(7, 5), high=Fraction(7, 5)) == ()


def test_neighbours_never_touch():
    near = Fraction(141421356237, 10**11)  # just below the square root of two
    roots = real_roots((x * x - number(2)) * (x - number(near)) * (x - number(near - Fraction(1, 10**9))))
    assert len(roots) == 4
    assert all(left.high < right.low for left, right in pairwise(roots))
    assert [root.is_rational for root in roots] == [False, True, True, False]


def test_refining_keeps_the_root_and_ends_below_the_width():
    width = Fraction(1, 10**50)
    root = real_roots(x**3 - number(5))[0].refine(width)
    assert root.high - root.low <= width
    assert root.low**3 < 5 < root.high**3
    assert real_roots(x - number(3))[0].refine(width).low == 3


def test_wilkinsons_polynomial():
    polynomial = number(1)
    for k in range(1, 21):
        polynomial = polynomial * (x - number(k))
    assert [root.low for root in real_roots(polynomial)] == list(range(1, 21))
    disturbed = real_roots(polynomial - number(Fraction(1, 2**23)) * x**19)
    assert len(disturbed) == 10  # the other ten have become complex


def test_mignotte_roots_lie_close_together():
    roots = real_roots(x**8 - number(2) * (number(100) * x - number(1)) ** 2)
    positive = [root for root in roots if root.low > 0 and root.high < 1]
    assert len(positive) == 2
    assert all(abs(near(root) - 0.01) < 1e-8 for root in positive)


def test_chebyshev_roots():
    earlier, later = number(1), x
    for _ in range(11):
        earlier, later = later, number(2) * x * later - earlier
    found = [near(root) for root in real_roots(later)]
    assert found == pytest.approx(sorted(cos((2 * k + 1) * pi / 24) for k in range(12)), abs=1e-15)


def test_constants_have_no_roots():
    assert real_roots(number(7)) == real_roots(number(7), "x") == ()


def test_huge_coefficients():
    roots = real_roots(number(3**3001) * x * x - number(5**2000))
    assert len(roots) == 2
    assert roots[1].low ** 2 < Fraction(5**2000, 3**3001) < roots[1].high ** 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: real_roots(Polynomial()), "zero everywhere"),
        (lambda: real_roots(x + y), "in one variable, got x"),
        (lambda: real_roots(x, "y"), "in one variable 'y', got x"),
        (lambda: real_roots(x, low=Fraction(2), high=Fraction(1)), "reversed: from 2 to 1"),
        (lambda: real_roots(x)[0].refine(Fraction(0)), "must be positive"),
    ],
)
def test_bad_requests(call, message):
    with pytest.raises(InvalidGame, match=message):
        call()
