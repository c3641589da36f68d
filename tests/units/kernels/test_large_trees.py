"""Trees in arrays: backward induction against a plain one in fractions, ways to build them, refusals."""

import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from witnesses.games import narrow, trees, wide
from witnesses.imperfect_trees import deep_tree
from witnesses.sampling import ordinarily

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, Move
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.kernels.large_trees import (
    CHANCE,
    END,
    LargeTree,
    flattened,
    induction,
    induction_by_levels,
    large_tree,
    regular_tree,
    unfold,
)

factors = st.sampled_from(
    [Fraction(1), Fraction(1, 3), Fraction(2**40), Fraction(2**61, 7), Fraction(2**70), Fraction(1, 10**30)]
)
some_trees = st.one_of(trees(narrow, depth=4), trees(wide, depth=4))


def plain(game):
    """Values, the first best action at each decision node, and at how many nodes several are best."""
    values, choices, ties = [()] * len(game.nodes), [-1] * len(game.nodes), 0
    for place in range(len(game.nodes) - 1, -1, -1):
        node = game.nodes[place]
        if isinstance(node, Decision):
            own = [values[child][game.mover(node)] for child in node.children]
            choices[place] = own.index(max(own))
            ties += own.count(max(own)) > 1
            values[place] = values[node.children[choices[place]]]
        elif isinstance(node, Lottery):
            below = [values[child] for child in node.children]
            pairs = [
                list(zip(node.probabilities, column, strict=True)) for column in zip(*below, strict=True)
            ]
            values[place] = tuple(sum(p * v for p, v in column) for column in pairs)
        else:
            values[place] = node.payoffs
    return values[0], choices, ties


def compare(game, monkeypatch):
    values, choices, ties = plain(game)
    tree, places = flattened(game)
    assert sorted(places.tolist()) == list(range(len(game.nodes)))
    for width in (0, 2, 64):  # arrays only, both, Python's integers only
        monkeypatch.setattr(induction, "NARROW", width)
        plan = induction_by_levels(tree)
        assert plan.values == values
        assert plan.choices.tolist() == [choices[place] for place in places]
        assert plan.ties == ties
    return plan, places


@given(game=some_trees, factor=factors)
def test_it_is_backward_induction(game, factor):
    with pytest.MonkeyPatch.context() as patch:
        compare(game.map(lambda p: p) if factor == 1 else scaled(game, factor), patch)


def scaled(game, factor):
    nodes = [
        n if isinstance(n, Decision | Lottery) else type(n)(tuple(p * factor for p in n.payoffs))
        for n in game.nodes
    ]
    return ExtensiveForm(game.players, game.information_sets, tuple(nodes))


@settings(max_examples=ordinarily(20, 60))
@given(trees(narrow, depth=3))
def test_the_plan_is_one_that_the_solver_lists_and_alone_exactly_where_no_tie_occurs(game):
    with pytest.MonkeyPatch.context() as patch:
        plan, places = compare(game, patch)
    found = solve(game, concept="subgame-perfect", method="backward_induction")
    chosen = [0] * len(game.information_sets)
    for place, choice in zip(places, plan.choices, strict=True):
        if choice >= 0:
            chosen[game.nodes[place].information_set] = int(choice)
    listed = [
        tuple(odds.index(1) for odds in profile.probabilities)
        for profile in found.profiles
        if profile.is_pure
    ]
    assert tuple(chosen) in listed
    assert plan.is_unique == (not found.is_infinite)
    assert plan.is_unique == (len(found) == 1 and found.completeness.status == "proved")


@pytest.mark.slow
def test_the_random_trees_have_ties_and_chance_and_several_levels():
    seen = {"ties": 0, "no ties": 0, "chance": 0, "levels": 0}

    @settings(max_examples=100, database=None)
    @given(some_trees)
    def count(game):
        tree, _ = flattened(game)
        seen["ties" if plain(game)[2] else "no ties"] += 1
        seen["chance"] += CHANCE in tree.movers
        seen["levels"] += len(tree.levels) > 3

    count()
    assert min(seen.values()) > 10, seen


