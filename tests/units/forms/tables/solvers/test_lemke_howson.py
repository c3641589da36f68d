"""The path of Lemke and Howson: followed in integers and in floating point, confirmed, cut short, refused."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import strategies as st
from witnesses.games import tables, wide
from witnesses.kernels import always_compiled, never_compiled, patient
from witnesses.sampling import always, cases, seen

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.two_player_proofs import best_response_constraints
from gametheory_paradox.forms.tables.solvers import complementary_path
from gametheory_paradox.forms.tables.solvers import lemke_howson as module
from gametheory_paradox.forms.tables.solvers.complementary_path import Basis, exact_path, proposed_path
from gametheory_paradox.forms.tables.solvers.lemke_howson import (
    best_response_sides,
    lemke_howson,
    lemke_howson_from_every_action,
    lemke_howson_of_matrices,
)
from gametheory_paradox.kernels.compiled import PATHS

ANY = st.one_of(tables(rows=st.integers(1, 3), columns=st.integers(1, 3)), tables(wide))
NEVER = Clock(None)


def random_game(rows, columns, seed, low=-99, high=99):
    draw = np.random.default_rng(seed)
    cells = draw.integers(low, high + 1, (rows * columns, 2)).tolist()
    actions = tuple(tuple(f"{kind}{n}" for n in range(size)) for kind, size in (("r", rows), ("c", columns)))
    return NormalForm(("R", "C"), actions, tuple(tuple(map(Fraction, cell)) for cell in cells))


@pytest.fixture(params=["integers", "floating point"])
def arithmetic(request, monkeypatch):
    """Which arithmetic follows the path first."""
    if request.param == "integers":
        never_compiled(monkeypatch, PATHS)
    else:
        assert PATHS.load() is not None
    return request.param


@cases(30, 3000)
def test_both_arithmetics_end_at_the_same_bases(count):
    @always(count, ANY, st.data())
    def law(game, data):
        sides, label = best_response_sides(game), data.draw(st.integers(0, sum(game.shape) - 1))
        same_bases(sides, label)


def same_bases(sides, label):
    proposed, exact = proposed_path(sides, label, NEVER), exact_path(sides, label, NEVER)
    assert [basis[:2] for basis in proposed] == [basis[:2] for basis in exact]


@pytest.mark.parametrize("size", [5, 8, 12])
@pytest.mark.parametrize("high", [1, 9, 999])
def test_both_arithmetics_end_at_the_same_bases_in_larger_games(size, high):
    for seed in range(3):
        sides = best_response_sides(random_game(size, size + 2, seed, -high, high))
        for label in (0, size - 1, size, 2 * size + 1):
            same_bases(sides, label)


def shown(side, basis):
    """The mixture at a basis as compiled integers have confirmed it, and as Python's integers do."""
    plain = module._solved(side, basis)
    ours = basis.numerators
    return None if ours is None else [Fraction(n, sum(ours)) for n in ours], [
        Fraction(n, sum(plain)) for n in plain
    ]


@cases(30, 2000)
def test_what_compiled_integers_confirm_is_what_integers_give(count):
    @always(count, ANY, st.data())
    def law(game, data):
        sides, label = best_response_sides(game), data.draw(st.integers(0, sum(game.shape) - 1))
        for side, basis in zip(sides, proposed_path(sides, label, NEVER), strict=True):
            ours, plain = shown(side, basis)
            assert ours == plain


@pytest.mark.parametrize(("high", "confirmed"), [(1, True), (999, True), (10**12, True), (10**17, False)])
def test_beyond_the_compiled_integers_those_of_python_confirm(high, confirmed):
    sides = best_response_sides(random_game(12, 12, 1, -high, high))
    bases = proposed_path(sides, 0, NEVER)
    assert all(len(basis.positive) > 4 or high == 1 for basis in bases)
    for side, basis in zip(sides, bases, strict=True):
        ours, plain = shown(side, basis)
        assert ours == (plain if confirmed else None)


def test_compiled_integers_confirm_nothing_else():
    """The path is of one game; what is asked in integers at its end, of one that pays some actions more."""
    kernel, outcomes = PATHS.load(), Counter()
    for seed in range(200):
        draw = np.random.default_rng(seed)
        # In one piece, as the solver hands them over: compiled code for other layouts would be made anew.
        sides = list(map(np.ascontiguousarray, best_response_sides(random_game(4, 5, seed, -9, 9))))
        more = [
            side + draw.integers(0, 30, side.shape) * (draw.random(side.shape) < 0.2) * (side > 0)
            for side in sides
        ]
        state, pivots = kernel.memory(4, 5), 0
        while (
            kernel.follow(*sides, complementary_path._perturbations(5, 4), state.words, 0, 1) == kernel.PAUSED
        ):
            pivots += 1

        state = kernel.memory(4, 5)
        if pivots:
            kernel.follow(*sides, complementary_path._perturbations(5, 4), state.words, 0, pivots)
        status = kernel.follow(*more, complementary_path._perturbations(5, 4), state.words, 0, 1)
        bases = [Basis(*map(tuple, state.corner(number)[:2])) for number in (0, 1)]
        assert status == (kernel.CONFIRMED if all(map(holds, more, bases)) else kernel.DONE)
        outcomes[status] += 1
    assert min(outcomes[kernel.CONFIRMED], outcomes[kernel.DONE]) >= 20


def holds(side, basis):
    try:
        module._solved(side, basis)
    except module._NotAnEquilibrium:
        return False
    return True


