"""Moves that the others see, or do not."""

import pytest

from gametheory_paradox.catalog import load
from gametheory_paradox.concepts.first_moves import moves_hidden, moves_seen
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, has_perfect_recall


def names(game):
    return [(s.player, s.name) for s in game.information_sets]


def test_hiding_and_showing_are_inverse_where_nothing_else_is_known():
    below = [Move("F", f"sees {a}", {"l": (0, 0), "r": (1, 1)}) for a in ("up", "down")]
    open_ = ExtensiveForm.from_tree(
        ["L", "F"], Move("L", "start", dict(zip(("up", "down"), below, strict=True)))
    )
    hidden = moves_hidden(open_, "L")
    assert names(hidden) == [("L", "start"), ("F", "sees up or sees down")]
    seen = moves_seen(hidden, "L")
    assert [len(nodes) for nodes in seen.members] == [len(nodes) for nodes in open_.members]
    assert moves_seen(open_, "L") is open_
    assert moves_hidden(hidden, "L") is hidden


def test_what_chance_and_others_did_stays_seen():
    def after(state):
        return Move(
            "L", state, {a: Move("F", f"{state} {a}", {"l": (0, 0), "r": (1, 1)}) for a in ("up", "down")}
        )

    game = ExtensiveForm.from_tree(
        ["L", "F"], Chance({state: ("1/2", after(state)) for state in ("wet", "dry")})
    )
    hidden = moves_hidden(game, "L")
    assert names(hidden)[1::2] == [("F", "wet up or wet down"), ("F", "dry up or dry down")]
    only_wet = moves_hidden(game, "L", ["wet"])
    assert len(only_wet.information_sets) == len(game.information_sets) - 1
    assert has_perfect_recall(hidden)


def test_the_payoffs_and_the_tree_stay():
    game = load("seed/trade-restriction").at()
    hidden = moves_hidden(game, "Pakistan", ["after suppress"])
    assert ("IS-K", "border closed after suppress or border open after suppress") in names(hidden)
    assert len(hidden.information_sets) == len(game.information_sets) - 1
    assert list(hidden.terminals()) == list(game.terminals())


@pytest.mark.parametrize("change", [moves_seen, moves_hidden])
def test_a_game_of_one_player_has_nobody_to_see(change):
    game = ExtensiveForm.from_tree(["L"], Move("L", "start", {"up": (1,), "down": (0,)}))
    assert change(game, "L") is game
