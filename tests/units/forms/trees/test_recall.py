"""Perfect recall: who remembers what, said in the user's own words, on trees of any depth."""

import pytest
from witnesses.imperfect_trees import LEVELS, deep_tree

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.trees.subgames import check_perfect_recall, has_perfect_recall, own_histories

LATE = {"x": (1, 0), "y": (0, 1)}


def tree_of(tree):
    return ExtensiveForm.from_tree(["Ann", "Bob"], tree)


def forgotten_move():
    return Move("Ann", "early", {"left": Move("Ann", "late", LATE), "right": Move("Ann", "late", LATE)})


def test_a_player_who_forgets_its_move_is_named_with_both_histories():
    game = tree_of(forgotten_move())
    assert not has_perfect_recall(game)
    assert not has_perfect_recall(game, "Ann")
    assert has_perfect_recall(game, "Bob")
    check_perfect_recall(game, "Bob")
    message = (
        "Ann does not remember its own moves at 'late': "
        "its last was 'left' at 'early' on the history (left), "
        "but 'right' at 'early' on the history (right); "
        "this is imperfect recall of what it did, and perfect recall is needed here"
    )
    for asked in ("Ann", None):
        with pytest.raises(Unsupported) as caught:
            check_perfect_recall(game, asked)
        assert str(caught.value) == message


def test_a_player_who_forgets_that_it_has_moved():
    after = Move("Ann", "signal", {"go": Move("Ann", "late", LATE), "stop": (0, 0)})
    game = tree_of(Chance({"seen": ("1/2", after), "unseen": ("1/2", Move("Ann", "late", LATE))}))
    with pytest.raises(
        Unsupported,
        match=r"'go' at 'signal' on the history \(seen, go\), but nothing on the history \(unseen\);",
    ):
        check_perfect_recall(game)


def test_a_player_who_forgets_what_it_has_seen():
    told = {
        o: ("1/2", Move("Ann", f"told {o}", {"go": Move("Ann", "late", LATE), "stop": (0, 0)}))
        for o in ("hot", "cold")
    }
    with pytest.raises(
        Unsupported, match=r"'go' at 'told hot' on the history .*, but 'go' at 'told cold' on the history"
    ):
        check_perfect_recall(tree_of(Chance(told)))


def test_the_set_named_is_where_the_last_move_differs_and_not_a_later_one():
    def late():
        return Move("Ann", "late", {"a": Move("Ann", "last", LATE), "b": (0, 0)})

    with pytest.raises(Unsupported, match="moves at 'late':"):
        check_perfect_recall(tree_of(Move("Ann", "early", {"left": late(), "right": late()})))


def test_not_to_see_the_moves_of_others_and_of_chance_is_no_lack_of_recall():
    def ann():
        return Move("Ann", "Ann", {"in": Move("Bob", "Bob", LATE), "out": Move("Bob", "Bob", LATE)})

    assert has_perfect_recall(tree_of(Chance({"hot": ("1/2", ann()), "cold": ("1/2", ann())})))


def test_own_histories_are_numbered_from_the_empty_one():
    game = tree_of(
        Move(
            "Ann",
            "early",
            {"in": Move("Bob", "Bob", {"up": Move("Ann", "late", LATE), "down": (0, 0)}), "out": (0, 0)},
        )
    )
    own = own_histories(game, "Ann")
    assert own.moves == ((-1, -1, -1), (0, 0, 0), (0, 0, 1), (1, 2, 0), (1, 2, 1))
    assert own.at == (0, 1, 1, 3, 4, 1, 2)
    assert own.after == ({0: 1}, {2: 3}, {}, {}, {})


def test_an_unknown_player():
    for ask in (has_perfect_recall, check_perfect_recall, own_histories):
        with pytest.raises(InvalidGame, match="'Cat' is not a player; there are Ann, Bob"):
            ask(tree_of(forgotten_move()), "Cat")


def chain(depth, end):
    for step in range(depth):
        end = Move("Ann", f"step {depth - step}", {"go": end, "stop": (step, 0)})
    return end


@pytest.mark.slow
def test_a_tree_of_very_many_levels():
    assert has_perfect_recall(deep_tree())
    with pytest.raises(Unsupported) as caught:
        check_perfect_recall(tree_of(chain(LEVELS, forgotten_move())))
    assert "on the history (go, go, go, …, go, go, left), but" in str(caught.value)
