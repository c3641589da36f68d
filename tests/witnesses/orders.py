"""Orders of which less is known."""

from collections.abc import Iterable

from gametheory_paradox.models.linear_extensions import Order, preferring_all, uncompared


def keeping(order: Order, comparisons: Iterable[tuple[int, int]]) -> Order:
    """The order of which nothing is known but some comparisons, and what follows."""
    return preferring_all(uncompared(order), comparisons)
