"""Kuhn's theorem on trees small enough to see it, and why it needs perfect recall."""

from fractions import Fraction

import pytest

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, Profile
from gametheory_paradox.forms.trees.pure_strategies import (
    behavior_strategy,
    mixed_strategy,
    realization_probabilities,
    reduced_strategies,
)

HALF, ONE, ZERO = Fraction(1, 2), Fraction(1), Fraction(0)


@pytest.fixture
def forgetful():
    """Ann forgets which way she went."""
    late = {"x": (1,), "y": (0,)}
    tree = Move("Ann", "early", {"left": Move("Ann", "late", late), "right": Move("Ann", "late", late)})
    return ExtensiveForm.from_tree(["Ann"], tree)


def test_a_mixture_that_no_behavior_repeats_is_refused(forgetful):
    strategies = reduced_strategies(forgetful, "Ann")
    assert strategies == ({0: 0, 1: 0}, {0: 0, 1: 1}, {0: 1, 1: 0}, {0: 1, 1: 1})
    with pytest.raises(Unsupported, match="Ann does not remember its own moves at 'late'"):
        # Left and x, or right and y.
        behavior_strategy(forgetful, "Ann", strategies, (HALF, ZERO, ZERO, HALF))
    assert behavior_strategy(forgetful, "Ann", strategies, (ZERO, ONE, ZERO, ZERO)) == {
        0: (ONE, ZERO),
        1: (ZERO, ONE),
    }


def test_behavior_is_a_product_even_without_recall(forgetful):
    third = Fraction(1, 3)
    behavior = Profile(forgetful.information_sets, ((third, 2 * third), (HALF, HALF)))
    assert mixed_strategy(reduced_strategies(forgetful, "Ann"), behavior) == (
        third / 2,
        third / 2,
        third,
        third,
    )


def test_some_of_the_strategies_are_enough():
    last = Move("Ann", "last", {"x": (1,), "y": (0,)})
    game = ExtensiveForm.from_tree(["Ann"], Move("Ann", "first", {"stay": last, "leave": (0,)}))
    strategies = reduced_strategies(game, "Ann")
    found = behavior_strategy(game, "Ann", strategies[1:], (Fraction(1, 4), Fraction(3, 4)))
    assert found == {0: (Fraction(1, 4), Fraction(3, 4)), 1: (ZERO, ONE)}


def test_how_likely_each_node_is():
    move = Move("Ann", "Ann", {"a": (0,), "b": (1,)})
    game = ExtensiveForm.from_tree(["Ann"], Chance({"hot": ("1/4", move), "cold": ("3/4", (2,))}))
    behavior = Profile(game.information_sets, ((Fraction(1, 3), Fraction(2, 3)),))
    assert realization_probabilities(game, behavior) == tuple(
        map(Fraction, ("1", "1/4", "1/12", "1/6", "3/4"))
    )
