"""The plain means themselves, on trees small enough to follow by hand."""

from fractions import Fraction
from itertools import product

import pytest
from oracles import plain_trees
from oracles.plain_trees import Tree
from oracles.trees.comparing import stored
from witnesses.sampling import ordinarily, slowly

from gametheory_paradox.forms import Chance, ExtensiveForm, Move

HALF = Fraction(1, 2)


def odds(*sets):
    return tuple(tuple(map(Fraction, own)) for own in sets)


def horse():
    """Selten's horse: One's set, Two's, Three's with the nodes after d and after D."""

    def third(left, right):
        return Move("Three", "third", {"L": left, "R": right})

    after = Move("Two", "second", {"a": (1, 1, 1), "d": third((4, 4, 0), (0, 0, 1))})
    return Tree(
        ExtensiveForm.from_tree(
            ["One", "Two", "Three"], Move("One", "first", {"A": after, "D": third((3, 3, 2), (0, 0, 0))})
        )
    )


STAY = odds((1, 0), (1, 0), (0, 1))  # A, a, R
DOWN = odds((0, 1), (1, 0), (1, 0))  # D, a, L


def test_payoffs_are_sums_over_the_ends():
    mixed = odds((HALF, HALF), (0, 1), (HALF, HALF))
    assert plain_trees.payoffs(horse(), mixed) == (Fraction(7, 4), Fraction(7, 4), Fraction(3, 4))
    assert plain_trees.likelihood(horse(), mixed, 4) == Fraction(1, 4)
    assert plain_trees.likelihood(horse(), mixed, 4, start=1) == HALF
    assert plain_trees.worth(horse(), mixed, 1, start=1) == 2


def test_the_horse_has_two_pure_equilibria_one_of_them_sequential():
    tree = horse()
    assert [own for own in plain_trees.pure_profiles(tree) if plain_trees.is_nash(tree, own)] == [STAY, DOWN]
    assert plain_trees.subgames(tree) == [0]
    assert plain_trees.is_subgame_perfect(tree, DOWN)
    assert plain_trees.weak_sequential_beliefs(tree, DOWN) is None
    assert set(plain_trees.pure_sequential(tree)) == {STAY}
    # Here ε is weighed against ε² and so on; a tie would not do.
    assert plain_trees.pure_sequential(tree)[STAY] == {((1,), (1,), (1, 0))}
    assert [plain_trees.sequential_verdict(tree, own) for own in (STAY, DOWN)] == [True, False]


def test_beliefs_must_follow_bayes_and_make_the_play_best():
    tree = horse()
    assert plain_trees.is_weak_sequential(tree, STAY, odds((1,), (1,), (1, 0)))
    assert plain_trees.is_weak_sequential(tree, STAY, odds((1,), (1,), ("2/3", "1/3")))
    assert not plain_trees.is_weak_sequential(tree, STAY, odds((1,), (1,), (HALF, HALF)))  # L would be better
    assert not plain_trees.is_weak_sequential(tree, STAY, odds((1,), (1,), (1, HALF)))
    assert not plain_trees.is_weak_sequential(tree, STAY, odds((1,), (1,), (2, -1)))
    mixed = odds((HALF, HALF), (0, 1), (0, 1))
    assert plain_trees.bayes(tree, mixed, 2) == (HALF, HALF)
    assert plain_trees.bayes(tree, STAY, 2) is None


def test_a_witness_must_tend_to_the_assessment():
    tree = horse()
    beliefs = odds((1,), (1,), ("2/3", "1/3"))
    good = [[{0: 1}, {1: 1}], [{0: 1, 1: -2}, {1: 2}], [{3: 7}, {0: 2, 1: 1}]]
    assert plain_trees.is_consistent(tree, STAY, beliefs, good)
    assert plain_trees.is_sequential(tree, STAY, beliefs, good)
    for place, bad in (
        (0, [{0: 1}, {2: 1}]),  # D too rare
        (0, [{0: 1}, {1: 2}]),  # D too frequent
        (0, [{0: 1}, {1: 0}]),  # D never
        (0, [{0: 1}, {1: -1}]),  # a negative probability
        (1, [{0: 1}, {0: 1}]),  # tends to another profile
        (2, [{0: 1}, {1: 1}]),  # tends to L
    ):
        assert not plain_trees.is_consistent(tree, STAY, beliefs, [*good[:place], bad, *good[place + 1 :]])
    assert not plain_trees.is_consistent(tree, STAY, odds((1,), (1,), (1, 0)), good)


def test_orders_are_counted_after_what_all_actions_of_a_set_share():
    tree = horse()
    scaled = [[{5: 3}, {6: 3}], [{0: 1}, {1: 2}], [{1: 1}, {0: 1}]]
    assert plain_trees.is_consistent(tree, STAY, odds((1,), (1,), ("2/3", "1/3")), scaled)


def blind():
    """Chance picks a state that neither sees: beliefs after an unused action are those of chance."""

    def state(good):
        return Move(
            "One",
            "first",
            {"out": (1, 1), "in": Move("Two", "second", {"x": (3, 4 * (not good)), "y": (0, int(good))})},
        )

    return Tree(
        ExtensiveForm.from_tree(
            ["One", "Two"], Chance({"good": ("1/2", state(True)), "bad": ("1/2", state(False))})
        )
    )


