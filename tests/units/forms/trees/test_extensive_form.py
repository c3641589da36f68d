"""Games in extensive form: trees as they are written, and what is refused in the user's own words."""

import tracemalloc
from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.forms import (
    Chance,
    Decision,
    ExtensiveForm,
    InformationSet,
    Lottery,
    Move,
    Profile,
    Terminal,
    delete,
    expected_payoffs,
    game_from_data,
    game_hash,
    game_to_data,
    node_payoffs,
    number_from_data,
    scope_of,
)

PLAYERS = ["Ann", "Bob"]


def poker():
    """Chance deals, Ann sees her card, Bob only what Ann does."""
    call = {"call": (2, -2), "fold": (1, -1)}
    lose = {"call": (-2, 2), "fold": (1, -1)}
    return Chance(
        {
            "high": (
                "1/3",
                Move("Ann", "high card", {"bet": Move("Bob", "after bet", call), "pass": (1, -1)}),
            ),
            "low": (
                "2/3",
                Move(
                    "Ann", "low card", {"bet": Move("Bob", "after bet", lose), "pass": {"Bob": 1, "Ann": -1}}
                ),
            ),
        }
    )


@pytest.fixture
def game():
    return ExtensiveForm.from_tree(PLAYERS, poker(), title="Poker")


def test_a_tree_is_stored_in_preorder(game):
    assert game.nodes == (
        Lottery(("high", "low"), (Fraction(1, 3), Fraction(2, 3)), (1, 6)),
        Decision(0, (2, 5)),
        Decision(1, (3, 4)),
        Terminal((2, -2)),
        Terminal((1, -1)),
        Terminal((1, -1)),
        Decision(2, (7, 10)),
        Decision(1, (8, 9)),
        Terminal((-2, 2)),
        Terminal((1, -1)),
        Terminal((-1, 1)),
    )
    assert game.information_sets == (
        InformationSet("Ann", "high card", ("bet", "pass")),
        InformationSet("Bob", "after bet", ("call", "fold")),
        InformationSet("Ann", "low card", ("bet", "pass")),
    )


def test_what_a_tree_tells_about_its_nodes(game):
    assert game.members == ((1,), (2, 7), (6,))
    assert not game.has_perfect_information
    assert game.parents == (
        (-1, -1),
        (0, 0),
        (1, 0),
        (2, 0),
        (2, 1),
        (1, 1),
        (0, 1),
        (6, 0),
        (7, 0),
        (7, 1),
        (6, 1),
    )
    assert game.history(0) == ()
    assert game.history(8) == ("low", "bet", "call")
    assert game.history(5) == ("high", "pass")
    assert [position for position, _ in game.terminals()] == [3, 4, 5, 8, 9, 10]
    assert game.labels(0) == ("high", "low")
    assert game.labels(7) == ("call", "fold")
    assert game.labels(10) == ()
    assert game.mover(game.nodes[6]) == 0
    assert game.mover(game.nodes[7]) == 1


def test_two_players_may_use_one_name_for_different_sets():
    tree = Move("Ann", "start", {"a": Move("Bob", "start", {"b": (0, 0)}), "c": (1, 1)})
    game = ExtensiveForm.from_tree(PLAYERS, tree)
    assert [(s.player, s.name) for s in game.information_sets] == [("Ann", "start"), ("Bob", "start")]
    assert game.has_perfect_information


def test_a_game_may_be_over_before_it_begins():
    game = ExtensiveForm.from_tree(PLAYERS, (1, "1/2"))
    assert game.nodes == (Terminal((1, Fraction(1, 2))),)
    assert game.has_perfect_information


def test_a_subtree_may_be_used_twice():
    after = Move("Bob", "sees nothing", {"x": (1, 2), "y": (3, 4)})
    game = ExtensiveForm.from_tree(PLAYERS, Move("Ann", "start", {"a": after, "b": after}))
    assert game.members == ((0,), (1, 4))


def test_map_changes_payoffs_and_probabilities(game):
    floats = game.map(float)
    assert floats.nodes[0].probabilities == (1 / 3, 2 / 3)
    assert floats.nodes[3].payoffs == (2.0, -2.0)
    assert (floats.players, floats.information_sets, floats.title) == (
        game.players,
        game.information_sets,
        "Poker",
    )


def test_the_title_is_no_part_of_the_game(game):
    other = ExtensiveForm.from_tree(PLAYERS, poker(), title="")
    assert other == game
    assert hash(other) == hash(game)


def recursive():
    inside = {}
    tree = Move("Ann", "s", {"a": Move("Bob", "t", inside)})
    inside.update(b=tree, c=(0, 0))
    return tree