# ---- Numbers that outgrow 64 bits


@pytest.mark.parametrize(
    "odds", [["1/3", "2/3"], ["1/1000003", "1000002/1000003"], [Fraction(1, 10**30), 1 - Fraction(1, 10**30)]]
)
def test_products_of_probabilities_are_exact_however_long(odds, monkeypatch):
    monkeypatch.setattr(induction, "NARROW", 0)
    levels = [(None, odds) if k % 2 else ("Ann", 2) for k in range(12)]

    def payoffs(end):
        return [end * 7919 % 1009 - 500, end % 5]

    tree = regular_tree(["Ann", "Bob"], levels, payoffs, denominator=11)
    plan = induction_by_levels(tree)
    first, second = (Fraction(p) for p in odds)
    values = [[Fraction(int(v), 11) for v in payoffs(end)] for end in range(2**12)]
    for k in reversed(range(12)):
        pairs = list(zip(values[::2], values[1::2], strict=True))
        if k % 2:
            values = [
                [first * a + second * b for a, b in zip(left, right, strict=True)] for left, right in pairs
            ]
        else:
            # Of equals max keeps the first.
            values = [max(left, right, key=lambda v: v[0]) for left, right in pairs]
    assert plan.values == tuple(values[0])


def test_payoffs_of_ends_high_up_do_not_overflow_over_a_denominator_from_below(monkeypatch):
    monkeypatch.setattr(induction, "NARROW", 0)
    rare = (None, [Fraction(1, 2**31), 1 - Fraction(1, 2**31)])
    tree = large_tree(["Ann"], [("Ann", 2), rare, (1,), (0,), (2**40,)])
    assert tree.payoffs.dtype == np.int64
    assert induction_by_levels(tree).values == (2**40,)
    below = large_tree(
        ["Ann"], [("Ann", 2), ("Ann", 1), rare, (1,), (0,), ("Ann", 2), (-(2**40),), (-(2**50),)]
    )
    assert induction_by_levels(below).values == (Fraction(1, 2**31),)


def test_common_factors_are_cancelled_before_64_bits_are_left(monkeypatch):
    monkeypatch.setattr(induction, "NARROW", 0)
    tree = regular_tree(
        ["Ann"], [(None, ["1/2", "1/2"])] * 8 + [("Ann", 1)] * 3, lambda end: [end * 0 + 2**58]
    )
    walk = induction._Walk(tree)
    for begin, end in zip(tree.levels[-2::-1], tree.levels[:0:-1], strict=True):
        walk.step(begin, end)
        assert walk.values.dtype == np.int64
    assert walk.root() == (2**58,)


def test_a_level_returns_to_64_bits_where_large_numbers_have_lost():
    tree = large_tree(
        ["Ann", "Bob"], [("Bob", 2), ("Ann", 2), (2**80, 0), (1, 0), ("Ann", 2), (2, 1), (3, 1)]
    )
    plan = induction_by_levels(tree)
    assert plan.values == (3, 1)
    assert tree.payoffs.dtype == object


# ---- Size


def test_memory_is_bounded_by_so_many_bytes_for_each_node():
    tracemalloc.start()
    try:
        tree = regular_tree(
            ["Ann", "Bob"],
            [(("Ann", "Bob")[k % 2], 2) for k in range(16)],
            lambda end: [end % 1009, end % 997],
        )
        plan = induction_by_levels(tree)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert tree.decisions == 2**16 - 1
    assert len(plan.path()) == 16
    assert peak / len(tree.movers) < 160  # bytes for each node


