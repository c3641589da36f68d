"""Support pair by support pair: complete on nondegenerate games, honest on the others."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import Table, meeting_points
from witnesses.games import either, table, tables, wide
from witnesses.sampling import always, ordinarily, seen

from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve


def find(game):
    return solve(game, method="support_enumeration")


def test_three_equilibria_one_of_them_mixed():
    game = NormalForm.from_tables(["R", "C"], [["x", "y"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    found = find(game)
    assert (found.method, found.completeness.status, found.proof) == (
        "support_enumeration",
        "proved",
        {"kind": "supports"},
    )
    odds = {tuple(p.probabilities[0]) + tuple(p.probabilities[1]) for p in found}
    thirds = (Fraction(2, 3), Fraction(1, 3), Fraction(1, 3), Fraction(2, 3))
    assert odds == {(1, 0, 1, 0), (0, 1, 0, 1), thirds}
    assert found.components == ((0,), (1,), (2,))
    assert check_proof(game, "nash", "R", found.proof).profiles == found.profiles


def test_only_mixed():
    found = find(NormalForm.from_tables(["R", "C"], [["h", "t"]] * 2, [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]))
    assert [set(p.probabilities) for p in found] == [{(Fraction(1, 2), Fraction(1, 2))}]
    assert found.completeness.status == "proved"


def test_unequal_numbers_of_actions():
    game = NormalForm.from_tables(
        ["R", "C"], [["a", "b"], ["x", "y", "z"]], [[3, 0, 1], [0, 3, 2]], [[0, 3, 2], [3, 0, 2]]
    )
    found = find(game)
    assert found.completeness.status == "proved"
    assert set(found.profiles) == set(solve(game, method="vertex_enumeration").profiles)


def test_a_degenerate_game_is_partial_and_what_is_listed_is_right():
    game = NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[1, 1], [1, 0]], [[1, 1], [1, 0]])
    found = find(game)
    assert (found.completeness.status, found.proof) == ("partial", None)
    assert (
        found.completeness.why
        == "the game is degenerate: equilibria with supports of unequal size were not examined"
    )
    assert all(is_nash(game, profile) for profile in found)


def is_degenerate(game):
    """Whether some mixture has more best answers than its support: then one where equations meet has."""
    both = Table.of(game)
    sides = both.row, list(zip(*both.column, strict=True))
    return any(len(best) > len(support) for side in sides for _, support, best in meeting_points(side))


NEVER_BEST = [
    # Rows b and c give the same everywhere, but a gives more.
    NormalForm.from_tables(
        ["R", "C"], [["a", "b", "c"], ["x", "y"]], [[5, 4], [1, 0], [1, 0]], [[1, 0], [0, 1], [0, 1]]
    ),
    # Rows that are multiples of one another; the largest is best.
    NormalForm.from_tables(
        ["R", "C"],
        [["a", "b", "c"], ["x", "y", "z"]],
        [[1, 2, 4], [8, 16, 32], [64, 128, 256]],
        [[3, 1, 2], [1, 7, 5], [2, 3, 9]],
    ),
    table((2, 3), [(-2, 2), (-2, -1), (1, -1), (2, 1), (1, 0), (-2, 0)]),
]


@pytest.mark.parametrize("game", NEVER_BEST)
def test_ties_among_actions_that_are_never_best_leave_a_game_nondegenerate(game):
    assert not is_degenerate(game)
    found = find(game)
    assert found.completeness.status == "proved"
    assert set(found.profiles) == set(solve(game, method="vertex_enumeration").profiles)


def test_agrees_with_brute_force_wherever_it_claims_to_be_complete():
    @always(ordinarily(41, 120), tables(either))
    def law(game):
        found = find(game)
        for profile in found:
            assert is_nash(game, profile)
        if found.completeness.status == "proved":
            pairs = set(Table.of(game).equilibria())
            assert {profile.probabilities for profile in found} == pairs
            assert not Table.of(game).payoffs(0).infinite


def test_a_nondegenerate_game_is_never_partial():
    @always(ordinarily(52, 150), tables(st.integers(-3, 3)))
    def law(game):
        if not is_degenerate(game):
            assert find(game).completeness.status == "proved"


def test_both_kinds_of_game_are_drawn():
    @seen(80, st.one_of(tables(st.integers(-3, 3)), tables(wide)))
    def degenerate(game):
        return is_degenerate(game)

    assert min(degenerate[True], degenerate[False]) >= 20
