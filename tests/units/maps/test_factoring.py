"""Factors, remembered so that a certificate can hold them."""

from hypothesis import strategies as st
from witnesses.formulas import polynomials
from witnesses.sampling import always, cases

from gametheory_paradox.conditions.proofs.statements import primitive_part
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.polynomials import Polynomial

x, y = Polynomial.variable("x"), Polynomial.variable("y")
ONE = Polynomial.constant(1)


def test_a_product_is_split_and_remembered():
    factors = Factoring()
    whole = (x - y) ** 2 * (x + ONE)
    parts = factors(whole)
    assert sorted(map(str, parts)) == ["x + 1", "x - y", "x - y"]
    assert factors.remembered() == [(whole, parts)]
    assert factors(whole) is parts


def test_what_cannot_be_split_is_not_remembered():
    factors = Factoring()
    for polynomial in (x, x - y, x * x + y * y, x * x - y - y):
        assert factors(polynomial) == (polynomial,)
    assert factors.remembered() == []


@cases(33, 800)
def test_factors_multiply_back_with_their_sign(count):
    @always(count, st.lists(polynomials(("x", "y"), degree=1, terms=3).filter(bool), min_size=1, max_size=3))
    def law(parts):
        whole = ONE
        for part in parts:
            whole = whole * part
        _, whole = primitive_part(whole)
        factors = Factoring()
        product = ONE
        for part in factors(whole):
            product = product * part
        assert product == whole
        assert all(len(found) > 1 for _, found in factors.remembered())
