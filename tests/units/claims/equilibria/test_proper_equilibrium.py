"""Orders of mistakes and obstacles: what shows that an equilibrium is proper or not, and what does not."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from gametheory_paradox.claims.equilibria.proper_equilibrium import (
    Obstacles,
    count_of_levels,
    is_proper,
    possible_levels,
    rules_out_properness,
)
from gametheory_paradox.concepts import proper_equilibria
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers import solve

SAME = [[1, 0, -9], [0, 0, -7], [-9, -7, -7]]
MYERSON = NormalForm.from_tables(["A", "B"], [["a", "b", "c"], ["x", "y", "z"]], SAME, SAME)


@pytest.fixture(scope="module")
def judged():
    return proper_equilibria(solve(MYERSON))


def test_each_change_of_orders_of_mistakes_is_noticed(judged):
    (number,) = judged.proper
    profile, orders = judged.equilibria.profiles[number], judged.verdicts[number].orders
    assert is_proper(MYERSON, profile, orders)
    first, second = orders.levels
    assert not is_proper(MYERSON, profile, replace(orders, levels=((first[0], *first[:0:-1]), second)))
    assert not is_proper(MYERSON, profile, replace(orders, levels=(first[:2], second)))
    assert not is_proper(MYERSON, judged.equilibria.profiles[judged.excluded[0]], orders)
    for who, level in product((0, 1), range(len(first))):
        for entry in range(3):
            weights = [list(map(list, own)) for own in orders.weights]
            weights[who][level][entry] = Fraction(0) if weights[who][level][entry] else Fraction(1)
            changed = tuple(tuple(map(tuple, own)) for own in weights)
            assert not is_proper(MYERSON, profile, replace(orders, weights=changed)), (who, level, entry)


def test_each_obstacle_is_needed_and_none_holds_elsewhere(judged):
    (number,) = judged.proper
    for n in judged.excluded:
        profile, obstacles = judged.equilibria.profiles[n], judged.verdicts[n].obstacles
        assert rules_out_properness(MYERSON, profile, obstacles)
        assert not rules_out_properness(MYERSON, judged.equilibria.profiles[number], obstacles)
        assert not rules_out_properness(MYERSON, profile, Obstacles({}))
        opposite = {key: tuple(-m for m in own) for key, own in obstacles.multipliers.items()}
        assert not rules_out_properness(MYERSON, profile, Obstacles(opposite))


def test_levels_begin_with_the_support_and_put_more_payoff_first():
    game = NormalForm.from_tables(["A", "B"], [["a", "b", "c", "d"], ["x"]], [[2], [1], [1], [2]], [[0]] * 4)
    profile = next(p for p in solve(game).profiles if p.probabilities[0][0] == 1)
    found = set(possible_levels(game, profile, 0))
    assert found == {((0,), (3,), *rest) for rest in (((1,), (2,)), ((2,), (1,)), ((1, 2),))}
    assert len(found) <= count_of_levels(game, profile)


def test_what_is_no_profile_of_the_table_is_refused(judged):
    smaller = NormalForm.from_tables(["A", "B"], [["a"], ["x"]], [[1]], [[1]])
    with pytest.raises(InvalidGame, match="a profile of a table of two players"):
        rules_out_properness(smaller, judged.equilibria.profiles[0], Obstacles({}))
