"""The agent normal form of known trees."""

from fractions import Fraction

import pytest
from witnesses.imperfect_trees import deep_tree

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.trees.agent_normal_form import agent_normal_form


@pytest.fixture
def twice():
    """Ann moves twice and gains only if she changes both moves; Bob looks on."""
    second = {"stay": (0, 7), "go": (3, 8)}
    tree = Move("Ann", "first", {"stay": (1, 6), "go": Move("Ann", "second", second)})
    return ExtensiveForm.from_tree(["Bob", "Ann"], Move("Ann", "alone", {"on": tree}), title="Twice")


def test_each_set_is_a_player_paid_what_its_owner_is_paid():
    tree = Move("Ann", "first", {"stay": (1, 6), "go": Move("Bob", "second", {"stay": (0, 7), "go": (3, 8)})})
    game = ExtensiveForm.from_tree(
        ["Ann", "Bob"], Chance({"a": ("1/2", tree), "b": ("1/2", Move("Ann", "third", {"end": (5, 5)}))})
    )
    table = agent_normal_form(game).table
    assert table.players == ("Ann at 'first'", "Bob at 'second'", "Ann at 'third'")
    assert table.actions == (("stay", "go"), ("stay", "go"), ("end",))
    three, half = Fraction(3), Fraction(1, 2)
    stay = (three, 11 * half, three)
    assert table.payoffs == (
        stay,
        stay,
        (5 * half, Fraction(6), 5 * half),
        (Fraction(4), 13 * half, Fraction(4)),
    )


def test_profiles_go_there_and_back(twice):
    form = agent_normal_form(twice)
    behavior = Profile.pure(twice.information_sets, [0, 0, 1])
    assert form.agents(behavior) == Profile.pure(form.table.information_sets, [0, 0, 1])
    assert form.profile(form.agents(behavior)) == behavior
    assert (form.table.title, form.game) == ("Twice", twice)


def test_agents_who_cannot_change_together_may_stay_where_their_player_would_not():
    second = {"stay": (0,), "go": (3,)}
    game = ExtensiveForm.from_tree(
        ["Ann"], Move("Ann", "first", {"stay": (1,), "go": Move("Ann", "second", second)})
    )
    form, stay = agent_normal_form(game), Profile.pure(game.information_sets, [0, 0])
    assert is_nash(form.table, form.agents(stay))
    assert not is_nash(game, stay)


def test_agents_with_equal_names_are_numbered():
    ends = {"a": (0, 0)}
    tree = Move("Ann at 'x'", "y", {"on": Move("Ann", "x' at 'y", ends)})
    game = ExtensiveForm.from_tree(["Ann", "Ann at 'x'"], tree)
    assert len(set(agent_normal_form(game).table.players)) == 2


@pytest.mark.slow
def test_what_makes_no_table_is_refused():
    with pytest.raises(Unsupported, match="nobody chooses in this tree"):
        agent_normal_form(ExtensiveForm.from_tree(["Ann"], (1,)))
    with pytest.raises(Unsupported, match="at most 100 agents, this tree has 20,000 information sets"):
        agent_normal_form(deep_tree())


def test_a_table_that_is_too_large_is_refused():
    ends = dict.fromkeys("abc", (0,))
    game = ExtensiveForm.from_tree(
        ["Ann"], Chance({str(n): ("1/4", Move("Ann", str(n), ends)) for n in range(4)})
    )
    assert agent_normal_form(game, most_cells=81).table.shape == (3, 3, 3, 3)
    with pytest.raises(Unsupported, match="the agent normal form would have more than 80 cells: 3×3×3×3"):
        agent_normal_form(game, most_cells=80)


def test_profiles_of_another_game_are_refused(twice):
    form = agent_normal_form(twice)
    behavior = Profile.pure(twice.information_sets, [0, 0, 0])
    with pytest.raises(InvalidGame, match="expected a profile of the agent normal form"):
        form.profile(behavior)
    with pytest.raises(InvalidGame, match="expected a behavior profile of the tree"):
        form.agents(form.agents(behavior))
