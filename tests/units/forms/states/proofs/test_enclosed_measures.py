"""Measures over time where an equilibrium is known by a box: a copy of the payoffs is worth what they are."""

from fractions import Fraction

from witnesses.sampling import cases
from witnesses.stochastic_games import random_game

from gametheory_paradox.certificates import verify
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.at_point import EquilibriumSolver
from gametheory_paradox.forms.states.proofs.enclosed_values import _corners
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.rationals import exact


def copied(game):
    """The game with a measure that is everybody's payoff."""
    return game.with_payoffs([(*cell, *cell) for state in game.states for cell in state.payoffs], "copy")


@cases(6, 60)
def test_corners_bound_what_equations_do(count):
    met = 0
    for seed in range(count):
        game = copied(random_game(seed, 2, actions=2 + seed % 3 // 2))
        proof = EquilibriumSolver("markov-perfect", "P0", Clock(4))(game)
        if isinstance(proof, str):
            continue
        for own in cover_of(proof.equilibria).stationary:
            for who in range(2):
                value, copy = (own.payoff(game, column) for column in (who, who + 2))
                if isinstance(value, Fraction):  # what is mixed is never come to
                    assert value == copy
                    continue
                widths = []
                for level in range(4):
                    (a, b), (c, d) = value.bounds(level), copy.bounds(level)
                    assert max(a, c) <= min(b, d)
                    widths.append(d - c)
                assert widths[-1] < widths[0] / 8 or not widths[0]
                met += 1
    assert met > count / 3


@cases(6, 60)
def test_a_verdict_about_a_copy_is_that_about_the_payoff(count):
    told = set()
    for seed in range(count):
        game, asked = random_game(seed, 2), {"mover": "P0", "action": "a0", "at": "s0", "budget": 4}
        paid, copy = detect(game, **asked), detect(copied(game), measure="copy", **asked)
        if "undecided" in (paid.name, copy.name):
            continue
        assert paid.name == copy.name
        assert verify(copy.certificate).verdict == copy.name
        told.add(paid.name)
    assert told == {"present", "absent"}


def test_corners_of_three_actions():
    half, whole = exact("1/2"), (exact(0), exact(1))
    assert _corners([(half, half)]) == [()]
    assert set(_corners([whole, whole, (exact(0), half)])) == {
        (1, 0, 0),
        (0, 1, 0),
        (half, 0, half),
        (0, half, half),
    }
