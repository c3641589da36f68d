"""Trees whose tables are too large for all equilibria within a budget have some, by a plain check."""

from math import prod
from random import Random

import pytest
from oracles import plain_trees
from oracles.plain_trees import Tree
from oracles.trees.games import draw

from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.pure_strategies import count_reduced_strategies

PAYOFFS = tuple(range(-9, 10))

# Seeds whose trees have tables of some thousand cells, no proper subgame of any size, and too many equilibria
# to list within two seconds.
OF_TWO, OF_THREE = (5, 6, 7, 9, 10, 12, 16), (4, 6, 9, 12)


def hidden(seed, players):
    """A tree of 41 to 89 nodes, with information sets drawn at random."""
    random = Random(seed)
    return draw(random, players, random.randrange(41, 90), PAYOFFS)


@pytest.mark.slow
@pytest.mark.parametrize(("players", "seed"), [*((2, seed) for seed in OF_TWO), *((3, n) for n in OF_THREE)])
@pytest.mark.parametrize("budget", [1, 2])
def test_some_equilibria_come_within_the_budget(players, seed, budget):
    game = hidden(seed, players)
    assert prod(count_reduced_strategies(game, player) for player in game.players) > 700
    found = solve(game, concept="nash", budget=budget)
    assert found.profiles
    assert found.completeness.status == "budget"
    assert "pure" in found.completeness.why
    assert plain_trees.is_nash(Tree(game), found.profiles[-1].probabilities)
