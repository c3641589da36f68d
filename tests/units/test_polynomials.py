"""Polynomials and rational functions, against sympy and against arithmetic at points."""

import pickle
from fractions import Fraction
from itertools import pairwise, product

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_paradox.polynomials import Polynomial, RationalFunction

ordinary = settings(derandomize=True, deadline=None, database=None, max_examples=60)
NAMES = ("a", "b", "c_1")
numbers = st.sampled_from(sorted({Fraction(n, d) for n in range(-6, 7) for d in (1, 2, 5)}, key=abs))
points = st.fixed_dictionaries(dict.fromkeys(NAMES, numbers))
monomials = st.sampled_from(
    [
        tuple((n, p) for n, p in zip(NAMES, powers, strict=True) if p)
        for powers in product(range(4), repeat=3)
        if sum(powers) < 6
    ]
)
polynomials = st.dictionaries(monomials, numbers, max_size=4).map(Polynomial)
functions = st.builds(RationalFunction, polynomials, polynomials.filter(bool))
a, b, c = (Polynomial.variable(name) for name in NAMES)
one = Polynomial.constant(1)
x, y = RationalFunction.variable("x"), RationalFunction.variable("y")


def in_sympy(polynomial):
    return sympy.Add(
        *(
            sympy.Rational(value.numerator, value.denominator)
            * sympy.Mul(*(sympy.Symbol(n) ** p for n, p in monomial))
            for monomial, value in polynomial.terms.items()
        )
    )


def expanded(expression):
    """As a dictionary from monomials to coefficients, by sympy."""
    terms = sympy.Poly(expression, *map(sympy.Symbol, NAMES)).as_dict()
    return {
        tuple((n, p) for n, p in zip(NAMES, powers, strict=True) if p): Fraction(int(v.p), int(v.q))
        for powers, v in terms.items()
        if v
    }


@ordinary
@given(polynomials, polynomials, st.integers(0, 3))
def test_arithmetic_is_that_of_sympy(p, q, n):
    left, right = in_sympy(p), in_sympy(q)
    assert (p + q).terms == expanded(left + right)
    assert (p - q).terms == expanded(left - right)
    assert (p * q).terms == expanded(left * right)
    assert (-p).terms == expanded(-left)
    assert (p**n).terms == expanded(left**n)


@ordinary
@given(polynomials, points, st.sets(st.sampled_from(NAMES)))
def test_values_are_sums_of_products_and_may_be_put_in_step_by_step(p, point, first):
    by_hand = sum(
        (
            v
            * (point["a"] ** dict(m).get("a", 0))
            * (point["b"] ** dict(m).get("b", 0))
            * (point["c_1"] ** dict(m).get("c_1", 0))
        )
        for m, v in p.terms.items()
    )
    assert p.value(point) == by_hand
    partly = p.at({name: point[name] for name in first})
    assert not first & set(partly.names)
    assert partly.value({name: point[name] for name in NAMES if name not in first}) == by_hand


@ordinary
@given(polynomials)
def test_degrees_and_names_are_those_of_sympy(p):
    expression = sympy.Poly(in_sympy(p), *map(sympy.Symbol, NAMES))
    assert p.names == tuple(sorted(str(symbol) for symbol in in_sympy(p).free_symbols))
    assert p.total_degree == (expression.total_degree() if p else 0)
    for name in NAMES:
        assert p.degree(name) == (max(0, expression.degree(sympy.Symbol(name))) if p else 0)
    assert p.is_constant == (not p.names)


@ordinary
@given(polynomials, st.permutations(NAMES))
def test_text_says_what_the_polynomial_is_in_any_order(p, order):
    text = p.text(order)
    assert "--" not in text
    assert (
        expanded(sympy.sympify(text.replace("^", "**"), locals={n: sympy.Symbol(n) for n in NAMES}))
        == p.terms
    )


@pytest.mark.parametrize(
    ("polynomial", "text"),
    [
        (Polynomial(), "0"),
        (one, "1"),
        (-one, "-1"),
        (-a, "-a"),
        (a - b, "a - b"),
        (b * b - a * Polynomial.constant(Fraction(1, 2)) + one, "b^2 - 1/2*a + 1"),
        (a * b * b - c, "a*b^2 - c_1"),
        (-(a**2) + a * b + b**2, "a*b + b^2 - a^2"),
    ],
)
def test_text(polynomial, text):
    assert str(polynomial) == text
    assert repr(polynomial) == f"Polynomial({text})"


def test_text_puts_the_named_variables_first():
    assert (a + b + c).text(["c_1", "b"]) == "c_1 + b + a"
    assert (a * b + c * c + b * c).text(["c_1"]) == "c_1^2 + b*c_1 + a*b"


@ordinary
@given(polynomials, polynomials)
def test_equality_is_that_of_terms_and_agrees_with_the_hash(p, q):
    assert (p == q) == (not (p - q))
    assert p + q == q + p
    assert hash(p + q) == hash(q + p)
    assert p - p == Polynomial()
    assert bool(p) == (p != Polynomial())
    assert p != "p"


