"""Exact algebra on random polynomials, against slow arithmetic in plain Python and against sympy."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from math import gcd as integer_gcd

import pytest
import sympy
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gametheory_paradox.exact.factors import cancel, factor
from gametheory_paradox.exact.roots import real_roots
from gametheory_paradox.exact.symbolic import from_sympy, to_sympy
from gametheory_paradox.polynomials import Polynomial, RationalFunction

NAMES = ("a", "b_1", "c")
numbers = st.fractions(-5, 5, max_denominator=6)
points = st.fixed_dictionaries(dict.fromkeys(NAMES, numbers))


def polynomials(names=NAMES, degree=2, terms=4, coefficients=numbers):
    powers = st.tuples(*(st.integers(0, degree) for _ in names))
    monomials = powers.map(
        lambda row: tuple((name, power) for name, power in zip(names, row, strict=True) if power)
    )
    return st.dictionaries(monomials, coefficients, max_size=terms).map(Polynomial)


small = polynomials(degree=1, terms=3, coefficients=st.integers(-3, 3).map(Fraction))
functions = st.builds(RationalFunction, polynomials(), polynomials(terms=2).filter(bool))


def is_primitive(polynomial):
    values = polynomial.terms.values()
    divisor = integer_gcd(*(value.numerator for value in values))
    return (
        all(value.denominator == 1 for value in values)
        and divisor == 1
        and not str(polynomial).startswith("-")
    )


@given(st.lists(small, min_size=1, max_size=3), st.lists(st.integers(1, 3), min_size=3, max_size=3), numbers)
def test_factors_multiply_back(parts, powers, constant):
    whole = Polynomial.constant(constant)
    for part, power in zip(parts, powers, strict=False):
        whole = whole * part**power
    scale, factors = factor(whole)
    product = Polynomial.constant(scale)
    for part, multiplicity in factors:
        assert multiplicity >= 1
        assert is_primitive(part)
        assert not part.is_constant
        assert factor(part) == (1, ((part, 1),))
        product = product * part**multiplicity
    assert product == whole
    assert len({part for part, _ in factors}) == len(factors)


@given(small.filter(bool), small.filter(bool), small.filter(bool))
def test_factors_agree_with_sympys(first, second, third):
    _, ours = factor(first * second**2 * third)
    _, theirs = sympy.factor_list(to_sympy(first * second**2 * third))
    assert sorted(m for _, m in ours) == sorted(m for _, m in theirs)
    assert {part for part, _ in ours} == {factor(from_sympy(part).numerator)[1][0][0] for part, _ in theirs}


@given(functions, polynomials(terms=2).filter(bool), points)
def test_lowest_terms_keep_values_and_are_unique(function, extra, point):
    found = cancel(function)
    widened = cancel(RationalFunction(function.numerator * extra, function.denominator * extra))
    assert (found.numerator, found.denominator) == (widened.numerator, widened.denominator)
    assert found == function
    assert is_primitive(found.denominator)
    parts = [{part for part, _ in factor(p)[1]} for p in (found.numerator, found.denominator)]
    assert parts[0].isdisjoint(parts[1])
    if function.denominator.value(point):
        assert found.value(point) == function.value(point)


univariate = st.lists(polynomials(names=("t",), degree=5, terms=4).filter(bool), min_size=1, max_size=2).map(
    lambda parts: parts[0] * parts[-1]
)


@given(univariate, st.fractions(Fraction(1, 1000), 1))
def test_real_roots_are_sympys(polynomial, width):
    found = [root.refine(width) for root in real_roots(polynomial, "t")]
    theirs = {}
    for root in sympy.Poly(to_sympy(polynomial), sympy.Symbol("t")).real_roots():
        theirs[root] = theirs.get(root, 0) + 1
    assert [root.multiplicity for root in found] == list(theirs.values())
    for ours, other in zip(found, theirs, strict=True):
        assert ours.high - ours.low <= width
        assert ours.is_rational == bool(other.is_rational)
        if ours.is_rational:
            assert ours.low == Fraction(int(other.p), int(other.q))
        else:
            assert ours.low < Fraction(str(other.evalf(60))) < ours.high


@given(univariate, numbers, numbers)
def test_between_roots_the_sign_follows_the_multiplicities(polynomial, one, other):
    low, high = min(one, other) - 1, max(one, other) + 1
    roots = real_roots(polynomial, "t", low=low, high=high)
    assert all(left.high < right.low for left, right in pairwise(roots))
    assert all(low <= root.low and root.high <= high for root in roots)
    cuts = [low, *((left.high + right.low) / 2 for left, right in pairwise(roots)), high]
    for root, before, after in zip(roots, cuts, cuts[1:], strict=False):
        values = polynomial.value({"t": before}), polynomial.value({"t": after})
        if all(values):
            assert (values[0] * values[1] < 0) == (root.multiplicity % 2 == 1)
    if not roots:
        assert polynomial.value({"t": low}) * polynomial.value({"t": high}) > 0


@given(functions)
def test_through_sympy_and_back(function):
    assert from_sympy(to_sympy(function)) == function
    assert from_sympy(to_sympy(function.numerator)) == RationalFunction(function.numerator)


def witnessed(*strategies):
    """Counts the descriptions of 200 random cases, always the same ones."""

    def decorate(describe):
        seen = Counter()

        @settings(max_examples=200, derandomize=True, database=None, phases=[Phase.generate], deadline=None)
        @given(st.tuples(*strategies))
        def count(case):
            seen[describe(*case)] += 1

        count()
        return seen

    return decorate


@pytest.mark.slow
def test_the_strategies_reach_the_hard_cases():
    @witnessed(univariate)
    def roots(polynomial):
        found = real_roots(polynomial, "t")
        return any(not root.is_rational and root.multiplicity > 1 for root in found), len(found) > 2

    @witnessed(functions)
    def fractions(function):
        found = cancel(function)
        return (
            found.denominator.total_degree < function.denominator.total_degree,
            found.denominator.is_constant,
        )

    assert roots.keys() == {(irrational, many) for irrational in (True, False) for many in (True, False)}
    assert fractions.keys() >= {(True, False), (False, False), (True, True)}
