"""Sums and products of formulas: what they are, and that large ones are refused before the work is done."""

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.bounded_arithmetic import add_up, multiply_out
from gametheory_paradox.polynomials import Polynomial, RationalFunction

ONE = RationalFunction.constant(1)


def test_adding_up_collects_equal_denominators():
    x, y = RationalFunction.variable("x"), RationalFunction.variable("y")
    total = add_up([x / y, x, x / y])
    assert total == x + x / y + x / y
    assert total.denominator.text() == "y"


def test_adding_up_is_bounded():
    x = RationalFunction.variable("x")
    parts = [ONE / (x + RationalFunction.constant(n)) for n in range(40)]
    with pytest.raises(InvalidGame, match="the total: the formula has degree 25, more than 24"):
        add_up(parts, "the total")


def test_products_are_multiplied_out_within_limits():
    sums = [RationalFunction.variable(name) + ONE for name in "abcdef"]
    product = multiply_out(sums)
    assert len(product.numerator.terms) == 2**6
    assert product.value(dict.fromkeys("abcdef", 1)) == 2**6
    with pytest.raises(InvalidGame, match="the prior: the formula has 2,304 terms, more than 2,000"):
        multiply_out(sums * 5, "the prior")
    with pytest.raises(InvalidGame, match="the prior: the formula has degree 25, more than 24"):
        multiply_out([RationalFunction.variable("x")] * 30, "the prior")


def test_a_product_of_too_many_terms_is_refused():
    many = RationalFunction(Polynomial({((f"a{n}", 1),): 1 for n in range(200)}))
    with pytest.raises(InvalidGame, match="too large to multiply out"):
        multiply_out([many, many])
