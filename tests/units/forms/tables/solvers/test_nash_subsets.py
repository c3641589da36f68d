from itertools import combinations, product
from time import monotonic

import pytest

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.solvers.equilibria import connected
from gametheory_paradox.forms.tables.solvers import nash_subsets
from gametheory_paradox.forms.tables.solvers.nash_subsets import maximal_nash_subsets, subsets_of_each_vertex


def bicliques(pairs):
    """The maximal bicliques by looking at every set of vertices of the first side."""
    firsts = sorted({a for a, _ in pairs})
    found = set()
    for size in range(1, len(firsts) + 1):
        for chosen in combinations(firsts, size):
            seconds = set.intersection(*({b for a, b in pairs if a == one} for one in chosen))
            if seconds:
                every = [a for a in firsts if all((a, b) in pairs for b in seconds)]
                found.add(tuple(sorted(pairs.index(pair) for pair in product(every, seconds))))
    return tuple(sorted(found))


def everyone_with_everyone_else(n):
    return [(a, b) for a in range(n) for b in range(n) if a != b]


def anything_but_the_same(n):
    """Both get 1 if they differ: each way to part the actions in two is a maximal Nash subset."""
    names, payoffs = [str(i) for i in range(n)], [[int(i != j) for j in range(n)] for i in range(n)]
    return NormalForm.from_tables(["Ann", "Bob"], [names, names], payoffs, payoffs)


def some_pairs(number):
    edges = list(product(range(4), range(4)))
    return [
        edge
        for position, edge in enumerate(edges)
        if (number * 2654435761 >> position) % 2 or position == number % 16
    ]


def test_isolated_pairs_stand_alone():
    assert maximal_nash_subsets([(4, 1), (2, 9), (7, 3)], Clock(None)) == (((0,), (1,), (2,)), "")
    assert maximal_nash_subsets([], Clock(None)) == ((), "")


def test_a_path_is_made_of_its_stars():
    assert maximal_nash_subsets([(1, 1), (1, 2), (2, 2), (2, 3)], Clock(None)) == (
        ((0, 1), (1, 2), (2, 3)),
        "",
    )


def test_they_are_the_maximal_bicliques():
    for number in range(200):
        pairs = some_pairs(number)
        assert maximal_nash_subsets(pairs, Clock(None)) == (bicliques(pairs), ""), number


def test_those_of_each_vertex_lie_in_maximal_ones_and_hang_together_as_they_do():
    for pairs in map(some_pairs, range(200)):
        few, maximal = subsets_of_each_vertex(pairs), bicliques(pairs)
        assert all(any(set(subset) <= set(larger) for larger in maximal) for subset in few)
        assert len(few) == len(set(few)) <= len({a for a, _ in pairs}) + len({b for _, b in pairs})
        assert connected(len(pairs), few) == connected(len(pairs), maximal)
        assert {number for subset in few for number in subset} == set(range(len(pairs)))


def test_pairs_of_everyone_with_everyone_else_have_as_many_subsets_as_there_are_halves():
    subsets, stopped = maximal_nash_subsets(everyone_with_everyone_else(8), Clock(None))
    assert (len(subsets), stopped) == (2**8 - 2, "")


def test_the_search_for_them_ends_with_the_budget():
    pairs, start = everyone_with_everyone_else(18), monotonic()
    assert maximal_nash_subsets(pairs, Clock(0.05)) == (subsets_of_each_vertex(pairs), "the budget ended")
    assert monotonic() - start < 5


@pytest.mark.parametrize("limit", ["MOST_SUBSETS", "MOST_NUMBERS"])
def test_the_search_for_them_ends_with_memory(monkeypatch, limit):
    monkeypatch.setattr(nash_subsets, limit, 1000)
    pairs = everyone_with_everyone_else(12)
    assert maximal_nash_subsets(pairs, Clock(None)) == (subsets_of_each_vertex(pairs), "memory ran out")


@pytest.mark.slow
def test_a_game_with_a_million_maximal_subsets_is_answered_within_its_budget():
    game, start = anything_but_the_same(20), monotonic()
    found = solve(game, budget=0.4)
    assert monotonic() - start < 9
    assert (found.completeness.status, found.proof) == ("budget", None)
    assert all(is_nash(game, profile) for profile in found)


def test_what_is_given_instead_of_the_maximal_subsets_are_equilibria_too_and_the_reason_says_so(monkeypatch):
    game = anything_but_the_same(5)
    every = solve(game)
    assert every.completeness.status == "proved"
    assert len(every.subsets) == 2**5 - 1
    monkeypatch.setattr(nash_subsets, "MOST_NUMBERS", 10)
    found = solve(game)
    assert (found.profiles, found.components) == (every.profiles, every.components)
    assert found.completeness.status == "budget"
    assert "these are all extreme equilibria" in found.completeness.why
    assert "not all maximal" in found.completeness.why
    assert found.is_infinite
    assert len(found.subsets) == 11
    for subset in found.subsets:
        chosen = [found.profiles[number].probabilities for number in subset]
        middle = [
            tuple(sum(odds) / len(subset) for odds in zip(*own, strict=True))
            for own in zip(*chosen, strict=True)
        ]
        assert is_nash(game, Profile(game.information_sets, tuple(middle)))
