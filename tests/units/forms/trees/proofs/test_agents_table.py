"""The table of a tree's agents: what they are paid, and that its equilibria are the tree's."""

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from oracles.plain_trees import Tree, likelihood
from oracles.trees.games import draw
from witnesses.many_players import root_of_one_half, tree_of
from witnesses.sampling import cases

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import (
    Chance,
    ExtensiveForm,
    Move,
    Profile,
    expected_payoffs,
    has_perfect_recall,
    node_payoffs,
)
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.tables.solvers.table_equilibria import table_equilibria
from gametheory_paradox.forms.trees.proofs import tree_tables as module
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import every_nash_of_tree, table_of
from gametheory_paradox.forms.trees.proofs.tree_tables import (
    AgentsTable,
    ChoosersTable,
    agents_table,
    choosers_table,
    first_where_excluded,
)

HALF = Fraction(1, 2)


def cases_of(count, numbers, most=11):
    """Trees of three players with perfect recall, each with a random source."""
    for seed in range(count):
        random = Random(f"agents {seed}")
        game = draw(random, 3, random.randint(7, most), numbers)
        assert has_perfect_recall(game)
        if any(len(info.actions) > 1 for info in game.information_sets):
            yield game, random


def led_to(game, number, odds):
    """The odds, but that a player does what leads to its own set."""
    tree, led = Tree(game), list(odds)
    for place, branch in tree.ways[tree.members[number][0]]:
        own = getattr(game.nodes[place], "information_set", None)
        if own is not None and tree.owners[own] == tree.owners[number]:
            led[own] = tuple(Fraction(a == branch) for a in range(tree.sizes[own]))
    return led


@cases(40, 3000)
def test_an_agent_is_paid_what_counts_once_its_player_has_led_to_its_set(count):
    seen = Counter()
    for game, random in cases_of(count, range(-9, 10)):
        found = agents_table(game)
        agents = [n for n, info in enumerate(game.information_sets) if len(info.actions) > 1]
        assert found.table.actions == tuple(game.information_sets[n].actions for n in agents)
        cells = list(product(*map(range, found.table.shape)))
        assert len(cells) == len(found.paid) == len(found.table.payoffs)
        tree = Tree(game)
        for place in random.sample(range(len(cells)), min(3, len(cells))):
            taken = dict(zip(agents, cells[place], strict=True))
            pure = Profile.pure(
                game.information_sets, [taken.get(n, 0) for n in range(len(game.information_sets))]
            )
            assert found.paid[place] == expected_payoffs(game, pure)
            values = node_payoffs(game, pure)
            for column, number in enumerate(agents):
                led = led_to(game, number, pure.probabilities)
                who = tree.owners[number]
                own = sum(likelihood(tree, led, node) * values[node][who] for node in tree.members[number])
                assert found.table.payoffs[place][column] == own
                seen[led != list(pure.probabilities)] += 1

    assert min(seen.values()) > count / 5


@cases(40, 3000)
def test_pure_equilibria_are_those_of_the_tree(count):
    seen = Counter()
    for game, _ in cases_of(count, (0, 1, 2), most=9):
        found = agents_table(game)
        sets = found.table.information_sets
        plans = [Profile.pure(sets, cell) for cell in product(*map(range, found.table.shape))]
        of_agents = {found.profile(plan) for plan in plans if is_nash(found.table, plan)}

        choices = product(*(range(len(info.actions)) for info in game.information_sets))
        every = (Profile.pure(game.information_sets, own) for own in choices)
        of_tree = {first_where_excluded(game, own.probabilities) for own in every if is_nash(game, own)}
        assert of_agents == of_tree
        seen[len(of_tree) > 1] += 1

    assert seen[True] > count / 5


@cases(25, 1500)
def test_all_equilibria_are_those_of_the_reduced_normal_form(count):
    seen = Counter()
    for game, _ in cases_of(count, range(-99, 100)):
        tables = agents_table(game), choosers_table(game)
        solved = [table_equilibria(own.table, Clock(None)) for own in tables]
        if not all(own.completeness.status == "proved" and own.listed for own in solved):
            seen["open"] += 1
            continue
        plays = [set(map(own.profile, found.profiles)) for own, found in zip(tables, solved, strict=True)]
        assert all(is_nash(game, play) for own in plays for play in own)
        boxes = [len(found.boxes) for found in solved]
        infinite = any(len(subset) > 1 for found in solved for subset in found.subsets)
        seen["infinite" if infinite else "mixed" if any(not own.is_pure for own in plays[0]) else "pure"] += 1
        if not infinite:
            assert plays[0] == plays[1]
            assert boxes[0] == boxes[1]
        paid = [{expected_payoffs(game, play) for play in own} for own in plays]
        ends = [[(min(own), max(own)) for own in zip(*rows, strict=True)] for rows in paid]
        assert boxes != [0, 0] or ends[0] == ends[1]

    assert seen["open"] < count / 3
    assert seen["pure"] + seen["mixed"] > count / 5


