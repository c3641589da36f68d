import subprocess
import sys
from fractions import Fraction

import pytest
import sympy

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact import from_sympy, latex, to_sympy
from gametheory_paradox.polynomials import Polynomial, RationalFunction

r_c, h = Polynomial.variable("r_C"), Polynomial.variable("h")
X, Y = sympy.symbols("x y")


def test_out_and_in_again():
    function = RationalFunction(
        r_c * r_c - Polynomial.constant(Fraction(2, 3)) * h, h * h + Polynomial.constant(1)
    )
    expression = to_sympy(function)
    assert expression.equals(
        (sympy.Symbol("r_C") ** 2 - sympy.Rational(2, 3) * sympy.Symbol("h")) / (sympy.Symbol("h") ** 2 + 1)
    )
    assert from_sympy(expression) == function


def test_zero_and_numbers():
    assert to_sympy(Polynomial()) == 0
    assert from_sympy(sympy.Integer(0)) == RationalFunction.constant(0)
    assert from_sympy(sympy.Float("0.25")) == RationalFunction.constant(Fraction(1, 4))


def test_names_may_be_words_that_sympy_knows():
    for name in ("E", "I", "S", "N", "pi", "lambda", "beta", "Q"):
        variable = Polynomial.variable(name)
        assert from_sympy(to_sympy(variable)) == RationalFunction(variable)


def test_the_result_is_in_lowest_terms():
    found = from_sympy((X**2 - Y**2) / (2 * X + 2 * Y) + X ** (-1) * X)
    assert str(found) == "1/2*x - 1/2*y + 1"


def test_unevaluated_powers():
    assert from_sympy(sympy.Pow(X + Y, 0, evaluate=False)) == RationalFunction.constant(1)
    assert str(from_sympy(sympy.Pow(sympy.Mul(2, X, evaluate=False), -3, evaluate=False))) == "1/(8*x^3)"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r_c, "r_{C}"),
        (Polynomial.variable("w_0"), "w_{0}"),
        (Polynomial.variable("delta_A"), r"\delta_{A}"),
        (RationalFunction(h, r_c), r"\frac{h}{r_{C}}"),
    ],
)
def test_latex(formula, expected):
    assert latex(formula) == expected


noncommutative = sympy.Symbol("x", commutative=False)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("x + 1", "got str; text is not read"),
        (3, "got int"),
        (sympy.true, "got BooleanTrue"),
        (sympy.Eq(X, Y), "got Equality"),
        (sympy.sin(X), "got sin"),
        (sympy.sqrt(X), r"sqrt\(x\)"),
        (X**Y, "got Pow"),
        (X + sympy.pi, "got Pi"),
        (sympy.I * X, "got ImaginaryUnit"),
        (sympy.Float("0.1"), r"sympy\.Rational\(1, 10\)"),
        (sympy.oo, "exact number"),
        (sympy.nan, "exact number"),
        (sympy.zoo, "got ComplexInfinity"),
        (sympy.Dummy("x"), "not a plain symbol"),
        (noncommutative, "not a plain symbol"),
        (X + sympy.Symbol("x", positive=True), "two symbols .* 'x'"),
        (sympy.Pow(sympy.Add(X, -X, evaluate=False), -1, evaluate=False), "divides by zero"),
        (X**100_000, "too large"),
        (sympy.Add(*sympy.symbols("a:20")) ** 50, "too large"),
    ],
)
def test_what_is_refused(expression, message):
    with pytest.raises(InvalidGame, match=message):
        from_sympy(expression)


def test_a_nest_without_end_is_refused():
    expression = X
    for _ in range(3000):
        expression = sympy.Pow(sympy.Add(expression, 1, evaluate=False), -1, evaluate=False)
    with pytest.raises(InvalidGame, match="nested too deeply"):
        from_sympy(expression)


def test_unknown_names_are_refused():
    assert from_sympy(X, names=["x", "y"]) == RationalFunction.variable("x")
    with pytest.raises(InvalidGame, match="'y' is not a parameter; the parameters are x, z"):
        from_sympy(X + Y, names=["x", "z"])


def test_sympy_is_loaded_at_first_use():
    program = "import sys, gametheory_paradox.exact as e; assert 'sympy' not in sys.modules; e.latex.__doc__"
    subprocess.run([sys.executable, "-c", program], check=True)
