"""Ranks, payoff dominance, and efficiency with lotteries."""

from fractions import Fraction

import pytest

from gametheory_paradox.concepts import (
    efficiency,
    pareto_dominates,
    payoff_dominant,
    rank_cells,
    rank_equilibria,
)
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import solve

DILEMMA = NormalForm.from_tables(["R", "C"], [["c", "d"], ["c", "d"]], [[2, 0], [3, 1]], [[2, 3], [0, 1]])
STAG = NormalForm.from_tables(["R", "C"], [["s", "h"], ["s", "h"]], [[4, 0], [3, 2]], [[4, 3], [0, 2]])


def test_dominance_needs_someone_who_gains():
    assert pareto_dominates((1, 2), (1, 1))
    assert not pareto_dominates((1, 1), (1, 1))
    assert not pareto_dominates((2, 0), (1, 1))


def test_cells_in_ranks():
    found = rank_cells(DILEMMA)
    assert dict(zip(found.names, found.ranks, strict=True)) == {"c, c": 1, "c, d": 1, "d, c": 1, "d, d": 2}
    assert found.undominated == (0, 1, 2)


def test_longer_chains_have_more_ranks_and_the_table_puts_the_best_first():
    game = NormalForm.from_tables(["R", "C"], [["a"], ["x", "y", "z"]], [[1, 3, 2]], [[1, 3, 2]])
    assert rank_cells(game).ranks == (3, 1, 2)
    assert [line.split()[1] for line in str(rank_cells(game)).splitlines()[4:]] == ["y", "z", "x"]


def test_the_payoff_dominant_equilibrium():
    found = solve(STAG)
    assert found.payoffs[payoff_dominant(found)] == (4, 4)
    assert rank_equilibria(found).ranks[payoff_dominant(found)] == 1


def test_where_interests_conflict_or_payoffs_tie_there_is_none():
    battle = NormalForm.from_tables(["R", "C"], [["a", "b"], ["a", "b"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    assert payoff_dominant(solve(battle)) is None
    tie = NormalForm.from_tables(["R", "C"], [["a", "b"], ["a", "b"]], [[1, 0], [0, 1]], [[2, 0], [0, 1]])
    assert payoff_dominant(solve(tie)) is None


def test_the_only_equilibrium_dominates():
    assert payoff_dominant(solve(DILEMMA)) == 0


def test_an_outcome_no_cell_beats_may_lose_to_a_lottery():
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["x", "y"]], [[4, 1], [0, 0]], [[0, 1], [4, 0]])
    assert rank_cells(game).ranks == (1, 1, 1, 2)
    found = efficiency(game, [1, 1])
    assert not found.efficient
    assert found.weights is None
    assert all(better >= 1 for better in found.improved)
    assert sum(found.improved) == 4


def test_weights_prove_efficiency():
    found = efficiency(DILEMMA, [2, 2])
    assert found.efficient
    assert found.lottery == {("c", "c"): 1}
    assert all(weight > 0 for weight in found.weights)
    best = max(sum(w * u for w, u in zip(found.weights, cell, strict=True)) for cell in DILEMMA.payoffs)
    assert best == sum(w * 2 for w in found.weights)
    assert "No lottery" in str(found)


def test_an_outcome_between_cells():
    assert efficiency(DILEMMA, ["5/2", 1]).efficient
    assert not efficiency(DILEMMA, [Fraction(3, 2), Fraction(3, 2)]).efficient


@pytest.mark.parametrize(
    ("payoffs", "said"), [([3, 3], "no lottery over the cells gives"), ([1], "needs 2 payoffs, got 1")]
)
def test_what_is_refused(payoffs, said):
    with pytest.raises(InvalidGame, match=said):
        efficiency(DILEMMA, payoffs)
