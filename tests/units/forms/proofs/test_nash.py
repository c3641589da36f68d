"""Best responses, equilibria and subgames of trees that can be checked by eye."""

from fractions import Fraction

import pytest
from oracles import plain_trees
from witnesses.imperfect_trees import LEVELS, deep_tree, imperfect_trees, with_profiles
from witnesses.sampling import always, cases, seen

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import (
    best_continuation,
    best_response_value,
    is_nash,
    is_subgame_perfect,
    regrets,
    subgame_roots,
)

HALF = Fraction(1, 2)


@pytest.fixture
def entry():
    """Selten's chain store: fighting is an equilibrium threat that is not credible."""
    return ExtensiveForm.from_tree(
        ["Entrant", "Store"],
        Move(
            "Entrant",
            "start",
            {"in": Move("Store", "after entry", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)},
        ),
    )


def test_an_incredible_threat_is_nash_but_not_subgame_perfect(entry):
    threat, peace = Profile.pure(entry.information_sets, [1, 0]), Profile.pure(entry.information_sets, [0, 1])
    war = Profile.pure(entry.information_sets, [0, 0])
    assert (is_nash(entry, threat), is_subgame_perfect(entry, threat)) == (True, False)
    assert (is_nash(entry, peace), is_subgame_perfect(entry, peace)) == (True, True)
    assert (is_nash(entry, war), is_subgame_perfect(entry, war)) == (False, False)
    assert regrets(entry, war) == (1, 2)
    assert best_response_value(entry, threat, "Store", root=1) == 1
    assert subgame_roots(entry) == [0, 1]


def test_a_mixture_that_makes_the_other_indifferent():
    pennies = NormalForm.from_tables(
        ["A", "B"], [["h", "t"], ["h", "t"]], [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]
    )
    even = Profile(pennies.information_sets, ((HALF, HALF), (HALF, HALF)))
    odd = Profile(pennies.information_sets, ((HALF, HALF), (Fraction(1, 3), Fraction(2, 3))))
    assert is_nash(pennies, even)
    assert regrets(pennies, odd) == (Fraction(1, 3), 0)


def blind(player, at, payoffs):
    """Two moves of one player in one information set."""
    return {a: Move(player, at, {b: payoffs[n][m] for m, b in enumerate("lr")}) for n, a in enumerate("LR")}


def test_a_set_with_two_nodes_is_answered_by_the_average():
    game = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "start", blind("B", "blind", [[(0, 3), (0, 0)], [(0, 0), (0, 2)]]))
    )
    for weight, best in (
        (Fraction(0), 2),
        (Fraction(1), 3),
        (Fraction(2, 5), Fraction(6, 5)),
        (HALF, Fraction(3, 2)),
    ):
        profile = Profile(game.information_sets, ((weight, 1 - weight), (HALF, HALF)))
        assert best_response_value(game, profile, "B") == best
    assert subgame_roots(game) == [0]


def test_an_answer_off_the_path_does_not_count():
    game = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "start", {"stop": (0, 0), "go": Move("B", "later", {"x": (1, 5), "y": (1, 7)})})
    )
    profile = Profile.pure(game.information_sets, [0, 0])
    assert best_response_value(game, profile, "B") == 0
    assert best_response_value(game, profile, "B", root=2) == 7
    assert regrets(game, profile) == (1, 0)


def test_later_choices_of_ones_own_are_best_when_earlier_ones_are_compared():
    later = Move("A", "later", {"bad": (0,), "good": (5,)})
    game = ExtensiveForm.from_tree(["A"], Move("A", "start", {"stop": (3,), "go": later}))
    assert regrets(game, Profile.pure(game.information_sets, [0, 0])) == (2,)


def test_subgames_begin_at_chance_too_and_never_inside_a_set():
    inner = Move("B", "sees", {"x": (0, 0), "y": (1, 1)})
    dealt = Chance(
        {
            "h": (HALF, Move("B", "blind", {"x": (0, 0), "y": (1, 1)})),
            "t": (HALF, Move("B", "blind", {"x": (2, 2), "y": (1, 1)})),
        }
    )
    game = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "start", {"deal": dealt, "see": inner, "end": (0, 0)})
    )
    kinds = [game.history(root) for root in subgame_roots(game)]
    assert kinds == [(), ("deal",), ("see",)]


def test_a_game_without_moves_is_solved():
    game = ExtensiveForm.from_tree(["A", "B"], (1, 2))
    profile = Profile((), ())
    assert regrets(game, profile) == (0, 0)
    assert is_nash(game, profile)
    assert subgame_roots(game) == []


def test_who_forgets_its_own_move_has_no_best_response_here():
    game = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "start", blind("A", "what did I do?", [[(1, 0), (0, 0)], [(0, 0), (1, 0)]]))
    )
    profile = Profile.pure(game.information_sets, [0, 0])
    message = (
        r"^A does not remember its own moves at 'what did I do\?': its last was .*; "
        "this is imperfect recall of what it did, and perfect recall is needed here$"
    )
    for question in (regrets, is_nash, is_subgame_perfect):
        with pytest.raises(Unsupported, match=message):
            question(game, profile)
    assert best_response_value(game, profile, "B") == 0


def test_who_forgets_only_what_others_did_remembers_enough():
    payoffs = [[(1, 0), (0, 0)], [(0, 0), (1, 0)]]
    game = ExtensiveForm.from_tree(["A", "B"], Move("B", "start", blind("A", "blind", payoffs)))
    assert best_response_value(game, Profile(game.information_sets, ((HALF, HALF), (1, 0))), "A") == HALF


def test_what_is_reached_with_probability_zero_plays_no_part():
    off = Move("A", "off", {"x": (5, 0), "y": (9, 0)})
    game = ExtensiveForm.from_tree(["A", "B"], Move("B", "start", {"stop": (1, 1), "go": off}))
    stops = Profile.pure(game.information_sets, [0, 0])
    assert best_response_value(game, stops, "A") == 1
    assert best_continuation(game, stops, "A", {2: Fraction(1)}) == 9
    assert best_continuation(game, stops, "A", {2: Fraction(0), 1: Fraction(3)}) == 3


@pytest.mark.slow
def test_a_best_response_in_a_tree_of_many_levels_is_found_at_once():
    game = deep_tree()
    profile = Profile.pure(game.information_sets, [1] * len(game.information_sets))
    assert best_response_value(game, profile, "Ann") >= LEVELS - 2
    assert regrets(game, profile)[1] > 0


@cases(9, 1500)
def test_regrets_are_those_of_plain_means(count):
    @always(count, with_profiles(imperfect_trees()))
    def law(case):
        game, profile = case
        tree = plain_trees.Tree(game)
        odds = profile.probabilities
        expected = []
        for who, player in enumerate(game.players):
            own = [s for s, info in enumerate(game.information_sets) if info.player == player]
            best = max(
                plain_trees.worth(tree, other, who) for other in plain_trees.deviations(tree, odds, own)
            )
            expected.append(best - plain_trees.worth(tree, odds, who))
        assert regrets(game, profile) == tuple(expected)
        assert is_subgame_perfect(game, profile) == plain_trees.is_subgame_perfect(tree, odds)


@pytest.mark.slow
def test_the_profiles_are_of_every_kind():
    def kind(game, profile):
        return is_nash(game, profile), is_subgame_perfect(game, profile)

    found = seen(300, with_profiles(imperfect_trees()).map(lambda case: case))(lambda case: kind(*case))
    assert set(found) == {(False, False), (True, False), (True, True)}
    assert min(found.values()) >= 5, found
