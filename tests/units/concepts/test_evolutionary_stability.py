"""Evolutionarily stable strategies of games from the textbook, and the test of strict copositivity."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.sampling import always, cases, seen

from gametheory_paradox.concepts import evolutionarily_stable
from gametheory_paradox.concepts.evolutionary_stability import is_strictly_copositive
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm

HALF = Fraction(1, 2)


def symmetric(matrix):
    names = [f"s{n}" for n in range(len(matrix))]
    return NormalForm.from_tables(["R", "C"], [names, names], matrix, list(zip(*matrix, strict=True)))


def mixtures(matrix):
    return [found.mixture for found in evolutionarily_stable(symmetric(matrix)).strategies]


@pytest.mark.parametrize(
    ("matrix", "stable"),
    [
        ([[-1, 4], [0, 2]], [(Fraction(2, 3), Fraction(1, 3))]),  # hawk and dove
        ([[4, 0], [3, 2]], [(1, 0), (0, 1)]),  # stag hunt: both strict, the mixture is not stable
        ([[2, 0], [3, 1]], [(0, 1)]),  # prisoner's dilemma
        ([[0, 0], [0, 0]], []),  # all alike
        ([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], []),  # stone, scissors, paper
        ([[0, -1, 2], [2, 0, -1], [-1, 2, 0]], [(Fraction(1, 3),) * 3]),  # the same, winning more than losing
        ([[0, -2, 1], [1, 0, -2], [-2, 1, 0]], []),  # and less
        ([[1, 1], [1, 0]], [(1, 0)]),  # another best response, but it does worse against itself
        ([[1, 1], [1, 1]], []),
        ([[1, 1], [1, 2]], [(0, 1)]),
    ],
)
def test_known_games(matrix, stable):
    assert mixtures(matrix) == stable


def test_further_best_responses_are_told():
    (found,) = evolutionarily_stable(symmetric([[1, 1], [1, 0]])).strategies
    assert (found.support, found.best_responses) == ((0,), (0, 1))
    assert "1  s0        s1" in str(evolutionarily_stable(symmetric([[1, 1], [1, 0]])))


def test_two_further_best_responses_may_invade_together_where_neither_can_alone():
    # Each of s1 and s2 does worse against itself than s0 does, but the two do well against each other.
    alone, together = [[1, 1, 1], [1, 0, 0], [1, 0, 0]], [[1, 1, 1], [1, 0, 3], [1, 3, 0]]
    assert mixtures(alone) == [(1, 0, 0)]
    assert (1, 0, 0) not in mixtures(together)
    assert mixtures(together) == [(0, HALF, HALF)]


def test_a_mixture_with_a_further_best_response():
    # s0 and s1 balance; against them s2 does as well, and what it does among the three decides.
    assert mixtures([[0, 2, 0], [2, 0, 0], [1, 1, -1]]) == [(HALF, HALF, 0)]
    assert (HALF, HALF, 0) not in mixtures([[0, 2, 0], [2, 0, 0], [1, 1, 3]])


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        ([[1]], True),
        ([[0]], False),
        ([[1, -1], [-1, 2]], True),
        ([[1, -2], [-2, 3]], False),
        ([[1, 5], [5, 1]], True),  # not positive definite, but positive where no entry is negative
        ([[1, -1, -1], [-1, 1, 5], [-1, 5, 1]], False),
        ([], True),
    ],
)
def test_strict_copositivity(matrix, expected):
    assert is_strictly_copositive([[Fraction(entry) for entry in row] for row in matrix]) == expected


SYMMETRIC = st.lists(st.integers(-3, 3), min_size=6, max_size=6).map(
    lambda x: [[2 + x[0], x[1], x[2]], [x[1], 2 + x[3], x[4]], [x[2], x[4], 2 + x[5]]]
)
GRID = [z for z in product(range(13), repeat=3) if any(z)]


@cases(22, 2000)
def test_no_direction_on_a_grid_contradicts_copositivity(count):
    @always(count, SYMMETRIC)
    def law(matrix):
        least = min(sum(matrix[i][j] * z[i] * z[j] for i in range(3) for j in range(3)) for z in GRID)
        if is_strictly_copositive([list(map(Fraction, row)) for row in matrix]):
            assert least > 0


@pytest.mark.slow
def test_copositivity_is_denied_for_a_reason_mostly_seen_on_the_grid():
    @seen(300, SYMMETRIC)
    def found(matrix):
        least = min(sum(matrix[i][j] * z[i] * z[j] for i in range(3) for j in range(3)) for z in GRID)
        return is_strictly_copositive([list(map(Fraction, row)) for row in matrix]), least > 0

    assert found[False, True] <= 3
    assert min(found[True, True], found[False, False]) >= 20


@pytest.mark.parametrize(
    ("game", "said"),
    [
        (
            NormalForm.from_tables(["R", "C"], [["a"], ["x", "y"]], [[0, 0]], [[0, 0]]),
            "the players have 1 and 2 actions",
        ),
        (
            NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[0, 1], [2, 3]], [[0, 1], [2, 3]]),
            "R gets 1 at a, b, but C 2 at b, a",
        ),
    ],
)
def test_the_game_must_be_symmetric(game, said):
    with pytest.raises(InvalidGame, match=said):
        evolutionarily_stable(game)


def test_the_number_of_actions_is_limited():
    with pytest.raises(Unsupported, match="up to 14 actions, this game has 15"):
        evolutionarily_stable(symmetric([[0] * 15] * 15))