def seen_by_two():
    """Ann starts; Bob sees it and Cat does not."""
    cat = {
        (move, reply): Move("Cat", "c", {"x": (n, 2 - n, n), "y": (2 - n, n, 1)})
        for n, (move, reply) in enumerate(product("ud", "lr"))
    }
    return ExtensiveForm.from_tree(
        ["Ann", "Bob", "Cat"],
        Move("Ann", "a", {m: Move("Bob", f"b {m}", {r: cat[m, r] for r in "lr"}) for m in "ud"}),
    )


def test_three_who_choose_are_agents_and_two_are_not():
    game = seen_by_two()
    found = table_of(game)
    assert isinstance(found, AgentsTable)
    assert found.table.players == ("1", "2", "3", "4")
    assert found.name == "table of agents"
    two = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "s", {"x": (1, 0), "y": Move("B", "t", {"z": (0, 1)})})
    )
    assert isinstance(table_of(two), ChoosersTable)


def test_who_forgets_has_no_agents():
    late = Move("A", "late", {"l": (1, 0, 0), "r": (0, 1, 1)})
    reply = Move("C", "c", {"x": late, "y": Move("B", "b", {"v": (0, 0, 0), "w": (1, 1, 1)})})
    game = ExtensiveForm.from_tree("ABC", Move("A", "early", {"u": reply, "d": late}))
    assert not has_perfect_recall(game)
    assert isinstance(table_of(game), ChoosersTable)


@pytest.mark.parametrize("limit", ["MOST_CELLS_OF_AGENTS", "MOST_ADDED"])
def test_a_table_that_would_be_too_large_is_one_of_plans(monkeypatch, limit):
    game = seen_by_two()
    monkeypatch.setattr(module, limit, 16 if limit == "MOST_CELLS_OF_AGENTS" else 16 * 8)
    assert agents_table(game) is not None
    monkeypatch.setattr(module, limit, 15 if limit == "MOST_CELLS_OF_AGENTS" else 16 * 8 - 1)
    assert agents_table(game) is None
    assert isinstance(table_of(game), ChoosersTable)


def test_where_own_choices_never_lead_it_is_the_first_action():
    again = Move("A", "again", {"l": (1, 1), "r": (2, 2)})
    game = ExtensiveForm.from_tree(
        ["A", "B"],
        Move("A", "first", {"on": Chance({"h": (HALF, again), "t": (HALF, (0, 0))}), "off": (3, 3)}),
    )
    mixed = (HALF, HALF)
    assert first_where_excluded(game, [(0, 1), mixed]).probabilities == ((0, 1), (1, 0))
    assert first_where_excluded(game, [mixed, mixed]).probabilities == (mixed, mixed)


def proved(found):
    """What is proved of the equilibria of a table."""
    proof = table_equilibria(found.table, Clock(None)).proof
    return check_proof(found.table, "nash", found.table.players[0], proof)


def test_what_is_free_off_the_path_is_infinitely_many_ways_to_play_or_one():
    # Bob never comes to move where Ann stays out; where it is she who would choose there, it is one play.
    for owner, infinite in (("Bob", True), ("Ann", False)):
        late = Move(owner, "late", {"l": (0, 0, 0), "r": (0, 0, 0)})
        cat = Move("Cat", "c", {"x": (1, 0, 2), "y": (1, 0, 1)})
        bob = Move("Bob", "b", {"x": cat, "y": (1, -1, 0)})
        game = ExtensiveForm.from_tree(
            ["Ann", "Bob", "Cat"], Move("Ann", "a", {"in": bob, "out": late, "off": (-1, 0, 0)})
        )
        found = table_of(game)
        inner = cover_of(proved(found))
        assert inner.infinite
        assert found.plays_apart(inner) is infinite
        whole = every_nash_of_tree(game, proved)
        assert (whole.infinite, len(whole.profiles)) == (infinite, 1 + infinite)
        assert whole.counted


def test_irrational_behavior_has_the_payoffs_of_the_table():
    table = root_of_one_half()
    (own,) = every_nash_of_tree(tree_of(table), proved).enclosed
    (inner,) = cover_of(proved(table_of(tree_of(table)))).enclosed
    assert [own.payoff(tree_of(table), who) for who in range(3)] == [
        inner.payoff(table, who) for who in range(3)
    ]
