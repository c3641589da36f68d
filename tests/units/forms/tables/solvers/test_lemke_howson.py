"""The path of Lemke and Howson: followed in integers, proposed by floats, confirmed, cut short, refused."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import strategies as st
from witnesses.games import tables, wide
from witnesses.sampling import always, cases, seen

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.two_player_proofs import best_response_constraints
from gametheory_paradox.forms.tables.solvers import lemke_howson as module
from gametheory_paradox.forms.tables.solvers.complementary_path import Basis, exact_path, proposed_path
from gametheory_paradox.forms.tables.solvers.lemke_howson import (
    best_response_sides,
    lemke_howson,
    lemke_howson_from_every_action,
)

ANY = st.one_of(tables(rows=st.integers(1, 3), columns=st.integers(1, 3)), tables(wide))
NEVER = Clock(None)


def random_game(rows, columns, seed, low=-99, high=99):
    draw = np.random.default_rng(seed)
    cells = draw.integers(low, high + 1, (rows * columns, 2)).tolist()
    actions = tuple(tuple(f"{kind}{n}" for n in range(size)) for kind, size in (("r", rows), ("c", columns)))
    return NormalForm(("R", "C"), actions, tuple(tuple(map(Fraction, cell)) for cell in cells))


@pytest.fixture
def quantecon():
    return pytest.importorskip("quantecon.game_theory")


@pytest.fixture
def at_once(monkeypatch):
    """QuantEcon is asked before integers have found anything."""
    monkeypatch.setattr(module, "can_propose", lambda: True)
    monkeypatch.setattr(module, "PATIENCE", (0.0, 0.0))


@pytest.mark.usefixtures("quantecon")
@pytest.mark.parametrize("size", [2, 5, 8, 12])
def test_both_arithmetics_end_at_the_same_bases(size):
    for seed in range(5):
        sides = best_response_sides(random_game(size, size + 2, seed, -999, 999))
        for label in (0, size - 1, size, 2 * size + 1):
            assert proposed_path(sides, label) == exact_path(sides, label, NEVER)


@pytest.mark.usefixtures("quantecon", "at_once")
@cases(20, 500)
def test_whatever_floats_propose_the_end_is_an_equilibrium(count):
    @always(count, ANY)
    def law(game):
        assert is_nash(game, lemke_howson(game, NEVER)[0])


@pytest.mark.usefixtures("at_once")
def test_a_right_proposal_is_taken(monkeypatch):
    game, asked = random_game(6, 6, 5), []

    def proposed(sides, label):
        asked.append(label)
        return exact_path(sides, label, NEVER)

    expected = module._in_integers(best_response_sides(game), 3, NEVER)
    monkeypatch.setattr(module, "proposed_path", proposed)
    monkeypatch.setattr(module, "_in_integers", only_cut_short)
    assert lemke_howson(game, NEVER, start=("R", "r3"))[0].probabilities == expected
    assert asked == [3]


def only_cut_short(sides, label, clock):
    clock.check()
    pytest.fail("integers follow the path to its end")


def test_quick_paths_ask_for_no_proposal(monkeypatch):
    monkeypatch.setattr(module, "can_propose", lambda: True)
    monkeypatch.setattr(module, "proposed_path", lambda *_: pytest.fail("QuantEcon was asked"))
    assert len(lemke_howson(random_game(5, 5, 2), NEVER)) == 1


@cases(11, 1500)
def test_every_path_ends_at_an_equilibrium(count):
    @always(count, ANY)
    def law(game):
        for player, actions in zip(game.players, game.actions, strict=True):
            for action in actions:
                found = lemke_howson(game, NEVER, start=(player, action))
                assert len(found) == 1
                assert is_nash(game, found[0])
                assert found.completeness.status == "partial"
                assert f"{player}'s {action}" in found.completeness.why


@cases(28, 1500)
def test_paths_from_every_action_find_each_end_once(count):
    @always(count, ANY)
    def law(game):
        ends = [
            lemke_howson(game, NEVER, start=(player, action))[0]
            for player, actions in zip(game.players, game.actions, strict=True)
            for action in actions
        ]
        together = lemke_howson_from_every_action(game, NEVER)
        assert list(together) == list(dict.fromkeys(ends))
        assert together.completeness.status == "partial"


@pytest.mark.slow
def test_different_actions_often_lead_to_different_equilibria():
    @seen(150, ANY)
    def ends(game):
        return len(lemke_howson_from_every_action(game, NEVER)) > 1

    assert ends[True] >= 5


def test_dominance_solvable_or_not_the_default_start_is_the_first_action():
    game = random_game(4, 4, 1)
    assert (
        solve(game, method="lemke_howson").profiles == lemke_howson(game, NEVER, start=("R", "r0")).profiles
    )
    assert solve(game, method="lemke_howson").method == "lemke_howson"


@cases(28, 500)
def test_the_sides_are_those_of_the_claim(count):
    @always(count, ANY)
    def law(game):
        game = game.map(lambda payoff: payoff / 6 + Fraction(1, 35))
        assert [side.tolist() for side in best_response_sides(game)] == [
            best_response_constraints(game, who) for who in (0, 1)
        ]


@pytest.mark.parametrize("size", [50, 100])
def test_large_games_end_at_equilibria(size):
    game = random_game(size, size, 3)
    (profile,) = lemke_howson(game, NEVER, start=("C", f"c{size - 1}"))
    assert is_nash(game, profile)


@pytest.mark.slow
@pytest.mark.usefixtures("quantecon")
def test_a_game_with_two_hundred_actions_each():
    game = random_game(200, 200, 4)
    (profile,) = lemke_howson(game, NEVER)
    first, second = ([list(row) for row in game.matrix(player)] for player in game.players)
    x, y = profile.probabilities
    against_y = [sum(a * p for a, p in zip(row, y, strict=True) if p) for row in first]
    against_x = [
        sum(b * p for b, p in zip(column, x, strict=True) if p) for column in zip(*second, strict=True)
    ]
    for odds, worth in ((x, against_y), (y, against_x)):
        assert {payoff for p, payoff in zip(odds, worth, strict=True) if p} == {max(worth)}


def test_payoffs_beyond_machine_integers():
    game = random_game(6, 6, 5).map(lambda payoff: payoff * 10**40 + 10**60)
    assert is_nash(game, lemke_howson(game, NEVER)[0])
    assert lemke_howson(game, NEVER).profiles == lemke_howson(random_game(6, 6, 5), NEVER).profiles


@pytest.mark.parametrize("most", [n + by for n in (1 << 60, 1 << 61) for by in (-1, 0, 1)])
def test_payoffs_may_be_as_long_as_words_and_longer(most):
    first, second = ([[most, -most], [-most, most - 1]], [[-most, most], [most - 2, -most]])
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], first, second)
    (profile,) = lemke_howson(game, NEVER)
    assert is_nash(game, profile)


@pytest.mark.parametrize(
    "proposal",
    [
        None,
        (Basis((), ()), Basis((), ())),
        (Basis((0, 1), (0, 1)), Basis((0,), (0,))),
        (Basis((1,), (0,)), Basis((1,), (0,))),
        (Basis((0, 1), (0, 0)), Basis((0, 1), (0, 1))),
    ],
    ids=["none", "origin", "not complementary", "not feasible", "singular"],
)
@pytest.mark.usefixtures("at_once")
def test_a_wrong_proposal_is_found_out(monkeypatch, proposal):
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    monkeypatch.setattr(module, "proposed_path", lambda *_: proposal)
    for start, end in ((("R", "a"), [0, 0]), (("R", "b"), [1, 1])):
        (profile,) = lemke_howson(game, NEVER, start=start)
        assert [odds.index(1) for odds in profile.probabilities] == end


def test_a_spent_budget_is_an_answer():
    game = random_game(60, 60, 2, -9, 9)
    found = lemke_howson(game, Clock(0.0))
    assert (len(found), found.completeness.status) == (0, "budget")
    assert found.completeness.why == "the budget ended before the path did"
    assert lemke_howson_from_every_action(game, Clock(0.0)).completeness.status == "budget"


def test_one_action_each():
    game = NormalForm.from_tables(["R", "C"], [["a"], ["c"]], [[7]], [[-3]])
    assert lemke_howson(game, NEVER).payoffs == ((7, -3),)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (("X", "a"), "'X' is not a player; there are R, C"),
        (("R", "z"), "'z' is not an action of R; there are"),
    ],
)
def test_an_unknown_start_is_refused(start, said):
    with pytest.raises(InvalidGame, match=said):
        lemke_howson(random_game(2, 2, 1), NEVER, start=start)


def test_it_is_for_two_players():
    game = NormalForm.from_tables(["A"], [["x"]], [0])
    with pytest.raises(InvalidGame, match="needs two players, this game has 1"):
        lemke_howson(game, NEVER)


def test_results_show_themselves():
    found = lemke_howson(random_game(3, 3, 1), NEVER)
    assert "partial: the equilibrium at the end of the path from R's r0" in str(found)
    assert replace(found, profiles=()).payoffs == ()
