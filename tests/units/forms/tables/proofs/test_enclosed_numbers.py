"""Numbers in bounds that narrow: when they are compared, when they are equal, and when neither shows."""

from fractions import Fraction
from itertools import product
from math import isqrt

import pytest
from witnesses.many_players import first_probability, point_of, root_of_one_half

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.equilibrium_set import number_to_data
from gametheory_paradox.forms.tables.proofs import isolation
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import (
    EnclosedNumber,
    Term,
    close_fraction,
    number_of,
    sign,
)
from gametheory_paradox.forms.tables.proofs.isolation import narrowed
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell

DIGITS = 10**40
ROOT = Fraction(isqrt(DIGITS**2 // 2), DIGITS)  # √½, cut off after forty digits


def renamed(game, players, actions):
    """The table with its players in another order and the actions of each in another order."""
    cells = []
    shape = [game.shape[who] for who in players]
    for cell in product(*map(range, shape)):
        old = [0] * len(players)
        for place, who in enumerate(players):
            old[who] = actions[who][cell[place]]
        paid = game.cell(old)
        cells.append(tuple(paid[who] for who in players))
    names = tuple(game.players[who] for who in players)
    labels = tuple(tuple(game.actions[who][a] for a in actions[who]) for who in players)
    return NormalForm(names, labels, tuple(cells))


def test_a_comparison_is_settled_however_near_the_numbers_are():
    root = first_probability(point_of(root_of_one_half()), 0)
    assert isinstance(root, EnclosedNumber)
    assert ROOT < root < ROOT + Fraction(1, DIGITS)
    assert root > ROOT
    assert root >= ROOT
    assert ROOT <= root <= 1
    assert root != ROOT
    assert -root < -ROOT
    assert sign(root - ROOT) == 1 == -sign(ROOT - root)
    low, high = root.bounds()
    assert low < ROOT < high  # the box alone does not settle it
    assert abs(close_fraction(root) - ROOT) < Fraction(1, 1 << 60)
    assert float(root) == float(ROOT)
    assert str(root) == "≈0.707107"


def test_polynomials_that_are_one_cancel():
    point = point_of(root_of_one_half())
    root = first_probability(point, 0)
    rest = number_of([Term(point, tuple(Fraction(cell[0] == 1) for cell in product((0, 1), repeat=3)))])
    assert root + rest == 1
    assert isinstance(root + rest, Fraction)
    assert root - root == 0
    assert (root - 3) - (root + 2) == -5
    assert 3 - root - (4 - root) == -1


def test_a_number_that_no_bounds_tell_from_another_is_refused():
    # √½ of the first player and √½ of the second are one number, which no polynomial shows.
    point = point_of(root_of_one_half())
    first, second = first_probability(point, 0), first_probability(point, 1)
    with pytest.raises(CertificateRejected, match="are not settled"):
        _ = first < second
    with pytest.raises(CertificateRejected, match="are not settled"):
        _ = first == second


def test_one_solution_in_two_games_is_one():
    game = root_of_one_half()
    doubled = NormalForm(game.players, game.actions, tuple((2 * a, b, c + 5) for a, b, c in game.payoffs))
    one, other = point_of(game), point_of(doubled)
    assert one.named_as(other) == tuple(range(8))  # payoffs in other units: the same equations
    assert first_probability(one, 0) - first_probability(other, 0) == 0
    another = point_of(root_of_one_half(bonus=Fraction(1, 10)))
    assert one.named_as(another) is None
    assert first_probability(one, 0) > first_probability(another, 0)


@pytest.mark.parametrize("players", [(1, 2, 0), (2, 0, 1), (0, 1, 2)])
@pytest.mark.parametrize("turned", [(), (0,), (1, 2)])
def test_a_solution_under_other_names_is_the_same(players, turned):
    game = root_of_one_half()
    actions = [(1, 0) if who in turned else (0, 1) for who in range(3)]
    other = point_of(renamed(game, players, actions))
    one = point_of(game)
    for who in range(3):
        place, first = players.index(who), actions[who].index(0)
        theirs = [Fraction(cell[place] == first) for cell in product((0, 1), repeat=3)]
        assert first_probability(one, who) - number_of([Term(other, tuple(theirs))]) == 0


def test_as_data_bounds_in_decimals_rounded_outwards():
    root = first_probability(point_of(root_of_one_half()), 0)
    written = number_to_data(root)
    low, high = Fraction(written["lower"]), Fraction(written["upper"])
    least, most = root.bounds()
    assert low <= least < most <= high
    assert high - low <= (most - least) * Fraction(6, 5)
    gap = root - (ROOT - Fraction(1, 10**25))
    bounds = number_to_data(gap, signed=True)
    assert 0 < Fraction(bounds["lower"]) < Fraction(1, 10**25) < Fraction(bounds["upper"])
    assert Fraction(number_to_data(gap)["lower"]) < 0
    assert number_to_data(Fraction(1, 3)) == "1/3"


def test_a_box_is_narrowed_around_its_solution():
    game = root_of_one_half()
    whole, box = Cell.whole(game), point_of(game).box
    for _ in range(6):
        smaller = narrowed(whole, box)
        assert 0 < 2**8 * smaller.radius < box.radius
        for who in range(3):
            low, high, total = smaller.reach(who, 0)
            assert low**2 * 2 < total**2 < high**2 * 2
        box = smaller


def test_a_box_cannot_be_narrowed_without_end(monkeypatch):
    monkeypatch.setattr(isolation, "MOST_BITS", 500)
    point = point_of(root_of_one_half())
    with pytest.raises(CertificateRejected):  # at last the numbers are too long
        point.bounds(10_000)