def test_zero_coefficients_are_left_out_and_integers_become_fractions():
    p = Polynomial({(("a", 1),): 0, (): 2})
    assert p.terms == {(): Fraction(2)}
    assert type(p.terms[()]) is Fraction
    assert p.is_constant
    assert Polynomial().is_constant
    assert not a.is_constant
    assert a**0 == one


def test_a_value_needs_every_variable_that_occurs():
    with pytest.raises(KeyError):
        (a + b).value({"a": Fraction(1)})
    assert (a + b - b).value({"a": Fraction(1)}) == 1


def at_points(function, point):
    """The value, or None where it is undefined."""
    try:
        return function.value(point)
    except ZeroDivisionError:
        return None


@ordinary
@given(functions, functions, points)
def test_rational_functions_compute_as_their_values_do(f, g, point):
    left, right = at_points(f, point), at_points(g, point)
    if left is None or right is None:
        return
    assert (f + g).value(point) == left + right
    assert (f - g).value(point) == left - right
    assert (f * g).value(point) == left * right
    assert (-f).value(point) == -left
    if g and right:
        assert (f / g).value(point) == left / right
    assert f.at(point) == RationalFunction.constant(left)


@ordinary
@given(functions, functions, polynomials.filter(bool))
def test_a_function_written_with_a_common_factor_is_the_same(f, g, factor):
    again = RationalFunction(f.numerator * factor, f.denominator * factor)
    assert again == f
    assert hash(again) == hash(f)
    assert (f == g) == (not (f - g))
    assert len({f, again}) == 1


@ordinary
@given(functions, points)
def test_the_sign_polynomial_has_the_sign_of_the_function(f, point):
    value = at_points(f, point)
    if value is not None:
        sign = f.sign_polynomial.value(point)
        assert (sign > 0) == (value > 0)
        assert (sign < 0) == (value < 0)


@ordinary
@given(functions, points, st.sets(st.sampled_from(NAMES)))
def test_a_function_at_some_values_is_the_function_there(f, point, first):
    value = at_points(f, point)
    if value is None:
        return
    partly = f.at({name: point[name] for name in first})
    assert not first & set(partly.names)
    assert partly.value(point) == value


def test_a_constant_denominator_is_divided_out():
    f = RationalFunction(a + a, Polynomial.constant(Fraction(-2, 3)))
    assert f.denominator == one
    assert f.numerator == a * Polynomial.constant(-3)


def test_zero_denominators_are_refused():
    with pytest.raises(ZeroDivisionError):
        RationalFunction(one, Polynomial())
    with pytest.raises(ZeroDivisionError):
        x / (y - y)
    with pytest.raises(ZeroDivisionError):
        (RationalFunction.constant(1) / x).value({"x": Fraction(0)})
    with pytest.raises(ZeroDivisionError):
        (RationalFunction.constant(1) / x).at({"x": Fraction(0)})


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (x, "x"),
        (x / y, "x/y"),
        ((x + y) / (x - y), "(x + y)/(x - y)"),
        (-x / y, "-x/y"),
        (RationalFunction.constant(Fraction(-1, 2)), "-1/2"),
    ],
)
def test_text_of_functions(function, text):
    assert str(function) == text
    assert repr(function) == f"RationalFunction({text})"
    quotient = sympy.sympify(str(function.numerator)) / sympy.sympify(str(function.denominator))
    assert sympy.simplify(sympy.sympify(text) - quotient) == 0


def test_names_and_constancy_of_functions():
    assert (x / y + RationalFunction.variable("a")).names == ("a", "x", "y")
    assert RationalFunction.constant(3).is_constant
    assert not (x / y).is_constant
    assert bool(x)
    assert not (x - x)
    assert x != "x"


def test_order_of_terms_is_by_degree():
    degrees = [len(part.split("*")) for part in str(a * b * c + a * b + a + one).split(" + ")]
    assert all(left >= right for left, right in pairwise(degrees))


def test_a_polynomial_goes_to_another_process_without_its_hash():
    """Hashes of text differ between processes: one that came along would hide equal polynomials."""
    x = Polynomial.variable("x")
    known = {x: 1}
    again = pickle.loads(pickle.dumps(x))
    assert again == x
    assert again._hash is None
    assert known[again] == 1


@ordinary
@given(polynomials, st.permutations(NAMES))
def test_a_formula_begins_with_a_minus_only_where_every_term_has_one(p, order):
    values = p.terms.values()
    assert p.text(order).startswith("-") == (bool(values) and all(value < 0 for value in values))
    assert sorted(p.reading_order(order)) == sorted(p.terms)


@ordinary
@given(polynomials)
def test_the_rank_of_a_formula_is_its_terms_by_degree_whatever_their_signs(p):
    unsigned = Polynomial({monomial: abs(value) for monomial, value in p.terms.items()})
    assert p.rank.replace("-", "+").removeprefix("+") == unsigned.rank == unsigned.text()
