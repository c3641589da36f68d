from itertools import combinations, product

import pytest

from gametheory_paradox.solvers.nash_subsets import maximal_nash_subsets


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


def test_isolated_pairs_stand_alone():
    assert maximal_nash_subsets([(4, 1), (2, 9), (7, 3)]) == ((0,), (1,), (2,))
    assert maximal_nash_subsets([]) == ()


def test_a_path_is_made_of_its_stars():
    assert maximal_nash_subsets([(1, 1), (1, 2), (2, 2), (2, 3)]) == ((0, 1), (1, 2), (2, 3))


@pytest.mark.parametrize("number", range(200))
def test_they_are_the_maximal_bicliques(number):
    edges = list(product(range(4), range(4)))
    pairs = [edge for position, edge in enumerate(edges) if (number * 2654435761 >> position) % 2 or position == number % 16]
    assert maximal_nash_subsets(pairs) == bicliques(pairs)


def test_pairs_of_everyone_with_everyone_else_have_as_many_subsets_as_there_are_halves():
    pairs = [(a, b) for a in range(8) for b in range(8) if a != b]
    assert len(maximal_nash_subsets(pairs)) == 2**8 - 2
