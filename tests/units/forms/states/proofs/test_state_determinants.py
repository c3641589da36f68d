"""Gains of deviations all over a cell, by determinants: against gains at points, computed from values."""

from fractions import Fraction
from random import Random

import pytest
from witnesses.stochastic_games import ordered_game, random_game, stepwise, truel

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Profile
from gametheory_paradox.forms.states.proofs import markov_perfect as every_markov_perfect
from gametheory_paradox.forms.states.proofs.markov_perfect import StateWalk, one_shot_deviations
from gametheory_paradox.forms.states.proofs.state_cells import StateCell, StateTables
from gametheory_paradox.forms.states.proofs.state_determinants import determinants, outdone
from gametheory_paradox.models.files import read_model

NINE = Fraction(9, 10)


def games():
    """Of two and three players, patient or not, with few moves, several in a period, without discount."""
    for seed in range(6):
        yield random_game(seed, 1 + seed % 3, discount=(NINE, Fraction(999, 1000))[seed % 2])
        yield random_game(seed, 2, players=3, discount=NINE)
        yield random_game(seed, 2, actions=3, discount=NINE)
        yield ordered_game(seed, 3)
        yield stepwise(seed, 1, NINE)
    yield read_model(truel({"A": "9/10", "B": "4/5", "C": "1/2"})).at()


def cell_in(game, random):
    """A simplex of a few mixtures at each information set, in some a single one."""
    simplices = []
    for info in game.information_sets:
        vertices = set()
        for _ in range(random.randint(1, 2)):
            weights = [random.randint(0, 2) for _ in info.actions]
            weights[random.randrange(len(weights))] += 1
            vertices.add(tuple(weights))
        simplices.append(tuple(sorted(vertices)))
    return StateCell(StateTables(game), tuple(simplices), None)


def point_in(cell, random, number, action):
    """A profile of the cell, which plays an action for certain at one set."""
    mixtures = []
    for own, simplex in enumerate(cell.simplices):
        shares = [Fraction(random.randint(0, 4)) for _ in simplex]
        shares[random.randrange(len(shares))] += 1
        mixed = [
            sum(s * Fraction(v[a], sum(v)) for s, v in zip(shares, simplex, strict=True)) / sum(shares)
            for a in range(len(simplex[0]))
        ]
        pure = [Fraction(a == action) for a in range(len(mixed))]
        mixtures.append(tuple(pure if own == number else mixed))
    return Profile(cell.tables.game.information_sets, tuple(mixtures))


def gain_at(game, profile, number, action):
    """What an action gains when taken once, from the values of the profile."""
    return next(
        deviation.gain
        for deviation in one_shot_deviations(game, profile)
        if (deviation.information_set, deviation.action) == (number, action)
    )


def pairs_at(game, number):
    actions = range(len(game.information_sets[number].actions))
    return [(a, b) for a in actions for b in actions if a != b]


def test_who_outdoes_another_in_a_cell_gains_at_each_of_its_points():
    random, shown = Random(1), 0
    for game in games():
        for _ in range(4):
            cell = cell_in(game, random)
            number = random.randrange(len(game.information_sets))
            for worse, better in outdone(cell, number, pairs_at(game, number)):
                shown += 1
                for _ in range(5):
                    profile = point_in(cell, random, number, worse)
                    assert gain_at(game, profile, number, better) > 0
    assert shown > 40


def test_at_single_profiles_nothing_else_decides():
    random, told = Random(2), {True: 0, False: 0}
    for game in games():
        for _ in range(3):
            whole = cell_in(game, random)
            cell = StateCell(whole.tables, tuple(simplex[:1] for simplex in whole.simplices), None)
            number = random.randrange(len(game.information_sets))
            found = outdone(cell, number, pairs_at(game, number))
            for worse, better in pairs_at(game, number):
                profile = point_in(cell, random, number, worse)
                gains = gain_at(game, profile, number, better) > 0
                assert ((worse, better) in found) is gains
                told[gains] += 1
    assert min(told.values()) > 40


def test_pairs_are_compared_together_as_alone():
    random = Random(3)
    for game in games():
        cell = cell_in(game, random)
        for number in range(len(game.information_sets)):
            pairs = pairs_at(game, number)
            alone = [pair for pair in pairs if outdone(cell, number, [pair])]
            assert outdone(cell, number, pairs) == alone


def test_how_many_determinants_there_are():
    game = random_game(0, 3, actions=3)
    whole = StateCell(StateTables(game), StateTables(game).whole, None)
    assert determinants(whole, 0) == 9 * 9 * 3 * 3
    assert determinants(whole.face(1, 0), 0) == 9 * 9 * 2 * 2
    assert determinants(whole.face(2, 0), 0) == 6 * 9 * 3 * 3


def test_too_many_determinants_are_not_looked_at(monkeypatch):
    game = random_game(0, 2)
    walk = StateWalk(game, pure=False)
    whole = walk.stack[-1]
    monkeypatch.setattr(every_markov_perfect, "MOST_DETERMINANTS", determinants(whole, 0) - 1)
    with pytest.raises(CertificateRejected, match="determinants"):
        walk.take(whole, "d", [0, 0, 1])


def test_many_states_take_no_longer_than_elimination():
    """Of forty states, each of which leads to all; of all their minors there are a trillion."""
    game = random_game(0, 40)
    mixtures = tuple(simplex[:1] for simplex in StateTables(game).whole)
    cell = StateCell(StateTables(game), mixtures, None)
    profile = point_in(cell, Random(0), 0, 0)
    assert (outdone(cell, 0, [(0, 1)]) == [(0, 1)]) is (gain_at(game, profile, 0, 1) > 0)
