"""The payoffs of all pure subgame perfect equilibria of many trees with ties, in integers.

Some pure equilibrium goes on with an action and an outcome after it where that outcome gives the mover no
less than the least that each other action can lead to.  So the outcomes at a node are found among those of
its children, one by one; at a lottery every choice of an outcome after each of its branches is one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import prod

import numpy as np

from gametheory_paradox.games import Decision, ExtensiveForm, Lottery
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.sweeps.grid import Array
from gametheory_paradox.studies.sweeps.induction import Weights, plus, times, total
from gametheory_paradox.table import Record

MOST_OUTCOMES = 256  # at one node


@dataclass(frozen=True, repr=False)
class Outcome(Record):
    """Each player's payoffs in some equilibria, and the games that have such a one."""

    payoffs: tuple[Array, ...]
    exists: Array


@dataclass(frozen=True, repr=False)
class Outcomes(Record):
    """All outcomes of equilibria, multiplied by the total weights of the lotteries named."""

    all: Sequence[Outcome]
    lotteries: Mapping[int, int]

    def ends(self, who: int) -> tuple[Array, Array]:
        """A player's least and greatest payoff."""
        low, high, seen = self.all[0].payoffs[who], self.all[0].payoffs[who], self.all[0].exists
        for outcome in self.all[1:]:
            payoff = outcome.payoffs[who]
            low = np.where(outcome.exists & (~seen | (payoff < low).astype(np.bool_)), payoff, low)
            high = np.where(outcome.exists & (~seen | (payoff > high).astype(np.bool_)), payoff, high)
            seen = seen | outcome.exists
        return low, high


def pure_outcomes(
    form: ExtensiveForm[RationalFunction],
    ends: Mapping[int, tuple[Array, ...]],
    kinds: Mapping[int, int],
    weights: Sequence[Weights],
) -> Outcomes | None:
    """The equilibrium outcomes of some games in a row; None if lotteries make them too many.

    Parameters
    ----------
    form, ends, kinds, weights
        As for ``induced``.
    """
    found: dict[int, Outcomes] = {}
    for position in range(len(form.nodes) - 1, -1, -1):
        node = form.nodes[position]
        if isinstance(node, Decision | Lottery):
            children = _aligned([found.pop(child) for child in node.children], weights)
            if isinstance(node, Decision):
                found[position] = _chosen(form.mover(node), children)
            elif prod(len(child.all) for child in children) > MOST_OUTCOMES:
                return None
            else:
                found[position] = _drawn(kinds[position], weights[kinds[position]], children)
        else:
            found[position] = Outcomes(
                [Outcome(ends[position], np.ones(ends[position][0].shape, np.bool_))], {}
            )

    return found[0]


def _aligned(values: Sequence[Outcomes], weights: Sequence[Weights]) -> list[Outcomes]:
    names = {kind for value in values for kind in value.lotteries}
    most = {kind: max(value.lotteries.get(kind, 0) for value in values) for kind in names}
    aligned = []
    for value in values:
        missing = {kind: count - value.lotteries.get(kind, 0) for kind, count in most.items()}
        scaled = [Outcome(tuple(total(missing, weights, p) for p in o.payoffs), o.exists) for o in value.all]
        aligned.append(Outcomes(scaled, most))
    return aligned


def _chosen(mover: int, children: Sequence[Outcomes]) -> Outcomes:
    least = [child.ends(mover)[0] for child in children]
    kept = []
    for number, child in enumerate(children):
        rivals = [low for other, low in enumerate(least) if other != number]
        for outcome in child.all:
            exists = reduce(np.logical_and, [outcome.payoffs[mover] >= low for low in rivals], outcome.exists)
            if exists.any():
                kept.append(Outcome(outcome.payoffs, np.asarray(exists, np.bool_)))
    return Outcomes(kept, children[0].lotteries)


def _drawn(kind: int, odds: Weights, children: Sequence[Outcomes]) -> Outcomes:
    kept = []
    for combination in product(*(child.all for child in children)):
        exists = reduce(np.logical_and, [outcome.exists for outcome in combination])
        if exists.any():
            payoffs = zip(*(outcome.payoffs for outcome in combination), strict=True)
            kept.append(Outcome(tuple(reduce(plus, map(times, odds.parts, own)) for own in payoffs), exists))
    return Outcomes(kept, {**children[0].lotteries, kind: children[0].lotteries.get(kind, 0) + 1})
