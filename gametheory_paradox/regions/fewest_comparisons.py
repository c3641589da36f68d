"""The fewest comparisons of a ranking from which an answer follows.

Every ranking with another answer has some comparison of the given order the other way round, so comparisons
settle the answer only if they meet all such sets of reversed comparisons.  The fewest that meet those found
so far are tried; a ranking that agrees with them and has another answer, reversed in as little as will do,
is the next set.  When there is none, fewer comparisons would not have done.

Sources: reiter1987 (hitting sets of what must not all hold).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gametheory_paradox.families.linear_extensions import (
    Comparison,
    Pattern,
    extension_of,
    preferring_all,
    uncompared,
)
from gametheory_paradox.families.rankings import Order
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

UNDECIDED = "undecided"


@dataclass(frozen=True, repr=False)
class FewestComparisons(Record):
    """A search for the fewest comparisons that settle an answer.

    Parameters
    ----------
    orders
        The given orders, in which the answer is this one; what an account counts is no preference.
    answer
        The answer.
    patterns
        Patterns that cover all rankings in some orders, each with its answer.
    known
        For each order what is known in any case, and is not counted; by default nothing.
    reversed
        Sets of comparisons that cannot all be reversed, each with a ranking in which they are and its answer.
    """

    orders: tuple[Order, ...]
    answer: str
    patterns: Callable[[tuple[Order, ...]], Iterator[Pattern]]
    known: tuple[Order, ...] = ()
    reversed: dict[frozenset[Comparison], tuple[tuple[Order, ...], str]] = field(default_factory=dict)

    def find(self) -> frozenset[Comparison] | None:
        """The fewest comparisons that leave no other answer; None where that is not decided."""
        while True:
            chosen = _hitting(list(self.reversed))
            against = self._against(chosen)
            if against is None:
                return chosen
            if against[1] == UNDECIDED:
                return None
            self._keep(*against)

    def kept(self, comparisons: Iterable[Comparison]) -> tuple[Order, ...]:
        """The orders of which these comparisons alone are known, beside what is known in any case."""
        chosen = list(comparisons)
        return tuple(
            own if own.measure else preferring_all(own, [(a, b) for m, a, b in chosen if m == n])
            for n, own in enumerate(self._known)
        )

    @property
    def _known(self) -> tuple[Order, ...]:
        """The preferences known in any case; what an account counts is no preference."""
        return self.known or tuple(own if own.measure else uncompared(own) for own in self.orders)

    def without(self, comparison: Comparison, chosen: frozenset[Comparison]) -> tuple[tuple[Order, ...], str]:
        """A ranking in which all others of the chosen comparisons hold, and its answer."""
        lost = next(own for own in self.reversed if own & chosen == {comparison})
        return self.reversed[lost]

    def _counted(self) -> list[Comparison]:
        """Every comparison of the given orders that is not known in any case."""
        pairs = zip(self.orders, self._known, strict=True)
        return [
            (n, *pair)
            for n, (own, known) in enumerate(pairs)
            if not own.measure
            for pair in sorted(own.better - known.better)
        ]

    def _against(self, comparisons: Iterable[Comparison]) -> tuple[tuple[Order, ...], str] | None:
        """A pattern of rankings in which some comparisons hold and the answer is another."""
        for pattern in self.patterns(self.kept(comparisons)):
            if pattern.answer != self.answer:
                return pattern.orders, pattern.answer
        return None

    def _keep(self, orders: tuple[Order, ...], answer: str) -> None:
        """Remember a ranking with another answer, with as little reversed as will do."""
        lost = self._lost(orders)
        for comparison in sorted(lost):
            look()
            if comparison not in lost:
                continue
            kept = [own for own in self._counted() if own not in lost or own == comparison]
            against = self._against(kept)
            if against is not None and against[1] != UNDECIDED:
                orders, answer = against
                lost = self._lost(orders)
        self.reversed[lost] = orders, answer

    def _lost(self, orders: tuple[Order, ...]) -> frozenset[Comparison]:
        """The comparisons of the given orders that a ranking in other orders does not keep."""
        places = [{rank: place for place, rank in enumerate(extension_of(own))} for own in orders]
        return frozenset((n, a, b) for n, a, b in self._counted() if places[n][a] > places[n][b])


def _hitting(sets: Sequence[frozenset[Comparison]]) -> frozenset[Comparison]:
    """The fewest comparisons that meet every set; of several the first."""
    best: list[frozenset[Comparison]] = []
    pending = [frozenset[Comparison]()]
    while pending:
        look()
        chosen = pending.pop()
        missed = next((own for own in sorted(sets, key=len) if not own & chosen), None)
        if missed is None:
            best = [chosen]
        elif not best or len(chosen) + 1 < len(best[0]):
            pending += [chosen | {own} for own in sorted(missed, reverse=True)]
    return best[0]
