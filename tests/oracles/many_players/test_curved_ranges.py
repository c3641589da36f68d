"""The ends of ranges of payoffs on curves that are known in closed form.

Ann gets c·y·z by her first action and 1 by the second, where y and z are the probabilities of the others'
first ones; the others always get nothing.  So they may mix as they like, and she mixes on the curve
c·y·z = 1.  The mean of p·y + q·z by her first action, and of much by her second, is least on that curve or
above it, at 2·√(p·q/c), where y/z = q/p, if both are probabilities; else at the end of the curve.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import isqrt

import pytest
from witnesses.many_players import table_of

from gametheory_paradox.detectors.at_point import established
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import ends_of

ZERO, MUCH = Fraction(0), Fraction(100)
CLOSE = Fraction(1, 1 << 20)


def measured(c, p, q):
    """The table, with the mean as a measure."""
    numbers = [[c * (y == z == 0) if x == 0 else 1, 0, 0] for x, y, z in product(range(2), repeat=3)]
    game = table_of((2, 2, 2), [number for cell in numbers for number in cell])
    means = [p * (y == 0) + q * (z == 0) if x == 0 else MUCH for x, y, z in product(range(2), repeat=3)]
    cells = tuple((*cell, Fraction(mean), ZERO, ZERO) for cell, mean in zip(game.payoffs, means, strict=True))
    return game, replace(game, payoffs=cells, measure="mean")


def least(c, p, q):
    """The square of the least mean where it is inside the curve, and the least at its ends."""
    inside = Fraction(4 * p * q, c)
    y = Fraction(q, c * p)  # squared, at the least one
    ends = min(p + Fraction(q, c), Fraction(p, c) + q)
    return inside if Fraction(1, c * c) <= y <= 1 else ends * ends


CASES = [(c, p, q) for c in (2, 3, 4) for p in (1, 2, 4) for q in (1, 3, 9)]


@pytest.mark.parametrize(("c", "p", "q"), CASES)
def test_the_least_mean_on_a_curve(c, p, q):
    game, with_measure = measured(c, p, q)
    known = established(with_measure, solve(game), game.players[0])
    payoffs = known.equilibria.payoffs(game.players[0])
    square = least(c, p, q)
    assert payoffs.high == MUCH

    if isinstance(payoffs.low, Fraction):
        assert payoffs.low**2 == square
        return
    assert payoffs.low.root_of == (-square.numerator, 0, square.denominator)
    low, high = ends_of(payoffs.low)
    assert 0 < low**2 < square < high**2
    assert high - low < CLOSE
    assert low < payoffs.low < high


def test_most_of_these_are_irrational_and_some_are_ends():
    squares = [least(*case) for case in CASES]
    rational = [
        isqrt(own.numerator) ** 2 == own.numerator and isqrt(own.denominator) ** 2 == own.denominator
        for own in squares
    ]
    inside = [own == Fraction(4 * p * q, c) for own, (c, p, q) in zip(squares, CASES, strict=True)]
    assert sum(not own for own in rational) > 5
    assert 5 < sum(inside) < len(CASES)
