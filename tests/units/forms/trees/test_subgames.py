"""Roots of subgames, and subgames with inner ones replaced by what they are worth."""

from fractions import Fraction

import pytest
from oracles.plain_trees import Tree, subgames
from witnesses.imperfect_trees import LEVELS, deep_tree, imperfect_trees
from witnesses.sampling import always, cases, seen

from gametheory_paradox.forms import Chance, Decision, ExtensiveForm, Lottery, Move, Terminal
from gametheory_paradox.forms.trees.subgames import subgame_roots, truncated

HALF = Fraction(1, 2)
TREES = imperfect_trees()


def nested():
    def blind(left, right):
        return Move("B", "blind", {"l": left, "r": right})

    battle = Move("A", "battle", {"T": blind((3, 1), (0, 0)), "D": blind((0, 0), (1, 3))})
    dealt = Chance({"h": (HALF, Move("B", "sees", {"x": (0, 0), "y": (1, 1)})), "t": (HALF, (2, 2))})
    return ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "start", {"fight": battle, "deal": dealt, "out": (2, 2)})
    )


def test_subgames_are_whole_information_sets():
    game = nested()
    assert [game.history(place) for place in subgame_roots(game)] == [
        (),
        ("fight",),
        ("deal",),
        ("deal", "h"),
    ]
    assert game.ends == (14, 8, 5, 4, 5, 8, 7, 8, 13, 12, 11, 12, 13, 14)


def test_inner_subgames_become_ends():
    game = nested()
    part = truncated(game, 0, {1: (Fraction(1), Fraction(3)), 8: (Fraction(3, 2), Fraction(3, 2))})
    assert part.sets == (0,)
    assert part.places == (0, 1, 8, 13)
    assert part.game.nodes == (
        Decision(0, (1, 2, 3)),
        Terminal((1, 3)),
        Terminal((Fraction(3, 2), Fraction(3, 2))),
        Terminal((2, 2)),
    )
    inner = truncated(game, 1, {})
    assert [info.name for info in inner.game.information_sets] == ["battle", "blind"]
    assert inner.places == tuple(range(1, 8))
    dealt = truncated(game, 8, {9: (Fraction(1), Fraction(1))})
    assert dealt.game.nodes == (Lottery(("h", "t"), (HALF, HALF), (1, 2)), Terminal((1, 1)), Terminal((2, 2)))
    assert dealt.game.information_sets == ()


@cases(42, 1500)
def test_subgames_are_those_of_plain_means(count):
    @always(count, TREES)
    def law(game):
        tree = Tree(game)
        assert subgame_roots(game) == subgames(tree)
        for place, end in enumerate(game.ends):
            assert [n for n in range(len(game.nodes)) if tree.is_below(n, place)] == list(range(place, end))


@pytest.mark.slow
def test_the_trees_have_subgames_that_are_missing_in_others():
    found = seen(150, TREES)(
        lambda game: (len(subgame_roots(game)) > 1, len(subgame_roots(game)) < len(list(inner(game))))
    )
    assert min(found[True, True], found[True, False], found[False, True]) >= 5, found


def inner(game):
    return (node for node in game.nodes if not isinstance(node, Terminal))


@cases(26, 1500)
def test_a_tree_cut_into_subgames_has_every_node_once(count):
    @always(count, TREES)
    def law(game):
        seen_places, kept = [], {}
        for root in sorted({0, *subgame_roots(game)}, reverse=True):
            within = [place for place in kept if root < place < game.ends[root]]
            part = truncated(game, root, {place: kept.pop(place) for place in within})
            seen_places += [place for place in part.places if place not in within]
            kept[root] = tuple(Fraction(root) for _ in game.players)
            for mine, place in enumerate(part.places):
                node = part.game.nodes[mine]
                if place in within:
                    assert node == Terminal(tuple(Fraction(place) for _ in game.players))
                else:
                    assert part.game.history(mine) == game.history(place)[len(game.history(root)) :]
        assert sorted(seen_places) == list(range(len(game.nodes)))


def test_a_deep_tree_has_a_subgame_at_every_step():
    game = deep_tree()
    assert len(subgame_roots(game)) == LEVELS
