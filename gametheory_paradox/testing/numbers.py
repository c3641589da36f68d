"""Strategies that draw numbers: small ones, which shrink to zero, and fractions, which shrink to integers."""

from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.testing.falsifying_examples import print_as_code

Size = int | SearchStrategy[int]

print_as_code()  # here, since every strategy of games is built on this module


def sizes(given: Size) -> SearchStrategy[int]:
    """A number as the strategy that draws it; a strategy as it is."""
    return st.just(given) if isinstance(given, int) else given


def payoffs(low: int = -3, high: int = 3, *, largest_denominator: int = 1) -> SearchStrategy[Fraction]:
    """Draws payoffs in a range.

    They shrink to whole numbers, and those to the one nearest to zero.

    Parameters
    ----------
    low, high
        The range, both ends included.
    largest_denominator
        Of a payoff in lowest terms; with 1, whole numbers alone.

    Raises
    ------
    InvalidGame
        If the range is empty or the denominator is not positive.
    """
    if low > high or largest_denominator < 1:
        raise InvalidGame(
            f"no payoff lies between {low} and {high} with a denominator of at most {largest_denominator}"
        )
    if largest_denominator == 1:
        return st.integers(low, high).map(Fraction)
    return _fractions(low, high, largest_denominator)


@st.composite
def _fractions(draw: DrawFn, low: int, high: int, largest: int) -> Fraction:
    denominator = draw(st.integers(1, largest))
    return Fraction(draw(st.integers(low * denominator, high * denominator)), denominator)


@st.composite
def lotteries(draw: DrawFn, size: int, *, largest_weight: int = 3) -> tuple[Fraction, ...]:
    """Draws positive probabilities of ``size`` things; they shrink to equal ones."""
    weights = [draw(st.integers(1, largest_weight)) for _ in range(size)]
    return tuple(Fraction(weight, sum(weights)) for weight in weights)
