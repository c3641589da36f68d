"""Strict rankings that agree with what is known of an order: how many there are, and which is nearest.

A strict ranking of the ranks of an order that keeps all known comparisons is a linear extension of it.  They
are counted over the sets that can stand above the rest, each component of comparable ranks by itself.

Sources: brightwell1991 (counting linear extensions is hard in general: a limit is said).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import factorial, prod
from random import Random
from typing import TypeAlias

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.graphs.certificate_data import with_consequences
from gametheory_paradox.interruption import look
from gametheory_paradox.models.rankings import Order, Ranking
from gametheory_paradox.table import Record

Comparison: TypeAlias = tuple[int, int, int]
"""The number of an order, the better rank and the worse."""

MOST_SETS = 200_000  # of ranks of a component that can stand above its others


@dataclass(frozen=True, repr=False)
class Pattern(Record):
    """Comparisons after which every strict ranking that agrees has the same answer.

    Parameters
    ----------
    orders
        What is compared, for each player.
    answer
        The name of the verdict.
    """

    orders: tuple[Order, ...]
    answer: str

    @property
    def count(self) -> int:
        """The number of strict rankings of all players that agree."""
        return prod(map(extension_count, self.orders))


def uncompared(order: Order) -> Order:
    """The same ranks, of which nothing is known but which outcomes share one."""
    return replace(order, better=frozenset(), distances=())


def unranked(ranking: Ranking) -> Ranking:
    """The outcomes alone: each player may rank them in any order, and none like another."""
    singly = tuple((number,) for number in range(len(ranking.outcomes)))
    orders = [own if own.measure else Order(own.player, singly, frozenset()) for own in ranking.orders]
    return replace(ranking, orders=tuple(orders), strengths=(), texts=())


def preferring(order: Order, better: int, worse: int) -> Order:
    """The order in which one rank is also better than another, with all that follows.

    Examples
    --------
    >>> order = Order("A", ((0,), (1,), (2,)), frozenset({(1, 2)}))
    >>> sorted(preferring(order, 0, 1).better)
    [(0, 1), (0, 2), (1, 2)]
    """
    return replace(order, better=with_consequences(order.better, better, worse), distances=())


def reversing(order: Order, better: int, worse: int) -> Order:
    """The order in which one comparison is the other way round, from which no other follows.

    Examples
    --------
    >>> order = Order("A", ((0,), (1,), (2,)), frozenset({(0, 1), (0, 2), (1, 2)}))
    >>> reversing(order, 1, 2).ranks
    ((0,), (2,), (1,))
    """
    reversed_ = preferring(replace(order, better=order.better - {(better, worse)}), worse, better)
    return extension(reversed_) if reversed_.is_complete else reversed_


def preferring_all(order: Order, comparisons: Iterable[tuple[int, int]]) -> Order:
    """The order in which some comparisons are known too, with all that follows."""
    for better, worse in comparisons:
        order = preferring(order, better, worse)
    return order


def extension_count(order: Order) -> int:
    """The number of strict rankings of its ranks that agree with an order.

    Raises
    ------
    Unsupported
        If too many sets of ranks can stand above the others.

    Examples
    --------
    >>> extension_count(Order("A", ((0,), (1,), (2,), (3,)), frozenset({(0, 1), (2, 3)})))
    6
    """
    components = _components(order)
    interleaved = factorial(len(order.ranks)) // prod(factorial(len(own)) for own in components)
    return interleaved * prod(_count(own, order) for own in components)


def _components(order: Order) -> list[list[int]]:
    """The ranks in groups between which no two are compared."""
    group = list(range(len(order.ranks)))
    for a, b in order.better:
        old, new = group[b], group[a]
        group = [new if own == old else own for own in group]
    return [[rank for rank, own in enumerate(group) if own == name] for name in dict.fromkeys(group)]


def _count(component: Sequence[int], order: Order) -> int:
    """The strict rankings of the ranks of a component, from the best down."""
    above = {rank: sum(1 << a for a, b in order.better if b == rank) for rank in component}
    ways = {0: 1}  # of placing a set of ranks above the others
    counted = 0

    # From the top down: a rank may follow once all above it are placed.
    for _ in component:
        further: dict[int, int] = {}
        for placed, number in ways.items():
            look()
            for rank in component:
                if not placed >> rank & 1 and above[rank] & ~placed == 0:
                    bigger = placed | 1 << rank
                    further[bigger] = further.get(bigger, 0) + number

        ways, counted = further, counted + len(further)
        if counted > MOST_SETS:
            raise Unsupported(
                f"rankings of {len(component)} outcomes so loosely compared are too many to count"
            )

    (number,) = ways.values()
    return number


def extension_of(order: Order) -> list[int]:
    """The ranks of an order in a strict ranking that agrees with it, best first."""
    waiting, placed = list(range(len(order.ranks))), list[int]()
    while waiting:
        best = next(rank for rank in waiting if not any((other, rank) in order.better for other in waiting))
        waiting.remove(best)
        placed.append(best)
    return placed


def drawn_extension(order: Order, random: Random) -> list[int]:
    """The ranks of an order in some strict ranking that agrees with it, best first; not all as likely."""
    waiting, placed = list(range(len(order.ranks))), list[int]()
    while waiting:
        free = [rank for rank in waiting if not any((other, rank) in order.better for other in waiting)]
        placed.append(random.choice(free))
        waiting.remove(placed[-1])
    return placed


def extension(order: Order) -> Order:
    """A strict ranking that agrees with an order, as a complete order whose ranks stand best first.

    Examples
    --------
    >>> extension(Order("A", ((0,), (1,), (2,)), frozenset({(2, 0)}))).ranks
    ((1,), (2,), (0,))
    """
    ranks = tuple(order.ranks[rank] for rank in extension_of(order))
    better = frozenset((a, b) for b in range(len(ranks)) for a in range(b))
    return replace(order, ranks=ranks, better=better, distances=())
