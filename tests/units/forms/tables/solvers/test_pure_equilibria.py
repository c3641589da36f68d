"""Pure equilibria of tables with any number of players, and the proofs by dominance."""

import pytest
from hypothesis import strategies as st
from witnesses.games import narrow, table
from witnesses.sampling import always

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.solvers.pure_equilibria import eliminate, pure_equilibria


def find(game):
    return solve(game, method="pure_equilibria")


def profiles(found):
    return {
        tuple(
            info.actions[odds.index(1)]
            for info, odds in zip(p.information_sets, p.probabilities, strict=True)
        )
        for p in found
    }


DILEMMA = NormalForm.from_tables(["R", "C"], [["keep", "break"]] * 2, [[2, -2], [4, 0]], [[2, 4], [-2, 0]])
PENNIES = NormalForm.from_tables(["R", "C"], [["h", "t"]] * 2, [[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
SEXES = NormalForm.from_tables(["R", "C"], [["x", "y"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])


def test_dominance_proves_the_only_equilibrium():
    found = find(DILEMMA)
    assert profiles(found) == {("break", "break")}
    assert found.completeness.status == "proved"
    assert found.completeness.why == "2 strictly dominated actions were eliminated and one profile survives"
    assert found.proof == {
        "kind": "dominance",
        "steps": [
            {"player": "R", "action": "keep", "by": {"break": "1"}},
            {"player": "C", "action": "keep", "by": {"break": "1"}},
        ],
    }
    assert check_proof(DILEMMA, "nash", "R", found.proof).profiles == found.profiles


def test_the_order_of_elimination_can_hang_on_what_is_already_gone():
    game = NormalForm.from_tables(
        ["R", "C"], [["a", "b", "c"], ["a", "b"]], [[3, 0], [2, 2], [0, 3]], [[1, 0], [1, 0], [1, 0]]
    )
    found = find(game)
    assert profiles(found) == {("a", "a")}
    assert found.completeness.status == "proved"
    assert [step["player"] for step in found.proof["steps"]] == ["C", "R", "R"]


def test_no_pure_equilibrium_is_an_empty_partial_list():
    found = find(PENNIES)
    assert len(found) == 0
    assert found.completeness.status == "partial"
    assert (
        found.completeness.why == "every pure profile was examined, equilibria in mixed strategies were not"
    )
    assert found.proof is None
    assert (found.subsets, found.components) == ((), ())


def test_several_pure_equilibria_are_all_listed_each_alone():
    found = find(SEXES)
    assert profiles(found) == {("x", "x"), ("y", "y")}
    assert found.completeness.status == "partial"
    assert (found.subsets, found.components) == (((0,), (1,)), ((0,), (1,)))


def test_weak_dominance_eliminates_nothing():
    game = NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[1, 1], [1, 0]], [[1, 1], [1, 0]])
    steps, surviving = eliminate(game, Clock(None))
    assert (steps, surviving) == ([], [[0, 1], [0, 1]])
    assert profiles(find(game)) == {("a", "a"), ("a", "b"), ("b", "a")}


def test_three_players():
    cells = tuple(
        (int(i == 0), int(j == 0), int(k == 0)) for i in range(2) for j in range(2) for k in range(2)
    )
    found = find(table((2, 2, 2), cells))
    assert profiles(found) == {("a", "a", "a")}
    assert found.completeness.status == "proved"
    assert found.payoffs == ((1, 1, 1),)


def test_one_player_takes_the_best():
    assert profiles(find(table((3,), [(1,), (5,), (2,)]))) == {("b",)}
    tied = find(table((3,), [(5,), (5,), (2,)]))
    assert profiles(tied) == {("a",), ("b",)}
    assert tied.completeness.status == "partial"


def test_a_spent_budget_is_a_value():
    found = pure_equilibria(SEXES, Clock(0))
    assert (found.completeness.status, found.proof) == ("budget", None)


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (2, 2, 2), (3, 2, 2)])
def test_the_list_is_every_pure_profile_that_is_nash(shape):
    size = 1
    for count in shape:
        size *= count
    cells = st.lists(st.tuples(*[narrow] * len(shape)), min_size=size, max_size=size)

    @always(30, cells)
    def law(drawn):
        game = table(shape, drawn)
        found = find(game)
        index = {
            profile: [names.index(a) for a, names in zip(profile, game.actions, strict=True)]
            for profile in game.profiles()
        }
        every = {
            profile
            for profile, choices in index.items()
            if is_nash(game, Profile.pure(game.information_sets, choices))
        }
        assert profiles(found) == every
        if found.proof:
            assert len(every) == 1
            assert check_proof(game, "nash", game.players[0], found.proof).profiles == found.profiles
