"""Lowest terms by given factors: the value is kept whatever the factors are."""

from fractions import Fraction
from random import Random

from gametheory_paradox.conditions.proofs.arrangement import lowest
from gametheory_paradox.conditions.proofs.signs import KnownSigns
from gametheory_paradox.exact.factors import Factoring, cancel
from gametheory_paradox.polynomials import Polynomial, RationalFunction


def drawn(random):
    x, y = Polynomial.variable("x"), Polynomial.variable("y")
    total = Polynomial.constant(random.randint(-3, 3))
    for term in (x, y, x * y):
        total = total + term * Polynomial.constant(Fraction(random.randint(-3, 3), random.randint(1, 2)))
    return total


def test_with_all_factors_nothing_is_left_to_cancel():
    random, shorter = Random(5), 0
    for _ in range(40):
        top, bottom, shared = drawn(random), drawn(random), drawn(random)
        if not (bottom and shared):
            continue
        whole = RationalFunction(top * shared, bottom * shared)
        found = lowest(whole, Factoring())
        assert found == whole
        assert found.denominator.total_degree == cancel(whole).denominator.total_degree
        shorter += found.denominator.total_degree < whole.denominator.total_degree
    assert shorter > 20


def test_without_factors_only_what_is_alike_cancels():
    x, one = Polynomial.variable("x"), Polynomial.constant(1)
    square = RationalFunction((x + one) * (x + one), x + one)
    assert lowest(square, lambda p: (p,)).denominator == x + one
    assert lowest(RationalFunction(Polynomial(), x), lambda p: (p,)).denominator == one


def test_known_signs_of_factors_keep_the_value():
    x, one = Polynomial.variable("x"), Polynomial.constant(1)
    box = {"x": (Fraction(0), Fraction(1, 2))}
    signs = KnownSigns(Factoring(), box)
    assert signs((one + x) * (one + x)) == (one,)  # positive on the box
    whole = RationalFunction((one + x) * (x + one + one), (one + x) * (one - x))
    found = lowest(whole, signs)
    assert found == RationalFunction(x + one + one, one - x)
    assert found.denominator.total_degree == 1