MOVE = {"a": (1, 2), "b": (3, 4)}


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (Move("Cat", "s", MOVE), "at the root: 'Cat' is not a player; the players are Ann, Bob"),
        (
            Move("Ann", "s", {"a": Move("Cat", "t", MOVE)}),
            "after a: 'Cat' is not a player; the players are Ann, Bob",
        ),
        (Move("Ann", "s", {}), "Ann's information set 's' has no action"),
        (
            Move("Ann", "s", {"": (1, 2)}),
            "an action of Ann's information set 's' must be non-empty text, got ''",
        ),
        (Move("Ann", "", MOVE), "an information set of Ann must be non-empty text, got ''"),
        (Move("Ann", "s", ["a", "b"]), "at the root: the actions of Ann must map names to what follows"),
        (
            Move(
                "Ann", "s", {"x": Move("Bob", "t", MOVE), "y": Move("Bob", "t", {"b": (1, 2), "a": (3, 4)})}
            ),
            "after y: Bob's information set 't' offers b, a here but a, b elsewhere; "
            "a set's nodes offer the same actions in the same order",
        ),
        (
            Chance({"rain": (1, Move("Ann", "s", {"a": (1,)}))}),
            "after rain, a: 2 players need as many payoffs, got 1",
        ),
        (
            Move("Ann", "s", {"a": {"Ann": 1}}),
            "after a: payoffs are needed for exactly Ann, Bob; got Ann",
        ),
        (
            Move("Ann", "s", {"a": {"Ann": 1, "Bob": 2, "Cat": 3}}),
            "after a: payoffs are needed for exactly Ann, Bob; got Ann, Bob, Cat",
        ),
        (Move("Ann", "s", {"a": "12"}), "after a: expected a move or payoffs, got '12'"),
        (Move("Ann", "s", {"a": None}), "after a: expected a move or payoffs, got None"),
        (
            Move("Ann", "s", {"a": (1, "x")}),
            "after a: the payoff of Bob: expected a number such as 3, 1/3 or 0.25, got 'x'",
        ),
        (
            Chance({"rain": ("x", (1, 2)), "sun": (1, (1, 2))}),
            "at the root: the probability of 'rain': expected a number such as 3, 1/3 or 0.25, got 'x'",
        ),
        (
            Chance({1: (1, ("x", 2))}),
            "after 1: the payoff of Ann: expected a number such as 3, 1/3 or 0.25, got 'x'",
        ),
        (Chance({}), "at the root: chance needs at least one outcome"),
        (
            Chance([("rain", (1, (1, 2)))]),
            "at the root: chance must map outcomes to (probability, what follows)",
        ),
        (Chance({"rain": (1,)}), "at the root: chance must map outcomes to (probability, what follows)"),
        (Chance({"rain": 1}), "at the root: chance must map outcomes to (probability, what follows)"),
        (Chance({"": (1, (1, 2))}), "an outcome of chance at node 0 must be non-empty text, got ''"),
        (
            Chance({"rain": ("1/2", (1, 2)), "sun": ("1/3", (1, 2))}),
            "the probabilities of rain, sun sum to 5/6, not to 1",
        ),
        (
            Chance({"rain": ("-1/2", (1, 2)), "sun": ("3/2", (1, 2))}),
            "the probability of 'rain' is negative: -1/2",
        ),
        (recursive(), "after a, b: the tree contains itself"),
    ],
)
def test_what_makes_no_tree_is_refused(tree, message):
    with pytest.raises(InvalidGame) as caught:
        ExtensiveForm.from_tree(PLAYERS, tree)
    assert str(caught.value) == message


def test_errors_of_the_reader_of_numbers_become_errors_of_the_game():
    def refuse(value, what):
        raise ModelSyntaxError(f"{what}: never")

    with pytest.raises(InvalidGame, match="after a: the payoff of Ann: never"):
        ExtensiveForm.from_tree(PLAYERS, Move("Ann", "s", MOVE), number=refuse)


@pytest.mark.parametrize("players", [[], ["Ann", "Ann"], ["Ann", ""]])
def test_players_need_different_names(players):
    with pytest.raises(InvalidGame, match="player"):
        ExtensiveForm.from_tree(players, tuple(0 for _ in players))


