"""Strict rankings that agree with an order, counted and listed."""

from itertools import permutations
from random import Random

import pytest
from witnesses.orders import keeping

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.models import Order, linear_extensions
from gametheory_paradox.models.linear_extensions import (
    drawn_extension,
    extension,
    extension_count,
    extension_of,
    preferring,
    reversing,
    uncompared,
)


def singly(size):
    return Order("A", tuple((n,) for n in range(size)), frozenset())


def agreeing(order):
    """The strict rankings that agree, listed by their definition."""
    size = len(order.ranks)
    return [
        own for own in permutations(range(size)) if all(own.index(a) < own.index(b) for a, b in order.better)
    ]


def drawn(random, size):
    """Some comparisons out of a strict ranking."""
    ranking = random.sample(range(size), size)
    pairs = [(a, b) for n, a in enumerate(ranking) for b in ranking[n + 1 :]]
    return keeping(singly(size), random.sample(pairs, random.randint(0, len(pairs) // 2)))


def test_rankings_are_counted_as_they_are_listed():
    random, counts = Random(5), set()
    for _ in range(30):
        order = drawn(random, random.randint(1, 5))
        counts.add(extension_count(order))
        assert extension_count(order) == len(agreeing(order))
        assert tuple(extension_of(order)) in agreeing(order)
    assert len(counts) > 8


def test_two_chains_are_interleaved_and_nothing_known_is_every_ranking():
    assert extension_count(singly(8)) == 40_320
    order = keeping(singly(6), [(0, 1), (1, 2), (3, 4), (4, 5)])
    assert (0, 2) in order.better
    assert extension_count(order) == 20
    assert extension_count(uncompared(order)) == 720
    assert extension_count(preferring(order, 2, 3)) == 1


def test_a_strict_ranking_stands_best_first():
    order = extension(keeping(singly(3), [(2, 1), (1, 0)]))
    assert order.is_complete
    assert order.ranks == ((2,), (1,), (0,))
    assert reversing(order, 0, 1).ranks == ((1,), (2,), (0,))


def test_a_reversed_comparison_leaves_the_others():
    order = keeping(singly(4), [(0, 1), (2, 1)])
    turned = reversing(order, 0, 1)
    assert turned.better == frozenset({(1, 0), (2, 1), (2, 0)})


def test_too_many_sets_are_refused(monkeypatch):
    monkeypatch.setattr(linear_extensions, "MOST_SETS", 50)
    assert extension_count(keeping(singly(5), [(0, 4)])) == 60
    with pytest.raises(Unsupported, match="too many"):
        extension_count(keeping(singly(7), [(0, n) for n in range(1, 7)]))


def test_a_drawn_ranking_agrees_with_what_is_compared_and_every_one_is_drawn():
    order = Order("A", ((0,), (1,), (2,), (3,)), frozenset({(0, 1), (2, 3)}))
    random = Random(0)
    drawn = {tuple(drawn_extension(order, random)) for _ in range(200)}
    assert len(drawn) == extension_count(order)
    assert all(line.index(a) < line.index(b) for line in drawn for a, b in order.better)
