"""Chains of a player's strategies in a tree, which tell realization plans apart.

Mixtures of reduced strategies may make every node of a tree equally likely and yet differ: half "left; left"
and half "right; right" against half "left; right" and half "right; left".  One of them stands for all.  Draw
one number t from 0 to 1, and let the player take, at each information set that its own actions before do not
exclude, the action into whose share of the interval t falls: the actions divide, in their order and in
proportion to their probabilities, what the sequence before has of the interval.  This makes every sequence of
own actions as likely as it was, and the strategies that occur, ordered by t, take no earlier action at a set
that both reach.  So under perfect recall each mixture plays like exactly one over a *chain* of the order

    s ≤ s′  if s takes no later action than s′ at every information set that neither excludes,

and the maximal chains are simplices that cover all realization plans and meet in faces.

Sources: kuhn1953 (realization equivalence); vonstengel1996 (realization plans).
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.pure_strategies import Strategy

MOST_CHAINS = 5_000  # of one player

Order: TypeAlias = tuple[frozenset[int], ...]  # for each strategy the numbers of those that come after it


def order_of(strategies: Sequence[Strategy]) -> Order:
    """For each strategy of a player with perfect recall the numbers of the later ones.

    Examples
    --------
    >>> later = order_of([{0: 0, 1: 0}, {0: 0, 1: 1}, {0: 1, 1: 0}, {0: 1, 1: 1}])
    >>> [sorted(own) for own in later]
    [[1, 2, 3], [3], [3], []]
    """
    return tuple(
        frozenset(
            number
            for number, other in enumerate(strategies)
            if number != place and all(action <= other.get(where, action) for where, action in own.items())
        )
        for place, own in enumerate(strategies)
    )


def maximal_chains(order: Order, kept: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The maximal chains of some of the strategies, each in the order.

    Raises
    ------
    CertificateRejected
        If there are more than 5,000.

    Examples
    --------
    >>> order = order_of([{0: 0, 1: 0}, {0: 0, 1: 1}, {0: 1, 1: 0}, {0: 1, 1: 1}])
    >>> list(maximal_chains(order, range(4)))
    [(0, 1, 3), (0, 2, 3)]
    """
    among = frozenset(kept)
    later = {own: order[own] & among for own in kept}
    next_ones = {
        own: [after for after in sorted(above) if not any(after in later[between] for between in above)]
        for own, above in later.items()
    }
    first = [own for own in kept if not any(own in above for above in later.values())]
    pending: list[tuple[int, ...]] = [(own,) for own in reversed(first)]
    count = 0
    while pending:
        chain = pending.pop()
        if not next_ones[chain[-1]]:
            count += 1
            if count > MOST_CHAINS:
                raise CertificateRejected(f"a player has more than {MOST_CHAINS:,} chains of strategies")
            yield chain
        pending += [(*chain, after) for after in reversed(next_ones[chain[-1]])]
