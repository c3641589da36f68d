"""Conditions on the equilibria of a pattern: every equilibrium satisfies them, in numbers."""

from collections import Counter
from fractions import Fraction
from math import prod

import pytest
from hypothesis import strategies as st
from witnesses.imperfect_trees import deep_tree, imperfect_trees
from witnesses.sampling import always, cases

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.assessments import Trembles
from gametheory_paradox.forms.trees.proofs.every_assessment import (
    at_one_set,
    exact_ways,
    only_assessment,
    system_of,
)
from gametheory_paradox.forms.trees.proofs.patterns import (
    MOST_TOGETHER,
    Pattern,
    check_size,
    nonempty_subsets,
)

TREES = imperfect_trees(inner=st.integers(1, 4))


@pytest.fixture
def horse():
    def third(left, right):
        return Move("Three", "third", {"L": left, "R": right})

    after = Move("Two", "second", {"a": (1, 1, 1), "d": third((4, 4, 0), (0, 0, 1))})
    return ExtensiveForm.from_tree(
        ["One", "Two", "Three"], Move("One", "first", {"A": after, "D": third((3, 3, 2), (0, 0, 0))})
    )


def test_a_tree_as_the_place_of_patterns(horse):
    ways = exact_ways(horse, consistent=True)
    assert ways.owners == (0, 1, 2)
    assert ways.paths[4] == ((0, 0), (1, 1), (2, 0))
    assert ways.below == (frozenset({1, 2}), frozenset({2}), frozenset())
    assert ways.order == (2, 1, 0)
    assert ways.reached(((0,), (0,), (1,))) == {0, 1}
    assert ways.reached(((0, 1), (0, 1), (1,))) == {0, 1, 3, 6}
    assert ways.size == check_size(horse)


def test_orders_of_trembles_for_beliefs_off_the_path(horse):
    ways = exact_ways(horse, consistent=True)
    supports = ((0,), (0,), (1,))
    both = ways.orders(supports, {2: (3, 6)})
    assert len(both.zero) == 2  # the orders of D and of d are equal
    first = ways.orders(supports, {2: (3,)})
    assert (len(first.zero), len(first.nonnegative)) == (1, 1)


def test_in_the_horse_three_mixes_for_nobody(horse):
    ways = exact_ways(horse, consistent=True)
    stay = Pattern(((0,), (0,), (1,)), ((0,), (1,), (3, 6)))
    system = system_of(ways, stay)
    assert system.fixed == {}
    assert only_assessment(ways, stay, system) is None  # the belief of the third is free within bounds
    sure = Pattern(((0,), (0,), (1,)), ((0,), (1,), (3,)))
    found = only_assessment(ways, sure, system_of(ways, sure))
    assert found is not None
    assert found.beliefs[2] == (1, 0)


def test_equations_fix_mixtures():
    def blind(left, right):
        return Move("B", "blind", {"l": left, "r": right})

    rows = {"h": blind((1, -1), (-1, 1)), "t": blind((-1, 1), (2, -1))}
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "start", rows))
    for consistent in (True, False):
        ways = exact_ways(game, consistent=consistent)
        pattern = Pattern(((0, 1), (0, 1)), ((0,), (1, 4)))
        system = system_of(ways, pattern)
        found = only_assessment(ways, pattern, system)
        assert found.profile.probabilities == ((Fraction(1, 2),) * 2, (Fraction(3, 5), Fraction(2, 5)))
        assert found.beliefs == ((1,), (Fraction(1, 2),) * 2)


def test_subsets_come_small_ones_first_and_not_too_many():
    assert nonempty_subsets([3, 5, 7]) == ((3,), (5,), (7,), (3, 5), (3, 7), (5, 7), (3, 5, 7))
    assert len(nonempty_subsets(range(MOST_TOGETHER))) == 2**MOST_TOGETHER - 1
    with pytest.raises(Unsupported, match="13 actions or nodes"):
        nonempty_subsets(range(MOST_TOGETHER + 1))


@pytest.mark.slow
def test_trees_that_are_too_large_or_in_which_chance_excludes_something():
    with pytest.raises(Unsupported, match="40,001 nodes, is too large or too deep"):
        exact_ways(deep_tree(), consistent=True)
    game = ExtensiveForm.from_tree(
        ["A"], Chance({"no": ("0", Move("A", "s", {"x": (0,), "y": (1,)})), "yes": ("1", (0,))})
    )
    with pytest.raises(Unsupported, match="probability zero"):
        exact_ways(game, consistent=True)
    assert exact_ways(game, consistent=False).reached(((0,),)) == set()


def value(form, symbols):
    return sum((c * prod(symbols[s] for s in monomial) for monomial, c in form.items()), Fraction(0))


def symbols_of(game, assessment, trembles):
    """What the symbols are in an assessment: probabilities, coefficients of trembles, beliefs."""
    found = {}
    for s, odds in enumerate(assessment.profile.probabilities):
        for a, p in enumerate(odds):
            found[s, a] = p or (
                trembles.coefficients[s][a] if isinstance(trembles, Trembles) else Fraction(1)
            )
    for members, beliefs in zip(game.members, assessment.beliefs, strict=True):
        found |= {(-1, place): belief for place, belief in zip(members, beliefs, strict=True)}
    return found


@cases(6, 1500)
@pytest.mark.parametrize("consistent", [True, False])
def test_every_equilibrium_satisfies_the_conditions_of_its_pattern(consistent, count):
    met = Counter()

    @always(count, TREES)
    def law(game):
        found = solve(game, concept="sequential" if consistent else "perfect-bayesian")
        ways = exact_ways(game, consistent=consistent)
        for number, assessment in enumerate(found.assessments):
            supports = tuple(
                tuple(a for a, p in enumerate(odds) if p) for odds in assessment.profile.probabilities
            )
            believed = tuple(
                tuple(place for place, p in zip(members, beliefs, strict=True) if p)
                for members, beliefs in zip(game.members, assessment.beliefs, strict=True)
            )
            symbols = symbols_of(game, assessment, found.trembles[number] if consistent else None)
            conditions = ways.conditions(Pattern(supports, believed))
            assert not any(value(form, symbols) for form in conditions.zero)
            assert all(value(form, symbols) >= 0 for form in conditions.nonnegative)
            assert tuple(value(form, symbols) for form in conditions.compared) == found.payoffs[number]
            for members, beliefs, forms in zip(
                game.members, assessment.beliefs, conditions.weights, strict=True
            ):
                weights = [value(form, symbols) for form in forms]
                assert [w / sum(weights) for w in weights] == [p for p in beliefs if p]
                met["several nodes"] += len(weights) > 1
                assert len(members) >= len(weights)
            for s in range(len(supports)):
                here = {n: supports[n] for n in (s, *ways.below[s])}
                one = at_one_set(ways, s, here)
                assert not any(value(form, symbols) for form in one.zero)
                assert all(value(form, symbols) >= 0 for form in one.nonnegative)
            met["mixed"] += any(len(own) > 1 for own in supports)
            met["checked"] += 1

    assert met["checked"] >= count
    assert met["mixed"] >= 2, met
    assert met["several nodes"] >= min(3, count // 16), met