def test_consistent_beliefs_know_what_nobody_could_change():
    tree = blind()
    out = odds((1, 0), (0, 1))
    assert plain_trees.is_subgame_perfect(tree, out)
    assert plain_trees.is_weak_sequential(tree, out, odds((HALF, HALF), (1, 0)))
    assert not plain_trees.is_consistent(
        tree, out, odds((HALF, HALF), (1, 0)), [[{0: 1}, {1: 1}], [{1: 1}, {0: 1}]]
    )
    assert plain_trees.sequential_verdict(tree, out) is False


def test_a_subgame_holds_whole_information_sets():
    inside = {
        "T": Move("Two", "reply", {"L": (3, 1), "R": (0, 0)}),
        "B": Move("Two", "reply", {"L": (0, 0), "R": (1, 3)}),
    }
    tree = Tree(
        ExtensiveForm.from_tree(
            ["One", "Two"], Move("One", "option", {"in": Move("One", "battle", inside), "out": (2, 2)})
        )
    )
    assert plain_trees.subgames(tree) == [0, 1]
    best = odds((0, 1), (0, 1), (0, 1))
    assert plain_trees.is_subgame_perfect(tree, best)
    assert plain_trees.is_nash(tree, odds((0, 1), (1, 0), (0, 1)))
    assert not plain_trees.is_subgame_perfect(tree, odds((0, 1), (1, 0), (0, 1)))
    assert plain_trees.plan(tree, best, 0) == (0, 1, 0, 0)  # what it would do inside is no part of its plan
    assert plain_trees.plan(tree, best, 1) == (0, 1)


def test_forgetting_is_seen():
    late = {"a": (1,), "b": (0,)}
    early = Move("Ann", "early", {"left": Move("Ann", "late", late), "right": Move("Ann", "late", late)})
    assert not plain_trees.has_perfect_recall(Tree(ExtensiveForm.from_tree(["Ann"], early)))
    assert plain_trees.has_perfect_recall(horse())


@pytest.mark.parametrize(
    ("rows", "right", "solvable"),
    [
        ([[1, 1]], [1], True),
        ([[1, 1]], [-1], False),
        ([[1, -1], [1, 1]], [0, 2], True),
        ([[1, 2], [2, 4]], [1, 2], True),  # one equation twice
        ([[1, 2], [2, 4]], [1, 3], False),
        ([[1, 1, 0], [-1, 0, 1]], [1, -2], False),
    ],
)
def test_linear_systems_are_solved_without_negative_numbers(rows, right, solvable):
    found = plain_trees.nonnegative_solution(
        [list(map(Fraction, row)) for row in rows], list(map(Fraction, right))
    )
    assert (found is not None) == solvable
    if found:
        assert min(found) >= 0
        assert [sum(a * x for a, x in zip(row, found, strict=True)) for row in rows] == right


def test_linear_systems_agree_with_trying_every_small_solution():
    counts, step = [0, 0], ordinarily(4, 1)
    for a, b, c, d, e, f in list(product((-2, -1, 0, 1, 3), repeat=6))[::step]:
        solvable = plain_trees.nonnegative_solution(
            [[Fraction(a), Fraction(b)], [Fraction(c), Fraction(d)]], [Fraction(e), Fraction(f)]
        )
        determinant = a * d - b * c
        if determinant:
            x, y = Fraction(e * d - b * f, determinant), Fraction(a * f - e * c, determinant)
            assert (solvable is not None) == (x >= 0 and y >= 0)
            counts[solvable is not None] += 1
    assert min(counts) > 1000 / step


def test_mixtures():
    square = odds((0, 0), (0, 1), (1, 0), (1, 1))
    assert plain_trees.in_hull((HALF, Fraction(1, 3)), square)
    assert not plain_trees.in_hull((HALF, Fraction(4, 3)), square)
    assert not plain_trees.in_hull((HALF, HALF), odds((0, 0), (1, 0)))


@pytest.mark.slow
@pytest.mark.parametrize("step", [48, slowly(3)])
def test_the_concepts_are_nested_and_told_apart_on_the_stored_trees(step):
    apart = dict.fromkeys(("nash only", "not weak", "not subgame perfect", "not sequential"), 0)
    for row in stored()[::step]:
        found = plain_trees.pure_sequential(row.tree, most=2)
        for own in plain_trees.pure_profiles(row.tree):
            if not plain_trees.is_nash(row.tree, own):
                assert own not in found
                continue
            weak = plain_trees.weak_sequential_beliefs(row.tree, own)
            perfect = plain_trees.is_subgame_perfect(row.tree, own)
            verdict = plain_trees.sequential_verdict(row.tree, own)
            assert verdict is not None
            assert weak is None or plain_trees.is_weak_sequential(row.tree, own, weak)
            assert not verdict or (weak and perfect)
            assert own not in found or verdict
            for beliefs in found.get(own, ()):
                assert plain_trees.is_weak_sequential(row.tree, own, beliefs)
            apart["nash only"] += not weak and not perfect
            apart["not weak"] += not weak and perfect
            apart["not subgame perfect"] += bool(weak) and not perfect
            apart["not sequential"] += bool(weak) and perfect and not verdict
    assert min(apart.values()) >= 3 or step > 3, apart
    assert sum(apart.values()) > 3, apart
