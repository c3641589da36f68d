from fractions import Fraction

import pytest

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Move, NormalForm
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.solvers.equilibrium_index import component_indices
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm


def game_of(first, second):
    names = [[f"a{i}" for i in range(len(first))], [f"b{j}" for j in range(len(first[0]))]]
    return NormalForm.from_tables(["Ann", "Bob"], names, first, second)


def indices(first, second, **options):
    game = game_of(first, second)
    return component_indices(game, solve(game, **options))


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_in_a_coordination_game_the_number_of_actions_used_decides(n):
    unit = [[int(i == j) for j in range(n)] for i in range(n)]
    game = game_of(unit, unit)
    found = solve(game)
    assert len(found) == 2**n - 1
    used = [sum(1 for p in profile.probabilities[0] if p) for profile in found]
    assert component_indices(game, found) == tuple((-1) ** (k + 1) for k in used)


def test_strict_equilibria_have_index_one_and_what_lies_between_has_minus_one():
    assert indices([[0, 3], [1, 2]], [[0, 1], [3, 2]]) == (1, 1, -1)


def test_the_only_equilibrium_has_index_one():
    assert indices([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]) == (1,)


def test_where_nobody_cares_the_whole_is_one_component_of_index_one():
    assert indices([[0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]]) == (1,)


def test_a_circle_of_equilibria_has_index_one():
    first, second = [[1, 0, -1], [-1, 0, -1], [1, 0, -2]], [[1, -1, 1], [0, 0, 0], [-1, -1, -2]]
    found = solve(game_of(first, second))
    assert sorted(map(len, found.subsets)) == [2] * 6
    assert len(found.components) == 1
    assert component_indices(found.game, found) == (1,)


def test_a_weakly_dominated_equilibrium_that_a_small_change_destroys_has_index_zero():
    game = game_of([[1, 0], [0, 0]], [[1, 0], [0, 0]])
    found = solve(game)
    by_profile = dict(
        zip(
            (found[part[0]].probabilities for part in found.components),
            component_indices(game, found),
            strict=True,
        )
    )
    assert by_profile == {((1, 0), (1, 0)): 1, ((0, 1), (0, 1)): 0}


def test_a_component_may_have_an_index_beyond_one():
    # Coordination in three ways, each with index one, and an outside option that is worth more than any
    # mixture of them.
    payoffs = [[3, 0, 0, 2], [0, 3, 0, 2], [0, 0, 3, 2], [2, 2, 2, 2]]
    game = game_of(payoffs, payoffs)
    found = solve(game)
    indices = dict(zip(found.components, component_indices(game, found), strict=True))
    assert sorted(indices.values()) == [-2, 1, 1, 1]
    outside = [
        any(1 in (odds[3] for odds in found[number].probabilities) for number in members)
        for members in indices
    ]
    assert outside == [index == -2 for index in indices.values()]


def test_equilibria_of_another_method_are_indexed_too():
    tables = [[3, 1], [0, 2]], [[2, 1], [0, 3]]
    assert indices(*tables, method="support_enumeration") == indices(*tables)


def test_the_index_needs_all_equilibria_of_two_players():
    table = game_of([[0, 0], [0, 0]], [[0, 0], [0, 0]])
    with pytest.raises(Unsupported, match="proved to be all"):
        component_indices(table, solve(table, method="support_enumeration"))
    three = NormalForm(("Ann", "Bob", "Cat"), (("a",),) * 3, ((Fraction(0),) * 3,))
    with pytest.raises(Unsupported, match="two-player"):
        component_indices(three, solve(three))
    tree = ExtensiveForm.from_tree(("Ann", "Bob"), Move("Ann", "start", {"a": (0, 0), "b": (1, 1)}))
    with pytest.raises(Unsupported, match="Nash"):
        component_indices(tree, solve(tree))
