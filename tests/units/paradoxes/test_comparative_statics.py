"""Comparative statics: what raises a payoff, and which games can be compared."""

from fractions import Fraction

import pytest

from gametheory_paradox.certificates import verify
from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import family_from_tree
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.paradoxes.comparative_statics import ComparativeStatics, raises, written
from gametheory_paradox.paradoxes.definition import Request
from gametheory_paradox.paradoxes.definitions import DEFINITIONS

DEFINITION = DEFINITIONS["comparative-statics"]


def table(*first, second=(0, 0, 0, 0)):
    return NormalForm(
        ("A", "B"),
        (("a", "b"), ("c", "d")),
        tuple((Fraction(x), Fraction(y)) for x, y in zip(first, second, strict=True)),
    )


def tree(odds, *ends, outcomes="ht"):
    below = [Move("A", f"after {n}", {"l": (end, 0), "r": (0, end)}) for n, end in enumerate(ends)]
    moves = {name: (p, move) for name, p, move in zip(outcomes, odds, below, strict=True)}
    return ExtensiveForm.from_tree(["A", "B"], Chance(moves))


def variants(game, other):
    return DEFINITION.variants(game, Request("comparative-statics", "nash", "strong", "A", {"other": other}))


def test_nowhere_lower_and_somewhere_higher():
    assert raises(table(1, 2, 3, 4), table(1, 2, 3, 5), "A")
    assert not raises(table(1, 2, 3, 4), table(1, 2, 3, 4), "A")
    assert not raises(table(1, 2, 3, 4), table(9, 9, 9, 3), "A")
    assert raises(table(1, 2, 3, 4), table(2, 2, 3, 4, second=(-9, 9, 0, 0)), "A")
    assert not raises(table(1, 2, 3, 4), table(2, 2, 3, 4, second=(-9, 9, 0, 0)), "B")


def test_in_trees_at_every_end_and_with_the_same_chance():
    assert raises(tree(("1/2", "1/2"), 1, 2), tree(("1/2", "1/2"), 1, 3), "A")
    assert not raises(tree(("1/2", "1/2"), 1, 2), tree(("1/3", "2/3"), 1, 3), "A")
    assert not raises(tree(("1/2", "1/2"), 1, 2), tree(("1/3", "2/3"), 1, 2), "A")


def test_without_a_rise_there_is_no_paradox_whatever_the_gap():
    low, high = (PayoffSet((Fraction(n),), infinite=False) for n in (1, 2))
    assert ComparativeStatics("strong", high, low, raises=True).holds()
    assert not ComparativeStatics("strong", high, low, raises=False).holds()
    assert not ComparativeStatics("strong", low, high, raises=True).holds()


@pytest.mark.parametrize(
    ("game", "other"),
    [
        (table(1, 2, 3, 4), NormalForm(("A", "C"), (("a", "b"), ("c", "d")), table(1, 2, 3, 4).payoffs)),
        (table(1, 2, 3, 4), NormalForm(("A", "B"), (("a", "b"), ("c", "e")), table(1, 2, 3, 4).payoffs)),
        (table(1, 2, 3, 4), tree(("1/2", "1/2"), 1, 2)),
        (tree(("1/2", "1/2"), 1, 2), table(1, 2, 3, 4)),
        (
            tree(("1/2", "1/2"), 1, 2),
            ExtensiveForm.from_tree(
                ["A", "B"],
                Chance({n: ("1/2", Move("A", m, {"l": (1, 0), "r": (0, 1)})) for n, m in ("sh", "tt")}),
            ),
        ),
        (
            ExtensiveForm.from_tree(
                ["A", "B"], Move("A", "h", {"l": Move("B", "t", {"x": (1, 0), "y": (0, 1)}), "r": (0, 0)})
            ),
            ExtensiveForm.from_tree(
                ["A", "B"], Move("A", "h", {"l": (0, 0), "r": Move("B", "t", {"x": (1, 0), "y": (0, 1)})})
            ),
        ),
    ],
)
def test_games_of_another_form_are_not_compared(game, other):
    with pytest.raises(
        InvalidGame, match="the two games must have the same players, information sets, actions"
    ):
        variants(game, written(other))
    assert list(variants(game, written(game))) == ["lower", "higher"]


def test_the_other_game_is_written_with_its_hash_and_nothing_else():
    game = table(1, 2, 3, 4)
    good = written(game)
    for bad in (
        {**good, "hash": "0" * 64},
        {**good, "title": "x"},
        {k: v for k, v in good.items() if k != "hash"},
    ):
        with pytest.raises(InvalidGame, match="the other game is not written as it should be"):
            variants(game, bad)
    for bad in (None, [], "x", {}):
        with pytest.raises(InvalidGame):
            variants(game, bad)


def test_another_chance_is_a_parameter_effect_and_no_other_game():
    kind, unkind = (tree(odds, 5, 1) for odds in (("1/4", "3/4"), ("3/4", "1/4")))
    assert list(variants(kind, written(unkind))) == ["lower", "higher"]
    chance = {
        "h": ("1 - x", Move("A", "after h", {"l": (5, 0)})),
        "t": ("x", Move("A", "after t", {"l": (1, 0)})),
    }
    family = family_from_tree(["A", "B"], Chance(chance), {"x": (0, 1, 0)})
    found = detect(family, "comparative-statics", mover="A", parameter="x", low="1/4", high="3/4")
    assert (found.name, found.comparison.gap, found.comparison.raises) == ("absent", 2, False)
    assert verify(found.certificate).verdict == "absent"
