"""Formulas as text: what they mean, what is refused, and that hostile ones are refused at once."""

import ast
import time
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gametheory_paradox.errors import ModelSyntaxError
from gametheory_paradox.models import parse_formula

NAMES = ("x", "y", "r_C")
MANY = tuple(f"a{n}" for n in range(20))

numbers = st.one_of(
    st.integers(0, 99).map(str),
    st.decimals(0, 99, places=3).map(str),
    st.sampled_from([".5", "2.", "1e2", "25e-1", "0.1E+1"]),
)
spaces = st.sampled_from(["", "", " ", "  "])


def expressions():
    """Text that Python's own grammar reads the same way."""

    def grow(inner):
        pair = st.tuples(inner, spaces, st.sampled_from("+-*/"), spaces, inner)
        power = st.tuples(inner, st.integers(-2, 3)).map(lambda t: f"({t[0]})**{t[1]}")
        return st.one_of(
            pair.map("".join),
            pair.map(lambda parts: f"({''.join(parts)})"),
            inner.map(lambda e: f"-{e}"),
            inner.map(lambda e: f"- +({e})"),
            power,
            st.tuples(st.sampled_from(NAMES), st.integers(0, 4)).map(lambda t: f"-{t[0]}**{t[1]}"),
        )

    return st.recursive(st.one_of(numbers, st.sampled_from(NAMES)), grow, max_leaves=8)


def evaluate(text, point):
    """An evaluator of our own that shares nothing with the parser: Python's syntax tree, exact numbers."""

    def value(node):
        if isinstance(node, ast.BinOp):
            left, right = value(node.left), value(node.right)
            if isinstance(node.op, ast.Add):
                return left + right
            if isinstance(node.op, ast.Sub):
                return left - right
            if isinstance(node.op, ast.Mult):
                return left * right
            if isinstance(node.op, ast.Div):
                return left / right
            assert isinstance(node.op, ast.Pow)
            return left ** int(right)
        if isinstance(node, ast.UnaryOp):
            return -value(node.operand) if isinstance(node.op, ast.USub) else value(node.operand)
        if isinstance(node, ast.Name):
            return point[node.id]
        return Fraction(ast.get_source_segment(text, node).rstrip("."))

    return value(ast.parse(text, mode="eval").body)


@given(expressions(), st.tuples(*[st.fractions(-3, 3, max_denominator=5)] * 3))
def test_means_what_pythons_own_grammar_says(text, values):
    point = dict(zip(NAMES, values, strict=True))
    try:
        formula = parse_formula(text, NAMES)
    except ModelSyntaxError as refused:
        assume("division by zero" not in str(refused) and "degree" not in str(refused))
        raise
    try:
        expected = evaluate(text, point)
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            formula.value(point)
        return
    assert formula.value(point) == expected


@given(expressions(), st.tuples(*[st.fractions(-3, 3, max_denominator=5)] * 3))
def test_written_out_and_read_again_is_the_same_formula(text, values):
    try:
        formula = parse_formula(text, NAMES)
    except ModelSyntaxError:
        assume(False)
    again = parse_formula(formula.text(), NAMES)
    assert (again.numerator, again.denominator) == (formula.numerator, formula.denominator)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("-x^2", "-x^2"),
        ("2 − x × y ÷ 4", "2 - 1/4*x*y"),
        ("x·y", "x*y"),
        ("x ** ( - 2 )", "1/(x^2)"),
        ("x/y + 2/y", "(x + 2)/y"),
        ("x*y/y", "x*y/y"),
        ("0.1 + 0.2", "3/10"),
        ("1e-3", "1/1000"),
        ("x^0", "1"),
        ("x\n  + y", "x + y"),
        ("--+-x", "-x"),
        ("1/(1/x)", "x^2/x"),
        ("(1/x)^0", "x/x"),
    ],
)
def test_reads(text, written):
    assert parse_formula(text, NAMES).text() == written


def test_a_decimal_is_exact_at_any_length():
    digits = "123456789" * 400
    assert parse_formula(f"0.{digits}", ()).value({}) == Fraction(int(digits), 10 ** len(digits))


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "got the end"),
        ("x +", 4, "got the end"),
        ("x + * y", 5, "expected a number, a name"),
        ("(x", 3, "expected ) for the ( in column 1"),
        ("x)", 2, "expected an operator or the end"),
        ("2 x", 3, "write a product with *"),
        ("2(x)", 2, "write a product with *"),
        ("x^y", 3, "expected a whole exponent"),
        ("x^1.5", 3, "expected a whole exponent"),
        ("x^25", 3, "expected a whole exponent"),
        ("x^2^2", 4, "needs parentheses"),
        ("1/0", 2, "division by zero"),
        ("x/(y - y)", 2, "division by zero"),
        ("0^-1", 2, "division by zero"),
        ("r_c + 1", 1, "did you mean 'r_C'?"),
        ("x + zz", 5, "the names known here are x, y, r_C"),
        ("__import__('os')", 12, "expected a number, a name"),
        ("x.real", 2, "expected a number, a name"),
        ("x²", 1, "expected a number, a name"),
        ("٣", 1, "expected a number, a name"),
        ("x = 1", 3, "expected a number, a name"),
        ("nan", 1, "not a known name"),
        ("inf", 1, "not a known name"),
        ("1e401", 1, "exponent"),
        ("9" * 4001, 1, "at most 4000 digits"),
    ],
)
def test_refuses_and_says_where(text, column, words):
    with pytest.raises(ModelSyntaxError) as caught:
        parse_formula(text, NAMES, "the payoff of Row")
    assert words in str(caught.value)
    assert caught.value.column == column
    assert "the payoff of Row" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 90_000,
        "(" * 51 + "x" + ")" * 51,
        "-" * 100_001,
        "((x + y)^12)^12",
        "(x + y + r_C + 1)^24",
        "(((((2^24)^24)^24)^24)^24)^24",
        "*".join(["(x + y + r_C + 1)^8"] * 20),
        "+".join(f"1/(x + {n})" for n in range(60)),
        "+".join(f"(x + y + r_C + 1/{n})^24" for n in range(2, 500)),
        "(0." + "7" * 3000 + "*x + 1)^9",
        "*".join(["7" * 3000] * 20),
        "x" * 100_000,
        f"({' + '.join(MANY)})^20",
    ],
)
def test_hostile_text_is_refused_at_once(text):
    start = time.process_time()
    with pytest.raises(ModelSyntaxError):
        parse_formula(text, (*NAMES, *MANY))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("text", ["-" * 9999 + "x", "x + " * 20_000 + "x", "(" * 50 + "x" + ")" * 50])
def test_long_but_harmless_text_is_read(text):
    assert parse_formula(text, NAMES).names == ("x",)
