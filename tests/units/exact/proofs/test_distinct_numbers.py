"""Numbers each once, of which some are not told apart."""

from fractions import Fraction

from witnesses.many_players import first_probability, point_of, root_of_one_half
from witnesses.stochastic_games import random_game

import gametheory_paradox as gp
from gametheory_paradox.exact.proofs.algebraic import distinct
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet


def test_what_is_not_told_apart_counts_as_one_within_the_bounds_of_both():
    point = point_of(root_of_one_half())
    first, second = first_probability(point, 0), first_probability(point, 1)
    low, both, high = distinct([first, Fraction(1), second, Fraction(0), Fraction(1)])
    assert (low, high) == (0, 1)
    for level in range(4):
        ends = [own.bounds(level) for own in (first, second)]
        assert both.bounds(level) == (min(a for a, _ in ends), max(b for _, b in ends))


def test_what_is_told_apart_stays_apart():
    root = first_probability(point_of(root_of_one_half()), 0)
    near = Fraction(70711, 100000)
    assert distinct([near, root, root, Fraction(0)]) == [0, root, near]
    paid = PayoffSet.of([near, root, Fraction(0)], infinite=True)
    assert (paid.low, paid.high) == (0, near)


def test_two_equilibria_that_pay_the_same_leave_a_verdict_decided():
    game = random_game(9, 4, discount=Fraction(99, 100), most=99)
    verdict = gp.detect(game, mover="P0", action="a0", at=["s0"], budget=20)
    assert verdict.name == "absent"
    assert gp.verify(verdict.certificate).verdict == "absent"
