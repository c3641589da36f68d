"""Distributions over a declared range: how they are spelling, their quantiles, and what is refused."""

from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.models import (
    Parameter,
    Triangular,
    TruncatedNormal,
    Uniform,
    Values,
    read_distribution,
)

LEVELS = [k / 64 for k in range(1, 64)]


def read(given_, low=0, high=4, baseline=1):
    return read_distribution(given_, Fraction(low), Fraction(high), Fraction(baseline), "'c'")


def test_each_spelling_is_read():
    assert read("uniform") == Uniform(Fraction(0), Fraction(4))
    assert read("triangular") == Triangular(Fraction(0), Fraction(1), Fraction(4))
    assert read({"uniform": [1, "5/2"]}) == Uniform(Fraction(1), Fraction(5, 2))
    assert read({"triangular": [1, 2, 3]}) == Triangular(Fraction(1), Fraction(2), Fraction(3))
    assert read({"normal": [2, 0.5]}) == TruncatedNormal(
        Fraction(2), Fraction(1, 2), Fraction(0), Fraction(4)
    )
    assert read({"values": [3, 1]}) == Values((Fraction(1), Fraction(3)), (Fraction(1, 2),) * 2)
    assert read({"values": {3: "1/4", 1: "3/4"}}) == Values(
        (Fraction(1), Fraction(3)), (Fraction(3, 4), Fraction(1, 4))
    )
    assert read(Uniform(Fraction(1), Fraction(2))) == Uniform(Fraction(1), Fraction(2))


numbers = st.fractions(0, 4, max_denominator=50)


@given(
    st.lists(numbers, min_size=3, max_size=3, unique=True).map(sorted), st.integers(1, 9), st.integers(1, 9)
)
def test_what_is_spelled_is_read_back(three, one, other):
    weights = (Fraction(one, one + other), Fraction(other, one + other))
    for own in (
        Uniform(three[0], three[2]),
        Triangular(*three),
        TruncatedNormal(three[1], Fraction(one, other), Fraction(0), Fraction(4)),
        Values(tuple(three[:2]), weights),
    ):
        assert read(own.spelling()) == own
        assert str(own).startswith(next(iter(own.spelling())))


def test_quantiles_invert_the_distribution_function():
    triangle = Triangular(Fraction(0), Fraction(1), Fraction(4))
    for level in LEVELS:
        x = 4 * triangle.share(level)
        area = x**2 / 4 if x <= 1 else 1 - (4 - x) ** 2 / 12
        assert abs(area - level) < 1e-12
    bell, known = TruncatedNormal(Fraction(1), Fraction(2), Fraction(0), Fraction(4)), NormalDist(1, 2)
    for level in LEVELS:
        x = 4 * bell.share(level)
        assert abs((known.cdf(x) - known.cdf(0)) / (known.cdf(4) - known.cdf(0)) - level) < 1e-9
    assert [Uniform(Fraction(1), Fraction(2)).share(level) for level in LEVELS] == LEVELS


def test_values_come_as_often_as_their_weights_say():
    own = Values((Fraction(1), Fraction(2), Fraction(5)), (Fraction(1, 2), Fraction(1, 8), Fraction(3, 8)))
    found = [int(own.share((k + 0.5) / 64) * 3) for k in range(64)]
    assert [found.count(number) for number in range(3)] == [32, 8, 24]
    assert int(own.share(1 - 2**-53) * 3) == 2


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (
            "bell",
            "expected uniform or triangular, "
            "or one of uniform, triangular, normal, values with its numbers, got bell",
        ),
        ([1, 2], r"got \[1, 2\]"),
        ({"uniform": [1, 5]}, "runs from 1 to 5, which leaves the declared range 0 to 4"),
        ({"uniform": [2, 2]}, "empty or reversed: 2 to 2"),
        ({"uniform": [2]}, r"expected 2 numbers, \[low, high\]"),
        ({"triangular": [3, 2, 1]}, "expected low <= peak <= high"),
        ({"triangular": [-1, 2, 3]}, "leaves the declared range"),
        ({"normal": [9, 1]}, "the mean 9 lies outside the declared range 0 to 4"),
        ({"normal": [1, 0]}, "the deviation must be positive"),
        ({"values": []}, "expected a list of values"),
        ({"values": [1, 1]}, "a value stands twice"),
        ({"values": [1, 7]}, "leaves the declared range"),
        ({"values": {1: "1/2", 2: "1/3"}}, "the weights must be positive and sum to 1, they sum to 5/6"),
        ({"values": ["x"]}, "expected a number"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(given_, said):
    with pytest.raises(InvalidGame, match=said) as problem:
        read(given_)
    assert "'c'" in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_parameter_reads_and_checks_its_distribution():
    assert Parameter("c", 0, 4, 1, distribution="triangular").distribution == read("triangular")
    with pytest.raises(InvalidGame, match="leaves the declared range"):
        Parameter("c", 0, 4, 1, distribution=Uniform(Fraction(0), Fraction(9)))
    with pytest.raises(InvalidGame, match="it is fixed at 1"):
        Parameter("c", 1, 1, 1, distribution="uniform")
