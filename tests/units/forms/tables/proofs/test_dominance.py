"""Iterated elimination of strictly dominated actions."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.games import tables
from witnesses.sampling import always, cases

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.proofs.two_player_proofs import (
    Elimination,
    dominates,
    only_equilibrium,
    surviving_actions,
)

ONE, HALF = Fraction(1), Fraction(1, 2)


@pytest.fixture
def dilemma():
    return NormalForm.from_tables(["A", "B"], [["c", "d"], ["c", "d"]], [[3, 0], [5, 1]], [[3, 5], [0, 1]])


@pytest.fixture
def mixed():
    """The middle row is beaten by half the top and half the bottom, by neither alone; then Bob's c by d."""
    return NormalForm.from_tables(
        ["A", "B"], [["t", "m", "b"], ["c", "d"]], [[4, 0], [1, 1], [0, 4]], [[1, 2], [9, 0], [1, 2]]
    )


def test_a_dilemma_is_solved_by_dominance(dilemma):
    steps = [Elimination(0, 0, ((1, ONE),)), Elimination(1, 0, ((1, ONE),))]
    assert surviving_actions(dilemma, steps) == [[1], [1]]
    assert surviving_actions(dilemma, []) == [[0, 1], [0, 1]]
    found = only_equilibrium(dilemma, steps)
    assert found.profiles == (Profile.pure(dilemma.information_sets, [1, 1]),)
    assert found.spanning
    assert not found.infinite
    assert is_nash(dilemma, found.profiles[0])
    assert found.payoffs("A").values == (1,)


def test_a_mixture_may_dominate(mixed):
    middle = Elimination(0, 1, ((0, HALF), (2, HALF)))
    then = Elimination(1, 0, ((1, ONE),))
    last = Elimination(0, 0, ((2, ONE),))
    assert surviving_actions(mixed, [middle, then, last]) == [[2], [1]]
    with pytest.raises(CertificateRejected, match="not strictly dominated"):
        surviving_actions(mixed, [then])  # only after the middle row is gone
    with pytest.raises(CertificateRejected, match="more than one profile survives"):
        only_equilibrium(mixed, [middle])


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (Elimination(0, 1, ((0, ONE),)), "not strictly dominated"),
        (Elimination(0, 1, ((0, Fraction(1, 8)), (2, Fraction(7, 8)))), "not strictly dominated"),
        (Elimination(0, 1, ((0, HALF), (2, Fraction(1, 3)))), "mixture is not one"),
        (Elimination(0, 1, ((0, Fraction(3, 2)), (2, -HALF))), "mixture is not one"),
        (Elimination(0, 1, ()), "mixture is not one"),
        (Elimination(0, 1, ((1, ONE),)), "mixture is not one"),
        (Elimination(0, 1, ((0, HALF), (3, HALF))), "mixture is not one"),
        (Elimination(0, 3, ((0, ONE),)), "not there"),
        (Elimination(0, -1, ((0, ONE),)), "not there"),
        (Elimination(2, 0, ((1, ONE),)), "not there"),
        (Elimination(-1, 0, ((1, ONE),)), "not there"),
    ],
)
def test_steps_that_do_not_hold_are_refused(mixed, step, message):
    with pytest.raises(CertificateRejected, match=message):
        surviving_actions(mixed, [step])


def test_nothing_is_eliminated_twice_and_nothing_mixes_what_is_gone(mixed):
    middle = Elimination(0, 1, ((0, HALF), (2, HALF)))
    with pytest.raises(CertificateRejected, match="not there"):
        surviving_actions(mixed, [middle, middle])
    with pytest.raises(CertificateRejected, match="mixture is not one"):
        surviving_actions(mixed, [middle, Elimination(0, 0, ((1, ONE),))])


def test_what_is_only_weakly_dominated_stays():
    game = NormalForm.from_tables(["A", "B"], [["t", "b"], ["c", "d"]], [[1, 1], [1, 0]], [[0, 0], [0, 0]])
    step = Elimination(0, 1, ((0, ONE),))
    assert not dominates(game, step, [[0, 1], [0, 1]])
    assert dominates(game, step, [[0, 1], [1]])
    with pytest.raises(CertificateRejected, match="not strictly dominated"):
        surviving_actions(game, [step])


@cases(42, 2000)
def test_dominance_is_a_comparison_against_every_combination_of_the_others(count):
    weights = st.sampled_from([(1, 0, 0), (1, 1, 0), (0, 1, 1), (1, 1, 1), (0, 0, 1)])

    @always(count, tables(), st.integers(0, 1), st.integers(0, 2), weights)
    def law(game, who, action, weights):
        size = game.shape[who]
        action %= size
        by = tuple((a, Fraction(w, sum(weights[:size]))) for a, w in enumerate(weights[:size]) if w)
        if not by:
            return
        own = game.matrix(game.players[who])
        lines = own if who == 0 else tuple(zip(*own, strict=True))  # one per own action
        gains = [
            sum(w * lines[a][other] for a, w in by) - lines[action][other]
            for other in range(game.shape[1 - who])
        ]
        expected = all(gain > 0 for gain in gains)
        everything = [list(range(n)) for n in game.shape]
        assert dominates(game, Elimination(who, action, by), everything) == expected
