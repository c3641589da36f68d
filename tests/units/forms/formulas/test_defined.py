"""A game with parameters is a game all over its box: no division by zero, and true probabilities."""

import re
from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.formulas.defined import check_defined, formulas
from gametheory_paradox.polynomials import Polynomial, RationalFunction

x, y = RationalFunction.variable("x"), RationalFunction.variable("y")
ONE = RationalFunction.constant(1)
UNIT = {"x": (Fraction(0), Fraction(1)), "y": (Fraction(0), Fraction(1))}


def constant(number):
    return RationalFunction.constant(Fraction(number))


def table(*payoffs):
    return NormalForm(
        ("Ann",), (tuple(f"a{n}" for n, _ in enumerate(payoffs)),), tuple((p,) for p in payoffs)
    )


def lottery(*odds):
    outcomes = {f"o{n}": (p, (ONE,)) for n, p in enumerate(odds)}
    tree = Move("Ann", "start", {"go": Chance(outcomes), "stop": (ONE,)})
    return ExtensiveForm.from_tree(["Ann"], tree, number=lambda value, what: value)


@pytest.mark.parametrize(
    "denominator",
    [x + ONE, y - constant(2), x * x - x + ONE, (x - y) * (x - y) + constant("1/8"), constant(3)],
)
def test_denominators_that_differ_from_zero_are_accepted(denominator):
    check_defined(table(ONE / denominator), UNIT)


@pytest.mark.parametrize(
    "denominator", [x, x - ONE, x - y, x * y, x + x - ONE, (x - y) * (x - y), ONE - x - y]
)
def test_denominators_that_may_be_zero_even_at_a_corner_are_refused(denominator):
    named = re.escape(str(denominator))
    message = f"^Ann's payoff at a1: the denominator {named} may be zero on the declared ranges$"
    with pytest.raises(InvalidGame, match=message):
        check_defined(table(ONE, ONE / denominator), UNIT)


def test_a_denominator_that_is_zero_only_outside_the_box_is_accepted():
    check_defined(table(ONE / x), {"x": (Fraction(1, 1000), Fraction(1))})


@pytest.mark.parametrize(
    "odds",
    [
        (x, ONE - x),
        (x * y, x * (ONE - y), ONE - x),
        (constant(0), ONE),
        (x, ONE - x, x * constant(0)),
        (x * x, x - x * x, ONE - x),
        (x / (x + ONE), ONE / (x + ONE)),
        (ONE / (constant(2) - x), (ONE - x) / (constant(2) - x)),
        (constant("1/3"), constant("2/3")),
        (-x / (-x - ONE), ONE / (ONE + x)),  # both parts negative
    ],
)
def test_probabilities_are_accepted(odds):
    check_defined(lottery(*odds), UNIT)


@pytest.mark.parametrize(
    ("odds", "message"),
    [
        (
            (x - constant("1/2"), constant("3/2") - x),
            "the probability of 'o0', x - 1/2, may be negative on the declared ranges",
        ),
        ((x + ONE, -x), "the probability of 'o1', -x, may be negative on the declared ranges"),
        ((x, y), "the probabilities sum to x + y, not to 1"),
        ((x / (x + ONE), constant("1/2")), "the probabilities sum to "),
        ((constant("1/2"), constant("1/3")), "the probabilities sum to 5/6, not to 1"),
    ],
)
def test_what_are_no_probabilities_everywhere_is_refused(odds, message):
    game = lottery(*odds)
    with pytest.raises(InvalidGame) as caught:
        check_defined(game, UNIT)
    assert str(caught.value).startswith(f"chance after go: {message}")


def test_a_probability_may_be_zero_where_the_range_ends_and_nowhere_beyond():
    game = lottery(x - y, ONE - x + y)
    check_defined(game, {"x": (Fraction(1), Fraction(2)), "y": (Fraction(1), Fraction(1))})
    with pytest.raises(InvalidGame, match="may be negative"):
        check_defined(game, {"x": (Fraction(1), Fraction(2)), "y": (Fraction(1), Fraction(1001, 1000))})


def test_a_fixed_parameter_is_put_in():
    game = lottery(x, ONE - x)
    check_defined(game, {"x": (Fraction(1), Fraction(1))})
    with pytest.raises(InvalidGame, match="may be negative"):
        check_defined(game, {"x": (Fraction(-1), Fraction(-1))})


def test_every_formula_that_varies_is_named_in_the_games_own_words():
    cube = NormalForm(("Ann", "Bob"), (("a",), ("b", "c")), ((x, y), (ONE, x)))
    assert [str(where) for _, where in formulas(cube)] == [
        "Ann's payoff at a, b",
        "Bob's payoff at a, b",
        "Bob's payoff at a, c",
    ]
    assert [f for f, _ in formulas(cube)] == [x, y, x]
    quotient = RationalFunction(ONE.numerator, x.numerator)
    assert [f for f, _ in formulas(NormalForm(("Ann",), (("a", "b"),), ((quotient,), (ONE,))))] == [quotient]
    assert [str(where) for _, where in formulas(lottery(x, ONE - x))] == [
        "the probability of 'o0' after go",
        "the probability of 'o1' after go",
    ]
    alone = ExtensiveForm.from_tree(["Ann"], (x,), number=lambda value, what: value)
    assert [str(where) for _, where in formulas(alone)] == ["Ann's payoff after nothing"]


def test_a_denominator_is_checked_wherever_it_stands():
    bad = RationalFunction(Polynomial.constant(1), x.numerator)
    tree = Chance({"o": (ONE, Move("Ann", "s", {"a": (ONE,), "b": (bad,)}))})
    with pytest.raises(InvalidGame, match=r"^Ann's payoff after o, b: the denominator x may be zero"):
        check_defined(ExtensiveForm.from_tree(["Ann"], tree, number=lambda value, what: value), UNIT)
    with pytest.raises(
        InvalidGame, match=r"^the probability of 'o0' after go: the denominator x may be zero"
    ):
        check_defined(lottery(bad, ONE - bad), UNIT)