@pytest.mark.slow
def test_very_many_levels():
    levels = 30_000

    def nodes():
        for step in range(levels):
            yield (("Ann", "Bob")[step % 2], 2)
            yield (step, -step)
        yield (0, 0)

    tree = large_tree(["Ann", "Bob"], nodes())
    plan = induction_by_levels(tree)
    assert len(tree.levels) == levels + 2
    # The longer it takes the more Bob loses: he stops at once, and Ann lets him have his move.
    assert plan.values == (1, -1)
    assert plan.path() == (1, 0)
    assert plan.is_unique


@pytest.mark.slow
def test_deep_games_come_in_too():
    tree, places = flattened(deep_tree(10_000))
    plan = induction_by_levels(tree)
    # At the first move Bob has 9,999 to lose, at the second Ann takes what there is.
    assert plan.values == (9_998, -9_998)
    assert plan.path() == (0, 1)
    assert len(places) == len(tree.movers) == 20_001


def test_chance_on_a_long_way_down():
    def nodes():
        for _ in range(300):
            yield (None, ["1/2", "1/2"])
            yield (1,)
        yield (0,)

    assert induction_by_levels(large_tree(["Ann"], nodes())).values == (1 - Fraction(1, 2**300),)


# ---- Where play goes


def test_paths_and_what_is_reached():
    nodes = [
        ("New", 2),
        (None, ["1/3", "0", "2/3"]),
        ("Old", 2),
        (3, 1),
        (0, 1),
        (9, 9),
        ("Old", 2),
        (3, 0),
        (0, 5),
        (0, 7),
    ]
    tree = large_tree(["New", "Old"], nodes)
    plan = induction_by_levels(tree)
    assert plan.path() == (0,)
    assert plan.ties == 1
    assert [str(v) for v in plan.values] == ["1", "11/3"]
    assert plan.reached().tolist() == [True, True, False, True, False, True, True, False, False, True]
    text = str(plan)
    assert "New gets" in text
    assert "others too" in text
    assert "3 decision nodes" in text


# ---- Building


def test_the_ways_to_build_lead_to_the_same_tree():
    def payoffs(end):
        return [end % 4, end % 3]

    regular = regular_tree(["Ann", "Bob"], [("Ann", 2), (None, ["1/4", "3/4"]), ("Bob", 3)], payoffs)
    numbers = iter(range(12))

    def step(depth):
        if depth == 3:
            end = next(numbers)
            return (end % 4, end % 3), ()
        return [(("Ann", 2), (1, 1)), ((None, ["1/4", "3/4"]), (2, 2)), (("Bob", 3), (3, 3, 3))][depth]

    grown = large_tree(["Ann", "Bob"], unfold(0, step))
    for name in ("movers", "branches", "payoffs", "odds"):
        assert getattr(grown, name).tolist() == getattr(regular, name).tolist(), name
    assert grown.levels == regular.levels == [0, 1, 3, 7, 19]
    assert repr(grown) == "<LargeTree: Ann, Bob; 5 decision nodes, 19 nodes, 4 levels>"


def test_nodes_of_different_depth_are_put_in_level_order():
    tree = large_tree(
        ["A", "B"], [("A", 2), ("B", 2), ("1/2", 1), (2, 1), (None, [0.5, 0.5]), (3, 1), ("A", 1), (4, "1/3")]
    )
    assert tree.movers.tolist() == [0, 1, CHANCE, END, END, END, 0, END]
    assert tree.denominator == 6
    assert (tree.payoffs / 6).tolist()[:3] == [[0.5, 1.0], [2.0, 1.0], [3.0, 1.0]]
    assert induction_by_levels(tree).values == (Fraction(7, 2), Fraction(2, 3))


def test_payoffs_may_be_of_any_integer_type():
    for kind in (np.int8, np.uint64, object):
        tree = regular_tree(["A"], [("A", 3)], lambda end, kind=kind: [end.astype(kind)])
        assert induction_by_levels(tree).values == (2,)
        assert tree.payoffs.dtype == np.int64
    large = regular_tree(["A"], [("A", 3)], lambda end: [end.astype(object) * 2**70])
    assert induction_by_levels(large).values == (2**71,)


