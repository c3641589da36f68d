"""Paths from a belief: every corner is an equilibrium of the game in between, the end one of the game."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.games import narrow, tables, wide
from witnesses.sampling import always, cases, seen

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.solvers.lemke import lemke, traced_path


def mixtures(size):
    weights = st.lists(st.integers(0, 4), min_size=size, max_size=size).filter(any)
    return weights.map(lambda w: tuple(Fraction(x, sum(w)) for x in w))


@st.composite
def beliefs(draw, payoffs):
    game = draw(payoffs)
    return game, Profile(game.information_sets, tuple(draw(mixtures(size)) for size in game.shape))


GAMES = st.one_of(tables(rows=st.integers(1, 3), columns=st.integers(1, 3)), tables(wide), tables(narrow))


@cases(17, 3000)
def test_the_end_is_an_equilibrium(count):
    @always(count, beliefs(GAMES))
    def law(case):
        game, prior = case
        path = traced_path(game, prior, Clock(None))
        assert is_nash(game, path.end)
        assert path.steps[0] == (1, prior)
        assert path.steps[-1] == (0, path.end)


@cases(22, 2000)
def test_at_every_corner_all_that_is_added_to_the_prior_is_a_best_response(count):
    @always(count, beliefs(GAMES))
    def law(case):
        game, prior = case
        for weight, expected in traced_path(game, prior, Clock(None)).steps:
            for who, player in enumerate(game.players):
                matrix = game.matrix(player)
                rows = matrix if who == 0 else list(zip(*matrix, strict=True))
                other = expected.probabilities[1 - who]
                worth = [sum(a * p for a, p in zip(row, other, strict=True)) for row in rows]
                for payoff, p, belief in zip(
                    worth, expected.probabilities[who], prior.probabilities[who], strict=True
                ):
                    assert p >= weight * belief
                    assert p == weight * belief or payoff == max(worth)


@cases(28, 1000)
def test_from_an_equilibrium_that_is_strict_the_path_leads_back_to_it(count):
    @always(count, GAMES)
    def law(game):
        for i in range(game.shape[0]):
            for j in range(game.shape[1]):
                here = Profile.pure(game.information_sets, [i, j])
                first, second = game.matrix(game.players[0]), game.matrix(game.players[1])
                others = (
                    [first[r][j] for r in range(game.shape[0]) if r != i],
                    [second[i][c] for c in range(game.shape[1]) if c != j],
                )
                if all(first[i][j] > x for x in others[0]) and all(second[i][j] > x for x in others[1]):
                    assert traced_path(game, here, Clock(None)).end == here


@pytest.mark.slow
def test_ties_on_the_path_are_told():
    @seen(200, beliefs(GAMES))
    def unique(case):
        return traced_path(*case, Clock(None)).unique

    assert min(unique[True], unique[False]) >= 30


def test_a_mixed_end():
    # Matching pennies: from whatever belief, the path ends where both are indifferent.
    game = NormalForm.from_tables(
        ["R", "C"], [["h", "t"], ["h", "t"]], [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]
    )
    prior = Profile(
        game.information_sets, ((Fraction(1, 5), Fraction(4, 5)), (Fraction(2, 3), Fraction(1, 3)))
    )
    path = traced_path(game, prior, Clock(None))
    assert path.end.probabilities == ((Fraction(1, 2),) * 2,) * 2
    assert len(path.steps) > 3


def test_a_spent_budget_ends_it():
    game = NormalForm.from_tables(
        ["R", "C"], [["h", "t"], ["h", "t"]], [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]
    )
    with pytest.raises(OutOfTime):
        traced_path(game, Profile.pure(game.information_sets, [0, 0]), Clock(0))


def test_it_is_for_two_players():
    game = NormalForm.from_tables(["A", "B", "C"], [["x"], ["x"], ["x"]], [[[0]]], [[[0]]], [[[0]]])
    with pytest.raises(InvalidGame, match="two-player"):
        traced_path(game, Profile.pure(game.information_sets, [0, 0, 0]), Clock(None))


@cases(17, 1000)
def test_as_a_method_it_lists_the_end_of_the_path(count):
    @always(count, beliefs(GAMES))
    def law(case):
        game, prior = case
        found = lemke(game, Clock(None), prior=prior)
        assert found.profiles == (traced_path(game, prior, Clock(None)).end,)
        assert found.completeness.status == "partial"
        assert "from the prior" in found.completeness.why


def test_the_method_begins_with_equal_probabilities_unless_told():
    game = NormalForm.from_tables(["R", "C"], [["s", "h"], ["s", "h"]], [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    half = Profile(game.information_sets, ((Fraction(1, 2),) * 2,) * 2)
    found = solve(game, method="lemke")
    assert found.profiles == lemke(game, Clock(None), prior=half).profiles
    assert (found.method, found.completeness.status) == ("lemke", "partial")
    assert "equal probabilities" in found.completeness.why


def test_the_method_says_when_its_budget_ended():
    game = NormalForm.from_tables(["R", "C"], [["h", "t"]] * 2, [[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    found = lemke(game, Clock(0))
    assert (found.profiles, found.completeness.status) == ((), "budget")
