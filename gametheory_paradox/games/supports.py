"""Supports: the actions that a mixture uses, and the pairs of them in a table of two players."""

from collections.abc import Sequence
from itertools import combinations, product
from math import comb

from gametheory_paradox.errors import Unsupported

MOST_PAIRS = 1_000
Support = tuple[int, ...]


def pairs_of_supports(shape: Sequence[int]) -> list[tuple[Support, Support]]:
    """The pairs of supports of equal size, the smaller ones first; Unsupported if there are too many."""
    m, n = shape
    if sum(comb(m, size) * comb(n, size) for size in range(1, min(m, n, 20) + 1)) > MOST_PAIRS:
        raise Unsupported(f"a table of {m}×{n} has more than {MOST_PAIRS} pairs of supports")
    sizes = range(1, min(m, n) + 1)
    return [pair for k in sizes for pair in product(combinations(range(m), k), combinations(range(n), k))]
