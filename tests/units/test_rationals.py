"""The door for exact numbers: what comes in, what it then is, and what is refused with which words."""

import re
import struct
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.rationals import (
    MAX_DIGITS,
    Numbers,
    as_decimal,
    exact,
    short_decimal,
    simplest_between,
)

ordinary = settings(derandomize=True, deadline=None, database=None, max_examples=200)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (3, Fraction(3)),
        (Fraction(-2, 6), Fraction(-1, 3)),
        (0.1, Fraction(1, 10)),
        (-0.0, Fraction(0)),
        (1e-7, Fraction(1, 10**7)),
        (1e22, Fraction(10**22)),
        (Decimal("0.10"), Fraction(1, 10)),
        (Decimal("1E+3"), Fraction(1000)),
        ("3", Fraction(3)),
        ("+3/4", Fraction(3, 4)),
        (" -6 / 8 ", Fraction(-3, 4)),
        ("0.25", Fraction(1, 4)),
        (".5", Fraction(1, 2)),
        ("5.", Fraction(5)),
        ("-2.5e-3", Fraction(-1, 400)),
        ("1E2", Fraction(100)),
        ("010", Fraction(10)),
        ("\t7\n", Fraction(7)),
        ("1e400", Fraction(10**400)),
        ("1e-400", Fraction(1, 10**400)),
        (numpy.float64(0.3), Fraction(3, 10)),
        (numpy.float32(0.3), Fraction(3, 10)),
        (numpy.int64(-4), Fraction(-4)),
        (sympy.Rational(2, 7), Fraction(2, 7)),
        (sympy.Integer(5), Fraction(5)),
    ],
)
def test_a_number_is_what_it_says(given_, expected):
    found = exact(given_)
    assert type(found) is Fraction
    assert found == expected


@ordinary
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_means_the_shortest_decimal_that_prints_it(value):
    assume(value == 0 or abs(value) > 1e-300)
    found = exact(value)
    assert found == Fraction(Decimal(repr(value)))
    assert float(found) == value


@ordinary
@given(st.fractions() | st.integers())
def test_what_a_fraction_prints_is_read_back(value):
    assert exact(str(value)) == value
    assert exact(value) == value


@ordinary
@given(st.text(alphabet="0123456789./eE+- _", max_size=8))
def test_text_is_read_as_python_reads_it_or_refused(text):
    try:
        expected = Fraction(text.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        expected = None
    exponent = re.search(r"[eE][+-]?(\d+)", text)
    too_large = exponent and int(exponent[1]) > 400
    if expected is None or too_large or not re.fullmatch(r" *[^ _]+ *(/ *[^ _]+ *)?", text):
        with pytest.raises(InvalidGame, match=re.escape(repr(text))):
            exact(text)
    else:
        assert exact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "one",
            "nan",
            "inf",
            "-Infinity",
            "True",
            "1_000",
            "0x10",
            "1/2/3",
            "1//2",
            "1/-2",
            "1/0.5",
            "0.5/2",
        ),
        *(
            "1 2",
            "1e",
            "e5",
            ".",
            "-",
            "--1",
            "+-1",
            "½",
            "٣",
            "３",
            "1+1",
            "2**3",
            "1;2",
            "1\x002",
            "1,5",
            "1e1.5",
        ),
        "__import__('os')",
    ],
)
def test_what_is_no_number_is_refused_in_words(text):
    with pytest.raises(
        InvalidGame, match=r"^the payoff of Ann: expected a number such as 3, 1/3 or 0\.25, got "
    ) as caught:
        exact(text, "the payoff of Ann")
    assert repr(text) in str(caught.value)


class Wordless:
    def __str__(self):
        raise RuntimeError("no words")


@pytest.mark.parametrize(
    "value", [None, [], (1,), {"p": 1}, 1j, b"1", sympy.pi, sympy.sqrt(2), object(), Wordless()]
)
def test_what_is_no_number_at_all_is_refused(value):
    with pytest.raises(InvalidGame, match=r"^the price: expected a number such as"):
        exact(value, "the price")


@pytest.mark.parametrize("value", [True, False, numpy.True_])
def test_a_truth_value_is_no_number(value):
    with pytest.raises(InvalidGame, match=r"the price: expected a number.*(True|False)"):
        exact(value, "the price")


@pytest.mark.parametrize(
    "value", [*map(float, ("nan", "inf", "-inf")), *map(Decimal, ("NaN", "sNaN", "-Infinity"))]
)
def test_numbers_that_are_not_finite_are_refused(value):
    with pytest.raises(InvalidGame, match="expected a number"):
        exact(value)


@pytest.mark.parametrize("text", ["1/0", "0/0", "-3/000"])
def test_a_zero_denominator_is_named(text):
    with pytest.raises(InvalidGame, match=f"^the price: the denominator of '{text}' is zero$"):
        exact(text, "the price")


@pytest.mark.parametrize("text", ["1e401", "1e-401", "1E+999999", "1e99999999999999999999", "0e12345678"])
def test_a_large_exponent_is_refused_before_it_is_written_out(text):
    with pytest.raises(
        InvalidGame, match=f"^the price: the exponent of '{text.replace('+', '[+]')}' is beyond ±400$"
    ):
        exact(text, "the price")


def test_a_decimal_with_a_large_exponent_is_refused():
    with pytest.raises(InvalidGame, match="exponent"):
        exact(Decimal("1E+100000"))


