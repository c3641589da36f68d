import subprocess
import sys
from fractions import Fraction

import pytest
import sympy

from gametheory_paradox.conditions.proofs.statements import Every, Sign, Some
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.symbolic import from_sympy, is_sympy, latex, to_sympy
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


def test_nothing_is_cancelled_that_sympy_has_not():
    function = from_sympy((X**2 - Y**2) / (X + Y))
    assert function.denominator == Polynomial.variable("x") + Polynomial.variable("y")
    assert from_sympy(X * X ** (-1)) == RationalFunction.constant(1)
    outer = sympy.Pow(sympy.Pow(Y, -1, evaluate=False), -1, evaluate=False)
    assert not from_sympy(outer).denominator.is_constant  # undefined where y is zero, like 1/(1/y) as text


def test_floats_are_taken_like_those_of_python():
    assert from_sympy(sympy.Float("0.1")) == RationalFunction.constant(Fraction(1, 10))
    assert from_sympy(0.3 * X) == from_sympy(sympy.Rational(3, 10) * X)


def test_statements_become_inequalities():
    x, y = Polynomial.variable("x"), Polynomial.variable("y")
    either = Some((Every((Sign((x,), True), Sign((y,), False))), Sign((x, y), True)))
    assert to_sympy(either) == sympy.Or(sympy.And(X > 0, Y < 0), X * Y > 0)
    assert (to_sympy(True), to_sympy(False)) == (sympy.true, sympy.false)
    assert latex(Sign((x,), True)) == latex(X > 0) == "x > 0"


def test_values_of_sympy_are_known_without_loading_it():
    assert is_sympy(X)
    assert is_sympy(sympy.true)
    assert not any(map(is_sympy, ("x", 1, 0.5, Fraction(1, 2), None)))
    program = (
        "import sys; from gametheory_paradox.exact.symbolic import is_sympy; "
        "assert not is_sympy('x'); assert 'sympy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


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
        (RationalFunction(-h, r_c - h), r"- \frac{h}{r_{C} - h}"),
        (RationalFunction(h - r_c, r_c + r_c), r"\frac{h - r_{C}}{2 r_{C}}"),
        (h * h - r_c - h, r"h^{2} - h - r_{C}"),
        (r_c - h - h * h, r"r_{C} - h^{2} - h"),
        (-h, "- h"),
        (Polynomial(), "0"),
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
        (X + 2 * sympy.sin(Y), r"formula: expected numbers, .*, got sin, in sin\(y\)"),
        (sympy.Piecewise((X, X > 0), (Y, True)), "got Piecewise"),
        (sympy.Matrix([[X]]), "expected a sympy expression, got MutableDenseMatrix"),
        (sympy.sqrt(X), r"sqrt\(x\)"),
        (X**Y, "got Pow"),
        (X + sympy.pi, "got Pi"),
        (sympy.I * X, "got ImaginaryUnit"),
        (sympy.Float("0.1", 30), r"a float of Python's precision, or sympy\.Rational\(1, 10\)"),
        (sympy.Float("1e400"), "a float of Python's precision"),
        (sympy.Integer(10) ** 5000, "at most 4000 digits"),
        (sympy.oo, "got Infinity"),
        (sympy.nan, "got NaN"),
        (sympy.zoo, "got ComplexInfinity"),
        (sympy.Dummy("x"), "expected a plain symbol"),
        (noncommutative, "expected a plain symbol"),
        (X + sympy.Symbol("x", positive=True), "two symbols .* 'x'"),
        (sympy.Pow(sympy.Add(X, -X, evaluate=False), -1, evaluate=False), "division by zero"),
        (X**100_000, "expected a whole exponent from -24 to 24, got 100000"),
        (sympy.Mul(X**20, Y**20), "degree 40, more than 24"),
        (sympy.Add(*sympy.symbols("a:20")) ** 20, "too large to multiply out, in "),
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