@pytest.mark.parametrize(
    ("nodes", "said"),
    [
        ([("Ann", 2), (1, 2)], "after 2 nodes the tree is not complete: 1 branches lead nowhere"),
        ([(1, 2), (1, 2)], "node 1: the tree was complete before it"),
        ([("Ann", 0)], "node 0: expected a number of actions, at least 1, got 0"),
        ([("Ann", True), (0, 0)], "got True"),
        ([("Cat", 2)], "node 0: a payoff: expected a number such as"),
        ([(1, 2, 3)], "node 0: expected a move of one of Ann, Bob, of chance, or a payoff for each"),
        (
            [(None, ["1/2", "1/3"])],
            "node 0: the probabilities 1/2, 1/3 are not a distribution; they sum to 5/6",
        ),
        ([(None, [])], "node 0: expected the probabilities of chance"),
        ([(None, ["3/2", "-1/2"])], "are not a distribution"),
        ([("Ann", 1), (1, float("nan"))], "node 1: a payoff: expected a number"),
        ([], "after 0 nodes the tree is not complete"),
    ],
)
def test_what_is_refused_when_nodes_come(nodes, said):
    with pytest.raises(InvalidGame, match=said):
        large_tree(["Ann", "Bob"], nodes)


def arrays(**changes):
    whole = {
        "players": ("A", "B"),
        "movers": np.array([0, CHANCE, END, END, END], np.int16),
        "branches": np.array([2, 2, 0, 0, 0], np.int32),
        "payoffs": np.zeros((3, 2), np.int64),
        "denominator": 1,
        "odds": np.array([1, 2]),
    }
    return LargeTree(**(whole | changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"movers": np.array([2, CHANCE, END, END, END], np.int16)},
            "node 0: there is no player of that number",
        ),
        ({"movers": np.array([0, 1, 1, END, END], np.int16)}, "node 2: ends have no branches"),
        (
            {
                "movers": np.array([END, 0, END, END, END], np.int16),
                "branches": np.array([0, 2, 0, 0, 0], np.int32),
            },
            "node 1: the tree ends",
        ),
        ({"branches": np.array([2, 3, 0, 0, 0], np.int32)}, "5 nodes, but their branches lead to 6"),
        ({"branches": np.array([2, 2], np.int32)}, "as many movers as numbers of branches"),
        ({"payoffs": np.zeros((2, 2), np.int64)}, "3 ends need as many rows of 2 payoffs"),
        ({"odds": np.array([1])}, "chance has 2 branches in all"),
        ({"odds": np.array([0, 0])}, "not all of them zero"),
        ({"odds": np.array([-1, 2])}, "at least zero"),
        ({"denominator": 0}, "a denominator of at least 1"),
        ({"players": ("A", "A")}, "named twice"),
    ],
)
def test_what_is_refused_in_arrays(changes, said):
    assert arrays().decisions == 1
    with pytest.raises(InvalidGame, match=said):
        arrays(**changes)


def test_what_else_is_refused():
    hidden = Move("B", "unseen", {"x": (0, 0), "y": (1, 1)})
    with pytest.raises(Unsupported, match="perfect information"):
        flattened(ExtensiveForm.from_tree(["A", "B"], Move("A", "first", {"a": hidden, "b": hidden})))
    with pytest.raises(InvalidGame, match="whole numbers over the denominator, got an array of float64"):
        regular_tree(["A"], [("A", 2)], lambda end: [end / 2])
    with pytest.raises(InvalidGame, match="'C' is not a player"):
        regular_tree(["A"], [("C", 2)], lambda end: [end])
    with pytest.raises(InvalidGame, match="level 1: expected a number of actions"):
        regular_tree(["A"], [("A", 2), ("A", "two")], lambda end: [end])