@pytest.mark.usefixtures("arithmetic")
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


@pytest.mark.usefixtures("arithmetic")
@pytest.mark.parametrize("most", [n + by for n in (1 << 60, 1 << 61) for by in (-1, 0, 1)])
def test_payoffs_may_be_as_long_as_words_and_longer(most):
    first, second = ([[most, -most], [-most, most - 1]], [[-most, most], [most - 2, -most]])
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], first, second)
    (profile,) = lemke_howson(game, NEVER)
    assert is_nash(game, profile)
    if most < 1 << 61:
        found = lemke_howson_of_matrices(np.array(first), np.array(second), NEVER)
        assert found == profile.probabilities


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
def test_a_wrong_proposal_is_found_out(monkeypatch, proposal):
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    always_compiled(monkeypatch, PATHS)
    monkeypatch.setattr(module, "proposed_path", lambda *_: proposal)
    for start, end in ((("R", "a"), [0, 0]), (("R", "b"), [1, 1])):
        (profile,) = lemke_howson(game, NEVER, start=start)
        assert [odds.index(1) for odds in profile.probabilities] == end


def test_without_a_compiler_integers_do():
    game = random_game(5, 5, 2)
    expected = lemke_howson(game, NEVER).profiles
    with pytest.MonkeyPatch.context() as patch:
        never_compiled(patch, PATHS)
        assert lemke_howson(game, NEVER).profiles == expected


def test_when_loading_would_cost_more_than_the_budget_integers_go_on(monkeypatch):
    patient(monkeypatch, PATHS)
    monkeypatch.setattr(type(PATHS), "load", lambda kernel: pytest.fail("the compiler was asked"))
    assert len(lemke_howson(random_game(5, 5, 2), Clock(1.0))) == 1


@pytest.mark.slow
def test_the_path_in_integers_goes_first_until_it_has_cost_as_much_as_loading(monkeypatch):
    patient(monkeypatch, PATHS)
    game = random_game(40, 40, 1)
    while PATHS.code is None:
        spent = PATHS.spent
        assert is_nash(game, lemke_howson(game, NEVER)[0])
        assert spent < PATHS.spent or PATHS.code is not None  # what is loaded took the path alone
        assert spent < PATHS.compiling


def test_a_spent_budget_is_an_answer(arithmetic):
    game = random_game(60, 60, 2, -9, 9)
    found = (
        lemke_howson(game, Clock(0.0))
        if arithmetic == "integers"
        else lemke_howson_from_every_action(game, Clock(0.0))
    )
    assert found.completeness.status in ("budget", "partial")
    if arithmetic == "integers":
        assert (len(found), found.completeness.why) == (0, "the budget ended before the path did")


@cases(33, 600)
def test_matrices_give_what_the_game_gives(count):
    @always(count, ANY, st.data())
    def law(game, data):
        label = data.draw(st.integers(0, sum(game.shape) - 1))
        player, action = [
            (p, a) for p, actions in zip(game.players, game.actions, strict=True) for a in actions
        ][label]
        arrays = (np.array([[int(u) for u in row] for row in game.matrix(p)]) for p in game.players)
        found = lemke_howson_of_matrices(*arrays, NEVER, start=label)
        assert found == lemke_howson(game, NEVER, start=(player, action))[0].probabilities


@pytest.mark.usefixtures("arithmetic")
@pytest.mark.parametrize("kind", ["int8", "uint8", "uint64"])
def test_short_and_unsigned_matrices_are_taken_as_they_are(kind):
    draw = np.random.default_rng(3)
    low, high = np.iinfo(kind).min if kind == "int8" else 0, min(np.iinfo(kind).max, 255)
    first, second = (draw.integers(low, high, (6, 5), dtype=kind, endpoint=True) for _ in "ab")
    expected = lemke_howson_of_matrices(first.astype(int), second.astype(int), NEVER)
    assert lemke_howson_of_matrices(first, second, NEVER) == expected
    assert lemke_howson_of_matrices(first[::-1], second[::-1], NEVER) == lemke_howson_of_matrices(
        first[::-1].astype(int), second[::-1].astype(int), NEVER
    )


@pytest.mark.usefixtures("arithmetic")
@pytest.mark.parametrize("number", [np.uint64(1 << 63), np.int64(-(1 << 61))])
def test_too_large_entries_are_refused_by_either_arithmetic(number):
    with pytest.raises(InvalidGame, match="2⁶¹ or more"):
        lemke_howson_of_matrices(np.array([[number, 0]], number.dtype), np.ones((1, 2), int), NEVER)


@pytest.mark.parametrize(
    ("first", "second", "start", "said"),
    [
        (np.ones((2, 2), int), np.ones((2, 3), int), 0, r"the same shape, got \(2, 2\) and \(2, 3\)"),
        (np.ones(2, int), np.ones(2, int), 0, "the same shape"),
        (np.ones((0, 2), int), np.ones((0, 2), int), 0, "the same shape"),
        (np.ones((2, 2)), np.ones((2, 2), int), 0, "matrices of integers, got float64 and int64"),
        (np.full((1, 1), 1 << 61), np.ones((1, 1), int), 0, "2⁶¹ or more"),
        (np.ones((2, 2), int), np.ones((2, 2), int), 4, "a label from 0 to 3, got 4"),
    ],
)
def test_matrices_that_are_no_game_are_refused(first, second, start, said):
    with pytest.raises(InvalidGame, match=said):
        lemke_howson_of_matrices(first, second, NEVER, start=start)


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
