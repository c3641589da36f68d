"""Large trees are folded to what is certain in them, and every payoff stays."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from witnesses.imperfect_trees import imperfect_trees
from witnesses.sampling import ordinarily

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import inquiry_about
from gametheory_paradox.detectors.at_point import EquilibriumSolver
from gametheory_paradox.forms import ExtensiveForm, Move
from gametheory_paradox.studies.sensitivity import formulas as folded
from gametheory_paradox.studies.sensitivity.formulas import ends_in_equilibrium, formulas_of
from gametheory_paradox.studies.sensitivity.pointwise import PointVerdict, Pointwise


def tree(last):
    """A enters or stays out; B, who sees that, goes left or right."""
    return ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "first", {"in": Move("B", "second", last), "out": (1, 0)})
    )


def test_what_is_seen_and_not_tied_is_worth_one_thing():
    assert ends_in_equilibrium(tree({"left": (2, 1), "right": (0, 0)}), "A", None) == (2, 2)
    assert ends_in_equilibrium(tree({"left": (0, 1), "right": (2, 0)}), "A", None) == (1, 1)


def test_a_tie_that_somebody_cares_about_is_left_to_the_solver():
    tied = tree({"left": (2, 0), "right": (0, 0)})
    assert ends_in_equilibrium(tied, "A", None) in (None, (1, 2))
    assert ends_in_equilibrium(tree({"left": (2, 0), "right": (2, 0)}), "A", None) == (2, 2)


@settings(max_examples=ordinarily(12, 60))
@given(imperfect_trees())
def test_payoffs_are_those_of_the_tree_as_it_is(game):
    for player in game.players:
        ends = ends_in_equilibrium(game, player, None)
        whole = EquilibriumSolver("subgame-perfect", player, Clock(None))(game)
        if ends is not None and not isinstance(whole, str):
            found = whole.equilibria.payoffs(player)
            assert ends == (found.low, found.high)


@pytest.mark.parametrize(
    ("name", "move"),
    [
        ("seed/power-vacuum", {"mover": "Pakistan", "action": "press", "at": ["start"]}),
        ("seed/trade-restriction", {"mover": "Pakistan", "action": "restrict", "at": ["after suppress"]}),
        ("seed/inclusive-government", {"mover": "West", "action": "veto", "at": []}),
        ("seed/karakoram/seen", {"mover": "Pakistan", "action": "guard posts", "at": ["start"]}),
    ],
)
def test_verdicts_and_gaps_of_large_trees_are_those_of_detect(name, move, monkeypatch):
    family, random, met = gp.load(name), Random(name), Counter()
    inquiry = inquiry_about(family, None, {**move, "concept": "subgame-perfect"})
    for _ in range(12):
        point = {
            p.name: p.low + (p.high - p.low) * Fraction(random.randint(1, 996), 997)
            for p in family.parameters
        }
        plain = Pointwise(inquiry)(point)
        monkeypatch.setattr(folded, "LARGE", 5)
        small = Pointwise(inquiry)
        assert small.folds
        assert formulas_of.__wrapped__(inquiry) is None
        assert small(point) == plain
        monkeypatch.undo()
        met[plain.name] += 1
    assert met.total() == 12
    assert "undecided" not in met


@pytest.mark.slow
def test_verdicts_of_the_whole_are_those_of_detect():
    family, random = gp.load("seed/whole"), Random(5)
    asked = Pointwise(inquiry_about(family, None, {"mover": "China", "action": "pay"}))
    for number in range(6):
        point = {
            p.name: p.low + (p.high - p.low) * Fraction(random.randint(1, 996), 997)
            for p in family.parameters
        }
        point = point if number % 2 else family.baseline | {"k": 10 + point["k"] / 10}
        found = gp.detect(family.at(point), mover="China", action="pay")
        assert asked(point) == PointVerdict(found.name, found.gap)