@pytest.mark.parametrize(
    "value",
    [
        "1" * (MAX_DIGITS + 1),
        "1/" + "3" * (MAX_DIGITS + 1),
        " " * 100_000,
        10**MAX_DIGITS,
        -(10**MAX_DIGITS),
        Fraction(1, 10**MAX_DIGITS),
        Decimal("1" * (MAX_DIGITS + 1)),
        "9" * 3990 + "e400",
        "0." + "7" * 3990 + "e-400",
    ],
    ids=[
        "text",
        "quotient",
        "blank",
        "integer",
        "negative",
        "denominator",
        "decimal",
        "exponent up",
        "exponent down",
    ],
)
def test_a_number_with_too_many_digits_is_refused(value):
    with pytest.raises(InvalidGame, match=r"^the price: a number may have at most 4000 digits") as caught:
        exact(value, "the price")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "value",
    [
        "9" * MAX_DIGITS,
        10**MAX_DIGITS - 1,
        Fraction(1, 10**MAX_DIGITS - 1),
        Fraction(10**MAX_DIGITS - 1, 10**MAX_DIGITS - 2),
    ],
    ids=["text", "integer", "denominator", "both"],
)
def test_the_longest_numbers_can_be_written_again(value):
    found = exact(value)
    assert exact(found) == found
    assert Fraction(*map(int, str(found).split("/"))) == found  # Python refuses to write longer ones


def test_a_long_text_is_shown_shortened():
    with pytest.raises(InvalidGame) as caught:
        exact("x" * 3000)
    assert len(str(caught.value)) < 120


def test_every_float32_pattern_is_read_or_refused_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for pattern in range(0, 2**32, 2**32 // 500):
            value = numpy.frombuffer(struct.pack("<I", pattern), dtype=numpy.float32)[0]
            if numpy.isfinite(value):
                assert exact(value) == Fraction(str(value))
            else:
                with pytest.raises(InvalidGame):
                    exact(value)


def test_the_simplest_fractions_are_found():
    assert simplest_between(Fraction(-1), Fraction(3)) == 0
    assert simplest_between(Fraction(5, 2), Fraction(7, 2)) == 3
    assert simplest_between(Fraction(-4, 10), Fraction(-3, 10)) == Fraction(-1, 3)
    assert simplest_between(Fraction(314, 100), Fraction(315, 100)) == Fraction(22, 7)


@pytest.mark.parametrize(
    ("number", "way", "written"),
    [
        ("139/150", {"digits": 4}, "0.9267"),
        ("139/150", {"places": 4}, "0.9267"),
        ("139/150", {"places": 4, "bound": "lower"}, "0.9266"),
        ("-139/150", {"places": 4, "bound": "lower"}, "-0.9267"),
        ("-139/150", {"places": 4, "bound": "upper"}, "-0.9266"),
        ("1/8", {"places": 2}, "0.12"),  # the even one of two
        ("3/8", {"places": 2}, "0.38"),
        ("0.15", {"places": 1}, "0.2"),  # exactly half way, which its nearest float is not
        ("1/3", {"digits": 6, "bound": "upper"}, "0.333334"),
        ("99999.6", {"digits": 5}, "1e+05"),
        ("-0.0001234567", {"digits": 3}, "-0.000123"),
        ("0.00001234567", {"digits": 3}, "1.23e-05"),
        ("0", {"digits": 4}, "0"),
        ("0", {"places": 2}, "0.00"),
        ("-1/1000", {"places": 2}, "0.00"),
        ("1200", {"digits": 2}, "1.2e+03"),
        ("1200", {"digits": 4}, "1200"),
    ],
)
def test_decimals_are_rounded_and_not_cut(number, way, written):
    assert as_decimal(Fraction(number), **way) == written


@ordinary
@given(st.fractions(max_denominator=10**9), st.integers(1, 12))
def test_a_decimal_is_the_nearest_and_a_bound_stays_a_bound(number, digits):
    for way in ({"digits": digits}, {"places": digits}):
        near, low, high = (Fraction(as_decimal(number, **way, bound=b)) for b in ("", "lower", "upper"))
        assert low <= number <= high
        assert abs(near - number) == min(number - low, high - number)


@ordinary
@given(st.floats(-1e30, 1e30), st.integers(1, 15))
def test_floats_are_written_as_python_writes_them(number, digits):
    assert as_decimal(number, digits=digits).lstrip("-") == f"{abs(number):.{digits}g}"
    assert as_decimal(float("inf"), digits=digits) == "inf"


def test_decimals_where_all_are_short_and_fractions_otherwise():
    third, half = Fraction(1, 3), Fraction(1, 2)
    assert [Numbers([half, Fraction(-7)]).text(p) for p in (half, Fraction(-7))] == ["0.5", "−7"]
    assert [Numbers([half, third]).text(p) for p in (half, third)] == ["1/2", "1/3"]


def test_a_number_too_long_for_a_picture_says_that_it_is_rounded():
    number = Fraction(12345678901, 9876543)
    assert Numbers([number]).text(number) == "≈1250"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1/2", "0.5"),
        ("-1/8", "-0.125"),
        ("3", "3"),
        ("1/3", None),
        ("1/16", None),
        ("-0.05", "-0.05"),
        ("100", "100"),
    ],
)
def test_short_decimals_are_exact(number, written):
    assert short_decimal(Fraction(number)) == written
    assert written is None or Fraction(written) == Fraction(number)
