from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.models import parse_formula
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import listed
from gametheory_paradox.views.canvas import Ink, width_of
from gametheory_paradox.views.notation import (
    HTML,
    MATH,
    TEXT,
    comparison,
    formula,
    percent,
    pieces,
    prose,
    symbol,
)

NAMES = ["V", "c", "r_C", "w_0", "delta", "cost_max"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("r_C - c - V", "r_C − V − c"),
        ("-c", "−c"),
        ("0", "0"),
        ("-c - 1/2", "−c − 1/2"),
        ("3*c/2 - c^2", "3·c/2 − c²"),
        ("2*c*V - 1", "2·V·c − 1"),
        ("(c + 1)/(V + 2)", "(c + 1)/(V + 2)"),
        ("c/(V + 2)", "c/(V + 2)"),
        ("delta*c", "c·δ"),
    ],
)
def test_formulas_as_text(text, written):
    assert formula(parse_formula(text, NAMES), NAMES, TEXT) == written


def test_symbols():
    assert symbol("r_C") == "<var>r</var><sub>C</sub>"
    assert symbol("delta") == "<var>δ</var>"
    assert symbol("Gamma_1") == "<var>Γ</var><sub>1</sub>"
    assert symbol("lambda") == "<var>λ</var>"
    assert symbol("<b>") == "<var>&lt;b&gt;</var>"
    assert symbol("_") == "<var>_</var>"
    assert symbol("cost_max", MATH) == r"\mathit{cost}_{\mathrm{max}}"
    assert symbol("w_0", MATH) == "w_{0}"
    assert symbol("a_b_c", TEXT) == "a_b_c"


def test_every_name_can_be_drawn():
    for name in (*NAMES, "a_b_c", "x1", "x_1a", "_", "é", "Δ", "lambda_max", "z_", "A" * 40):
        assert width_of(symbol(name, MATH), Ink(math=True)) > 0


@given(
    st.dictionaries(st.sampled_from(NAMES), st.fractions(max_denominator=9), max_size=4),
    st.fractions(max_denominator=9),
)
def test_pieces_join_to_the_formula_and_the_first_is_positive_if_any_is(coefficients, constant):
    polynomial = Polynomial({(): constant} | {((name, 1),): value for name, value in coefficients.items()})
    for notation in (TEXT, HTML, MATH):
        assert "".join(pieces(polynomial, NAMES, notation)) == formula(polynomial, NAMES, notation)
    starts_negative = formula(polynomial, NAMES, TEXT).startswith("−")
    assert starts_negative == (bool(polynomial) and all(value < 0 for value in polynomial.terms.values()))


@given(
    st.dictionaries(st.sampled_from(NAMES), st.fractions(max_denominator=9), max_size=4),
    st.fractions(max_denominator=9),
)
def test_a_comparison_says_the_same_as_its_polynomial(coefficients, constant):
    polynomial = Polynomial({(): constant} | {((name, 1),): value for name, value in coefficients.items()})
    left, relation, right = (
        comparison(polynomial, ">", NAMES, TEXT).replace(" < ", "|<|").replace(" > ", "|>|").split("|")
    )
    first, second = (_read(side) for side in (left, right))
    assert (first - second if relation == ">" else second - first) == polynomial
    assert "−" not in left + right


def _read(text):
    total = Polynomial()
    for term in text.split(" + "):
        top, _, below = term.partition("/")
        factors = top.split("·")
        number = Fraction(1, int(below or 1))
        name = None
        for factor in factors:
            if factor.isdigit():
                number *= int(factor)
            else:
                name = {"δ": "delta"}.get(factor, factor)
        total = total + Polynomial({((name, 1),) if name else (): number})
    return total


@given(st.fractions(0, 1))
def test_percent_bounds_the_share_from_either_side(share):
    low, near, high = (Fraction(percent(share, b).rstrip("%")) / 100 for b in ("lower", "", "upper"))
    assert low <= share <= high <= low + Fraction(1, 10_000)
    assert near in (low, high)
    assert abs(near - share) <= Fraction(1, 20_000)


def test_formulas_in_prose_are_set_and_other_text_is_escaped():
    html = prose("when r_C > c - V <now>, as in c. 2021 or the end; V", NAMES)
    assert html == (
        'when <span class="nowrap"><var>r</var><sub>C</sub> &gt; <var>c</var> − <var>V</var></span> '
        "&lt;now&gt;, as in c. 2021 or the end; V"
    )
    assert prose("c <= 2", NAMES) == '<span class="nowrap"><var>c</var> ≤ 2</span>'
    assert prose("long-run or x > y", NAMES) == "long-run or x &gt; y"
    assert prose("above r_C.", NAMES) == 'above <span class="nowrap"><var>r</var><sub>C</sub></span>.'


@given(st.text(st.sampled_from("cV<>&-+ r_C."), max_size=30))
def test_prose_keeps_the_words(text):
    plain = prose(text, NAMES)
    for tag in ('<span class="nowrap">', "</span>", "<var>", "</var>", "</sub>"):
        plain = plain.replace(tag, "")
    plain = (
        plain.replace("<sub>", "_")
        .replace("−", "-")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    )
    assert plain == text


def test_lists_of_words():
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")] == [
        "",
        "a",
        "a and b",
        "a, b or c",
    ]