S, T = InformationSet("Ann", "s", ("a", "b")), InformationSet("Bob", "t", ("a",))
END = Terminal((Fraction(0), Fraction(0)))
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("sets", "nodes", "message"),
    [
        ((), (), "node 0 is missing"),
        ((S,), (END,), "Ann's information set 's' has no node in the tree"),
        ((S,), (Decision(0, (1,)), END), "node 0: 2 branches, 1 children"),
        ((S,), (Decision(1, (1, 2)), END, END), "node 0: there is no information set 1"),
        ((S,), (Decision(-1, (1, 2)), END, END), "node 0: there is no information set -1"),
        ((S,), (Decision(0, (1, 1)), END, END), "node 2: the nodes are not one tree in preorder"),
        ((S,), (Decision(0, (2, 1)), END, END), "node 1: the nodes are not one tree in preorder"),
        ((S,), (Decision(0, (0, 1)), END), "node 1: the nodes are not one tree in preorder"),
        ((S,), (Decision(0, (1, 2)), END), "node 2 is missing"),
        ((S,), (Decision(0, (1, 2)), END, END, END), "node 3: the nodes are not one tree in preorder"),
        ((S,), (Decision(0, (1, -1)), END, END), "node 2: the nodes are not one tree in preorder"),
        ((), (Terminal((Fraction(0),)),), "node 0: 2 players need as many payoffs, got 1"),
        ((), (Lottery(("x",), (HALF, HALF), (1,)), END), "node 0: 1 outcomes of chance, 2 probabilities"),
        ((), (Lottery((), (), ()),), "node 0: 0 outcomes of chance, 0 probabilities"),
        (
            (),
            (Lottery(("x", "x"), (HALF, HALF), (1, 2)), END, END),
            "an outcome of chance at node 0 is named twice: 'x'",
        ),
        ((S, S), (Decision(0, (1, 2)), END, END), "an information set of Ann is named twice: 's'"),
        (
            (S, InformationSet("Cat", "t", ("a",))),
            (Decision(0, (1, 2)), END, END),
            "the set 't' belongs to 'Cat', who is not a player",
        ),
        ((S, T), (Decision(0, (1, 2)), END, END), "Bob's information set 't' has no node in the tree"),
    ],
)
def test_nodes_that_are_no_tree_are_refused(sets, nodes, message):
    with pytest.raises(InvalidGame) as caught:
        ExtensiveForm(("Ann", "Bob"), sets, nodes)
    assert str(caught.value) == message


DEPTH = 2_000


@pytest.fixture(scope="module", params=["deep branch first", "deep branch last"])
def deep(request):
    """A centipede: players take turns to stop, which pays (n, 1) at move n, or to go on."""
    tree = (0, 0)
    for level in range(DEPTH, 0, -1):
        branches = {"go": tree, "stop": (level, 1)}
        if request.param == "deep branch last":
            branches = {"stop": (level, 1), "go": tree}
        tree = Move(PLAYERS[level % 2], f"move {level}", branches)
    tracemalloc.start()
    game = ExtensiveForm.from_tree(PLAYERS, tree)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    while isinstance(tree, Move):  # taken apart level by level, for Python frees nested objects by recursion
        tree = tree.actions["go"]
    return game, peak


@pytest.mark.slow
def test_deep_trees_are_built_without_recursion_and_in_little_memory(deep):
    game, peak = deep
    assert len(game.nodes) == 2 * DEPTH + 1
    assert game.has_perfect_information
    assert peak < 12_000_000
    last = game.members[-1][0]
    assert game.history(last) == ("go",) * (DEPTH - 1)


@pytest.mark.slow
def test_deep_trees_are_hashed_written_read_and_compared(deep):
    game, _ = deep
    again = game_from_data(game_to_data(game), number_from_data)
    assert again == game
    assert game_hash(again) == game_hash(game)
    assert hash(again) == hash(game)


@pytest.mark.sampled
def test_deep_trees_are_played(deep):
    game, _ = deep
    go = [s.actions.index("go") for s in game.information_sets]
    profile = Profile.pure(game.information_sets, go)
    assert expected_payoffs(game, profile) == (0, 0)
    stop = game.information_sets[DEPTH // 2]
    go[DEPTH // 2] = stop.actions.index("stop")
    level = int(stop.name.removeprefix("move "))
    values = node_payoffs(game, Profile.pure(game.information_sets, go))
    assert values[0] == (level, 1)
    assert values[game.members[DEPTH // 2][0]] == (level, 1)


def test_an_action_is_taken_from_a_deep_tree(deep):
    game, _ = deep
    shorter = delete(game, scope_of(game, "Bob", "go", at=[f"move {DEPTH // 2 + 1}"]))
    assert len(shorter.information_sets) == DEPTH // 2 + 1
    longer = delete(game, scope_of(game, "Ann", "stop"))
    assert len(longer.nodes) == 2 * DEPTH + 1 - DEPTH // 2
