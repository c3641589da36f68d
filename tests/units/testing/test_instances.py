"""Instances built to hold a paradox hold it, and are not one game over and over."""

from collections import Counter

import pytest
from hypothesis import given, settings
from witnesses.sampling import always, cases

import gametheory_paradox as gp
from gametheory_paradox import testing
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm
from gametheory_paradox.testing.paradoxes import INSTANCES

NAMES = sorted(INSTANCES)


@cases(11, 400)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_drawn_holds_the_paradox_and_varies(name, count):
    shapes, scales, orders = Counter(), set(), set()

    @always(count, testing.instances(name))
    def law(case):
        game, question = case
        assert question.paradox == name
        found = testing.check_verdict(gp.detect(game, question))
        assert found.name == "present", found.why
        form = getattr(game, "form", game)
        shapes[type(form).__name__, tuple(len(info.actions) for info in form.information_sets)] += 1
        scales.add(found.comparison.gap if found.comparison else form)  # over a range there is no gap
        orders.add(form.players)

    assert len(shapes) >= 4
    assert max(shapes.values()) <= count * 4 // 5
    assert len(scales) >= 6
    assert len(orders) >= (2 if name == "null-coercion" else 3)  # which is looked for among two players


def test_options_are_paradoxes_of_tables_and_trees_and_for_one_and_several_owners():
    kinds = Counter()

    @always(40, testing.instances("option"))
    def law(case):
        game, question = case
        kinds[isinstance(game, ExtensiveForm), len(game.players) > 2, bool(question.coalition)] += 1

    assert {kind[0] for kind in kinds} == {True, False}
    assert {kind[1] for kind in kinds} == {True, False}
    assert {kind[2] for kind in kinds} == {True, False}


@pytest.mark.parametrize("name", NAMES)
def test_the_simplest_instance_is_a_plain_game(name):
    first = []

    @settings(max_examples=1, database=None, derandomize=True)  # Hypothesis looks at the simplest first
    @given(testing.instances(name))
    def look(case):
        first.append(case)

    look()
    ((game, _),) = first
    form = getattr(game, "form", game)
    assert "Zoe" not in form.players
    assert form.players in (("Ann", "Bob"), ("P", "T", "K"), ("Group", "State"))
    assert all("bad" not in info.actions for info in form.information_sets)


def test_a_paradox_of_which_nothing_is_built_is_refused():
    with pytest.raises(InvalidGame, match="there are option, dominance-trap"):
        testing.instances("bad luck")
